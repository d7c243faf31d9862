"""A visitor's file → one table of text, whose rows keep the numbers that a spreadsheet shows.

Read are CSV in the usual encodings and separators, XLSX (first sheet) and GeoJSON.  Nothing
is written anywhere, the file's name is only ever shown, and whatever is too large, damaged
or made to harm is refused with an :class:`~geo.errors.UploadError` before it costs memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from geo.errors import UploadError
from geo.uploads import geojson_table, xlsx

__all__ = ["ENCODINGS", "MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "RawTable", "read"]

MAX_BYTES = 50_000_000
MAX_ROWS, MAX_COLUMNS = 500_000, 500
MAX_CELL = 100_000  # characters
_MAX_HEADER = 200
_CHUNK = 20_000  # rows that are held as Python objects at a time
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
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
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old or locked Excel workbook (.xls); save it without a password as .xlsx or CSV",
    b"%PDF": "a PDF; copy its table into a spreadsheet and save that as CSV",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"\x89PNG": "a picture; a table of events is needed",
}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
#: Control characters, marks that turn the direction of a line round, and halves of characters.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


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
    """

    name: str
    kind: str
    frame: pd.DataFrame
    notes: tuple[str, ...]
    ragged: dict[int, str]
    digest: str


def read(data: bytes, name: str, encoding: str = "") -> RawTable:
    r"""Return the table in *data*.

    Parameters
    ----------
    name : as the visitor's machine calls the file; shown without its folders.
    encoding : one of :data:`ENCODINGS` for a CSV file; guessed by default.

    Raises
    ------
    UploadError
        If it is no table, or too large, or damaged.

    Examples
    --------
    >>> read(b"title;latitude\nAt the ford;42,5\n", "events.csv").frame.to_dict("index")
    {2: {'title': 'At the ford', 'latitude': '42,5'}}
    """
    shown = _shown(name)
    if len(data) > MAX_BYTES:
        raise UploadError(
            f"{shown} has {len(data) / 1e6:,.0f} MB; at most {MAX_BYTES // 1_000_000} MB can be read. "
            "Leave out columns that are not needed, or a part of the rows"
        )
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UploadError(f"{shown} is empty; the first row must name the columns, each further row is an event")
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise UploadError(f"{shown} is {what}")
    records, kind = _records(data, encoding)
    frame, notes, ragged = _table(records, shown)
    return RawTable(shown, kind, frame, notes, ragged, hashlib.sha256(data).hexdigest())


def _shown(name: str) -> str:
    """Return the last part of a file's name as plain text of bearable length."""
    return (_UNSEEN.sub("", re.split(r"[/\\]", name)[-1]).strip() or "the file")[:80]


def _records(data: bytes, encoding: str) -> tuple[Iterator[list[str]], str]:
    if data.startswith(b"PK\x03\x04"):
        return xlsx.records(data, MAX_ROWS, MAX_COLUMNS), "Excel workbook, first sheet"
    text, encoding = _text(data, encoding)
    if text.lstrip()[:1] in ("{", "[") and '"' in text:
        return geojson_table.records(text, MAX_ROWS, MAX_COLUMNS), "GeoJSON"
    separator = _separator(text)
    kind = f"CSV text, {ENCODINGS.get(encoding, encoding)}, separated by {_SEPARATORS[separator]}"
    return _csv(text, separator), kind


def _text(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    if not encoding:
        encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "") or _guess(data)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        spot = f"byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else "its length"
        raise UploadError(
            f"this is no {ENCODINGS.get(encoding, encoding)} text ({spot} does not fit); "
            "save the table as CSV with encoding UTF-8"
        ) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise UploadError(f"row {row} contains a NUL byte; this is no text. Save the table as CSV with encoding UTF-8")
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def _guess(data: bytes) -> str:
    """Return the encoding of text that does not say it itself."""
    head = data[:4000]
    if head.count(0) > len(head) // 4:  # half of the bytes of Latin text in UTF-16
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # late: slow to load, and seldom needed

        sample = data[max(error.start - 50_000, 0) : error.start + 150_000]
        found = from_bytes(sample, cp_isolation=[name for name in ENCODINGS if not name.startswith("utf")]).best()
        return found.encoding if found else "cp1252"
    return "utf-8"


