"""The map page without a browser: state in, state out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.query.selection import Selection, chosen
from geo.record import tables
from tests.pages.conftest import axis, bodies, choose, in_url, last_state, open_event, say

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]


def test_the_plain_address_shows_everything(visit: Visit, told: Told) -> None:
    at = visit()
    plotted = int((tables.load().events["status"] == "plotted").sum())
    assert f"<b>{plotted} events</b>" in bodies(at)
    assert last_state(told)["event"] == ""
    assert in_url(at) == {}


def test_the_years_go_to_map_list_and_url(visit: Visit, told: Told) -> None:
    at = visit()
    choose(at, "1936-01-01", "1938-12-31")
    assert (last_state(told)["from"], last_state(told)["to"]) == ("1936-01-01", "1938-12-31")
    assert in_url(at) == {"from": "1936", "to": "1938"}
    wanted = chosen(tables.load(), Selection(start=dt.date(1936, 1, 1), end=dt.date(1938, 12, 31)))
    assert f"<b>{(wanted['status'] == 'plotted').sum()} of " in bodies(at)


def test_of_two_quick_changes_the_second_may_come_with_the_url_before_the_first(visit: Visit, told: Told) -> None:
    at = visit(kind="battle")
    choose(at, "1936-01-01", "1938-12-31")
    at.query_params.clear()
    at.query_params["kind"] = "battle"
    choose(at, "1937-01-01", "1938-12-31")
    assert in_url(at) == {"kind": "battle", "from": "1937", "to": "1938"}
    at.query_params.clear()
    at.query_params["kind"] = "incident"
    at.run()
    assert in_url(at) == {"kind": "incident"}, "a link from outside is taken over"


def test_an_end_of_the_axis_is_no_limit(visit: Visit, told: Told) -> None:
    at = visit()
    choose(at, "1929-01-01", "1938-12-31")
    assert last_state(told)["from"] is None
    assert in_url(at) == {"to": "1938"}


def test_the_axis_shows_days(visit: Visit, told: Told) -> None:
    at = visit(from_="1938-07-29", to="1938-08-11")
    assert (axis(at)["from"], axis(at)["to"]) == ("1938-07-29", "1938-08-11")
    assert (last_state(told)["from"], last_state(told)["to"]) == ("1938-07-29", "1938-08-11")
    assert in_url(at) == {"from": "1938-07-29", "to": "1938-08-11"}


def test_a_day_can_be_chosen(visit: Visit, told: Told) -> None:
    at = choose(visit(), "1939-08-20", "1939-08-20")
    assert (last_state(told)["from"], last_state(told)["to"]) == ("1939-08-20", "1939-08-20")
    assert in_url(at) == {"from": "1939-08-20", "to": "1939-08-20"}


def test_days_chosen_before_the_reader_went_back_are_passed_over(visit: Visit, told: Told) -> None:
    at = visit()
    seen = int(axis(at)["sent"])
    at.query_params["to"] = "1938"
    at.query_params["event"] = ""  # as the browser marks the way back
    at.run()
    choose(at, "1936-01-01", "1936-12-31", sent=seen)
    assert in_url(at) == {"to": "1938"}
    choose(at, "1936-01-01", "1936-12-31")
    assert in_url(at) == {"from": "1936", "to": "1936"}


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"name": "nobody"},
        {"from": "1938-02-30"},
        {"from": 7},
        {"from": "1939-01-01", "to": "1938-01-01"},
        {"sent": "x"},
        {"n": None},
    ],
    ids=str,
)
def test_nonsense_chooses_nothing(visit: Visit, told: Told, wrong: Any) -> None:
    at = visit(to="1938")
    said = {"name": "years", "from": None, "to": "1936-12-31", "sent": 99, "n": 1}
    say(at, "days", said | wrong if wrong else wrong)
    assert not at.exception
    assert in_url(at) == {"to": "1938"}


def test_a_link_opens_its_event(visit: Visit, told: Told) -> None:
    at = visit(event="kanchazu-1937", kind="incident", lat="49.5", lon="128.2", z="9")
    assert 'data-event="kanchazu-1937"' in bodies(at)
    state = last_state(told)
    assert state["event"] == "kanchazu-1937"
    assert state["kinds"] == ["incident"]
    assert (state["view"]["lat"], state["view"]["lon"], state["view"]["z"]) == (49.5, 128.2, 9)


def way(at: AppTest, name: str) -> str:
    """The event that a link above the panel leads to."""
    found = re.search(rf'class="tool {name}" href="[^"]+" data-event="([^"]+)"', bodies(at))
    assert found
    return found[1]


def test_closing_and_stepping(visit: Visit, told: Told) -> None:
    at = visit(event="kanchazu-1937")
    after = way(at, "after")
    open_event(at, after)
    assert last_state(told)["event"] == after != "kanchazu-1937"
    open_event(at, way(at, "before"))
    assert last_state(told)["event"] == "kanchazu-1937"
    open_event(at, "")
    assert last_state(told)["event"] == ""
    assert "event" not in in_url(at)


def test_the_list_opens_an_event(visit: Visit, told: Told) -> None:
    at = visit()
    open_event(at, "khasan-1938")
    assert last_state(told)["event"] == "khasan-1938"


def test_filters_and_search(visit: Visit, told: Told) -> None:
    at = visit(opened=["filters"], q="ノモンハン")
    assert last_state(told)["words"] == ["nomonhan"]
    at.toggle(key="sure_date").set_value(True).run()
    assert last_state(told)["sure"] == ["date"]
    assert in_url(at) == {"q": "ノモンハン", "sure": "date"}
    at.button(key="clear").click().run()
    assert in_url(at) == {}


@pytest.mark.parametrize(
    ("typed", "params"),
    [
        ("nomohan", {"event": "khalkhin-gol-1939"}),
        ("summer 1939", {"from": "1939-06-01", "to": "1939-08-31"}),
        ("landings", {"kind": "landing"}),
        ("Zhukov", {"q": "G. K. Zhukov"}),
        ("hill 7777", {"q": "hill 7777"}),
    ],
)
def test_enter_goes_to_the_first_that_is_found(visit: Visit, told: Told, typed: str, params: dict[str, str]) -> None:
    at = visit(kind="air_action")
    at.text_input(key="q").set_value(typed).run()
    assert in_url(at) == (params if "hill" not in typed else params | {"kind": "air_action"})
    if "hill" in typed:
        assert "Nearest: " in bodies(at)


WRONG = {
    "event": "nope",
    "from": "abc",
    "to": "1938-13",
    "kind": "war",
    "side": "x",
    "z": "near",
    "own": "<b>",
    "lat": "north",
    "lang": "xx",
}


@pytest.mark.parametrize("page", ["", "losses.py", "sources.py"], ids=["map", "losses", "sources"])
def test_wrong_parameters_are_said_and_ignored(visit: Visit, page: str) -> None:
    at = visit(page, **{f"{name}_": text for name, text in WRONG.items()})
    said = [text.value for text in at.text]
    for parameter, value in WRONG.items():
        assert any(f"{parameter}={value}" in text for text in said), parameter
    assert in_url(at) == {}


def test_what_the_map_is_told_is_small(visit: Visit, told: Told) -> None:
    visit(event="khalkhin-gol-1939", q="x" * 100, kind="battle,incident", **{"from_": "1935"})
    assert len(json.dumps(last_state(told))) < 1000
