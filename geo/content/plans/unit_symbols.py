"""The signs of APP-6 for branch and size of units, as ``cartography/unit_symbols.js`` has drawn them.

The frame is the same for all: whose a unit was is told by the colour of its party.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from geo.record.schema import BRANCHES

__all__ = ["DRAWN", "of"]

#: Frame (left, top, right, bottom), and by branch and echelon what is drawn in it and above it.
DRAWN: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "assets" / "unit_symbols.json").read_text(encoding="utf-8")
)


def of(units: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the signs that are needed to draw *units*, each a branch and an echelon, with what a branch is called."""
    branches, echelons = (set(names) for names in zip(*units, strict=True)) if (units := list(units)) else ((), ())
    return {
        "frame": DRAWN["frame"],
        "branches": {name: paths for name, paths in DRAWN["branches"].items() if name in branches},
        "titles": {name: BRANCHES[name] for name in DRAWN["branches"] if name in branches},
        "echelons": {name: paths for name, paths in DRAWN["echelons"].items() if name in echelons},
    }
