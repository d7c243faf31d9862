"""JSON that is no GeoJSON → rows: a list of objects, the longest list within an object, or an object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from geo.core.points import GEOMETRIES
from geo.errors import UploadError
from geo.uploads.cells import shapes
from geo.uploads.cells.geojson_shapes import shape_of
from geo.uploads.files import damage
from geo.uploads.files.records import rows
from geo.uploads.raw_table import NumberedRows

__all__ = ["as_one_document", "flat", "has_features", "read"]

_MAX_LISTS = 6_000_000
_MAX_DEPTH = 12
_LINE_END = re.compile(r"[}\]]\s*\n\s*[\x1e]?\s*[{\[]")
_GEOJSON = re.compile(r'"type"\s*:\s*"Feature|"features"\s*:\s*\[')
_TOPOLOGY = re.compile(r'"type"\s*:\s*"Topology"')
_ESRI = re.compile(r'"attributes"\s*:\s*\{')
_WGS84 = (4326, 4979, 4269)
_DEEPEST = 4  # levels in which a list is looked for
_SHAPES = {*GEOMETRIES, "GeometryCollection"}
#: The parts of a moment, as some write it: ``{"year": 1938, "month": 7, "day": 29}``.
_MOMENT = ("year", "month", "day")
_OF_ESRI = {"attributes", "geometry"}
_VALUE = {"type", "value", "datatype", "xml:lang"}  # of the results of SPARQL


def has_features(text: str) -> bool:
    """Whether a JSON text speaks of GeoJSON features."""
    return bool(_GEOJSON.search(text)) and not (_ESRI.search(text) and '"Feature"' not in text)


def as_one_document(text: str) -> str:
    """Return JSON of an object a line (also with record separators, RFC 8142) as one list; any other text as it is."""
    start = text.lstrip("\ufeff \t\r\n\x1e")
    if not start.startswith("{") or not _LINE_END.search(text):
        return text
    lines = [line for line in (line.strip(" \t\r\n\x1e") for line in text.split("\n")) if line]
    if not all(line[0] == "{" and line[-1] == "}" for line in lines):
        return text
    whole = "[" + ",\n".join(lines) + "]"
    if has_features(lines[0]) and '"FeatureCollection"' not in lines[0][:2000]:
        return '{"type": "FeatureCollection", "features": ' + whole + "}"
    return whole


def read(text: str, notes: list[str]) -> tuple[NumberedRows, str]:
    """Return a row for each record, and what was read in words.

    Raises
    ------
    UploadError
        If it is no valid JSON, holds no list of records, or is larger than allowed.
    """
    if (lists := text.count("[") + text.count("{")) > _MAX_LISTS:
        raise UploadError(f"the JSON has {lists:,} brackets; at most {_MAX_LISTS:,} can be read. Load it in parts")
    try:
        document = json.loads(text, strict=False)
    except RecursionError:
        raise UploadError("the JSON is nested too deeply; this is no list of records") from None
    except ValueError as error:
        raise UploadError(f"the file begins like JSON, but is no valid JSON ({damage.of_json(error)})") from None
    if _TOPOLOGY.search(text[:2000]):
        raise UploadError("this is TopoJSON, whose shapes are made of common arcs; save the layer as GeoJSON")
    if said := _other_system(document):
        raise UploadError(f"the coordinates are in the system {said[:60]}; save the layer in WGS 84 (EPSG:4326)")
    name, found = _table(document) or _longest(document)
    others = [item for item in found if not isinstance(item, dict)]
    if others:
        notes.append(f"{len(others):,} items of the list are no objects with names and values; they are left out")
    records = (flat(item) for item in found if isinstance(item, dict))
    kind = f"JSON, list “{name[:40]}”" if name else "JSON, a list of records"
    return rows(records, (), shapes.COLUMNS, "records"), kind


def _other_system(document: Any) -> str:
    """Return the reference system of a layer of ArcGIS, unless it is one of degrees."""
    system = document.get("spatialReference") if isinstance(document, dict) else None
    number = system.get("wkid", system.get("latestWkid")) if isinstance(system, dict) else None
    return "" if number in (None, *_WGS84) else str(number)


def _table(document: Any) -> tuple[str, list[Any]] | None:
    """Return the records of a table that is kept as names and rows, or by columns; ``None`` if it is neither."""
    if not isinstance(document, dict):
        return None
    values = list(document.values())
    if len(values) > 1 and all(isinstance(one, list) and one for one in values) and _are_alike(values):
        return "", [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)]
    if len(values) > 1 and all(isinstance(one, dict) and one and all(map(str.isdecimal, one)) for one in values):
        records: dict[str, dict[str, Any]] = {}  # as pandas writes columns
        for name, column in document.items():
            for key, value in column.items():
                records.setdefault(key, {})[name] = value
        return "", list(records.values())
    heads: list[list[str]] = []
    tables: list[tuple[str, list[Any]]] = []

    def look(value: Any, name: str, depth: int) -> None:
        if isinstance(value, list) and value:
            if all(isinstance(row, list) for row in value) and len({len(row) for row in value}) == 1:
                tables.append((name, value))
            elif all(isinstance(one, str | dict) for one in value):
                named = [str(_head(one)) for one in value]
                heads.extend([named] if all(named) else [])
        elif isinstance(value, dict) and depth < _DEEPEST:
            for key, inner in value.items():
                look(inner, f"{name}.{key}".strip("."), depth + 1)

    look(document, "", 0)
    for name, rows_found in tables:
        for head in heads:
            if len(head) == len(rows_found[0]) > 1:
                return name, [dict(zip(head, row, strict=True)) for row in rows_found]
    return None


def _are_alike(columns: list[list[Any]]) -> bool:
    """Whether lists are as long as each other and hold values alone."""
    is_plain = all(not isinstance(value, dict | list) for column in columns for value in column)
    return is_plain and len({len(column) for column in columns}) == 1


def _head(one: Any) -> str:
    if isinstance(one, str):
        return one
    return next((one[key] for key in ("name", "fieldName", "field", "id") if isinstance(one.get(key), str)), "")


def _longest(document: Any) -> tuple[str, list[Any]]:
    """Return the list with most objects in *document*, two levels deep, and where it stands."""
    if isinstance(document, list):
        if document and all(isinstance(item, list) for item in document):  # rows as lists, the first names columns
            head = [str(name) for name in document[0]]
            return "", [dict(zip(head, row, strict=False)) for row in document[1:]]
        return "", document
    found: list[tuple[int, str, list[Any]]] = []

    def look(value: Any, name: str, depth: int) -> None:
        if isinstance(value, list):
            count = sum(isinstance(item, dict) for item in value)
            found.append(
                (count + any(isinstance(item, dict) and item.keys() <= _OF_ESRI for item in value), name, value)
            )
        elif isinstance(value, dict) and depth < 3:
            for key, inner in value.items():
                look(inner, f"{name}.{key}".strip("."), depth + 1)

    look(document, "", 0)
    count, name, longest = max(found, key=lambda one: one[0], default=(0, "", []))
    if count:
        return name, longest
    objects = isinstance(document, dict) and [value for value in document.values() if isinstance(value, dict)]
    if objects and len(objects) == len(document):  # records by their names
        return "", [{"id": key, **value} for key, value in document.items()]
    if isinstance(document, dict) and document:
        return "", [document]
    raise UploadError("the JSON holds no list of records; a list of objects is needed, one for each event")


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """Return a record as cells; what lies within it is named by the way to it, with points between."""
    cells: dict[str, str] = {}
    attributes = record.get("attributes")
    if isinstance(attributes, dict) and record.keys() <= _OF_ESRI:
        geometry = record.get("geometry")
        cells = _of_esri(geometry) if isinstance(geometry, dict) else {}
        record = attributes
    for name, text in _cells(record, "", 0):
        if name not in cells or not cells[name]:
            cells[name] = text
    return cells


def _cells(value: Mapping[str, Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{path}.{key}".strip(".")[:200]
        if isinstance(inner, dict):
            if depth >= _MAX_DEPTH:
                yield name, "(too deep to show)"
            elif inner.get("type") in _SHAPES if isinstance(inner.get("type"), str) else False:
                yield from _place(inner).items()
            elif inner.keys() <= _VALUE and "value" in inner:
                yield name, _text(inner["value"])
            elif day := _day(inner):
                yield name, day
            else:
                yield from _cells(inner, name, depth + 1)
        else:
            yield name, _text(inner)


def _place(geometry: Mapping[str, Any]) -> dict[str, str]:
    try:
        return shapes.located(shape_of(geometry))
    except Exception:  # GEOSException, RecursionError; its row is complained of
        return {"geometry_wkt": "a geometry that cannot be read"}


def _of_esri(geometry: Mapping[str, Any]) -> dict[str, str]:
    """Return the place of a feature of ArcGIS: a point, or lists of points."""
    for name, kind in (("points", "MultiPoint"), ("paths", "MultiLineString"), ("rings", "Polygon")):
        if isinstance(geometry.get(name), list):
            return _place({"type": kind, "coordinates": geometry[name]})
    return _place({"type": "Point", "coordinates": [geometry.get("x"), geometry.get("y")]}) if "x" in geometry else {}


def _day(moment: Mapping[str, Any]) -> str:
    """Return a moment written in parts as EDTF; empty if it is none."""
    found = [str(moment.get(part) or "").strip() for part in _MOMENT]
    if not found[0].lstrip("-").isdecimal() or len(found[0]) > 5:
        return ""
    text = f"{int(found[0]):04d}"
    for part in found[1:]:
        if not part.isdecimal() or len(part) > 2:
            break
        text += f"-{int(part):02d}"
    return text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        if all(isinstance(item, str | int | float) for item in value):
            return "; ".join(_text(item) for item in value)
        try:
            return json.dumps(value, ensure_ascii=False)
        except (RecursionError, ValueError):
            return "(too deep to show)"
    try:
        return str(value)
    except ValueError:  # a number of thousands of digits
        return "(too long to show)"
