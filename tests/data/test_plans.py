"""What the battle plans of this atlas rest on: enough of it, sourced, and both sides' versions of one day."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, Polygon

from geo.content.plans.order import order
from geo.content.plans.plan import battle_of, plan, summaries
from geo.core.looks import LOOKS
from geo.core.points import Plane
from geo.record import tables
from geo.record.files import tour_files
from geo.record.files.tour_files import Step
from geo.record.tables import Dataset

KINDS = ("height", "water", "crossing", "post", "fort", "airfield", "station", "settlement", "frontier", "island")
KHASAN, KHALKHIN_GOL, AUGUST = "khasan-1938", "khalkhin-gol-1939", "manchurian-op-1945"
SAKHALIN = "sakhalin-1945"
#: Days of which the plans must tell something, from and to.
DAYS = {
    KHASAN: [("07-29", "07-29"), ("07-31", "07-31"), ("08-02", "08-03"), ("08-06", "08-12")],
    KHALKHIN_GOL: [("05-28", "05-29"), ("07-02", "07-05"), ("08-20", "08-31")],
    SAKHALIN: [("08-11", "08-11"), ("08-16", "08-17"), ("08-20", "08-20"), ("08-22", "08-22"), ("08-24", "08-24")],
    AUGUST: [("08-09", "08-10"), ("08-12", "08-14"), ("08-16", "08-16"), ("08-18", "08-18"), ("08-20", "08-20")],
}


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


def test_there_are_as_many_places_lines_positions_and_units_as_promised(record: Dataset) -> None:
    assert record.places["kind"].isin(KINDS).sum() >= 130
    assert len(record.lines) >= 105
    assert len(record.positions) >= 290
    assert len(record.units) >= 120


def test_every_line_and_position_names_work_place_in_it_and_claimant(record: Dataset) -> None:
    for table in (record.lines, record.positions):
        assert table["source_id"].isin(record.sources.index).all()
        assert (table[["claimant", "locator"]] != "").all(axis=None)


def test_every_battle_that_was_promised_has_a_plan(record: Dataset) -> None:
    found = {one["event"]: one["is_campaign"] for one in summaries(record)}
    assert found == {
        "kanchazu-1937": False,
        KHASAN: False,
        KHALKHIN_GOL: False,
        "hutou-1945": False,
        "koton-1945": False,
        SAKHALIN: True,
        "mudanjiang-1945": False,
        "shumshu-1945": False,
        AUGUST: True,
    }


@pytest.mark.parametrize("event", DAYS)
def test_every_day_that_was_promised_is_attested(record: Dataset, event: str) -> None:
    made = plan(record, event)
    year = made["from"][:4]
    claims = [one for one in (*made["lines"], *made["units"]) if one.get("kind") != "claim"]
    for first, last in DAYS[event]:
        day, end = (dt.date.fromisoformat(f"{year}-{text}") for text in (first, last))
        while day <= end:
            assert any(one["from"] <= day.isoformat() <= one["to"] for one in claims), day
            day += dt.timedelta(days=1)


def test_sakhalin_is_told_from_the_frontier_to_the_landings_in_the_south(record: Dataset) -> None:
    drawn = {unit["unit"]: unit for unit in plan(record, "toro-1945")["units"]}
    assert {"toro-landing-force", "maoka-landing-force", "25th-infantry", "16th-army"} <= set(drawn)
    south, _, north, _ = plan(record, SAKHALIN)["box"]
    assert all(south < unit["at"][1] < north for unit in drawn.values())
    assert battle_of(record, "haramitogu-1945-08-17") == "koton-1945"  # its battle has a ground of its own


def test_fui_stands_both_fallen_and_held_by_account(record: Dataset) -> None:
    made = plan(record, KHALKHIN_GOL)
    claims = {one["id"]: one for one in (*made["lines"], *made["units"])}
    (contest,) = [one for one in made["contested"] if one["place"] == "fui-heights"]
    assert (contest["from"], contest["to"], contest["what"]) == ("1939-08-23", "1939-08-24", "both")
    assert {claims[contest[name]]["side"] for name in "ab"} == {"a", "b"}


@pytest.mark.parametrize("day", ["1938-08-10", "1938-08-11", "1938-08-12"])
def test_both_sides_stand_on_changkufeng_at_the_end(record: Dataset, day: str) -> None:
    made = plan(record, KHASAN)
    hill = next(one for one in made["features"] if one["id"] == "changkufeng-hill")
    sides: set[str] = set()
    for line in made["lines"]:
        near = any(abs(lon - hill["at"][0]) < 0.005 and abs(lat - hill["at"][1]) < 0.004 for lon, lat in line["path"])
        if near and line["kind"] != "claim" and line["from"] <= day <= line["to"]:
            sides |= {"a", "b"} if line["party"] == "both" else {line["side"]}
    for unit in made["units"]:
        if unit.get("place") == "changkufeng-hill" and unit["from"] <= day <= unit["to"]:
            sides.add(unit["side"])
    assert {"a", "b"} <= sides


def test_a_step_that_shows_a_plan_names_its_day_and_no_other_step_does(record: Dataset) -> None:
    """A step about a part of a battle, near enough for its plan: the day must be the story's, not the plan's first."""
    battles = {battle["event"]: battle for battle in summaries(record)}
    shown = 0
    for slug, tour in tour_files.load(record).items():
        for number, step in enumerate(tour.steps, 1):
            battle = battles.get(battle_of(record, step.event))
            is_shown = bool(battle) and battle["zooms"][0] <= step.zoom <= battle["zooms"][1] and _across(battle, step)
            assert bool(step.on) == is_shown, (slug, number)
            if battle and step.on:
                shown += 1
                assert step.start <= step.on <= step.end, (slug, number)
                assert battle["from"] <= step.on.isoformat() <= battle["to"], (slug, number)
    assert shown >= 30


def _across(battle: dict[str, Any], step: Step) -> bool:
    """Return whether a battlefield lies in a step's view of 900 by 400 pixels and is large enough to be drawn."""
    south, west, north, east = battle["box"]
    px = 256 * 2**step.zoom / 360
    wide, tall = (east - west) * px, (north - south) * px / math.cos(math.radians(step.lat))
    aside = max(west - step.lon, step.lon - east, 0) * px
    above = max(south - step.lat, step.lat - north, 0) * px / math.cos(math.radians(step.lat))
    return math.hypot(wide, tall) >= LOOKS["plan"]["leastPx"] and aside < 450 and above < 200


