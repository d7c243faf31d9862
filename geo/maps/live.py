"""Base map + event layer → folium.

The map is mounted once per visit and never changes: everything that does change reaches
it as :class:`SetSelection`, a feature group of a few hundred bytes.  Ask for these objects
anew on every run; streamlit-folium alters what it is given, so they must not be kept.

No text that comes from data passes through folium, which renders strings as Jinja and as
JavaScript: the events travel by address, and what is put into a script here is JSON that
:func:`js` has made safe for both.
"""

from __future__ import annotations

import json
import math
import re
from collections import OrderedDict
from collections.abc import Mapping
from copy import copy
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import folium
import numpy as np
import pandas as pd
from branca.element import Element, MacroElement
from folium.template import Template

from geo.basemap.providers import LAYERS
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.content.plans.plan import summaries
from geo.core.folding import tokens
from geo.core.points import Point
from geo.maps.symbols import drawings
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.atlas import Atlas
from geo.record.tables import Dataset

__all__ = [
    "Assets",
    "Stage",
    "commands",
    "frame_map",
    "js",
    "kinds",
    "of_atlas",
    "outside",
    "place_commands",
    "place_map",
    "selection_state",
    "stage",
]

_WORLD = (-80.0, -180.0, 84.0, 180.0)
_MIDDLE = (20.0, 0.0)
_VIEW_PX = (760, 520)  # of a map on a laptop
_MAX_HOME_ZOOM = 6  # closer, most of the world has no tiles of its own


@dataclass(frozen=True)
class Assets:
    """Where the map frame finds what it loads.

    Attributes
    ----------
    base : address of the app's root as seen from the map frame; relative, so that the app
        works under any path and behind any proxy.
    version : changes with every release of scripts or data, so that both can be cached for long.
    """

    base: str = "../.."
    version: str = ""

    def url(self, path: str) -> str:
        """Return the address of *path* below the app's root, with the version."""
        return f"{self.base}/{path}?v={self.version}"


def js(value: Any) -> str:
    r"""Return *value* as JSON that is safe inside a script, in HTML and in a Jinja template.

    Examples
    --------
    >>> js("</script>{{7*7}}")
    '"\\u003c/script\\u003e\\u007b{7*7}}"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)  # only inside strings: a JSON object opens with {" or {}


def kinds() -> list[dict[str, Any]]:
    """Return the kinds of events as the browser draws and names them."""
    return [{"kind": kind, "title": kind.replace("_", " "), "drawing": drawing} for kind, drawing in drawings().items()]


@dataclass(frozen=True)
class Stage:
    """The years and the part of the world that a map is for.

    Attributes
    ----------
    years : first and last year of the time control.
    bounds : south, west, north and east edge of what can be looked at, in degrees.
    home, zoom : where the map begins: latitude and longitude, and zoom level.
    movements : where its arrows are, below the app's root; empty where there are none.
    plans : the battles that have a plan, as :func:`geo.content.plans.plan.summaries` gives them.
    """

    years: tuple[int, int]
    bounds: tuple[float, float, float, float]
    home: tuple[float, float]
    zoom: int
    movements: str = "api/movements.geojson"
    plans: tuple[dict[str, Any], ...] = ()


def of_atlas(atlas: Atlas) -> Stage:
    """Return the stage of the atlas itself."""
    lat, lon, zoom = atlas.view
    return Stage(atlas.years, atlas.bounds, (lat, lon), zoom)


def stage(dataset: Dataset) -> Stage:
    """Return the stage of *dataset*: the atlas's, or the whole world for a visitor's own events."""
    if not dataset.is_own:
        return replace(of_atlas(dataset.atlas), plans=summaries(dataset))
    events = dataset.plotted
    if events.empty:
        return Stage(dataset.years, _WORLD, _MIDDLE, MIN_ZOOM, movements="")
    south, north = events["latitude"].quantile([0.01, 0.99])  # a few that lie astray are not to shrink all others
    middle = _middle_longitude(events["longitude"])
    west, east = ((events["longitude"] - middle + 180) % 360 - 180 + middle).quantile([0.01, 0.99])
    across = max((east - west) * 256 / 360 / _VIEW_PX[0], (north - south) * 256 / 170 / _VIEW_PX[1], 1e-9)
    zoom = min(max(int(-math.log2(across)), MIN_ZOOM), _MAX_HOME_ZOOM)
    home = (round(float((south + north) / 2), 3), round((float((west + east) / 2) + 180) % 360 - 180, 3))
    return Stage(dataset.years, _WORLD, home, zoom, movements="")


def _middle_longitude(longitudes: pd.Series) -> float:
    """Return the longitude opposite the widest gap, so that events on both sides of the date line stand together."""
    found = np.unique(longitudes.round(1).to_numpy())
    gaps = np.diff(found, append=found[0] + 360)
    widest = int(gaps.argmax())
    if widest == len(found) - 1:
        return float(found[0] + found[-1]) / 2
    return float(found[widest] + gaps[widest] / 2 + 180)


def outside(dataset: Dataset) -> int:
    """Return how many plotted events lie outside the part of the world that the atlas's own map shows."""
    events = dataset.plotted
    south, west, north, east = tables.atlas().bounds
    return int((~(events["latitude"].between(south, north) & events["longitude"].between(west, east))).sum())


