"""Rival figures drawn on one axis: a row a claim, under its event and under what and whose it counts.

Colours are the style sheet's variables; Streamlit 1.67 draws charts as SVG, where they follow
the theme without a new run.  The table beneath says the same in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo.content.losses import Figure, Group

_EVENT_PX, _HEADING_PX, _FIGURE_PX, _SILENT_PX, _GAP_PX = 62, 34, 46, 32, 18
_ARROW_PX = 40
_WIDE_RATIO = 200  # beyond it a linear axis presses the smaller figures onto zero
_SANS, _SERIF = "'Source Sans 3', 'Source Sans', sans-serif", "Alegreya, Georgia, serif"
_INK, _INK_2, _RULE, _PAPER = (f"var(--{name})" for name in ("ink", "ink-2", "rule", "paper"))
_SHAPES = {
    "soviet-union": "diamond",
    "soviet-mongolian": "diamond",
    "japan": "circle",
    "japanese-manchukuo": "circle",
    "mongolia": "triangle-up",
    "manchukuo": "M-1.1,.6A1.1,1.1,0,0,1,1.1,.6Z",
}
_COLOURS = {"soviet-mongolian": "soviet-union", "japanese-manchukuo": "japan"}
_OWN_COLOUR = {"soviet-union", "mongolia", "japan", "manchukuo", "china"}


def is_wide(found: Collection[Group]) -> bool:
    """Return whether the figures differ so much that a logarithmic axis serves better."""
    ends = [end for group in found for figure in group.figures for end in figure.ends if end > 0]
    return bool(ends) and max(ends) / min(ends) > _WIDE_RATIO


def draw(found: Collection[Group], logarithmic: bool) -> None:
    """Draw the figures of *found*; nothing if there are none."""
    if any(group.figures for group in found):
        with st.container(key="losses_chart"):
            st.altair_chart(chart(found, logarithmic), theme=None, width="stretch")


def chart(found: Collection[Group], logarithmic: bool) -> alt.LayerChart:
    """Return the drawing."""
    lines, height = _lines(found)
    data = pd.DataFrame(lines)
    top = max(data["high"].max(), 1)
    is_open = bool((data["bound"] == "at least").any())
    scale = alt.Scale(
        type="symlog" if logarithmic else "linear",  # unlike a logarithm, symlog has a place for zero
        domain=[0, top * ((3 if logarithmic else 1.2) if is_open else 1)],
        nice=False,
        padding=14,
        **({"constant": 1} if logarithmic else {}),
    )
    ticks = (
        {"values": [0, *(10**power for power in range(8) if 10**power <= top * 3)]}
        if logarithmic
        else {"tickCount": 6, "tickMinStep": 1}
    )

    def axis(orient: str) -> alt.Axis:
        return alt.Axis(orient=orient, title=None, format=",~f", grid=orient == "top", labelOverlap="greedy", **ticks)  # type: ignore[arg-type]

    def along(field: str, own_axis: alt.Axis | None = None) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=own_axis)

    base = alt.Chart(data)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    x, x2 = along("low"), alt.X2("high:Q")
    colour = alt.Color("colour:N", scale=None)
    shape = alt.Shape("shape:N", scale=None)
    words = alt.Description("words:N")
    tips = [
        alt.Tooltip(f"{name}:N", title=title)
        for name, title in (("words", "Figure"), ("source", "Read in"), ("note", "Note"))
    ]
    width = {"expr": "width"}

    def rows(condition: str) -> alt.Chart:
        return base.transform_filter(condition)

    figures = rows("datum.kind == 'figure'")
    layers = [
        figures.mark_rule(stroke=_RULE, strokeDash=[1, 3], aria=False).encode(x=alt.value(0), x2=alt.value(width), y=y),
        rows("datum.bound == 'value' || datum.bound == 'at least'")
        .mark_rule(strokeWidth=2, opacity=0.4, aria=False)
        .encode(x=along("zero"), x2=alt.X2("low:Q"), y=y, stroke=colour),
        # an axis at each end, for a drawing taller than the screen
        *(
            figures.mark_point(opacity=0, aria=False).encode(x=along("low", axis(end)), y=y)
            for end in ("top", "bottom")
        ),
        rows("datum.bound == 'range' || datum.bound == 'at most'")
        .mark_rule(strokeWidth=9, strokeCap="butt", opacity=0.45, aria=False)
        .encode(x=x, x2=x2, y=y, stroke=colour),
        rows("datum.bound == 'range' && datum.low != datum.high")
        .transform_fold(["low", "high"], as_=["end", "value"])
        .mark_tick(thickness=3, size=20, orient="vertical", aria=False)
        .encode(x=along("value"), y=y, color=colour),
        rows("datum.bound == 'at least'")
        .mark_rule(strokeWidth=3, x2Offset=_ARROW_PX, aria=False)
        .encode(x=x, x2=alt.X2("low:Q"), y=y, stroke=colour),
        rows("datum.bound == 'at least'")
        .mark_point(shape="triangle-right", filled=True, opacity=1, size=110, xOffset=_ARROW_PX + 4, aria=False)
        .encode(x=x, y=y, color=colour),
        rows("datum.kind == 'figure' && datum.mark > 0")
        .mark_point(filled=True, opacity=1, size=190)
        .encode(x=along("mark"), y=y, color=colour, shape=shape, description=words, tooltip=tips),
        rows("datum.kind == 'figure' && datum.mark === 0")
        .mark_point(filled=False, fill=_PAPER, strokeWidth=2.5, opacity=1, size=190)
        .encode(x=along("mark"), y=y, stroke=colour, shape=shape, description=words, tooltip=tips),
        _text(rows("datum.kind == 'event'"), y, "text", limit=width, dy=-6, fontSize=21, font=_SERIF, fill=_INK),
        _text(rows("datum.kind == 'event'"), y, "more", limit=width, dy=15, fontSize=15, fill=_INK_2),
        rows("datum.kind == 'heading'")
        .mark_point(filled=True, opacity=1, size=120, aria=False)
        .encode(x=alt.value(7), y=y, color=colour, shape=shape),
        _text(rows("datum.kind == 'heading'"), y, "text", limit=width, dx=19, fontSize=16, fontWeight=600, fill=_INK),
        # a halo of paper keeps the grid out of the words; a long figure leaves them less room
        *(
            _text(
                rows(f"datum.kind == 'figure' && {fits}"),
                y,
                "text",
                limit={"expr": f"width - {room}"},
                dy=-18,
                fontSize=15,
                **look,
            )
            for look in ({"stroke": _PAPER, "strokeWidth": 5}, {"fill": _INK})
            for fits, room in (("length(datum.figure) < 8", 70), ("length(datum.figure) >= 8", 130))
        ),
        _text(figures, y, "figure", x=width, align="right", dy=-18, fontSize=16, fontWeight=600, fill=_INK),
        _text(rows("datum.kind == 'silent'"), y, "text", limit=width, fontSize=15, fontStyle="italic", fill=_INK_2),
    ]
    if any(line["bound"] == "range" and line["mark"] is None for line in lines):
        # a range without a best value has no mark of its own, but is to be read out and pointed at;
        # without such a row the empty group would be an image without a name
        layers.append(
            rows("datum.bound == 'range' && datum.mark === null")
            .mark_rule(strokeWidth=22, opacity=0)
            .encode(x=x, x2=x2, y=y, description=words, tooltip=tips)
        )
    return (
        alt.layer(*layers)
        .properties(
            height=height,
            width="container",
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),  # rows keep their height
            description="Rival figures on one axis; the table beneath says the same in words",
        )
        .resolve_axis(x="independent")
        .configure(font=_SANS, background="transparent", padding={"left": 0, "right": 2, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK_2, labelFontSize=15, gridColor=_RULE, gridOpacity=0.6, domainColor=_RULE, tickColor=_RULE
        )
    )


def _text(data: alt.Chart, y: alt.Y, field: str, x: Any = 0, **style: Any) -> alt.Chart:
    return data.mark_text(**{"align": "left", "baseline": "middle", "aria": False, **style}).encode(
        x=alt.value(x), y=y, text=f"{field}:N"
    )


def _lines(found: Collection[Group]) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of the drawing from the top, each with its height in pixels, and the sum of these."""
    lines, y = [], 0
    for line in (line for group in found if group.figures for line in _group_lines(group)):
        height = line.pop("px")
        # a claim's text stands above its mark, so the mark lies low in its row
        lines.append({"y": y + height * (0.72 if line["kind"] == "figure" else 0.5)} | line)
        y += height
    return lines, y


