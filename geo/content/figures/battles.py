"""Losses of each battle as areas: the smallest and the largest number that anybody gave, for both sides.

The area of a half disc is the number; all half discs of a picture are on one scale, and nothing is added up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.content.figures import losses
from geo.content.figures.losses import Figure
from geo.core import templating
from geo.core.edtf import spoken
from geo.record.tables import Dataset

__all__ = ["Battle", "Half", "battles", "html", "measures"]

_BATTLES = ("battle", "operation", "landing")
_FEWEST = 3  # battles that make a picture
_WIDEST_PERCENT = 100


@dataclass(frozen=True)
class Half:
    """What was counted of one party in a battle.

    Attributes
    ----------
    party : of those of its side the one of which most figures were given: like is compared with like.
    least, most : the smallest and the largest number given, by whoever gave it.
    inner, outer : their half discs' radius, in percent of that of the largest number of the picture.
    count : how many figures there are.
    """

    party: str
    least: Figure
    most: Figure
    inner: int
    outer: int
    count: int


@dataclass(frozen=True)
class Battle:
    """A battle with what was counted on each side; ``None`` where nobody gave a number."""

    event_id: str
    title: str
    date: str
    a: Half | None
    b: Half | None


def measures(dataset: Dataset) -> dict[str, str]:
    """Return the measures of which there are enough battles for a picture, with their names."""
    names = losses.measures(dataset)
    found = dataset.claims[dataset.claims["event_id"].isin(_ids(dataset))]
    counts = found.groupby("measure")["event_id"].nunique()
    return {measure: name for measure, name in names.items() if counts.get(measure, 0) >= _FEWEST}


def _ids(dataset: Dataset, among: pd.DataFrame | None = None) -> list[str]:
    """Return battles that are no part of another event, and whatever else has parts of its own, in order of time."""
    events = dataset.events if among is None else among
    wholes = set(dataset.events["part_of"])
    is_whole = (events["part_of"] == "") & (events["kind"].isin(_BATTLES) | events.index.isin(wholes))
    return list(events.index[is_whole & (events["side_a"] != "")])


def battles(dataset: Dataset, measure: str, among: pd.DataFrame | None = None) -> tuple[Battle, ...]:
    """Return the battles with a figure of *measure*, in order of time.

    A figure of a party counts for its side; one of both sides together for none.

    Parameters
    ----------
    among : rows of ``dataset.events``; all by default.
    """
    claimed = {}
    for event_id in _ids(dataset, among):
        event = dataset.event(event_id)
        rows = [row for row in dataset.rows("claims", "event_id", event_id) if row["measure"] == measure]
        sides = _sides(dataset, event)
        found = losses.figures(dataset, event, rows)
        halves = {end: [one for one in found if sides.get(one.side) == end] for end in "ab"}
        if any(halves.values()):
            claimed[event_id] = halves
    top = max((one.ends[1] for halves in claimed.values() for half in halves.values() for one in half), default=0.0)
    return tuple(
        Battle(
            event_id=event_id,
            title=dataset.events.at[event_id, "title"],
            date=spoken(dataset.events.at[event_id, "date_edtf"]),
            a=_half(halves["a"], top),
            b=_half(halves["b"], top),
        )
        for event_id, halves in claimed.items()
    )


def _sides(dataset: Dataset, event: Mapping[str, object]) -> dict[str, str]:
    """Return at which end of *event* each party stands, those that are counted together included."""
    of = {
        party: end
        for end in "ab"
        for column in (f"side_{end}", f"side_{end}_2nd")
        for party in str(event[column]).split(", ")
        if party
    }
    for joint in dataset.claim_sides:
        ends = {of[member] for member in losses.members(dataset, joint) if member in of}
        if joint not in of and len(ends) == 1:
            of[joint] = ends.pop()
    return of


def _half(found: Sequence[Figure], top: float) -> Half | None:
    if not found:
        return None
    by_party: dict[str, list[Figure]] = {}
    for one in found:
        by_party.setdefault(one.side_name, []).append(one)
    party, found = max(by_party.items(), key=lambda pair: (len(pair[1]), max(one.ends[1] for one in pair[1])))
    least, most = min(found, key=lambda one: one.ends[0]), max(found, key=lambda one: one.ends[1])
    return Half(party, least, most, _radius(least.ends[0], top), _radius(most.ends[1], top), len(found))


def _radius(number: float, top: float) -> int:
    """Return a radius whose half disc has an area like *number*; what is more than nought can be seen."""
    return max(round(math.sqrt(number / top) * _WIDEST_PERCENT), 1) if number and top else 0


def html(found: Sequence[Battle], address: Callable[[str], str]) -> str:
    """Return the battles as HTML, one below the other; every text in it is escaped.

    Parameters
    ----------
    address : gives the address of an event's panel.
    """
    links = {battle.event_id: address(battle.event_id) for battle in found}
    return templating.html("battles.html", battles=found, links=links)
