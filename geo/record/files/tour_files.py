"""``tours/*.yml`` → guided tours: steps of map view, days, words, a question and works, checked whole.

A tour is one YAML file beside the tables of a data package, named by its slug; a package
without the folder has none.  Every scalar is read as text, so that ``1939`` and ``no`` stay
what was written::

    title: Who held the hill?
    subtitle: Lake Khasan, summer 1938
    minutes: 12
    audience: Ages 15 and over
    goal: After it pupils can …       # may be left out, as the level, 1 to 3
    level: 1
    steps:
      - title: A hill above two rivers
        event: khasan-1938            # an id, or none
        view: {lat: 42.44, lon: 130.6, z: 9}
        from: 1938-07-29              # a year or an EDTF day, both ends included
        to: 1938-08-11
        on: 1938-07-31                # in the plan of a battle: its day (may be left out)
        accounts: b                   # and whose account: a, b or both (may be left out)
        say: …                        # 40 to 90 words
        ask: …?                       # a question for the class
        sources:
          - {id: wp-khasan, locator: article}
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.core.edtf import day_span
from geo.core.text import clipped, unprintable
from geo.errors import DatasetError, DateError
from geo.record import atlas as atlas_files
from geo.record import tables
from geo.record.files.datapackage import Package, Problem
from geo.record.files.watched import Watched, files, stamp
from geo.record.schema import SLUG
from geo.record.tables import Dataset

__all__ = ["FOLDER", "LEVELS", "Step", "Tour", "damage", "load", "problems"]

FOLDER = "tours"
FEWEST_STEPS, MOST_STEPS = 6, 12
#: In words.
SAY, ASK = (40, 90), (4, 40)
_MAX_BYTES = 200_000
_TEXTS = {"title": 60, "subtitle": 140, "audience": 100}  # most characters
_MAY_HAVE = ("goal", "level")
LEVELS = {1: "first meeting", 2: "with some practice", 3: "for keen readers"}
_MOST_GOAL = 160
_STEP_KEYS = ("title", "event", "view", "from", "to", "say", "ask", "sources")
_MAY_STEP_KEYS = ("on", "accounts")  # in the plan of a battle
_NO_EVENT = "none"
_ACCOUNTS = ("a", "b", "both")


class Known(NamedTuple):
    """What a tour may name: ids of events and works, and the part of the world that can be looked at."""

    events: frozenset[str]
    sources: frozenset[str]
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Step:
    """One stop of a tour.

    Attributes
    ----------
    event : id of the event it is about, or an empty text.
    start, end : first and last day shown, inclusive.
    sources : (id of a work, locator) of what is said.
    on, accounts : the day of a battle's plan, if the step names one, and whose account it draws.
    """

    title: str
    event: str
    lat: float
    lon: float
    zoom: int
    start: dt.date
    end: dt.date
    say: str
    ask: str
    sources: tuple[tuple[str, str], ...]
    on: dt.date | None = None
    accounts: str = "both"


@dataclass(frozen=True)
class Tour:
    """One guided tour.

    Attributes
    ----------
    minutes : how long it takes in a classroom.
    goal : what a class can do after it, in one sentence; may be empty.
    level : one of :data:`LEVELS`; 0 where the file names none.
    """

    slug: str
    title: str
    subtitle: str
    minutes: int
    audience: str
    steps: tuple[Step, ...]
    goal: str = ""
    level: int = 0


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML ships no types
    """Reads every scalar as text, and refuses what could hide something: aliases and keys given twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as its base declares it

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed; write the text out")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise yaml.YAMLError(f"line {node.start_mark.line + 1}: the key {name!r} stands twice")
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def load(dataset: Dataset, folder: Path | None = None) -> dict[str, Tour]:
    """Return the tours of the package in *folder*, by slug, in order of time.

    Without a folder it is :data:`geo.record.tables.DATA`.
    While a tour is damaged they are the last that could be read.

    Raises
    ------
    DatasetError
        If a tour has any problem and none could be read before; it carries every one.
    """
    if dataset.is_own:  # tours are of the atlas's events
        return {}
    folder = (folder or tables.DATA) / FOLDER
    return _WATCHED.good(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


def damage(dataset: Dataset) -> tuple[str, ...]:
    """Return every problem of the tours beside the atlas's own tables as they are now."""
    folder = tables.DATA / FOLDER
    return _WATCHED.problems(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


_WATCHED: Watched[dict[str, Tour]] = Watched()


def _stamps(dataset: Dataset, folder: Path) -> list[Hashable]:
    return [dataset.digest, *(stamp(path) for path in files(folder, ".yml"))]


def _made(dataset: Dataset, folder: Path) -> dict[str, Tour]:
    known = Known(frozenset(dataset.events.index), frozenset(dataset.sources.index), dataset.atlas.bounds)
    found: list[Problem] = []
    tours = []
    for path in files(folder, ".yml"):
        raw, complaints = _read(path)
        complaints = complaints or list(_complaints(path.stem, raw, known))
        found += [_problem(path, where, complaint) for where, complaint in complaints]
        if not complaints:
            tours.append(_tour(path.stem, raw))
    if found:
        raise DatasetError([str(problem) for problem in found])
    return {tour.slug: tour for tour in sorted(tours, key=lambda tour: (tour.steps[0].start, tour.slug))}


def problems(package: Package) -> list[Problem]:
    """Return every problem of the tours of *package*, as ``tours/<file>: step 3: say: …``."""
    events, sources = (frozenset(row["id"] for row in package.sheets[name]) for name in ("events", "sources"))
    known = Known(events, sources, atlas_files.read(package.folder)[0].bounds)
    found = []
    for path in files(package.folder / FOLDER, ".yml"):
        raw, complaints = _read(path)
        complaints = complaints or list(_complaints(path.stem, raw, known))
        found += [_problem(path, where, complaint) for where, complaint in complaints]
    return found


# --- reading and checking ---


def _problem(path: Path, where: str, complaint: str) -> Problem:
    return Problem(f"{FOLDER}/{path.name}", 0, where, complaint)


def _read(path: Path) -> tuple[Any, list[tuple[str, str]]]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None, [("", f"is larger than {_MAX_BYTES // 1000} kB")]
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader), []  # noqa: S506 - a safe loader
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError, TypeError) as error:
        return None, [("", f"cannot be read as YAML ({' '.join(str(error).split())})")]


