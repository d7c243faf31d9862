"""Rival figures drawn on one axis: a row a claim, under its event and under what and whose it counts.

Colour and mark are those of who counted; the number stands at its point.

Colours are the style sheet's variables; Streamlit 1.67 draws charts as SVG, where they follow
the theme without a new run.  The table beneath says the same in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

import altair as alt
import streamlit as st

from geo.content.figures.losses import Figure, Group

_EVENT_PX, _HEADING_PX, _FIGURE_PX, _SILENT_PX, _GAP_PX = 62, 34, 46, 32, 18
_ARROW_PX = 40
_WIDE_RATIO = 200  # beyond it a linear axis presses the smaller figures onto zero
_SANS, _SERIF = "'Source Sans 3', 'Source Sans', East, sans-serif", "Alegreya, East, Georgia, serif"
_INK, _INK_2, _RULE, _PAPER = (f"var(--{name})" for name in ("ink", "ink-2", "rule", "paper"))
#: The marks of the palette as Vega draws them.
_SHAPES = {
    "mark-diamond": "diamond",
    "mark-circle": "circle",
    "mark-triangle": "triangle-up",
    "mark-arch": "M-1.1,.6A1.1,1.1,0,0,1,1.1,.6Z",
    "mark-hollow": "cross",
}
_WIDTH = {"expr": "width"}
#: What is drawn, and what the drawing reads of it: the end of the axis, its ticks, and the height in pixels.
_CLAIMS, _TOP, _TICKS, _TALL = "claims", "top", "ticks", "tall"
#: Where a number has no room at its point, it stands above it, at the edge.
_IS_FULL = "scale('x', datum.high) > width - 28 - 8.5 * length(datum.figure)"
_COLOUR, _SHAPE = alt.Color("colour:N", scale=None), alt.Shape("shape:N", scale=None)
_TO_HIGH, _SAID = alt.X2("high:Q"), alt.Description("words:N")
_TIPS = [
    alt.Tooltip(f"{name}:N", title=title)
    for name, title in (("words", "Figure"), ("source", "Read in"), ("note", "Note"))
]


def is_wide(found: Collection[Group]) -> bool:
    """Return whether the figures differ so much that a logarithmic axis serves better."""
    ends = [end for group in found for figure in group.figures for end in figure.ends if end > 0]
    return bool(ends) and max(ends) / min(ends) > _WIDE_RATIO


def draw(found: Collection[Group], logarithmic: bool) -> None:
    """Draw the figures of *found*; nothing if there are none."""
    if any(group.figures for group in found):
        with st.container(key="losses_chart"):
            st.vega_lite_chart(spec(found, logarithmic), theme=None, width="stretch")


def spec(found: Collection[Group], logarithmic: bool) -> dict[str, Any]:
    """Return the drawing in Vega-Lite."""
    lines, height = _lines(found)
    top = max(1, *(line["high"] or 0 for line in lines))
    is_open = any(line["bound"] == "at least" for line in lines)
    has_ranges = any(line["bound"] == "range" and line["mark"] is None for line in lines)
    values = {
        _TOP: top * ((3 if logarithmic else 1.2) if is_open else 1.08),
        _TALL: height,
        _TICKS: [0, *(10**power for power in range(8) if 10**power <= top * 3)],
    }
    return _form(logarithmic, has_ranges) | {
        "height": height,
        "params": [{"name": name, "value": value} for name, value in values.items()],
        "datasets": {_CLAIMS: lines},
    }


@lru_cache(maxsize=4)
def _form(logarithmic: bool, has_ranges: bool) -> dict[str, Any]:
    """Return the drawing without what is drawn: it takes a second to make, and is the same for all figures."""
    scale = alt.Scale(
        type="symlog" if logarithmic else "linear",  # unlike a logarithm, symlog has a place for zero
        domain=[0, alt.ExprRef(_TOP)],
        nice=False,
        padding=14,
        constant=1 if logarithmic else alt.Undefined,
    )
    ticks = {"values": alt.ExprRef(_TICKS)} if logarithmic else {"tickCount": 6, "tickMinStep": 1}
    on = _Canvas(alt.Chart(alt.NamedData(_CLAIMS)), scale, ticks)
    layers = [*_guides(on), *_marks(on), *_words(on)]
    if has_ranges:
        # a range without a best value has no mark of its own, but is to be read out and pointed at;
        # without such a row the empty group would be an image without a name
        ranges = on.rows("datum.bound == 'range' && datum.mark === null").mark_rule(strokeWidth=22, opacity=0)
        layers.append(ranges.encode(x=on.x("low"), x2=_TO_HIGH, y=on.y(), description=_SAID, tooltip=_TIPS))
    drawn = (
        alt.layer(*layers)
        .properties(
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
    found: dict[str, Any] = drawn.to_dict()
    return found


@dataclass(frozen=True)
class _Canvas:
    """The table behind the drawing, and where its columns lie on it."""

    base: alt.Chart
    scale: alt.Scale
    ticks: dict[str, Any]

    def rows(self, condition: str) -> alt.Chart:
        """Return the lines for which an expression holds."""
        return self.base.transform_filter(condition)

    def x(self, field: str, axis_at: Literal["top", "bottom"] | None = None) -> alt.X:
        """Return a column of figures as places along the drawing, with an axis at one end if it is wanted."""
        axis = None
        if axis_at:
            axis = alt.Axis(
                orient=axis_at, title=None, format=",~f", grid=axis_at == "top", labelOverlap="greedy", **self.ticks
            )
        return alt.X(f"{field}:Q", scale=self.scale, axis=axis)

    def y(self) -> alt.Y:
        """Return where the lines stand."""
        return alt.Y("y:Q", scale=alt.Scale(domain=[alt.ExprRef(_TALL), 0], nice=False), axis=None)


def _guides(on: _Canvas) -> list[alt.Chart]:
    """Return a dotted line for each figure, a pale one from zero to it, and the axes."""
    figures = on.rows("datum.kind == 'figure'")
    from_zero = on.rows("datum.bound == 'value' || datum.bound == 'at least'")
    ends: tuple[Literal["top", "bottom"], ...] = ("top", "bottom")  # for a drawing taller than the screen
    return [
        figures.mark_rule(stroke=_RULE, strokeDash=[1, 3], aria=False).encode(
            x=alt.value(0), x2=alt.value(_WIDTH), y=on.y()
        ),
        from_zero.mark_rule(strokeWidth=2, opacity=0.4, aria=False).encode(
            x=on.x("zero"), x2=alt.X2("low:Q"), y=on.y(), stroke=_COLOUR
        ),
        *(figures.mark_point(opacity=0, aria=False).encode(x=on.x("low", end), y=on.y()) for end in ends),
    ]


def _marks(on: _Canvas) -> list[alt.Chart]:
    """Return ranges as bars, open figures as arrows, and the marks of the sides: hollow for nought."""
    ranges = on.rows("datum.bound == 'range' || datum.bound == 'at most'")
    ends = on.rows("datum.bound == 'range' && datum.low != datum.high")
    is_open = on.rows("datum.bound == 'at least'")
    marked, nought = (on.rows(f"datum.kind == 'figure' && datum.mark {sign} 0") for sign in (">", "==="))
    look = {"shape": _SHAPE, "description": _SAID, "tooltip": _TIPS}
    return [
        ranges.mark_rule(strokeWidth=9, strokeCap="butt", opacity=0.45, aria=False).encode(
            x=on.x("low"), x2=_TO_HIGH, y=on.y(), stroke=_COLOUR
        ),
        ends.transform_fold(["low", "high"], as_=["end", "value"])
        .mark_tick(thickness=3, size=20, orient="vertical", aria=False)
        .encode(x=on.x("value"), y=on.y(), color=_COLOUR),
        is_open.mark_rule(strokeWidth=3, x2Offset=_ARROW_PX, aria=False).encode(
            x=on.x("low"), x2=alt.X2("low:Q"), y=on.y(), stroke=_COLOUR
        ),
        is_open.mark_point(
            shape="triangle-right", filled=True, opacity=1, size=110, xOffset=_ARROW_PX + 4, aria=False
        ).encode(x=on.x("low"), y=on.y(), color=_COLOUR),
        marked.mark_point(filled=True, opacity=1, size=190).encode(x=on.x("mark"), y=on.y(), color=_COLOUR, **look),
        nought.mark_point(filled=False, fill=_PAPER, strokeWidth=2.5, opacity=1, size=190).encode(
            x=on.x("mark"), y=on.y(), stroke=_COLOUR, **look
        ),
    ]


def _words(on: _Canvas) -> list[alt.Chart]:
    """Return the titles of events, what and whose is counted, who counted it, how many, and who is silent."""
    y, figures = on.y(), on.rows("datum.kind == 'figure'")
    events, headings = on.rows("datum.kind == 'event'"), on.rows("datum.kind == 'heading'")
    return [
        _text(events, y, "text", limit=_WIDTH, dy=-6, fontSize=21, font=_SERIF, fill=_INK),
        _text(events, y, "more", limit=_WIDTH, dy=15, fontSize=15, fill=_INK_2),
        _text(headings, y, "text", limit=_WIDTH, fontSize=16, fontWeight=600, fill=_INK),
        # a halo of paper keeps the grid out of the words; a long figure leaves them less room
        *(
            _text(
                on.rows(f"datum.kind == 'figure' && {fits}"),
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
        *(
            figures.mark_text(
                baseline="middle",
                aria=False,
                fontSize=16,
                fontWeight=600,
                align={"expr": f"{_IS_FULL} ? 'right' : 'left'"},
                dx={"expr": f"{_IS_FULL} ? width - scale('x', datum.high) : datum.bound === 'at least' ? 58 : 14"},
                dy={"expr": f"{_IS_FULL} ? -18 : 0"},
                **look,
            ).encode(x=on.x("high"), y=y, text="figure:N")
            for look in ({"stroke": _PAPER, "strokeWidth": 5}, {"fill": _INK})
        ),
        _text(on.rows("datum.kind == 'silent'"), y, "text", limit=_WIDTH, fontSize=15, fontStyle="italic", fill=_INK_2),
    ]


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
    for _, figures in groupby(group.figures, key=lambda one: (one.measure, one.side)):
        for place, figure in enumerate(figures):
            if place == 0:
                yield _line("heading", _HEADING_PX, text=f"{figure.side_name}, {figure.measure_name}")
            low, high = figure.ends
            yield _line(
                "figure",
                _FIGURE_PX,
                text=figure.claimant,
                look=figure.claimant_look,
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


def _line(kind: str, height_px: int, look: str = "", **more: Any) -> dict[str, Any]:
    names = look.split()
    colour = next((name for name in names if name.startswith("party-")), "party-grey")
    shape = next((_SHAPES[name] for name in names if name in _SHAPES), "square")
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
            "colour": f"var(--{colour})",
            "shape": shape,
        }
        | empty
        | more
    )
