"""Our own type for a drawing that is shown as a picture: it sees no font of its page, and so holds the letters."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from geo.basemap import store

__all__ = ["WEIGHTS", "addresses"]

#: Weight in a style sheet → the face that has it.
WEIGHTS: Final = {400: "source-sans-3-regular", 600: "source-sans-3-semibold"}


def addresses(texts: Iterable[str]) -> dict[int, str]:
    """Return, by weight, a font with the letters of *texts* alone, as an address that holds all of it."""
    letters = "".join(sorted(set().union(*texts)))
    return {weight: _address(face, letters) for weight, face in WEIGHTS.items()}


@lru_cache(maxsize=64)
def _address(face: str, letters: str) -> str:
    from fontTools import subset, ttLib  # type: ignore[import-untyped]  # late: slow to load

    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=[])
    cut, raw = subset.Subsetter(options), io.BytesIO()
    cut.populate(text=letters)
    with ttLib.TTFont(store.ASSETS / "fonts" / "print" / f"{face}.ttf", lazy=True) as font:
        cut.subset(font)
        font.flavor = "woff"
        font.save(raw)
    return f"data:font/woff;base64,{base64.b64encode(raw.getvalue()).decode('ascii')}"
