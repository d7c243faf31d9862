"""The committed base map: its tiles, who held what when, names, size and checksums."""

import itertools
import json
import re
import threading
from datetime import date
from typing import Any

import pytest

from geo.basemap import store
from geo.cartography import build, extent
from geo.errors import NotFoundError

MOST_BYTES = 7_600_000


def polity_at(lat: float, lon: float, day: str) -> str | None:
    """Return the polity whose polygons hold a point on a day."""
    holders = {
        feature["properties"]["polity"]
        for feature in store.in_force("polities.geojson", date.fromisoformat(day))
        if holds(feature["geometry"], lon, lat)
    }
    assert len(holders) <= 1, f"{lat}, {lon} on {day} is claimed by {sorted(holders)}"
    return holders.pop() if holders else None


def holds(geometry: dict[str, Any], lon: float, lat: float) -> bool:
    """Return whether a MultiPolygon holds a point: an odd number of its edges lie to the east."""
    inside = False
    for polygon in geometry["coordinates"]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in itertools.pairwise(ring):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
    return inside


@pytest.mark.parametrize(
    ("place", "lat", "lon", "day", "polity"),
    [
        ("Harbin", 45.75, 126.63, "1930-06-01", "china"),
        ("Harbin", 45.75, 126.63, "1932-02-29", "china"),
        ("Harbin", 45.75, 126.63, "1932-03-01", "manchukuo"),
        ("Harbin", 45.75, 126.63, "1938-07-29", "manchukuo"),
        ("Harbin", 45.75, 126.63, "1945-12-31", "china"),
        ("Chengteh", 40.97, 117.93, "1932-12-31", "china"),
        ("Chengteh", 40.97, 117.93, "1934-01-01", "manchukuo"),
        ("Hailar", 49.2, 119.7, "1939-05-11", "manchukuo"),
        ("Kalgan", 40.81, 114.88, "1936-01-01", "china"),
        ("Kalgan", 40.81, 114.88, "1939-01-01", "mengjiang"),
        ("Kalgan", 40.81, 114.88, "1945-12-31", "china"),
        ("Peiping", 39.9, 116.4, "1939-01-01", "china"),
        ("Ulan Bator", 47.92, 106.9, "1939-08-20", "mongolia"),
        ("Tamsag-Bulak", 47.25, 117.29, "1939-08-20", "mongolia"),
        ("Khabarovsk", 48.48, 135.1, "1939-08-20", "soviet-union"),
        ("Vladivostok", 43.17, 131.95, "1929-10-12", "soviet-union"),
        ("Bolshoi Ussuriysky", 48.345, 134.68, "1937-06-30", "soviet-union"),
        ("Kyzyl", 51.7, 94.4, "1939-01-01", "tannu-tuva"),
        ("Toyohara", 46.96, 142.73, "1938-01-01", "karafuto"),
        ("Toyohara", 46.96, 142.73, "1946-01-01", "soviet-union"),
        ("Okha", 53.58, 142.95, "1938-01-01", "soviet-union"),
        ("Paramushiro", 50.4, 155.8, "1945-08-17", "japan"),
        ("Paramushiro", 50.4, 155.8, "1946-01-01", "soviet-union"),
        ("Dairen", 38.99, 121.6, "1939-01-01", "kwantung"),
        ("Dairen", 38.99, 121.6, "1945-12-31", "china"),
        ("Pyongyang", 39.03, 125.75, "1939-01-01", "korea"),
        ("Pyongyang", 39.03, 125.75, "1946-01-01", "korea-soviet-zone"),
        ("Seoul", 37.56, 126.99, "1946-01-01", "korea-us-zone"),
        ("Sapporo", 43.06, 141.35, "1946-01-01", "japan"),
        ("Taihoku", 25.0, 121.5, "1939-01-01", "japan"),
        ("Alma-Ata", 43.25, 76.95, "1939-01-01", "soviet-union"),
        ("Moscow", 55.75, 37.62, "1939-01-01", "soviet-union"),
        ("Helsinki", 60.17, 24.94, "1939-01-01", None),
        ("Lhasa", 29.65, 91.1, "1939-01-01", "china"),
        ("Delhi", 28.6, 77.2, "1939-01-01", None),
        ("Kabul", 34.5, 69.2, "1939-01-01", None),
        ("Sea of Japan", 40.0, 135.0, "1939-01-01", None),
        ("Lake Baikal", 53.5, 108.2, "1939-01-01", None),
    ],
)
def test_who_held_a_place(place: str, lat: float, lon: float, day: str, polity: str | None) -> None:
    assert polity_at(lat, lon, day) == polity, place


