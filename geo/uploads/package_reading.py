"""A visitor's file that is a whole data package → its reading, as far as a page can carry it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo.record.files import datapackage
from geo.record.schema import TABLES
from geo.record.tables import Dataset
from geo.uploads import package_file
from geo.uploads.files import archive, ods, xlsx
from geo.uploads.own_events import Reading
from geo.uploads.packed import members
from geo.uploads.raw_table import RawTable

__all__ = ["held", "is_package", "reading"]

_SHEETS = (*(table.name for table in TABLES), "atlas", "more")
_KINDS = {True: "a workbook", False: "a zip archive"}


def is_package(raw: RawTable) -> bool:
    """Whether a table that was read came from a package, whose columns are what they are."""
    return raw.kind.startswith(package_file.KIND)


def held(data: bytes) -> dict[str, bytes]:
    """Return the files of the package that *data* is; empty if it is none.

    Raises
    ------
    UploadError
        If the archive is damaged, or would unpack to too much.
    """
    if not data.startswith(b"PK\x03\x04"):
        return {}
    with archive.opened(data) as book:
        names = members(book)
        if "xl/workbook.xml" in names:
            return _files(xlsx.tables(data, _SHEETS)) if package_file.is_package(xlsx.names(book)) else {}
        if ods.is_ods(book):
            found = {name.strip().lower(): [cells for _, cells in rows] for name, rows in ods.sheets(book).items()}
            return _files({name: found[name] for name in _SHEETS if name in found}) if _is_whole(found) else {}
        return package_file.files_of(book)


def reading(name: str, data: bytes) -> Reading | None:
    """Return what the package in *data* gives; ``None`` if it is no package.

    Raises
    ------
    UploadError
        If it is one whose tables cannot be joined.
    """
    files = held(data)
    if not files:
        return None
    notes: list[str] = []
    dataset = package_file.dataset(files, name, notes)
    is_workbook = "xl/workbook.xml" in files or data[30:].startswith((b"[Content_Types]", b"mimetype"))
    return Reading(
        raw=RawTable(
            name=name,
            kind=f"{package_file.KIND} in {_KINDS[is_workbook]}",
            frame=_events(dataset),
            notes=(),
            ragged=pd.Series(dtype="str"),
            digest=hashlib.sha256(data).hexdigest(),
        ),
        dataset=dataset,
        problems=pd.DataFrame({"row": pd.Series(dtype="int64")} | dict.fromkeys(("column", "found", "right"), _NONE)),
        problem_count=0,
        bad=_events(dataset).iloc[:0],
        bad_count=0,
        wanted=[],
        asks_order=False,
        notes=tuple(notes),
    )


_NONE = pd.Series(dtype="str")


def _is_whole(found: dict[str, Any]) -> bool:
    return package_file.is_package(found)


def _events(dataset: Dataset) -> pd.DataFrame:
    """Return the events as the table that a page counts and shows."""
    columns = ["title", "date_edtf", "place_title", "kind"]
    frame = dataset.events.reset_index()[["id", *columns]].astype("str")
    return frame.set_axis(pd.RangeIndex(2, len(frame) + 2).astype("int64"), axis=0)


def _files(sheets: dict[str, list[list[str]]]) -> dict[str, bytes]:
    """Return the sheets of a workbook as the files of a package; its sheet ``atlas`` has keys and their values."""
    found: dict[str, bytes] = {}
    for name, rows in sheets.items():
        if name == "atlas":
            lines = [f"{row[0]}: {row[1]}" for row in rows if len(row) > 1 and row[0] and row[0] != "key"]
            found[datapackage.ATLAS_FILE] = ("\n".join(lines) + "\n").encode()
        else:
            found[f"{name}.csv"] = _csv(rows)
    return found


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    width = len(rows[0]) if rows else 0
    csv.writer(text, lineterminator="\n").writerows([*row, *[""] * (width - len(row))][:width] for row in rows)
    return text.getvalue().encode("utf-8", "replace")
