"""The timeline: what is shown in words, the drawing, and what its signs mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from geo.content.timeline import Row
from geo.core.daterange import DateRange
from geo.core.text import counted
from geo.query.selection import Selection
from geo.record.schema import KINDS
from pages.parts.shell import events_shown
from pages.parts.timeline import chart

_MOST_DRAWN = 300


def draw(found: Sequence[Row], selection: Selection, total: int) -> None:
    """Draw the rows *found* of a *selection*, the first of *total* events."""
    first, last = bounds(selection, events_shown.dataset().years)
    inside = [row for row in found if row.last >= first and row.first <= last]
    drawn = inside[:_MOST_DRAWN]
    with st.container(key="timeline", gap=None):
        words = _words(total, len(inside) + total - len(found), len(drawn), first, last)
        st.html(f'<p class="span" aria-live="polite">{words}</p>')
        if drawn:
            chart.draw(drawn, first, last)
        else:
            st.markdown("Nothing matches. Widen the range, or clear the filters.")
        st.html(_legend())


def bounds(selection: Selection, years: tuple[int, int]) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the drawing: those of the selection, or of *years*."""
    first, last = selection.start or dt.date(years[0], 1, 1), selection.end or dt.date(years[1], 12, 31)
    if first > last:  # a link may ask for a start after the atlas's last year, or an end before its first
        return (first, _shifted(first, 365)) if selection.start else (_shifted(last, -365), last)
    return first, last


def _shifted(day: dt.date, days: int) -> dt.date:
    """Return a day so many days later, within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def _words(found: int, inside: int, drawn: int, first: dt.date, last: dt.date) -> str:
    """Return what is shown in words; only numbers and dates go into it."""
    parts = [f"<b>{DateRange(first, last).words}</b>", f"{counted(inside, 'event')}"]
    if found > inside:
        parts.append(f"{found - inside} outside these years only in the list")
    if inside > drawn:
        parts.append(f"the first {drawn} drawn; choose a shorter range")
    return " · ".join(parts)


def _legend() -> str:
    kinds = "".join(
        f'<li><img src="assets/symbols/{kind}.svg" alt="" />{kind.replace("_", " ")}</li>' for kind in KINDS
    )
    signs = "".join(
        f'<li><i class="{name}"></i>{words}</li>'
        for name, words in (
            ("sure", "under way"),
            ("soft", "at some time within"),
            ("fading", "approximate end"),
        )
    )
    return f'<ul class="timeline-key" aria-label="Key">{kinds}{signs}</ul>'
