"""Sources and method: what the atlas rests on, where that is weak, and how to cite it."""

import streamlit as st

from geo.query.choices import SECTIONS
from geo.record import tables
from pages.parts.shell import choose, state
from pages.parts.sources.method import DRAWN
from pages.parts.toolbar import share

chosen = state.asked().section
share.heading("Sources and method")
choose.one(
    "Section",
    SECTIONS,
    chosen,
    "sources_section",
    lambda section: state.ask(section=section, of=""),
    label_visibility="collapsed",
)
with st.container(key="record"):
    DRAWN[chosen](tables.load())
