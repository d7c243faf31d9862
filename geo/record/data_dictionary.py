"""The schema as documents: ``datapackage.json`` (Frictionless v2) and ``DICTIONARY.md``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.about import CONTRIBUTORS, DATA_LICENCE, VERSION
from geo.record import export_columns, other_resources, tables
from geo.record.atlas import Atlas
from geo.record.files import prose
from geo.record.schema import TABLES, Column, Table

__all__ = ["documents", "stale", "write"]

#: What holds for every atlas.
_KEYWORDS = ("history", "historical GIS", "military history", "rival accounts")
_TYPES = {"number": "number", "integer": "integer"}


def documents(folder: Path | None = None) -> dict[str, str]:
    """Return the generated documents of the package in *folder*, by default the atlas's, as ``{file name: text}``."""
    others = folder or tables.DATA
    package = _datapackage(tables.atlas(folder), prose.last_change(folder), other_resources.resources(others))
    return {
        "datapackage.json": _written(package),
        **{name: _written(schema) for name, schema in other_resources.schemas(others).items()},
        "DICTIONARY.md": _dictionary(),
    }


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def stale(folder: Path) -> list[str]:
    """Return the names of the documents in *folder* that the schema would write differently."""
    return [
        name
        for name, text in documents(folder).items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def write(folder: Path) -> None:
    """Write the documents into *folder*."""
    for name, text in documents(folder).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _datapackage(atlas: Atlas, day: dt.date | None, others: list[dict[str, Any]]) -> dict[str, Any]:
    south, west, north, east = atlas.bounds
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": atlas.identifier.removesuffix("-atlas"),
        "title": f"{atlas.title}: events, figures, doubts",
        "description": atlas.introduction,
        "version": VERSION,
        **({"created": f"{day.isoformat()}T00:00:00Z"} if day else {}),
        "contributors": [{"title": CONTRIBUTORS, "roles": ["author"]}],
        "keywords": [atlas.short_title, *_KEYWORDS],
        "temporal": {"start": str(atlas.years[0]), "end": str(atlas.years[1])},
        "spatial": {"bbox": [west, south, east, north]},
        "licenses": [{"name": DATA_LICENCE.id, "title": DATA_LICENCE.title, "path": DATA_LICENCE.url}],
        "resources": [*(_resource(table) for table in TABLES), *others],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table],
        "primaryKey": list(table.primary_key),
        "missingValues": [""],
    }
    keys = [
        {"fields": [key.column], "reference": {"resource": key.tables[0], "fields": ["id"]}}
        for key in table.foreign_keys
        if len(key.tables) == 1 and table[key.column].type != "list"
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.title,
        "description": f"A row is {table.row}.",
        "path": table.file,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.vocabulary and column.type != "list":
        constraints["enum"] = list(column.vocabulary)
    if column.pattern and column.type != "list":
        constraints["pattern"] = column.pattern
    for name in ("minimum", "maximum"):
        bound = getattr(column, name)
        if bound is not None:
            constraints[name] = bound
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field


def _dictionary() -> str:
    lines = [
        "# Data dictionary",
        "",
        "Generated from the schema by `python -m geo dictionary`; do not edit.",
        "",
        "An empty cell means not reported; 0 means that a source reports none. Dates are EDTF (ISO 8601-2),",
        "level 0 and 1. Lists inside a cell are separated by a comma and a space.",
    ]
    for table in TABLES:
        lines += [
            "",
            f"## {table.title} (`{table.file}`)",
            "",
            f"A row is {table.row}.",
            "",
            "| column | meaning | type |",
            "|---|---|---|",
        ]
        for column in table:
            kind = ", ".join(part for part in (column.type, column.unit, "required" if column.required else "") if part)
            lines.append(f"| `{column.name}` | {column.meaning} | {kind} |")
        for key in table.foreign_keys:
            lines.append(f"\n`{key.column}` is an `id` of {' or '.join(f'`{name}.csv`' for name in key.tables)}.")
        for column in table:
            if column.vocabulary:
                lines += ["", f"### Values of `{table.name}.{column.name}`", ""]
                lines += _terms(column.vocabulary)
    lines += export_columns.lines()
    return "\n".join(lines) + "\n"


def _terms(vocabulary: Mapping[str, str]) -> list[str]:
    return [f"- `{term}`: {meaning}" for term, meaning in vocabulary.items()]
