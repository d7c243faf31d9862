"""An OpenDocument spreadsheet → the rows of its first sheet that has any.

OpenDocument 1.2, part 1: dates and numbers stand in the cells as they are, beside how they look.
"""

from __future__ import annotations

import zipfile

from geo.errors import UploadError
from geo.uploads.files import sheets as common
from geo.uploads.files.markup import Element, attribute, children, elements, text_of
from geo.uploads.limits import MAX_COLUMNS, MAX_ROWS
from geo.uploads.raw_table import NumberedRows
from geo.uploads.tables.table_of_events import has_events

__all__ = ["MEMBER", "is_ods", "read", "sheets"]

MEMBER = "content.xml"
_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MAX_BYTES = 200_000_000
_CELLS = {"table-cell", "covered-table-cell"}


def is_ods(book: zipfile.ZipFile) -> bool:
    """Whether an archive is such a spreadsheet."""
    names = book.namelist()
    return MEMBER in names and "mimetype" in names and book.read("mimetype").startswith(_TYPE)


def read(book: zipfile.ZipFile, notes: list[str]) -> tuple[NumberedRows, str]:
    """Return the rows of the first sheet with any, and what was read in words.

    Raises
    ------
    UploadError
        If it is damaged, or would unpack to too much.
    """
    found = sheets(book)
    if not found:
        raise UploadError(common.NONE)
    first = next(iter(found))
    name = (
        first
        if len(found) == 1
        else next((name for name, rows in found.items() if has_events([cells for _, cells in rows])), first)
    )
    common.tell_second(first, name, notes)
    common.tell_others(name, [(other, common.size(len(rows))) for other, rows in found.items() if other != name], notes)
    return common.evened(iter(found[name])), f"OpenDocument spreadsheet, sheet {common.named(name)}"


def sheets(book: zipfile.ZipFile) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the rows of all sheets that have any, numbered, by the names of the sheets."""
    if book.getinfo(MEMBER).file_size > _MAX_BYTES:
        raise UploadError("the spreadsheet would unpack to too much; save the table as CSV")
    found: dict[str, list[tuple[int, list[str]]]] = {}
    name, number = "", 0
    depth = 0
    for event, tag, element in elements(book.read(MEMBER), "spreadsheet"):
        if tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                name, number = attribute(element, "name"), 0
            elif event == "end":
                element.clear()
        elif tag == "table-row" and event == "end" and depth == 1:
            cells = _row(element)
            if cells:
                found.setdefault(name, []).append((number + 1, cells))
                if len(found[name]) > MAX_ROWS + 1:
                    raise UploadError(f"the sheet has more than {MAX_ROWS:,} rows; load it in parts")
            number += _times(element, "number-rows-repeated")
            element.clear()
    return found


def _row(element: Element) -> list[str]:
    cells: list[str] = []
    blank = 0
    for child in element:
        if child.tag.rpartition("}")[2] not in _CELLS:
            continue
        times = _times(child, "number-columns-repeated")
        text = _text(child)
        if not text:
            blank += times
            continue
        if len(cells) + blank + times > MAX_COLUMNS:
            raise UploadError(f"a row has more than {MAX_COLUMNS} columns; leave out what is not needed")
        cells += [""] * blank + [text] * times
        blank = 0
    return cells


def _text(cell: Element) -> str:
    kind = attribute(cell, "value-type")
    if kind == "date":
        day, _, clock = attribute(cell, "date-value").partition("T")
        return day if clock in ("", "00:00:00") else f"{day} {clock}"
    if kind in ("float", "percentage", "currency"):
        return attribute(cell, "value")
    if kind == "boolean":
        return attribute(cell, "boolean-value").capitalize()
    return "\n".join(text_of(line) for line in children(cell, "p"))


def _times(element: Element, name: str) -> int:
    text = attribute(element, name)
    return min(max(int(text), 1), 2_000_000) if text.isdecimal() and len(text) < 10 else 1
