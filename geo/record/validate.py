"""Every problem of a data package at once, as ``file:line: column: complaint``.

The rules of single cells follow from :mod:`geo.record.schema`; those that span cells, rows or
tables stand in :mod:`geo.record.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

import langcodes
import numpy as np
import shapely

from geo.core.edtf import day_span
from geo.core.points import GEOMETRIES
from geo.core.text import is_web_address, unprintable
from geo.errors import DateError
from geo.record.files.datapackage import Package, Problem
from geo.record.rules import RULES
from geo.record.schema import LIST_SEPARATOR, SLUG, Column

__all__ = ["problems"]

#: Stricter than ``float``, which also takes ``1_000``, ``1e3``, ``nan``, ``inf`` and the digits of other scripts.
_DIGITS = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def problems(package: Package, rules: Iterable[Callable[[Package], Iterator[Problem]]] = RULES) -> list[Problem]:
    """Return every problem of *package* by its schema and *rules*, in the order of files and lines.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.record.files.datapackage import read
    >>> for problem in problems(read(Path("no-such-folder")))[:1]:
    ...     print(problem)
    chapters.csv: is missing; a data package needs all of events.csv, places.csv, ...
    """
    found = list(package.problems)
    for sheet in package.sheets.values():
        for row in sheet:
            for column in sheet.table:
                complaint = _cell(column, row[column.name])
                if complaint:
                    found.append(Problem(sheet.table.file, row.line, column.name, complaint))
    for rule in rules:
        found += rule(package)
    return sorted(set(found))


def _cell(column: Column, text: str) -> str:
    """Return what is wrong with one cell, or an empty string."""
    if not text:
        return "is empty; a value is required" if column.required else ""
    if unprintable(text, but="\t\n"):
        return f"{text!r} contains a control or direction-override character; remove it"
    if column.most is not None and len(text) > column.most:
        return f"has {len(text)} characters; {column.most} at most"
    reader = _READERS.get(column.type)
    values = text.split(LIST_SEPARATOR) if column.type == "list" else [text]
    for value in values:
        complaint = _value(column, value)
        if complaint:
            return complaint
    return reader(column, text) if reader else ""


def _value(column: Column, value: str) -> str:
    if column.vocabulary and value not in column.vocabulary:
        near = get_close_matches(value, column.vocabulary, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{value!r} is not one of {', '.join(column.vocabulary)}{hint}"
    if column.pattern and not re.fullmatch(column.pattern, value):
        what = (
            "lower-case letters and digits joined by single hyphens"
            if column.pattern == SLUG
            else f"the form {column.pattern}"
        )
        return f"{value!r} is not of {what}" if what.startswith("the") else f"{value!r} must be {what}"
    return ""


def _number(column: Column, text: str) -> str:
    if not _DIGITS.fullmatch(text):
        return f"{text!r} is not a number; write digits with a decimal point, nothing else"
    number = float(text)
    if column.type == "integer" and not number.is_integer():
        return f"{text!r} is not a whole number"
    low, high = column.minimum, column.maximum
    if not (
        number >= (low if low is not None else -float("inf")) and number <= (high if high is not None else float("inf"))
    ):
        bounds = f"[{low:g}, {high:g}]" if low is not None and high is not None else f"[{low:g}, …)"
        swapped = (
            "; are latitude and longitude swapped?" if column.name == "latitude" and 90 < abs(number) <= 180 else ""
        )
        return f"{text} is outside {bounds}{swapped}"
    return ""


def _date(_: Column, text: str) -> str:
    try:
        day_span(text)
    except DateError as error:
        return str(error)
    return ""


def _wkt(_: Column, text: str) -> str:
    try:
        with np.errstate(all="ignore"):  # a coordinate that is no number is told below
            shape = shapely.from_wkt(text)
    except (shapely.errors.GEOSException, NotImplementedError) as error:
        return f"is no well-known text ({str(error).splitlines()[0]})"
    if shape.geom_type not in GEOMETRIES:
        return f"is a {shape.geom_type}; write a POINT, LINESTRING or POLYGON, or a MULTI… of one of them"
    if (
        shape.is_empty
        or shapely.is_empty(shapely.get_parts(shape)).any()
        or not np.isfinite(shapely.get_coordinates(shape)).all()
    ):
        return "has an empty part or a coordinate that is no number"
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return f"lies outside the globe (bounds {west:g} {south:g} {east:g} {north:g}); the order is longitude latitude"
    return ""


def _language(_: Column, text: str) -> str:
    return (
        ""
        if langcodes.tag_is_valid(text)
        else f"{text!r} is no valid BCP 47 language tag, such as ja, ja-Latn or zh-Hans"
    )


def _url(_: Column, text: str) -> str:
    return "" if is_web_address(text) else f"{text!r} is no http(s) address"


_READERS: dict[str, Callable[[Column, str], str]] = {
    "number": _number,
    "integer": _number,
    "edtf": _date,
    "wkt": _wkt,
    "language": _language,
    "url": _url,
}
