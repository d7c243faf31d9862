"""The end of a visit, and whether one is still there.

Streamlit 1.67 keeps the memory of a visit whose page has gone for two minutes and longer, should the page come back,
and frees it when it happens to.  A visitor's own events must not stay so long: a visit that holds some ends
:data:`GRACE_S` after its page has gone, and what is free then goes back to the system.  A page that comes back later
finds no visit, and is loaded again by its link (``js/connection.js``), which says that the file has to be loaded again.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import time
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import runtime

from pages.parts.shell import events_shown

__all__ = ["GRACE_S", "end_in_time", "route"]

#: After this a page that has gone will not be back; shorter than a break in the connection lasts as a rule.
GRACE_S = 35.0
_EVERY_S = 10.0
_HEADER = "x-atlas-visit"


def route(prefix: str = "") -> Route:
    """Return the route at which a page asks whether its visit is still known; a header names it, which no log has.

    Parameters
    ----------
    prefix : the path that the app is served below.
    """
    return Route(f"{prefix}/api/visit", _answer, methods=["GET"])


async def _answer(request: Request) -> JSONResponse:
    name = request.headers.get(_HEADER, "")
    is_known = bool(name) and runtime.exists() and runtime.get_instance().is_active_session(name)
    return JSONResponse({"known": is_known}, headers={"Cache-Control": "no-store"})


async def end_in_time() -> None:
    """End, for as long as the server runs, each visit with events of its own whose page has gone."""
    gone_since: dict[str, float] = {}
    while True:
        await asyncio.sleep(_EVERY_S)
        try:
            is_freed = _end_those_gone(gone_since, time.monotonic())
            if events_shown.take_freed() or is_freed:
                _give_back()
        except Exception:  # another Streamlit may be built in another way; the visits of this one must still end
            logging.getLogger("atlas").exception("visits that are over could not be ended")


def _end_those_gone(gone_since: dict[str, float], now: float) -> bool:
    """End the visits that have been without a page for long enough; return whether there were any.

    Parameters
    ----------
    gone_since : when each visit was first seen without a page, by its name; kept up to date.
    """
    if not runtime.exists():
        return False
    server = runtime.get_instance()
    sessions = server._session_mgr  # Streamlit 1.67 has no public way to it
    active = {info.session.id for info in sessions.list_active_sessions()}
    gone = {info.session.id: info.session for info in sessions.list_sessions() if info.session.id not in active}
    for name in gone_since.keys() - gone.keys():
        del gone_since[name]
    is_freed = False
    for name, session in gone.items():
        since = gone_since.setdefault(name, now)
        if now - since < GRACE_S or not events_shown.holds_own(session.session_state):
            continue
        events_shown.forget_all(session.session_state)
        server.close_session(name)
        session.session_state.clear()
        is_freed = True
    return is_freed


def _give_back() -> None:
    """Free what nobody holds any more, and give it back to the system where the system's memory allows that."""
    gc.collect()
    with suppress(OSError, AttributeError):  # only the GNU C library has it
        _library().malloc_trim(0)


def _library() -> Any:
    return ctypes.CDLL(None)
