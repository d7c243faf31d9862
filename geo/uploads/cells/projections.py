"""Other coordinate systems → degrees of WGS 84, by PROJ.

A system counts only if it is one of the EPSG's list, or equal to one.  A definition that a stranger has written may
name files and addresses, and is never followed itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geo.errors import UploadError

__all__ = ["Change", "area_of", "as_it_is", "change_of", "to_degrees"]

#: Turns a shape of one system into one in degrees of WGS 84.
Change = Callable[[Any], Any]
_CODE = re.compile(r"(EPSG|ESRI):(\d{1,6})")
_DEFINITION = re.compile(r"\s*(?:PROJ|GEOG|GEODCRS|BOUNDCRS)[A-Z0-9]*\[")
_OF_FILES = re.compile(r"init\s*=|grids\s*=\s*(?!@null\b)", re.IGNORECASE)
_EQUAL = 70  # in PROJ's marks: nothing differs but the name
_FORMER = {3785: 3857, 102113: 3857}  # Web Mercator, before it was in the list
_UNSAID = "EPSG:0"  # of a GeoPackage: degrees, of what is not said
_NEAR = 5e-5  # degrees, some metres: the difference between WGS 84 and ETRS89, NAD83 and their like
#: Flattening of the ellipsoids of today, by 1: all that is measured on them lies within metres of WGS 84.
_OF_TODAY = (298.257222101, 298.257223563)


def change_of(systems: Iterable[str], shown: str, what: str, notes: list[str]) -> Change:
    """Return what turns the shapes of a file or layer into degrees, and note it where that changes anything.

    Parameters
    ----------
    systems : ways in which it names its coordinate system; the first that is known counts.
    shown : what the system is called in words, and *what* the file.

    Raises
    ------
    UploadError
        If none is known.
    """
    change = next(filter(None, map(to_degrees, systems)), None)
    if change is None:
        raise UploadError(f"the coordinates are in {shown}; save the {what} in WGS 84 (EPSG:4326)")
    if change is not as_it_is:
        notes.append(f"the positions are in the coordinates of {shown}; they are turned into degrees of WGS 84")
    return change


@lru_cache(maxsize=64)
def to_degrees(system: str) -> Change | None:
    """Return what turns shapes of a coordinate system into degrees; ``None`` for a system that is not known.

    Parameters
    ----------
    system : its code, such as ``EPSG:32652``, or its definition as well-known text.

    Examples
    --------
    >>> to_degrees("EPSG:3857")(shapely.Point(14538432, 5240000)).wkt[:12], to_degrees("EPSG:1")
    ('POINT (130.6', None)
    """
    import pyproj  # late: slow to load

    if system == _UNSAID:
        return as_it_is
    try:
        code = _code(system)
        if code is None:
            return None
        crs = pyproj.CRS.from_epsg(code)
        is_of_today = crs.ellipsoid is not None and crs.ellipsoid.inverse_flattening in _OF_TODAY
        turned = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True, allow_ballpark=is_of_today)
    except pyproj.exceptions.ProjError:  # CRSError among them
        return None

    def change(points: np.ndarray) -> np.ndarray:
        return np.column_stack(turned.transform(points[:, 0], points[:, 1]))

    if crs.is_geographic and crs.area_of_use:
        west, south, east, north = crs.area_of_use.bounds
        middle = np.array([[(west + east) / 2, (south + north) / 2]])
        if np.abs(change(middle) - middle).max() < _NEAR:
            return as_it_is
    return lambda shape: shapely.transform(shape, change)


def area_of(code: int) -> tuple[float, float, float, float]:
    """Return west, south, east and north of where a system of the EPSG's list is used, in degrees."""
    import pyproj

    area = pyproj.CRS.from_epsg(code).area_of_use
    return area.bounds if area else (-180.0, -90.0, 180.0, 90.0)


def _code(system: str) -> int | None:
    """Return the EPSG's number of a system; ``None`` if it has none."""
    import pyproj

    if match := _CODE.fullmatch(system):
        if former := _FORMER.get(int(match[2])):
            return former
        return pyproj.CRS.from_authority(*match.groups()).to_epsg(min_confidence=_EQUAL)
    if not _DEFINITION.match(system) or _OF_FILES.search(system):
        return None
    return pyproj.CRS.from_wkt(system).to_epsg(min_confidence=_EQUAL)


def as_it_is(shape: Any) -> Any:
    """Return a shape that is in degrees already."""
    return shape
