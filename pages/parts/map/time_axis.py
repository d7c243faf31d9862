"""The year slider and, over it, the months in which events happened."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from geo.content.figures.histogram import by_month
from geo.core import templating
from geo.query.selection import Selection
from geo.record.tables import Dataset
from pages.parts.map import brush
from pages.parts.shell import events_shown, state

#: So many bars and so many years at most are drawn side by side.
_MOST_BARS, _MOST_YEARS = 420, 17


def draw(dataset: Dataset, events: pd.DataFrame, is_brushable: bool = False, has_map: bool = False) -> None:
    """Draw histogram and slider; *events* are the chosen ones.

    Parameters
    ----------
    is_brushable : draw a histogram in which a range can be marked out; it comes later than the plain one,
        and is made for the atlas's own years.
    has_map : draw the button that plays the time in the map below, and a word of help.
    """
    years = dataset.years
    with st.container(key="time_axis", gap=None):
        if has_map:
            with st.container(key="time_start", gap=None):
                st.html(templating.html("page/time_start.html"))
        if is_brushable and not events_shown.own():
            brush.draw(dataset, events)
            st.html(_years(years))
        else:
            st.html(_bars(dataset.events, events, years) + _years(years))
        st.session_state["years"] = state.selection().years(years)
        st.slider("Years", *years, key="years", label_visibility="collapsed", on_change=_take_years)


def _take_years() -> None:
    first, last = st.session_state["years"]
    state.set_selection(state.selection().with_years(first, last, events_shown.dataset().years))


def _bars(everything: pd.DataFrame, chosen: pd.DataFrame, years: tuple[int, int]) -> str:
    """Return the histogram as HTML."""
    all_months, chosen_months = by_month(everything), by_month(chosen)
    first, months = years[0] * 12, (years[1] - years[0] + 1) * 12
    width = _bar_months(months)
    counts, shown = ([0] * math.ceil(months / width) for _ in range(2))
    for found, into in ((all_months, counts), (chosen_months, shown)):
        for (year, month), count in found.items():
            if 0 <= (place := year * 12 + month - 1 - first) < months:
                into[place // width] += count
    top = max(counts, default=1) or 1
    return templating.html(
        "page/histogram.html",
        bars=[
            (18 + 82 * (count / top) ** 0.5, 100 * part / count) if count else (0, 0)
            for count, part in zip(counts, shown, strict=True)
        ],
        every="month" if width == 1 else "year" if width == 12 else f"{width // 12} years",
        shown=len(chosen),
        total=len(everything),
        first=years[0],
        last=years[1],
    )


def _bar_months(months: int) -> int:
    """Return how many months a bar stands for, so that there is room for all: one, or whole years."""
    return 1 if months <= _MOST_BARS else 12 * math.ceil(months / 12 / _MOST_BARS)


def _years(years: tuple[int, int]) -> str:
    """Return the years under the bars as HTML; of many, every second, fifth, tenth … is named."""
    selection = state.selection()
    first, last = selection.years(years)
    count = years[1] - years[0] + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if count / step <= _MOST_YEARS)
    return templating.html(
        "page/years.html",
        years=[
            {
                "name": year,
                "is_in": year <= last and year + step > first,
                "flex": min(step, years[1] - year + 1) if step > 1 else 0,
            }
            for year in range(years[0], years[1] + 1, step)
        ],
        is_limited=selection != Selection(),  # there is something to clear
    )
