"""The timeline as a drawing: lanes from the top, in each a row an event, doubts drawn.

A full bar is time in which the event was surely under way, a pale dashed one time in which it may
have been, a bar that thins out an approximate end.  The symbols are the map's.  Colours are the
style sheet's variables; Streamlit 1.67 draws charts as SVG, where they follow the theme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import streamlit as st

from geo.content.timeline import Row
from pages.parts.shell import state
from pages.parts.timeline.lines import PAPER, ROW_PX, lines

_NARROW_PX = 620
_SYMBOL_PX = 17  # between two edges of a symbol, drawn for a radius of 11
_CLEAR_PX = 16  # from an event's mark to its words
# a name with a number needs quotes, or widths are measured in another face and words cut too early
_SANS, _SERIF = "'Source Sans 3', 'Source Sans', East, sans-serif", "Alegreya, East, Georgia, serif"
_INK, _INK_2, _RULE, _ACCENT = (f"var(--{name})" for name in ("ink", "ink-2", "rule", "accent"))
_KEY, _PRESSED, _OPEN, _SEEN = "timeline_chart", "_timeline_pressed", "_timeline_open", "_timeline_seen"
_LETTER_PX = 7  # of the words, a little more than the mean
_ENOUGH_PX = 150
_WIDTH = {"expr": "width"}
#: What is drawn, and what the drawing reads of it: the ends of the time as ordinals of days, and the height in pixels.
_ROWS, _FIRST, _LAST, _TALL = "rows", "first", "last", "tall"
# expressions of the drawing, where alone its width is known
_IS_NARROW = f"width < {_NARROW_PX}"
_IS_LAST = "scale('x', datum.start) > width - 38"
_RIGHT, _LEFT = "(width - scale('x', datum.labelEnd))", "scale('x', datum.labelStart)"
_CLEAR_OUT, _CLEAR_IN = (f"({_CLEAR_PX} + (datum.{fades} ? 16 : 0))" for fades in ("fadesOut", "fadesIn"))

#: What scrolls must be reachable with the keyboard; the rows of the drawing are not.
_HINT = '<p class="scroll-hint" tabindex="0">The arrow keys scroll the timeline. The list holds the same events.</p>'


def draw(found: Sequence[Row], first: dt.date, last: dt.date) -> None:
    """Draw the rows *found* from the first to the last day; a click on one opens or closes its panel."""
    session, opened = st.session_state, state.view().event
    if session.get(_OPEN) != opened:  # a new number lets the same row be pressed again
        session[_PRESSED], session[_OPEN] = session.get(_PRESSED, 0) + 1, opened
    is_news = session.get(_SEEN) != opened
    session[_SEEN] = opened
    with st.container(key="timeline_frame", gap=None):
        st.html(_HINT)
        st.vega_lite_chart(
            spec(found, first, last, opened, session.get(_PRESSED, 0)),
            theme=None,
            width="stretch",
            key=_KEY,
            on_select=_take,
            selection_mode="press",
        )
    if opened and is_news:
        _reveal(found, first, last, opened)


def _reveal(found: Sequence[Row], first: dt.date, last: dt.date, opened: str) -> None:
    """Scroll the frame to the row of the open event unless it is in sight; nothing rests on this."""
    table, _ = lines(found, first, last, opened, 0)
    top = next((int(line["top"]) for line in table if line["opened"]), None)
    if top is not None:
        st.html(
            "<script>{ let tries = 100; const reveal = () => {"
            " const box = document.querySelector('.st-key-timeline_frame');"
            f" const top = {top}, bottom = top + {ROW_PX};"
            " if (!box || box.scrollHeight < bottom) { if (tries--) setTimeout(reveal, 50); return; }"  # not yet drawn
            " if (top < box.scrollTop || bottom > box.scrollTop + box.clientHeight)"
            " box.scrollTo({ top: top - box.clientHeight / 2 }); }; reveal(); }</script>",
            unsafe_allow_javascript=True,
        )


def _take() -> None:
    pressed = st.session_state[_KEY].get("selection", {}).get("press") or []
    if pressed:
        event_id = str(pressed[0].get("press", "")).partition(" ")[0]
        state.open_event("" if event_id == state.view().event else event_id)


def spec(found: Sequence[Row], first: dt.date, last: dt.date, opened: str = "", number: int = 0) -> dict[str, Any]:
    """Return the drawing in Vega-Lite.

    Parameters
    ----------
    opened : id of the event whose panel is open.
    number : goes with the report of a click.
    """
    table, height = lines(found, first, last, opened, number)
    values = {_FIRST: first.toordinal(), _LAST: last.toordinal() + 1, _TALL: height}
    form = _form()
    return form | {
        "height": height,
        "params": [*form["params"], *({"name": name, "value": value} for name, value in values.items())],
        "datasets": {_ROWS: table},
    }


@lru_cache(maxsize=1)
def _form() -> dict[str, Any]:
    """Return the drawing without what is drawn: it takes a second to make, and is the same for all rows."""
    on = _Canvas(alt.Chart(alt.NamedData(_ROWS)))
    layers = [
        _open_row(on),
        _tick_rules(on),
        *_lanes(on),
        _tick_texts(on),
        *_bars(on),
        *_symbols(on),
        *_words(on),
        _touch(on),
    ]
    drawn = (
        alt.layer(*layers)
        .properties(
            width="container",
            padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
            autosize=alt.AutoSizeParams(type="none"),
            description="Timeline of the chosen events; the list beside it holds the same events",
        )
        .configure(font=_SANS, background="transparent")
        .configure_view(stroke=None)
    )
    found: dict[str, Any] = drawn.to_dict()
    return found


@dataclass(frozen=True)
class _Canvas:
    """The table behind the drawing, and where its columns lie on it."""

    base: alt.Chart

    def rows(self, kind: str, condition: str = "true") -> alt.Chart:
        """Return the lines of a kind for which an expression holds."""
        return self.base.transform_filter(f"datum.row == '{kind}' && {condition}")

    def x(self, field: str) -> alt.X:
        """Return a column of days as places along the drawing."""
        return alt.X(
            f"{field}:Q", scale=alt.Scale(domain=[alt.ExprRef(_FIRST), alt.ExprRef(_LAST)], nice=False), axis=None
        )

    def y(self, field: str = "y") -> alt.Y:
        """Return a column of pixels from the top."""
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[alt.ExprRef(_TALL), 0], nice=False), axis=None)

    def whole_row(self) -> dict[str, Any]:
        """Return what makes a mark as large as its row."""
        return {"x": alt.value(0), "x2": alt.value(_WIDTH), "y": self.y("top"), "y2": "bottom:Q"}


def _open_row(on: _Canvas) -> alt.Chart:
    opened = on.rows("event", "datum.opened").mark_rect(fill=_ACCENT, fillOpacity=0.13, aria=False)
    return opened.encode(**on.whole_row())


def _tick_rules(on: _Canvas) -> alt.Chart:
    rules = on.rows("tick").mark_rule(stroke=_RULE, strokeOpacity=0.75, aria=False)
    return rules.encode(x=on.x("start"), y=on.y("top"), y2="bottom:Q")


def _tick_texts(on: _Canvas) -> alt.Chart:
    """Return the years or months under each lane's name; where there is little room, some of them."""
    texts = on.rows("tick").mark_text(
        align="left",
        baseline="middle",
        dx=4,
        fontSize=14,
        fill=_INK_2,
        aria=False,
        text={"expr": f"({_IS_NARROW} && datum.order % datum.sparse) || {_IS_LAST} ? '' : datum.title"},
    )
    return texts.encode(x=on.x("start"), y=on.y())


