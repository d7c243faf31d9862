"""``atlas.yml`` → what the whole atlas is: its title, its years, where its map begins.

Everything that belongs to one conflict stands in the data package; the code knows none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from geo.core.daterange import DateRange
from geo.core.edtf import day_span
from geo.core.text import clipped
from geo.errors import DateError
from geo.record.files.datapackage import ATLAS_FILE, Problem

__all__ = ["BASE_MAPS", "FILE", "Atlas", "read"]

FILE = ATLAS_FILE
#: ``theatre`` has states and borders by day; ``world`` has land, water and relief alone.
BASE_MAPS = ("theatre", "world")
_MAX_BYTES = 100_000
_KEYS = {
    "title": True,
    "short_title": True,
    "introduction": True,
    "years": True,
    "view": True,
    "bounds": False,
    "base_map": False,
    "borders_turn": False,
    "compare": False,
    "first_figures": False,
    "story": False,
    "search_hint": False,
    "identifier": False,
    "sides": False,
    "adjectives": False,
    "clocks": False,
}
_WORLD = (-80.0, -180.0, 84.0, 180.0)


@dataclass(frozen=True)
class Atlas:
    """What ``atlas.yml`` says.

    Attributes
    ----------
    title, short_title, introduction : the atlas in a line, in a few words, in two sentences.
    years : first and last year of the time axis.
    view : where the map begins: latitude and longitude in degrees, zoom.
    bounds : south, west, north and east edge of what can be looked at, in degrees.
    base_map : one of :data:`BASE_MAPS`.
    borders_turn : the last day whose borders a longer range is shown with; ``None`` if the range's end decides.
    compare : the two ranges that a comparison begins with; the two halves of the years if empty.
    first_figures : the event whose rival figures are shown first.
    story : the guided tour that tells the whole, by its name; it is offered first.
    search_hint : examples of what can be searched for.
    identifier : a short name for identifiers and files.
    sides : what sides ``a`` and ``b`` are called together.
    adjectives : the word for what is a party's own (“northern” in “the northern line”), by its id.
    clocks : time zones by whose clocks sources may give hours, by the place they are named after; two or more, or none.
    """

    title: str = "Atlas"
    short_title: str = "Atlas"
    introduction: str = ""
    years: tuple[int, int] = (1900, 2000)
    view: tuple[float, float, int] = (20.0, 0.0, 3)
    bounds: tuple[float, float, float, float] = _WORLD
    base_map: str = "world"
    borders_turn: dt.date | None = None
    compare: Mapping[str, DateRange] = field(default_factory=dict)
    first_figures: str = ""
    story: str = ""
    search_hint: str = ""
    identifier: str = "atlas"
    sides: tuple[str, str] = ("Side A", "Side B")
    adjectives: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, ZoneInfo] = field(default_factory=dict)

    @property
    def span(self) -> DateRange:
        """The years as a range of days."""
        return DateRange.of_years(*self.years)


def read(folder: Path) -> tuple[Atlas, list[Problem]]:
    """Return what the file in *folder* says, and every problem of it; what is wrong is left at its default."""
    path = folder / FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Atlas(), [Problem(FILE, 0, "", "is missing; it says what the atlas is, see DICTIONARY.md")]
    except OSError as error:
        return Atlas(), [Problem(FILE, 0, "", f"cannot be read ({error.strerror})")]
    if len(raw) > _MAX_BYTES:
        return Atlas(), [Problem(FILE, 0, "", f"is larger than {_MAX_BYTES // 1000} kB")]
    try:
        given = yaml.safe_load(raw.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        return Atlas(), [Problem(FILE, 0, "", f"is no YAML in UTF-8 ({clipped(' '.join(str(error).split()), 120)})")]
    if not isinstance(given, dict):
        return Atlas(), [Problem(FILE, 0, "", f"holds no keys; it needs {', '.join(_required())}")]
    found: dict[str, Any] = {}
    problems = [Problem(FILE, 0, key, complaint) for key, complaint in _complaints(given, found)]
    return Atlas(**found), problems


def _required() -> list[str]:
    return [name for name, is_needed in _KEYS.items() if is_needed]


def _complaints(given: Mapping[Any, Any], found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield key and complaint for whatever is wrong; put what is right into *found*."""
    for key in given:
        if key not in _KEYS:
            yield clipped(str(key)), f"is no known key; there are {', '.join(_KEYS)}"
    for key in _required():
        if key not in given:
            yield key, "is missing"
    for key, value in given.items():
        if key not in _KEYS:
            continue
        try:
            found[key] = _READ[key](value)
        except (ValueError, TypeError, KeyError, AttributeError, DateError) as error:
            yield key, f"{clipped(str(value))} {_WANTED[key]}" + (f" ({error})" if isinstance(error, DateError) else "")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 2000:
        raise ValueError
    return " ".join(value.split())


