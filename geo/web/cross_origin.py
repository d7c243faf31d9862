"""Letting pages of other sites read the interface: a notebook in a browser asks with ``fetch`` (Fetch standard, CORS).

All that is answered is public, and nothing depends on who asks: no cookie is read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["opened"]

Endpoint = Callable[[Request], Awaitable[Response]]
_ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_METHODS = "GET, HEAD, OPTIONS"
_ASKED = {
    **_ALLOWED,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": _METHODS,
}


def opened(endpoint: Endpoint) -> Endpoint:
    """Return *endpoint* with answers that other sites may read, and with an answer to the question whether they may."""

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_ASKED)
        response = await endpoint(request)
        response.headers.update(_ALLOWED)
        return response

    return answer
