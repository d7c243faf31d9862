"""Small rules for texts that are shown or read."""

from __future__ import annotations

import re

__all__ = ["clipped", "counted", "is_web_address", "unprintable"]

_LONGEST = 40
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
#: Controls, and marks that turn the direction of what follows.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clipped(text: str, most: int = _LONGEST) -> str:
    """Return *text* cut after *most* characters, with dots where something is missing.

    Examples
    --------
    >>> clipped("ab" * 3, 4)
    'abab…'
    """
    return text if len(text) <= most else f"{text[:most]}…"


def counted(number: int, noun: str) -> str:
    """Return a count of things that take *s* in the plural.

    Examples
    --------
    >>> counted(1, "event"), counted(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def unprintable(text: str, but: str = "") -> str:
    """Return the first control or direction-override character of *text* that is none of *but*, or an empty text."""
    return next((mark for mark in _UNPRINTABLE.findall(text) if mark not in but), "")


def is_web_address(text: str) -> bool:
    """Whether *text* is an http(s) address without spaces, brackets or quotation marks."""
    return bool(_ADDRESS.fullmatch(text))
