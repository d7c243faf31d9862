"""Rows of text, from whatever file they came → one table, with names for its columns and what had to be changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from geo.core.text import clipped, counted
from geo.errors import UploadError
from geo.uploads.files.encodings import Guess
from geo.uploads.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells
from geo.uploads.tables.table_end import without_the_rest
from geo.uploads.tables.table_start import LOOKED_AT, has_row_names, joined_heads, start_of, under_heads

__all__ = ["UNSEEN", "NumberedRows", "RawTable", "free_name", "mended", "table"]

#: Rows with the number that a spreadsheet shows, from 1, each later one with a larger number; blank ones may be absent.
NumberedRows = Iterator[tuple[int, list[str]]]

_MAX_HEADER = 200
_CHUNK_CELLS = 200_000  # that are held as Python objects at a time
#: Control characters, marks that turn the direction of a line round, and halves of characters.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class RawTable:
    """A table as it was found; nothing in it is interpreted.

    Attributes
    ----------
    name : the file's name, to be shown and for nothing else.
    kind : what it was read as, in words.
    frame : text cells without blanks at their edges, ``""`` where empty; indexed by the row's
        number as a spreadsheet shows it, the header being 1.
    notes : what was changed in reading, in words.
    ragged : complaints about rows of another length than the header, by row number.
    digest : 64 hexadecimal digits, those of the bytes alone.
    doubts : the encodings that the text may be in where more than one is likely, that in which it was read first.
    """

    name: str
    kind: str
    frame: pd.DataFrame
    notes: tuple[str, ...]
    ragged: pd.Series
    digest: str
    doubts: tuple[Guess, ...] = ()


def mended(raw: RawTable, cells: Mapping[tuple[int, str], str]) -> RawTable:
    """Return *raw* with some cells, by row number and column, as the visitor has mended them."""
    if not cells:
        return raw
    frame = raw.frame.copy()
    for (row, column), text in cells.items():
        if row in frame.index and column in frame.columns:
            frame.at[row, column] = text
    return replace(raw, frame=frame, ragged=raw.ragged.drop([row for row, _ in cells], errors="ignore"))


def table(rows: NumberedRows, name: str) -> tuple[pd.DataFrame, tuple[str, ...], pd.Series]:
    """Return the table, what was changed in it, and complaints by row; the first row that is not blank names columns.

    Raises
    ------
    UploadError
        If there is no row below the header, or more of anything than can be read.
    """
    filled = ((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    looked_at = list(islice(filled, LOOKED_AT))
    start = start_of([cells for _, cells in looked_at])
    first, header = looked_at[start.above] if looked_at else (0, [])
    if not header:
        raise UploadError(f"{name} is empty; the first row must name the columns, each further row is an event")
    if len(header) > MAX_COLUMNS:
        raise UploadError(
            f"{name} has {len(header):,} columns; at most {MAX_COLUMNS} can be read. Leave out what is not needed"
        )
    if start.has_two_rows:
        header = joined_heads(header, looked_at[start.above + 1][1])
    seen = looked_at[start.above + start.has_heads + start.has_two_rows :]
    told = under_heads(seen[0][1]) if start.has_heads and len(seen) > 1 else ""
    rest = seen[bool(told) :]
    is_named = start.has_heads and has_row_names(header, [cells for _, cells in rest])
    below = chain(rest, filled)
    columns, notes = (
        _header(["row name", *header] if is_named else header) if start.has_heads else _no_header(looked_at)
    )
    if told:
        notes.append(f"row {seen[0][0]:,}, below the names of the columns, has {told} and no event; it is left out")
    if is_named:
        notes.append("the rows have one cell more than the header: the first of each is its number, as R writes tables")
    building = _Building(len(columns), name)
    building.take(below)
    if not building.numbers:
        raise UploadError(f"{name} has a header but no rows; each row below the header is an event")
    if start.above:
        said = clipped(" · ".join(cell.strip() for cell in looked_at[0][1] if cell.strip()), 60)
        notes.append(
            f"{counted(start.above, 'row')} above the table {'is' if start.above == 1 else 'are'} left out, "
            f"the first “{UNSEEN.sub('', said)}”; "
            f"row {first:,} names the columns"
        )
    elif first > 1 and start.has_heads:
        notes.append(f"the first row that is not blank, row {first:,}, is taken for the names of the columns")
    if building.unseen:
        notes.append(f"{building.unseen:,} control or direction-override characters were taken out")
    if start.has_two_rows:
        notes.append(f"rows {first:,} and {looked_at[start.above + 1][0]:,} name the columns together")
    frame, left = without_the_rest(building.frame(columns))
    ragged = building.ragged()
    return frame, (*notes, *left), ragged[ragged.index.isin(frame.index)]


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return *name* with the first number from 2 on with which it is none of *taken*.

    Examples
    --------
    >>> free_name("title", {"title", "title (2)"})
    'title (3)'
    """
    known, number = set(taken), 2
    while f"{name} ({number})" in known:
        number += 1
    return f"{name} ({number})"


