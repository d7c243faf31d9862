"""Whatever is taken away comes back with equal rows, from every format to every other."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyogrio.raw
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from geo.__main__ import main
from geo.content.panel import html, panel
from geo.errors import UploadError
from geo.formats import package_tables
from geo.formats.registry import FORMATS
from geo.query import addresses
from geo.query.selection import Selection, chosen
from geo.record.tables import Dataset
from geo.uploads import package_reading, readings
from geo.uploads.convert import convert
from geo.uploads.own_events import Reading
from geo.uploads.readings import Options

Row = dict[str, Any]


def read(data: bytes, name: str = "events") -> Reading:
    return readings.read(name, data, Options())


def built(dataset: Dataset, extension: str) -> bytes:
    body = FORMATS[extension].build(dataset, dataset.events, "https://atlas.example/")
    return body.encode() if isinstance(body, str) else body


# --- each format as another program reads it ---


def of_csv(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def of_xlsx(data: bytes) -> list[Row]:
    rows = openpyxl.load_workbook(io.BytesIO(data), read_only=True)["events"].iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip_longest(header, row)) for row in rows]


def of_geojson(data: bytes) -> list[Row]:
    features = json.loads(data)["features"]
    return [{"id": one["id"], "shape": shape(one["geometry"]), **one["properties"]} for one in features]


def of_gpkg(data: bytes) -> list[Row]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # bytes in memory have no file name for GDAL to like
        meta, _, shapes, columns = pyogrio.raw.read(data, layer="events", datetime_as_string=True)
    rows = zip(*columns, strict=True)
    return [
        {**{name: str(cell) for name, cell in zip(meta["fields"], row, strict=True)}, "shape": point and bytes(point)}
        for row, point in zip(rows, shapes, strict=True)
    ]


def of_kml(data: bytes) -> list[Row]:
    """Return the events; units, lines and ground that belong to them are no events, and are not read again."""
    return [row for row in placemarks(data) if "layer" not in row]


def placemarks(data: bytes) -> list[Row]:
    marks = etree.fromstring(data).iterfind(".//{*}Placemark")
    return [
        {
            "name": mark.findtext("{*}name"),
            "spots": "".join(mark.xpath('.//*[local-name()="coordinates"]/text()')),
            **{one.get("name"): one.findtext("{*}value") for one in mark.iterfind(".//{*}Data")},
        }
        for mark in marks
    ]


def of_lpf(data: bytes) -> list[Row]:
    return [
        {
            "id": addresses.thing_in(one["@id"], "event") or one["@id"].partition(":")[2],
            "shape": shape(one["geometry"]),
            "when": one["when"],
            **one["properties"],
        }
        for one in json.loads(data)["features"]
    ]


def of_tsv(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def shape(geometry: Any) -> Any:
    return geometry and shapely.normalize(shapely.from_geojson(json.dumps(geometry))).wkt


ROWS: dict[str, Callable[[bytes], list[Row]]] = {
    "csv": of_csv,
    "xlsx": of_xlsx,
    "geojson": of_geojson,
    "gpkg": of_gpkg,
    "kml": of_kml,
    "lpf.json": of_lpf,
    "lp.tsv": of_tsv,
}


def same(before: list[Row], after: list[Row]) -> None:
    """Hold that every cell of *before* stands in *after*, whatever else stands there."""
    by_id = {row["id"]: row for row in after}
    assert len(by_id) == len(after) == len(before)
    for row in before:
        assert {name: by_id[row["id"]].get(name) for name in row} == row


@cache
def of_the_atlas(extension: str) -> bytes:
    from geo.record import tables

    return built(tables.load(), extension)


@cache
def of_the_atlas_again(extension: str) -> Reading:
    return read(of_the_atlas(extension), f"events.{extension}")


def test_every_format_has_a_reader_here() -> None:
    assert set(ROWS) == set(FORMATS)


@pytest.mark.parametrize("extension", FORMATS)
def test_what_the_atlas_gives_out_comes_back_with_equal_rows(extension: str) -> None:
    again = built(of_the_atlas_again(extension).dataset, extension)
    same(ROWS[extension](of_the_atlas(extension)), ROWS[extension](again))


def test_of_a_globes_file_what_is_no_event_is_counted_and_a_column_called_layer_is_no_sign_of_it() -> None:
    counts = Counter(row.get("layer") for row in placemarks(of_the_atlas("kml")))
    words = {"positions": "positions of units", "lines": "lines on the ground", "features": "features of the ground"}
    assert set(counts) == {None, *words}
    said = {f"{counts[layer]:,} {what} in the KML are not read or followed" for layer, what in words.items()}
    assert said <= set(of_the_atlas_again("kml").notes)
    theirs = read(b"title,date,lat,lon,layer,claimant\nA,1904,1,2,positions,x\nB,1905,3,4,lines,y\n").dataset
    again = read(built(theirs, "kml"), "events.kml").dataset
    assert sorted(again.more["layer"]) == ["lines", "positions"]


THEIRS = (
    "id,title,date,place,lat,lon,side_a,side_b,kind,killed,weather,Größe (m),source,chapter,geometry_wkt\n"
    'A/7 ö,Ford,1904-07-29,The ford,42.5,130.25,Group A+,group-a,Skirmish,12,rain,3,"Lee, 1905",North,\n'
    'b,Täuschung „x“,1904-07,Ridge,-42.1234567,-130.5,Group A,???,battle,,"sun, wind",,,"A ""b""",\n'
    'c,Road,1904/1905,Road,10,11,,,,0,,4.50,https://example.org/x,,"LINESTRING (10 10, 12 12)"\n'
    "d,Talks,1905?,,,,X,Y,treaty,,fog,,,South,\n"
)
KEPT = ("weather", "Größe (m)", "id", "kind", "side_a", "side_b", "chapter", "source", "best")


