"""A map on paper: base-map tiles in a pale tone, borders, names, numbered pins with the doubt about their places.

Drawn with Pillow for one day and one frame.  A pin that would lie on another is moved aside and
tied to its true point; a place known to a few kilometres only gets a circle of that radius.
Darkness, not colour, carries what is told, so that a grey print says the same.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import shapely
from PIL import Image, ImageDraw, ImageEnhance

from geo.basemap import mosaic, store
from geo.core.looks import LOOKS
from geo.core.mercator import latitude, world
from geo.core.points import KM_NORTH, Point, km_east
from geo.maps.declutter import apart
from geo.maps.pictures import lettering, paper_key
from geo.maps.pictures.paper import (
    DAY,
    DENSITY,
    HEIGHT_PX,
    PAPER,
    TILE_PX,
    WIDTH_PX,
    Box,
    Frame,
    Inks,
    Spot,
    box_round,
    dashed,
    face,
    lines,
    overlap,
)
from geo.maps.pictures.strokes import Stroke, boxes_along, draw_stroke, stroke_between

__all__ = ["Pin", "ground", "is_inside", "jpeg", "look_at", "picture"]

_CLOSEST, _WIDEST = 10.0, 3.4
_PIN_PX = 10
_WEST_END = 85.0
_MARGIN_PX = 46  # what a fitted frame leaves round the pins
_PALE = 0.24  # how far the tiles fade into the paper
#: Of a kind of border: lengths drawn and left out, in screen pixels.
_DASHES = {"territory": (6, 4), "approximate": (2.5, 4), "front": (1.5, 4)}
_BORDER = (9, 3, 2, 3)


@dataclass(frozen=True)
class Pin:
    """One numbered event.

    Attributes
    ----------
    radius_km : how well the place is known.
    is_vague : it is known to a district at best; the pin is hollow.
    is_marked : the pin is the one that the page is about.
    wkt : the line or area that the place is, or empty.
    """

    number: int
    place: Point
    radius_km: float
    is_vague: bool = False
    is_marked: bool = False
    wkt: str = ""


def look_at(pins: Sequence[Pin]) -> tuple[Point, float]:
    """Return the middle and the (broken) zoom at which *pins* and their circles are seen, or the whole theatre.

    Pins far west of the theatre, such as one in Moscow, do not make the rest too small to read: the
    frame is for the others, if there are any.
    """
    if not pins:
        return Point(46.5, 128.0), 4.2
    near = [pin for pin in pins if pin.place.lon >= _WEST_END] or pins
    corners = [corner for pin in near for corner in _extent(pin)]
    (left, top), (right, bottom) = (tuple(ends(at) for at in zip(*corners, strict=True)) for ends in (min, max))
    room = (WIDTH_PX - 2 * _MARGIN_PX, HEIGHT_PX - 2 * _MARGIN_PX)
    spans = (max(right - left, 1e-9), max(bottom - top, 1e-9))
    zoom = min(math.log2(space / (TILE_PX * span)) for space, span in zip(room, spans, strict=True))
    x, y = (left + right) / 2, (top + bottom) / 2
    return Point(latitude(y), x * 360 - 180), min(max(zoom, _WIDEST), _CLOSEST)


def _extent(pin: Pin) -> Iterator[Spot]:
    lat, lon = pin.place.lat, pin.place.lon
    km = min(pin.radius_km, 300)
    up, across = km / KM_NORTH, km / km_east(lat)
    for north, east in ((up, across), (-up, -across)):
        yield world(lat + north, lon + east)


def is_inside(place: Point, look: tuple[Point, float]) -> bool:
    """Whether a pin at *place* has its true spot in the picture."""
    frame = Frame(look)
    return frame.holds(frame.spot(place.lat, place.lon), _PIN_PX * DENSITY)


@lru_cache(maxsize=8)
def jpeg(
    pins: tuple[Pin, ...],
    day: dt.date,
    look: tuple[Point, float],
    strokes: tuple[Stroke, ...] = (),
    sides: tuple[str, str] | None = None,
) -> bytes:
    """Return :func:`picture` as JPEG; with the names of both *sides*, with a key under it."""
    raw = io.BytesIO()
    image = picture(pins, day, look, strokes)
    if sides:
        under = paper_key.strip(list(_signs(pins, look, strokes, sides)))
        whole = Image.new("RGB", (image.width, image.height + under.height), PAPER)
        whole.paste(image, (0, 0))
        whole.paste(under, (0, image.height))
        image = whole
    image.save(raw, "JPEG", quality=82, optimize=True)
    return raw.getvalue()


def picture(
    pins: Sequence[Pin], day: dt.date, look: tuple[Point, float], strokes: Sequence[Stroke] = (), inks: Inks = DAY
) -> Image.Image:
    """Return the map with *pins* and *strokes*, and with the borders and names of *day*."""
    frame = Frame(look, inks=inks)
    image = ground(frame)
    draw = ImageDraw.Draw(image, "RGBA")
    _borders(draw, frame, day)
    seen = [pin for pin in pins if is_inside(pin.place, look)]
    for pin in {pin.place: pin for pin in pins}.values():
        _doubt(draw, frame, pin)
    true = [frame.spot(pin.place.lat, pin.place.lon) for pin in seen]
    moved = apart(true, (2 * _PIN_PX + 2) * DENSITY, frame.size)
    taken = [box_round(spot, _PIN_PX * DENSITY) for spot in moved]
    _scale(draw, frame, taken)
    for stroke in strokes:
        draw_stroke(draw, frame, stroke)
        taken += boxes_along(frame, stroke)
    lettering.write(image, frame, day, taken)
    for here, there in zip(true, moved, strict=True):
        if math.dist(here, there) > DENSITY:
            draw.line([here, there], fill=inks.ink, width=round(1.2 * DENSITY))
            draw.ellipse(box_round(here, 2.6 * DENSITY), fill=inks.ink)
    for pin, spot in zip(seen, moved, strict=True):
        _pin(draw, pin, spot, inks)
    return image


# --- the ground ---


def ground(frame: Frame) -> Image.Image:
    """Return the tiles under the frame, near enough to the paper to write on."""
    image = mosaic.ground(frame.inks.style, (frame.left, frame.top), frame.world_px, frame.size)
    image = ImageEnhance.Color(image).enhance(0.7)
    return Image.blend(image, Image.new("RGB", frame.size, frame.inks.paper), _PALE)


def _borders(draw: ImageDraw.ImageDraw, frame: Frame, day: dt.date) -> None:
    for border in store.in_force("boundaries.geojson", day):
        dashes = _DASHES.get(border["properties"]["kind"], _BORDER)
        for line in lines(border):
            _dashed(draw, frame, frame.spots(line), dashes, frame.inks.ink, 1.7)
    if frame.zoom < LOOKS["claimsFromZoom"]:
        return
    for claim in store.in_force("claims.geojson", day):
        for line in lines(claim):
            _dashed(draw, frame, frame.spots(line), (1.5, 3), frame.inks.mark, 1.6)


def _dashed(
    draw: ImageDraw.ImageDraw,
    frame: Frame,
    spots: Sequence[Spot],
    dashes: Sequence[float],
    ink: tuple[int, ...],
    width: float,
) -> None:
    """Draw a line through *spots* in dashes: lengths drawn and left out in turn, in screen pixels."""
    dashed(draw, frame.size, spots, [length * DENSITY for length in dashes], ink, max(1, round(width * DENSITY)))


# --- pins ---


def _doubt(draw: ImageDraw.ImageDraw, frame: Frame, pin: Pin) -> None:
    """Draw the line or area that a place is, or the circle that holds it."""
    shape = shapely.from_wkt(pin.wkt) if pin.wkt else None
    if shape is not None and shape.geom_type != "MultiPoint":
        for part in shapely.get_parts(shape):
            line = part.exterior if part.geom_type == "Polygon" else part
            _dashed(draw, frame, frame.spots(shapely.get_coordinates(line)), (3, 3), frame.inks.ink, 1.5)
        return
    x, y = frame.spot(pin.place.lat, pin.place.lon)
    radius = frame.pixels(pin.radius_km, pin.place.lat)
    if radius < _PIN_PX * DENSITY:
        return  # the pin itself covers the doubt
    if radius < max(frame.size):
        draw.ellipse(box_round((x, y), radius), fill=(*frame.inks.ink, 16))
    count = 180
    ring = [(x + radius * math.cos(at), y + radius * math.sin(at)) for at in _turns(count)]
    _dashed(draw, frame, ring, (4, 3), frame.inks.ink, 1.4)


def _turns(count: int) -> Iterable[float]:
    return (2 * math.pi * step / count for step in range(count + 1))


def _pin(draw: ImageDraw.ImageDraw, pin: Pin, spot: Spot, inks: Inks) -> None:
    radius = _PIN_PX * DENSITY
    if pin.is_marked:
        draw.ellipse(
            box_round(spot, radius + 4 * DENSITY), fill=inks.paper, outline=inks.mark, width=round(2 * DENSITY)
        )
    ink = inks.mark if pin.is_marked else inks.ink
    fill, text = (inks.paper, ink) if pin.is_vague else (ink, inks.paper)
    draw.ellipse(box_round(spot, radius + DENSITY), fill=inks.paper)
    draw.ellipse(box_round(spot, radius), fill=fill, outline=ink, width=round(1.8 * DENSITY))
    draw.text(spot, str(pin.number), font=face("source-sans-3-semibold", 13), fill=text, anchor="mm")


def _signs(
    pins: Sequence[Pin], look: tuple[Point, float], strokes: Sequence[Stroke], sides: tuple[str, str]
) -> Iterator[paper_key.Sign]:
    """Yield the signs that the picture holds, with what they stand for."""
    frame = Frame(look)
    seen = [pin for pin in pins if is_inside(pin.place, look)]

    def disc(is_vague: bool) -> Callable[[ImageDraw.ImageDraw, Spot, Spot], None]:
        sample = Pin(1, look[0], 0, is_vague=is_vague)
        return lambda draw, start, end: _pin(draw, sample, ((start[0] + end[0]) / 2, start[1]), DAY)

    def line(stroke: Stroke) -> Callable[[ImageDraw.ImageDraw, Spot, Spot], None]:
        return lambda draw, start, end: stroke_between(draw, start, end, stroke)

    def dashes(of: Sequence[float]) -> Callable[[ImageDraw.ImageDraw, Spot, Spot], None]:
        return lambda draw, start, end: _dashed(draw, frame, (start, end), of, DAY.ink, 1.7)

    if any(not pin.is_vague for pin in seen):
        yield disc(False), "event, with its number"
    if any(pin.is_vague for pin in seen):
        yield disc(True), "place known only roughly"
    if any(frame.pixels(pin.radius_km, pin.place.lat) >= _PIN_PX * DENSITY for pin in seen if not pin.wkt):
        yield dashes((4, 3)), "the true place lies within"
    for is_arrow, what in ((True, "moves of the {} side"), (False, "frontier as the {} side had it")):
        for is_broken, side in zip((False, True), sides, strict=True):
            if any(one.is_broken == is_broken and one.is_arrow == is_arrow for one in strokes):
                yield line(Stroke((), is_broken, is_arrow)), what.format(side)
    yield dashes(_BORDER), "border"


def _scale(draw: ImageDraw.ImageDraw, frame: Frame, taken: list[Box]) -> None:
    """Draw a scale bar of a round length in the lower left corner, or the right one where something stands there."""
    most_km = WIDTH_PX * DENSITY * 0.22 / frame.pixels(1, frame.middle.lat)
    power = 10 ** math.floor(math.log10(most_km))
    km = max(step * power for step in (1, 2, 3, 5) if step * power <= most_km)
    length, base = frame.pixels(km, frame.middle.lat), frame.size[1] - 14 * DENSITY

    def box_at(left: float) -> Box:
        return (left - 6 * DENSITY, base - 26 * DENSITY, left + length + 6 * DENSITY, base + 6 * DENSITY)

    corners = (14 * DENSITY, frame.size[0] - 14 * DENSITY - length)
    left = next((x for x in corners if not any(overlap(box_at(x), other) for other in taken)), corners[0])
    right, high, box = left + length, base - 7 * DENSITY, box_at(left)
    draw.rectangle(box, fill=(*frame.inks.paper, 215))
    draw.line(
        [(left, high), (left, base), (right, base), (right, high)], fill=frame.inks.ink, width=round(1.5 * DENSITY)
    )
    font = face("source-sans-3-regular", 13)
    draw.text(((left + right) / 2, base - 6 * DENSITY), f"{km:g} km", font=font, fill=frame.inks.ink, anchor="mb")
    taken.append(box)
