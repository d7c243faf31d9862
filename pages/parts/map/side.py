"""Beside the map: the list of the events shown, or the panel of one of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from geo.content import event_list
from geo.core import templating
from geo.formats.registry import FORMATS
from geo.query import addresses
from geo.record.tables import Dataset
from geo.web.assets import version
from pages.parts.shell import events_shown, own_address, state
from pages.parts.sources.cite import cite_popover


def place() -> DeltaGenerator:
    """Return where list or panel are to be drawn."""
    return st.container(key="side")


def draw(dataset: Dataset, events: pd.DataFrame) -> None:
    """Draw the panel of the open event, or the list of *events*, in its place."""
    if state.view().event:
        panel(dataset, events)
    else:
        listed(dataset, events)
        standing(dataset)


def listed(dataset: Dataset, events: pd.DataFrame, marks: str = "") -> None:
    """Draw what of the list changes with *events*: what stands over it, and of too many to stand the rows themselves.

    Parameters
    ----------
    marks : HTML that nobody sees and that is drawn with it; each element is a message a step.
    """
    lang, query = state.view().lang, state.selection().query
    whole = event_list.whole(dataset, lang)
    flags = None if whole is None else whole.flags(events)
    st.html(event_list.head_html(dataset, events, query, flags) + marks)
    if whole is None:
        st.html(event_list.rows_html(dataset, events, lang))


def standing(dataset: Dataset) -> None:
    """Draw the list that stays in the page and is told which events are shown, if they are not too many."""
    lang = state.view().lang
    whole = event_list.whole(dataset, lang)
    if whole is None:
        return
    is_brought = bool(events_shown.own())  # nobody else can ask for a visitor's own
    rows = Markup(whole.html if is_brought else "")  # noqa: S704 - made by our templates
    address = "" if is_brought else f"./api/list.html?lang={lang}&v={version()}"
    st.html(templating.html("page/list_whole.html", rows=rows, address=address))


def panel(dataset: Dataset, events: pd.DataFrame) -> None:
    """Draw the panel of the open event with the ways onward, among *events*."""
    event_id = state.view().event
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
