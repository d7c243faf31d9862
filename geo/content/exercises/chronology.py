"""What came first?  Events without their dates, to be put in their places in time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.content.exercises.levels import best_known
from geo.content.exercises.shuffle import shuffled
from geo.core import templating
from geo.core.edtf import MONTHS, spoken
from geo.query.choices import TASKS
from geo.record.tables import Dataset

__all__ = ["Event", "Mark", "html", "in_place", "in_place_words", "marks", "row_html", "tasks"]

#: By level: how many events are to be put in order, and how many days lie between them at least.
_EVENTS = {1: (4, 250), 2: (5, 20), 3: (5, 1)}
_COUNTS = ("none", "one", "two", "three", "four", "five")
_YEAR = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|\b\d{{1,2}}(?:st|nd|rd|th)\b")
_TICKS = 9


@dataclass(frozen=True)
class Event:
    """An event to be put in its place in time.

    Attributes
    ----------
    clue : why it matters, where that says no date.
    why : why it matters, with what dates it names.
    """

    id: str
    title: str
    kind: str
    place: str
    date: str
    first_day: int
    clue: str = ""
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """How an event stands among the others; *steps* is how many places it has to go down, negative for up."""

    steps: int

    @property
    def is_right(self) -> bool:
        """Whether it stands where it belongs."""
        return not self.steps

    @property
    def words(self) -> str:
        """The same in words."""
        if not self.steps:
            return "in its place"
        return f"belongs {'later' if self.steps > 0 else 'earlier'}"


def tasks(dataset: Dataset, set_number: int, level: int = 1) -> tuple[tuple[Event, ...], ...]:
    """Return the tasks of a set: a few events each, none of which may have happened at the time of another.

    They stand in an order that is not that of time.  Titles that hold a number, and so perhaps a
    year, are left out.  The first two levels keep them well apart in time where there are enough.
    """
    events = dataset.events
    wanted = (events["status"] == "plotted") & (events["certainty"] != "uncertain") & (events["kind"] != "context")
    rows = [row for row in events[wanted].reset_index().to_dict("records") if not re.search(r"\d", row["title"])]
    known = best_known(dataset, rows, lambda row: str(row["id"]), level)
    count, apart = _EVENTS[level]
    pool = shuffled(known, lambda row: str(row["id"]), "order", set_number)
    found: list[tuple[Event, ...]] = []
    while len(found) < TASKS:
        task = _drawn(pool, count, apart) or _drawn(pool, count, 1)
        if not task:
            break
        pool = [row for row in pool if row not in task]
        if task == sorted(task, key=lambda row: row["first_day"]):
            task.reverse()
        found.append(tuple(_event(row) for row in task))
    return tuple(found)


def _drawn(pool: Sequence[Mapping[str, Any]], count: int, apart_days: int) -> list[Mapping[str, Any]]:
    """Return the first events of *pool* that lie apart; none if there are too few."""
    task: list[Mapping[str, Any]] = []
    for row in pool:
        if len(task) < count and all(_is_apart(row, other, apart_days) for other in task):
            task.append(row)
    return task if len(task) == count else []


def _is_apart(one: Mapping[str, Any], other: Mapping[str, Any], days: int) -> bool:
    return bool(one["last_day"] + days <= other["first_day"] or other["last_day"] + days <= one["first_day"])


def _event(row: Mapping[str, Any]) -> Event:
    why = row["significance"]
    return Event(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        place=row["place_title"],
        date=spoken(row["date_edtf"]),
        first_day=int(row["first_day"]),
        clue="" if _YEAR.search(why) or _MONTH.search(why) else why,
        why=why,
    )


def marks(task: Sequence[Event]) -> tuple[Mark, ...]:
    """Return a mark for each event in the order in which they stand."""
    right = sorted(task, key=lambda event: event.first_day)
    return tuple(Mark(right.index(event) - index) for index, event in enumerate(task))


def in_place(task: Sequence[Event]) -> int:
    """Return how many events stand where time puts them."""
    return sum(mark.is_right for mark in marks(task))


def in_place_words(task: Sequence[Event]) -> str:
    """Return the same as a sentence.

    Examples
    --------
    >>> in_place_words([Event("b", "", "", "", "", 2), Event("a", "", "", "", "", 1), Event("c", "", "", "", "", 3)])
    'One of three stands where it belongs.'
    """
    return words_in_place(in_place(task), len(task))


def words_in_place(count: int, total: int) -> str:
    """Return in a sentence that *count* of *total* events stand where time puts them."""
    if count == total:
        return "All stand where they belong."
    if not count:
        return "None stands where it belongs yet."
    verb = "stands where it belongs" if count == 1 else "stand where they belong"
    return f"{_COUNTS[count].capitalize()} of {_COUNTS[total]} {verb}."


def row_html(event: Event, number: int, has_clue: bool = False, mark: Mark | None = None) -> str:
    """Return an event without its date, with the place in the row that it has now and, once checked, its mark."""
    return templating.html("exercise_row.html", event=event, number=number, has_clue=has_clue, mark=mark)


def html(task: Sequence[Event], links: Mapping[str, str], given: Sequence[Event] = ()) -> str:
    """Return the events in order of time, on an axis and with their dates.

    Parameters
    ----------
    links : the address of each panel by event id.
    given : the events as the reader left them; each then has a mark.
    """
    told = {event.id: mark for event, mark in zip(given, marks(given), strict=True)}
    stood = {event.id: number for number, event in enumerate(given, start=1)}
    events = sorted(task, key=lambda one: one.first_day)
    spots, ticks = _axis([event.first_day for event in events])
    return templating.html(
        "exercise_order.html", events=events, links=links, marks=told, stood=stood, spots=spots, ticks=ticks
    )


def _axis(days: Sequence[int]) -> tuple[list[float], list[tuple[float, str]]]:
    """Return where *days*, in order, stand on an axis and where its years begin, in hundredths of its length."""
    first, last = (dt.date.fromordinal(day) for day in (days[0], days[-1]))
    begin, end = dt.date(first.year, 1, 1).toordinal(), dt.date(last.year + 1, 1, 1).toordinal()

    def at(day: int) -> float:
        return round(100 * (day - begin) / (end - begin), 2)

    step = -(-(last.year + 1 - first.year) // _TICKS)
    years = range(first.year, last.year + 2, step)
    return [at(day) for day in days], [(at(dt.date(year, 1, 1).toordinal()), str(year)) for year in years]
