"""The losses page: what each side and each work counted, side by side, never added up; and pictures of the whole."""

import streamlit as st

from geo.query.selection import chosen
from pages.parts.losses import by_event, pictures
from pages.parts.shell import events_shown, state
from pages.parts.toolbar import share

dataset = events_shown.dataset()
among = chosen(dataset, state.selection())

head = st.container()
drawn = {"events": by_event.draw, "battles": pictures.by_battle, "years": pictures.by_years}
picture = pictures.choice() if len(dataset.parties) or not dataset.is_own else "events"
with st.container(key=f"losses_{picture}"):
    drawn[picture](dataset, among)
with head:
    share.heading("Losses and other figures")
