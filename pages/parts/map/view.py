"""The map with the years above it and the list beside it: a part of the page that runs alone.

A step of the years or a click on a symbol runs this part and nothing else, so that neither costs a
run of the whole page.  Where the page around it has to change as well, the whole page runs.
"""

from __future__ import annotations

import streamlit as st

from geo.query.selection import chosen
from pages.parts.classroom import tours
from pages.parts.map import map_frame, side, time_axis, wire
from pages.parts.shell import events_shown, state
from pages.parts.toolbar import filters

_AROUND, _IS_WHOLE = "_map_around", "_map_is_whole"


def draw() -> None:
    """Draw the part in a run of the whole page."""
    st.session_state[_AROUND], st.session_state[_IS_WHOLE] = _around(), True
    with st.container(key="map_page"):  # its style sheet says what stands where: each container is a message a step
        _part()


def _around() -> tuple[object, ...]:
    """Return what the page around this part shows of the state."""
    return filters.active(state.selection()), state.view().present


@st.fragment
def _part() -> None:
    is_alone = not st.session_state.pop(_IS_WHOLE, False)
    if is_alone and (st.session_state[_AROUND] != _around() or filters.is_open()):
        st.rerun()
    dataset = events_shown.dataset()
    events = chosen(dataset, state.selection())
    tour = tours.here(dataset)
    if tour and state.view().present:
        tours.presented(dataset, tour)
    else:
        axis, frame, beside = time_axis.place(), map_frame.place(), side.place()
        with beside:  # before all else: it is what a click waits for
            if tour:
                tours.panel(dataset, tour)
            else:
                side.draw(dataset, events)
        with frame:
            map_frame.draw(dataset)
        with axis:
            time_axis.draw(dataset, events, has_map=True)
        wire.listen()
    if is_alone:  # a run of the whole page writes it at its end
        state.write()
        state.name_page(is_alone=True)
