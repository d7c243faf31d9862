"""Where a file is damaged, in words of our own: what a parser says of itself helps nobody who has the file."""

from __future__ import annotations

import json
import sqlite3

__all__ = ["of_database", "of_json", "of_xml"]

_SHOWN = 20


def of_json(error: ValueError) -> str:
    """Return where a text stops being JSON, and what stands there.

    Examples
    --------
    >>> try:
    ...     json.loads('{"a": 1 "b": 2}')
    ... except ValueError as error:
    ...     of_json(error)
    'it breaks off or goes wrong in line 1 at character 9, before “"b": 2}”'
    """
    if not isinstance(error, json.JSONDecodeError):
        return "a number in it has thousands of digits"
    rest = "".join(letter for letter in error.doc[error.pos : error.pos + _SHOWN] if letter.isprintable())
    before = f", before “{rest}”" if rest else ", where it ends"
    return f"it breaks off or goes wrong in line {error.lineno:,} at character {error.colno:,}{before}"


def of_xml(error: Exception) -> str:
    """Return where a text stops being XML; *error* of a parser that tells its place has it in ``position``."""
    line, column = getattr(error, "position", (getattr(error, "lineno", 0), getattr(error, "offset", 0)))
    if not line:
        return "it is in letters that are not known here"
    return f"it breaks off or its tags go wrong in line {line:,} at character {column + 1:,}"


def of_database(error: sqlite3.Error) -> str:
    """Return why a database is not read as a GeoPackage."""
    said = str(error)
    if "no such table: gpkg" in said:
        return "it is a database without the tables that make a GeoPackage"
    if "authorized" in said or "prohibited" in said:
        return "its layer is computed, which is not done here"
    if "interrupted" in said:
        return "its layer takes too long to compute"
    return "it is damaged, or holds more than tables of features"
