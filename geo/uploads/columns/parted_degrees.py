"""Degrees, minutes and seconds in columns of their own → one column of latitudes and one of longitudes."""

from __future__ import annotations

import re

import pandas as pd

from geo.uploads.cells.month_words import plain
from geo.uploads.columns.head_words import WORDS, words_of

__all__ = ["joined"]

_UNITS = {
    "degrees": "d deg degs degree degrees grad g grados degres gradi".split(),
    "minutes": "m min mins minute minutes minuten minutos minuti".split(),
    "seconds": "s sec secs second seconds sekunden seg segundos secondes secondi".split(),
    "side": "dir direction hemi hemisphere ns ew card".split(),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_SIGNS = {"degrees": "°", "minutes": "'", "seconds": '"', "side": ""}
_LETTERS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def joined(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table with a latitude and a longitude put together, if both stand in pieces, and what was done.

    Examples
    --------
    >>> pieces = {"Lat Deg": ["54"], "Lat Min": ["24"], "Lon Deg": ["18"], "Lon Min": ["40"], "Lon Dir": ["W"]}
    >>> joined(pd.DataFrame(pieces))[0].iloc[0, -2:].tolist()
    ["54°24'", "18°40'W"]
    """
    found: dict[str, dict[str, str]] = {"latitude": {}, "longitude": {}}
    for column in frame:
        words = _LETTERS.findall(plain(_CAMEL.sub(" ", column)))
        axis = next((axis for word in words_of(column) for axis in WORDS.get(word, ()) if axis in found), "")
        unit = _UNIT_OF.get(words[-1], "") if len(words) > 1 else ""
        if axis and unit:
            found[axis].setdefault(unit, column)
    if not all({"degrees", "minutes"} <= pieces.keys() for pieces in found.values()):
        return frame, []
    made = {f"{axis} (of {', '.join(found[axis].values())})": _written(frame, found[axis]) for axis in found}
    if any(name in frame for name in made):
        return frame, []
    said = " and ".join(", ".join(f"“{name}”" for name in pieces.values()) for pieces in found.values())
    note = f"latitude and longitude are put together of degrees, minutes and what else stands in {said}"
    return pd.concat([frame, pd.DataFrame(made, index=frame.index)], axis=1), [note]


def _written(frame: pd.DataFrame, pieces: dict[str, str]) -> pd.Series:
    """Return one text of the pieces of each row; empty where the degrees are."""
    text = pd.Series("", index=frame.index, dtype="str")
    for unit, sign in _SIGNS.items():
        if unit in pieces:
            cells = frame[pieces[unit]]
            text = text + cells.where(cells == "", cells + sign)
    return text.where(frame[pieces["degrees"]] != "", "")
