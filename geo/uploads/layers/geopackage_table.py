"""A GeoPackage → the rows of its first layer, or of its first table where it has none.

OGC 12-128r19: a database of SQLite with a list of its layers.  It is opened in memory, by
SQLite itself, which may do nothing there but read: no other file, no function but those that
count, no module of virtual tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import shapely

from geo.errors import UploadError
from geo.uploads.cells import shapes
from geo.uploads.cells.projections import Change, as_it_is, change_of
from geo.uploads.files import damage
from geo.uploads.files.records import rows
from geo.uploads.limits import MAX_ROWS
from geo.uploads.raw_table import NumberedRows
from geo.uploads.tables.table_of_events import has_events
from geo.uploads.tables.table_start import LOOKED_AT

__all__ = ["MAGIC", "read"]

MAGIC = b"SQLite format 3\0"
_WAL = slice(18, 20)  # of the header: 2 where a journal stands beside the file
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes by the number in a geometry's flags
_STEPS, _MAX_STEPS = 100_000, 20_000  # of SQLite's machine: some seconds
_MAX_SQL = 20_000
_LISTED = "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid"
_PLACED = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?"
_SYSTEM = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_FUNCTIONS = {"count", "length", "lower", "upper", "substr", "coalesce", "ifnull", "abs", "round", "cast", "like"}
_PRAGMAS = {"table_info", "trusted_schema"}


def read(data: bytes, notes: list[str]) -> tuple[NumberedRows, str]:
    """Return the rows of a layer, and what was read in words.

    Raises
    ------
    UploadError
        If it is no GeoPackage, damaged, made to harm, or in coordinates that cannot be turned into degrees.
    """
    try:
        with closing(_opened(data)) as database:
            tables = [(str(name), str(kind)) for name, kind in database.execute(_LISTED) if kind != "tiles"]
            layers = [name for name, kind in tables if kind == "features"] or [name for name, _ in tables]
            if not layers:
                raise UploadError("the GeoPackage lists no layer of features")
            sizes = {name: _size(database, name) for name in layers}
            filled = [name for name in layers if sizes[name]] or layers
            layer = next((name for name in filled if _has_events(database, name)), filled[0])
            others = [f"“{name[:40]}” ({sizes[name]:,} rows)" for name in layers if name != layer][:10]
            if others:
                notes.append(f"of the GeoPackage one layer is read, “{layer[:40]}”; not read: {', '.join(others)}")
            found = list(_records(database, layer, notes))
    except sqlite3.Error as error:
        what = damage.of_database(error)
        raise UploadError(f"the GeoPackage cannot be read ({what}); save the layer again, or as GeoJSON") from None
    return rows(found, (), shapes.COLUMNS, "features"), f"GeoPackage, layer “{layer[:40]}”"


def _has_events(database: sqlite3.Connection, layer: str) -> bool:
    """Whether the columns of a layer hold a date, beside the place that its shapes are."""
    cursor = database.execute(f"SELECT * FROM {_quoted(layer)} LIMIT {LOOKED_AT}")  # noqa: S608 - quoted, and only read
    head = [str(column[0]) for column in cursor.description]
    body = [["" if isinstance(value, bytes) else _cell(value)[:100] for value in row] for row in cursor]
    return has_events([[*head, "latitude"], *([*row, "1"] for row in body)])


def _opened(data: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(bytes(data[: _WAL.start]) + b"\1\1" + bytes(data[_WAL.stop :]))
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MAX_SQL)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000_000)
    database.execute("PRAGMA trusted_schema = OFF")
    database.set_authorizer(_may)
    steps = iter(range(_MAX_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    return database


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Say whether SQLite may do what a statement or a view asks for."""
    is_allowed = (
        action in _ALLOWED
        or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _size(database: sqlite3.Connection, name: str) -> int:
    found = database.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()  # noqa: S608 - quoted, and only read
    return int(found[0])


def _records(database: sqlite3.Connection, layer: str, notes: list[str]) -> Iterator[dict[str, str]]:
    placed = database.execute(_PLACED, (layer,)).fetchone()
    geometry, system = (str(placed[0]), placed[1]) if placed else ("", 0)
    change = change_of(_names(database, system), f"the system EPSG:{system}", "layer", notes) if geometry else as_it_is
    columns = database.execute(f"PRAGMA table_info({_quoted(layer)})").fetchall()
    keys = {str(name) for _, name, kind, _, _, key in columns if key and "INT" in str(kind).upper()}
    own = {name for name in keys if name.lower() in ("fid", "ogc_fid", "rowid")}  # numbers that the format asks for
    cursor = database.execute(f"SELECT * FROM {_quoted(layer)} LIMIT {MAX_ROWS + 1}")  # noqa: S608
    names = [str(column[0]) for column in cursor.description]
    for values in cursor:
        cells: dict[str, str] = {}
        place: dict[str, str] = {}
        for name, value in zip(names, values, strict=True):
            if name == geometry:
                place = _place(value, change)
            elif name not in own:
                cells[name] = _cell(value)
        yield {**place, **{name: text for name, text in cells.items() if text or name not in place}}


def _names(database: sqlite3.Connection, system: object) -> Iterator[str]:
    """Yield the ways in which a coordinate system is named: by its number, and as the package describes it."""
    yield f"EPSG:{system}"
    organization, number, definition = database.execute(_SYSTEM, (system,)).fetchone() or ("", "", "")
    yield f"{organization}:{number}".upper()
    yield str(definition)


def _place(value: object, change: Change) -> dict[str, str]:
    """Return the cells of a geometry: a head that says how long its box is, and well-known binary."""
    if value is None:
        return {}
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) < 8:
        return {"geometry_wkt": "no geometry of a GeoPackage"}
    flags = value[3]
    start = 8 + _ENVELOPES.get((flags >> 1) & 7, 0)
    try:
        return shapes.located(change(shapely.from_wkb(value[start:])))
    except Exception:  # curves (NotImplementedError) and damage (GEOSException)
        return {"geometry_wkt": "a curve or a damaged shape"}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"({len(value):,} bytes)"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
