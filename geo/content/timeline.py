"""Chosen events → lanes and rows of a timeline; named periods; a range of days as text.

A lane is a theatre.  It is derived, in this order, so that every event falls into exactly one:

1. kinds ``diplomatic`` and ``context`` → *Diplomacy and background*;
2. chapter ``august-1945`` → *Sakhalin and the Kurils* if the place lies in their box, *Korea* if the
   country of the time says so, otherwise *The fronts of 1945*;
3. no place, or one known only to more than :data:`WIDE_KM` → *The whole frontier*;
4. otherwise the first lane whose box holds the place; outside all boxes *The whole frontier*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.core.edtf import day_span, spoken
from geo.record.event_names import title_in
from geo.record.tables import Dataset

__all__ = [
    "LANES",
    "MOST_ROWS",
    "PERIODS",
    "WIDE_KM",
    "Lane",
    "Period",
    "Row",
    "Tick",
    "period",
    "rows",
    "ticks",
]

#: So many events at most are made into rows at a time.
MOST_ROWS = 2000
#: A place known less exactly stands for no one stretch of the frontier.
WIDE_KM = 300


@dataclass(frozen=True)
class Lane:
    """A theatre.

    Attributes
    ----------
    box : south, west, north, east in degrees; ``None`` if the lane is not told by where it lies.
    """

    id: str
    title: str
    note: str = ""
    box: tuple[float, float, float, float] | None = None


_MONGOLIA = Lane("mongolia", "Mongolian frontier", "Buir Nur, Khalkhin Gol", (44, 110, 51, 121))
_EAST = Lane("east", "Eastern frontier", "Khanka, Suifenho, Hunchun, Khasan", (41.5, 129.5, 46, 135.5))
_AMUR = Lane("amur", "Amur and Ussuri", "", (46, 121, 55, 136))
_WHOLE = Lane("whole", "The whole frontier", "and what lies in no one sector")
_FRONTS = Lane("fronts", "The fronts of 1945", "Manchuria")
_KOREA = Lane("korea", "Korea", "")
_ISLANDS = Lane("islands", "Sakhalin and the Kurils", "", (43, 141, 55, 158))
_BACKGROUND = Lane("background", "Diplomacy and background", "")
#: From the top.
LANES = (_MONGOLIA, _EAST, _AMUR, _WHOLE, _FRONTS, _KOREA, _ISLANDS, _BACKGROUND)


@dataclass(frozen=True)
class Period:
    """A named range of days, both inclusive."""

    id: str
    title: str
    start: dt.date
    end: dt.date


PERIODS = (
    Period("buir-nur", "Buir Nur, winter 1935–36", dt.date(1935, 12, 1), dt.date(1936, 4, 30)),
    Period("khasan", "Lake Khasan, summer 1938", dt.date(1938, 7, 29), dt.date(1938, 8, 11)),
    Period("khalkhin-gol", "Khalkhin Gol, summer 1939", dt.date(1939, 5, 11), dt.date(1939, 9, 16)),
    Period("august-1945", "August 1945", dt.date(1945, 8, 8), dt.date(1945, 9, 3)),
)


@dataclass(frozen=True)
class Row:
    """One event on the timeline.

    Attributes
    ----------
    first, last : earliest and latest day it may have filled, inclusive.
    sure : first and last day on which it must have been under way, inclusive; ``None`` if no day is sure.
    fades_in, fades_out : the start, the end is approximate or uncertain.
    """

    event_id: str
    lane: str
    kind: str
    title: str
    date: str
    place: str
    first: dt.date
    last: dt.date
    sure: tuple[dt.date, dt.date] | None
    fades_in: bool
    fades_out: bool


@dataclass(frozen=True)
class Tick:
    """A line across the timeline and the words at its foot."""

    day: dt.date
    text: str


def rows(dataset: Dataset, events: pd.DataFrame, lang: str = "en") -> list[Row]:
    """Return the rows of *events*, plotted on the map or not, lane by lane from the top, each in order of time.

    Parameters
    ----------
    lang : language of the titles, one of :data:`geo.query.selection.LANGUAGES`.
    """
    countries = dataset.places["country_then"].to_dict()

    def lane(event: Mapping[str, Any]) -> str:
        if dataset.is_own:  # the lanes are this atlas's theatres; a visitor's events have their groups
            return dataset.chapters.get(event["chapter"], "")
        return lane_of(event, countries.get(event["place_id"], ""))

    found = [
        _row(event_id, event, title_in(dataset, event_id, lang), lane(event))
        for event_id, event in zip(events.index, events.to_dict("records"), strict=True)
    ]
    order = {lane.id: place for place, lane in enumerate(LANES)} if not dataset.is_own else {}
    for place, row in enumerate(found):  # groups stand in the order of their first events
        order.setdefault(row.lane, place)
    return sorted(found, key=lambda row: order[row.lane])


def lane_of(event: Mapping[str, Any], country: str = "") -> str:
    """Return the id of the one lane into which an event falls.

    Parameters
    ----------
    event : a row of ``dataset.events``.
    country : whose the place was at the time, as ``places.csv`` has it.
    """
    if event["kind"] in {"diplomatic", "context"}:
        return _BACKGROUND.id
    if event["chapter"] == "august-1945":
        if _lies_in(_ISLANDS, event):
            return _ISLANDS.id
        return _KOREA.id if "Korea" in country else _FRONTS.id
    if not event["approximation_km"] <= WIDE_KM:  # an event without a place has NaN
        return _WHOLE.id
    return next((lane.id for lane in LANES if _lies_in(lane, event)), _WHOLE.id)


def _lies_in(lane: Lane, event: Mapping[str, Any]) -> bool:
    if lane.box is None:
        return False
    south, west, north, east = lane.box
    return bool(south <= event["latitude"] <= north and west <= event["longitude"] <= east)


def _row(event_id: str, event: Mapping[str, Any], title: str, lane: str) -> Row:
    text = event["date_edtf"]
    start, end = (day_span(half) for half in (text.split("/")[0], text.split("/")[-1]))
    sure: tuple[dt.date, dt.date] | None = (start.last, end.first)
    if start.last > end.first or (start == end and start.precision != "day"):
        sure = None
    return Row(
        event_id=event_id,
        lane=lane,
        kind=event["kind"],
        title=title,
        date=spoken(text),
        place=event["place_title"],
        first=start.first,
        last=end.last,
        sure=sure,
        fades_in=start.is_approximate or start.is_uncertain,
        fades_out=end.is_approximate or end.is_uncertain,
    )


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MOST_TICKS = 14
_MOST_YEARS = 18


def ticks(first: dt.date, last: dt.date) -> list[Tick]:
    """Return lines at round points of time from the first to the last day, at most eighteen.

    Examples
    --------
    >>> [tick.text for tick in ticks(dt.date(1938, 7, 29), dt.date(1938, 8, 2))]
    ['29 Jul', '30 Jul', '31 Jul', '1 Aug', '2 Aug']
    >>> [tick.text for tick in ticks(dt.date(1939, 5, 11), dt.date(1939, 7, 31))]
    ['15 May', '1 Jun', '15 Jun', '1 Jul', '15 Jul']
    """
    days = (last - first).days + 1
    if days <= 60:
        step = next(step for step in (1, 2, 5, 7) if days / step <= _MOST_TICKS)
        found = (dt.date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, step))
        return [Tick(day, _day_text(day)) for day in found]
    months = [(number // 12, number % 12 + 1) for number in range(_month_number(first), _month_number(last) + 1)]
    if len(months) <= _MOST_TICKS // 2:
        halves = (dt.date(year, month, day) for year, month in months for day in (1, 15))
        return [Tick(day, _day_text(day)) for day in halves if first <= day <= last]
    if len(months) <= _MOST_TICKS * 6:
        step = next(step for step in (1, 2, 3, 6) if len(months) / step <= _MOST_TICKS)
        starts = [dt.date(year, month, 1) for year, month in months if (month - 1) % step == 0]
        starts = [day for day in starts if first <= day]
        return [Tick(day, _month_text(day, day == starts[0])) for day in starts]
    years = range(first.year + (first > dt.date(first.year, 1, 1)), last.year + 1)
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) / step <= _MOST_YEARS), 1000)
    return [Tick(dt.date(year, 1, 1), str(year)) for year in years if year % step == 0]


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _day_text(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _month_text(day: dt.date, is_first: bool) -> str:
    if day.month == 1:
        return str(day.year)
    return _MONTHS[day.month - 1] + (f" {day.year}" if is_first else "")


def period(start: dt.date | None, end: dt.date | None) -> str:
    """Return the id of the named period that has just these days, or an empty text."""
    return next((one.id for one in PERIODS if (one.start, one.end) == (start, end)), "")
