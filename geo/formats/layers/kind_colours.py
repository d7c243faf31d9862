"""The colour in which other programs draw each kind of event, one for symbol, line and area."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KIND_COLOURS"]

#: Red, green and blue in hexadecimal digits.
KIND_COLOURS: Mapping[str, str] = {
    "incident": "d06f2f",
    "battle": "b02a2a",
    "operation": "8f3a7a",
    "landing": "1f6aa8",
    "air_action": "3a8a4d",
    "diplomatic": "7a7a7a",
    "context": "9a9a9a",
}
