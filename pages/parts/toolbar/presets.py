"""Ready-made ranges: the four crises to the day, and the chapters."""

from __future__ import annotations

import streamlit as st

from geo.content.timeline import PERIODS, period
from geo.record.schema import CHAPTERS
from pages.parts.shell import events_shown, lazy, state

_PERIODS = {one.id: one for one in PERIODS}


def draw() -> None:
    """Draw the choices; the present one is marked, and pressing it again lifts it."""
    session, selection = st.session_state, state.selection()
    session["preset_period"] = period(selection.start, selection.end) or None
    st.pills(
        "A crisis, to the day",
        list(_PERIODS),
        key="preset_period",
        format_func=lambda one: _PERIODS[one].title,
        on_change=_take_period,
    )
    is_one = len(selection.chapters) == 1 and not (selection.start or selection.end)
    session["preset_chapter"] = selection.chapters[0] if is_one else None
    st.pills(
        "A chapter of the atlas, all its years",
        list(CHAPTERS),
        key="preset_chapter",
        format_func=CHAPTERS.__getitem__,
        on_change=_take_chapter,
    )


def _take_period() -> None:
    one = _PERIODS.get(st.session_state["preset_period"])
    state.select(start=one.start if one else None, end=one.end if one else None, chapters=())
    periods = events_shown.dataset().periods
    if one and one.id in periods.index:
        state.look_at(periods.at[one.id, "event_id"])
    lazy.close("periods")


def _take_chapter() -> None:
    chapter = st.session_state["preset_chapter"]
    state.select(start=None, end=None, chapters=(chapter,) if chapter else ())
    lazy.close("periods")
