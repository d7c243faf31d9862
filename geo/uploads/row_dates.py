"""When the rows of a visitor's table happened: their dates as EDTF."""

from __future__ import annotations

import pandas as pd

from geo.core.edtf import day_span
from geo.errors import DateError
from geo.uploads.dates import Order, edtf_of, order_of
from geo.uploads.faults import Cells, Faults, by_value

__all__ = ["dates"]


def dates(cells: Cells, precision_column: str, order: Order, faults: Faults) -> tuple[pd.Series, bool]:
    """Return EDTF texts, empty where there is a fault, and whether the order of day and month must be asked."""
    names = ("date_edtf", "date_start", "date_end")
    settled, is_open = order_of(text for name in names for text in cells[name].unique())
    read = {name: _read_dates(name, cells[name], order or settled, faults) for name in names}
    start, end = read["date_start"], read["date_end"]
    span = start.where((end == "") | (start == end), start + "/" + end)
    found = read["date_edtf"].where(read["date_edtf"] != "", span.where(start != "", end))
    if precision_column.lower() == "time_precision":  # ACLED: 2 to the week, 3 to the month
        is_day = found.str.len() == 10
        found = found.where(~(is_day & (cells["date_prec"] == "2")), found + "~")
        found = found.where(~(is_day & (cells["date_prec"] == "3")), found.str.slice(0, 7))
    given = (cells["date_edtf"] + cells["date_start"] + cells["date_end"]) != ""
    faults.add("date_edtf", cells["date_edtf"][~given], "give a date, such as 1904-07-29 or 1904")
    complaints = by_value(found, _complaint)
    wrong = complaints != ""
    faults.add("date_start", found[wrong], complaints[wrong])
    return found.mask(wrong, ""), is_open and not order


def _read_dates(name: str, column: pd.Series, order: Order, faults: Faults) -> pd.Series:
    complaints: dict[str, str] = {}

    def one(text: str) -> str:
        try:
            return edtf_of(text, order) if text else ""
        except DateError as error:
            complaints[text] = str(error)
            return ""

    found = by_value(column, one)
    if complaints:
        wrong = column.isin(list(complaints))
        faults.add(name, column[wrong], column[wrong].map(complaints))
    return found


def _complaint(text: str) -> str:
    try:
        if text:
            day_span(text)
    except DateError as error:
        return str(error)
    return ""