def test_no_unit_is_held_twice_or_by_nobody() -> None:
    features = json.loads((store.FOLDER / "polities.geojson").read_text("utf-8"))["features"]
    spans: dict[str, list[tuple[str, str]]] = {}
    for feature in features:
        properties = feature["properties"]
        spans.setdefault(properties["unit"], []).append((properties["from"], properties["to"]))
    for unit, unit_spans in spans.items():
        ordered = sorted(unit_spans)
        assert ordered[0][0] < "1929", unit
        assert ordered[-1][1] == "9999-12-31", unit
        for (_, end), (start, _) in itertools.pairwise(ordered):
            assert (date.fromisoformat(start) - date.fromisoformat(end)).days == 1, unit


def test_borders_name_known_units_and_kinds() -> None:
    polities = json.loads((store.FOLDER / "polities.geojson").read_text("utf-8"))["features"]
    units = {feature["properties"]["unit"] for feature in polities} | {""}
    for feature in json.loads((store.FOLDER / "boundaries.geojson").read_text("utf-8"))["features"]:
        properties = feature["properties"]
        assert set(properties["units"]) <= units
        assert properties["kind"] in {"international", "territory", "front", "approximate", "parallel"}
        assert properties["from"] <= properties["to"]


def test_claims_say_whose_and_on_what_ground() -> None:
    claims = json.loads((store.FOLDER / "claims.geojson").read_text("utf-8"))["features"]
    assert {"Khalkhin", "Khasan", "Amur"} <= {
        word for claim in claims for word in re.findall(r"\w+", claim["properties"]["name"])
    }
    for claim in claims:
        assert claim["properties"]["claimant"] in {"both", "manchukuo", "mongolia", "soviet-union"}
        assert claim["properties"]["basis"]
        assert isinstance(claim["properties"]["schematic"], bool)


@pytest.mark.parametrize("style", store.STYLES)
@pytest.mark.parametrize(("lat", "lon"), [(47.73, 118.59), (42.449, 130.6), (49.52, 128.19), (50.75, 156.2)])
def test_battlefields_have_tiles_at_every_zoom(style: str, lat: float, lon: float) -> None:
    for zoom in extent.TILE_WINDOWS:
        image = store.tile(style, zoom, int(extent.tile_x(lon, zoom)), int(extent.tile_y(lat, zoom)))
        assert image is not None, zoom
        assert image[:4] == b"RIFF"
        assert image[8:12] == b"WEBP"


@pytest.mark.parametrize("style", store.STYLES)
def test_moscow_has_tiles_as_far_as_a_large_screen_shows(style: str) -> None:
    for zoom in range(3, 9):
        middle_x, middle_y = extent.tile_x(37.62, zoom), extent.tile_y(55.75, zoom)
        reach_x, reach_y = 1250 / 2 / extent.TILE_PX, 900 / 2 / extent.TILE_PX
        for column in range(int(middle_x - reach_x), int(middle_x + reach_x) + 1):
            for row in range(max(0, int(middle_y - reach_y)), int(middle_y + reach_y) + 1):
                assert store.tile(style, zoom, column % 2**zoom, row), (zoom, column, row)


