"""The offline base map: where its files are, one tile of it, and its credit line.

The tiles are physical (relief, water) in two styles; states, borders, claims
and labels are data drawn on top by ``assets/js/layers/``. How the files were
made is written in ``data/basemap/SOURCE.md``; :mod:`geo.cartography` makes them.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from geo.core.looks import LOOKS
from geo.errors import NotFoundError

Style = Literal["light", "dark"]

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "data" / "basemap"
ASSETS: Final = Path(__file__).resolve().parents[1] / "assets"

STYLES: Final[tuple[Style, ...]] = ("light", "dark")
#: How far out and in the map goes.
MIN_ZOOM, MAX_ZOOM = 3, 13
LAYERS: Final = ("polities.geojson", "boundaries.geojson", "claims.geojson", "labels.json")

ATTRIBUTION: Final[str] = LOOKS["credit"]

_local = threading.local()


def files() -> dict[str, Path]:
    """Return the layers a browser may ask for, by file name."""
    return {name: FOLDER / name for name in LAYERS}


def tile(style: str, zoom: int, column: int, row: int) -> bytes | None:
    """Return one tile as WebP, or None where the base map has none.

    Parameters
    ----------
    column, row : as in a web map's ``{z}/{x}/{y}``; rows count from the north.

    Raises
    ------
    NotFoundError
        If there is no such style; the message lists those that exist.
    """
    if style not in STYLES:
        raise NotFoundError(f"base map style {style!r} is not one of {', '.join(STYLES)}")
    if not (0 <= zoom <= 30 and 0 <= row < 2**zoom and 0 <= column < 2**zoom):
        return None
    found = (
        _connection(style)
        .execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, column, 2**zoom - 1 - row),
        )
        .fetchone()
    )
    return None if found is None else bytes(found[0])


def metadata(style: Style) -> dict[str, str]:
    """Return the MBTiles metadata of one style."""
    return dict(_connection(style).execute("SELECT name, value FROM metadata"))


def in_force(layer: str, day: date) -> list[dict[str, Any]]:
    """Return the GeoJSON features of one of :data:`LAYERS` that were in force on *day*, such as the states."""
    return [one for _, one in numbered(layer, day)]


def numbered(layer: str, day: date) -> list[tuple[int, dict[str, Any]]]:
    """Return the same, each with its number among all :func:`features` of the layer."""
    text = day.isoformat()
    return [
        (number, one)
        for number, one in enumerate(features(layer))
        if one["properties"]["from"] <= text <= one["properties"]["to"]
    ]


def first_alike(day: date) -> date:
    """Return the first day since which no state, border or claim has changed until *day*: its map is the same."""
    turns = _turns()
    at = bisect_right(turns, day)
    return turns[at - 1] if at else day


@lru_cache(maxsize=1)
def _turns() -> list[date]:
    """Return every day on which something comes into force or has gone out of it, in order."""
    found = set()
    for layer in LAYERS[:3]:
        for one in features(layer):
            start, end = (date.fromisoformat(one["properties"][name]) for name in ("from", "to"))
            found |= {start} | ({end + timedelta(days=1)} if end < date.max else set())
    return sorted(found)


@lru_cache(maxsize=3)
def features(layer: str) -> tuple[dict[str, Any], ...]:
    """Return all GeoJSON features of one of :data:`LAYERS`, each with the days on which it was in force."""
    return tuple(json.loads((FOLDER / layer).read_text("utf-8"))["features"])


def _connection(style: str) -> sqlite3.Connection:
    """Return this thread's own read-only connection; SQLite shares the pages."""
    open_files: dict[str, sqlite3.Connection] = _local.__dict__.setdefault("open_files", {})
    if style not in open_files:
        path = (FOLDER / f"{style}.mbtiles").as_uri()
        open_files[style] = sqlite3.connect(f"{path}?mode=ro&immutable=1", uri=True)
    return open_files[style]