class _Bare(Element):
    """A part of the map that puts nothing into the page which folium would build round it.

    streamlit-folium 0.27 takes the scripts from the templates themselves and throws that page away.  For it
    folium compiles every script as a Jinja template on every run, which is most of what a map costs.
    """

    def render(self, **_: Any) -> str:
        """Render nothing."""
        return ""


class _Map(_Bare, folium.Map):
    """A folium map that loads Leaflet and our scripts from this app; the class's own lists are shared by all maps."""

    def __init__(
        self, assets: Assets, home: tuple[float, float], zoom: int, bounds: tuple[float, float, float, float]
    ) -> None:
        super().__init__(
            location=home,
            zoom_start=zoom,
            tiles=None,
            min_zoom=MIN_ZOOM,
            max_zoom=MAX_ZOOM,
            max_bounds=True,
            min_lat=bounds[0],
            max_lat=bounds[2],
            min_lon=bounds[1],
            max_lon=bounds[3],
            zoom_control=True,
            prefer_canvas=False,
        )
        self.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}  # folium gives the limits to its own tiles alone
        # one file each: streamlit-folium 0.27 loads scripts one after the other, a round trip apiece
        self.default_js = [("leaflet", assets.url("assets/bundle.js"))]
        self.default_css = [("leaflet_css", assets.url("assets/bundle.css"))]


_made = lru_cache(maxsize=8)(_Map)


def _bare(assets: Assets, on: Stage) -> folium.Map:
    """Return a map with nothing on it, which may be altered.

    Making one compiles four Jinja templates; a copy without children shares nothing that streamlit-folium 0.27 alters.
    """
    found = copy(_made(assets, on.home, on.zoom, on.bounds))
    found._children = OrderedDict()
    return found


