"""Events as GeoJSON (RFC 7946) and CSV."""

import csv
import io
import json

import pytest
import shapely

from geo.core.json_text import dumps
from geo.formats.layers.features import CSV_COLUMNS, collection
from geo.formats.taken_away import csv_text
from tests.builders import a_name, a_place, an_event

#: The contract of ``/api/events.geojson``.
PROPERTIES = {
    "title": "Clash at the ford",
    "kind": "incident",
    "chapter": "lake-khasan",
    "date_edtf": "1938-07-29",
    "date_start": "1938-07-29",
    "date_end": "1938-07-29",
    "date_prec": 1,
    "place_id": "the-ford",
    "place_title": "The ford",
    "where_prec": 1,
    "approximation_km": 1.0,
    "number_of_sources": 1,
}
SHAPES = {
    "point": "",
    "line": "LINESTRING (130 42, 131 43)",
    "area, clockwise": "POLYGON ((130 42, 130 43, 131 43, 131 42, 130 42))",
    "area, anticlockwise": "POLYGON ((130 42, 131 42, 131 43, 130 43, 130 42))",
    "area with a hole": "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))",
    "several areas": "MULTIPOLYGON (((0 0, 0 1, 1 1, 0 0)), ((5 5, 5 6, 6 6, 5 5)))",
    "several lines": "MULTILINESTRING ((130 42, 131 43), (132 42, 133 43))",
}


def features_of(data):
    return json.loads(dumps(collection(data, data.events)))["features"]


def test_every_property_of_the_contract(dataset):
    (feature,) = features_of(dataset())
    assert feature["id"] == "the-clash"
    assert {name: feature["properties"][name] for name in PROPERTIES} == PROPERTIES


@pytest.mark.parametrize("wkt", SHAPES.values(), ids=SHAPES.keys())
def test_a_feature_has_the_shape_of_rfc_7946(dataset, wkt):
    data = dataset(places=[a_place(geometry_wkt=wkt)])
    whole = json.loads(dumps(collection(data, data.events)))
    assert set(whole) == {"type", "features"}
    assert whole["type"] == "FeatureCollection"
    (feature,) = whole["features"]
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    assert isinstance(feature["properties"], dict)
    assert set(feature["geometry"]) == {"type", "coordinates"}
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    assert shape.equals(shapely.from_wkt(wkt or "POINT (130.6 42.5)"))
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            assert part.exterior.is_ccw, "the right-hand rule"
            assert not any(hole.is_ccw for hole in part.interiors)
    assert feature["properties"]["point"] == [130.6, 42.5], "longitude first"


def test_a_disputed_place_is_one_point_with_its_other_readings(dataset):
    (feature,) = features_of(dataset(places=[a_place(geometry_wkt="MULTIPOINT (130.6 42.5, 131 43, 132.1234567 44)")]))
    assert feature["geometry"] == {"type": "Point", "coordinates": [130.6, 42.5]}
    assert feature["properties"]["alternatives"] == [[131.0, 43.0], [132.123457, 44.0]]
    (feature,) = features_of(dataset())
    assert feature["properties"]["alternatives"] == []


def test_events_off_the_map_are_left_out_and_order_is_kept(dataset):
    data = dataset(
        events=[
            an_event(id="later", date_edtf="1945"),
            an_event(id="off", status="panel-only", place_id="", place_relation=""),
            an_event(id="earlier", date_edtf="1929"),
        ]
    )
    assert [feature["id"] for feature in features_of(data)] == ["earlier", "later"]
    assert features_of(dataset(events=[])) == []


def test_names_in_the_original_scripts(dataset):
    data = dataset(
        names=[
            a_name(),
            a_name(toponym="Второй бой"),
            a_name(toponym="ノモンハン", lang="ja"),
            a_name(toponym="Boy", lang="ru-Latn", role="transliteration"),
        ]
    )
    assert features_of(data)[0]["properties"]["names"] == {"ru": "Бой у брода", "ja": "ノモンハン"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"deep": [float("-inf")]}], ids=str)
def test_what_json_does_not_know_is_never_written(value):
    with pytest.raises(ValueError, match="JSON compliant"):
        dumps(value)


def test_json_is_compact_and_readable():
    assert dumps({"name": "ノモンハン", "n": [1, 2]}) == '{"name":"ノモンハン","n":[1,2]}'


def rows_of(data):
    return list(csv.DictReader(io.StringIO(csv_text(data, data.events, "https://atlas.example/"), newline="")))


def test_csv_has_every_event_and_its_columns(dataset):
    data = dataset(events=[an_event(), an_event(id="off", status="panel-only", place_id="", place_relation="")])
    rows = rows_of(data)
    assert list(rows[0]) == [*CSV_COLUMNS, "geometry_wkt", "url", "license"]
    assert [row["id"] for row in rows] == ["the-clash", "off"]
    assert (rows[0]["latitude"], rows[0]["longitude"]) == ("42.5", "130.6")
    assert (rows[1]["latitude"], rows[1]["approximation_km"]) == ("", ""), "not reported is empty, never nan"
    assert csv_text(data, data.events, "https://atlas.example/").count("\r\n") == 3
    assert rows_of(dataset(events=[])) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_cells_that_a_spreadsheet_would_run_are_neutralised(dataset, start):
    (row,) = rows_of(dataset(events=[an_event(title=f"{start}HYPERLINK(1)", summary=f'{start}cmd|" /C calc"!A0')]))
    assert row["title"] == f"'{start}HYPERLINK(1)"
    assert row["summary"].startswith("'")


def test_negative_coordinates_are_no_formulas(dataset):
    (row,) = rows_of(dataset(places=[a_place(latitude="-42.5", longitude="-130.6")]))
    assert (row["latitude"], row["longitude"]) == ("-42.5", "-130.6")


def test_text_with_quotes_commas_and_lines_comes_back(dataset):
    text = 'He said "fire", and\nthey fired.'
    assert rows_of(dataset(events=[an_event(summary=text)]))[0]["summary"] == text
