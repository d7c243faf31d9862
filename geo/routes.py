"""The HTTP answers beside the pages: assets, base map, events as data, health, headers.

Parameters of ``/api/events.*`` are those of the pages (:mod:`geo.selection`); an unknown
value is a problem document (RFC 9457) with status 400, a damaged data package one with 503.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import xstatic.pkg.leaflet as leaflet
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo import basemap, columns_json, features, movements, tables
from geo.errors import DatasetError, SelectionError
from geo.maps import SCRIPTS, STYLES
from geo.online import HOSTS
from geo.selection import chosen, strict

__all__ = ["SecurityHeaders", "asset_version", "routes"]

ASSETS = Path(__file__).parent / "assets"
LEAFLET = Path(leaflet.BASE_DIR)
_LONG = "public, max-age=31536000, immutable"
_CHECK = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".geojson": "application/geo+json",
}
#: Everything from this app, but for the map images that a reader may switch on (:mod:`geo.online`);
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
    for path in (*sorted(ASSETS.rglob("*")), *sorted(basemap.FOLDER.iterdir())):
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
        "/assets/leaflet/{path:path}": lambda request: _file(request, LEAFLET),
        "/assets/basemap/{style}/{z:int}/{x:int}/{y:int}.webp": _tile,
        "/assets/basemap/{path:path}": lambda request: _file(request, basemap.FOLDER),
        "/assets/bundle.js": lambda request: _bundle(request, SCRIPTS),
        "/assets/bundle.css": lambda request: _bundle(request, STYLES),
        "/assets/{path:path}": lambda request: _file(request, ASSETS),
        "/api/events.geojson": _events_geojson,
        "/api/events.csv": _events_csv,
        "/api/events.columns.json": _events_columns,
        "/api/movements.geojson": _movements_geojson,
        "/api/health": _health,
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
    body = features.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail, **more})
    return Response(body, status, {"Cache-Control": "no-store"}, "application/problem+json")


def _cached(request: Request, body: bytes | str, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """Answer with *body*, an ETag and a life as long as the address allows; 304 if the browser has it."""
    raw = body.encode() if isinstance(body, str) else body
    tag = f'"{hashlib.sha256(raw).hexdigest()[:20]}"'
    common = {"ETag": tag, "Cache-Control": _LONG if "v" in request.query_params else _CHECK, **(headers or {})}
    known = {candidate.strip().removeprefix("W/") for candidate in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=common)
    return Response(raw, headers=common, media_type=media_type)


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


def _bundle(request: Request, names: Sequence[str]) -> Response:
    """Answer with several of our files as one, in order; the files themselves stay as they are."""
    kind = _TYPES[Path(names[0]).suffix]
    return _cached(request, "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names), kind)


def _tile(request: Request) -> Response:
    params = request.path_params
    if params["style"] not in basemap.STYLES:
        return _problem(
            404, "Not found", f"there is no map style {params['style']!r}; there are {', '.join(basemap.STYLES)}"
        )
    image = basemap.tile(params["style"], params["z"], params["x"], params["y"])
    if image is None:
        return Response(status_code=204, headers={"Cache-Control": _LONG})
    return _cached(request, image, "image/webp")


def _params(request: Request) -> dict[str, str]:
    return {name: text for name, text in request.query_params.items() if name != "v"}


@lru_cache(maxsize=256)
def _rendered(dataset_digest: str, kind: str, params: tuple[tuple[str, str], ...]) -> str:
    dataset = tables.load()
    events = chosen(dataset, strict(dict(params)))
    return features.dumps(features.collection(dataset, events)) if kind == "geojson" else features.csv_text(events)


def _events_geojson(request: Request) -> Response:
    body = _rendered(tables.load().digest, "geojson", tuple(sorted(_params(request).items())))
    return _cached(request, body, "application/geo+json")


def _events_csv(request: Request) -> Response:
    body = _rendered(tables.load().digest, "csv", tuple(sorted(_params(request).items())))
    name = {"Content-Disposition": 'attachment; filename="border-conflicts-events.csv"'}
    return _cached(request, "\ufeff" + body, "text/csv; charset=utf-8", name)


def _events_columns(request: Request) -> Response:
    return _cached(request, _columns(tables.load().digest), "application/json")


@lru_cache(maxsize=1)
def _columns(_dataset_digest: str) -> str:
    return columns_json.columns(tables.load().events)


def _movements_geojson(request: Request) -> Response:
    return _cached(request, features.dumps(movements.collection(tables.load())), "application/geo+json")


def _health(request: Request) -> Response:
    dataset = tables.load()
    body = {"status": "ok", "data_version": dataset.digest, "events": len(dataset.events)}
    return Response(features.dumps(body), media_type="application/json", headers={"Cache-Control": "no-store"})
