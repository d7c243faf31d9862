"""The table of every parameter that a page or an address of the interface reads.

Another parameter is another line of :data:`PARAMETERS` and a field of :class:`~geo.query.choices.Link`;
pages, interface and its description follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from geo.basemap.providers import LAYERS
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM, STYLES
from geo.core.daterange import DateRange
from geo.query import choices, values
from geo.query.choices import Link
from geo.query.selection import ACCOUNTS, LABELS, LANGUAGES, SURE, SYMBOLS
from geo.query.values import Value, identifier, number, pattern, term, terms, text, whole
from geo.record.schema import KINDS, MEASURES

__all__ = [
    "API",
    "BY_NAME",
    "EVERYWHERE",
    "FIRST_SIGHT",
    "MAP",
    "OF_WINDOW",
    "PAGES",
    "PARAMETERS",
    "PICTURE",
    "TOUR",
    "Parameter",
]

#: The pages by the end of their address; the map's is empty.
MAP = "map"
PAGES = (MAP, "timeline", "losses", "compare", "classroom", "your-events", "sources", "about")
#: The addresses of the HTTP interface, and the one among them that answers with the map before its scripts.
API, FIRST_SIGHT = "api", "first-sight"
#: The addresses of the map as a picture.
PICTURE = "picture"
EVERYWHERE = ("*",)
_MOST_WIDE_PX = 8000


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Attributes
    ----------
    field : what of a :class:`Link` it sets, such as ``selection.start``.
    value : how it is read, written and described.
    meaning : in one sentence, for the description of the interface.
    pages : where it counts: :data:`EVERYWHERE`, or some of :data:`PAGES` and the interface.
    needs : field without which it says nothing.
    is_of_step : a step of a tour sets it by itself.
    required_on : the pages and addresses that cannot do without it.
    when : tells whether a link is to hold it; by default where its value is not that of a link without it.
    """

    name: str
    field: str
    value: Value
    meaning: str
    example: str
    pages: tuple[str, ...] = EVERYWHERE
    needs: str = ""
    is_of_step: bool = False
    required_on: tuple[str, ...] = ()
    when: Callable[[Link], bool] | None = None

    def of(self, link: Link) -> Any:
        """Return what *link* holds of it."""
        return attrgetter(self.field)(link)

    @cached_property
    def default(self) -> Any:
        """What holds where a link does not name it."""
        return self.of(Link())

    @property
    def leaves_step(self) -> bool:
        """Whether a link that names it is no longer just the step of a tour."""
        return self.is_of_step or self.field.startswith("selection.")

    def counts_on(self, page: str) -> bool:
        """Whether *page*, one of :data:`PAGES` or of the addresses above, reads and writes it."""
        return self.pages == EVERYWHERE or page in self.pages

    def is_held(self, link: Link) -> bool:
        """Whether *link* is to hold it."""
        return self.when(link) if self.when else self.of(link) != self.default


def _has_place(link: Link) -> bool:
    return link.view.has_place


def _is_in_tour(link: Link) -> bool:
    return bool(link.view.tour)


def _is_in_exercise(link: Link) -> bool:
    return link.classroom.part == "exercises"


def _names_its_part(link: Link) -> bool:
    return link.classroom.part not in ("tours", "exercises") and not link.classroom.kit


def _zoom() -> Value:
    """Return the sort of the zoom: whole, and beyond the limits the limit, as older and other maps go further."""
    given = number(MIN_ZOOM, MAX_ZOOM, is_clamped=True)
    return replace(given, read=lambda zoom, known: round(given.read(zoom, known)), write=str)