def _curves(record: Dataset, event: str) -> list[tuple[dict[str, Any], LineString, LineString]]:
    """Return each line of a plan as it is drawn and as it was given, on a plane of kilometres."""
    made = plan(record, event)
    south, west, north, east = made["box"]
    plane = Plane((south + north) / 2, (west + east) / 2)
    found = []
    for line in made["lines"]:
        given = shapely.get_coordinates(shapely.from_wkt(record.lines.at[_row(record, line["id"]), "geometry_wkt"]))
        drawn = [plane.spot(lon, lat) for lon, lat in line["path"]]
        found.append((line, LineString(drawn), LineString([plane.spot(lon, lat) for lon, lat in given])))
    return found


def _row(record: Dataset, line_id: str) -> Any:
    return record.lines.index[record.lines["id"] == line_id][0]


@pytest.mark.parametrize("event", [KHASAN, KHALKHIN_GOL, AUGUST, "kanchazu-1937", "hutou-1945", "shumshu-1945"])
def test_no_drawn_line_leaves_the_given_one_by_more_than_its_radius(record: Dataset, event: str) -> None:
    for line, drawn, given in _curves(record, event):
        apart = shapely.hausdorff_distance(drawn, given, densify=0.1)
        assert apart <= line["km"], f"{line['id']}: {apart:.2f} km"


@pytest.mark.parametrize("event", [KHASAN, KHALKHIN_GOL, "mudanjiang-1945", "kanchazu-1937"])
def test_no_hatch_leaves_the_ground_between_its_two_lines(record: Dataset, event: str) -> None:
    made = plan(record, event)
    south, west, north, east = made["box"]
    plane = Plane((south + north) / 2, (west + east) / 2)
    drawn = {line["id"]: curve for line, curve, _ in _curves(record, event)}
    for one in made["disputed"]:
        ring = Polygon([plane.spot(lon, lat) for lon, lat in one["ring"]])
        hull = drawn[one["a"]].union(drawn[one["b"]]).convex_hull.buffer(0.05)
        assert hull.contains(ring), (one["a"], one["b"])


@pytest.mark.parametrize(
    ("battle", "sides"),
    [
        (SAKHALIN, ["Soviet", "Japanese"]),
        ("hutou-1945", ["Soviet", "Japanese"]),
        ("shumshu-1945", ["Soviet", "Japanese"]),
        ("kanchazu-1937", ["Soviet", "Japanese and Manchukuo"]),
        (KHALKHIN_GOL, ["Soviet and Mongolian", "Japanese and Manchukuo"]),
        (AUGUST, ["Soviet and Mongolian", "Japanese and Manchukuo"]),
    ],
)
def test_nobody_is_named_as_a_side_of_a_battle_who_was_not_there(
    record: Dataset, battle: str, sides: list[str]
) -> None:
    assert list(plan(record, battle)["sides"].values()) == sides
    found = order(record, battle)
    assert found and {side.title for side in found.sides} <= set(sides) | {""}
