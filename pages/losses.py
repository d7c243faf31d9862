"""The losses page: what each side and each work counted, side by side, never added up."""

import streamlit as st

from geo.content import losses
from geo.query.selection import Selection, chosen
from geo.record import tables
from pages.parts.losses import chart, choice
from pages.parts.shell import links, share, state

dataset = tables.load()
selection = state.selection()
among = chosen(dataset, selection)

head = st.container()
measures, event_id = choice.draw(dataset, among)
with head:
    share.heading("Losses and other figures")
found = losses.groups(dataset, measures, event_id, selection.sides, among)
with st.container(key="losses_words", horizontal=True, vertical_alignment="center"):
    st.html(
        "<p>Each figure stands as its source gives it. Nothing here is added up: "
        "an event already holds its parts, and two sources may count different things.</p>",
        width="stretch",
    )
    if event_id:
        st.page_link(
            "map.py", label="Open this event on the map", icon=":material/map:", query_params=links.params(event_id)
        )
    elif selection != Selection():
        st.button(
            "Clear the filters", key="losses_clear", type="tertiary", on_click=state.set_selection, args=(Selection(),)
        )
    logarithmic = choice.logarithmic(chart.is_wide(found))
if found:
    chart.draw(found, logarithmic)
    st.html(losses.html(found, {group.event_id: links.address(group.event_id) for group in found}))
else:
    st.markdown("No event here has such a figure. Choose another measure, side or chapter.")
