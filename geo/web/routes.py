"""The HTTP answers beside the pages: assets, base map, events as data, health, headers.

Parameters of ``/api/events.*`` are those of the pages (:mod:`geo.query.link`); an unknown
value is a problem document (RFC 9457) with status 400, a damaged data package one with 503.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.basemap import store
from geo.basemap.providers import HOSTS
from geo.basemap.svg import Window
from geo.citation import attribution
from geo.content import event_list
from geo.content.known import known
from geo.content.plans.plan import plan
from geo.core.json_text import dumps
from geo.documents import handout, offline_html
from geo.documents.request import Order, order
from geo.errors import DatasetError, NotFoundError, SelectionError
from geo.formats import columnar, datapackage_zip, plan_geojson
from geo.formats.registry import FORMATS, Format
from geo.maps import bundle, first_paint
from geo.maps.live import Assets
from geo.query import link
from geo.query.selection import Selection, View, chosen
from geo.record import movements, tables
from geo.uploads import private_url
from geo.web import api_docs

__all__ = ["SecurityHeaders", "asset_version", "routes"]

ASSETS = Path(__file__).parents[1] / "assets"
_LONG = "public, max-age=31536000, immutable"
_CHECK = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".geojson": "application/geo+json",
}
_TEXTS = {"text/javascript", "text/css", "text/csv", "application/json", "application/geo+json", "image/svg+xml"}
_WORTH_SQUEEZING = 1000  # bytes
#: Everything from this app, but for the map images that a reader may switch on (:mod:`geo.basemap.providers`);
#: eval and inline are what Streamlit and streamlit-folium need.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob: {' '.join(HOSTS)}; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    b"content-security-policy": CONTENT_SECURITY_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Middleware that adds the security headers to every answer, Streamlit's own included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add what the answer lacks."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((n, v) for n, v in _HEADERS.items() if n not in present)]
            await send(message)

        await self.app(scope, receive, add if scope["type"] == "http" else send)


@lru_cache(maxsize=1)
def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in (*sorted(ASSETS.rglob("*")), *sorted(store.FOLDER.iterdir())):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def asset_version(data_digest: str) -> str:
    """Return the version that goes into asset addresses: it changes with scripts, base map or data."""
    return hashlib.sha256(f"{_code_digest()}{data_digest}{movements.digest()}".encode()).hexdigest()[:12]


def routes(prefix: str = "") -> list[BaseRoute]:
    """Return all routes.

    Parameters
    ----------
    prefix : the app's base path without a slash at its end, such as ``/sites/atlas``.
    """
    table: dict[str, Callable[[Request], Response]] = {
        "/assets/basemap/{style}/{z:int}/{x:int}/{y:int}.webp": _tile,
        "/assets/basemap/{path:path}": lambda request: _file(request, store.FOLDER),
        "/assets/bundle.js": lambda request: _cached(request, bundle.text(".js"), _TYPES[".js"]),
        "/assets/bundle.css": lambda request: _cached(request, bundle.text(".css"), _TYPES[".css"]),
        "/assets/{path:path}": lambda request: _file(request, ASSETS),
        **{f"/api/events.{kind.extension}": partial(_events, kind=kind) for kind in FORMATS.values()},
        "/api/events.columns.json": _events_columns,
        "/api/movements.geojson": _movements_geojson,
        "/api/plan.json": _plan,
        "/api/plan.geojson": _plan_geojson,
        "/api/panel.html": _panel,
        "/api/first-sight.html": _first_sight,
        "/api/own/{key}": _own,
        "/api/datapackage.zip": _datapackage,
        "/api/export.html": _offline_file,
        "/api/handout.pdf": _handout,
        "/api/health": _health,
        "/api/openapi.json": lambda request: _cached(request, api_docs.openapi_json(_home_url(request)), api_docs.JSON),
        "/api/": lambda request: _cached(request, api_docs.page_html(), "text/html; charset=utf-8"),
        "/api/{path:path}": lambda request: _problem(404, "Not found", f"there is nothing at {request.url.path}"),
    }
    return [Route(prefix + path, _endpoint(answer), methods=["GET", "HEAD"]) for path, answer in table.items()]


def _endpoint(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Run *answer* off the event loop and turn our errors into problem documents."""

    def guarded(request: Request) -> Response:
        try:
            return answer(request)
        except SelectionError as error:
            return _problem(400, "A parameter cannot be understood", str(error), parameter=error.parameter)
        except DatasetError as error:
            return _problem(503, "The data package has problems", str(error), problems=list(error.problems))

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(guarded, request)

    return endpoint


