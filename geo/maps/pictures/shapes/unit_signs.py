"""The signs of APP-6 for a unit, drawn with Pillow from the shapes that the live map draws too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ImageDraw

from geo.content.plans.unit_symbols import DRAWN
from geo.maps.pictures.paper import Spot
from geo.maps.pictures.shapes.paths import flat

__all__ = ["ABOVE", "WIDE", "draw"]

_LEFT, _TOP, _RIGHT, _BOTTOM = DRAWN["frame"]
#: Breadth of a frame, and room for the sign of a size above it, as parts of its height.
WIDE, ABOVE = (_RIGHT - _LEFT) / (_BOTTOM - _TOP), 0.38

Ink = tuple[int, ...]


def draw(pen: ImageDraw.ImageDraw, unit: Mapping[str, Any], corner: Spot, high: float, inks: tuple[Ink, Ink]) -> None:
    """Draw the frame of a unit with its branch in it, and its size above.

    Parameters
    ----------
    corner : left and upper end of the frame, in pixels of the picture.
    high : of the frame.
    inks : of the frame's ground and of what is drawn in it.
    """
    ground, ink = inks
    scale, width = high / (_BOTTOM - _TOP), max(1, round(high / 13))
    right, bottom = corner[0] + high * WIDE, corner[1] + high
    pen.rectangle((*corner, right, bottom), fill=ground)

    def placed(paths: list[dict[str, Any]]) -> Iterator[tuple[list[Spot], bool]]:
        for path in paths:
            for line in flat(path["d"]):
                spots = [(corner[0] + (x - _LEFT) * scale, corner[1] + (y - _TOP) * scale) for x, y in line]
                yield spots, path.get("isFilled", False)

    for spots, is_filled in placed(DRAWN["branches"].get(unit.get("branch", ""), [])):
        if is_filled:
            pen.polygon(spots, fill=ink)
        else:
            pen.line(spots, fill=ink, width=width, joint="curve")
    for spots, _ in placed(DRAWN["echelons"].get(unit["echelon"], [])):
        pen.line(spots, fill=ground, width=width)
