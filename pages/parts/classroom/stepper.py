"""Previous and next: the buttons that lead along a numbered row of steps or tasks."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def draw(prefix: str, number: int, count: int, go: Callable[[int], None], is_main: bool = False) -> None:
    """Draw both buttons; one that would lead beyond the ends cannot be pressed.

    Parameters
    ----------
    prefix : begins the keys of the buttons.
    number : where the reader is, from 1.
    go : called with the number that is wanted.
    is_main : going on is what the page is for.
    """
    for way, label, icon, to in (
        ("previous", "Previous", ":material/chevron_left:", number - 1),
        ("next", "Next", ":material/chevron_right:", number + 1),
    ):
        st.button(
            label,
            key=f"{prefix}_{way}",
            icon=icon,
            icon_position="right" if way == "next" else "left",
            type="primary" if is_main and way == "next" else "secondary",
            disabled=not 1 <= to <= count,
            on_click=go,
            args=(to,),
        )
