"""Text inside Streamlit's Markdown."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Return *text* so that Streamlit's Markdown shows it letter by letter."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("\n", " ")
