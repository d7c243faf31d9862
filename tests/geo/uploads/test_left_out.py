"""Nothing of a file is left out without a word: each input has something that a reader might lose."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from geo.errors import UploadError
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess
from geo.uploads.limits import MAX_PROBLEMS
from tests.hostile.heavy import a_good_row
from tests.hostile.inputs import HEAD_XML, a_cell, a_feature, a_sheet, geojson


def read(data: bytes) -> tuple[reader.RawTable, own_events.Reading]:
    raw = reader.read(data, "mine")
    return raw, own_events.read(raw, guess(raw.frame.columns).mapping)


def a_book(**sheets: tuple[str, int]) -> bytes:
    """Return a workbook with a sheet for each name: its state, and how many rows below the header."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (state, count) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for number in range(count + 1):
            sheet.append([f"{name} {number}", "1938", 42.5, 130.6] if number else ["title", "date", "lat", "lon"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("title (2),title,title,date", ["title (2)", "title", "title (3)", "date"]),
        ("date,date,date (2),date (3)", ["date", "date (4)", "date (2)", "date (3)"]),
        ("a,a,a", ["a", "a (2)", "a (3)"]),
        (",column 1,", ["column 1", "column 1 (2)", "column 3"]),
    ],
)
def test_columns_of_one_name_all_stay(header: str, names: list[str]) -> None:
    cells = [f"v{place}" for place in range(len(names))]
    raw = reader.read(f"{header}\n{','.join(cells)}\n".encode(), "mine.csv")
    assert raw.frame.to_dict("records") == [dict(zip(names, cells, strict=True))]
    assert any("stands more than once" in note for note in raw.notes)


@pytest.mark.parametrize(
    ("properties", "place"),
    [
        ({"latitude": 44.5, "longitude": 131.6}, ("44.5", "131.6", "")),
        ({"geometry_wkt": "POINT (1 2)"}, ("", "", "POINT (1 2)")),
    ],
)
def test_properties_called_like_a_place_stand_in_for_one(properties: dict[str, Any], place: tuple[str, ...]) -> None:
    without = {"type": "Feature", "geometry": None, "properties": {"title": "B", "date": "1938", **properties}}
    raw, reading = read(geojson(a_feature(**properties), without))
    assert tuple(raw.frame[["latitude", "longitude", "geometry_wkt"]].iloc[1]) == place
    assert tuple(raw.frame[["latitude", "longitude"]].iloc[0]) == ("42.5", "130.6"), "its own geometry comes first"
    for name, value in properties.items():
        assert raw.frame[f"{name} (2)"].tolist() == [str(value)] * 2
        assert any(repr(name) in note for note in reading.notes)
    assert reading.dataset.events["status"].tolist() == ["plotted"] * 2
    raw, reading = read(geojson(without))
    assert reading.dataset.events["status"].tolist() == ["plotted"], "also if no feature has a geometry"


def test_an_id_and_a_property_id_both_stay() -> None:
    features = [{**a_feature(id="of-property"), "id": 7}, a_feature(id="alone")]
    raw, reading = read(geojson(*features))
    assert raw.frame[["id", "id (2)"]].to_numpy().tolist() == [["7", "of-property"], ["alone", "alone"]]
    assert sorted(reading.dataset.events.index) == ["7", "alone"]


def test_a_member_that_stands_twice_is_counted() -> None:
    data = b'{"features":[{"properties":{"title":"a","title":"b","date":"1938"},"geometry":null}]}'
    raw, _ = read(data)
    assert "1 times a name stands twice" in raw.notes[0]


@pytest.mark.parametrize("kind", [["Point"], {"a": 1}, 7, None, "CircularString"])
def test_a_geometry_of_no_kind_is_a_problem_of_its_row(kind: object) -> None:
    _, reading = read(geojson(a_feature(), a_feature({"type": kind, "coordinates": [1, 2]})))
    assert (reading.dataset.events["status"] == "plotted").tolist() == [True, False]
    assert reading.problems["column"].tolist() == ["geometry_wkt"]


def test_rows_far_below_blank_ones_are_read_with_their_numbers() -> None:
    raw, _ = read(a_sheet(HEAD_XML + a_good_row(2) + a_good_row(30_000) + a_good_row(1_048_576)))
    assert raw.frame.index.tolist() == [2, 30_000, 1_048_576]


def test_the_first_visible_sheet_is_read_and_the_others_are_named() -> None:
    raw, reading = read(a_book(Secret=("veryHidden", 3), Seen=("visible", 2), Notes=("visible", 1)))
    assert raw.frame["title"].tolist() == ["Seen 1", "Seen 2"]
    assert "first visible sheet “Seen”" in raw.kind
    assert "“Secret” (hidden, 4 rows), “Notes” (2 rows)" in reading.notes[0]


@pytest.mark.parametrize(
    ("rows", "numbers"), [((2, 3, 3, 4), [2, 3, 4, 5]), ((2, 5, 3), [2, 5, 6])], ids=["twice", "backwards"]
)
def test_rows_of_a_damaged_sheet_are_all_read_and_told(rows: tuple[int, ...], numbers: list[int]) -> None:
    raw, _ = read(a_sheet(HEAD_XML + "".join(a_good_row(number) for number in rows)))
    assert raw.frame.index.tolist() == numbers
    assert "twice or backwards" in raw.notes[-1]


def test_a_cell_twice_is_told() -> None:
    twice = a_cell("A2", "x") + a_cell("A2", "y") + a_cell("B2", "1938")
    raw, _ = read(a_sheet(HEAD_XML + f'<row r="2">{twice}</row>'))
    assert "1 cells stand twice" in raw.notes[-1]


def test_a_text_that_is_missing_is_a_refusal_with_its_row() -> None:
    with pytest.raises(UploadError, match="row 2 has a cell that stands for text 99"):
        read(a_sheet(HEAD_XML + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>'))


@pytest.mark.parametrize(
    "text",
    [
        "CIRCULARSTRING(0 0,1 1,2 0)",
        "COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0),(2 0,3 1))",
        "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))",
        "MULTICURVE((0 0,1 1))",
        "MULTISURFACE(((0 0,1 1,1 0,0 0)))",
        "TIN(((0 0,1 1,1 0,0 0)))",
        "GEOMETRYCOLLECTION(POINT(1 2))",
        "POLYGON((((((0 0))))))",
        "POINT(nan nan)",
        "LINESTRING(0 0)",
    ],
)
def test_a_shape_that_cannot_be_drawn_is_a_problem_of_its_row(text: str) -> None:
    data = f'title,date,wkt\nA,1938,"LINESTRING(1 2,3 4)"\nB,1938,"{text}"\nC,1938,POINT(1 2)\n'.encode()
    _, reading = read(data)
    events = reading.dataset.events
    assert (events["title"].tolist(), events["latitude"].notna().tolist()) == (["A", "B", "C"], [True, False, True])
    assert reading.bad.index.tolist() == [3]


def test_of_many_problems_the_first_are_listed_and_all_are_counted() -> None:
    count = MAX_PROBLEMS + 500
    _, reading = read(b"title,date,lat,lon\n" + b"x,x,x,x\n" * count)
    assert reading.problem_count == 3 * count
    assert reading.bad_count == count
    assert len(reading.problems) <= MAX_PROBLEMS
    rows = reading.bad.index.tolist()
    assert rows == list(range(2, 2 + MAX_PROBLEMS // 3))
    assert set(reading.problems["row"]) == set(rows)
    assert own_events.bad_rows_csv(reading).count("\r\n") == len(rows) + 1
    assert own_events.rows_given_back(reading) == len(rows)
