"""A payload of the map → what happened in it; what comes from a browser is not trusted."""

import datetime as dt
import math

import pytest

from geo.maps.report import report

KNOWN = {"the-clash", "other"}
GARBAGE = {
    "nothing": None,
    "a text": "select",
    "a list": [{"kind": "select"}],
    "a number": 5,
    "no kind": {"id": "the-clash"},
    "an unknown kind": {"kind": "explode"},
    "an unhashable kind": {"kind": ["select"]},
    "an unknown event": {"kind": "select", "id": "x", "n": 1},
    "an event that is no text": {"kind": "select", "id": {"a": 1}, "n": 1},
    "a number that is none": {"kind": "select", "id": "the-clash", "n": "soon"},
    "a number without end": {"kind": "select", "id": "the-clash", "n": math.inf},
    "a stack that is none": {"kind": "select", "id": "the-clash", "stack": 5},
    "a view without a place": {"kind": "view", "n": 1},
    "a view off the globe": {"kind": "view", "lat": 91, "lon": 0, "z": 5},
    "a view that is no number": {"kind": "view", "lat": math.nan, "lon": 0, "z": 5},
    "a view too large for a number": {"kind": "view", "lat": 10**400, "lon": 0, "z": 5},
    "a zoom without end": {"kind": "view", "lat": 0, "lon": 0, "z": math.inf},
    "a range without ends": {"kind": "range", "n": 1},
    "a range of no days": {"kind": "range", "from": "soon", "to": "later", "n": 1},
    "a range that ends before it begins": {"kind": "range", "from": "1939-01-01", "to": "1938-01-01", "n": 1},
}


@pytest.mark.parametrize("payload", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_no_report(payload):
    assert report(payload, KNOWN) is None


def test_a_click_names_the_event_and_what_lies_under_it():
    said = report({"kind": "select", "id": "the-clash", "stack": ["the-clash", "x", "other"], "n": 7}, KNOWN)
    assert (said.kind, said.event, said.stack, said.number) == ("select", "the-clash", ("the-clash", "other"), 7)


def test_letting_go_names_no_event():
    said = report({"kind": "select", "id": "", "stack": [], "n": 8}, KNOWN)
    assert (said.kind, said.event, said.stack) == ("select", "", ())


def test_a_day_of_a_plan_and_whose_account_it_draws():
    said = report({"kind": "plan", "on": "1938-07-31", "accounts": "a", "sent": 4, "n": 3}, KNOWN)
    assert said.sent == 4
    assert (said.kind, said.on, said.accounts, said.symbols) == ("plan", dt.date(1938, 7, 31), "a", "plain")
    assert report({"kind": "plan", "on": "1938-07-31", "accounts": "a", "symbols": "app6"}, KNOWN).symbols == "app6"


def test_a_unit_that_is_looked_up_also_where_no_plan_is_drawn_yet():
    said = report({"kind": "plan", "on": "", "accounts": "both", "unit": "guards", "n": 3}, KNOWN, ["guards"])
    assert (said.on, said.unit) == (None, "guards")
    assert report({"kind": "plan", "on": "", "accounts": "both", "unit": "", "n": 3}, KNOWN).unit == ""
    assert report({"kind": "plan", "on": "", "accounts": "both", "unit": "others", "n": 3}, KNOWN, ["guards"]) is None


@pytest.mark.parametrize("wrong", [{"on": "soon"}, {"accounts": "soviet"}, {"on": None}, {"symbols": "other"}])
def test_no_other_day_or_account_of_a_plan_is_taken(wrong):
    assert report({"kind": "plan", "on": "1938-07-31", "accounts": "a", "n": 3} | wrong, KNOWN) is None


def test_a_view_and_a_range():
    view = report({"kind": "view", "lat": 46.5, "lon": 128, "z": 6, "sent": 3, "n": 9}, KNOWN)
    assert (view.kind, view.lat, view.lon, view.zoom, view.event, view.sent) == ("view", 46.5, 128.0, 6, "", 3)
    span = report({"kind": "range", "from": "1938-01-01", "to": "1938-12-31", "sent": 2, "n": 9}, KNOWN)
    assert (span.kind, span.start, span.end, span.sent) == ("range", dt.date(1938, 1, 1), dt.date(1938, 12, 31), 2)


@pytest.mark.parametrize(
    ("payload", "point"),
    [
        ({"kind": "pick", "lat": 42.5, "lon": 130.6, "n": 7}, (42.5, 130.6)),
        ({"kind": "pick", "lat": 91, "lon": 130.6, "n": 7}, None),
        ({"kind": "pick", "lat": "north", "lon": 130.6, "n": 7}, None),
        ({"kind": "pick", "n": 7}, None),
        ({"kind": "pick", "lat": float("nan"), "lon": 1, "n": 7}, None),
    ],
    ids=str,
)
def test_a_point_chosen_on_the_map_is_not_trusted(payload, point):
    said = report(payload, ())
    assert (said and (said.lat, said.lon)) == point
