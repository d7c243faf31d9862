"""What somebody takes away and is costly to make: handout, offline file, film, GeoPackage, data package.

Each stands in the line of :mod:`geo.web.costly`; what was made is kept under a key that holds all it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from starlette.requests import Request

from geo.documents import film, handout, offline_html
from geo.documents.request import Order, order
from geo.errors import NotFoundError, SelectionError
from geo.formats import datapackage_zip
from geo.formats.registry import FORMATS
from geo.query.selection import chosen
from geo.record import tables
from geo.web.answers import filtered, looked_at, params
from geo.web.responses import Body
from geo.web.security import home_url

__all__ = ["Wanted", "filmed", "geopackage", "offline_file", "package", "printed"]

#: Decimals of the centre of an ordered map, about a kilometre: who pushed it by a few pixels gets the same file.
_DECIMALS = 2


@dataclass(frozen=True)
class Wanted:
    """One costly thing: what it depends on, how it is made, and the name it is kept under."""

    key: Hashable
    make: Callable[[], Body]
    file_name: str


def _order(request: Request) -> Order:
    selection, view = looked_at(request)
    if params(request).keys() & {"lat", "lon"} and view.lat is not None and view.lon is not None:
        view = replace(view, lat=round(view.lat, _DECIMALS), lon=round(view.lon, _DECIMALS))
    return order(tables.load(), selection, view, home_url=home_url(request))


def offline_file(request: Request) -> Wanted:
    """Return the order for the view as one HTML file."""
    wanted, dataset = _order(request), tables.load()

    def make() -> Body:
        return Body.of(offline_html.html(dataset, wanted), "text/html; charset=utf-8", "gzip")

    return Wanted(("offline", wanted), make, wanted.file_name("html"))


def printed(request: Request) -> Wanted:
    """Return the order for the view as a handout."""
    wanted, dataset = _order(request), tables.load()

    def make() -> Body:
        return Body.of(handout.pdf(dataset, wanted), "application/pdf")

    return Wanted(("handout", wanted), make, wanted.file_name("pdf", is_step=True))


def filmed(request: Request) -> Wanted:
    """Return the order for the battle or the span of the view as a film."""
    wanted, dataset = _order(request), tables.load()

    def make() -> Body:
        try:
            return Body.of(film.webp(dataset, wanted), film.MEDIA_TYPE)
        except NotFoundError as error:
            raise SelectionError("event", str(error)) from None

    return Wanted(("film", wanted), make, wanted.file_name("webp"))


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
