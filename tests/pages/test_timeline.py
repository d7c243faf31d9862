"""The timeline and the comparison without a browser: state in, drawing and URL out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.content.timeline import periods, rows
from geo.query.choices import Link
from geo.query.link import strict, to_params
from geo.query.selection import Selection, chosen
from geo.record import tables
from pages.parts.timeline import chart as drawing
from pages.parts.timeline.lines import lines
from pages.parts.timeline.view import bounds
from tests.pages.conftest import bodies, choose, in_url, open_event
from tests.strategies import HOSTILE

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]
FIRST, LAST = dt.date(1929, 1, 1), dt.date(1945, 12, 31)
YEARS = (FIRST.year, LAST.year)


def states(told: Told) -> dict[str, Any]:
    """What each of the two maps was told last."""
    return {
        call["key"][-1]: json.loads(next(iter(call["feature_group_to_add"]._children.values())).state)
        for call in told
        if call["key"].startswith("compare_")
    }


def drawn(**changes: Any) -> list[dict[str, Any]]:
    """The lines of the drawing of all events in the real range."""
    data = tables.load()
    found = [replace(row, **changes) for row in rows(data, data.events)]
    return lines(found, FIRST, LAST, "khasan-1938", 1)[0]


@pytest.mark.parametrize(
    "params", [{}, {"from_": "1935", "to": "1936"}, {"from_": "1936-01-01", "to": "1936-01-10", "sure": "date"}]
)
def test_as_many_events_as_the_map_would_have(visit: Visit, params: dict[str, str]) -> None:
    at = visit("timeline.py", **params)
    data = tables.load()
    selection = strict({name.rstrip("_"): text for name, text in params.items()})
    events = chosen(data, selection)
    first, last = bounds(selection, (1929, 1945))
    inside = sum(row.last >= first and row.first <= last for row in rows(data, events))
    assert f"{inside} event" in bodies(at)
    assert f"<b>{(events['status'] == 'plotted').sum()} " in bodies(at)


def test_the_list_and_the_link_open_the_panel(visit: Visit) -> None:
    at = visit("timeline.py", event="kanchazu-1937")
    assert 'data-event="kanchazu-1937"' in bodies(at)
    open_event(at, "")
    assert "event" not in in_url(at)
    open_event(at, "khasan-1938")
    assert in_url(at)["event"] == "khasan-1938"
    assert 'data-event="khasan-1938"' in bodies(at)


@pytest.mark.parametrize("page", ["", "timeline.py"])
@pytest.mark.parametrize("one", periods(tables.load()), ids=lambda one: one.id)
def test_a_period_sets_the_range(visit: Visit, page: str, one: Any) -> None:
    at = visit(page, ["periods"], chapter="prelude")
    at.button_group(key="preset_period").set_value(one.id).run()
    assert in_url(at) == to_params(Link(Selection(start=one.start, end=one.end)))
    assert "preset_period" not in [group.key for group in at.button_group], "what has been chosen from is closed"
    at.session_state["periods_popover_1"] = True
    at.run()
    at.button_group(key="preset_period").set_value(None).run()
    assert in_url(at) == {}


def test_a_period_sends_the_map_to_its_event(visit: Visit, told: Told) -> None:
    def sent() -> dict[str, Any]:
        return json.loads(next(iter(told[-1]["feature_group_to_add"]._children.values())).state)

    at = visit("", ["periods"], lat="50", lon="120", z="7")
    assert "focus" not in sent()
    number = sent()["view"]["n"]
    at.button_group(key="preset_period").set_value("khasan").run()
    assert sent()["focus"] == {"event": "khasan-1938", "n": 1}
    assert sent()["view"]["n"] == number, "the map is not sent back to where it was"


def test_an_event_opened_where_no_map_is_lets_the_next_map_go_to_it(visit: Visit, told: Told) -> None:
    at = visit("", lat="50", lon="120", z="7")
    at.switch_page("timeline.py").run()
    open_event(at, "khasan-1938")
    at.switch_page("map.py").run()
    assert in_url(at) == {"event": "khasan-1938"}


def test_a_chapter_lifts_the_range(visit: Visit) -> None:
    at = visit("timeline.py", ["periods"], **{"from_": "1930", "to": "1931"})
    at.button_group(key="preset_chapter").set_value("khalkhin-gol").run()
    assert in_url(at) == {"chapter": "khalkhin-gol"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_words_of_the_data_stay_in_the_data(text: str) -> None:
    data = tables.load()
    found = [replace(row, title=text, place=text) for row in rows(data, data.events)]
    spec = drawing.spec(found[:20], FIRST, LAST)
    lines = spec.pop("datasets")["rows"]
    assert {line["title"] for line in lines if line["row"] == "event"} == {text}
    assert json.dumps(text)[1:-1] not in json.dumps(spec)


def test_the_drawing_keeps_inside_its_range() -> None:
    events = [line for line in drawn() if line["row"] == "event"]
    low, high = FIRST.toordinal(), LAST.toordinal() + 1
    assert all(
        low <= line[name] <= high for line in events for name in ("start", "end", "sureStart", "sureEnd", "anchor")
    )
    assert [line["press"] for line in events if line["opened"]] == ["khasan-1938 1"]
    assert len({line["top"] for line in events}) == len(events)
    hollow = {line["press"].split()[0] for line in events if line["badgeFill"] != line["colour"]}
    assert "buir-outposts-1936-01" in hollow
    assert "khasan-1938" not in hollow


def test_the_drawing_of_a_selection_differs_only_in_its_data() -> None:
    data = tables.load()
    found = rows(data, data.events)
    specs = []
    for opened in ("", "khasan-1938"):
        spec = drawing.spec(found, FIRST, LAST, opened, len(opened))
        del spec["datasets"]
        specs.append(json.dumps(spec))
    assert specs[0] == specs[1]


@pytest.mark.parametrize(
    ("selection", "first", "last"),
    [
        (Selection(), FIRST, LAST),
        (Selection(start=dt.date(1950, 1, 1)), dt.date(1950, 1, 1), dt.date(1951, 1, 1)),
        (Selection(end=dt.date(1905, 12, 31)), dt.date(1904, 12, 31), dt.date(1905, 12, 31)),
        (Selection(start=dt.date(1860, 1, 1)), dt.date(1860, 1, 1), LAST),
    ],
)
def test_the_drawing_has_a_beginning_before_its_end(selection: Selection, first: dt.date, last: dt.date) -> None:
    assert bounds(selection, (1929, 1945)) == (first, last)


@pytest.mark.parametrize(
    "params",
    [
        {"from_": "1950"},
        {"to": "1850"},
        {"q": "no such name"},
        {"from_": "0001", "to": "9999"},
        {"from_": "9999"},
        {"to": "0001"},
    ],
)
def test_ranges_without_events_and_endless_ones(visit: Visit, params: dict[str, str]) -> None:
    visit("timeline.py", **params)


WRONG = {
    "timeline.py": {"event": "nope", "from": "abc"},
    "compare.py": {"event": "nope", "a": "1936..1935", "b": "x"},
}


@pytest.mark.parametrize("page", WRONG)
def test_wrong_parameters_are_said_and_ignored(visit: Visit, page: str) -> None:
    said = [text.value for text in visit(page, **{f"{name}_": text for name, text in WRONG[page].items()}).text]
    for parameter, value in WRONG[page].items():
        assert any(f"{parameter}={value}" in text for text in said), parameter


def test_two_ranges_on_two_maps(visit: Visit, told: Told) -> None:
    at = visit("compare.py", a="1935-12-01..1936-04-30", b="1945", kind="battle,incident")
    found = states(told)
    assert (found["a"]["from"], found["a"]["to"]) == ("1935-12-01", "1936-04-30")
    assert (found["b"]["from"], found["b"]["to"]) == ("1945-01-01", "1945-12-31")
    assert found["a"]["kinds"] == found["b"]["kinds"] == ["battle", "incident"]
    data = tables.load()
    counts = []
    for state in found.values():
        start, end = dt.date.fromisoformat(state["from"]), dt.date.fromisoformat(state["to"])
        events = chosen(data, Selection(start=start, end=end, kinds=("battle", "incident")))
        counts.append((events["status"] == "plotted").sum())
    assert f"</b>: {counts[0]} events <i>and</i>" in bodies(at)
    assert f"</b>: {counts[1]} events <span>" in bodies(at)
    assert f"From {counts[0]} events (" in bodies(at), "what differs is said in a sentence"


def test_it_opens_on_two_periods_at_the_scale_of_their_events(visit: Visit, told: Told) -> None:
    at = visit("compare.py")
    assert "<b>Buir Nur, winter 1935–36</b>" in bodies(at) and "<b>Khalkhin Gol, summer 1939</b>" in bodies(at)
    views = [state["view"] for state in states(told).values()]
    assert views[0] == views[1] and views[0]["z"] >= 7 and views[0]["n"] > 0
    before = views[0]
    at.selectbox(key="period_a").set_value("august-1945").run()
    after = states(told)["a"]["view"]
    assert after["z"] < before["z"] and after["n"] != before["n"], "another period, another view"
    visit("compare.py", lat="50", lon="120", z="4")
    assert states(told)["a"]["view"]["lat"] == 50, "a link that names a place leads there"


def test_ranges_without_a_name_leave_the_map_where_it_begins(visit: Visit, told: Told) -> None:
    visit("compare.py", a="1935..1936", b="1939")
    assert "lat" not in (states(told)["a"]["view"] or {})


def test_the_maps_can_lie_one_over_the_other(visit: Visit) -> None:
    at = visit("compare.py")
    assert 'class="swipe"' not in bodies(at)
    at.segmented_control("compare_way").set_value("swipe").run()
    assert in_url(at)["swipe"] == "1" and 'class="swipe"' in bodies(at) and not at.exception


def test_the_pair_stays_with_its_page(visit: Visit, told: Told) -> None:
    at = visit("compare.py", a="1935..1936", b="1939")
    assert in_url(at) == {"a": "1935..1936", "b": "1939..1939"}
    choose(at, "1938-01-01", "1939-12-31", "years_b")
    assert in_url(at) == {"a": "1935..1936", "b": "1938..1939"}
    assert states(told)["a"]["to"] == "1936-12-31"
    at.selectbox(key="period_a").set_value("khasan").run()
    assert in_url(at)["a"] == "1938-07-29..1938-08-11"
    at.switch_page("map.py").run()
    assert in_url(at) == {}
    at.switch_page("compare.py").run()
    assert in_url(at) == {"a": "1938-07-29..1938-08-11", "b": "1938..1939"}
