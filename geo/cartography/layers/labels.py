"""``labels.csv`` → ``labels.json``: what is written on the map, where, when, at which zoom.

Every label carries the name of the period, the modern name and one original
spelling. Towns stand where Natural Earth has them, else where the table says;
a river's name lies along the river.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cartography.extent import Box

if TYPE_CHECKING:
    from shapely import LineString

    from geo.cartography.sources import Sources

TABLE = Path(__file__).parent / "labels.csv"
ALWAYS_FROM, ALWAYS_TO = "1900-01-01", "9999-12-31"

RIVER_SPAN = 0.18
"""Degrees of river to either side of a name that set its angle."""

LABELLED_RIVERS = Box(30.0, 24.0, 176.0, 66.0)

POINTS = ("town", "peak")
"""Classes whose name stands beside a mark."""

MOST_FROM_RIVER = 0.35
"""Degrees a river's name may stand from the river, in the table, before it is an error."""


def labels(sources: Sources) -> list[dict[str, Any]]:
    """Return all labels, most important first.

    Raises
    ------
    ValueError
        If a town has no position, or a river's name stands far from any river.
    """
    import shapely

    from geo.cartography.layers.hydrography import FINE_BOX, HOLSTEN

    towns = sources.natural_earth("populated_places_simple", box=FINE_BOX)
    gazetteer: dict[str, tuple[float, float]] = {}
    for row in towns.itertuples():
        gazetteer.setdefault(str(row.name), (row.geometry.y, row.geometry.x))
    rivers = [line for _, line in sources.rivers(LABELLED_RIVERS)] + [shapely.LineString(HOLSTEN)]
    tree = shapely.STRtree(rivers)
    found = []
    with TABLE.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            where = f"{TABLE.name}:{number}: {row['period']}"
            lat, lon, angle_deg = _position(row, gazetteer, where)
            if row["kind"] == "river":
                lat, lon, angle_deg = _along(rivers, tree, lat, lon, where)
            found.append(
                {
                    "class": row["kind"],
                    "rank": int(row["rank"]),
                    "lat": round(lat, 3),
                    "lon": round(lon, 3),
                    "min_zoom": int(row["min_zoom"]),
                    "max_zoom": int(row["max_zoom"]),
                    "angle_deg": angle_deg,
                    "anchor": row["anchor"] or ("point" if row["kind"] in POINTS else "centre"),
                    "from": row["from"] or ALWAYS_FROM,
                    "to": row["to"] or ALWAYS_TO,
                    "names": {
                        "period": row["period"],
                        "modern": row["modern"],
                        "original": row["original"],
                        "original_lang": row["original_lang"],
                    },
                }
            )
    order = ("state", "town", "ocean", "lake", "river", "island", "peak", "region", "range")
    return sorted(found, key=lambda item: (item["rank"], order.index(item["class"])))


def _position(row: dict[str, str], gazetteer: dict[str, tuple[float, float]], where: str) -> tuple[float, float, int]:
    known = gazetteer.get(row["natural_earth"])
    if known is None and not row["lat"]:
        raise ValueError(f"{where}: Natural Earth has no {row['natural_earth']!r}; give lat and lon")
    lat, lon = known or (float(row["lat"]), float(row["lon"]))
    return lat, lon, int(row["angle_deg"] or 0)


def _along(rivers: list[LineString], tree: Any, lat: float, lon: float, where: str) -> tuple[float, float, int]:
    """Return the nearest point of a river and the angle of its course there, clockwise."""
    import shapely

    point = shapely.Point(lon, lat)
    river = rivers[int(tree.nearest(point))]
    if river.distance(point) > MOST_FROM_RIVER:
        raise ValueError(f"{where}: no river within {MOST_FROM_RIVER} degrees of {lat}, {lon}")
    at = river.project(point)
    spot = river.interpolate(at)
    before = river.interpolate(max(0.0, at - RIVER_SPAN))
    after = river.interpolate(min(river.length, at + RIVER_SPAN))
    rise = _mercator(after.y) - _mercator(before.y)
    angle = -math.degrees(math.atan2(rise, after.x - before.x))
    return spot.y, spot.x, round((angle + 90) % 180 - 90)


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
