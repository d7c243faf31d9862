"""All things of a kind in the order in which pages list them and lead from one to the next."""

from __future__ import annotations

from functools import lru_cache

from geo.citation.short_titles import short_title
from geo.content.classroom import tours
from geo.core.folding import alphabetical
from geo.query import addresses
from geo.record.tables import Dataset
from geo.site.page import Crumb, Way

__all__ = ["crumb", "things", "way"]


@lru_cache(maxsize=32)
def things(dataset: Dataset, kind: str) -> dict[str, str]:
    """Return ``{id: title}`` of all things of *kind*: events and tours by time, the rest by the alphabet."""
    if kind == "event":
        return dict(dataset.events["title"])
    if kind == "tour":
        return {slug: tour.title for slug, tour in tours.load(dataset).items()}
    if kind == "disagreement":
        return dict(zip(dataset.disagreements["id"], dataset.disagreements["topic"], strict=True))
    if kind == "source":
        titles = {source_id: short_title(dataset, source_id) for source_id in dataset.sources.index}
    else:
        table, column = {"place": ("places", "title"), "person": ("people", "name"), "unit": ("units", "title")}[kind]
        titles = dict(getattr(dataset, table)[column])
    return dict(sorted(titles.items(), key=lambda one: (alphabetical(one[1]), one[0])))


@lru_cache(maxsize=32)
def _numbers(dataset: Dataset, kind: str) -> dict[str, int]:
    return {thing_id: number for number, thing_id in enumerate(things(dataset, kind))}


def way(dataset: Dataset, kind: str, thing_id: str) -> Way:
    """Return the things before and after one of its kind."""
    number, order = _numbers(dataset, kind)[thing_id], list(things(dataset, kind).items())
    before = order[number - 1] if number else None
    after = order[number + 1] if number + 1 < len(order) else None
    return Way(*(Crumb(one[1], addresses.path(kind, one[0])) if one else None for one in (before, after)))


def crumb(kind: str) -> Crumb:
    """Return the stop of the list of all things of *kind*."""
    return Crumb(addresses.KINDS[kind], addresses.path(kind))
