"""The browser's half as one script and one style sheet: what the map's frame and the offline file are made of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from xstatic.pkg import leaflet

from geo.basemap.store import ASSETS
from geo.core.json_text import dumps
from geo.core.looks import LOOKS
from geo.record import tables

__all__ = ["LEAFLET", "OFFLINE_SCRIPTS", "OFFLINE_STYLES", "SCRIPTS", "STYLES", "of_symbols", "scripts", "text"]

LEAFLET = Path(leaflet.BASE_DIR)
#: Our scripts in the order in which they must load.
SCRIPTS = (
    "js/core/days.js",
    "js/core/steps.js",
    "js/core/mercator.js",
    "js/core/selection.js",
    "js/core/event_columns.js",
    "js/core/declutter.js",
    "js/core/gather.js",
    "js/core/event_view.js",
    "js/core/symbols.js",
    "js/layers/renderers.js",
    "js/layers/tooltip.js",
    "js/layers/areas.js",
    "js/layers/event_marker.js",
    "js/layers/discs.js",
    "js/layers/stops.js",
    "js/layers/symbol_layer.js",
    "js/layers/marks.js",
    "js/layers/canvas_layer.js",
    "js/layers/movement.js",
    "js/layers/plan/rules.js",
    "js/layers/plan/labels.js",
    "js/layers/plan/ground.js",
    "js/layers/plan/lines.js",
    "js/layers/plan/signs.js",
    "js/layers/plan/units.js",
    "js/layers/plan/evidence.js",
    "js/layers/plan/strip.js",
    "js/layers/plan/doubt.js",
    "js/layers/plan/order.js",
    "js/layers/plan/drawing.js",
    "js/layers/plan/guide.js",
    "js/layers/plan/plan.js",
    "js/layers/tiles.js",
    "js/layers/states.js",
    "js/layers/labels.js",
    "js/controls/credit.js",
    "js/layers/base_map.js",
    "js/controls/legend.js",
    "js/controls/under_way.js",
    "js/controls/playback.js",
    "js/controls/borders.js",
    "js/controls/online.js",
    "js/controls/home.js",
    "js/frame/frame.js",
    "js/frame/reporting.js",
    "js/frame/viewport.js",
    "js/frame/map_sync.js",
    "js/frame/tour_keys.js",
    "js/frame/point_picker.js",
    "js/frame/atlas.js",
)
#: The fonts' sheet stands where its addresses hold for ``assets/bundle.css`` too.
STYLES = ("fonts.css", "css/palette.css", "css/base_map.css", "css/map.css", "css/plan.css", "css/point_picker.css")
#: What the offline file has beside; its fonts are inside.
OFFLINE_SCRIPTS = (
    "js/offline/unpack.js",
    "js/record/event_list.js",
    "js/offline/sidebar.js",
    "js/offline/tour.js",
    "js/offline/exercises.js",
    "js/offline/start.js",
)
OFFLINE_STYLES = ("css/record.css", "css/beside_map.css", "css/exercises.css", "css/offline.css")


def looks_of_atlas() -> dict[str, Any]:
    """Return the looks, with the day at which the borders of a longer range stop, which the atlas names."""
    turn = tables.atlas().borders_turn
    return LOOKS | {"bordersTurn": turn.isoformat() if turn else LOOKS["lastBorders"]}


def scripts() -> list[str]:
    """Return Leaflet, the looks that Python and the browser share, and our scripts, each as one text."""
    looks = f"globalThis.Atlas = {{}};\nAtlas.looks = Object.freeze({dumps(looks_of_atlas())});"
    leaflet_text, *ours = (path.read_text(encoding="utf-8") for path in _files(".js"))
    return [leaflet_text, looks, *ours]


@lru_cache(maxsize=2)
def text(suffix: Literal[".js", ".css"]) -> str:
    """Return Leaflet and all our scripts, or styles, as one text, in the order in which they must load."""
    if suffix == ".js":
        return "\n".join(scripts())
    return "\n".join(path.read_text(encoding="utf-8") for path in _files(suffix))


@lru_cache(maxsize=1)
def of_symbols() -> str:
    """Return the style of ground and symbols alone, without fonts and Leaflet, to stand inside a page."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES[1:4])


def _files(suffix: str) -> list[Path]:
    names = SCRIPTS if suffix == ".js" else STYLES
    return [LEAFLET / f"leaflet{suffix}", *(ASSETS / name for name in names)]
