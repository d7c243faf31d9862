"""Chosen events → one table, the same for every format: names of columns, texts, numbers, nothing as ``None``.

Of a visitor's own events it says what their table said: parties, groups, kinds and identifiers
under the names they gave, and behind the atlas's columns their own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.citation import attribution
from geo.formats.layers.features import CSV_COLUMNS
from geo.query import addresses
from geo.record.tables import Dataset

__all__ = ["EXTRA", "WHOLE", "columns", "link", "rows", "unfolded"]

#: Columns of whole numbers.
WHOLE = ("date_prec", "where_prec", "number_of_sources")
#: What the table has beyond the columns of :data:`geo.formats.layers.features.CSV_COLUMNS`, with what it means.
EXTRA: Mapping[str, str] = {
    "geometry_wkt": "The line or area of the place as well-known text, longitude first; empty for a point.",
    "url": "The page of the event in the atlas, and its identifier.",
    "license": "The licence of the row.",
}


def link(dataset: Dataset, event_id: str, home_url: str) -> str:
    """Return the address of the page of an event, its identifier; a visitor's own have no page."""
    return "" if dataset.is_own else addresses.of(home_url, "event", event_id)


def columns(dataset: Dataset) -> list[str]:
    """Return the names of the columns in their order."""
    standard = [*CSV_COLUMNS, "geometry_wkt"] if dataset.is_own else [*CSV_COLUMNS, *EXTRA]
    return [*standard, *(name for name in dataset.more.columns if name not in standard)]


def rows(dataset: Dataset, events: pd.DataFrame, home_url: str) -> list[dict[str, Any]]:
    """Return *events* as rows, each with all of :func:`columns`; a value is text, a number, or ``None`` for nothing."""
    names = columns(dataset)
    more = dataset.more.reindex(events.index).to_dict("index") if len(dataset.more.columns) else {}
    sides = {**dataset.sides, "": ""} if dataset.is_own else {}
    chapters = {**dataset.chapters, "": ""} if dataset.is_own else {}
    found = []
    for event in events.reset_index().to_dict("records"):
        row = {name: _value(name, event.get(name)) for name in names if name in event}
        if dataset.is_own:
            for name in ("side_a", "side_b"):
                row[name] = sides.get(event[name], event[name]) or None
            row["chapter"] = chapters.get(event["chapter"], event["chapter"]) or None
            row |= {
                name: _given(name, text) for name, text in more.get(event["id"], {}).items() if _is_said(name, text)
            }
        else:
            row |= {"url": link(dataset, event["id"], home_url), "license": attribution.LICENCE_URL}
        found.append({name: row.get(name) for name in names})
    return found


def unfolded(value: Any) -> Any:
    """Return a list or an object that stands in a cell as JSON, for formats that have such; else the value."""
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found if isinstance(found, list | dict) else value


def _is_said(name: str, text: Any) -> bool:
    """Whether the visitor's own cell says more than the atlas's column of that name, which stays where it is empty."""
    return name not in CSV_COLUMNS or bool(_given(name, text))


def _given(name: str, text: Any) -> str | int | None:
    if not isinstance(text, str) or not text:
        return None
    return int(text) if name in WHOLE and text.isdecimal() and len(text) < 10 else text


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value or None
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return int(value) if name in WHOLE else float(value) if isinstance(value, float) else value
