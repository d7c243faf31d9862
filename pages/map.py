"""The map page: years over the map, filters, the map, and beside it the list or one event."""

import streamlit as st

from geo.selection import chosen
from pages.parts import current, filters, map_frame, side, state, time_axis, tour_view

dataset = current.dataset()
selection, view = state.selection(), state.view()
events = chosen(dataset, selection)
tour = tour_view.here(dataset)
if tour and view.present:
    tour_view.presented(dataset, tour)
else:
    head = st.container()
    left, right = st.columns([65, 35], gap="medium")
    with right:  # before all else: it is what a click waits for
        if tour:
            tour_view.panel(dataset, tour)
        elif view.event:
            side.panel(dataset, events, view.event)
        else:
            side.event_list(dataset, events)
    with left:
        map_frame.draw(dataset)
    with head:
        filters.toolbar(dataset, events)
        time_axis.draw(dataset, events)
