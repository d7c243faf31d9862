"""What lies too close stands as one, as in the browser."""

import json
import math
from pathlib import Path

import pytest

from geo.maps.gather import Group, gather, near, standing

CASES = json.loads((Path(__file__).parents[2] / "cases" / "gather.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_table_that_the_browser_answers_too(case):
    spots = [(float(x), float(y)) for x, y in case["points"]]
    found = gather(spots, case["parents"], case["span"], case["distance"], case["alone"])
    assert [(one.head, list(one.members)) for one in found] == [(one["head"], one["members"]) for one in case["expect"]]
    for group, expected in zip(found, case["expect"], strict=True):
        assert (group.x, group.y) == pytest.approx((expected["x"], expected["y"]), abs=0.001)


def test_a_part_is_found_under_the_topmost_that_stands_for_it():
    spots = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)]
    [whole] = gather(spots, [-1, 0, 1], span=60, distance=1)
    assert (whole.head, whole.members) == (0, (0, 1, 2))
    assert [one.head for one in gather(spots, [-1, 0, 1], span=15, distance=1)] == [0, 1]


def test_what_lies_far_away_is_none_of_the_family():
    assert near([(0.0, 0.0), (1.0, 0.0), (0.0, 2.0), (500.0, 0.0)], 0) == [True, True, True, False]
    assert near([(0.0, 0.0), (500.0, 0.0)], 0) == [True, True]
    assert near([(5.0, 5.0)] * 3, 0) == [True] * 3


def test_nothing_stands_farther_off_than_it_may():
    ways = standing([Group(5.0, 5.0, -1, (0,))] * 12, 24, 22)
    assert 21 < max(math.hypot(*way) for way in ways) <= 22.001
