"""A data package becomes a dataset, whole or not at all."""

import math
from dataclasses import replace

import pytest

from geo.errors import DatasetError, NotFoundError
from geo.record import tables
from tests.builders import a_claim, a_name, a_package, a_place, a_source, a_support, an_event


def test_what_is_derived(dataset):
    data = dataset(
        events=[an_event(date_edtf="1936-03~", side_a_2nd="mongolia, soviet-union")],
        sources=[a_source(), a_source(id="second")],
        event_sources=[
            a_support(supports="date"),
            a_support(supports="course"),
            a_support(source_id="second"),
        ],
    )
    event = data.event("the-clash")
    assert (event["date_start"], event["date_end"], event["date_prec"], event["year"]) == (
        "1936-03-01",
        "1936-03-31",
        4,
        1936,
    )
    assert event["last_day"] - event["first_day"] == 30
    assert event["number_of_sources"] == 2, "works, not rows"
    assert event["parties"] == ("soviet-union", "japan", "mongolia"), "each once"
    assert (event["place_title"], event["latitude"], event["where_prec"]) == ("The ford", 42.5, 1)


def test_events_stand_in_order_of_time(dataset):
    data = dataset(
        events=[
            an_event(id="late", date_edtf="1945"),
            an_event(id="long", date_edtf="1938/1939"),
            an_event(id="short", date_edtf="1938"),
            an_event(id="early", date_edtf="1929-10-12"),
        ]
    )
    assert list(data.events.index) == ["early", "short", "long", "late"]


def test_not_reported_is_not_nought(dataset):
    data = dataset(claims=[a_claim(best="0"), a_claim(id="silent", best="", high="5")])
    assert data.claims["best"][0] == 0
    assert math.isnan(data.claims["best"][1])


def test_rows_by_what_a_column_holds(dataset):
    data = dataset(
        events=[an_event(), an_event(id="other")],
        claims=[a_claim(id="z"), a_claim(id="of-other", event_id="other"), a_claim(id="a")],
    )
    assert [row["id"] for row in data.rows("claims", "event_id", "the-clash")] == ["z", "a"], "in order of the file"
    assert data.rows("claims", "event_id", "nothing") == []
    fewer = replace(data, claims=data.claims[1:])
    assert [row["id"] for row in fewer.rows("claims", "event_id", "the-clash")] == ["a"], "nothing outlives its table"


def test_an_event_off_the_map_has_no_coordinates(dataset):
    data = dataset(events=[an_event(place_id="", place_relation="", status="panel-only")])
    event = data.event("the-clash")
    assert math.isnan(event["latitude"])
    assert (event["place_title"], event["geometry_wkt"]) == ("", "")


def test_an_event_is_found_by_its_names_its_parents_and_its_places(dataset):
    data = dataset(
        events=[an_event(title="Offensive"), an_event(id="part", part_of="the-clash", title="Crossing")],
        names=[a_name(toponym="Халхин-Гол"), a_name(subject_id="the-ford", toponym="ノモンハン", lang="ja")],
    )
    for word in ("offensive", "crossing", "halhin gol", "nomonhan", "ford"):
        assert word in data.event("part")["search"]
    assert "crossing" not in data.event("the-clash")["search"], "a whole is not found by its parts"


def test_a_damaged_package_is_refused_with_every_problem(tmp_path):
    a_package(tmp_path, events=[an_event(title="", date_edtf="soon")])
    with pytest.raises(DatasetError) as caught:
        tables.load(tmp_path)
    assert [problem.split(": ")[1] for problem in caught.value.problems] == ["date_edtf", "title"]


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(DatasetError, match=r"events\.csv: is missing"):
        tables.load(tmp_path / "nowhere")


def test_no_events_at_all_are_a_dataset(dataset):
    data = dataset(events=[], places=[], sources=[])
    assert len(data.events) == len(data.places) == len(data.sources) == 0
    assert {"first_day", "search", "where_prec", "parties"} <= set(data.events.columns)


def test_an_unknown_event_is_not_found(dataset):
    with pytest.raises(NotFoundError, match="there is no event 'x'"):
        dataset().event("x")


def test_a_package_is_read_once_until_it_changes(tmp_path, monkeypatch):
    a_package(tmp_path)
    reads = []
    monkeypatch.setattr(
        tables.packages, "read", lambda folder, real=tables.packages.read: reads.append(folder) or real(folder)
    )
    first = tables.load(tmp_path)
    assert tables.load(tmp_path) is first
    assert len(reads) == 1
    a_package(tmp_path, events=[an_event(title="Another title")])
    stamp = (tmp_path / "events.csv").stat().st_mtime_ns
    (tmp_path / "events.csv").touch()
    assert (tmp_path / "events.csv").stat().st_mtime_ns >= stamp
    assert tables.load(tmp_path).event("the-clash")["title"] == "Another title"


def test_whole_numbers_stay_whole(dataset):
    data = dataset(places=[a_place(where_prec="2"), a_place(id="other", where_prec="7.0")])
    assert list(data.places["where_prec"]) == [2, 7]
    assert str(data.places["where_prec"].dtype) == "int64"
