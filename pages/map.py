"""The map page: filters, years over the map, the map, and beside it the list or one event."""

import streamlit as st

from pages.parts.map import view
from pages.parts.shell import events_shown, state
from pages.parts.toolbar import filters

above = st.container()
view.draw()
if not state.view().present:
    with above:
        filters.toolbar(events_shown.dataset())
