"""Which line was it?  Two lines that two claimants drew on the same ground for the same day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely

from geo.content.exercises.levels import best_known
from geo.content.exercises.line_picture import Picture, picture, source
from geo.content.exercises.shuffle import number, shuffled
from geo.content.plans.plan import plan, summaries
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.points import Plane, Point
from geo.query.choices import LEVELS, TASKS
from geo.record.tables import Dataset

__all__ = ["Line", "Pair", "html", "picture_html", "tasks", "way"]

_KINDS = {
    "front": "front line",
    "position": "position",
    "encirclement": "ring",
    "claim": "border, as it was claimed",
}
_LEAST_APART = 0.06  # of the longer line: lines closer than that cannot be told apart on the picture
_FARTHEST_APART = 1.5
_LEAST_NOTE = 3  # words


@dataclass(frozen=True)
class Line:
    """One of the two lines.

    Attributes
    ----------
    party : whose line it is; *kind* what sort of line.
    path : points as (longitude, latitude) in degrees.
    note : what the record has of it.
    """

    id: str
    party: str
    side: str
    kind: str
    claimant: str
    note: str
    km: float
    source: str
    locator: str
    hours: str
    path: tuple[tuple[float, float], ...]

    @property
    def what(self) -> str:
        """Whose line it is and of what sort, in words."""
        return f"{self.party}: {_KINDS[self.kind]}"


@dataclass(frozen=True)
class Pair:
    """Two lines of one day, A and B, in an order that tells nothing.

    Attributes
    ----------
    asked : the index of the line that is asked for.
    day : on which the plan of the battle shows both.
    has_notes : whether what the claimants say of their lines is shown before the answer.
    apart_km : how far the lines lie from each other, on average.
    """

    event_id: str
    title: str
    date: str
    day: dt.date
    lines: tuple[Line, Line]
    asked: int
    has_notes: bool
    apart_km: float
    picture: Picture

    @property
    def answer(self) -> str:
        """A or B."""
        return "AB"[self.asked]

    @property
    def question(self) -> str:
        """What is asked, in a sentence."""
        line = self.lines[self.asked]
        if line.claimant == self.lines[1 - self.asked].claimant:
            return f"Which line is that of {line.party}?"
        return f"Which line belongs to this account: {line.claimant}?"


def tasks(dataset: Dataset, set_number: int, level: int = 1) -> tuple[Pair, ...]:
    """Return the tasks of a set, the best known battle first, not two of one day; none where no plan has rival lines.

    On the first two levels it stands beside the picture what is said of each line; the last asks to find out
    from who claims and where his ground lies.
    """
    pool = shuffled(_pool(dataset), lambda pair: f"{pair[1]['id']}/{pair[2]['id']}", "line", set_number)
    noted = [one for one in pool if all(len(line.get("note", "").split()) >= _LEAST_NOTE for line in one[1:3])]
    claims = [one for one in noted if one[1]["kind"] == "claim"]
    chosen: list[_Rivals] = []
    for one in [*(claims if level == 1 else ()), *(noted if level < max(LEVELS) else pool)]:
        used = {(two[0], two[3]) for two in chosen}
        lines = {line["id"] for two in chosen for line in two[1:3]}
        if len(chosen) < TASKS and (one[0], one[3]) not in used and not {one[1]["id"], one[2]["id"]} & lines:
            chosen.append(one)
    ordered = best_known(dataset, chosen, lambda one: one[0], max(LEVELS))
    return tuple(_pair(dataset, one, set_number, has_notes=level < max(LEVELS)) for one in ordered)


#: A battle, two lines of its plan, the first day that both have, and how far they lie apart.
_Rivals = tuple[str, Mapping[str, Any], Mapping[str, Any], str, float]


@lru_cache(maxsize=4)
def _pool(dataset: Dataset) -> tuple[_Rivals, ...]:
    return tuple(_all_rivals(dataset))


def _all_rivals(dataset: Dataset) -> Iterator[_Rivals]:
    for summary in summaries(dataset):
        if summary["is_campaign"]:  # lines of armies, known to tens of kilometres
            continue
        lines = [line for line in plan(dataset, summary["event"])["lines"] if line["kind"] in _KINDS]
        for one, other in itertools.combinations(lines, 2):
            first, last = max(one["from"], other["from"]), min(one["to"], other["to"])
            is_claim = one["kind"] == "claim"
            if first > last or is_claim != (other["kind"] == "claim") or not _are_rival(one, other, is_claim):
                continue
            apart_km, long_km = _apart(one["path"], other["path"])
            if _LEAST_APART * long_km <= apart_km <= _FARTHEST_APART * long_km:
                yield summary["event"], one, other, first, apart_km


def _are_rival(one: Mapping[str, Any], other: Mapping[str, Any], is_claim: bool) -> bool:
    """Whether two lines are two claims: borders of two sides, or lines by two claimants at no two hours."""
    if "both" in (one["party"], other["party"]):
        return False
    if is_claim:
        return bool(one["side"] != other["side"])
    is_same_hour = "hours" not in one or "hours" not in other or one["hours"] == other["hours"]
    return bool(one["claimant"] != other["claimant"]) and is_same_hour


def _apart(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return how far two paths lie apart on average, and how long the longer is, in km."""
    shapes = [_on_plane(path, one[0][1]) for path in (one, other)]
    steps = [shape.interpolate(part / 8, normalized=True) for shape in shapes for part in range(9)]
    far = [max(shape.distance(step) for shape in shapes) for step in steps]
    return sum(far) / len(far), max(shape.length for shape in shapes)


