"""Popovers that are filled when they are opened, so that no step of the years pays for what nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.shell import state


def popover(label: str, key: str, fill: Callable[[], None]) -> None:
    """Draw a button; once it is pressed, *fill* draws what it opens."""
    opened = st.popover(label, key=key_of(key), width="content", on_change=state.hold)
    if opened.open:
        with opened:
            fill()


def key_of(key: str) -> str:
    """Return under which key the session holds whether the popover *key* is open."""
    return f"{key}_popover"
