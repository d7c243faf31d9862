"""The losses page: what each side and each work counted, side by side, never added up; and pictures of the whole."""

import streamlit as st

from geo.query.selection import chosen
from geo.record import tables
from pages.parts.losses import by_event, pictures
from pages.parts.shell import state
from pages.parts.toolbar import share

dataset = tables.load()
among = chosen(dataset, state.selection())

head = st.container()
drawn = {"events": by_event.draw, "battles": pictures.by_battle, "years": pictures.by_years}
picture = pictures.choice()
with st.container(key=f"losses_{picture}"):
    drawn[picture](dataset, among)
with head:
    share.heading("Losses and other figures")
