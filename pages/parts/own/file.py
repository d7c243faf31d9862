"""The file a visitor has loaded: what it holds, what was said about it, what was mended in it; kept for the visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from geo.errors import UploadError
from geo.geocoding.ranking import Located
from geo.uploads import own_events, reader
from geo.uploads.column_mapping import Guess, guess
from geo.uploads.dates import Order
from geo.uploads.own_events import Reading
from geo.uploads.reader import RawTable
from pages.parts.shell import events_shown

_LOADED, _READING, _FAULT = "_own_file", "_own_reading", "_own_fault"


@dataclass(frozen=True)
class Loaded:
    """A file that was loaded.

    Attributes
    ----------
    data : its bytes, to read it in another encoding.
    mapping : the column of each field, as guessed and then as chosen.
    order : how day and month follow each other, where the visitor had to say.
    cells : what was mended, by row number and column.
    located : where rows with only a name were put.
    """

    data: bytes
    raw: RawTable
    guess: Guess
    mapping: Mapping[str, str]
    order: Order
    cells: Mapping[tuple[int, str], str]
    located: Mapping[str, Located]


def loaded() -> Loaded | None:
    """Return the file of this visit, if there is one."""
    found: Loaded | None = st.session_state.get(_LOADED)
    return found


def fault() -> str:
    """Return why the last file could not be read; empty if it could."""
    return str(st.session_state.get(_FAULT, ""))


def take(data: bytes, name: str, encoding: str = "") -> None:
    """Read a file and keep it for the visit, or note why it cannot be read."""
    session = st.session_state
    try:
        raw = reader.read(data, name, encoding)
    except UploadError as error:
        session[_FAULT] = str(error)
        return
    session[_FAULT] = ""
    found = guess(raw.frame.columns)
    _keep(Loaded(data, raw, found, found.mapping, "", {}, {}))


def forget() -> None:
    """Let the file and its events go."""
    for name in (_LOADED, _READING, _FAULT):
        st.session_state.pop(name, None)
    events_shown.close()
    events_shown.note_freed()


def choose(field: str, column: str) -> None:
    """Say which column holds a field."""
    if found := loaded():
        _keep(replace(found, mapping={**found.mapping, field: column}))


def set_order(order: Order) -> None:
    """Say how day and month follow each other."""
    if found := loaded():
        _keep(replace(found, order=order))


def mend(cells: Mapping[tuple[int, str], str]) -> None:
    """Put other text into some cells."""
    if found := loaded():
        _keep(replace(found, cells={**found.cells, **cells}))


def locate(located: Mapping[str, Located]) -> bool:
    """Take over where rows were put; return whether anything is new."""
    found = loaded()
    if found is None or found.located == located:
        return False
    _keep(replace(found, located=dict(located)))
    return True


def reading() -> Reading:
    """Return the events and problems of the file; read anew only after a change."""
    session, found = st.session_state, loaded()
    if found is None:
        raise RuntimeError("there is no file to read; ask loaded() first")
    if _READING not in session:
        raw = own_events.mended(found.raw, found.cells)
        session[_READING] = own_events.read(raw, found.mapping, found.order, found.located)
    known: Reading = session[_READING]
    return known


def _keep(new: Loaded) -> None:
    st.session_state[_LOADED] = new
    st.session_state.pop(_READING, None)