def _lanes(on: _Canvas) -> list[alt.Chart]:
    """Return the names of the lanes, and a line under each."""
    rules = on.rows("lane").mark_rule(stroke=_INK_2, strokeOpacity=0.5, aria=False)
    return [
        _text(on.rows("lane"), on.y(), "title", font=_SERIF, fontSize=20, fill=_INK),
        _text(on.rows("lane"), on.y(), "note", fontSize=15, fill=_INK_2, dx={"expr": "14 + datum.wide"}),
        rules.encode(y=on.y("bottom"), x=alt.value(0), x2=alt.value(_WIDTH)),
    ]


def _bars(on: _Canvas) -> list[alt.Chart]:
    """Return what may have been, what was, and the ends that thin out."""
    soft = on.rows("event", "datum.isSoft").mark_rect(
        height=11, fillOpacity=0.2, strokeOpacity=0.8, strokeDash=[2, 2], strokeWidth=1.2, aria=False
    )
    sure = on.rows("event", "datum.isSure").mark_rect(fillOpacity=0.62, aria=False)
    colour = alt.Color("colour:N", scale=None)
    bars = [
        soft.encode(x=on.x("start"), x2="end:Q", y=on.y("low"), y2="high:Q", fill=colour, stroke=colour),
        sure.encode(x=on.x("sureStart"), x2="sureEnd:Q", y=on.y("low"), y2="high:Q", fill=colour),
    ]
    for fades, edge, sign in (("fadesIn", "start", -1), ("fadesOut", "end", 1)):
        for near, opacity in ((0, 0.32), (7, 0.2), (14, 0.1)):
            end = on.rows("event", f"datum.{fades}").mark_rule(
                strokeWidth=11, opacity=opacity, xOffset=sign * near, x2Offset=sign * (near + 7), aria=False
            )
            bars.append(end.encode(x=on.x(edge), x2=f"{edge}:Q", y=on.y(), stroke=colour))
    return bars


