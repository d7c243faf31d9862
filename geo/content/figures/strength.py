"""How strong the record is, in figures: on what events rest, how exactly they are known, who counted, what is missing.

Every number stands for a set of events, which can be asked for by its name and, for one chapter, by ``name.chapter``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from geo.core import templating
from geo.record.schema import EVENTS
from geo.record.tables import Dataset

__all__ = ["Measure", "Row", "Strength", "html", "strength"]

#: From the strongest sort of evidence to the weakest.
_BEST = {
    "primary": "a paper of the time",
    "scholarly": "research",
    "press": "a newspaper or magazine",
    "reference": "an encyclopedia",
    "popular": "a retelling",
    "founding_document": "only documents the atlas began with",
}
_WORKS = (
    ("1", "one work", 1, 1),
    ("2", "two works", 2, 2),
    ("3", "three or four", 3, 4),
    ("5", "five or more", 5, 10**6),
)
_DATES = ("to the day", "to a few days", "to the week", "to the month", "to the year or longer")
_PLACES = (("1", "up to 1 km", 1), ("5", "1 to 5 km", 5), ("25", "5 to 25 km", 25), ("100", "25 to 100 km", 100))
_ARMED = ("incident", "battle", "operation", "landing", "air_action")
#: Columns of the table by chapter, by the name of the set.
_BY_CHAPTER = {
    "works-1": "on one work",
    "best-weak": "no better work than an encyclopedia",
    "sure-doubtful": "less than certain",
    "place-far": "place worse than 25 km",
    "missing-figure": "armed, without a figure",
}


@dataclass(frozen=True)
class Row:
    """One number: *name* of its set of events, what it counts, and its bar in percent of the largest of the measure."""

    name: str
    label: str
    count: int
    width: int


@dataclass(frozen=True)
class Measure:
    """Numbers that belong together.

    Attributes
    ----------
    words : what is counted, and what has to be known to read it.
    of : what the numbers count, in the plural.
    """

    title: str
    words: str
    of: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Strength:
    """The whole account.

    Attributes
    ----------
    chapters : heading and ``(name of the set, number)`` of each chapter, under :attr:`columns`.
    groups : events by the name of the set, in order of time.
    labels : what each set is, in words.
    """

    measures: tuple[Measure, ...]
    columns: tuple[str, ...]
    chapters: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    groups: Mapping[str, Sequence[str]]
    labels: Mapping[str, str]

    def events(self, name: str) -> tuple[str, Sequence[str]]:
        """Return what the set *name* is, in words, and its events; nothing for a name that is none."""
        return self.labels.get(name, ""), self.groups.get(name, ())


@lru_cache(maxsize=2)
def strength(dataset: Dataset) -> Strength:
    """Return how strong the record of *dataset* is."""
    making = _Making(dataset)
    measures = tuple(making.measure(*entry) for entry in _measures(dataset, making.events))
    return making.whole(measures)


_Entry = tuple[str, str, str, "list[tuple[str, str, pd.Index, int | None]]"]


def _measures(dataset: Dataset, events: pd.DataFrame) -> Iterator[_Entry]:
    """Yield title, words, what is counted, and ``(name, label, events, number if it counts something else)``."""
    works = events["number_of_sources"]
    yield (
        "On how many works an event rests",
        "Each work is counted once, however often it is cited. Two works may still go back to one.",
        "events",
        [(f"works-{n}", label, events.index[works.between(low, high)], None) for n, label, low, high in _WORKS],
    )
    cited = dataset.event_sources["source_id"].map(dataset.sources["tier"])
    best = cited.map(list(_BEST).index).groupby(dataset.event_sources["event_id"]).min().reindex(events.index)
    yield (
        "The best sort of evidence for an event",
        "The best among its works: a paper of the time weighs more than an encyclopedia that retells it.",
        "events",
        [
            (f"best-{tier.replace('_', '-')}", label, events.index[best == place], None)
            for place, (tier, label) in enumerate(_BEST.items())
        ],
    )
    meanings = EVENTS["certainty"].vocabulary
    yield (
        "How sure it is",
        "That it took place as it is told here.",
        "events",
        [(f"sure-{one}", meaning, events.index[events["certainty"] == one], None) for one, meaning in meanings.items()],
    )
    yield (
        "How exactly the day is known",
        "",
        "events",
        [(f"date-{n}", label, events.index[events["date_prec"] == n], None) for n, label in enumerate(_DATES, start=1)],
    )
    yield (
        "How exactly the place is known",
        "How far off the point on the map the true place may lie.",
        "events",
        _by_place(events),
    )
    yield (
        "Who gave the figures",
        "A count of one’s own losses weighs otherwise than one of the opponent’s.",
        "figures",
        _by_claimant(dataset, events),
    )
    yield "What is missing", "", "events", _missing(dataset, events)


def _by_place(events: pd.DataFrame) -> list[tuple[str, str, pd.Index, int | None]]:
    km, before, rows = events["approximation_km"], -1.0, []
    for name, label, most in _PLACES:
        rows.append((f"place-{name}", label, events.index[(km > before) & (km <= most)], None))
        before = most
    rows.append(("place-over", "farther off", events.index[km > before], None))
    return [*rows, ("place-none", "no place on the map", events.index[km.isna()], None)]


def _by_claimant(dataset: Dataset, events: pd.DataFrame) -> list[tuple[str, str, pd.Index, int | None]]:
    """Return the claims by whose losses or things were counted and by whom: its own side, the other, or neither."""
    claims = dataset.claims
    counted = claims["side"].map(dataset.parties["side"])
    by = claims["claimant_role"].map({"belligerent_a": "a", "belligerent_b": "b"})
    is_own, is_other = by.notna() & (by == counted), by.notna() & (by != counted)
    is_excerpt = claims["note"].str.contains("excerpt")
    sorts = [
        ("own", "by a side of its own people and things", is_own),
        ("other", "by a side of the opponent’s, or of both", is_other),
        ("third", "by an observer of the time", claims["claimant_role"] == "third_party"),
        ("later", "by a later work", claims["claimant_role"] == "later_scholarship"),
        ("excerpt", "of all these, from a work of which only an excerpt was read", is_excerpt),
    ]
    return [
        (f"claims-{name}", label, events.index[events.index.isin(claims["event_id"][mask])], int(mask.sum()))
        for name, label, mask in sorts
    ]


def _missing(dataset: Dataset, events: pd.DataFrame) -> list[tuple[str, str, pd.Index, int | None]]:
    claims = dataset.claims
    is_armed = events["kind"].isin(_ARMED)
    has_figure, has_people = events.index.isin(claims["event_id"]), events.index.isin(dataset.event_people["event_id"])
    heard = {
        end: events.index.isin(claims["event_id"][claims["claimant_role"] == f"belligerent_{end}"]) for end in "ab"
    }
    other_best = dataset.event_sources["source_id"].map(dataset.sources["tier"]).isin(("primary", "scholarly", "press"))
    has_better = events.index.isin(dataset.event_sources["event_id"][other_best])
    sorts = [
        ("figure", "armed, without any figure", is_armed & ~has_figure),
        ("side", "with figures of one side alone", heard["a"] ^ heard["b"]),
        ("people", "armed, without a person named", is_armed & ~has_people),
        ("outcome", "without an outcome", events["result"] == ""),
        ("better", "without a paper of the time, research or press", ~has_better),
    ]
    return [(f"missing-{name}", label, events.index[mask], None) for name, label, mask in sorts]


class _Making:
    """Collects the sets of events behind the numbers."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset, self.events = dataset, dataset.events
        self.groups: dict[str, Sequence[str]] = {}
        self.labels: dict[str, str] = {}

    def add(self, name: str, label: str, found: Sequence[str]) -> int:
        """Keep a set under its name, and its part of each chapter; return how many there are."""
        chapter = self.events["chapter"]
        self.groups[name], self.labels[name] = list(found), label
        for one, title in self.dataset.chapters.items():
            here = [event for event in found if chapter[event] == one]
            if here:
                self.groups[f"{name}.{one}"], self.labels[f"{name}.{one}"] = here, f"{label} · {title}"
        return len(found)

    def measure(
        self, title: str, words: str, of: str, entries: Sequence[tuple[str, str, pd.Index, int | None]]
    ) -> Measure:
        """Return the numbers that belong together."""
        counted = []
        for name, label, found, number in entries:
            events = self.add(name, f"{title}: {label}", list(found))
            counted.append((name, label, events if number is None else number))
        top = max((count for *_, count in counted), default=0) or 1
        rows = tuple(
            Row(name, label, count, max(round(count / top * 100), 1) if count else 0) for name, label, count in counted
        )
        return Measure(title, words, of, rows)

    def whole(self, measures: tuple[Measure, ...]) -> Strength:
        """Return the account with the table by chapter."""
        groups = self.groups
        self.add("all", "All events", list(self.events.index))
        joined = {
            "best-weak": ("best-reference", "best-popular", "best-founding-document"),
            "sure-doubtful": ("sure-less-certain", "sure-uncertain"),
            "place-far": ("place-100", "place-over"),
        }
        for name, parts in joined.items():
            found = {event for part in parts for event in groups[part]}
            self.add(name, _BY_CHAPTER[name].capitalize(), [event for event in self.events.index if event in found])
        names = ["all", *_BY_CHAPTER]
        chapters = tuple(
            (title, tuple((f"{name}.{one}", len(groups.get(f"{name}.{one}", ()))) for name in names))
            for one, title in self.dataset.chapters.items()
            if f"all.{one}" in groups
        )
        return Strength(measures, ("events", *_BY_CHAPTER.values()), chapters, groups, self.labels)


def html(found: Strength, address: Callable[[str], str], chosen: str = "") -> str:
    """Return the account as HTML; every text in it is escaped.

    Parameters
    ----------
    address : gives the address of the page with a set of events open.
    chosen : name of the set that is open.
    """
    return templating.html("strength.html", found=found, address=address, chosen=chosen)
