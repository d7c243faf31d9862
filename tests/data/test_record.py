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
import jsonschema
import langcodes
import pytest
import shapely
import yaml
from shapely.affinity import affine_transform

from geo.citation.short_titles import short_title
from geo.content.figures import losses
from geo.content.panel import html, panel
from geo.core.points import Point
from geo.record import tables
from geo.record.tables import Dataset

DATA = Path(__file__).parents[2] / "data"
#: Ids of the 100 events, and ids and figures of the 298 claims, of version 0.1.0 of the data.
FIRST_VERSION = Path(__file__).with_name("first_version.json")
#: Names of states in places.csv → ``polity`` in the base map.
POLITIES = {
    "China": "china",
    "Japan": "japan",
    "Karafuto": "karafuto",
    "Korea (Chosen)": "korea",
    "Kwantung Leased Territory": "kwantung",
    "Manchukuo": "manchukuo",
    "Mengjiang": "mengjiang",
    "Mongolian People's Republic": "mongolia",
    "Soviet Union": "soviet-union",
}
#: West of the base map; they are in lists and panels, or stand for talks.
OFF_THE_BASE_MAP = {"brest-poland", "moscow", "potsdam", "yalta"}
#: The first day on which it has the Soviet Union; older events are held against the frontiers of that day.
BASE_MAP_BEGINS = "1922-12-30"
#: What the base map does not draw as a state.
NO_STATE_OF_THE_BASE_MAP = {"Hong Kong (British)", "high seas"}
#: How far a named country may end before a place: on the Khalkhin Gol each side claimed what the other held.
WIDEST_CLAIM_KM = 10
#: Scripts by what the Unicode names of their letters begin with.
SCRIPTS = {
    "Latn": {"LATIN"},
    "Cyrl": {"CYRILLIC"},
    "Hira": {"HIRAGANA"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},  # the last is 々
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
    least = {
        "events": 320,
        "places": 130,
        "claims": 550,
        "disagreements": 60,
        "sources": 400,
        "names": 1000,
        "people": 110,
        "event_people": 400,
        "units": 120,
        "lines": 105,
        "positions": 290,
    }
    counts = {name: len(getattr(record, name)) for name in least}
    assert {name: count for name, count in counts.items() if count < least[name]} == {}
    assert len(record.events[record.events["status"] == "plotted"]) >= 230


def test_every_plotted_event_has_a_caption(record: Dataset) -> None:
    plotted = record.events[record.events["status"] == "plotted"]
    assert [event_id for event_id, caption in plotted["caption"].items() if not caption.strip()] == []
    assert plotted["caption"].str.len().max() <= 90
    assert plotted["caption"].is_unique


def test_everything_that_was_on_the_record_is_still_there(record: Dataset) -> None:
    """Events and claims of the first version keep their ids; a claim keeps its figures or CHANGES.md says why not."""
    first = json.loads(FIRST_VERSION.read_text(encoding="utf-8"))
    assert len(first["events"]) == 100 and len(first["claims"]) == 298
    assert set(first["events"]) - set(record.events.index) == set()
    now = {claim["id"]: claim for claim in rows(record.claims)}
    assert set(first["claims"]) - set(now) == set()
    changes = (DATA / "CHANGES.md").read_text(encoding="utf-8")
    unexplained = [
        claim_id
        for claim_id, then in first["claims"].items()
        if then
        != [now[claim_id][name] for name in ("event_id", "measure", "side")]
        + [None if math.isnan(now[claim_id][name]) else now[claim_id][name] for name in ("low", "best", "high")]
        and f"`{claim_id}`" not in changes
    ]
    assert unexplained == []


# --- who says so ---


def test_a_claimant_is_a_name(record: Dataset) -> None:
    for frame in (record.claims, record.positions, record.lines):
        wrong = [name for name in frame["claimant"] if re.search(r"(?i)founding document|unattributed|^$", name)]
        assert wrong == []


def test_every_plotted_event_has_a_date_a_place_and_a_source_with_its_page(record: Dataset) -> None:
    cited = set(record.event_sources["event_id"][record.event_sources["locator"] != ""])
    for event in rows(record.events[record.events["status"] == "plotted"]):
        assert event["date_edtf"], event["id"]
        assert event["place_id"] in record.places.index, event["id"]
        assert math.isfinite(event["latitude"]) and math.isfinite(event["longitude"]), event["id"]
        assert event["id"] in cited, event["id"]


def test_every_support_says_where_in_the_work(record: Dataset) -> None:
    assert [row for row in rows(record.event_sources) if not row["locator"]] == []


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


# --- places against the borders of the time ---


@pytest.fixture(scope="module")
def polities() -> list[dict[str, Any]]:
    layer = json.loads((DATA / "basemap" / "polities.geojson").read_text(encoding="utf-8"))
    return [
        feature["properties"] | {"shape": shapely.geometry.shape(feature["geometry"])} for feature in layer["features"]
    ]


def distance_km(place: dict[str, Any], shape: shapely.Geometry) -> float:
    """Return the distance to *shape*, 0 inside it or where a river or line of the place touches it.

    It is good to a per cent within some hundred kilometres.
    """
    lat, lon = place["latitude"], place["longitude"]
    east, north = 111.32 * math.cos(math.radians(lat)), 110.57
    drawn = shapely.from_wkt(place["geometry_wkt"] or "POINT EMPTY")
    here = drawn if "LineString" in drawn.geom_type else shapely.Point(lon, lat)
    flat = [east, 0, 0, north, -east * lon, -north * lat]
    return float(affine_transform(shape, flat).distance(affine_transform(here, flat)))


def spans(record: Dataset, place_id: str) -> list[tuple[str, str]]:
    """Return first and last day of each event of 1929–45 at the place, or of any year; 1938 if there is none.

    From 9 August 1945 states dissolve from one day to the next: what counts is whose the place
    was as that campaign began.
    """
    at = record.events[record.events["place_id"] == place_id]
    within = at[at["year"].between(1929, 1945)]
    at = at if within.empty else within
    first, last = BASE_MAP_BEGINS, "1945-08-09"
    found = [(max(min(e["date_start"], last), first), max(e["date_end"], first)) for e in rows(at)]
    return found or [("1938-01-01", "1938-12-31")]


def kilometres_outside(
    place: dict[str, Any], country: str, days: tuple[str, str], polities: list[dict[str, Any]]
) -> float:
    """Return how far beyond its radius a place lies from a country of those days; infinite if there was none."""
    first, last = days
    then = [
        polity
        for polity in polities
        if polity["polity"] == POLITIES[country] and polity["from"] <= last and polity["to"] >= first
    ]
    away = min((distance_km(place, polity["shape"]) for polity in then), default=math.inf)
    return max(0.0, away - place["approximation_km"])


def test_every_place_lies_in_a_country_it_names_on_every_day(record: Dataset, polities: list[dict[str, Any]]) -> None:
    """With one country it is that one; with several, one of them on each day, and each of them on some day."""
    wrong = []
    for place in rows(record.places):
        if place["id"] in OFF_THE_BASE_MAP:
            assert place["longitude"] < 60, place["id"]
            continue
        days = spans(record, place["id"])
        outside = {
            country: [kilometres_outside(place, country, span, polities) for span in days]
            for country in set(place["country_then"].split("; ")) - NO_STATE_OF_THE_BASE_MAP
        }
        wrong += [
            f"{place['id']} lies in none of {', '.join(outside)} in {' – '.join(span)}"
            for span, away in zip(days, zip(*outside.values(), strict=True), strict=False)
            if min(away) > 0
        ]
        wrong += [
            f"{place['id']} lies {min(away):.0f} km outside {country}"
            for country, away in outside.items()
            if min(away) > WIDEST_CLAIM_KM
        ]
    assert wrong == []


# --- what is known to be disputed ---


def test_kanchazu_shows_tokyos_moscows_and_the_archives_dead(record: Dataset) -> None:
    shown = figures(record, "kanchazu-1937", "killed", "casualties_total")
    dead = shown["killed", "soviet-union"]
    assert {("Tokyo", "37"), ("Moscow", "2")} <= dead
    assert {text for claimant, text in dead if "from Soviet archives" in claimant} == {"5", "6"}
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
    assert "a total of all losses taken for the dead" in note
    totals = claims[(claims["event_id"] == "khalkhin-gol-1939") & (claims["best"] == 18500)]
    assert set(totals["measure"]) == {"killed", "casualties_total"}
    (point,) = rows(record.disagreements[record.disagreements["id"] == "c18"])
    assert "18,500" in point["reading_a"] and "total" in point["our_reading"] and point["weight"] == "high"


def test_halhamiao_keeps_both_dates_and_both_attackers(record: Dataset) -> None:
    event = record.event("halhamiao-1935")
    assert event["date_edtf"] == "1935-01-08/1935-01-31"
    (point,) = rows(record.disagreements[record.disagreements["event_id"] == "halhamiao-1935"])
    assert "8 January" in point["reading_a"] and "Mongols" in point["reading_a"]
    assert "24 January" in point["reading_b"] and "Japanese and Manchukuo troops attacked" in point["reading_b"]
    parts = record.events[record.events["part_of"] == "halhamiao-1935"]
    assert {"1935-01-24", "1935-01-27/1935-01-31"} <= set(parts["date_edtf"])
    assert record.event("olangganga-1935-01-08")["date_edtf"] == "1935-01-08"


def test_the_war_of_1945_is_declared_on_the_8th_and_begins_on_the_9th(record: Dataset) -> None:
    assert record.event("war-declared-1945")["date_edtf"] == "1945-08-08"
    assert record.event("manchurian-op-1945")["date_start"] == "1945-08-09"
    (point,) = rows(record.disagreements[record.disagreements["id"] == "c25"])
    assert "8 August 1945" in point["reading_a"] and "9 August" in point["reading_b"]
    assert "17:00 in Moscow" in point["our_reading"] and "23:00 in Transbaikal" in point["our_reading"]


def test_the_812_of_1929_are_casualties(record: Dataset) -> None:
    of_812 = record.claims[(record.claims["event_id"] == "sino-soviet-1929") & (record.claims["best"] == 812)]
    assert set(of_812["measure"]) == {"casualties_total"}
    assert 143 + 4 + 665 == 812
    assert all(number in of_812["note"].iloc[0] for number in ("143 killed", "4 missing", "665 wounded"))
    summary = record.event("sino-soviet-1929")["summary"]
    assert "812" in summary and "this is a total" in summary


def test_the_first_fight_of_khasan_lies_on_the_other_hill_with_two_readings(record: Dataset) -> None:
    fight, storm = record.event("khasan-1938-07-29"), record.event("ckf-night-attack-1938-07-31")
    assert fight["date_edtf"] == "1938-07-29" and "Shachaofeng" in fight["title"]
    here, there = (Point(lat=event["latitude"], lon=event["longitude"]) for event in (fight, storm))
    assert 0.5 < here.distance_km(there) < 3 and fight["latitude"] > storm["latitude"], "the hill north of Changkufeng"
    readings = record.disagreements[record.disagreements["event_id"] == "khasan-1938-07-29"]
    (attacker,) = [point for point in rows(readings) if point["topic"].startswith("Who attacked")]
    assert attacker["reading_a"].startswith("TASS") and attacker["reading_b"].startswith("The Japanese embassy")


def test_jinchanggou_is_three_events_and_japan_found_against_itself(record: Dataset) -> None:
    parts = record.events[record.events["part_of"] == "jinchanggou-1936"]
    assert set(parts["date_edtf"]) == {"1936-01-29", "1936-01-30", "1936-02-01"}
    points = rows(record.disagreements[record.disagreements["event_id"] == "jinchanggou-fight-1936"])
    (where,) = [point for point in points if "ground" in point["topic"]]
    assert "Foreign Ministry" in where["reading_b"] and "150 m inside Soviet land" in where["reading_b"]
    assert "went against its own side" in where["our_reading"]


def test_hutou_lies_on_the_manchurian_bank(record: Dataset, polities: list[dict[str, Any]]) -> None:
    fortress = rows(record.places.loc[["hutou"]])[0]
    assert fortress["country_then"] == "Manchukuo"
    manchukuo, soviet_union = (
        min(
            distance_km(fortress, polity["shape"])
            for polity in polities
            if polity["polity"] == name and polity["from"] <= "1945-08-08" <= polity["to"]
        )
        for name in ("manchukuo", "soviet-union")
    )
    assert manchukuo == 0 and soviet_union > 0


def test_fui_stands_fallen_and_held_by_claimant(record: Dataset) -> None:
    """Nobody's word alone moves the mark of the height: two claimants, two days."""
    fui = rows(record.positions[record.positions["place_id"] == "fui-heights"])
    held = [at for at in fui if at["unit_id"] == "23rd-reconnaissance"]
    taken = [at for at in fui if at["unit_id"] == "northern-group"]
    assert held and taken
    assert {at["claimant"] for at in held}.isdisjoint(at["claimant"] for at in taken)
    assert {at["certainty"] for at in taken} == {"uncertain"}
    (point,) = rows(record.disagreements[record.disagreements["event_id"] == "fui-heights-1939-08"])
    assert "23 August" in point["reading_a"] and "24 August" in point["reading_b"]


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
    tours = sorted((DATA / "tours").glob("*.yml"))
    assert [task.name for task in report.tasks][17:] == ["movements", *(f"tour-{path.stem}" for path in tours)]


def test_movements_and_tours_are_what_their_schemas_say() -> None:
    declared = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    named = [one for one in declared if "jsonSchema" in one]
    assert len(named) > 5
    for one in named:
        # in a tour every scalar is text
        text = (DATA / one["path"]).read_text(encoding="utf-8")
        held = yaml.load(text, yaml.BaseLoader) if one["format"] == "yaml" else json.loads(text)  # noqa: S506
        schema = json.loads((DATA / one["jsonSchema"]).read_text(encoding="utf-8"))
        found = jsonschema.Draft202012Validator(schema).iter_errors(held)
        assert [f"{one['name']}: {error.json_path}: {error.message[:200]}" for error in found] == []


def test_a_work_is_named_in_few_words(record: Dataset) -> None:
    names = {source_id: short_title(record, source_id) for source_id in record.sources.index}
    assert {source_id: name for source_id, name in names.items() if len(name) > 80} == {}
