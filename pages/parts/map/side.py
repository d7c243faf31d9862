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
    changing(dataset, events)
    standing(dataset)


def changing(dataset: Dataset, events: pd.DataFrame, marks: str = "") -> None:
    """Draw what changes with *events*: the panel, which leads on among them, or what stands over the list.

    Of events too many to stand in the page it is the rows themselves.

    Parameters
    ----------
    marks : HTML that nobody sees and that is drawn beside it.
    """
    view = state.view()
    if view.event:
        st.html(event_list.panel_html(dataset, events, view.event, view.lang))
        if marks:  # not within the panel: what is unfolded in it stays so for as long as it is the same
            st.html(marks)
        return
    whole = event_list.whole(dataset, view.lang)
    flags = None if whole is None else whole.flags(events)
    head = event_list.head_html(dataset, events, state.selection().query, flags)
    st.html(head + marks)  # each element is a message a step
    if whole is None:
        st.html(event_list.rows_html(dataset, events, view.lang))


def standing(dataset: Dataset) -> None:
    """Draw what does not: what can be done with the panel's event, or the list that is told what of it is shown."""
    view = state.view()
    if view.event:
        _actions(dataset, view.event)
    else:
        _whole_list(dataset, view.lang)


def _whole_list(dataset: Dataset, lang: str) -> None:
    whole = event_list.whole(dataset, lang)
    if whole is None:
        return
    is_brought = bool(events_shown.own())  # nobody else can ask for a visitor's own
    rows = Markup(whole.html if is_brought else "")  # noqa: S704 - made by our templates
    address = "" if is_brought else f"./api/list.html?lang={lang}&v={version()}"
    st.html(templating.html("page/list_whole.html", rows=rows, address=address))


def _actions(dataset: Dataset, event_id: str) -> None:
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
