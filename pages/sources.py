"""Sources and method: what the atlas rests on, where that is weak, and how to cite it."""

import streamlit as st

from geo.query.choices import SECTIONS
from geo.record import tables
from pages.parts.shell import share, state
from pages.parts.sources.method import DRAWN

session = st.session_state
chosen = session["sources_section"] = state.asked().section
share.heading("Sources and method")


def take_section() -> None:
    """Open another section; the present one stays if it is pressed again."""
    state.ask(section=session["sources_section"] or chosen)


st.segmented_control(
    "Section",
    list(SECTIONS),
    key="sources_section",
    format_func=SECTIONS.__getitem__,
    on_change=take_section,
    label_visibility="collapsed",
)
with st.container(key="record"):
    DRAWN[chosen](tables.load())
