"""The page that Streamlit's program is loaded into, with our look and the first sight of the map already in it.

Streamlit answers every address with one page that is empty until its scripts have built the app.  Ours is the
same page with title, colours and style sheet from the first moment, and with our scripts for the history and the
connection, which must be there before Streamlit's.  At the app's root it also holds a frame that shows the map
(:mod:`geo.maps.first_paint`) until the real one is drawn, and what stands beside it in words.  A Streamlit whose
page is built in another way gets its own page back: plainer, but the app runs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup, escape
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from geo.content import soundness, welcome
from geo.content.known import known
from geo.core import templating
from geo.core.folding import slug
from geo.query import link, parameters
from geo.record import tables
from geo.record.tables import Dataset
from geo.site import missing
from geo.web import assets
from geo.web.responses import NEVER, kept
from pages.parts.shell import first_words, titles

__all__ = ["ICON", "SHEETS", "make_ready", "programs", "route"]


ICON = assets.ASSETS / "icon.png"
#: Streamlit's own typeface, which no page of ours is set in.
_PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
#: Where in the page the words of a link stand.
_WORDS = "<!--first words-->"
#: Where the front door stands, on a first visit.
_DOOR = "<!--front door-->"
#: Where its name and its description stand.
_TITLE, _DESCRIPTION = "{the title}", "{the description}"
#: Titles of the app's pages by their addresses; the map's is empty.
_ADDRESSES = {"" if page == parameters.MAP else page: title for page, title in titles.PAGES.items()}
_CSS = Path(__file__).parent / "css"
#: Run before Streamlit's own scripts.
_SCRIPT_NAMES = (
    "history",
    "connection",
    "title",
    "embed",
    "paper",
    "redrawn",
    "wire",
    "list",
    "event_links",
    "axis_scale",
    "axis_bars",
    "axis_names",
    "axis",
    "axes",
    "time",
)
_SCRIPTS = (
    assets.ASSETS / "js" / "record" / "event_list.js",
    *(Path(__file__).parent / "js" / f"{name}.js" for name in _SCRIPT_NAMES),
)
_DOOR_SCRIPT = Path(__file__).parent / "js" / "door.js"
#: The style sheets of the pages in their order; they stand after Streamlit's own, which they overrule.  Hooks are the
#: documented ``st-key-`` classes and our own.  No angle bracket may stand in any: the page would drop the whole sheet.
SHEETS = (
    assets.ASSETS / "css" / "palette.css",
    assets.ASSETS / "css" / "record.css",
    assets.ASSETS / "css" / "beside_map.css",
    _CSS / "toolbar.css",
    _CSS / "map.css",
    _CSS / "door.css",
    _CSS / "records.css",
    _CSS / "timeline.css",
    _CSS / "tours.css",
    _CSS / "take_away.css",
    assets.ASSETS / "css" / "exercises.css",
    _CSS / "exercises.css",
    _CSS / "own_events.css",
    _CSS / "access.css",
    _CSS / "embed.css",
    _CSS / "print.css",
)


class _Name(StringConvertor):
    """The name of a page in an address, or nothing for the first one; a file has a dot in its name."""

    regex = "[A-Za-z0-9_-]*"


def route(prefix: str = "") -> Route:
    """Return the route of all pages; *prefix* is the path that the app is served below."""
    register_url_convertor("page_name", _Name())
    return Route(f"{prefix}/{{page:page_name}}", _answer, methods=["GET", "HEAD"])


def _answer(request: Request) -> Response:
    """Answer with the app's page; an address that is none of its pages leads on to the one that is meant, or is 404."""
    name = request.path_params["page"]
    if name not in _ADDRESSES:
        meant, query = slug(name), request.url.query
        if meant in titles.PAGES:
            at = "./" if meant == parameters.MAP else meant
            return RedirectResponse(f"{at}?{query}" if query else at, 308)
        if not soundness.problems():
            words = missing.outside(tables.load(), name, _ADDRESSES)
            return Response(words, 404, {"Cache-Control": NEVER}, "text/html; charset=utf-8")
    return kept(request, _html(dict(request.query_params), name), "text/html; charset=utf-8")


def make_ready() -> None:
    """Make what the page of a first visit is put together from, before somebody asks for it."""
    _html({}, "")


def _html(params: dict[str, str], name: str) -> str:
    """Return the page called *name* for a link with *params*."""
    version = words = door = ""
    named, description = tables.atlas().title, tables.atlas().introduction
    stamp = max(sheet.stat().st_mtime_ns for sheet in (*SHEETS, *_SCRIPTS, _DOOR_SCRIPT))
    if not soundness.problems():  # else the app will say so; there is no map
        dataset = tables.load()
        asked = link.parse(params, known(dataset), name or parameters.MAP)[0]
        if not asked.own:
            named = titles.title(dataset, name or parameters.MAP, asked)
            description = titles.description(dataset, asked)
        if not name:
            version = assets.version()
            words = first_words.html(params)
            door = "" if params else _door(dataset, stamp)
    html = page(version, stamp)
    marks = {_TITLE: escape(named), _DESCRIPTION: escape(description), _WORDS: words, _DOOR: door}
    for mark, text in marks.items():
        html = html.replace(mark, text, 1)
    return html


@lru_cache(maxsize=2)
def _door(dataset: Dataset, _stamp: int) -> str:
    """Return the front door, with its look and its script, as HTML."""
    return templating.html(
        "front_door.html",
        script=_joined([_DOOR_SCRIPT]),
        door=Markup(welcome.html(dataset)),  # noqa: S704 - made by our templates
    )


def programs() -> list[str]:
    """Return the scripts and styles that Streamlit's page begins with, below its folder of static files."""
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return re.findall(r'(?:src|href)="\./static/([^"]+\.(?:js|css))"', html)


@lru_cache(maxsize=4)
def page(version: str, _stamp: int = 0) -> str:
    """Return Streamlit's page with our look, and with the first sight if there is a *version* of the data.

    If that page is not built as expected it comes back as it is, and the log says so.
    """
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    html = _PRELOADED_FONT.sub("", html)
    paper = {theme: st.get_option(f"theme.{theme}.backgroundColor") for theme in ("light", "dark")}
    sheet = Markup('@import url("assets/fonts.css");\n') + _joined(SHEETS)
    parts = {
        'href="./favicon.png"': f'href="./assets/{ICON.name}"',
        "<title>Streamlit</title>": templating.html(
            "front_head.html",
            title=_TITLE,
            whole=tables.atlas().title,
            name=tables.atlas().short_title,
            description=_DESCRIPTION,
            paper=paper,
            scripts=_joined(_SCRIPTS),
        ),
        '<div id="root"></div>': (templating.html("front_sight.html", version=version) if version else "")
        + templating.html("page/root.html", sheet=sheet)
        + (_DOOR if version else ""),
    }
    ours = html
    for mark, text in parts.items():
        if ours.count(mark) != 1:
            _log_once(f"{mark} stands {ours.count(mark)} times in Streamlit's page; once is expected")
            return html
        ours = ours.replace(mark, text)
    return ours


def _joined(files: Iterable[Path]) -> Markup:
    """Return our own scripts or style sheets as one text, to be put into the page as it is."""
    return Markup("\n".join(one.read_text(encoding="utf-8") for one in files))  # noqa: S704 - no data in them


@lru_cache
def _log_once(complaint: str) -> None:
    logging.getLogger("atlas").error(
        "%s: pages come without our look and first sight; adapt %s", complaint, Path(__file__).name
    )
