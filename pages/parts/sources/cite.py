"""How to cite the atlas, one event of it, or the present view: text to copy in the usual styles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo.citation import items, styles
from geo.query import addresses
from geo.record.tables import Dataset
from pages.parts.shell import lazy, own_address, state

_LANGUAGES = {"bibtex": "latex", "csl-json": "json"}


def cite_popover(dataset: Dataset, event_id: str | None = None, view_url: str | None = None) -> None:
    """Draw a button that opens the citation of an event, of the present view, or of the atlas.

    Parameters
    ----------
    event_id : the event to cite, by the address of its page.
    view_url : address of the view to cite; without an event and a view the atlas is cited.
    """
    key = f"cite_{event_id or ('view' if view_url else 'atlas')}"
    lazy.popover("Cite", key, lambda: block(item(dataset, event_id, view_url), key))


def item(dataset: Dataset, event_id: str | None = None, view_url: str | None = None) -> Mapping[str, Any]:
    """Return what is to be cited, read today, as a CSL item."""
    today = dt.datetime.now(dt.UTC).date()
    if event_id:
        home = own_address.home()
        return items.event(dataset, event_id, home and addresses.of(home, "event", event_id), today)
    if view_url:
        return items.view(items.view_title(dataset, state.selection()), view_url, today)
    return items.atlas(own_address.home(), today)


def block(cited: Mapping[str, Any], key: str) -> None:
    """Draw the choice of style and the citation to copy."""
    style = st.segmented_control(
        "Citation style",
        list(styles.STYLES),
        key=f"{key}_style",
        default="chicago",
        required=True,
        format_func=styles.STYLES.__getitem__,
        label_visibility="collapsed",
    )
    st.code(styles.cite(cited, style), language=_LANGUAGES.get(style), wrap_lines=True)
