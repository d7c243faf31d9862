"""Base map + event layer → folium.

The map is mounted once per visit and never changes: everything that does change reaches
it as :class:`SetSelection`, a feature group of a few hundred bytes.  Build these objects
anew on every run; streamlit-folium alters what it is given, so they must not be cached.

No text that comes from data passes through folium, which renders strings as Jinja and as
JavaScript: the events travel by address, and what is put into a script here is JSON that
:func:`js` has made safe for both.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.gazetteer import tokens
from geo.online import LAYERS
from geo.selection import FIRST_YEAR, LAST_YEAR, MAX_ZOOM, MIN_ZOOM, Selection, View
from geo.symbols import drawings

__all__ = ["SCRIPTS", "STYLES", "Assets", "commands", "frame_map", "js"]

#: Our scripts in the order in which they must load.
SCRIPTS = (
    "days.js",
    "selection.js",
    "columns.js",
    "symbols.js",
    "key.js",
    "dodge.js",
    "layer.js",
    "dots.js",
    "movement.js",
    "live.js",
    "playback.js",
    "twin.js",
    "steps.js",
    "basemap.js",
    "frame.js",
    "background.js",
    "atlas.js",
)
STYLES = ("fonts.css", "basemap.css", "atlas.css")
_HOME = (46.5, 128.0)
_HOME_ZOOM = 5


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


class _Map(folium.Map):
    """A folium map that loads Leaflet from this app; the class's own lists are shared by all maps."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(
            location=_HOME,
            zoom_start=_HOME_ZOOM,
            tiles=None,
            min_zoom=MIN_ZOOM,
            max_zoom=MAX_ZOOM,
            max_bounds=True,
            min_lat=0,
            max_lat=75,
            min_lon=15,
            max_lon=180,
            zoom_control=True,
            prefer_canvas=False,
        )
        self.default_js = [("leaflet", assets.url("assets/leaflet/leaflet.js"))]
        self.default_css = [("leaflet_css", assets.url("assets/leaflet/leaflet.css"))]


class EventLayer(JSCSSMixin, MacroElement):
    """Attaches base map and events to the map it is added to."""

    _template = Template(
        """{% macro script(this, kwargs) %}
Atlas.attach({{ this._parent.get_name() }}, {{ this.options }});
{% endmacro %}"""
    )

    def __init__(self, assets: Assets, label: str, events: str, twin_slider: str = "") -> None:
        super().__init__()
        self._name = "EventLayer"
        # one file each: streamlit-folium 0.27 loads scripts one after the other, a round trip apiece
        self.default_js = [("atlas_js", assets.url("assets/bundle.js"))]
        self.default_css = [("atlas_css", assets.url("assets/bundle.css"))]
        self.options = js(
            {
                "events": assets.url(events),
                "movements": assets.url("api/movements.geojson"),
                "basemap": f"{assets.base}/assets/basemap",
                "version": assets.version,
                "kinds": [
                    {"kind": kind, "title": kind.replace("_", " "), "drawing": drawing}
                    for kind, drawing in drawings().items()
                ],
                "online": {name: asdict(layer) for name, layer in LAYERS.items()},
                "years": [FIRST_YEAR, LAST_YEAR],
                "label": label,
                **({"twin": True, "slider": twin_slider} if twin_slider else {}),
            }
        )


class SetSelection(MacroElement):
    """Tells the mounted map what to show."""

    _template = Template("{% macro script(this, kwargs) %}\nwindow.map.atlas.select({{ this.state }});\n{% endmacro %}")

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self._name = "SetSelection"
        self.state = js(state)


def frame_map(
    assets: Assets,
    label: str = "Map of the border conflicts",
    events: str = "api/events.geojson",
    twin_slider: str = "",
) -> folium.Map:
    """Return the constant part of a map page: the base map with its event layer.

    Parameters
    ----------
    events : where the events are, below the app's root (:func:`geo.columns_json.address`).
    twin_slider : for one of two maps side by side, the key of its own year slider.  The two move
        together in the browser, report only clicks, and have neither time control nor key.
    """
    base = _Map(assets)
    EventLayer(assets, label, events, twin_slider).add_to(base)
    return base


def commands(selection: Selection, view: View, view_number: int = 0) -> folium.FeatureGroup:
    """Return the feature group that makes the mounted map show *selection* and *view*.

    Parameters
    ----------
    view_number : changes when the map is to move to the centre and zoom of *view*; while it
        stays, the map keeps its place.
    """
    group = folium.FeatureGroup(name="selection")
    SetSelection(selection_state(selection, view, view_number)).add_to(group)
    return group


def selection_state(selection: Selection, view: View, view_number: int = 0) -> dict[str, Any]:
    """Return what the browser's ``atlas.select`` takes."""
    return {
        "from": selection.start.isoformat() if selection.start else None,
        "to": selection.end.isoformat() if selection.end else None,
        "kinds": list(selection.kinds),
        "chapters": list(selection.chapters),
        "sides": list(selection.sides),
        "words": list(tokens(selection.query)),
        "sure": list(selection.sure),
        "withinKm": selection.within_km,
        "event": view.event,
        "labels": view.labels,
        "lang": view.lang,
        "tiles": view.tiles,
        "tour": bool(view.tour),
        "present": view.present,
        "view": {"lat": view.lat, "lon": view.lon, "z": view.zoom, "n": view_number} if view.has_place else None,
    }
