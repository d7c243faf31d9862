"""One map over the other, with a line to move between them; without it they lie side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.core import templating
from pages.parts.shell import choose, state

_WAYS = {"beside": "Side by side", "swipe": "One over the other"}
#: The line is the browser's own slider.
#: The script holds no data, and no angle bracket: Streamlit's sanitiser would drop it.
_MOVE = """<script>{
const box = document.querySelector(".st-key-compare_maps"), line = box.querySelector(".swipe input");
const move = () => box.style.setProperty("--swipe", line.value + "%");
line.addEventListener("input", move);
move();
}</script>"""


def choice() -> None:
    """Draw the choice of how the maps lie."""
    choose.one(
        "How the maps lie",
        _WAYS,
        "swipe" if state.asked().swipe else "beside",
        "compare_way",
        lambda way: state.ask(swipe=way == "swipe"),
        label_visibility="collapsed",
        width="content",
    )


def line(titles: Sequence[str]) -> None:
    """Draw the line, if it is asked for, with the *titles* of the first and the second map at its sides."""
    if state.asked().swipe:
        first, second = titles
        html = templating.html("page/swipe.html", first=first, second=second)
        st.html(html + _MOVE, unsafe_allow_javascript=True)
