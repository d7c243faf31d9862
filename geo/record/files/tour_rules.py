"""What a tour may hold: every complaint about the keys, texts, days and works of one ``tours/*.yml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.core.edtf import day_span
from geo.core.text import clipped, unprintable
from geo.errors import DateError
from geo.record.schema import SLUG

__all__ = ["ASK", "FEWEST_STEPS", "LEVELS", "MOST_STEPS", "NO_EVENT", "SAY", "Known", "complaints_of", "flat"]

FEWEST_STEPS, MOST_STEPS = 6, 12
#: In words.
SAY, ASK = (40, 90), (4, 40)
LEVELS = {1: "first meeting", 2: "with some practice", 3: "for keen readers"}
_TEXTS = {"title": 60, "subtitle": 140, "audience": 100}  # most characters
_MAY_HAVE = ("goal", "level")
_MOST_GOAL = 160
_STEP_KEYS = ("title", "event", "view", "from", "to", "say", "ask", "sources")
_MAY_STEP_KEYS = ("on", "accounts")  # in the plan of a battle
NO_EVENT = "none"
_ACCOUNTS = ("a", "b", "both")


class Known(NamedTuple):
    """What a tour may name: ids of events and works, and the part of the world that can be looked at."""

    events: frozenset[str]
    sources: frozenset[str]
    bounds: tuple[float, float, float, float]


Complaints = Iterator[tuple[str, str]]


def flat(text: str) -> str:
    """Return *text* on one line."""
    return " ".join(text.split())


def complaints_of(slug: str, raw: Any, known: Known) -> Complaints:
    """Yield where (``step 3: say``) and what is wrong with the tour *slug*, read from YAML as *raw*."""
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
    elif len(flat(value)) > most:
        yield name, f"has {len(flat(value))} characters; at most {most} fit"


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
    if not _is_text(value) or (value != NO_EVENT and value not in events):
        yield "event", f"{_quoted(value)} is no id in events.csv; write one, or {NO_EVENT}"


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
