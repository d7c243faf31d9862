"""The ground of two lines as a small picture: water, heights, names, a scale; in units of a picture 600 wide."""

from __future__ import annotations

import base64
import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.basemap import store
from geo.core import templating
from geo.core.points import KM_NORTH, km_east

__all__ = ["Name", "Picture", "picture", "source"]

WIDTH, HEIGHT = 600, 400
_MARGIN = 0.2
_LEAST_KM = 2.5
_LETTER = 10.0  # width of a letter of a name
_LINE = 22.0
_MOST_NAMES = 9
_WIDEST_DOUBT = 40.0
_COLOURS = ("paper", "paper-2", "ink", "ink-2", "accent", "plan-water")
_GREAT = ("height", "crossing", "fort", "settlement", "post", "station")

Path = Sequence[tuple[float, float]]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Name:
    """A mark and a name on the picture; the name stands at *at* and *base* as its SVG *anchor* says."""

    text: str
    kind: str
    x: float
    y: float
    at: float
    base: float
    anchor: str


@dataclass(frozen=True)
class Picture:
    """All that the picture shows.

    Attributes
    ----------
    paths : of the lines as SVG points, *doubts* how wide the ground is on which each may have run.
    letters : where A and B stand.
    near : of each line, names on the picture with their distance in km, the nearest first.
    rears : where each side's ground lies, as (words, x, y, anchor).
    scale : length of the bar, and what it stands for in words.
    """

    paths: tuple[str, ...]
    doubts: tuple[float, ...]
    letters: tuple[tuple[float, float], ...]
    areas: tuple[str, ...]
    rivers: tuple[str, ...]
    names: tuple[Name, ...]
    near: tuple[tuple[tuple[str, float], ...], ...]
    rears: tuple[tuple[str, float, float, str], ...]
    scale: tuple[float, str]


def source(drawn: Picture) -> str:
    """Return the picture as an address that holds all of it; Streamlit takes drawings out of a page's HTML."""
    svg = templating.html("exercise_line.svg", picture=drawn, letters="AB", themes=_themes())
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


@lru_cache(maxsize=1)
def _themes() -> dict[str, dict[str, str]]:
    """Return the colours of the page by name, light and dark: a picture knows no style sheet of the page."""
    sheet = (store.ASSETS / "css" / "palette.css").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for name in _COLOURS:
        told = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", sheet)
        if told:
            found["light"][name], found["dark"][name] = told[1], told[2]
    return found


class _Frame:
    """Degrees → units of the picture."""

    def __init__(self, spots: Sequence[tuple[float, float]]) -> None:
        lons, lats = zip(*spots, strict=True)
        self.middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
        self.east_km = km_east(self.middle[1])
        wide = max((max(lons) - min(lons)) * self.east_km * (1 + 2 * _MARGIN), _LEAST_KM)
        high = max((max(lats) - min(lats)) * KM_NORTH * (1 + 2 * _MARGIN), _LEAST_KM * HEIGHT / WIDTH)
        self.per_km = min(WIDTH / wide, HEIGHT / high)

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point stands, from the left and from the top."""
        x = WIDTH / 2 + (lon - self.middle[0]) * self.east_km * self.per_km
        y = HEIGHT / 2 - (lat - self.middle[1]) * KM_NORTH * self.per_km
        return round(x, 1), round(y, 1)

    def points(self, path: Iterable[Sequence[float]]) -> str:
        """Return a path as SVG writes it."""
        return " ".join("{:g},{:g}".format(*self.spot(lon, lat)) for lon, lat in path)


def picture(made: Mapping[str, Any], lines: Sequence[tuple[Path, float]], has_sides: bool) -> Picture:
    """Return the ground of *made*, the plan of a battle, around lines given as path and doubt in km.

    Parameters
    ----------
    has_sides : whether it says where each side's ground lies; where armies moved there is no such place.
    """
    frame = _Frame([spot for path, _ in lines for spot in path])
    letters = _letters([[frame.spot(*spot) for spot in path] for path, _ in lines])
    water = [one for one in made["features"] if one.get("course") and one["kind"] == "water"]
    taken: list[_Box] = [(x - 18, y - 18, x + 18, y + 18) for x, y in letters]
    taken += [
        (x - 5, y - 5, x + 5, y + 5) for path, _ in lines for x, y in _steps([frame.spot(*spot) for spot in path])
    ]
    rears = tuple(_rears(made, frame, taken)) if has_sides else ()
    taken += [_box_of(*rear) for rear in rears]
    names = tuple(_names(made, frame, [*taken, (0, HEIGHT - 34, 190, HEIGHT)]))
    return Picture(
        paths=tuple(frame.points(path) for path, _ in lines),
        doubts=tuple(round(min(2 * km * frame.per_km, _WIDEST_DOUBT * 2), 1) for _, km in lines),
        letters=tuple(letters),
        areas=tuple(frame.points(one["course"]) for one in water if one.get("is_area")),
        rivers=tuple(frame.points(one["course"]) for one in water if not one.get("is_area")),
        names=names,
        near=tuple(_near([frame.spot(*spot) for spot in path], names, frame.per_km) for path, _ in lines),
        rears=rears,
        scale=_scale(frame.per_km),
    )


def _letters(paths: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return a spot on each line, as far from the other line as it can be inside the picture."""
    found = []
    for index, path in enumerate(paths):
        others = paths[1 - index]
        inside = [one for one in path if 25 < one[0] < WIDTH - 25 and 25 < one[1] < HEIGHT - 25] or list(path)
        found.append(max(inside, key=lambda spot: min(math.dist(spot, other) for other in others)))
    return found


