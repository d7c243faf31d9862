"""Answers made of the record: events, movements, what stands beside the map, health."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from geo.basemap.svg import Window
from geo.citation import attribution
from geo.content import event_list, soundness
from geo.content.known import known
from geo.content.plans.plan import plan
from geo.core.json_text import dumps
from geo.core.text import clipped, counted
from geo.documents.tour_picture import jpeg
from geo.errors import NotFoundError, SelectionError
from geo.formats import columnar
from geo.formats.layers import features, plan_geojson
from geo.formats.registry import FORMATS, Format
from geo.maps import first_paint
from geo.maps.live import Assets
from geo.query import link, parameters, search
from geo.query.choices import Link
from geo.query.link import strict
from geo.query.selection import Selection, View, chosen
from geo.record import tables
from geo.record.files import movements
from geo.uploads import private_url
from geo.web import api_docs, assets
from geo.web.responses import ASK, NEVER, accepted, hastily, kept, problem
from geo.web.security import home_url

__all__ = [
    "asked_for",
    "attachment",
    "battle_plan",
    "columns",
    "damaged",
    "documentation",
    "events",
    "first_sight",
    "health",
    "looked_at",
    "movements_geojson",
    "openapi",
    "own",
    "panel",
    "params",
    "plan_features",
    "searched",
    "tour_picture",
]

_MOST_PROBLEMS, _MOST_LETTERS = 20, 300
_HTML = "text/html; charset=utf-8"


def params(request: Request) -> dict[str, str]:
    """Return the parameters of a request but the version of its address."""
    return {name: text for name, text in request.query_params.items() if name != "v"}


def attachment(file_name: str) -> dict[str, str]:
    """Return the headers of a file to be kept, its licence included."""
    return {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Link": f'<{attribution.LICENCE_URL}>; rel="license"',
    }


def asked_for(request: Request) -> Link:
    """Return all that the parameters of a page ask for, tour and step included; raise for the first that is wrong."""
    asked, notices = link.parse(params(request), known(tables.load()), parameters.API)
    if notices:
        raise notices[0]
    return asked


def looked_at(request: Request) -> tuple[Selection, View]:
    """Return what events the parameters of a page ask for, and how they are looked at."""
    asked = asked_for(request)
    return asked.selection, asked.view


def filtered(request: Request) -> Selection:
    """Return which events the parameters of an address of the interface ask for; raise for the first that is wrong."""
    return strict(params(request), known(tables.load(), {}))


def damaged(problems: tuple[str, ...]) -> Response:
    """Return what is said while the data cannot be shown: how many problems, and the first of them."""
    shown = [clipped(one, _MOST_LETTERS) for one in problems[:_MOST_PROBLEMS]]
    more = f", of which the first {_MOST_PROBLEMS} stand here" if len(problems) > _MOST_PROBLEMS else ""
    detail = f"{counted(len(problems), 'problem')}{more}; python -m geo check lists all"
    return problem(503, "The data package has problems", detail, problems=shown, number_of_problems=len(problems))


def health(_: Request) -> Response:
    """Answer with the version of the data, or 503 while they are damaged."""
    problems = soundness.problems()
    if problems:
        return damaged(problems)
    dataset = tables.load()
    body = {"status": "ok", "data_version": dataset.digest, "events": len(dataset.events)}
    return Response(dumps(body), media_type="application/json", headers={"Cache-Control": NEVER})


def events(request: Request, kind: Format) -> Response:
    """Answer with the chosen events as a file; under its version, GeoJSON is what the map draws."""
    is_for_map = kind is FORMATS["geojson"] and "v" in request.query_params
    if is_for_map:
        body: str | bytes = _drawn(tables.load().digest, filtered(request))
    else:
        body = _rendered(tables.load().digest, kind.extension, filtered(request), home_url(request))
    life = assets.life(request) if is_for_map else ASK
    return kept(request, body, kind.media_type, life=life, headers=attachment(kind.file_name))


@lru_cache(maxsize=64)
def _rendered(_dataset_digest: str, extension: str, selection: Selection, home: str) -> str | bytes:
    dataset = tables.load()
    return FORMATS[extension].build(dataset, chosen(dataset, selection), home)


@lru_cache(maxsize=4)
def _drawn(_dataset_digest: str, selection: Selection) -> str:
    dataset = tables.load()
    return dumps(features.collection(dataset, chosen(dataset, selection)))


def columns(request: Request) -> Response:
    """Answer with all events as columns, which the map loads when there are many."""
    return kept(request, _columns(tables.load().digest), "application/json", life=assets.life(request))


@lru_cache(maxsize=1)
def _columns(_dataset_digest: str) -> str:
    return columnar.columns(tables.load(), tables.load().events)


def movements_geojson(request: Request) -> Response:
    """Answer with the arrows of the map."""
    body = dumps(movements.collection(tables.load()))
    return kept(request, body, "application/geo+json", life=assets.life(request))


def _in_plan(request: Request) -> View:
    """Return what the parameters of a page ask for, if its event is in the plan of a battle; raise if not."""
    _, view = looked_at(request)
    if not view.event:
        raise SelectionError("event", "event is missing: name a battle with a plan, or a part of one")
    return view


def battle_plan(request: Request) -> Response:
    """Answer with the plan of a battle, which the map draws."""
    body = _planned(tables.load().digest, _in_plan(request).event)
    return kept(request, body, "application/json", life=assets.life(request))


@lru_cache(maxsize=16)
def _planned(_dataset_digest: str, event: str) -> str:
    return dumps(_found(plan, event))


def plan_features(request: Request) -> Response:
    """Answer with what the plan of a battle shows on one day, by whose account, as GeoJSON."""
    view = _in_plan(request)
    body = dumps(_found(plan_geojson.collection, view.event, view.on, view.accounts))
    return kept(request, body, "application/geo+json", headers=attachment(f"plan-{view.event}.geojson"))


def _found(made: Callable[..., Any], event: str, *more: Any) -> Any:
    """Return what *made* makes of an event's plan; raise for the parameter if there is none."""
    try:
        return made(tables.load(), event, *more)
    except NotFoundError as error:
        raise SelectionError("event", f"event: {error}") from None


