"""Chosen events → GeoPackage, for QGIS, R and every other GIS.

The layer ``events`` has a point for each, with ``approximation_km``, within which the true
place lies; ``extents`` has the line or area of those whose place is one.  Where the record has units, lines and ground
of them, ``positions``, ``lines`` and ``features`` have those, each with who says so.  Licence and citation
are metadata of the file.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import shapely

from geo.citation import attribution
from geo.formats import attested
from geo.formats.features import CSV_COLUMNS, featured
from geo.record import tables
from geo.record.tables import Dataset

__all__ = ["packed"]

#: GDAL writes the day of the last change into the file; a fixed one makes the same events the same bytes.
_LAST_CHANGE = "2000-01-01T00:00:00.000Z"
_REAL = ("approximation_km", "elevation_m")
_DAYS, _WHOLE = ("date_start", "date_end"), ("date_prec", "where_prec", "number_of_sources")


def packed(dataset: Dataset, events: pd.DataFrame, home_url: str) -> bytes:
    """Return the plotted ones among *events* as a GeoPackage; *home_url* begins the links back.

    Raises
    ------
    OSError
        If the folder for files in passing has no room.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _LAST_CHANGE})
    found = list(featured(dataset, events))
    rows = [
        {"id": feature["id"], **row, "url": "" if dataset.is_own else f"{home_url}?event={feature['id']}"}
        for feature, row in found
    ]
    shapes = [shapely.from_wkt(row["geometry_wkt"]) if row["geometry_wkt"] else None for row in rows]
    drawn = [i for i, shape in enumerate(shapes) if shape is not None and shape.geom_type != "MultiPoint"]
    points = [shapely.Point(feature["properties"]["point"]) for feature, _ in found]
    about = {"TITLE": "Events"} if dataset.is_own else _origin(home_url)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.gpkg"
        try:
            _write(path, "events", _table(rows, points), "Point", about)
            _write(path, "extents", _table([rows[i] for i in drawn], [shapes[i] for i in drawn]), "Unknown", about)
            for layer, geometry_type in attested.LAYERS.items():
                if told := attested.rows(dataset, events, layer):
                    _write(path, layer, _told(told, attested.COLUMNS[layer]), geometry_type, about)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:  # the table itself is right
            raise OSError(f"{path} cannot be written: {error}") from error
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
    )


def _table(rows: list[dict[str, Any]], shapes: list[Any]) -> pa.Table:
    """Return a column for each of the CSV's but the coordinates, and the geometry as WKB."""
    columns: dict[str, Any] = {}
    for name in (*(name for name in CSV_COLUMNS if name not in ("latitude", "longitude")), "url"):
        cells = [row[name] for row in rows]
        if name in _DAYS:
            columns[name] = pa.array(pd.to_datetime(cells).date, pa.date32())
        elif name in _WHOLE:
            columns[name] = pa.array([int(cell) for cell in cells], pa.int32())
        else:
            columns[name] = pa.array(cells, pa.float64() if name == "approximation_km" else pa.string())
    return pa.table(columns | {"geom": pa.array(shapely.to_wkb(shapes), pa.binary())})


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
