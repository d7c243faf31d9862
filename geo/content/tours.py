"""A guided tour as HTML, and the link to one of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.citation.short_titles import short_title
from geo.core import templating
from geo.core.daterange import DateRange
from geo.errors import SelectionError
from geo.query.selection import Selection, View, to_params
from geo.query.selection import parse as parse_params
from geo.record.tables import Dataset
from geo.record.tour_files import Step, Tour, load

__all__ = ["card_html", "load", "open_at", "params", "parse", "step_html", "step_of"]


def step_html(dataset: Dataset, tour: Tour, number: int, is_presented: bool = False) -> str:
    """Return a step as HTML: all of it, or for a class in front of a screen only title, day and question."""
    step = tour.steps[number - 1]
    return templating.html(
        "tour_step.html",
        tour=tour,
        number=number,
        step=step,
        when=_when(step),
        works=[(short_title(dataset, source_id), locator) for source_id, locator in step.sources],
        is_presented=is_presented,
    )


def card_html(tour: Tour) -> str:
    """Return title, subtitle and length of a tour as HTML."""
    return templating.html("tour_card.html", tour=tour)


def _when(step: Step) -> str:
    """Return the days of a step in words; whole years as years."""
    return DateRange(step.start, step.end).words


# --- links ---


def step_of(tours: Mapping[str, Tour], view: View) -> tuple[Tour, int, Step] | None:
    """Return the tour that *view* is in, the number of its step from 1, and the step; ``None`` outside a tour."""
    tour = tours.get(view.tour)
    if tour is None:
        return None
    number = min(max(view.step, 1), len(tour.steps))
    return tour, number, tour.steps[number - 1]


def open_at(tour: Tour, number: int, view: View | None = None) -> tuple[Selection, View]:
    """Return selection and view of step *number* of *tour*; names, background and presenter view stay as in *view*."""
    step = tour.steps[number - 1]
    selection = Selection().with_days(step.start, step.end)
    return selection, replace(
        view or View(), event=step.event, lat=step.lat, lon=step.lon, zoom=step.zoom, tour=tour.slug, step=number
    )


#: What a step sets by itself, by the name of the parameter.
_SET_BY_STEP = ("event", "from", "to", "lat", "lon", "z")
#: What takes a reader away from a step when a link holds it.
_CHANGES = (*_SET_BY_STEP, "kind", "chapter", "side", "q", "sure", "within")


def parse(
    given: Mapping[str, str], dataset: Dataset, tours: Mapping[str, Tour]
) -> tuple[Selection, View, list[SelectionError]]:
    """Return what the parameters of a link ask for; a tour and a step alone stand for all that the step sets."""
    selection, view, notices = parse_params(
        given,
        dataset.events.index,
        {slug: len(tour.steps) for slug, tour in tours.items()},
        dataset.chapters,
        dataset.sides,
    )
    if view.tour and not any(given.get(name) for name in _CHANGES):
        selection, view = open_at(tours[view.tour], view.step, view)
    return selection, view, notices


def params(tours: Mapping[str, Tour], selection: Selection, view: View) -> dict[str, str]:
    """Return the shortest parameters that :func:`parse` reads back: of an unchanged step the tour and its number."""
    found = to_params(selection, view)
    here = step_of(tours, view)
    if here and (selection, view) == open_at(here[0], here[1], view):
        return {name: text for name, text in found.items() if name not in _SET_BY_STEP}
    return found
