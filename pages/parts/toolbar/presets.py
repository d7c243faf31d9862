"""Ready-made ranges: the four crises to the day, and the chapters."""

from __future__ import annotations

import streamlit as st

from geo.content.timeline import period, periods
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, lazy, state


def draw(dataset: Dataset) -> None:
    """Draw the choices; the present one is marked, and pressing it again lifts it."""
    found = {one.id: one for one in periods(dataset)}
    session, selection = st.session_state, state.selection()
    session["preset_period"] = period(dataset, selection.start, selection.end) or None
    st.pills(
        "A conflict, day by day",
        list(found),
        key="preset_period",
        format_func=lambda one: found[one].title,
        on_change=_take_period,
    )
    is_one = len(selection.chapters) == 1 and not (selection.start or selection.end)
    session["preset_chapter"] = selection.chapters[0] if is_one else None
    st.pills(
        "A chapter, all its years",
        list(dataset.chapters),
        key="preset_chapter",
        format_func=dataset.chapters.__getitem__,
        on_change=_take_chapter,
    )


def _take_period() -> None:
    chosen = st.session_state["preset_period"]
    one = next((one for one in periods(events_shown.dataset()) if one.id == chosen), None)
    state.select(start=one.start if one else None, end=one.end if one else None, chapters=())
    if one and one.event_id:
        state.look_at(one.event_id)
    lazy.close("periods")


def _take_chapter() -> None:
    chapter = st.session_state["preset_chapter"]
    state.select(start=None, end=None, chapters=(chapter,) if chapter else ())
    lazy.close("periods")
