"""Where the map looks when an event is opened, as in the browser."""

import json
from pathlib import Path

import pytest

from geo.core.looks import LOOKS
from geo.core.mercator import world
from geo.maps.event_view import Placed, placed, plan_holds, plan_view, view_of
from geo.record import tables

FILE = json.loads((Path(__file__).parents[2] / "cases" / "event_view.json").read_text("utf-8"))
LAPTOP = (783, 570)


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_the_table_that_the_browser_answers_too(case):
    events = [Placed(*row) for row in (FILE["base"] if case["events"] == "base" else case["events"])]
    look = view_of(events, case["event"], tuple(case["size"]))
    assert (look and {"lat": look.lat, "lon": look.lon, "z": look.zoom}) == case["expect"]


def test_every_event_of_the_atlas_lies_in_its_view():
    """In the middle of it if it is one point; a battle at the zoom that its places allow."""
    events = placed(tables.load().plotted)
    parents = {one.part_of for one in events}
    least, most = LOOKS["eventView"]["least"], LOOKS["eventView"]["most"]
    for one in events:
        look = view_of(events, one.id, LAPTOP)
        assert look.zoom <= most
        if one.id in parents:
            continue
        assert look.zoom >= least
        x, y = (
            (a - b) * 256 * 2**look.zoom
            for a, b in zip(world(one.lat, one.lon), world(look.lat, look.lon), strict=True)
        )
        assert abs(x) < 1 > abs(y)


@pytest.mark.parametrize("case", FILE["plans"], ids=lambda case: case["name"])
def test_the_plan_of_a_battle_fills_its_view_as_in_the_browser(case):
    look = plan_view(case, tuple(case["size"]))
    assert {"lat": look.lat, "lon": look.lon, "z": look.zoom} == case["expect"]


@pytest.mark.parametrize("case", FILE["opens"], ids=lambda case: case["name"])
def test_a_battle_opens_on_its_plan_where_its_place_is_well_inside(case):
    battle = next(plan for plan in FILE["plans"] if plan["name"] == case["plan"])
    assert plan_holds(battle, *case["at"], tuple(battle["size"])) is case["expect"]
