"""Filters ↔ URL parameters, and filters × dataset → the chosen events.

The same parameters serve the pages and the HTTP interface::

    from, to    a year or an EDTF day, both ends included
    kind        one or more of geo.record.schema.KINDS, separated by commas
    chapter     one or more of geo.record.schema.CHAPTERS
    side        one or more of geo.record.schema.SIDES; an event counts if any of them took part
    q           words that all occur in the event's names, in any script
    sure        'date': only events that must lie in the range, not just may
    within      only places known to within so many kilometres
    event       the event whose panel is open
    lat, lon, z the map's centre and zoom
    lang        language of names: one of LANGUAGES
    labels      names on the map: one of LABELS
    tiles       another host's map for comparison: one of geo.basemap.providers.LAYERS
    tour, step  a guided tour and the number of its step, from 1
    present     1: the tour as it is shown to a class

An event is in the range when it *may* have happened in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd

from geo.basemap.providers import LAYERS
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.core.daterange import DateRange
from geo.core.edtf import DaySpan, day_span
from geo.core.folding import tokens
from geo.core.text import clipped
from geo.errors import DateError, SelectionError
from geo.record.schema import CHAPTERS, KINDS, SIDES
from geo.record.tables import FIRST_YEAR, LAST_YEAR, Dataset

__all__ = [
    "FIRST_YEAR",
    "LANGUAGES",
    "LAST_YEAR",
    "SURE",
    "Selection",
    "View",
    "chosen",
    "parse",
    "query",
    "strict",
    "to_params",
]

_YEARS = (FIRST_YEAR, LAST_YEAR)
SURE = {"date": "only certain dates"}
LANGUAGES = {"en": "English", "ru": "Русский", "ja": "日本語", "zh": "中文", "mn": "Монгол", "ko": "한국어"}
LABELS = {"period": "of the time", "modern": "modern", "original": "original script"}
_MAX_WITHIN_KM = 2000
_MAX_QUERY = 100
_MOST_NAMED = 20


@dataclass(frozen=True)
class Selection:
    """Which events are wanted; an empty tuple or ``None`` means no limit.

    Attributes
    ----------
    start, end : first and last day of the range, inclusive.
    sure : subset of :data:`SURE`.
    within_km : largest ``approximation_km`` of a place; an event without a place has none and is left out.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    query: str = ""
    sure: tuple[str, ...] = ()
    within_km: float | None = None

    def years(self, span: tuple[int, int] = _YEARS) -> tuple[int, int]:
        """Return the range as a year slider over *span* shows it: whole years within it."""
        first = min(max(self.start.year, span[0]), span[1]) if self.start else span[0]
        last = min(max(self.end.year, span[0]), span[1]) if self.end else span[1]
        return first, last

    def with_years(self, first: int, last: int, span: tuple[int, int] = _YEARS) -> Selection:
        """Return this selection for whole years; an end of the slider, which is over *span*, means no limit."""
        return self.with_days(dt.date(first, 1, 1), dt.date(last, 12, 31), span)

    def with_days(self, first: dt.date | None, last: dt.date | None, span: tuple[int, int] = _YEARS) -> Selection:
        """Return this selection for a range of days; an outermost day of the slider means no limit."""
        return replace(
            self,
            start=first if first and first > dt.date(span[0], 1, 1) else None,
            end=last if last and last < dt.date(span[1], 12, 31) else None,
        )

    @property
    def days(self) -> DateRange:
        """The range of days."""
        return DateRange(self.start, self.end)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the dates narrows the events."""
        return bool(self.kinds or self.chapters or self.sides or self.query or self.sure or self.within_km is not None)


@dataclass(frozen=True)
class View:
    """What is looked at: the open event, the map's centre and zoom, the names and background shown."""

    event: str = ""
    lat: float | None = None
    lon: float | None = None
    zoom: int | None = None
    lang: str = "en"
    labels: str = "period"
    tiles: str = ""
    tour: str = ""
    step: int = 0
    present: bool = False

    @property
    def has_place(self) -> bool:
        """Whether the link fixes the map's view."""
        return None not in (self.lat, self.lon, self.zoom)


