"""A visitor's file → one table of text, whose rows keep the numbers that a spreadsheet shows.

Read are CSV in the usual encodings and separators, XLSX (first visible sheet), OpenDocument, JSON
and GeoJSON, Linked Places, KML, KMZ, GPX, GeoPackage, FlatGeobuf, Shapefile, and a zip of one.
Nothing is written anywhere, the file's name is only ever shown, and whatever is too large,
damaged or made to harm is refused with an :class:`~geo.errors.UploadError`.  What a parser
may still do is held by the process it runs in: see :mod:`geo.uploads.process.errand`.
"""

from __future__ import annotations

import hashlib
import re

from geo.errors import UploadError
from geo.uploads import packed
from geo.uploads.columns import grid_columns, parted_degrees
from geo.uploads.files import encodings, json_records, markup, text_table
from geo.uploads.files.encodings import ENCODINGS, Guess
from geo.uploads.files.text_table import SEPARATORS
from geo.uploads.layers import gdal_layers, geojson_table, geopackage_table, kml_table
from geo.uploads.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from geo.uploads.raw_table import UNSEEN, NumberedRows, RawTable, table

__all__ = ["ENCODINGS", "MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "RawTable", "is_small_text", "read"]

_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old or locked Excel workbook (.xls); save it without a password as .xlsx or CSV",
    b"%PDF": "a PDF; copy its table into a spreadsheet and save that as CSV",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"\x89PNG": "a picture; a table of events is needed",
}
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_BINARY = (b"PK", geopackage_table.MAGIC, gdal_layers.FLATGEOBUF)
_SMALL_BYTES, _SMALL_CELLS = 100_000, 20_000


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
    if not data[:1000].strip(_BLANK) and not data.strip(_BLANK):
        raise UploadError(f"{shown} is empty; the first row must name the columns, each further row is an event")
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise UploadError(f"{shown} is {what}")
    rows, kind, notes, doubts = _rows(data, encoding)
    frame, changed, ragged = table(rows, shown)
    frame, put_together = parted_degrees.joined(frame)
    frame, turned = grid_columns.in_degrees(frame)
    said = (*notes, *changed, *put_together, *turned)
    return RawTable(shown, kind, frame, said, ragged, hashlib.sha256(data).hexdigest(), doubts)


def is_small_text(data: bytes) -> bool:
    """Whether *data* is plain text in UTF-8 of so few cells that reading it can cost neither memory nor time."""
    if len(data) > _SMALL_BYTES or data.startswith(_BINARY) or data.lstrip(_BLANK)[:1] in (b"{", b"[", b"<"):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    lines = data.splitlines()
    widest = max((line.count(mark.encode()) for line in lines for mark in SEPARATORS), default=0) + 1
    return widest * len(lines) <= _SMALL_CELLS


def _shown(name: str) -> str:
    """Return the last part of a file's name as plain text of bearable length."""
    return (UNSEEN.sub("", re.split(r"[/\\]", name)[-1]).strip() or "the file")[:80]


def _rows(
    data: bytes, encoding: str, is_packed: bool = False
) -> tuple[NumberedRows, str, list[str], tuple[Guess, ...]]:
    """Return the rows, what they are in words, a list that holds, when all are read, what was left out, and doubts."""
    notes: list[str] = []
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        doubts: list[Guess] = []

        def inner(content: bytes) -> tuple[NumberedRows, str]:
            rows, kind, more, doubted = _rows(content, encoding, is_packed=True)
            doubts.extend(doubted)
            return _told(rows, more, notes), kind

        rows, kind = packed.read(data, notes, None if is_packed else inner)
        return rows, kind, notes, tuple(doubts)
    if data.startswith(geopackage_table.MAGIC):
        rows, kind = geopackage_table.read(data, notes)
        return rows, kind, notes, ()
    if data.startswith(gdal_layers.FLATGEOBUF):
        return gdal_layers.flatgeobuf(data, notes), "FlatGeobuf", notes, ()
    if data.lstrip(_BLANK)[:1] == b"<":
        if kml_table.is_kml(data):
            return kml_table.kml(data, notes), "KML", notes, ()
        if kml_table.is_gpx(data):
            return kml_table.gpx(data, notes), "GPX", notes, ()
        if what := markup.kind_of(data):
            raise UploadError(f"the file is {what}")
    guesses = [] if encoding else encodings.told_apart(data)
    encoding = encoding or guesses[0].name
    sample = text_table.head(data, encoding)
    if sample.lstrip("\ufeff \t\r\n\x1e")[:1] in ("{", "["):
        text = text_table.decoded(data, encoding)
        if '"' in text:
            text = json_records.as_one_document(text)
            if json_records.has_features(text):
                return geojson_table.rows(text, notes), "GeoJSON", notes, ()
            rows, kind = json_records.read(text, notes)
            return rows, kind, notes, ()
    separator = text_table.separator_of(sample)
    encoding_name = re.sub(r"-(?:sig|[lb]e)\Z", "", encoding)
    kind = f"CSV text, {ENCODINGS.get(encoding_name, encoding_name.upper())}, separated by {SEPARATORS[separator]}"
    return text_table.rows(data, encoding, separator, notes), kind, notes, tuple(guesses) if len(guesses) > 1 else ()


def _told(rows: NumberedRows, more: list[str], notes: list[str]) -> NumberedRows:
    """Yield *rows*, and add what was said of them meanwhile to what is said of the archive."""
    yield from rows
    notes += more
