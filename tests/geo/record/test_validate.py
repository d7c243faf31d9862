"""Every rule of the checker: each with file, line, column, what was found, what would be right; all at once."""

import pytest

from geo.record.files.datapackage import read
from geo.record.validate import RULES, problems
from tests.builders import (
    ATLAS,
    a_claim,
    a_disagreement,
    a_line,
    a_name,
    a_package,
    a_party,
    a_place,
    a_position,
    a_source,
    a_support,
    a_unit,
    an_event,
)


def complaints(folder):
    return [str(problem) for problem in problems(read(folder))]


THEATRE = ATLAS.replace("base_map: world", "base_map: theatre")
MANCHUKUO = a_party(
    id="manchukuo",
    title="Manchukuo",
    side="b",
    colour="manchukuo",
    mark="triangle",
    date_edtf="1932-03-01/1945-08-18",
    ccode="",
)

#: What is wrong → the tables that are, and the one complaint.
CASES = {
    "date: impossible": (
        {"events": [an_event(date_edtf="1938-02-30")]},
        "events.csv:2: date_edtf: '1938-02-30' is not a date this atlas can read; write 1904,",
    ),
    "date: backwards": (
        {"events": [an_event(date_edtf="1939/1938")]},
        "events.csv:2: date_edtf: '1939/1938' ends before it begins; swap the two dates",
    ),
    "latitude and longitude swapped": (
        {"places": [a_place(latitude="130.6", longitude="42.5")]},
        "places.csv:2: latitude: 130.6 is outside [-90, 90]; are latitude and longitude swapped?",
    ),
    "latitude beyond the globe": (
        {"places": [a_place(latitude="425")]},
        "places.csv:2: latitude: 425 is outside [-90, 90]",
    ),
    "longitude beyond the globe": (
        {"places": [a_place(longitude="-180.5")]},
        "places.csv:2: longitude: -180.5 is outside [-180, 180]",
    ),
    "number: a comma": (
        {"places": [a_place(latitude="42,5")]},
        "places.csv:2: latitude: '42,5' is not a number; write digits",
    ),
    "number: not a number": ({"places": [a_place(latitude="nan")]}, "places.csv:2: latitude: 'nan' is not a number"),
    "number: infinite": ({"claims": [a_claim(best="inf")]}, "claims.csv:2: best: 'inf' is not a number"),
    "number: exponent": ({"claims": [a_claim(best="1e3")]}, "claims.csv:2: best: '1e3' is not a number"),
    "number: underscore": ({"claims": [a_claim(best="1_000")]}, "claims.csv:2: best: '1_000' is not a number"),
    "number: other digits": ({"claims": [a_claim(best="１０")]}, "claims.csv:2: best: '１０' is not a number"),
    "number: negative": ({"claims": [a_claim(best="-1")]}, "claims.csv:2: best: -1 is outside [0, …)"),
    "whole number: a fraction": (
        {"places": [a_place(where_prec="1.5")]},
        "places.csv:2: where_prec: '1.5' is not a whole number",
    ),
    "whole number: out of range": (
        {"places": [a_place(where_prec="8")]},
        "places.csv:2: where_prec: 8 is outside [1, 7]",
    ),
    "required: empty": ({"events": [an_event(title="")]}, "events.csv:2: title: is empty; a value is required"),
    "vocabulary: near": (
        {"events": [an_event(kind="battel")]},
        "events.csv:2: kind: 'battel' is not one of incident, battle, operation, landing, air_action, diplomatic, "
        "context; did you mean 'battle'?",
    ),
    "vocabulary: far": ({"events": [an_event(kind="zzz")]}, "events.csv:2: kind: 'zzz' is not one of incident, battle"),
    "vocabulary: in a list": (
        {"events": [an_event(side_a_2nd="mongolia, mongolias")]},
        "events.csv:2: side_a_2nd: 'mongolias' is no id in parties.csv; did you mean 'mongolia'?",
    ),
    "list: another separator": (
        {"events": [an_event(side_a_2nd="mongolia,china")]},
        "events.csv:2: side_a_2nd: 'mongolia,china' is no id in parties.csv; did you mean 'mongolia'?",
    ),
    "id: not a slug": (
        {"events": [an_event(id="The_Clash")]},
        "events.csv:2: id: 'The_Clash' must be lower-case letters and digits joined by single hyphens",
    ),
    "pattern": ({"events": [an_event(cow_mid="12a")]}, "events.csv:2: cow_mid: '12a' is not of the form"),
    "control character": (
        {"events": [an_event(title="a\x07b")]},
        "events.csv:2: title: 'a\\x07b' contains a control or direction-override character; remove it",
    ),
    "direction override": (
        {"events": [an_event(title="abc\u202edef")]},
        "events.csv:2: title: 'abc\\u202edef' contains a control or direction-override character",
    ),
    "shape: no text of one": (
        {"places": [a_place(geometry_wkt="SQUARE (1 2)")]},
        "places.csv:2: geometry_wkt: is no well-known",
    ),
    "shape: a curve": (
        {"places": [a_place(geometry_wkt="CIRCULARSTRING (0 0, 1 1, 2 0)")]},
        "places.csv:2: geometry_wkt: is no well-known text",
    ),
    "shape: a collection": (
        {"places": [a_place(geometry_wkt="GEOMETRYCOLLECTION (POINT (1 2))")]},
        "places.csv:2: geometry_wkt: is a GeometryCollection; write a POINT, LINESTRING or POLYGON",
    ),
    "shape: empty": (
        {"places": [a_place(geometry_wkt="LINESTRING EMPTY")]},
        "places.csv:2: geometry_wkt: has an empty part",
    ),
    "shape: not a number": (
        {"places": [a_place(geometry_wkt="LINESTRING (130 42, nan nan)")]},
        "places.csv:2: geometry_wkt: has an empty part or a coordinate that is no number",
    ),
    "shape: latitude first": (
        {"places": [a_place(geometry_wkt="LINESTRING (42 130, 43 131)")]},
        "places.csv:2: geometry_wkt: lies outside the globe (bounds 42 130 43 131); the order is longitude latitude",
    ),
    "language": (
        {"names": [a_name(lang="russian language")]},
        "names.csv:2: lang: 'russian language' is no valid BCP 47 language tag, such as ja, ja-Latn or zh-Hans",
    ),
    "address: code": (
        {"sources": [a_source(url="javascript:alert(1)")]},
        "sources.csv:2: url: 'javascript:alert(1)' is no http(s) address",
    ),
    "address: a quote": (
        {"sources": [a_source(url='https://a.b/"onclick="x')]},
        "sources.csv:2: url: 'https://a.b/\"on",
    ),
    "id twice": (
        {"events": [an_event(), an_event(title="Another")]},
        "events.csv:3: id: 'the-clash' stands already on line 2; every row needs a key of its own",
    ),
    "row twice": (
        {"event_sources": [a_support(), a_support()]},
        "event_sources.csv:3: event_id: 'the-clash + the-report + p. 3 + course' stands already on line 2",
    ),
    "place unknown, near": (
        {"events": [an_event(place_id="the-fjord")]},
        "events.csv:2: place_id: 'the-fjord' is no id in places.csv; did you mean 'the-ford'?",
    ),
    "place unknown, far": (
        {"events": [an_event(place_id="zzzz")]},
        "events.csv:2: place_id: 'zzzz' is no id in places.csv; add it to places.csv or correct it",
    ),
    "subject unknown": (
        {"names": [a_name(subject_id="zzzz")]},
        "names.csv:2: subject_id: 'zzzz' is no id in events.csv or places.csv or people.csv or units.csv; "
        "add it to events.csv or correct it",
    ),
    "source unknown, in a list": (
        {"disagreements": [a_disagreement(source_a="the-report, qqqq")]},
        "disagreements.csv:2: source_a: 'qqqq' is no id in sources.csv; add it to sources.csv or correct it",
    ),
    "plotted without a place": (
        {"events": [an_event(place_id="", place_relation="")]},
        "events.csv:2: place_id: is empty, but the event is to be plotted; give a place or set status to panel-only",
    ),
    "place without a relation": (
        {"events": [an_event(place_relation="")]},
        "events.csv:2: place_relation: is empty; say whether the event lies at, near, along or from its place",
    ),
    "no source": (
        {"events": [an_event(), an_event(id="second")], "event_sources": [a_support()]},
        "events.csv:3: id: 'second' has no row in event_sources.csv; name the work that supports it",
    ),
    "no source at all": (
        {"event_sources": []},
        "events.csv:2: id: 'the-clash' has no row in event_sources.csv; name the work that supports it",
    ),
    "part of itself": (
        {"events": [an_event(part_of="the-clash")]},
        "events.csv:2: part_of: 'the-clash' leads back to the event itself",
    ),
    "figures out of order": (
        {"claims": [a_claim(low="12", best="10")]},
        "claims.csv:2: low: 12 is larger than best 10; the order is low ≤ best ≤ high",
    ),
    "figures out of order, no best": (
        {"claims": [a_claim(low="12", best="", high="10")]},
        "claims.csv:2: low: 12 is larger than high 10; the order is low ≤ best ≤ high",
    ),
    "no figure": (
        {"claims": [a_claim(best="")]},
        "claims.csv:2: best: low, best and high are all empty; a claim needs a figure",
    ),
    "script: Latin letters for Russian": (
        {"names": [a_name(toponym="Boy u broda")]},
        "names.csv:2: lang: 'Boy u broda' has no Cyrl letter, as 'ru' says",
    ),
    "script: kana for a transliteration": (
        {"names": [a_name(toponym="ノモンハン", lang="ja-Latn")]},
        "names.csv:2: lang: 'ノモンハン' has no Latn letter, as 'ja-Latn' says",
    ),
    "script: Latin letters for Japanese": (
        {"names": [a_name(toponym="Nomonhan", lang="ja")]},
        "names.csv:2: lang: 'Nomonhan' has no Jpan letter, as 'ja' says",
    ),
    "caption too long": (
        {"events": [an_event(caption="x" * 91)]},
        "events.csv:2: caption: has 91 characters; 90 at most",
    ),
    "a party before its time": (
        {"events": [an_event(date_edtf="1931-09-18", side_b="manchukuo")], "parties": [a_party(), MANCHUKUO]},
        "events.csv:2: side_b: 'manchukuo' did not exist on 1931-09-18; it did from 1932-03-01 to 1945-08-18",
    ),
    "a party after its time": (
        {
            "events": [an_event(date_edtf="1945-08-19/1945-08-31", side_b="manchukuo")],
            "parties": [a_party(), MANCHUKUO],
        },
        "events.csv:2: side_b: 'manchukuo' did not exist on 1945-08-19/1945-08-31; it did from 1932-03-01 to",
    ),
    "several parties as one side": (
        {"events": [an_event(side_b="japanese-manchukuo")]},
        "events.csv:2: side_b: 'japanese-manchukuo' is several parties counted together; name japan, manchukuo",
    ),
    "certain on retellings alone": (
        {"sources": [a_source(tier="popular")]},
        "events.csv:2: certainty: is certain, but only popular works support it; write less-certain, or name one",
    ),
    "a position outside its place": (
        {"units": [a_unit()], "positions": [a_position(place_id="the-ford", geometry_wkt="POINT (130.8 42.5)")]},
        "positions.csv:2: geometry_wkt: lies 16 km from 'the-ford'; the radius of both is 2 km",
    ),
    "an hour that is none": (
        {"units": [a_unit()], "positions": [a_position(local_time="dawn")]},
        "positions.csv:2: local_time: 'dawn' is no hour, such as 05:15 or 05:15/06:00",
    ),
    "an hour beyond the day": (
        {"lines": [a_line(local_time="05:15/24:30")]},
        "lines.csv:2: local_time: '05:15/24:30' is no hour, such as 05:15 or 05:15/06:00",
    ),
    "hours of a day that run backward": (
        {"lines": [a_line(local_time="06:00/05:15")]},
        "lines.csv:2: local_time: '06:00/05:15' runs backward",
    ),
    "a clock without an hour": (
        {"units": [a_unit()], "positions": [a_position(clock="Tokyo time")]},
        "positions.csv:2: clock: 'Tokyo time' stands without an hour; fill local_time or leave it",
    ),
    "a position nowhere": (
        {"units": [a_unit()], "positions": [a_position(place_id="", geometry_wkt="")]},
        "positions.csv:2: place_id: is empty, and so is geometry_wkt; say where the unit was",
    ),
    "a position on a day outside its event": (
        {"units": [a_unit()], "positions": [a_position(date_edtf="1938-08-01")]},
        "positions.csv:2: date_edtf: 1938-08-01 lies outside 'the-clash', 1938-07-29 to 1938-07-29",
    ),
    "a line on a day outside its event": (
        {"lines": [a_line(date_edtf="1938-07-28")]},
        "lines.csv:2: date_edtf: 1938-07-28 lies outside 'the-clash', 1938-07-29 to 1938-07-29",
    ),
    "a period backwards": (
        {"periods": [{"id": "back", "title": "Back", "from": "1939", "to": "1938", "event_id": ""}]},
        "periods.csv:2: to: 1938 lies before 1939",
    ),
    "the wrong bank of the frontier": (
        {
            "places": [a_place(latitude="45.95", longitude="133.76", country_then="Manchukuo")],
            "atlas": THEATRE,
        },
        "events.csv:2: place_id: 'the-ford' lies",
    ),
    "one bank before the state was there": (
        {
            "events": [an_event(date_edtf="1929-10-12", side_b="china")],
            "places": [a_place(latitude="42.5", longitude="126.6", country_then="Soviet Union")],
            "atlas": THEATRE,
        },
        "events.csv:2: place_id: 'the-ford' lies",
    ),
}


