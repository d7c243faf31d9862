"""States are read as the land they held."""

import pytest

from geo.core.points import Point
from geo.geocoding import states_then


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("USSR", None, {"RU", "UA", "KZ"}),
        ("Russia (Soviet Union)", 1939, {"RU", "UA"}),
        ("Manchukuo; Soviet Union", 1939, {"CN", "RU"}),
        ("Korea (Chosen)", None, {"KP", "KR"}),
        ("JPN", 2001, {"JP"}),
        ("Japan", 1939, {"JP", "RU", "KR"}),
        ("united kingdom", None, {"GB"}),
        ("Narnia", None, set()),
        ("", None, set()),
    ],
)
def test_states_are_read_as_the_land_they_held(text, year, codes):
    found = {land.iso for land in states_then.lands(text, year)}
    assert codes <= found
    assert bool(found) == bool(codes)


@pytest.mark.parametrize(("lon", "holds"), [(129.8, True), (105.9, False)])
def test_manchukuo_was_not_the_whole_of_china(lon, holds):
    assert states_then.lands("Manchukuo")[0].holds(Point(43.0, lon)) == holds
