"""Lanes, rows, ticks and ranges of the timeline."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.content.timeline import LANES, PERIODS, lane_of, period, rows, ticks
from geo.query.selection import Selection, chosen
from geo.record.tables import load
from tests.builders import a_name, a_place, an_event
from tests.strategies import HOSTILE

DAYS = st.dates(dt.date(1850, 1, 1), dt.date(1999, 12, 31))


def event(**cells):
    plain = {
        "kind": "incident",
        "chapter": "border-incidents",
        "latitude": 42.5,
        "longitude": 130.6,
        "approximation_km": 3.0,
    }
    return {**plain, **cells}


LANE_CASES = {
    "Buir Nur": (event(latitude=47.7, longitude=117.35), "", "mongolia"),
    "Khalkhin Gol": (event(chapter="khalkhin-gol", latitude=47.73, longitude=118.6), "", "mongolia"),
    "Lake Khasan": (event(chapter="lake-khasan"), "", "east"),
    "Lake Khanka": (event(latitude=45.07, longitude=131.6), "", "east"),
    "Kanchazu": (event(latitude=49.52, longitude=128.19), "", "amur"),
    "the frontier as a whole": (event(latitude=47.0, longitude=127.0, approximation_km=880.0), "", "whole"),
    "no place": (event(latitude=math.nan, longitude=math.nan, approximation_km=math.nan), "", "whole"),
    "another part of the world": (event(latitude=-33.0, longitude=151.0), "", "whole"),
    "Manchuria in 1945": (event(chapter="august-1945", kind="operation"), "Manchukuo", "fronts"),
    "all fronts of 1945": (event(chapter="august-1945", approximation_km=880.0), "", "fronts"),
    "no place in 1945": (event(chapter="august-1945", latitude=math.nan, longitude=math.nan), "", "fronts"),
    "Korea in 1945": (event(chapter="august-1945", kind="landing"), "Korea (Chosen)", "korea"),
    "the Kurils": (
        event(chapter="august-1945", latitude=47.5, longitude=152.2, approximation_km=620.0),
        "Japan",
        "islands",
    ),
    "a note": (event(kind="diplomatic", chapter="khalkhin-gol"), "", "background"),
    "background in 1945": (event(kind="context", chapter="august-1945"), "Korea (Chosen)", "background"),
}


@pytest.mark.parametrize(("one", "country", "lane"), LANE_CASES.values(), ids=LANE_CASES.keys())
def test_an_event_falls_into_one_lane(one, country, lane):
    assert lane_of(one, country) == lane


def test_the_boxes_do_not_overlap():
    boxes = [lane.box for lane in LANES if lane.box]
    for number, (south, west, north, east) in enumerate(boxes):
        for s, w, n, e in boxes[number + 1 :]:
            assert n <= south or s >= north or e <= west or w >= east


DATE_CASES = {
    "a day": ("1938-07-29", "1938-07-29", "1938-07-29", ("1938-07-29", "1938-07-29"), "--"),
    "an interval": ("1938-07-29/1938-08-11", "1938-07-29", "1938-08-11", ("1938-07-29", "1938-08-11"), "--"),
    "a month": ("1936-01", "1936-01-01", "1936-01-31", None, "--"),
    "a year": ("1936", "1936-01-01", "1936-12-31", None, "--"),
    "about a month": ("1936-03~", "1936-03-01", "1936-03-31", None, "<>"),
    "about a day": ("1936-03-25~", "1936-03-25", "1936-03-25", ("1936-03-25", "1936-03-25"), "<>"),
    "a vague end": ("1936-03-28/1936-04~", "1936-03-28", "1936-04-30", ("1936-03-28", "1936-04-01"), "->"),
    "years": ("1932/1934", "1932-01-01", "1934-12-31", ("1932-12-31", "1934-01-01"), "--"),
    "two vague months": ("1935-01~/1935-02~", "1935-01-01", "1935-02-28", ("1935-01-31", "1935-02-01"), "<>"),
    "an interval inside one month": ("1935-01/1935-01", "1935-01-01", "1935-01-31", None, "--"),
}


@pytest.mark.parametrize(("text", "first", "last", "sure", "fades"), DATE_CASES.values(), ids=DATE_CASES.keys())
def test_a_row_says_what_is_sure_and_what_may_be(dataset, text, first, last, sure, fades):
    data = dataset(events=[an_event(date_edtf=text)])
    (row,) = rows(data, data.events)
    assert (row.first.isoformat(), row.last.isoformat()) == (first, last)
    assert (tuple(day.isoformat() for day in row.sure) if row.sure else None) == sure
    assert ("<" if row.fades_in else "-") + (">" if row.fades_out else "-") == fades


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_words_of_the_data_are_passed_on_letter_by_letter(dataset, text):
    data = dataset(events=[an_event(title=text)], places=[a_place(title=text)])
    (row,) = rows(data, data.events)
    assert row.title == data.events["title"].iloc[0]
    assert row.place == data.events["place_title"].iloc[0]


def test_titles_come_in_the_language_asked_for(dataset):
    data = dataset(names=[a_name(toponym="Бой у брода", lang="ru")])
    titles = {lang: rows(data, data.events, lang)[0].title for lang in ("en", "ru", "ja")}
    assert titles == {"en": "Clash at the ford", "ru": "Бой у брода", "ja": "Clash at the ford"}


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(start=dt.date(1936, 1, 1), end=dt.date(1936, 1, 10)),
        Selection(start=dt.date(1936, 1, 1), end=dt.date(1936, 1, 10), sure=("date",)),
        Selection(kinds=("battle",), query="khalkhin"),
    ],
    ids=["all", "possible", "certain", "filtered"],
)
def test_the_rows_are_the_chosen_events_lane_by_lane(dataset, selection):
    data = dataset(
        events=[
            an_event(id="month", date_edtf="1936-01", title="Khalkhin"),
            an_event(id="day", date_edtf="1936-01-05", kind="battle", title="Khalkhin"),
            an_event(id="talks", date_edtf="1936-01-07", kind="diplomatic"),
            an_event(id="later", date_edtf="1937"),
        ]
    )
    events = chosen(data, selection)
    found = rows(data, events)
    assert sorted(row.event_id for row in found) == sorted(events.index)
    order = [lane.id for lane in LANES]
    assert [order.index(row.lane) for row in found] == sorted(order.index(row.lane) for row in found)


@given(DAYS, st.integers(0, 40_000))
def test_ticks_are_few_in_order_and_inside(first, days):
    last = min(first + dt.timedelta(days=days), dt.date(2100, 1, 1))
    found = [tick.day for tick in ticks(first, last)]
    assert len(found) <= 18
    assert found == sorted(set(found))
    assert all(first <= day <= last for day in found)


def test_a_period_is_known_by_its_days():
    for one in PERIODS:
        assert one.start <= one.end
        assert period(one.start, one.end) == one.id
    assert period(None, None) == ""
    assert period(PERIODS[0].start, None) == ""


def test_the_periods_hold_the_events_they_are_named_for():
    events = load().events
    for name, event_id in (
        ("buir-nur", "orahodoga-series"),
        ("khasan", "khasan-1938"),
        ("khalkhin-gol", "khalkhin-gol-1939"),
        ("august-1945", "manchurian-op-1945"),
        ("august-1945", "campaign-end-1945"),
    ):
        (one,) = (one for one in PERIODS if one.id == name)
        assert one.start.isoformat() <= events.at[event_id, "date_start"]
        assert events.at[event_id, "date_end"] <= one.end.isoformat()
