"""Sources and method: what the atlas rests on, where that is weak, and how to cite it."""

import streamlit as st

from geo.record import tables
from pages.parts.shell import share, state
from pages.parts.sources.method import SECTIONS

_CHOSEN = "_sources_section"

session = st.session_state
if session.get(_CHOSEN) not in SECTIONS:
    asked = st.query_params.get("section", "")
    session[_CHOSEN] = asked if asked in SECTIONS else next(iter(SECTIONS))
session["sources_section"] = session[_CHOSEN]
state.keep(section="" if session[_CHOSEN] == next(iter(SECTIONS)) else session[_CHOSEN])
share.heading("Sources and method")


def take_section() -> None:
    """Keep the section across a change of page; the present one stays if it is pressed again."""
    session[_CHOSEN] = session["sources_section"] or session[_CHOSEN]


st.segmented_control(
    "Section",
    list(SECTIONS),
    key="sources_section",
    format_func=lambda section: SECTIONS[section][0],
    on_change=take_section,
    label_visibility="collapsed",
)
with st.container(key="record"):
    SECTIONS[session[_CHOSEN]][1](tables.load())