def _tour(slug: str, raw: Mapping[str, Any]) -> Tour:
    return Tour(
        slug=slug,
        title=_flat(raw["title"]),
        subtitle=_flat(raw["subtitle"]),
        minutes=int(raw["minutes"]),
        audience=_flat(raw["audience"]),
        steps=tuple(_step(step) for step in raw["steps"]),
        goal=_flat(raw.get("goal", "")),
        level=int(raw.get("level", 0)),
    )


def _step(raw: Mapping[str, Any]) -> Step:
    view = raw["view"]
    return Step(
        title=_flat(raw["title"]),
        event="" if raw["event"] == _NO_EVENT else raw["event"],
        lat=float(view["lat"]),
        lon=float(view["lon"]),
        zoom=int(view["z"]),
        start=day_span(raw["from"]).first,
        end=day_span(raw["to"]).last,
        say=_flat(raw["say"]),
        ask=_flat(raw["ask"]),
        sources=tuple((work["id"], _flat(work["locator"])) for work in raw["sources"]),
        on=day_span(raw["on"]).first if "on" in raw else None,
        accounts=raw.get("accounts", "both"),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


Complaints = Iterator[tuple[str, str]]


def _complaints(slug: str, raw: Any, known: Known) -> Complaints:
    """Yield where (``step 3: say``) and what is wrong."""
    if not re.fullmatch(SLUG, slug):
        yield "", "name of the file must be lower-case letters and digits joined by single hyphens"
    if not isinstance(raw, dict):
        yield "", f"is no tour; it needs the keys {', '.join((*_TEXTS, 'minutes', 'steps'))}"
        return
    yield from _keys("", raw, (*_TEXTS, "minutes", "steps"), _MAY_HAVE)
    if "goal" in raw:
        yield from _text("goal", raw["goal"], _MOST_GOAL)
    if "level" in raw and raw["level"] not in map(str, LEVELS):
        yield "level", f"{_quoted(raw['level'])} is no level; write one of {', '.join(map(str, LEVELS))}"
    for name, most in _TEXTS.items():
        if name in raw:
            yield from _text(name, raw[name], most)
    if "minutes" in raw and not (_is_text(raw["minutes"]) and re.fullmatch(r"[1-9]\d?", raw["minutes"])):
        yield "minutes", f"{_quoted(raw['minutes'])} is no whole number from 1 to 99"
    steps = raw.get("steps")
    if "steps" in raw and not isinstance(steps, list):
        yield "steps", "is no list of steps"
    elif isinstance(steps, list):
        if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
            yield "steps", f"there are {len(steps)}; a tour has {FEWEST_STEPS} to {MOST_STEPS}"
        for number, step in enumerate(steps, 1):
            for name, complaint in _of_step(step, known):
                yield f"step {number}: {name}" if name else f"step {number}", complaint


def _of_step(step: Any, known: Known) -> Complaints:
    if not isinstance(step, dict):
        yield "", f"is no step; it needs the keys {', '.join(_STEP_KEYS)}"
        return
    yield from _keys("", step, _STEP_KEYS, _MAY_STEP_KEYS)
    checks: dict[str, Callable[[Any], Complaints]] = {
        "title": lambda value: _text("title", value, _TEXTS["title"]),
        "event": lambda value: _event(value, known.events),
        "view": lambda value: _view(value, known.bounds),
        "say": lambda value: _words("say", value, SAY),
        "ask": _question,
        "sources": lambda value: _works(value, known.sources),
    }
    for name, check in checks.items():
        if name in step:
            yield from check(step[name])
    yield from _days(step)
    yield from _in_plan(step)


def _keys(where: str, found: Mapping[Any, Any], wanted: tuple[str, ...], may: tuple[str, ...] = ()) -> Complaints:
    for name in wanted:
        if name not in found:
            yield f"{where}{name}", "is missing"
    for name in found:
        if name not in (*wanted, *may):
            yield f"{where}{_quoted(name)}", f"is no known key; there are {', '.join((*wanted, *may))}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _quoted(value: Any) -> str:
    text = ascii(value) if not (_is_text(value) and value.isprintable()) else value
    return clipped(text)


def _text(name: str, value: Any, most: int) -> Complaints:
    if not _is_text(value) or not value.strip():
        yield name, "is empty or is no text"
    elif unprintable(" ".join(value.split())):
        yield name, "contains a control or direction-override character; remove it"
    elif len(_flat(value)) > most:
        yield name, f"has {len(_flat(value))} characters; at most {most} fit"


def _words(name: str, value: Any, bounds: tuple[int, int]) -> Complaints:
    wrong = list(_text(name, value, 10_000))
    yield from wrong
    if not wrong and not bounds[0] <= (count := len(value.split())) <= bounds[1]:
        yield name, f"has {count} words; write {bounds[0]} to {bounds[1]}"


def _question(value: Any) -> Complaints:
    wrong = list(_words("ask", value, ASK))
    yield from wrong
    if not wrong and not value.strip().endswith("?"):
        yield "ask", "is no question; end it with a question mark"


def _event(value: Any, events: frozenset[str]) -> Complaints:
    if not _is_text(value) or (value != _NO_EVENT and value not in events):
        yield "event", f"{_quoted(value)} is no id in events.csv; write one, or {_NO_EVENT}"


def _view(value: Any, box: tuple[float, float, float, float]) -> Complaints:
    if not isinstance(value, dict):
        yield "view", "is no mapping; write {lat: 42.4, lon: 130.6, z: 9}"
        return
    yield from _keys("view: ", value, ("lat", "lon", "z"))
    south, west, north, east = box
    for name, low, high in (("lat", south, north), ("lon", west, east), ("z", MIN_ZOOM, MAX_ZOOM)):
        if name not in value:
            continue
        pattern = r"\d{1,2}" if name == "z" else r"-?\d{1,3}(\.\d{1,4})?"
        if not _is_text(value[name]) or not re.fullmatch(pattern, value[name]):
            yield f"view: {name}", f"{_quoted(value[name])} is no number"
        elif not low <= float(value[name]) <= high:
            yield f"view: {name}", f"{value[name]} is off the map; it reaches from {low:g} to {high:g}"


def _days(step: Mapping[str, Any]) -> Complaints:
    days = {}
    for name in ("from", "to"):
        if name not in step:
            continue
        try:
            if not _is_text(step[name]):
                raise DateError("is no text")
            span = day_span(step[name])
            days[name] = span.first if name == "from" else span.last
        except DateError:
            yield name, f"{_quoted(step[name])} is no year or EDTF day, such as 1904 or 1904-07-29"
    if len(days) == 2 and days["from"] > days["to"]:
        yield "to", f"{step['to']} lies before {step['from']}"


def _in_plan(step: Mapping[str, Any]) -> Complaints:
    if "on" in step:
        try:
            is_day = _is_text(step["on"]) and day_span(step["on"]).precision == "day"
        except DateError:
            is_day = False
        if not is_day:
            yield "on", f"{_quoted(step['on'])} is no day, such as 1904-07-29"
    if "accounts" in step and step["accounts"] not in _ACCOUNTS:
        yield "accounts", f"{_quoted(step['accounts'])} is none of {', '.join(_ACCOUNTS)}"


def _works(value: Any, sources: frozenset[str]) -> Complaints:
    if not isinstance(value, list) or not value:
        yield "sources", "is no list of works; write - {id: …, locator: …}"
        return
    for number, work in enumerate(value, 1):
        where = f"sources: {number}"
        if not isinstance(work, dict):
            yield where, "is no work; write {id: …, locator: …}"
            continue
        yield from _keys(f"{where}: ", work, ("id", "locator"))
        if "id" in work and (not _is_text(work["id"]) or work["id"] not in sources):
            yield f"{where}: id", f"{_quoted(work['id'])} is no id in sources.csv"
        if "locator" in work:
            yield from ((f"{where}: locator", complaint) for _, complaint in _text("locator", work["locator"], 100))
