"""The map: mounted once, told what to show, and listened to."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace

import folium
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_folium import st_folium

from geo.core import templating
from geo.maps import live
from geo.maps.report import Report, report
from geo.query.selection import Selection, View
from geo.record.tables import Dataset
from geo.web.assets import version
from pages.parts.shell import events_shown, state

_KEY, _STEPS = "map", "_map_steps"
_HEIGHT_PX = 600  # only until the page's style sheet gives the frame the height of the window


def place() -> DeltaGenerator:
    """Return where the map is to be drawn."""
    return st.container(key="map_frame")


def draw(dataset: Dataset) -> None:
    """Draw the map with the present selection and view in its place."""
    mount(
        _KEY,
        live.frame_map(
            assets(dataset),
            events=events_shown.address(),
            on=replace(live.stage(dataset), movements=events_shown.movements()),
            parties=dataset.parties["side"].to_dict(),
        ),
        live.commands(*_shown(), others=st.session_state.get(_STEPS, 0)),
        _HEIGHT_PX,
        _listen,
    )


def step() -> str:
    """Return what the map is to show after a step of the years, as HTML that may stand anywhere.

    It is the same as in a command.  The page's scripts tell it to the map without streamlit-folium, which is not
    drawn again for it.
    """
    number = st.session_state[_STEPS] = st.session_state.get(_STEPS, 0) + 1
    return templating.html("page/map_now.html", number=number, state=live.selection_state(*_shown()))


def _shown() -> tuple[Selection, View, int, tuple[str, int]]:
    return state.selection(), state.view(), state.view_number(), state.focus()


def assets(dataset: Dataset) -> live.Assets:
    """Return where a map of *dataset* finds what it loads."""
    return live.Assets(version=version())


def mount(
    key: str, base: folium.Map, command: folium.FeatureGroup, height_px: int, on_change: Callable[[], None]
) -> None:
    """Draw the frame of a map: *base* is mounted once, *command* says what it shows, *on_change* hears it."""
    st_folium(
        base,
        key=key,
        height=height_px,
        use_container_width=True,
        returned_objects=[],
        render=False,  # it renders the map itself; this would render the page round it as well
        feature_group_to_add=command,
        on_change=on_change,
    )


def heard(key: str, known_events: Container[str] = (), known_units: Container[str] = ()) -> Report | None:
    """Return what the map of *key* has just reported; ``None`` for what was taken over before, or makes no sense."""
    said, last = report(st.session_state.get(key), known_events, known_units), f"_{key}_report"
    if said is None or said.number <= st.session_state.get(last, 0):
        return None
    st.session_state[last] = said.number
    return said


def _listen() -> None:
    """Take over what the map reports: an event chosen or let go, another view, range, day or unit of a plan."""
    dataset = events_shown.dataset()
    said = heard(_KEY, dataset.events.index, dataset.units.index)
    if said is None:
        return
    if said.kind == "select":
        state.open_event(said.event)
    elif said.sent < state.view_number():  # it has been sent elsewhere since: back, or to another link
        return
    elif said.kind == "view":
        state.look(lat=said.lat, lon=said.lon, zoom=said.zoom)
    elif said.kind == "plan":
        state.look(on=said.on, accounts=said.accounts, symbols=said.symbols, unit=said.unit)
    else:
        state.set_selection(state.selection().with_days(said.start, said.end, dataset.years))