@pytest.mark.parametrize(("rows", "complaint"), CASES.values(), ids=CASES.keys())
def test_one_fault_one_complaint(tmp_path, rows, complaint):
    found = complaints(a_package(tmp_path, **rows))
    assert len(found) == 1, found
    assert found[0].startswith(complaint)


def test_all_faults_of_a_package_are_told_at_once(tmp_path):
    """Every single fault of the table above that can stand beside the others, in one package."""
    rows = {
        "events": [
            an_event(),
            an_event(id="backwards", date_edtf="1939/1938"),
            an_event(id="lost", place_id="zzzz"),
            an_event(id="Shouting"),
            an_event(id="hen", part_of="egg"),
            an_event(id="egg", part_of="hen"),
            an_event(title="", kind="battel"),
        ],
        "places": [a_place(), a_place(id="swapped", latitude="130.6", longitude="42.5")],
        "names": [a_name(toponym="Boy u broda"), a_name(subject_id="nobody")],
        "claims": [a_claim(low="12"), a_claim(id="other", best="many", source_id="rumour")],
        "disagreements": [a_disagreement(weight="heavy")],
        "sources": [a_source(), a_source(id="bad-address", url="ftp://a.b")],
    }
    a_package(tmp_path, **rows)
    (tmp_path / "event_sources.csv").write_bytes(b"\xff")
    found = complaints(tmp_path)
    places = [complaint.split(": ")[0:2] for complaint in found]
    assert places == [
        ["claims.csv:2", "low"],
        ["claims.csv:3", "best"],
        ["claims.csv:3", "source_id"],
        ["disagreements.csv:2", "weight"],
        ["event_sources.csv:1", "byte 0xff is not UTF-8; save the file with the encoding UTF-8"],
        ["events.csv:3", "date_edtf"],
        ["events.csv:4", "place_id"],
        ["events.csv:5", "id"],
        ["events.csv:6", "part_of"],
        ["events.csv:7", "part_of"],
        ["events.csv:8", "id"],
        ["events.csv:8", "kind"],
        ["events.csv:8", "title"],
        ["names.csv:2", "lang"],
        ["names.csv:3", "subject_id"],
        ["places.csv:3", "latitude"],
        ["sources.csv:3", "url"],
    ]


