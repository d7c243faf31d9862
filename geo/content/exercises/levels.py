"""How well known an event is, and which of many tasks a level takes: those that everybody should know come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from geo.errors import DatasetError
from geo.query.choices import LEVELS
from geo.record.files import tour_files
from geo.record.files.tour_files import Tour
from geo.record.tables import Dataset

__all__ = ["best_known", "ranks", "when_in_words"]

_Item = TypeVar("_Item")
#: Of everything that there is, what the first two levels take, and how many at least.
_SHARE = {1: (0.08, 24), 2: (0.35, 80)}


@lru_cache(maxsize=4)
def ranks(dataset: Dataset) -> Mapping[str, int]:
    """Return the place of every event by id, 0 for the best known.

    An event is well known if a guided tour or a period of the record is about it, if others are part of it, and if many
    works tell of it; one whose significance the record can say goes before one of which it cannot.
    """
    told = Counter(step.event for tour in _tours(dataset) for step in tour.steps if step.event)
    told.update(one for one in dataset.periods["event_id"] if one)
    parts = Counter(one for one in dataset.events["part_of"] if one)

    def fame(row: Mapping[str, Any]) -> tuple[Any, ...]:
        event_id = row["id"]
        points = 4 * min(told[event_id], 2) + min(parts[event_id], 2) + min(row["number_of_sources"], 12) / 4
        return (row["significance"] == "", row["certainty"] == "uncertain", -points, event_id)

    ordered = sorted(dataset.events.reset_index().to_dict("records"), key=fame)
    return {row["id"]: place for place, row in enumerate(ordered)}


def _tours(dataset: Dataset) -> Iterable[Tour]:
    try:
        return tour_files.load(dataset).values()
    except DatasetError:  # tours of another record: they say nothing of this one
        return ()


def best_known(dataset: Dataset, items: Iterable[_Item], event_of: Callable[[_Item], str], level: int) -> list[_Item]:
    """Return what a level takes of *items*, the best known events first; the last level takes all."""
    place = ranks(dataset)
    ordered = sorted(items, key=lambda item: place[event_of(item)])
    if level >= max(LEVELS):
        return ordered
    share, least = _SHARE[level]
    return ordered[: max(round(len(ordered) * share), least)]


def when_in_words(years: int) -> str:
    """Return how long after an event something was written.

    Examples
    --------
    >>> when_in_words(0), when_in_words(1), when_in_words(-3)
    ('in the same year', '1 year later', '3 years before')
    """
    if not years:
        return "in the same year"
    return f"{abs(years)} year{'' if abs(years) == 1 else 's'} {'later' if years > 0 else 'before'}"
