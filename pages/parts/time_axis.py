"""The year slider and, over it, the months in which events happened."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.histogram import by_month
from geo.selection import FIRST_YEAR, LAST_YEAR
from geo.tables import Dataset
from pages.parts import overview, state


def draw(dataset: Dataset, events: pd.DataFrame, is_brushable: bool = False) -> None:
    """Draw histogram and slider; *events* are the chosen ones.

    Parameters
    ----------
    is_brushable : draw a histogram in which a range can be marked out; it comes later than the plain one.
    """
    with st.container(key="time_axis", gap=None):
        if is_brushable:
            overview.draw(dataset.events, events)
            st.html(_years())
        else:
            st.html(_bars(dataset.events, events) + _years())
        st.session_state["years"] = state.selection().years
        st.slider(
            "Years",
            FIRST_YEAR,
            LAST_YEAR,
            key="years",
            label_visibility="collapsed",
            on_change=_take_years,
        )


def _take_years() -> None:
    state.set_selection(state.selection().with_years(*st.session_state["years"]))


def _bars(everything: pd.DataFrame, chosen: pd.DataFrame) -> str:
    """Return the histogram as HTML; only numbers go into it."""
    all_months, chosen_months = by_month(everything), by_month(chosen)
    top = max(all_months.values(), default=1)
    bars = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month in range(1, 13):
            count, shown = all_months.get((year, month), 0), chosen_months.get((year, month), 0)
            height = 0 if not count else 18 + 82 * (count / top) ** 0.5
            part = 100 * shown / count if count else 0
            bars.append(f'<i style="--h:{height:.0f}%;--p:{part:.0f}%"></i>')
    label = f"Events by month: {len(chosen)} of {len(everything)} events are shown, from {FIRST_YEAR} to {LAST_YEAR}"
    return f'<div class="histogram" role="img" aria-label="{label}">{"".join(bars)}</div>'


def _years() -> str:
    first, last = state.selection().years
    years = "".join(
        f"<span{' class=in' if first <= year <= last else ''}>{year}</span>"
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    )
    return f'<div class="years" aria-hidden="true">{years}</div>'
