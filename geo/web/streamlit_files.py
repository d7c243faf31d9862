"""Middleware that answers for Streamlit's files: compressed once for all visitors, with tags and lives.

Streamlit 1.67 sends the programs below ``/static`` as they are, 2.3 MB for the first page, and a component's
files without a tag, so that each visit fetches them again.  Routes below both paths are reserved by ``st.App``,
which a middleware may answer before it.  What is not found here goes on to Streamlit.
"""

from __future__ import annotations

import hashlib
import mimetypes
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.web.assets import ASSETS, TYPES, found
from geo.web.responses import ASK, CODINGS, LONG, Body, accepted, kept

__all__ = ["FONTS", "StreamlitFiles", "make_ready", "smaller_font"]

#: Below it every file is named by its content.
STATIC = "static"
#: Smaller fonts, named by what they were made from; :mod:`geo.web.smaller_fonts` makes them.
FONTS = ASSETS / "fonts" / "streamlit"
_THREADS = 2
_ENDINGS = {".css", ".html", ".js", ".json", ".svg", ".woff2"}


class StreamlitFiles:
    """Answers for files of Streamlit and its components."""

    def __init__(self, app: ASGIApp, folders: Mapping[str, Path], prefix: str = "") -> None:
        """Take the *folders* by the path they are served under, without slashes at its ends, below *prefix*."""
        self.app = app
        self._folders = {f"{prefix}/{name}/": (name, folder) for name, folder in folders.items()}
        self._limiter = anyio.CapacityLimiter(_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file that is ours to answer for; pass everything else on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            for start, (name, folder) in self._folders.items():
                if scope["path"].startswith(start):
                    request = Request(scope)
                    body = await anyio.to_thread.run_sync(
                        _body,
                        folder,
                        scope["path"][len(start) :] or "index.html",
                        next(iter(accepted(request)), ""),
                        limiter=self._limiter,
                    )
                    if body:
                        answer = kept(request, body, life=LONG if name == STATIC else ASK)
                        await answer(scope, receive, send)
                        return
        await self.app(scope, receive, send)


async def make_ready(folder: Path, names: Iterable[str]) -> None:
    """Compress the files *names* of *folder* before somebody asks for them; may be cancelled between two."""
    limiter = anyio.CapacityLimiter(1)
    for name in names:
        for coding in CODINGS:
            await anyio.to_thread.run_sync(_body, folder, name, coding, limiter=limiter)


def _body(folder: Path, name: str, coding: str) -> Body | None:
    """Return a file as it is sent with that *coding*; ``None`` if it is not there, or Streamlit's to send."""
    path = found(folder, name)
    if path is None or path.suffix not in _ENDINGS:
        return None
    with _LOCKS[hash(path) % len(_LOCKS)]:  # whoever asks for the same file meanwhile waits for it
        return _made(path, coding, path.stat().st_mtime_ns)


#: A file is compressed by one thread; others go on.
_LOCKS = tuple(threading.Lock() for _ in range(16))


@lru_cache(maxsize=512)
def _made(path: Path, coding: str, _stamp: int) -> Body:
    raw = path.read_bytes()
    if path.suffix == ".woff2":
        return Body.of(_smaller(raw), TYPES[".woff2"])
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    body = Body.of(raw, kind, *([coding] if coding else []))
    return body.only(coding if body.is_text else "")  # what is not sent is not kept


def smaller_font(raw: bytes) -> Path:
    """Return where the smaller font made from the font *raw* lies, if there is one."""
    return FONTS / f"of-{hashlib.sha256(raw).hexdigest()[:16]}.woff2"


def _smaller(raw: bytes) -> bytes:
    """Return the smaller font that was made from *raw*; without one *raw* itself."""
    path = smaller_font(raw)
    return path.read_bytes() if path.is_file() else raw
