"""A choice of one thing among several, which always has one chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st


def one(label: str, titles: Mapping[str, str], chosen: str, key: str, take: Callable[[str], None], **look: Any) -> None:
    """Draw the choice.

    Parameters
    ----------
    titles : of what can be chosen, by name.
    chosen : what is chosen now.
    take : called with the name of what is pressed; the chosen one can be pressed again without effect.
    look : how Streamlit draws it.
    """
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(titles),
        key=key,
        required=True,
        format_func=titles.__getitem__,
        on_change=lambda: take(st.session_state[key]),
        **look,
    )
