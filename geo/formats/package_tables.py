"""A dataset → the files of a data package, which the loader of packages reads back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pandas as pd
import yaml

from geo.record import data_dictionary
from geo.record.atlas import FILE
from geo.record.files import movements, tour_files
from geo.record.schema import TABLES, Table
from geo.record.tables import Dataset

__all__ = ["MORE", "files", "packed"]

#: The table of what a visitor's own table said beyond the schema.
MORE = "more.csv"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SIDES = ("a", "b")


def files(dataset: Dataset) -> dict[str, bytes]:
    """Return tables, ``atlas.yml``, dictionary, movements and tours of a visitor's own dataset by file name."""
    found = {table.file: _written(table.header, _rows(table, dataset)) for table in TABLES}
    found[FILE] = yaml.safe_dump(_atlas(dataset), allow_unicode=True, sort_keys=False).encode()
    found["DICTIONARY.md"] = data_dictionary.documents()["DICTIONARY.md"].encode()
    if len(dataset.more.columns):
        more = dataset.more.rename_axis("event_id").reset_index()
        found[MORE] = _written(tuple(more.columns), more.to_dict("records"))
    if dataset.movements:
        found[movements.FILE] = movements.text(dataset.movements).encode()
    for slug, tour in dataset.tours.items():
        found[f"{tour_files.FOLDER}/{slug}.yml"] = tour_files.text(tour).encode()
    return found


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a zip archive; the same files give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, contents[name], zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _rows(table: Table, dataset: Dataset) -> list[dict[str, Any]]:
    if table.name == "chapters":
        return [{"id": name, "title": title} for name, title in dataset.chapters.items()]
    if table.name == "parties" and dataset.parties.empty:
        return _parties(dataset)
    frame: pd.DataFrame = getattr(dataset, table.name)
    frame = frame.reset_index() if frame.index.name == "id" else frame
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def _parties(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the parties that the events name, each on the side on which it stands first, and all together."""
    sides: dict[str, str] = {}
    for side in _SIDES:
        for name in dataset.events[f"side_{side}"].unique():
            if name:
                sides.setdefault(name, side)
    found = [{"id": name, "title": dataset.sides.get(name, name), "side": side} for name, side in sides.items()]
    if "both" in sides:
        return found
    return [*found, {"id": "both", "title": "all parties together", "side": "other", "members": ", ".join(sides)}]


def _atlas(dataset: Dataset) -> dict[str, Any]:
    first, last = dataset.years
    south, west, north, east = _box(dataset)
    title = dataset.atlas.title if dataset.atlas.title != "Atlas" else "Events"
    return {
        "title": title,
        "short_title": title,
        "introduction": dataset.atlas.introduction or "Say in two sentences what the events have in common.",
        "years": {"first": first, "last": last},
        "view": {"lat": round((south + north) / 2, 3), "lon": round((west + east) / 2, 3), "z": 4},
        "base_map": "world",
    }


def _box(dataset: Dataset) -> tuple[float, float, float, float]:
    events = dataset.plotted
    if events.empty:
        return 0.0, 0.0, 0.0, 0.0
    lat, lon = events["latitude"].clip(-85, 85), events["longitude"]
    return float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())


def _written(header: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(row.get(name)) for name in header] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