@dataclass
class _Reading:
    """Parameters being read; what cannot be used is noted and left out."""

    params: Mapping[str, str]
    notices: list[SelectionError] = field(default_factory=list)

    def take(self, name: str, read: Callable[[str], Any], default: Any) -> Any:
        """Return ``read(value)`` of one parameter, or *default* if it is absent or wrong."""
        text = self.params.get(name, "").strip()
        if not text:
            return default
        try:
            return read(text)
        except ValueError as error:
            self.notices.append(SelectionError(name, f"{name}={clipped(text)} {error}"))
            return default


def parse(
    params: Mapping[str, str],
    known_events: Iterable[str] = (),
    known_tours: Mapping[str, int] | None = None,
    chapters: Mapping[str, str] = CHAPTERS,
    sides: Mapping[str, str] = SIDES,
) -> tuple[Selection, View, list[SelectionError]]:
    """Return what *params* ask for and a notice for everything that had to be ignored.

    Parameters
    ----------
    params : query parameters, one text per name; unknown names are left alone.
    known_events : ids that ``event`` may name.
    known_tours : number of steps of each tour that ``tour`` may name.
    chapters, sides : what ``chapter`` and ``side`` may name.
    """
    reading, tours = _Reading(params), known_tours or {}
    start = reading.take("from", lambda text: _span(text).first, None)
    end = reading.take("to", lambda text: _span(text).last, None)
    if start and end and start > end:
        reading.notices.append(SelectionError("to", f"to={clipped(params['to'])} lies before the start of the range"))
        start = end = None
    selection = Selection(
        start=start,
        end=end,
        kinds=reading.take("kind", lambda text: _terms(text, KINDS), ()),
        chapters=reading.take("chapter", lambda text: _terms(text, chapters), ()),
        sides=reading.take("side", lambda text: _terms(text, sides), ()),
        query=reading.take("q", _query, ""),
        sure=reading.take("sure", lambda text: _terms(text, SURE), ()),
        within_km=reading.take("within", lambda text: _number(text, 0, _MAX_WITHIN_KM), None),
    )
    events = known_events if isinstance(known_events, (set, frozenset, pd.Index)) else frozenset(known_events)
    view = View(
        event=reading.take("event", lambda text: _known(text, events), ""),
        lat=reading.take("lat", lambda text: _number(text, -85, 85), None),
        lon=reading.take("lon", lambda text: _number(text, -180, 180), None),
        zoom=reading.take("z", lambda text: round(_number(text, MIN_ZOOM, MAX_ZOOM)), None),
        lang=reading.take("lang", lambda text: _terms(text, LANGUAGES)[0], "en"),
        labels=reading.take("labels", lambda text: _terms(text, LABELS)[0], "period"),
        tiles=reading.take("tiles", lambda text: _terms(text, LAYERS)[0], ""),
        tour=(tour := reading.take("tour", lambda text: _tour(text, tours), "")),
        step=reading.take("step", lambda text: _step(text, tours[tour]), 1) if tour else 0,
        present=reading.take("present", _is_one, False) if tour else False,
    )
    return selection, view, reading.notices


def strict(params: Mapping[str, str]) -> Selection:
    """Return the selection of *params* for the HTTP interface.

    Raises
    ------
    SelectionError
        For the first parameter that cannot be understood.
    """
    selection, _, notices = parse({name: text for name, text in params.items() if name not in ("event", "tour")})
    if notices:
        raise notices[0]
    return selection


