"""Answers as HTTP wants them: tags, lives, compression, problem documents (RFC 9457)."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import brotli  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import Response

from geo.core.json_text import dumps

__all__ = ["ASK", "CODINGS", "LONG", "NEVER", "Body", "accepted", "coded", "hastily", "kept", "problem"]

#: How long an answer lives: as long as its address, until the browser has asked again, not at all.
LONG, ASK, NEVER = "public, max-age=31536000, immutable", "no-cache", "no-store"
#: What gets smaller by a half or more.
_TEXTS = {
    "text/javascript",
    "text/css",
    "text/csv",
    "text/html",
    "application/json",
    "application/geo+json",
    "application/geopackage+sqlite3",
    "application/ld+json",
    "application/vnd.google-earth.kml+xml",
    "image/svg+xml",
    "text/tab-separated-values",
}
_WORTH_SQUEEZING = 1000  # bytes
CODINGS = ("br", "gzip")  # the best first
_LARGE = 1_000_000  # bytes, from which the best compression takes too long


@dataclass(frozen=True)
class Body:
    """What an answer consists of, plain, compressed or both.

    Attributes
    ----------
    codings : its bytes by the name of the coding, which is empty for the plain ones.
    is_text : whether compressing it is worth while.
    tag : weak, since plain and compressed are two representations.
    """

    codings: Mapping[str, bytes]
    media_type: str
    is_text: bool
    tag: str

    @classmethod
    def of(cls, content: bytes | str, media_type: str, *codings: str) -> Body:
        """Return *content* as a body; if it is a text, compressed in each of *codings* beforehand."""
        raw = content.encode() if isinstance(content, str) else content
        is_text = media_type.split(";")[0] in _TEXTS and len(raw) >= _WORTH_SQUEEZING
        known = {"": raw} | ({coding: coded(raw, coding) for coding in codings} if is_text else {})
        return cls(known, media_type, is_text, f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"')

    def only(self, coding: str) -> Body:
        """Return the same in one coding alone, to be kept for long."""
        return replace(self, codings={coding: self.codings[coding]})

    @property
    def size(self) -> int:
        """How many bytes it keeps in memory."""
        return sum(map(len, self.codings.values()))


def problem(status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """Return a problem document, which nothing on the way may keep; *more* are its further members."""
    body = dumps({"type": "about:blank", "title": title, "status": status, "detail": detail, **more})
    return Response(body, status, {"Cache-Control": NEVER, **(headers or {})}, "application/problem+json")


def accepted(request: Request) -> list[str]:
    """Return the codings that the browser takes, of ``br`` and ``gzip``, the best first.

    Browsers offer Brotli over https and on their own machine only.
    """
    offered = {}
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        offered[name.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return [coding for coding in CODINGS if offered.get(coding)]


def coded(raw: bytes, coding: str) -> bytes:
    """Return *raw* compressed with ``br`` or ``gzip``."""
    if coding == "br":
        return bytes(brotli.compress(raw, quality=5 if len(raw) > _LARGE else 9))
    return gzip.compress(raw, compresslevel=6 if len(raw) > _LARGE else 9, mtime=0)


def hastily(raw: bytes, coding: str) -> bytes:
    """Return *raw* compressed as fast as can be, for what is asked for once."""
    return bytes(brotli.compress(raw, quality=1)) if coding == "br" else gzip.compress(raw, compresslevel=1, mtime=0)


#: The same, once for all visitors; Streamlit would do it anew for each, on the way out.
squeezed = lru_cache(maxsize=32)(coded)


def kept(
    request: Request,
    content: Body | bytes | str,
    media_type: str = "",
    *,
    life: str = ASK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return *content* with a tag and its *life*, compressed if it is a text; 304 if the browser has it."""
    body = content if isinstance(content, Body) else Body.of(content, media_type)
    common = {"ETag": body.tag, "Cache-Control": life, **(headers or {})}
    if body.is_text:
        common["Vary"] = "Accept-Encoding"
    known = {candidate.strip().removeprefix("W/") for candidate in request.headers.get("if-none-match", "").split(",")}
    if body.tag.removeprefix("W/") in known:
        return Response(status_code=304, headers=common)
    taken = accepted(request) if body.is_text else []
    coding = next((one for one in taken if one in body.codings), "")
    raw = body.codings[coding]
    if taken and set(body.codings) == {""}:  # not compressed beforehand
        coding = taken[0]
        raw = squeezed(body.codings[""], coding)
    extra = {"Content-Encoding": coding} if coding else {}
    return Response(raw, headers=common | extra, media_type=body.media_type)
