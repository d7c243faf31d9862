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
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from geo.core.edtf import day_span
from geo.errors import DatasetError
from geo.record import atlas as atlas_files
from geo.record import tables
from geo.record.files.datapackage import Package, Problem
from geo.record.files.tour_rules import LEVELS, NO_EVENT, Known, complaints_of, flat
from geo.record.files.watched import Watched, files, glanced, stamp
from geo.record.tables import Dataset

__all__ = ["FOLDER", "LEVELS", "Step", "Tour", "damage", "load", "of_package", "problems", "text"]

FOLDER = "tours"
_MAX_BYTES = 200_000
_TOO_LARGE = f"is larger than {_MAX_BYTES // 1000} kB"
_WORLD = (-85.0, -180.0, 85.0, 180.0)


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
    if dataset.is_own:  # those beside the atlas's tables are of the atlas's events
        return dict(dataset.tours)
    folder = (folder or tables.DATA) / FOLDER
    return _WATCHED.good(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


def of_package(dataset: Dataset, files_by_slug: Mapping[str, bytes]) -> tuple[dict[str, Tour], int, str]:
    """Return the tours in the files of somebody's own package, how many are left out, and the first complaint.

    A tour with any problem is left out; its map may look at any part of the world.
    """
    known = Known(frozenset(dataset.events.index), frozenset(dataset.sources.index), _WORLD)
    tours, left_out = [], []
    for slug, raw in sorted(files_by_slug.items()):
        read, complaints = _parsed(raw)
        complaints = complaints or list(complaints_of(slug, read, known))
        if complaints:
            left_out.append(str(Problem(f"{FOLDER}/{slug}.yml", 0, *complaints[0])))
        else:
            tours.append(_tour(slug, read))
    found = {tour.slug: tour for tour in sorted(tours, key=lambda tour: (tour.steps[0].start, tour.slug))}
    return found, len(left_out), left_out[0] if left_out else ""


def text(tour: Tour) -> str:
    """Return *tour* as the file it may have been read from."""
    whole: dict[str, Any] = {name: getattr(tour, name) for name in ("title", "subtitle", "minutes", "audience")}
    whole |= {name: value for name, value in (("goal", tour.goal), ("level", tour.level)) if value}
    whole["steps"] = [
        {
            "title": step.title,
            "event": step.event or NO_EVENT,
            "view": {"lat": round(step.lat, 4), "lon": round(step.lon, 4), "z": step.zoom},
            "from": step.start.isoformat(),
            "to": step.end.isoformat(),
            **({"on": step.on.isoformat()} if step.on else {}),
            **({"accounts": step.accounts} if step.on else {}),
            "say": step.say,
            "ask": step.ask,
            "sources": [{"id": work, "locator": locator} for work, locator in step.sources],
        }
        for step in tour.steps
    ]
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110))


def damage(dataset: Dataset) -> tuple[str, ...]:
    """Return every problem of the tours beside the atlas's own tables as they are now."""
    folder = tables.DATA / FOLDER
    return _WATCHED.problems(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


_WATCHED: Watched[dict[str, Tour]] = Watched()


def _stamps(dataset: Dataset, folder: Path) -> list[Hashable]:
    return [dataset.digest, *glanced(("tours", folder), lambda: [stamp(path) for path in files(folder, ".yml")])]


def _made(dataset: Dataset, folder: Path) -> dict[str, Tour]:
    known = Known(frozenset(dataset.events.index), frozenset(dataset.sources.index), dataset.atlas.bounds)
    found: list[Problem] = []
    tours = []
    for path in files(folder, ".yml"):
        raw, complaints = _read(path)
        complaints = complaints or list(complaints_of(path.stem, raw, known))
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
        complaints = complaints or list(complaints_of(path.stem, raw, known))
        found += [_problem(path, where, complaint) for where, complaint in complaints]
    return found


# --- reading and checking ---


def _problem(path: Path, where: str, complaint: str) -> Problem:
    return Problem(f"{FOLDER}/{path.name}", 0, where, complaint)


def _read(path: Path) -> tuple[Any, list[tuple[str, str]]]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None, [("", _TOO_LARGE)]
        return _parsed(path.read_bytes())
    except OSError as error:
        return None, [("", f"cannot be read as YAML ({' '.join(str(error).split())})")]


def _parsed(raw: bytes) -> tuple[Any, list[tuple[str, str]]]:
    if len(raw) > _MAX_BYTES:
        return None, [("", _TOO_LARGE)]
    try:
        return yaml.load(raw.decode("utf-8"), Loader=_Loader), []  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, TypeError, ValueError, AttributeError) as error:
        return None, [("", f"cannot be read as YAML ({' '.join(str(error).split())})")]


def _tour(slug: str, raw: Mapping[str, Any]) -> Tour:
    return Tour(
        slug=slug,
        title=flat(raw["title"]),
        subtitle=flat(raw["subtitle"]),
        minutes=int(raw["minutes"]),
        audience=flat(raw["audience"]),
        steps=tuple(_step(step) for step in raw["steps"]),
        goal=flat(raw.get("goal", "")),
        level=int(raw.get("level", 0)),
    )


def _step(raw: Mapping[str, Any]) -> Step:
    view = raw["view"]
    return Step(
        title=flat(raw["title"]),
        event="" if raw["event"] == NO_EVENT else raw["event"],
        lat=float(view["lat"]),
        lon=float(view["lon"]),
        zoom=int(view["z"]),
        start=day_span(raw["from"]).first,
        end=day_span(raw["to"]).last,
        say=flat(raw["say"]),
        ask=flat(raw["ask"]),
        sources=tuple((work["id"], flat(work["locator"])) for work in raw["sources"]),
        on=day_span(raw["on"]).first if "on" in raw else None,
        accounts=raw.get("accounts", "both"),
    )
