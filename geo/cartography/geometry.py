"""BaseGeometry shared by the layers: Mercator, simplification by place, exact GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cartography.extent import DETAIL, FOCUS, Box
from geo.core.points import KM_NORTH, km_east

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import LineString
    from shapely.geometry.base import BaseGeometry

    Points = NDArray[np.float64]

TOLERANCE_FOCUS = 0.002
TOLERANCE_DETAIL = 0.0088
TOLERANCE_CONTEXT = 0.06
"""Degrees of the equator, on the Mercator plane."""


def to_mercator(points: Points) -> Points:
    """Return lon, lat as x, y in degrees of the equator."""
    import numpy as np

    lat = np.clip(points[:, 1], -84, 84)
    plane: Points = np.c_[points[:, 0], np.degrees(np.arcsinh(np.tan(np.radians(lat))))]
    return plane


def from_mercator(points: Points) -> Points:
    """Undo :func:`to_mercator`."""
    import numpy as np

    degrees: Points = np.c_[points[:, 0], np.degrees(np.arctan(np.sinh(np.radians(points[:, 1]))))]
    return degrees


def simplified(line: LineString, scale: float = 1.0) -> LineString:
    """Return *line* with fewer points: finest in the battle windows, coarsest outside the theatre.

    The line is cut where it passes from one kind of window to another and each
    piece is simplified by its own tolerance; ends stay where they are.
    """
    import numpy as np
    import shapely

    points = np.asarray(line.coords)
    grade = np.full(len(points), TOLERANCE_CONTEXT)
    grade[_inside(points, DETAIL)] = TOLERANCE_DETAIL
    for box in FOCUS:
        grade[_inside(points, box)] = TOLERANCE_FOCUS
    cuts = np.flatnonzero(grade[1:] != grade[:-1]) + 1
    plane = to_mercator(points)
    pieces: list[Points] = []
    for start, stop in zip([0, *cuts], [*cuts, len(points) - 1], strict=True):
        if stop <= start:
            continue
        run = plane[start : stop + 1]
        thin = shapely.simplify(shapely.LineString(run), grade[start] * scale)
        kept = np.asarray(thin.coords)
        if np.array_equal(run[0], run[-1]) and len(kept) < 4:
            kept = run[:: max(1, len(run) // 4)]
            kept = np.vstack([kept, run[-1:]])
        pieces.append(kept if not pieces else kept[1:])
    if not pieces:
        return line
    return shapely.LineString(from_mercator(np.vstack(pieces)))


def area_km2(geometry: BaseGeometry) -> float:
    """Return a planar estimate of the area, good to a few percent."""
    return float(geometry.area * KM_NORTH * km_east(geometry.centroid.y))


def feature(geometry: BaseGeometry, **properties: object) -> dict[str, Any]:
    """Return a GeoJSON feature; a vertex is rounded by where it lies, so shared edges stay shared."""
    import shapely

    shape = json.loads(shapely.to_geojson(geometry))
    shape["coordinates"] = _rounded(shape["coordinates"])
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write_json(path: Path, value: object) -> None:
    """Write *value* compactly, UTF-8, the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def write_features(path: Path, features: list[dict[str, Any]]) -> None:
    """Write a GeoJSON feature collection, one feature a line."""
    lines = [json.dumps(item, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for item in features]
    body = ",\n".join(lines)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8")


def _inside(points: Points, box: Box) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    inside: NDArray[np.bool_] = (x > box.west) & (x < box.east) & (y > box.south) & (y < box.north)
    return inside


def _rounded(value: Any) -> Any:
    if isinstance(value[0], list):
        items = [_rounded(item) for item in value]
        if isinstance(items[0][0], list):
            return items
        return [item for i, item in enumerate(items) if i == 0 or item != items[i - 1]]
    lon, lat = value
    decimals = 3 if _holds(DETAIL, lon, lat) else 2
    if any(_holds(box, lon, lat) for box in FOCUS):
        decimals = 4
    return [_short(round(lon, decimals)), _short(round(lat, decimals))]


def _holds(box: Box, lon: float, lat: float) -> bool:
    return box.west < lon < box.east and box.south < lat < box.north


def _short(number: float) -> float:
    return int(number) if number.is_integer() else number
