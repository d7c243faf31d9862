"""Beside the map: the list of the events shown, or the panel of one of them."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from geo import features
from geo.edtf import spoken
from geo.names import title_in
from geo.panel import Link, html
from geo.panel import panel as panel_of
from geo.tables import Dataset
from pages.parts import current, state
from pages.parts.cite_view import cite_popover

_MOST_LISTED = 300
#: Column by column: a row at a time, pandas takes ten times as long, on every step of every visitor.
_IN_CAPTION = ("date_edtf", "place_title", "approximation_km", "where_prec")


def event_list(dataset: Dataset, events: pd.DataFrame) -> None:
    """Draw the list of *events*: those on the map, and below them those without a place on it."""
    plotted, others = events[events["status"] == "plotted"], events[events["status"] != "plotted"]
    total = int((dataset.events["status"] == "plotted").sum())
    with st.container(key="side"):
        heading = f"{len(plotted):,} events" if len(plotted) == total else f"{len(plotted):,} of {total:,} events"
        st.html(f'<h2 class="count" aria-live="polite"><b>{heading}</b> on the map</h2>')
        if plotted.empty and others.empty:
            st.markdown("Nothing matches. Widen the years, or clear the filters.")
            return
        _choices(dataset, "list", "Events on the map", plotted)
        if not others.empty:
            st.html(f'<h2 class="count"><b>{len(others)} more</b> without a place on the map</h2>')
            _choices(dataset, "list_others", "Events without a place on the map", others)


def _choices(dataset: Dataset, key: str, label: str, events: pd.DataFrame) -> None:
    """Draw *events* as one group of choices; the arrow keys walk through it."""
    listed, lang = events.iloc[:_MOST_LISTED], state.view().lang
    if listed.empty:
        return
    st.session_state[key] = None
    symbols = dict(zip(listed.index, map(_symbol, listed["kind"]), strict=True))
    st.radio(
        label,
        list(symbols),
        key=key,
        label_visibility="collapsed",
        format_func=lambda event_id: f"{symbols[event_id]} {plain(title_in(dataset, event_id, lang))}",
        captions=[plain(_caption(*cells)) for cells in zip(*(listed[name] for name in _IN_CAPTION), strict=True)],
        on_change=lambda: state.open_event(st.session_state[key] or ""),
    )
    if len(events) > len(listed):
        st.caption(f"{len(events) - len(listed)} more; narrow the years or search to list them.")


def _symbol(kind: str) -> str:
    """Return the symbol of a kind as Markdown; the address is relative to the page, which is never deeper."""
    return f"![{kind.replace('_', ' ')}](assets/symbols/{kind}.svg)"


def _caption(date_edtf: str, place: str, approximation_km: float, where_prec: float) -> str:
    doubt = f" (± {approximation_km:g} km)" if place and where_prec > 2 else ""
    return " · ".join(part for part in (spoken(date_edtf), f"{place}{doubt}") if part)


def panel(dataset: Dataset, events: pd.DataFrame, event_id: str) -> None:
    """Draw the panel of one event with the ways onward."""
    content = panel_of(dataset, event_id, events, state.view().lang)
    with st.container(key="side"):
        with st.container(key="panel_head", horizontal=True, vertical_alignment="center"):
            st.button(
                "All events",
                key="close",
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=state.open_event,
                args=("",),
            )
            st.space("stretch")
            _step("Previous", ":material/chevron_left:", content.before)
            _step("Next", ":material/chevron_right:", content.after)
        st.html(html(content))
        groups = (
            ("Part of", (content.part_of,) if content.part_of else ()),
            ("Its parts", content.parts),
            ("Also at this place", content.same_place),
            ("Nearest elsewhere", content.nearest),
        )
        for heading, links in groups:
            if links:
                st.html(f'<h3 class="links">{heading}</h3>')
                _links(heading, links)
        row = dataset.events.loc[[event_id]]
        with st.container(horizontal=True, key="panel_actions"):
            if not current.own():  # what the atlas does not hold cannot be cited from it
                cite_popover(dataset, event_id, state.link())
            st.download_button(
                "Download as CSV",
                lambda: features.csv_text(row),  # made when it is asked for
                f"{event_id}.csv",
                "text/csv",
                key="csv",
                on_click="ignore",
                type="secondary",
            )


def _step(label: str, icon: str, link: Link | None) -> None:
    st.button(
        label,
        key=label.lower(),
        icon=icon,
        icon_position="right" if label == "Next" else "left",
        type="tertiary",
        disabled=link is None,
        help=plain(f"{link.title}, {link.note}") if link else None,
        on_click=state.open_event,
        args=(link.event_id if link else "",),
    )


def _links(group: str, links: tuple[Link, ...]) -> None:
    with st.container(key=f"links_{group.lower().replace(' ', '_')}", gap=None):
        for link in links:
            st.button(
                f"{plain(link.title)} — {plain(link.note)}",
                key=f"{group}-{link.event_id}",
                type="tertiary",
                width="stretch",
                on_click=state.open_event,
                args=(link.event_id,),
            )


def plain(text: str) -> str:
    """Return *text* so that Streamlit's Markdown shows it letter by letter."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("\n", " ")
