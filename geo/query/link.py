"""A link ↔ what it asks for: one table of every parameter that a page or an address of the interface reads.

Another parameter is another line of :data:`PARAMETERS` and a field of :class:`Link`; pages, interface
and its description follow.  An event is in the range when it *may* have happened in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any
from urllib.parse import quote, urlencode

from geo.basemap.providers import LAYERS
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM, STYLES
from geo.core.daterange import DateRange
from geo.core.text import clipped, counted
from geo.errors import SelectionError
from geo.query import choices, values
from geo.query.choices import Known, Link
from geo.query.selection import ACCOUNTS, LABELS, LANGUAGES, SURE, SYMBOLS, Selection
from geo.query.values import Value, identifier, number, pattern, term, terms, text, whole
from geo.record.schema import KINDS, MEASURES

__all__ = [
    "API", "EVERYWHERE", "FIRST_SIGHT", "MAP", "OF_WINDOW", "PAGES", "PARAMETERS", "PICTURE",
    "Known", "Link", "Parameter", "parse", "query", "strict", "to_params",
]  # fmt: skip

#: The pages by the end of their address; the map's is empty.
MAP = "map"
PAGES = (MAP, "timeline", "losses", "compare", "classroom", "your-events", "sources", "about")
#: The addresses of the HTTP interface, and the one among them that answers with the map before its scripts.
API, FIRST_SIGHT = "api", "first-sight"
#: The addresses of the map as a picture.
PICTURE = "picture"
EVERYWHERE = ("*",)
_MOST_WIDE_PX = 8000
_MOST_NAMED = 5
#: Not ours, and no mistake of a reader: marks of a campaign, and Streamlit's own.
_PASSED_OVER = ("embed", "embed_options")
_CAMPAIGN = "utm_"


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


_TOUR = "view.tour"
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
    Parameter("tour", _TOUR, identifier("tours", "guided tour"), "A guided tour, by its name.", "the-war"),
    Parameter("step", "view.step", whole(1, 99), "Number of the tour's step, from 1.", "2",
              needs=_TOUR, when=_is_in_tour),
    Parameter("present", "view.present", values.FLAG, "1: the tour as it is shown to a class.", "1",
              needs=_TOUR, when=lambda link: _is_in_tour(link) and link.view.present),
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
_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}


@dataclass
class _Reading:
    """Parameters being read; what cannot be used is noted and left out.

    Attributes
    ----------
    found : what was read, by field.
    """

    params: Mapping[str, str]
    known: Known
    page: str
    found: dict[str, Any] = field(default_factory=dict)
    notices: list[SelectionError] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return what stands in the link for a parameter; empty if nothing does."""
        return self.params.get(name, "").strip()

    def note(self, name: str, complaint: str) -> None:
        """Note what is wrong with a parameter, where it counts."""
        if _BY_NAME[name].counts_on(self.page):
            self.notices.append(SelectionError(name, f"{name}={clipped(self.text(name))} {complaint}"))

    def take(self, parameter: Parameter, default: Any) -> None:
        """Read one parameter, or take *default* if it is absent or wrong."""
        given = self.text(parameter.name)
        self.found[parameter.field] = default
        if not given or (parameter.needs and not self.found[parameter.needs]):
            if self.page in parameter.required_on:
                self.note(parameter.name, "is missing")
            return
        try:
            self.found[parameter.field] = parameter.value.read(given, self.known)
        except ValueError as error:
            self.note(parameter.name, str(error))


def parse(
    params: Mapping[str, str], known: Known | None = None, page: str = MAP, before: Link | None = None
) -> tuple[Link, list[SelectionError]]:
    """Return what *params* ask for, and a notice for everything that had to be ignored.

    A tour and a step alone stand for all that the step sets.  Parameters of another page are read
    too, so that they count when the reader goes there, but nothing is said of them.

    Parameters
    ----------
    params : query parameters, one text per name.
    page : one of :data:`PAGES` or of the addresses, such as :data:`API`; on a page an unknown name is noted too.
    before : what the reader saw before; the choices of other pages stay as they are there.
    """
    known = known or Known()
    reading = _Reading(params, known, page)
    for parameter in PARAMETERS:
        is_kept = before is not None and not parameter.counts_on(page)
        reading.take(parameter, parameter.of(before if before and is_kept else known.start))
    for rule in (_ends_after_it_begins, _step_is_of_the_tour, _an_exercise_is_a_part, _unit_is_of_the_plan):
        rule(reading)
    reading.notices += _strangers(params) if page in PAGES else ()
    link = _built(known.start, reading.found)
    if not any(params.get(parameter.name) for parameter in PARAMETERS if parameter.leaves_step):
        link = _whole_step(link, known)
    return link, reading.notices


