"""The description of the HTTP interface: OpenAPI 3.1 for programs, a page for people.

Both are made from the table of parameters (:data:`geo.query.parameters.PARAMETERS`), the list of formats
(:data:`geo.formats.registry.FORMATS`) and :data:`ADDRESSES`; a test holds them to the real routes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from geo.about import VERSION
from geo.citation import attribution
from geo.content.known import known
from geo.core import templating
from geo.core.json_text import dumps
from geo.documents.lesson import handout
from geo.errors import DatasetError
from geo.formats.registry import FORMATS
from geo.query.parameters import API, EVERYWHERE, FIRST_SIGHT, PARAMETERS, PICTURE, Parameter
from geo.record import tables
from geo.record.tables import Dataset

__all__ = ["ADDRESSES", "JSON", "Address", "example", "openapi", "openapi_json", "page_html"]

_ALL = tuple(parameter for parameter in PARAMETERS if parameter.counts_on(API))
_OF_EVENTS = tuple(parameter for parameter in _ALL if parameter.field.startswith("selection."))
_OF_PICTURE = tuple(parameter for parameter in PARAMETERS if parameter.counts_on(PICTURE))
_OF_FIRST_SIGHT = tuple(parameter for parameter in PARAMETERS if parameter.counts_on(FIRST_SIGHT))
JSON = "application/json"
_PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Address:
    """One address below ``/api``.

    Attributes
    ----------
    parameters : what it reads from its query.
    required : names of those it cannot do without.
    example : a query that shows something, with ``{name}`` for a value of that parameter (:func:`example`).
    is_kept : a browser may keep the answer and ask by its ETag whether it still holds.
    has_data : it reads the data package, which may be damaged.
    is_strict : it refuses a parameter that it cannot understand, or any if it reads none.
    """

    path: str
    summary: str
    media_type: str
    parameters: tuple[Parameter, ...] = ()
    required: tuple[str, ...] = ()
    example: str = ""
    is_kept: bool = True
    has_data: bool = True
    is_strict: bool = False

    @property
    def kind(self) -> str:
        """The media type without its character set."""
        return self.media_type.partition(";")[0]

    @property
    def is_private(self) -> bool:
        """Whether it exists for one visit alone."""
        return "{" in self.path

    @property
    def query(self) -> str:
        """The example with what the atlas names."""
        return self.example.format_map({one.name: quote(example(one), safe=",") for one in PARAMETERS})

    @property
    def below_api(self) -> str:
        """The path as a page at ``/api/`` links to it, with the example."""
        return (self.path.removeprefix("/api/") or "./") + (f"?{self.query}" if self.example else "")


def example(parameter: Parameter) -> str:
    """Return a value of a parameter to show: what the atlas names, where it can be read."""
    try:
        return _named(tables.load())[parameter.name] or parameter.example
    except (DatasetError, KeyError):
        return parameter.example


@lru_cache(maxsize=1)
def _named(dataset: Dataset) -> dict[str, str]:
    """Return values of parameters that mean something in *dataset*; empty where it has none."""
    may_be = known(dataset)
    pair = may_be.start.pair
    first, last = pair.b.params
    event = dataset.atlas.first_figures
    return {
        "event": event,
        "from": first,
        "to": last,
        "a": pair.a.param,
        "b": pair.b.param,
        "chapter": next(iter(dataset.chapters), ""),
        "side": next(iter(dataset.sides), ""),
        "q": dataset.atlas.search_hint.partition(",")[0],
        "tour": next(iter(may_be.tours), ""),
        "kit": min(dataset.disagreements["id"], default=""),
        "unit": next((one["unit_id"] for one in dataset.rows("positions", "event_id", event)), ""),
    }


_EXAMPLES = {
    "csv": "from={from}&to={to}&side={side}",
    "geojson": "chapter={chapter}&kind=battle",
    "gpkg": "kind=battle,landing",
    "kml": "from={from}&to={to}",
    "lpf.json": "q={q}",
    "lp.tsv": "sure=date&within=25",
}


def _formats() -> Iterator[Address]:
    """Yield the addresses of the chosen events, one for each format."""
    for kind in FORMATS.values():
        which = "events on the map" if kind.is_plotted_only else "events, on the map or not,"
        yield Address(
            f"/api/events.{kind.extension}",
            f"The chosen {which} as {kind.title}; opens in {kind.opens_in}.",
            kind.media_type,
            _OF_EVENTS,
            example=_EXAMPLES.get(kind.extension, ""),
            is_strict=True,
        )


def _papers(name: str, summary: str, example: str, required: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield the addresses of something printed: as PDF and as a Word file."""
    for extension, what in (("pdf", "PDF"), ("docx", "a Word file to be edited")):
        yield Address(
            f"/api/{name}.{extension}",
            f"{summary}; {what}.",
            handout.PAPERS[extension],
            _ALL,
            required,
            example=example,
            is_strict=True,
        )


