"""Chosen events → lanes and rows of a timeline; named periods; a range of days as text.

A lane is a theatre of the package; events without one stand by chapter.
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
    "MOST_ROWS",
    "Lane",
    "Period",
    "Row",
    "Tick",
    "lanes",
    "period",
    "periods",
    "rows",
    "ticks",
]

#: So many events at most are made into rows at a time.
MOST_ROWS = 2000


@dataclass(frozen=True)
class Lane:
    """A theatre, or a chapter of events without one."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Period:
    """A named range of days, both inclusive; ``event_id`` is the event whose view on the map is its."""

    id: str
    title: str
    start: dt.date
    end: dt.date
    event_id: str = ""


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
    lane: Lane
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


def lanes(dataset: Dataset) -> list[Lane]:
    """Return the lanes of the timeline from the top; none for events without theatres, which stand by chapter."""
    return [Lane(id_, title, about) for id_, title, about in dataset.theatres[["title", "about"]].itertuples()]


def periods(dataset: Dataset) -> list[Period]:
    """Return the named ranges of days, in the order in which they are offered."""
    return [
        Period(row.Index, row.title, day_span(row.start).first, day_span(row.end).last, row.event_id)
        for row in dataset.periods.rename(columns={"from": "start", "to": "end"}).itertuples()
    ]


def rows(dataset: Dataset, events: pd.DataFrame, lang: str = "en") -> list[Row]:
    """Return the rows of *events*, plotted on the map or not, lane by lane from the top, each in order of time.

    Parameters
    ----------
    lang : language of the titles, one of :data:`geo.query.selection.LANGUAGES`.
    """
    known = {lane.id: lane for lane in lanes(dataset)}

    def lane(event: Mapping[str, Any]) -> Lane:
        chapter = dataset.chapters.get(event["chapter"], "")
        return known.get(event.get("theatre", "")) or Lane(chapter, chapter or "Events")

    found = [
        _row(event_id, event, title_in(dataset, event_id, lang), lane(event))
        for event_id, event in zip(events.index, events.to_dict("records"), strict=True)
    ]
    order = {lane_id: place for place, lane_id in enumerate(known)}
    for place, row in enumerate(found, len(known)):  # chapters stand in the order of their first events
        order.setdefault(row.lane.id, place)
    return sorted(found, key=lambda row: order[row.lane.id])


def _row(event_id: str, event: Mapping[str, Any], title: str, lane: Lane) -> Row:
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


def period(dataset: Dataset, start: dt.date | None, end: dt.date | None) -> str:
    """Return the id of the named period that has just these days, or an empty text."""
    return next((one.id for one in periods(dataset) if (one.start, one.end) == (start, end)), "")
