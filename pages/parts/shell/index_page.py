"""The page that Streamlit's program is loaded into, with our look and the first sight of the map already in it.

Streamlit answers every address with one page that is empty until its scripts have built the app.  Ours is the
same page with title, colours and style sheet from the first moment; at the app's root it also holds a frame
that shows the map (:mod:`geo.maps.first_paint`) until the real one is drawn.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from geo.about import TITLE
from geo.content import soundness
from geo.core import templating
from geo.web import assets
from geo.web.responses import kept

__all__ = ["ICON", "TITLE", "programs", "route"]


ICON = assets.ASSETS / "icon.png"
#: Streamlit's own typeface, which no page of ours is set in.
_PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_DESCRIPTION = "The incidents and battles between the Soviet Union and Japan on a map, with their sources and doubts."
#: What the style sheets of the pages are made of; they stand after Streamlit's own, which they overrule.
_SHEETS = (assets.ASSETS / "record.css", Path(__file__).parent / "style.css")


class _Name(StringConvertor):
    """The name of a page in an address, or nothing for the first one; a file has a dot in its name."""

    regex = "[A-Za-z0-9-]*"


def route(prefix: str = "") -> Route:
    """Return the route of all pages; *prefix* is the path that the app is served below."""
    register_url_convertor("page_name", _Name())
    return Route(f"{prefix}/{{page:page_name}}", _answer, methods=["GET", "HEAD"])


def _answer(request: Request) -> Response:
    version = ""
    if not request.path_params["page"] and not soundness.problems():  # else the app will say so; there is no map
        version = assets.version()
    stamp = max(sheet.stat().st_mtime_ns for sheet in _SHEETS)
    return kept(request, page(version, stamp), "text/html; charset=utf-8")


def programs() -> list[str]:
    """Return the scripts and styles that Streamlit's page begins with, below its folder of static files."""
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return re.findall(r'(?:src|href)="\./static/([^"]+\.(?:js|css))"', html)


@lru_cache(maxsize=4)
def page(version: str, _stamp: int = 0) -> str:
    """Return Streamlit's page with our look, and with the first sight if there is a *version* of the data.

    Raises
    ------
    ValueError
        If Streamlit's page is not built as expected.
    """
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    html = _PRELOADED_FONT.sub("", html)
    paper = {theme: st.get_option(f"theme.{theme}.backgroundColor") for theme in ("light", "dark")}
    sheet = '@import url("assets/fonts.css");\n' + "\n".join(one.read_text(encoding="utf-8") for one in _SHEETS)
    parts = {
        'href="./favicon.png"': f'href="./assets/{ICON.name}"',
        "<title>Streamlit</title>": templating.html(
            "front_head.html", title=TITLE, description=_DESCRIPTION, paper=paper
        ),
        '<div id="root"></div>': (templating.html("front_sight.html", version=version) if version else "")
        + f'<div id="root"></div><style>{sheet}</style>',
    }
    for mark, text in parts.items():
        if html.count(mark) != 1:
            raise ValueError(f"{mark} stands {html.count(mark)} times in Streamlit's page; once is expected")
        html = html.replace(mark, text)
    return html
