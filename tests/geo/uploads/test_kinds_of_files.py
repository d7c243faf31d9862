"""Files of more kinds, each as some program or people write it, with the events that are in it: a table of cases."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from typing import NamedTuple

import pytest
import shapely

from geo.errors import UploadError
from geo.uploads import readings
from geo.uploads.cells import projections
from geo.uploads.own_events import Reading
from geo.uploads.process import errand
from geo.uploads.readings import Options

_BRIDGE, _HILL = ("Bridge", "1938-07-29", 42.44, 130.6), ("Hill", "1938-08-05", 42.5, 130.7)
_PAIR = [_BRIDGE, _HILL]


def read(data: bytes, name: str = "mine.csv") -> Reading:
    return readings.read(name, data, Options())


def events(reading: Reading) -> list[tuple[str, str, float | None, float | None]]:
    found = reading.dataset.events[["title", "date_edtf", "latitude", "longitude"]]
    return [
        (title, date, *(None if at != at else round(at, 3) for at in place))
        for title, date, *place in found.itertuples(index=False, name=None)
    ]


class Case(NamedTuple):
    """A file, its events in the order of time, and a piece of what is said of it; empty if nothing is."""

    data: str | bytes
    events: list[tuple[str, str, float | None, float | None]]
    said: str = ""


def _zip(**members: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        for name, text in members.items():
            book.writestr(name.replace("_csv", ".csv"), text)
    return kept.getvalue()


CASES = {
    "Latvian, Windows-1257": Case(
        "Nosaukums;Datums;Platums;Garums\nKauja pie tilta rītā;1919. gada 11. novembris;56,95;24,1\n"
        "Uzbrukums pļavā;1919. gada 3. oktobrī;56,9;24,2\n".encode("cp1257"),
        [("Uzbrukums pļavā", "1919-10-03", 56.9, 24.2), ("Kauja pie tilta rītā", "1919-11-11", 56.95, 24.1)],
    ),
    "French, Macintosh, lines that end in a carriage return": Case(
        "Intitulé;Début;Fin;Latitude;Longitude\rPrise du château;21/02/1916;22/02/1916;49,2;5,4\r"
        "Combat à la forêt;1er mars 1916;;49,3;5,5\r".encode("mac-roman"),
        [("Prise du château", "1916-02-21/1916-02-22", 49.2, 5.4), ("Combat à la forêt", "1916-03-01", 49.3, 5.5)],
    ),
    "Hebrew, Windows-1255": Case(
        "שם האירוע;תאריך;קו רוחב;קו אורך\nקרב הגשר;29 ביולי 1938;32.6;35.5\nהתקפה בלילה;3 במאי 1948;31.8;35.2\n".encode(
            "cp1255"
        ),
        [("קרב הגשר", "1938-07-29", 32.6, 35.5), ("התקפה בלילה", "1948-05-03", 31.8, 35.2)],
    ),
    "Arabic digits": Case(
        "الحدث,التاريخ,خط العرض,خط الطول\nمعركة,٢٩ يوليو ١٩٣٨,٣٠٫١,٣١٫٢\n", [("معركة", "1938-07-29", 30.1, 31.2)]
    ),
    "Persian": Case(
        "نام,تاریخ,عرض جغرافیایی,طول جغرافیایی\nنبرد پل,29 ژوئیه 1938,35.7,51.4\n",
        [("نبرد پل", "1938-07-29", 35.7, 51.4)],
    ),
    "Vietnamese": Case(
        "Tên trận,Thời gian,Vĩ độ,Kinh độ\nTrận cầu,ngày 7 tháng 5 năm 1954,21.4,103.0\n",
        [("Trận cầu", "1954-05-07", 21.4, 103)],
    ),
    "Hindi": Case(
        "घटना,दिनांक,अक्षांश,देशांतर\nपुल की लड़ाई,29 जुलाई 1938,28.6,77.2\n", [("पुल की लड़ाई", "1938-07-29", 28.6, 77.2)]
    ),
    "Croatian": Case(
        "Naziv;Početak;Kraj;Širina;Dužina\nBitka na mostu;29. srpnja 1943.;3. kolovoza 1943.;45,1;15,2\n".encode(
            "cp1250"
        ),
        [("Bitka na mostu", "1943-07-29/1943-08-03", 45.1, 15.2)],
    ),
    "Catalan, small words in the heads": Case(
        "Nom,Data d'inici,Data de fi,Latitud,Longitud\nBatalla,25 de juliol de 1938,16 de novembre de 1938,41.1,0.5\n",
        [("Batalla", "1938-07-25/1938-11-16", 41.1, 0.5)],
    ),
    "Danish, Swedish": Case(
        "Begivenhed;Dato;Breddegrad;Længdegrad\nSlaget;28/6 1709;55,7;12,6\n", [("Slaget", "1709-06-28", 55.7, 12.6)]
    ),
    "a row of units": Case(
        "Name,Date,Latitude,Longitude\n,,(deg N),(deg E)\nBridge,1938-07-29,42.44,130.6\nHill,1938-08-05,42.5,130.7\n",
        _PAIR,
        "row 2, below the names of the columns, has units and no event",
    ),
    "tags of HXL": Case(
        "Event,Date,Lat,Lon\n#event+name,#date,#geo+lat,#geo+lon\n"
        "Bridge,1938-07-29,42.44,130.6\nHill,1938-08-05,42.5,130.7\n",
        _PAIR,
        "tags of HXL",
    ),
    "a table of Markdown": Case(
        "| Name | Date | Lat | Lon |\n|---|:--:|--:|--:|\n| Bridge | 1938-07-29 | 42.44 | 130.6 |\n"
        "| Hill | 1938-08-05 | 42.5 | 130.7 |\n",
        _PAIR,
        "has a line and no event",
    ),
    "what a database prints": Case(
        " name | date | lat | lon\n------+------+-----+-----\n Bridge | 1938-07-29 | 42.44 | 130.6\n"
        " Hill | 1938-08-05 | 42.5 | 130.7\n(2 rows)\n",
        _PAIR,
        "“(2 rows)”, counts the others",
    ),
    "numbers of rows of R": Case(
        '"name","date","lat","lon"\n"1","Bridge","1938-07-29",42.44,130.6\n"2","Hill","1938-08-05",42.5,130.7\n',
        _PAIR,
        "as R writes tables",
    ),
    "degrees, minutes and seconds in many ways": Case(
        "name;date;latitude;longitude\nA;1938;42 26 24 N;130 36 00 E\nB;1939;42-26-24N;130-36-00E\n"
        "C;1940;42:26:24;130:36:00\nD;1941;422624N;1303600E\nE;1942;42°26′24″ N;130°36′ E\n",
        [(name, str(1938 + at), 42.44, 130.6) for at, name in enumerate("ABCDE")],
        "one and the same",
    ),
    "addresses with their points": Case(
        'Incident,Occurred On,Location 1\nBridge,07/29/1938 06:00:00 AM,"Main St 1\nTown\n(42.44, 130.6)"\n'
        'Hill,08/05/1938,"(42.5, 130.7)"\n',
        _PAIR,
        "a time of day",
    ),
    "positions as objects": Case(
        "title,date,location\nBridge,1938-07-29,\"{'latitude': '42.44', 'longitude': '130.6'}\"\n"
        'Hill,1938-08-05,"{""type"":""Point"",""coordinates"":[130.7,42.5]}"\n',
        _PAIR,
    ),
    "geometry of PostGIS": Case(
        'name,date,geom\nBridge,1938-07-29,"SRID=4326;POINT(130.6 42.44)"\n'
        "Hill,1938-08-05,0101000020E610000066666666665660400000000000404540\n",
        _PAIR,
    ),
    "results of Wikidata": Case(
        "item,itemLabel,pointInTime,coordinate,countryLabel\n"
        "http://www.wikidata.org/entity/Q11,Bridge,1938-07-29T00:00:00Z,Point(130.6 42.44),Korea\n"
        "http://www.wikidata.org/entity/Q12,Q12,1938-08-05T00:00:00Z,Point(130.7 42.5),\n",
        [_BRIDGE, ("Q12", *_HILL[1:])],
    ),
    "footnotes of an encyclopedia": Case(
        "Battle,Date,Coordinates,Killed\nBridge,29 July 1938[2],42.44°N 130.60°E[3],12[4]\n"
        "Hill,5 August 1938[note 1],42.5°N 130.7°E,3\n",
        _PAIR,
        "marks of footnotes are passed over in 2 cells of Date, such as “29 July 1938[2]”",
    ),
    "old style": Case(
        "event,date\nRising,14 December 1825 (O.S.)\n",
        [("Rising", "1825-12-26", None, None)],
        "old style (Julian calendar)",
    ),
    "no header, with words that could be heads": Case(
        "1,Bridge,1938,Conflict,Gov,Rebels,Ford,10.5,20.5,1938-07-29,4,Paper\n"
        "2,Hill,1938,Conflict,Gov,Rebels,Ford,10.6,20.6,1938-08-05,5,Paper\n",
        [("Bridge", "1938-07-29", 10.5, 20.5), ("Hill", "1938-08-05", 10.6, 20.6)],
        "the first row looks like data",
    ),
    "JSON of names and rows": Case(
        json.dumps({"columns": ["name", "date", "lat", "lon"], "data": [list(_BRIDGE), list(_HILL)]}), _PAIR
    ),
    "JSON by columns": Case(
        json.dumps(dict(zip(("name", "date", "lat", "lon"), map(list, zip(*_PAIR, strict=True)), strict=True))), _PAIR
    ),
    "JSON by columns, with the numbers of rows": Case(
        json.dumps(
            {
                name: {str(at): value for at, value in enumerate(values)}
                for name, values in zip(("name", "date", "lat", "lon"), zip(*_PAIR, strict=True), strict=True)
            }
        ),
        _PAIR,
    ),
    "JSON of ArcGIS": Case(
        json.dumps(
            {
                "fields": [{"name": "NAME", "type": "text"}, {"name": "DAY", "type": "date"}],
                "spatialReference": {"wkid": 4326},
                "features": [
                    {"attributes": {"NAME": "Bridge", "DAY": -991785600000}, "geometry": {"x": 130.6, "y": 42.44}},
                    {"attributes": {"NAME": "Hill", "DAY": -991180800000}, "geometry": {"x": 130.7, "y": 42.5}},
                ],
            }
        ),
        _PAIR,
        "milliseconds",
    ),
    "GeoJSON with objects among its properties": Case(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"name": "Bridge", "date": {"from": "1938-07-29", "to": "1938-08-02"}},
                        "geometry": {"type": "Point", "coordinates": [130.6, 42.44]},
                    }
                ],
            }
        ),
        [("Bridge", "1938-07-29/1938-08-02", 42.44, 130.6)],
    ),
    "of two tables in an archive the one with events": Case(
        _zip(
            actors_csv="id,actor,notes\n" + "1,Actor,a long note\n" * 99,
            events_csv="event,when,lat,lon\nBridge,1938-07-29,42.44,130.6\nHill,1938-08-05,42.5,130.7\n",
        ),
        _PAIR,
        "not read: “actors.csv”",
    ),
    "KML without times, with dates in its names": Case(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Bridge (29 July 1938)</name></Placemark>'
        "<Placemark><name>1938-08-05 Hill</name></Placemark>"
        "<Placemark><name>Ford, August 1939</name></Placemark></kml>",
        [
            ("Bridge (29 July 1938)", "1938-07-29", None, None),
            ("1938-08-05 Hill", "1938-08-05", None, None),
            ("Ford, August 1939", "1939-08", None, None),
        ],
        "the date is taken from the name in 3 rows",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_unaided(name: str) -> None:
    case = CASES[name]
    found = read(case.data if isinstance(case.data, bytes) else case.data.encode())
    assert (events(found), found.bad_count) == (case.events, 0)
    said = " | ".join(found.notes)
    assert case.said in said if case.said else not said


def a_geopackage() -> bytes:
    """Return a package whose first layer is of roads, and whose second is of events."""
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE gpkg_contents(table_name, data_type, srs_id);"
        "CREATE TABLE gpkg_geometry_columns(table_name, column_name, geometry_type_name, srs_id, z, m);"
        "INSERT INTO gpkg_contents VALUES('roads','features',4326),('battles','features',4326);"
        "INSERT INTO gpkg_geometry_columns VALUES('roads','geom','',4326,0,0),('battles','geom','',4326,0,0);"
        "CREATE TABLE roads(fid INTEGER PRIMARY KEY, geom, name, width);"
        "CREATE TABLE battles(fid INTEGER PRIMARY KEY, geom, battle, day DATE);"
    )
    head = b"GP\0\1" + struct.pack("<i", 4326)
    line, point = shapely.LineString([(130, 42), (131, 43)]), shapely.Point(130.6, 42.44)
    base.executemany("INSERT INTO roads VALUES(NULL, ?, ?, 3.5)", [(head + shapely.to_wkb(line), "Road")] * 3)
    base.execute("INSERT INTO battles VALUES(NULL, ?, 'Bridge', '1938-07-29')", (head + shapely.to_wkb(point),))
    base.commit()
    return bytes(base.serialize())


def test_of_the_layers_of_a_geopackage_the_one_with_dates_is_read() -> None:
    found = read(a_geopackage())
    assert events(found) == [_BRIDGE]
    assert "one layer is read, “battles”; not read: “roads” (3 rows)" in found.notes[0]


def a_shapefile(names: list[str], encoding: str) -> bytes:
    """Return a zipped layer of points whose table does not say how its letters are coded."""
    points = b"".join(
        struct.pack(">ii", at, 10) + struct.pack("<idd", 1, 130.6, 42.44) for at, _ in enumerate(names, 1)
    )
    index = b"".join(struct.pack(">ii", 50 + 14 * at, 10) for at, _ in enumerate(names))

    def head(size: int) -> bytes:
        box = struct.pack("<ii8d", 1000, 1, 130.6, 42.44, 130.6, 42.44, 0, 0, 0, 0)
        return struct.pack(">iiiiiii", 9994, 0, 0, 0, 0, 0, 50 + size // 2) + box

    table = struct.pack("<BBBBIHH20x", 3, 120, 1, 1, len(names), 97, 49)
    for name, kind, width in ((b"NAME", b"C", 40), (b"DATE", b"D", 8)):
        table += name.ljust(11, b"\0") + kind + bytes(4) + bytes([width, 0]) + bytes(14)
    table += b"\r" + b"".join(b" " + name.encode(encoding).ljust(40) + b"19380729" for name in names)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        book.writestr("x.shp", head(len(points)) + points)
        book.writestr("x.shx", head(len(index)) + index)
        book.writestr("x.dbf", table)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("encoding", "names", "said"),
    [
        ("cp1251", ["Бой у моста", "Бой на сопке"], "Cyrillic (Windows-1251)"),
        ("cp1250", ["Přestřelka u Žďáru", "Bitva u řeky"], "Central European (Windows-1250)"),
        ("utf-8", ["Бой у моста", "橋の戦い"], "UTF-8"),
    ],
)
def test_a_shapefile_that_says_nothing_of_its_letters_is_judged(encoding: str, names: list[str], said: str) -> None:
    found = errand.read("layer.zip", a_shapefile(names, encoding))
    assert list(found.dataset.events["title"]) == names
    assert f"does not say how its letters are coded; they are read as {said}" in " | ".join(found.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><body><table><tr><td>name</td></tr></table></body></html>", "the file is a web page"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:x"><Table/></Workbook>', "a workbook in the XML of Excel 2003"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "a feed of news (RSS)"),
        ('<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="x"/>', "a map layer in GML"),
        ('<?xml version="1.0"?><odd xmlns="x"/>', "its outermost element is “odd”"),
        (
            '{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[]}},"arcs":[]}',
            "this is TopoJSON",
        ),
        ('{"spatialReference":{"wkid":102100},"features":[{"attributes":{"NAME":"A"}}]}', "in the system 102100"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(text: str, said: str) -> None:
    with pytest.raises(UploadError) as refused:
        read(text.encode())
    assert said in str(refused.value)


def test_heads_in_angle_brackets_are_no_markup() -> None:
    assert events(read(b"<NAME>,<DATE>\nBridge,1938\n")) == [("Bridge", "1938", None, None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<gpx><wpt lat="42" lon="130"><name>Ford</name></wpt><rte><name>Road</name></rte></gpx>',
            "<time> in each way",
        ),
        (
            '<kml xmlns="x"><Placemark><name>Ford</name></Placemark><Placemark><name>Road</name></Placemark></kml>',
            "TimeStamp",
        ),
    ],
)
def test_a_layer_without_dates_waits_for_them_in_a_column(text: str, said: str) -> None:
    found = read(text.encode(), "layer")
    note = next(note for note in found.notes if note.startswith("the file has no date"))
    assert "“Ford”, “Road”" in note and "the column “date” waits for them" in note and said in note
    assert [one.words for one in found.whole] == [
        "All 2 rows have nothing in the column “date”: give a date, such as 1904-07-29 or 1904"
    ]
    mended = readings.again(found.raw, Options(cells={(2, "date"): "1938", (3, "date"): "1939"}))
    assert [title for title, *_ in events(mended)] == ["Ford", "Road"]


def test_metres_of_a_grid_are_told_with_what_to_do() -> None:
    found = read(b"name,date,easting,northing\nA,1938,467000,4698000\nB,1939,468000,4699000\nC,1940,469000,4690000\n")
    assert [one.words for one in found.remarks] == [
        "the positions are metres on the grid of a map (such as UTM or Web Mercator), in “northing” and “easting”, "
        "no degrees; save the table with latitude and longitude in degrees (WGS 84, EPSG:4326)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0102000000FFFFFFFF" + "00" * 40,
        "0103000000FFFFFF0FFFFFFF0F" + "00" * 40,
        "010700000001000000" * 3000,
        "0108000000" + "00" * 40,
        "0101000020110F0000" + "00" * 16,
    ],
    ids=["more points than there are", "more rings", "collections 3,000 deep", "a curve", "metres of Web Mercator"],
)
def test_binary_that_is_no_shape_costs_its_place_alone(text: str) -> None:
    found = read(f"title,date,geom\nA,1938,{text}\nBridge,1938-07-29,POINT(130.6 42.44)\n".encode())
    assert (events(found)[1], events(found)[0][2:]) == (_BRIDGE, (None, None))
    assert found.problems["row"].tolist() == [2]


_WEB_MERCATOR = (14_538_325.5, 5_227_118.9)  # of 130.6 E, 42.44 N


def test_positions_of_a_grid_whose_system_is_named_are_turned_into_degrees() -> None:
    point = {"type": "Feature", "properties": {"title": "Bridge", "date": "1938-07-29"}}
    point["geometry"] = {"type": "Point", "coordinates": _WEB_MERCATOR}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    found = read(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [point]}).encode())
    assert [(title, round(lat, 4), round(lon, 4)) for title, _, lat, lon in events(found)] == [("Bridge", 42.44, 130.6)]
    assert "EPSG:3857; they are turned into degrees of WGS 84" in " | ".join(found.notes)


@pytest.mark.parametrize(
    ("system", "metres", "degrees"),
    [
        ("EPSG:32617", (630_084, 4_833_438), (43.64256, -79.38714)),  # the example of Wikipedia's article on UTM
        ("EPSG:32756", (334_873, 6_252_266), (-33.857, 151.215)),
        ("EPSG:25833", (500_000, 0), (0, 15)),
        ("EPSG:3857", (20_037_508.3428, 0), (0, 180)),
        ("EPSG:4269", (-77, 39), (39, -77)),
        ("EPSG:4490", (120, 30), (30, 120)),
        ("ESRI:102113", (14_538_325.5, 5_227_118.9), (42.44, 130.6)),
        ("EPSG:4284", (37, 55), (55.00002, 36.99816)),  # Pulkovo 1942, some 120 m to the east
        ("EPSG:28422", (22_500_000, 5_200_000), (46.9344, 129.0011)),
        ("EPSG:27700", (530_000, 180_000), (51.504, -0.1284)),
        (
            'PROJCS["x",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]],'
            'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
            'PARAMETER["Central_Meridian",-81.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],'
            'UNIT["Meter",1.0]]',
            (630_084, 4_833_438),
            (43.64256, -79.38714),
        ),
    ],
)
def test_metres_become_degrees(system: str, metres: tuple[float, float], degrees: tuple[float, float]) -> None:
    change = projections.to_degrees(system)
    assert change is not None
    point = change(shapely.Point(metres))
    assert (abs(point.x) if abs(point.x) > 179.99 else point.x) == pytest.approx(degrees[1], abs=2e-4)
    assert point.y == pytest.approx(degrees[0], abs=2e-4)


@pytest.mark.parametrize(
    "system",
    ["EPSG:1", "EPSG:-1", "EPSG:5701", 'GEOGCS["Pulkovo 1942"]', "a grid of ours", ""],
    ids=["no such number", "not said", "heights", "no datum", "words", "nothing"],
)
def test_a_system_that_is_not_known_is_not_guessed(system: str) -> None:
    assert projections.to_degrees(system) is None


_DATUM = 'GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298.257223563]{}],PRIMEM["Greenwich",0],UNIT["degree",0.01745]]'


@pytest.mark.parametrize(
    "system",
    [
        "+init=/etc/passwd:1",
        "+proj=longlat +nadgrids=/etc/passwd",
        "/etc/passwd",
        "https://example.org/system.wkt",
        _DATUM.format(',EXTENSION["PROJ4_GRIDS","/etc/passwd"]'),
        f'PROJCS["x",{_DATUM.format("")},PROJECTION["Mercator_1SP"],UNIT["metre",1],'
        'EXTENSION["PROJ4","+proj=merc +init=/etc/passwd:x"]]',
        f'PROJCS["x",{_DATUM.format("")},PROJECTION["custom_proj4"],UNIT["metre",1],'
        'EXTENSION["PROJ4","+proj=merc +geoidgrids=/etc/passwd"]]',
    ],
)
def test_a_definition_that_names_a_file_or_an_address_is_not_followed(system: str) -> None:
    assert projections.to_degrees(system) is None


def test_placemarks_may_say_their_time_each_in_its_own_way() -> None:
    """A map of Google's: columns of a table in most placemarks, the time of the format in some."""
    rows = [("A", "6 de febrero de 1937", "27 de febrero de 1937"), ("B", "26 de abril de 1937", "")]
    marks = "".join(
        f'<Placemark><name>{name}</name><ExtendedData><Data name="Fecha"><value>{begin}</value></Data>'
        f'<Data name="Fin"><value>{end}</value></Data></ExtendedData></Placemark>'
        for name, begin, end in rows
    )
    span = "<TimeSpan><begin>1938-07-25</begin><end>1938-11-16</end></TimeSpan>"
    found = read(
        f'<kml xmlns="x"><Document>{marks}<Placemark><name>C</name>{span}</Placemark></Document></kml>'.encode()
    )
    assert [(title, date) for title, date, *_ in events(found)] == [
        ("A", "1937-02-06/1937-02-27"),
        ("B", "1937-04-26"),
        ("C", "1938-07-25/1938-11-16"),
    ]


def test_columns_that_share_no_row_do_not_multiply() -> None:
    """2,000 rows of one column and 100 other columns of one row each are 2,100 cells."""
    columns: dict[str, dict[str, int | str]] = {"title": {str(at): "A" for at in range(2_000)}}
    columns |= {f"c{at}": {"0": 1} for at in range(100)}
    found = read(json.dumps(columns | {"date": {"0": "1938"}}).encode())
    assert (len(found.raw.frame), len(found.dataset.events)) == (2_000, 1)


def test_a_refusal_is_said_once() -> None:
    with pytest.raises(UploadError, match=r"^the KML is nested more than 64 deep"):
        read(b"<kml>" + b"<Folder>" * 100 + b"</Folder>" * 100 + b"</kml>")
