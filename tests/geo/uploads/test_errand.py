"""Reading in a process of its own: the same reading comes back, and whatever becomes of the process is told."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pandas as pd
import psutil
import pytest

from geo.errors import UploadError
from geo.geocoding.ranking import Located
from geo.uploads import readings
from geo.uploads.process import child, errand, worker
from geo.uploads.readings import Options
from tests.hostile.inputs import a_feature, a_row, csv, geojson

TABLES = ("events", "places", "names", "claims", "disagreements", "event_sources", "sources")
ROWS = [
    a_row(id="a", killed="12", source="A book"),
    a_row(id="b", date="31/02/1938"),
    a_row(id="c", latitude="", longitude="", title="Ноmонхан 🙂"),
    "too,few\n",
    a_row(id="d", side_a="", side_b="", date="5/6/1938"),
]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A file that takes many times longer than it is given."""
    monkeypatch.setenv("ATLAS_UPLOAD_SECONDS", "1")
    yield csv(*(a_row(title=f"Clash {n}", id=f"e{n}", summary=f"word {n} " * 5) for n in range(150_000)))


def assert_same(one: Any, other: Any) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one.dataset, name), getattr(other.dataset, name))
    for name in ("digest", "chapters", "sides", "years", "is_own"):
        assert getattr(one.dataset, name) == getattr(other.dataset, name), name
    for name in ("problem_count", "bad_count", "wanted", "asks_order", "notes"):
        assert getattr(one, name) == getattr(other, name), name
    pd.testing.assert_frame_equal(one.problems, other.problems)
    pd.testing.assert_frame_equal(one.bad, other.bad)
    pd.testing.assert_frame_equal(one.raw.frame, other.raw.frame)
    pd.testing.assert_series_equal(one.raw.ragged, other.raw.ragged)
    assert (one.raw.name, one.raw.kind, one.raw.notes, one.raw.digest) == (
        other.raw.name,
        other.raw.kind,
        other.raw.notes,
        other.raw.digest,
    )


@pytest.mark.parametrize(
    "data", [csv(*ROWS), csv("x,y\n"), geojson(a_feature(), a_feature({"type": "Circle"}))], ids=["rows", "bad", "json"]
)
def test_what_comes_back_is_what_was_read(data: bytes) -> None:
    assert_same(errand.read("mine.csv", data), readings.read("mine.csv", data, Options()))


def test_a_table_is_understood_anew_with_all_that_was_said() -> None:
    here = readings.read("mine.csv", csv(*ROWS), Options())
    mapping = {"title": "title", "date_edtf": "date", "place_title": "place", "latitude": "latitude"}
    said = Options(
        mapping=mapping | {"longitude": "longitude"},
        order="dmy",
        cells={(3, "date"): "1938-02-28", (99, "date"): "x", (5, "nowhere"): "x"},
        located={"4": Located(42.5, 130.6, 2, 5.0, "gazetteer", "Found so.")},
    )
    there = errand.start_again(here.raw, said).result()
    assert_same(there, readings.again(here.raw, said))
    assert there.dataset.events["status"].tolist() == ["plotted"] * 4


def test_a_refusal_is_the_same_sentence() -> None:
    with pytest.raises(UploadError, match=r"mine\.csv is empty"):
        errand.read("mine.csv", b" ")


def test_too_much_memory_is_told_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_UPLOAD_MB", "40")
    data = csv(*(a_row(title=f"Clash {n}", id=f"e{n}") for n in range(200_000)))
    under_way = errand.start("mine.csv", data, Options())
    with pytest.raises(UploadError, match="more than the 40 MB of memory"):
        under_way.result()
    assert under_way.peak_bytes < 60_000_000


def test_too_much_time_is_told_with_the_limit(slow: bytes) -> None:
    with pytest.raises(UploadError, match="longer than the 1 s"):
        errand.read("mine.csv", slow)


def test_a_process_that_waits_instead_of_computing_is_stopped_by_the_clock(
    slow: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_UPLOAD_SECONDS", "60")
    monkeypatch.setattr(errand, "_BY_THE_CLOCK", 0)
    with pytest.raises(UploadError, match="longer than the 60 s"):
        errand.read("mine.csv", slow)


def children() -> set[int]:
    return {one.pid for one in psutil.Process().children() if worker.__name__ in one.cmdline()}


def test_a_process_that_is_killed_is_told_and_leaves_nothing(slow: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_UPLOAD_SECONDS", "60")
    before = children()
    under_way = errand.start("mine.csv", slow, Options())
    while not (new := children() - before) and not under_way.wait(0.05):
        pass
    (pid,) = new
    psutil.Process(pid).kill()
    with pytest.raises(UploadError, match=r"made the program that reads it stop.*save it as CSV"):
        under_way.result()
    assert not psutil.pid_exists(pid)


def test_it_can_be_given_up(slow: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_UPLOAD_SECONDS", "60")
    before = children()
    under_way = errand.start("mine.csv", slow, Options())
    under_way.cancel()
    with pytest.raises(UploadError, match="was stopped"):
        under_way.result()
    assert not children() - before


def test_a_third_waits_for_one_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errand, "_places", threading.BoundedSemaphore(1))
    with errand._places:
        second = errand.start("mine.csv", csv(*ROWS), Options())
        assert not second.wait(0.3)
        assert second.is_waiting
    assert second.result().bad_count == 2
    assert not second.is_waiting
    assert errand.AT_ONCE == 2


def test_a_fault_of_ours_is_told_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    unknown = errand.Errand(({"order": "none such"}, {}, {}), None, "this file")
    with pytest.raises(UploadError, match="made the program that reads it stop") as caught:
        unknown.result()
    assert "KeyError" not in str(caught.value)
    assert "KeyError" in caplog.text


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "hush")
    process = child.Child()
    try:
        told = psutil.Process(process._process.pid).environ()
        assert "hush" not in told.values()
        assert os.environ["PATH"] == told["PATH"]
    finally:
        process.end()


@pytest.mark.parametrize(("text", "most"), [("", 600), ("x", 600), ("0", 600), ("-5", 600), ("250", 250)])
def test_a_setting_that_is_no_number_is_the_usual_one(monkeypatch: pytest.MonkeyPatch, text: str, most: int) -> None:
    monkeypatch.setenv("ATLAS_UPLOAD_MB", text)
    assert errand.limits() == (most * 1_000_000, 60)
