"""The base map in one window as HTML and SVG: tiles, states and borders, as ``assets/js/layers/`` draws them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.basemap import store
from geo.core.looks import LOOKS, at_zoom
from geo.core.mercator import latitude, projected, world, world_length

__all__ = ["Camera", "Window", "borders", "claims", "fade", "land", "path", "projected", "states", "tiles"]

Style = store.Style

_TILE_PX = 256
_ROUND_PX = 60  # what lies beyond the window is cut off so far outside that no edge of it shows
_FINE_PX = 0.7


@dataclass(frozen=True)
class Window:
    """The size of the map in pixels, its colours, and how many times as many pixels a picture of it has."""

    width: int
    height: int
    theme: Style = "light"
    scale: int = 1


@dataclass(frozen=True)
class Camera:
    """Where the map looks: *left* and *top* are its corner, in pixels of the world at *zoom*."""

    zoom: int
    left: int
    top: int

    @classmethod
    def at(cls, lat: float, lon: float, zoom: int, window: Window) -> Camera:
        """Return the camera with a place in the middle of the window; Leaflet, too, keeps the corner on a pixel."""
        x, y = (at * _TILE_PX * 2**zoom for at in world(lat, lon))
        return cls(zoom, math.floor(x - window.width / 2 + 0.5), math.floor(y - window.height / 2 + 0.5))

    @property
    def world_px(self) -> int:
        """How wide and high the world is."""
        return int(_TILE_PX * 2**self.zoom)

    def spot(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel of the window where a place lies."""
        x, y = world(lat, lon)
        return x * self.world_px - self.left, y * self.world_px - self.top

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return lat and lon of a pixel of the window."""
        return latitude((y + self.top) / self.world_px), (x + self.left) / self.world_px * 360 - 180

    def length(self, km: float, lat: float) -> float:
        """Return a length at a latitude in pixels."""
        return world_length(km, lat) * self.world_px

    def pixels(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape in Web Mercator in pixels of the window."""
        return shapely.transform(shape, lambda at: at * self.world_px - (self.left, self.top))


def tiles(camera: Camera, window: Window) -> Iterator[tuple[str, float, float, float]]:
    """Yield address, left, top and edge in pixels of each tile in the window, coarse ones, which fill gaps, first."""
    found = set()
    columns, rows = (
        range(math.floor(start / _TILE_PX), math.floor((start + size) / _TILE_PX) + 1)
        for start, size in ((camera.left, window.width), (camera.top, window.height))
    )
    for column in columns:
        for row in rows:
            for up in range(camera.zoom + 1):
                zoom, tile = camera.zoom - up, (column >> up, row >> up)
                if store.tile(window.theme, zoom, tile[0] % 2**zoom, tile[1]) is not None:
                    found.add((zoom, *tile))
                    break
    for zoom, column, row in sorted(found):
        edge = _TILE_PX * 2 ** (camera.zoom - zoom)
        address = f"assets/basemap/{window.theme}/{zoom}/{column % 2**zoom}/{row}.webp"
        yield address, round(column * edge - camera.left, 1), round(row * edge - camera.top, 1), edge


class _State(NamedTuple):
    """A state on one day in Web Mercator: its shapes, the borders that are its edge, what it is called."""

    side: str
    shapes: list[shapely.Geometry]
    edges: list[shapely.Geometry]
    name: str


@lru_cache(maxsize=8)
def land(day: dt.date) -> tuple[list[_State], dict[str, list[shapely.Geometry]]]:
    """Return the states, and the borders by kind, on *day*."""
    edges: dict[str, list[shapely.Geometry]] = {}
    kinds: dict[str, list[shapely.Geometry]] = {}
    for number, border in store.numbered("boundaries.geojson", day):
        properties, line = border["properties"], _whole("boundaries.geojson", number)
        for unit in properties["units"]:
            edges.setdefault(unit, []).append(line)
        if not properties["river"]:
            kinds.setdefault(properties["kind"], []).append(line)
    found: dict[str, _State] = {}
    for number, feature in store.numbered("polities.geojson", day):
        properties = feature["properties"]
        state = found.setdefault(properties["polity"], _State(properties["side"], [], [], properties["name"]))
        state.shapes.append(_whole("polities.geojson", number))
        state.edges.extend(edges.get(properties["unit"], []))
    return list(found.values()), kinds


@lru_cache(maxsize=1024)
def _whole(layer: str, number: int) -> shapely.Geometry:
    """Return a feature's shape without faults, which takes long and is the same on all its days."""
    shape = _shape(store.features(layer)[number])
    return shape if shape.is_valid or not layer.startswith("polities") else shapely.make_valid(shape)


