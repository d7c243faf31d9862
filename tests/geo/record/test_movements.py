"""Movements: read, dated, and every problem of the file told with its feature."""

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.__main__ import main
from geo.errors import DatasetError
from geo.record import tables
from geo.record.files import datapackage, movements
from geo.web import assets, routes
from tests.builders import a_package, a_source, an_event

COURSE = [[130.0, 42.0], [130.5, 42.5], [131.0, 43.0]]


def a_movement(**changes):
    """Return a movement; a property set to ``None`` is left out, ``id`` and ``geometry`` are the feature's."""
    properties = {
        "title": "To the ford",
        "event_id": "the-clash",
        "side": "japan",
        "kind": "advance",
        "date_edtf": "1938-07-29/1938-07-31",
        "source_ids": ["the-report"],
        "locator": "p. 1",
        "basis": "Evidenced: the end and the days.",
        "schematic": True,
        **changes,
    }
    feature = {
        "type": "Feature",
        "id": properties.pop("id", "to-the-ford"),
        "geometry": properties.pop("geometry", {"type": "LineString", "coordinates": COURSE}),
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
    return feature


def write(folder, *features):
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / movements.FILE).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    return a_package(tmp_path / "package", events=[an_event()], sources=[a_source(id="the-report")])


def complaints(folder):
    return [str(problem) for problem in movements.problems(datapackage.read(folder))]


def test_a_package_without_the_file_has_no_movements(folder):
    dataset = tables.build(datapackage.read(folder))
    assert movements.collection(dataset, folder) == {"type": "FeatureCollection", "features": []}
    assert movements.digest(dataset, folder) == ""
    assert complaints(folder) == []


def test_a_movement_is_dated_and_names_its_works(folder):
    write(folder, a_movement())
    assert complaints(folder) == []
    dataset = tables.build(datapackage.read(folder))
    (feature,) = movements.collection(dataset, folder)["features"]
    assert feature["geometry"]["coordinates"] == COURSE
    properties = feature["properties"]
    assert (properties["date_start"], properties["date_end"]) == ("1938-07-29", "1938-07-31")
    assert properties["date_text"] == "29–31 July 1938"
    assert properties["sources"] == [dataset.sources.loc["the-report", "title"]]
    assert properties["schematic"] is True


def course(*points):
    return {"geometry": {"type": "LineString", "coordinates": list(points)}}


BAD = {
    "an event that is not there": ({"event_id": "nope"}, "event_id 'nope' is not known"),
    "an unknown work": ({"source_ids": ["nope"]}, "source_ids: 'nope' is no id in sources.csv"),
    "a work that is no text": ({"source_ids": [["the-report"]]}, "is no id in sources.csv"),
    "no work": ({"source_ids": []}, "source_ids is no list of works"),
    "a date in words": ({"date_edtf": "August"}, "date_edtf "),
    "no date": ({"date_edtf": None}, "date_edtf is missing"),
    "an unknown kind": ({"kind": "flight"}, "kind 'flight' is not known; write one of advance"),
    "an unknown side": ({"side": "venus"}, "side 'venus' is not known"),
    "not schematic": ({"schematic": False}, "schematic must be true"),
    "no basis": ({"basis": " "}, "basis is missing"),
    "a title that turns round": ({"title": "a\u202eb"}, "title contains a control"),
    "a property too many": ({"colour": "red"}, "colour is no known property"),
    "an id with blanks": ({"id": "To the ford"}, "id 'To the ford' must be"),
    "one point": (course(*COURSE[:1]), "geometry is no LineString"),
    "a point": ({"geometry": {"type": "Point", "coordinates": [1, 2]}}, "geometry is no LineString"),
    "latitude first": (course(*[[42, 130], [43, 131]]), "geometry: latitude 130"),
    "no numbers": (course(*[["a", 1], [1, True]]), "is no [longitude, latitude]"),
    "no length": (course(*[[1, 2], [1, 2]]), "all its points are one"),
}


@pytest.mark.parametrize(("changes", "complaint"), BAD.values(), ids=BAD.keys())
def test_a_problem_is_told_with_its_feature(folder, changes, complaint):
    write(folder, a_movement(id="good"), a_movement(**changes))
    found = complaints(folder)
    assert found
    assert all(text.startswith("movements.geojson: feature 1: ") for text in found)
    assert any(complaint in text for text in found), found
    with pytest.raises(DatasetError, match="feature 1"):
        movements.collection(tables.build(datapackage.read(folder)), folder)


def test_two_movements_of_one_id(folder):
    write(folder, a_movement(), a_movement())
    assert complaints(folder) == [
        "movements.geojson: feature 1: id 'to-the-ford' stands already in feature 0",
    ]


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"{", "is no valid JSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "is no valid JSON (NaN"),
        (b"[]", "is no GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": {}}', "is no GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [1]}', "feature 0: is no GeoJSON Feature"),
        (b"\xff", "cannot be read as UTF-8"),
    ],
    ids=str,
)
def test_a_file_that_is_none(folder, raw, complaint):
    (folder / movements.FILE).write_bytes(raw)
    (text,) = complaints(folder)
    assert text.startswith("movements.geojson: ")
    assert complaint in text


def test_check_tells_them_too(folder, capsys):
    write(folder, a_movement(kind="flight"))
    assert main(["check", str(folder)]) == 1
    assert "movements.geojson: feature 0: kind 'flight' is not known" in capsys.readouterr().err
    write(folder, a_movement())
    assert main(["check", str(folder)]) == 0


def test_the_answer_is_cached_and_the_version_follows_the_file(folder, monkeypatch):
    monkeypatch.setattr(tables, "DATA", folder)
    client = TestClient(Starlette(routes=routes.routes()))
    empty, before = client.get("/api/movements.geojson"), assets.version()
    assert empty.headers["content-type"] == "application/geo+json"
    assert empty.json()["features"] == []
    write(folder, a_movement())
    answer = client.get("/api/movements.geojson", params={"v": assets.version()})
    assert [feature["id"] for feature in answer.json()["features"]] == ["to-the-ford"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["etag"] != empty.headers["etag"]
    assert assets.version() != before
    write(folder, a_movement(kind="flight"))
    broken = client.get("/api/movements.geojson")
    assert broken.status_code == 503
    assert broken.headers["content-type"] == "application/problem+json"
