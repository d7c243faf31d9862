"""What somebody takes away and is costly to make: handout, offline file, picture, film, GeoPackage, data package.

Each stands in the line of :mod:`geo.web.costly`; what was made is kept under a key that holds all it depends on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from starlette.requests import Request

from geo.basemap.store import ATTRIBUTION
from geo.basemap.svg import Window
from geo.citation.attribution import LICENCE
from geo.content.classroom import kits
from geo.content.known import known
from geo.content.plans.plan import battle_of, summaries
from geo.documents import film, offline_html
from geo.documents.lesson import handout, kit_sheets
from geo.documents.request import Order, order
from geo.errors import NotFoundError, SelectionError
from geo.formats import datapackage_zip
from geo.formats.registry import FORMATS
from geo.maps.first_paint import camera_of
from geo.maps.pictures import painted, picture
from geo.maps.pictures.picture import Scene
from geo.maps.pictures.plan_picture import plan_at
from geo.query import link, parameters
from geo.query.selection import View, chosen
from geo.record import tables
from geo.record.tables import Dataset
from geo.web.answers import asked_for, filtered, looked_at, params
from geo.web.responses import Body
from geo.web.security import home_url, public_home

__all__ = ["Wanted", "filmed", "geopackage", "kit", "map_png", "map_svg", "offline_file", "package", "printed"]

#: Decimals of the centre of an ordered map, about a kilometre: who pushed it by a few pixels gets the same file.
_DECIMALS = 2
_NO_PLAN = "The units and lines of the battle plan stand in the picture of one of its days; this one names none."
#: A picture of the map, where nothing is said of its size; the smallest and the largest.
_WIDTH_PX, _HEIGHT_PX, _LEAST_PX, _MOST_PIXELS = 1200, 750, 240, 24_000_000


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
    asked, dataset = asked_for(request), tables.load()
    wanted = replace(_order(request, public_home(request)), paper=asked.paper)

    def make() -> Body:
        name = f"key_{extension}" if is_key else extension
        return Body.of(getattr(handout, name)(dataset, wanted), handout.PAPERS[extension])

    name = wanted.file_name(extension, is_step=True)
    return Wanted(("handout", extension, is_key, wanted), make, f"key-{name}" if is_key else name)


def map_png(request: Request) -> Wanted:
    """Return the order for the view as a picture of pixels."""
    return _picture(request, "png", "image/png", painted.png)


def map_svg(request: Request) -> Wanted:
    """Return the order for the view as a drawing of lines and text."""
    return _picture(request, "svg", "image/svg+xml", picture.svg_text, "gzip")


def _picture(
    request: Request, extension: str, media_type: str, drawn: Callable[[Scene], str | bytes], *codings: str
) -> Wanted:
    dataset = tables.load()
    asked, notices = link.parse(params(request), known(dataset), parameters.PICTURE)
    if notices:
        raise notices[0]
    window = asked.window
    window = replace(window, width=window.width or _WIDTH_PX, height=window.height or _HEIGHT_PX)
    if min(window.width, window.height) < _LEAST_PX:
        name = "width" if window.width < _LEAST_PX else "height"
        raise SelectionError(name, f"{name}={min(window.width, window.height)} is less than {_LEAST_PX}")
    if window.width * window.height * window.scale**2 > _MOST_PIXELS:
        raise SelectionError("scale", f"width × height × scale² is more than {_MOST_PIXELS // 10**6} million pixels")
    wanted = order(dataset, asked.selection, asked.view, home_url=home_url(request))
    told = (_NO_PLAN,) if _leaves_plan_out(dataset, asked.view, window) else ()
    words = picture.words_of(dataset, asked.view, wanted.shows, (
        " · ".join(part for part in (dataset.atlas.title, LICENCE, wanted.live_url) if part), ATTRIBUTION, *told,
    ))  # fmt: skip

    def make() -> Body:
        shown = picture.scene(dataset, asked.selection, asked.view, window, words)
        return Body.of(drawn(shown), media_type, *codings)

    name = f"{wanted.file_name(extension)}"
    if asked.view.event:
        name = f"map-{asked.view.event}.{extension}"
    return Wanted((extension, wanted, window), make, name)


def _leaves_plan_out(dataset: Dataset, view: View, window: Window) -> bool:
    """Whether the map shows the plan of a battle where *view* looks, and its picture does not: no day is named."""
    if plan_at(dataset, view, camera_of(dataset, view, window), window):
        return False
    battle = battle_of(dataset, view.event) if view.event and view.has_place else ""
    summary = next((one for one in summaries(dataset) if one["event"] == battle), None)
    return summary is not None and summary["zooms"][0] <= (view.zoom or 0) <= summary["zooms"][1]


def filmed(request: Request) -> Wanted:
    """Return the order for the battle or the span of the view as a film."""
    wanted, dataset = _order(request, home_url(request)), tables.load()

    def make() -> Body:
        try:
            return Body.of(film.webp(dataset, wanted), film.MEDIA_TYPE)
        except NotFoundError as error:
            raise SelectionError("event", str(error)) from None

    return Wanted(("film", wanted), make, wanted.file_name("webp"))


def kit(request: Request, extension: str) -> Wanted:
    """Return the order for a controversy kit."""
    link_asked = asked_for(request)
    asked, paper = link_asked.classroom, link_asked.paper
    if not asked.kit:
        raise SelectionError("kit", "kit is missing: name the disagreement whose kit is wanted")
    dataset, made_on = tables.load(), dt.datetime.now(tz=dt.UTC).date()

    def make() -> Body:
        made: bytes = getattr(kit_sheets, extension)(
            kits.kit(dataset, asked.kit), dataset.atlas.title, made_on, asked.length, paper
        )
        return Body.of(made, handout.PAPERS[extension])

    return Wanted(
        ("kit", dataset.digest, extension, asked.kit, asked.length, paper, made_on),
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
