"""Classroom and tours without a browser: cards, steps, links, presenter view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo.record import tables
from geo.record.files import tour_files
from tests.pages.conftest import bodies, in_url, last_state

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]
TOUR = "lake-khasan"


def steps() -> int:
    """How many steps the tour has."""
    return len(tour_files.load(tables.load())[TOUR].steps)


def keys(at: AppTest) -> set[str]:
    return {button.key for button in at.button}


def test_every_tour_has_a_card(visit: Visit) -> None:
    at = visit("classroom.py")
    for tour in tour_files.load(tables.load()).values():
        assert tour.title in bodies(at)


def test_a_tour_and_a_step_can_be_taken_away(visit: Visit) -> None:
    cards = bodies(visit("classroom.py"))
    for slug in tour_files.load(tables.load()):
        assert f'href="./api/export.html?tour={slug}"' in cards
    beside = bodies(visit(tour=TOUR, step="3"))
    assert f'href="./api/export.html?tour={TOUR}"' in beside
    assert f'href="./api/handout.pdf?tour={TOUR}&amp;step=3"' in beside


def test_the_lesson_has_a_plan(visit: Visit) -> None:
    at = visit("classroom.py", part="lesson")
    assert any("45 minutes" in text.value for text in at.markdown)


def test_a_step_sets_days_place_event_and_words(visit: Visit, told: Told) -> None:
    at = visit(tour=TOUR, step="3")
    step = tour_files.load(tables.load())[TOUR].steps[2]
    state = last_state(told)
    assert (state["from"], state["to"]) == (step.start.isoformat(), step.end.isoformat())
    assert (state["event"], state["tour"], state["present"]) == (step.event, True, False)
    assert (state["view"]["lat"], state["view"]["lon"], state["view"]["z"]) == (step.lat, step.lon, step.zoom)
    assert f"3 of {steps()}" in bodies(at)
    assert f'data-event="{step.event}"' in bodies(at)
    assert in_url(at) == {"tour": TOUR, "step": "3"}


def test_stepping_moves_the_map_each_time(visit: Visit, told: Told) -> None:
    at = visit(tour=TOUR, step="1")
    assert at.button(key="tour_previous").disabled
    numbers = [last_state(told)["view"]["n"]]
    for step in range(2, steps() + 1):
        at.button(key="tour_next").click().run()
        assert in_url(at) == {"tour": TOUR, "step": str(step)}
        numbers.append(last_state(told)["view"]["n"])
    assert len(set(numbers)) == steps() >= 8
    assert at.button(key="tour_next").disabled
    at.button(key="tour_previous").click().run()
    assert in_url(at)["step"] == str(steps() - 1)


def test_presenting_shows_the_question_and_keeps_the_notes(visit: Visit, told: Told) -> None:
    at = visit(tour=TOUR, step="2")
    step = tour_files.load(tables.load())[TOUR].steps[1]
    at.button(key="tour_present").click().run()
    assert in_url(at) == {"tour": TOUR, "step": "2", "present": "1"}
    assert last_state(told)["present"] is True
    assert escape(step.ask) in bodies(at)
    closed, _, story = bodies(at).partition('<details class="story">')
    assert escape(step.say) not in closed
    assert escape(step.say) in story
    assert keys(at) == {"tour_previous", "tour_next", "tour_end_present"}
    at.button(key="tour_end_present").click().run()
    assert escape(step.say) in bodies(at)
    assert in_url(at) == {"tour": TOUR, "step": "2"}


def test_leaving_keeps_what_is_looked_at(visit: Visit, told: Told) -> None:
    at = visit(tour=TOUR, step="2")
    event = tour_files.load(tables.load())[TOUR].steps[1].event
    at.button(key="tour_leave").click().run()
    url = in_url(at)
    assert "tour" not in url and "step" not in url
    assert url["event"] == event
    assert last_state(told)["tour"] is False
    assert f'data-event="{event}"' in bodies(at)


def test_a_tour_outlasts_another_page(visit: Visit, told: Told) -> None:
    at = visit(tour=TOUR, step="4")
    at.switch_page("losses.py").run()
    at.switch_page("map.py").run()
    assert f"4 of {steps()}" in bodies(at)


@pytest.mark.parametrize("wrong", [{"tour": "nowhere"}, {"step": "99", "present": "yes"}], ids=["tour", "step"])
@pytest.mark.parametrize("page", ["", "classroom.py"], ids=["map", "classroom"])
def test_wrong_parameters_are_said_and_ignored(visit: Visit, page: str, wrong: dict[str, str]) -> None:
    said = [text.value for text in visit(page, **({"tour": TOUR} | wrong)).text]
    for parameter, value in wrong.items():
        assert any(f"{parameter}={value}" in text for text in said), parameter
