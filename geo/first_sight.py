"""The map as it stands before its scripts have come: one page of HTML without any, laid over the place of the map.

Streamlit, streamlit-folium and our scripts need a second to build the map; tiles, states and symbols as plain
HTML and SVG need a tenth of it.  They stand where the map will draw them, in its own style sheet; names, borders
in dashes, arrows and controls come with the map itself.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo import basemap, render
from geo.columns_json import MANY
from geo.dodge import apart
from geo.maps import HOME, HOME_ZOOM, Assets
from geo.offline_map import world
from geo.print_map import borders_on
from geo.selection import Selection, View, chosen
from geo.symbols import drawings
from geo.tables import Dataset

__all__ = ["DASHES", "TINTS", "Window", "ground", "html"]

Style = basemap.Style

_TILE_PX = 256
_EARTH_M = 40_075_016.686
#: As in ``assets/atlas.js`` and ``assets/layer.js``.
_NARROW_PX, _CONTROL_PX, _MARGIN_PX = 640, 40, 48
_DODGE_PX = 22
_SYMBOL_SCALE = {3: 0.75, 4: 0.78, 5: 0.9}
_VAGUE_WHERE_PREC, _VAST_KM = 3, 400
_EDGES_FROM_ZOOM = 8  # from here on, the edges of areas are broader
#: As in ``assets/basemap.js``: the tint of each side's states; west of a line they fade out.  Lines by kind of border.
TINTS: dict[Style, dict[str, str]] = {
    "light": {
        "soviet-union": "#4f9a86", "mongolia": "#b3ad35", "japan": "#cf5b55", "manchukuo": "#e39a2b",
        "china": "#b89a6c", "mengjiang": "#c98f5a", "other": "#8d8a9c",
    },
    "dark": {
        "soviet-union": "#3f9c8f", "mongolia": "#b9b23c", "japan": "#d05a55", "manchukuo": "#d9902f",
        "china": "#b98a4e", "mengjiang": "#c78f5c", "other": "#8d8a9c",
    },
}  # fmt: skip
DASHES = {
    "international": ((9, 3, 1.5, 3), 1.4),
    "territory": ((6, 4), 1.1),
    "parallel": ((9, 3, 1.5, 3), 1.4),
    "approximate": ((2.5, 4), 1.3),
    "front": ((1, 4.5), 2.2),
}
_FADE_EAST_LON = 41.0
_ROUND_PX = 60  # what lies beyond the window is cut off so far outside that no edge of it shows
_FINE_PX = 0.7


@dataclass(frozen=True)
class Window:
    """The size of the map in pixels, and its colours."""

    width: int
    height: int
    theme: Style = "light"


@dataclass(frozen=True)
class _Camera:
    """Where the map looks: *left* and *top* are its corner, in pixels of the world at *zoom*."""

    zoom: int
    left: int
    top: int

    @property
    def world_px(self) -> int:
        return int(_TILE_PX * 2**self.zoom)

    def spot(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel of the window where a place lies."""
        x, y = world(lat, lon)
        return x * self.world_px - self.left, y * self.world_px - self.top

    def pixels(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape in Web Mercator in pixels of the window."""
        return shapely.transform(shape, lambda at: at * self.world_px - (self.left, self.top))


def html(dataset: Dataset, selection: Selection, view: View, window: Window, assets: Assets) -> str:
    """Return the map of *selection* as *view* looks at it, as a page of HTML."""
    camera = _camera(dataset, view, window)
    day = borders_on(selection.start, selection.end)
    shown = chosen(dataset, selection)
    if len(dataset.plotted) > MANY:  # marks on a canvas: too many to be written out
        shown = shown[:0]
    return render.html(
        "first_sight.html",
        window=window,
        style_sheet=assets.url("assets/bundle.css"),
        tiles=[(f"{assets.url(path)}", *place) for path, *place in _tiles(camera, window)],
        states=_states(camera, window, day),
        borders=_borders(camera, window, day),
        areas=list(_areas(shown[shown["status"] == "plotted"], camera)),
        symbols=_symbols(dataset, selection, view, camera, shown.index) if len(shown) else [],
        breadth=5 if camera.zoom < 5 else 8 if camera.zoom < 7 else 10,
        scale=_SYMBOL_SCALE.get(camera.zoom, 1),
        edge_px=5 if camera.zoom < _EDGES_FROM_ZOOM else 8,
    )


def _camera(dataset: Dataset, view: View, window: Window) -> _Camera:
    """Return where the map will look: where the link says, or at the whole theatre, but never past the open event."""
    is_narrow = window.width < _NARROW_PX
    if view.lat is not None and view.lon is not None and view.zoom is not None:
        camera = _at(view.lat, view.lon, view.zoom, window)
    else:
        camera = _at(*HOME, HOME_ZOOM - is_narrow, window)
    if view.event in dataset.plotted.index and not view.tour:  # a tour says itself where to look
        lat, lon = (float(dataset.plotted.at[view.event, name]) for name in ("latitude", "longitude"))
        x, y = camera.spot(lat, lon)
        margin = min(_MARGIN_PX, window.width / 6, window.height / 6)
        is_seen = margin <= x <= window.width - margin and margin <= y <= window.height - margin - _CONTROL_PX
        if not is_seen:
            return _at(lat, lon, camera.zoom, window)
    return camera


def _at(lat: float, lon: float, zoom: int, window: Window) -> _Camera:
    x, y = (at * _TILE_PX * 2**zoom for at in world(lat, lon))
    return _Camera(zoom, math.floor(x - window.width / 2 + 0.5), math.floor(y - window.height / 2 + 0.5))


# --- ground ---


def _tiles(camera: _Camera, window: Window) -> Iterator[tuple[str, float, float, float]]:
    """Yield path, left, top and edge in pixels of each tile in the window, coarse ones, which fill gaps, first."""
    found = set()
    columns, rows = (
        range(math.floor(start / _TILE_PX), math.floor((start + size) / _TILE_PX) + 1)
        for start, size in ((camera.left, window.width), (camera.top, window.height))
    )
    for column in columns:
        for row in rows:
            for up in range(camera.zoom + 1):
                zoom, tile = camera.zoom - up, (column >> up, row >> up)
                if basemap.tile(window.theme, zoom, tile[0] % 2**zoom, tile[1]) is not None:
                    found.add((zoom, *tile))
                    break
    for zoom, column, row in sorted(found):
        edge = _TILE_PX * 2 ** (camera.zoom - zoom)
        path = f"assets/basemap/{window.theme}/{zoom}/{column % 2**zoom}/{row}.webp"
        yield path, round(column * edge - camera.left, 1), round(row * edge - camera.top, 1), edge


def _projected(lonlat: np.ndarray) -> np.ndarray:
    """Return places, given as an (n, 2) array of lon and lat, in Web Mercator from (0, 0) to (1, 1)."""
    lon, lat = lonlat[:, 0], np.radians(np.clip(lonlat[:, 1], -84, 84))  # Mercator has no poles
    return np.column_stack([(lon + 180) / 360, 0.5 - np.arcsinh(np.tan(lat)) / (2 * math.pi)])


@dataclass(frozen=True)
class _State:
    """A state or territory on one day in Web Mercator: its shape, and the borders that are its edge."""

    side: str
    shape: shapely.Geometry
    edge: shapely.Geometry


@lru_cache(maxsize=8)
def ground(day: dt.date) -> tuple[tuple[_State, ...], dict[str, shapely.Geometry]]:
    """Return the states, and the borders by kind, on *day*."""
    units: dict[str, list[shapely.Geometry]] = {}
    edges: dict[str, list[shapely.Geometry]] = {}
    kinds: dict[str, list[shapely.Geometry]] = {}
    borders = [(one["properties"], _shape(one)) for one in basemap.in_force("boundaries.geojson", day)]
    for properties, line in borders:
        for unit in properties["units"]:
            edges.setdefault(unit, []).append(line)
        if not properties["river"]:
            kinds.setdefault(properties["kind"], []).append(line)
    sides: dict[str, str] = {}
    polities: dict[str, list[str]] = {}
    for feature in basemap.in_force("polities.geojson", day):
        polity, unit = feature["properties"]["polity"], feature["properties"]["unit"]
        sides[polity] = feature["properties"]["side"]
        polities.setdefault(polity, []).append(unit)
        units.setdefault(unit, []).append(shapely.make_valid(_shape(feature)))
    states = tuple(
        _State(
            side,
            shapely.union_all([shape for unit in polities[polity] for shape in units[unit]]),
            shapely.MultiLineString([line for unit in polities[polity] for line in _lines(edges.get(unit, []))]),
        )
        for polity, side in sides.items()
    )
    return states, {kind: shapely.MultiLineString(_lines(lines)) for kind, lines in kinds.items()}


def _shape(feature: dict[str, Any]) -> shapely.Geometry:
    """Return a feature's area or lines in Web Mercator; a line of one point, where a border only ends, is left out."""
    geometry = feature["geometry"]
    if geometry["type"] == "MultiLineString":
        geometry = geometry | {"coordinates": [line for line in geometry["coordinates"] if len(line) > 1]}
    return shapely.transform(shapely.geometry.shape(geometry), _projected)


def _lines(shapes: Iterable[shapely.Geometry]) -> list[shapely.Geometry]:
    """Return *shapes*, lines or bundles of them, as single lines."""
    return [line for shape in shapes for line in shapely.get_parts(shape)]


def _states(camera: _Camera, window: Window, day: dt.date) -> list[tuple[str, str, str]]:
    """Return tint, SVG path and path of the edge of each state in the window on *day*."""
    if camera.left / camera.world_px * 360 - 180 < _FADE_EAST_LON:
        return []
    tints = TINTS[window.theme]
    found = []
    for state in ground(day)[0]:
        if area := _cut(state.shape, camera, window):
            found.append((tints.get(state.side, tints["other"]), area, _cut(state.edge, camera, window)))
    return found


def _borders(camera: _Camera, window: Window, day: dt.date) -> list[tuple[str, Sequence[float], float]]:
    """Return SVG path, dashes and width of the borders of each kind in the window on *day*."""
    size = 0.75 if camera.zoom < 5 else 1.25 if camera.zoom > 8 else 1
    if camera.left / camera.world_px * 360 - 180 < _FADE_EAST_LON:
        return []
    paths = {kind: _cut(shape, camera, window) for kind, shape in ground(day)[1].items()}
    dashes = ((path, *DASHES[kind]) for kind, path in paths.items() if path)
    return [(path, [length * size for length in dash], width * size) for path, dash, width in dashes]


def _cut(shape: shapely.Geometry, camera: _Camera, window: Window) -> str:
    """Return as an SVG path what the window shows of a shape in Web Mercator."""
    scale = camera.world_px
    box = (
        (camera.left - _ROUND_PX) / scale,
        (camera.top - _ROUND_PX) / scale,
        (camera.left + window.width + _ROUND_PX) / scale,
        (camera.top + window.height + _ROUND_PX) / scale,
    )
    seen = camera.pixels(shapely.clip_by_rect(shape, *box))
    return _path(shapely.simplify(seen, _FINE_PX))


def _path(shape: shapely.Geometry) -> str:
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


# --- events ---


def _areas(events: pd.DataFrame, camera: _Camera) -> Iterator[dict[str, Any]]:
    """Yield the circle, line or area of each place that is no point, once."""
    columns = ["latitude", "longitude", "approximation_km", "where_prec", "geometry_wkt"]
    places = events.drop_duplicates("place_id")[columns]
    for lat, lon, km, precision, wkt in places.itertuples(index=False):
        shape = shapely.from_wkt(wkt) if wkt else None
        if shape is not None and shape.geom_type not in ("Point", "MultiPoint"):
            path = _path(camera.pixels(shapely.transform(shape, _projected)))
            yield {"path": path, "is_line": "LineString" in shape.geom_type}
        elif precision >= _VAGUE_WHERE_PREC:
            x, y = camera.spot(lat, lon)
            radius = km * 1000 / (_EARTH_M * math.cos(math.radians(lat))) * camera.world_px
            yield {"x": round(x), "y": round(y), "radius": round(radius, 1), "is_vast": km >= _VAST_KM}


def _symbols(
    dataset: Dataset, selection: Selection, view: View, camera: _Camera, shown: pd.Index
) -> list[dict[str, Any]]:
    """Return the symbols of the events *shown*, the open event's last and thus on top.

    They are pulled apart among the events of all years, so that nothing jumps when others are chosen.
    """
    events = chosen(dataset, replace(selection, start=None, end=None, sure=()))
    events = events[events["status"] == "plotted"]
    places = events[["latitude", "longitude"]].itertuples(index=False)
    true = [(float(round(x)), float(round(y))) for x, y in (camera.spot(lat, lon) for lat, lon in places)]
    moved = apart(true, _DODGE_PX * _SYMBOL_SCALE.get(camera.zoom, 1))
    found = [
        {
            "x": round(x, 1),
            "y": round(y, 1),
            "back": (round(here[0] - x, 1), round(here[1] - y, 1)) if (x, y) != here else None,
            "kind": kind,
            "drawing": drawings()[kind],
            "is_vague": precision >= _VAGUE_WHERE_PREC,
            "is_open": event == view.event,
        }
        for event, kind, precision, here, (x, y) in zip(
            events.index, events["kind"], events["where_prec"], true, moved, strict=True
        )
        if event in shown
    ]
    return sorted(found, key=lambda symbol: bool(symbol["is_open"]))