def panel(request: Request) -> Response:
    """Answer with what the page is about to show beside the map, so that a click need not wait for its run."""
    dataset = tables.load()
    selection, view = looked_at(request)
    if not view.event:
        raise SelectionError("event", "event is missing: name the event whose panel is wanted")
    body = event_list.panel_html(dataset, chosen(dataset, selection), view.event, view.lang)
    return kept(request, body, _HTML, life=assets.life(request))


def whole_list(request: Request) -> Response:
    """Answer with the list of all events, which stands beside the map and is told which of them are shown."""
    dataset = tables.load()
    _, view = looked_at(request)
    whole = event_list.whole(dataset, view.lang)
    if whole is None:
        return problem(404, "Not found", "there are too many events for a list of all of them")
    return kept(request, whole.html, _HTML, life=assets.life(request))


def searched(request: Request) -> Response:
    """Answer with what the atlas has of what is being typed, by groups, each with why it was found."""
    text = strict({"q": request.query_params.get("q", "")}).query
    if not text:
        raise SelectionError("q", "q is missing: name what is looked for")
    found = search.find(tables.load(), text)
    hits = [
        {"group": search.GROUPS[hit.group], "title": hit.title, "note": hit.note, "why": hit.why, "params": hit.params}
        for hit in found.hits
    ]
    body = dumps({"q": text, "hits": hits, "nearest": found.nearest})
    return kept(request, body, api_docs.JSON)


def first_sight(request: Request) -> Response:
    """Answer with the map of a page's link before its scripts have come; what a link gets wrong, the page will say."""
    dataset = tables.load()
    asked, notices = link.parse(params(request), known(dataset), parameters.FIRST_SIGHT)
    for notice in notices:
        if notice.parameter in parameters.OF_WINDOW:
            raise notice
    body = _sight(dataset.digest, assets.version(), asked.selection, asked.view, asked.window)
    return kept(request, body, _HTML, life=assets.life(request))


@lru_cache(maxsize=64)
def _sight(_dataset_digest: str, version: str, selection: Selection, view: View, window: Window) -> str:
    return first_paint.html(tables.load(), selection, view, window, Assets(base="..", version=version))


def tour_picture(request: Request) -> Response:
    """Answer with the small map by which a tour is known; with ``theme=dark`` for a dark page."""
    slug = str(request.path_params["slug"])
    raw = jpeg(tables.load().digest, slug, request.query_params.get("theme") == "dark")
    if raw is None:
        return problem(404, "Not found", f"there is no tour {clipped(slug)!r}")
    return kept(request, raw, "image/jpeg", life=assets.life(request))


def openapi(request: Request) -> Response:
    """Answer with the description of this interface."""
    return kept(request, api_docs.openapi_json(home_url(request)), api_docs.JSON)


def documentation(request: Request) -> Response:
    """Answer with the description of this interface as a page."""
    return kept(request, api_docs.page_html(), _HTML)


def own(request: Request) -> Response:
    """Answer with the events that a visit has loaded for itself; nothing of them is kept, here or on the way."""
    loan = private_url.find(request.path_params["key"])
    if loan is None:
        return problem(404, "Not found", "this visit is over; load the file again on the page Your events")
    headers, body = {"Cache-Control": NEVER, "Vary": "Accept-Encoding"}, loan.body
    if coding := next(iter(accepted(request)), ""):  # Streamlit would do it as well as can be, which takes seconds
        headers["Content-Encoding"], body = coding, hastily(body, coding)
    return Response(body, media_type=loan.media_type, headers=headers)
