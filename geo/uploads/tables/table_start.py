"""Where a table begins in a sheet: below titles and comment lines, and whether its first row names the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.uploads.columns.head_words import EAST, WORDS, words_of

__all__ = ["LOOKED_AT", "Start", "has_row_names", "joined_heads", "start_of", "under_heads"]

#: Rows that are looked at.
LOOKED_AT = 60
_MOST_ABOVE = 40
_COMMENT = re.compile(r"\s*(?:#|//|%|;|--|!)")
_DATUM = re.compile(
    r"\s*(?:[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\d{4}-\d\d?-\d\d?(?:[T ][\d:.]+Z?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4})\s*",
    re.ASCII,
)
#: What stands in a row between the names of columns and the first row of data.
_UNDER: Mapping[str, re.Pattern[str]] = {
    "units": re.compile(
        r"[(\[][^()\[\]]{1,25}[)\]]|deg(?:rees?)?\.?(?: [NESW])?|decimal degrees|°[NESW]?|k?m|metres|meters|persons|"
        r"people|yyyy|(?:yyyy|dd|mm)[-/.](?:mm|dd)(?:[-/.](?:yyyy|dd))?|hh:mm(?::ss)?|utc",
        re.IGNORECASE,
    ),
    "tags of HXL": re.compile(r"#[a-z][a-z_]*(?: ?\+[a-z_\d]+)*", re.IGNORECASE),
    "a line": re.compile(r":?-{2,}:?|[-=+:| ]{3,}"),
    "types": re.compile(
        r"(?:string|text|char|character|varchar|int|integer|bigint|float|double|real|number|numeric|decimal|date|datetime|"
        r"timestamp|bool|boolean|geometry)(?:\(\d+(?:,\d+)?\))?",
        re.IGNORECASE,
    ),
}
_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"\s*[12]\d{3}\s*", re.ASCII)


@dataclass(frozen=True)
class Start:
    """Where a table begins.

    Attributes
    ----------
    above : how many rows, blank ones not counted, stand above it.
    has_heads : whether its first row names the columns.
    has_two_rows : whether the row below it names them, and the first one groups of them.
    """

    above: int = 0
    has_heads: bool = True
    has_two_rows: bool = False


def start_of(rows: Sequence[Sequence[str]]) -> Start:
    """Return where a table begins.

    Parameters
    ----------
    rows : the first rows that are not blank.

    Examples
    --------
    >>> start_of([["Battles of the war"], ["name", "date", "lat"], ["A", "1938", "42.5"], ["B", "1939", "43.5"]])
    Start(above=1, has_heads=True, has_two_rows=False)
    >>> start_of([["A", "1938-07-29", "42.5"], ["B", "1938-08-01", "43.5"]])
    Start(above=0, has_heads=False, has_two_rows=False)
    """
    rows = _without_margin(rows)
    filled = [_filled(row) for row in rows]
    widths = Counter(count for count in filled if count > 1)
    if not widths:
        return Start()
    usual = max(widths, key=lambda width: (widths[width], width))
    above = 0
    while (
        above < min(len(rows) - 1, _MOST_ABOVE)
        and _is_above(rows[above], filled[above], usual, filled[above + 1 :])
        and not has_row_names(rows[above], rows[above + 1 :])
        and not _names_some(rows[above : above + 6])
    ):
        above += 1
    has_heads = not _is_data(rows[above], rows[above + 1 : above + 6])
    return Start(above, has_heads, has_heads and _has_two_rows(rows[above : above + 6]))


def under_heads(row: Sequence[str]) -> str:
    """Return what stands in a row that tells of its columns and is no data: units, tags, a line; else nothing.

    Examples
    --------
    >>> under_heads(["", "(deg N)", "(deg E)"]), under_heads(["#event+name", "#date"]), under_heads(["---", ":--:"])
    ('units', 'tags of HXL', 'a line')
    >>> under_heads(["At the ford", "1938"])
    ''
    """
    cells = [cell.strip() for cell in row if cell.strip()]
    if not cells:
        return ""
    found = (name for name, form in _UNDER.items() if all(map(form.fullmatch, cells)))
    return next((name for name in found if name == "a line" or len(cells) > 1), "")


def has_row_names(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row has one cell more than the header, a number that counts the rows, as R writes them."""
    if len(rows) < 2 or not any(row[-1].strip() for row in rows if row):
        return False
    if any(len(row) != len(header) + 1 or not row[0].strip().isdecimal() for row in rows):
        return False
    numbers = [int(row[0]) for row in rows]
    return all(one < other for one, other in pairwise(numbers))


