"""The state of a visit: kept in the session, written to the URL, read back from a link.

The URL is the truth whenever it changes from outside (first visit, pasted link, back and
forward); in between the session is.  Widgets take their values from here before they are
drawn and hand changes back through callbacks, so that a page switch loses nothing.
(Streamlit 1.67's own ``bind="query-params"`` forgets an untouched range on a page switch.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from geo.selection import Selection, View, parse, to_params
from geo.tables import Dataset

_SELECTION, _VIEW, _NOTICES, _URL, _VIEW_NUMBER = "_selection", "_view", "_notices", "_url", "_view_number"


def read(dataset: Dataset) -> None:
    """Take the state from the URL if the URL is not the one this visit wrote itself."""
    session = st.session_state
    params = st.query_params.to_dict()
    if _SELECTION in session and (params == session.get(_URL) or not params):
        return
    selection, view, notices = parse(params, dataset.events.index)
    session[_SELECTION], session[_VIEW] = selection, view
    session[_NOTICES] = [str(notice) for notice in notices]
    session[_VIEW_NUMBER] = session.get(_VIEW_NUMBER, 0) + 1


def write() -> None:
    """Write the state to the URL."""
    params = to_params(selection(), view())
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[_URL] = params


def selection() -> Selection:
    """Return which events are wanted."""
    return st.session_state[_SELECTION]  # type: ignore[no-any-return]


def view() -> View:
    """Return what is looked at."""
    return st.session_state[_VIEW]  # type: ignore[no-any-return]


def view_number() -> int:
    """Return a number that changes when the map is to move to the view of the URL."""
    return int(st.session_state[_VIEW_NUMBER])


def notices() -> list[str]:
    """Return what of the link was ignored, until it is dismissed."""
    return list(st.session_state.get(_NOTICES, []))


def dismiss_notices() -> None:
    """Forget what was ignored."""
    st.session_state[_NOTICES] = []


def select(**changes: Any) -> None:
    """Change the selection by field."""
    st.session_state[_SELECTION] = replace(selection(), **changes)


def set_selection(new: Selection) -> None:
    """Replace the selection."""
    st.session_state[_SELECTION] = new


def look(**changes: Any) -> None:
    """Change the view by field."""
    st.session_state[_VIEW] = replace(view(), **changes)


def open_event(event_id: str) -> None:
    """Open the panel of an event; an empty id closes it."""
    look(event=event_id)


def link() -> str:
    """Return the full address of the present view, as far as the server can know it."""
    params = to_params(selection(), view())
    query = urlencode(params, safe=",", quote_via=quote)
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{query}" if query else address
