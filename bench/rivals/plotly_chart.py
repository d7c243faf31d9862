"""Plotly's map of points, without a background that would come from another host."""

import plotly.express as px
import streamlit as st

from bench.rivals.data import CENTRE, events, years

first, last = years()
figure = px.scatter_map(
    events(first, last),
    lat="latitude",
    lon="longitude",
    hover_name="title",
    center={"lat": CENTRE[0], "lon": CENTRE[1]},
    zoom=4,
    height=600,
    map_style="white-bg",
)
st.plotly_chart(figure, key="plotly")
