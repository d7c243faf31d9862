"""The pictures of the whole: losses battle by battle, and the events of each year beside what others have counted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.content.figures import battles, by_year
from geo.content.figures.losses import DEFAULT_MEASURES
from geo.core import templating
from geo.query.choices import PICTURES
from geo.record.tables import Dataset
from pages.parts.shell import choose, links, state

_BATTLES = (
    "The area of a half disc is the number; all are on one scale. Dark is the least, pale the most that anybody gives, "
    "in the colour of who gives it. Press a battle for its story and all its figures."
)
_YEARS = (
    "What this atlas holds: each square is an event. A battle is one square, with its days in it. "
    "Press a number to see its events."
)


def choice() -> str:
    """Draw the choice of the picture; return which is to be drawn."""
    chosen = state.asked().picture
    choose.one(
        "Picture", PICTURES, chosen, "losses_picture", lambda one: state.ask(picture=one), label_visibility="collapsed"
    )
    return chosen


def by_battle(dataset: Dataset, among: pd.DataFrame) -> None:
    """Draw the losses of battles as areas."""
    names = battles.measures(dataset)
    if not names:
        st.markdown("Too few battles here have figures for a picture.")
        return
    wanted = [measure for measure in (*state.asked().measures, *DEFAULT_MEASURES, *names) if measure in names]
    st.session_state["battles_measure"] = wanted[0]
    st.selectbox(
        "What was counted",
        list(names),
        key="battles_measure",
        format_func=names.__getitem__,
        on_change=lambda: state.ask(measures=(st.session_state["battles_measure"],)),
        width=330,
    )
    found = battles.battles(dataset, wanted[0], among)
    st.html(templating.html("page/lead.html", words=_BATTLES) + battles.html(found, links.address))


def by_years(dataset: Dataset, among: pd.DataFrame) -> None:
    """Draw the events of each year, and what others have counted."""
    found = by_year.frontiers(dataset, among)
    if not found:
        st.markdown("No event of arms is among those chosen.")
        return
    st.html(
        templating.html("page/lead.html", words=_YEARS) + by_year.html(found, by_year.published(dataset), links.address)
    )