@pytest.mark.parametrize("extension", FORMATS)
def test_a_table_goes_home_whole_and_comes_back(extension: str) -> None:
    own = read(THEIRS.encode()).dataset
    data = built(own, extension)
    rows = ROWS[extension](data)
    again = read(data, f"events.{extension}").dataset
    same(rows, ROWS[extension](built(again, extension)))
    assert set(again.sides.values()) >= set(own.sides.values()) - (set() if len(rows) == 4 else {"X", "Y"})
    if extension in ("csv", "xlsx", "geojson", "gpkg", "kml"):
        assert len(rows) == 4, "also what has no place"
        given = {row["title"]: row for row in of_csv(THEIRS.encode())}
        for row in rows:
            for name in KEPT:
                column = {"best": "killed"}.get(name, name)
                text = row.get(name)
                if name == "kind" and not given[row["title"]]["kind"]:
                    text = ""  # drawn as an incident, and says so
                assert ("" if text in (None, "None") else str(text)) == given[row["title"]][column], name


def test_the_parties_of_a_table_keep_their_names_and_none_is_another() -> None:
    own = read(THEIRS.encode()).dataset
    assert set(own.sides.values()) == {"Group A+", "group-a", "Group A", "???", "X", "Y"}
    assert len(set(own.sides)) == 6


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda text: not text.startswith(("'", "[", "{", "#")) and text.lower() not in {"na", "nan", "null", "none", "n/a"}
)


@st.composite
def tables_of_theirs(draw: st.DrawFn) -> bytes:
    """Return a table of a few rows with columns of its own."""
    own = draw(st.lists(st.sampled_from(["Weather", "Unit no.", "備考", "x_y"]), unique=True, max_size=3))
    lines = []
    for number in range(draw(st.integers(1, 4))):
        date = draw(st.sampled_from(["1904-07-29", "1904-07", "1904", "1904-07-29/1904-08-11", "1904~"]))
        lat = draw(
            st.floats(10, 60).map(lambda value: round(value, 6))
        )  # places that can be meant: what cannot is asked
        lon = draw(st.floats(95, 175).map(lambda value: round(value, 6)))
        words = [f"t{draw(WORDS)}" for _ in range(3 + len(own))]
        lines.append([f"e{number}", words[0], date, lat, lon, words[1], words[2], *words[3:]])
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["id", "title", "date", "latitude", "longitude", "side_a", "summary", *own], *lines])
    return text.getvalue().encode()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables_of_theirs(), st.sampled_from(sorted(FORMATS)), st.sampled_from(sorted(FORMATS)))
