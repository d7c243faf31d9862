"""How the map looks, where more than one part of the atlas has to know it: ``assets/looks.json``.

The browser gets the same file as ``Atlas.looks``; ``assets/types.d.ts`` says what each value is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

__all__ = ["DOUBT_KM", "LOOKS", "MANY", "VAGUE_FROM", "at_zoom"]

LOOKS: Final[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "assets" / "looks.json").read_text("utf-8"))

#: A value from each of these zooms on, coarsest first.
ByZoom = Sequence[tuple[int, float]]

#: Above so many plotted events the map draws marks on a canvas: symbols could no longer be pulled apart, and
#: would be slow.
MANY: Final[int] = LOOKS["many"]
#: A place known less exactly is said with its doubt.
DOUBT_KM: Final[float] = LOOKS["doubtKm"]
#: From this ``where_prec`` on (UCDP GED) a place is known to a district at best.
VAGUE_FROM: Final[int] = LOOKS["vagueFrom"]


def at_zoom(table: ByZoom, zoom: int) -> float:
    """Return what holds at *zoom*.

    >>> at_zoom([(0, 5), (8, 8)], 7)
    5
    """
    return next(value for start, value in reversed(table) if zoom >= start)