#: Every address, those that others will want first.
ADDRESSES = (
    *_formats(),
    Address("/api/datapackage.zip", "The whole data package: tables, dictionary, tours, licence. It takes no filter.",
            "application/zip", is_strict=True),
    Address("/api/movements.geojson", "Movements on the map, dated to the day, as GeoJSON.", "application/geo+json"),
    Address("/api/plan.geojson", "The plan of a battle on a day as GeoJSON: lines and units by claimant.",
            "application/geo+json", _ALL, ("event",), "event={event}&accounts=a", is_strict=True),
    Address("/api/plan.json", "The plan of a battle by day, as the map loads it; may change with it.", JSON,
            _ALL, ("event",), "event={event}", is_strict=True),
    Address("/api/export.html", "A view, or a whole tour, as one HTML file that needs no network.", "text/html",
            _ALL, example="tour={tour}", is_strict=True),
    Address("/api/map.png", "A view of the map, or the day of a battle's plan that `on` names, as a picture with key, "
            "scale and credit.", "image/png", _OF_PICTURE, example="event={event}&scale=2", is_strict=True),
    Address("/api/map.svg", "The same as a drawing of lines and text, to be enlarged and changed.", "image/svg+xml",
            _OF_PICTURE, example="from={from}&to={to}", is_strict=True),
    *_papers("handout", "A lesson sheet of a view, an event or a step of a tour, on one or two pages of A4 or Letter, "
             "or on three with four days of a battle", "event={event}"),
    *_papers("handout-key", "The teacher's key to that sheet: what is expected of each task", "event={event}"),
    Address("/api/film.webp", "The plan of a battle day by day, or the events of some days, as an animated picture.",
            "image/webp", _ALL, example="event={event}", is_strict=True),
    *_papers("kit", "A controversy kit: two accounts of one point without their names, the reveal, the atlas's reading",
             "kit={kit}", ("kit",)),
    Address("/api/health", "Whether the atlas is well, and which data it shows.", JSON, is_kept=False),
    Address("/api/openapi.json", "This description, for programs.", JSON, has_data=False),
    Address("/api/", "This description, for people.", "text/html", has_data=False),
    Address("/api/panel.html", "The panel of one event, a piece of the map page.", "text/html", _ALL, ("event",),
            "event={event}&lang=ru", is_strict=True),
    Address("/api/list.html", "The list of all events, a piece of the map page.", "text/html",
            tuple(one for one in _ALL if one.name == "lang"), example="lang=ru", is_strict=True),
    Address("/api/search.json", "What the atlas has of what somebody types: times and names, in groups, and why.",
            JSON, tuple(one for one in _OF_EVENTS if one.name == "q"), ("q",), "q={q}", is_strict=True),
    Address("/api/first-sight.html",
            "The map of a link as a picture, before its scripts have come; mistakes in the link are passed over.",
            "text/html", _OF_FIRST_SIGHT, ("width", "height"), "width=800&height=600&from={from}", is_strict=True),
    Address("/api/events.columns.json", "All events by columns, as the map loads them; may change with it.", JSON),
    Address("/api/own/{key}", "A visitor's own events, for the map of that visit alone.", JSON,
            is_kept=False, has_data=False),
)  # fmt: skip


@lru_cache(maxsize=8)
def openapi_json(home_url: str) -> str:
    """Return the description as JSON; *home_url* is the address of the atlas with a slash at its end."""
    return dumps(openapi(home_url))


