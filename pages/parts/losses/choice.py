"""What the losses page shows: measure, side, chapter, event and kind of axis."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.content.figures import losses
from geo.record.tables import Dataset
from pages.parts.shell import choose, events_shown, state

_ALL = "*"
_EVENT, _AXIS = "_losses_event", "_losses_axis"
_AXES = {"linear": "Linear", "log": "Logarithmic"}


def draw(dataset: Dataset, among: pd.DataFrame) -> tuple[list[str], str]:
    """Draw the choices; return the measures and the one event chosen, or an empty text for all events."""
    names = losses.measures(dataset)
    usual = _usual(names)
    measures = measures_of(dataset)
    event_id = _event(dataset)
    st.session_state["losses_measures"] = list(measures)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.multiselect(
            "What was counted",
            list(names),
            key="losses_measures",
            format_func=names.__getitem__,
            on_change=_take_measures,
            args=(usual,),
            width=330,
        )
        _events(dataset, measures, among, event_id)
        selection = state.selection()
        whose = {**losses.sides(dataset), **{side: dataset.sides[side] for side in selection.sides}}
        if whose:
            _filter("sides", "Whose", whose, event_id, 240)
        if dataset.chapters:
            label = "Group" if dataset.is_own else "Chapter of the atlas"
            _filter("chapters", label, dataset.chapters, event_id, 240)
    return [measure for measure in names if measure in measures], event_id


def measures_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the measures that are looked at."""
    return state.asked().measures or _usual(losses.measures(dataset))


def _usual(names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(measure for measure in losses.DEFAULT_MEASURES if measure in names)


def logarithmic(by_default: bool) -> bool:
    """Draw the choice of axis; return whether it is to be logarithmic."""
    chosen = st.session_state.get(_AXIS) or ("log" if by_default else "linear")
    choose.one("Axis", _AXES, chosen, "losses_axis", _take_axis, label_visibility="collapsed")
    return chosen == "log"


def _event(dataset: Dataset) -> str:
    """Return the event in view; without one a telling one, unless all were asked for or the link has filters."""
    event_id = state.view().event
    if event_id:
        return event_id
    selection = state.selection()
    if st.session_state.get(_EVENT) == _ALL or selection.is_filtered or selection.start or selection.end:
        return ""
    return dataset.atlas.first_figures if dataset.atlas.first_figures in dataset.events.index else ""


def _events(dataset: Dataset, measures: tuple[str, ...], among: pd.DataFrame, event_id: str) -> None:
    titles = losses.events_with_figures(dataset, measures, among)
    if event_id:
        titles |= {event_id: dataset.events.at[event_id, "title"]}
    st.session_state["losses_event"] = event_id or _ALL
    st.selectbox(
        "Event",
        [_ALL, *titles],
        key="losses_event",
        format_func=lambda one: "All events" if one == _ALL else titles[one],
        on_change=_take_event,
        width=300,
    )


def _filter(field: str, label: str, names: Mapping[str, str], event_id: str, width_px: int) -> None:
    key = f"losses_{field}"
    st.session_state[key] = [term for term in names if term in getattr(state.selection(), field)]
    st.multiselect(
        label,
        list(names),
        key=key,
        format_func=names.__getitem__,
        placeholder="All",
        on_change=_take_filter,
        args=(field, key, event_id),
        width=width_px,
    )


def _take_filter(field: str, key: str, event_id: str) -> None:
    wanted = tuple(st.session_state[key])
    state.select(**{field: wanted})
    if field == "chapters" and wanted and event_id and events_shown.dataset().event(event_id)["chapter"] not in wanted:
        st.session_state[_EVENT] = _ALL
        event_id = ""
    state.open_event(event_id)  # the one shown on a first visit stays, though filters ask for many


def _take_measures(usual: tuple[str, ...]) -> None:
    chosen = tuple(st.session_state["losses_measures"])
    if chosen:  # none would leave an empty page
        state.ask(measures=() if chosen == usual else chosen)


def _take_axis(axis: str) -> None:
    st.session_state[_AXIS] = axis


def _take_event() -> None:
    chosen = st.session_state["losses_event"]
    st.session_state[_EVENT] = chosen
    state.open_event("" if chosen == _ALL else chosen)
