"""The axis of time: the events by month or day, and the range that is chosen on it.

It is drawn and moved in the browser (``js/axis.js``), which tells what was chosen by a line that
:mod:`pages.parts.map.wire` keeps.  The element itself is the same in every run; what changes stands in a mark,
which may be anywhere in the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.content.figures import time_axis
from geo.core import templating
from geo.core.daterange import DateRange
from geo.query.selection import Selection
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, state

#: The axis of the page, and the two of a comparison: their names, and the frames of their maps.
WHOLE = "years"
_MAPS = {WHOLE: "map_frame", "years_a": "compare_a_frame", "years_b": "compare_b_frame"}
_HEARD = "_axis_heard"


def place(name: str = WHOLE) -> DeltaGenerator:
    """Return where the axis of that name is to be drawn."""
    return st.container(key=name, gap=None)


def draw(
    dataset: Dataset,
    events: pd.DataFrame,
    name: str = WHOLE,
    label: str = "Time shown",
    selection: Selection | None = None,
) -> None:
    """Draw an axis in its place, with what is chosen on it.

    Parameters
    ----------
    events : the chosen ones.
    name : which axis it is; by default that of the page.
    label : what it is called.
    selection : what chooses the events; by default that of the page.
    """
    itself(dataset, name, label)
    st.html(mark(dataset, events, name, selection))


def itself(dataset: Dataset, name: str = WHOLE, label: str = "Time shown", has_map: bool = False) -> None:
    """Draw an axis in its place, without what is chosen on it.

    Parameters
    ----------
    has_map : with the button that plays the time in the map below, and a word of help.
    """
    first, last = dataset.years
    st.html(
        templating.html(
            "page/axis.html",
            name=name,
            map=_MAPS[name],
            label=label,
            first=first,
            last=last,
            events=time_axis.starts(dataset),
            has_start=has_map,
        )
    )


def mark(dataset: Dataset, events: pd.DataFrame, name: str = WHOLE, selection: Selection | None = None) -> str:
    """Return what says which *events* are chosen on an axis and by what days, as HTML that may stand anywhere."""
    selection = selection or state.selection()
    return templating.html(
        "page/axis_now.html",
        name=name,
        start=selection.start or "",
        end=selection.end or "",
        sent=state.view_number(),
        heard=st.session_state.get(_HEARD, {}).get(name, 0),
        chosen=time_axis.flags(dataset, events),
        is_limited=selection != Selection(),  # there is something to clear
    )


def take(said: object) -> None:
    """Take over what was chosen on an axis; it comes from the browser and is not trusted.

    What was chosen before the page was sent elsewhere, as by Back, is passed over.
    """
    if not isinstance(said, Mapping) or said.get("name") not in _MAPS:
        return
    try:
        name, sent, number = str(said["name"]), int(said["sent"]), int(said["n"])
        start, end = (dt.date.fromisoformat(str(said[end])) if said[end] else None for end in ("from", "to"))
    except (KeyError, TypeError, ValueError, OverflowError):
        return
    st.session_state[_HEARD] = st.session_state.get(_HEARD, {}) | {name: number}
    if sent < state.view_number() or (start and end and start > end):
        return
    years = events_shown.dataset().years
    if name == WHOLE:
        state.set_selection(state.selection().with_days(start, end, years))
    else:
        whole = DateRange.of_years(*years)
        state.set_pair(name.removeprefix(f"{WHOLE}_"), DateRange(start or whole.start, end or whole.end))
