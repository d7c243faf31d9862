"""The colours of ``assets/css/palette.css`` as plain values, for pictures that know no style sheet."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.basemap.store import ASSETS, Style

__all__ = ["colours"]

_DECLARED = re.compile(r"--([\w-]+):\s*([^;]+);")
_PAIR = re.compile(r"light-dark\((#\w+),\s*(#\w+)\)")
_OTHER = re.compile(r"var\(--([\w-]+)\)")


@lru_cache(maxsize=2)
def colours(theme: Style) -> dict[str, str]:
    """Return every opaque colour of the palette by its name, as ``#rrggbb``."""
    sheet = (ASSETS / "css" / "palette.css").read_text(encoding="utf-8").partition("@media")[0]
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for name, value in _DECLARED.findall(sheet):
        if pair := _PAIR.fullmatch(value):
            found[name] = pair[1 if theme == "light" else 2]
        elif other := _OTHER.fullmatch(value):
            others[name] = other[1]
    return found | {name: found[other] for name, other in others.items()}
