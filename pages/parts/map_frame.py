"""The map: mounted once, told what to show, and listened to."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo import maps, routes
from geo.panel import report
from geo.tables import Dataset
from pages.parts import current, state

_KEY, _LAST = "map", "_map_report"
HEIGHT_PX = 600  # only until the page's style sheet gives the frame the height of the window


def draw(dataset: Dataset) -> None:
    """Draw the map with the present selection and view."""
    assets = maps.Assets(version=routes.asset_version(dataset.digest))
    with st.container(key="map_frame"):
        st_folium(
            maps.frame_map(assets, events=current.address(), on=maps.stage(dataset)),
            key=_KEY,
            height=HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            render=False,  # it renders the map itself; this would render the page round it as well
            feature_group_to_add=maps.commands(state.selection(), state.view(), state.view_number()),
            on_change=_listen,
        )


def _listen() -> None:
    """Take over what the map reports: an event chosen or let go, another view, another range."""
    said = report(st.session_state.get(_KEY), current.dataset().events.index)
    if said is None or said.number <= st.session_state.get(_LAST, 0):
        return
    st.session_state[_LAST] = said.number
    if said.kind == "select":
        state.open_event(said.event)
    elif said.kind == "view":
        state.look(lat=said.lat, lon=said.lon, zoom=said.zoom)
    else:
        state.set_selection(state.selection().with_days(said.start, said.end, current.dataset().years))
