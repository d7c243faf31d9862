"""What does not fit on the page of an event or a work: a section on a page of its own below it, or on several.

No page of the record is larger than a slow telephone loads in a moment.  How large a page gets is reckoned from the
numbers of its rows, so that its further pages are known without making any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from geo.content.figures.losses import Figure
from geo.content.panel import Panel
from geo.content.plans.order import order
from geo.core.text import counted
from geo.query import addresses
from geo.record.tables import Dataset

__all__ = [
    "MOST_BYTES",
    "Section",
    "kept",
    "named",
    "of_event",
    "of_source",
    "only",
    "pages_of",
    "paths",
    "rests",
    "section_at",
]

#: Bytes that a page of the record may have before its pictures; of them for the sections that can stand elsewhere.
MOST_BYTES = 30_000
_ROOM = {"event": 15_000, "source": 19_000}
#: What a part takes among what machines read, wherever it is listed.
_PART_BYTES = 80
#: Bytes of a row of each section of an event, of those first that are folded on the page anyway.
_OF_EVENT = {"works": 420, "units": 300, "people": 330, "parts": 150, "figures": 500, "disagreements": 850}
#: The same of a work, the longest first.
_OF_SOURCE = {"figures": 370, "events": 220}
#: Rows on one further page.
_MOST_FIGURES, _MOST_EVENTS = 40, 80
_TITLES = {
    "works": "works cited", "units": "order of battle", "people": "who took part", "parts": "day by day",
    "figures": "who claims what", "disagreements": "where the sources disagree", "events": "events that rest on it",
}  # fmt: skip
#: How much there is, of one and of more.
_WORDS = {
    "works": ("work cited", "works cited"), "units": ("unit", "units"),
    "people": ("person", "people"), "parts": ("part", "parts"), "figures": ("figure", "figures"),
    "disagreements": ("point", "points"), "events": ("event", "events"),
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A section that stands on pages of its own; *count* is of its rows, *breaks* where each page begins and ends."""

    name: str
    count: int
    breaks: tuple[int, ...]

    @property
    def title(self) -> str:
        """What its pages are called, after the name of what they are about."""
        return _TITLES[self.name]

    @property
    def words(self) -> str:
        """How much there is."""
        return f"{self.count} {_WORDS[self.name][self.count > 1]}"

    def address(self, number: int = 1) -> str:
        """Return where a page of it stands, from the page of the whole on."""
        return f"{self.name}/" if number == 1 else f"{self.name}/{number}/"

    def page_of(self, row: int) -> int:
        """Return the number of the page on which a row stands."""
        return next(number for number, end in enumerate(self.breaks[1:], 1) if row < end)


@lru_cache(maxsize=2048)
def of_event(dataset: Dataset, event_id: str) -> tuple[Section, ...]:
    """Return the sections of an event that stand on pages of their own."""

    def rows(table: str, column: str, among: str = "event_id") -> list[str]:
        numbers = dataset.row_numbers(table, among, event_id)
        return list(getattr(dataset, table)[column].iloc[numbers])

    counts = {
        "works": len(set(rows("event_sources", "source_id"))),
        "units": found.size if (found := order(dataset, event_id)) else 0,
        "people": len(rows("event_people", "person_id")),
        "parts": len(dataset.row_numbers("events", "part_of", event_id)),
        "figures": len(rows("claims", "id")),
        "disagreements": len(rows("disagreements", "id")),
    }
    return tuple(_chosen(counts, _OF_EVENT, _ROOM["event"] - _PART_BYTES * counts["parts"]))


@lru_cache(maxsize=2048)
def of_source(dataset: Dataset, source_id: str) -> tuple[Section, ...]:
    """Return the sections of a work that stand on pages of their own."""
    rests = dataset.row_numbers("event_sources", "source_id", source_id)
    counts = {
        "figures": len(dataset.row_numbers("claims", "source_id", source_id)),
        "events": len(set(dataset.event_sources["event_id"].iloc[rests])),
    }
    return tuple(_chosen(counts, _OF_SOURCE, _ROOM["source"]))


