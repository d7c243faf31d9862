"""What moved and what was claimed, of some events, as arrows and lines for a map on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import shapely

from geo.maps.pictures.strokes import Stroke
from geo.record.files import movements
from geo.record.tables import Dataset

__all__ = ["strokes_of"]

_MOST_ARROWS = 24


def strokes_of(dataset: Dataset, event_ids: Collection[str]) -> tuple[Stroke, ...]:
    """Return the frontiers as claimed, under the arrows, of *event_ids*."""
    wanted = set(event_ids)
    return (*_frontiers(dataset, wanted), *list(_arrows(dataset, wanted))[:_MOST_ARROWS])


def _arrows(dataset: Dataset, wanted: set[str]) -> Iterator[Stroke]:
    for feature in movements.collection(dataset)["features"]:
        if feature["properties"]["event_id"] in wanted:
            # GeoJSON has longitude first
            course = tuple((lat, lon) for lon, lat in feature["geometry"]["coordinates"])
            yield Stroke(course, _is_second(dataset, feature["properties"]["side"]))


def _frontiers(dataset: Dataset, wanted: set[str]) -> Iterator[Stroke]:
    rows = dataset.lines[dataset.lines["event_id"].isin(wanted) & (dataset.lines["kind"] == "claim")]
    for row in rows.to_dict("records"):
        shape = shapely.from_wkt(row["geometry_wkt"])
        line = shape.exterior if shape.geom_type == "Polygon" else shape
        course = tuple((lat, lon) for lon, lat in shapely.get_coordinates(line))
        yield Stroke(course, _is_second(dataset, row["party"]), is_arrow=False)


def _is_second(dataset: Dataset, party: str) -> bool:
    return bool(dataset.parties.at[party, "side"] == "b") if party in dataset.parties.index else False
