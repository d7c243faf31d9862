"""Rival figures side by side: who counted what, on whose side, and how many.

A figure stays what one claimant gave in one work.  Nothing is added up: a larger event already
holds its parts, and two counts of one thing may count it differently.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from geo.citation.short_titles import short_title
from geo.core import templating
from geo.core.edtf import spoken
from geo.record.schema import MEASURES
from geo.record.tables import Dataset

__all__ = [
    "DEFAULT_MEASURES",
    "Figure",
    "Group",
    "events_with_figures",
    "figure_text",
    "figures",
    "groups",
    "html",
    "largest",
    "measures",
    "sides",
]

DEFAULT_MEASURES = ("killed", "casualties_total")

_MEASURE_NAMES = {
    "casualties_total": "all casualties",
    "duration_days": "days it lasted",
    "advance_km_per_day": "advance, km a day",
}
#: A visitor's own figures say nothing of it.
_ROLES = {"third_party": "third party", "later_scholarship": "later work", "": ""}
#: Nor whose they are.
_OF_ALL = {"both": "both sides"}
#: Of who took no part; their mark is none of the parties'.
_PLAIN = "party-grey mark-square"
_LOOKS = {"third_party": "party-grey mark-hollow"}

Bound = Literal["value", "range", "at least", "at most"]


@dataclass(frozen=True)
class Figure:
    """One claim.

    Attributes
    ----------
    low, best, high : as in ``claims.csv``; ``None`` where the claimant gave none.
    claimant_role, role : where the claimant stood, as in ``claims.csv`` and in words; a party is named.
    look, claimant_look : classes of the style sheet for the name of the side, and for that of the claimant.
    text : the figure in words, such as ``26,211–28,169`` or ``700,000 or more``.
    """

    id: str
    measure: str
    side: str
    side_name: str
    look: str
    low: float | None
    best: float | None
    high: float | None
    text: str
    claimant: str
    claimant_role: str
    role: str
    claimant_look: str
    source_id: str
    source: str
    locator: str
    note: str

    @property
    def measure_name(self) -> str:
        """What was counted, in words."""
        return _measure_name(self.measure)

    @property
    def bound(self) -> Bound:
        """Whether the figure is one value, a range, or open at one end."""
        if self.best is not None and self.low is None and self.high is None:
            return "value"
        if self.best is None and self.high is None:
            return "at least"
        return "range" if self.low is not None or self.best is not None else "at most"

    @property
    def ends(self) -> tuple[float, float]:
        """Smallest and largest number that the claimant named; both inclusive."""
        named = [value for value in (self.low, self.best, self.high) if value is not None]
        return min(named), max(named)


@dataclass(frozen=True)
class Group:
    """All figures of one event that are wanted.

    Attributes
    ----------
    part_of : title of the larger event it belongs to, or empty.
    figures : by measure and side, within them the largest first.
    silent : names of the parties for which no work read gives any of these figures.
    """

    event_id: str
    title: str
    date: str
    part_of: str
    figures: tuple[Figure, ...]
    silent: tuple[str, ...]


def measures(dataset: Dataset) -> dict[str, str]:
    """Return the measures that occur, with their names, in the order of the schema."""
    present = set(dataset.claims["measure"].unique())
    return {measure: _measure_name(measure) for measure in MEASURES if measure in present}


def sides(dataset: Dataset) -> dict[str, str]:
    """Return the single parties that occur in claims, with their names; combined ones belong to both members."""
    present = set(dataset.claims["side"].unique())
    named = present | {member for side in present if not _is_all(dataset, side) for member in members(dataset, side)}
    return {side: name for side, name in dataset.sides.items() if side in named}


def look(dataset: Dataset, side: str) -> str:
    """Return the classes of the style sheet for the name of a party: its colour and its mark, where it has them."""
    if side not in dataset.parties.index:
        return ""
    named = (("party", dataset.parties.at[side, "colour"]), ("mark", dataset.parties.at[side, "mark"]))
    return " ".join(f"{kind}-{name}" for kind, name in named if name)


def members(dataset: Dataset, side: str) -> tuple[str, ...]:
    """Return the parties that *side* counts together, or itself."""
    if side not in dataset.parties.index:
        return (side,)
    return tuple(filter(None, dataset.parties.at[side, "members"].split(", "))) or (side,)


def _is_all(dataset: Dataset, side: str) -> bool:
    return set(members(dataset, side)) >= set(dataset.sides)


def events_with_figures(dataset: Dataset, wanted: Collection[str], among: pd.DataFrame | None = None) -> dict[str, str]:
    """Return ``{id: title}`` of the events that have a figure of the measures *wanted*, in order of time."""
    events = dataset.events if among is None else among
    claimed = set(dataset.claims["event_id"][dataset.claims["measure"].isin(list(wanted))])
    return {event_id: title for event_id, title in events["title"].items() if event_id in claimed}


def largest(dataset: Dataset, wanted: Collection[str], among: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """Return of *among* the *most* events with the largest figures, in order of time, and how many have any."""
    claims = dataset.claims[dataset.claims["measure"].isin(list(wanted))]
    if len(among) < len(dataset.events):
        claims = claims[claims["event_id"].isin(among.index)]
    ends = claims[["low", "best", "high"]].max(axis=1).to_numpy()
    ids = claims["event_id"].iloc[np.argsort(-ends, kind="stable")].drop_duplicates()
    return (among, len(ids)) if len(ids) <= most else (among[among.index.isin(ids.iloc[:most])], len(ids))


def groups(
    dataset: Dataset,
    wanted: Collection[str],
    event_id: str = "",
    only_sides: Collection[str] = (),
    among: pd.DataFrame | None = None,
) -> tuple[Group, ...]:
    """Return the figures asked for, event by event.

    Parameters
    ----------
    wanted : measures.
    event_id : one event, shown even if it has no figure, followed by its parts that have some;
        empty for every event of *among* that has a figure.
    only_sides : parties; a figure for two parties together counts for each.  Empty means all.
    among : rows of ``dataset.events``; all by default.

    Raises
    ------
    NotFoundError
        If there is no such event.
    """
    if event_id:
        dataset.event(event_id)
        ids = [event_id, *(part for part in _parts(dataset, event_id) if part in events_with_figures(dataset, wanted))]
    else:
        ids = list(events_with_figures(dataset, wanted, among))
    found = tuple(_group(dataset, one, list(wanted), frozenset(only_sides)) for one in ids)
    return tuple(group for group in found if group.figures or group.event_id == event_id)


def figures(dataset: Dataset, event: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Return *rows* of ``claims``, which are of *event*, as figures, in their order."""
    ends = {f"belligerent_{end}": event[f"side_{end}"] for end in "ab"}
    roles = _ROLES | {role: _party(dataset, side) for role, side in ends.items()}
    looks = _LOOKS | {role: look(dataset, side) for role, side in ends.items()}
    return [_figure(dataset, row, roles[row["claimant_role"]], looks.get(row["claimant_role"], _PLAIN)) for row in rows]


