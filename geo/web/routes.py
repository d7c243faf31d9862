"""The addresses beside the pages, in one table: which answer each gives, and where it waits for its turn.

Parameters of ``/api/events.*`` are those of the pages (:mod:`geo.query.link`); an unknown
value is a problem document (RFC 9457) with status 400, a damaged data package one with 503.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.content import soundness
from geo.documents.lesson import handout
from geo.errors import DatasetError, SelectionError
from geo.formats.registry import FORMATS
from geo.site import sheet
from geo.web import answers, assets, cross_origin, pages_of_record, takeaways
from geo.web.costly import BusyError, LeftError, Line
from geo.web.responses import ASK, kept, problem
from geo.web.takeaways import Wanted

__all__ = ["routes"]

_LOG = logging.getLogger("atlas")
Answer = Callable[[Request], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
#: When somebody who was turned away had best come again: by then most of the line has been served.
_RETRY_AFTER_S = 20
_BUSY = (
    "Many documents are being made just now, one after the other. Come again in half a minute; "
    "the map, the pages, the events as CSV and GeoJSON and all that was made before work meanwhile."
)
#: How many threads each kind of answer may take at once; none waits for another kind, nor for Streamlit's own files.
_METHODS = ["GET", "HEAD"]
#: What belongs to one visit, and is no other site's business.
_PRIVATE = {"/api/own/{key}"}
#: What no other address is: it must not answer for those that take fewer methods.
_REST = "/api/{path:path}"
_HEALTH_THREADS, _FILE_THREADS, _DATA_THREADS = 1, 4, 6


def routes(prefix: str = "") -> list[BaseRoute]:
    """Return all routes.

    Parameters
    ----------
    prefix : the app's base path without a slash at its end, such as ``/sites/atlas``.
    """
    health, file, data = (
        partial(_endpoint, limiter=anyio.CapacityLimiter(threads))
        for threads in (_HEALTH_THREADS, _FILE_THREADS, _DATA_THREADS)
    )
    looking, line = anyio.CapacityLimiter(2), Line()
    costly = partial(_costly, line=line, limiter=looking)
    table: dict[str, Endpoint] = {
        "/assets/basemap/{style}/{z:int}/{x:int}/{y:int}.webp": file(assets.tile),
        "/assets/basemap/{path:path}": file(assets.basemap),
        "/assets/bundle.js": file(assets.script),
        "/assets/bundle.css": file(assets.style),
        f"/assets/{sheet.NAME}": file(pages_of_record.style),
        "/assets/tours/{slug}.jpg": file(answers.tour_picture),
        "/assets/{path:path}": file(assets.file),
        "/api/events.gpkg": costly(takeaways.geopackage),
        **{
            f"/api/events.{kind.extension}": data(_sound(partial(answers.events, kind=kind)))
            for kind in FORMATS.values()
            if kind.extension != "gpkg"
        },
        "/api/events.columns.json": data(_sound(answers.columns)),
        "/api/movements.geojson": data(_sound(answers.movements_geojson)),
        "/api/plan.json": data(_sound(answers.battle_plan)),
        "/api/plan.geojson": data(_sound(answers.plan_features)),
        "/api/panel.html": data(_sound(answers.panel)),
        "/api/list.html": data(_sound(answers.whole_list)),
        "/api/search.json": data(_sound(answers.searched)),
        "/api/first-sight.html": data(_sound(answers.first_sight)),
        "/api/own/{key}": data(answers.own),
        "/api/datapackage.zip": costly(takeaways.package),
        "/api/export.html": costly(takeaways.offline_file),
        "/api/map.png": costly(takeaways.map_png),
        "/api/map.svg": costly(takeaways.map_svg),
        **{
            f"/api/handout{end}.{extension}": costly(partial(takeaways.printed, extension=extension, is_key=bool(end)))
            for extension in handout.PAPERS
            for end in ("", "-key")
        },
        "/api/film.webp": costly(takeaways.filmed),
        **{f"/api/kit.{one}": costly(partial(takeaways.kit, extension=one)) for one in handout.PAPERS},
        "/api/health": health(answers.health),
        "/api/openapi.json": data(answers.openapi),
        "/api/": data(answers.documentation),
        _REST: file(_nothing),
        **{path: data(_sound(answer)) for path, answer in pages_of_record.table().items()},
    }
    return [
        Route(prefix + path, cross_origin.opened(answer), methods=_METHODS if path == _REST else [*_METHODS, "OPTIONS"])
        if path.startswith("/api/") and path not in _PRIVATE
        else Route(prefix + path, answer, methods=_METHODS)
        for path, answer in table.items()
    ]


def _nothing(request: Request) -> Response:
    return problem(404, "Not found", f"there is nothing at {request.url.path}")


def _sound(answer: Answer) -> Answer:
    """Give *answer* only while the data are sound, or to a visit that goes on with the last that were."""

    def sound(request: Request) -> Response:
        problems = soundness.problems()
        if problems and request.query_params.get("v") != assets.version():
            return answers.damaged(problems)
        return answer(request)

    return sound


#: What goes wrong in ways that a reader can do something about.
_EXPECTED = (SelectionError, DatasetError, OSError)


def _in_words(error: SelectionError | DatasetError | OSError) -> Response:
    """Return the problem document for an error."""
    if isinstance(error, SelectionError):
        return problem(400, "A parameter cannot be understood", str(error), parameter=error.parameter)
    if isinstance(error, DatasetError):
        return answers.damaged(error.problems)
    _LOG.error("the machine could not do it", exc_info=error)  # a full disk, a file that went between two looks at it
    words = "The server has no room or cannot read a file just now. Come again in a minute; the rest works."
    return problem(503, "This cannot be made now", words, headers={"Retry-After": "60"})


def _endpoint(answer: Answer, limiter: anyio.CapacityLimiter) -> Endpoint:
    """Run *answer* off the event loop and turn our errors into problem documents."""

    def guarded(request: Request) -> Response:
        try:
            return answer(request)
        except _EXPECTED as error:
            return _in_words(error)

    async def endpoint(request: Request) -> Response:
        return await anyio.to_thread.run_sync(guarded, request, limiter=limiter)

    return endpoint


def _costly(order: Callable[[Request], Wanted], line: Line, limiter: anyio.CapacityLimiter) -> Endpoint:
    """Have what *order* wants made in its turn; it is of sound data only, and never kept on the way."""

    def asked(request: Request) -> Wanted:
        if problems := soundness.problems():
            raise DatasetError(problems)
        return order(request)

    async def endpoint(request: Request) -> Response:
        try:
            wanted = await anyio.to_thread.run_sync(asked, request, limiter=limiter)
            body = await line.get(request, wanted.key, wanted.make)
        except _EXPECTED as error:
            return _in_words(error)
        except BusyError:
            return problem(503, "Too many documents at once", _BUSY, headers={"Retry-After": str(_RETRY_AFTER_S)})
        except LeftError:
            return Response(status_code=204)  # nobody reads it
        return kept(request, body, life=ASK, headers=answers.attachment(wanted.file_name))

    return endpoint