def _years(value: Any) -> tuple[int, int]:
    first, last = value["first"], value["last"]
    if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last <= 9999):
        raise ValueError
    return first, last


def _degrees(value: Any, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ValueError
    return float(value)


def _view(value: Any) -> tuple[float, float, int]:
    zoom = value["z"]
    if isinstance(zoom, bool) or not isinstance(zoom, int) or not 2 <= zoom <= 13:
        raise ValueError
    return _degrees(value["lat"], 85), _degrees(value["lon"], 180), zoom


def _bounds(value: Any) -> tuple[float, float, float, float]:
    south, west, north, east = (
        _degrees(value[name], most) for name, most in (("south", 90), ("west", 180), ("north", 90), ("east", 180))
    )
    if not (south < north and west < east):
        raise ValueError
    return south, west, north, east


def _base_map(value: Any) -> str:
    if value not in BASE_MAPS:
        raise ValueError
    return str(value)


def _compare(value: Any) -> dict[str, DateRange]:
    return {name: DateRange.parse(str(value[name])) for name in ("a", "b")}


def _slug(value: Any) -> str:
    text = _text(value)
    if not text.replace("-", "").isalnum() or not text.isascii() or text != text.lower():
        raise ValueError
    return text


def _clocks(value: Any) -> dict[str, ZoneInfo]:
    try:
        found = {_text(place): ZoneInfo(_text(zone)) for place, zone in value.items()}
    except OSError:  # a folder of the database
        raise ValueError from None
    if len(found) < 2:
        raise ValueError
    return found


_READ: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "short_title": _text,
    "introduction": _text,
    "years": _years,
    "view": _view,
    "bounds": _bounds,
    "base_map": _base_map,
    "borders_turn": lambda value: day_span(str(value)).last,
    "compare": _compare,
    "first_figures": _slug,
    "story": _slug,
    "search_hint": _text,
    "identifier": _slug,
    "sides": lambda value: (_text(value["a"]), _text(value["b"])),
    "adjectives": lambda value: {_slug(party): _text(word) for party, word in value.items()},
    "clocks": _clocks,
}
_WANTED = {
    **dict.fromkeys(("title", "short_title", "introduction", "search_hint"), "is no text"),
    "years": "is not {first: year, last: year} with the first before the last",
    "view": "is not {lat: degrees, lon: degrees, z: 2 to 13}",
    "bounds": "is not {south: …, west: …, north: …, east: …} in degrees",
    "base_map": f"is not one of {', '.join(BASE_MAPS)}",
    "borders_turn": "is no day, such as 1905-09-05",
    "compare": "is not {a: range, b: range}, such as {a: 1904, b: 1905-01..1905-09}",
    "first_figures": "is no id of an event",
    "story": "is no name of a guided tour",
    "identifier": "is not of lower-case letters, digits and hyphens",
    "sides": "is not {a: name, b: name}",
    "adjectives": "is not {id of a party: word, id of a party: word}",
    "clocks": "is not {place: time zone, place: time zone}, such as {London: Europe/London, Paris: Europe/Paris}",
}