def _separator(text: str) -> str:
    """Return the separator that cuts the first rows into most columns of one number."""
    sample = text[:100_000]

    def columns(separator: str) -> tuple[float, int]:
        try:
            rows = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=separator), 30) if any(row)]
        except csv.Error:
            return 0.0, 0
        widths = [len(row) for row in rows]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return round(sum(width == widths[0] for width in widths) / len(widths), 1), widths[0]

    if match := re.match(r"sep=([,;|\t])\r?\n", text):
        return match[1]
    return max(_SEPARATORS, key=columns)


def _csv(text: str, separator: str) -> Iterator[list[str]]:
    text = re.sub(r"\Asep=[,;|\t]\r?\n", "\n", text)  # leaves a blank row, so that numbers stay true
    lines = (match[0] for match in _LINE.finditer(text))  # io.StringIO would take four bytes a letter
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            yield row
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


def _table(records: Iterator[list[str]], name: str) -> tuple[pd.DataFrame, tuple[str, ...], dict[int, str]]:
    counted = ((number, cells) for number, cells in enumerate(records, 1) if any(cell.strip() for cell in cells))
    _, header = next(counted, (0, []))
    if not header:
        raise UploadError(f"{name} is empty; the first row must name the columns, each further row is an event")
    if len(header) > MAX_COLUMNS:
        raise UploadError(
            f"{name} has {len(header):,} columns; at most {MAX_COLUMNS} can be read. Leave out what is not needed"
        )
    columns, notes = _header(header)
    ragged: dict[int, str] = {}
    chunks: list[pd.DataFrame] = []
    unseen = 0
    while part := list(islice(counted, _CHUNK)):
        if sum(len(chunk) for chunk in chunks) + len(part) > MAX_ROWS:
            raise UploadError(f"{name} has more than {MAX_ROWS:,} rows; load it in parts")
        chunk, stripped = _chunk(part, columns, ragged)
        chunks.append(chunk)
        unseen += stripped
    if not chunks:
        raise UploadError(f"{name} has a header but no rows; each row below the header is an event")
    if unseen:
        notes.append(f"{unseen:,} control or direction-override characters were taken out")
    return pd.concat(chunks), tuple(notes), ragged


def _header(header: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return names that are all there and all different, and what had to be done for it."""
    names: list[str] = []
    seen: dict[str, int] = {}
    notes = []
    for place, cell in enumerate(header, 1):
        name = " ".join(_UNSEEN.sub("", cell).split())[:_MAX_HEADER] or f"column {place}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            notes.append(f"the column {name!r} stands more than once; the later one is called {name} ({seen[name]})")
            name = f"{name} ({seen[name]})"
            seen[name] = seen.get(name, 0) + 1
        names.append(name)
    return names, notes


def _chunk(part: list[tuple[int, list[str]]], columns: list[str], ragged: dict[int, str]) -> tuple[pd.DataFrame, int]:
    """Return rows as a table of text, and how many characters had to be taken out."""
    width = len(columns)
    for number, cells in part:
        if len(cells) != width:
            more = [cell for cell in cells[width:] if cell.strip()]
            if more or len(cells) < width:
                found = f"; left over: {', '.join(more)[:100]}" if more else ""
                ragged[number] = f"{len(cells)} cells where the header has {width}{found}"
            del cells[width:]
            cells += [""] * (width - len(cells))
        if len(longest := max(cells, key=len)) > MAX_CELL:
            raise UploadError(f"row {number}: a cell is longer than {MAX_CELL:,} characters: {len(longest):,}")
    texts, count = [], 0
    for column in zip(*(cells for _, cells in part), strict=True):
        values = list(column)
        for place, value in enumerate(values):
            if not value.isprintable() and _UNSEEN.search(value):
                values[place], removed = _UNSEEN.subn("", value)
                count += removed
        texts.append(pd.array([value.strip() for value in values], dtype="str"))
    return pd.DataFrame(dict(zip(columns, texts, strict=True)), index=[number for number, _ in part]), count
