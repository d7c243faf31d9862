"""Exercises with one question and a few answers: who wrote it, who gave which account, which line it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from geo.content.exercises import accounts, lines, writers
from geo.content.exercises.accounts import Rivals
from geo.content.exercises.lines import Pair
from geo.content.exercises.writers import Statement
from geo.core import templating
from geo.query import link
from geo.query.choices import LEVELS
from geo.record.tables import Dataset
from pages.parts.classroom import answers
from pages.parts.shell import links, state
from pages.parts.shell.markdown import plain

_GUESS = "exercise_guess"


def writer(dataset: Dataset, task: Statement) -> None:
    """Draw a statement and the four who may have made it."""
    names = {
        one.name: f"{plain(one.name)} · {one.when}" if task.has_years else plain(one.name) for one in task.candidates
    }
    guess, is_revealed = _asked()
    st.html(writers.html(task, guess, is_revealed))
    _ask(dataset, task.event_id, "Who could have said it?", names, lambda one: one == task.writer.name)


def accounts_of_two(dataset: Dataset, task: Rivals) -> None:
    """Draw two accounts and the question who of the two speakers gave the first."""
    first, second = task.claimants
    guess, is_revealed = _asked()
    st.html(accounts.html(task, guess, is_revealed))
    names = {one: f"A: {plain(one)} · B: {plain(other)}" for one, other in ((first, second), (second, first))}
    _ask(dataset, task.event_id, "Who gave which account?", names, task.is_right)


def line(dataset: Dataset, pair: Pair) -> None:
    """Draw two lines of a day and the question which one is a claimant's."""
    guess, is_revealed = _asked()
    left, right = st.columns([62, 38], gap="medium")
    with left:
        st.html(lines.picture_html(pair))
    with right:
        st.html(lines.html(pair, guess, is_revealed))
        names = {"A": "Line A", "B": "Line B"}
        _ask(dataset, pair.event_id, plain(pair.question), names, lambda one: one == pair.answer)
        if is_revealed:
            query = links.params(pair.event_id) | {"on": pair.day.isoformat()}
            address = f"./{link.query(query)}"
            st.html(templating.html("page/way_on.html", address=address, words="The plan of that day"))


def _asked() -> tuple[str | None, bool]:
    given = answers.answer()
    return given.get("guess"), given.get("is_revealed", False)


def _ask(
    dataset: Dataset, event_id: str, label: str, names: Mapping[str, str], is_right: Callable[[str], bool]
) -> None:
    """Draw the question, and after the answer whether it was right, and the way to the record."""
    guess, is_revealed = _asked()
    if is_revealed:
        if guess is not None:
            words = "✓ Right." if is_right(guess) else "✗ Not this time: see why."
            st.html(templating.html("page/feedback.html", words=words))
        _to_panel(dataset, event_id, ": the record")
        return
    session = st.session_state
    with st.container(key="exercise_questions", horizontal=True, vertical_alignment="bottom"):
        session[_GUESS] = guess if guess in names else None
        st.radio(
            label,
            list(names),
            key=_GUESS,
            format_func=names.__getitem__,
            on_change=lambda: answers.take(guess=session[_GUESS]),
        )
        mark = "" if guess is None else "right" if is_right(guess) else "wrong"
        st.button(
            "Show the answer" if guess is None else "Check the answer",
            key="reveal",
            type="primary",
            on_click=answers.reveal,
            args=(mark,),
        )
        if state.classroom().level == max(LEVELS):
            _to_panel(dataset, event_id, ": look it up")


def _to_panel(dataset: Dataset, event_id: str, words: str) -> None:
    title = plain(dataset.events.at[event_id, "title"])
    st.page_link("map.py", label=f"{title}{words}", icon=":material/map:", query_params=links.params(event_id))