def silent(dataset: Dataset, event: Mapping[str, Any], figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the names of the parties of *event* of which none of *figures* tells anything."""
    heard = {member for figure in figures for member in members(dataset, figure.side)}
    return tuple(dataset.sides[side] for side in event["parties"] if side not in heard)


def html(found: Collection[Group], links: Mapping[str, str]) -> str:
    """Return the figures as an HTML table; every text in it is escaped.

    Parameters
    ----------
    links : address of each event's panel, by event id.
    """
    return templating.html("losses.html", groups=found, links=links)


def figure_text(low: float | None, best: float | None, high: float | None) -> str:
    """Return a figure as read: one value, a range, or a bound.

    Examples
    --------
    >>> figure_text(None, 37, None), figure_text(5, None, 6), figure_text(700000, None, None)
    ('37', '5–6', '700,000 or more')
    """
    if best is not None:
        around = f" ({_number(low)}–{_number(high)})" if low is not None or high is not None else ""
        return f"{_number(best)}{around}"
    if low is not None and high is not None:
        return f"{_number(low)}–{_number(high)}"
    return f"{_number(low)} or more" if low is not None else f"up to {_number(high)}"


def _number(value: float | None) -> str:
    if value is None:
        return "…"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _measure_name(measure: str) -> str:
    return _MEASURE_NAMES.get(measure, measure.replace("_", " "))


def _parts(dataset: Dataset, event_id: str) -> Iterator[str]:
    for part in dataset.events.index[dataset.events["part_of"] == event_id]:
        yield part
        yield from _parts(dataset, part)


def _group(dataset: Dataset, event_id: str, wanted: list[str], only_sides: frozenset[str]) -> Group:
    event = dataset.event(event_id)
    rows = [row for row in dataset.rows("claims", "event_id", event_id) if row["measure"] in wanted]
    claimed = figures(dataset, event, rows)
    is_of_all = any(figure.side not in dataset.claim_sides for figure in claimed)  # a visitor's own: all sides together
    heard = {member for figure in claimed for member in members(dataset, figure.side)}
    if only_sides and not is_of_all:
        claimed = [figure for figure in claimed if only_sides & {*members(dataset, figure.side)}]
    order = {side: place for place, side in enumerate(dataset.claim_sides)}
    claimed.sort(key=lambda one: (wanted.index(one.measure), order.get(one.side, len(order)), -one.ends[1]))
    silent = [side for side in event["parties"] if side not in heard and (not only_sides or side in only_sides)]
    silent = [] if is_of_all else silent
    return Group(
        event_id=event_id,
        title=event["title"],
        date=spoken(event["date_edtf"]),
        part_of=dataset.events.at[event["part_of"], "title"] if event["part_of"] else "",
        figures=tuple(claimed),
        silent=tuple(dataset.sides[side] for side in silent),
    )


def _party(dataset: Dataset, side: str) -> str:
    """Return the claimant's part in words: a count of one's own losses weighs otherwise than one of the enemy's."""
    return f"party: {dataset.sides[side]}" if side else "a party"


def _figure(dataset: Dataset, row: Mapping[str, Any], role: str, claimant_look: str) -> Figure:
    low, best, high = (None if math.isnan(row[name]) else float(row[name]) for name in ("low", "best", "high"))
    return Figure(
        id=row["id"],
        measure=row["measure"],
        side=row["side"],
        side_name=dataset.claim_sides.get(row["side"]) or _OF_ALL.get(row["side"], row["side"]),
        look=look(dataset, row["side"]),
        low=low,
        best=best,
        high=high,
        text=figure_text(low, best, high),
        claimant=row["claimant"],
        claimant_role=row["claimant_role"],
        role=role,
        claimant_look=claimant_look or _PLAIN,
        source_id=row["source_id"],
        source=short_title(dataset, row["source_id"]),
        locator=row["locator"],
        note=row["note"],
    )
