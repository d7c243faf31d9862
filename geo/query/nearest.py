"""Which of many ids somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

__all__ = ["nearest"]

_MOST = 3
_LEAST_LIKE = 70  # of 100
_MOST_LETTERS = 100


def nearest(wanted: str, among: Iterable[str]) -> list[str]:
    """Return the ids of *among* that are most like *wanted*, the likeliest first; none if nothing is like it.

    Examples
    --------
    >>> nearest("fight-at-ford", ["fight-at-the-ford", "the-truce"])
    ['fight-at-the-ford']
    """
    found = process.extract(
        wanted[:_MOST_LETTERS].lower(), list(among), scorer=fuzz.ratio, limit=_MOST, score_cutoff=_LEAST_LIKE
    )
    return [one for one, _, _ in found]
