"""The map as it stands before its scripts have come: one page of HTML without any, laid over the place of the map.

Streamlit, streamlit-folium and our scripts need a second to build the map; tiles, states, borders and symbols as
plain HTML and SVG need a fraction of it.  They stand where the map will draw them, in its own style, which the page
brings with it, so that nothing is drawn without; names,
arrows and controls come with the map itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
import shapely

from geo.basemap import svg
from geo.basemap.borders import borders_on
from geo.basemap.store import MAX_ZOOM
from geo.basemap.svg import Camera, Window
from geo.content.plans.plan import battle_of, summaries
from geo.core import templating
from geo.core.looks import LOOKS, MANY, at_zoom
from geo.maps import bundle
from geo.maps.event_view import opening, plan_view
from geo.maps.gather import Group, gather, standing
from geo.maps.live import Assets
from geo.maps.symbols import drawings
from geo.query.selection import Selection, View, chosen
from geo.record.precision import is_vague
from geo.record.tables import Dataset

__all__ = ["Disc", "areas_of", "camera_of", "html", "symbols_of"]

_BEYOND_PX = 60


def html(dataset: Dataset, selection: Selection, view: View, window: Window, assets: Assets) -> str:
    """Return the map of *selection* as *view* looks at it, as a page of HTML."""
    plan = _plan(dataset, view)
    camera = camera_of(dataset, view, window)
    day = borders_on(selection.start, selection.end, dataset.atlas.borders_turn)
    shown = chosen(dataset, selection)
    if len(dataset.plotted) > MANY:  # marks on a canvas: too many to be written out
        shown = shown[:0]
    shown = shown[shown["status"] == "plotted"]
    symbols, discs = symbols_of(dataset, shown, view, camera) if len(shown) else ([], [])
    return templating.html(
        "first_sight.html",
        window=window,
        style=bundle.of_symbols(),
        tiles=[(assets.url(path), *place) for path, *place in svg.tiles(camera, window)],
        states=svg.states(camera, window, day),
        borders=svg.borders(camera, window, day),
        areas=list(areas_of(shown, camera, window)),
        symbols=symbols,
        discs=discs,
        looks=LOOKS,
        plan_tiles=_plan_tiles(plan, camera, window),
        ground=LOOKS["ground"][window.theme],
        breadth=at_zoom(LOOKS["stateEdgePx"], camera.zoom),
        scale=at_zoom(LOOKS["symbolScale"], camera.zoom),
        edge_px=at_zoom(LOOKS["areaEdgePx"], camera.zoom),
    )


def _plan_tiles(plan: Mapping[str, Any] | None, camera: Camera, window: Window) -> float | None:
    """Return how opaque the tiles are on the paper of the plan that the map will open with; ``None`` if with none."""
    if plan is None or not plan["zooms"][0] <= camera.zoom <= plan["zooms"][1]:
        return None
    south, west, north, east = plan["box"]
    (left, top), (right, bottom) = camera.spot(north, west), camera.spot(south, east)
    is_seen = left < window.width and right > 0 and top < window.height and bottom > 0
    is_large = math.dist((left, top), (right, bottom)) >= LOOKS["plan"]["leastPx"]
    return float(at_zoom(LOOKS["plan"]["tiles"], camera.zoom)) if is_seen and is_large else None


def _plan(dataset: Dataset, view: View) -> Mapping[str, Any] | None:
    """Return the summary of the plan of the battle that is open, if it has one."""
    battle = battle_of(dataset, view.event) if view.event else ""
    return next((one for one in summaries(dataset) if one["event"] == battle), None)


def camera_of(dataset: Dataset, view: View, window: Window) -> Camera:
    """Return where the map will look: where the link says, or at the open event, or at the whole theatre."""
    is_narrow = window.width < LOOKS["narrowPx"]
    plan = _plan(dataset, view)
    if view.lat is not None and view.lon is not None and view.zoom is not None:
        camera = Camera.at(view.lat, view.lon, view.zoom, window)
    else:
        size = (window.width, window.height)
        is_on_day = plan and view.on and plan["from"] <= view.on.isoformat() <= plan["to"]
        look = plan_view(plan, size) if plan and is_on_day else opening(dataset.plotted, view.event, plan, size)
        if look and not view.tour:
            return Camera.at(look.lat, look.lon, look.zoom, window)
        lat, lon, zoom = dataset.atlas.view
        camera = Camera.at(lat, lon, zoom - is_narrow, window)
    if view.event in dataset.plotted.index and not view.tour:  # a tour says itself where to look
        lat, lon = (float(dataset.plotted.at[view.event, name]) for name in ("latitude", "longitude"))
        x, y = camera.spot(lat, lon)
        margin = min(LOOKS["marginPx"], window.width / 6, window.height / 6)
        is_seen = margin <= x <= window.width - margin and margin <= y <= window.height - margin - LOOKS["controlPx"]
        if not is_seen:
            return Camera.at(lat, lon, camera.zoom, window)
    return camera


def areas_of(events: pd.DataFrame, camera: Camera, window: Window) -> Iterator[dict[str, Any]]:
    """Yield the circle, line or area of each place that is no point and lies in the window, once."""
    columns = ["latitude", "longitude", "approximation_km", "where_prec", "geometry_wkt"]
    places = events.drop_duplicates("place_id")[columns]
    for lat, lon, km, precision, wkt in places.itertuples(index=False):
        shape = shapely.from_wkt(wkt) if wkt else None
        if shape is not None and shape.geom_type not in ("Point", "MultiPoint"):
            pixels = camera.pixels(shapely.transform(shape, svg.projected))
            if path := svg.path(shapely.clip_by_rect(pixels, *_beyond(window))):
                yield {"path": path, "is_line": "LineString" in shape.geom_type}
        elif is_vague(precision):
            x, y = camera.spot(lat, lon)
            radius = camera.length(km, lat)
            left, top, right, bottom = _beyond(window)
            if math.dist((x, y), (min(max(x, left), right), min(max(y, top), bottom))) < radius:
                yield {"x": round(x), "y": round(y), "radius": round(radius, 1), "is_vast": km >= LOOKS["vastKm"]}


def _beyond(window: Window) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the window, so much farther out that no cut edge shows."""
    return -_BEYOND_PX, -_BEYOND_PX, window.width + _BEYOND_PX, window.height + _BEYOND_PX


