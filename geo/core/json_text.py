"""Values as compact JSON."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["dumps", "dumps_long"]

_PIECE = 20_000  # values; some hundredths of a second


def dumps(value: Any) -> str:
    """Return *value* as compact JSON; raise ``ValueError`` on NaN, which JSON does not know."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def dumps_long(value: Any) -> str:
    """Return the same, long lists in *value* piece by piece: between two of them other threads go on.

    Examples
    --------
    >>> dumps_long({"codes": list(range(50_000))}) == dumps({"codes": list(range(50_000))})
    True
    """
    if isinstance(value, dict):
        return "{" + ",".join(f"{dumps(str(name))}:{dumps_long(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list) and len(value) > _PIECE:
        pieces = (value[start : start + _PIECE] for start in range(0, len(value), _PIECE))
        return "[" + ",".join(dumps(piece)[1:-1] for piece in pieces) + "]"
    return dumps(value)
