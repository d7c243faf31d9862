"""Rows of units, lines and ground that belong to chosen events → flat rows with a shape, for exchange formats.

They are the rows of the record, not the drawing: points as they were given, each with who says so and how far it may
be off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import pandas as pd
import shapely

from geo.citation.short_titles import short_title
from geo.content.plans.plan import plan, summaries
from geo.core.edtf import day_span
from geo.record.tables import Dataset

__all__ = ["COLUMNS", "LAYERS", "Layer", "rows"]

Layer = Literal["positions", "lines", "features"]
#: Every layer, and the kind of shape it has.
LAYERS: dict[Layer, str] = {"positions": "Point", "lines": "LineString", "features": "Point"}
_OF_CLAIM = (
    "id event_id title kind party date_edtf date_start date_end local_time clock said claimant claimant_role certainty "
    "approximation_km source locator"
).split()
#: The columns of every layer, in their order.
COLUMNS: dict[Layer, list[str]] = {
    "positions": [*_OF_CLAIM, "unit_id"],
    "lines": _OF_CLAIM,
    "features": "id title kind elevation_m approximation_km source note".split(),
}


def rows(dataset: Dataset, events: pd.DataFrame, layer: Layer) -> list[tuple[dict[str, Any], shapely.Geometry]]:
    """Return the rows of *layer* that belong to *events*, each with its shape; without a shape a row is left out."""
    made = {"positions": _positions, "lines": _lines, "features": _features}[layer]
    return [(row, shape) for row, shape in made(dataset, events) if shape.geom_type == LAYERS[layer]]


_Rows = Iterator[tuple[dict[str, Any], shapely.Geometry]]


def _of(table: pd.DataFrame, events: pd.DataFrame) -> list[dict[Any, Any]]:
    found: list[dict[Any, Any]] = table[table["event_id"].isin(events.index)].to_dict("records")
    return found


def _claim(dataset: Dataset, row: Mapping[Any, Any], party: str) -> dict[str, Any]:
    span = day_span(row["date_edtf"])
    names = "id event_id date_edtf local_time clock claimant claimant_role certainty locator".split()
    return {name: row[name] for name in names} | {
        "party": party,
        "date_start": span.first.isoformat(),
        "date_end": span.last.isoformat(),
        "approximation_km": float(row["approximation_km"]),
        "source": short_title(dataset, row["source_id"]) if row["source_id"] in dataset.sources.index else "",
    }


def _positions(dataset: Dataset, events: pd.DataFrame) -> _Rows:
    for row in _of(dataset.positions, events):
        unit = dataset.units.loc[row["unit_id"]]
        shape = _place(dataset, row["place_id"]) if row["place_id"] else shapely.from_wkt(row["geometry_wkt"] or None)
        if shape is None:
            continue
        own = {"unit_id": row["unit_id"], "title": unit["title"], "kind": unit["echelon"], "said": row["did"]}
        yield _claim(dataset, row, unit["party"]) | own, shape


def _lines(dataset: Dataset, events: pd.DataFrame) -> _Rows:
    for row in _of(dataset.lines, events):
        party = dataset.parties.at[row["party"], "title"] if row["party"] in dataset.parties.index else row["party"]
        own = {"title": f"{party}: {row['kind']}", "kind": row["kind"], "said": row["note"]}
        yield _claim(dataset, row, row["party"]) | own, shapely.from_wkt(row["geometry_wkt"])


def _features(dataset: Dataset, events: pd.DataFrame) -> _Rows:
    """Yield the places that somebody stood at, and those on the battlefields of *events*."""
    wanted = {row["place_id"] for row in _of(dataset.positions, events)}
    for battle in summaries(dataset):
        if battle["event"] in events.index:
            wanted |= {feature["id"] for feature in plan(dataset, battle["event"])["features"]}
    for place_id, place in dataset.places[dataset.places.index.isin(list(wanted))].iterrows():
        shape = _place(dataset, str(place_id))
        if shape is not None:
            height = place["elevation_m"]
            yield (
                {
                    "id": place_id,
                    "title": place["title"],
                    "kind": place["kind"],
                    "elevation_m": None if pd.isna(height) else float(height),
                    "approximation_km": float(place["approximation_km"]),
                    "source": place["geo_basis"],
                    "note": place["geo_note"],
                },
                shape,
            )


def _place(dataset: Dataset, place_id: str) -> shapely.Geometry | None:
    if place_id not in dataset.places.index:
        return None
    place = dataset.places.loc[place_id]
    return shapely.Point(place["longitude"], place["latitude"])