@dataclass(frozen=True)
class Disc:
    """Events that stand as one: how many, and where the ring of each side begins and how long it is, of 100."""

    x: float
    y: float
    count: int
    arcs: list[tuple[str, float, float]]


def symbols_of(
    dataset: Dataset, events: pd.DataFrame, view: View, camera: Camera
) -> tuple[list[dict[str, Any]], list[Disc]]:
    """Return the symbols of *events*, the open event's last and thus on top, and the discs that stand for several."""
    places = events[["latitude", "longitude"]].itertuples(index=False)
    spots = [(float(round(x)), float(round(y))) for x, y in (camera.spot(lat, lon) for lat, lon in places)]
    scale = at_zoom(LOOKS["symbolScale"], camera.zoom)
    numbers = {str(event_id): number for number, event_id in enumerate(events.index)}
    groups = gather(
        spots,
        _parents(dataset, numbers),
        span=0 if camera.zoom >= MAX_ZOOM else LOOKS["familyPx"],
        distance=LOOKS["gatherPx"] * scale,
        alone=numbers.get(view.event, -1),
    )
    aside = standing(groups, LOOKS["apartPx"] * scale, LOOKS["asidePx"])
    symbols, discs = [], []
    for group, (dx, dy) in zip(groups, aside, strict=True):
        if group.head < 0:
            discs.append(_disc(dataset, events, group, dx, dy))
            continue
        row = events.iloc[group.head]
        symbols.append(
            {
                "x": round(group.x + dx, 1),
                "y": round(group.y + dy, 1),
                "back": (round(-dx, 1), round(-dy, 1)) if math.hypot(dx, dy) >= LOOKS["leaderPx"] else None,
                "kind": row["kind"],
                "drawing": drawings()[row["kind"]],
                "is_vague": is_vague(row["where_prec"]),
                "is_open": row.name == view.event,
                "count": len(group.members),
            }
        )
    return sorted(symbols, key=lambda symbol: bool(symbol["is_open"])), discs


def _parents(dataset: Dataset, numbers: dict[str, int]) -> list[int]:
    """Return of each numbered event the nearest of its ancestors among them, or -1."""
    above = dataset.plotted["part_of"].to_dict()
    found = []
    for event_id in numbers:
        at = above[event_id]
        while at in above and at not in numbers:
            at = above[at]
        found.append(numbers.get(at, -1))
    return found


def _disc(dataset: Dataset, events: pd.DataFrame, group: Group, dx: float, dy: float) -> Disc:
    """Return the disc of a group: its ring is shared by the sides of its events (``Atlas.shares``)."""
    side_of = dataset.parties["side"].to_dict()
    shares = dict.fromkeys(("a", "b", "other"), 0.0)
    for parties in events["parties"].iloc[list(group.members)]:
        sides = {side_of.get(party, "other") for party in parties} or {"other"}
        if len(sides) > 1:  # between the two sides, a third is not what it was about
            sides.discard("other")
        for side in sides:
            shares[side] += 100 / len(sides) / len(group.members)
    ends = list(accumulate(shares.values()))
    arcs = [
        (side, round(end - share, 2), round(share, 2)) for (side, share), end in zip(shares.items(), ends, strict=True)
    ]
    return Disc(round(group.x + dx, 1), round(group.y + dy, 1), len(group.members), [arc for arc in arcs if arc[2]])
