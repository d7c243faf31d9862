"""The card that closes a set: what the class has met, what there was to learn, and one thing to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.content.exercises.levels import ranks
from geo.core import templating
from geo.core.edtf import spoken
from geo.record.tables import Dataset

__all__ = ["LEARNT", "Met", "html", "met"]

#: What each exercise teaches, in a sentence.
LEARNT = {
    "order": "To put events in order is to ask what could have led to what. A cause never comes after what it caused.",
    "place": "A place has a distance of doubt. A point on a map says less than it seems to.",
    "writer": "To tell who speaks, ask when it was said, who could know, and whose story it is.",
    "accounts": "A number has a speaker. Ask who counted, whose people were counted, and when.",
    "line": "A line on a map is a claim. Two claimants may draw two lines on one day, and both may believe theirs.",
}
_MARKS = {"right": "✓", "near": "≈", "wrong": "✗", "": "·"}
_WORDS = {"right": "right", "near": "nearly", "wrong": "not right", "": "not answered"}


@dataclass(frozen=True)
class Met:
    """An event that a set was about; *mark* is ``right``, ``near``, ``wrong`` or empty."""

    title: str
    date: str
    why: str
    link: str
    mark: str


def met(
    dataset: Dataset, tasks: Sequence[Sequence[str]], marks: Mapping[int, str], links: Mapping[str, str]
) -> list[Met]:
    """Return what was met, of each task its best known event, none twice.

    Parameters
    ----------
    tasks : the ids of the events of each task.
    marks : how each task was answered, by its number from 1.
    links : the address of each panel by event id.
    """
    found: dict[str, Met] = {}
    known = ranks(dataset)
    for number, ids in enumerate(tasks, start=1):
        one = min(ids, key=known.__getitem__)
        event = dataset.event(one)
        why = event["significance"] or event["caption"]
        found.setdefault(one, Met(event["title"], spoken(event["date_edtf"]), why, links[one], marks.get(number, "")))
    return list(found.values())


def html(exercise: str, tasks: Sequence[Met], marks: Mapping[int, str], count: int) -> str:
    """Return the card; *marks* are those of the tasks that were answered, *count* is how many tasks there were."""
    right = sum(mark == "right" for mark in marks.values())
    said = f"{right} of {count} right" if marks else ""
    return templating.html(
        "exercise_closing.html", learnt=LEARNT[exercise], tasks=tasks, said=said, marks=_MARKS, words=_WORDS
    )
