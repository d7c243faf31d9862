"""The base map cut for one file: the tiles and layers that a selection needs, under a limit of bytes.

Tiles are chosen coarse before fine.  Where one is left out, ``assets/js/layers/tiles.js`` enlarges a
coarser one, so a small file is soft in its corners and never white.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from geo.basemap import store
from geo.core.mercator import world
from geo.core.points import Point

__all__ = ["Look", "layers", "tiles"]

#: South, west, north and east edge of the land the atlas is about; the map can be moved farther.
_THEATRE = (28.0, 85.0, 62.0, 165.0)
_COARSEST, _WHOLE_TO, _FINEST = 3, 6, 10
#: How many tiles beyond its middle a window on the map reaches: one of 1280 by 760 pixels.
_ACROSS, _DOWN = 3, 2
_DARK_LATER = 0.5  # of two tiles of one zoom, the dark one is left out first

_Tile = tuple[int, int, int]


class Look(NamedTuple):
    """A view that the reader is led to: the map's middle and its zoom."""

    place: Point
    zoom: int


def tiles(places: Sequence[Point], looks: Sequence[Look], budget_bytes: int) -> dict[str, dict[str, str]]:
    """Return tiles by style and ``z/x/y``, in base64, that take up to *budget_bytes* of JSON.

    Parameters
    ----------
    places : what is drawn close up; the tiles round each are kept to the finest zoom.
    looks : views that come before all finer tiles.
    """
    wanted: dict[_Tile, float] = {}
    for rank, tile in _ranked(places, looks):
        wanted[tile] = min(rank, wanted.get(tile, rank))
    order = sorted(
        (rank + (_DARK_LATER if style == "dark" else 0), style, tile)
        for tile, rank in wanted.items()
        for style in store.STYLES
    )
    found: dict[str, dict[str, str]] = {style: {} for style in store.STYLES}
    left = budget_bytes
    for _, style, (zoom, column, row) in order:
        image = store.tile(style, zoom, column, row)
        if image is None:
            continue
        text, key = base64.b64encode(image).decode("ascii"), f"{zoom}/{column}/{row}"
        left -= len(text) + len(key) + 6  # quotes, colon, comma
        if left < 0:
            break
        found[style][key] = text
    return found


def layers(start: dt.date | None, end: dt.date | None) -> dict[str, Any]:
    """Return states, borders, claims and labels in force at some time from *start* to *end*."""
    first, last = (start or dt.date.min).isoformat(), (end or dt.date(1946, 1, 1)).isoformat()
    found: dict[str, Any] = {}
    for name, path in store.files().items():
        content = json.loads(path.read_text(encoding="utf-8"))
        if name.endswith(".geojson"):
            kept = [one for one in content["features"] if _meets(one["properties"], first, last)]
            found[path.stem] = {"type": "FeatureCollection", "features": kept}
        else:
            found[path.stem] = [label for label in content if _meets(label, first, last)]
    return found


def _meets(dated: dict[str, Any], first: str, last: str) -> bool:
    return bool(dated["from"] <= last and first <= dated["to"])


def _ranked(places: Sequence[Point], looks: Sequence[Look]) -> Iterator[tuple[float, _Tile]]:
    """Yield tiles with their rank: the lower, the sooner it is taken."""
    south, west, north, east = _THEATRE
    corner, opposite = world(north, west), world(south, east)
    for zoom in range(_COARSEST, _WHOLE_TO + 1):
        yield from ((zoom, tile) for tile in _between(corner, opposite, zoom))
    for zoom in range(_WHOLE_TO + 1, _FINEST + 1):
        for x, y in {world(place.lat, place.lon) for place in places}:
            size = 1 / 2**zoom
            yield from ((zoom, tile) for tile in _between((x - size, y - size), (x + size, y + size), zoom))
    for place, zoom in looks:
        x, y = world(place.lat, place.lon)
        across, down = _ACROSS / 2**zoom, _DOWN / 2**zoom
        yield from ((_COARSEST, tile) for tile in _between((x - across, y - down), (x + across, y + down), zoom))


def _between(corner: tuple[float, float], opposite: tuple[float, float], zoom: int) -> Iterable[_Tile]:
    count = 2**zoom
    columns, rows = (
        range(max(0, math.floor(a * count)), min(count - 1, math.floor(b * count)) + 1)
        for a, b in zip(corner, opposite, strict=True)
    )
    return ((zoom, column, row) for column in columns for row in rows)
