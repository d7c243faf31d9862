"""Points, distances, directions, and the order of latitude and longitude."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core.points import Point, compass
from geo.errors import CoordinateError

NOMONHAN = Point(47.73, 118.6)
KHASAN = Point(42.43, 130.61)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("lat", "lon", "complaint"),
    [
        pytest.param(
            118.6, 47.73, "latitude 118.6 is outside [-90, 90]; are latitude and longitude swapped?", id="swapped"
        ),
        pytest.param(118.6, 130.6, "latitude 118.6 is outside [-90, 90]", id="latitude too high"),
        pytest.param(-90.1, 0, "are latitude and longitude swapped", id="latitude too low"),
        pytest.param(400, 47, "latitude 400 is outside [-90, 90]", id="latitude beyond any longitude"),
        pytest.param(47, 180.5, "longitude 180.5 is outside [-180, 180]", id="longitude too far east"),
        pytest.param(math.nan, 118, "not a pair of finite numbers", id="not a number"),
        pytest.param(47, math.inf, "not a pair of finite numbers", id="infinite"),
    ],
)
def test_what_is_not_on_the_globe_is_refused(lat, lon, complaint):
    with pytest.raises(CoordinateError) as caught:
        Point(lat, lon)
    assert complaint in str(caught.value)


def test_swapping_is_suggested_only_where_it_would_help():
    with pytest.raises(CoordinateError) as caught:
        Point(118.6, 130.6)
    assert "swapped" not in str(caught.value)


def test_geojson_has_the_longitude_first():
    assert KHASAN.lonlat == [130.61, 42.43]


def test_a_known_distance():
    assert KHASAN.distance_km(NOMONHAN) == pytest.approx(1108, rel=0.01)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_over_half_the_globe(here, there):
    distance = here.distance_km(there)
    assert 0 <= distance <= 20_038
    assert distance == pytest.approx(there.distance_km(here), abs=0.001)


@pytest.mark.parametrize(
    ("end", "direction"),
    [
        (Point(1, 0), "north"),
        (Point(1, 1), "north-east"),
        (Point(0, 1), "east"),
        (Point(-1, 1), "south-east"),
        (Point(-1, 0), "south"),
        (Point(-1, -1), "south-west"),
        (Point(0, -1), "west"),
        (Point(1, -1), "north-west"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_compass(end, direction):
    assert compass(Point(0, 0), end) == direction


def test_compass_across_the_date_line():
    assert compass(Point(50, 179), Point(50, -179)) == "east"
