"""The letter O beside degrees: east to a German or Dutch hand (*Ost*), west to a Spanish or French one (*oeste*)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from geo.core.text import counted
from geo.uploads.cells.month_words import plain
from geo.uploads.faults import Faults

__all__ = ["told"]

_O = re.compile(r"(?<![^\W\d_])[Oo](?![^\W\d_])")
_EAST, _WEST = (re.compile(rf"(?<![^\W\d_]){letter}(?![^\W\d_])", re.IGNORECASE) for letter in "EW")
_WORD = re.compile(r"[^\W\d_]+")
#: Words of heads by which a table shows that its O is one or the other.
_OF_EAST = frozenset(
    "breite breitengrad lange laenge langengrad laengengrad datum ort ereignis schlacht gefecht koordinaten beginn "
    "ende anfang bemerkung bemerkungen quelle breedte lengte plaats slag gebeurtenis coordinaten bron".split()
)
_OF_WEST = frozenset(
    "latitud longitud fecha lugar batalla combate nombre inicio coordenadas localidad provincia municipio muertos "
    "fuente lieu ville bataille nom debut coordonnees commune evenement remarques morts "
    "latitudine longitudine luogo battaglia coordinate comune evento fonte note "
    "batalha titulo cidade localidade mortos data".split()
)
_LONGEST = 100  # characters of a position
_RIGHT = "write E or W: O is east to some (Ost) and west to others (oeste, ouest)"


def told(name: str, column: pd.Series, heads: Iterable[str], faults: Faults, notes: list[str]) -> pd.Series:
    """Return a column of positions with E or W for its O; what may be either is a fault, and left out.

    An E elsewhere in the column shows that O is west, and a W that it is east; else the language of the *heads* does.
    """
    with_o = column[(column.str.len() <= _LONGEST) & column.str.contains("o", case=False, regex=False)]
    with_o = with_o[with_o.str.contains(_O, regex=True) & with_o.str.contains(r"\d", regex=True)]
    if not len(with_o):
        return column
    told_apart = column[column.str.len() <= _LONGEST]
    has_east, has_west = (bool(told_apart.str.contains(one, regex=True).any()) for one in (_EAST, _WEST))
    if has_east == has_west:
        words = {word for head in heads for word in _WORD.findall(plain(str(head)))}
        has_east, has_west = (
            len(words & _OF_WEST) > len(words & _OF_EAST),
            len(words & _OF_EAST) > len(words & _OF_WEST),
        )
    if has_east == has_west:
        faults.add(name, with_o, _RIGHT, costs_event=False)
        return column.mask(column.index.isin(with_o.index), "")
    letter, side = ("W", "west (oeste, ouest)") if has_east else ("E", "east (Ost)")
    notes.append(f"O is read as {side}, in {counted(len(with_o), 'position')}")
    return column.where(~column.index.isin(with_o.index), column.str.replace(_O, letter, regex=True))