def _group_lines(group: Group) -> Iterator[dict[str, Any]]:
    more = " · ".join(part for part in (group.date, group.part_of and f"part of {group.part_of}") if part)
    yield _line("event", _EVENT_PX, text=group.title, more=more)
    for (_, side), figures in groupby(group.figures, key=lambda one: (one.measure, one.side)):
        for place, figure in enumerate(figures):
            if place == 0:
                yield _line("heading", _HEADING_PX, text=f"{figure.side_name}, {figure.measure_name}", side=side)
            low, high = figure.ends
            yield _line(
                "figure",
                _FIGURE_PX,
                text=figure.claimant,
                side=side,
                figure=figure.text,
                bound=figure.bound,
                low=0 if figure.bound == "at most" else low,
                high=high,
                mark=_mark(figure),
                words=f"{figure.claimant}: {figure.text} {figure.measure_name}, {figure.side_name}",
                source=f"{figure.source}, {figure.locator}",
                note=figure.note,
            )
    if group.silent:
        yield _line("silent", _SILENT_PX, text=f"{', '.join(group.silent)}: not reported")
    yield _line("gap", _GAP_PX)


def _mark(figure: Figure) -> float | None:
    """Return where the side's mark stands: at the value, or at the known end of an open figure."""
    if figure.best is not None:
        return figure.best
    return {"at least": figure.low, "at most": figure.high}.get(figure.bound)


def _line(kind: str, height_px: int, side: str = "", **more: Any) -> dict[str, Any]:
    colour = _COLOURS.get(side, side)
    empty = {
        "text": "",
        "more": "",
        "figure": "",
        "bound": "",
        "low": None,
        "high": None,
        "mark": None,
        "words": "",
        "source": "",
        "note": "",
    }
    return (
        {
            "kind": kind,
            "zero": 0,
            "px": height_px,
            "colour": f"var(--side-{colour if colour in _OWN_COLOUR else 'other'})",
            "shape": _SHAPES.get(side, "square"),
        }
        | empty
        | more
    )
