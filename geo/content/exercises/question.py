"""A question with a few answers: who could have said it, who gave which account, which line is whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from geo.content.exercises import accounts, lines, writers
from geo.content.exercises.accounts import Rivals
from geo.content.exercises.lines import Pair
from geo.content.exercises.writers import Statement

__all__ = ["Question", "of_accounts", "of_line", "of_statement"]


@dataclass(frozen=True)
class Question:
    """What is asked, and the answers there are.

    Attributes
    ----------
    words : the question.
    choices : answers by what they are called; one of them is *right*.
    html : the task as HTML, for the answer that was given, if any, and whether the solution is shown.
    picture : what stands beside it, as HTML; often nothing.
    day : of the battle's plan that the question is about, ISO; empty if it is about none.
    """

    event_id: str
    words: str
    choices: Mapping[str, str]
    right: str
    html: Callable[[str | None, bool], str]
    picture: str = ""
    day: str = ""


def of_statement(task: Statement) -> Question:
    """Return the question who of the candidates said something."""
    return Question(
        task.event_id,
        "Who could have said it?",
        {one.name: f"{one.name} · {one.when}" if task.has_years else one.name for one in task.candidates},
        task.writer.name,
        partial(writers.html, task),
    )


def of_accounts(task: Rivals) -> Question:
    """Return the question who of two speakers gave which account."""
    first, second = task.claimants
    return Question(
        task.event_id,
        "Who gave which account?",
        {one: f"A: {one} · B: {other}" for one, other in ((first, second), (second, first))},
        first if task.is_right(first) else second,
        partial(accounts.html, task),
    )


def of_line(pair: Pair) -> Question:
    """Return the question which of two lines is a claimant's."""
    return Question(
        pair.event_id,
        pair.question,
        {"A": "Line A", "B": "Line B"},
        pair.answer,
        partial(lines.html, pair),
        lines.picture_html(pair),
        pair.day.isoformat(),
    )
