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

from geo.content import exercises
from geo.content.known import known
from geo.core.daterange import DateRange
from geo.query import link, parameters
from geo.query.choices import Choice, Link
from geo.query.selection import Selection, View
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, own_address, titles

_ASKED, _PAGE, _NOTICES, _URL = "_asked", "_page", "_notices", "_url"
_WITH_MAP = (parameters.MAP, "compare")
_VIEW_NUMBER, _FOCUS, _CHANGED = "_view_number", "_focus", "_changed"
_GONE_BACK = "_gone_back"
_IS_FIRST = "_is_first"
_NAME = "_name"


def read(dataset: Dataset, page: str) -> None:
    """Take the state from the URL of *page* if the URL is not the one this visit wrote itself.

    A run that a reader's own change asked for keeps the state, whatever the URL says: of two quick
    changes, the second comes with the URL from before the first.  Only Back and Forward stand above
    that, whose URL the browser marks (``js/history.js``), once.
    """
    session = st.session_state
    session[_PAGE] = page
    params = st.query_params.to_dict()
    is_changed = session.pop(_CHANGED, False)
    before: Link | None = session.get(_ASKED)
    is_gone_back = "" in params.values() and params != session.get(_GONE_BACK)
    if is_gone_back:
        session[_GONE_BACK] = params
    is_known = not is_gone_back and before is not None and (is_changed or not params or params == session.get(_URL))
    names = known(dataset)
    if events_shown.take_news():  # other events than before: what was chosen among those means nothing here
        params = events_shown.awaited_params() or ({} if is_known else params)
        before = before and replace(before, pair=names.start.pair)
    elif is_known:
        return
    found, notices = link.parse(params, names, page, before)
    events_shown.await_file(found.own, params)
    if events_shown.is_awaited():
        found, notices = link.parse({}, names, page, before)
    session[_ASKED] = found
    session[_NOTICES] = [str(notice) for notice in notices]
    session[_IS_FIRST] = before is None
    session[_VIEW_NUMBER] = session.get(_VIEW_NUMBER, 0) + 1


def name_page(is_alone: bool = False) -> None:
    """Name the document by the page and what is open on it; a part that runs alone does so if that has changed."""
    session = st.session_state
    name = titles.title(events_shown.dataset(), session[_PAGE], asked())
    if not is_alone or session.get(_NAME) != name:
        st.set_page_config(page_title=name)
        session[_NAME] = name


def leads_into_tour() -> dict[str, str]:
    """Return the parameters of the map in the tour that a visit's first link to the classroom names; else none."""
    is_first = st.session_state.pop(_IS_FIRST, False)
    if not (is_first and st.session_state[_PAGE] == "classroom" and view().tour):
        return {}
    params = link.to_params(asked(), known=known(events_shown.dataset()))
    st.session_state[_URL] = params  # what the first link asked for is known, and so is what had to be ignored of it
    return params


def write() -> None:
    """Write the state to the URL."""
    params = _params()
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[_URL] = params
    st.session_state.pop(_CHANGED, None)  # what a page changes while it is drawn is written by now


def _params() -> dict[str, str]:
    """Return the parameters of what is shown."""
    if events_shown.is_awaited():  # the link stays whole until its file is there
        return events_shown.awaited_params()
    return link.to_params(asked(), st.session_state[_PAGE], known(events_shown.dataset()))


def asked() -> Link:
    """Return all that a link to what is shown holds."""
    asked: Link = st.session_state[_ASKED]
    own = events_shown.digits()
    return asked if asked.own == own else replace(asked, own=own)


def ask(**changes: Any) -> None:
    """Change what is asked for, by field of :class:`Link`."""
    hold()
    st.session_state[_ASKED] = replace(st.session_state[_ASKED], **changes)


def selection() -> Selection:
    """Return which events are wanted."""
    return asked().selection


def view() -> View:
    """Return what is looked at."""
    return asked().view


def pair() -> dict[str, DateRange]:
    """Return the two ranges that are compared."""
    found = asked().pair
    return {"a": found.a, "b": found.b}


def set_pair(name: str, days: DateRange) -> None:
    """Change one of the two ranges."""
    ask(pair=replace(asked().pair, **{name: days}))


def classroom() -> Choice:
    """Return what of the classroom is open, with a set drawn if none was named."""
    found = asked().classroom
    if found.part == "exercises" and not found.set_number:
        found = replace(found, set_number=exercises.new_set())
        st.session_state[_ASKED] = replace(st.session_state[_ASKED], classroom=found)
    return found


def set_classroom(**changes: Any) -> None:
    """Change what of the classroom is open, by field."""
    ask(classroom=replace(asked().classroom, **changes))


def view_number() -> int:
    """Return a number that changes when the map is to move to the view of the URL."""
    return int(st.session_state[_VIEW_NUMBER])


def focus() -> tuple[str, int]:
    """Return the event that the map has been sent to last, if any, and a number that changes with every sending."""
    return st.session_state.setdefault(_FOCUS, ("", 0))  # type: ignore[no-any-return]


def look_at(event_id: str) -> None:
    """Have the map look at an event with all its parts, without opening it."""
    st.session_state[_FOCUS] = (event_id, focus()[1] + 1)
    _leave_place()


def _leave_place() -> None:
    """Forget where the map has looked, if it is not on this page: the next one goes where it is sent."""
    if st.session_state[_PAGE] not in _WITH_MAP:
        look(lat=None, lon=None, zoom=None)


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
    ask(selection=new)


def look(**changes: Any) -> None:
    """Change the view by field."""
    ask(view=replace(view(), **changes))


def show(new: Selection, looked_at: View) -> None:
    """Replace selection and view, and have the map move there; a tour of the atlas closes a visitor's own events."""
    session = st.session_state
    if looked_at.tour and looked_at.tour not in events_shown.dataset().tours:
        events_shown.close()
        events_shown.take_news()
    ask(selection=new, view=looked_at)
    session[_VIEW_NUMBER] = session.get(_VIEW_NUMBER, 0) + 1


def open_event(event_id: str) -> None:
    """Open the panel of an event; an empty id closes it.  On a page without a map, the next map goes to the event."""
    ask(view=view().opened(event_id))
    if event_id:
        _leave_place()


def is_on_map() -> bool:
    """Return whether the page that is open is the map's own."""
    return bool(st.session_state[_PAGE] == parameters.MAP)


def address() -> str:
    """Return the full address of the present view, as far as the server can know it."""
    return own_address.page() + link.query(_params())
