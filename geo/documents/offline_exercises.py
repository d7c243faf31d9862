"""The exercises that an offline file brings along: a set of each kind and level, with the solutions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import quote

from geo.content.exercises import chronology, location
from geo.content.exercises.chronology import Event
from geo.content.exercises.kinds import KINDS, Kind
from geo.content.exercises.location import Spot
from geo.content.exercises.question import Question
from geo.query.choices import EXERCISES, LEVELS
from geo.record.tables import Dataset

__all__ = ["SET", "exercises"]

#: Which set; the page of the classroom shows the same tasks under this number.
SET = 1


def exercises(dataset: Dataset, known: Collection[str]) -> list[dict[str, Any]]:
    """Return the exercises whose tasks are about *known* events alone, with HTML from escaping templates.

    Returns
    -------
    list of dict
        ``id``, ``title``, ``how``, and ``levels``, each with ``number``, ``title`` and ``tasks``; without tasks it is
        left out.
    """
    found = []
    for name, kind in KINDS.items():
        levels = [
            {"number": level, "title": title, "tasks": tasks}
            for level, title in LEVELS.items()
            if (tasks := _tasks(dataset, name, kind, level, known))
        ]
        if levels:
            how = "An event without its place. Press its symbol on the map." if name == "place" else kind.how
            found.append({"id": name, "title": EXERCISES[name], "how": how, "levels": levels})
    return found


def _tasks(dataset: Dataset, name: str, kind: Kind, level: int, known: Collection[str]) -> list[dict[str, Any]]:
    tasks = [task for task in kind.tasks(dataset, SET, level) if all(event in known for event in kind.about(task))]
    if kind.question:
        return [_choice(dataset, kind.question(task)) for task in tasks]
    return [_order(task, level) if name == "order" else _place(dataset, task) for task in tasks]


def _link(event_id: str) -> str:
    return f"#event/{quote(event_id)}"


def _choice(dataset: Dataset, asked: Question) -> dict[str, Any]:
    """Return a question: the task, the solution for each answer, and under ``""`` for none."""
    solutions = {"": asked.html(None, True)} | {one: asked.html(one, True) for one in asked.choices}
    return {
        "asked": asked.html(None, False),
        "picture": asked.picture,
        "words": asked.words,
        "choices": dict(asked.choices),
        "right": asked.right,
        "solutions": solutions,
        "link": _link(asked.event_id),
        "title": dataset.events.at[asked.event_id, "title"],
    }


def _order(task: Sequence[Event], level: int) -> dict[str, Any]:
    """Return events to be put in order: their rows as they are given, and what to say for each number in place."""
    return {
        "rows": {
            event.id: chronology.row_html(event, number, level == 1) for number, event in enumerate(task, start=1)
        },
        "titles": {event.id: event.title for event in task},
        "order": [event.id for event in sorted(task, key=lambda one: one.first_day)],
        "said": [chronology.words_in_place(count, len(task)) for count in range(len(task) + 1)],
        # the policy of the file lets its scripts set a style, but no attribute
        "solution": chronology.html(task, {event.id: _link(event.id) for event in task}).replace(
            ' style="', ' data-style="'
        ),
    }


def _place(dataset: Dataset, spot: Spot) -> dict[str, Any]:
    """Return an event to be found on the map: any event at its place will do."""
    place = dataset.events.at[spot.event_id, "place_id"]
    return {
        "asked": location.html(spot),
        "found": sorted(dataset.events.index[dataset.events["place_id"] == place]),
        "solution": location.html(spot, link=_link(spot.event_id), is_revealed=True),
    }
