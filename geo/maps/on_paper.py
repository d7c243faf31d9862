"""A map on paper: base-map tiles in a pale tone, borders, names, numbered pins with the doubt about their places.

Drawn with Pillow for one day and one frame.  A pin that would lie on another is moved aside and
tied to its true point; a place known to a few kilometres only gets a circle of that radius.
Darkness, not colour, carries what is told, so that a grey print says the same.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from geo.basemap import store
from geo.core.looks import LOOKS
from geo.core.mercator import EDGE_LAT, latitude, world, world_length
from geo.core.points import Point
from geo.maps.declutter import apart

__all__ = ["FACES", "HEIGHT_PX", "WIDTH_PX", "Pin", "is_inside", "jpeg", "look_at", "picture"]

#: The frame in the pixels of a screen; the picture has :data:`DENSITY` times as many.
WIDTH_PX, HEIGHT_PX = 830, 430
DENSITY = 2.5
FACES = store.ASSETS / "fonts" / "print"

_TILE_PX = 256
_FINEST = 10
_CLOSEST, _WIDEST = 9.0, 3.4
_PIN_PX = 10
_WEST_END = 85.0
_MARGIN_PX = 46  # what a fitted frame leaves round the pins
_INK, _SOFT, _PAPER, _MARK = (38, 33, 28), (96, 84, 70), (255, 255, 255), (132, 24, 42)
_WATER = (70, 98, 112)
_PALE = 0.24  # how far the tiles fade into the paper
#: Of a kind of border: lengths drawn and left out, in screen pixels.
_DASHES = {"territory": (6, 4), "approximate": (2.5, 4), "front": (1.5, 4)}
_BORDER = (9, 3, 2, 3)
_STATES_TO_ZOOM = 7  # the base map names them so far
_LEAST_STATE = 0.1  # of the picture, to be named
#: Of a class of names: size in screen pixels, face, whether it is spread, whether it is of water.
_NAMES: dict[str, tuple[float, str, bool, bool]] = {
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

Spot = tuple[float, float]


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


class _Frame:
    """Where a place lies in the picture."""

    def __init__(self, look: tuple[Point, float]) -> None:
        self.middle, self.zoom = look
        self.world_px = _TILE_PX * 2**self.zoom * DENSITY
        x, y = world(self.middle.lat, self.middle.lon)
        self.size = (round(WIDTH_PX * DENSITY), round(HEIGHT_PX * DENSITY))
        self.left, self.top = x * self.world_px - self.size[0] / 2, y * self.world_px - self.size[1] / 2

    def spot(self, lat: float, lon: float) -> Spot:
        x, y = world(min(max(lat, -EDGE_LAT), EDGE_LAT), lon)
        return x * self.world_px - self.left, y * self.world_px - self.top

    def spots(self, line: Iterable[Sequence[float]]) -> list[Spot]:
        """Return where the points of *line* lie, which are given as lon and lat."""
        return [self.spot(lat, lon) for lon, lat in line]

    def place(self, spot: Spot) -> tuple[float, float]:
        """Return lat and lon of a point of the picture."""
        x, y = (spot[0] + self.left) / self.world_px, (spot[1] + self.top) / self.world_px
        return latitude(y), x * 360 - 180

    def pixels(self, km: float, lat: float) -> float:
        return world_length(km, lat) * self.world_px

    def holds(self, spot: Spot, margin: float = 0) -> bool:
        return all(margin <= at <= edge - margin for at, edge in zip(spot, self.size, strict=True))


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
    zoom = min(math.log2(space / (_TILE_PX * span)) for space, span in zip(room, spans, strict=True))
    x, y = (left + right) / 2, (top + bottom) / 2
    return Point(latitude(y), x * 360 - 180), min(max(zoom, _WIDEST), _CLOSEST)


def _extent(pin: Pin) -> Iterator[Spot]:
    lat, lon = pin.place.lat, pin.place.lon
    up = min(pin.radius_km, 300) / 111.2
    across = up / math.cos(math.radians(lat))
    for north, east in ((up, across), (-up, -across)):
        yield world(lat + north, lon + east)


def is_inside(place: Point, look: tuple[Point, float]) -> bool:
    """Whether a pin at *place* has its true spot in the picture."""
    frame = _Frame(look)
    return frame.holds(frame.spot(place.lat, place.lon), _PIN_PX * DENSITY)


@lru_cache(maxsize=8)
def jpeg(pins: tuple[Pin, ...], day: dt.date, look: tuple[Point, float]) -> bytes:
    """Return :func:`picture` as JPEG."""
    raw = io.BytesIO()
    picture(pins, day, look).save(raw, "JPEG", quality=82, optimize=True)
    return raw.getvalue()


def picture(pins: Sequence[Pin], day: dt.date, look: tuple[Point, float]) -> Image.Image:
    """Return the map with *pins*, and with the borders and names of *day*."""
    frame = _Frame(look)
    image = _ground(frame)
    draw = ImageDraw.Draw(image, "RGBA")
    _borders(draw, frame, day)
    seen = [pin for pin in pins if is_inside(pin.place, look)]
    for pin in {pin.place: pin for pin in pins}.values():
        _doubt(draw, frame, pin)
    true = [frame.spot(pin.place.lat, pin.place.lon) for pin in seen]
    moved = apart(true, (2 * _PIN_PX + 2) * DENSITY, frame.size)
    taken = [_box(spot, _PIN_PX * DENSITY) for spot in moved]
    _scale(draw, frame, taken)
    _labels(image, frame, day, taken)
    for here, there in zip(true, moved, strict=True):
        if math.dist(here, there) > DENSITY:
            draw.line([here, there], fill=_INK, width=round(1.2 * DENSITY))
            draw.ellipse(_box(here, 2.6 * DENSITY), fill=_INK)
    for pin, spot in zip(seen, moved, strict=True):
        _pin(draw, pin, spot)
    return image


# --- ground ---


def _ground(frame: _Frame) -> Image.Image:
    """Return the tiles under the frame, pale enough to write on."""
    zoom = min(_FINEST, max(3, math.ceil(frame.zoom + math.log2(DENSITY) - 0.4)))
    tile_px = frame.world_px / 2**zoom
    first = (math.floor(frame.left / tile_px), math.floor(frame.top / tile_px))
    last = tuple(math.floor((start + size) / tile_px) for start, size in zip((frame.left, frame.top), frame.size))  # noqa: B905
    columns, rows = last[0] - first[0] + 1, last[1] - first[1] + 1
    mosaic = Image.new("RGB", (columns * _TILE_PX, rows * _TILE_PX), (224, 232, 234))
    for column in range(columns):
        for row in range(rows):
            tile = _tile(zoom, (first[0] + column) % 2**zoom, first[1] + row)
            if tile:
                mosaic.paste(tile, (column * _TILE_PX, row * _TILE_PX))
    shrink = _TILE_PX / tile_px
    left, top = (frame.left - first[0] * tile_px) * shrink, (frame.top - first[1] * tile_px) * shrink
    box = (left, top, left + frame.size[0] * shrink, top + frame.size[1] * shrink)
    image = mosaic.resize(frame.size, Image.Resampling.BICUBIC, box=box)
    image = ImageEnhance.Color(image).enhance(0.7)
    return Image.blend(image, Image.new("RGB", frame.size, _PAPER), _PALE)


def _tile(zoom: int, column: int, row: int) -> Image.Image | None:
    """Return one tile, enlarged from a coarser one where there is none."""
    for up in range(zoom + 1):
        raw = store.tile("light", zoom - up, column >> up, row >> up) if row >= 0 else None
        if raw is None:
            continue
        image = Image.open(io.BytesIO(raw)).convert("RGB")
        if not up:
            return image
        part = _TILE_PX / 2**up
        left, top = (column % 2**up) * part, (row % 2**up) * part
        box = (left, top, left + part, top + part)
        return image.resize((_TILE_PX, _TILE_PX), Image.Resampling.BICUBIC, box=box)
    return None


def _lines(feature: dict[str, Any]) -> list[Any]:
    """Return the lines of a feature, or the polygons of an area; a line is a list of lon and lat."""
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "LineString" else list(geometry["coordinates"])


@lru_cache(maxsize=1)
def _label_list() -> tuple[dict[str, Any], ...]:
    labels = json.loads((store.FOLDER / "labels.json").read_text(encoding="utf-8"))
    return tuple(sorted(labels, key=lambda label: (label["class"] != "state", label["rank"], label["class"] != "town")))


def _in_force(dated: dict[str, Any], day: dt.date) -> bool:
    return bool(dated["from"] <= day.isoformat() <= dated["to"])


def _borders(draw: ImageDraw.ImageDraw, frame: _Frame, day: dt.date) -> None:
    for border in store.in_force("boundaries.geojson", day):
        dashes = _DASHES.get(border["properties"]["kind"], _BORDER)
        for line in _lines(border):
            _dashed(draw, frame, frame.spots(line), dashes, _INK, 1.7)
    if frame.zoom < LOOKS["claimsFromZoom"]:
        return
    for claim in store.in_force("claims.geojson", day):
        for line in _lines(claim):
            _dashed(draw, frame, frame.spots(line), (1.5, 3), _MARK, 1.6)


def _dashed(
    draw: ImageDraw.ImageDraw,
    frame: _Frame,
    spots: Sequence[Spot],
    dashes: Sequence[float],
    ink: tuple[int, ...],
    width: float,
) -> None:
    """Draw a line through *spots* in dashes: lengths drawn and left out in turn, in screen pixels."""
    lengths = [length * DENSITY for length in dashes]
    index, left = 0, lengths[0]
    for (x, y), (to_x, to_y) in itertools.pairwise(spots):
        length = math.dist((x, y), (to_x, to_y))
        if not length or not _near(frame, (x, y), (to_x, to_y)):
            continue
        done = 0.0
        while done < length:
            part = min(left, length - done)
            if index % 2 == 0:
                a, b = done / length, (done + part) / length
                ends = [(x + (to_x - x) * at, y + (to_y - y) * at) for at in (a, b)]
                draw.line(ends, fill=ink, width=max(1, round(width * DENSITY)))
            done, left = done + part, left - part
            if left <= 1e-9:
                index = (index + 1) % len(lengths)
                left = lengths[index]


def _near(frame: _Frame, one: Spot, other: Spot) -> bool:
    """Whether the box round a stretch touches the picture."""
    return all(min(a, b) <= edge and max(a, b) >= 0 for a, b, edge in zip(one, other, frame.size, strict=True))


# --- names ---


@lru_cache(maxsize=32)
def _face(name: str, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES / f"{name}.ttf", size_px * DENSITY)


def _labels(image: Image.Image, frame: _Frame, day: dt.date, taken: list[tuple[float, float, float, float]]) -> None:
    """Write names, most important first; one that would lie on a pin or another name is left out."""
    zoom = round(frame.zoom)
    for label in (*_states(frame, day), *_label_list()):
        spot = frame.spot(label["lat"], label["lon"])
        is_due = label["min_zoom"] <= zoom <= label["max_zoom"] and _in_force(label, day)
        if label["class"] not in _NAMES or not is_due or not frame.holds(spot):
            continue
        text = _lettering(label)
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
            if not (frame.holds(box[:2]) and frame.holds(box[2:])) or any(_overlap(box, other) for other in taken):
                continue
            taken.append(box)
            if is_town:
                dot = _box(spot, 2.4 * DENSITY)
                ImageDraw.Draw(image).ellipse(dot, fill=_PAPER, outline=_INK, width=round(DENSITY))
                taken.append(dot)
            image.paste(text, (round(box[0]), round(box[1])), text)
            break


def _states(frame: _Frame, day: dt.date) -> Iterator[dict[str, Any]]:
    """Yield a name for every state in the picture where it is too close for the names of the base map."""
    if round(frame.zoom) <= _STATES_TO_ZOOM:
        return
    wide, high = frame.size
    for state in store.in_force("polities.geojson", day):
        properties = state["properties"]
        shapes = [
            shapely.Polygon(frame.spots(ring)) for polygon in _lines(state) for ring in polygon[:1] if len(ring) > 3
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


def _lettering(label: dict[str, Any]) -> Image.Image:
    """Return a name with a pale rim on nothing, turned as the map wants it."""
    size, face, is_spread, is_water = _NAMES[label["class"]]
    font = _face(face, size - min(label["rank"] - 1, 3) * 0.8)
    name = label["names"]["period"]
    name = name.upper() if label["class"] == "state" else name
    name = "\u2009".join(name) if is_spread else name
    rim = round(1.8 * DENSITY)
    left, top, right, bottom = font.getbbox(name, stroke_width=rim)
    image = Image.new("RGBA", (math.ceil(right - left), math.ceil(bottom - top)), (*_PAPER, 0))
    ink = _WATER if is_water else (_INK if label["class"] == "town" else _SOFT)
    ImageDraw.Draw(image).text((-left, -top), name, font=font, fill=ink, stroke_width=rim, stroke_fill=(*_PAPER, 205))
    return image.rotate(-label["angle_deg"], Image.Resampling.BICUBIC, expand=True) if label["angle_deg"] else image


# --- pins ---


def _doubt(draw: ImageDraw.ImageDraw, frame: _Frame, pin: Pin) -> None:
    """Draw the line or area that a place is, or the circle that holds it."""
    shape = shapely.from_wkt(pin.wkt) if pin.wkt else None
    if shape is not None and shape.geom_type != "MultiPoint":
        for part in shapely.get_parts(shape):
            line = part.exterior if part.geom_type == "Polygon" else part
            _dashed(draw, frame, frame.spots(shapely.get_coordinates(line)), (3, 3), _INK, 1.5)
        return
    x, y = frame.spot(pin.place.lat, pin.place.lon)
    radius = frame.pixels(pin.radius_km, pin.place.lat)
    if radius < _PIN_PX * DENSITY:
        return  # the pin itself covers the doubt
    if radius < max(frame.size):
        draw.ellipse(_box((x, y), radius), fill=(*_INK, 16))
    count = 180
    ring = [(x + radius * math.cos(at), y + radius * math.sin(at)) for at in _turns(count)]
    _dashed(draw, frame, ring, (4, 3), _INK, 1.4)


def _turns(count: int) -> Iterable[float]:
    return (2 * math.pi * step / count for step in range(count + 1))


def _pin(draw: ImageDraw.ImageDraw, pin: Pin, spot: Spot) -> None:
    radius = _PIN_PX * DENSITY
    if pin.is_marked:
        draw.ellipse(_box(spot, radius + 4 * DENSITY), fill=_PAPER, outline=_MARK, width=round(2 * DENSITY))
    ink = _MARK if pin.is_marked else _INK
    fill, text = (_PAPER, ink) if pin.is_vague else (ink, _PAPER)
    draw.ellipse(_box(spot, radius + DENSITY), fill=_PAPER)
    draw.ellipse(_box(spot, radius), fill=fill, outline=ink, width=round(1.8 * DENSITY))
    draw.text(spot, str(pin.number), font=_face("source-sans-3-semibold", 13), fill=text, anchor="mm")


def _scale(draw: ImageDraw.ImageDraw, frame: _Frame, taken: list[tuple[float, float, float, float]]) -> None:
    """Draw a scale bar of a round length in the lower left corner."""
    most_km = WIDTH_PX * DENSITY * 0.22 / frame.pixels(1, frame.middle.lat)
    power = 10 ** math.floor(math.log10(most_km))
    km = max(step * power for step in (1, 2, 3, 5) if step * power <= most_km)
    left, base = 14 * DENSITY, frame.size[1] - 14 * DENSITY
    right, high = left + frame.pixels(km, frame.middle.lat), base - 7 * DENSITY
    box = (left - 6 * DENSITY, base - 26 * DENSITY, right + 6 * DENSITY, base + 6 * DENSITY)
    draw.rectangle(box, fill=(*_PAPER, 215))
    draw.line([(left, high), (left, base), (right, base), (right, high)], fill=_INK, width=round(1.5 * DENSITY))
    font = _face("source-sans-3-regular", 13)
    draw.text(((left + right) / 2, base - 6 * DENSITY), f"{km:g} km", font=font, fill=_INK, anchor="mb")
    taken.append(box)


def _box(spot: Spot, radius: float) -> tuple[float, float, float, float]:
    return spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