def to_params(link: Link, page: str = MAP, known: Known | None = None) -> dict[str, str]:
    """Return the shortest parameters that :func:`parse` reads back on *page* with the same *known*.

    Of an unchanged step of a tour they are the tour and its number.

    Examples
    --------
    >>> import datetime as dt
    >>> to_params(Link(Selection(kinds=("battle",), end=dt.date(1938, 12, 31))))
    {'to': '1938', 'kind': 'battle'}
    """
    is_step = bool(known and link.view.tour) and link == _whole_step(link, known or Known())
    return {
        parameter.name: parameter.value.write(parameter.of(link))
        for parameter in PARAMETERS
        if parameter.counts_on(page) and parameter.is_held(link) and not (is_step and parameter.is_of_step)
    }


def strict(params: Mapping[str, str], known: Known | None = None) -> Selection:
    """Return which events *params* ask for, for the HTTP interface, which passes over unknown names.

    Parameters
    ----------
    known : chapters and sides that may be named; by default none.

    Raises
    ------
    SelectionError
        For the first parameter that cannot be understood.
    """
    link, notices = parse(
        {name: text for name, text in params.items() if name not in ("event", "tour", "unit")}, known, API
    )
    if notices:
        raise notices[0]
    return link.selection


def query(params: Mapping[str, str]) -> str:
    """Return *params* as the end of an address, question mark included; empty if there are none.

    Examples
    --------
    >>> query({"kind": "battle,landing", "q": "Халхин-Гол"})
    '?kind=battle,landing&q=%D0%A5%D0%B0%D0%BB%D1%85%D0%B8%D0%BD-%D0%93%D0%BE%D0%BB'
    """
    return f"?{urlencode(params, safe=',', quote_via=quote)}" if params else ""


# --- what no parameter says alone ---


def _ends_after_it_begins(reading: _Reading) -> None:
    start, end = reading.found["selection.start"], reading.found["selection.end"]
    if start and end and start > end:
        reading.note("to", "lies before the start of the range")
        reading.found |= {"selection.start": None, "selection.end": None}


def _step_is_of_the_tour(reading: _Reading) -> None:
    tour, step = reading.found[_TOUR], reading.found["view.step"]
    steps = reading.known.tours.get(tour, 0)
    if step > steps:
        reading.note("step", f"is no step of this tour; it has 1 to {steps}")
    if tour:
        reading.found["view.step"] = step if 1 <= step <= steps else 1


def _an_exercise_is_a_part(reading: _Reading) -> None:
    if reading.text("exercise") and reading.text("part") not in choices.PARTS:
        reading.found["classroom.part"] = "exercises"
    elif reading.found["classroom.kit"] and reading.text("kit"):
        reading.found["classroom.part"] = "kits"


def _unit_is_of_the_plan(reading: _Reading) -> None:
    event, unit, units_in = reading.found["view.event"], reading.found["view.unit"], reading.known.units_in
    if reading.text("unit") and unit and units_in and unit not in units_in(event):
        reading.note(
            "unit", "is not drawn in the plan of the open battle" if event else "needs the event of its battle"
        )
        reading.found["view.unit"] = ""


def _strangers(params: Mapping[str, str]) -> Iterator[SelectionError]:
    """Yield a notice for each name that is no parameter; of a whole list of them, for a few."""
    names = [
        name for name in params if name not in _BY_NAME and name not in _PASSED_OVER and not name.startswith(_CAMPAIGN)
    ]
    for name in names[:_MOST_NAMED]:
        yield SelectionError(name, f"{clipped(name)}= is no part of a link here")
    if more := len(names) - _MOST_NAMED if len(names) > _MOST_NAMED else 0:
        yield SelectionError(names[_MOST_NAMED], f"nor {'is' if more == 1 else 'are'} {counted(more, 'more name')}")


def _whole_step(link: Link, known: Known) -> Link:
    """Return *link* with all that the step of its tour sets; the same link outside a tour."""
    if not (known.at_step and link.view.tour):
        return link
    selection, view = known.at_step(link.view)
    return replace(link, selection=selection, view=view)


def _built(start: Link, found: Mapping[str, Any]) -> Link:
    """Return *start* with what was *found*, by field."""
    parts: dict[str, dict[str, Any]] = {}
    for path, value in found.items():
        part, _, name = path.rpartition(".")
        parts.setdefault(part, {})[name] = value
    plain = parts.pop("")
    return replace(start, **plain, **{part: replace(getattr(start, part), **one) for part, one in parts.items()})
