"""The table behind the drawing of the timeline: a line for each lane, tick and event, with its place from the top."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from geo.content.timeline import Row, ticks
from geo.maps.symbols import drawings

_LANE_PX, _TICKS_PX, ROW_PX, _GAP_PX = 34, 24, 30, 12
PAPER = "var(--paper)"


def lines(
    found: Sequence[Row], first: dt.date, last: dt.date, opened: str, number: int
) -> tuple[list[dict[str, Any]], int]:
    """Return the lines of the drawing from the top, and the height of all in pixels."""
    marks = ticks(first, last)
    sparse = max(1, math.ceil(len(marks) / 6))
    table: list[dict[str, Any]] = []
    y = 0
    for lane, members in groupby(found, key=lambda row: row.lane):
        rows = list(members)
        bottom = y + _LANE_PX + _TICKS_PX + len(rows) * ROW_PX
        table.append(
            _line(
                "lane",
                y + _LANE_PX / 2,
                title=lane.title,
                note=lane.note,
                wide=len(lane.title) * 8.6,
                bottom=y + _LANE_PX,
            )
        )
        y += _LANE_PX
        for order, tick in enumerate(marks):
            day = tick.day.toordinal()
            table.append(
                _line(
                    "tick",
                    y + _TICKS_PX / 2,
                    title=tick.text,
                    start=day,
                    order=order,
                    sparse=sparse,
                    top=y,
                    bottom=bottom,
                )
            )
        y += _TICKS_PX
        for row in rows:
            table.append(_event(row, y, first.toordinal(), last.toordinal() + 1, opened, number))
            y += ROW_PX
        y += _GAP_PX
    return table, max(y, 1)


def _event(row: Row, y: int, low: int, high: int, opened: str, number: int) -> dict[str, Any]:
    start, end = (min(max(day, low), high) for day in (row.first.toordinal(), row.last.toordinal() + 1))
    sure_start, sure_end = start, start
    if row.sure:
        sure_start, sure_end = (
            min(max(day, low), high) for day in (row.sure[0].toordinal(), row.sure[1].toordinal() + 1)
        )
    is_day = row.first == row.last
    is_soft = (sure_start, sure_end) != (start, end)
    anchor = (start + end) / 2 if row.sure is None or is_day else sure_start
    drawing, colour = drawings()[row.kind], f"var(--kind-{row.kind})"
    ink = colour if row.sure is None else PAPER
    return _line(
        "event",
        y + ROW_PX / 2,
        title=row.title,
        date=row.date,
        place=row.place or "no place on the map",
        words=", ".join(part for part in (row.title, row.date, row.place) if part),
        folded=_folded(row.title),
        press=f"{row.event_id} {number}",
        opened=row.event_id == opened,
        start=start,
        end=end,
        sureStart=sure_start,
        sureEnd=sure_end,
        isSoft=is_soft and not is_day,
        isSure=row.sure is not None and not is_day,
        fadesIn=row.fades_in and start > low,
        fadesOut=row.fades_out and end < high,
        anchor=anchor,
        labelStart=anchor if is_day else start,
        labelEnd=anchor if is_day else end,
        low=y + ROW_PX / 2 - 5.5,
        high=y + ROW_PX / 2 + 5.5,
        top=y,
        bottom=y + ROW_PX,
        colour=colour,
        badge=drawing["badge"],
        glyph=drawing["glyph"],
        badgeFill=PAPER if row.sure is None else colour,
        badgeStroke=colour if row.sure is None else PAPER,
        glyphFill=ink if drawing["filled"] else "transparent",
        glyphStroke="transparent" if drawing["filled"] else ink,
    )


def _folded(title: str) -> str:
    """Return a title in one line, or with ``|`` between two lines of about the same length."""
    title = title.replace("|", "/")
    spaces = [place for place, letter in enumerate(title) if letter == " "]
    if len(title) <= 20 or not spaces:
        return title
    middle = min(spaces, key=lambda place: abs(place - len(title) / 2))
    return f"{title[:middle]}|{title[middle + 1 :]}"


_TEXTS = (
    "title folded note date place words press colour badge glyph badgeFill badgeStroke glyphFill glyphStroke"
).split()
_NUMBERS = "start end sureStart sureEnd anchor labelStart labelEnd low high top bottom wide order sparse".split()
_FLAGS = ("opened", "isSoft", "isSure", "fadesIn", "fadesOut")


def _line(row: str, y: float, **cells: Any) -> dict[str, Any]:
    """Return one line of the table behind the drawing: all have the same columns and types."""
    empty = dict.fromkeys(_TEXTS, "") | dict.fromkeys(_NUMBERS, 0.0) | dict.fromkeys(_FLAGS, False)
    cells = {name: float(value) if name in _NUMBERS else value for name, value in cells.items()}
    return {"row": row, "y": float(y)} | empty | cells
