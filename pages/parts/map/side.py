"""Beside the map: the list of the events shown, or the panel of one of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.content import event_list
from geo.core import templating
from geo.formats.registry import FORMATS
from geo.query import addresses
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, own_address, state
from pages.parts.sources.cite import cite_popover


def draw(dataset: Dataset, events: pd.DataFrame) -> None:
    """Draw the panel of the open event, or the list of *events*."""
    with st.container(key="side"):
        if state.view().event:
            _panel(dataset, events, state.view().event)
        else:
            st.html(event_list.list_html(dataset, events, state.view().lang, state.selection().query))


def _panel(dataset: Dataset, events: pd.DataFrame, event_id: str) -> None:
    """Draw the panel of one event with the ways onward."""
    st.html(event_list.panel_html(dataset, events, event_id, state.view().lang))
    home = own_address.home()  # known while the page is drawn, and not when a file is asked for
    with st.container(horizontal=True, vertical_alignment="center", key="panel_actions"):
        if not events_shown.own():  # what the atlas does not hold cannot be cited from it, and has no page
            cite_popover(dataset, event_id)
            st.html(templating.html("page/own_page.html", path=addresses.path("event", event_id)), width="content")
        st.download_button(
            "Download as CSV",
            lambda: FORMATS["csv"].build(dataset, dataset.events.loc[[event_id]], home),  # made when it is asked for
            f"{event_id}.csv",
            "text/csv",
            key="csv",
            on_click="ignore",
            type="secondary",
        )
