"""The names on a picture of the map: which are due, where each finds room, how it is set; without drawing any.

The same order and the same sizes as on paper (:mod:`geo.maps.pictures.lettering`), as text that stays text.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import ImageFont

from geo.basemap.svg import Camera, Window
from geo.maps.pictures.lettering import NAMES, in_force, label_list
from geo.maps.pictures.paper import FACES, Box

__all__ = ["Name", "names", "width_px"]

_SPREAD_EM = 0.14
_DOT_PX = 2.6
_GAP_PX = 6


@dataclass(frozen=True)
class Name:
    """One name: *x* and *y* are the middle of its line, in pixels of the window.

    Attributes
    ----------
    spacing : between letters, in pixels.
    dot : where the dot of a town is, or ``None``.
    """

    text: str
    x: float
    y: float
    size: float
    spacing: float
    angle_deg: float
    is_italic: bool
    is_water: bool
    kind: str
    dot: tuple[float, float] | None


@lru_cache(maxsize=8)
def _face(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES / f"{name}.ttf", 100)


def width_px(text: str, face: str, size: float) -> float:
    """Return how wide *text* is in a face of the print fonts, in pixels."""
    return _face(face).getlength(text) / 100 * size


def names(camera: Camera, window: Window, day: dt.date, script: str, taken: list[Box]) -> Iterator[Name]:
    """Yield the names that find room, most important first; what they take is added to *taken*.

    Parameters
    ----------
    script : which names of a place, of :data:`geo.query.selection.LABELS`.
    """
    for label in label_list():
        is_due = label["min_zoom"] <= camera.zoom <= label["max_zoom"] and in_force(label, day)
        if not is_due or label["class"] not in NAMES:
            continue
        spot = camera.spot(label["lat"], label["lon"])
        if 0 <= spot[0] <= window.width and 0 <= spot[1] <= window.height and (found := _placed(label, spot, script)):
            for name, boxes in found:
                if all(_is_free(box, window, taken) for box in boxes):
                    taken += boxes
                    yield name
                    break


def _placed(label: dict[str, Any], spot: tuple[float, float], script: str) -> Iterator[tuple[Name, list[Box]]]:
    """Yield the ways in which a name may stand, the best first, each with the boxes that it takes."""
    kind = label["class"]
    size, face, is_spread, is_water = NAMES[kind]
    size -= min(label["rank"] - 1, 3) * 0.8
    text = label["names"][script]
    text = text.upper() if kind == "state" else text
    spacing = size * _SPREAD_EM if is_spread else 0.0
    width = width_px(text, face, size) + spacing * (len(text) - 1)
    x, y = spot
    ways: list[tuple[float, float]] = [(x, y)]
    if kind == "town":
        ways = [(x + _GAP_PX + width / 2, y), (x - _GAP_PX - width / 2, y), (x, y - size), (x, y + size)]
    elif kind == "state":
        ways += [(x, y + up * size) for up in (-1.5, 1.5, -3, 3)]
    for at_x, at_y in ways:
        name = Name(
            text, at_x, at_y, size, spacing, label["angle_deg"], "italic" in face, is_water, kind,
            spot if kind == "town" else None,
        )  # fmt: skip
        boxes = list(_along(at_x, at_y, width, size, label["angle_deg"]))
        if kind == "town":
            boxes.append((x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX))
        yield name, boxes


def _along(x: float, y: float, width: float, size: float, angle_deg: float) -> Iterator[Box]:
    """Yield boxes along a line of text, which may be turned."""
    if not angle_deg:
        yield x - width / 2 - 2, y - size * 0.55, x + width / 2 + 2, y + size * 0.55
        return
    angle, steps, reach = math.radians(angle_deg), max(1, round(width / size)), size * 0.55
    for step in range(steps):
        along = ((step + 0.5) / steps - 0.5) * width
        at_x, at_y = x + along * math.cos(angle), y + along * math.sin(angle)
        yield at_x - reach, at_y - reach, at_x + reach, at_y + reach


def _is_free(box: Box, window: Window, taken: list[Box]) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= window.width - 2 and box[3] <= window.height - 2
    return inside and not any(
        box[0] < one[2] and box[2] > one[0] and box[1] < one[3] and box[3] > one[1] for one in taken
    )