RIGHT = {
    "the least": {},
    "everything": {
        "names": [a_name(), a_name(toponym="ノモンハン", lang="ja"), a_name(toponym="Nomonhan", lang="ja-Latn")],
        "claims": [a_claim(low="0", best="0", high="5")],
        "disagreements": [a_disagreement(), a_disagreement(id="whole-conflict", event_id="")],
    },
    "an event off the map": {"events": [an_event(place_id="", place_relation="", status="panel-only")]},
    "a part of a part": {
        "events": [an_event(), an_event(id="part", part_of="the-clash"), an_event(id="detail", part_of="part")]
    },
    "a line for a place": {"places": [a_place(geometry_wkt="LINESTRING (130 42, 131 43)", where_prec="5")]},
    "the edges of the globe": {"places": [a_place(latitude="-90", longitude="180")]},
    "no events at all": {"events": []},
    "a tab and a line break in a text": {"events": [an_event(summary="One.\n\tTwo.")]},
    "a unit at its place, on its day": {"units": [a_unit()], "positions": [a_position()], "lines": [a_line()]},
    "a unit within the radius of both": {
        "units": [a_unit()],
        "positions": [a_position(place_id="the-ford", geometry_wkt="POINT (130.62 42.5)")],
    },
    "a party on its last day": {
        "events": [an_event(date_edtf="1945-08-18", side_b="manchukuo")],
        "parties": [a_party(), MANCHUKUO],
    },
    "a place on the frontier of the day": {"atlas": THEATRE},
    "a place of two states, the day the frontier fell": {
        "events": [an_event(date_edtf="1945-08-26", side_b="japan")],
        "places": [a_place(latitude="45.97", longitude="133.67", country_then="Manchukuo", approximation_km="8")],
        "atlas": THEATRE,
    },
    "retellings alone, and no certainty": {
        "events": [an_event(certainty="less-certain")],
        "sources": [a_source(tier="popular")],
    },
}


@pytest.mark.parametrize("rows", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_right_is_left_alone(tmp_path, rows):
    assert complaints(a_package(tmp_path, **rows)) == []


def test_a_missing_table_is_told_and_the_rest_still_checked(tmp_path):
    a_package(tmp_path, events=[an_event(title="")])
    (tmp_path / "places.csv").unlink()
    found = complaints(tmp_path)
    assert any(complaint.startswith("places.csv: is missing") for complaint in found)
    assert "events.csv:2: title: is empty; a value is required" in found


def test_every_rule_says_what_it_guards():
    assert all(rule.__doc__.startswith("Guard ") for rule in RULES)
