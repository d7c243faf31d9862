"""The states on whose ground a plan lies, each with a spot for its name."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import shapely
import shapely.geometry

from geo.basemap import store

__all__ = ["states"]

_LEAST_PART = 0.04  # of the box, to be named


def states(box: Sequence[float], day: dt.date) -> list[dict[str, Any]]:
    """Return name and place of every state that has a good part of *box* (south, west, north, east) on *day*."""
    south, west, north, east = box
    wide = math.cos(math.radians((south + north) / 2))
    whole = shapely.box(west * wide, south, east * wide, north)
    found = []
    for number, state in store.numbered("polities.geojson", day):
        shape = _area(number)
        if not shape.intersects(shapely.box(west, south, east, north)):
            continue
        shape = shapely.transform(shape, lambda points: points * [wide, 1])
        parts = shapely.get_parts(shapely.intersection(shape, whole))
        largest = max(parts, key=lambda part: part.area, default=None)
        if largest is None or largest.area < _LEAST_PART * whole.area:
            continue
        x, y = shapely.maximum_inscribed_circle(largest, tolerance=(north - south) / 100).coords[0]
        found.append({"name": state["properties"]["name"].partition(" (")[0], "at": [round(x / wide, 4), round(y, 4)]})
    return found


@lru_cache(maxsize=64)
def _area(number: int) -> shapely.Geometry:
    """Return the ground of a state, in degrees, without faults."""
    area = shapely.geometry.shape(store.features("polities.geojson")[number]["geometry"])
    return area if area.is_valid else shapely.make_valid(area)
