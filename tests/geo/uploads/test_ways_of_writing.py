"""Tables, sides of the globe and dates in ways of writing that no template foresees, a kind each."""

import io
import json
import sqlite3

import openpyxl
import pytest

from geo.errors import UploadError
from geo.uploads import readings
from geo.uploads.cells.coordinates import degrees_of, pair_of
from geo.uploads.cells.dates import read_date
from geo.uploads.cells.figures import Figure, figure_of
from geo.uploads.columns.column_mapping import guess
from geo.uploads.files import damage
from geo.uploads.files.encodings import encoding_of, told_apart


def read(data, name="table.csv"):
    return readings.read(name, data if isinstance(data, bytes) else data.encode(), readings.Options())


def events(reading):
    """Return what matters of each event, in the order of the file."""
    return [
        (row.title, row.date_edtf, None if row.latitude != row.latitude else (row.latitude, row.longitude))
        for row in reading.dataset.events.sort_values(
            "row" if "row" in reading.dataset.events else "title"
        ).itertuples()
    ]


def notes(reading):
    return " | ".join(reading.notes)


# --- tables without a mark between their cells ---


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"name" "date" "lat" "lon"\n"1" "Fort Alpha" "1916-07-01" 50.02 2.69\n"2" "Mill, Beta" "1916-07-14" NA NA\n',
         "blanks"),
        ("NAME        DATE        LAT    LON\nFort Alpha  1916-07-01  50.02  2.69\nMill, Beta  1916-07-14  -      -\n",
         "wide gaps"),
        ("name date lat lon\n1 Fort_Alpha 1916-07-01 50.02 2.69\n2 Mill,_Beta 1916-07-14 NA NA\n", "blanks"),
    ],
    ids=["R, quoted", "columns in print", "R, bare"],
)  # fmt: skip
def test_cells_may_be_cut_by_blanks(text, kind):
    found = read(text)
    assert f"separated by {kind}" in found.raw.kind
    assert [(title.replace("_", " "), *rest) for title, *rest in events(found)] == [
        ("Fort Alpha", "1916-07-01", (50.02, 2.69)),
        ("Mill, Beta", "1916-07-14", None),
    ]


def test_one_quoted_column_with_row_names_gets_one_story():
    found = read('"title"\n"1" "Battle of A, 1916"\n"2" "Battle of B, 1917"\n')
    assert found.raw.frame.to_dict("list") == {
        "row name": ["1", "2"],
        "title": ["Battle of A, 1916", "Battle of B, 1917"],
    }
    assert "above the table" not in notes(found)
    assert "as R writes tables" in notes(found)


@pytest.mark.parametrize("text", ["title\nA b c\nD e f\n", "title date\nA fort 1938\nB 1939\nC d e 1940\n"])
def test_prose_is_not_cut_at_its_blanks(text):
    assert len(read(text).raw.frame.columns) == 1


def test_quotation_marks_may_be_escaped_as_databases_do():
    found = read('"title","date","body"\n"The \\"Old\\" Ford","1938-07-29","Said \\"no\\", C:\\\\x"\n"B",1939,\\N\n')
    assert found.raw.frame["title"].tolist() == ['The "Old" Ford', "B"]
    assert found.raw.frame["body"].tolist() == ['Said "no", C:\\x', "\\N"]
    found = read('"title","date","folder"\n"A",1938,"C:\\dir\\"\n')
    assert found.raw.frame["folder"].tolist() == ["C:\\dir\\"], "a way to a folder ends in one"


# --- sheets ---


def test_a_table_may_stand_away_from_the_margin_below_its_title():
    book = openpyxl.Workbook()
    for row in (
        [],
        [None, "Losses"],
        [],
        [None, "Ship", "Date lost"],
        [None, "Alpha", "June 1942"],
        [None, "Beta", "1943"],
    ):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    found = read(kept.getvalue(), "a.xlsx")
    assert [one[:2] for one in events(found)] == [("Alpha", "1942-06"), ("Beta", "1943")]
    assert "“Losses”" in notes(found)


def test_heads_in_two_rows_fill_each_other_up():
    text = "Gefecht;Zeitraum;;Lage;;Verluste\n;von;bis;Breite;Länge;\nNachod;27.06.1866;28.06.1866;50,42;16,16;1122\n"
    found = read(text + "Trautenau;27.06.1866;27.06.1866;50,56;15,91;1338\n")
    assert list(found.raw.frame) == ["Gefecht", "von", "bis", "Breite", "Länge", "Verluste"]
    assert events(found)[0] == ("Nachod", "1866-06-27/1866-06-28", (50.42, 16.16))
    found = read("title;date;\nNorth; 1938;von\nSouth;1939;bis\n")
    assert found.raw.frame["title"].tolist() == ["North", "South"], "a row of an event is no second head"


# --- heads ---


