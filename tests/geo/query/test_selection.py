"""Filters × dataset → the chosen events."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.core.edtf import day_span
from geo.formats.layers import features
from geo.maps.live import selection_state
from geo.query import selection as selections_kept
from geo.query.choices import Known
from geo.query.link import parse
from geo.query.selection import Selection, View, chosen
from tests.builders import CHAPTERS, SIDES, YEARS, a_name, a_place, an_event
from tests.strategies import edtf_texts, selections

FIRST_YEAR, LAST_YEAR = YEARS
TABLE = json.loads((Path(__file__).parents[2] / "cases" / "filters.json").read_text(encoding="utf-8"))


def of_table(dataset):
    """Return the dataset of the shared table of cases."""
    return dataset(
        events=[an_event(**cells) for cells in TABLE["events"]],
        places=[a_place(**cells) for cells in TABLE["places"]],
        names=[a_name(**cells) for cells in TABLE["names"]],
    )


# --- the shared table ---


def test_the_table_shows_what_the_browser_gets(dataset):
    data = of_table(dataset)
    made = features.collection(data, data.events)["features"]
    for feature, shown in zip(made, TABLE["features"], strict=True):
        assert feature["id"] == shown["id"]
        assert {name: feature["properties"][name] for name in shown["properties"]} == shown["properties"]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_chosen(dataset, case):
    data = of_table(dataset)
    selection = parse(case["params"], Known(chapters=CHAPTERS, sides=SIDES))[0].selection
    state = selection_state(selection, View())
    assert {name: state[name] for name in case["selection"]} == case["selection"]
    events = chosen(data, selection)
    assert list(events.index[events["status"] == "plotted"]) == case["expect"]


def test_an_event_off_the_map_is_chosen_too(dataset):
    assert list(chosen(of_table(dataset), Selection(kinds=("diplomatic",))).index) == ["treaty"]


def test_what_is_chosen_again_is_not_worked_out_again(dataset):
    one, other = of_table(dataset), of_table(dataset)
    talks = Selection(kinds=("diplomatic",))
    assert chosen(one, talks) is chosen(one, Selection(kinds=("diplomatic",)))
    assert chosen(other, talks) is not chosen(one, talks), "each dataset has its own events"
    assert list(chosen(one, Selection()).index) != list(chosen(one, talks).index)


def test_no_more_is_kept_than_steps_need(dataset, monkeypatch):
    monkeypatch.setattr(selections_kept, "_MOST_KEPT", 3)
    data = of_table(dataset)
    found = [chosen(data, Selection(within_km=km)) for km in range(10)]
    assert [list(one.index) for one in found] == [list(chosen(data, Selection(within_km=km)).index) for km in range(10)]
    assert len(selections_kept._KEPT[data]) <= 3


def test_nothing_is_chosen_from_nothing(dataset):
    empty = dataset(events=[])
    everything = Selection(
        dt.date(1938, 1, 1), dt.date(1938, 12, 31), ("battle",), ("prelude",), ("japan",), "gol", ("date",), 25
    )
    assert chosen(empty, everything).empty


# --- certain and possible ---


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(dates=st.lists(edtf_texts(), min_size=1, max_size=5), window=selections(queries=st.just("")))
def test_what_is_certain_is_possible(dataset, dates, window):
    data = dataset(events=[an_event(id=f"event-{i}", date_edtf=text) for i, text in enumerate(dates)])
    window = Selection(start=window.start, end=window.end)
    possible = chosen(data, window)
    certain = chosen(data, Selection(start=window.start, end=window.end, sure=("date",)))
    assert set(certain.index) <= set(possible.index)
    start, end = window.start or dt.date.min, window.end or dt.date.max
    spans = {f"event-{i}": day_span(text) for i, text in enumerate(dates)}
    assert set(possible.index) == {event for event, span in spans.items() if span.first <= end and span.last >= start}
    assert set(certain.index) == {event for event, span in spans.items() if start <= span.first and span.last <= end}


# --- the year slider ---


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (None, None, (FIRST_YEAR, LAST_YEAR)),
        ("1936-03-01", "1938-08-11", (1936, 1938)),
        ("1860-01-01", "2020-01-01", (FIRST_YEAR, LAST_YEAR)),
        ("2020-01-01", None, (LAST_YEAR, LAST_YEAR)),
    ],
    ids=["no limit", "inside", "beyond", "after"],
)
def test_years(start, end, years):
    selection = Selection(*(dt.date.fromisoformat(day) if day else None for day in (start, end)))
    assert selection.years(YEARS) == years


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(FIRST_YEAR, LAST_YEAR))
def test_the_slider_keeps_its_years(one, other):
    first, last = sorted((one, other))
    selection = Selection(kinds=("battle",)).with_years(first, last, YEARS)
    assert selection.years(YEARS) == (first, last)
    assert selection.kinds == ("battle",)
    assert (selection.start is None) == (first == FIRST_YEAR)
    assert (selection.end is None) == (last == LAST_YEAR)


@pytest.mark.parametrize(
    ("selection", "is_filtered"),
    [
        (Selection(), False),
        (Selection(start=dt.date(1938, 1, 1)), False),
        (Selection(query="gol"), True),
        (Selection(sure=("date",)), True),
        (Selection(within_km=0), True),
        (Selection(sides=("japan",)), True),
    ],
    ids=["nothing", "dates", "search", "sureness", "distance", "side"],
)
def test_is_filtered(selection, is_filtered):
    assert selection.is_filtered == is_filtered
