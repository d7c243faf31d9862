"""Which events are wanted and what is looked at, and filters × dataset → the chosen events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import pandas as pd

from geo.core.daterange import DateRange
from geo.core.folding import tokens
from geo.record.tables import Dataset
from geo.record.traits import is_wanted

__all__ = [
    "ACCOUNTS",
    "LABELS",
    "LANGUAGES",
    "SURE",
    "SYMBOLS",
    "Selection",
    "View",
    "chosen",
]

SURE = {"date": "only sure dates"}
LANGUAGES = {"en": "English", "ru": "Русский", "ja": "日本語", "zh": "中文", "mn": "Монгол", "ko": "한국어"}
ACCOUNTS = {"both": "both accounts", "a": "what side a says", "b": "what side b says"}
SYMBOLS = {"plain": "plain marks", "app6": "the signs of APP-6"}
LABELS = {"period": "of the time", "modern": "modern", "original": "original script"}


@dataclass(frozen=True)
class Selection:
    """Which events are wanted; an empty tuple or ``None`` means no limit.

    Attributes
    ----------
    start, end : first and last day of the range, inclusive.
    sure : subset of :data:`SURE`.
    within_km : largest ``approximation_km`` of a place; an event without a place has none and is left out.
    traits : terms of values in columns of a visitor's own (:attr:`geo.record.tables.Dataset.traits`); of one column
        an event has any of them, and of several each.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    query: str = ""
    sure: tuple[str, ...] = ()
    within_km: float | None = None
    traits: tuple[str, ...] = ()

    def years(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the range as a year slider over *span* shows it: whole years within it."""
        first = min(max(self.start.year, span[0]), span[1]) if self.start else span[0]
        last = min(max(self.end.year, span[0]), span[1]) if self.end else span[1]
        return first, last

    def with_years(self, first: int, last: int, span: tuple[int, int]) -> Selection:
        """Return this selection for whole years; an end of the slider, which is over *span*, means no limit."""
        return self.with_days(dt.date(first, 1, 1), dt.date(last, 12, 31), span)

    def with_days(self, first: dt.date | None, last: dt.date | None, span: tuple[int, int]) -> Selection:
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
        terms = self.kinds or self.chapters or self.sides or self.traits
        return bool(terms or self.query or self.sure or self.within_km is not None)


@dataclass(frozen=True)
class View:
    """What is looked at: the open event, the map's centre and zoom, the names and background shown.

    Attributes
    ----------
    on : the day on which the time control stands in the plan of a battle.
    accounts : whose account that plan draws, of :data:`ACCOUNTS`.
    symbols : how it draws units, of :data:`SYMBOLS`.
    unit : id of the unit that is looked up in it.
    """

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
    on: dt.date | None = None
    accounts: str = "both"
    symbols: str = "plain"
    unit: str = ""

    @property
    def has_place(self) -> bool:
        """Whether the link fixes the map's view."""
        return None not in (self.lat, self.lon, self.zoom)

    def opened(self, event_id: str) -> View:
        """Return the view with the panel of an event open, or of none.

        The day of a plan is then the event's own, and no unit of another battle is looked up.
        """
        if event_id == self.event:
            return self
        return replace(self, event=event_id, on=None if event_id else self.on, unit="")


def chosen(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return the rows of ``dataset.events`` that *selection* asks for, in order of time."""
    if len(dataset.events) > _MOST_ROWS_KEPT:
        return _chosen(dataset, selection)
    kept = _KEPT.setdefault(dataset, {})
    found = kept.get(selection)
    if found is None:
        found = _chosen(dataset, selection)
        if len(kept) >= _MOST_KEPT:  # another visitor may read it at this moment
            kept.clear()
        kept[selection] = found
    return found


#: What visitors have chosen lately, for as long as somebody has those events open: steps of the years come again.
_KEPT: WeakKeyDictionary[Dataset, dict[Selection, pd.DataFrame]] = WeakKeyDictionary()
_MOST_KEPT = 100  # of a dataset; some hundred kilobytes each
_MOST_ROWS_KEPT = 1000


def _chosen(dataset: Dataset, selection: Selection) -> pd.DataFrame:
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
    if selection.traits:
        mask &= is_wanted(dataset.traits, dataset.more, selection.traits, events.index)
    if selection.within_km is not None:
        mask &= events["approximation_km"] <= selection.within_km
    for word in tokens(selection.query):
        mask &= events["search"].str.contains(word, regex=False)
    return events[mask]
