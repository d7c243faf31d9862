"""The map page: filters, years over the map, the map, and beside it the list or one event."""

import streamlit as st

from pages.parts import current, filters, map_view, state

above = st.container()
map_view.draw()
if not state.view().present:
    with above:
        filters.toolbar(current.dataset())
