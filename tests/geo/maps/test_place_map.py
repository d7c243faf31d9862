"""The small map of a place: what it shows, how large it is, that it is the same every time."""

import datetime as dt
import io

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from geo.core.points import Point
from geo.maps.pictures import place_map
from geo.maps.pictures.place_map import Spot

SVG = "{http://www.w3.org/2000/svg}"
DAY = dt.date(1938, 7, 29)
#: Places, and what stands for each: its point alone, the circle of doubt, its line, its area.
SPOTS = {
    "dot": Spot("The ford <&>", Point(42.5, 130.6), 1),
    "circle": Spot("The district", Point(47.7, 118.5), 60),
    "line": Spot("The river", Point(48, 134), 20, "LINESTRING (133 47, 134 48, 135 49)"),
    "area": Spot("The land", Point(48, 134), 20, "POLYGON ((133 47, 135 47, 135 49, 133 47))"),
    "far": Spot("A capital", Point(55.75, 37.6), 10),
    "vast": Spot("A sea", Point(20, 150), 1500),
}


@pytest.mark.parametrize("name", SPOTS)
def test_what_a_map_shows(name):
    text = place_map.picture(SPOTS[name], DAY)
    tree = fromstring(text)
    assert tree.findtext(f"{SVG}title") == SPOTS[name].title
    assert len(text.encode()) <= 15_000
    shapes = {one.get("class"): one for one in tree.iter() if (one.get("class") or "").startswith("a")}
    assert (
        set(shapes)
        == {"circle": {"a"}, "vast": {"a"}, "far": {"a"}, "line": {"a l"}, "area": {"a"}, "dot": set()}[name]
    )
    (dot,) = (one for one in tree.iter(f"{SVG}circle") if one.get("class") == "d")
    assert 0 < int(dot.get("cx")) < place_map.WIDTH_PX and 0 < int(dot.get("cy")) < place_map.HEIGHT_PX
    assert [one.get("class") for one in tree.iter(f"{SVG}image")] == ["light", "dark"]
    assert all(one.get("href").startswith("data:image/webp;base64,") for one in tree.iter(f"{SVG}image"))


def test_names_lie_in_the_picture_and_off_the_place():
    tree = fromstring(place_map.picture(SPOTS["dot"], DAY))
    names = [one for one in tree.iter(f"{SVG}text") if one.get("class")]
    assert len(names) >= 3 and "state" in {one.get("class") for one in names}
    for one in names:
        assert 0 < int(one.get("x")) < place_map.WIDTH_PX and 0 < int(one.get("y")) < place_map.HEIGHT_PX


@pytest.mark.parametrize("name", ["dot", "vast"])
def test_the_same_place_gives_the_same_bytes(name):
    assert place_map.picture(SPOTS[name], DAY) == place_map.picture(SPOTS[name], DAY)
    raw = place_map.jpeg(SPOTS[name], DAY)
    assert raw == place_map.jpeg(SPOTS[name], DAY)
    assert Image.open(io.BytesIO(raw)).size == (640, 336)
