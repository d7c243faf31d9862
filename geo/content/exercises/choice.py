"""The parameters of a link ↔ what of the classroom is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.content.exercises.shuffle import LAST_SET, TASKS
from geo.core.text import clipped

__all__ = ["EXERCISES", "PARTS", "Choice", "params", "parse"]

PARTS = {"tours": "Tours", "exercises": "Exercises", "lesson": "Lesson plan"}
EXERCISES = {"accounts": "Who says so?", "order": "In which order?", "place": "Where was it?"}


@dataclass(frozen=True)
class Choice:
    """What of the classroom is open.

    Attributes
    ----------
    set_number : 0 until a set has been asked for or drawn.
    number : of the task, from 1.
    """

    part: str = "tours"
    exercise: str = "accounts"
    set_number: int = 0
    number: int = 1


def parse(given: Mapping[str, str]) -> tuple[Choice, list[str]]:
    """Return what the parameters of a link ask for, and a complaint for each that cannot be used."""
    found: dict[str, Any] = {}
    complaints = []
    exercise, part = given.get("exercise", ""), given.get("part", "")
    for name, text, known in (("exercise", exercise, EXERCISES), ("part", part, PARTS)):
        if text in known:
            found[name] = text
        elif text:
            complaints.append(f"{name}={clipped(text)} is none of {', '.join(known)}")
    for name, field, first, last in (("set", "set_number", 1, LAST_SET), ("n", "number", 1, TASKS)):
        text = given.get(name, "")
        if re.fullmatch(r"[0-9]{1,4}", text) and first <= int(text) <= last:
            found[field] = int(text)
        elif text:
            complaints.append(f"{name}={clipped(text)} is no whole number from {first} to {last}")
    if exercise and "part" not in found:
        found["part"] = "exercises"
    return Choice(**found), complaints


def params(choice: Choice) -> dict[str, str]:
    """Return the parameters that :func:`parse` reads back; none for the tours, with which the page begins."""
    if choice.part == "exercises":
        return {"exercise": choice.exercise, "set": str(choice.set_number), "n": str(choice.number)}
    return {} if choice.part == "tours" else {"part": choice.part}
