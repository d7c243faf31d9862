"""An XLSX workbook → the rows of the first visible sheet that holds a table; other sheets are named with their rows.

Only the parts that a table needs are unpacked, as streams.  Macros are not read at all.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from geo.core.text import clipped
from geo.errors import UploadError
from geo.uploads.files import archive, sheet_xml, sheets
from geo.uploads.files.sheet_xml import Cell, Sheet
from geo.uploads.raw_table import NumberedRows
from geo.uploads.tables.table_of_events import has_events
from geo.uploads.tables.table_start import LOOKED_AT

__all__ = ["names", "rows", "tables"]

_WORKBOOK = "xl/workbook.xml"
_MOST_COUNTED = 50_000  # rows of a sheet that is not read
_MOST_COUNTED_SHEETS = 10  # whose rows are


def rows(data: bytes, notes: list[str]) -> tuple[NumberedRows, str]:
    """Return the rows of the first visible sheet that are not empty, and what was read in words.

    Parameters
    ----------
    notes : takes what was left out or is damaged, in words; complete when all rows have been taken.

    Raises
    ------
    UploadError
        If it is no workbook, damaged, or one that would unpack to too much; also while rows are taken.
    """
    with archive.opened(data) as book:
        found = _sheets(book)
        visible = [sheet for sheet in found if not sheet.is_hidden] or found[:1]
        read = next((sheet for sheet in visible if len(visible) > 1 and _has_table(book, sheet)), visible[0])
    first = "first " if read is found[0] else "first visible " if read is visible[0] else ""
    sheets.tell_second(visible[0].name, read.name, notes)
    return sheets.evened(_rows(data, found, read, notes)), f"Excel workbook, {first}sheet {sheets.named(read.name)}"


def _has_table(book: zipfile.ZipFile, sheet: Sheet) -> bool:
    """Whether the first rows of a sheet hold events."""
    text_of = _Texts(book).of
    try:
        rows = list(islice(sheet_xml.rows(archive.pieces(book, sheet.member)), LOOKED_AT))
        texts = [_row(cells, text_of, _Order([]), number) for number, cells in rows if cells]
    except UploadError:
        return False  # which is told when it is read
    return has_events(texts)


def names(book: zipfile.ZipFile) -> list[str]:
    """Return the names of the sheets of a workbook that are not hidden."""
    return [sheet.name for sheet in _sheets(book) if not sheet.is_hidden]


def tables(data: bytes, wanted: Collection[str]) -> dict[str, list[list[str]]]:
    """Return the rows of the sheets that are called as one of *wanted*, whatever their case, by those names.

    Raises
    ------
    UploadError
        As :func:`rows`.
    """
    with archive.opened(data) as book:
        found = {sheet.name.strip().lower(): sheet for sheet in _sheets(book) if not sheet.is_hidden}
        text_of = _Texts(book).of
        return {
            name: [
                _row(cells, text_of, _Order([]), number)
                for number, cells in sheet_xml.rows(archive.pieces(book, found[name].member))
                if cells
            ]
            for name in wanted
            if name in found
        }


def _sheets(book: zipfile.ZipFile) -> list[Sheet]:
    names = set(book.namelist())
    if _WORKBOOK not in names:
        raise UploadError("this archive is no Excel workbook; unpack it, and load the table that is in it")
    related = _related(book)
    listed, _ = sheet_xml.sheets(archive.pieces(book, _WORKBOOK))
    found = []
    for name, part, is_hidden in listed:
        kind, target = related.get(part, ("", ""))
        if kind == "worksheet":
            found.append(Sheet(name, _member(target), is_hidden))
    if not found:
        raise UploadError(sheets.NONE)
    for sheet in found:
        if sheet.member not in names:
            raise UploadError(
                f"the workbook is damaged: its sheet {sheets.named(sheet.name)} is missing; save it again"
            )
    return found


def _related(book: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    name = "xl/_rels/workbook.xml.rels"
    if name not in book.namelist():
        raise UploadError("the workbook is damaged: it does not say where its sheets are; save it again")
    return sheet_xml.relations(archive.pieces(book, name))


def _member(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _rows(data: bytes, found: list[Sheet], read: Sheet, notes: list[str]) -> NumberedRows:
    with archive.opened(data) as book:
        if read.is_hidden:
            notes.append(f"all sheets of the workbook are hidden; {sheets.named(read.name)} is read")
        others = [sheet for sheet in found if sheet is not read]
        sizes = [_size(book, sheet) if place < _MOST_COUNTED_SHEETS else "" for place, sheet in enumerate(others)]
        sheets.tell_others(read.name, [*zip((one.name for one in others), sizes, strict=True)], notes)
        text_of = _Texts(book).of
        order = _Order(notes)
        for number, cells in sheet_xml.rows(archive.pieces(book, read.member)):
            texts = _row(cells, text_of, order, number)
            if any(texts):
                yield order.number(number), texts
        order.tell()


def _row(cells: list[Cell], text_of: Callable[[Cell, int], str], order: _Order, number: int) -> list[str]:
    """Return the texts of a row by column; a later cell in the same column wins, and is counted."""
    texts = [""] * (max(cell.column for cell in cells) + 1)
    taken = set()
    for cell in cells:
        order.cells_twice += cell.column in taken
        taken.add(cell.column)
        texts[cell.column] = text_of(cell, number)
    return texts


@dataclass
class _Order:
    """The numbers of rows, which a damaged sheet may have twice or backwards."""

    notes: list[str]
    last: int = 0
    wrong_at: int = 0
    wrong: int = 0
    cells_twice: int = 0

    def number(self, given: int) -> int:
        """Return *given*, or the next free number where it was there before."""
        if given <= self.last:
            self.wrong += 1
            self.wrong_at = self.wrong_at or given
        self.last = max(given, self.last + 1)
        return self.last

    def tell(self) -> None:
        """Say what was found damaged."""
        if self.wrong:
            self.notes.append(
                f"the workbook is damaged: from row {self.wrong_at:,} on, rows stand twice or backwards; "
                f"{self.wrong:,} of them are numbered in the order in which they stand"
            )
        if self.cells_twice:
            self.notes.append(
                f"the workbook is damaged: {self.cells_twice:,} cells stand twice in their row; the last of each is "
                "read"
            )


def _size(book: zipfile.ZipFile, sheet: Sheet) -> str:
    """Return how many rows a sheet has that is not read, in words."""
    hidden = "hidden, " if sheet.is_hidden else ""
    count = 0
    try:
        for _ in sheet_xml.rows(archive.pieces(book, sheet.member)):
            count += 1
            if count > _MOST_COUNTED:
                return f"{hidden}more than {_MOST_COUNTED:,} rows"
    except UploadError:
        return f"{hidden}too large or damaged, {count:,} rows or more"
    return f"{hidden}{sheets.size(count)}"


class _Texts:
    """What cells say, as they would be typed."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        related = {kind: _member(target) for kind, target in _related(book).values()}
        names = set(book.namelist())
        _, is_1904 = sheet_xml.sheets(archive.pieces(book, _WORKBOOK))
        self._epoch = MAC_EPOCH if is_1904 else WINDOWS_EPOCH
        # where a writer does not say where they are, they are where all have them
        shared, styles = related.get("sharedStrings", "xl/sharedStrings.xml"), related.get("styles", "xl/styles.xml")
        self._shared = sheet_xml.texts(archive.pieces(book, shared)) if shared in names else []
        formats, codes = sheet_xml.date_styles(archive.pieces(book, styles)) if styles in names else ([], {})
        looks = [codes.get(number, BUILTIN_FORMATS.get(number, "")) for number in formats]
        known = {code: (is_date_format(code), is_timedelta_format(code)) for code in set(looks)}
        self._dates = [known[code] for code in looks]

    def of(self, cell: Cell, row: int) -> str:
        """Return the text of *cell*."""
        if cell.type == "s":
            place = int(cell.text) if cell.text.isdecimal() and len(cell.text) < 10 else -1
            if not 0 <= place < len(self._shared):
                raise UploadError(
                    f"the workbook is damaged: row {row:,} has a cell that stands for text {clipped(cell.text, 20)}, "
                    f"but there are {len(self._shared):,}. Open it in a spreadsheet and save it again"
                )
            return self._shared[place]
        if cell.type == "b":
            return {"0": "False", "1": "True"}.get(cell.text, cell.text)
        if cell.type == "d":
            return _guarded(lambda: _typed(from_ISO8601(cell.text)), cell.text)
        if cell.type == "n":
            return _guarded(lambda: self._number(cell), cell.text)
        return cell.text

    def _number(self, cell: Cell) -> str:
        is_date, is_span = self._dates[cell.style] if cell.style < len(self._dates) else (False, False)
        number = float(cell.text) if {".", "e", "E"} & set(cell.text) else int(cell.text)
        return _typed(from_excel(number, self._epoch, timedelta=is_span) if is_date else number)


def _guarded(read: Callable[[], str], found: str) -> str:
    """Return what *read* gives, or the text as it was found where it is no such value; the row tells of it then."""
    try:
        return read()
    except (ValueError, OverflowError, TypeError):
        return found


def _typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
