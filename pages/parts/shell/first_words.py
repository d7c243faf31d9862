"""What the map page says before any script has come: the list, the event or the step that its link asks for."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from geo.content import event_list
from geo.content.classroom import tours
from geo.content.known import known
from geo.core import templating
from geo.query import link
from geo.query.selection import chosen
from geo.record import tables
from geo.record.files import tour_files

__all__ = ["html"]

#: More than a window shows; Streamlit's scripts wait until all of the page has been read and laid out.
_MOST_LISTED = 40


def html(params: Mapping[str, str]) -> str:
    """Return title and words of the link *params* as HTML; empty if they are not the atlas's, or not beside a map."""
    dataset = tables.load()
    asked, _ = link.parse(params, known(dataset))
    selection, view = asked.selection, asked.view
    if asked.own or view.present:
        return ""
    tour = tours.step_of(tour_files.load(dataset), view)
    if tour:
        words = tours.step_html(dataset, tour[0], tour[1])
    elif view.event:
        words = event_list.panel_html(dataset, chosen(dataset, selection), view.event, view.lang)
    else:
        words = event_list.list_html(dataset, chosen(dataset, selection), view.lang, _MOST_LISTED)
    return templating.html(
        "first_words.html",
        title=dataset.atlas.short_title,
        years=f"{dataset.years[0]}–{dataset.years[1]}",
        words=Markup(words),  # noqa: S704 - made by our templates
    )
