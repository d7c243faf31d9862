"""Links to events anywhere on a page: a press opens the event here."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.map import map_frame
from pages.parts.shell import events_shown, state

_KEY, _BEFORE = "event_links", "_event_before"
_listen = st.components.v2.component(
    "event_links", js=(Path(__file__).parent / "event_links.js").read_text(encoding="utf-8"), isolate_styles=False
)


def listen() -> None:
    """Have the page's links to events (``<a data-event="…">`` of the panel and the list) open them; once a page."""
    session, event = st.session_state, state.view().event
    version = "" if events_shown.own() else map_frame.assets(events_shown.dataset()).version
    data = {"event": event, "before": session.get(_BEFORE, ""), "version": version}
    _listen(key=_KEY, data=data, on_open_change=_open)
    if event:
        session[_BEFORE] = event


def _open() -> None:
    """Open the event whose link was pressed; what comes from the browser is not trusted."""
    said = st.session_state[_KEY].get("open")
    event = said.get("event") if isinstance(said, dict) else None
    if isinstance(event, str) and (not event or event in events_shown.dataset().events.index):
        state.open_event(event)
