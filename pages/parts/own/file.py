"""The file a visitor has loaded: what it holds, what was said about it, what was mended in it; kept for the visit.

A small table is read at once.  Any other is read in a process of its own while the page shows
how far it is; until that is over, what was known before stays as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from geo.errors import UploadError
from geo.formats import made_ahead
from geo.geocoding.ranking import Located
from geo.uploads import package_reading, reader, readings
from geo.uploads.cells.dates import Order
from geo.uploads.columns.column_mapping import Guess, guess
from geo.uploads.own_events import Reading
from geo.uploads.process import errand
from geo.uploads.process.errand import Errand
from geo.uploads.raw_table import RawTable
from geo.uploads.readings import Options
from pages.parts.shell import events_shown

_LOADED, _READING, _FAULT, _UNDER_WAY = "_own_file", "_own_reading", "_own_fault", "_own_under_way"
_LOCATED = "_own_located"
_SMALL_CELLS, _SMALL_CHARACTERS = 20_000, 500_000


@dataclass(frozen=True)
class Loaded:
    """A file that was loaded.

    Attributes
    ----------
    data : the bytes of a text, to read it in another encoding; of any other file none.
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


@dataclass(frozen=True)
class UnderWay:
    """A file being read.

    Attributes
    ----------
    name : what is being read, to be shown.
    done : makes of the reading what will be kept.
    """

    name: str
    errand: Errand
    done: Callable[[Reading], Loaded]


def loaded() -> Loaded | None:
    """Return the file of this visit, if there is one."""
    found: Loaded | None = st.session_state.get(_LOADED)
    return found


def fault() -> str:
    """Return why the last file could not be read; empty if it could."""
    return str(st.session_state.get(_FAULT, ""))


def under_way() -> UnderWay | None:
    """Return what is being read just now, if anything is."""
    found: UnderWay | None = st.session_state.get(_UNDER_WAY)
    return found


def take(data: bytes, name: str, encoding: str = "") -> None:
    """Begin to read a file, which is then kept for the visit; a small one is read when this returns."""
    stop()
    st.session_state[_FAULT] = ""
    options = Options(encoding=encoding)

    def done(found: Reading) -> Loaded:
        columns = guess(found.raw.frame)
        return Loaded(data if is_text(found.raw) else b"", found.raw, columns, columns.mapping, "", {}, {})

    if reader.is_small_text(data) or len(data) > reader.MAX_BYTES:
        _at_once(lambda: readings.read(name, data, options), done)
    else:
        _set_out(UnderWay(name, errand.start(name, data, options), done))


def is_text(raw: RawTable) -> bool:
    """Whether a table came from text whose encoding can be chosen."""
    return raw.kind.startswith("CSV")


def forget() -> None:
    """Let the file and its events go."""
    stop()
    for name in (_LOADED, _READING, _FAULT, _LOCATED):
        st.session_state.pop(name, None)
    events_shown.close()
    events_shown.note_freed()


def stop() -> None:
    """Give up what is being read, and keep what was known before."""
    if found := under_way():
        found.errand.cancel()
        del st.session_state[_UNDER_WAY]


def choose(field: str, column: str) -> None:
    """Say which column holds a field."""
    if found := loaded():
        _anew(replace(found, mapping={**found.mapping, field: column}))


def remedy(mapping: Mapping[str, str]) -> None:
    """Change what several columns hold, at one press."""
    if found := loaded():
        _anew(replace(found, mapping={**found.mapping, **mapping}))


def set_order(order: Order) -> None:
    """Say how day and month follow each other."""
    if found := loaded():
        _anew(replace(found, order=order))


def mend(cells: Mapping[tuple[int, str], str]) -> None:
    """Put other text into some cells."""
    if found := loaded():
        _anew(replace(found, cells={**found.cells, **cells}))


def locate(located: Mapping[str, Located]) -> bool:
    """Take over where rows were put; return whether anything is new.

    What was given up or went wrong is not begun again by itself.
    """
    found, session = loaded(), st.session_state
    if found is None or located in (found.located, session.get(_LOCATED)):
        return False
    session[_LOCATED] = dict(located)
    _anew(replace(found, located=dict(located)))
    return True


def reading() -> Reading:
    """Return the events and problems of the file."""
    if loaded() is None:
        raise RuntimeError("there is no file to read; ask loaded() first")
    known: Reading = st.session_state[_READING]
    return known


def settle() -> None:
    """See to it that a file that is kept has been understood, or is being so."""
    if (found := loaded()) and _READING not in st.session_state and not under_way():
        if package_reading.is_package(found.raw):  # its tables are no longer here
            del st.session_state[_LOADED]
            return
        _anew(found)
        if fault():
            del st.session_state[_LOADED]


def collect() -> None:
    """Take over what has been read, or why it cannot be read."""
    if found := under_way():
        del st.session_state[_UNDER_WAY]
        _at_once(found.errand.result, found.done)


def _anew(new: Loaded) -> None:
    """Understand the table of *new*, at once if it is small; what was known before stays until that is done."""
    stop()
    st.session_state[_FAULT] = ""
    options = Options(mapping=new.mapping, order=new.order, cells=new.cells, located=new.located)
    if _is_small(new.raw):
        _at_once(lambda: readings.again(new.raw, options), lambda _: new)
    else:
        _set_out(UnderWay(new.raw.name, errand.start_again(new.raw, options), lambda _: new))


def _is_small(raw: RawTable) -> bool:
    frame = raw.frame
    return frame.size <= _SMALL_CELLS and sum(int(frame[name].str.len().sum()) for name in frame) <= _SMALL_CHARACTERS


def _set_out(new: UnderWay) -> None:
    st.session_state[_UNDER_WAY] = new


def _at_once(read: Callable[[], Reading], done: Callable[[Reading], Loaded]) -> None:
    """Keep what *read* returns; whatever goes wrong in it is a fault in words, and changes nothing else."""
    session = st.session_state
    try:
        found = read()
        session[_LOADED], session[_READING] = done(found), found
        made_ahead.begin(found.dataset)
    except UploadError as error:
        session[_FAULT] = str(error)
    except Exception as error:
        logging.getLogger("atlas").error("a visitor's file could not be read", exc_info=error)
        session[_FAULT] = (
            "something in it is damaged or very unusual. Open it in the program it comes from, "
            "and save it as CSV with encoding UTF-8"
        )
