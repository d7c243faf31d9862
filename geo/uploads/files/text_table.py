"""Text in any usual encoding and separator → rows; the text is decoded while it is read, never kept whole."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice

from geo.core.text import counted
from geo.errors import UploadError
from geo.uploads.files.encodings import ENCODINGS
from geo.uploads.limits import MAX_CELL, MAX_COLUMNS
from geo.uploads.raw_table import NumberedRows

__all__ = ["SEPARATORS", "decoded", "head", "rows", "separator_of"]

_BLANKS, _GAPS = " ", "  "
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", _BLANKS: "blanks", _GAPS: "wide gaps"}
_MARKS = (",", ";", "\t", "|")
#: The cells of a line cut at blanks, as R writes tables, and at gaps of two blanks or more, as tables are printed.
_CUTS = {_BLANKS: re.compile(r'"((?:[^"]|"")*)"(?!\S)|(\S+)'), _GAPS: re.compile(r"()(\S+(?: \S+)*)")}
_QUOTED_HEADS = re.compile(r'"[^"]*"(?: "[^"]*")* *')
_LEAST_LINES = 3
#: A quotation mark within a cell, as programs of databases write it.
_ESCAPED = re.compile(r'\\"(?=\w)')
_ESCAPES = re.compile(r'\\(["\\])')
_SAMPLE = 100_000  # characters
_MOST_OF_A_CELL = f"a cell may have {MAX_CELL:,}. Does the file have line breaks?"
_LONGEST_LINE = 5_000_000  # characters
_SEP_LINE = re.compile(r"sep=([,;|\t])(?:\r\n|\r|\n)")


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
    """Return the separator that cuts the first rows into most columns of one number.

    Rows above the header may have fewer; of two separators alike, the one that cuts the first row so is taken.
    """

    def columns(separator: str) -> tuple[float, bool, int]:
        try:
            found = [
                row for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), 40) if any(row)
            ]
        except csv.Error:
            return 0.0, False, 0
        widths = [len(row) for row in found]
        cut = Counter(width for width in widths if width > 1)
        if not cut:
            return 0.0, False, 0
        usual = max(cut, key=lambda width: (cut[width], width))
        return round(cut[usual] / len(widths), 1), widths[0] == usual, usual

    if match := _SEP_LINE.match(sample.removeprefix("\ufeff")):
        return match[1]
    lines = [line for line in sample.removeprefix("\ufeff").splitlines()[:40] if line.strip()]
    if len(sample) == _SAMPLE:
        lines = lines[:-1] or lines
    if lines and _QUOTED_HEADS.fullmatch(lines[0]) and _are_alike(lines, _BLANKS, 1):
        return _BLANKS
    best = max(_MARKS, key=columns)
    if not any(mark in line for line in lines[:1] for mark in _MARKS):
        for blanks, least in ((_GAPS, 2), (_BLANKS, 3)):
            if _are_alike(lines, blanks, least):
                return blanks
    return best


def _are_alike(lines: list[str], blanks: str, least: int) -> bool:
    """Whether blanks cut all lines into as many cells, at least so many; the first may have one less, as R writes."""
    counts = [len(_cut(line, blanks)) for line in lines]
    if not counts:
        return False
    is_of_r = blanks == _BLANKS and counts[0] + 1 == counts[-1]
    is_enough = len(lines) >= (_LEAST_LINES if blanks == _GAPS or not lines[0].startswith('"') else 2)
    return is_enough and counts[0] >= least and (len({*counts[1:]}) == 1) and (counts[0] == counts[-1] or is_of_r)


def _cut(line: str, blanks: str) -> list[str]:
    found = (match.groups() for match in _CUTS[blanks].finditer(line))
    return [bare or (quoted or "").replace('""', '"') for quoted, bare in found]


def rows(data: bytes, encoding: str, separator: str, notes: list[str] | None = None) -> NumberedRows:
    """Yield the rows, numbered from 1, blank ones too.

    A quotation mark that neither opens nor closes a whole cell is a letter like others.

    Parameters
    ----------
    notes : takes, when all rows have been taken, how many rows have such a mark.

    Raises
    ------
    UploadError
        Where a row has more or longer cells than a table may have.
    """
    if separator in _CUTS:
        yield from _rows_of_blanks(data, encoding, separator)
        return
    lines = _Lines(_lines(data, encoding, separator))
    number = raw = 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        while True:
            lines.taken.clear()
            try:
                row = next(reader, None)
            except csv.Error as error:
                if "field limit" in str(error) and '"' not in lines.taken[0]:
                    raise UploadError(f"row {number + 1}: a cell is longer than {MAX_CELL:,} characters") from None
                row = _cells(lines.give_back_all_but_one(), separator)
                reader = csv.reader(lines, delimiter=separator, strict=True)
                raw += 1
            if row is None:
                break
            number += 1
            if number > 1 and len(row) > MAX_COLUMNS:
                raise _too_wide(number, len(row))
            yield number, row
    except UnicodeError as error:
        raise _where(data, encoding, error) from None
    if raw and notes is not None:
        notes.append(f"a quotation mark that stands alone is read as a letter, in {counted(raw, 'row')}")


def _rows_of_blanks(data: bytes, encoding: str, separator: str) -> NumberedRows:
    try:
        for number, line in enumerate(_lines(data, encoding, "\t"), 1):
            cells = _cut(line, separator)
            if number > 1 and len(cells) > MAX_COLUMNS:
                raise _too_wide(number, len(cells))
            yield number, cells
    except UnicodeError as error:
        raise _where(data, encoding, error) from None


class _Lines(Iterator[str]):
    """Lines of which the last ones taken can be given back.

    Attributes
    ----------
    taken : the lines of the present row.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back = lines, deque[str]()
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_one(self) -> str:
        """Return the first line of the row; those after it come again."""
        self._back.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of a line by itself, in which a quotation mark counts only around a whole cell."""
    mark = re.escape(separator)
    cells = re.findall(rf'("(?:[^"]|"")*"(?={mark}|\Z)|[^{mark}]*)(?:{mark}|\Z)', line.rstrip("\r\n"))
    if cells and not line.rstrip("\r\n").endswith(separator):
        cells.pop()  # the empty one behind the end
    whole = re.compile(r'"((?:[^"]|"")*)"')
    return [match[1].replace('""', '"') if (match := whole.fullmatch(cell)) else cell for cell in cells]


def _open(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _lines(data: bytes, encoding: str, separator: str) -> Iterator[str]:
    is_escaped = b'\\"' in data and _ESCAPED.search(head(data, encoding)) is not None
    for number, line in enumerate(_open(data, encoding), 1):
        if number == 1:
            line = line.removeprefix("\ufeff")
            line = "\n" if _SEP_LINE.fullmatch(line) else line  # a blank row, so that numbers stay true
        if "\0" in line:
            raise _nul(number)
        if is_escaped:
            line = _ESCAPES.sub(lambda mark: '""' if mark[1] == '"' else mark[1], line)
        if len(line) < MAX_COLUMNS:
            yield line
            continue
        # each cell of a row is a Python object: what is far too wide is told before it is cut up
        if number > 1 and '"' not in line and (cells := line.count(separator) + 1) > MAX_COLUMNS:
            raise _too_wide(number, cells)
        if len(line) > _LONGEST_LINE:
            if line.count(separator) < MAX_COLUMNS:
                raise UploadError(f"line {number:,} has {len(line):,} characters; {_MOST_OF_A_CELL}")
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
