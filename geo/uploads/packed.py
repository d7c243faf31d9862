"""A zip archive → the one thing in it that is a table: a workbook, a spreadsheet, a layer, or a text.

An archive within an archive is never opened, unless it is a workbook, a spreadsheet or KMZ.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from itertools import islice

from geo.errors import UploadError
from geo.uploads.files import archive, encodings, ods, text_table, xlsx
from geo.uploads.layers import gdal_layers, kml_table
from geo.uploads.limits import MAX_BYTES
from geo.uploads.raw_table import NumberedRows
from geo.uploads.tables.table_of_events import has_events
from geo.uploads.tables.table_start import LOOKED_AT

__all__ = ["members", "read"]

#: Reads the bytes of a member that is a file of its own: rows, and what they are in words.
Reader = Callable[[bytes], tuple[NumberedRows, str]]
_TABLES = (
    *(".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".ods", ".geojson", ".json", ".jsonl", ".ndjson"),
    *(".geojsonl", ".kml", ".kmz", ".gpx", ".gpkg", ".fgb"),
)
_TEXTS = (".csv", ".tsv", ".txt", ".tab")
_LOOKED_AT = 65_536  # bytes
_ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")
_NO_TABLES = ("readme", "license", "licence", "notice", "codebook", "metadata")
_SHAPEFILE = ".shp"


def members(book: zipfile.ZipFile) -> list[str]:
    """Return the files of an archive but for those that a system put there for itself."""
    found = [one.filename for one in book.infolist() if not one.is_dir()]
    return [name for name in found if not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))]


def read(data: bytes, notes: list[str], inner: Reader | None) -> tuple[NumberedRows, str]:
    """Return the rows of the table in an archive, and what was read in words.

    Parameters
    ----------
    inner : reads a member; ``None`` within an archive already.

    Raises
    ------
    UploadError
        If it is damaged, unpacks to too much, or holds no table.
    """
    with archive.opened(data) as book:
        names = members(book)
        if "xl/workbook.xml" in names:
            return xlsx.rows(data, notes)
        if ods.is_ods(book):
            return ods.read(book, notes)
        if any(name.lower().endswith(_SHAPEFILE) for name in names):
            return _shapefile(book, names, notes)
        tables = _tables(book, names)
        if tables and all(name.lower().endswith(".kml") for name in tables):
            document = next((name for name in tables if posixpath.basename(name) == "doc.kml"), tables[0])
            _tell(tables, document, notes)
            return kml_table.kml(_unpacked(book, document), notes), "KMZ"
        if inner is None:
            raise UploadError("the archive holds another archive; unpack it, and load the table that is in it")
        if not tables:
            raise UploadError(_without_table(names))
        _tell(tables, tables[0], notes)
        content = _unpacked(book, tables[0])
    rows, kind = inner(content)
    return rows, f"{kind}, in a zip archive as “{_shown(tables[0])}”"


def _tables(book: zipfile.ZipFile, names: list[str]) -> list[str]:
    """Return the members that may be tables, the largest first; what only explains one comes last."""
    found = [name for name in names if name.lower().endswith(_TABLES)]
    explains = {name: posixpath.basename(name).lower().startswith(_NO_TABLES) for name in found}
    dated = {name: len(found) > 1 and _has_events(book, name) for name in found}
    return sorted(found, key=lambda name: (explains[name], not dated[name], -book.getinfo(name).file_size, name))


def _has_events(book: zipfile.ZipFile, name: str) -> bool:
    """Whether a text in an archive begins with a header that names a date and a place or a title."""
    if not name.lower().endswith(_TEXTS):
        return False
    with book.open(name) as member:
        data = member.read(_LOOKED_AT).rpartition(b"\n")[0]
    encoding = encodings.encoding_of(data)
    separator = text_table.separator_of(text_table.head(data, encoding))
    try:
        found = islice(text_table.rows(data, encoding, separator), LOOKED_AT)
        return has_events([cells for _, cells in found])
    except UploadError:
        return False  # which is told when it is read


def _without_table(names: list[str]) -> str:
    nested = [name for name in names if name.lower().endswith(_ARCHIVES)]
    if nested:
        return f"the archive holds another archive, “{_shown(nested[0])}”; unpack it, and load the table that is in it"
    shown = ", ".join(f"“{_shown(name)}”" for name in names[:3]) or "nothing"
    return f"the archive holds no table but {shown}; a CSV, Excel, GeoJSON, KML or Shapefile in it can be read"


def _tell(tables: list[str], read: str, notes: list[str]) -> None:
    others = [f"“{_shown(name)}”" for name in tables if name != read]
    if others:
        more = f" and {len(others) - 10:,} more" if len(others) > 10 else ""
        notes.append(f"of the archive one table is read, “{_shown(read)}”; not read: {', '.join(others[:10])}{more}")


def _unpacked(book: zipfile.ZipFile, name: str) -> bytes:
    size = book.getinfo(name).file_size
    if size > MAX_BYTES:
        raise UploadError(
            f"“{_shown(name)}” in the archive has {size / 1e6:,.0f} MB; at most {MAX_BYTES // 1_000_000} MB can be "
            "read. Keep the columns of title, date, place, latitude, longitude, parties and figures, or load it in "
            "parts"
        )
    return book.read(name)


def _shapefile(book: zipfile.ZipFile, names: list[str], notes: list[str]) -> tuple[NumberedRows, str]:
    """Return the rows of the Shapefile with most bytes; its parts are found by their names without the ending."""
    layers = sorted(
        (name for name in names if name.lower().endswith(_SHAPEFILE)),
        key=lambda name: (-book.getinfo(name).file_size, name),
    )
    stem = layers[0][: -len(_SHAPEFILE)]
    _tell(layers, layers[0], notes)
    parts = {
        name[len(stem) :].lower(): _unpacked(book, name)
        for name in names
        if name[: len(stem)].lower() == stem.lower() and name[len(stem) :].lower() in gdal_layers.PARTS
    }
    if ".shx" not in parts:
        shown = _shown(layers[0])
        raise UploadError(f"the Shapefile “{shown}” lacks its file .shx; put all of its files into the archive")
    if ".dbf" not in parts:
        notes.append(f"the Shapefile “{_shown(layers[0])}” lacks its file .dbf, in which names and dates would stand")
    return gdal_layers.shapefile(parts, notes), f"Shapefile “{_shown(stem)}”"


def _shown(name: str) -> str:
    return "".join(letter for letter in posixpath.basename(name) if letter.isprintable())[:60]
