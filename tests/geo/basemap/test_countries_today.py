"""The countries of today that a place lies in."""

import json

import pytest
import shapely

from geo.basemap import countries_today, store
from geo.basemap.countries_today import today

PLACES = {
    "a town": ("POINT (126.65 45.75)", 10, ("CN",)),
    "a point on a border": ("POINT (130.595 42.443)", 0, ("CN", "RU")),
    "a point whose circle reaches another country": ("POINT (118.47 47.78)", 20, ("CN", "MN")),
    "the same point if it were exact": ("POINT (118.47 47.78)", 1, ("MN",)),
    "a place of Karafuto": ("POINT (142.74 46.95)", 6, ("RU",)),
    "a place of Chōsen": ("POINT (125.75 39.03)", 8, ("KP",)),
    "a line, whatever its tolerance": ("LINESTRING (119.5 47.9, 119.9 48)", 880, ("CN",)),
    "a line over a border": ("LINESTRING (131.04 44.87, 131.26 44.05)", 60, ("CN", "RU")),
    "where the Soviet Union was more than Russia": ("POINT (34.17 44.5)", 5, ()),
    "off the base map": ("POINT (13.07 52.4)", 5, ()),
}


@pytest.mark.parametrize(("wkt", "within_km", "expected"), PLACES.values(), ids=PLACES.keys())
def test_countries_of_a_place(wkt, within_km, expected):
    assert today(shapely.to_geojson(shapely.from_wkt(wkt)), within_km) == expected


def test_every_territory_of_the_base_map_has_its_country():
    layer = json.loads(store.files()["polities.geojson"].read_text(encoding="utf-8"))
    assert {feature["properties"]["unit"] for feature in layer["features"]} == set(countries_today._COUNTRIES)
