"""Tiles of the base map joined to one picture, finer or coarser than they are stored where none fits."""

from __future__ import annotations

import io
import math

from PIL import Image

from geo.basemap import store

__all__ = ["TILE_PX", "ground"]

TILE_PX = 256
#: Nothing finer than this is stored.
_FINEST = 10
_COARSEST = 3
_SEA = {"light": (224, 232, 234), "dark": (24, 38, 48)}


def ground(style: store.Style, corner: tuple[float, float], world_px: float, size: tuple[int, int]) -> Image.Image:
    """Return the tiles under a frame as one picture.

    Parameters
    ----------
    corner : left and top of the frame, in pixels of a world that is *world_px* wide.
    size : width and height of the frame in the same pixels, and of the picture.
    """
    zoom = min(_FINEST, max(_COARSEST, math.ceil(math.log2(world_px / TILE_PX) - 0.4)))
    tile_px = world_px / 2**zoom
    first = (math.floor(corner[0] / tile_px), math.floor(corner[1] / tile_px))
    last = (math.floor((corner[0] + size[0]) / tile_px), math.floor((corner[1] + size[1]) / tile_px))
    columns, rows = last[0] - first[0] + 1, last[1] - first[1] + 1
    mosaic = Image.new("RGB", (columns * TILE_PX, rows * TILE_PX), _SEA[style])
    for column in range(columns):
        for row in range(rows):
            tile = _tile(style, zoom, (first[0] + column) % 2**zoom, first[1] + row)
            if tile:
                mosaic.paste(tile, (column * TILE_PX, row * TILE_PX))
    shrink = TILE_PX / tile_px
    left, top = (corner[0] - first[0] * tile_px) * shrink, (corner[1] - first[1] * tile_px) * shrink
    box = (left, top, left + size[0] * shrink, top + size[1] * shrink)
    return mosaic.resize(size, Image.Resampling.BICUBIC, box=box)


def _tile(style: store.Style, zoom: int, column: int, row: int) -> Image.Image | None:
    """Return one tile, enlarged from a coarser one where there is none."""
    for up in range(zoom + 1):
        raw = store.tile(style, zoom - up, column >> up, row >> up) if row >= 0 else None
        if raw is None:
            continue
        image = Image.open(io.BytesIO(raw)).convert("RGB")
        if not up:
            return image
        part = TILE_PX / 2**up
        left, top = (column % 2**up) * part, (row % 2**up) * part
        box = (left, top, left + part, top + part)
        return image.resize((TILE_PX, TILE_PX), Image.Resampling.BICUBIC, box=box)
    return None
