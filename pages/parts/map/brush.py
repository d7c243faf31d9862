"""The months of all years as a drawing in which a range of time can be marked out with the pointer.

The range is the page's: what is marked out goes to the state, and a range that comes from
elsewhere is marked here.  Only then is the drawing made anew, so that a drag is never cut off.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo.content.figures.histogram import by_month
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, state

_SAID, _NUMBER, _SHOWN = "_overview_said", "_overview_number", "_overview_shown"
_HEIGHT_PX = 34
_SHORTEST = 0.1  # in months; anything shorter is a click beside the range, which lifts it


def draw(dataset: Dataset, chosen: pd.DataFrame) -> None:
    """Draw the months of the years of *dataset*; *chosen* are those of its events that are shown."""
    session, selection = st.session_state, state.selection()
    now = (selection.start, selection.end)
    if session.get(_SHOWN) != now or _NUMBER not in session:
        if session.get(_SAID) != now or _NUMBER not in session:  # changed elsewhere: mark it here
            session[_NUMBER] = session.get(_NUMBER, 0) + 1
            session[f"{_SHOWN}_marked"] = now
        session[_SHOWN] = now
    marked = session.get(f"{_SHOWN}_marked", (None, None))
    key = f"overview_{session[_NUMBER]}"
    st.altair_chart(
        _chart(dataset, chosen, *marked), theme=None, key=key, on_select=lambda: _take(key), selection_mode="range"
    )


def _take(key: str) -> None:
    found = list((st.session_state[key].get("selection", {}).get("range") or {}).values())
    ends = sorted(found[0]) if found and len(found[0]) == 2 else [0, 0]
    years = events_shown.dataset().years
    first, last = None, None
    if ends[1] - ends[0] >= _SHORTEST:
        first, last = day_at(ends[0], years), day_before(ends[1], years)
    state.set_selection(state.selection().with_days(first, max(first, last) if first and last else last, years))
    selection = state.selection()
    st.session_state[_SAID] = (selection.start, selection.end)


def position(day: dt.date, first_year: int) -> float:
    """Return where a day begins, in months since the first year."""
    month = (day.year - first_year) * 12 + day.month - 1
    return month + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]


def day_at(months: float, years: tuple[int, int]) -> dt.date:
    """Return the day that lies so many months after the first year's beginning; outside it is the nearest day."""
    whole = int(min(max(months, 0), _months(years) - 1e-6))
    year, month = years[0] + whole // 12, whole % 12 + 1
    days = calendar.monthrange(year, month)[1]
    part = min(max(months - whole, 0), 1)
    return dt.date(year, month, min(int(part * days + 1e-6), days - 1) + 1)


def day_before(months: float, years: tuple[int, int]) -> dt.date:
    """Return the last day that has begun before a point."""
    return day_at(max(months - 1e-3, 0), years)


def _months(years: tuple[int, int]) -> int:
    return (years[1] - years[0] + 1) * 12


def _chart(dataset: Dataset, chosen: pd.DataFrame, start: dt.date | None, end: dt.date | None) -> alt.LayerChart:
    first_year, last_year = dataset.years
    months = _months(dataset.years)
    all_months, chosen_months = by_month(dataset.events), by_month(chosen)
    top = max((count for (year, _), count in all_months.items() if first_year <= year <= last_year), default=1)
    rows: list[dict[str, Any]] = []
    for number in range(months):
        month = (first_year + number // 12, number % 12 + 1)
        count = all_months.get(month, 0)
        height = 0.18 + 0.82 * (count / top) ** 0.5 if count else 0
        part = chosen_months.get(month, 0) / count if count else 0
        rows.append({"month": number, "to": number + 0.86, "zero": 0, "height": height, "shown": height * part})
    base = alt.Chart(pd.DataFrame(rows))
    x = alt.X("month:Q", scale=alt.Scale(domain=[0, months], nice=False), axis=None)
    bounded = start or end
    first = position(start, first_year) if start else 0
    last = position(min(end, dt.date(last_year, 12, 31)) + dt.timedelta(days=1), first_year) if end else months
    inside = last > 0 and first < months
    brush = alt.selection_interval(
        name="range",
        encodings=["x"],
        mark=alt.BrushConfig(fill="var(--accent)", fillOpacity=0.16, stroke="var(--accent)", strokeWidth=1.5),
        value={"x": [max(first, 0), min(last, months)]} if bounded and inside else alt.Undefined,
    )

    def bars(field: str, **style: Any) -> alt.Chart:
        height = alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
        return base.mark_rect(tooltip=None, aria=False, **style).encode(x=x, x2="to:Q", y=height, y2="zero:Q")

    return (
        alt.layer(
            bars("height", fill="var(--ink-2)", fillOpacity=0.38).add_params(brush), bars("shown", fill="var(--accent)")
        )
        .properties(
            height=_HEIGHT_PX,
            width="container",
            padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
            autosize=alt.AutoSizeParams(type="none"),
            description="Events by month; drag to choose a range. The slider below does the same for whole years.",
        )
        .configure(background="transparent")
        .configure_view(stroke=None, cursor="col-resize")
    )
