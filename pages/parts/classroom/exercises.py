"""Exercises with sources for a class: one task at a time, large, with a set's number to read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from geo.content.exercises import closing, new_set
from geo.content.exercises.kinds import KINDS
from geo.core import templating
from geo.query.choices import EXERCISES, LAST_SET, LEVELS, Choice
from geo.record.tables import Dataset
from pages.parts.classroom import answers, judging, ordering, placing, stepper
from pages.parts.shell import choose, links, state

_TOO_LITTLE = "This data package holds too little for this exercise. Choose another one above."


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the exercise that is open, the number of its set, and the ways to others."""
    kind = KINDS[choice.exercise]
    tasks = kind.tasks(dataset, choice.set_number, choice.level)
    number = min(choice.number, max(len(tasks), 1))
    with st.container(key="exercises"):
        _head(choice, number, len(tasks))
        if not tasks:
            st.markdown(_TOO_LITTLE)
        elif choice.is_closing:
            _closing(dataset, choice.exercise, [kind.about(task) for task in tasks])
        else:
            _show(dataset, choice.exercise, tasks[number - 1])
        st.html('<p class="promise">Nothing about pupils or their answers is stored, here or anywhere.</p>')


def _head(choice: Choice, number: int, count: int) -> None:
    session = st.session_state
    with st.container(key="exercise_kinds", horizontal=True, vertical_alignment="bottom"):
        choose.one(
            "Exercise",
            EXERCISES,
            choice.exercise,
            "exercise",
            lambda exercise: _go(exercise=exercise),
            label_visibility="collapsed",
        )
        choose.one(
            "Level",
            {str(level): f"{level} {title}" for level, title in LEVELS.items()},
            str(choice.level),
            "exercise_level",
            lambda level: _go(level=int(level)),
            label_visibility="collapsed",
        )
    with st.container(key="exercise_head", horizontal=True, vertical_alignment="bottom"):
        session["set_number"] = choice.set_number
        st.number_input(
            "Set",
            min_value=1,
            max_value=LAST_SET,
            key="set_number",
            width=160,
            help="The same number and level give the same tasks on every device. Read it out, or share the link.",
            on_change=lambda: _go(set_number=session["set_number"]),
        )
        st.button("New set", key="new_set", icon=":material/casino:", on_click=lambda: _go(set_number=new_set()))
        st.space("stretch")
        at = count + 1 if choice.is_closing else number
        last = count + 1 if count else 1  # the closing card follows the last task
        stepper.draw("task", at, last, lambda to: _go(number=min(to, count), is_closing=to > count))
    st.html(
        templating.html(
            "page/exercise_head.html",
            title=EXERCISES[choice.exercise],
            set_number=choice.set_number,
            level=choice.level,
            number=number,
            count=count,
            is_closing=choice.is_closing and bool(count),
            how="" if choice.is_closing else KINDS[choice.exercise].how,
        )
    )


def _go(**changes: Any) -> None:
    """Open another task, the first one if none is named."""
    state.set_classroom(**{"number": 1, "is_closing": False} | changes)


def _closing(dataset: Dataset, exercise: str, tasks: Sequence[Sequence[str]]) -> None:
    addresses = {event_id: links.address(event_id) for ids in tasks for event_id in ids}
    marks = answers.marks()
    st.html(closing.html(exercise, closing.met(dataset, tasks, marks, addresses), marks, len(tasks)))


def _show(dataset: Dataset, exercise: str, task: Any) -> None:
    question = KINDS[exercise].question
    if question:
        judging.show(dataset, question(task))
    elif exercise == "order":
        ordering.show(dataset, task)
    else:
        placing.show(dataset, task)
