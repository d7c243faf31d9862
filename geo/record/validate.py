"""Every problem of a data package at once, as ``file:line: column: complaint``.

The rules of single cells follow from :mod:`geo.record.schema`.  The rules that span cells, rows
or tables are plain generators below, each named for the truth it guards, and listed in
:data:`RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import pairwise

import langcodes
import numpy as np
import shapely

from geo.core.edtf import day_span
from geo.core.text import is_web_address, unprintable
from geo.errors import DateError
from geo.record.datapackage import Package, Problem, Row, Sheet
from geo.record.schema import SLUG, Column

__all__ = ["RULES", "problems"]

LIST_SEPARATOR = ", "

#: Stricter than ``float``, which also takes ``1_000``, ``1e3``, ``nan``, ``inf`` and the digits of other scripts.
_DIGITS = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_SHAPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


def problems(package: Package) -> list[Problem]:
    """Return every problem of *package*, in the order of files and lines.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.record.datapackage import read
    >>> for problem in problems(read(Path("no-such-folder")))[:1]:
    ...     print(problem)
    claims.csv: is missing; a data package needs all of events.csv, places.csv, ...
    """
    found = list(package.problems)
    for sheet in package.sheets.values():
        for row in sheet:
            for column in sheet.table:
                complaint = _cell(column, row[column.name])
                if complaint:
                    found.append(Problem(sheet.table.file, row.line, column.name, complaint))
    for rule in RULES:
        found += rule(package)
    return sorted(set(found))


def _cell(column: Column, text: str) -> str:
    """Return what is wrong with one cell, or an empty string."""
    if not text:
        return "is empty; a value is required" if column.required else ""
    if unprintable(text, but="\t\n"):
        return f"{text!r} contains a control or direction-override character; remove it"
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
    if shape.geom_type not in _SHAPES:
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


# --- rules that span cells, rows or tables ---


def keys_are_unique(package: Package) -> Iterator[Problem]:
    """Guard every table's primary key."""
    for sheet in package.sheets.values():
        seen: dict[tuple[str, ...], int] = {}
        for row in sheet:
            key = tuple(row[column] for column in sheet.table.primary_key)
            if key in seen:
                shown = " + ".join(key)
                complaint = f"{shown!r} stands already on line {seen[key]}; every row needs a key of its own"
                yield Problem(sheet.table.file, row.line, sheet.table.primary_key[0], complaint)
            else:
                seen[key] = row.line


def references_lead_somewhere(package: Package) -> Iterator[Problem]:
    """Guard every foreign key."""
    ids = {name: {row["id"] for row in sheet} for name, sheet in package.sheets.items() if "id" in sheet.table.header}
    for sheet in package.sheets.values():
        for key in sheet.table.foreign_keys:
            known = set().union(*(ids.get(name, set()) for name in key.tables))
            is_list = sheet.table[key.column].type == "list"
            for row in sheet:
                cell = row[key.column]
                for value in cell.split(LIST_SEPARATOR) if is_list and cell else [cell] if cell else []:
                    if value not in known:
                        near = get_close_matches(value, known, 1)
                        hint = (
                            f"; did you mean {near[0]!r}?" if near else f"; add it to {key.tables[0]}.csv or correct it"
                        )
                        where = " or ".join(f"{name}.csv" for name in key.tables)
                        yield Problem(sheet.table.file, row.line, key.column, f"{value!r} is no id in {where}{hint}")


def plotted_events_have_a_place(package: Package) -> Iterator[Problem]:
    """Guard that what is drawn can be drawn."""
    for row in package.sheets["events"]:
        if row["status"] == "plotted" and not row["place_id"]:
            yield _problem(
                package.sheets["events"],
                row,
                "place_id",
                "is empty, but the event is to be plotted; give a place or set status to panel-only",
            )
        if row["place_id"] and not row["place_relation"]:
            yield _problem(
                package.sheets["events"],
                row,
                "place_relation",
                "is empty; say whether the event lies at, near, along or from its place",
            )


def plotted_events_have_a_source(package: Package) -> Iterator[Problem]:
    """Guard that nothing is drawn that nobody vouches for."""
    supports = package.sheets["event_sources"]
    if not supports.rows and any(problem.file == supports.table.file for problem in package.problems):
        return  # the file could not be read, which has been said once
    sourced = {row["event_id"] for row in supports}
    for row in package.sheets["events"]:
        if row["id"] and row["id"] not in sourced:
            yield _problem(
                package.sheets["events"],
                row,
                "id",
                f"{row['id']!r} has no row in event_sources.csv; name the work that supports it",
            )


def no_event_is_part_of_itself(package: Package) -> Iterator[Problem]:
    """Guard the tree of events and parts against circles."""
    sheet = package.sheets["events"]
    parent = {row["id"]: row["part_of"] for row in sheet}
    for row in sheet:
        seen, event = {row["id"]}, row["part_of"]
        while event and event not in seen:
            seen.add(event)
            event = parent.get(event, "")
        if event and event == row["id"]:
            yield _problem(sheet, row, "part_of", f"{row['part_of']!r} leads back to the event itself")


def figures_are_in_order(package: Package) -> Iterator[Problem]:
    """Guard ``low ≤ best ≤ high`` and that a claim holds a figure at all."""
    sheet = package.sheets["claims"]
    for row in sheet:
        numbers: list[tuple[str, float]] = []
        for name in ("low", "best", "high"):
            try:
                numbers.append((name, float(row[name])))
            except ValueError:
                continue
        if not numbers and not any(row[name] for name in ("low", "best", "high")):
            yield _problem(sheet, row, "best", "low, best and high are all empty; a claim needs a figure")
        for (lower, less), (upper, more) in pairwise(numbers):
            if less > more:
                yield _problem(
                    sheet, row, lower, f"{less:g} is larger than {upper} {more:g}; the order is low ≤ best ≤ high"
                )


def names_are_in_the_script_of_their_tag(package: Package) -> Iterator[Problem]:
    """Guard that a Russian name has Cyrillic letters, a transliteration Latin ones, and so on."""
    sheet = package.sheets["names"]
    for row in sheet:
        if not langcodes.tag_is_valid(row["lang"]):
            continue
        script = langcodes.get(row["lang"]).maximize().script
        letters = _SCRIPTS.get(script or "")
        if letters and not re.search(letters, row["toponym"]):
            yield _problem(sheet, row, "lang", f"{row['toponym']!r} has no {script} letter, as {row['lang']!r} says")


_SCRIPTS = {
    "Latn": r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
    "Cyrl": r"[\u0400-\u052f]",
    "Jpan": r"[\u3040-\u30ff\u3400-\u9fff]",
    "Hans": r"[\u3400-\u9fff]",
    "Hant": r"[\u3400-\u9fff]",
    "Hani": r"[\u3400-\u9fff\uf900-\ufaff]",
    "Kore": r"[\uac00-\ud7a3\u3400-\u9fff]",
    "Hang": r"[\uac00-\ud7a3]",
    "Mong": r"[\u1800-\u18af]",
}


def _problem(sheet: Sheet, row: Row, column: str, message: str) -> Problem:
    return Problem(sheet.table.file, row.line, column, message)


RULES: tuple[Callable[[Package], Iterator[Problem]], ...] = (
    keys_are_unique,
    references_lead_somewhere,
    plotted_events_have_a_place,
    plotted_events_have_a_source,
    no_event_is_part_of_itself,
    figures_are_in_order,
    names_are_in_the_script_of_their_tag,
)
