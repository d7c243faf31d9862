"""The plan of a battle: what it takes from lines, positions and places, and how it sets two accounts side by side."""

import datetime as dt
import json
import math
import re
from pathlib import Path

import pytest
import shapely
from shapely import make_valid
from shapely.geometry import LineString, Point, Polygon, shape

from geo.basemap import store
from geo.content.plans import evidence, ground, unit_symbols
from geo.content.plans.day import caption
from geo.content.plans.geometry import between, own_side, smooth
from geo.content.plans.plan import battle_of, plan, summaries
from geo.core.json_text import dumps
from geo.core.points import Plane
from geo.errors import NotFoundError
from geo.formats.layers import plan_geojson
from geo.record import tables
from geo.record.schema import BRANCHES, ECHELONS
from tests.builders import EVENT, a_line, a_place, a_position, a_unit, an_event

CAPTIONS = json.loads((Path(__file__).parents[2] / "cases" / "captions.json").read_text(encoding="utf-8"))["cases"]
NORTH_SOUTH = [(0.0, 3.0), (0.2, 1.5), (0.0, 0.0)]
JAPAN = {"party": "japan", "claimant": "Japanese staff", "claimant_role": "belligerent_b"}


@pytest.fixture(scope="module")
def atlas():
    return tables.load()


@pytest.fixture
def battle(dataset):
    """Return a builder of datasets of one battle: two fronts facing each other, and what else is named."""

    def build(lines=(), **rows):
        west = "LINESTRING (130.59 42.515, 130.589 42.5, 130.59 42.485)"
        fronts = [a_line(), a_line(id="the-other-front", geometry_wkt=west, **JAPAN)]
        rows = {"units": [a_unit()], "positions": [a_position()], **rows}
        return dataset(lines=[*fronts, *lines], **rows)

    return build


# --- shapes ---


def test_a_smooth_line_runs_through_every_given_point():
    given = [(0.0, 0.0), (1.0, 0.2), (1.4, 1.8), (3.0, 2.0), (3.2, 0.1)]
    curve = smooth(given)
    assert all(min(math.dist(point, spot) for spot in curve) < 1e-9 for point in given)
    assert len(curve) > 4 * len(given)


def test_a_ring_stays_closed():
    ring = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
    assert smooth(ring)[0] == smooth(ring)[-1]


def test_a_place_comes_back_from_the_plane():
    plane = Plane(42.5, 130.6)
    assert plane.lonlat(plane.spot(130.61234, 42.48765)) == [130.61234, 42.48765]


@pytest.mark.parametrize(
    ("enemies", "rear", "is_ring", "own"),
    [
        ([(2.0, 1.5)], (5.0, 1.5), False, -1),
        ([(-2.0, 1.5)], (5.0, 1.5), False, 1),
        ([], (5.0, 1.5), False, 1),
        ([], None, False, 0),
    ],
    ids=["away from the enemy", "though the rear lies elsewhere", "by the rear", "not told"],
)
def test_a_line_knows_where_its_own_troops_stand(enemies, rear, is_ring, own):
    assert own_side(NORTH_SOUTH, enemies, rear, is_ring) == own


def test_those_who_close_a_ring_stand_outside():
    ring = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]  # its inside lies left
    assert own_side(ring, [(1.0, 5.0)], None, is_ring=True) == -1


def test_ground_that_both_hold_or_neither_lies_between_the_lines():
    other = [(x + 1.0, y) for x, y in NORTH_SOUTH]
    (held,) = between(NORTH_SOUTH, other, (1, -1), 0.5)  # each has the other's line behind it
    (free,) = between(NORTH_SOUTH, other, (-1, 1), 0.5)
    assert (held.is_claimed, free.is_claimed) == (True, False)
    hull = LineString(NORTH_SOUTH).union(LineString(other)).convex_hull.buffer(0.05)
    assert hull.contains(Polygon(held.ring))
    assert Polygon(held.ring).is_valid
    assert held.inner_km == pytest.approx(0.5, abs=0.05)


