"""Entry of the atlas: ``streamlit run app.py``.

Holds what lives beside the pages, and nothing else: routes, headers, warm-up.  The pages
start in ``pages/frame.py``; the frame must lie inside ``pages/``, because beside it
Streamlit 1.67 would run a page file on its own on the first visit of a fresh server.
"""

import asyncio
import gc
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir

from geo.basemap import svg
from geo.basemap.borders import borders_on
from geo.content import event_list
from geo.errors import DatasetError
from geo.record import tables
from geo.web.routes import routes
from geo.web.security import SecurityHeaders, framed_by, public_url
from geo.web.streamlit_files import StreamlitFiles, make_ready
from pages.parts.shell import index_page, visits

_BASE = st.get_option("server.baseUrlPath").strip("/")
_PREFIX = f"/{_BASE}" if _BASE else ""
_STATIC = Path(get_static_dir()) / "static"


def _component() -> Path:
    """Return the folder of streamlit-folium's files; the package itself must not be imported here."""
    spec = find_spec("streamlit_folium")
    if spec is None or spec.origin is None:
        raise ImportError("streamlit_folium is not installed; see requirements.txt")
    return Path(spec.origin).parent / "frontend" / "build"


#: Folders of Streamlit's files by where they are served.
_FOLDERS = {"static": _STATIC, "component/streamlit_folium.st_folium": _component()}


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Have the connections of servers that *loop* is about to open send every message at once.

    Streamlit 1.67 makes its socket without naming TCP, so that asyncio leaves Nagle's algorithm on: a
    message waits until the other side has acknowledged the one before, and that side waits up to 40 ms
    to do so, in every run of a page.  An accepted connection inherits what its socket is told here.
    """
    create_server = loop.create_server

    def create(*args: Any, sock: socket.socket | None = None, **kwargs: Any) -> Any:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return create_server(*args, sock=sock, **kwargs)

    loop.create_server = create  # type: ignore[method-assign]


@asynccontextmanager
async def warm_up(_: st.App) -> AsyncIterator[None]:
    """Before the first visitor comes, read the data and make ready what lists and panels are made of.

    A damaged package is the pages' to report.

    ``streamlit_folium`` must not be imported here: outside a script run its component
    would never be registered (streamlit-folium 0.27.4).
    """
    send_at_once(asyncio.get_running_loop())
    public_url(), framed_by()  # a wrong setting is to be told now, not to the first visitor
    try:
        dataset = tables.load()
        event_list.make_ready(dataset)
        index_page.make_ready()
        svg.land(borders_on(None, None, dataset.atlas.borders_turn))  # the borders that a visit begins with
    except DatasetError as error:
        print(f"The data package has {len(error.problems)} problems:\n{error}", flush=True)
    gc.collect()
    gc.freeze()  # what is here now stays; walking through it again would hold up every visitor for a tenth of a second
    beside = [
        asyncio.create_task(make_ready(_STATIC, index_page.programs())),
        asyncio.create_task(visits.end_in_time()),
    ]
    yield
    for task in beside:
        task.cancel()


def explain(error: Exception) -> bool:
    """Log an error of a page and say in words that it happened; return whether the page was told."""
    logging.getLogger("atlas").error("a page failed", exc_info=error)
    st.html(
        '<h1 class="page">This view could not be drawn</h1>'
        "<p>The fault is the atlas's, not yours; the server's log says what went wrong. "
        "Reload the page, or choose another one above.</p>"
    )
    return True


app = st.App(
    "pages/frame.py",
    routes=[index_page.route(_PREFIX), visits.route(_PREFIX), *routes(_PREFIX)],
    middleware=[Middleware(SecurityHeaders), Middleware(StreamlitFiles, folders=_FOLDERS, prefix=_PREFIX)],
    lifespan=warm_up,
    on_script_error=explain,
)
