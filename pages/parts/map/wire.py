"""The lines between our scripts in the page and its script: links to events that are pressed, days that are chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.map import map_frame, time_axis
from pages.parts.shell import events_shown, state

_KEY, _STEPS_KEY, _BEFORE = "wire", "steps", "_event_before"
#: Streamlit sends a component's script again with every run: ours stands in the page (``js/wire.js``).  A text of one
#: line Streamlit 1.67 would take for the name of a file.
_SCRIPT = """
export default ({ data, setTriggerValue }) =>
  globalThis.atlasWire?.%s(data, setTriggerValue);
"""
_listen = st.components.v2.component("wire", js=_SCRIPT % "connect", isolate_styles=False)
_listen_for_steps = st.components.v2.component("steps", js=_SCRIPT % "connectSteps", isolate_styles=False)


def listen() -> None:
    """Hear what is pressed: links to events (``<a data-event="…">`` of panel and list) and the axis; once a page."""
    session, event = st.session_state, state.view().event
    version = "" if events_shown.own() else map_frame.assets(events_shown.dataset()).version
    data = {"event": event, "before": session.get(_BEFORE, ""), "version": version}
    _listen(key=_KEY, data=data, on_open_change=_open, on_days_change=_choose(_KEY))
    if event:
        session[_BEFORE] = event


def listen_for_steps() -> None:
    """Hear what is chosen on the axis by a line of its own, in a part of the page that holds little else."""
    _listen_for_steps(key=_STEPS_KEY, on_days_change=_choose(_STEPS_KEY))


def _open() -> None:
    """Open the event whose link was pressed; what comes from the browser is not trusted."""
    said = st.session_state[_KEY].get("open")
    event = said.get("event") if isinstance(said, dict) else None
    if isinstance(event, str) and (not event or event in events_shown.dataset().events.index):
        state.open_event(event)


def _choose(key: str) -> Callable[[], None]:
    return lambda: time_axis.take(st.session_state[key].get("days"))