def _shape(feature: dict[str, Any]) -> shapely.Geometry:
    """Return a feature's area or lines in Web Mercator; a line of one point, where a border only ends, is left out."""
    geometry = feature["geometry"]
    if geometry["type"] == "MultiLineString":
        geometry = geometry | {"coordinates": [line for line in geometry["coordinates"] if len(line) > 1]}
    return shapely.transform(shapely.geometry.shape(geometry), projected)


def _fades(camera: Camera) -> bool:
    """Whether the window reaches so far west that the map fades states and borders out, which is not drawn here."""
    return bool(camera.left / camera.world_px * 360 - 180 < LOOKS["fadeWest"]["endsLon"])


def states(camera: Camera, window: Window, day: dt.date, is_faded: bool = False) -> list[tuple[str, str, str]]:
    """Return tint, SVG path and path of the edge of each state in the window on *day*.

    Parameters
    ----------
    is_faded : whoever draws them fades them out in the west; else there are none where the map does so.
    """
    if _fades(camera) and not is_faded:
        return []
    tints = LOOKS["ground"][window.theme]["side"]
    found = []
    for state in land(day)[0]:
        if area := _cut(state.shapes, camera, window):
            found.append((tints.get(state.side, tints["other"]), area, _cut(state.edges, camera, window)))
    return found


def borders(
    camera: Camera, window: Window, day: dt.date, is_faded: bool = False
) -> list[tuple[str, Sequence[float], float]]:
    """Return SVG path, dashes and width of the borders of each kind in the window on *day*; *is_faded* as before."""
    if _fades(camera) and not is_faded:
        return []
    size, looks = at_zoom(LOOKS["borderScale"], camera.zoom), LOOKS["borders"]
    paths = {kind: _cut(lines, camera, window) for kind, lines in land(day)[1].items()}
    drawn = ((path, looks[kind]) for kind, path in paths.items() if path)
    return [(path, [length * size for length in look["dash"]], look["width"] * size) for path, look in drawn]


def claims(camera: Camera, window: Window, day: dt.date) -> list[tuple[str, bool]]:
    """Return SVG path of each claim in the window on *day*, and whether it is ground rather than a line."""
    if camera.zoom < LOOKS["claimsFromZoom"]:
        return []
    found = []
    for claim in store.in_force("claims.geojson", day):
        if path := _cut([_shape(claim)], camera, window):
            found.append((path, claim["geometry"]["type"].endswith("Polygon")))
    return found


def fade(camera: Camera) -> tuple[float, float, float, float]:
    """Return between which two pixels of the window states fade in from the west: x and y of each."""
    (x1, y1), (x2, y2) = (camera.spot(lat, lon) for lon, lat in LOOKS["fadeWest"]["clear"])
    reach = LOOKS["fadeWest"]["widthDeg"] / 360 * camera.world_px / math.hypot(x2 - x1, y2 - y1)
    return x1, y1, x1 + (y1 - y2) * reach, y1 + (x2 - x1) * reach


def _cut(shapes: Iterable[shapely.Geometry], camera: Camera, window: Window) -> str:
    """Return as one SVG path what the window shows of shapes in Web Mercator."""
    scale = camera.world_px
    box = (
        (camera.left - _ROUND_PX) / scale,
        (camera.top - _ROUND_PX) / scale,
        (camera.left + window.width + _ROUND_PX) / scale,
        (camera.top + window.height + _ROUND_PX) / scale,
    )
    seen = (camera.pixels(shapely.clip_by_rect(shape, *box)) for shape in shapes)
    return "".join(path(shapely.simplify(shape, _FINE_PX)) for shape in seen)


def path(shape: shapely.Geometry) -> str:
    """Return a shape in pixels as SVG path data, to the pixel; points, and rings of less than a pixel, are left out."""
    lines: list[tuple[Any, str]] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            lines += [(ring, "z") for ring in (part.exterior, *part.interiors) if shapely.Polygon(ring).area > 1]
        elif part.geom_type == "LineString":
            lines.append((part, ""))
    return "".join(f"M{_steps(shapely.get_coordinates(line))}{end}" for line, end in lines)


def _steps(spots: np.ndarray) -> str:
    """Return spots as whole pixels, each but the first as the way from the one before: half as long as places."""
    whole = np.rint(spots).astype(int)
    ways = np.diff(whole, axis=0)
    ways = ways[ways.any(axis=1)]
    first = f"{whole[0, 0]} {whole[0, 1]}"
    return first + "l" + " ".join(f"{x} {y}" for x, y in ways.tolist()) if len(ways) else first
