"""Tables as public collections and people of many countries write them: each is read without a choice."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest
import shapely

from geo.uploads import readings
from geo.uploads.cells import shapes
from geo.uploads.cells.dates import read_date
from geo.uploads.cells.geojson_shapes import shape_of
from geo.uploads.columns.column_mapping import guess
from geo.uploads.own_events import Reading


def read(data: bytes | str, name: str = "mine.csv") -> Reading:
    return readings.read(name, data if isinstance(data, bytes) else data.encode(), readings.Options())


def events(reading: Reading) -> list[tuple[str, str, float | None]]:
    found = reading.dataset.events[["title", "date_edtf", "latitude"]].itertuples(index=False)
    return [(title, date, None if lat != lat else lat) for title, date, lat in found]


def notes(reading: Reading) -> str:
    return " | ".join(reading.notes)


def a_spreadsheet(*rows: tuple[str, ...]) -> bytes:
    """Return an OpenDocument spreadsheet, whose empty cells at the end of a row are not written as text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cells = {"": "<table:table-cell/>"}
    body = "".join(
        "<table:table-row>"
        + "".join(cells.get(cell, f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>") for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='One'>{body}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return kept.getvalue()


def test_an_empty_last_cell_of_a_spreadsheet_costs_no_row() -> None:
    found = read(a_spreadsheet(("Name", "Date", "Killed"), ("A", "1938-07-29", ""), ("B", "1938-08-05", "7")), "a.ods")
    assert (events(found), found.bad_count) == ([("A", "1938-07-29", None), ("B", "1938-08-05", None)], 0)


def test_codes_for_nothing_known_are_no_dates_and_told() -> None:
    found = read(
        "WarNum,WarName,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,"
        "TransFrom,WhereFought,TransTo,BatDeath\n"
        "4,Spanish,4,7,1823,11,13,1823,-8,-8,-8,503,2,-8,600\n7,Mexican,4,25,1846,9,14,-9,-8,-8,-8,-8,1,-8,6000\n"
        "8,Other,6,-9,1862,-9,-9,1863,-8,-8,-8,-8,2,-8,-9\n"
    )
    assert [one[:2] for one in events(found)] == [
        ("Spanish", "1823-04-07/1823-11-13"),
        ("Mexican", "1846-04-25"),
        ("Other", "1862-06/1863"),
    ]
    assert found.dataset.claims["best"].tolist() == [600, 6000]
    assert "“-9” stands for no date in 1 cell" in notes(found)
    assert read("battle,year\nA,-9\nB,-216\nC,1066\n").bad_count == 2, "where others are below zero, it is a year"


def test_the_row_that_says_how_a_table_was_asked_for_is_left_out() -> None:
    found = read(
        "Search Parameters\tYear\tMo\tDy\tLocation Name\tLatitude\tLongitude\tDeaths\n"
        '"[""1900 <= Year""]"\t\t\t\t\t\t\t\n\t1923\t9\t1\tTOKYO\t35.1\t139.5\t142807\n\t1927\t3\t7\tTANGO\t35.8\t134.8\t\n'  # noqa: E501
    )
    assert (events(found), found.bad_count) == ([("TOKYO", "1923-09-01", 35.1), ("TANGO", "1927-03-07", 35.8)], 0)
    assert "row 2 fills a column that no other row does" in notes(found)


@pytest.mark.parametrize("line", ["Source : D. Smith", "* estimated", "注：未詳", "Źródło: GUS", "1) with the wounded"])
def test_footnotes_below_a_table_are_left_out_and_told(line: str) -> None:
    book = openpyxl.Workbook()
    for row in (("Battle", "Date", "Killed"), ("A", "1805", 9), ("B", "1807", 4), ("Total", None, 13), (line,)):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    found = read(kept.getvalue(), "a.xlsx")
    assert ([title for title, *_ in events(found)], found.bad_count) == (["A", "B"], 0)
    assert f"1 footnote below the table, from row 5 on (“{line}”)" in notes(found)
    assert "adds up others" in notes(found)


def test_an_event_that_only_begins_like_a_footnote_stays() -> None:
    assert read("Battle,Date,Killed\nA,1805,9\nNotes: lost,1807,\n").raw.frame["Battle"].tolist() == [
        "A",
        "Notes: lost",
    ]


def test_the_layers_of_a_map_of_umap_are_read() -> None:
    def layer(name: str, *events: tuple[str, str]) -> dict[str, object]:
        features = [
            {
                "type": "Feature",
                "properties": {"name": title, "date": date},
                "geometry": {"type": "Point", "coordinates": [5.38, 49.16]},
            }
            for title, date in events
        ]
        return {"type": "FeatureCollection", "features": features, "_umap_options": {"name": name}}

    layers = [
        layer("1916", ("Verdun", "21 février 1916"), ("Vaux", "2-7 juin 1916")),
        layer("1870", ("Belfort", "1870")),
    ]
    place = {"type": "Point", "coordinates": [5, 48]}
    found = read(
        json.dumps({"type": "umap", "properties": {"name": "x"}, "geometry": place, "layers": layers}), "a.umap"
    )
    assert sorted(events(found)) == [
        ("Belfort", "1870", 49.16),
        ("Vaux", "1916-06-02/1916-06-07", 49.16),
        ("Verdun", "1916-02-21", 49.16),
    ]
    assert found.raw.frame["folder"].tolist() == ["1916", "1916", "1870"]


@pytest.mark.parametrize(
    "heads",
    [
        "Anfangsdatum|Enddatum", "Begindatum|Einddatum", "Startdato|Slutdato", "Alkamispäivä|Päättymispäivä",
        "Дата начала|Дата завершения", "Datum začátku|Datum konce", "Kezdő dátum|Záró dátum",
        "Ημερομηνία έναρξης|Ημερομηνία λήξης", "Начална дата|Крайна дата", "Datum početka|Datum završetka",
        "Эхлэх|Дуусах", "開戦日|終戦日", "تاريخ البدء|تاريخ الانتهاء", "תאריך התחלה|תאריך סיום",
        "Pradžios data|Pabaigos data", "Sākuma datums|Beigu datums", "Alguskuupäev|Lõppkuupäev", "notBefore|notAfter",
        "First day|Last day", "Datum|", "Datum A|Datum B", "1|2",
    ],
)  # fmt: skip
def test_both_ends_of_a_time_are_found(heads: str) -> None:
    found = read(
        "Name;" + heads.replace("|", ";") + "\nA;29.07.1938;02.08.1938\nB;05.08.1938;\nC;09.08.1938;11.08.1938\n"
    )
    assert [date for _, date, _ in events(found)] == ["1938-07-29/1938-08-02", "1938-08-05", "1938-08-09/1938-08-11"]
    is_guessed = heads in ("Datum|", "Datum A|Datum B", "1|2")
    assert ("is read as the last days" in notes(found)) is is_guessed


@pytest.mark.parametrize("head", ["Erfasst", "Datum updated", "Created"])
def test_days_of_something_else_are_no_last_days(head: str) -> None:
    found = read(f"Name;Datum;{head}\nA;29.07.1938;02.08.1938\nB;05.08.1938;06.08.1938\n")
    assert [date for _, date, _ in events(found)] == ["1938-07-29", "1938-08-05"]


@pytest.mark.parametrize(
    "head",
    "Şehit|Алагдсан|Полеглі|Gefallen|Caídos|Gesneuveld|Padlí|Halottak|Kaatuneet|Stupade|Falne|Faldne|Døde|Uciși|Убити|"
    "Загинали|Погинули|شهداء|BatDeath|Número de muertos|Число погибших|Liczba zabitych|Počet mrtvých|Fallen".split("|"),
)
def test_the_dead_are_found(head: str) -> None:
    assert guess(["Name", "Date", head]).mapping["best"] == head


def test_a_key_of_a_class_is_no_kind_where_the_kind_is_written_out() -> None:
    found = read(
        "DisNo.,Classification Key,Disaster Group,Disaster Type,Event Name,Location,Start Year\n"
        "1999-0388-DJI,nat-hyd-flo-flo,Natural,Flood,,Randa,1999\n1999-0389-TUR,nat-geo-ear-gro,Natural,Earthquake,Izmit,Izmit,1999\n"
    )
    assert sorted(events(found)) == [("Flood, Randa", "1999", None), ("Izmit", "1999", None)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1939 оны есдүгээр сарын 16", "1939-09-16"),
        ("1939 оны арван хоёрдугаар сар", "1939-12"),
        ("1939 оны 7 дугаар сарын 3-5", "1939-07-03/1939-07-05"),
        ("1950. 6. 25.(일) ~ 6. 30.(금)", "1950-06-25/1950-06-30"),
        ("1950년 6월 25일(일요일)", "1950-06-25"),
        ("昭和16年12月8日(月曜日)", "1941-12-08"),
        ("1937年7月7日 星期三", "1937-07-07"),
        ("29.07.1938 (Fr)", "1938-07-29"),
        ("noc z 29 na 30 listopada 1830", "1830-11-29/1830-11-30"),
        ("nuit du 4 au 5 août 1789", "1789-08-04/1789-08-05"),
        ("Nacht vom 9. auf den 10. November 1938", "1938-11-09/1938-11-10"),
        ("в ночь с 6 на 7 ноября 1917", "1917-11-06/1917-11-07"),
        ("notte tra il 24 e il 25 luglio 1943", "1943-07-24/1943-07-25"),
        ("noite de 15 para 16 de novembro de 1889", "1889-11-15/1889-11-16"),
        ("v noci z 20. na 21. srpna 1968", "1968-08-20/1968-08-21"),
        ("AD 01 - 99", "0001/0099"),
        ("50-99 AD", "0050/0099"),
        ("AD 98 – 117", "0098/0117"),
    ],
)
def test_dates_as_they_are_written(text: str, edtf: str) -> None:
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4, 5]]},
        {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]},
        {"type": "MultiPolygon", "coordinates": [[[[0, 0], [4, 0], [4, 4], [0, 0]], [[2, 1], [3, 1], [3, 2], [2, 1]]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]},
    ],
)
def test_shapes_are_those_of_the_library(geometry: dict[str, object]) -> None:
    wanted = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    assert shape_of(geometry).equals(wanted)


@pytest.mark.parametrize(
    "coordinates",
    [[[1, 2], [3, 4], [5, 6]], [["1", "2"], ["3", "4"]], [[1], [2]], [[True, 2], [3, 4]], [[float("nan"), 2]] * 2],
)
def test_what_is_no_shape_is_refused(coordinates: list[object]) -> None:
    kind = "Polygon" if len(coordinates) == 3 else "LineString"
    with pytest.raises(Exception, match=r"\w"):
        shape_of({"type": kind, "coordinates": [coordinates] if kind == "Polygon" else coordinates})


def test_an_outline_of_very_many_points_keeps_its_form() -> None:
    ring = shapely.Point(130, 42).buffer(5, quad_segs=40_000)
    text = shapes.outline(ring)
    assert len(text) < 5_000
    assert shapely.from_wkt(text).symmetric_difference(ring).area < 0.02 * ring.area


def test_a_column_of_names_called_by_a_letter_is_no_longitude() -> None:
    reading = read("x;when\nFord of the Ash;3 May 1871\nHill of the Crows;9 June 1871\n")
    assert events(reading) == [("Ford of the Ash", "1871-05-03", None), ("Hill of the Crows", "1871-06-09", None)]
    assert reading.problems.empty
