"""Chosen events → an Excel workbook whose dates stay text; a second sheet says what it is."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from geo.citation import attribution
from geo.formats import event_table
from geo.record import tables
from geo.record.tables import Dataset

__all__ = ["packed"]

_TEXT = "@"  # the format of text, so that a spreadsheet makes no day of 1937-07
_WIDE = {"title": 40, "summary": 60, "result": 40, "place_title": 28, "geometry_wkt": 20}
_MOST = 32_767  # characters of a cell
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MADE = dt.datetime(2000, 1, 1)  # a fixed one makes the same events the same bytes


def packed(dataset: Dataset, events: pd.DataFrame, home_url: str) -> bytes:
    """Return *events*, plotted or not, as a workbook; *home_url* begins the links back."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    book.properties.title = "Events" if dataset.is_own else tables.atlas().title
    book.properties.creator = "" if dataset.is_own else tables.atlas().title
    names = event_table.columns(dataset)
    sheet = book.create_sheet("events")
    sheet.freeze_panes = "C2"
    for place, name in enumerate(names, 1):
        sheet.column_dimensions[_letters(place)].width = _WIDE.get(name, 16)
    sheet.append([_cell(sheet, name, is_bold=True) for name in names])
    for row in event_table.rows(dataset, events, home_url):
        sheet.append([_cell(sheet, row[name]) for name in names])
    if not dataset.is_own:
        about = book.create_sheet("about")
        about.column_dimensions["A"].width, about.column_dimensions["B"].width = 14, 100
        for key, text in (
            ("title", tables.atlas().title),
            ("licence", f"{attribution.LICENCE}, {attribution.LICENCE_URL}"),
            ("citation", attribution.citation(home_url)),
            ("columns", f"{home_url}sources?section=dictionary"),
            ("dates", "EDTF (ISO 8601-2), as text; an empty cell means not reported"),
        ):
            about.append([_cell(about, key, is_bold=True), _cell(about, text)])
    data = io.BytesIO()
    book.save(data)
    return _still(data.getvalue())


def _cell(sheet: Any, value: Any, is_bold: bool = False) -> Any:
    if isinstance(value, str):
        value = value[:_MOST]
        cell = WriteOnlyCell(sheet, value)
        cell.data_type, cell.number_format = "s", _TEXT  # what begins with = is text too
    else:
        cell = WriteOnlyCell(sheet, value)
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _still(data: bytes) -> bytes:
    """Return an archive with fixed times, which openpyxl takes from the clock."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(packed, "w") as archive:
        for name in found.namelist():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system, info.external_attr = 3, 0o644 << 16
            content = found.read(name)
            if name == "docProps/core.xml":
                content = _without_clock(content)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _without_clock(core: bytes) -> bytes:
    """Return the properties with the fixed time of the last change."""
    return _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", core)
