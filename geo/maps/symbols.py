"""One symbol per kind of event, as drawn in ``assets/symbols/<kind>.svg``.

Each file holds two paths around (0, 0): a silhouette (class ``badge``), different for each
kind so that colour is never the only sign, and a glyph on it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypedDict
from xml.etree import ElementTree

from geo.record.schema import KINDS

__all__ = ["FOLDER", "Drawing", "drawings"]

FOLDER = Path(__file__).parents[1] / "assets" / "symbols"
_PATH = "{http://www.w3.org/2000/svg}path"


class Drawing(TypedDict):
    """SVG path data of one symbol for a radius of 11; a ``filled`` glyph is an area, not a line."""

    badge: str
    glyph: str
    filled: bool


@lru_cache(maxsize=1)
def drawings() -> dict[str, Drawing]:
    """Return the drawing of every kind."""
    return {kind: _drawing(FOLDER / f"{kind}.svg") for kind in KINDS}


def _drawing(path: Path) -> Drawing:
    badge, glyph = ElementTree.parse(path).iter(_PATH)  # noqa: S314  # a file of ours
    return Drawing(badge=badge.attrib["d"], glyph=glyph.attrib["d"], filled="filled" in glyph.attrib["class"])
