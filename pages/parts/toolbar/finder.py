"""The search box: what is typed is looked for while it is typed, and Enter goes to the first that was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.content.timeline import periods
from geo.query import search
from geo.query.search import Hit
from geo.query.selection import Selection, chosen
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, state

_KEY = "finder"
_MOST_LETTERS = 100
_listen = st.components.v2.component(
    "finder", js=(Path(__file__).parent / "finder.js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw(dataset: Dataset) -> None:
    """Draw the box; of a visitor's own events it narrows the list by the words of their names alone."""
    own = events_shown.own() is not None
    st.session_state["q"] = state.selection().query
    st.text_input(
        "Search: names in any script, years, months, seasons",
        key="q",
        placeholder="Search: titles and places" if own else f"Search: {dataset.atlas.search_hint} …",
        label_visibility="collapsed",
        max_chars=_MOST_LETTERS,
        width=300,
        on_change=_typed,
    )
    _listen(key=_KEY, data={"isOn": not own}, on_go_change=_picked)


def _typed() -> None:
    """Go to the first that is found; where nothing is, the list says so and names the nearest."""
    text = st.session_state["q"].strip()
    hits = () if events_shown.own() or not text else search.find(events_shown.dataset(), text).hits
    if hits:
        go(hits[0])
    else:
        state.select(query=text)


def _picked() -> None:
    """Go to what was pressed in the list under the box; what comes from the browser is not trusted."""
    said = st.session_state[_KEY].get("go")
    text, number = (said.get("q"), said.get("number")) if isinstance(said, dict) else ("", 0)
    if events_shown.own() or not isinstance(text, str) or not isinstance(number, int) or len(text) > _MOST_LETTERS:
        return
    hits = search.find(events_shown.dataset(), text).hits
    if 0 <= number < len(hits):
        go(hits[number])


def go(hit: Hit) -> None:
    """Show what was found: an event in its panel, all else in map and list."""
    asked, event = hit.link, hit.link.view.event
    is_period = hit.group == "period"
    if event and not is_period:
        if event not in chosen(events_shown.dataset(), state.selection()).index:
            state.set_selection(Selection())
        state.look(tour="", step=0, present=False)
        state.open_event(event)
        return
    place = {name: getattr(asked.view, name) for name in ("lat", "lon", "zoom")}
    looked_at = replace(state.view().opened(""), on=None, tour="", step=0, present=False)
    if asked.view.has_place:
        state.show(asked.selection, replace(looked_at, **place))
        return
    state.set_selection(asked.selection)
    state.look(event="", on=None, tour="", step=0, present=False)
    if is_period:
        state.look_at(event)
    elif hit.group == "time":
        _look_at_days(asked.selection)


def _look_at_days(selection: Selection) -> None:
    """Have the map look at the conflict that days lie in, if there is one."""
    start, end = selection.start, selection.end
    for one in periods(events_shown.dataset()):
        if one.event_id and start and end and one.start <= start and end <= one.end:
            state.look_at(one.event_id)
            return
