"""Text in any usual encoding and separator → rows; the text is decoded while it is read, never kept whole."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from geo.errors import UploadError
from geo.uploads.limits import MAX_CELL, MAX_COLUMNS
from geo.uploads.raw_table import NumberedRows

__all__ = ["ENCODINGS", "SEPARATORS", "decoded", "encoding_of", "head", "rows", "separator_of"]

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: What a reader may choose where the guess is wrong; the names are Python's.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp932": "Japanese (Shift-JIS)",
    "gb18030": "Chinese (GB 18030)",
    "euc_kr": "Korean (EUC-KR)",
}
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_SAMPLE = 100_000  # characters
_LONGEST_LINE = 5_000_000  # characters
_SEP_LINE = re.compile(r"sep=([,;|\t])(?:\r\n|\r|\n)")


def encoding_of(data: bytes) -> str:
    """Return the encoding that text says of itself, or seems to have."""
    if marked := next((name for mark, name in _MARKS.items() if data.startswith(mark)), ""):
        return marked
    start = data[:4000]
    if start.count(0) > len(start) // 4:  # half of the bytes of Latin text in UTF-16
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # late: slow to load, and seldom needed

        sample = data[max(error.start - 50_000, 0) : error.start + 150_000]
        found = from_bytes(sample, cp_isolation=[name for name in ENCODINGS if not name.startswith("utf")]).best()
        return found.encoding if found else "cp1252"
    return "utf-8"


def head(data: bytes, encoding: str) -> str:
    """Return the beginning of the text, as far as it can be decoded."""
    try:
        return _open(data, encoding).read(_SAMPLE)
    except UnicodeError:
        return data[: 4 * _SAMPLE].decode(encoding, "ignore")[:_SAMPLE]


def decoded(data: bytes, encoding: str) -> str:
    """Return the whole text.

    Raises
    ------
    UploadError
        If it is no text in this encoding; the message says where.
    """
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        raise _unfit(error, encoding) from None
    if "\0" in text:
        raise _nul(text.count("\n", 0, text.index("\0")) + 1)
    return text.removeprefix("\ufeff")


def separator_of(sample: str) -> str:
    """Return the separator that cuts the first rows into most columns of one number."""

    def columns(separator: str) -> tuple[float, int]:
        try:
            found = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=separator), 30) if any(row)]
        except csv.Error:
            return 0.0, 0
        widths = [len(row) for row in found]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return round(sum(width == widths[0] for width in widths) / len(widths), 1), widths[0]

    if match := _SEP_LINE.match(sample.removeprefix("\ufeff")):
        return match[1]
    return max(SEPARATORS, key=columns)


def rows(data: bytes, encoding: str, separator: str) -> NumberedRows:
    """Yield the rows, numbered from 1, blank ones too.

    Raises
    ------
    UploadError
        Where a row cannot be read, or has more cells than a table may have columns.
    """
    number = 0
    try:
        for row in csv.reader(_lines(data, encoding, separator), delimiter=separator, strict=True):
            number += 1
            if number > 1 and len(row) > MAX_COLUMNS:
                raise _too_wide(number, len(row))
            yield number, row
    except csv.Error as error:
        what = str(error)
        advice = (
            "a quotation mark is opened and not closed"
            if "unexpected end" in what
            else f"a cell is longer than {MAX_CELL:,} characters; is a quotation mark left open?"
            if "field limit" in what
            else "a quotation mark stands inside a cell; write it twice"
        )
        raise UploadError(f"row {number + 1}: {advice}") from None
    except UnicodeError as error:
        raise _where(data, encoding, error) from None


def _open(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _lines(data: bytes, encoding: str, separator: str) -> Iterator[str]:
    for number, line in enumerate(_open(data, encoding), 1):
        if number == 1:
            line = line.removeprefix("\ufeff")
            line = "\n" if _SEP_LINE.fullmatch(line) else line  # a blank row, so that numbers stay true
        if "\0" in line:
            raise _nul(number)
        # each cell of a row is a Python object: what is far too wide is told before it is cut up
        if number > 1 and '"' not in line and (cells := line.count(separator) + 1) > MAX_COLUMNS:
            raise _too_wide(number, cells)
        if len(line) > _LONGEST_LINE:
            raise UploadError(
                f"line {number:,} has {len(line):,} characters, {line.count(separator) + 1:,} cells if it is a row; "
                f"at most {MAX_COLUMNS} columns can be read. Does the file have line breaks?"
            )
        yield line


def _too_wide(number: int, cells: int) -> UploadError:
    return UploadError(
        f"row {number:,} has {cells:,} cells; at most {MAX_COLUMNS} columns can be read. "
        "Leave out what is not needed; are line breaks missing?"
    )


def _nul(row: int) -> UploadError:
    return UploadError(f"row {row:,} contains a NUL byte; this is no text. Save the table as CSV with encoding UTF-8")


def _where(data: bytes, encoding: str, error: UnicodeError) -> UploadError:
    """Return the complaint with the place in the whole file; a stream knows only that in its present piece."""
    try:
        data.decode(encoding)
    except UnicodeError as whole:
        error = whole
    return _unfit(error, encoding)


def _unfit(error: UnicodeError, encoding: str) -> UploadError:
    spot = f"byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else "its length"
    return UploadError(
        f"this is no {ENCODINGS.get(encoding, encoding)} text ({spot} does not fit); "
        "save the table as CSV with encoding UTF-8"
    )
