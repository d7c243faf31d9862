"""What the map shows behind the events: names on it, and another host's map for comparison."""

from __future__ import annotations

import streamlit as st

from geo.basemap.providers import LAYERS
from geo.query.selection import LABELS, LANGUAGES
from pages.parts.shell import state

_BACKGROUNDS = {"": "This atlas (works offline)", **{name: layer.title for name, layer in LAYERS.items()}}


def draw() -> None:
    """Draw the choices."""
    session, view = st.session_state, state.view()
    session["labels"] = view.labels
    st.segmented_control(
        "Names on the map",
        list(LABELS),
        key="labels",
        format_func=lambda name: LABELS[name].capitalize(),
        on_change=lambda: state.look(labels=session["labels"] or "period"),
    )
    session["lang"] = view.lang
    st.segmented_control(
        "Names of the events, where recorded",
        list(LANGUAGES),
        key="lang",
        format_func=LANGUAGES.__getitem__,
        on_change=lambda: state.look(lang=session["lang"] or "en"),
    )
    session["tiles"] = view.tiles
    st.radio(
        "Background",
        list(_BACKGROUNDS),
        key="tiles",
        format_func=_BACKGROUNDS.__getitem__,
        captions=["", *["from another host, needs the internet"] * len(LAYERS)],
        on_change=lambda: state.look(tiles=session["tiles"]),
    )
