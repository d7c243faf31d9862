"""What was answered in this visit: to the task that is open, and how the tasks of the set went.  Nothing is stored."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.query.choices import Choice
from pages.parts.shell import state

_ANSWER, _MARKS = "_exercise_answer", "_exercise_marks"


def answer() -> dict[str, Any]:
    """Return what was answered to the task that is open; the answers to another one are forgotten."""
    choice, session = state.classroom(), st.session_state
    task = f"{_set(choice)} {choice.number}"
    if session.get(_ANSWER, {}).get("task") != task:
        session[_ANSWER] = {"task": task}
    return session[_ANSWER]  # type: ignore[no-any-return]


def take(**given: Any) -> None:
    """Take something over into the answer."""
    answer().update(given)


def reveal(mark: str) -> None:
    """Show the solution, and keep for the closing card how the task went: ``right``, ``near``, ``wrong`` or empty."""
    take(is_revealed=True)
    if mark:
        marks()[state.classroom().number] = mark


def marks() -> dict[int, str]:
    """Return how the tasks of the set went, by number; of another set it is forgotten."""
    choice, session = state.classroom(), st.session_state
    if session.get(_MARKS, ("", {}))[0] != _set(choice):
        session[_MARKS] = (_set(choice), {})
    return session[_MARKS][1]  # type: ignore[no-any-return]


def _set(choice: Choice) -> str:
    return f"{choice.exercise} {choice.set_number} {choice.level}"
