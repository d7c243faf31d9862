"""The pages of the record by their addresses: one table that the app serves and ``publish`` writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from geo.basemap import store
from geo.basemap.borders import borders_on
from geo.core.points import Point
from geo.errors import NotFoundError
from geo.maps.pictures import place_map
from geo.maps.pictures.place_map import Spot
from geo.query import addresses
from geo.record.tables import Dataset
from geo.site import further, indexes, things
from geo.site.host import Host
from geo.site.listed import things as listed
from geo.site.page import html

__all__ = ["PICTURES", "page", "paths", "picture", "spot"]

#: Pictures of a place by file name, each with its media type.
PICTURES = {"map.svg": "image/svg+xml", "map.jpg": "image/jpeg"}


def paths(dataset: Dataset) -> Iterator[str]:
    """Yield the address of every page of the record, from the atlas's own on."""
    yield from indexes.lists(dataset)
    for kind in addresses.KINDS:
        for thing_id in listed(dataset, kind):
            yield addresses.path(kind, thing_id)
            yield from further.paths(dataset, kind, thing_id)


def page(dataset: Dataset, host: Host, path: str) -> str:
    """Return the page at *path* as HTML.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    kind, _, rest = path.rstrip("/").partition("/")
    if kind in addresses.KINDS and rest and path not in indexes.lists(dataset):
        found = things.page(dataset, host, kind, rest)
    else:
        found = indexes.page(dataset, host, path)
    return html(found, dataset.atlas, host)


def picture(dataset: Dataset, place_id: str, name: str) -> bytes:
    """Return a picture of a place, *name* of :data:`PICTURES`.

    Raises
    ------
    NotFoundError
        If there is no such place or picture.
    """
    if place_id not in dataset.places.index or name not in PICTURES:
        raise NotFoundError(f"there is no picture {name!r} of a place {place_id!r}")
    return _picture(*spot(dataset, place_id), name)


@lru_cache(maxsize=256)
def _picture(where: Spot, day: dt.date, name: str) -> bytes:
    return place_map.jpeg(where, day) if name.endswith(".jpg") else place_map.picture(where, day).encode()


def spot(dataset: Dataset, place_id: str) -> tuple[Spot, dt.date]:
    """Return a place and the day whose borders its map has: those of the first event at it."""
    row = dataset.places.loc[place_id]
    where = Spot(row["title"], Point(row["latitude"], row["longitude"]), row["approximation_km"], row["geometry_wkt"])
    numbers = dataset.row_numbers("events", "place_id", place_id)
    first = dt.date.fromordinal(int(dataset.events["first_day"].iloc[numbers].min())) if len(numbers) else None
    return where, store.first_alike(borders_on(first, first, dataset.atlas.borders_turn))
