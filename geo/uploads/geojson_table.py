"""GeoJSON → rows of text: the properties of each feature, its point, and its line or area as well-known text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from geo.errors import UploadError

__all__ = ["records"]

_WGS84 = ("CRS84", "4326", "4979")
_POINT = ("longitude", "latitude", "geometry_wkt")
_MAX_OUTLINE = 50_000  # characters
_COARSE_DEG = 0.05
_SHAPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


def records(text: str, max_rows: int, max_columns: int) -> Iterator[list[str]]:
    """Yield a header and one row a feature.

    A geometry that cannot be read is put as it stands into ``geometry_wkt``, where it is
    complained of with its row.

    Raises
    ------
    UploadError
        If it is no GeoJSON, in other coordinates than WGS 84, or larger than allowed.
    """
    features = _features(_parsed(text))
    if len(features) > max_rows:
        raise UploadError(f"the file has {len(features):,} features; at most {max_rows:,} can be read")
    names: dict[str, None] = {}
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, Mapping) or not isinstance(feature.get("properties") or {}, Mapping):
            raise UploadError(f"feature {number} is no GeoJSON Feature with properties; found {str(feature)[:60]!r}")
        names |= dict.fromkeys(feature.get("properties") or {})
        if len(names) > max_columns:
            raise UploadError(f"the features have more than {max_columns} different properties; leave some out")
    own = [name for name in names if name not in _POINT]
    has_id = "id" not in names and any("id" in feature for feature in features)
    yield [*(["id"] if has_id else []), *own, *_POINT]
    for feature in features:
        properties = feature.get("properties") or {}
        start = [_cell(feature.get("id"))] if has_id else []
        yield [*start, *(_cell(properties.get(name)) for name in own), *_place(feature.get("geometry"))]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UploadError("the GeoJSON is nested too deeply; this is no list of features") from None
    except ValueError as error:
        raise UploadError(f"the file begins like GeoJSON, but is no valid JSON ({str(error)[:100]})") from None


def _features(whole: Any) -> list[Any]:
    features = whole
    if isinstance(whole, Mapping):
        crs = json.dumps(whole.get("crs") or "", default=str)[:300]
        if whole.get("crs") and not any(name in crs for name in _WGS84):
            raise UploadError(f"the coordinates are in {crs[:80]}; save the file in WGS 84 (EPSG:4326)")
        features = [whole] if whole.get("type") == "Feature" else whole.get("features")
    if not isinstance(features, list) or not features:
        raise UploadError("the JSON is no GeoJSON FeatureCollection with features; this is what can be read")
    return features


def _place(geometry: Any) -> list[str]:
    """Return longitude, latitude and well-known text; the text only where a point would lie."""
    if geometry is None:
        return ["", "", ""]
    as_found = ["", "", _cell(geometry)[:200]]
    if not isinstance(geometry, Mapping) or geometry.get("type") not in _SHAPES:
        return as_found
    if geometry["type"] == "Point":
        at = geometry.get("coordinates")
        if not isinstance(at, list) or len(at) < 2 or not all(_is_number(number) for number in at[:2]):
            return as_found
        return [_cell(at[0]), _cell(at[1]), ""]
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
        point = shape.representative_point()
        return [_cell(round(point.x, 6)), _cell(round(point.y, 6)), _outline(shape)]
    except (shapely.errors.ShapelyError, ValueError, TypeError, RecursionError, AttributeError):
        return as_found


def _outline(shape: Any) -> str:
    """Return *shape* as well-known text, coarser where it would fill a book."""
    text = str(shapely.to_wkt(shape, rounding_precision=5))
    return text if len(text) <= _MAX_OUTLINE else str(shapely.to_wkt(shape.simplify(_COARSE_DEG), rounding_precision=3))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.10g}" if abs(value) < 1e15 else repr(value)
    try:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    except (RecursionError, ValueError):  # a number of thousands of digits among them
        return "(too deep to show)"