def test_lines_on_one_side_of_each_other_leave_no_ground_open():
    other = [(x + 1.0, y) for x, y in NORTH_SOUTH]
    assert between(NORTH_SOUTH, other, (1, 1), 0.5) == []


def test_the_way_a_line_is_written_down_changes_nothing():
    other = [(x + 1.0, y) for x, y in NORTH_SOUTH]
    there = between(NORTH_SOUTH, other, (1, -1), 0.5)
    back = between(NORTH_SOUTH, other[::-1], (1, 1), 0.5)
    assert [one.is_claimed for one in there] == [one.is_claimed for one in back]


# --- which battle, which rows ---


def test_a_battle_has_a_plan_once_its_lines_are_known_well_enough(battle, dataset):
    assert [one["event"] for one in summaries(battle())] == [EVENT]
    vague = [a_line(id=f"vague-{i}", approximation_km="30") for i in range(3)]
    assert summaries(dataset(lines=vague)) == ()


def test_a_part_is_shown_by_the_plan_of_its_battle(battle):
    events = [an_event(), an_event(id="part", part_of=EVENT), an_event(id="alone")]
    data = battle(events=events)
    assert battle_of(data, "part") == EVENT
    assert battle_of(data, "alone") == ""
    assert plan(data, "part")["event"] == EVENT
    with pytest.raises(NotFoundError, match="'alone' is part of no battle"):
        plan(data, "alone")


def test_what_is_known_to_twenty_kilometres_or_worse_is_not_drawn(battle):
    data = battle(positions=[a_position(), a_position(id="far", approximation_km="25")])
    assert [one["id"] for one in plan(data, EVENT)["units"]] == ["the-regiment-29"]


@pytest.mark.parametrize(
    ("role", "account"),
    [("belligerent_a", "a"), ("belligerent_b", "b"), ("later_scholarship", "both"), ("third_party", "both")],
)
def test_a_claimant_gives_the_account_of_a_side_or_of_both(role, account):
    assert evidence.account(role) == account


def test_every_mark_says_who_says_so_and_where(battle):
    found = plan(battle(), EVENT)
    for one in (*found["lines"], *found["units"]):
        assert one["claimant"]
        assert one["source"]
        assert one["locator"].startswith("p. ")
        assert one["km"] == 1


def test_the_ground_between_two_fronts_is_open_and_hatched_where_both_claim_it(battle):
    (gap,) = plan(battle(), EVENT)["disputed"]
    assert gap["what"] == "none"
    pushed = a_line(id="pushed", geometry_wkt="LINESTRING (130.58 42.515, 130.579 42.5, 130.58 42.485)",
                    claimant="Soviet paper", certainty="uncertain")  # fmt: skip
    found = plan(battle(lines=[pushed]), EVENT)["disputed"]
    assert {"the-front", "pushed"} in [{one["a"], one["b"]} for one in found if one["what"] == "both"]


def test_a_line_of_a_later_hour_takes_the_place_of_an_earlier_one(battle):
    morning = a_line(id="morning", local_time="06:00")
    evening = a_line(id="evening", local_time="20:00", date_edtf="1938-07-29")
    found = {one["id"]: one.get("gone") for one in plan(battle(lines=[morning, evening]), EVENT)["lines"]}
    assert found["morning"] in ("evening", "the-front")
    assert found["evening"] in (None, "the-front")


def test_days_run_from_the_first_to_the_last_with_captions_and_evidence(battle):
    events = [an_event(date_edtf="1938-07-29/1938-07-31", caption="They meet at the ford")]
    days = plan(battle(events=events), EVENT)["days"]
    assert [(day["on"], day["attested"]) for day in days] == [
        ("1938-07-29", True),
        ("1938-07-30", False),
        ("1938-07-31", False),
    ]
    assert days[0]["captions"] == [{"event": EVENT, "text": "They meet at the ford"}]
    assert days[0]["sides"] == ["a", "b"]
    assert "going" not in days[1]  # of the battle as a whole nothing is said day after day


