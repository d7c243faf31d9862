"""The names on a map on paper: which are due on a day, where they find room, how they are written."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import shapely
from PIL import Image, ImageDraw

from geo.basemap import store
from geo.maps.pictures.paper import DENSITY, Box, Frame, Inks, box_round, face, lines, overlap

__all__ = ["NAMES", "in_force", "label_list", "write"]

_STATES_TO_ZOOM = 7  # the base map names them so far
_LEAST_STATE = 0.1  # of the picture, to be named
#: Of a class of names: size in screen pixels, face, whether it is spread, whether it is of water.
NAMES: dict[str, tuple[float, str, bool, bool]] = {
    "state": (17, "alegreya-regular", True, False),
    "region": (14, "alegreya-italic", True, False),
    "ocean": (16, "alegreya-italic", True, True),
    "lake": (13, "alegreya-italic", False, True),
    "river": (12.5, "alegreya-italic", False, True),
    "range": (13, "alegreya-italic", True, False),
    "island": (13, "alegreya-italic", False, False),
    "peak": (13, "alegreya-italic", False, False),
    "town": (13.5, "alegreya-medium", False, False),
}


def write(image: Image.Image, frame: Frame, day: dt.date, taken: list[Box]) -> None:
    """Write names, most important first; one that would lie on what is *taken* is left out."""
    zoom = round(frame.zoom)
    for label in (*_states(frame, day), *label_list()):
        spot = frame.spot(label["lat"], label["lon"])
        is_due = label["min_zoom"] <= zoom <= label["max_zoom"] and in_force(label, day)
        if label["class"] not in NAMES or not is_due or not frame.holds(spot):
            continue
        text = _lettering(label, frame.inks)
        is_town = label["class"] == "town"
        width, height = text.size
        gap = 5 * DENSITY
        middle = spot[0] - width / 2
        tries = [(spot[0] + gap, 0.0), (spot[0] - gap - width, 0.0)] if is_town else [(middle, 0.0)]
        if label["class"] == "state":  # it may stand anywhere in its state
            tries += [(middle, up * height) for up in (-1.5, 1.5, -3, 3)]
        for left, down in tries:
            top = spot[1] - height / 2 + down
            box = (left, top, left + width, top + height)
            if not (frame.holds(box[:2]) and frame.holds(box[2:])) or any(overlap(box, other) for other in taken):
                continue
            taken.append(box)
            if is_town:
                dot = box_round(spot, 2.4 * DENSITY)
                ImageDraw.Draw(image).ellipse(dot, fill=frame.inks.paper, outline=frame.inks.ink, width=round(DENSITY))
                taken.append(dot)
            image.paste(text, (round(box[0]), round(box[1])), text)
            break


def _states(frame: Frame, day: dt.date) -> Iterator[dict[str, Any]]:
    """Yield a name for every state in the picture where it is too close for the names of the base map."""
    if round(frame.zoom) <= _STATES_TO_ZOOM:
        return
    wide, high = frame.size
    for state in store.in_force("polities.geojson", day):
        properties = state["properties"]
        shapes = [
            shapely.Polygon(frame.spots(ring)) for polygon in lines(state) for ring in polygon[:1] if len(ring) > 3
        ]
        seen = [shapely.clip_by_rect(shapely.make_valid(shape), 0, 0, wide, high) for shape in shapes]
        largest = max(seen, key=lambda shape: shape.area, default=None)
        if largest is None or largest.area < _LEAST_STATE * wide * high:
            continue
        spot = shapely.maximum_inscribed_circle(largest, tolerance=20).coords[0]
        lat, lon = frame.place(spot)
        names = {"period": properties["name"]}
        yield {
            "class": "state", "rank": 2, "lat": lat, "lon": lon, "angle_deg": 0, "names": names,
            "min_zoom": 0, "max_zoom": 99, "from": properties["from"], "to": properties["to"],
        }  # fmt: skip


def _lettering(label: dict[str, Any], inks: Inks) -> Image.Image:
    """Return a name with a rim like paper on nothing, turned as the map wants it."""
    size, name_of_face, is_spread, is_water = NAMES[label["class"]]
    font = face(name_of_face, size - min(label["rank"] - 1, 3) * 0.8)
    name = label["names"]["period"]
    name = name.upper() if label["class"] == "state" else name
    name = "\u2009".join(name) if is_spread else name
    rim = round(1.8 * DENSITY)
    left, top, right, bottom = font.getbbox(name, stroke_width=rim)
    image = Image.new("RGBA", (math.ceil(right - left), math.ceil(bottom - top)), (*inks.paper, 0))
    ink = inks.water if is_water else (inks.ink if label["class"] == "town" else inks.soft)
    pen, halo = ImageDraw.Draw(image), (*inks.paper, 205)
    pen.text((-left, -top), name, font=font, fill=ink, stroke_width=rim, stroke_fill=halo)
    return image.rotate(-label["angle_deg"], Image.Resampling.BICUBIC, expand=True) if label["angle_deg"] else image


@lru_cache(maxsize=1)
def label_list() -> tuple[dict[str, Any], ...]:
    """Return the names of the base map, those that are to find room first at the front."""
    labels = json.loads((store.FOLDER / "labels.json").read_text(encoding="utf-8"))
    return tuple(sorted(labels, key=lambda label: (label["class"] != "state", label["rank"], label["class"] != "town")))


def in_force(dated: dict[str, Any], day: dt.date) -> bool:
    """Whether something with a first and a last day holds on *day*."""
    return bool(dated["from"] <= day.isoformat() <= dated["to"])