def _problem(status: int, title: str, detail: str, **more: Any) -> Response:
    body = dumps({"type": "about:blank", "title": title, "status": status, "detail": detail, **more})
    return Response(body, status, {"Cache-Control": "no-store"}, "application/problem+json")


def _cached(request: Request, body: bytes | str, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """Answer with *body*, an ETag and a life as long as the address allows; 304 if the browser has it."""
    raw = body.encode() if isinstance(body, str) else body
    tag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'  # weak: plain and compressed are two representations
    common = {"ETag": tag, "Cache-Control": _LONG if "v" in request.query_params else _CHECK, **(headers or {})}
    known = {candidate.strip().removeprefix("W/") for candidate in request.headers.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") in known:
        return Response(status_code=304, headers=common)
    if media_type.split(";")[0] in _TEXTS and len(raw) >= _WORTH_SQUEEZING:
        common["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(_squeezed(raw), headers=common | {"Content-Encoding": "gzip"}, media_type=media_type)
    return Response(raw, headers=common, media_type=media_type)


@lru_cache(maxsize=32)
def _squeezed(raw: bytes) -> bytes:
    """Return *raw* compressed, once for all visitors; Streamlit would do it anew for each, on the way out."""
    return gzip.compress(raw, compresslevel=6, mtime=0)


def _file(request: Request, folder: Path) -> Response:
    path = folder / request.path_params["path"]
    try:
        path = path.resolve()
        is_ours = path.is_relative_to(folder.resolve()) and path.is_file() and path.suffix != ".mbtiles"
    except (OSError, ValueError):  # a NUL, or a name too long for the file system
        is_ours = False
    if not is_ours:
        return _problem(404, "Not found", f"there is no asset {request.path_params['path']!r}")
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    # a font is asked for by the style sheet, without a version, and never changes under its name
    headers = {"Cache-Control": _LONG} if path.suffix == ".woff2" else None
    return _cached(request, path.read_bytes(), kind, headers)


def _tile(request: Request) -> Response:
    params = request.path_params
    if params["style"] not in store.STYLES:
        return _problem(
            404, "Not found", f"there is no map style {params['style']!r}; there are {', '.join(store.STYLES)}"
        )
    image = store.tile(params["style"], params["z"], params["x"], params["y"])
    if image is None:
        return Response(status_code=204, headers={"Cache-Control": _LONG})
    return _cached(request, image, "image/webp")


def _params(request: Request) -> dict[str, str]:
    return {name: text for name, text in request.query_params.items() if name != "v"}


def _home_url(request: Request) -> str:
    """Return the address of the atlas as this reader knows it, with a slash at its end."""
    return str(request.url.replace(path=f"{request.url.path.partition('/api/')[0]}/", query="", fragment=""))


def _attachment(file_name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Link": f'<{attribution.LICENCE_URL}>; rel="license"',
    }


@lru_cache(maxsize=256)
def _rendered(_dataset_digest: str, extension: str, selection: Selection, home_url: str) -> str | bytes:
    dataset = tables.load()
    return FORMATS[extension].build(dataset, chosen(dataset, selection), home_url)


def _events(request: Request, kind: Format) -> Response:
    body = _rendered(tables.load().digest, kind.extension, link.strict(_params(request)), _home_url(request))
    return _cached(request, body, kind.media_type, _attachment(kind.file_name))


def _datapackage(request: Request) -> Response:
    for name in _params(request):
        raise SelectionError(name, f"{name} does not apply: the data package is whole; filter /api/events.csv instead")
    return _cached(request, datapackage_zip.packed(), "application/zip", _attachment(datapackage_zip.FILE_NAME))


def _looked_at(request: Request) -> tuple[Selection, View]:
    """Return what the parameters of a page ask for, tour and step included; raise for the first that is wrong."""
    asked, notices = link.parse(_params(request), known(tables.load()), link.API)
    if notices:
        raise notices[0]
    return asked.selection, asked.view


def _order(request: Request) -> Order:
    return order(tables.load(), *_looked_at(request), home_url=_home_url(request))


def _offline_file(request: Request) -> Response:
    wanted = _order(request)
    return _cached(request, _offline(wanted), "text/html; charset=utf-8", _attachment(wanted.file_name("html")))


@lru_cache(maxsize=4)
def _offline(wanted: Order) -> str:
    return offline_html.html(tables.load(), wanted)


def _handout(request: Request) -> Response:
    wanted = _order(request)
    return _cached(request, _printed(wanted), "application/pdf", _attachment(wanted.file_name("pdf", is_step=True)))


@lru_cache(maxsize=16)
def _printed(wanted: Order) -> bytes:
    return handout.pdf(tables.load(), wanted)


def _events_columns(request: Request) -> Response:
    return _cached(request, _columns(tables.load().digest), "application/json")


@lru_cache(maxsize=1)
def _columns(_dataset_digest: str) -> str:
    return columnar.columns(tables.load().events)


def _movements_geojson(request: Request) -> Response:
    return _cached(request, dumps(movements.collection(tables.load())), "application/geo+json")


def _in_plan(request: Request) -> View:
    """Return what the parameters of a page ask for, if its event is in the plan of a battle; raise if not."""
    _, view = _looked_at(request)
    if not view.event:
        raise SelectionError("event", "event is missing: name a battle with a plan, or a part of one")
    return view


def _plan(request: Request) -> Response:
    event = _in_plan(request).event
    return _cached(request, _planned(tables.load().digest, event), "application/json")


@lru_cache(maxsize=16)
def _planned(_dataset_digest: str, event: str) -> str:
    return dumps(_found(plan, event))


def _plan_geojson(request: Request) -> Response:
    view = _in_plan(request)
    body = dumps(_found(plan_geojson.collection, view.event, view.on, view.accounts))
    return _cached(request, body, "application/geo+json", _attachment(f"plan-{view.event}.geojson"))


def _found(made: Callable[..., Any], event: str, *more: Any) -> Any:
    """Return what *made* makes of an event's plan; raise for the parameter if there is none."""
    try:
        return made(tables.load(), event, *more)
    except NotFoundError as error:
        raise SelectionError("event", f"event: {error}") from None


def _panel(request: Request) -> Response:
    """Answer with what the page is about to show beside the map, so that a click need not wait for its run."""
    dataset = tables.load()
    selection, view = _looked_at(request)
    if not view.event:
        raise SelectionError("event", "event is missing: name the event whose panel is wanted")
    body = event_list.panel_html(dataset, chosen(dataset, selection), view.event, view.lang)
    return _cached(request, body, "text/html; charset=utf-8")


def _first_sight(request: Request) -> Response:
    """Answer with the map of a page's link before its scripts have come; what a link gets wrong, the page will say."""
    dataset = tables.load()
    asked, notices = link.parse(_params(request), known(dataset), link.FIRST_SIGHT)
    for notice in notices:
        if notice.parameter in link.OF_WINDOW:
            raise notice
    body = _sight(dataset.digest, asked.selection, asked.view, asked.window)
    return _cached(request, body, "text/html; charset=utf-8")


@lru_cache(maxsize=64)
def _sight(dataset_digest: str, selection: Selection, view: View, window: Window) -> str:
    assets = Assets(base="..", version=asset_version(dataset_digest))
    return first_paint.html(tables.load(), selection, view, window, assets)


def _own(request: Request) -> Response:
    """Answer with the events that a visit has loaded for itself; nothing of them is kept, here or on the way."""
    loan = private_url.find(request.path_params["key"])
    if loan is None:
        return _problem(404, "Not found", "this visit is over; load the file again on the page Your events")
    return Response(loan.body, media_type=loan.media_type, headers={"Cache-Control": "no-store"})


def _health(request: Request) -> Response:
    dataset = tables.load()
    body = {"status": "ok", "data_version": dataset.digest, "events": len(dataset.events)}
    return Response(dumps(body), media_type="application/json", headers={"Cache-Control": "no-store"})
