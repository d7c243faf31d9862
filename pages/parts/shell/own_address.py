"""The address of the page that is open, for links, QR codes and citations."""

from __future__ import annotations

import streamlit as st

from geo.web.security import public_url

__all__ = ["home", "page"]


def page() -> str:
    """Return the address of the open page without parameters; empty if the server cannot know it."""
    address = (st.context.url or "").split("?")[0]
    if address.count("/") == 2:  # a bare host, as Streamlit 1.67 gives it for the first page
        address += "/"
    public = public_url()
    return public + address.rpartition("/")[2] if public else address


def home() -> str:
    """Return the address of the atlas itself, with a slash at its end; empty if the server cannot know it."""
    return page().rpartition("/")[0] + "/" if page() else ""