def _header(header: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return names that are all there and all different, and what had to be done for it."""
    given = [" ".join(UNSEEN.sub("", cell).split()) for cell in header]
    names = [name[:_MAX_HEADER] or f"column {place}" for place, name in enumerate(given, 1)]
    notes = []
    if long := sum(len(name) > _MAX_HEADER for name in given):
        notes.append(f"{long:,} names of columns are cut after {_MAX_HEADER} characters")
    taken: set[str] = set(names)
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            names[place] = free_name(name, taken)
            taken.add(names[place])
            notes.append(f"the column {name!r} stands more than once; the later one is called {names[place]}")
        seen.add(names[place])
    return names, notes


def _no_header(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list[str]]:
    """Return names for the columns of a table whose first row is data, and that it is so."""
    width = max(len(cells) for _, cells in rows)
    note = (
        "the first row looks like data, not like a header, so it is read as an event; the columns are called column 1, "
        "column 2 …"
    )
    return [f"column {place}" for place in range(1, width + 1)], [note]


class _Building:
    """Rows being gathered, by column and without Python objects for cells that are done."""

    def __init__(self, width: int, name: str) -> None:
        self._width, self._name = width, name
        self._chunks: list[list[pa.Array]] = []
        self._ragged_rows: list[int] = []
        self._ragged_texts: list[str] = []
        self.numbers: list[int] = []
        self.unseen = 0

    def take(self, rows: NumberedRows) -> None:
        most, most_rows = max(1, _CHUNK_CELLS // self._width), MAX_CELLS // self._width
        part: list[list[str]] = []
        for number, cells in rows:
            if len(self.numbers) == MAX_ROWS:
                raise UploadError(f"{self._name} has more than {MAX_ROWS:,} rows; load it in parts")
            self.numbers.append(number)
            if len(self.numbers) > most_rows:
                raise UploadError(too_many_cells(number))
            part.append(cells if len(cells) == self._width else self._fitted(number, cells))
            if len(part) == most:
                self._close(part)
                part = []
        if part:
            self._close(part)

    def _too_long(self, part: list[list[str]]) -> UploadError:
        numbers = self.numbers[-len(part) :]
        number, most = next(
            (number, most)
            for number, cells in zip(numbers, part, strict=True)
            if (most := max(map(len, cells))) > MAX_CELL
        )
        return UploadError(f"row {number}: a cell is longer than {MAX_CELL:,} characters: {most:,}")

    def _fitted(self, number: int, cells: list[str]) -> list[str]:
        """Return *cells* as many as the header has, with a complaint where they were not."""
        width, found = self._width, len(cells)
        if found != width:
            more = [cell for cell in cells[width:] if cell.strip()]
            if more or found < width:
                left = f"; left over: {', '.join(more)[:100]}" if more else ""
                self._ragged_rows.append(number)
                self._ragged_texts.append(f"{found:,} cells where the header has {width}{left}")
            cells = cells[:width] + [""] * (width - found)
        return cells

    def _close(self, part: list[list[str]]) -> None:
        arrays = []
        for column in zip(*part, strict=True):
            if max(map(len, column)) > MAX_CELL:
                raise self._too_long(part)
            values = list(column)
            if not "".join(values).isprintable():
                for place, value in enumerate(values):
                    if not value.isprintable() and UNSEEN.search(value):
                        values[place], removed = UNSEEN.subn("", value)
                        self.unseen += removed
            arrays.append(pc.utf8_trim_whitespace(pa.array(values, pa.large_string())))
        self._chunks.append(arrays)

    def frame(self, columns: list[str]) -> pd.DataFrame:
        """Return the table; column by column, so that no moment needs it twice."""
        by_column = [list(chunks) for chunks in zip(*self._chunks, strict=True)]
        self._chunks.clear()
        index = pd.Index(self.numbers, dtype="int64")
        series = {}
        for place, name in enumerate(columns):
            series[name] = pd.Series(pa.concat_arrays(by_column[place]), dtype="str", index=index)
            by_column[place] = []
        return pd.DataFrame(series, index=index, copy=False)

    def ragged(self) -> pd.Series:
        texts = [UNSEEN.sub("", text) for text in self._ragged_texts]
        return pd.Series(texts, index=pd.Index(self._ragged_rows, dtype="int64"), dtype="str")
