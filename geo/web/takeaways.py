"""What somebody takes away and is costly to make: handout, offline file, GeoPackage, data package.

Each stands in the line of :mod:`geo.web.costly`; what was made is kept under a key that holds all it depends on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from starlette.requests import Request

from geo.content import kits
from geo.documents import handout, kit_sheets, offline_html
from geo.documents.request import Order, order
from geo.errors import SelectionError
from geo.formats import datapackage_zip
from geo.formats.registry import FORMATS
from geo.query.selection import chosen
from geo.record import tables
from geo.web.answers import asked_for, filtered, looked_at, params
from geo.web.responses import Body
from geo.web.security import home_url, public_home

__all__ = ["Wanted", "geopackage", "kit", "offline_file", "package", "printed"]

#: Decimals of the centre of an ordered map, about a kilometre: who pushed it by a few pixels gets the same file.
_DECIMALS = 2


@dataclass(frozen=True)
class Wanted:
    """One costly thing: what it depends on, how it is made, and the name it is kept under."""

    key: Hashable
    make: Callable[[], Body]
    file_name: str


def _order(request: Request, home: str) -> Order:
    selection, view = looked_at(request)
    if params(request).keys() & {"lat", "lon"} and view.lat is not None and view.lon is not None:
        view = replace(view, lat=round(view.lat, _DECIMALS), lon=round(view.lon, _DECIMALS))
    return order(tables.load(), selection, view, home_url=home)


def offline_file(request: Request) -> Wanted:
    """Return the order for the view as one HTML file."""
    wanted, dataset = _order(request, home_url(request)), tables.load()

    def make() -> Body:
        return Body.of(offline_html.html(dataset, wanted), "text/html; charset=utf-8", "gzip")

    return Wanted(("offline", wanted), make, wanted.file_name("html"))


def printed(request: Request, extension: str = "pdf", is_key: bool = False) -> Wanted:
    """Return the order for the view as a lesson sheet, or the key to it; its code never leads to a private address."""
    wanted, dataset = _order(request, public_home(request)), tables.load()

    def make() -> Body:
        name = f"key_{extension}" if is_key else extension
        return Body.of(getattr(handout, name)(dataset, wanted), handout.PAPERS[extension])

    name = wanted.file_name(extension, is_step=True)
    return Wanted(("handout", extension, is_key, wanted), make, f"key-{name}" if is_key else name)


def kit(request: Request, extension: str) -> Wanted:
    """Return the order for a controversy kit."""
    asked = asked_for(request).classroom
    if not asked.kit:
        raise SelectionError("kit", "kit is missing: name the disagreement whose kit is wanted")
    dataset, made_on = tables.load(), dt.datetime.now(tz=dt.UTC).date()

    def make() -> Body:
        made: bytes = getattr(kit_sheets, extension)(
            kits.kit(dataset, asked.kit), dataset.atlas.title, made_on, asked.length
        )
        return Body.of(made, handout.PAPERS[extension])

    return Wanted(
        ("kit", dataset.digest, extension, asked.kit, asked.length, made_on),
        make,
        f"kit-{asked.kit}-{asked.length}.{extension}",
    )


def geopackage(request: Request) -> Wanted:
    """Return the order for the chosen events as a GeoPackage."""
    kind, dataset, home = FORMATS["gpkg"], tables.load(), home_url(request)
    selection = filtered(request)

    def make() -> Body:
        return Body.of(kind.build(dataset, chosen(dataset, selection), home), kind.media_type, "gzip")

    return Wanted(("gpkg", dataset.digest, selection, home), make, kind.file_name)


def package(request: Request) -> Wanted:
    """Return the order for the whole data package."""
    for name in params(request):
        raise SelectionError(name, f"{name} does not apply: the data package is whole; filter /api/events.csv instead")

    def make() -> Body:
        return Body.of(datapackage_zip.packed(), "application/zip")

    return Wanted(("package", datapackage_zip.stamps()), make, datapackage_zip.FILE_NAME)
