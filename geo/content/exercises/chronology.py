"""In which order?  Five events without their dates, to be put in their places in time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.content.exercises.shuffle import shuffled
from geo.core import templating
from geo.core.edtf import spoken
from geo.query.choices import TASKS
from geo.record.tables import Dataset

__all__ = ["Event", "html", "in_place", "in_place_words", "row_html", "tasks"]

_EVENTS = 5  # to be put in order
_COUNTS = ("none", "one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Event:
    """An event to be put in its place in time."""

    id: str
    title: str
    kind: str
    place: str
    date: str
    first_day: int


def tasks(dataset: Dataset, set_number: int) -> tuple[tuple[Event, ...], ...]:
    """Return the tasks of a set: five events each, none of which may have happened at the time of another.

    They stand in an order that is not that of time.  Titles that hold a number, and so perhaps a
    year, are left out.
    """
    events = dataset.events
    wanted = (events["status"] == "plotted") & (events["certainty"] != "uncertain") & (events["kind"] != "context")
    rows = [row for row in events[wanted].reset_index().to_dict("records") if not re.search(r"\d", row["title"])]
    pool = shuffled(rows, lambda row: str(row["id"]), "order", set_number)
    found: list[tuple[Event, ...]] = []
    while len(found) < TASKS:
        task: list[Mapping[str, Any]] = []
        for row in pool:
            if len(task) < _EVENTS and all(_is_apart(row, other) for other in task):
                task.append(row)
        if len(task) < _EVENTS:
            break
        pool = [row for row in pool if row not in task]
        if task == sorted(task, key=lambda row: row["first_day"]):
            task.reverse()
        found.append(tuple(_event(row) for row in task))
    return tuple(found)


def _is_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["last_day"] < other["first_day"] or other["last_day"] < one["first_day"])


def _event(row: Mapping[str, Any]) -> Event:
    return Event(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        place=row["place_title"],
        date=spoken(row["date_edtf"]),
        first_day=int(row["first_day"]),
    )


def in_place(task: Sequence[Event]) -> int:
    """Return how many events stand where time puts them."""
    right = sorted(task, key=lambda event: event.first_day)
    return sum(event == other for event, other in zip(task, right, strict=True))


def in_place_words(task: Sequence[Event]) -> str:
    """Return the same as a sentence.

    Examples
    --------
    >>> in_place_words([Event("b", "", "", "", "", 2), Event("a", "", "", "", "", 1), Event("c", "", "", "", "", 3)])
    'One of three stands where it belongs.'
    """
    count, total = in_place(task), len(task)
    if count == total:
        return "All stand where they belong."
    if not count:
        return "None stands where it belongs yet."
    verb = "stands where it belongs" if count == 1 else "stand where they belong"
    return f"{_COUNTS[count].capitalize()} of {_COUNTS[total]} {verb}."


def row_html(event: Event, number: int) -> str:
    """Return an event without its date, with the place in the row that it has now."""
    return templating.html("exercise_row.html", event=event, number=number)


def html(task: Sequence[Event], links: Mapping[str, str]) -> str:
    """Return the events in order of time with their dates; *links* holds the address of each panel by event id."""
    return templating.html("exercise_order.html", events=sorted(task, key=lambda one: one.first_day), links=links)
