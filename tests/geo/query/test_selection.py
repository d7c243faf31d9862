"""Filters ↔ links, and filters × dataset → the chosen events."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.core.edtf import day_span
from geo.errors import SelectionError
from geo.formats import features
from geo.maps.live import selection_state
from geo.query.selection import (
    FIRST_YEAR,
    LABELS,
    LANGUAGES,
    LAST_YEAR,
    MAX_ZOOM,
    MIN_ZOOM,
    Selection,
    View,
    chosen,
    parse,
    strict,
    to_params,
)
from geo.record.schema import KINDS, SIDES
from tests.builders import a_name, a_place, an_event
from tests.strategies import edtf_texts, selections

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
    selection, _, _ = parse(case["params"])
    state = selection_state(selection, View())
    assert {name: state[name] for name in case["selection"]} == case["selection"]
    events = chosen(data, selection)
    assert list(events.index[events["status"] == "plotted"]) == case["expect"]


def test_an_event_off_the_map_is_chosen_too(dataset):
    assert list(chosen(of_table(dataset), Selection(kinds=("diplomatic",))).index) == ["treaty"]


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


# --- links ---

views = st.builds(
    View,
    event=st.sampled_from(["", "the-clash"]),
    lat=st.integers(-850_000, 850_000).map(lambda n: n / 10_000),
    lon=st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
    zoom=st.integers(MIN_ZOOM, MAX_ZOOM),
    lang=st.sampled_from(list(LANGUAGES)),
    labels=st.sampled_from(list(LABELS)),
) | st.builds(View, event=st.sampled_from(["", "the-clash"]))


@settings(max_examples=300)
@given(selections(), views)
def test_a_link_brings_back_the_same_state(selection, view):
    params = to_params(selection, view)
    assert all(isinstance(text, str) and text for text in params.values())
    assert parse(params, {"the-clash"}) == (selection, view, [])
    assert strict(params) == selection


@given(
    st.dictionaries(
        st.sampled_from("from to kind chapter side q sure within event lat lon z lang labels tiles other".split()),
        st.text(max_size=130) | st.sampled_from(["nan", "inf", "1e999", "-1", "0", "9999", ",", ",,", "{{7*7}}", "\0"]),
    )
)
def test_no_link_breaks_a_page(params):
    selection, view, notices = parse(params, {"the-clash"})
    if not view.has_place:  # half a place is none
        view = replace(view, lat=None, lon=None, zoom=None)
    again = to_params(selection, view)
    assert parse(again, {"the-clash"})[2] == []
    assert to_params(*parse(again, {"the-clash"})[:2]) == again
    assert {notice.parameter for notice in notices} <= set(params)


BAD = {
    "no date": ({"from": "soon"}, "from=soon", "1938-07-29"),
    "a season of the south": ({"from": "1938-29"}, "from=1938-29", "1938-07-29"),
    "no day": ({"to": "1938-02-30"}, "to=1938-02-30", "1938-07-29"),
    "backwards": ({"from": "1939", "to": "1938"}, "to=1938", "range"),
    "unknown kind": ({"kind": "picnic"}, "kind=picnic", ", ".join(KINDS)),
    "only a comma": ({"kind": ","}, "kind=,", ", ".join(KINDS)),
    "unknown side": ({"side": "japan,atlantis"}, "side=japan,atlantis", "soviet-union"),
    "unknown chapter": ({"chapter": "x"}, "chapter=x", "prelude"),
    "unknown sureness": ({"sure": "very"}, "sure=very", "date"),
    "a long search": ({"q": "a" * 101}, f"q={'a' * 40}…", "longer than 100"),
    "unknown event": ({"event": "x"}, "event=x", "event"),
    "no latitude": ({"lat": "north"}, "lat=north", "a number between -85 and 85"),
    "latitude off the map": ({"lat": "86"}, "lat=86", "between -85 and 85"),
    "longitude off the map": ({"lon": "181"}, "lon=181", "between -180 and 180"),
    "not a number": ({"z": "nan"}, "z=nan", "between 3 and 11"),
    "unknown language": ({"lang": "tlh"}, "lang=tlh", "en, ru"),
    "a distance below nought": ({"within": "-1"}, "within=-1", "between 0 and 2000"),
    "unknown labels": ({"labels": "x"}, "labels=x", "period"),
    "unknown tiles": ({"tiles": "x"}, "tiles=x", "osm"),
}


@pytest.mark.parametrize(("params", "found", "right"), BAD.values(), ids=BAD.keys())
def test_a_bad_value_is_noted_and_left_out(params, found, right):
    selection, view, notices = parse(params, {"the-clash"})
    assert len(notices) == 1
    assert notices[0].parameter == found.split("=")[0]
    assert found in str(notices[0])
    assert right in str(notices[0])
    assert view == View()
    assert selection in (Selection(), Selection(start=selection.start))


@pytest.mark.parametrize("params", [case[0] for name, case in BAD.items() if name != "unknown event"], ids=str)
def test_the_interface_is_strict(params):
    with pytest.raises(SelectionError) as caught:
        strict(params)
    assert caught.value.parameter in params


def test_one_bad_value_spoils_no_other():
    selection, view, notices = parse({"kind": "picnic", "side": "japan", "lat": "x", "from": "1938", "zzz": "1"})
    assert selection == Selection(start=dt.date(1938, 1, 1), sides=("japan",))
    assert [notice.parameter for notice in notices] == ["kind", "lat"]
    assert not view.has_place


def test_the_interface_passes_over_the_open_event_and_unknown_names():
    assert strict({"event": "no-such-event", "utm_source": "mail", "kind": "battle"}) == Selection(kinds=("battle",))


@pytest.mark.parametrize(
    "events", [["the-clash"], {"the-clash"}, frozenset(["the-clash"]), pd.Index(["the-clash"])], ids=type
)
def test_any_container_says_which_events_there_are(events):
    assert parse({"event": "the-clash"}, events)[1].event == "the-clash"


@pytest.mark.parametrize(
    ("start", "end", "params"),
    [
        ("1938-01-01", "1938-12-31", {"from": "1938", "to": "1938"}),
        ("1938-01-02", "1938-12-30", {"from": "1938-01-02", "to": "1938-12-30"}),
        ("1938-12-31", "1939-01-01", {"from": "1938-12-31", "to": "1939-01-01"}),
        ("0001-01-01", "9999-12-31", {"from": "0001", "to": "9999"}),
    ],
    ids=["a year", "days", "the other edges", "all years"],
)
def test_links_are_short(start, end, params):
    selection = Selection(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))
    assert to_params(selection) == params


def test_terms_are_read_once_and_in_order():
    assert parse({"side": " japan ,,soviet-union,japan"})[0].sides == ("japan", "soviet-union")
    assert set(SIDES) >= {"japan", "soviet-union"}


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
    assert selection.years() == years


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(FIRST_YEAR, LAST_YEAR))
def test_the_slider_keeps_its_years(one, other):
    first, last = sorted((one, other))
    selection = Selection(kinds=("battle",)).with_years(first, last)
    assert selection.years() == (first, last)
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
