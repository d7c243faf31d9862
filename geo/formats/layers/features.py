"""Chosen events → GeoJSON (RFC 7946) as the map draws it, and the columns that every table of them has.

The same features are the HTTP interface's answer and what the map draws, so that a count
on the map and a count in a download cannot differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import shapely

from geo.core.edtf import spoken
from geo.record.event_names import by_language
from geo.record.tables import Dataset

__all__ = ["CSV_COLUMNS", "collection", "featured"]

CSV_COLUMNS = (
    "id title chapter kind date_edtf date_start date_end date_prec place_id place_title latitude longitude where_prec "
    "approximation_km place_relation part_of side_a side_b side_a_2nd side_b_2nd summary result certainty status "
    "number_of_sources"
).split()
_COPIED = (
    "title kind chapter date_edtf date_start date_end place_id place_title place_relation part_of certainty caption "
    "search"
).split()


def collection(dataset: Dataset, events: pd.DataFrame) -> dict[str, Any]:
    """Return the plotted ones among *events* as a GeoJSON FeatureCollection, in their order."""
    names = by_language(dataset)
    plotted = events[events["status"] == "plotted"].reset_index()
    cells = dataset.more.reindex(plotted["id"]) if dataset.traits else dataset.more
    terms = list(zip(*(trait.terms(cells[trait.column]) for trait in dataset.traits), strict=True))
    return {
        "type": "FeatureCollection",
        "features": [
            _feature(row, names.get(row["id"], {}), terms[place] if terms else ())
            for place, row in enumerate(plotted.to_dict("records"))
        ],
    }


def featured(dataset: Dataset, events: pd.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each feature of :func:`collection` with the row of *events* that it was made from."""
    rows = events.to_dict("index")
    for feature in collection(dataset, events)["features"]:
        yield feature, rows[feature["id"]]


def _feature(row: dict[str, Any], names: Mapping[str, str], terms: tuple[str, ...]) -> dict[str, Any]:
    point = [round(row["longitude"], 6), round(row["latitude"], 6)]
    geometry, alternatives = None, []
    if row["geometry_wkt"]:  # RFC 7946 wants outer rings to run anticlockwise
        shape = shapely.orient_polygons(shapely.from_wkt(row["geometry_wkt"]))
        if shape.geom_type == "MultiPoint":  # a disputed place: ours first, then what others read
            alternatives = shapely.get_coordinates(shape)[1:].round(6).tolist()
        else:
            geometry = json.loads(shapely.to_geojson(shape))
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry or {"type": "Point", "coordinates": point},
        "properties": {
            **{column: row[column] for column in _COPIED},
            "date_text": spoken(row["date_edtf"]),
            "date_prec": int(row["date_prec"]),
            "where_prec": int(row["where_prec"]),
            "approximation_km": row["approximation_km"],
            "point": point,
            "alternatives": alternatives,
            "sides": list(row["parties"]),
            **({"traits": [term for term in terms if term]} if terms else {}),
            "names": dict(names),
            "number_of_sources": int(row["number_of_sources"]),
        },
    }
