"""A geometry of GeoJSON → a shape, by way of numbers in a row: an outline of a million points costs little memory."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

__all__ = ["shape_of"]

_POINT, _LINE, _AREA = 1, 2, 3  # of well-known binary
_SEVERAL = {"MultiPoint": (4, _POINT), "MultiLineString": (5, _LINE), "MultiPolygon": (6, _AREA)}
_SINGLE = {"Point": _POINT, "LineString": _LINE, "Polygon": _AREA}
_COLLECTION = 7


def shape_of(geometry: Any) -> Any:
    """Return the shape of a geometry, without heights.  What became a shape is let go, for it takes much room.

    Raises
    ------
    Exception
        Of many kinds, if it is none.

    Examples
    --------
    >>> shape_of({"type": "LineString", "coordinates": [[1, 2], [3, 4, 5]]})
    <LINESTRING (1 2, 3 4)>
    """
    shape = shapely.from_wkb(_binary(geometry))
    if not shape.is_empty:
        for name in ("coordinates", "geometries"):
            geometry.pop(name, None)
    return shape


def _binary(geometry: Any) -> bytes:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        parts = [_binary(one) for one in geometry["geometries"]]
        return _head(_COLLECTION, len(parts)) + b"".join(parts)
    given = geometry["coordinates"]
    if kind in _SINGLE:
        return _one(_SINGLE[kind], given)
    number, single = _SEVERAL[kind]
    return _head(number, len(given)) + b"".join(_one(single, one) for one in given)


def _one(kind: int, given: Any) -> bytes:
    if kind == _POINT:
        return _head(_POINT) + _positions([given])
    if kind == _LINE:
        return _head(_LINE, len(given)) + _positions(given)
    return _head(_AREA, len(given)) + b"".join(struct.pack("<I", len(ring)) + _positions(ring) for ring in given)


def _head(kind: int, *count: int) -> bytes:
    return struct.pack(f"<BI{len(count)}I", 1, kind, *count)


def _positions(given: Sequence[Any]) -> bytes:
    found = np.fromiter(_numbers(given), dtype="<f8", count=2 * len(given))
    if not np.isfinite(found).all():
        raise ValueError("a position that is no number")
    return found.tobytes()


def _numbers(given: Sequence[Any]) -> Iterator[float]:
    for at in given:
        x, y = at[0], at[1]
        if not isinstance(at, list) or isinstance(x, bool) or isinstance(y, bool):
            raise TypeError("a position is a list of numbers")
        if not isinstance(x, int | float) or not isinstance(y, int | float):
            raise TypeError("a position is of numbers")
        yield x
        yield y
