"""Every download as other people's tools read it back: the same events, places and days, and no text that runs."""

import csv
import html
import io
import json
import math
import re
import warnings
import zipfile

import geojson
import numpy as np
import openpyxl
import pyogrio
import pyogrio.raw
import pytest
import shapely
from fastkml import KML
from fastkml.validator import get_schema_parser
from lxml import etree
from pyld import jsonld
from starlette.testclient import TestClient

from geo.citation import attribution
from geo.core.edtf import day_span
from geo.formats.registry import FORMATS
from geo.query import addresses
from geo.query.selection import Selection, chosen
from geo.record import tables
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess
from geo.web import assets
from tests.builders import a_line, a_name, a_package, a_place, a_position, a_source, a_unit, an_event
from tests.geo.test_hostile import filled
from tests.geo.web.test_routes import IMMUTABLE, an_app, is_a_problem
from tests.strategies import HOSTILE

HOME = "http://testserver/"
LINE = "LINESTRING (130 42, 131.1234567 43)"
AREA = "POLYGON ((130 42, 130 43, 131 43, 131 42, 130 42))"
DISPUTED = "MULTIPOINT (118.05 48.03, 117.66 48.02)"
ROWS = {
    "events": [
        an_event(id="at-a-point", date_edtf="1938-07-29"),
        an_event(id="along-a-line", kind="battle", date_edtf="1939-05~/1939-09-16", place_id="line"),
        an_event(id="in-an-area", kind="operation", date_edtf="1945-08", place_id="area", part_of="along-a-line"),
        an_event(id="disputed", date_edtf="1935?", place_id="two"),
        an_event(id="off-the-map", status="panel-only", place_id="", place_relation=""),
    ],
    "places": [
        a_place(latitude="42.1234567", longitude="130.7654321", approximation_km="60", where_prec="4"),
        a_place(
            id="line", latitude="42.5", longitude="130.5", approximation_km="120", where_prec="5", geometry_wkt=LINE
        ),
        a_place(
            id="area", latitude="42.5", longitude="130.5", approximation_km="70", where_prec="5", geometry_wkt=AREA
        ),
        a_place(id="two", latitude="48.03", longitude="118.05", approximation_km="20", geometry_wkt=DISPUTED),
    ],
    "names": [a_name(subject_id="at-a-point"), a_name(subject_id="line", toponym="線", lang="ja", source_id="")],
}
#: What a reader must find, by id: where the point is, the first and the last day, how far off the place may be.
EXPECTED = {
    "at-a-point": ((130.7654321, 42.1234567), ("1938-07-29", "1938-07-29"), 60),
    "along-a-line": ((130.5, 42.5), ("1939-05-01", "1939-09-16"), 120),
    "in-an-area": ((130.5, 42.5), ("1945-08-01", "1945-08-31"), 70),
    "disputed": ((118.05, 48.03), ("1935-01-01", "1935-12-31"), 20),
}
EXTENTS = {"along-a-line": shapely.from_wkt(LINE), "in-an-area": shapely.from_wkt(AREA)}


def built(extension, data, selection=None):
    """Return a download of *data* as bytes."""
    content = FORMATS[extension].build(data, chosen(data, selection or Selection()), HOME)
    return content.encode() if isinstance(content, str) else content


