"""The data folder may be edited while the atlas runs: what is noticed, what goes on, what is mended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from geo.content import soundness
from geo.record import tables
from geo.record.files import movements, tour_files, watched
from geo.web import assets
from tests.builders import EVENT, a_package, an_event
from tests.geo.web.test_routes import an_app, is_a_problem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = a_package(tmp_path / "package")
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


@pytest.fixture
def client(folder):
    return TestClient(an_app())


def wrong_byte(folder: Path) -> None:
    (folder / movements.FILE).write_bytes(b"\xff")


def no_tour(folder: Path) -> None:
    (folder / tour_files.FOLDER).mkdir()
    (folder / tour_files.FOLDER / "a-tour.yml").write_bytes(b"title: \xff")


def no_events(folder: Path) -> None:
    (folder / "events.csv").unlink()


def dangling(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(folder / "nowhere")


def looping(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(folder / "events.csv")


def a_folder(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").mkdir()


DAMAGES = [wrong_byte, no_tour, no_events, dangling, looping, a_folder]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_damage_is_told_open_visits_go_on_and_it_is_mended_without_a_restart(client, folder, damage):
    assert soundness.problems() == (), "as each page of an open visit has asked"
    version = assets.version()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    damage(folder)
    for path in ("/api/health", "/api/events.geojson", "/api/handout.pdf", "/api/datapackage.zip"):
        assert is_a_problem(client.get(path), 503)["problems"], path
    assert soundness.problems()
    assert tables.load().event(EVENT)["title"] == "Clash at the ford"
    assert assets.version() == version
    for path in ("/api/events.geojson", "/api/movements.geojson", f"/api/panel.html?event={EVENT}"):
        answer = client.get(path, params={"v": version} if "?" not in path else {"event": EVENT, "v": version})
        assert answer.status_code == 200, "a visit that has this version goes on"
    shutil.rmtree(folder)
    folder.mkdir()
    for path, content in before.items():
        path.write_bytes(content)
    assert client.get("/api/health").json()["status"] == "ok"


@pytest.mark.parametrize("name", [".#events.csv", "copy.csv", "tours/.#one.yml", "tours/two.yml"])
def test_what_an_editor_leaves_about_is_nothing_to_us(client, folder, name):
    (folder / "tours").mkdir()
    (folder / name).symlink_to("somebody@here.1234:5678")
    assert soundness.problems() == ()
    assert client.get("/api/health").status_code == 200
    assert client.get("/api/datapackage.zip").status_code == 200


def test_a_change_is_checked_once_and_not_for_every_request(client, folder, monkeypatch):
    reads = []
    real = tables.packages.read
    monkeypatch.setattr(tables.packages, "read", lambda folder: reads.append(folder) or real(folder))
    tables.load()
    a_package(folder, events=[an_event(title="")])
    for _ in range(5):
        is_a_problem(client.get("/api/health"), 503)
        is_a_problem(client.get("/api/events.csv"), 503)
    assert len(reads) == 2


def test_what_could_not_be_read_is_tried_again_after_a_while(folder, monkeypatch):
    def broken(_: Path) -> object:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(tables.packages, "read", broken)
        assert soundness.problems() == ("package: cannot be read (Too many open files)",)
    assert soundness.problems(), "not at once"
    monkeypatch.setattr(watched, "_AGAIN_S", -1.0)
    assert soundness.problems() == ()


def test_so_many_problems_are_counted_and_not_all_told(client, folder):
    a_package(folder, events=[an_event(id=f"event-{number}", title="x" * 5000 + "\u202e") for number in range(500)])
    document = is_a_problem(client.get("/api/health"), 503)
    assert len(document["problems"]) == 20
    assert document["number_of_problems"] >= 500
    assert "500 problems" in document["detail"] or "problems, of which the first 20" in document["detail"]
    assert len(client.get("/api/health").content) < 10_000
