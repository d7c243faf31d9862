"""The link of the present view."""

from __future__ import annotations

import streamlit as st

from pages.parts import state


def popover() -> None:
    """Draw a button that shows the link of the present view, to be copied."""
    with st.popover("Link", width="content"):
        st.markdown("**Link to this view**")
        st.code(state.link(), language=None, wrap_lines=True)
        st.caption("It holds the years, the filters, the open event and the map's place and zoom.")
