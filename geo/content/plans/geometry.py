"""Shapes of a battle plan on a plane of kilometres: smooth lines, their sides, the ground between two of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, Point, Polygon

from geo.core.points import Spot

__all__ = ["Ground", "between", "faces", "own_side", "side_of", "smooth", "strip"]

_PER_STRETCH = 8
_SAMPLES = 80
_LEAST_FACING = 0.3  # of the shorter line
_MOST_UNEVEN = 2.0  # a ring or a hook against a long line: the two do not face each other
_LEAST_KM2 = 0.02
_TOUCH_KM = 0.003  # so that no pinch turns invalid when it is rounded
_CLEAR_VOTE = 0.25  # of all votes: with less it is not told where a line's own troops stand


@dataclass(frozen=True)
class Ground:
    """A piece of ground between two lines.

    Attributes
    ----------
    is_claimed : both lines have it on their own side; otherwise neither has.
    ring : its edge, closed.
    middle, inner_km : centre and radius of the widest circle in it.
    """

    is_claimed: bool
    ring: tuple[Spot, ...]
    middle: Spot
    inner_km: float


def smooth(points: Sequence[Spot], per_stretch: int = _PER_STRETCH) -> list[Spot]:
    """Return a curve through every given point, without loops (centripetal Catmull–Rom); a ring stays closed."""
    if len(points) < 3:
        return list(points)
    is_ring = points[0] == points[-1] and len(points) > 3
    given = list(points[:-1] if is_ring else points)
    count = len(given)
    curve: list[Spot] = []
    for i in range(count if is_ring else count - 1):
        b, c = given[i], given[(i + 1) % count]
        a = given[i - 1] if i or is_ring else (2 * b[0] - c[0], 2 * b[1] - c[1])
        d = given[(i + 2) % count] if is_ring or i + 2 < count else (2 * c[0] - b[0], 2 * c[1] - b[1])
        curve += _stretch(a, b, c, d, per_stretch)
    return [*curve, given[0] if is_ring else given[-1]]


def _stretch(a: Spot, b: Spot, c: Spot, d: Spot, steps: int) -> list[Spot]:
    knots = [0.0]
    for here, there in ((a, b), (b, c), (c, d)):
        knots.append(knots[-1] + math.sqrt(max(math.dist(here, there), 1e-9)))

    def mixed(here: Spot, there: Spot, low: float, high: float, at: float) -> Spot:
        part = (at - low) / (high - low)
        return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part

    found = []
    for step in range(steps):
        at = knots[1] + (knots[2] - knots[1]) * step / steps
        ab, bc, cd = (mixed(*pair, knots[k], knots[k + 1], at) for k, pair in enumerate(((a, b), (b, c), (c, d))))
        abc, bcd = mixed(ab, bc, knots[0], knots[2], at), mixed(bc, cd, knots[1], knots[3], at)
        found.append(mixed(abc, bcd, knots[1], knots[2], at))
    return found


def side_of(line: LineString, spot: Spot) -> int:
    """Return 1 if *spot* lies left of the nearest stretch of *line*, -1 if right of it."""
    at, reach = line.project(Point(spot)), min(0.05, line.length / 50)
    a, b = line.interpolate(max(0, at - reach)), line.interpolate(min(line.length, at + reach))
    return 1 if (b.x - a.x) * (spot[1] - a.y) - (b.y - a.y) * (spot[0] - a.x) > 0 else -1


def own_side(line: Sequence[Spot], enemies: Iterable[Spot], rear: Spot | None, is_ring: bool) -> int:
    """Return on which side of *line* its own troops stand: 1 left, -1 right, 0 where that is not told.

    Troops that close a ring stand outside it.  Of others the side away from the enemy's spots of those days is
    taken, the near ones weighing more; without any, the side of the *rear*.
    """
    shape = LineString(line)
    if is_ring and len(line) > 3:
        middle = Polygon(line).convex_hull.centroid
        return -side_of(shape, (middle.x, middle.y))
    votes = [(side_of(shape, spot), 1 / (0.3 + shape.distance(Point(spot)))) for spot in enemies]
    if votes:
        vote = sum(side * weight for side, weight in votes) / sum(weight for _, weight in votes)
        if abs(vote) >= _CLEAR_VOTE:
            return -1 if vote > 0 else 1
    return side_of(shape, rear) if rear else 0


def _facing(line: LineString, other: LineString, tolerance_km: float) -> tuple[float, float]:
    """Return the longest stretch of *line* whose feet fall inside *other*, or near its ends."""
    best, start = (0, 0), None
    for i in range(_SAMPLES + 2):
        is_over = False
        if i <= _SAMPLES:
            spot = line.interpolate(i / _SAMPLES, normalized=True)
            at = other.project(spot)
            is_over = 0 < at < other.length or spot.distance(other.interpolate(at)) <= tolerance_km
        if is_over and start is None:
            start = i
        elif not is_over and start is not None:
            if i - 1 - start > best[1] - best[0]:
                best = (start, i - 1)
            start = None
    return best[0] / _SAMPLES * line.length, best[1] / _SAMPLES * line.length


def faces(line: Sequence[Spot], other: Sequence[Spot], tolerance_km: float) -> float:
    """Return how much of *line*, 0–1, lies over against *other*."""
    shape = LineString(line)
    first, last = _facing(shape, LineString(other), tolerance_km)
    return (last - first) / shape.length if shape.length else 0.0


def _oriented(a: Sequence[Spot], b: Sequence[Spot]) -> tuple[LineString, LineString, bool]:
    """Return both lines running the same way, and whether *b* had to be turned."""
    is_turned = math.dist(a[0], b[0]) + math.dist(a[-1], b[-1]) > math.dist(a[0], b[-1]) + math.dist(a[-1], b[0])
    return LineString(a), LineString(b[::-1] if is_turned else b), is_turned


def strip(a: Sequence[Spot], b: Sequence[Spot], tolerance_km: float, is_one_front: bool = False) -> list[Polygon]:
    """Return the ground between the stretches of two lines that face each other; empty where they do not.

    Parameters
    ----------
    is_one_front : the two are accounts of one front, of which one may tell but a part.
    """
    first, second, _ = _oriented(a, b)
    ends = _facing(first, second, tolerance_km), _facing(second, first, tolerance_km)
    lengths = [high - low for low, high in ends]
    is_uneven = max(lengths) > _MOST_UNEVEN * min(lengths) and not is_one_front
    if min(lengths) < _LEAST_FACING * min(first.length, second.length) or is_uneven:
        return []

    def cut(line: LineString, low: float, high: float) -> list[Spot]:
        return [line.interpolate(low + (high - low) * i / _SAMPLES).coords[0] for i in range(_SAMPLES + 1)]

    whole = shapely.make_valid(Polygon(cut(first, *ends[0]) + cut(second, *ends[1])[::-1]))
    return [one for one in getattr(whole, "geoms", [whole]) if one.geom_type == "Polygon" and one.area >= _LEAST_KM2]


def between(a: Sequence[Spot], b: Sequence[Spot], own: tuple[int, int] | None, tolerance_km: float) -> list[Ground]:
    """Return the ground between lines *a* and *b* that both, or neither, have on their own side.

    Parameters
    ----------
    own : own sides of *a* and of *b*; ``None`` for two accounts of one line, where all between them is claimed.
    """
    first, second, is_turned = _oriented(a, b)
    found = []
    for piece in strip(a, b, tolerance_km, is_one_front=own is None):
        spot = piece.representative_point().coords[0]
        is_a = is_b = True
        if own is not None:
            is_a = side_of(first, spot) == own[0]
            is_b = side_of(second, spot) == (-own[1] if is_turned else own[1])
        if is_a == is_b:
            found.append(_ground(piece, is_a))
    return found


def _ground(piece: Polygon, is_claimed: bool) -> Ground:
    shape = piece.buffer(_TOUCH_KM, join_style="mitre").simplify(_TOUCH_KM * 3)
    shape = max(getattr(shape, "geoms", [shape]), key=lambda one: one.area)
    circle = shapely.maximum_inscribed_circle(shape)
    edge = shapely.orient_polygons(shape).exterior.coords
    return Ground(is_claimed, tuple(edge), circle.coords[0], round(circle.length, 2))