def _symbols(on: _Canvas) -> list[alt.Chart]:
    """Return each event's symbol, as on the map: hollow where only a longer time is known."""
    inward = {"expr": "max(0, 10 - scale('x', datum.anchor)) - max(0, 10 - (width - scale('x', datum.anchor)))"}
    found = []
    for part, style in (
        ("badge", {"strokeWidth": 1.6}),
        ("glyph", {"strokeWidth": 1.5, "strokeCap": "round", "strokeJoin": "round"}),
    ):
        points = on.rows("event").mark_point(
            size=(2 * _SYMBOL_PX / 22) ** 2, opacity=1, xOffset=inward, aria=False, **style
        )
        found.append(
            points.encode(
                x=on.x("anchor"),
                y=on.y(),
                shape=alt.Shape(f"{part}:N", scale=None),
                fill=alt.Fill(f"{part}Fill:N", scale=None),
                stroke=alt.Stroke(f"{part}Stroke:N", scale=None),
            )
        )
    return found


@dataclass(frozen=True)
class _Side:
    """Where an event's words may stand: by its edge, so far from it, in so much room, and when they stand there."""

    align: Literal["left", "right"]
    edge: str
    shift: str
    room: str
    here: str
    halo_px: int


#: Its words stand on the side that has more room, over the bar where neither has enough.
_SIDES = (
    _Side("left", "labelEnd", _CLEAR_OUT, f"{_RIGHT} - {_CLEAR_OUT}", f"{_RIGHT} >= max({_LEFT}, {_ENOUGH_PX})", 4),
    _Side(
        "right",
        "labelStart",
        f"-{_CLEAR_IN}",
        f"{_LEFT} - {_CLEAR_IN}",
        f"{_LEFT} > {_RIGHT} && {_LEFT} >= {_ENOUGH_PX}",
        4,
    ),
    _Side("left", "labelStart", "20", f"width - {_LEFT} - 24", f"max({_LEFT}, {_RIGHT}) < {_ENOUGH_PX}", 9),
)


def _words(on: _Canvas) -> list[alt.Chart]:
    """Return title and date of each event, with a halo of paper under them."""
    found = []
    for side in _SIDES:
        for look in ({"stroke": PAPER, "strokeWidth": side.halo_px}, {"fill": _INK}):
            text = f"!({side.here}) ? '' : {_IS_NARROW} ? split(datum.folded, '|') : {_fitting(side.room)}"
            words = on.rows("event").mark_text(
                align=side.align,
                baseline="middle",
                dx={"expr": side.shift},
                limit={"expr": side.room},
                fontSize={"expr": f"{_IS_NARROW} ? 14 : 15"},
                lineHeight=14,
                fontWeight={"expr": "datum.opened ? 600 : 400"},
                text={"expr": text},
                dy={"expr": f"{_IS_NARROW} && indexof(datum.folded, '|') > 0 ? -7 : 0"},
                strokeJoin="round",
                aria=False,
                **look,
            )
            found.append(words.encode(x=on.x(side.edge), y=on.y()))
    return found


def _touch(on: _Canvas) -> alt.Chart:
    """Return what is pressed and pointed at: each row of an event, read out in words."""
    press = alt.selection_point(name="press", fields=["press"], on="click", clear=False, toggle=False, empty=False)
    over = alt.selection_point(name="over", fields=["press"], on="pointerover", clear="pointerout", empty=False)
    whole = on.rows("event").mark_rect(fill=_INK, cursor="pointer")
    return whole.encode(
        **on.whole_row(),
        fillOpacity=alt.condition(over, alt.value(0.06), alt.value(0)),
        description=alt.Description("words:N"),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=title)
            for name, title in (("title", "Event"), ("date", "Date"), ("place", "Place"))
        ],
    ).add_params(press, over)


def _fitting(room: str) -> str:
    """Return the expression for title and date, or the title alone where both would be cut."""
    both = "datum.title + ' · ' + datum.date"
    return f"length({both}) * {_LETTER_PX} < {room} ? {both} : datum.title"


def _text(data: alt.Chart, y: alt.Y, field: str, **style: Any) -> alt.Chart:
    return data.mark_text(**{"align": "left", "baseline": "middle", "aria": False, **style}).encode(
        x=alt.value(0), y=y, text=f"{field}:N"
    )
