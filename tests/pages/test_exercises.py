"""Exercises without a browser: the link is the whole state, answers go with the task, links and codes are live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from streamlit.testing.v1 import AppTest

from geo.content.exercises import accounts, chronology, lines, location, writers
from geo.query.choices import EXERCISES
from geo.record import tables
from tests.pages.conftest import POPOVERS, bodies, in_url, last_state

Visit = Callable[..., AppTest]
PAGE = "classroom.py"
SET = {"set": "4127"}


@pytest.fixture
def placed(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the map of *Where was it?* was told, run by run."""
    return told


def press(at: AppTest, key: str) -> AppTest:
    at = at.button(key=key).click().run()
    assert not at.exception
    return at


# --- the link is the state ---


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_link_opens_the_very_task(visit: Visit, exercise: str) -> None:
    at = visit(PAGE, exercise=exercise, n="2", **SET)
    assert in_url(at) == {"exercise": exercise, "set": "4127", "n": "2"}
    assert "Question 2 of 5 · set 4127" in bodies(at)
    assert "Nothing about pupils" in bodies(at)
    press(at, "task_next")
    assert in_url(at)["n"] == "3"
    press(at, "new_set")
    assert in_url(at)["n"] == "1"
    assert in_url(at)["set"] != "4127"
    at.number_input(key="set_number").set_value(4127).run()
    assert in_url(at) == {"exercise": exercise, "set": "4127", "n": "1"}


def test_without_a_set_one_is_drawn_and_kept(visit: Visit) -> None:
    at = visit(PAGE, exercise="order")
    drawn = in_url(at)["set"]
    assert 1000 <= int(drawn) <= 9999
    at.switch_page("losses.py").run()
    at.switch_page(PAGE).run()
    assert in_url(at) == {"exercise": "order", "set": drawn, "n": "1"}


def test_the_page_begins_with_the_tours(visit: Visit) -> None:
    at = visit(PAGE)
    assert in_url(at) == {}
    assert "A tour moves the map" in bodies(at)
    at.button_group(key="classroom_part").set_value("lesson").run()
    assert in_url(at) == {"part": "lesson"}
    assert "A tour moves the map" not in bodies(at)


@pytest.mark.parametrize(
    ("parameter", "value"), [("exercise", "chess"), ("set", "0"), ("set", "many"), ("n", "6"), ("part", "cellar")]
)
def test_a_wrong_parameter_is_said_and_ignored(visit: Visit, parameter: str, value: str) -> None:
    at = visit(PAGE, **({"exercise": "order", **SET} | {parameter: value}))
    assert any(f"{parameter}={value}" in text.value for text in at.text)
    assert "· set " in bodies(at)


# --- the exercises ---


@pytest.mark.parametrize("is_right", [True, False])
def test_accounts_are_named_only_when_revealed(visit: Visit, is_right: bool) -> None:
    task = accounts.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="accounts", **SET)
    work = task.accounts[0].works[0][0]
    assert task.accounts[0].text in bodies(at)
    assert work not in bodies(at)
    at.radio(key="exercise_guess").set_value(task.accounts[0 if is_right else 1].claimant).run()
    press(at, "reveal")
    assert work in bodies(at)
    assert ("✓ Right." if is_right else "✗ Not this time") in bodies(at)
    press(at, "task_next")
    press(at, "task_previous")
    assert work not in bodies(at), "answers are gone with the task"


def test_a_writer_is_guessed_and_every_candidate_explained(visit: Visit) -> None:
    task = writers.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="writer", **SET)
    assert task.text in bodies(at).replace("&#39;", "'")
    assert "said it, at the time" not in bodies(at)
    at.radio(key="exercise_guess").set_value(task.writer.name).run()
    press(at, "reveal")
    assert "✓ Right." in bodies(at)
    assert "said it, at the time" in bodies(at)


def test_a_line_is_told_and_leads_to_its_plan(visit: Visit) -> None:
    pair = lines.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="line", **SET)
    at.radio(key="exercise_guess").set_value(pair.answer).run()
    press(at, "reveal")
    assert "✓ Right." in bodies(at)
    assert f"event={pair.event_id}&amp;on={pair.day.isoformat()}" in bodies(at)


