"""What stands for what on the map, as the browser has it (``assets/js/core/gather.js``).

A battle stands for its parts until one comes near; one disc stands for all that lie too close to each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from geo.maps.declutter import apart

__all__ = ["Group", "gather", "near", "standing"]

Spot = tuple[float, float]
_REMOTE = 6  # times as far from the middle of a family as its own


@dataclass(frozen=True)
class Group:
    """Events that stand as one symbol.

    Attributes
    ----------
    x, y : the mean of the places, in pixels.
    head : the event whose own symbol it is; -1 for a disc.
    members : all that it stands for, in their order.
    """

    x: float
    y: float
    head: int
    members: tuple[int, ...]


def gather(spots: Sequence[Spot], parents: Sequence[int], span: float, distance: float, alone: int = -1) -> list[Group]:
    """Return the groups that events stand in.

    Parameters
    ----------
    spots : places of the events in pixels, in order of time.
    parents : of each event the one that it is a part of, or -1.
    span : an event whose family fills less stands for all of it but what lies far away.
    distance : what lies closer is one group.
    alone : an event that stands on its own in any case.
    """
    folds = _folding(spots, parents, span)
    families: dict[int, list[int]] = {}
    for index in range(len(spots)):
        head = index
        if index != alone:
            head = next((at for at in reversed([*_above(parents, index)]) if index in folds.get(at, ())), index)
        families.setdefault(head, []).append(index)
    found = _joined([([head], *spots[head], 1) for head in sorted(families) if head != alone], distance)
    if alone in families:
        found.append(([alone], *spots[alone], 1))
    return [
        Group(
            sum_x / weight,
            sum_y / weight,
            heads[0] if len(heads) == 1 else -1,
            tuple(sorted(index for head in heads for index in families[head])),
        )
        for heads, sum_x, sum_y, weight in sorted(found, key=lambda one: one[0][0])  # to open an event moves no other
    ]


def standing(groups: Sequence[Group], distance: float, most: float) -> list[Spot]:
    """Return how far each group stands from its place, so that they keep a *distance*; never farther than *most*."""
    spots = [(group.x, group.y) for group in groups]
    ways = [(x - group.x, y - group.y) for group, (x, y) in zip(groups, apart(spots, distance), strict=True)]
    parts = [min(1.0, most / (math.hypot(*way) or 1)) for way in ways]
    return [(dx * part, dy * part) for (dx, dy), part in zip(ways, parts, strict=True)]


_Heap = tuple[list[int], float, float, int]


def _above(parents: Sequence[int], index: int) -> Iterator[int]:
    """Yield an event's ancestors, nearest first."""
    at = parents[index]
    while at >= 0:
        yield at
        at = parents[at]


def near(spots: Sequence[Spot], floor: float) -> list[bool]:
    """Return which places of a family lie in its midst; talks in a capital, say, do not.

    Parameters
    ----------
    floor : what lies no farther from the middle is near in any case.
    """
    places = list(dict.fromkeys(spots))
    middle = (median(x for x, _ in places), median(y for _, y in places))
    most = max(floor, _REMOTE * median(math.dist(place, middle) for place in places))
    return [math.dist(spot, middle) <= most for spot in spots]


def _folding(spots: Sequence[Spot], parents: Sequence[int], span: float) -> dict[int, set[int]]:
    """Return the events that stand for their parts, each with those that lie near."""
    families: dict[int, list[int]] = {}
    for index in range(len(spots)):
        for at in _above(parents, index):
            families.setdefault(at, [at]).append(index)
    folds = {}
    for at, family in families.items():
        is_near = near([spots[index] for index in family], span)
        close = [index for index, is_close in zip(family, is_near, strict=True) if is_close]
        size = max(np.ptp(np.array([spots[index] for index in close]), axis=0))
        if at in close and size < span:
            folds[at] = set(close)
    return folds


def _joined(found: list[_Heap], distance: float) -> list[_Heap]:
    """Join what lies closer than *distance*, each to the nearest, until nothing does."""
    before = -1
    while len(found) != before:
        before = len(found)
        groups: list[_Heap] = []
        means = np.empty((before, 2))
        for heads, sum_x, sum_y, weight in found:
            nearest, at = -1, (sum_x / weight, sum_y / weight)
            if groups:
                steps = means[: len(groups)] - at
                gaps = steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1]
                closest = int(gaps.argmin())
                nearest = closest if gaps[closest] < distance * distance else -1
            if nearest < 0:
                groups.append((heads, sum_x, sum_y, weight))
            else:
                old, old_x, old_y, old_weight = groups[nearest]
                groups[nearest] = ([*old, *heads], old_x + sum_x, old_y + sum_y, old_weight + weight)
            _, whole_x, whole_y, whole = groups[nearest]
            means[nearest if nearest >= 0 else len(groups) - 1] = whole_x / whole, whole_y / whole
        found = groups
    return found
