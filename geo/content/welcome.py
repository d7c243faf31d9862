"""The front door: what the atlas is in two sentences, and where a newcomer can begin."""

from __future__ import annotations

from dataclasses import dataclass

from geo.content.classroom import tours
from geo.core import templating
from geo.core.text import counted
from geo.query import link
from geo.query.choices import EXERCISES
from geo.query.selection import View
from geo.record.files import tour_files
from geo.record.tables import Dataset

__all__ = ["Way", "html", "ways"]


@dataclass(frozen=True)
class Way:
    """One way to begin.

    Attributes
    ----------
    name : ``story``, ``map`` or ``lesson``.
    about : what is there, in a few words.
    page : the end of the page's address; empty for the map.
    params : query parameters of the link.
    """

    name: str
    title: str
    about: str
    page: str = ""
    params: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Where it leads, relative to the map."""
        return f"./{self.page}{link.query(dict(self.params))}"


def ways(dataset: Dataset) -> list[Way]:
    """Return the ways into the atlas in the order in which they are offered; the story only where there is one."""
    found = tour_files.load(dataset)
    story = found.get(dataset.atlas.story)
    first, last = dataset.years
    lessons = [counted(len(found), "tour")] if found else []
    lessons.append(counted(len(EXERCISES), "exercise"))
    offered = [
        Way("map", "Explore the map", f"{counted(len(dataset.plotted), 'event')}, {first}–{last}"),
        Way("lesson", "Teach a lesson", " and ".join(lessons), "classroom"),
    ]
    if story:
        _, view = tours.open_at(story, 1, View())
        about = f"{counted(len(story.steps), 'stop')}, about {story.minutes} minutes"
        offered.insert(0, Way("story", story.title, about, "", (("tour", view.tour), ("step", "1"))))
    return offered


def html(dataset: Dataset) -> str:
    """Return introduction and ways as HTML, to stand over the lower part of the map."""
    return templating.html("door.html", introduction=dataset.atlas.introduction, ways=ways(dataset))
