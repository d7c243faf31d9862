"""Web Mercator: places ↔ the unit square, from (0, 0) in the north-west to (1, 1) in the south-east."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["latitude", "projected", "world", "world_length"]

EDGE_LAT = 84  # Mercator has no poles
_EARTH_M = 40_075_016.686  # round the equator


def world(lat: float, lon: float) -> tuple[float, float]:
    """Return a place in Web Mercator, from (0, 0) in the north-west to (1, 1) in the south-east."""
    return (lon + 180) / 360, 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def world_length(km: float, lat: float) -> float:
    """Return a length at a latitude in widths of the world in Web Mercator."""
    return km * 1000 / (_EARTH_M * math.cos(math.radians(lat)))


def latitude(y: float) -> float:
    """Return the latitude, in degrees, of a height in the unit square."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def projected(lonlat: np.ndarray) -> np.ndarray:
    """Return places, given as an (n, 2) array of lon and lat, in Web Mercator from (0, 0) to (1, 1)."""
    lon, lat = lonlat[:, 0], np.radians(np.clip(lonlat[:, 1], -EDGE_LAT, EDGE_LAT))
    return np.column_stack([(lon + 180) / 360, 0.5 - np.arcsinh(np.tan(lat)) / (2 * math.pi)])