def _chosen(counts: Mapping[str, int], weights: Mapping[str, int], room: int) -> Iterator[Section]:
    """Yield sections, the first of *weights* first, until what is left fits."""
    left = sum(counts[name] * weight for name, weight in weights.items())
    for name, weight in weights.items():
        if left <= room:
            return
        if counts[name] < 2:
            continue
        left -= counts[name] * weight
        most = {"figures": _MOST_FIGURES, "events": _MOST_EVENTS}.get(name, counts[name])
        yield Section(name, counts[name], (*range(0, counts[name], most), counts[name]))


def pages_of(dataset: Dataset, kind: str, thing_id: str) -> tuple[Section, ...]:
    """Return the sections of a thing that stand on pages of their own; most things have none."""
    if kind == "event":
        return of_event(dataset, thing_id)
    return of_source(dataset, thing_id) if kind == "source" else ()


def paths(dataset: Dataset, kind: str, thing_id: str) -> Iterator[str]:
    """Yield the address of each further page of a thing, from the atlas's own on."""
    for section in pages_of(dataset, kind, thing_id):
        for number in range(1, len(section.breaks)):
            yield addresses.path(kind, thing_id) + section.address(number)


def section_at(dataset: Dataset, kind: str, thing_id: str, rest: str) -> tuple[Section, int] | None:
    """Return the section, and the number of its page, that stand at *rest* below a thing; ``None`` if nothing does."""
    for section in pages_of(dataset, kind, thing_id):
        for number in range(1, len(section.breaks)):
            if section.address(number) == f"{rest}/":
                return section, number
    return None


# --- of an event ---


def kept(said: Panel, sections: Sequence[Section]) -> Panel:
    """Return the panel without *sections*."""
    gone = {one.name for one in sections}
    fields = [field for name in gone for field in _FIELDS[name]]
    return replace(said, **{field: _EMPTY.get(field, ()) for field in fields})


def only(said: Panel, section: Section, number: int) -> Panel:
    """Return the panel with nothing but a page of *section*."""
    start, end = section.breaks[number - 1 : number + 1]
    bare = kept(said, [Section(name, 0, ()) for name in _FIELDS])
    bare = replace(bare, significance="", summary="", result="", names=(), other_names=(), silent=())
    bare = replace(bare, title=named(said.title, section, number))
    if section.name == "figures":
        count = len(said.figures)
        return replace(
            bare, figures=said.figures[start:end], strengths=said.strengths[max(start - count, 0) : max(end - count, 0)]
        )
    return replace(bare, **{field: getattr(said, field) for field in _FIELDS[section.name]})


def named(title: str, section: Section, number: int) -> str:
    """Return what a page of *section* is called; *title* is that of the whole."""
    pages = len(section.breaks) - 1
    return f"{title}: {section.title}" + (f" ({number} of {pages})" if pages > 1 else "")


#: What of a panel is empty in another way than a list.
_EMPTY: dict[str, Any] = {"order": None}
#: What of a panel a section is.
_FIELDS = {
    "works": ("works",),
    "units": ("order",),
    "people": ("people",),
    "parts": ("parts", "parts_by_month"),
    "figures": ("figures", "strengths"),
    "disagreements": ("disagreements",),
}


def rests(said: Panel, sections: Sequence[Section]) -> dict[str, list[tuple[str, str, str]]]:
    """Return what the page says of each of *sections* in its place: address, words and note of each line."""
    found = {}
    for section in sections:
        found[section.name] = [(section.address(), f"All {section.words}", "")]
        if section.name == "figures":
            found["figures"] = list(_measures(said.figures, section, 0))
            found["strengths"] = list(_measures(said.strengths, section, len(said.figures)))
    return found


def _measures(figures: Sequence[Figure], section: Section, first: int) -> Iterator[tuple[str, str, str]]:
    """Yield a line for each measure: where its figures stand, its name, how many there are and between what ends."""
    for name, group in groupby(figures, key=lambda one: one.measure_name):
        rows = list(group)
        low, high = min(row.ends[0] for row in rows), max(row.ends[1] for row in rows)
        span = f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
        yield (
            section.address(section.page_of(first)),
            name[:1].upper() + name[1:],
            f"{span} · {counted(len(rows), 'figure')}",
        )
        first += len(rows)
