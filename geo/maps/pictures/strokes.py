"""Arrows and lines on a map on paper: one side drawn whole, the other broken, so that a grey copy tells them apart."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from geo.maps.pictures.paper import DAY, DENSITY, Box, Frame, Inks, Spot, box_round

__all__ = ["Stroke", "boxes_along", "draw_stroke", "stroke_between"]

_HALO_PX, _WIDTH_PX, _HEAD_PX, _THIN_PX = 7.0, 3.2, 13.0, 1.8
_BROKEN = (9.0, 6.0)  # drawn and left out
_ROUNDS = 3  # of cutting corners
_BOX_PX = 5.0  # half the side of what an arrow covers at each of its points


@dataclass(frozen=True)
class Stroke:
    """One arrow or line.

    Attributes
    ----------
    course : points as (lat, lon), from where it sets out.
    is_broken : it is of the second side.
    is_arrow : it ends in a head; without one it is a thin line on the ground.
    """

    course: tuple[tuple[float, float], ...]
    is_broken: bool = False
    is_arrow: bool = True


def draw_stroke(draw: ImageDraw.ImageDraw, frame: Frame, stroke: Stroke) -> None:
    """Draw a stroke where it lies in the picture."""
    spots = [frame.spot(lat, lon) for lat, lon in stroke.course]
    _draw(draw, _rounded(spots) if stroke.is_arrow else spots, stroke, frame.inks)


def boxes_along(frame: Frame, stroke: Stroke) -> Iterator[Box]:
    """Yield what an arrow covers, in small boxes from its beginning to its end; a line on the ground covers nothing."""
    if not stroke.is_arrow:
        return
    half = _BOX_PX * DENSITY
    for start, end in itertools.pairwise(_rounded([frame.spot(lat, lon) for lat, lon in stroke.course])):
        count = max(1, math.ceil(math.dist(start, end) / half))
        for part in (step / count for step in range(count + 1)):
            yield box_round((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part), half)


def stroke_between(draw: ImageDraw.ImageDraw, start: Spot, end: Spot, stroke: Stroke) -> None:
    """Draw the look of a stroke between two spots, for the key."""
    _draw(draw, [start, end], stroke, DAY)


def _draw(draw: ImageDraw.ImageDraw, spots: Sequence[Spot], stroke: Stroke, inks: Inks) -> None:
    if math.dist(spots[0], spots[-1]) < DENSITY and len(spots) < 3:
        return
    width = _WIDTH_PX if stroke.is_arrow else _THIN_PX
    shaft = _shortened(spots, _HEAD_PX * DENSITY * 0.8) if stroke.is_arrow else list(spots)
    draw.line(shaft, fill=(*inks.paper, 210), width=round((width + _HALO_PX - _WIDTH_PX) * DENSITY), joint="curve")
    for part in _pieces(shaft, _BROKEN) if stroke.is_broken else [shaft]:
        draw.line(part, fill=inks.ink, width=round(width * DENSITY), joint="curve")
    if stroke.is_arrow:
        head = _head(spots)
        draw.polygon(
            head, fill=inks.paper if stroke.is_broken else inks.ink, outline=inks.ink, width=round(1.6 * DENSITY)
        )


def _rounded(spots: Sequence[Spot]) -> list[Spot]:
    """Return the course with its corners cut, both ends kept (Chaikin)."""
    found = list(spots)
    for _ in range(_ROUNDS if len(spots) > 2 else 0):
        cut = [found[0]]
        for (x, y), (to_x, to_y) in itertools.pairwise(found):
            cut += [(x * 0.75 + to_x * 0.25, y * 0.75 + to_y * 0.25), (x * 0.25 + to_x * 0.75, y * 0.25 + to_y * 0.75)]
        found = [*cut, found[-1]]
    return found


def _shortened(spots: Sequence[Spot], length: float) -> list[Spot]:
    """Return the course without so much of its end."""
    found = list(spots)
    left = length
    while len(found) > 2 and math.dist(found[-1], found[-2]) < left:
        left -= math.dist(found[-1], found[-2])
        found.pop()
    (x, y), (to_x, to_y) = found[-2], found[-1]
    whole = math.dist(found[-2], found[-1]) or 1
    part = max(1 - left / whole, 0.05)
    return [*found[:-1], (x + (to_x - x) * part, y + (to_y - y) * part)]


def _head(spots: Sequence[Spot]) -> list[Spot]:
    """Return the corners of the head at the end, which looks the way of the last stretch."""
    tip = spots[-1]
    base = _shortened(spots, _HEAD_PX * DENSITY)[-1]
    x, y = tip[0] - base[0], tip[1] - base[1]
    half = 0.46
    return [tip, (base[0] - y * half, base[1] + x * half), (base[0] + y * half, base[1] - x * half)]


def _pieces(spots: Sequence[Spot], pattern: tuple[float, float]) -> list[list[Spot]]:
    """Return what of a course is drawn when it is broken, each piece with its own bends."""
    lengths = [length * DENSITY for length in pattern]
    pieces: list[list[Spot]] = [[spots[0]]]
    index, left = 0, lengths[0]
    for start, end in itertools.pairwise(spots):
        whole, done = math.dist(start, end), 0.0
        while whole - done > 1e-9:
            part = min(left, whole - done)
            done, left = done + part, left - part
            at = done / whole
            spot = (start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at)
            if index % 2 == 0:
                pieces[-1].append(spot)
            if left <= 1e-9:
                index += 1
                left = lengths[index % 2]
                if index % 2 == 0:
                    pieces.append([spot])
    return [piece for piece in pieces if len(piece) > 1]
