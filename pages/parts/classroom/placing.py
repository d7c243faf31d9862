"""Where was it?  A map to mark a place on, the text of an event beside it, and how far the mark lay off."""

from __future__ import annotations

import streamlit as st

from geo.content.exercises import location
from geo.content.exercises.location import Spot
from geo.core.points import Point
from geo.maps import live
from geo.record.tables import Dataset
from pages.parts.classroom import answers
from pages.parts.map import map_frame
from pages.parts.shell import links

_MAP = "place_map"
_HEIGHT_PX = 560  # only until the page's style sheet gives the frame its height


def show(dataset: Dataset, spot: Spot) -> None:
    """Draw the map to mark a place on, and beside it what is told of the event."""
    answer = answers.answer()
    guess, is_revealed = answer.get("guess"), answer.get("is_revealed", False)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="place_frame"):
        map_frame.mount(
            _MAP,
            live.place_map(
                map_frame.assets(dataset),
                "Map to mark a place on. Arrow keys move it, Enter marks the cross in the middle",
            ),
            live.place_commands(answer["task"], spot.day, guess, spot.point if is_revealed else None, spot.radius_km),
            _HEIGHT_PX,
            _listen,
        )
    with right:
        if is_revealed and guess:
            st.html(location.html(spot, guess, links.address(spot.event_id)))
            return
        st.html(location.html(spot))
        st.html('<p class="how">Click, or move the map with the arrow keys and press Enter.</p>')
        _coordinates()
        st.button(
            "Check the answer",
            key="reveal",
            type="primary",
            disabled=guess is None,
            on_click=answers.reveal,
            args=(location.mark(spot, guess) if guess else "",),
        )


def _coordinates() -> None:
    """Draw the mark as two numbers, which can be typed instead."""
    session = st.session_state
    session["guess_lat"], session["guess_lon"] = answers.answer().get("typed", (None, None))
    with st.container(horizontal=True, key="guess"):
        for name, label, most in (("guess_lat", "Degrees north", 90.0), ("guess_lon", "Degrees east", 180.0)):
            st.number_input(label, -most, most, key=name, format="%.2f", width=150, on_change=_typed)


def _typed() -> None:
    lat, lon = (st.session_state[name] for name in ("guess_lat", "guess_lon"))
    answers.take(typed=(lat, lon), guess=None if lat is None or lon is None else Point(lat, lon))


def _listen() -> None:
    """Take over the point that was chosen on the map."""
    said = map_frame.heard(_MAP)
    if said is None or said.kind != "pick":
        return
    if not answers.answer().get("is_revealed") and said.lat is not None and said.lon is not None:
        answers.take(typed=(said.lat, said.lon), guess=Point(said.lat, said.lon))