def _on_plane(path: Sequence[Sequence[float]], lat: float) -> shapely.LineString:
    plane = Plane(lat, 0)
    return shapely.LineString([plane.spot(lon, north) for lon, north in path])


def _pair(dataset: Dataset, rivals: _Rivals, set_number: int, has_notes: bool) -> Pair:
    event_id, one, other, day, apart_km = rivals
    key = f"{one['id']}/{other['id']}"
    first, second = (one, other) if number(key, "letters", set_number) % 2 else (other, one)
    made = plan(dataset, event_id)
    lines = (_line(made, first), _line(made, second))
    return Pair(
        event_id=event_id,
        title=made["title"],
        date=spoken(day),
        day=dt.date.fromisoformat(day),
        lines=lines,
        asked=number(key, "asked", set_number) % 2,
        has_notes=has_notes,
        apart_km=apart_km,
        picture=picture(made, [(line.path, line.km) for line in lines], has_sides=lines[0].kind == "claim"),
    )


def _line(made: Mapping[str, Any], line: Mapping[str, Any]) -> Line:
    return Line(
        id=line["id"],
        party=made["parties"][line["party"]]["title"],
        side=line["side"],
        kind=line["kind"],
        claimant=line["claimant"],
        note=line.get("note", ""),
        km=line["km"],
        source=line.get("source", ""),
        locator=line.get("locator", ""),
        hours=line.get("hours", ""),
        path=tuple((lon, lat) for lon, lat in line["path"]),
    )


def way(pair: Pair, index: int) -> str:
    """Return in words where a line lies: how far and which way from the other's middle, for who cannot see it."""
    spots = [pair.lines[one].path[len(pair.lines[one].path) // 2] for one in (index, 1 - index)]
    here, there = (Point(lat, lon) for lon, lat in spots)
    names = [name for name, _ in pair.picture.near[index][:2]]
    by = f", past {' and '.join(names)}" if names else ""
    return f"Line {'AB'[index]}: {here.distance_km(there):.1f} km from the middle of the other{by}."


def picture_html(pair: Pair) -> str:
    """Return the picture of both lines, with words for who cannot see it."""
    ways = [way(pair, index) for index in (0, 1)]
    return templating.html("exercise_line_picture.html", source=source(pair.picture), ways=ways)


def html(pair: Pair, guess: str | None = None, is_revealed: bool = False) -> str:
    """Return what each claimant says; revealed, which line is whose."""
    return templating.html(
        "exercise_line.html",
        pair=pair,
        letters="AB",
        mark=None if guess is None else guess == pair.answer,
        is_revealed=is_revealed,
        order=sorted((0, 1), key=lambda index: pair.lines[index].claimant + pair.lines[index].party),
    )