@pytest.mark.parametrize(
    ("heads", "mapping"),
    [
        ("name stday stmon styear endday endmon endyear",
         {"day": "stday", "month": "stmon", "year": "styear", "end_year": "endyear", "end_month": "endmon"}),
        ("battname datebeg dateend", {"date_start": "datebeg", "date_end": "dateend"}),
        ("WarName StartYear1 EndYear1 StartYear2", {"year": "StartYear1", "end_year": "EndYear1"}),
        ("EVENT EVDATE UPDATE", {"date_edtf": "EVDATE"}),
        ("title minDate maxDate", {"date_start": "minDate", "date_end": "maxDate"}),
        ("title xlongitude ylatitude", {"longitude": "xlongitude", "latitude": "ylatitude"}),
        ("Název|Datum zahájení|Datum ukončení", {"date_start": "Datum zahájení", "date_end": "Datum ukončení"}),
        ("Event|Location (lat)|Location (long)", {"latitude": "Location (lat)", "longitude": "Location (long)"}),
    ],
)  # fmt: skip
def test_what_a_head_tells(heads, mapping):
    found = guess(heads.split("|") if "|" in heads else heads.split()).mapping
    assert {field: found[field] for field in mapping} == mapping


def test_of_two_columns_of_dates_the_fuller_one_is_taken():
    found = read("name;date xx;date yy\nA;1 May 1916;\nB;October 1917;3 September 1917\n")
    assert [one[:2] for one in events(found)] == [("A", "1916-05-01"), ("B", "1917-10")]


def test_a_point_in_time_stands_beside_a_beginning_and_an_end():
    text = (
        "itemLabel,pointInTime,startTime,endTime,partOfLabel\nA,,1939-05-11,1939-09-16,W\nB,1904-05-01,,,W\n"
        "C,1905-05-27,,1905-05-28,W\nD,1904-08-10,,,W\n"
    )
    found = read(text).dataset
    assert sorted(found.events["date_edtf"]) == [
        "1904-05-01",
        "1904-08-10",
        "1905-05-27/1905-05-28",
        "1939-05-11/1939-09-16",
    ]
    assert list(found.chapters.values()) == ["W"]


def test_a_conflict_that_each_row_has_alone_is_its_name():
    assert events(read("Conflict,Began\nBoxer Rising,1899\nBoer War,1900\n"))[0][0] == "Boer War"
    found = read("Conflict,Began,Town\nBoer War,1899,A\nBoer War,1900,B\n")
    assert set(found.dataset.chapters.values()) == {"Boer War"}


def test_how_a_date_is_to_be_shown_does_not_hide_what_it_is():
    found = read("Year,Month,Day,Display Date,Headline\n1940,7,10,Summer 1940,A\n1941,8,,Late 1941,B\n")
    assert [one[:2] for one in events(found)] == [("A", "1940-07-10"), ("B", "1941-08")]


# --- sides of the globe ---


@pytest.mark.parametrize(
    ("heads", "cells", "longitude"),
    [
        ("Batalla;Fecha;Coordenadas", "40° 24' N, 3° 59' O", -3.9833333),
        ("Schlacht;Datum;Koordinaten", "51° 30' N, 13° 24' O", 13.4),
        ("title;date;coordinates", "48° N, 4° O|48° N, 7° E", -4),
        ("title;date;coordinates", "48° N, 4° O|48° N, 7° W", 4),
    ],
    ids=["Spanish", "German", "beside E", "beside W"],
)
def test_o_is_east_or_west(heads, cells, longitude):
    rows = "".join(f"A{n};1937-07-0{n + 1};{text}\n" for n, text in enumerate(cells.split("|")))
    found = read(f"{heads}\n{rows}")
    assert events(found)[0][2][1] == pytest.approx(longitude, abs=1e-6)
    assert "O is read as" in notes(found)


def test_o_that_may_be_either_is_asked_for():
    found = read("title,date,lat,lon\nA,1937,48 N,4 O\nB,1938,48 N,5 O\n")
    assert found.dataset.events["latitude"].notna().sum() == 0
    assert "O is east to some (Ost) and west to others" in " ".join(found.problems["right"])


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("51°04' пн. ш.", 51.0666667), ("17° v. d.", 17), ("36,7 Sur", -36.7), ("4° w. L.", -4), ("북위 47도 30분", 47.5)],
)
def test_sides_are_read_that_are_written_out(text, degrees):
    assert degrees_of(text) == pytest.approx(degrees)


def test_a_meridian_of_both_sides_needs_no_letter():
    assert (pair_of("31°N 180°"), pair_of("0°, 30°W"), pair_of("31° N 30°")) == ((31, 180), (0, -30), None)


