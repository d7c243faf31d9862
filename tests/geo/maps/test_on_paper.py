"""Maps on paper: what keeps off what."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageDraw

from geo.core.points import Point
from geo.maps.pictures import on_paper
from geo.maps.pictures.paper import Box, Frame, box_round, overlap
from geo.maps.pictures.strokes import Stroke, boxes_along

LOOK = (Point(47.7, 118.6), 8.0)


def test_an_arrow_covers_its_way_without_a_gap_and_a_line_nothing() -> None:
    frame = Frame(LOOK)
    course = ((47.5, 118.0), (47.6, 118.6), (48.0, 118.7))
    boxes = [*boxes_along(frame, Stroke(course))]
    for lat, lon in (course[0], course[-1]):
        assert any(overlap(box, box_round(frame.spot(lat, lon), 1)) for box in boxes)
    assert all(overlap(one, other) for one, other in itertools.pairwise(boxes))
    assert [*boxes_along(frame, Stroke(course, is_arrow=False))] == []


@pytest.mark.parametrize("has_pin", [False, True])
def test_the_scale_stands_where_no_event_does(has_pin: bool) -> None:
    frame = Frame(LOOK)
    wide, high = frame.size
    taken: list[Box] = [box_round((60, high - 60), 30)] if has_pin else []
    on_paper._scale(ImageDraw.Draw(Image.new("RGB", frame.size), "RGBA"), frame, taken)
    left, _, right, _ = taken[-1]
    assert (left > wide / 2) == has_pin
    assert 0 <= left < right <= wide
