"""Chosen events as a file to take away: CSV, and GeoJSON with the columns of the CSV as its properties.

The GeoJSON that the map draws (:mod:`geo.formats.layers.features`) has properties for that alone; here
are none of them, links are whole addresses, and ``null`` says that nothing is given.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd

from geo.core.spreadsheet import harmless
from geo.formats import event_table
from geo.formats.layers.features import collection as drawn
from geo.record.tables import Dataset

__all__ = ["collection", "csv_text"]

#: What the features have beside the columns of the table; some are older names, which are kept.
_BESIDE = ("date_text", "point", "alternatives", "sides", "names")


def collection(dataset: Dataset, events: pd.DataFrame, home_url: str) -> dict[str, Any]:
    """Return the plotted ones among *events* as a GeoJSON FeatureCollection, a visitor's own all.

    Parameters
    ----------
    home_url : begins the links back.
    """
    features = {feature["id"]: feature for feature in drawn(dataset, events)["features"]}
    found = []
    rows = event_table.rows(dataset, events, home_url)
    for event_id, row in zip(events.index, rows, strict=True):
        feature = features.get(event_id)
        if feature is None and not dataset.is_own:
            continue
        own = {name: value for name, value in row.items() if name not in ("id", "geometry_wkt")}
        if dataset.is_own:
            own = {name: event_table.unfolded(value) for name, value in own.items()}
        if feature is None:
            found.append({"type": "Feature", "id": row["id"], "geometry": None, "properties": own})
            continue
        beside = {name: feature["properties"][name] for name in _BESIDE if name not in own}
        found.append(
            {"type": "Feature", "id": row["id"], "geometry": feature["geometry"], "properties": {**own, **beside}}
        )
    return {"type": "FeatureCollection", "features": found}


def csv_text(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return *events* as CSV, plotted or not; cells a spreadsheet would run as formulas get an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = event_table.columns(dataset)
    writer.writerow([harmless(name) for name in names])
    for row in event_table.rows(dataset, events, home_url):
        writer.writerow([_cell(row[name]) for name in names])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.15g}"
    return harmless(value) if isinstance(value, str) else value