TOUR = "view.tour"
_ON_CLASSROOM = ("classroom",)
_ON_PLANS = (MAP, API, PICTURE)
_ON_FIRST_SIGHT = (FIRST_SIGHT,)
_ON_WINDOWS = (FIRST_SIGHT, PICTURE)
PARAMETERS = (
    Parameter("event", "view.event", identifier("events", "event"), "The event whose panel is open, by its id.",
              "fight-at-the-ford", is_of_step=True),
    Parameter("from", "selection.start", values.FIRST_DAY,
              "First day of the range, itself included: a year or an EDTF day.", "1904", is_of_step=True),
    Parameter("to", "selection.end", values.LAST_DAY,
              "Last day of the range, itself included: a year or an EDTF day.", "1905-09-05", is_of_step=True),
    Parameter("kind", "selection.kinds", terms(KINDS), "Only events of these kinds.", "battle,landing"),
    Parameter("chapter", "selection.chapters", terms({}, "chapters"), "Only events of these chapters.",
              "the-war"),
    Parameter("side", "selection.sides", terms({}, "sides"),
              "Only events in which any of these sides took part.", "north"),
    Parameter("has", "selection.traits", terms({}, "traits"),
              "Only events with these values in columns of a visitor's own table.", "terrain.hills", PAGES),
    Parameter("q", "selection.query", text(100),
              "Only events in whose names all these words occur, in any script.", "брод"),
    Parameter("sure", "selection.sure", terms(SURE),
              "“date”: only events that must lie in the range, not those that just may.", "date"),
    Parameter("within", "selection.within_km", number(0, 2000),
              "Only events whose place is known to within so many kilometres.", "25"),
    Parameter("lat", "view.lat", number(-85, 85, ".4f"),
              "Latitude of the map's centre, in degrees north; counts with lon and z.", "47.7",
              is_of_step=True, when=_has_place),
    Parameter("lon", "view.lon", number(-180, 180, ".4f"),
              "Longitude of the map's centre, in degrees east; counts with lat and z.", "118.5",
              is_of_step=True, when=_has_place),
    Parameter("z", "view.zoom", _zoom(), "Zoom of the map; beyond its limits the limit is taken.", "8",
              is_of_step=True, when=_has_place),
    Parameter("lang", "view.lang", term(LANGUAGES), "Language of the names of events.", "ja"),
    Parameter("labels", "view.labels", term(LABELS), "Names of places on the map.", "original"),
    Parameter("tiles", "view.tiles", term(LAYERS), "Another host's map under the events, for comparison.", "osm"),
    Parameter("tour", TOUR, identifier("tours", "guided tour"), "A guided tour, by its name.", "the-war"),
    Parameter("step", "view.step", whole(1, 99), "Number of the tour's step, from 1.", "2",
              needs=TOUR, when=_is_in_tour),
    Parameter("present", "view.present", values.FLAG, "1: the tour as it is shown to a class.", "1",
              needs=TOUR, when=lambda link: _is_in_tour(link) and link.view.present),
    Parameter("on", "view.on", values.DAY,
              "Day on which the time control stands in the plan of a battle.", "1904-07-31", _ON_PLANS,
              is_of_step=True),
    Parameter("accounts", "view.accounts", term(ACCOUNTS),
              "Whose account the plan of a battle draws: of side a, of side b, or both.", "a", _ON_PLANS,
              is_of_step=True),
    Parameter("symbols", "view.symbols", term(SYMBOLS),
              "How the plan of a battle draws units: plain, or app6 for the signs that armies use.", "app6", _ON_PLANS),
    Parameter("unit", "view.unit", identifier("units", "unit"),
              "The unit that is looked up in the plan of a battle, by its id.", "regiment-of-the-ford",
              _ON_PLANS, is_of_step=True, when=lambda link: bool(link.view.event and link.view.unit)),
    Parameter("own", "own", pattern("[0-9a-f]{1,64}", "is no digest of a file"),
              "First digits of the digest of a visitor's own file, which the page asks for.", "0123456789ab", PAGES),
    Parameter("measure", "measures", terms(MEASURES, "measures"), "What was counted.", "killed,missing",
              ("losses",)),
    Parameter("picture", "picture", term(choices.PICTURES), "Picture of the page.", "years", ("losses",)),
    Parameter("section", "section", term(choices.SECTIONS), "Section of the page.", "cite", ("sources",)),
    Parameter("of", "of", pattern(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)?", "is no number of the page"),
              "The events behind one of the numbers on how strong the record is.", "works-1", ("sources",)),
    Parameter("a", "pair.a", values.RANGE, "The first range of the comparison.", "1904..1905", ("compare",),
              when=lambda link: link.pair.a != DateRange()),
    Parameter("b", "pair.b", values.RANGE, "The second range of the comparison.", "1905-05-27..1905-09-05",
              ("compare",), when=lambda link: link.pair.b != DateRange()),
    Parameter("swipe", "swipe", values.FLAG, "1: the two maps lie one over the other, with a line to move.", "1",
              ("compare",)),
    Parameter("part", "classroom.part", term(choices.PARTS), "Part of the page; an exercise is one by itself.",
              "lesson", _ON_CLASSROOM, when=_names_its_part),
    Parameter("exercise", "classroom.exercise", term(choices.EXERCISES), "The exercise.", "place", _ON_CLASSROOM,
              when=_is_in_exercise),
    Parameter("set", "classroom.set_number", whole(1, choices.LAST_SET),
              "Number of the set; the same number gives the same tasks everywhere.", "4127", _ON_CLASSROOM,
              when=lambda link: _is_in_exercise(link) and link.classroom.set_number > 0),
    Parameter("n", "classroom.number", whole(1, choices.TASKS), "Number of the task in the set, from 1.", "3",
              _ON_CLASSROOM, when=_is_in_exercise),
    Parameter("level", "classroom.level", whole(1, max(choices.LEVELS)), "How hard the tasks are, from 1.", "2",
              _ON_CLASSROOM, when=lambda link: _is_in_exercise(link) and link.classroom.level > 1),
    Parameter("card", "classroom.is_closing", values.FLAG, "1: the card that closes a set.", "1", _ON_CLASSROOM,
              when=lambda link: _is_in_exercise(link) and link.classroom.is_closing),
    Parameter("kit", "classroom.kit", identifier("kits", "disagreement"),
              "The controversy kit of a disagreement, by its id.", "day-of-the-clash", ("classroom", API)),
    Parameter("length", "classroom.length", term(choices.LENGTHS), "How much of a controversy kit is printed.", "long",
              (API,)),
    Parameter("paper", "paper", term(dict.fromkeys(choices.PAPERS)), "Paper that a sheet is laid out for.", "letter",
              (API,)),
    Parameter("width", "window.width", whole(1, _MOST_WIDE_PX, "number of pixels"), "Width of the map in pixels.",
              "800", _ON_WINDOWS, required_on=_ON_FIRST_SIGHT),
    Parameter("height", "window.height", whole(1, _MOST_WIDE_PX, "number of pixels"), "Height of the map in pixels.",
              "600", _ON_WINDOWS, required_on=_ON_FIRST_SIGHT),
    Parameter("theme", "window.theme", term(dict.fromkeys(STYLES)), "Colours of the map.", "dark", _ON_WINDOWS),
    Parameter("scale", "window.scale", values.SCALE, "How many times as large a picture of the map is.", "2",
              (PICTURE,)),
)  # fmt: skip
"""Every parameter, in the order in which a link holds them."""
#: Those that the first sight of the map has to itself.
OF_WINDOW = tuple(parameter.name for parameter in PARAMETERS if FIRST_SIGHT in parameter.pages)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
