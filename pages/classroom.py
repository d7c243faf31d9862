"""The classroom page: guided tours to choose from, exercises with sources, and the plan of a lesson."""

import streamlit as st

from geo.query.choices import PARTS
from geo.record import tables
from pages.parts.classroom import exercises, kits, tours
from pages.parts.shell import choose, state
from pages.parts.toolbar import share

dataset = tables.load()
choice = state.classroom()

with st.container(key="page_head", horizontal=True, vertical_alignment="center"):
    st.html('<h1 class="page">Classroom</h1>', width="content")
    choose.one(
        "Part of the page",
        PARTS,
        choice.part,
        "classroom_part",
        lambda part: state.set_classroom(part=part),
        label_visibility="collapsed",
    )
    st.space("stretch")
    share.popover()
if choice.part == "exercises":
    exercises.draw(dataset, choice)
elif choice.part == "kits":
    kits.draw(dataset, choice)
else:
    with st.container(key="record"):
        if choice.part == "tours":
            tours.today(dataset)
            tours.intro()
            tours.cards(dataset)
        else:
            tours.lesson()