def test_any_table_goes_through_any_two_formats_without_loss(data: bytes, first: str, second: str) -> None:
    own = read(data, "mine.csv")
    assert not own.bad_count
    once = read(built(own.dataset, first), f"a.{first}").dataset
    twice = read(built(once, second), f"a.{second}").dataset
    columns = ["title", "date_edtf", "latitude", "longitude", "summary"]
    before, after = (one.events[columns].sort_values(columns, ignore_index=True) for one in (own.dataset, twice))
    pd.testing.assert_frame_equal(before, after)
    for name in own.dataset.more.columns:
        assert sorted(own.dataset.more[name]) == sorted(twice.more[name]), name


# --- packages and the command ---

CHACO = Path("tests/packages/chaco")


def test_a_package_is_carried_over_byte_by_byte(tmp_path: Path) -> None:
    convert(CHACO, tmp_path / "a.zip")
    convert(tmp_path / "a.zip", tmp_path / "folder")
    convert(tmp_path / "folder", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    for path in CHACO.rglob("*"):
        if path.is_file():
            assert (tmp_path / "folder" / path.relative_to(CHACO)).read_bytes() == path.read_bytes()


def test_a_table_becomes_a_package_and_comes_back() -> None:
    own = read(THEIRS.encode(), "mine.csv").dataset
    files = package_tables.files(own)
    reading = read(package_tables.packed(files), "mine.zip")
    assert package_reading.is_package(reading.raw)
    back = reading.dataset
    columns = ["title", "date_edtf", "side_a", "side_b", "latitude", "longitude", "summary", "status"]
    assert back.events[columns].astype(str).to_dict("list") == own.events[columns].astype(str).to_dict("list")
    assert back.more.to_dict() == own.more.reindex(own.events.index).to_dict()
    assert back.sides == {name: own.sides[name] for name in back.sides}
    assert back.claims["best"].tolist() == own.claims["best"].tolist()


def test_the_command_converts_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(THEIRS + "e,Years,1904-13,,,,,,,,,,,,\nf,Wrong,1904-02-30,,,,,,,,,,,,\n", encoding="utf-8")
    assert main(["convert", str(source), str(tmp_path / "out.gpkg")]) == 0
    said = capsys.readouterr()
    assert "5 events; 1 rows have a fault" in said.out
    assert "row 7" in said.err and "1 date, read as the years 1904 to 1913" in said.err
    assert {row["title"] for row in of_gpkg((tmp_path / "out.gpkg").read_bytes())} == {
        "Years",
        *(row["title"] for row in of_csv(THEIRS.encode())),
    }
    assert main(["convert", str(source), str(tmp_path / "out.doc")]) == 1
    assert "ends as no format does" in capsys.readouterr().err
    assert main(["convert", str(tmp_path / "none.csv"), str(tmp_path / "out.csv")]) == 1


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(FileExistsError, match="is not empty"):
        convert(CHACO, tmp_path)
    with pytest.raises(UploadError, match="holds no data package"):
        convert(tmp_path, tmp_path / "a.zip")


def test_what_a_table_says_beyond_is_in_the_panel_and_can_be_searched_for() -> None:
    own = read(THEIRS.encode()).dataset
    (ford,) = chosen(own, Selection(query="RAIN")).index
    shown = panel(own, ford)
    assert (shown.title, shown.kind) == ("Ford", "Skirmish")
    assert shown.more == (("weather", "rain"), ("Größe (m)", "3"))
    assert "<dt>weather</dt><dd>rain</dd>" in html(shown)
    assert [party.title for party in (*shown.side_a, *shown.side_b)] == ["Group A+", "group-a"]
