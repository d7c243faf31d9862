"""A guided tour as HTML, and the link to one of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.citation.short_titles import short_title
from geo.core import templating
from geo.core.daterange import DateRange
from geo.query.selection import Selection, View
from geo.record.files.tour_files import LEVELS, Step, Tour, load
from geo.record.tables import Dataset

__all__ = ["card_html", "in_teaching_order", "load", "open_at", "step_html", "step_of", "when"]


def step_html(dataset: Dataset, tour: Tour, number: int, is_presented: bool = False) -> str:
    """Return a step as HTML: all of it, or for a class in front of a screen only title, day and question."""
    step = tour.steps[number - 1]
    return templating.html(
        "tour_step.html",
        tour=tour,
        number=number,
        step=step,
        when=when(step),
        works=[(short_title(dataset, source_id), locator) for source_id, locator in step.sources],
        is_presented=is_presented,
    )


def card_html(tour: Tour, version: str = "") -> str:
    """Return picture, title, goal, level and length of a tour as HTML; *version* stands in the picture's address."""
    level = f"level {tour.level}, {LEVELS[tour.level]}" if tour.level else ""
    return templating.html("tour_card.html", tour=tour, level=level, version=version)


def in_teaching_order(tours: Mapping[str, Tour]) -> list[Tour]:
    """Return the tours as a class should meet them: by level, within one the widest in time first."""

    def width(tour: Tour) -> int:
        return (tour.steps[-1].end - tour.steps[0].start).days

    return sorted(tours.values(), key=lambda tour: (tour.level or max(LEVELS), -width(tour), tour.steps[0].start))


def when(step: Step) -> str:
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
    selection = Selection(start=step.start, end=step.end)
    return selection, replace(
        view or View(),
        event=step.event,
        lat=step.lat,
        lon=step.lon,
        zoom=step.zoom,
        on=step.on,
        accounts=step.accounts,
        unit="",
        tour=tour.slug,
        step=number,
    )
