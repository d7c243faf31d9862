"""The rival figures of one event and its parts, or of all events: a drawing, and a table that says the same."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.content.figures import losses
from geo.query.selection import Selection
from geo.record.tables import Dataset
from pages.parts.losses import chart, choice
from pages.parts.shell import links, state

_MOST_EVENTS = 200  # of a table of many thousands


def draw(dataset: Dataset, among: pd.DataFrame) -> None:
    """Draw the choices and the figures."""
    selection = state.selection()
    wanted = choice.measures_of(dataset)
    among, count = losses.largest(dataset, wanted, among, _MOST_EVENTS)
    measures, event_id = choice.draw(dataset, among)
    found = losses.groups(dataset, measures, event_id, selection.sides, among)
    with st.container(key="losses_words", horizontal=True, vertical_alignment="center"):
        st.html(
            "<p>Each figure stands as its source gives it, in colour and mark of who counted. "
            "Nothing here is added up: "
            "an event already holds its parts, and two sources may count different things.</p>",
            width="stretch",
        )
        if event_id:
            st.page_link(
                "map.py", label="Open this event on the map", icon=":material/map:", query_params=links.params(event_id)
            )
        elif selection != Selection():
            st.button(
                "Clear the filters",
                key="losses_clear",
                type="tertiary",
                on_click=state.set_selection,
                args=(Selection(),),
            )
        logarithmic = choice.logarithmic(chart.is_wide(found))
    if count > _MOST_EVENTS and not event_id:
        words = f"The {_MOST_EVENTS} events with the largest figures are shown, of {count:,}."
        st.text(f"{words} Filters on the map narrow them.")
    if found:
        chart.draw(found, logarithmic)
        st.html(losses.html(found, {group.event_id: links.address(group.event_id) for group in found}))
    else:
        st.markdown("No event here has such a figure. Choose another measure, side or chapter.")