def test_a_level_is_in_the_link_and_begins_anew(visit: Visit) -> None:
    at = visit(PAGE, exercise="order", n="3", **SET)
    at.button_group(key="exercise_level").set_value("3").run()
    assert not at.exception
    assert in_url(at) == {"exercise": "order", "set": "4127", "n": "1", "level": "3"}
    assert "level 3" in bodies(at)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_closing_card_follows_the_last_task(visit: Visit, exercise: str) -> None:
    at = visit(PAGE, exercise=exercise, n="5", **SET)
    if exercise != "place":
        press(at, "reveal")
    press(at, "task_next")
    assert in_url(at) == {"exercise": exercise, "set": "4127", "n": "5", "card": "1"}
    assert "What you have met" in bodies(at)
    assert "which one question" in bodies(at)
    assert at.button(key="task_next").disabled
    press(at, "task_previous")
    assert in_url(at)["n"] == "5"


def test_the_card_counts_what_was_answered_in_this_set_alone(visit: Visit) -> None:
    task = writers.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="writer", **SET)
    at.radio(key="exercise_guess").set_value(task.writer.name).run()
    press(at, "reveal")
    for _ in range(5):
        press(at, "task_next")
    assert "1 of 5 right" in bodies(at)
    press(at, "new_set")
    for _ in range(5):
        press(at, "task_next")
    assert "of 5 right" not in bodies(at)


def test_events_are_moved_checked_and_dated(visit: Visit) -> None:
    task = chronology.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="order", **SET)
    assert task[0].date not in bodies(at)
    press(at, "check")
    assert chronology.in_place_words(task) in bodies(at)
    wanted = sorted(task, key=lambda event: event.first_day)
    now = list(task)
    for place, event in enumerate(wanted):
        for index in range(now.index(event), place, -1):
            press(at, f"up_{index}")
            now[index - 1], now[index] = now[index], now[index - 1]
    assert chronology.in_place_words(task) not in bodies(at), "an old verdict does not stand over a new order"
    press(at, "check")
    assert "All stand where they belong." in bodies(at)
    press(at, "reveal")
    assert wanted[0].date in bodies(at)
    assert f'href="./?event={wanted[0].id}"' in bodies(at)


def test_a_place_is_marked_typed_and_measured(visit: Visit, placed: list[dict[str, Any]]) -> None:
    spot = location.tasks(tables.load(), 4127)[0]
    at = visit(PAGE, exercise="place", **SET)
    assert spot.title not in bodies(at)
    assert at.button(key="reveal").disabled
    assert (last_state(placed)["guess"], last_state(placed)["place"]) == (None, None)
    at.number_input(key="guess_lat").set_value(spot.point.lat).run()
    at.number_input(key="guess_lon").set_value(spot.point.lon).run()
    assert last_state(placed)["guess"] == pytest.approx([spot.point.lat, spot.point.lon])
    press(at, "reveal")
    assert f"Within the ± {spot.radius_km:g} km" in bodies(at)
    assert spot.title in bodies(at)
    assert last_state(placed)["place"] == [spot.point.lat, spot.point.lon]
    press(at, "task_next")
    assert (last_state(placed)["guess"], last_state(placed)["place"]) == (None, None)


# --- the link of every page ---


@pytest.mark.parametrize(
    "page", ["", "timeline.py", "losses.py", "compare.py", PAGE, "sources.py"], ids=lambda page: page or "map"
)
def test_every_page_has_its_link_and_code(visit: Visit, page: str) -> None:
    at = visit(page, POPOVERS, event="kanchazu-1937")
    assert bodies(at).count('class="share-link"') == 1
    assert 'class="qr"' in bodies(at)
    assert "event=kanchazu-1937" in bodies(at).split('id="share-link"')[1].split("/>")[0]


def test_the_link_holds_what_the_page_keeps(visit: Visit) -> None:
    at = visit("losses.py", ["link"])
    at.multiselect(key="losses_measures").set_value(["wounded"]).run()
    assert "measure=wounded" in bodies(at).split('id="share-link"')[1].split("/>")[0]
    at = visit(PAGE, ["link"], exercise="order", n="3", **SET)
    assert "exercise=order&amp;set=4127&amp;n=3" in bodies(at)


def test_the_code_can_fill_the_window(visit: Visit) -> None:
    at, class_ = visit("sources.py", ["link"]), 'class="wall-link"'
    assert class_ not in bodies(at)
    press(at, "share_large")
    assert class_ in bodies(at)


def test_a_link_too_long_for_a_code_is_still_a_link(visit: Visit) -> None:
    at = visit(opened=["link"], q="戦" * 100)
    with mock.patch("geo.core.qr.code", side_effect=ValueError):
        at.run()
    assert not at.exception
    assert any("too long for a QR code" in caption.value for caption in at.caption)
