"""Answers with the pages of the record, beside the app, and with what is said of an id that names nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from geo.errors import NotFoundError
from geo.record import tables
from geo.site import missing, sheet, site
from geo.site.folder import extras
from geo.site.host import Host
from geo.site.indexes import LISTS
from geo.web.responses import ASK, NEVER, kept
from geo.web.security import home_url

__all__ = ["style", "table"]

_HTML = "text/html; charset=utf-8"
Answer = Callable[[Request], Response]


def table() -> dict[str, Answer]:
    """Return the answers by address, without the prefix of the app."""
    found: dict[str, Answer] = {"/place/{id}/{picture}": _picture}
    for kind in LISTS:
        page = partial(_page, kind=kind)
        found |= {f"/{kind}/": page, f"/{kind}": _onward, f"/{kind}/{{id}}/": page, f"/{kind}/{{id}}": _onward}
    found |= {f"/{path}": partial(_extra, path=path) for path in extras.FILES}
    return found


def style(request: Request) -> Response:
    """Answer with the style sheet of the pages."""
    return kept(request, sheet.text(), "text/css", life=ASK)


def _page(request: Request, kind: str) -> Response:
    """Answer with a page; 404 with the nearest ids if there is none."""
    thing_id = request.path_params.get("id", "")
    path = f"{kind}/{thing_id}/" if thing_id else f"{kind}/"
    try:
        body = _rendered(tables.load().digest, Host(home_url(request, f"/{kind}/")), path)
    except NotFoundError:
        words = missing.html_of(tables.load(), kind, thing_id)
        return Response(words, 404, {"Cache-Control": NEVER}, _HTML)
    return kept(request, body, _HTML, life=ASK)


@lru_cache(maxsize=256)
def _rendered(_dataset_digest: str, host: Host, path: str) -> str:
    return site.page(tables.load(), host, path)


def _onward(request: Request) -> Response:
    """Send on to the same address with the slash that ends it."""
    last = str(request.scope["path"]).rpartition("/")[2]
    query = request.url.query
    return RedirectResponse(f"{quote(last)}/{'?' + query if query else ''}", 308)


def _picture(request: Request) -> Response:
    """Answer with a map of a place."""
    name = request.path_params["picture"]
    try:
        body = site.picture(tables.load(), request.path_params["id"], name)
    except NotFoundError as error:
        return Response(str(error), 404, {"Cache-Control": NEVER}, "text/plain")
    return kept(request, body, site.PICTURES[name], life=ASK)


def _extra(request: Request, path: str) -> Response:
    """Answer with one of the files beside the pages."""
    media_type, _ = extras.FILES[path]
    body = _made(tables.load().digest, Host(home_url(request, f"/{path}")), path)
    return kept(request, body, media_type, life=ASK)


@lru_cache(maxsize=8)
def _made(_dataset_digest: str, host: Host, path: str) -> str:
    return extras.FILES[path][1](tables.load(), host)