def to_params(selection: Selection, view: View | None = None) -> dict[str, str]:
    """Return the shortest query parameters that :func:`parse` reads back as the same state.

    Examples
    --------
    >>> to_params(Selection(end=dt.date(1938, 12, 31)), View(event="khasan-1938"))
    {'event': 'khasan-1938', 'to': '1938'}
    """
    view = view or View()
    first, last = selection.days.params
    params = {
        "event": view.event,
        "from": first,
        "to": last,
        "kind": ",".join(selection.kinds),
        "chapter": ",".join(selection.chapters),
        "side": ",".join(selection.sides),
        "q": selection.query,
        "sure": ",".join(selection.sure),
        "within": "" if selection.within_km is None else f"{selection.within_km:g}",
    }
    if view.has_place:
        params |= {"lat": f"{view.lat:.4f}", "lon": f"{view.lon:.4f}", "z": str(view.zoom)}
    params |= {
        "lang": view.lang if view.lang != "en" else "",
        "labels": view.labels if view.labels != "period" else "",
        "tiles": view.tiles,
        "tour": view.tour,
        "step": str(view.step) if view.tour else "",
        "present": "1" if view.tour and view.present else "",
    }
    return {name: text for name, text in params.items() if text}


def query(params: Mapping[str, str]) -> str:
    """Return *params* as the end of an address, question mark included; empty if there are none.

    Examples
    --------
    >>> query({"kind": "battle,landing", "q": "Халхин-Гол"})
    '?kind=battle,landing&q=%D0%A5%D0%B0%D0%BB%D1%85%D0%B8%D0%BD-%D0%93%D0%BE%D0%BB'
    """
    return f"?{urlencode(params, safe=',', quote_via=quote)}" if params else ""


def chosen(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return the rows of ``dataset.events`` that *selection* asks for, in order of time."""
    events = dataset.events
    mask = pd.Series(True, index=events.index)
    inner, outer = ("first_day", "last_day") if "date" in selection.sure else ("last_day", "first_day")
    if selection.start:
        mask &= events[inner] >= selection.start.toordinal()
    if selection.end:
        mask &= events[outer] <= selection.end.toordinal()
    if selection.kinds:
        mask &= events["kind"].isin(selection.kinds)
    if selection.chapters:
        mask &= events["chapter"].isin(selection.chapters)
    if selection.sides:
        wanted = set(selection.sides)
        mask &= pd.Series([not wanted.isdisjoint(parties) for parties in events["parties"]], index=events.index)
    if selection.within_km is not None:
        mask &= events["approximation_km"] <= selection.within_km
    for word in tokens(selection.query):
        mask &= events["search"].str.contains(word, regex=False)
    return events[mask]


def _terms(text: str, vocabulary: Mapping[str, object]) -> tuple[str, ...]:
    terms = tuple(dict.fromkeys(term.strip() for term in text.split(",") if term.strip()))
    unknown = [term for term in terms if term not in vocabulary]
    if unknown or not terms:
        raise ValueError(f"is not one of {', '.join(islice(vocabulary, _MOST_NAMED)) or 'any here'}")
    return terms


def _span(text: str) -> DaySpan:
    try:
        return day_span(text)
    except DateError:
        raise ValueError("is no year or EDTF day, such as 1938 or 1938-07-29") from None


def _query(text: str) -> str:
    if len(text) > _MAX_QUERY:
        raise ValueError(f"is longer than {_MAX_QUERY} characters")
    return text


def _known(text: str, events: Any) -> str:
    if text not in events:
        raise ValueError("names no event")
    return text


def _tour(text: str, tours: Mapping[str, int]) -> str:
    if text not in tours:
        raise ValueError("names no guided tour")
    return text


def _step(text: str, steps: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= steps):
        raise ValueError(f"is no step of this tour; it has 1 to {steps}")
    return int(text)


def _is_one(text: str) -> bool:
    if text != "1":
        raise ValueError("is not 1")
    return True


def _number(text: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"is not a number between {low} and {high}") from None
    if not low <= number <= high:
        raise ValueError(f"is not between {low} and {high}")
    return number
