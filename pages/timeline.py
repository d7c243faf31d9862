"""The timeline page: every chosen event on an axis of time, lane by lane; beside it the list or one event."""

import streamlit as st

from geo import timeline
from geo.selection import chosen
from pages.parts import current, filters, side, state, time_axis, timeline_view

dataset = current.dataset()
selection, view = state.selection(), state.view()
events = chosen(dataset, selection)

filters.toolbar(dataset, has_map=False)
time_axis.draw(dataset, events, is_brushable=True)
left, right = st.columns([65, 35], gap="medium")
with left:
    timeline_view.draw(timeline.rows(dataset, events.head(timeline.MOST_ROWS), view.lang), selection, len(events))
with right:
    side.draw(dataset, events)
