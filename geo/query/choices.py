"""What a link asks for: the events, the view, and what is chosen on one page alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, field

from geo.basemap.svg import Window
from geo.core.daterange import DateRange
from geo.query.selection import Selection, View
from geo.record.schema import MEASURES

__all__ = [
    "EXERCISES",
    "LAST_SET",
    "LENGTHS",
    "LEVELS",
    "PAPERS",
    "PARTS",
    "PICTURES",
    "SECTIONS",
    "TASKS",
    "Choice",
    "Known",
    "Link",
    "Pair",
]

#: Parts of the classroom, and its exercises.
PARTS = {
    "tours": "Today",
    "kits": "Controversies",
    "exercises": "Exercises",
    "lesson": "Lesson plans",
}
#: How much of a controversy kit is printed.
LENGTHS = {"short": "One page", "long": "Three pages"}
#: The paper that a sheet is laid out for: width and height in millimetres.
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
EXERCISES = {
    "order": "What came first?",
    "place": "Where was it?",
    "writer": "Who could have written this?",
    "accounts": "Who says so?",
    "line": "Which line was it?",
}
#: How hard an exercise is.
LEVELS = {1: "Well known", 2: "More to think", 3: "Everything"}
#: Most tasks of one exercise in a set; the highest number of a set.
TASKS, LAST_SET = 5, 9999
#: Pictures of the page of losses, the one it opens with first.
PICTURES = {"events": "Event by event", "battles": "Battle by battle", "years": "Year by year"}
#: Sections of the page on sources and method, the one it opens with first.
SECTIONS = {
    "works": "Works cited",
    "points": "What the sources disagree on",
    "strength": "How strong the record is",
    "places": "How places were found",
    "dictionary": "Data dictionary",
    "cite": "How to cite",
    "uncertain": "What is uncertain",
    "licence": "Licence",
}


@dataclass(frozen=True)
class Pair:
    """The two ranges that are compared; without limits where nothing says which."""

    a: DateRange = field(default_factory=DateRange)
    b: DateRange = field(default_factory=DateRange)


@dataclass(frozen=True)
class Choice:
    """What of the classroom is open.

    Attributes
    ----------
    set_number : 0 until a set has been asked for or drawn.
    number : of the task, from 1.
    level : of :data:`LEVELS`.
    is_closing : whether the card that closes the set is open.
    kit : id of the disagreement whose kit is open; empty for none.
    length : of a kit on paper, of :data:`LENGTHS`.
    """

    part: str = "tours"
    exercise: str = "order"
    set_number: int = 0
    number: int = 1
    kit: str = ""
    length: str = "short"
    level: int = 1
    is_closing: bool = False


@dataclass(frozen=True)
class Link:
    """All that a link can ask for.

    Attributes
    ----------
    measures : what the losses page counts; empty for the usual ones.
    swipe : whether the two maps of the comparison lie one over the other.
    picture : of the page of losses.
    section, of : of the page on sources and method, and the events behind one of its numbers.
    own : first digits of the digest of a visitor's own file, whose events are shown.
    window : the size and colours for which the first sight of the map is drawn; 0 pixels if none was named.
    paper : of what is printed, of :data:`PAPERS`.
    """

    selection: Selection = field(default_factory=Selection)
    view: View = field(default_factory=View)
    pair: Pair = field(default_factory=Pair)
    classroom: Choice = field(default_factory=Choice)
    measures: tuple[str, ...] = ()
    swipe: bool = False
    picture: str = next(iter(PICTURES))
    section: str = next(iter(SECTIONS))
    of: str = ""
    own: str = ""
    window: Window = field(default_factory=lambda: Window(0, 0))
    paper: str = next(iter(PAPERS))


@dataclass(frozen=True, eq=False)
class Known:
    """What a link may name, and what it stands for without parameters; it depends on the data that are open.

    Attributes
    ----------
    events : ids.
    kits : ids of disagreements.
    tours : number of steps of each guided tour.
    units : ids.
    units_in : returns the ids of those that are drawn in the plan that shows an event; without it none is missed.
    start : what a link without parameters asks for.
    at_step : returns selection and view of the step of a tour that a view names.
    """

    events: Collection[str] = frozenset()
    kits: Container[str] = frozenset()
    tours: Mapping[str, int] = field(default_factory=dict)
    units: Collection[str] = frozenset()
    units_in: Callable[[str], Container[str]] | None = None
    chapters: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=lambda: MEASURES)
    start: Link = field(default_factory=Link)
    at_step: Callable[[View], tuple[Selection, View]] | None = None
