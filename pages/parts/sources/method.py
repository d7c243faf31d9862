"""The sections of the page on sources and method."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from geo.about import VERSION
from geo.basemap.store import ATTRIBUTION
from geo.content import method
from geo.core import templating
from geo.record.files import prose
from geo.record.tables import Dataset
from pages.parts.shell import links, own_address, state
from pages.parts.shell.markdown import plain
from pages.parts.sources import cite, strength
from pages.parts.toolbar import downloads

_TEXTS = Path(__file__).parent
_NOTHING_UNCERTAIN = (
    "This data package says nothing of its doubts as a whole. The panel of each event says how well it is known, and "
    "*Points of disagreement* what its sources disagree on."
)
_MEANINGS = " ".join(f"{weight.capitalize()}: {meaning}." for weight, meaning in method.WEIGHTS.items())


def works(dataset: Dataset) -> None:
    """Draw the works cited, to be narrowed by tier and text."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tiers = st.pills(
            "Sort of evidence",
            list(method.TIERS),
            key="works_tiers",
            selection_mode="multi",
            format_func=method.TIERS.__getitem__,
        )
        query = st.text_input("Search author, title, place of publication", key="works_query", max_chars=100, width=320)
    found = method.works(dataset, tiers, query)
    _count(f"{len(found)} of {len(dataset.sources)} works")
    st.html(method.works_html(found))


def points(dataset: Dataset) -> None:
    """Draw the points on which sources disagree, to be narrowed by weight and chapter."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weights = st.pills(
            "Weight", list(method.WEIGHTS), key="points_weights", selection_mode="multi", format_func=str.capitalize
        )
        chapters = st.multiselect(
            "Chapter of the atlas",
            list(dataset.chapters),
            key="points_chapters",
            format_func=dataset.chapters.__getitem__,
            placeholder="All",
            width=320,
        )
    found = method.points(dataset, weights, chapters)
    _count(f"{len(found)} of {len(dataset.disagreements)} points. {_MEANINGS}")
    with st.container(key="points"):
        for point in found:
            with st.container(key=f"point_{point.id}"):
                st.html(method.point_html(point))
                if point.event_id:
                    st.page_link(
                        "map.py",
                        label=plain(point.event_title),
                        icon=":material/map:",
                        query_params=links.params(point.event_id),
                    )


def places(dataset: Dataset) -> None:
    """Draw the table of places."""
    query = st.text_input("Search a place, a country or a note", key="places_query", max_chars=100, width=320)
    found = method.places(dataset, query)
    _count(f"{len(found)} of {len(dataset.places)} places, the best known first")
    st.html(method.places_html(found))


def dictionary(_: Dataset) -> None:
    """Draw the data dictionary."""
    st.html(
        '<p class="lead">The data are CSV files, a Frictionless Data Package. An empty cell means not reported; '
        "0 means that a source reports none. Dates are EDTF (ISO 8601-2), level 0 and 1; "
        "lists in a cell are separated by a comma and a space.</p>"
    )
    downloads.whole()
    st.html(method.dictionary_html())


def how_to_cite(dataset: Dataset) -> None:
    """Draw the citations of the atlas, of an event and of a view."""
    titles = dataset.events["title"].to_dict()
    with st.container(key="how_to_cite"):
        st.html(templating.html("page/cite_atlas.html", version=VERSION, digest=dataset.digest))
        cite.block(cite.item(dataset), "cite_atlas")
        st.html("<h2>One event</h2>")
        present = state.view().event or dataset.atlas.first_figures
        index = list(titles).index(present) if present in titles else 0
        event_id = st.selectbox("Event", list(titles), index, key="cite_which", format_func=lambda one: titles[one])
        cite.block(cite.item(dataset, event_id), "cite_event")
        st.html(
            "<h2>A view of the map</h2><p class='lead'>As its link stands now, with years, filters and open event.</p>"
        )
        cite.block(cite.item(dataset, view_url=f"{own_address.home()}{links.query()}"), "cite_view")


def uncertain(_: Dataset) -> None:
    """Draw what is known to be weak."""
    _prose("uncertain", prose.text(prose.UNCERTAIN) or _NOTHING_UNCERTAIN)


def licence(_: Dataset) -> None:
    """Draw the licences and the credit of the base map."""
    _prose("licence", (_TEXTS / "licence.md").read_text(encoding="utf-8"))
    st.html(templating.html("page/lead.html", words=ATTRIBUTION))


def _count(words: str) -> None:
    st.html(templating.html("page/count.html", words=words))


def _prose(name: str, text: str) -> None:
    with st.container(key=f"prose_{name}"):
        st.markdown(text)


#: How each of :data:`geo.query.choices.SECTIONS` is drawn.
DRAWN: dict[str, Callable[[Dataset], None]] = {
    "works": works,
    "points": points,
    "strength": strength.draw,
    "places": places,
    "dictionary": dictionary,
    "cite": how_to_cite,
    "uncertain": uncertain,
    "licence": licence,
}
