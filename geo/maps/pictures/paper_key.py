"""The key of a map on paper: only the signs that stand on it, in one strip under the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

from geo.maps.pictures.paper import DENSITY, INK, PAPER, SOFT, WIDTH_PX, Spot, face

__all__ = ["ROW_PX", "Sign", "strip"]

ROW_PX = 24
_EDGE_PX, _SIGN_PX, _GAP_PX, _TYPE_PX = 4, 34, 16, 12.5

#: Draws a sign between two spots, and what it stands for.
Sign = tuple[Callable[[ImageDraw.ImageDraw, Spot, Spot], None], str]


def strip(signs: Sequence[Sign]) -> Image.Image:
    """Return the strip as wide as the map, in as many rows as *signs* need."""
    font = face("source-sans-3-regular", _TYPE_PX)
    rows: list[list[tuple[Sign, float]]] = [[]]
    left = _EDGE_PX * DENSITY
    for sign in signs:
        width = _SIGN_PX * DENSITY + font.getlength(sign[1])
        if left + width > WIDTH_PX * DENSITY and rows[-1]:
            rows.append([])
            left = _EDGE_PX * DENSITY
        rows[-1].append((sign, left))
        left += width + _GAP_PX * DENSITY
    size = (round(WIDTH_PX * DENSITY), round(len(rows) * ROW_PX * DENSITY))
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image, "RGBA")
    for index, row in enumerate(rows):
        middle = (index + 0.5) * ROW_PX * DENSITY
        for (mark, text), at in row:
            mark(draw, (at, middle), (at + (_SIGN_PX - 8) * DENSITY, middle))
            draw.text((at + _SIGN_PX * DENSITY, middle), text, font=font, fill=INK, anchor="lm")
    draw.line([(0, 0), (size[0], 0)], fill=SOFT, width=round(DENSITY / 2))
    return image
