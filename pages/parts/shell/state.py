"""The state of a visit: kept in the session, written to the URL, read back from a link.

The URL is the truth whenever it changes from outside (first visit, pasted link, back and
forward); in between the session is.  Widgets take their values from here before they are
drawn and hand changes back through callbacks, so that a page switch loses nothing.
(Streamlit 1.67's own ``bind="query-params"`` forgets an untouched range on a page switch.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from geo.content import exercises, tours
from geo.content.exercises import Choice
from geo.core.daterange import DateRange
from geo.core.text import clipped
from geo.query.selection import Selection, View, query
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, own_address

_SELECTION, _VIEW, _NOTICES, _URL, _VIEW_NUMBER = "_selection", "_view", "_notices", "_url", "_view_number"
_PAIR, _CLASSROOM, _LOCAL, _CHANGED = "_pair", "_classroom", "_local", "_changed"
#: What the comparison begins with, by the name of the parameter.
FIRST_PAIR = {"a": DateRange.of_years(1935, 1936), "b": DateRange.of_years(1939, 1939)}


def read(dataset: Dataset) -> None:
    """Take the state from the URL if the URL is not the one this visit wrote itself.

    A run that a reader's own change asked for keeps the state, whatever the URL says: of two quick
    changes, the second comes with the URL from before the first.
    """
    session = st.session_state
    params = st.query_params.to_dict()
    is_changed = session.pop(_CHANGED, False)
    is_known = _SELECTION in session and (is_changed or not params or params == session.get(_URL))
    if events_shown.take_news():  # other events than before: what was chosen among those means nothing here
        params = events_shown.awaited_params() or ({} if is_known else params)
    elif is_known:
        return
    events_shown.await_file(params)
    if events_shown.is_awaited():
        params = {}
    selection, view, notices = tours.parse(params, dataset, tours.load(dataset))
    session[_SELECTION], session[_VIEW] = selection, view
    session[_NOTICES] = [str(notice) for notice in notices]
    session[_VIEW_NUMBER] = session.get(_VIEW_NUMBER, 0) + 1
    _read_pair(params, dataset)
    session[_CLASSROOM], wrong = exercises.parse(params)
    session[_NOTICES] += wrong


def _read_pair(params: dict[str, str], dataset: Dataset) -> None:
    """Take the two ranges of a comparison from the URL; a wrong one is noted and left as it was at first."""
    session = st.session_state
    session[_PAIR] = _halves(*dataset.years) if events_shown.own() else dict(FIRST_PAIR)
    for name in FIRST_PAIR:
        if text := params.get(name, "").strip():
            try:
                session[_PAIR][name] = DateRange.parse(text)
            except ValueError as error:
                session[_NOTICES] += [f"{name}={clipped(text)} {error}"]


def _halves(first: int, last: int) -> dict[str, DateRange]:
    """Return the two halves of a span of years."""
    middle = (first + last) // 2
    return {"a": DateRange.of_years(first, middle), "b": DateRange.of_years(min(middle + 1, last), last)}


def write() -> None:
    """Write the state to the URL."""
    params = _params() | st.session_state.pop(_LOCAL, {})
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[_URL] = params
    st.session_state.pop(_CHANGED, None)  # what a page changes while it is drawn is written by now


def _params() -> dict[str, str]:
    """Return the parameters of what is shown."""
    if events_shown.is_awaited():  # the link stays whole until its file is there
        return events_shown.awaited_params()
    return tours.params(tours.load(events_shown.dataset()), selection(), view()) | events_shown.params()


def keep(**params: str) -> None:
    """Have parameters that belong to the page being drawn written to its URL; empty ones are left out."""
    st.session_state[_LOCAL] = st.session_state.get(_LOCAL, {}) | {name: text for name, text in params.items() if text}


def selection() -> Selection:
    """Return which events are wanted."""
    return st.session_state[_SELECTION]  # type: ignore[no-any-return]


def view() -> View:
    """Return what is looked at."""
    return st.session_state[_VIEW]  # type: ignore[no-any-return]


def pair() -> dict[str, DateRange]:
    """Return the two ranges that are compared, and have them written to the URL of this page."""
    found: dict[str, DateRange] = st.session_state[_PAIR]
    keep(**{name: days.param for name, days in found.items()})
    return found


def set_pair(name: str, days: DateRange) -> None:
    """Change one of the two ranges."""
    hold()
    st.session_state[_PAIR] = st.session_state[_PAIR] | {name: days}


def classroom() -> Choice:
    """Return what of the classroom is open, with a set drawn if none was named, and have it written to the URL."""
    found: Choice = st.session_state[_CLASSROOM]
    if found.part == "exercises" and not found.set_number:
        found = st.session_state[_CLASSROOM] = replace(found, set_number=exercises.new_set())
    keep(**exercises.params(found))
    return found


def set_classroom(**changes: Any) -> None:
    """Change what of the classroom is open, by field."""
    hold()
    st.session_state[_CLASSROOM] = replace(st.session_state[_CLASSROOM], **changes)


def view_number() -> int:
    """Return a number that changes when the map is to move to the view of the URL."""
    return int(st.session_state[_VIEW_NUMBER])


def notices() -> list[str]:
    """Return what of the link was ignored, until it is dismissed."""
    return list(st.session_state.get(_NOTICES, []))


def dismiss_notices() -> None:
    """Forget what was ignored."""
    st.session_state[_NOTICES] = []


def hold() -> None:
    """Keep the state in the run that follows, whatever the URL says: the reader has pressed something."""
    st.session_state[_CHANGED] = True


def select(**changes: Any) -> None:
    """Change the selection by field."""
    set_selection(replace(selection(), **changes))


def set_selection(new: Selection) -> None:
    """Replace the selection."""
    hold()
    st.session_state[_SELECTION] = new


def look(**changes: Any) -> None:
    """Change the view by field."""
    hold()
    st.session_state[_VIEW] = replace(view(), **changes)


def show(new: Selection, looked_at: View) -> None:
    """Replace selection and view, and have the map move there; a tour is always of the atlas's own events."""
    session = st.session_state
    if looked_at.tour:
        events_shown.close()
        events_shown.take_news()
    hold()
    session[_SELECTION], session[_VIEW] = new, looked_at
    session[_VIEW_NUMBER] = session.get(_VIEW_NUMBER, 0) + 1


def open_event(event_id: str) -> None:
    """Open the panel of an event; an empty id closes it."""
    look(event=event_id)


def link() -> str:
    """Return the full address of the present view, as far as the server can know it."""
    params = _params() | st.session_state.get(_LOCAL, {})
    return own_address.page() + query(params)
