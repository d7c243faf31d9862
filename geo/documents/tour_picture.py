"""A small map by which a tour is known: where it goes, with the places of its steps."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image

from geo.basemap.borders import borders_on
from geo.core.points import Point
from geo.documents.map_strokes import strokes_of
from geo.maps.pictures import on_paper
from geo.maps.pictures.on_paper import Pin
from geo.maps.pictures.paper import DAY, NIGHT
from geo.record import tables
from geo.record.files import tour_files

__all__ = ["jpeg"]

_WIDTH_PX = 640


@lru_cache(maxsize=32)
def jpeg(_dataset_digest: str, slug: str, is_dark: bool = False) -> bytes | None:
    """Return the picture of a tour, for a dark page if need be, or ``None`` if there is no such tour."""
    dataset = tables.load()
    tour = tour_files.load(dataset).get(slug)
    if tour is None:
        return None
    ids = list(dict.fromkeys(step.event for step in tour.steps if step.event))
    rows = dataset.events.loc[ids]
    rows = rows[rows["status"] == "plotted"].drop_duplicates("place_id")
    pins = tuple(
        Pin(number, Point(row.latitude, row.longitude), 0.0) for number, row in enumerate(rows.itertuples(), 1)
    )
    day = borders_on(tour.steps[0].start, tour.steps[-1].end, dataset.atlas.borders_turn)
    image = on_paper.picture(pins, day, on_paper.look_at(pins), strokes_of(dataset, ids), NIGHT if is_dark else DAY)
    raw = io.BytesIO()
    size = (_WIDTH_PX, round(_WIDTH_PX * image.height / image.width))
    image.resize(size, Image.Resampling.LANCZOS).save(raw, "JPEG", quality=80, optimize=True)
    return raw.getvalue()
