"""The browser's half as one script and one style sheet: what the map's frame and the offline file are made of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from xstatic.pkg import leaflet

from geo.basemap.store import ASSETS
from geo.core.json_text import dumps
from geo.core.looks import LOOKS

__all__ = ["LEAFLET", "SCRIPTS", "STYLES", "scripts", "text"]

LEAFLET = Path(leaflet.BASE_DIR)
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
    "place.js",
    "atlas.js",
)
STYLES = ("fonts.css", "basemap.css", "atlas.css", "place.css")


def scripts() -> list[str]:
    """Return Leaflet, the looks that Python and the browser share, and our scripts, each as one text."""
    looks = f"globalThis.Atlas = globalThis.Atlas || {{}};\nAtlas.looks = Object.freeze({dumps(LOOKS)});"
    leaflet_text, *ours = (path.read_text(encoding="utf-8") for path in _files(".js"))
    return [leaflet_text, looks, *ours]


@lru_cache(maxsize=2)
def text(suffix: Literal[".js", ".css"]) -> str:
    """Return Leaflet and all our scripts, or styles, as one text, in the order in which they must load."""
    if suffix == ".js":
        return "\n".join(scripts())
    return "\n".join(path.read_text(encoding="utf-8") for path in _files(suffix))


def _files(suffix: str) -> list[Path]:
    names = SCRIPTS if suffix == ".js" else STYLES
    return [LEAFLET / f"leaflet{suffix}", *(ASSETS / name for name in names)]