@pytest.mark.parametrize("style", store.STYLES)
def test_the_middle_zoom_has_no_hole_between_europe_and_the_theatre(style: str) -> None:
    for column in range(int(extent.tile_x(15, 5)), int(extent.tile_x(180, 5))):
        for row in range(int(extent.tile_y(68, 5)), int(extent.tile_y(40, 5)) + 1):
            assert store.tile(style, 5, column, row), (column, row)


def test_windows_of_a_zoom_share_no_tile() -> None:
    for zoom, windows in extent.TILE_WINDOWS.items():
        tiles = [
            (column, row)
            for box in windows
            for column in range(int(extent.tile_x(box.west, zoom)), int(extent.tile_x(box.east, zoom)) + 1)
            for row in range(int(extent.tile_y(box.north, zoom)), int(extent.tile_y(box.south, zoom)) + 1)
        ]
        assert len(tiles) == len(set(tiles)), zoom


@pytest.mark.parametrize(("zoom", "column", "row"), [(8, 0, 0), (10, 0, 0), (3, 8, 0), (3, -1, 0), (40, 0, 0)])
def test_no_tile_outside(zoom: int, column: int, row: int) -> None:
    assert store.tile("light", zoom, column, row) is None


def test_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="'sepia' is not one of light, dark"):
        store.tile("sepia", 3, 6, 2)


def test_tiles_can_be_read_from_many_threads() -> None:
    found: list[bytes | None] = []
    threads = [threading.Thread(target=lambda: found.append(store.tile("dark", 4, 13, 5))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert found[0]


@pytest.mark.parametrize("style", store.STYLES)
def test_tile_sets_describe_themselves(style: store.Style) -> None:
    described = store.metadata(style)
    assert described["format"] == "webp"
    assert (described["minzoom"], described["maxzoom"]) == ("3", "10")
    assert described["attribution"] == store.ATTRIBUTION


def test_every_label_has_names_a_place_and_a_time() -> None:
    labels = json.loads((store.FOLDER / "labels.json").read_text("utf-8"))
    assert len(labels) > 150
    for label in labels:
        assert label["names"]["period"], label
        assert label["names"]["modern"], label
        assert bool(label["names"]["original"]) == bool(label["names"]["original_lang"]), label
        assert 3 <= label["min_zoom"] <= label["max_zoom"], label
        assert -90 <= label["lat"] <= 90, label
        assert label["from"] <= label["to"], label


@pytest.mark.parametrize(
    ("modern", "day", "name", "original"),
    [
        ("Changchun", "1931-09-18", "Changchun", "長春"),
        ("Changchun", "1938-07-29", "Hsinking", "新京"),
        ("Changchun", "1945-09-02", "Changchun", "長春"),
        ("Moscow", "1941-04-13", "Moscow", "Москва"),
        ("Perm", "1940-03-07", "Perm", "Пермь"),
        ("Perm", "1940-03-08", "Molotov", "Молотов"),
        ("Samara", "1935-01-26", "Samara", "Самара"),
        ("Samara", "1935-01-27", "Kuibyshev", "Куйбышев"),
    ],
)
def test_a_town_bears_the_name_of_its_time(modern: str, day: str, name: str, original: str) -> None:
    labels = json.loads((store.FOLDER / "labels.json").read_text("utf-8"))
    names = [
        label["names"] for label in labels if label["names"]["modern"] == modern and label["from"] <= day <= label["to"]
    ]
    assert [(found["period"], found["original"]) for found in names] == [(name, original)]


def test_files_fit_the_budget() -> None:
    sizes = {path.name: path.stat().st_size for path in store.FOLDER.iterdir()}
    assert sum(sizes.values()) <= MOST_BYTES
    assert sizes["polities.geojson"] <= 700_000
    assert all(path.is_file() for path in store.files().values())


def test_nothing_changed_since_it_was_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--check"]) == 0, capsys.readouterr().err
