"""An event is called the same wherever it is named: on its page, in every file, in every citation, in the code."""

import csv
import html
import io
import json
import re
import warnings

import bibtexparser
import numpy as np
import openpyxl
import pyogrio.raw
import pytest
import rispy
import zxingcpp
from lxml import etree
from rdflib import RDF, Graph

from geo.citation import items, styles
from geo.core import qr
from geo.documents.lesson.lesson_sheet import LessonSheet
from geo.documents.paper.blocks import Code
from geo.documents.request import order
from geo.formats import turtle
from geo.formats.registry import FORMATS
from geo.query import addresses
from geo.query.selection import Selection, View
from geo.site import site
from geo.site.host import Host
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess
from tests.builders import EVENT
from tests.geo.site.reading import EVIL

HOMES = ["https://atlas.example.org/", "https://school.example/sites/atlas/"]


def given_out(data, extension, home):
    """Return a file of the one event, as bytes."""
    made = FORMATS[extension].build(data, data.events.loc[[EVENT]], home)
    return made.encode() if isinstance(made, str) else made


def of_csv(raw):
    return {row["url"] for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))}


def of_xlsx(raw):
    head, *rows = openpyxl.load_workbook(io.BytesIO(raw))["events"].iter_rows(values_only=True)
    return {row[head.index("url")] for row in rows}


def of_geojson(raw):
    return {feature["properties"]["url"] for feature in json.loads(raw)["features"]}


def of_gpkg(raw):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # bytes in memory have no file name for GDAL to like
        meta, _, _, columns = pyogrio.raw.read(raw, layer="events")
    return set(columns[list(meta["fields"]).index("url")])


def of_kml(raw):
    """Return the addresses in the data of placemarks, which their balloons have to name, too."""
    document = etree.fromstring(raw)
    found = {data.findtext("{*}value") for data in document.iter("{*}Data") if data.get("name") == "url"}
    balloons = [html.unescape(one.text) for one in document.iterfind(".//{*}Placemark/{*}description")]
    assert {address for one in balloons for address in re.findall(r'href="([^"]+)', one)} == found
    return found


def of_lpf(raw):
    return {record["@id"] for record in json.loads(raw)["features"]}


def of_lp_tsv(raw):
    return {row["title_uri"] for row in csv.DictReader(io.StringIO(raw.decode()), delimiter="\t")}


FILES = {
    "csv": of_csv,
    "xlsx": of_xlsx,
    "geojson": of_geojson,
    "gpkg": of_gpkg,
    "kml": of_kml,
    "lpf.json": of_lpf,
    "lp.tsv": of_lp_tsv,
}


def cited(data, style, address):
    return styles.cite(items.event(data, EVENT, address), style)


#: Every place that names the event → the identifiers found there.
PLACES = {
    **{name: (lambda data, home, name=name: FILES[name](given_out(data, name, home))) for name in FILES},
    "page": lambda data, home: set(re.findall(r'rel="canonical" href="([^"]+)"', page(data, home))),
    "citation on the page": lambda data, home: set(
        re.findall(r'citation_public_url" content="([^"]+)', page(data, home))
    ),
    "JSON-LD": lambda data, home: {
        json.loads(text)["@graph"][0]["@id"] if "@graph" in json.loads(text) else json.loads(text)["@id"]
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(data, home), re.DOTALL)
    },
    "Turtle": lambda data, home: {
        str(one)
        for one in Graph().parse(data=turtle.text(data, home), format="turtle").subjects(RDF.type, turtle.SEM.Event)
        if EVENT in one
    },
    "BibTeX": lambda data, home: {
        entry["url"]
        for entry in bibtexparser.parse_string(cited(data, "bibtex", addresses.of(home, "event", EVENT))).entries
    },
    "RIS": lambda data, home: set(rispy.loads(cited(data, "ris", addresses.of(home, "event", EVENT)))[0]["urls"]),
    "CSL": lambda data, home: {json.loads(cited(data, "csl-json", addresses.of(home, "event", EVENT)))[0]["URL"]},
    "code on the sheet": lambda data, home: {read(block.url) for block in sheet(data, home) if isinstance(block, Code)},
}


def page(data, home):
    return site.page(data, Host(home), addresses.path("event", EVENT))


def sheet(data, home):
    return LessonSheet(data, order(data, Selection(), View(event=EVENT), home)).blocks()


def read(address):
    """Return what a telephone reads in the code of an address."""
    dark = np.kron(np.array(list(qr.code(address).matrix), dtype=bool), np.ones((8, 8), dtype=bool))
    return zxingcpp.read_barcodes(np.pad(np.where(dark, 0, 255).astype(np.uint8), 40, constant_values=255))[0].text


def test_every_format_is_looked_into():
    assert set(FILES) == set(FORMATS)


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("place", PLACES)
def test_an_event_is_called_the_same_everywhere(record, place, home):
    assert PLACES[place](record, home) == {f"{home}event/{EVENT}/"}


@pytest.mark.parametrize("home", HOMES)
def test_no_file_and_no_page_calls_an_event_by_what_the_map_shows(record, home):
    named = re.compile(rf"{re.escape(home)}\?event=")
    for extension in FORMATS:
        if extension not in ("xlsx", "gpkg"):  # packed; their addresses are read above
            assert not named.search(given_out(record, extension, home).decode()), extension
    assert not named.search(turtle.text(record, home))
    assert not named.search(page(record, home))


def test_a_sheet_of_a_view_leads_to_the_view(record):
    wanted = order(record, Selection(kinds=("incident",)), View(), HOMES[0])
    (code,) = (block for block in LessonSheet(record, wanted).blocks() if isinstance(block, Code))
    assert code.url == f"{HOMES[0]}?kind=incident"


@pytest.mark.parametrize("extension", FORMATS)
def test_a_visitors_own_events_have_no_page_and_no_address(extension):
    """Their name is the id that the table gave; in Linked Places, where a name has to be an address, in a namespace."""
    raw = reader.read(f"id,title,date,latitude,longitude\nraid-7,{EVIL},1904-07-29,42.5,130.2\n".encode(), "mine.csv")
    own = own_events.read(raw, guess(raw.frame.columns).mapping).dataset
    made = FORMATS[extension].build(own, own.events, HOMES[0])
    raw = made.encode() if isinstance(made, str) else made
    assert b"?event=" not in raw and f"{HOMES[0]}event".encode() not in raw
    if extension == "lpf.json":
        assert of_lpf(made) == {"event:raid-7"}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://atlas.example.org/event/the-clash/", "the-clash"),
        ("https://school.example/sites/atlas/event/the-clash", "the-clash"),
        ("event/the-clash/", "the-clash"),
        ("https://atlas.example.org/?event=the-clash", "the-clash"),
        ("https://atlas.example.org/?from=1938&event=the-clash", "the-clash"),
        ("https://atlas.example.org/event/a%2Fb%20c/", "a/b c"),
        ("https://atlas.example.org/event/", ""),
        ("https://atlas.example.org/place/the-ford/", ""),
        ("https://atlas.example.org/nonevent/x/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_an_address_gives_its_event_back(address, name):
    assert addresses.thing_in(address, "event") == name
