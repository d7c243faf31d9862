"""A small map of one place: an SVG picture that brings its ground with it, in light and in dark, and the same as JPEG.

The ground is the base map's own tiles, small and soft; states, borders, names and the doubt about the
place are drawn over it, sharp at any size.  The picture is shown by pages without scripts, and shared by
all that happened at the place.  The JPEG is for programs that show a link as a picture and read no SVG.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont

from geo.basemap import store, svg
from geo.basemap.svg import Camera, Window
from geo.core import templating
from geo.core.looks import LOOKS
from geo.core.points import Point
from geo.maps.pictures.paper import FACES

__all__ = ["HEIGHT_PX", "WIDTH_PX", "Spot", "jpeg", "picture"]

WIDTH_PX, HEIGHT_PX = 640, 400
_GROUND_PX = (320, 200)
#: Of the ground, tried in turn until the picture is small enough.
_QUALITIES = (30, 20, 12, 5)
_MOST_BYTES = 15_000
_CLOSEST, _PLAIN, _WIDEST = 9, 7, 4
#: How much of the height a circle of doubt may take.
_ROOM = 0.62
_DOT_PX = 7
_MOST_NAMES = 9
#: Of the picture, for a state to be named.
_LEAST_STATE = 0.07
_STATE_PX = 18
#: Of a class of names: size in pixels and whether it is of water; in the order in which they find room.
_NAMES = {"town": (19, False), "lake": (17, True), "river": (17, True), "island": (17, False)}


@dataclass(frozen=True)
class Spot:
    """A place: its point, how far off it may be, and the line or area that it is, if any."""

    title: str
    point: Point
    radius_km: float
    wkt: str = ""


@dataclass(frozen=True)
class _Name:
    """A name on the map: where its middle is, and how it is written."""

    text: str
    x: int
    y: int
    size: int
    kind: str
    anchor: str = "middle"


def picture(spot: Spot, day: dt.date) -> str:
    """Return the map of *spot*, with the borders and names of *day*, as SVG; the same arguments, the same bytes."""
    window = Window(WIDTH_PX, HEIGHT_PX)
    camera = _camera(spot, window)
    x, y = camera.spot(spot.point.lat, spot.point.lon)
    shape = _shape(spot, camera)
    radius = 0 if shape else camera.length(spot.radius_km, spot.point.lat)
    grounds = {style: _ground(camera, style) for style in store.STYLES}
    values = {
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
        "states": svg.states(camera, window, day),
        "borders": svg.borders(camera, window, day),
        "names": [*_names(camera, day, (x, y))],
        "spot": spot,
        "x": round(x),
        "y": round(y),
        "radius": round(radius) if radius > _DOT_PX else 0,
        "dot": _DOT_PX,
        "path": svg.path(shape) if shape else "",
        "is_area": shape is not None and "Polygon" in shape.geom_type,
        "scale": _scale(camera),
        "looks": LOOKS["ground"],
    }
    text = ""
    for quality in _QUALITIES:
        pictures = {style: _webp(ground, quality) for style, ground in grounds.items()}
        text = templating.html("record/place_map.svg", grounds=pictures, **values)
        if len(text.encode()) <= _MOST_BYTES:
            break
    return text


def jpeg(spot: Spot, day: dt.date) -> bytes:
    """Return the same view as a JPEG of 640 by 336 pixels: ground, borders, the doubt about the place, its name."""
    window = Window(640, 336)
    camera = _camera(spot, window)
    image = _mosaic(camera, window, "light").convert("RGB")
    draw = ImageDraw.Draw(image, "RGBA")
    for border in svg.land(day)[1].values():
        for line in border:
            for part in shapely.get_parts(camera.pixels(line)):
                draw.line([tuple(at) for at in shapely.get_coordinates(part)], fill=(125, 68, 54, 200), width=2)
    x, y = camera.spot(spot.point.lat, spot.point.lon)
    radius = camera.length(spot.radius_km, spot.point.lat)
    accent = (140, 29, 45)
    for size, fill in ((max(radius, 12), (*accent, 46)), (9, (*accent, 255))):
        draw.ellipse((x - size, y - size, x + size, y + size), fill=fill, outline=accent, width=2)
    draw.rectangle((0, 290, 640, 336), fill=(251, 248, 240, 235))
    draw.text((20, 313), spot.title, font=_face(26), fill=(43, 38, 32), anchor="lm")
    raw = io.BytesIO()
    image.save(raw, "JPEG", quality=42, optimize=True, progressive=True)
    return raw.getvalue()


# --- where it looks ---


def _camera(spot: Spot, window: Window) -> Camera:
    """Return the camera that has the place in its middle, as near as the doubt about it allows."""
    shape = shapely.from_wkt(spot.wkt) if spot.wkt else None
    middle = spot.point
    if shape is not None:
        west, south, east, north = shape.bounds
        middle = Point((south + north) / 2, (west + east) / 2)
    for zoom in range(_CLOSEST if spot.radius_km < 2 else _CLOSEST - 1, _WIDEST, -1):
        camera = Camera.at(middle.lat, middle.lon, zoom, window)
        reach = 2 * camera.length(max(spot.radius_km, 1), middle.lat)
        box = (reach, reach) if shape is None else _size(camera.pixels(shapely.transform(shape, svg.projected)))
        if zoom <= _PLAIN and box[0] <= _ROOM * window.width and box[1] <= _ROOM * window.height:
            return camera
    return Camera.at(middle.lat, middle.lon, _WIDEST, window)


def _size(shape: shapely.Geometry) -> tuple[float, float]:
    left, top, right, bottom = shape.bounds
    return right - left, bottom - top


def _shape(spot: Spot, camera: Camera) -> shapely.Geometry | None:
    """Return the line or area that the place is, in pixels, or ``None`` if it is a point."""
    shape = shapely.from_wkt(spot.wkt) if spot.wkt else None
    if shape is None or shape.geom_type in ("Point", "MultiPoint"):
        return None
    return camera.pixels(shapely.transform(shape, svg.projected))


# --- ground ---


def _ground(camera: Camera, style: store.Style) -> Image.Image:
    """Return the tiles under the picture, made small."""
    return _mosaic(camera, Window(WIDTH_PX, HEIGHT_PX, style), style).resize(_GROUND_PX, Image.Resampling.LANCZOS)


def _webp(image: Image.Image, quality: int) -> str:
    """Return an image as WebP in base64."""
    raw = io.BytesIO()
    image.save(raw, "WEBP", quality=quality, method=4)
    return base64.b64encode(raw.getvalue()).decode("ascii")


def _mosaic(camera: Camera, window: Window, style: store.Style) -> Image.Image:
    """Return the tiles of the window side by side, coarse ones below."""
    void = {"light": (214, 227, 232), "dark": (24, 38, 48)}[style]
    image = Image.new("RGB", (window.width, window.height), void)
    for address, left, top, edge in svg.tiles(camera, Window(window.width, window.height, style)):
        zoom, column, row = (int(part) for part in address.removesuffix(".webp").split("/")[-3:])
        if tile := _tile(style, zoom, column, row):
            if edge != tile.width:
                tile = _enlarged(tile, edge, left, top, window)
                left, top = max(left, 0), max(top, 0)
            image.paste(tile, (round(left), round(top)))
    return image


@lru_cache(maxsize=32)
def _tile(style: store.Style, zoom: int, column: int, row: int) -> Image.Image | None:
    """Return a tile; a picture shows it twice, and so does that of a place nearby."""
    raw = store.tile(style, zoom, column, row)
    return Image.open(io.BytesIO(raw)).convert("RGB") if raw else None


def _enlarged(tile: Image.Image, edge: float, left: float, top: float, window: Window) -> Image.Image:
    """Return what the window shows of a coarse tile that is *edge* pixels wide in it."""
    right, bottom = min(left + edge, window.width), min(top + edge, window.height)
    shrink = tile.width / edge
    x, y = max(left, 0), max(top, 0)
    box = ((x - left) * shrink, (y - top) * shrink, (right - left) * shrink, (bottom - top) * shrink)
    size = (max(1, math.ceil(right - x)), max(1, math.ceil(bottom - y)))
    return tile.resize(size, Image.Resampling.BICUBIC, box=box)


# --- names ---


def _names(camera: Camera, day: dt.date, spot: tuple[float, float]) -> Iterator[_Name]:
    """Yield the most important names that find room, none over the place itself."""
    taken = [
        shapely.box(spot[0] - 22, spot[1] - 16, spot[0] + 22, spot[1] + 16),
        shapely.box(0, HEIGHT_PX - 40, 150, HEIGHT_PX),
    ]
    count = 0
    for label in _labels():
        if not (
            label["min_zoom"] <= camera.zoom <= label["max_zoom"] and label["from"] <= day.isoformat() <= label["to"]
        ):
            continue
        x, y = camera.spot(label["lat"], label["lon"])
        if not (0 < x < WIDTH_PX and 0 < y < HEIGHT_PX):
            continue
        size, is_water = _NAMES[label["class"]]
        text, is_town = label["names"]["period"], label["class"] == "town"
        width = len(text) * size * 0.54
        for anchor, left in (("start", x + 7), ("end", x - 7 - width)) if is_town else (("middle", x - width / 2),):
            box = shapely.box(left, y - size * 0.7, left + width, y + size * 0.6)
            if (
                left < 4
                or left + width > WIDTH_PX - 4
                or y < 14
                or y > HEIGHT_PX - 8
                or any(map(box.intersects, taken))
            ):
                continue
            taken.append(box)
            kind = "town" if is_town else "water" if is_water else label["class"]
            at = {"start": x + 7, "end": x - 7, "middle": x}[anchor]
            yield _Name(text, round(at), round(y), size, kind, anchor)
            count += 1
            break
        if count == _MOST_NAMES:
            break
    for name, x, y in _states(camera, day, taken):  # last: they may stand anywhere in their state
        yield _Name(name, x, y, _STATE_PX, "state")


def _states(camera: Camera, day: dt.date, taken: list[shapely.Geometry]) -> Iterator[tuple[str, int, int]]:
    """Yield name and spot of each state that holds a good part of the picture; note them in *taken*."""
    frame = (0, 0, WIDTH_PX, HEIGHT_PX)
    for state in svg.land(day)[0]:
        seen = [shapely.clip_by_rect(camera.pixels(shape), *frame) for shape in state.shapes]
        largest = max(seen, key=lambda shape: shape.area, default=None)
        if largest is None or largest.area < _LEAST_STATE * WIDTH_PX * HEIGHT_PX:
            continue
        width = len(state.name) * _STATE_PX * 0.82
        room = _room(largest, width / 2 + 6, taken)
        if room.is_empty:
            continue
        x, y = shapely.maximum_inscribed_circle(room, tolerance=6).coords[0]
        taken.append(shapely.box(x - width / 2, y - 12, x + width / 2, y + 12))
        yield state.name.upper(), round(x), round(y)


def _room(state: shapely.Geometry, half: float, taken: list[shapely.Geometry]) -> shapely.Geometry:
    """Return where the middle of a name may stand that lies wholly in *state* and on nothing that is *taken*."""
    room = state.buffer(0)
    for dx in (-half, -half / 2, half / 2, half):
        for dy in (-12, 12):
            room = room.intersection(shapely.transform(state.buffer(0), lambda at, by=(dx, dy): at + by))
    for other in taken:
        left, top, right, bottom = other.bounds
        room = room.difference(shapely.box(left - half, top - 14, right + half, bottom + 14))
    return room


@lru_cache(maxsize=1)
def _labels() -> tuple[dict[str, Any], ...]:
    labels = json.loads((store.FOLDER / "labels.json").read_text(encoding="utf-8"))
    order = list(_NAMES)
    return tuple(
        sorted(
            (one for one in labels if one["class"] in _NAMES), key=lambda one: (one["rank"], order.index(one["class"]))
        )
    )


def _scale(camera: Camera) -> tuple[int, int]:
    """Return the length of the scale bar in kilometres and in pixels."""
    y = (camera.top + HEIGHT_PX / 2) / camera.world_px
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
    per_km = camera.length(1, lat)
    lengths = np.outer(10 ** np.arange(4), (1, 2, 5)).ravel()
    km = int(max(lengths[lengths * per_km <= 110], default=1))
    return km, round(km * per_km)


@lru_cache(maxsize=4)
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES / "alegreya-medium.ttf", size)