def test_a_day_without_news_of_its_own_says_what_went_on_and_what_happened_elsewhere(battle):
    parts = {"part_of": EVENT, "place_id": "the-ford"}
    data = battle(
        events=[
            an_event(date_edtf="1938-07-29/1938-08-02"),
            an_event(id="siege", date_edtf="1938-07-29/1938-08-01", caption="They besiege the ford", **parts),
            an_event(id="raid", date_edtf="1938-07-30/1938-07-31", caption="Riders swim across", **parts),
            an_event(id="talk", date_edtf="1938-08-01/1938-08-02", caption="They talk in the city", part_of=EVENT,
                     place_id="the-city"),
            an_event(id="shot", date_edtf="1938-08-01", caption="A shot falls", **parts),
        ],
        places=[a_place(id="the-ford"), a_place(id="the-city", latitude="55.75", longitude="37.6")],
    )  # fmt: skip
    made = plan(data, EVENT)
    assert [caption(made, dt.date.fromisoformat(day["on"])) for day in made["days"]] == [
        "They besiege the ford",
        "Riders swim across",
        "30–31 July: Riders swim across",
        "A shot falls · elsewhere: They talk in the city",
        "",
    ]


@pytest.mark.parametrize("case", CAPTIONS, ids=lambda case: case["name"])
def test_a_day_is_said_as_in_the_browser(case):
    made = {"days": [{"on": "1938-07-29", **case["day"]}]}
    assert caption(made, dt.date(1938, 7, 29)) == case["expect"]


# --- GeoJSON ---


def test_geojson_holds_what_is_attested_on_the_day_by_the_account(battle):
    data = battle()

    def ids(**asked):
        found = plan_geojson.collection(data, EVENT, **asked)["features"]
        return {one["id"] for one in found if one["properties"]["layer"] in ("line", "unit")}

    assert ids() == {"the-front", "the-other-front", "the-regiment-29"}
    assert ids(day=dt.date(1938, 7, 29), accounts="a") == {"the-front", "the-regiment-29"}
    assert ids(day=dt.date(1938, 7, 29), accounts="b") == {"the-other-front"}
    assert ids(day=dt.date(1938, 7, 30)) == set()


def test_geojson_says_nothing_as_null_and_turns_rings_anticlockwise(battle):
    found = plan_geojson.collection(battle(), EVENT)
    by_layer = {one["properties"]["layer"]: one for one in found["features"]}
    assert by_layer["line"]["properties"]["hours"] is None
    assert by_layer["unit"]["properties"]["approximation_km"] == 1
    assert Polygon(by_layer["disputed"]["geometry"]["coordinates"][0]).exterior.is_ccw
    assert found["bbox"][0] < found["bbox"][2]


def test_a_plan_brings_the_signs_of_its_units_alone(battle):
    tanks = a_unit(id="the-tanks", echelon="brigade", branch="armour")
    elsewhere = a_unit(id="elsewhere", echelon="army", branch="air")
    units = [a_unit(branch="infantry"), tanks, a_unit(id="the-guard", echelon="garrison"), elsewhere]
    positions = [a_position(id=f"at-{one['id']}", unit_id=one["id"]) for one in units[:3]]
    found = plan(battle(units=units, positions=positions), EVENT)
    assert {one["unit"]: one.get("branch") for one in found["units"]} == {
        "the-regiment": "infantry",
        "the-tanks": "armour",
        "the-guard": None,
    }
    signs = found["symbols"]
    assert set(signs["branches"]) == set(signs["titles"]) == {"infantry", "armour"}
    assert set(signs["echelons"]) == {"regiment", "brigade"}


def test_every_branch_has_its_own_sign_within_the_frame():
    left, top, right, bottom = unit_symbols.DRAWN["frame"]
    assert set(unit_symbols.DRAWN["branches"]) == set(BRANCHES)
    assert set(unit_symbols.DRAWN["echelons"]) < set(ECHELONS)
    for name, paths in unit_symbols.DRAWN["branches"].items():
        first = [re.match(r"[Mm] ?(-?[\d.]+)[ ,](-?[\d.]+)", one["d"]) for one in paths]
        for point in first:
            x, y = map(float, point.groups())
            assert left <= x <= right and top <= y <= bottom, name


