"""Shapefile and FlatGeobuf → rows, by GDAL, in a process in which every other door of GDAL is shut.

GDAL reads some seventy formats, several of which name other files or addresses.  Here it has
the drivers of two; no plug-in is loaded, nothing is fetched, and what it opens are bytes in
memory under a name of ours.  Where those settings do not hold (:data:`SETTINGS` are taken over
when a process starts), nothing is read.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from geo.errors import UploadError
from geo.uploads.cells import shapes
from geo.uploads.cells.projections import Change, change_of
from geo.uploads.files import encodings
from geo.uploads.files.encodings import ENCODINGS
from geo.uploads.files.records import rows
from geo.uploads.limits import MAX_ROWS
from geo.uploads.raw_table import NumberedRows

__all__ = ["DRIVERS", "FLATGEOBUF", "PARTS", "SETTINGS", "flatgeobuf", "shapefile"]

FLATGEOBUF = b"fgb\x03"
DRIVERS = frozenset({"ESRI Shapefile", "FlatGeobuf", "MEM"})
#: The other drivers of layers in the GDAL that pyogrio 0.13 brings.
_SHUT = (
    "ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,ESRIJSON,Elasticsearch,GDALG,GML,GPKG,"
    "GPSBabel,GPX,GTFS,GeoJSON,GeoJSONSeq,GeoRSS,HTTP,Idrisi,JML,JSONFG,KML,LIBKML,LVBAG,MBTiles,MVT,MapInfo File,"
    "MapML,MiraMonVector,NGW,OAPIF,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,OSM,OpenFileGDB,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,"
    "PMTiles,S57,SQLite,SXF,Selafin,TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX"
)
#: What the surroundings of the process must say before it starts.
SETTINGS: Mapping[str, str] = {
    "GDAL_SKIP": _SHUT,
    "GDAL_DRIVER_PATH": "disable",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "/vsicurl/nothing",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
}
#: The files of a Shapefile that are read.
PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_LANGUAGE = 29  # the byte of a dBASE table that says its encoding; 0 says nothing
_JUDGED = 1_000_000  # bytes
_SHUT_OUT = "files of this kind cannot be read here; save it as GeoJSON or GeoPackage"


def shapefile(parts: Mapping[str, bytes], notes: list[str]) -> NumberedRows:
    """Return the rows of a Shapefile; *parts* are its files by their endings, such as ``.shp``.

    Where neither a ``.cpg`` nor the ``.dbf`` says how its letters are coded, that is judged by what they look like, and
    said in *notes*.

    Raises
    ------
    UploadError
        If it is damaged, or in coordinates that cannot be turned into degrees.
    """
    encoding = _unsaid_encoding(parts)
    if encoding:
        parts = {**parts, ".cpg": b"ISO-8859-1"}  # which keeps each byte as it is
        said = ENCODINGS.get(encoding, encoding)
        notes.append(f"the Shapefile does not say how its letters are coded; they are read as {said}")
    if ".prj" not in parts:
        notes.append(
            "the Shapefile has no file .prj, which would name its coordinate system; its numbers are taken for degrees "
            "of WGS 84"
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for ending in PARTS:
            if ending in parts:
                archive.writestr(f"layer{ending}", parts[ending])
    found = list(_records(packed.getvalue(), "Shapefile", notes))
    if encoding:
        found = [{_coded(name, encoding): _coded(text, encoding) for name, text in record.items()} for record in found]
    return rows(found, (), shapes.COLUMNS, "features")


def _unsaid_encoding(parts: Mapping[str, bytes]) -> str:
    """Return the encoding that the letters of a table seem to be in which says nothing of it; else nothing."""
    table = parts.get(".dbf", b"")
    if ".cpg" in parts or len(table) <= _LANGUAGE or table[_LANGUAGE] or table.isascii():
        return ""
    start = int.from_bytes(table[8:10], "little")
    width = max(1, int.from_bytes(table[10:12], "little"))
    lines = [table[at : at + width] for at in range(start, min(len(table), start + _JUDGED), width)]
    told = b"\n".join(line for line in lines if not line.isascii())
    return encodings.encoding_of(told) if told else ""


def _coded(text: str, encoding: str) -> str:
    try:
        return text.encode("latin-1").decode(encoding)
    except UnicodeError:
        return text


def flatgeobuf(data: bytes, notes: list[str]) -> NumberedRows:
    """Return the rows of a FlatGeobuf.

    Raises
    ------
    UploadError
        As :func:`shapefile`.
    """
    return rows(list(_records(data, "FlatGeobuf", notes)), (), shapes.COLUMNS, "features")


def _records(data: bytes, what: str, notes: list[str]) -> Iterator[dict[str, str]]:
    if any(os.environ.get(name) != value for name, value in SETTINGS.items()):
        raise UploadError(_SHUT_OUT)
    import pyogrio  # type: ignore[import-untyped]  # late: GDAL takes its settings over when it is loaded
    import pyogrio.raw  # type: ignore[import-untyped]

    if not set(pyogrio.list_drivers()) <= DRIVERS:
        raise UploadError(_SHUT_OUT)
    try:
        meta, _, geometries, columns = pyogrio.raw.read(data, max_features=MAX_ROWS + 1, datetime_as_string=True)
    except MemoryError:
        raise
    except Exception:  # those of pyogrio, and whatever a damaged file makes it stumble over
        raise UploadError(
            f"the {what} cannot be read: it is damaged, or no {what} at all; save it again, or as GeoJSON"
        ) from None
    crs = meta.get("crs")
    change = change_of([str(crs) if crs else "EPSG:4326"], str(crs)[:60], "file", notes)
    names = [str(name) for name in meta["fields"]]
    for place in range(len(geometries) if geometries is not None else len(columns[0])):
        cells = {name: _cell(column[place]) for name, column in zip(names, columns, strict=True)}
        yield cells | (_place(geometries[place], change) if geometries is not None else {})


def _place(value: bytes | None, change: Change) -> dict[str, str]:
    if value is None:
        return {}
    try:
        return shapes.located(change(shapely.from_wkb(value)))
    except Exception:  # curves (NotImplementedError) and damage (GEOSException)
        return {"geometry_wkt": "a curve or a damaged shape"}


def _cell(value: Any) -> str:
    if value is None or (hasattr(value, "dtype") and value != value):
        return ""
    if isinstance(value, bytes):
        return f"({len(value):,} bytes)"
    if hasattr(value, "dtype") and value.dtype.kind == "f":
        return f"{float(value):.15g}"
    return "" if str(value) == "NaT" else str(value)
