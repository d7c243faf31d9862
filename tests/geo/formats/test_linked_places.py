"""Linked Places as the World Historical Gazetteer checks it.

The rules are those of its schemas lpf 1.2.2 and 2.0 (https://github.com/WorldHistoricalGazetteer), said anew:
what a
record may hold and must, how addresses, languages and days are written, and that a text has no line breaks.
"""

import json

import jsonschema
import pytest

from geo.formats.layers import linked_places
from geo.record import tables
from geo.uploads import readings
from tests.builders import a_name, a_place, an_event

HOME = "https://atlas.example.org/"


def a(kind, **more):
    return {"type": kind, **more}


def an_object(required=(), is_closed=False, **properties):
    closed = {"additionalProperties": False} if is_closed else {}
    return a("object", required=list(required), properties=properties, **closed)


TEXT = a("string", pattern=r"^(.*)$")
URL = a("string", pattern=r"^https?://(www\.)?[a-zA-Z0-9\-.]{2,256}\.[a-z]{2,63}(:[0-9]{1,5})?(/.*)?$")
TERM = {"anyOf": [URL, a("string", pattern=r"^\w+:[^\s]+$")]}
DAY = a("string", pattern=r"^-?\d{1,4}(-(0[1-9]|1[0-2]))?(-([0-2]\d|3[01]))?$")
LANG = a("string", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*$")
END = {
    **an_object(is_closed=True, **{"in": DAY, "earliest": DAY, "latest": DAY}),
    "oneOf": [{"required": ["in"]}, {"anyOf": [{"required": ["earliest"]}, {"required": ["latest"]}]}],
}
CERTAINTY = {"enum": ["certain", "less-certain", "uncertain"]}
WHEN = an_object(
    ["timespans"],
    timespans=a("array", items=an_object(["start"], True, start=END, end=END), minItems=1),
    label=TEXT,
    certainty=CERTAINTY,
)
CITATIONS = a("array", items=an_object(["label"], **{"label": TEXT, "@id": TERM}))
PAIR = a(
    "array",
    minItems=2,
    maxItems=2,
    items=[a("number", minimum=-180, maximum=180), a("number", minimum=-90, maximum=90)],
)
BY_DEPTH = [PAIR, a("array", items=PAIR), a("array", items=a("array", items=PAIR))]
BY_DEPTH.append(a("array", items=BY_DEPTH[2]))
DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
APPROXIMATION = {
    **an_object(["type"], True, type=TERM, tolerance=a("number", minimum=0)),
    "if": {"required": ["tolerance"]},
    "then": {"properties": {"type": {"const": "geo:hasSpatialAccuracy"}}},
}
SHAPES = [
    an_object(
        ["type", "coordinates"],
        type={"const": kind},
        coordinates=BY_DEPTH[depth],
        certainty=CERTAINTY,
        approximation=APPROXIMATION,
        when=WHEN,
    )
    for kind, depth in DEPTHS.items()
]
COLLECTION = an_object(
    ["type", "geometries"], type={"const": "GeometryCollection"}, geometries=a("array", items={"oneOf": SHAPES})
)
CLASSES = a("array", items={"enum": list("AHLPRSTUVX")}, minItems=1, uniqueItems=True)
COUNTRIES = a("array", items=a("string", pattern="^[A-Z]{2}$"), minItems=1, uniqueItems=True)
NAMES = a(
    "array",
    minItems=1,
    items=an_object(["toponym"], toponym=TEXT, lang=LANG, when=WHEN, citations=CITATIONS),
)
LINKS = an_object(
    ["type", "identifier"], type={"enum": ["closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso"]},
    identifier=URL,
)  # fmt: skip
RECORD = an_object(
    ["@id", "type", "properties", "geometry", "names", "when"],
    True,
    **{
        "@id": TERM,
        "type": {"const": "Feature"},
        "properties": an_object(["title", "fclasses"], title=TEXT, ccodes=COUNTRIES, fclasses=CLASSES),
        "when": WHEN,
        "names": NAMES,
        "types": a("array", items=an_object(label=TEXT, identifier=TERM)),
        "geometry": {"oneOf": [*SHAPES, COLLECTION]},
        "links": a("array", items=LINKS),
        "relations": a(
            "array",
            items=an_object(["relationType", "relationTo", "label"], relationType=TERM, relationTo=TERM, label=TEXT),
        ),
        "descriptions": a("array", items=an_object(["value"], value=TEXT, lang=LANG)),
    },
)
RULES = jsonschema.Draft7Validator(
    an_object(["type", "features"], type={"const": "FeatureCollection"}, features=a("array", items=RECORD, minItems=1))
)


def complaints(dataset):
    whole = json.loads(linked_places.json_text(dataset, dataset.events, HOME))
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in RULES.iter_errors(whole)]


def test_the_atlas_itself_keeps_the_rules():
    assert complaints(tables.load()) == []


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Point", "coordinates": [130.6, 42.4, 88.0]},
        {"type": "Polygon", "coordinates": [[[130.6, 42.4, 5], [130.7, 42.4, 5], [130.7, 42.5, 5], [130.6, 42.4, 5]]]},
        {"type": "MultiLineString", "coordinates": [[[130.6, 42.4], [130.7, 42.5]], [[131, 43], [132, 44]]]},
    ],
    ids=["a point with its height", "an area with heights", "two lines"],
)
def test_shapes_of_a_visitor_keep_the_rules(shape):
    told = {"name": "A", "date": "0624-03", "description": "one\ntwo", "source": "http://10.0.0.1/a b"}
    layer = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape, "properties": told}]}
    found = readings.read("a.geojson", json.dumps(layer).encode(), readings.Options())
    assert len(found.dataset.plotted) == 1
    assert complaints(found.dataset) == []


def test_what_is_doubtful_or_spelled_in_many_ways_keeps_the_rules(dataset):
    names = [
        a_name(subject_id="clash", toponym="衝突", lang="ja"),
        a_name(subject_id="clash", toponym="冲突", lang="zh-Hans"),
    ]
    data = dataset(
        events=[an_event(id="clash", date_edtf="193X?", summary="Words."), an_event(id="b", date_edtf="1938-07~")],
        places=[a_place(geometry_wkt="MULTIPOINT (130.6 42.4, 130.7 42.5)")],
        names=names,
    )
    assert complaints(data) == []


def test_the_rules_find_what_is_wrong(dataset):
    whole = json.loads(linked_places.json_text(data := dataset(events=[an_event()]), data.events, HOME))
    record = whole["features"][0]
    for wrong in (
        {"@id": "no address"},
        {"when": {"timespans": [{"start": {"in": "1938-07-99"}}]}},
        {"geometry": {"type": "Point", "coordinates": [1, 2, 3]}},
        {"geometry": {"type": "Point", "coordinates": [1, 2], "approximation": {"type": "a:b", "tolerance": 1}}},
        {"descriptions": [{"value": "one\ntwo"}]},
        {"names": []},
        {"more": 1},
    ):
        assert list(RULES.iter_errors({**whole, "features": [{**record, **wrong}]})), wrong