def frame(content, layer=None):
    """Return what GDAL reads: ``[{column: value}]``, the geometry as a shape."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # bytes in memory have no file name for GDAL to like
        meta, _, shapes, columns = pyogrio.raw.read(content, layer=layer, datetime_as_string=True)
    rows = zip(*columns, strict=True) if len(columns) else ()
    return [
        {**dict(zip(meta["fields"], row, strict=True)), "geometry": shapely.from_wkb(shape)}
        for row, shape in zip(rows, shapes, strict=True)
    ]


def read_csv(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return {
        row["id"]: ((float(row["longitude"]), float(row["latitude"])), row["date_start"], row["date_end"],
                    float(row["approximation_km"]))
        for row in rows
        if row["latitude"]
    }  # fmt: skip


def read_geojson(content):
    whole = geojson.loads(content)
    assert whole.is_valid, whole.errors()
    assert len(frame(content)) == len(whole.features), "GDAL reads it too"
    return {
        feature.id: (feature.properties["point"], *_days(feature.properties), feature.properties["approximation_km"])
        for feature in whole.features
    }


def read_gpkg(content):
    return {
        row["id"]: (row["geometry"].coords[0], *_days(row), row["approximation_km"]) for row in frame(content, "events")
    }


def read_kml(content):
    if not etree.fromstring(content).findall(".//{*}Placemark"):  # which GDAL 3.12 fails to read
        return {}
    return {
        row["event_id"]: (
            row["geometry"].coords[0] if row["geometry"].geom_type == "Point" else EXPECTED[row["event_id"]][0],
            row["begin"][:10].replace("/", "-"),
            row["end"][:10].replace("/", "-"),
            float(row["approximation_km"]),
        )
        for row in frame(content)
    }


def read_lpf(content):
    found = {}
    for feature in json.loads(content)["features"]:
        geometry = feature["geometry"]
        first = geometry["geometries"][0] if geometry["type"] == "GeometryCollection" else geometry
        identity = addresses.thing_in(feature["@id"], "event")
        span = feature["when"]["timespans"][0]
        found[identity] = (
            first["coordinates"] if first["type"] == "Point" else EXPECTED[identity][0],
            span["start"].get("in") or span["start"]["earliest"],
            span["end"].get("in") or span["end"]["latest"],
            first["approximation"]["tolerance"] if first["type"] == "Point" else EXPECTED[identity][2],
        )
    return found


def read_lp_tsv(content):
    return {
        row["id"]: (
            (float(row["lon"]), float(row["lat"])),
            day_span(row["start"]).first.isoformat(),
            day_span(row["end"]).last.isoformat(),
            EXPECTED[row["id"]][2] if row["geowkt"] else float(row["approximation"]),
        )
        for row in lines_of(content)
    }


def lines_of(content):
    return list(csv.DictReader(io.StringIO(content.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def _days(row):
    return str(row["date_start"])[:10], str(row["date_end"])[:10]


def read_xlsx(content):
    rows = openpyxl.load_workbook(io.BytesIO(content))["events"].iter_rows(values_only=True)
    header = next(rows)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    return {
        row["id"]: ((row["longitude"], row["latitude"]), *_days(row), row["approximation_km"])
        for row in found
        if row["latitude"] is not None
    }


READERS = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "geojson": read_geojson,
    "gpkg": read_gpkg,
    "kml": read_kml,
    "lpf.json": read_lpf,
    "lp.tsv": read_lp_tsv,
}
formats = pytest.mark.parametrize("extension", FORMATS)


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(FORMATS)


# --- what comes back ---


@formats
def test_the_same_events_come_back(dataset, extension):
    found = READERS[extension](built(extension, dataset(**ROWS)))
    assert list(found) == sorted(EXPECTED, key=lambda name: EXPECTED[name][1]), "in order of time"
    for name, (point, days, within_km) in EXPECTED.items():
        where, *when, within = found[name]
        assert np.allclose(where, point, rtol=0, atol=1e-6), name
        assert (tuple(when), within) == (days, within_km), name


@formats
def test_a_filter_applies_and_an_empty_choice_is_a_valid_file(dataset, extension):
    data = dataset(**ROWS)
    assert list(READERS[extension](built(extension, data, Selection(kinds=("battle",))))) == ["along-a-line"]
    assert READERS[extension](built(extension, data, Selection(kinds=("context",)))) == {}


@formats
def test_it_holds_as_many_events_as_it_says(dataset, extension):
    data = dataset(**ROWS)
    content = built(extension, data)
    count = content.decode("utf-8-sig").count("\r\n") - 1 if extension == "csv" else len(READERS[extension](content))
    assert FORMATS[extension].count(data.events) == count + (extension == "xlsx")
    assert FORMATS[extension].count(data.events) == (5 if extension in ("csv", "xlsx") else 4)


@formats
def test_the_same_events_are_the_same_bytes(dataset, extension):
    assert built(extension, dataset(**ROWS)) == built(extension, dataset(**ROWS))


def test_lines_and_areas_stay_what_they_are(dataset):
    data = dataset(**ROWS)
    found = {
        "gpkg": {row["id"]: row["geometry"] for row in frame(built("gpkg", data), "extents")},
        "kml": {row["event_id"]: row["geometry"] for row in frame(built("kml", data))},
        "lpf.json": {
            addresses.thing_in(feature["@id"], "event"): shapely.from_wkt(feature["geometry"]["geowkt"])
            for feature in json.loads(built("lpf.json", data))["features"]
            if "geowkt" in feature["geometry"]
        },
        "lp.tsv": {
            row["id"]: shapely.from_wkt(row["geowkt"]) for row in lines_of(built("lp.tsv", data)) if row["geowkt"]
        },
    }
    for extension, shapes in found.items():
        for name, shape in EXTENTS.items():
            assert shapes[name].normalize().equals_exact(shape.normalize(), 1e-6), (extension, name)
    assert set(found["gpkg"]) == set(found["lpf.json"]) == set(found["lp.tsv"]) == set(EXTENTS)


# --- origin ---


@pytest.mark.parametrize(
    ("extension", "licence", "citation"),
    [
        ("geojson", lambda c: json.loads(c)["license"], lambda c: json.loads(c)["citation"]),
        ("lpf.json", lambda c: json.loads(c)["indexing"]["license"], lambda c: json.loads(c)["indexing"]["citation"]),
        ("kml", lambda c: c.decode(), lambda c: html.unescape(c.decode())),
        (
            "gpkg",
            lambda c: pyogrio.read_info(c, layer="events")["dataset_metadata"]["LICENSE"],
            lambda c: pyogrio.read_info(c, layer="events")["dataset_metadata"]["CITATION"],
        ),
    ],
    ids=["geojson", "lpf.json", "kml", "gpkg"],
)
@pytest.mark.filterwarnings("ignore:File /vsimem:RuntimeWarning")
def test_a_file_says_its_licence_and_how_to_cite_it(dataset, extension, licence, citation):
    content = built(extension, dataset(**ROWS))
    assert attribution.LICENCE_URL == "https://creativecommons.org/licenses/by/4.0/"
    assert attribution.LICENCE_URL in licence(content)
    assert attribution.citation(HOME) in citation(content)


def test_the_table_of_places_names_its_source(dataset):
    assert {row["title_source"] for row in lines_of(built("lp.tsv", dataset(**ROWS)))} == {attribution.citation(HOME)}


# --- Linked Places as linked data ---


def refuse(url, _options):
    pytest.fail(f"the context must stand in the file, {url} was asked for")


def test_linked_places_is_json_ld_that_needs_no_network(dataset):
    document = json.loads(built("lpf.json", dataset(**ROWS)))
    (whole,) = jsonld.expand(document, {"documentLoader": refuse})
    lpo = "https://github.com/LinkedPasts/linked-pasts-ontology/blob/main/lpo_latest.ttl#"
    records = {addresses.thing_in(record["@id"], "event"): record for record in whole[f"{lpo}hasFeature"]}
    assert set(records) == set(EXPECTED)
    for name, (_, _, within_km) in EXPECTED.items():
        (geometry,) = records[name]["https://github.com/kgeographer/geojson-t/geometry"]
        (first, *_) = geometry.get(f"{lpo}setting", [geometry])
        (about,) = first[f"{lpo}approximation"]
        is_point = first["@type"] == ["https://purl.org/geojson/vocab#Point"]
        assert is_point == (name not in EXTENTS)
        accuracy = "http://www.opengis.net/ont/geosparql#hasSpatialAccuracy"
        assert about["@type"] == [accuracy if is_point else "http://vocab.getty.edu/ontology#approximateLocation"]
        assert about.get(f"{lpo}tolerance") == ([{"@value": within_km}] if is_point else None), "no bare point"
        (properties,) = records[name]["https://purl.org/geojson/vocab#properties"]
        assert f"{HOME}sources?section=dictionary#where_prec" in properties
        for word in ("when", "name_attestation", "type_attestation"):
            assert records[name][f"{lpo}{word}"], word
    assert records["in-an-area"][f"{lpo}rel_attestation"][0][f"{lpo}relation_to"] == [
        {"@id": f"{HOME}event/along-a-line/"}
    ]
    assert jsonld.to_rdf(document, {"documentLoader": refuse, "format": "application/n-quads"}).count("\n") > 100


def record_of(data, name):
    (record,) = (r for r in json.loads(built("lpf.json", data))["features"] if r["@id"].endswith(f"/{name}/"))
    return record


def test_no_word_of_linked_places_is_lost_to_its_context(dataset):
    document = json.loads(built("lpf.json", dataset(**ROWS)))
    known = set(document["@context"]) | {"@id", "role"}  # the part a name plays is ours alone

    def words(value):
        if isinstance(value, dict):
            for word, inner in value.items():
                yield word
                yield from words(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)

    assert set(words(document["features"])) <= known


@pytest.mark.parametrize(
    ("name", "start", "end", "certainty"),
    [
        ("at-a-point", {"in": "1938-07-29"}, {"in": "1938-07-29"}, None),
        ("along-a-line", {"earliest": "1939-05-01", "latest": "1939-05-31"}, {"in": "1939-09-16"}, "less-certain"),
        ("in-an-area", *[{"earliest": "1945-08-01", "latest": "1945-08-31"}] * 2, None),
        ("disputed", *[{"earliest": "1935-01-01", "latest": "1935-12-31"}] * 2, "uncertain"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(dataset, name, start, end, certainty):
    when = record_of(dataset(**ROWS), name)["when"]
    assert when["timespans"] == [{"start": start, "end": end}]
    assert when.get("certainty") == certainty


def test_a_disputed_place_has_its_other_readings(dataset):
    geometry = record_of(dataset(**ROWS), "disputed")["geometry"]
    assert [part["coordinates"] for part in geometry["geometries"]] == [[118.05, 48.03], [117.66, 48.02]]
    assert geometry["geometries"][1]["certainty"] == "uncertain"
    kinds = [part["approximation"]["type"] for part in geometry["geometries"]]
    assert kinds == ["geo:hasSpatialAccuracy", "gvp:approximateLocation"], "kilometres are said of ours alone"


def test_a_name_has_the_work_it_was_read_in(dataset):
    names = record_of(dataset(**ROWS), "at-a-point")["names"]
    assert names[0]["citations"][0]["label"] == attribution.citation(HOME)
    assert names[1]["toponym"] == "Бой у брода"
    assert names[1]["citations"] == [{"label": "Ivanov 1939", "@id": "https://example.org/report"}]


def test_a_name_of_the_time_has_the_time(dataset):
    data = dataset(names=[a_name(role="historical"), a_name(toponym="Брод", role="modern")])
    _, then, now = record_of(data, "the-clash")["names"]
    assert then["when"]["timespans"] == [{"start": {"in": "1938-07-29"}, "end": {"in": "1938-07-29"}}]
    assert "when" not in now


def test_the_table_of_places_has_a_year_a_class_and_no_quotes(dataset):
    content = built("lp.tsv", dataset(**ROWS))
    for row in lines_of(content):
        assert row["fclasses"] in set("AHLPRST")
        assert re.fullmatch(r"\d{4}", row["attestation_year"])
        assert (row["approximation"] == "gvp:approximateLocation") == bool(row["geowkt"])
    dates = {row["id"]: (row["start"], row["end"]) for row in lines_of(content)}
    assert dates["at-a-point"] == ("1938-07-29", "1938-07-29")
    assert dates["in-an-area"] == ("1945-08", "1945-08"), "no day is made of a month"
    assert dates["along-a-line"] == ("1939-05", "1939-09-16")
    assert dates["disputed"] == ("1935", "1935")
    assert {row["variants"] for row in lines_of(content)} == {"Бой у брода@ru", "線@ja", ""}


# --- KML ---


def test_kml_follows_its_schema(dataset):
    data = dataset(**ROWS)
    content = built("kml", data)
    schema = get_schema_parser()
    assert schema.validate(etree.fromstring(content)), schema.error_log
    (document,) = KML.parse(io.BytesIO(content)).features
    (folder,) = document.features
    assert folder.name in data.chapters.values()
    assert [placemark.name for placemark in folder.features] == ["Clash at the ford"] * 4
    looks = {style.id for style in document.styles}
    assert {placemark.style_url.url for placemark in folder.features} <= {f"#{look}" for look in looks}
    assert folder.features[0].times.begin.dt.isoformat() == "1935-01-01"


def test_kml_says_how_far_off_a_place_may_be(dataset):
    placemark = frame(built("kml", dataset(**ROWS)))[1]
    assert "± 60 km" in html.unescape(placemark["description"])


# --- text that is code somewhere else ---

texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


@texts
@formats
def test_hostile_text_stays_text(dataset, extension, text):
    data = dataset(**filled(text))
    content = built(extension, data)
    if extension == "kml":
        # HTML to its reader: the description shows the text, and its only elements are ours
        description = frame(content)[0]["description"]
        shown = etree.HTML(f"<html><body>{description}</body></html>")
        assert {element.tag for element in shown.iter()} <= {"html", "body", "p", "b", "br", "a"}
        assert text.strip() in "".join(shown.itertext())
        assert frame(content)[0]["Name"] == text.strip()
    elif extension == "gpkg":
        assert [row["title"] for row in frame(content, "events")] == [text, text]
        assert frame(content, "events")[0]["summary"] == text
    elif extension == "xlsx":
        header, row, *_ = openpyxl.load_workbook(io.BytesIO(content))["events"].iter_rows()
        cells = dict(zip((cell.value for cell in header), row, strict=True))
        assert " ".join(cells["title"].value.split()) == " ".join(text.split())
        assert all(cell.data_type in "sn" for cell in row), "no cell is a formula"
    elif extension in ("geojson", "lpf.json"):
        feature = json.loads(content)["features"][0]
        assert (feature["properties"]["title"], feature["properties"]["place_title"]) == (text, text)
    else:
        rows = lines_of(content) if extension == "lp.tsv" else list(
            csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        )  # fmt: skip
        assert len(rows) == 2
        for cell in rows[0].values():
            assert not cell.startswith(("=", "@", "\t", "＝", "＋", "－", "＠")), "no spreadsheet runs it"
            assert not cell.startswith(("+", "-")) or math.isfinite(float(cell))
        assert " ".join(text.split()).removeprefix("'") in " ".join(rows[0]["title"].split())


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", '"=', "\t=", "\n=", '"', "\u2028="], ids=ascii
)  # a leading quotation mark would open a field that swallows the next
def test_the_table_of_places_runs_no_formula(dataset, start):
    (row,) = lines_of(built("lp.tsv", dataset(events=[an_event(title=f"a{start}b", summary=f"{start}HYPERLINK(1)")])))
    assert row["description"].startswith("'")
    assert row["description"].endswith("HYPERLINK(1)")


# --- over HTTP ---


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put a package of every sort of place where the real one is."""
    folder = a_package(tmp_path / "package", **ROWS, sources=[a_source()])
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


