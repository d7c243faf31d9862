"""What a page is called in the browser's tab, its history and a search engine, and the sentence that describes it."""

from __future__ import annotations

from geo.content.classroom import tours
from geo.core.text import clipped
from geo.query.choices import Link
from geo.query.parameters import MAP
from geo.record import tables
from geo.record.event_names import title_in
from geo.record.files import tour_files
from geo.record.tables import Dataset

__all__ = ["PAGES", "description", "title"]

#: The pages by the end of their address.
PAGES = {
    MAP: "Map",
    "classroom": "Classroom",
    "timeline": "Timeline",
    "losses": "Losses",
    "compare": "Compare",
    "your-events": "Your events",
    "sources": "Sources & method",
    "about": "About",
}
_LONGEST = 160  # characters that a search engine shows
_OF_EVENTS = (MAP, "timeline")


def title(dataset: Dataset, page: str, asked: Link) -> str:
    """Return what *page* is called with what is open on it, the nearest thing first and the atlas last.

    Examples
    --------
    ``Fight at the ford · Map · An atlas of the war``
    """
    parts = [_opened(dataset, page, asked), PAGES.get(page, ""), tables.atlas().title]
    return " · ".join(part for part in parts if part)


def description(dataset: Dataset, asked: Link) -> str:
    """Return one or two sentences on the event that is open, or on the atlas."""
    if asked.view.event in dataset.events.index:
        return clipped(str(dataset.events.at[asked.view.event, "summary"]), _LONGEST)
    return dataset.atlas.introduction


def _opened(dataset: Dataset, page: str, asked: Link) -> str:
    if page not in _OF_EVENTS:
        return ""
    if page == MAP and (here := tours.step_of(tour_files.load(dataset), asked.view)):
        tour, number, step = here
        return f"{number}. {step.title} · {tour.title}"
    is_known = asked.view.event in dataset.events.index
    return title_in(dataset, asked.view.event, asked.view.lang) if is_known else ""
