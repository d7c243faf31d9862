"""Popovers that are filled when they are opened, so that no step of the years pays for what nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.shell import state

_TURNS = "_popover_turns"


def popover(label: str, key: str, fill: Callable[[], None]) -> None:
    """Draw a button; once it is pressed, *fill* draws what it opens."""
    opened = st.popover(label, key=key_of(key), width="content", on_change=state.hold)
    if opened.open:
        with opened:
            fill()


def key_of(key: str) -> str:
    """Return under which key the session holds whether the popover *key* is open."""
    turn = st.session_state.setdefault(_TURNS, {}).get(key, 0)
    return f"{key}_popover_{turn}" if turn else f"{key}_popover"


def close(key: str) -> None:
    """Have the popover *key* drawn closed: under a new key it is another one."""
    turns = st.session_state.setdefault(_TURNS, {})
    turns[key] = turns.get(key, 0) + 1
