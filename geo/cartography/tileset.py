"""Tiles → MBTiles 1.3, an equal tile stored once.

Rows are counted from the south, as the format has it (TMS).
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geo.cartography.extent import TILE_PX, Box, tile_x, tile_y

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = """
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB NOT NULL);
CREATE TABLE map (
    zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id INTEGER NOT NULL,
    PRIMARY KEY (zoom_level, tile_column, tile_row)
) WITHOUT ROWID;
CREATE VIEW tiles AS
    SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);
"""

LIBRARY_VERSION_AT = 96
"""Byte of the file header, see https://www.sqlite.org/fileformat.html, section 1.3."""

BLOCK = 6
"""Tiles painted together, each way."""

Tile = tuple[int, int, int, bytes]
"""Zoom, column, row from the north, WebP."""


def blocks(box: Box, zoom: int) -> list[tuple[int, int, int, int]]:
    """Return the blocks (column, row, columns, rows) that cover *box*."""
    found = []
    west, east = int(tile_x(box.west, zoom)), int(tile_x(box.east, zoom))
    north, south = int(tile_y(box.north, zoom)), int(tile_y(box.south, zoom))
    for column in range(west, east + 1, BLOCK):
        for row in range(north, south + 1, BLOCK):
            size = (min(BLOCK, east + 1 - column), min(BLOCK, south + 1 - row))
            found.append((column, row, *size))
    return found


def encoded(pixels: NDArray[np.uint8], zoom: int, column: int, row: int, quality: int) -> list[Tile]:
    """Return the tiles of one painted block."""
    from PIL import Image

    tiles = []
    for down in range(pixels.shape[0] // TILE_PX):
        for right in range(pixels.shape[1] // TILE_PX):
            part = pixels[down * TILE_PX : (down + 1) * TILE_PX, right * TILE_PX : (right + 1) * TILE_PX]
            buffer = io.BytesIO()
            Image.fromarray(part).save(buffer, "WEBP", quality=quality, method=6)
            tiles.append((zoom, (column + right) % 2**zoom, row + down, buffer.getvalue()))
    return tiles


def write(path: Path, metadata: dict[str, str], tiles: Iterable[Tile]) -> None:
    """Write *tiles* as an MBTiles file, byte for byte the same for the same tiles."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA page_size = 512; PRAGMA journal_mode = OFF; BEGIN;" + SCHEMA)
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", sorted(metadata.items()))
    numbers: dict[str, int] = {}
    for zoom, column, row, data in sorted(tiles):
        key = hashlib.sha256(data).hexdigest()
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            connection.execute("INSERT INTO images VALUES (?, ?)", (numbers[key], data))
        place = (zoom, column, 2**zoom - 1 - row, numbers[key])
        connection.execute("INSERT OR IGNORE INTO map VALUES (?, ?, ?, ?)", place)
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    with path.open("r+b") as database:
        # The header names the SQLite release that wrote last; nothing reads it.
        database.seek(LIBRARY_VERSION_AT)
        database.write(bytes(4))
