"""An XLSX workbook → the rows of its first sheet as text, without ever unpacking more than is bearable.

``openpyxl`` reads the sheet as a stream and, with ``defusedxml`` beside it, refuses XML
entities; the sizes that the archive declares are looked at first (``zipfile`` never unpacks
more than is declared).  Macros are not read at all.
"""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl

from geo.errors import UploadError

__all__ = ["MAX_UNPACKED_BYTES", "records"]

MAX_UNPACKED_BYTES = 400_000_000
_MAX_MEMBERS = 2_000
_MOST_TIMES = 200  # a sheet packs to about a tenth; a bomb to a thousandth
_SMALL_BYTES = 20_000_000
_PROLOG_BYTES = 65_536
_MOST_BLANK = 10_000  # rows; the formatting of a sheet often goes on to its very last one


def records(data: bytes, max_rows: int, max_columns: int) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, the empty ones between them too; the table ends where many are empty.

    Raises
    ------
    UploadError
        If it is no workbook, or one that would unpack to too much.
    """
    _look_over(data)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its size need not be true
        width = blank = 0
        for number, row in enumerate(sheet.iter_rows(max_row=max_rows + 2, values_only=True), 1):
            cells = _trimmed([_text(value) for value in row])
            if len(cells) > max_columns:
                raise UploadError(f"row {number} has {len(cells):,} columns; at most {max_columns} can be read")
            blank = 0 if cells else blank + 1
            if blank > _MOST_BLANK:
                return
            width = width or len(cells)
            yield cells + [""] * (width - len(cells))
    except UploadError:
        raise
    except RecursionError:
        raise UploadError("the workbook is nested too deeply; save it as CSV") from None
    except Exception as error:  # whatever a damaged workbook makes openpyxl 3.1 stumble over
        reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise UploadError(f"the workbook cannot be read ({reason}); open it in a spreadsheet, save as CSV") from None


def _look_over(data: bytes) -> None:
    """Refuse an archive that is no workbook, unpacks to too much, or declares XML entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
                raise UploadError(
                    f"the workbook would unpack to {unpacked / 1e6:,.0f} MB in {len(members):,} parts; "
                    f"at most {MAX_UNPACKED_BYTES // 1_000_000} MB can be read. Save the table as CSV"
                )
            for member in members:
                if member.file_size > _SMALL_BYTES and member.file_size > _MOST_TIMES * member.compress_size:
                    raise UploadError("the workbook would unpack to far more than a table does; save the table as CSV")
            if "xl/workbook.xml" not in archive.namelist():
                raise UploadError("this archive is no Excel workbook; unpack it, and load the table that is in it")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        if b"<!DOCTYPE" in part.read(_PROLOG_BYTES).upper().replace(b"\0", b""):
                            raise UploadError("the workbook declares XML entities, which no spreadsheet writes")
    except UploadError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UploadError("the workbook is damaged or locked; save it again without a password, or as CSV") from None


def _trimmed(cells: list[str]) -> list[str]:
    """Return *cells* without the empty ones at their end; rows of a sheet have no width of their own."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """Return a cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
