"""A link ↔ what it asks for, by the table of parameters (:mod:`geo.query.parameters`).

An event is in the range when it *may* have happened in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from geo.core.text import clipped, counted
from geo.errors import SelectionError
from geo.query import choices
from geo.query.choices import Known, Link
from geo.query.parameters import API, BY_NAME, MAP, PAGES, PARAMETERS, TOUR, Parameter
from geo.query.selection import Selection

__all__ = ["Known", "Link", "parse", "query", "strict", "to_params"]

_MOST_NAMED = 5
#: Not ours, and no mistake of a reader: marks of a campaign, and Streamlit's own.
_PASSED_OVER = ("embed", "embed_options")
_CAMPAIGN = "utm_"


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
        if BY_NAME[name].counts_on(self.page):
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
    page : one of the pages or of the addresses of :mod:`geo.query.parameters`; on a page an unknown name is noted too.
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
    tour, step = reading.found[TOUR], reading.found["view.step"]
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
        name for name in params if name not in BY_NAME and name not in _PASSED_OVER and not name.startswith(_CAMPAIGN)
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
