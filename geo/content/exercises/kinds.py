"""The exercises there are: how each is done, how its tasks are made, and the events that a task is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from geo.content.exercises import accounts, chronology, lines, location, question, writers
from geo.content.exercises.question import Question
from geo.record.tables import Dataset

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One exercise; its title stands in :data:`geo.query.choices.EXERCISES`.

    Attributes
    ----------
    how : what the reader is to do.
    tasks : the tasks of a set, by its number and level.
    about : the ids of the events of a task.
    question : a task as a question with a few answers, where it is one.
    """

    how: str
    tasks: Callable[[Dataset, int, int], tuple[Any, ...]]
    about: Callable[[Any], Sequence[str]]
    question: Callable[[Any], Question] | None = None


KINDS = {
    "order": Kind(
        "Move the events until the earliest stands at the top. No two of them may have happened at the same time.",
        chronology.tasks,
        lambda task: [event.id for event in task],
    ),
    "place": Kind(
        "An event without its place. Mark on the map where it was.",
        location.tasks,
        lambda spot: [spot.event_id],
    ),
    "writer": Kind(
        "Somebody said this. Four are named, and only one of them could have said it: who, and how do you know?",
        writers.tasks,
        lambda task: [task.event_id],
        question.of_statement,
    ),
    "accounts": Kind(
        "Two accounts of one thing, and the two who gave them. Who gave which, and how do you know?",
        accounts.tasks,
        lambda task: [task.event_id],
        question.of_accounts,
    ),
    "line": Kind(
        "Two claimants, one day, two lines on the ground. Which line is whose?",
        lines.tasks,
        lambda pair: [pair.event_id],
        question.of_line,
    ),
}
