"""What every answer says of safety, and which address of the atlas is believed.

Behind a public address the setting ``ATLAS_PUBLIC_URL`` says what the atlas is called in links,
identifiers, QR codes and citations.  Without it the ``Host`` of the request does, if it can be one.
``ATLAS_FRAMED_BY`` says who may show it in a frame.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.basemap.providers import HOSTS
from geo.web.responses import problem

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "FRAMED_BY",
    "SETTING",
    "SecurityHeaders",
    "framed_by",
    "home_url",
    "public_home",
    "public_url",
]

SETTING = "ATLAS_PUBLIC_URL"
#: Which sites may show the atlas in a frame of theirs; none without it.
FRAMED_BY = "ATLAS_FRAMED_BY"
_LOG = logging.getLogger("atlas")
#: Everything from this app, but for the map images that a reader may switch on (:mod:`geo.basemap.providers`);
#: eval and inline are what Streamlit and streamlit-folium need.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob: {' '.join(HOSTS)}; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
#: For what no browser shows as a document of its own: there a policy only says that it is none, in few bytes.
_NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'"
_NO_DOCUMENT_TYPES = (b"text/javascript", b"application/javascript", b"text/css", b"font/", b"image/webp", b"image/png")
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_LONGEST_HOST = 253  # characters, as in the domain name system
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?")


class SecurityHeaders:
    """Middleware that adds the security headers to every answer, Streamlit's own and those after a failure included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add what the answer lacks; what fails within is logged and said in words."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def add(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                present = {name.lower(): value for name, value in message["headers"]}
                policy = _policy(present.get(b"content-type", b""))
                ours = {b"content-security-policy": policy.encode(), **_HEADERS}
                message["headers"] = [*message["headers"], *((n, v) for n, v in ours.items() if n not in present)]
            await send(message)

        try:
            await self.app(scope, receive, add)
        except Exception:
            if has_begun:
                raise  # too late for other words: the server cuts the connection
            _LOG.exception("a request failed: %s", scope["path"][:200].encode("ascii", "backslashreplace").decode())
            words = "The fault is the atlas's, not yours; the server's log says what went wrong."
            await problem(500, "This could not be answered", words)(scope, receive, add)


@lru_cache(maxsize=1)
def _checked(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and _is_host(parts.netloc) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or parts.query or parts.fragment or re.search(r"[\s<>\"'`\\]", text):
        example = "https://atlas.example.org or https://www.example.org/sites/atlas"
        raise ValueError(f"{SETTING}={text[:100]!r} is no address of the atlas; write one such as {example}")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def public_url() -> str:
    """Return the public address of the atlas with a slash at its end; empty if the setting is not made.

    Raises
    ------
    ValueError
        If the setting is no address; the message quotes it.
    """
    text = os.environ.get(SETTING, "").strip()
    return _checked(text) if text else ""


def framed_by() -> tuple[str, ...]:
    """Return the sites that may show the atlas in a frame of theirs, such as ``https://*.example.org``; ``*`` is any.

    Raises
    ------
    ValueError
        If the setting names something else; the message quotes it.
    """
    return _sites(os.environ.get(FRAMED_BY, "").strip())


@lru_cache(maxsize=4)
def _sites(text: str) -> tuple[str, ...]:
    for site in text.split():
        scheme, _, host = site.partition("://")
        is_site = scheme in ("http", "https") and _is_host(host.removeprefix("*.").removesuffix(":*"))
        if site != "*" and not is_site:
            example = "https://learn.example.org or https://*.example.org, several with a space between"
            raise ValueError(f"{FRAMED_BY}: {site[:100]!r} is no site; write one such as {example}")
    return tuple(text.split())


def _policy(content_type: bytes) -> str:
    if content_type.startswith(_NO_DOCUMENT_TYPES):
        return _NO_DOCUMENT
    return " ".join([CONTENT_SECURITY_POLICY, *framed_by()])  # it ends with who may frame


def home_url(request: Request, below: str = "/api/") -> str:
    """Return the address of the atlas for this reader, with a slash at its end; empty if it cannot be known.

    Parameters
    ----------
    below : how the rest of the address begins that was asked for.
    """
    if address := public_url():
        return address
    host = request.headers.get("host", "")
    path = str(request.scope["path"]).partition(below)[0]
    return f"{request.scope['scheme']}://{host}{path}/" if _is_host(host) else ""


def public_home(request: Request) -> str:
    """Return :func:`home_url` if others can reach it; empty for this machine and for addresses of a private network."""
    address = home_url(request)
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        is_public = ipaddress.ip_address(host).is_global
    except ValueError:
        is_public = "." in host and not host.endswith((".local", ".localhost", ".lan", ".internal", ".home.arpa"))
    return address if is_public else ""


def _is_host(text: str) -> bool:
    return len(text) <= _LONGEST_HOST and bool(_HOST.fullmatch(text))
