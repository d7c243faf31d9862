"""A shape of somebody's file → the three cells by which a table says where something was."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geo.core.points import GEOMETRIES

__all__ = ["COLUMNS", "located", "outline"]

#: The columns that hold a place: degrees, and the text of a line or area.
COLUMNS = ("longitude", "latitude", "geometry_wkt")
_MAX_OUTLINE = 50_000  # characters
_LEAST_POSITION = 4  # characters: “1 2,”
_MANY_POSITIONS = 100_000
_FINE_DEG, _COARSE_DEG = 0.001, 0.05
_HALF = 180  # degrees of longitude
_DEGREES = 10  # digits of a degree, fewer than a binary number has


def located(shape: Any) -> dict[str, str]:
    """Return longitude, latitude and, of anything but a single point, well-known text; of nothing, nothing.

    A collection stands for its parts: several of one kind become one shape of that kind, of
    different kinds the largest is kept.  What cannot be used is put as text where it is
    complained of with its row.
    """
    if shape is None:
        return {}
    try:
        with np.errstate(all="ignore"):
            shape = _flat(shapely.force_2d(shape))
            if shape is None or shape.is_empty:
                return {}
            if shape.geom_type not in GEOMETRIES:
                return {"geometry_wkt": str(shape.geom_type).upper()}
            if shape.geom_type == "Point":
                return {"longitude": _degrees(shape.x), "latitude": _degrees(shape.y)}
            shape, point = _across(shape)
            return {
                "longitude": _degrees(round(point.x, 6)),
                "latitude": _degrees(round(point.y, 6)),
                "geometry_wkt": outline(shape),
            }
    except Exception:  # whatever a shape made to harm makes shapely 2.2 stumble over
        return {"geometry_wkt": "a shape that cannot be read"}


def outline(shape: Any) -> str:
    """Return *shape* as well-known text, coarser where it would fill a book."""
    if shapely.get_num_coordinates(shape) * _LEAST_POSITION <= _MAX_OUTLINE:
        text = str(shapely.to_wkt(shape, rounding_precision=7))
        if len(text) <= _MAX_OUTLINE:
            return text
    return str(shapely.to_wkt(_thinned(shape).simplify(_COARSE_DEG), rounding_precision=3))


def _thinned(shape: Any) -> Any:
    """Return a shape of very many points without those that no map shows; keeping its form costs far more memory."""
    if shapely.get_num_coordinates(shape) <= _MANY_POSITIONS:
        return shape
    thin = shape.simplify(_FINE_DEG, preserve_topology=False)
    is_whole = shapely.get_num_geometries(thin) == shapely.get_num_geometries(shape)
    return thin if is_whole and thin.is_valid and not thin.is_empty else shape


def _flat(shape: Any) -> Any:
    """Return a collection as one shape that is none."""
    if shape.geom_type != "GeometryCollection":
        return shape
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    if len(parts) <= 1:
        return _flat(parts[0]) if parts else None
    kinds = {part.geom_type.removeprefix("Multi") for part in parts}
    for kind, join in (
        ("Polygon", shapely.multipolygons),
        ("LineString", shapely.multilinestrings),
        ("Point", shapely.multipoints),
    ):
        if kind in kinds:
            same = [single for part in parts if part.geom_type.endswith(kind) for single in shapely.get_parts(part)]
            return same[0] if len(same) == 1 else join(same)
    return _flat(parts[0])


def _across(shape: Any) -> tuple[Any, Any]:
    """Return a shape and a point in it; one that spans more than half of the globe is cut at the 180th meridian.

    RFC 7946, 3.1.9: what crosses that meridian is written as two parts.  Many write it as one, and mean the short way.
    """
    if shape.geom_type == "MultiPoint":
        return shape, shape.geoms[0]
    west, _, east, _ = shape.bounds
    parts = shapely.get_parts(shape)
    spans = shapely.bounds(parts)
    if east - west <= _HALF or not ((spans[:, 2] - spans[:, 0]) > _HALF).any():
        return shape, shape.representative_point()
    moved = shapely.transform(shape, _eastward)
    if moved.bounds[2] - moved.bounds[0] > _HALF:  # it goes round most of the globe indeed
        return shape, shape.representative_point()
    point = moved.representative_point()
    halves = [
        shapely.transform(shapely.intersection(moved, shapely.box(start, -90, start + 180, 90)), back)
        for start, back in ((0, np.asarray), (180, _westward))
    ]
    cut = _flat(shapely.geometrycollections([half for half in halves if not half.is_empty]))
    return cut, shapely.Point(point.x - 360 if point.x > 180 else point.x, point.y)


def _eastward(positions: Any) -> Any:
    return np.column_stack([np.where(positions[:, 0] < 0, positions[:, 0] + 360, positions[:, 0]), positions[:, 1]])


def _westward(positions: Any) -> Any:
    return np.column_stack([positions[:, 0] - 360, positions[:, 1]])


def _degrees(number: float) -> str:
    return f"{number:.{_DEGREES}g}"
