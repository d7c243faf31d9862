"""The atlas as a folder of files: whole, linked within itself, the same every time."""

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image

from geo.__main__ import main
from geo.record import tables
from geo.site import sheet
from geo.site.folder import front, publish
from geo.site.folder.publish import LIST
from tests.geo.site.reading import HOME, Read


@pytest.fixture
def files(record, monkeypatch):
    """Return the files of the small record by name."""
    return dict(publish.files(tables.load(), HOME, workers=1))


def answered(files, address):
    """Whether a plain host of files has something at *address*: a file, or the page of a folder."""
    path = address.partition("?")[0]
    return path in files or f"{path}index.html" in files


def test_every_page_is_valid_and_every_link_leads_somewhere(files):
    pages = {name: raw.decode() for name, raw in files.items() if name.endswith(".html") and name != "map.html"}
    assert len(pages) > 25
    for name, text in pages.items():
        page, path = Read(text), name.removesuffix("index.html")
        page.graph()
        strays = {link for link in page.inner(path) if not answered(files, link)}
        assert not strays, name
        other = {link for link in page.links() if link.startswith(("http:", "https:")) and not link.startswith(HOME)}
        assert other <= {"https://example.org/report", "https://creativecommons.org/licenses/by/4.0/"}, name
        if name != "404.html":
            assert not any(link.startswith((HOME, "/")) for link in page.links() if link != HOME + path), name


def test_the_page_for_what_there_is_not_stands_at_any_depth(files):
    links = [link for link in Read(files["404.html"].decode()).links() if not link.startswith("https://creative")]
    assert links and all(link.startswith((HOME, "#")) for link in links)


def test_styles_name_only_fonts_that_are_there(files):
    fonts = {name for name in files if name.endswith(".woff2")}
    assert fonts == {
        f"assets/{part.split(chr(34))[0]}" for part in files[f"assets/{sheet.NAME}"].decode().split('url("')[1:]
    }


def test_the_sitemap_names_every_page_and_no_other(files):
    listed = {line.partition("<loc>")[2].partition("<")[0] for line in files["sitemap.xml"].decode().splitlines()} - {
        ""
    }
    pages = {name.removesuffix("index.html") for name in files if name.endswith("index.html")}
    assert listed == {HOME + path for path in pages - {"search/"}}


def test_the_crate_names_the_files_of_data_as_they_are(files):
    graph = {node["@id"]: node for node in json.loads(files["ro-crate-metadata.json"])["@graph"]}
    whole = graph["./"]
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert whole["datePublished"] == "2026-03-01", "the day of the newest dated version of the data"
    assert {part["@id"] for part in whole["hasPart"]} == {name for name in files if name.startswith("data/")}
    for part in whole["hasPart"]:
        assert graph[part["@id"]]["contentSize"] == str(len(files[part["@id"]]))
    assert whole["license"]["@id"] in graph and whole["author"]["@id"] in graph


def test_twice_the_same_bytes(files):
    assert dict(publish.files(tables.load(), HOME, workers=1)) == files


def test_what_is_no_longer_written_is_taken_away_and_nothing_else(record, tmp_path, files, capsys, monkeypatch):
    monkeypatch.setattr(publish, "files", lambda *_: iter(files.items()))
    folder = tmp_path / "site"
    assert main(["publish", str(folder), "--base", HOME.rstrip("/")]) == 0
    assert f"{len(files)} files" in capsys.readouterr().out
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / LIST).write_text("event/gone/index.html\n../outside.txt\n" + (folder / LIST).read_text(encoding="utf-8"))
    (folder / "event" / "gone").mkdir()
    for path in (folder / "event" / "gone" / "index.html", tmp_path / "outside.txt"):
        path.write_text("old", encoding="utf-8")
    assert main(["publish", str(folder), "--base", HOME]) == 0
    there = {Path(where, name).relative_to(folder).as_posix() for where, _, names in os.walk(folder) for name in names}
    assert there == {*files, LIST, "notes.txt"}
    assert (tmp_path / "outside.txt").is_file()


@pytest.mark.parametrize(
    "base", ["atlas.example.org", "ftp://example.org", "https://example.org/?a=b", "https://a.org/#b"]
)
def test_an_address_that_is_none_is_refused(base, tmp_path, capsys):
    assert main(["publish", str(tmp_path / "site"), "--base", base]) == 1
    assert base in capsys.readouterr().err and not (tmp_path / "site").exists()


def test_a_folder_with_other_files_is_left_alone(record, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert main(["publish", str(tmp_path / "mine"), "--base", HOME]) == 1
    assert "name a new folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_the_first_page_shows_the_map(files):
    page = Read(files["index.html"].decode())
    pictures = {one.get("src") or one.get("srcset") for tag in ("img", "source") for one in page.tree.iter(tag)}
    assert pictures == {"assets/front.jpg", "assets/front-dark.jpg"} <= set(files)
    for name in pictures:
        assert Image.open(io.BytesIO(files[name])).size == front.SIZE_PX
    assert page.meta()["og:image"] == f"{HOME}assets/front.jpg"
