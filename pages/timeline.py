"""The timeline page: every chosen event on an axis of time, lane by lane; beside it the list or one event."""

import streamlit as st

from geo.content import timeline
from geo.query.selection import chosen
from pages.parts.map import side, time_axis, wire
from pages.parts.shell import events_shown, state
from pages.parts.timeline import view as page
from pages.parts.toolbar import filters

dataset = events_shown.dataset()
selection, view = state.selection(), state.view()
events = chosen(dataset, selection)

filters.toolbar(dataset, has_map=False)
with time_axis.place():
    time_axis.draw(dataset, events)
left, right = st.columns([65, 35], gap="medium")
with left:
    page.draw(timeline.rows(dataset, events.head(timeline.MOST_ROWS), view.lang), selection, len(events))
with right, side.place():
    side.draw(dataset, events)
wire.listen()
