"""The data package as one zip file: valid for frictionless, whole, and the same bytes each time."""

import hashlib
import io
import json
import zipfile

import frictionless
import pytest
from starlette.testclient import TestClient

from geo.citation import attribution, items, styles
from geo.formats import datapackage_zip
from geo.record import tables
from geo.record.data_dictionary import documents
from geo.record.schema import TABLES
from geo.web import assets
from tests.builders import a_claim, a_name, a_package, an_event
from tests.geo.test_hostile import filled
from tests.geo.web.test_routes import an_app, is_a_problem
from tests.strategies import HOSTILE

PATH = "/api/datapackage.zip"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put a package with a tour, a licence and a base map in the place of the real one."""
    folder = a_package(
        tmp_path / "package", events=[an_event(), an_event(id="later")], names=[a_name()], claims=[a_claim()]
    )
    (folder / "LICENSE.md").write_text("# Licence of the data\n", encoding="utf-8")
    (folder / "CHANGES.md").write_text("# Changes of the data\n", encoding="utf-8")
    for name in ("UNCERTAIN.md", "LESSON.md", "tours/khasan.yml", "basemap/light.mbtiles", "notes.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        assert whole.testzip() is None
        return {name: whole.read(name) for name in whole.namelist()}


def test_it_is_a_valid_data_package(package, tmp_path, monkeypatch):
    (package / "movements.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    path = tmp_path / "data.zip"
    path.write_bytes(datapackage_zip.packed())
    report = frictionless.validate(str(path), type="package")
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == [*(table.name for table in TABLES), "movements", "tour-khasan"]
    rows = frictionless.Package(str(path)).get_resource("events").read_rows()
    assert [row["id"] for row in rows] == ["the-clash", "later"]


def test_it_says_whose_it_is_and_how_to_know_that_it_is_whole(package):
    (package / "CHANGES.md").write_text("# Changes\n\n## 2.0.0 (2026-03-01)\n\n## 1.0.0\n", encoding="utf-8")
    files = files_of(datapackage_zip.packed())
    declared = json.loads(files["datapackage.json"])
    assert declared["created"] == "2026-03-01T00:00:00Z" and declared["temporal"] == {"start": "1929", "end": "1945"}
    assert declared["contributors"][0]["title"] and declared["keywords"] and len(declared["spatial"]["bbox"]) == 4
    assert "tours/khasan.yml" in [resource["path"] for resource in declared["resources"]]
    for resource in declared["resources"]:
        raw = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")


def test_it_holds_every_file_of_the_package_and_no_other(package):
    files = files_of(datapackage_zip.packed())
    expected = {table.file for table in TABLES} | set(documents()) | {"README.txt", "atlas.yml", "tours/khasan.yml"}
    expected |= {"LICENSE.md", "CHANGES.md", "UNCERTAIN.md", "LESSON.md"}
    assert set(files) == expected
    assert list(files) == sorted(files)
    for name in expected - set(documents()) - {"README.txt"}:
        assert files[name] == (package / name).read_bytes(), name
    (package / "movements.geojson").write_text("{}", encoding="utf-8")
    assert "movements.geojson" in files_of(datapackage_zip.packed())


def test_the_same_data_are_the_same_bytes_whenever_they_are_packed(package):
    before = datapackage_zip.packed()
    for path in package.rglob("*"):
        path.touch()
    assert datapackage_zip.packed() == before
    with zipfile.ZipFile(io.BytesIO(before)) as whole:
        assert {info.date_time for info in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.create_system, info.external_attr >> 16) for info in whole.infolist()} == {(3, 0o644)}


def test_its_first_page_says_how_to_cite(package):
    readme = files_of(datapackage_zip.packed())["README.txt"].decode()
    assert readme.startswith(f"{tables.atlas().title}\n")
    assert all(name in readme for name in ("atlas.yml", "DICTIONARY.md", "CHANGES.md"))
    assert tables.load().digest in readme
    assert attribution.LICENCE_URL in readme
    assert styles.cite(items.atlas(), "bibtex") in readme
    assert " ".join(attribution.citation().split()) in " ".join(readme.split())
    assert max(map(len, readme.splitlines())) <= 100


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_carried_as_it_is(tmp_path, monkeypatch, text):
    folder = a_package(tmp_path / "package", **filled(text))
    monkeypatch.setattr(tables, "DATA", folder)
    assert files_of(datapackage_zip.packed())["events.csv"] == (folder / "events.csv").read_bytes()


# --- over HTTP ---


@pytest.fixture
def client(package):
    for tour in (package / "tours").glob("*.yml"):  # is none, and only sound data are given away
        tour.unlink()
    return TestClient(an_app())


def test_an_answer_has_its_type_and_its_name(client):
    answer = client.get(PATH)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="border-conflicts-data.zip"'
    assert answer.headers["link"] == f'<{attribution.LICENCE_URL}>; rel="license"'
    assert answer.content == datapackage_zip.packed()


def test_it_is_kept_and_asked_for_again_only_if_it_changed(client, package):
    first = client.get(PATH)
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(PATH, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(PATH, params={"v": assets.version()}).headers["cache-control"] == "no-cache"
    a_package(package, events=[an_event(title="Another title")])
    assert client.get(PATH, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("parameter", "value"), [("kind", "battle"), ("from", "1938"), ("x", ""), ("q", "<b>")], ids=str
)
def test_it_takes_no_filter(client, parameter, value):
    document = is_a_problem(client.get(PATH, params={parameter: value}), 400)
    assert document["parameter"] == parameter
    assert "does not apply" in document["detail"]


def test_a_damaged_package_is_a_problem(client, package):
    a_package(package, events=[an_event(title="", date_edtf="soon")])
    assert len(is_a_problem(client.get(PATH), 503)["problems"]) == 2