def openapi(home_url: str) -> dict[str, Any]:
    """Return the description as OpenAPI 3.1; *home_url* is the address of the atlas with a slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": tables.atlas().title,
            "version": VERSION,
            "summary": "Its events as data, and its views to take away.",
            "description": (
                "The parameters are those of the pages, so that the query of a link gives the same events here. "
                "Names that are no parameter are passed over; a value that cannot be understood is a problem document "
                "(RFC 9457) with status 400. Addresses of events check the parameters of a view too, which change "
                "nothing there, but for event and tour. Every GET can be a HEAD."
            ),
            "license": {"name": attribution.LICENCE, "url": attribution.LICENCE_URL},
        },
        "servers": [{"url": home_url.rstrip("/")}],
        "externalDocs": {"description": "The same as a page", "url": f"{home_url}api/"},
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {
            "parameters": {"v": _VERSION}
            | {one.name: _parameter(one) for one in (*_ALL, *_OF_FIRST_SIGHT, *_OF_PICTURE)},
            "responses": _RESPONSES,
            "schemas": {"Problem": _PROBLEM_SCHEMA},
        },
    }


def page_html() -> str:
    """Return the description as a page that stands at ``/api/``."""
    return templating.html(
        "api.html",
        title=tables.atlas().title,
        version=VERSION,
        licence=attribution.LICENCE,
        licence_url=attribution.LICENCE_URL,
        addresses=ADDRESSES,
        parameters=[(one, example(one), _values(one), _where(one)) for one in PARAMETERS],
    )


def _operation(address: Address) -> dict[str, Any]:
    inlined = [_parameter(one) | {"required": True} for one in address.parameters if one.name in address.required]
    shared = [*(one.name for one in address.parameters if one.name not in address.required), *["v"] * address.is_kept]
    path = [{"name": "key", "in": "path", "required": True, "schema": {"type": "string"},
             "description": "What the visit was given; nobody can guess it."}]  # fmt: skip
    ok: dict[str, Any] = {"description": address.summary, "content": {address.kind: _content(address)}}
    if address.is_kept:
        ok["headers"] = {"ETag": {"description": "Changes with the answer.", "schema": {"type": "string"}}}
    refused = {
        "304": address.is_kept,
        "400": address.is_strict,
        "404": address.is_private,
        "503": address.has_data,
    }
    return {
        "operationId": "".join(letter if letter.isalnum() else "_" for letter in address.path).strip("_"),
        "summary": address.summary,
        "parameters": [
            *(path if address.is_private else ()),
            *inlined,
            *({"$ref": f"#/components/parameters/{name}"} for name in shared),
        ],
        "responses": {"200": ok}
        | {status: {"$ref": f"#/components/responses/{status}"} for status, may_be in refused.items() if may_be},
    }


def _content(address: Address) -> dict[str, Any]:
    if address.path == "/api/health":
        properties = {"status": {"const": "ok"}, "data_version": {"type": "string"}, "events": {"type": "integer"}}
        return {"schema": {"type": "object", "required": list(properties), "properties": properties}}
    return {"schema": {"type": "object"}} if address.kind.endswith("json") else {}


_AS_JSON: dict[str, Callable[[str], Any]] = {
    "array": lambda text: text.split(","),
    "number": float,
    "integer": int,
    "string": str,
}


def _parameter(one: Parameter) -> dict[str, Any]:
    """Return one parameter as OpenAPI has it."""
    schema = dict(one.value.schema)
    kind = schema["type"]
    if kind == "string" and one.default:
        schema["default"] = one.default
    return {
        "name": one.name,
        "in": "query",
        "description": one.meaning,
        "schema": schema,
        "example": _AS_JSON[kind](example(one)),
        **({"style": "form", "explode": False} if kind == "array" else {}),
    }


_VERSION = {
    "name": "v",
    "in": "query",
    "description": "The atlas's own version, as the map page names it: what the map loads may then be kept for a year. "
    "Under any other text it is not kept.",
    "schema": {"type": "string"},
    "example": "5b1c0de4a7f2",
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "A problem document, RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string", "description": "Name of the parameter that was not understood."},
        "problems": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Every problem of a damaged data package.",
        },
    },
}


def _problem(description: str, example: dict[str, Any]) -> dict[str, Any]:
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": {"type": "about:blank", **example}}
    return {"description": description, "content": {_PROBLEM: content}}


_RESPONSES = {
    "304": {"description": "The answer is still the one whose ETag was sent as If-None-Match."},
    "400": _problem(
        "A parameter cannot be understood, is missing, or does not apply.",
        {
            "title": "A parameter cannot be understood",
            "status": 400,
            "detail": "from=soon is no year or EDTF day, such as 1904 or 1904-07-29",
            "parameter": "from",
        },
    ),
    "404": _problem(
        "There is nothing at this address.",
        {
            "title": "Not found",
            "status": 404,
            "detail": "this visit is over; load the file again on the page Your events",
        },
    ),
    "503": _problem(
        "The data package is damaged.",
        {
            "title": "The data package has problems",
            "status": 503,
            "detail": "events.csv:2: title: is empty",
            "problems": ["events.csv:2: title: is empty"],
        },
    ),
}


def _values(one: Parameter) -> tuple[str, tuple[str, ...]]:
    """Return what a parameter may be, in words, and the terms of its vocabulary."""
    schema = one.value.schema
    terms = tuple(schema.get("items", schema).get("enum", ()))
    if schema["type"] == "array":
        return "one or more, separated by commas", terms
    if terms:
        return "one of", terms
    if "minimum" in schema:
        words = "a whole number" if schema["type"] == "integer" else "a number"
        return f"{words} from {schema['minimum']} to {schema['maximum']}", ()
    return f"at most {schema['maxLength']} characters" if "maxLength" in schema else "text", ()


_WHERE = {(FIRST_SIGHT, PICTURE): "map.png, map.svg, first-sight.html", (PICTURE,): "map.png, map.svg"}


def _where(one: Parameter) -> str:
    """Return where a parameter counts, in words."""
    if one.pages == EVERYWHERE:
        return "every page and address"
    if one.pages in _WHERE:
        return _WHERE[one.pages]
    return f"the page {one.pages[0]}" if len(one.pages) == 1 else "every page"
