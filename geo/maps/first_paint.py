"""The map as it stands before its scripts have come: one page of HTML without any, laid over the place of the map.

Streamlit, streamlit-folium and our scripts need a second to build the map; tiles, states, borders and symbols as
plain HTML and SVG need a fraction of it.  They stand where the map will draw them, in its own style, which the page
brings with it, so that nothing is drawn without; names,
arrows and controls come with the map itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import shapely

from geo.basemap import svg
from geo.basemap.borders import borders_on
from geo.basemap.svg import Camera, Window
from geo.core import templating
from geo.core.looks import LOOKS, MANY, at_zoom
from geo.maps import bundle
from geo.maps.declutter import apart
from geo.maps.live import HOME, HOME_ZOOM, Assets
from geo.maps.symbols import drawings
from geo.query.selection import Selection, View, chosen
from geo.record.precision import is_vague
from geo.record.tables import Dataset

__all__ = ["html"]


def html(dataset: Dataset, selection: Selection, view: View, window: Window, assets: Assets) -> str:
    """Return the map of *selection* as *view* looks at it, as a page of HTML."""
    camera = _camera(dataset, view, window)
    day = borders_on(selection.start, selection.end)
    shown = chosen(dataset, selection)
    if len(dataset.plotted) > MANY:  # marks on a canvas: too many to be written out
        shown = shown[:0]
    return templating.html(
        "first_sight.html",
        window=window,
        style=bundle.of_symbols(),
        tiles=[(assets.url(path), *place) for path, *place in svg.tiles(camera, window)],
        states=svg.states(camera, window, day),
        borders=svg.borders(camera, window, day),
        areas=list(_areas(shown[shown["status"] == "plotted"], camera)),
        symbols=_symbols(dataset, selection, view, camera, shown.index) if len(shown) else [],
        looks=LOOKS,
        ground=LOOKS["ground"][window.theme],
        breadth=at_zoom(LOOKS["stateEdgePx"], camera.zoom),
        scale=at_zoom(LOOKS["symbolScale"], camera.zoom),
        edge_px=at_zoom(LOOKS["areaEdgePx"], camera.zoom),
    )


def _camera(dataset: Dataset, view: View, window: Window) -> Camera:
    """Return where the map will look: where the link says, or at the whole theatre, but never past the open event."""
    is_narrow = window.width < LOOKS["narrowPx"]
    if view.lat is not None and view.lon is not None and view.zoom is not None:
        camera = Camera.at(view.lat, view.lon, view.zoom, window)
    else:
        camera = Camera.at(*HOME, HOME_ZOOM - is_narrow, window)
    if view.event in dataset.plotted.index and not view.tour:  # a tour says itself where to look
        lat, lon = (float(dataset.plotted.at[view.event, name]) for name in ("latitude", "longitude"))
        x, y = camera.spot(lat, lon)
        margin = min(LOOKS["marginPx"], window.width / 6, window.height / 6)
        is_seen = margin <= x <= window.width - margin and margin <= y <= window.height - margin - LOOKS["controlPx"]
        if not is_seen:
            return Camera.at(lat, lon, camera.zoom, window)
    return camera


def _areas(events: pd.DataFrame, camera: Camera) -> Iterator[dict[str, Any]]:
    """Yield the circle, line or area of each place that is no point, once."""
    columns = ["latitude", "longitude", "approximation_km", "where_prec", "geometry_wkt"]
    places = events.drop_duplicates("place_id")[columns]
    for lat, lon, km, precision, wkt in places.itertuples(index=False):
        shape = shapely.from_wkt(wkt) if wkt else None
        if shape is not None and shape.geom_type not in ("Point", "MultiPoint"):
            path = svg.path(camera.pixels(shapely.transform(shape, svg.projected)))
            yield {"path": path, "is_line": "LineString" in shape.geom_type}
        elif is_vague(precision):
            x, y = camera.spot(lat, lon)
            radius = camera.length(km, lat)
            yield {"x": round(x), "y": round(y), "radius": round(radius, 1), "is_vast": km >= LOOKS["vastKm"]}


def _symbols(
    dataset: Dataset, selection: Selection, view: View, camera: Camera, shown: pd.Index
) -> list[dict[str, Any]]:
    """Return the symbols of the events *shown*, the open event's last and thus on top.

    They are pulled apart among the events of all years, so that nothing jumps when others are chosen.
    """
    events = chosen(dataset, replace(selection, start=None, end=None, sure=()))
    events = events[events["status"] == "plotted"]
    places = events[["latitude", "longitude"]].itertuples(index=False)
    true = [(float(round(x)), float(round(y))) for x, y in (camera.spot(lat, lon) for lat, lon in places)]
    moved = apart(true, LOOKS["apartPx"] * at_zoom(LOOKS["symbolScale"], camera.zoom))
    found = [
        {
            "x": round(x, 1),
            "y": round(y, 1),
            "back": (round(here[0] - x, 1), round(here[1] - y, 1)) if (x, y) != here else None,
            "kind": kind,
            "drawing": drawings()[kind],
            "is_vague": is_vague(precision),
            "is_open": event == view.event,
        }
        for event, kind, precision, here, (x, y) in zip(
            events.index, events["kind"], events["where_prec"], true, moved, strict=True
        )
        if event in shown
    ]
    return sorted(found, key=lambda symbol: bool(symbol["is_open"]))
