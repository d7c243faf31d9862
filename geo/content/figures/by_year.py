"""The events of each year by frontier, and beside them what others have counted.

A battle is counted once, with its parts in it; what spans more than a year stands for a count, not for an event, and
is left out.  Published counts are the record's own claims: each stays with its claimant and the years it speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from geo.content.event_list import Item, items
from geo.content.figures import losses
from geo.content.figures.losses import Figure
from geo.core import templating
from geo.core.edtf import day_span, spoken
from geo.record.tables import Dataset

__all__ = ["Cell", "Claimant", "Count", "Frontier", "Span", "frontiers", "html", "published"]

#: Kinds of events in which somebody acted with arms or crossed the frontier.
_ARMED = ("incident", "battle", "operation", "landing", "air_action")
_COUNTED = "incidents"
_LONGEST_DAYS = 366
_MOST_WHAT = 60


@dataclass(frozen=True)
class Cell:
    """The events of one year on one frontier."""

    year: int
    events: tuple[Item, ...]


@dataclass(frozen=True)
class Frontier:
    """A lane of the timeline with a cell for every year of the atlas."""

    title: str
    about: str
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """How many events there are in all its years."""
        return sum(len(cell.events) for cell in self.cells)


@dataclass(frozen=True)
class Span:
    """A count that somebody published, over the years it speaks of.

    Attributes
    ----------
    skip : years left empty before it.
    length : years it touches.
    when : the time meant, in words.
    what : what was counted, as its note begins.
    """

    skip: int
    length: int
    when: str
    what: str
    figure: Figure
    event_id: str


@dataclass(frozen=True)
class Count:
    """A line of counts that do not overlap, in order of time; *after* are the years left empty at the end."""

    spans: tuple[Span, ...]
    after: int


@dataclass(frozen=True)
class Claimant:
    """All counts that one claimant gives in one work."""

    name: str
    look: str
    lines: tuple[Count, ...]


def frontiers(dataset: Dataset, among: pd.DataFrame | None = None) -> tuple[Frontier, ...]:
    """Return the armed events by lane and year; lanes without one are left out.

    Parameters
    ----------
    among : rows of ``dataset.events``; all by default.
    """
    events = dataset.events if among is None else among
    is_counted = (
        events["kind"].isin(_ARMED)
        & (events["part_of"] == "")
        & (events["last_day"] - events["first_day"] <= _LONGEST_DAYS)
    )
    counted = events[is_counted]
    listed = dict(zip(counted.index, items(dataset, counted), strict=True))
    first, last = dataset.years
    found = []
    for lane, row in dataset.theatres.iterrows():
        here = counted[counted["theatre"] == lane]
        cells = tuple(
            Cell(year, tuple(listed[event] for event in here.index[here["year"] == year]))
            for year in range(first, last + 1)
        )
        found.append(Frontier(row["title"], row["about"], cells))
    return tuple(frontier for frontier in found if frontier.count)


def published(dataset: Dataset) -> tuple[Claimant, ...]:
    """Return the counts of incidents in the record's claims that say which years they speak of.

    Those of side a come first, then those of side b, then others; what one claimant counted apart stands in one line.
    """
    first, last = dataset.years
    rows = dataset.claims[(dataset.claims["measure"] == _COUNTED) & (dataset.claims["as_of"] != "")]
    found = []
    for row in rows.to_dict("records"):
        (figure,) = losses.figures(dataset, dataset.event(row["event_id"]), [row])
        days = day_span(row["as_of"])
        start, end = max(days.first.year, first), min(days.last.year, last)
        if start <= end:
            found.append((figure, start, end, row))
    order = ("belligerent_a", "belligerent_b")
    found.sort(
        key=lambda one: (
            order.index(one[0].claimant_role) if one[0].claimant_role in order else len(order),
            one[0].claimant,
            one[0].source,
            one[1],
        )
    )
    lines: list[list[tuple[Figure, int, int, dict[str, str]]]] = []
    for entry in found:
        before = lines[-1][-1] if lines else None
        is_same = before and (before[0].claimant, before[0].source) == (entry[0].claimant, entry[0].source)
        if before and is_same and entry[1] > before[2]:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    by_claimant = groupby(lines, key=lambda line: (line[0][0].claimant, line[0][0].claimant_look, line[0][0].source))
    return tuple(
        Claimant(name, look, tuple(_count(line, first, last) for line in group))
        for (name, look, _), group in by_claimant
    )


def _count(line: Sequence[tuple[Figure, int, int, dict[str, str]]], first: int, last: int) -> Count:
    spans, at = [], first
    for figure, start, end, row in line:
        what = figure.note.replace(";", ".").split(". ")[0].rstrip(".")
        spans.append(
            Span(
                start - at,
                end - start + 1,
                spoken(row["as_of"]),
                what if " " in what and len(what) <= _MOST_WHAT else "",
                figure,
                row["event_id"],
            )
        )
        at = end + 1
    return Count(tuple(spans), last + 1 - at)


def html(found: Sequence[Frontier], counts: Sequence[Claimant], address: Callable[[str], str]) -> str:
    """Return both as one HTML table with a column a year; every text in it is escaped.

    Parameters
    ----------
    address : gives the address of an event's panel.
    """
    links = {item.event_id: address(item.event_id) for item in _items(found)}
    spans = [span for claimant in counts for line in claimant.lines for span in line.spans]
    links |= {span.event_id: address(span.event_id) for span in spans}
    kinds = {item.kind for item in _items(found)}
    years = [cell.year for cell in found[0].cells] if found else []
    totals = [sum(len(frontier.cells[place].events) for frontier in found) for place in range(len(years))]
    return templating.html(
        "by_year.html",
        frontiers=found,
        claimants=counts,
        links=links,
        years=years,
        totals=totals,
        kinds=[kind for kind in _ARMED if kind in kinds],
    )


def _items(found: Sequence[Frontier]) -> Iterator[Item]:
    for frontier in found:
        for cell in frontier.cells:
            yield from cell.events
