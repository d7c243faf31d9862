"""Events in the order of a story: by years, decades or centuries, and the parts of a battle under the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["FEW", "Entry", "Heading", "by_time", "nested"]

#: The widest span of years with headings by the year, and the widest with headings by the decade.
_BY_YEAR = 40
_BY_DECADE = 400
#: So few entries need no headings.
FEW = 12


@dataclass
class Entry:
    """One event with the events that are part of it, in their order."""

    event_id: str
    parts: list[Entry] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many events it is, itself and its parts at any depth."""
        return 1 + sum(part.size for part in self.parts)


@dataclass(frozen=True)
class Heading:
    """Entries of one stretch of time; *title* is empty where nothing needs to be said.

    *is_folded* tells that the stretch lies before or after the years that the atlas is about, beside others.
    """

    title: str
    entries: Sequence[Entry]
    is_folded: bool = False

    @property
    def size(self) -> int:
        """How many events stand under it."""
        return sum(entry.size for entry in self.entries)


def nested(event_ids: Sequence[str], part_of: Sequence[str]) -> list[Entry]:
    """Return *event_ids*, in their order, each under the event that it is part of if that one is among them."""
    entries = {event_id: Entry(event_id) for event_id in event_ids}
    roots: list[Entry] = []
    for event_id, whole in zip(event_ids, part_of, strict=True):
        home = entries[whole].parts if whole in entries and whole != event_id else roots
        home.append(entries[event_id])
    return roots


def by_time(entries: Sequence[Entry], years: Mapping[str, int], about: tuple[int, int]) -> list[Heading]:
    """Return *entries* under headings of time.

    Parameters
    ----------
    entries : in order of time.
    years : the year in which each event begins.
    about : first and last year that the atlas is about; what begins before or after them is gathered there.
    """
    if len(entries) <= FEW:
        return [Heading("", entries)] if entries else []
    first, last = about
    inner = [years[entry.event_id] for entry in entries if first <= years[entry.event_id] <= last]
    span = max(inner) - min(inner) if inner else 0
    step = 1 if span <= _BY_YEAR else 10 if span <= _BY_DECADE else 100

    def place(entry: Entry) -> tuple[str, bool]:
        year = years[entry.event_id]
        if year < first:
            return f"Before {first}", True
        if year > last:
            return f"After {last}", True
        begin = year // step * step
        return f"{begin}" if step == 1 else f"{begin}s" if step == 10 else f"{begin}–{begin + 99}", False

    groups: dict[tuple[str, bool], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(place(entry), []).append(entry)
    return [Heading(title, found, is_outside and len(groups) > 1) for (title, is_outside), found in groups.items()]
