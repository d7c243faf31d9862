"""Where two claims for the same days do not fit: ground between lines, and places with two owners."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from geo.content.plans.evidence import Claim, Line, Unit
from geo.content.plans.geometry import between, faces, own_side
from geo.core.points import Plane, Spot

__all__ = ["contested", "disputed", "earlier", "own_sides", "tolerance"]

_FRONTS = ("front", "position", "encirclement")
_ENEMY = {"a": "b", "b": "a"}
_COVERED = 0.6  # of a later line: it has taken the earlier one's place
_SEEN_DAYS = 2  # the enemy's spots of so many days before still tell where he is
_LEFT_DAYS = 2  # a place left so soon after it is said to have fallen
_SAME_PLACE_KM = 0.7
_LEAST_KM = 0.45


def tolerance(lines: Sequence[Line]) -> float:
    """Return how far beyond the end of a line another may begin and still face it: less where more is known."""
    sure = sorted(line.km for line in lines if line.kind in _FRONTS)
    return min(max(0.3 * sure[len(sure) // 2], _LEAST_KM), 2.5) if sure else _LEAST_KM


def earlier(lines: Sequence[Line], tolerance_km: float) -> dict[str, str]:
    """Return, by id, which line of the same party and day has taken the place of one of an earlier hour."""
    found = {}
    for line in lines:
        for later in lines:
            is_after = later.party == line.party and later.last == line.last and later.hour > line.hour
            if not (is_after and line.hours and line.kind in _FRONTS and later.kind in _FRONTS):
                continue
            if faces(later.curve, line.curve, tolerance_km) >= _COVERED:
                found[line.id] = later.id
    return found


def own_sides(lines: Sequence[Line], units: Sequence[Unit], rears: Mapping[str, Spot]) -> dict[str, int]:
    """Return, by id, on which side of each line its own troops stand; 0 where that is not told."""
    found = {}
    for line in lines:
        found[line.id] = 0
        if line.kind in _FRONTS and line.side in rears:
            enemies = [spot for spot in _enemies(line, lines, units) if _is_near(spot, line)]
            found[line.id] = own_side(line.curve, enemies, rears[line.side], line.kind == "encirclement")
    return found


def _enemies(line: Line, lines: Sequence[Line], units: Sequence[Unit]) -> Iterator[Spot]:
    begin, enemy = line.first - dt.timedelta(days=_SEEN_DAYS), _ENEMY[line.side]
    for other in lines:
        if other.side == enemy and begin <= other.last and other.first <= line.last and other.kind in _FRONTS:
            yield from other.given
    for unit in units:
        if unit.side == enemy and begin <= unit.last and unit.first <= line.last:
            yield unit.spot


def _is_near(spot: Spot, line: Line) -> bool:
    """Whether a spot lies within the reach of a line: farther away it says nothing of its sides."""
    length = sum(math.dist(here, there) for here, there in zip(line.curve, line.curve[1:], strict=False))
    return min(math.dist(spot, here) for here in line.curve) <= max(length, 3 * line.km)


def disputed(
    lines: Sequence[Line], own: Mapping[str, int], gone: Mapping[str, str], plane: Plane, tolerance_km: float
) -> list[dict[str, Any]]:
    """Return the ground between each two lines of the same days that both sides, or neither, are said to hold."""
    found = []
    fronts = [line for line in lines if line.kind in _FRONTS and line.id not in gone]
    for i, one in enumerate(fronts):
        for other in fronts[i + 1 :]:
            first, last = max(one.first, other.first), min(one.last, other.last)
            if first > last or not _can_differ(one, other):
                continue
            if one.party == other.party:
                sides = None
            elif own[one.id] and own[other.id]:
                sides = own[one.id], own[other.id]
            else:
                continue
            for ground in between(one.curve, other.curve, sides, tolerance_km):
                found.append(
                    {
                        "a": one.id,
                        "b": other.id,
                        "from": first.isoformat(),
                        "to": last.isoformat(),
                        "what": "both" if ground.is_claimed else "none",
                        "ring": [plane.lonlat(spot) for spot in ground.ring],
                        "at": plane.lonlat(ground.middle),
                        "inner_km": ground.inner_km,
                    }
                )
    return found


def _can_differ(one: Line, other: Line) -> bool:
    """Whether two lines can speak of the same ground: of the two sides, or of one by two claimants at no other hour."""
    if {one.side, other.side} == {"a", "b"}:
        return True
    is_same_hour = not one.hours or not other.hours or one.hours == other.hours
    is_one_front = one.party == other.party and "encirclement" not in (one.kind, other.kind)
    return is_one_front and one.claimant != other.claimant and is_same_hour


def contested(lines: Sequence[Line], units: Sequence[Unit], plane: Plane) -> list[dict[str, Any]]:
    """Return the places where both sides are said to stand on one day, or that one left after the other had it.

    ``what`` is ``both`` where two accounts differ, ``together`` where one account, or none of a belligerent, tells
    of both sides.
    """
    found = []
    ways = [line for line in lines if line.kind == "advance"]
    for here in _by_place(units):  # each in order of time
        for number, one in enumerate(here):
            for other in islice(here, number + 1, None):
                if other.first > one.last:
                    break
                if other.side == _ENEMY.get(one.side):
                    last, is_agreed = min(one.last, other.last), one.account == other.account
                    found.append(_contest(one, other, other.first, last, plane, is_agreed))
            for way in ways:
                is_left = way.side == _ENEMY.get(one.side) and 0 <= (way.last - one.first).days <= _LEFT_DAYS
                if is_left and math.dist(one.spot, way.given[0]) <= _SAME_PLACE_KM:
                    found.append(_contest(one, way, one.first, way.last, plane, is_agreed=False))
    return found


def _by_place(units: Sequence[Unit]) -> Iterable[list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda one: one.first):
        if unit.place:
            found.setdefault(unit.place, []).append(unit)
    return found.values()


def _contest(one: Unit, other: Claim, first: dt.date, last: dt.date, plane: Plane, is_agreed: bool) -> dict[str, Any]:
    return {
        "place": one.place,
        "at": plane.lonlat(one.spot),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "what": "together" if is_agreed else "both",
        "a": one.id,
        "b": other.id,
    }
