"""Symbols that would lie on each other are pulled apart, as in the browser."""

import json
import math
from pathlib import Path

import pytest

from geo.maps.declutter import apart

CASES = json.loads((Path(__file__).parents[2] / "cases" / "declutter.json").read_text("utf-8"))["cases"]


def gaps(spots):
    return [math.dist(one, other) for index, one in enumerate(spots) for other in spots[:index]]


def test_spots_are_pulled_apart_and_stay_near():
    spots = [(500.0, 500.0)] * 5 + [(900.0, 500.0)]
    moved = apart(spots, 50)
    assert min(gaps(moved)) > 46
    assert moved[5] == (900, 500)
    assert max(math.dist(one, other) for one, other in zip(moved, spots, strict=True)) < 80


def test_what_has_room_is_not_touched():
    spots = [(0.0, 0.0), (60.0, 0.0), (0.0, 60.0)]
    assert apart(spots, 50) == spots


def test_none_leaves_the_picture():
    moved = apart([(3.0, 3.0)] * 4, 20, (100, 80))
    assert all(10 <= x <= 90 and 10 <= y <= 70 for x, y in moved)
    assert min(gaps(moved)) > 15


def test_two_on_one_spot_part_in_different_directions():
    one, other = apart([(10.0, 10.0)] * 2, 20)
    assert math.dist(one, other) == pytest.approx(20, abs=3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_table_that_the_browser_answers_too(case):
    points = [(float(x), float(y)) for x, y in case["points"]]
    moved = apart(points, case["distance"])
    ways = [(there[0] - here[0], there[1] - here[1]) for here, there in zip(points, moved, strict=True)]
    assert len(ways) == len(case["expect"])
    for way, expected in zip(ways, case["expect"], strict=True):
        assert way == pytest.approx(expected, abs=0.05)