@pytest.fixture
def client(package):
    return TestClient(an_app())


@formats
def test_an_answer_has_its_type_and_its_name(client, extension):
    answer = client.get(f"/api/events.{extension}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[extension].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="border-conflicts-events.{extension}"'
    assert answer.headers["link"] == f'<{attribution.LICENCE_URL}>; rel="license"'
    assert set(READERS[extension](answer.content)) == set(EXPECTED)


@formats
def test_it_is_kept_and_asked_for_again_only_if_it_changed(client, extension):
    path = f"/api/events.{extension}"
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    lives = [client.get(path, params={"v": v}).headers["cache-control"] for v in (assets.version(), "abc")]
    assert lives == ([IMMUTABLE, "no-store"] if extension == "geojson" else ["no-cache"] * 2), (
        "only the map's is versioned"
    )
    assert client.get(path, params={"kind": "battle"}).headers["etag"] != first.headers["etag"]
    assert client.head(path).headers["etag"] == first.headers["etag"]


@formats
@pytest.mark.parametrize(
    ("parameter", "value"), [("from", "soon"), ("kind", "picnic"), ("side", "<script>"), ("within", "nan")], ids=str
)
def test_a_bad_parameter_is_a_problem(client, extension, parameter, value):
    document = is_a_problem(client.get(f"/api/events.{extension}", params={parameter: value}), 400)
    assert document["parameter"] == parameter


@formats
def test_a_damaged_package_is_a_problem(client, package, extension):
    a_package(package, events=[an_event(title="", date_edtf="soon")])
    assert len(is_a_problem(client.get(f"/api/events.{extension}"), 503)["problems"]) == 2


@pytest.mark.parametrize("prefix", ["", "/sites/atlas"])
def test_links_lead_back_to_where_the_reader_was(package, prefix):
    client = TestClient(an_app(prefix), base_url="https://atlas.example")
    records = client.get(f"{prefix}/api/events.lpf.json", params={"kind": "battle"}).json()["features"]
    assert [record["@id"] for record in records] == [f"https://atlas.example{prefix}/event/along-a-line/"]


@formats
def test_own_events_are_taken_away_without_a_word_of_the_atlas(extension, tmp_path):
    kind = FORMATS[extension]
    raw = reader.read(b"title,date,latitude,longitude\n<b>Raid</b>,1916-07-01,50,2.7\nTalks,1918,,\n", "mine.csv")
    own = own_events.read(raw, guess(raw.frame.columns).mapping).dataset
    body = kind.build(own, own.events, "")
    body = body.encode() if isinstance(body, str) else body
    if extension == "xlsx":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Raid" in body
    atlas_says = (attribution.LICENCE, attribution.LICENCE_URL, attribution.citation("")[:30])
    for words in (*atlas_says, "?event=row-2", "event/row-2"):
        assert words.encode() not in body
    if extension == "gpkg":
        (tmp_path / "mine.gpkg").write_bytes(body)
        assert pyogrio.read_info(tmp_path / "mine.gpkg", layer="events")["features"] == 2, "the one without a place too"


def test_units_lines_and_ground_are_layers_of_their_own_with_who_says_so(dataset):
    height = a_place(id="hill", kind="height", elevation_m="149", latitude="42.5", longitude="130.6")
    data = dataset(
        places=[a_place(), height],
        units=[a_unit()],
        lines=[a_line(), a_line(id="the-other", party="japan", claimant_role="belligerent_b")],
        positions=[a_position(), a_position(id="by-shape", place_id="", geometry_wkt="POINT (130.6 42.51)")],
    )
    packed = built("gpkg", data)
    (first, second), lines = frame(packed, "positions"), frame(packed, "lines")
    assert (first["title"], first["party"], first["claimant"]) == ("1st Rifle Regiment", "soviet-union", "Soviet staff")
    assert (first["date_start"], first["approximation_km"], first["locator"]) == ("1938-07-29", 1.0, "p. 1")
    assert second["geometry"] == shapely.Point(130.6, 42.51)
    assert {row["id"]: row["party"] for row in lines} == {"the-front": "soviet-union", "the-other": "japan"}
    assert {row["geometry"].geom_type for row in lines} == {"LineString"}
    assert 149.0 in [row["elevation_m"] for row in frame(packed, "features")]
    document = etree.fromstring(built("kml", data))
    folders = [folder.findtext("{*}name") for folder in document.iter("{*}Folder")]
    assert folders[-3:] == ["Positions", "Lines", "Features"]
    get_schema_parser().assertValid(document)


def test_hours_are_taken_away_with_the_clock_that_they_were_read_from(dataset):
    hour = {"local_time": "05:15", "clock": "Japanese time"}
    data = dataset(units=[a_unit()], lines=[a_line(**hour)], positions=[a_position(**hour)])
    packed, document = built("gpkg", data), etree.fromstring(built("kml", data))
    told = [
        {one.get("name"): one.findtext("{*}value") for one in mark.iter("{*}Data")}
        for mark in document.iter("{*}Placemark")
    ]
    for layer in ("positions", "lines"):
        (row,) = frame(packed, layer)
        assert (row["local_time"], row["clock"]) == ("05:15", "Japanese time")
        (mark,) = (one for one in told if one.get("layer") == layer)
        assert (mark["local_time"], mark["clock"]) == ("05:15", "Japanese time")
    assert "05:15 (Japanese time)" in "".join(mark.findtext("{*}description") for mark in document.iter("{*}Placemark"))
