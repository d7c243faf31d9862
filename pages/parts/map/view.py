"""The map with the years above it and the list beside it: two parts of the page that run alone.

A click on a symbol runs the larger and nothing else, so that it does not cost a run of the whole page.  A step of the
years, outside a tour, runs the smaller, which holds no more than what such a step changes.  Where more than its part
has to change, the whole page runs.
"""

from __future__ import annotations

import streamlit as st

from geo.query.selection import chosen
from pages.parts.classroom import tours
from pages.parts.map import map_frame, side, time_axis, wire
from pages.parts.shell import events_shown, state
from pages.parts.toolbar import filters

_AROUND, _IS_WHOLE, _IS_PART = "_map_around", "_map_is_whole", "_map_is_part"


def draw() -> None:
    """Draw both parts in a run of the whole page."""
    st.session_state[_AROUND], st.session_state[_IS_WHOLE] = _around(), True
    with st.container(key="map_page"):  # its style sheet says what stands where: each container is a message a step
        _part()


def _around() -> tuple[object, ...]:
    """Return what the page around these parts shows of the state."""
    return filters.active(state.selection()), state.view().present


def _is_other_around() -> bool:
    return st.session_state[_AROUND] != _around() or filters.is_open()


@st.fragment
def _part() -> None:
    is_alone = not st.session_state.pop(_IS_WHOLE, False)
    if is_alone and _is_other_around():
        st.rerun()
    dataset = events_shown.dataset()
    tour = tours.here(dataset)
    if tour and state.view().present:
        tours.presented(dataset, tour)
    else:
        axis, frame, beside = time_axis.place(), map_frame.place(), side.place()
        with beside:  # before all else: it is what a click waits for
            if tour:
                tours.panel(dataset, tour)
            else:
                st.session_state[_IS_PART] = True
                _step()
                side.standing(dataset)
        with frame:
            map_frame.draw(dataset)
        with axis:
            time_axis.itself(dataset, has_map=True)
            if tour:
                st.html(time_axis.mark(dataset, chosen(dataset, state.selection())))
        wire.listen()
    if is_alone:  # a run of the whole page writes it at its end
        state.write()
        state.name_page(is_alone=True)


@st.fragment
def _step() -> None:
    """Draw what a step of the years changes: list or panel, what is chosen on the axis, and the map."""
    is_alone = not st.session_state.pop(_IS_PART, False)
    dataset = events_shown.dataset()
    if is_alone and (_is_other_around() or tours.here(dataset)):
        st.rerun()
    events = chosen(dataset, state.selection())
    side.changing(dataset, events, marks=time_axis.mark(dataset, events) + (map_frame.step() if is_alone else ""))
    wire.listen_for_steps()
    if is_alone:
        state.write()
