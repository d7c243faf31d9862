"""Every kind of file gives the same events: a table of makers, each by another program where there is one."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from geo.errors import UploadError
from geo.uploads import package_reading, readings
from geo.uploads.cells import shapes
from geo.uploads.layers import gdal_layers, linked_places
from geo.uploads.own_events import Reading
from geo.uploads.process import errand
from geo.uploads.readings import Options

EVENTS = [("At the ford", "1904-07-29", 130.5, 42.5), ("Naïve „бой“ 戦", "1905", 131.25, -43.75)]


def read(data: bytes, name: str = "events") -> Reading:
    return readings.read(name, data, Options())


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def a_csv() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([("title", "date", "lon", "lat"), *EVENTS])
    return text.getvalue().encode()


def records() -> list[dict[str, Any]]:
    return [{"title": title, "date": date, "lon": lon, "lat": lat} for title, date, lon, lat in EVENTS]


def a_kml(time: str = "<TimeSpan><begin>{0}</begin><end>{0}</end></TimeSpan>") -> bytes:
    marks = "".join(
        f"<Placemark><name>{title}</name>{time.format(date)}<Point><coordinates>\n {lon},{lat},0 </coordinates></Point>"
        "</Placemark>"
        for title, date, lon, lat in EVENTS
    )
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'.encode()
    )


def a_gpx() -> bytes:
    points = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><time>{date}</time><name>{title}</name></wpt>'
        for title, date, lon, lat in EVENTS
    )
    return f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'.encode()


def by_gdal(driver: str, folder: Path, ending: str) -> Path:
    """Write the events with GDAL."""
    path = folder / f"events{ending}"
    pyogrio.raw.write(
        path,
        shapely.to_wkb([shapely.Point(lon, lat) for _, _, lon, lat in EVENTS]),
        [np.array([title for title, *_ in EVENTS], object), np.array([date for _, date, *_ in EVENTS], object)],
        ["title", "date"],
        driver=driver,
        geometry_type="Point",
        crs="EPSG:4326",
        encoding="UTF-8",
    )
    return path


def a_gpkg(folder: Path) -> bytes:
    return by_gdal("GPKG", folder, ".gpkg").read_bytes()


def a_shapefile(folder: Path) -> bytes:
    by_gdal("ESRI Shapefile", folder, ".shp")
    return zipped(**{f"layer/{path.name}": path.read_bytes() for path in sorted(folder.iterdir())})


def an_ods() -> bytes:
    def cell(value: object) -> str:
        kind = "float" if isinstance(value, float) else "string"
        at = f' office:value="{value}"' if kind == "float" else ""
        return f'<table:table-cell office:value-type="{kind}"{at}><text:p>{value}</text:p></table:table-cell>'

    lines = [("title", "date", "lon", "lat"), *EVENTS]
    body = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet><table:table table:name='A'>{body}{blank}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": content.encode()})


def linked(geometry: str = "GeometryCollection", named: str = "https://example.org/event/{}/") -> bytes:
    features = [
        {
            "@id": named.format(f"e{number}"),
            "type": "Feature",
            "properties": {"title": title},
            "when": {"timespans": [{"start": {"in": date}, "end": {"in": date}}]},
            "names": [{"toponym": title}],
            "geometry": {"type": geometry, "geometries": [{"type": "Point", "coordinates": [lon, lat]}]},
        }
        for number, (title, date, lon, lat) in enumerate(EVENTS)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def lines(values: list[Any], end: str = "\n") -> bytes:
    return end.join(json.dumps(value, ensure_ascii=False) for value in values).encode()


def features() -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": {"title": title, "date": date},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for title, date, lon, lat in EVENTS
    ]


#: Name of the kind → its bytes, made in a folder of its own.
MAKERS: dict[str, Callable[[Path], bytes]] = {
    "CSV": lambda _: a_csv(),
    "JSON array": lambda _: json.dumps(records()).encode(),
    "JSON array within an object": lambda _: json.dumps({"head": {"n": 2}, "data": {"events": records()}}).encode(),
    "JSON lines": lambda _: lines(records()),
    "JSON rows as lists": lambda _: json.dumps([["title", "date", "lon", "lat"], *EVENTS]).encode(),
    "JSON by names": lambda _: json.dumps({f"e{n}": record for n, record in enumerate(records())}).encode(),
    "JSON with a geometry": lambda _: json.dumps(
        [{**one["properties"], "where": one["geometry"]} for one in features()]
    ).encode(),
    "results of SPARQL": lambda _: json.dumps(
        {
            "head": {"vars": ["title", "date"]},
            "results": {
                "bindings": [
                    {name: {"type": "literal", "value": str(value)} for name, value in record.items()}
                    for record in records()
                ]
            },
        }
    ).encode(),
    "GeoJSON lines": lambda _: lines(features()),
    "GeoJSON text sequence": lambda _: b"".join(b"\x1e" + lines([one]) + b"\n" for one in features()),
    "Linked Places": lambda _: linked(),
    "Linked Places as given out before": lambda _: linked(named="https://example.org/?event={}"),
    "Linked Places lines": lambda _: lines(json.loads(linked())["features"]),
    "KML": lambda _: a_kml(),
    "KML with moments": lambda _: a_kml("<TimeStamp><when>{0}</when></TimeStamp>"),
    "KML with data": lambda _: a_kml('<ExtendedData><Data name="date"><value>{0}</value></Data></ExtendedData>'),
    "KML with a schema": lambda _: a_kml(
        '<ExtendedData><SchemaData><SimpleData name="date">{0}</SimpleData></SchemaData></ExtendedData>'
    ),
    "KMZ": lambda _: zipped(**{"doc.kml": a_kml(), "files/a.png": b"\x89PNG"}),
    "GPX": lambda _: a_gpx(),
    "GeoPackage": a_gpkg,
    "zip of a GeoPackage": lambda folder: zipped(**{"a.gpkg": a_gpkg(folder), "README.txt": b"x" * 200_000}),
    "zip of CSV": lambda _: zipped(**{"__MACOSX/._a.csv": b"\0", "data/events-2.csv": a_csv(), "readme.txt": b"Hi"}),
    "OpenDocument": lambda _: an_ods(),
    "zip of OpenDocument": lambda _: zipped(**{"a.ods": an_ods()}),
}


def seen(reading: Reading) -> list[tuple[str, str, float, float]]:
    events = reading.dataset.events
    columns = zip(*(events[name] for name in ("title", "date_edtf", "longitude", "latitude")), strict=True)
    return [tuple(row) for row in columns]  # type: ignore[misc]


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_gives_the_same_events(kind: str, tmp_path: Path) -> None:
    reading = read(MAKERS[kind](tmp_path))
    assert seen(reading) == EVENTS, reading.problems.to_dict("records")


@pytest.mark.parametrize(
    ("driver", "make"),
    [
        ("Shapefile", a_shapefile),
        ("FlatGeobuf", lambda folder: by_gdal("FlatGeobuf", folder, ".fgb").read_bytes()),
    ],
)
def test_layers_are_read_by_gdal_in_the_process_of_uploads_alone(
    driver: str, make: Callable[[Path], bytes], tmp_path: Path
) -> None:
    data = make(tmp_path)
    reading = errand.read("layer", data)
    assert sorted(seen(reading)) == sorted(EVENTS)
    assert driver in reading.raw.kind
    with pytest.raises(UploadError, match="cannot be read here"):
        read(data)


def test_the_settings_of_gdal_leave_it_no_other_driver(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    asked = "import pyogrio; print('\\n'.join(pyogrio.list_drivers()))"
    surroundings = dict(os.environ) | dict(gdal_layers.SETTINGS)
    said = subprocess.run([sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, check=True)
    assert set(said.stdout.split("\n")) - {""} <= gdal_layers.DRIVERS


def test_lines_areas_and_tracks_are_kept_with_their_times() -> None:
    kml = (
        b'<kml xmlns="http://www.opengis.net/kml/2.2"><Folder><name>War</name><Folder><name>North</name>'
        b"<Placemark><name>March</name><TimeSpan><begin>1904-07-01</begin><end>1904-07-03</end></TimeSpan>"
        b"<LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Folder></Folder></kml>"
    )
    reading = read(kml)
    row = reading.raw.frame.iloc[0]
    assert row["folder"] == "War / North"
    assert row["geometry_wkt"] == "LINESTRING (1 2, 3 4)"
    assert reading.dataset.events["date_edtf"].tolist() == ["1904-07-01/1904-07-03"]
    gpx = (
        b'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Ride</name><trkseg><trkpt lat="2" lon="1">'
        b'<time>1904-07-01T08:00:00Z</time></trkpt><trkpt lat="4" lon="3"><time>1904-07-02T08:00:00Z</time></trkpt>'
        b"</trkseg></trk></gpx>"
    )
    reading = read(gpx)
    assert reading.raw.frame.iloc[0]["geometry_wkt"] == "LINESTRING (1 2, 3 4)"
    assert reading.dataset.events["date_edtf"].tolist() == ["1904-07-01/1904-07-02"]


@pytest.mark.parametrize(
    ("wkt", "lon", "kind"),
    [
        ("POLYGON ((175 50, -175 50, -175 55, 175 55, 175 50))", 180, "MULTIPOLYGON"),
        ("LINESTRING (175 50, -170 50)", -177.5, "MULTILINESTRING"),
        ("POLYGON ((-120 0, 120 0, 120 10, -120 10, -120 0))", 180, "MULTIPOLYGON"),
        ("POLYGON ((-20 0, 20 0, 20 10, -20 10, -20 0))", 0, "POLYGON"),
        ("GEOMETRYCOLLECTION (POINT (1 2))", 1, ""),
        ("GEOMETRYCOLLECTION (POINT (1 2), POINT (3 4))", 1, "MULTIPOINT"),
        ("GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 8 0, 8 2, 0 2, 0 0)))", 4, "POLYGON"),
        ("POINT Z (1 2 3)", 1, ""),
    ],
)
def test_a_shape_has_its_point_on_it_and_crosses_the_date_line_the_short_way(wkt: str, lon: float, kind: str) -> None:
    found = shapes.located(shapely.from_wkt(wkt))
    assert abs(float(found["longitude"])) == pytest.approx(abs(lon), abs=8 if "LINE" in wkt else 1e-6)
    assert found.get("geometry_wkt", "").partition(" ")[0] == kind


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("https://atlas.example.org/event/the-clash/", "the-clash"),
        ("https://atlas.example.org/?event=the-clash", "the-clash"),
        ("event:row-2", "row-2"),
        ("https://gazetteer.example.org/places/12346", "https://gazetteer.example.org/places/12346"),
    ],
)
def test_a_record_of_an_atlas_keeps_its_id_by_whichever_address_it_was_named(identifier: str, name: str) -> None:
    assert linked_places.plain({"@id": identifier, "names": []})["id"] == name


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ({"timespans": [{"start": {"in": "1400"}, "end": {"earliest": "1500", "latest": "1505"}}]}, "1400/1500"),
        ({"timespans": [{"start": {"earliest": "1945-08-01", "latest": "1945-08-31"}}]}, "1945-08"),
        ({"timespans": [{"start": {"in": "-480"}, "end": {"in": "-479"}}]}, "-0480/-0479"),
        ({"timespans": [{"start": {"in": "1400"}}, {"start": {"in": "1450"}, "end": {"in": "1460"}}]}, "1400/1460"),
        ({"timespans": [{"start": {"in": "1939"}, "end": {"in": "1939"}}], "certainty": "less-certain"}, "1939~"),
        ({"timespans": [{"end": {"latest": "1939-05"}}]}, "../1939-05"),
        ({"timespans": "never"}, ""),
        ({"periods": [{"name": "Edo"}]}, ""),
    ],
)
def test_the_time_of_linked_places_is_read_as_exactly_as_it_is_said(when: dict[str, Any], date: str) -> None:
    assert linked_places.when({"when": when}) == date
    assert linked_places.when({"geometry": {"type": "Point", "coordinates": [0, 0], "when": when}}) == date
    assert linked_places.when({"names": [{"toponym": "A", "when": when}]}) == date


# --- packages ---


def folder_zip(folder: Path, root: str = "") -> bytes:
    return zipped(
        **{
            root + path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    )


CHACO = Path("tests/packages/chaco")


@pytest.mark.parametrize("root", ["", "chaco-main/"])
def test_a_package_is_loaded_whole(root: str) -> None:
    reading = read(folder_zip(CHACO, root), "chaco.zip")
    dataset = reading.dataset
    assert package_reading.is_package(reading.raw)
    assert (len(dataset.events), len(dataset.claims), dataset.years) == (6, 6, (1932, 1938))
    assert dataset.is_own
    assert dataset.sides == {"paraguay": "Paraguay", "bolivia": "Bolivia"}
    assert dataset.atlas.title == "Atlas of the Chaco War, 1932–1938"
    assert reading.problem_count == 0


def test_a_package_comes_out_of_the_process_of_uploads_as_it_went_in() -> None:
    data = folder_zip(CHACO)
    here, there = read(data, "chaco.zip").dataset, errand.read("chaco.zip", data).dataset
    for name in ("events", "places", "claims", "names", "sources", "parties", "disagreements", "event_sources"):
        one, other = getattr(here, name), getattr(there, name)
        assert one.astype(str).to_dict() == other.astype(str).to_dict(), name
    assert (here.sides, here.claim_sides, here.chapters, here.years) == (
        there.sides,
        there.claim_sides,
        there.chapters,
        there.years,
    )
    assert here.atlas.title == there.atlas.title


def workbook_of(folder: Path) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for path in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_with_a_sheet_a_table_is_a_package() -> None:
    reading = read(workbook_of(CHACO), "chaco.xlsx")
    whole = read(folder_zip(CHACO), "chaco.zip").dataset
    assert package_reading.is_package(reading.raw)
    assert reading.dataset.events["title"].tolist() == whole.events["title"].tolist()
    assert reading.dataset.claims["best"].dropna().tolist() == whole.claims["best"].dropna().tolist()
    assert reading.dataset.sides == whole.sides


def test_what_a_package_lacks_is_made_of_what_it_names_and_said() -> None:
    files = {path.name: path.read_bytes() for path in CHACO.glob("*.csv")}
    for name in ("parties.csv", "chapters.csv", "theatres.csv", "periods.csv"):
        files.pop(name, None)
    files["events.csv"] = (
        files["events.csv"].replace(b"id,title", b"weather,id,title", 1).replace(b"\n", b"\nrain,")[:-5]
    )
    reading = read(zipped(**files), "parts.zip")
    assert reading.dataset.sides == {"paraguay": "Paraguay", "bolivia": "Bolivia"}
    assert reading.dataset.more["weather"].tolist() == ["rain"] * 6
    said = " | ".join(reading.notes)
    assert "parties.csv is missing" in said
    assert "chapters.csv is missing" in said


def test_a_package_that_cannot_be_joined_is_refused_with_its_first_complaints() -> None:
    files = {path.name: path.read_bytes() for path in CHACO.glob("*") if path.is_file()}
    files["places.csv"] = files["places.csv"].replace(b"-", b"x")
    with pytest.raises(UploadError, match=r"the package has 11 problems: events\.csv:2: place_id: ") as caught:
        read(zipped(**files))
    assert len(str(caught.value)) < 700


# --- files made to harm ---


def bomb(name: str = "events.csv") -> bytes:
    return zipped(**{name: b"0" * 30_000_000})


def sqlite3_of(statement: str) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute(statement)
    return bytes(database.serialize())


def a_database(*statements: str) -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE gpkg_contents (table_name, data_type); INSERT INTO gpkg_contents VALUES ('a', 'features');"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
    )
    for statement in statements:
        database.execute(statement)
    database.commit()
    return bytes(database.serialize())


DEEP = 100_000
ELSEWHERE = "file:///etc/passwd"
#: Name → bytes, and what the refusal says.
HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb": (bomb, "far more than a table does"),
    "a zip in a zip": (lambda: zipped(**{"a.zip": zipped(**{"a.csv": a_csv()})}), "another archive"),
    "a zip in a zip that calls itself a workbook": (
        lambda: zipped(**{"a.xlsx": zipped(**{"b.ods": an_ods()})}),
        "another archive",
    ),
    "a bomb as a KMZ": (lambda: bomb("doc.kml"), "far more than a table does"),
    "a bomb as a package": (
        lambda: zipped(**{"events.csv": b"0" * 30_000_000, "places.csv": b""}),
        "far more than a table does",
    ),
    "an empty zip": (lambda: zipped(), "holds no table but nothing"),
    "a zip of programs": (lambda: zipped(**{"../../evil.py": b"x", "run.exe": b"MZ"}), "holds no table"),
    "entities in KML": (
        lambda: (
            f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{ELSEWHERE}">]><kml><Placemark><name>&x;</name></Placemark></kml>'
        ).encode(),
        "declares a document type",
    ),
    "a billion laughs in GPX": (
        lambda: b'<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><gpx><wpt><name>&b;</name></wpt></gpx>',
        "declares a document type",
    ),
    "entities in a spreadsheet": (
        lambda: zipped(
            mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
            **{"content.xml": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{ELSEWHERE}">]><a>&x;</a>'.encode()},
        ),
        "declares",
    ),
    "deep KML": (lambda: b"<kml>" + b"<Folder>" * DEEP + b"</Folder>" * DEEP + b"</kml>", "nested more than"),
    "deep JSON": (lambda: b'{"a":' + b"[" * DEEP + b'"x"' + b"]" * DEEP + b"}", "nested too deeply"),
    "a layer of GDAL that names other files": (
        lambda: (
            b"<?xml version='1.0'?><OGRVRTDataSource><OGRVRTLayer name='a'>"
            b"<SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        ),
        "its outermost element is “ogrvrtdatasource”",
    ),
    "KML that breaks off": (lambda: a_kml()[:300], "cannot be read"),
    "KML without placemarks": (lambda: b"<kml><Document/></kml>", "holds no placemarks"),
    "GPX in an encoding of nobody": (lambda: b'<?xml version="1.0" encoding="klingon"?><gpx/>', "cannot be read"),
    "JSON without records": (lambda: b'["a", "b"]', "holds no records"),
    "a virtual table": (lambda: a_database("CREATE VIRTUAL TABLE a USING fts5(title)"), "GeoPackage cannot be read"),
    "a view that loads": (
        lambda: a_database("CREATE VIEW a AS SELECT load_extension('/tmp/x.so') AS title"),
        "GeoPackage cannot be read",
    ),
    "a view that reads a file": (
        lambda: a_database("CREATE VIEW a AS SELECT readfile('/etc/passwd') AS title"),
        "GeoPackage cannot be read",
    ),
    "a view without end": (
        lambda: a_database(
            "CREATE VIEW a AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS title FROM n"
        ),
        "",
    ),
    "a database of something else": (
        lambda: sqlite3_of("CREATE TABLE people (name)"),
        "GeoPackage cannot be read",
    ),
    "a GeoPackage of noise": (lambda: b"SQLite format 3\0" + bytes(range(256)) * 40, "GeoPackage cannot be read"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_it_is_refused_in_words(name: str) -> None:
    make, said = HARMFUL[name]
    with pytest.raises(UploadError) as caught:
        read(make())
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400
    assert "passwd" not in str(caught.value)
    assert "root:" not in str(caught.value)


#: Shapefiles that name other files; what GDAL opens are bytes under a name of ours, so nothing of it is ever looked at.
VRT = b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


@pytest.mark.parametrize(
    "data",
    [
        zipped(**{"a.shp": VRT, "a.dbf": VRT, "a.shx": VRT}),
        zipped(**{"/vsicurl/http:/127.0.0.1:9/a.shp": b"\0\0\x27\x0a" + bytes(96)}),
        zipped(**{"a.shp": b"\0\0\x27\x0a" + b"\xff" * 96, "a.dbf": b"\3" + b"\xff" * 60}),
        b"fgb\x03fgb\0" + b"\xff" * 400,
        zipped(**{"a.vrt": VRT}),
    ],
    ids=["VRT as a Shapefile", "an address as a name", "numbers that lead out", "FlatGeobuf of noise", "VRT"],
)
def test_gdal_reaches_nothing_but_the_bytes_it_was_given(data: bytes) -> None:
    with pytest.raises(UploadError) as caught:
        errand.read("layer.zip", data)
    for words in ("vsi", "root:", "index", "axis"):
        assert words not in str(caught.value)


def test_broken_shapes_cost_a_place_and_not_the_file() -> None:
    kml = a_kml().replace(b"130.5,42.5,0", b"nan,inf,0").replace(b"</Document>", b"") + b""
    marks = (
        b"<Placemark><name>Ring</name><TimeStamp><when>1904</when></TimeStamp><Polygon><outerBoundaryIs><LinearRing>"
        b"<coordinates>1,2 3,4</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document>"
    )
    reading = read(kml.replace(b"</kml>", marks + b"</kml>"))
    assert "Naïve „бой“ 戦" in reading.dataset.events["title"].tolist()
    assert len(reading.raw.frame) == 3
    database = a_database("CREATE TABLE a (title, date, geom)", "INSERT INTO a VALUES ('A', '1904', x'4750')")
    assert read(database).raw.frame["title"].tolist() == ["A"]


def test_what_a_kml_links_to_is_not_followed_and_said() -> None:
    link = b"<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
    reading = read(a_kml().replace(b"</Document>", link + b"</Document>"))
    assert any("1 links to other files" in note for note in reading.notes)
