"""Chosen events → GeoPackage, for QGIS, R and every other GIS.

The layer ``events`` has a point for each, with ``approximation_km``, within which the true place
lies; ``extents`` has the line or area of those whose place is one; ``movements`` the arrows of
the atlas.  Where the record has units, lines and ground of them, ``positions``, ``lines`` and ``features`` have
those, each with who says so.  Licence and citation are metadata of the file, each column has its name in words, and
layers have a look for QGIS, with the days of its time control.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import shapely

from geo.citation import attribution
from geo.core import templating
from geo.formats import event_table
from geo.formats.layers import attested
from geo.formats.layers.kind_colours import KIND_COLOURS
from geo.record import export_columns, tables
from geo.record.files import movements
from geo.record.tables import Dataset

__all__ = ["packed"]

#: GDAL writes the day of the last change into the file; a fixed one makes the same events the same bytes.
_LAST_CHANGE = "2000-01-01T00:00:00.000Z"
_REAL = ("approximation_km", "elevation_m")
_DAYS = ("date_start", "date_end")
_NUMBERS = ("latitude", "longitude", "approximation_km")
_MOVED = ("title", "event_id", "side", "kind", "date_edtf", "date_start", "date_end", "basis", "locator")
#: Layer → what it is, and the shape that its look is for; none where shapes of several kinds are in it.
_LAYERS = {
    "events": ("Events: a point for each, which may lie approximation_km off", "point"),
    "extents": ("Lines along which and areas in which events took place", ""),
    "movements": ("Schematic movements, dated to the day", "line"),
    "positions": ("Where a unit stood, and who says so", "point"),
    "lines": ("Lines on the ground, and who says so", "line"),
    "features": ("The ground of the battles: heights, waters, posts", ""),
}
#: The colour of each kind as QGIS writes it: red, green, blue and opacity.
_COLOURS = {kind: ",".join(map(str, (*bytes.fromhex(rgb), 255))) for kind, rgb in KIND_COLOURS.items()}


def packed(dataset: Dataset, events: pd.DataFrame, home_url: str) -> bytes:
    """Return the plotted ones among *events* as a GeoPackage, a visitor's own all; *home_url* begins the links back.

    Raises
    ------
    OSError
        If the folder for files in passing has no room.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _LAST_CHANGE})
    if not dataset.is_own:
        events = events[events["status"] == "plotted"]
    names = event_table.columns(dataset)
    rows = event_table.rows(dataset, events, home_url)
    points = [
        None if pd.isna(lon) else shapely.Point(round(lon, 6), round(lat, 6))
        for lon, lat in zip(events["longitude"], events["latitude"], strict=True)
    ]
    shapes = [shapely.from_wkt(text) if text else None for text in events["geometry_wkt"]]
    about = {"TITLE": "Events"} if dataset.is_own else _origin(home_url)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.gpkg"
        try:
            _write(path, "events", _table(names, rows, points), "Point", about)
            drawn = [i for i, shape in enumerate(shapes) if shape is not None and shape.geom_type != "MultiPoint"]
            extents = _table(names, [rows[i] for i in drawn], [shapes[i] for i in drawn])
            _write(path, "extents", extents, "Unknown", about)
            if arrows := _arrows(dataset, set(events.index)):
                _write(path, "movements", *_movements(arrows), about)
            for layer, geometry_type in attested.LAYERS.items():
                if told := attested.rows(dataset, events, layer):
                    _write(path, layer, _told(told, attested.COLUMNS[layer]), geometry_type, about)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:  # the table itself is right
            raise OSError(f"{path} cannot be written: {error}") from error
        _describe(path)
        return path.read_bytes()


def _origin(home_url: str) -> dict[str, str]:
    licence = f"{attribution.LICENCE}, {attribution.LICENCE_URL}"
    return {"TITLE": tables.atlas().title, "LICENSE": licence, "CITATION": attribution.citation(home_url)}