# --- the atlas's own battles ---


@pytest.mark.parametrize("event", ["khasan-1938", "khalkhin-gol-1939", "shumshu-1945"])
def test_a_drawn_line_leaves_the_given_points_by_less_than_its_doubt(atlas, event):
    found = plan(atlas, event)
    south, west, north, east = found["box"]
    plane = Plane((south + north) / 2, (west + east) / 2)
    for line in evidence.lines(atlas, {event, *atlas.events.index[atlas.events["part_of"] == event]}, plane, 20):
        given = LineString(line.given)
        assert max(given.distance(Point(spot)) for spot in line.curve) < 0.25 * line.km, line.id


def test_fui_stands_both_fallen_and_held(atlas):
    found = plan(atlas, "khalkhin-gol-1939")
    (fui,) = [one for one in found["contested"] if one["place"] == "fui-heights"]
    assert (fui["from"], fui["to"], fui["what"]) == ("1939-08-23", "1939-08-24", "both")
    accounts = {one["id"]: one["account"] for one in (*found["lines"], *found["units"])}
    assert accounts[fui["b"]] == "b"


def test_at_the_truce_both_sides_stand_on_changkufeng(atlas):
    found = plan(atlas, "khasan-1938")["contested"]
    days = {one["from"] for one in found if one["place"] == "changkufeng-hill" and one["what"] == "together"}
    assert days == {"1938-08-11", "1938-08-12"}


def test_the_crest_that_moscow_called_cleared_is_disputed(atlas):
    found = [one for one in plan(atlas, "khasan-1938")["disputed"] if one["what"] == "both"]
    assert ("khasan-l017", "khasan-l018", "1938-08-09") in [(one["a"], one["b"], one["from"]) for one in found]


def test_hours_come_with_the_clock_that_a_source_names_and_how_clocks_stood(atlas):
    found = plan(atlas, "shumshu-1945")
    (ashore,) = [one for one in found["lines"] if one["id"] == "shumshu-l023"]
    assert (ashore["hours"], ashore["clock"]) == ("02:30", "Japanese time")
    assert all("clock" not in one for one in found["units"] if "hours" not in one)
    assert found["clocks"] == "noon in Moscow was 18:00 in Tokyo"


def test_the_plans_of_the_atlas_are_small(atlas):
    for one in summaries(atlas):
        assert len(dumps(plan(atlas, one["event"])).encode()) < 150_000, one["event"]


def test_a_long_coast_is_cut_once_for_all_scales_of_a_plan(monkeypatch):
    cut = []
    whole = shapely.intersection
    monkeypatch.setattr(
        shapely, "intersection", lambda area, box: cut.append(shapely.count_coordinates(area)) or whole(area, box)
    )
    ground.states((47.64, 118.47, 47.88, 118.82), dt.date(1939, 8, 20))
    long = [points for points in cut if points > 1000]
    assert long
    assert len(long) == len(set(long)), "none twice"


def test_the_name_of_a_state_has_spots_on_its_own_ground(atlas):
    day = dt.date(1938, 7, 31)
    grounds = {}
    for number, state in store.numbered("polities.geojson", day):
        name = state["properties"]["name"].partition(" (")[0]
        grounds.setdefault(name, []).append(make_valid(shape(store.features("polities.geojson")[number]["geometry"])))
    named = plan(atlas, "khasan-1938")["states"]
    assert {state["name"] for state in named} == {"Korea", "Manchukuo", "Soviet Union"}
    for state in named:
        spots = state["spots"]
        assert [spot["km"] for spot in spots] == sorted(spot["km"] for spot in spots), "the wider, the more room"
        for spot in spots:
            round_it = Point(spot["at"]).buffer((spot["km"] - 0.02) / 111.3, 64)  # the spot is rounded
            assert any(ground.contains(round_it) for ground in grounds[state["name"]]), (state["name"], spot)
