"""Which part of the world the base map covers, and how closely.

Boxes are ``(west, south, east, north)`` in degrees; longitudes may exceed 180,
so that the Bering Strait is not a seam.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from geo.core.looks import LOOKS

TILE_PX = 256


class Box(NamedTuple):
    """A longitude–latitude window."""

    west: float
    south: float
    east: float
    north: float


DETAIL = Box(96.0, 30.0, 164.0, 61.0)
"""Where coast, rivers and borders keep their full detail."""

CONTEXT = Box(18.0, -20.0, 224.0, 79.0)
"""The world the theatre is seen in: its relief is prepared as one."""

WEST = Box(-30.0, -22.0, 80.0, 82.0)
"""Europe and the Urals, whose relief is prepared apart; it overlaps :data:`CONTEXT`."""

FOCUS = (
    Box(116.4, 46.5, 120.4, 49.9),  # Khalkhin Gol, Buir, Hulun, Hailar
    Box(129.4, 41.6, 132.4, 43.7),  # Khasan, Tumen mouth, Vladivostok
    Box(120.8, 38.5, 122.8, 39.8),  # Port Arthur, Dairen
    Box(154.9, 49.9, 157.2, 51.3),  # Shumshu
    Box(126.9, 49.0, 129.2, 50.6),  # Blagoveshchensk, Kanchazu
    Box(133.8, 47.9, 135.5, 48.7),  # Khabarovsk
)
"""Battle windows, where lines are simplified less."""

TILE_WINDOWS: dict[int, tuple[Box, ...]] = {
    3: (Box(-180.0, -70.0, 179.9, 84.0),),
    **{int(zoom): tuple(Box(*box) for box in boxes) for zoom, boxes in LOOKS["tileWindows"].items()},
}
"""The tiles baked at each zoom; beyond them the map enlarges what it has.

The browser has to know them too.  The second window of zooms 4–8 lies round Moscow.  Windows of a zoom share no tile.
"""


def tile_x(lon: float, zoom: int) -> float:
    """Return the column, in tiles from the antimeridian, of *lon*."""
    return float((lon + 180.0) / 360.0 * 2**zoom)


def tile_y(lat: float, zoom: int) -> float:
    """Return the row, in tiles from the north, of *lat*."""
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return float(y * 2**zoom)
