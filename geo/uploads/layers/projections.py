"""Metres on the grids that most maps are drawn on → degrees: Web Mercator, and transverse Mercator such as UTM.

Systems whose degrees lie within two metres of WGS 84 (ETRS89, NAD83 and their like) count as it.  An older datum,
such as Pulkovo 1942, would have to be moved as a whole, which is not done here: its layers are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

__all__ = ["TURNED", "Change", "as_it_is", "to_degrees"]

#: Turns a shape in metres into one in degrees.
Change = Callable[[Any], Any]
#: What is said where that was done.
TURNED = "the positions are metres on the grid of a map ({system}); they are turned into degrees"
_RADIUS, _FLATTENING = 6_378_137.0, 1 / 298.257223563
_UTM_SCALE, _UTM_EAST, _UTM_SOUTH = 0.9996, 500_000.0, 10_000_000.0
_WEB = frozenset({3857, 3785, 900913, 102100, 102113})
_DEGREES = frozenset({0, 4326, 4979, 4258, 4269, 4283, 4490, 4612, 4617, 4674, 6318, 6668, 7844})
#: First and last code of each family of UTM zones, the number of the first zone, and whether it lies in the south.
_UTM = (
    (32601, 32660, 1, False),
    (32701, 32760, 1, True),
    (25828, 25838, 28, False),
    (26901, 26923, 1, False),
    (31965, 31976, 11, False),
    (31977, 31985, 17, True),
)
_CODE = re.compile(r"\A(?:EPSG|ESRI):(\d{1,6})\Z|(?:AUTHORITY|ID)\[\"(?:EPSG|ESRI)\",\"?(\d{1,6})\"?\]\]\s*\Z")
_DATUM = re.compile(
    r"WGS_?\s?(?:19)?84|ETRS_?(?:19)?89|European_Terrestrial_Reference_System_1989|North_American_(?:Datum_)?1983|"
    r"NAD_?83|GDA_?(?:19)?94|SIRGAS_?2000|SWEREF_?99|NZGD_?2000|JGD_?2000|JGD_?2011|CGCS_?2000",
    re.IGNORECASE,
)
_NUMBER = r"\s*\"?,\s*(-?\d+(?:\.\d+)?)"
_METRE = re.compile(r"UNIT\[\"met(?:re|er)s?\"\s*,\s*1(?:\.0*)?\b", re.IGNORECASE)


def to_degrees(system: str) -> Change | None:
    """Return what turns shapes of a coordinate system into degrees; ``None`` for a system that is not known here.

    Parameters
    ----------
    system : its code, such as ``EPSG:32652``, or its definition as well-known text.

    Examples
    --------
    >>> to_degrees("EPSG:3857")(shapely.Point(14538432, 5240000)).wkt[:12], to_degrees("EPSG:28405")
    ('POINT (130.6', None)
    """
    match = _CODE.search(system)
    code = int(match[1] or match[2]) if match else -1
    if code in _DEGREES:
        return as_it_is
    if code in _WEB:
        return _each(_of_web)
    for first, last, zone, is_south in _UTM:
        if first <= code <= last:
            middle = 6 * (zone + code - first) - 183
            return _transverse(middle, _UTM_SCALE, _UTM_EAST, _UTM_SOUTH if is_south else 0)
    return _of_text(system)


def _of_text(system: str) -> Change | None:
    """Return what turns degrees out of a system that is told by its definition."""
    if not _DATUM.search(system) or "TOWGS84" in system.replace("TOWGS84[0,0,0,0,0,0,0]", ""):
        return None
    if "PROJ" not in system:
        return as_it_is if re.match(r"GEOG", system) else None
    if re.search(r"Mercator_Auxiliary_Sphere|Popular_Visualisation|Pseudo[- _]Mercator", system, re.IGNORECASE):
        return _each(_of_web)
    if not re.search(r"PROJECTION\[\"(?:Transverse_Mercator|Gauss_Kruger)\"", system) or not _METRE.search(system):
        return None
    told = {
        name: float(found[1]) if (found := re.search(name + _NUMBER, system, re.IGNORECASE)) else 0.0
        for name in ("latitude_of_origin", "central_meridian", "scale_factor", "false_easting", "false_northing")
    }
    if told["latitude_of_origin"] or not told["scale_factor"]:
        return None
    return _transverse(told["central_meridian"], told["scale_factor"], told["false_easting"], told["false_northing"])


def as_it_is(shape: Any) -> Any:
    """Return a shape that is in degrees already."""
    return shape


def _each(change: Callable[[np.ndarray], np.ndarray]) -> Change:
    return lambda shape: shapely.transform(shape, change)


def _of_web(metres: np.ndarray) -> np.ndarray:
    east, north = metres[:, 0] / _RADIUS, metres[:, 1] / _RADIUS
    found: np.ndarray = np.degrees(np.column_stack([east, np.arctan(np.sinh(north))]))
    return found


def _transverse(middle: float, scale: float, east: float, north: float) -> Change:
    """Return the inverse of a transverse Mercator projection, in the series of Krüger (1912), good to a millimetre."""
    n = _FLATTENING / (2 - _FLATTENING)
    radius = scale * _RADIUS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
    delta = (2 * n - 2 * n**2 / 3 - 2 * n**3, 7 * n**2 / 3 - 8 * n**3 / 5, 56 * n**3 / 15)

    def change(metres: np.ndarray) -> np.ndarray:
        xi, eta = (metres[:, 1] - north) / radius, (metres[:, 0] - east) / radius
        along = xi - sum(b * np.sin(2 * j * xi) * np.cosh(2 * j * eta) for j, b in enumerate(beta, 1))
        across = eta - sum(b * np.cos(2 * j * xi) * np.sinh(2 * j * eta) for j, b in enumerate(beta, 1))
        chi = np.arcsin(np.sin(along) / np.cosh(across))
        lat = chi + sum(d * np.sin(2 * j * chi) for j, d in enumerate(delta, 1))
        lon = middle + np.degrees(np.arctan2(np.sinh(across), np.cos(along)))
        return np.column_stack([(lon + 180) % 360 - 180, np.degrees(lat)])

    return _each(change)