def _without_margin(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return rows without the columns at the left that are blank in all of them."""
    blank = min((next((at for at, cell in enumerate(row) if cell.strip()), len(row)) for row in rows), default=0)
    return [row[blank:] for row in rows] if blank else rows


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_above(row: Sequence[str], filled: int, usual: int, later: Sequence[int]) -> bool:
    """Whether a row is a title or a comment: text at the left, and far less than the rows below it hold."""
    if not row or not row[0].strip() or max(later, default=0) <= filled:
        return False
    if _COMMENT.match(row[0]) and filled < usual:
        return True
    return (
        filled <= max(1, usual // 3)
        and not _DATUM.fullmatch(row[0])
        and not any(_DATUM.fullmatch(cell) for cell in row[1:])
    )


def _names_some(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row as empty as a title names columns: the row below it names the others, or is one of data."""
    row, below = rows[0], rows[1]
    named = [place for place, cell in enumerate(row) if cell.strip()]
    if not all(_is_head(row[place]) for place in named):
        return False
    if _are_parted(row, below):
        return all(_is_head(cell) or _YEAR.fullmatch(cell) for cell in below if cell.strip())
    return not any(map(_is_head, below)) and any(
        _DIGITS.search(cell)
        and any(
            place < len(one) and _DIGITS.search(one[place]) and bool(_YEAR.fullmatch(one[place])) == is_year
            for one in rows[2:]
        )
        for place, cell in enumerate(below)
        for is_year in (bool(_YEAR.fullmatch(cell)),)
    )


def _are_parted(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the second row is blank wherever the first is not."""
    return not any(cell.strip() and other.strip() for cell, other in zip(row, below, strict=False))


def _has_two_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether names of columns stand in the second row, below names of groups that reach over several of them."""
    if len(rows) < 3:
        return False
    above, below = [cell.strip() for cell in rows[0]], rows[1]
    if _are_parted(rows[0], below) and all(_YEAR.fullmatch(cell) for cell in below if cell.strip()):
        return _names_some(rows)
    reached = [place for place, cell in enumerate(below) if cell.strip() and not "".join(above[place : place + 1])]
    named = {place for row in rows[:2] for place, cell in enumerate(row) if cell.strip()}
    if (
        not reached
        or len(named) < max(_filled(row) for row in rows[2:])
        or any(_DATUM.fullmatch(cell) for cell in below)
    ):
        return False
    heads = [cell for cell in below if _is_head(cell)]
    has_data = any(_DATUM.fullmatch(cell) or _DIGITS.search(cell) for row in rows[2:] for cell in row)
    return len(heads) * 2 > _filled(below) and not any(_DIGITS.search(cell) for cell in below) and has_data


def joined_heads(groups: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return names for the columns of two rows: the lower, with its group before it where it stands more than once.

    Examples
    --------
    >>> joined_heads(["Event", "", "Place"], ["Name", "Date", "Name", "Latitude"])
    ['Event Name', 'Date', 'Place Name', 'Latitude']
    """
    over, found = "", []
    counts = Counter(name.strip() for name in names)
    for place, name in enumerate(names):
        over = groups[place].strip() if place < len(groups) and groups[place].strip() else over
        found.append(over if not name.strip() else f"{over} {name}".strip() if counts[name.strip()] > 1 else name)
    return found


def _is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row looks like those below it and like no names of columns."""
    cells = [(place, cell) for place, cell in enumerate(row) if cell.strip()]
    numbers = [place for place, cell in cells if _DATUM.fullmatch(cell)]
    if (
        not below
        or len(numbers) < 2
        or len(numbers) * 3 < len(cells)
        or all(_YEAR.fullmatch(row[place]) for place in numbers)
    ):
        return False
    heads = [_is_head(cell) for place, cell in cells if place not in numbers]
    if heads and sum(heads) * 2 >= len(heads):
        return False
    alike = [place for place in numbers if all(_fits(one, place) for one in below)]
    return len(alike) * 3 >= len(numbers) * 2


def _is_head(cell: str) -> bool:
    words = words_of(cell)
    return len(words) <= 3 and bool(words) and all(word in WORDS or any(one in word for one in EAST) for word in words)


def _fits(row: Sequence[str], place: int) -> bool:
    return place >= len(row) or not row[place].strip() or _DATUM.fullmatch(row[place]) is not None
