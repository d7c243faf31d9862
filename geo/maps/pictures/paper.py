"""The frame of a map on paper: its size, its inks, and where a place lies in it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import ImageDraw, ImageFont

from geo.basemap import store
from geo.core.mercator import EDGE_LAT, latitude, world, world_length
from geo.core.points import Point

__all__ = [
    "DAY",
    "DENSITY",
    "FACES",
    "HEIGHT_PX",
    "INK",
    "MARK",
    "NIGHT",
    "PAPER",
    "SOFT",
    "TILE_PX",
    "WIDTH_PX",
    "Box",
    "Frame",
    "Inks",
    "Spot",
    "box_round",
    "dashed",
    "face",
    "lines",
    "overlap",
]

#: The frame in the pixels of a screen; the picture has :data:`DENSITY` times as many.
WIDTH_PX, HEIGHT_PX = 830, 430
DENSITY = 2.5
FACES = store.ASSETS / "fonts" / "print"
TILE_PX = 256
INK, SOFT, PAPER, MARK = (38, 33, 28), (96, 84, 70), (255, 255, 255), (132, 24, 42)
Ink = tuple[int, int, int]

Spot = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Inks:
    """What a map is drawn with, and the *style* of the tiles under it."""

    style: store.Style
    ink: Ink
    soft: Ink
    paper: Ink
    mark: Ink
    water: Ink


DAY = Inks("light", INK, SOFT, PAPER, MARK, (70, 98, 112))
#: For a screen whose page is dark.
NIGHT = Inks("dark", (236, 229, 216), (185, 176, 160), (20, 25, 29), (240, 145, 140), (156, 196, 222))


class Frame:
    """Where a place lies in the picture, and what is drawn with."""

    def __init__(
        self,
        look: tuple[Point, float],
        size_px: tuple[float, float] = (WIDTH_PX, HEIGHT_PX),
        density: float = DENSITY,
        inks: Inks = DAY,
    ) -> None:
        """Look at a middle with a (broken) zoom; *size_px* is the frame in pixels of a screen, *density* its pixels."""
        self.middle, self.zoom = look
        self.density, self.inks = density, inks
        self.world_px = TILE_PX * 2**self.zoom * density
        x, y = world(self.middle.lat, self.middle.lon)
        self.size = (round(size_px[0] * density), round(size_px[1] * density))
        self.left, self.top = x * self.world_px - self.size[0] / 2, y * self.world_px - self.size[1] / 2

    def spot(self, lat: float, lon: float) -> Spot:
        """Return where a place lies."""
        x, y = world(min(max(lat, -EDGE_LAT), EDGE_LAT), lon)
        return x * self.world_px - self.left, y * self.world_px - self.top

    def spots(self, line: Iterable[Sequence[float]]) -> list[Spot]:
        """Return where the points of *line* lie, which are given as lon and lat."""
        return [self.spot(lat, lon) for lon, lat in line]

    def place(self, spot: Spot) -> tuple[float, float]:
        """Return lat and lon of a point of the picture."""
        x, y = (spot[0] + self.left) / self.world_px, (spot[1] + self.top) / self.world_px
        return latitude(y), x * 360 - 180

    def pixels(self, km: float, lat: float) -> float:
        """Return how long so many kilometres are at a latitude."""
        return world_length(km, lat) * self.world_px

    def holds(self, spot: Spot, margin: float = 0) -> bool:
        """Whether a point lies in the picture, so far from its edges."""
        return all(margin <= at <= edge - margin for at, edge in zip(spot, self.size, strict=True))


@lru_cache(maxsize=32)
def face(name: str, size_px: float, density: float = DENSITY) -> ImageFont.FreeTypeFont:
    """Return a face of :data:`FACES`, its size in pixels of a screen."""
    return ImageFont.truetype(FACES / f"{name}.ttf", size_px * density)


def box_round(spot: Spot, radius: float) -> Box:
    """Return the box round a circle."""
    return spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes share room; a common edge is none."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def lines(feature: dict[str, Any]) -> list[Any]:
    """Return the lines of a feature, or the polygons of an area; a line is a list of lon and lat."""
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "LineString" else list(geometry["coordinates"])


def dashed(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    spots: Sequence[Spot],
    lengths: Sequence[float],
    ink: tuple[int, ...],
    width: int,
) -> None:
    """Draw a line through *spots* in dashes, where it may touch the picture.

    Parameters
    ----------
    size : width and height of the picture.
    lengths : drawn and left out in turn, in pixels.
    """
    index, left = 0, lengths[0]
    for (x, y), (to_x, to_y) in itertools.pairwise(spots):
        length = math.dist((x, y), (to_x, to_y))
        if not length or not _near(size, (x, y), (to_x, to_y)):
            continue
        done = 0.0
        while done < length:
            part = min(left, length - done)
            if index % 2 == 0:
                a, b = done / length, (done + part) / length
                ends = [(x + (to_x - x) * at, y + (to_y - y) * at) for at in (a, b)]
                draw.line(ends, fill=ink, width=width)
            done, left = done + part, left - part
            if left <= 1e-9:
                index = (index + 1) % len(lengths)
                left = lengths[index]


def _near(size: tuple[int, int], one: Spot, other: Spot) -> bool:
    """Whether the box round a stretch touches the picture."""
    return all(min(a, b) <= edge and max(a, b) >= 0 for a, b, edge in zip(one, other, size, strict=True))
