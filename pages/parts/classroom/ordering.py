"""What came first?  Rows with buttons that move them, a mark for each, and the events on an axis."""

from __future__ import annotations

import streamlit as st

from geo.content.exercises import chronology
from geo.content.exercises.chronology import Event, Mark
from geo.core import templating
from geo.record.tables import Dataset
from pages.parts.classroom import answers
from pages.parts.shell import links, state
from pages.parts.shell.markdown import plain


def show(_: Dataset, task: tuple[Event, ...]) -> None:
    """Draw the events of a task as the reader has put them."""
    answer = answers.answer()
    by_id = {event.id: event for event in task}
    now = [by_id[one] for one in answer.get("order", by_id)]
    if answer.get("is_revealed"):
        given = now if "order" in answer or answer.get("was_checked") else []
        if given:
            st.html(templating.html("page/feedback.html", words=chronology.in_place_words(now)))
        st.html(chronology.html(task, {event.id: links.address(event.id) for event in task}, given))
        return
    marks = chronology.marks(now) if answer.get("is_checked") else [None] * len(now)
    with st.container(key="order_rows", gap="small"):
        st.html('<p class="end">earliest</p>')
        for index, event in enumerate(now):
            _row(now, index, event, marks[index])
        st.html('<p class="end">latest</p>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Check",
            key="check",
            type="primary",
            on_click=answers.take,
            kwargs={"is_checked": True, "was_checked": True},
        )
        is_begun = "order" in answer or answer.get("was_checked")
        mark = ("right" if chronology.in_place(now) == len(now) else "wrong") if is_begun else ""
        st.button("Show the dates", key="reveal", on_click=answers.reveal, args=(mark,))
        if answer.get("is_checked"):
            st.html(templating.html("page/feedback.html", words=chronology.in_place_words(now)), width="content")


def _row(now: list[Event], index: int, event: Event, mark: Mark | None) -> None:
    """Draw an event with the buttons that move it; the buttons keep their place, so that the focus does."""
    has_clue = state.classroom().level == 1
    with st.container(key=f"order_row_{index}", horizontal=True, vertical_alignment="center"):
        st.html(chronology.row_html(event, index + 1, has_clue, mark), width="stretch")
        for way, to in (("up", index - 1), ("down", index + 1)):
            st.button(
                f"Move {plain(event.title)} {way}",
                key=f"{way}_{index}",
                icon=f":material/arrow_{way}ward:",
                disabled=not 0 <= to < len(now),
                on_click=_move,
                args=([one.id for one in now], index, to),
            )


def _move(ids: list[str], index: int, to: int) -> None:
    ids[index], ids[to] = ids[to], ids[index]
    answers.take(order=ids, is_checked=False)
