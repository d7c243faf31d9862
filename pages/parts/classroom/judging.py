"""Exercises with one question and a few answers: who wrote it, who gave which account, which line it was."""

from __future__ import annotations

import streamlit as st

from geo.content.exercises.question import Question
from geo.core import templating
from geo.query import link
from geo.query.choices import LEVELS
from geo.record.tables import Dataset
from pages.parts.classroom import answers
from pages.parts.shell import links, state
from pages.parts.shell.markdown import plain

_GUESS = "exercise_guess"


def show(dataset: Dataset, asked: Question) -> None:
    """Draw a question: its picture, if it has one, beside what is asked."""
    if not asked.picture:
        _question(dataset, asked)
        return
    left, right = st.columns([62, 38], gap="medium")
    with left:
        st.html(asked.picture)
    with right:
        _question(dataset, asked)


def _question(dataset: Dataset, asked: Question) -> None:
    guess, is_revealed = _answered()
    st.html(asked.html(guess, is_revealed))
    _ask(dataset, asked)
    if is_revealed and asked.day:
        query = links.params(asked.event_id) | {"on": asked.day}
        address = f"./{link.query(query)}"
        st.html(templating.html("page/way_on.html", address=address, words="The plan of that day"))


def _answered() -> tuple[str | None, bool]:
    given = answers.answer()
    return given.get("guess"), given.get("is_revealed", False)


def _ask(dataset: Dataset, asked: Question) -> None:
    """Draw the question, and after the answer whether it was right, and the way to the record."""
    guess, is_revealed = _answered()
    if is_revealed:
        if guess is not None:
            words = "✓ Right." if guess == asked.right else "✗ Not this time: see why."
            st.html(templating.html("page/feedback.html", words=words))
        _to_panel(dataset, asked.event_id, ": the record")
        return
    session = st.session_state
    with st.container(key="exercise_questions", horizontal=True, vertical_alignment="bottom"):
        session[_GUESS] = guess if guess in asked.choices else None
        st.radio(
            plain(asked.words),
            list(asked.choices),
            key=_GUESS,
            format_func=lambda one: plain(asked.choices[one]),
            on_change=lambda: answers.take(guess=session[_GUESS]),
        )
        mark = "" if guess is None else "right" if guess == asked.right else "wrong"
        st.button(
            "Show the answer" if guess is None else "Check the answer",
            key="reveal",
            type="primary",
            on_click=answers.reveal,
            args=(mark,),
        )
        if state.classroom().level == max(LEVELS):
            _to_panel(dataset, asked.event_id, ": look it up")


def _to_panel(dataset: Dataset, event_id: str, words: str) -> None:
    title = plain(dataset.events.at[event_id, "title"])
    st.page_link("map.py", label=f"{title}{words}", icon=":material/map:", query_params=links.params(event_id))
