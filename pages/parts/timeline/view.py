"""The timeline: what is shown in words, the drawing, and what its signs mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from geo.content.timeline import Row
from geo.core import templating
from geo.core.daterange import DateRange
from geo.query.selection import Selection
from geo.record.schema import KINDS
from pages.parts.shell import events_shown
from pages.parts.timeline import chart

_MOST_DRAWN = 600


def draw(found: Sequence[Row], selection: Selection, total: int) -> None:
    """Draw the rows *found* of a *selection*, the first of *total* events."""
    first, last = bounds(selection, events_shown.dataset().years)
    inside = [row for row in found if row.last >= first and row.first <= last]
    drawn = inside[:_MOST_DRAWN]
    with st.container(key="timeline", gap=None):
        count = len(inside) + total - len(found)
        st.html(
            templating.html(
                "page/timeline_span.html",
                years=DateRange(first, last).words,
                inside=count,
                outside=total - count,
                drawn=len(drawn),
            )
        )
        if drawn:
            chart.draw(drawn, first, last)
        else:
            st.markdown("Nothing matches. Widen the range, or clear the filters.")
        st.html(templating.html("page/timeline_key.html", kinds=list(KINDS)))


def bounds(selection: Selection, years: tuple[int, int]) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the drawing: those of the selection, or of *years*."""
    first, last = selection.start or dt.date(years[0], 1, 1), selection.end or dt.date(years[1], 12, 31)
    if first > last:  # a link may ask for a start after the atlas's last year, or an end before its first
        return (first, _shifted(first, 365)) if selection.start else (_shifted(last, -365), last)
    return first, last


def _shifted(day: dt.date, days: int) -> dt.date:
    """Return a day so many days later, within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
