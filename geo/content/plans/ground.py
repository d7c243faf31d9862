"""The states on whose ground a plan lies, each with spots for its name."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import shapely
import shapely.geometry

from geo.basemap import store
from geo.core.points import KM_NORTH

__all__ = ["states"]

_LEAST_PART = 0.04  # of the box, to be named
_TIMES = (1, 3, 9, 27)  # as wide as the box, as the map comes less near


def states(box: Sequence[float], day: dt.date) -> list[dict[str, Any]]:
    """Return every state that has a good part of *box* (south, west, north, east), or of wider ones, on *day*.

    That is its name, and for each of those boxes the spot of its ground in it that is farthest from any other, with
    ``km``, how far that is.
    """
    boxes = [_wider(box, times) for times in _TIMES]
    told = [
        (state["properties"]["name"].partition(" (")[0], _spots(_area(number), boxes))
        for number, state in store.numbered("polities.geojson", day)
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for number in range(len(boxes)):
        for name, spots in told:
            if spot := spots[number]:
                found.setdefault(name, []).append(spot)
    return [{"name": name, "spots": spots} for name, spots in found.items()]


def _wider(box: Sequence[float], times: int) -> tuple[float, float, float, float]:
    south, west, north, east = box
    up, out = ((times - 1) / 2 * side for side in (north - south, east - west))
    return south - up, west - out, north + up, east + out


def _spots(area: shapely.Geometry, boxes: Sequence[Sequence[float]]) -> list[dict[str, Any] | None]:
    """Return the spot in each of *boxes*, the narrowest first; a coast is cut once, to the widest, and then that."""
    found: list[dict[str, Any] | None] = []
    for box in reversed(boxes):
        south, west, north, east = box
        whole = shapely.box(west, south, east, north)
        area = shapely.intersection(area, whole) if area.intersects(whole) else shapely.Polygon()
        found.append(_spot(area, box))
    return found[::-1]


def _spot(area: shapely.Geometry, box: Sequence[float]) -> dict[str, Any] | None:
    south, west, north, east = box
    wide = math.cos(math.radians((south + north) / 2))
    whole = shapely.box(west * wide, south, east * wide, north)
    shape = shapely.transform(area, lambda points: points * [wide, 1])
    parts = shapely.get_parts(shape)
    largest = max(parts, key=lambda part: part.area, default=None)
    if largest is None or largest.area < _LEAST_PART * whole.area:
        return None
    radius = shapely.maximum_inscribed_circle(largest, tolerance=(north - south) / 100)  # a line from its middle
    x, y = radius.coords[0]
    return {"at": [round(x / wide, 4), round(y, 4)], "km": math.floor(radius.length * KM_NORTH * 10) / 10}


@lru_cache(maxsize=64)
def _area(number: int) -> shapely.Geometry:
    """Return the ground of a state, in degrees, without faults."""
    area = shapely.geometry.shape(store.features("polities.geojson")[number]["geometry"])
    return area if area.is_valid else shapely.make_valid(area)
