"""The plan of a battle on paper: one small map a day, as the handout and the film show it.

Drawn with Pillow by the rules of the live plan (``looks.json``): the less a line is known, the wider and the paler it
is.  A line of side ``b`` has a pale thread along its middle, so that a grey print tells the two sides apart.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from PIL import Image, ImageDraw

from geo.basemap import store
from geo.content.plans.day import caption, on_day, telling_days
from geo.content.plans.key import claimants
from geo.content.plans.plan import plan
from geo.core.looks import LOOKS
from geo.core.mercator import latitude, world
from geo.core.points import Point
from geo.maps.pictures import on_paper
from geo.maps.pictures.paper import DENSITY, TILE_PX, Frame, Spot, lines
from geo.maps.pictures.plan_sheet import GROUND, Sheet
from geo.query.selection import View
from geo.record.tables import Dataset

__all__ = ["Plate", "plate", "plates"]

WATER, SHORE, HACHURE = (188, 213, 218), (63, 111, 134), (107, 82, 54)
_PALE_GROUND = 0.62  # of paper over the tiles
_TURNS = 16
_PLAIN = View()


@dataclass(frozen=True)
class Plate:
    """The plan of one day.

    Attributes
    ----------
    caption : what happened that day in a line; empty if the record has none.
    doubt_km : how far the best known line, or unit, of the day may be off; ``None`` if nothing is told.
    claimants : who says what is drawn.
    """

    day: dt.date
    caption: str
    doubt_km: float | None
    image: Image.Image
    claimants: tuple[str, ...] = ()

    def png(self) -> bytes:
        """Return the picture as PNG."""
        raw = io.BytesIO()
        self.image.save(raw, "PNG", optimize=True)
        return raw.getvalue()


def plates(
    dataset: Dataset,
    event_id: str,
    days: Sequence[dt.date] = (),
    size_px: tuple[int, int] = (400, 290),
    view: View = _PLAIN,
    most: int = 4,
) -> list[Plate]:
    """Return the plan that shows an event, as a picture for each of *days*, all of the same ground.

    Parameters
    ----------
    days : without any, the *most* of which most is told.
    size_px : of each in pixels of a screen; it has :data:`geo.maps.pictures.paper.DENSITY` times as many.
    view : whose account, with which signs, and the unit that is marked.

    Raises
    ------
    NotFoundError
        If no plan shows the event.
    """
    made = plan(dataset, event_id)
    frame = _frame(made["box"], size_px)
    ground = _ground(made, frame, dt.date.fromisoformat(made["from"]))
    return [_plate(made, frame, ground, day, view) for day in days or telling_days(made, most)]


def _plate(made: Mapping[str, Any], frame: Frame, ground: Image.Image, on: dt.date, view: View) -> Plate:
    sheet, day = Sheet(ground.copy(), frame, made, view), on_day(made, on, view.accounts)
    sheet.draw_day(day)
    return Plate(on, caption(made, on), day.doubt_km, sheet.image, tuple(claimants(day)))


def plate(
    dataset: Dataset,
    event_id: str,
    day: dt.date,
    view: View,
    look: tuple[Point, float],
    size_px: tuple[int, int],
    density: float = DENSITY,
) -> Plate:
    """Return the plan that shows an event on a day, from wherever one looks at it.

    Parameters
    ----------
    view : whose account, with which signs, and the unit that is marked.
    look : the middle and the zoom.
    size_px : in pixels of a screen; the picture has *density* times as many.

    Raises
    ------
    NotFoundError
        If no plan shows the event.
    """
    made = plan(dataset, event_id)
    frame = Frame(look, size_px, density)
    ground = _ground(made, frame, dt.date.fromisoformat(made["from"]))
    return _plate(made, frame, ground, day, view)


def _frame(box: Sequence[float], size_px: tuple[int, int]) -> Frame:
    south, west, north, east = box
    (left, top), (right, bottom) = world(north, west), world(south, east)
    spans = (right - left, bottom - top)
    zoom = min(math.log2(px / (TILE_PX * span)) for px, span in zip(size_px, spans, strict=True))
    return Frame((Point(latitude((top + bottom) / 2), (left + right) / 2 * 360 - 180), zoom), size_px)


# --- the ground, the same for all days ---


def _ground(made: Mapping[str, Any], frame: Frame, day: dt.date) -> Image.Image:
    image = on_paper.ground(frame)
    if not made["is_campaign"]:
        image = Image.blend(image, Image.new("RGB", frame.size, GROUND), _PALE_GROUND)
    draw = ImageDraw.Draw(image, "RGBA")
    tints = LOOKS["ground"]["light"]["side"]
    for state in store.in_force("polities.geojson", day):
        tint = tints.get(state["properties"]["side"], tints["other"])
        fill = (*(int(tint[at : at + 2], 16) for at in (1, 3, 5)), 34)
        for polygon in lines(state):
            for shape in _seen(frame, polygon):
                draw.polygon(shape, fill=fill)
    for feature in made["features"]:
        if feature.get("course") and feature["kind"] == "water":
            _water(draw, frame, feature)
    heights = [one for one in made["features"] if one["kind"] == "height"]
    for feature in heights:
        _summit(draw, frame, frame.spot(feature["at"][1], feature["at"][0]))
    return image


def _seen(frame: Frame, polygon: Sequence[Sequence[Sequence[float]]]) -> Iterator[list[Spot]]:
    ring = polygon[0]
    if len(ring) < 4:
        return
    shape = shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(frame.spots(ring))), -9, -9, *_past(frame))
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield [(float(x), float(y)) for x, y in part.exterior.coords]


def _past(frame: Frame) -> tuple[float, float]:
    return frame.size[0] + 9, frame.size[1] + 9


def _water(draw: ImageDraw.ImageDraw, frame: Frame, feature: Mapping[str, Any]) -> None:
    spots = frame.spots(feature["course"])
    if feature.get("is_area"):
        draw.polygon(spots, fill=WATER, outline=SHORE, width=round(1.2 * frame.density))
        return
    for ink, width in ((SHORE, 4.2), (WATER, 2.4)):
        draw.line(spots, fill=ink, width=round(width * frame.density), joint="curve")


def _summit(draw: ImageDraw.ImageDraw, frame: Frame, spot: Spot) -> None:
    for ring, near, far in ((0, 3.0, 7.0), (1, 8.0, 11.0)):
        for turn in range(_TURNS):
            angle = (turn + ring / 2) / _TURNS * 2 * math.pi
            ends = [
                (spot[0] + math.cos(angle) * px * frame.density, spot[1] + math.sin(angle) * px * frame.density * 0.85)
                for px in (near, far)
            ]
            draw.line(ends, fill=(*HACHURE, 190 if not ring else 110), width=round(1.1 * frame.density))
