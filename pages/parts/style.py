"""The look that Streamlit's theme cannot carry: one style sheet for all pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from geo import routes

ICON = routes.ASSETS / "icon.png"
_SHEET = Path(__file__).parent / "style.css"


def apply() -> None:
    """Put the style sheet into the page before anything else is drawn; its address is relative to the page."""
    st.html(f'<style>@import url("assets/fonts.css");\n{_sheet(_SHEET.stat().st_mtime_ns)}</style>')


@lru_cache(maxsize=1)
def _sheet(_stamp: int) -> str:
    return _SHEET.read_text(encoding="utf-8")
