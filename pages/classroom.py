"""The classroom page: guided tours to choose from, and the plan of a lesson."""

import streamlit as st

from geo import tables
from pages.parts import tour_view

st.html('<h1 class="page">Classroom</h1>')
with st.container(key="record"):
    st.html(
        '<p class="lead">A tour moves the map and the years step by step, with a text to read out, a question for '
        "the class and the works behind both. Every step has a link of its own.</p>"
    )
    tour_view.cards(tables.load())
    tour_view.lesson()