def _names(made: Mapping[str, Any], frame: _Frame, taken: list[_Box]) -> Iterable[Name]:
    """Yield names with room for them, those most used in the record first."""
    seen: set[str] = set()
    labels: list[_Box] = []
    for one in sorted(made["features"], key=lambda one: (one["kind"] not in _GREAT, -one["uses"])):
        x, y = frame.spot(*one["at"])
        is_in = 8 < x < WIDTH - 8 and 14 < y < HEIGHT - 14
        if not is_in or one["name"] in seen or one["kind"] == "frontier" or len(seen) == _MOST_NAMES:
            continue
        text = one["name"] if "m" not in one or f"{one['m']:g}" in one["name"] else f"{one['name']} {one['m']:g} m"
        wide = len(text) * _LETTER
        mark = (x - 5, y - 5, x + 5, y + 5)
        if any(_overlap(mark, other) for other in labels):
            continue
        for at, base, anchor in (
            (x + 9, y + 6, "start"),
            (x - 9, y + 6, "end"),
            (x, y - 10, "middle"),
            (x, y + 24, "middle"),
        ):
            left = {"start": at, "end": at - wide, "middle": at - wide / 2}[anchor]
            box = (left - 2, base - _LINE + 4, left + wide + 2, base + 4)
            if box[0] >= 4 and box[2] <= WIDTH - 4 and not any(_overlap(box, other) for other in taken):
                taken += [box, mark]
                labels.append(box)
                seen.add(one["name"])
                yield Name(text, one["kind"], x, y, round(at, 1), round(base, 1), anchor)
                break


def _steps(path: Sequence[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Yield spots along a path, ten units from each other."""
    for (x, y), (to_x, to_y) in itertools.pairwise(path):
        count = max(int(math.dist((x, y), (to_x, to_y)) / 10), 1)
        yield from ((x + (to_x - x) * part / count, y + (to_y - y) * part / count) for part in range(count + 1))


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _near(path: Sequence[tuple[float, float]], names: Sequence[Name], per_km: float) -> tuple[tuple[str, float], ...]:
    far = [(one.text, min(math.dist((one.x, one.y), spot) for spot in path) / per_km) for one in names]
    return tuple(sorted(((text, round(km, 1)) for text, km in far), key=lambda one: one[1]))


def _rears(made: Mapping[str, Any], frame: _Frame, taken: Sequence[_Box]) -> Iterable[tuple[str, float, float, str]]:
    """Yield, for each side, words at the edge of the picture behind which its own ground lies."""
    for side, lonlat in made["rears"].items():
        words = f"{made['sides'][side]} side"
        x, y = frame.spot(*lonlat)
        across, down = x - WIDTH / 2, y - HEIGHT / 2
        far = max(abs(across) / (WIDTH / 2 - 14), abs(down) / (HEIGHT / 2 - 26), 1e-9)
        at = (WIDTH / 2 + across / far, HEIGHT / 2 + down / far)
        anchor = "start" if at[0] < WIDTH / 3 else "end" if at[0] > 2 * WIDTH / 3 else "middle"
        base = round(min(at[1] + 6, HEIGHT - 44), 1)
        for aside in (0, *(step * way for step in range(20, 200, 20) for way in (1, -1))):
            box = _box_of(words, at[0] + aside, base, anchor)
            if box[0] >= 0 and box[2] <= WIDTH and not any(_overlap(box, other) for other in taken):
                yield words, round(at[0] + aside, 1), base, anchor
                break
        else:
            yield words, round(at[0], 1), base, anchor


def _box_of(words: str, x: float, y: float, anchor: str) -> _Box:
    wide = len(words) * _LETTER
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return (left - 4, y - _LINE, left + wide + 4, y + 6)


def _scale(per_km: float) -> tuple[float, str]:
    most = WIDTH * 0.25 / per_km
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    return round(km * per_km, 1), f"{km:g} km"
