"""Lanes, rows, ticks and ranges of the timeline."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.content.timeline import Lane, lanes, period, periods, rows, ticks
from geo.query.selection import Selection, chosen
from geo.record.tables import load
from tests.builders import a_name, a_place, an_event
from tests.strategies import HOSTILE

DAYS = st.dates(dt.date(1850, 1, 1), dt.date(1999, 12, 31))


#: Of the record: an event → the lane it stands in.
LANE_CASES = {
    "Buir Nur": ("orahodoga-series", "mongolia"),
    "Khalkhin Gol": ("khalkhin-gol-1939", "mongolia"),
    "Lake Khasan": ("khasan-1938", "east"),
    "Lake Khanka": ("khanka-yangmulinzi-1935", "east"),
    "Kanchazu": ("kanchazu-1937", "amur"),
    "the frontier as a whole": ("violations-1936-38", "whole"),
    "all fronts of 1945": ("manchurian-op-1945", "fronts"),
    "Manchuria in 1945": ("chifeng-1945", "fronts"),
    "Korea in 1945": ("rashin-air-1945-08-10", "korea"),
    "the Kurils": ("muika-1945-08-09", "islands"),
    "a note": ("voroshilov-1938-11-07", "background"),
    "background in 1945": ("novikov-grew-1945-08-08", "background"),
}


@pytest.mark.parametrize(("event_id", "lane"), LANE_CASES.values(), ids=LANE_CASES.keys())
def test_an_event_falls_into_the_lane_of_its_theatre(event_id, lane):
    data = load()
    (row,) = rows(data, data.events.loc[[event_id]])
    assert row.lane.id == lane
    assert row.lane in lanes(data)


def test_the_lanes_are_the_theatres_of_the_package_in_its_order(dataset):
    data = dataset(
        theatres=[{"id": "river", "title": "The river", "about": "both banks"}, {"id": "east", "title": "The east"}],
        events=[an_event(), an_event(id="later", date_edtf="1939", theatre="river")],
    )
    assert lanes(data) == [Lane("river", "The river", "both banks"), Lane("east", "The east")]
    assert [row.event_id for row in rows(data, data.events)] == ["later", "the-clash"]


def test_without_a_theatre_events_stand_by_chapter_in_order_of_time(dataset):
    data = dataset(
        theatres=[],
        chapters=[{"id": "lake-khasan", "title": "The lake"}, {"id": "prelude", "title": "Before"}],
        events=[
            an_event(theatre=""),
            an_event(id="early", date_edtf="1929", chapter="prelude", theatre=""),
            an_event(id="late", date_edtf="1939", theatre=""),
        ],
    )
    assert lanes(data) == []
    found = rows(data, data.events)
    assert [(row.event_id, row.lane.title) for row in found] == [
        ("early", "Before"),
        ("the-clash", "The lake"),
        ("late", "The lake"),
    ]


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
            an_event(id="day", date_edtf="1936-01-05", kind="battle", title="Khalkhin", theatre="mongolia"),
            an_event(id="talks", date_edtf="1936-01-07", kind="diplomatic", theatre="background"),
            an_event(id="later", date_edtf="1937", theatre="amur"),
        ]
    )
    events = chosen(data, selection)
    found = rows(data, events)
    assert sorted(row.event_id for row in found) == sorted(events.index)
    order = lanes(data)
    assert [order.index(row.lane) for row in found] == sorted(order.index(row.lane) for row in found)


@given(DAYS, st.integers(0, 40_000))
def test_ticks_are_few_in_order_and_inside(first, days):
    last = min(first + dt.timedelta(days=days), dt.date(2100, 1, 1))
    found = [tick.day for tick in ticks(first, last)]
    assert len(found) <= 18
    assert found == sorted(set(found))
    assert all(first <= day <= last for day in found)


def test_a_period_is_known_by_its_days():
    data = load()
    found = periods(data)
    assert len(found) == len(data.periods) > 1
    for one in found:
        assert one.start <= one.end
        assert period(data, one.start, one.end) == one.id
        assert one.event_id in data.events.index
    assert period(data, None, None) == ""
    assert period(data, found[0].start, None) == ""


def test_the_periods_hold_the_events_they_are_named_for():
    data = load()
    events = data.events
    for name, event_id in (
        ("buir-nur", "orahodoga-series"),
        ("khasan", "khasan-1938"),
        ("khalkhin-gol", "khalkhin-gol-1939"),
        ("august-1945", "manchurian-op-1945"),
        ("august-1945", "campaign-end-1945"),
    ):
        (one,) = (one for one in periods(data) if one.id == name)
        assert one.start.isoformat() <= events.at[event_id, "date_start"]
        assert events.at[event_id, "date_end"] <= one.end.isoformat()
