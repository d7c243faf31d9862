"""Whose events are shown: the visitor's own while some are open, else the atlas's.

A visitor's own events live in the memory of the visit alone, and end with it.  The link holds
``own``, the first digits of the file's digest: who has the same file can load it again and
sees the same view.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.core.json_text import dumps
from geo.core.text import counted
from geo.formats import columnar, made_ahead
from geo.maps import live
from geo.record import tables
from geo.record.files import movements as movement_files
from geo.record.tables import Dataset
from geo.uploads.own_events import Reading
from geo.uploads.private_url import Loan

_OWN, _NEWS, _AWAITED, _BEGUN = "_own", "_own_news", "_own_awaited", "_has_begun"
#: Begins the names under which a session holds what a visitor has loaded, here and on the page Your events.
_PREFIX = "_own"
_is_freed = threading.Event()
_DIGITS = 12
#: Pages whose tours and exercises are the atlas's.
_ATLAS_ONLY = {"classroom"}


@dataclass(frozen=True)
class Own:
    """A visitor's events that are open.

    Attributes
    ----------
    file, digest : name and digest of the file they came from.
    loan : the events as the map loads them.
    arrows : likewise its movements; ``None`` without any.
    """

    file: str
    digest: str
    reading: Reading
    loan: Loan
    arrows: Loan | None = None

    @property
    def dataset(self) -> Dataset:
        """The events."""
        return self.reading.dataset


def own() -> Own | None:
    """Return the visitor's own events, if some are open."""
    found: Own | None = st.session_state.setdefault(_OWN, None)  # asked often, and to miss is what costs
    return found


def dataset() -> Dataset:
    """Return the events that all pages show: the visitor's own while some are open, else the atlas's."""
    found = own()
    return found.dataset if found else tables.load()


def goes_on(problems: Sequence[str]) -> bool:
    """Return whether the visit can be shown data: they are sound now, or were when it began."""
    if not problems:
        st.session_state[_BEGUN] = True
    return bool(st.session_state.get(_BEGUN))


def address() -> str:
    """Return where the map finds the events that are shown, below the app's root."""
    found = own()
    return found.loan.address if found else columnar.address(tables.load())


def movements() -> str:
    """Return where the map finds the movements of the events that are shown, below the app's root; empty for none."""
    found = own()
    if found is None:
        return live.Stage.movements
    return found.arrows.address if found.arrows else ""


def show(file: str, digest: str, reading: Reading) -> bool:
    """Open a visitor's events, or take over what has changed in them; return whether anything has."""
    session, before = st.session_state, own()
    if not digest.startswith(awaited_params().get("own", digest)):  # a link to another file, which this is not
        session.pop(_AWAITED)
    if before and (before.digest, before.dataset.digest) == (digest, reading.dataset.digest):
        return False
    body, kind = made_ahead.body(reading.dataset)
    _end_loan(session)
    arrows = movement_files.collection(reading.dataset)
    lent = Loan(dumps(arrows).encode(), "application/geo+json") if arrows["features"] else None
    session[_OWN] = Own(file, digest, reading, Loan(body, kind), lent)
    session[_NEWS] = before is None or before.digest != digest or bool(session.get(_NEWS))
    return True


def close() -> None:
    """Go back to the atlas's events; what was loaded stays on the page Your events."""
    session = st.session_state
    _end_loan(session)
    session[_NEWS] = session.pop(_OWN, None) is not None or bool(session.pop(_AWAITED, None))


def holds_own(session: Any) -> bool:
    """Return whether a visit holds anything of a visitor's own: events, a file, or a table being pasted."""
    return any(str(name).startswith((_PREFIX, _PREFIX[1:])) and session[name] for name in session)


def forget_all(session: Any) -> None:
    """Let all go that a visit holds of a visitor's own, now that it is over."""
    _end_loan(session)
    for name in [name for name in session if str(name).startswith(_PREFIX)]:
        del session[name]


def note_freed() -> None:
    """Note that much has been let go, so that its memory is given back when nobody waits for it."""
    _is_freed.set()


def take_freed() -> bool:
    """Return whether much has been let go since this was last asked."""
    is_freed = _is_freed.is_set()
    _is_freed.clear()
    return is_freed


def _end_loan(session: Any) -> None:
    """Make the address of a visitor's events lead nowhere, whoever else still holds them."""
    if _OWN in session and session[_OWN] is not None:
        session[_OWN].loan.end()
        if session[_OWN].arrows:
            session[_OWN].arrows.end()


def take_news() -> bool:
    """Return whether other events are shown than in the last run, and forget it."""
    return bool(st.session_state.pop(_NEWS, False))


def digits() -> str:
    """Return what names the visitor's events in a link; empty while they are the atlas's."""
    found = own()
    return found.digest[:_DIGITS] if found else ""


def await_file(wanted: str, given: dict[str, str]) -> None:
    """Note the parameters of a link to events that are not open here; those of any other link end the waiting.

    Parameters
    ----------
    wanted : the first digits of the digest of their file; empty if the link is to the atlas's.
    """
    found = own()
    if wanted and not (found and found.digest.startswith(wanted)):
        st.session_state[_AWAITED] = given | {"own": wanted}
    else:
        st.session_state.pop(_AWAITED, None)


def is_awaited() -> bool:
    """Return whether a link names events whose file has not been loaded here."""
    return bool(awaited_params())


def awaited_params() -> dict[str, str]:
    """Return the parameters of that link; empty if there is none."""
    found: dict[str, str] = st.session_state.setdefault(_AWAITED, {})
    return dict(found)


def banner() -> None:
    """Draw whose events are shown, where they are not the atlas's, and the way back."""
    found = own()
    if found:
        count = len(found.dataset.events)
        words = f"Showing your {counted(count, 'event')} from {found.file}."
        with st.container(key="own_banner", horizontal=True, vertical_alignment="center"):
            st.text(words, width="stretch")
            st.page_link("your_events.py", label="Your events")
            st.button("Back to the atlas", key="own_close", type="tertiary", on_click=close)
    elif is_awaited():
        with st.container(key="own_banner", horizontal=True, vertical_alignment="center"):
            st.text(
                "This link shows events from somebody's own file. Files are never kept, so it has to be loaded again.",
                width="stretch",
            )
            st.page_link("your_events.py", label="Load the file")
            st.button("Show the atlas", key="own_close", type="tertiary", on_click=close)


def has_page(address: str) -> bool:
    """Say, while a visitor's own events are open, why the page at *address* has none of them; else return true."""
    found = own()
    if found is None or address not in (_ATLAS_ONLY if len(found.dataset.claims) else _ATLAS_ONLY | {"losses"}):
        return True
    if address == "losses":
        with st.container(key="record"):
            st.markdown(
                "Your table has no figures of people killed. With a column such as *killed*, *deaths* or *losses*, "
                "named under *What the columns hold* on the page *Your events*, they are shown here."
            )
        return False
    with st.container(key="record"):
        st.markdown(
            "This page is made for the atlas's own record. Go back to the atlas to use it; "
            "your file stays loaded on the page *Your events* for as long as this visit lasts."
        )
    return False
