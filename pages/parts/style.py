"""The look that Streamlit's theme cannot carry: one style sheet for all pages, after that of the records they show."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from geo import routes

ICON = routes.ASSETS / "icon.png"
_SHEETS = (routes.ASSETS / "record.css", Path(__file__).parent / "style.css")


def apply() -> None:
    """Put the style sheet into the page before anything else is drawn; its address is relative to the page."""
    stamp = max(sheet.stat().st_mtime_ns for sheet in _SHEETS)
    st.html(f'<style>@import url("assets/fonts.css");\n{_sheet(stamp)}</style>')


@lru_cache(maxsize=1)
def _sheet(_stamp: int) -> str:
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)
