"""What is true of this dataset: every event dated, placed, sourced and told in our own words."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import frictionless
import langcodes
import pytest
import shapely
from shapely.affinity import affine_transform

from geo.content import losses
from geo.content.panel import html, panel
from geo.record import tables
from geo.record.tables import Dataset
from tests.data.make_shingles import FILE, shingles

DATA = Path(__file__).parents[2] / "data"
#: Names of states in places.csv → ``polity`` in the base map.
POLITIES = {
    "China": "china",
    "Japan": "japan",
    "Karafuto": "karafuto",
    "Korea (Chosen)": "korea",
    "Kwantung Leased Territory": "kwantung",
    "Manchukuo": "manchukuo",
    "Mongolian People's Republic": "mongolia",
    "Soviet Union": "soviet-union",
}
#: West of the base map; they are in lists and panels, or stand for talks.
OFF_THE_BASE_MAP = {"brest-poland", "moscow", "potsdam", "yalta"}
#: Scripts by what the Unicode names of their letters begin with.
SCRIPTS = {
    "Latn": {"LATIN"},
    "Cyrl": {"CYRILLIC"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Hani": {"CJK"},
    "Kore": {"CJK", "HANGUL"},
    "Mong": {"MONGOLIAN"},
}


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load(DATA)


def rows(frame: Any) -> list[dict[str, Any]]:
    return frame.reset_index().to_dict("records")  # type: ignore[no-any-return]


def figures(record: Dataset, event_id: str, *measures: str) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Return ``{(measure, side): {(claimant, figure)}}`` as the losses page shows them for one event."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    group = losses.groups(record, measures, event_id)[0]
    for figure in group.figures:
        found[figure.measure, figure.side].add((figure.claimant, figure.text))
    return found


# --- every row ---


def test_there_is_as_much_as_was_promised(record: Dataset) -> None:
    plotted = record.events[record.events["status"] == "plotted"]
    counts = {
        name: len(getattr(record, name)) for name in ("events", "places", "claims", "disagreements", "sources", "names")
    }
    least = {"events": 85, "places": 60, "claims": 200, "disagreements": 42, "sources": 70, "names": 150}
    assert {name: count for name, count in counts.items() if count < least[name]} == {}
    assert len(plotted) >= 60


def test_every_plotted_event_has_a_date_a_place_and_a_source_with_its_page(record: Dataset) -> None:
    cited = set(record.event_sources["event_id"][record.event_sources["locator"] != ""])
    for event in rows(record.events[record.events["status"] == "plotted"]):
        assert event["date_edtf"], event["id"]
        assert event["place_id"] in record.places.index, event["id"]
        assert math.isfinite(event["latitude"]) and math.isfinite(event["longitude"]), event["id"]
        assert event["id"] in cited, event["id"]


def test_every_support_says_where_in_the_work(record: Dataset) -> None:
    assert [row for row in rows(record.event_sources) if not row["locator"]] == []


def test_every_summary_is_of_readable_length(record: Dataset) -> None:
    plotted = record.events["summary"][record.events["status"] == "plotted"]
    lengths = {event_id: len(summary.split()) for event_id, summary in plotted.items()}
    assert {event_id: length for event_id, length in lengths.items() if not 40 <= length <= 120} == {}


def test_every_figure_has_a_claimant_and_a_work_with_its_page(record: Dataset) -> None:
    for claim in rows(record.claims):
        assert claim["source_id"] in record.sources.index, claim["id"]
        assert claim["claimant"] and claim["locator"], claim["id"]
        assert claim["event_id"] in record.events.index, claim["id"]


def test_every_name_is_tagged_and_in_the_letters_of_its_script(record: Dataset) -> None:
    for name in rows(record.names):
        assert langcodes.tag_is_valid(name["lang"]), name
        script = langcodes.get(name["lang"]).maximize().script
        letters = {unicodedata.name(mark).split()[0] for mark in name["toponym"] if mark.isalpha()}
        assert letters and letters <= SCRIPTS[script or ""], name


def test_words_are_compared_eight_by_eight_without_case_and_punctuation() -> None:
    assert [words for _, words in shingles("On 8 August, the Soviet government told Japan — war.")] == [
        "on 8 august the soviet government told japan",
        "8 august the soviet government told japan war",
    ]


def test_no_text_repeats_eight_words_of_a_founding_document(record: Dataset) -> None:
    theirs = set(FILE.read_text(encoding="ascii").split())
    assert len(theirs) > 5000
    ours = [(event["id"], text) for event in rows(record.events) for text in (event["summary"], event["result"])]
    ours += [
        (point["id"], point[column])
        for point in rows(record.disagreements)
        for column in ("reading_a", "reading_b", "our_reading")
    ]
    shared = [
        (where, words)
        for where, text in ours
        for sentence in re.split(r"(?<=[.;])\s", text)
        for digest, words in shingles(sentence)
        if digest in theirs
    ]
    assert shared == []


# --- places against the borders of the time ---


@pytest.fixture(scope="module")
def polities() -> list[dict[str, Any]]:
    layer = json.loads((DATA / "basemap" / "polities.geojson").read_text(encoding="utf-8"))
    return [
        feature["properties"] | {"shape": shapely.geometry.shape(feature["geometry"])} for feature in layer["features"]
    ]


def distance_km(place: dict[str, Any], shape: shapely.Geometry) -> float:
    """Return the distance to *shape*, 0 inside it; good to a per cent within some hundred kilometres."""
    lat, lon = place["latitude"], place["longitude"]
    east, north = 111.32 * math.cos(math.radians(lat)), 110.57
    return float(affine_transform(shape, [east, 0, 0, north, -east * lon, -north * lat]).distance(shapely.Point(0, 0)))


def spans(record: Dataset, place_id: str) -> list[tuple[str, str]]:
    """Return first and last day of each event of 1929–45 at the place; 1938 if there is none.

    From 9 August 1945 states dissolve from one day to the next: what counts is whose the place
    was as that campaign began.
    """
    at = record.events[(record.events["place_id"] == place_id) & record.events["year"].between(1929, 1945)]
    return [(min(e["date_start"], "1945-08-09"), e["date_end"]) for e in rows(at)] or [("1938-01-01", "1938-12-31")]


def test_every_place_lies_in_the_country_it_claims(record: Dataset, polities: list[dict[str, Any]]) -> None:
    wrong = []
    for place in rows(record.places):
        if place["id"] in OFF_THE_BASE_MAP:
            assert place["longitude"] < 60, place["id"]
            continue
        for country in place["country_then"].split("; "):
            for first, last in spans(record, place["id"]):
                then = [
                    polity
                    for polity in polities
                    if polity["polity"] == POLITIES[country] and polity["from"] <= last and polity["to"] >= first
                ]
                away = min((distance_km(place, polity["shape"]) for polity in then), default=math.inf)
                if away > place["approximation_km"]:
                    wrong.append(f"{place['id']} lies {away:.0f} km from {country} in {first} – {last}")
    assert wrong == []


# --- what is known to be disputed ---


def test_kanchazu_shows_tokyos_moscows_and_the_archives_dead(record: Dataset) -> None:
    shown = figures(record, "kanchazu-1937", "killed", "casualties_total")
    dead = shown["killed", "soviet-union"]
    assert {("Tokyo", "37"), ("Moscow", "2")} <= dead
    assert {text for claimant, text in dead if claimant.startswith("Soviet archives")} == {"5", "6"}
    notes = record.claims.set_index("id")["note"]
    five = [
        note for claim, note in notes.items() if claim.startswith("kanchazu-1937-killed") and "one more died" in note
    ]
    assert len(five) == 1
    assert {text for _, text in shown["casualties_total", "japan"]} == {"0"}
    assert ("killed", "japan") not in shown


def test_the_18500_of_khalkhin_gol_is_noted_as_a_total(record: Dataset) -> None:
    claims = record.claims
    called_dead = claims[
        (claims["event_id"] == "khalkhin-gol-1939") & (claims["measure"] == "killed") & (claims["best"] == 18500)
    ]
    assert len(called_dead) == 1
    note = called_dead["note"].iloc[0]
    assert "mistake" in note and "total" in note
    (point,) = rows(record.disagreements[record.disagreements["id"] == "c18"])
    assert "18,500" in point["reading_a"] and "total" in point["our_reading"] and point["weight"] == "high"


def test_halhamiao_keeps_both_dates_and_both_attackers(record: Dataset) -> None:
    event = record.event("halhamiao-1935")
    assert event["date_edtf"] == "1935-01-08/1935-01-31"
    (point,) = rows(record.disagreements[record.disagreements["event_id"] == "halhamiao-1935"])
    assert "8 January" in point["reading_a"] and "Mongolian horsemen" in point["reading_a"]
    assert "24 January" in point["reading_b"] and "Japanese and Manchukuo attack" in point["reading_b"]
    assert "8 January" in event["summary"] and "24 January" in event["summary"]


def test_the_war_of_1945_is_declared_on_the_8th_and_begins_on_the_9th(record: Dataset) -> None:
    assert record.event("war-declared-1945")["date_edtf"] == "1945-08-08"
    assert record.event("manchurian-op-1945")["date_start"] == "1945-08-09"
    (point,) = rows(record.disagreements[record.disagreements["id"] == "c25"])
    assert "8 August 1945" in point["reading_a"] and "9 August" in point["reading_b"]
    assert "time zones" in point["our_reading"]


def test_counts_of_incidents_are_not_on_the_map(record: Dataset) -> None:
    counts = {"incidents-1932-34": "152", "first-affray-1935": "108", "incidents-1935-36": "150"}
    for event_id, number in counts.items():
        assert record.event(event_id)["status"] == "panel-only"
        assert any(
            text.startswith(number) for pairs in figures(record, event_id, "incidents").values() for _, text in pairs
        )


def test_no_number_is_shown_that_nobody_gave(record: Dataset) -> None:
    every = list(losses.measures(record))
    for group in losses.groups(record, every):
        own = record.claims[record.claims["event_id"] == group.event_id]
        given = {number for column in ("low", "best", "high") for number in own[column].dropna()}
        for figure in group.figures:
            assert {number for number in (figure.low, figure.best, figure.high) if number is not None} <= given
        assert len(group.figures) == len(own)


def test_a_parent_shows_its_own_figures_and_not_its_parts(record: Dataset) -> None:
    parents = {parent for parent in record.events["part_of"] if parent}
    checked = 0
    for parent in parents:
        family = losses.groups(record, list(losses.measures(record)), parent)
        own = set(record.claims["id"][record.claims["event_id"] == parent])
        assert {figure.id for figure in family[0].figures} == own
        for group in family[1:]:
            assert group.part_of
            assert own.isdisjoint(figure.id for figure in group.figures)
            checked += 1
    assert checked >= 5


def test_every_panel_can_be_written(record: Dataset) -> None:
    for event_id in record.events.index:
        assert f'data-event="{event_id}"' in html(panel(record, event_id))


# --- the package ---


def test_the_data_package_is_valid_for_frictionless() -> None:
    report = frictionless.validate(str(DATA / "datapackage.json"))
    found = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    assert found + [error.message for error in report.errors] == []
    assert len(report.tasks) == 7
