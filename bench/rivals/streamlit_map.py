"""Streamlit's own map element."""

import streamlit as st

from bench.rivals.data import events, years

first, last = years()
st.map(events(first, last), latitude="latitude", longitude="longitude", zoom=4, height=600)
