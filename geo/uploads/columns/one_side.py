"""Figures that stand apart by side, or by who was killed: none of them is the number of all the killed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.core.text import clipped
from geo.uploads.columns.column_contents import Contents
from geo.uploads.columns.head_words import OF_NUMBERS, WORDS, words_of

__all__ = ["leave_out", "told"]

_MOST_SHOWN = 4
#: As :func:`words_of` gives them.
_TOTAL = frozenset(
    "total totals overall all gesamt insgesamt totales totale totali totaux totaal всего итого razem ogolem".split()
)


def leave_out(mapping: dict[str, str], contents: Mapping[str, Contents]) -> None:
    """Take the total for the column of the killed, or none, where that is one of several, or has a total beside it."""
    filled = [column for column in contents if not contents[column].is_empty]
    parts = _parts(filled)
    if mapping["best"] in parts.values():
        free = [column for column in filled if column not in mapping.values()]
        total = next((column for column in free if _is_total(words_of(column))), "")
        mapping["best"] = total or ("" if len(parts) > 1 else mapping["best"])


def told(mapping: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """Return a sentence on such columns, if there are any and none of the killed is read."""
    parts = list(_parts(columns).values())
    if mapping.get("best") or len(parts) < 2:
        return []
    shown = ", ".join(f"“{clipped(column, 30)}”" for column in parts[:_MOST_SHOWN])
    return [f"the killed stand apart in several columns ({shown}); none of them is read as the number of all"]


def _is_total(words: list[str]) -> bool:
    """Whether a head tells of all the killed and of nothing else."""
    of_killed = [word for word in words if "best" in WORDS.get(word, ())]
    totals = _TOTAL & {*words}
    return bool(of_killed and totals) and {*words} == totals | {*of_killed}


def _parts(columns: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Return the columns that tell of the killed of one side, by the words of their heads that name it.

    Examples
    --------
    >>> _parts(["un_casualties", "kpa_casualties", "Deaths", "Total killed"])
    {('un',): 'un_casualties', ('kpa',): 'kpa_casualties'}
    """
    found: dict[tuple[str, ...], str] = {}
    for column in columns:
        words = words_of(column)
        strange = tuple(word for word in words if word not in WORDS)
        if strange and not (OF_NUMBERS | _TOTAL) & {*words} and any("best" in WORDS.get(word, ()) for word in words):
            found.setdefault(strange, column)
    return found
