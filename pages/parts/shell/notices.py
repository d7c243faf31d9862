"""Short words when something is ignored, missing or damaged."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.core.text import clipped, counted
from pages.parts.shell import state

_MOST_SHOWN = 200
_MOST_LETTERS = 200


def ignored() -> None:
    """Say what of the link could not be used."""
    found = state.notices()
    if not found:
        return
    with st.container(key="ignored", horizontal=True, vertical_alignment="center"):
        st.text("Part of this link was ignored. " + " · ".join(found), width="stretch")
        st.button("Dismiss", key="dismiss", on_click=state.dismiss_notices, type="tertiary")


def kept(problems: Sequence[str]) -> None:
    """Say that the files are damaged since this visit began, and that it goes on with what it had."""
    with st.container(key="kept"):
        st.text(
            f"The data files are being changed and have {counted(len(problems), 'problem')}; "
            f"this visit goes on with the data it had. First: {clipped(problems[0], _MOST_LETTERS)}"
        )


def damaged(problems: Sequence[str]) -> None:
    """Show every problem of the data package instead of a page."""
    count = len(problems)
    with st.container(key="damaged"):
        st.title("The data cannot be shown")
        st.write(
            f"The data package has {count} problem{'s' if count != 1 else ''}. Correct the files and reload the page."
        )
        st.code("\n".join(problems[:_MOST_SHOWN]), language=None, wrap_lines=True)
        if count > _MOST_SHOWN:
            st.write(f"{count - _MOST_SHOWN} more; `python -m geo check` lists them all.")
