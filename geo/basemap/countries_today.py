"""A place → the countries of today that it lies in, ISO 3166-1 alpha-2, read off the base map.

Gazetteers search by them (*ccodes* of Linked Places).  They say nothing of who held the place
then; that is ``country_then`` and ``ccodes`` of ``places.csv``, which are states of the time.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import shapely
from shapely import affinity

from geo.basemap import store
from geo.core.points import KM_NORTH, km_east

__all__ = ["today"]

#: The territories of the base map, as they are administered today.
_COUNTRIES = {
    "china": "CN",
    "japan": "JP",
    "jehol": "CN",
    "karafuto": "RU",
    "korea-north": "KP",
    "korea-south": "KR",
    "kurils": "RU",
    "kwantung": "CN",
    "manchuria": "CN",
    "mengjiang": "CN",
    "mongolia": "MN",
    "soviet-union": "RU",
    "taiwan": "TW",
    "tannu-tuva": "RU",
}
#: West, south, east, north; further west, other countries of today were part of the Soviet Union.
_RUSSIA_ALONE = (88, -90, 180, 90)
_LEAST_KM = 1.0  # how far the base map simplifies coasts and borders


@lru_cache(maxsize=1024)
def today(geometry: str, within_km: float) -> tuple[str, ...]:
    """Return the countries that a place touches, in alphabetical order; none where the base map does not tell.

    Parameters
    ----------
    geometry : a point, line or area as GeoJSON.
    within_km : how far from a point the true place may lie; a line or area counts as drawn.
    """
    shape = shapely.from_geojson(geometry)
    area = _widened(shape, within_km if shape.geom_type == "Point" else 0)
    return tuple(sorted({code for code, territory in _territories() if territory.intersects(area)}))


def _widened(shape: Any, km: float) -> Any:
    """Return all that lies within *km* of *shape*, in degrees; a degree of longitude is shorter to the north."""
    shrink = km_east(shape.centroid.y) / KM_NORTH
    origin = (0, 0)
    plane = affinity.scale(shape, xfact=shrink, origin=origin)
    wide = plane.buffer(max(km, _LEAST_KM) / KM_NORTH)
    return affinity.scale(wide, xfact=1 / shrink, origin=origin)


@lru_cache(maxsize=1)
def _territories() -> tuple[tuple[str, Any], ...]:
    """Return ``(country, land)``; a territory stands in the file once for each of its holders."""
    layer = json.loads(store.files()["polities.geojson"].read_text(encoding="utf-8"))
    lands = {
        feature["properties"]["unit"]: shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        for feature in layer["features"]
    }
    lands["soviet-union"] = shapely.clip_by_rect(lands["soviet-union"], *_RUSSIA_ALONE)
    for land in lands.values():
        shapely.prepare(land)
    return tuple((_COUNTRIES[unit], land) for unit, land in lands.items())
