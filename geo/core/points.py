"""Points, distances and planes of kilometres; the order of latitude and longitude is settled here.

WGS 84 decimal degrees throughout.  A point is ``(lat, lon)`` in Python and in folium and
``[lon, lat]`` in GeoJSON and WKT; :attr:`Point.lonlat` is the one crossing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from geopy.distance import geodesic

from geo.errors import CoordinateError

__all__ = ["GEOMETRIES", "KM_NORTH", "Plane", "Point", "Spot", "compass", "km_east"]

#: The shapes of GeoJSON (RFC 7946) that have coordinates of their own; WKT and shapely call them so, too.
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")

_DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")

#: East and north of the plane's middle, in kilometres.
Spot = tuple[float, float]

#: Kilometres of a degree of latitude, the mean of all (WGS 84: 110.57 at the equator, 111.69 at a pole).
KM_NORTH = 111.13
_KM_EQUATOR = 111.32
_LEAST_SHRUNK = 0.01  # at a pole all meridians meet


@dataclass(frozen=True)
class Point:
    """A place on the globe.

    Attributes
    ----------
    lat : degrees north, -90 to 90.
    lon : degrees east, -180 to 180.

    Raises
    ------
    CoordinateError
        If either is not a finite number or lies outside its range; the message says
        whether the two look swapped.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Refuse what is not on the globe."""
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise CoordinateError(f"({self.lat}, {self.lon}) is not a pair of finite numbers")
        if not -90 <= self.lat <= 90:
            hint = "; are latitude and longitude swapped?" if -90 <= self.lon <= 90 and abs(self.lat) <= 180 else ""
            raise CoordinateError(f"latitude {self.lat:g} is outside [-90, 90]{hint}")
        if not -180 <= self.lon <= 180:
            raise CoordinateError(f"longitude {self.lon:g} is outside [-180, 180]")

    @property
    def lonlat(self) -> list[float]:
        """``[lon, lat]``, the order of GeoJSON and WKT."""
        return [self.lon, self.lat]

    def distance_km(self, other: Point) -> float:
        """Return the geodesic distance to *other* in kilometres (WGS 84 ellipsoid)."""
        return float(geodesic((self.lat, self.lon), (other.lat, other.lon)).km)


def compass(start: Point, end: Point) -> str:
    """Return the direction from *start* to *end* as one of eight compass words.

    Examples
    --------
    >>> compass(Point(47.7, 118.6), Point(49.2, 119.7))
    'north-east'
    """
    lat1, lat2 = math.radians(start.lat), math.radians(end.lat)
    across = math.radians(end.lon - start.lon)
    y = math.sin(across) * math.cos(lat2)
    x = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(across)
    bearing = math.degrees(math.atan2(y, x)) % 360
    return _DIRECTIONS[round(bearing / 45) % 8]


def km_east(lat: float) -> float:
    """Return the kilometres of a degree of longitude at a latitude.

    Examples
    --------
    >>> round(km_east(0), 2), round(km_east(60), 2)
    (111.32, 55.66)
    """
    return _KM_EQUATOR * max(math.cos(math.radians(lat)), _LEAST_SHRUNK)


@dataclass(frozen=True)
class Plane:
    """A plane of kilometres around a place: within some hundred kilometres, good to half a per cent.

    Examples
    --------
    >>> [round(km, 2) for km in Plane(60, 30).spot(31, 61)], Plane(60, 30).lonlat((55.66, 111.13))
    ([55.66, 111.13], [31.0, 61.0])
    """

    lat: float
    lon: float

    def spot(self, lon: float, lat: float) -> Spot:
        """Return a place on the plane."""
        return (lon - self.lon) * km_east(self.lat), (lat - self.lat) * KM_NORTH

    def lonlat(self, spot: Spot) -> list[float]:
        """Return where a spot of the plane lies, to the metre."""
        east, north = float(spot[0]), float(spot[1])
        return [round(east / km_east(self.lat) + self.lon, 5), round(north / KM_NORTH + self.lat, 5)]