class EventLayer(MacroElement):
    """Attaches base map and events to the map it is added to."""

    _template = Template(
        """{% macro script(this, kwargs) %}
Atlas.attach({{ this._parent.get_name() }}, {{ this.options }});
{% endmacro %}"""
    )

    def __init__(
        self, assets: Assets, label: str, events: str, is_twin: bool, on: Stage, parties: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._name = "EventLayer"
        self.options = js(
            {
                "events": assets.url(events),
                "movements": assets.url(on.movements) if on.movements else "",
                "basemap": f"{assets.base}/assets/basemap",
                "version": assets.version,
                "kinds": kinds(),
                "online": {name: asdict(layer) for name, layer in LAYERS.items()},
                "years": list(on.years),
                "parties": dict(parties),
                **({} if on.movements else {"movementCollection": {"type": "FeatureCollection", "features": []}}),
                "label": label,
                **({"plans": list(on.plans), "plan": assets.url("api/plan.json")} if on.plans else {}),
                **({"twin": True} if is_twin else {}),
            }
        )


class PlaceLayer(MacroElement):
    """Attaches to the map it is added to a base map without events, on which one point can be chosen."""

    _template = Template(
        """{% macro script(this, kwargs) %}
Atlas.pointPicker({{ this._parent.get_name() }}, {{ this.options }});
{% endmacro %}"""
    )

    def __init__(self, assets: Assets, label: str) -> None:
        super().__init__()
        self._name = "PlaceLayer"
        options = {"basemap": f"{assets.base}/assets/basemap", "version": assets.version, "label": label}
        self.options = js(options)


class _Command(_Bare, folium.FeatureGroup):
    """A feature group that holds one :class:`SetSelection`."""

    def __init__(self, state: dict[str, Any], others: int = 0) -> None:
        super().__init__(name="command")
        SetSelection(state, others).add_to(self)


class SetSelection(MacroElement):
    """Tells the mounted map what to show; a command like the last streamlit-folium 0.27 would not carry out."""

    _template = Template(
        """{% macro script(this, kwargs) %}
/* {{ this.others }} */
window.map.atlas.select({{ this.state }});
{% endmacro %}"""
    )

    def __init__(self, state: dict[str, Any], others: int = 0) -> None:
        super().__init__()
        self._name = "SetSelection"
        self.state = js(state)
        self.others = int(others)


def frame_map(
    assets: Assets,
    label: str = "Map of the border conflicts",
    events: str = "api/events.geojson",
    is_twin: bool = False,
    on: Stage | None = None,
    parties: Mapping[str, str] | None = None,
) -> folium.Map:
    """Return the constant part of a map page: the base map with its event layer.

    Parameters
    ----------
    events : where the events are, below the app's root (:func:`geo.formats.columnar.address`).
    is_twin : it is one of two maps side by side: they move together in the browser, report only
        clicks, and have neither time control nor key.
    on : years and part of the world; the atlas's by default.
    parties : side of each party, ``a``, ``b`` or ``other``.
    """
    on = on or of_atlas(tables.atlas())
    base = _bare(assets, on)
    EventLayer(assets, label, events, is_twin, on, parties or {}).add_to(base)
    return base


def commands(
    selection: Selection, view: View, view_number: int = 0, focus: tuple[str, int] = ("", 0), others: int = 0
) -> folium.FeatureGroup:
    """Return the feature group that makes the mounted map show *selection* and *view*.

    Parameters
    ----------
    view_number : changes when the map is to move to the centre and zoom of *view*; while it
        stays, the map keeps its place.
    focus : id of an event that the map is to look at, and a number that changes when it is to go there.
    others : how many commands the map has been given in another way.
    """
    return _Command(selection_state(selection, view, view_number, focus), others)


def place_map(assets: Assets, label: str) -> folium.Map:
    """Return the constant part of a map on which a point is to be chosen; it reports ``pick``."""
    base = _bare(assets, of_atlas(tables.atlas()))
    PlaceLayer(assets, label).add_to(base)
    return base


def place_commands(
    task: str, day: str, guess: Point | None, place: Point | None, radius_km: float
) -> folium.FeatureGroup:
    """Return the feature group that makes the mounted map show a guess and, once it is known, the place.

    Parameters
    ----------
    task : changes when the map is to start anew.
    day : ISO day whose borders are drawn.
    radius_km : how well the place is known.
    """
    state = {
        "task": task,
        "day": day,
        "guess": [guess.lat, guess.lon] if guess else None,
        "place": [place.lat, place.lon] if place else None,
        "radiusM": radius_km * 1000,
    }
    return _Command(state)


def selection_state(
    selection: Selection, view: View, view_number: int = 0, focus: tuple[str, int] = ("", 0)
) -> dict[str, Any]:
    """Return what the browser's ``atlas.select`` takes."""
    return {
        "from": selection.start.isoformat() if selection.start else None,
        "to": selection.end.isoformat() if selection.end else None,
        "kinds": list(selection.kinds),
        "chapters": list(selection.chapters),
        "sides": list(selection.sides),
        **({"traits": list(selection.traits)} if selection.traits else {}),
        "words": list(tokens(selection.query)),
        "sure": list(selection.sure),
        "withinKm": selection.within_km,
        "event": view.event,
        "labels": view.labels,
        "lang": view.lang,
        "tiles": view.tiles,
        "tour": bool(view.tour),
        "present": view.present,
        **({"on": view.on.isoformat()} if view.on else {}),
        **({"accounts": view.accounts} if view.accounts != View.accounts else {}),
        **({"symbols": view.symbols} if view.symbols != View.symbols else {}),
        **({"unit": view.unit} if view.event and view.unit else {}),
        "view": _place_of(view, view_number),
        **({"focus": {"event": focus[0], "n": focus[1]}} if focus[0] else {}),
    }


def _place_of(view: View, number: int) -> dict[str, Any] | None:
    """Return where the map is to go, once for every *number*; without a place of its own that is where it began."""
    if view.has_place:
        return {"lat": view.lat, "lon": view.lon, "z": view.zoom, "n": number}
    return {"n": number} if number else None
