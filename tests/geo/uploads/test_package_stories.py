"""The movements and guided tours of a visitor's own package: shown like the atlas's, or told by number why not."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from geo.content.classroom import tours
from geo.content.known import known
from geo.formats import datapackage_zip, package_tables
from geo.query import link
from geo.record import tables
from geo.record.files import movements, tour_files
from geo.uploads import readings
from geo.uploads.own_events import Reading
from geo.uploads.process import errand
from tests.geo.record.test_movements import a_movement
from tests.strategies import HOSTILE
from tests.tour_builders import a_tour

CHACO = Path("tests/packages/chaco")
EVIL = "<img src=x onerror=alert(1)>"
AT = {"event": "boqueron", "view": {"lat": -20.8, "lon": -59.7, "z": 6}, "from": "1932", "to": "1932-10"}
ARROW = {"event_id": "boqueron", "side": "paraguay", "date_edtf": "1932-09-09", "source_ids": ["wp-chaco"]}


def a_story(**changes: Any) -> dict[str, Any]:
    """Return a tour of the Chaco War."""
    tour = a_tour(**changes)
    for step in tour["steps"]:
        step.update({**AT, "sources": [{"id": "wp-chaco", "locator": "article"}]} | step.pop("own", {}))
    return tour


def plain(tour: Any) -> str:
    return yaml.dump(tour, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))


def package(**more: str | bytes) -> bytes:
    """Return the package as a zip archive with *more* in place of its tours; ``__`` stands for a slash."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for path in CHACO.glob("*.*"):
            archive.write(path, path.name)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/"), text)
    return raw.getvalue()


def arrows(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def read(data: bytes) -> Reading:
    return readings.read("mine.zip", data, readings.Options())


def said(reading: Reading) -> list[str]:
    return [note for note in reading.notes if "not shown" in note]


GOOD = {"movements.geojson": arrows(a_movement(**ARROW)), "tours__mine.yml": plain(a_story())}


def test_movements_and_tours_are_those_of_the_package() -> None:
    reading = read(package(**GOOD))
    dataset = reading.dataset
    (arrow,) = movements.collection(dataset)["features"]
    assert (arrow["properties"]["date_start"], arrow["properties"]["colour"]) == ("1932-09-09", "teal")
    (tour,) = tour_files.load(dataset).values()
    assert (tour.slug, len(tour.steps), tour.steps[0].event) == ("mine", 6, "boqueron")
    assert said(reading) == []
    asked, notices = link.parse({"tour": "mine", "step": "2"}, known(dataset))
    assert (asked.view.event, asked.view.step, notices) == ("boqueron", 2, [])


def test_the_atlas_itself_comes_back_with_all_of_them() -> None:
    record = tables.load()
    reading = read(datapackage_zip.packed())
    assert reading.dataset.movements == tuple(movements.collection(record)["features"])
    assert reading.dataset.tours == tour_files.load(record)
    assert said(reading) == []


def test_they_come_out_of_the_process_of_uploads_as_they_went_in() -> None:
    data = package(**GOOD)
    here, there = read(data).dataset, errand.read("mine.zip", data).dataset
    assert (here.movements, dict(here.tours)) == (there.movements, dict(there.tours))


def test_what_is_taken_home_is_loaded_again_as_it_was() -> None:
    here = read(package(**GOOD)).dataset
    again = read(package_tables.packed(package_tables.files(here))).dataset
    assert (here.movements, dict(here.tours)) == (again.movements, dict(again.tours))


@pytest.mark.parametrize(
    ("files", "shown", "words"),
    [
        ({"movements.geojson": arrows(a_movement(**ARROW), a_movement(**ARROW, id="b", kind="flight"))}, (1, 0),
         "1 of 2 movements is not shown: movements.geojson: feature 1: kind 'flight'"),
        ({"movements.geojson": arrows(a_movement(**ARROW), a_movement(**ARROW))}, (1, 0), "1 of 2 movements is not"),
        ({"movements.geojson": "[1"}, (0, 0), "1 of 1 movement is not shown: movements.geojson: is no valid JSON"),
        ({"movements.geojson": b"\xff"}, (0, 0), "is no UTF-8 text"),
        ({"tours__a.yml": plain(a_story()), "tours__b.yml": plain(a_story(minutes="long"))}, (0, 1),
         "1 of 2 guided tours is not shown: tours/b.yml: minutes"),
        ({"tours__a.yml": "a: &x [1]\nb: *x"}, (0, 0), "1 of 1 guided tour is not shown: tours/a.yml: cannot be read"),
        ({"tours__a.yml": "!!python/object/apply:os.system [ls]"}, (0, 0), "1 of 1 guided tour"),
        ({"tours__a.yml": b"\xff\xfe"}, (0, 0), "cannot be read as YAML"),
        ({"tours__a.yml": "[" * 3000}, (0, 0), "1 of 1 guided tour"),
        ({"tours__a.yml": "x" * 200_001}, (0, 0), "is larger than 200 kB"),
        ({"tours__../a.yml": plain(a_story())}, (0, 0), ""),
    ],
    ids="kind,twice,no JSON,no text,minutes,aliases,object,bytes,deep,large,up".split(","),
)  # fmt: skip
def test_what_cannot_be_shown_is_told_by_number_and_the_rest_is_shown(
    files: dict[str, Any], shown: tuple[int, int], words: str
) -> None:
    try:
        reading = read(package(**files))
    except ValueError as error:  # the archive itself is refused
        assert not words, error
        return
    assert (len(reading.dataset.movements), len(reading.dataset.tours)) == shown
    assert any(words in note for note in said(reading)) or not words


@pytest.mark.parametrize("text", [EVIL, *HOSTILE.values()])
def test_text_from_strangers_stays_text(text: str) -> None:
    evil = " ".join([text[:20].strip() or "x"] * 45)
    story = a_story(title=text[:55], step={"say": evil})
    dataset = read(package(**{"tours__mine.yml": plain(story)})).dataset
    for tour in dataset.tours.values():
        html = tours.step_html(dataset, tour, 3)
        assert "<img" not in html and "<script" not in html