def _write(path: Path, layer: str, table: pa.Table, geometry_type: str, about: dict[str, str]) -> None:
    pyogrio.write_arrow(
        table,
        path,
        layer=layer,
        driver="GPKG",
        geometry_name="geom",
        geometry_type=geometry_type,
        crs="EPSG:4326",
        append=path.exists(),
        dataset_metadata=about,
        layer_options={"IDENTIFIER": layer, "DESCRIPTION": _LAYERS[layer][0]},
    )


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], shapes: Sequence[Any]) -> pa.Table:
    """Return a column for each name, null where nothing is given, and the geometry as WKB."""
    columns: dict[str, Any] = {}
    taken = {"geom", "fid"}
    for name in names:
        shown = name
        while shown.lower() in taken:  # names differ by more than their case in a database
            shown += "_"
        taken.add(shown.lower())
        columns[shown] = _column(name, [row[name] for row in rows])
    shapes_wkb = [None if shape is None else shapely.to_wkb(shape) for shape in shapes]
    return pa.table(columns | {"geom": pa.array(shapes_wkb, pa.binary())})


def _told(told: list[tuple[dict[str, Any], Any]], names: list[str]) -> pa.Table:
    """Return a column for each of *names*, and the geometry as WKB."""
    columns: dict[str, Any] = {}
    for name in names:
        cells = [row[name] for row, _ in told]
        if name in _DAYS:
            columns[name] = pa.array(pd.to_datetime(cells).date, pa.date32())
        else:
            columns[name] = pa.array(cells, pa.float64() if name in _REAL else pa.string())
    return pa.table(columns | {"geom": pa.array(shapely.to_wkb([shape for _, shape in told]), pa.binary())})


def _column(name: str, cells: list[Any]) -> pa.Array:
    kinds = {type(cell) for cell in cells if cell is not None}
    if name in _DAYS and kinds <= {str} and all(cell is None or len(cell) == 10 for cell in cells):
        days = [None if cell is None else pd.Timestamp(cell).date() for cell in cells]
        return pa.array(days, pa.date32())
    if name in event_table.WHOLE and kinds <= {int}:
        return pa.array(cells, pa.int32())
    if name in _NUMBERS and kinds <= {float, int}:
        return pa.array(cells, pa.float64())
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())


def _arrows(dataset: Dataset, event_ids: set[str]) -> list[Mapping[str, Any]]:
    """Return the arrows of the events that were chosen; none of any dataset but the one beside which they lie."""
    if dataset.is_own or dataset.digest != tables.load().digest:
        return []
    return [one for one in movements.collection(dataset)["features"] if one["properties"]["event_id"] in event_ids]


def _movements(arrows: Sequence[Mapping[str, Any]]) -> tuple[pa.Table, str]:
    """Return arrows as a table, and the kind of its shapes."""
    rows = [{name: one["properties"].get(name) or None for name in _MOVED} for one in arrows]
    lines = [shapely.LineString(one["geometry"]["coordinates"]) for one in arrows]
    return _table(_MOVED, rows, lines), "LineString"


def _describe(path: Path) -> None:
    """Give columns their names in words (the format's extension Schema) and layers a look (as QGIS keeps looks)."""
    described = export_columns.described()
    aliases = {name: one.title for name, one in described.items()}
    with closing(sqlite3.connect(path)) as database, database:
        layers = [str(name) for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY rowid")]
        database.execute(
            "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
            "name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
            "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name))"
        )
        for layer in layers:
            columns = [str(row[1]) for row in database.execute(f'PRAGMA table_info("{layer}")')]
            database.executemany(
                "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, title, description) "
                "VALUES (?, ?, ?, ?)",
                [
                    (layer, name, described[name].title, described[name].meaning)
                    for name in columns
                    if name in described
                ],
            )
        database.execute(
            "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', "
            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')"
        )
        database.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT, "
            "f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, "
            "useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME)"
        )
        for layer in layers:
            if not _LAYERS[layer][1]:
                continue
            qml = templating.html("qgis_style.xml", shape=_LAYERS[layer][1], aliases=aliases, colours=_COLOURS)
            database.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                "styleName, styleQML, useAsDefault, description, owner, update_time) "
                "VALUES ('', '', ?, 'geom', 'by kind', ?, 1, ?, '', ?)",
                (layer, qml, _LAYERS[layer][0], _LAST_CHANGE),
            )
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Looks of the layers for QGIS', ?)",
            (_LAST_CHANGE,),
        )