def test_degrees_and_minutes_in_columns_of_their_own_are_put_together():
    found = read(
        "Name,Date,Lat Deg,Lat Min,Lat Dir,Lon Deg,Lon Min,Lon Sec,Lon Dir\n"
        "A,1939,54,24,N,18,40,30,E\nB,1939,33,30,S,70,39,0,W\nC,1939,,,,,,,\n"
    )
    assert [place for *_, place in events(found)] == [(54.4, 18.675), (-33.5, -70.65), None]
    assert "put together" in notes(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Site,Date,MGRS\nA,1951,52SDH2312345678\nB,1952,52S DH 24123 45678\n", "“MGRS” are of the military grid"),
     ("Site,Date,Position\nA,1916,31U 478500 5541200\nB,1917,31U 482100 5544300\n", "“Position” are of the UTM grid")],
)  # fmt: skip
def test_positions_of_a_grid_are_named(text, said):
    found = read(text)
    assert len(found.dataset.events) == 2
    assert said in notes(found)


# --- dates and figures ---


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1950. 8. 1.", "1950-08-01"),
        ("1950. 8.", "1950-08"),
        ("1951년 여름", "1951-22"),
        ("1939年冬", "1939-24"),
        ("昭和14年夏季", "1939-22"),
        ("16 (29) января 1918 г.", "1918-01-29"),
        ("29 (16) січня 1918", "1918-01-29"),
        ("літо 1941", "1941-22"),
        ("1848 tavasz", "1848-21"),
    ],
)
def test_dates_as_they_are_written(text, edtf):
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize("text", ["16 (20) января 1918", "1939年7月冬"])
def test_what_says_two_things_is_no_date(text):
    assert read(f"title,date\nA,{text}\n").bad_count == 1


def test_about_in_more_languages():
    assert figure_of("бл. 300") == figure_of("kb. 300") == Figure(best=300.0)


def test_two_lines_with_one_umlaut_are_not_chinese():
    text = '"";"Ort";"Datum"\n"1";"Königgrätz";1866-07-03\n"2";"Langensalza";1866-06-27\n'
    assert encoding_of(text.encode("cp1252")) == "cp1252"


def test_lines_that_are_held_side_by_side_show_where_they_differ():
    text = (
        "Batalla;Inicio;Fin;Provincia;Coordenadas;Muertos;Observaciones\nBatalla de Brunete;6 de julio de 1937;25 de "
        "julio de 1937;Madrid;40° 24' N, 3° 59' O;unos 20.000;Año clave\nToma de Málaga;3-8 de febrero de 1937;;"
        "Málaga;36° 43' N, 4° 25' O;;\n"
    )
    guesses = told_apart(text.encode("cp1252"))
    assert len({one.lines for one in guesses}) == len(guesses) > 1
    assert all(0 < len(line) <= 90 for one in guesses for line in one.lines)


# --- refusals in words of our own ---


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b'{"type": "FeatureCollection", "features": [{"a" 1}]}', "a.geojson", "line 1 at character 49"),
        (b'[{"title": "A", "date": 1938', "a.json", "where it ends"),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><a></b></kml>', "a.kml", "tags go wrong"),
        (b"<OGRVRTDataSource><SrcDataSource>x</SrcDataSource></OGRVRTDataSource>", "a.vrt", "outermost element"),
    ],
    ids=["GeoJSON", "JSON", "KML", "VRT"],
)
def test_a_damaged_file_is_refused_without_the_words_of_a_library(data, name, said):
    with pytest.raises(UploadError) as caught:
        read(data, name)
    assert said in str(caught.value)
    for words in ("Expecting", "well-formed", "mismatched"):
        assert words not in str(caught.value)


@pytest.mark.parametrize(
    ("statement", "said"),
    [("SELECT * FROM gpkg_contents", "without the tables"), ("ATTACH '' AS x", "computed"), ("no SQL", "damaged")],
)
def test_a_database_is_refused_in_words_of_our_own(statement, said):
    database = sqlite3.connect(":memory:")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else 0)
    with pytest.raises(sqlite3.Error) as caught:
        database.execute(statement)
    assert said in damage.of_database(caught.value)


def test_a_shape_of_json_is_complained_of_in_its_own_terms():
    line = {"type": "LineString", "coordinates": [[1, 2], [900, 3]]}
    feature = {"type": "Feature", "properties": {"title": "A", "date": "1938"}, "geometry": line}
    ring = {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]}
    found = read(
        json.dumps({"type": "FeatureCollection", "features": [feature, {**feature, "geometry": ring}]}), "a.geojson"
    )
    assert "well-known text" in found.problems["right"].iloc[0]
    assert found.problems["right"].iloc[1].startswith("give positions of two numbers")


# --- what is missing is said where it was looked for ---


@pytest.mark.parametrize(
    ("head", "row", "column"),
    [
        ("when", "", "when"),
        ("start date,end date", ",", "start date"),
        ("jahr,monat", ",", "jahr"),
    ],
)
def test_a_row_without_a_date_names_the_column_of_the_file(head, row, column):
    first = ",".join(["1938-07-29", "1938-08-11"][: head.count(",") + 1]) if column != "jahr" else "1938,7"
    found = read(f"title,{head},lat,lon\nA,{first},42,130\nB,{row},43,131\nC,{first},44,132\n")
    assert found.problems[["row", "column"]].to_numpy().tolist() == [[3, column]]
