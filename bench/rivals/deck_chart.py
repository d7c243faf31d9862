"""A deck.gl layer of points by pydeck."""

import pydeck
import streamlit as st

from bench.rivals.data import CENTRE, events, years

first, last = years()
layer = pydeck.Layer(
    "ScatterplotLayer",
    events(first, last),
    get_position=["longitude", "latitude"],
    get_radius=8,
    radius_units="pixels",
    get_fill_color=[160, 60, 40],
    pickable=True,
)
view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=4)
st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, tooltip={"text": "{title}"}), height=600, key="deck")
