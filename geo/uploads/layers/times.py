"""When the things of a layer happened, where none of them has a time: what their names say, else what is to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from geo.core.text import clipped, counted
from geo.errors import AmbiguousDateError, DateError
from geo.uploads.cells.dates import read_date
from geo.uploads.columns.column_mapping import guess

__all__ = ["COLUMN", "dated", "timed_alike"]

#: The column that waits for dates.
COLUMN = "date"
_TIMES = ("date_start", "date_end", "date_edtf", "year")
_OF_TIME = re.compile(
    r"date|datum|fecha|дата|year|jahr|année|annee|anno|год|when|time|年|日|月|begin|start|end", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*\d{3,4}[^()\[\]]*)[)\]]\s*\Z")
_IN_FRONT = re.compile(r"\A(\d{4}(?:[-./]\d{1,2}(?:[-./]\d{1,2})?)?)[\s:,–—-]+(?=\D)")
_BEHIND = re.compile(r"(?:,|:|;|\s[–—-])\s*([^,:;]*\d{3,4}[^,:;]*|[^,:;]*\w+ \d{1,2}, \d{4})\Z")
_SHOWN = 3


def dated(records: Sequence[dict[str, str]], what: str, example: str, notes: list[str]) -> None:
    """Give records a date from their names, or an empty one to be filled in, where no record says a time.

    Parameters
    ----------
    records : cells by column; the date is put into them.
    what, example : what the records are called, and how their format says a time.
    """
    columns = {name for record in records for name, text in record.items() if text}
    if not records or any(name in _TIMES or _OF_TIME.search(name) for name in columns):
        return
    found = [_date_in(record.get("name", "")) for record in records]
    if count := sum(map(bool, found)):
        first = next(record["name"] for record, date in zip(records, found, strict=True) if date)
        notes.append(
            f"no {what} has a time; the date is taken from the name in {counted(count, 'row')}, such as "
            f"“{clipped(first, 60)}”"
        )
    else:
        named = [f"“{clipped(record['name'], 40)}”" for record in records if record.get("name")][:_SHOWN]
        said = f" ({', '.join(named)}{' …' if len(named) < len(records) else ''})" if named else ""
        notes.append(
            f"the file has no date: no {what} has a time{said}; the column “{COLUMN}” waits for them, or save the file "
            f"again with {example}"
        )
    for record, date in zip(records, found, strict=True):
        record[COLUMN] = date


def timed_alike(records: Sequence[dict[str, str]]) -> None:
    """Where only some records have the time of their format, take that of the others from their own columns."""
    is_timed = [bool(record.get("date_start") or record.get("date_end")) for record in records]
    rest = [record for record, timed in zip(records, is_timed, strict=True) if not timed]
    if not rest or not any(is_timed) or any("date_edtf" in record for record in records):
        return
    mapping = guess(pd.DataFrame(rest, dtype="str").fillna("")).mapping
    for field, column in (
        ("date_start", mapping["date_start"] or mapping["date_edtf"]),
        ("date_end", mapping["date_end"]),
    ):
        for record in rest:
            if record.get(column):
                record[field] = record[column]


def _date_in(name: str) -> str:
    """Return the date with which a name begins or ends, as it is written; empty without one."""
    for form in (_IN_BRACKETS, _IN_FRONT, _BEHIND):
        if match := form.search(name[:300]):
            text = match[1].strip()
            try:
                read_date(text)
            except AmbiguousDateError:
                pass  # a date, which is asked about
            except DateError:
                continue
            return text
    return ""
