"""Where was it?  An event without its place, to be found on the map."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.basemap import store
from geo.content.exercises.levels import best_known
from geo.content.exercises.shuffle import shuffled
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.points import Point, compass
from geo.query.choices import LEVELS, TASKS
from geo.record.tables import Dataset

__all__ = ["Spot", "distance", "html", "mark", "tasks"]

_FOUGHT = ("incident", "battle", "operation", "landing", "air_action")
_WIDEST_KM = 60
#: A point so near is right, or near, even where the place itself is known better.
_RIGHT_KM, _NEAR_KM = 30, 120
_NEAREST_KM, _FARTHEST_KM = 15, 700
_FIRST_ZOOM, _TOWNS = 4, ("town",)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
_BLANK = "▁▁▁▁"
#: Capitalised words in the names of places and events that give no place away.
_COMMON = frozenset(
    "Air Airborne Army Attack Attacks Battle Border Central Clash Eastern End Failed Fight Fighting Front Frontier "
    "Greater Guards Island Islands Lake Landing Mount North Northeast Opening "
    "Outpost Patrol People Plain Port Republic River Siege South Tank The Three Upper War West "
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True)
class Spot:
    """An event to be found on the map.

    Attributes
    ----------
    day : its last possible day, ISO.
    text : the beginning of its summary; ``None`` stands for each name left out.
    clue : where to look, the better the lower the level.
    radius_km : how well the place itself is known.
    why : why it matters.
    """

    event_id: str
    title: str
    kind: str
    date: str
    day: str
    text: tuple[str | None, ...]
    place: str
    point: Point
    radius_km: float
    note: str
    clue: str = ""
    why: str = ""


def tasks(dataset: Dataset, set_number: int, level: int = 1) -> tuple[Spot, ...]:
    """Return the tasks of a set, the best known event first: fights at points known to within 60 km, each elsewhere."""
    events = dataset.events
    wanted = (
        (events["status"] == "plotted")
        & events["kind"].isin(_FOUGHT)
        & (events["approximation_km"] <= _WIDEST_KM)
        & (events["geometry_wkt"] == "")  # a line, an area and a disputed place have no one point to be found
    )
    rows = best_known(dataset, events[wanted].reset_index().to_dict("records"), lambda row: str(row["id"]), level)
    found: dict[str, Mapping[str, Any]] = {}
    for row in shuffled(rows, lambda row: str(row["id"]), "place", set_number):
        found.setdefault(row["place_id"], row)
    chosen = best_known(dataset, list(found.values())[:TASKS], lambda row: str(row["id"]), max(LEVELS))
    return tuple(_spot(dataset, row, level) for row in chosen)


def mark(spot: Spot, guess: Point) -> str:
    """Return ``right``, ``near`` or ``wrong`` for a *guess*: within the place's own doubt, or not far from it."""
    km = spot.point.distance_km(guess)
    if km <= max(spot.radius_km, _RIGHT_KM):
        return "right"
    return "near" if km <= max(2 * spot.radius_km, _NEAR_KM) else "wrong"


def distance(spot: Spot, guess: Point) -> str:
    """Return in words how far a *guess* lies from the place, measured against how well that is known."""
    km = spot.point.distance_km(guess)
    if km <= spot.radius_km:
        return f"Within the ± {spot.radius_km:g} km that the sources allow."
    whole = round(km, -1) if km >= 20 else round(km)
    return (
        f"Your point lies {whole:,.0f} km to the {compass(spot.point, guess)} of the place. "
        f"The sources themselves allow ± {spot.radius_km:g} km."
    )


def _spot(dataset: Dataset, row: Mapping[str, Any], level: int) -> Spot:
    return Spot(
        event_id=row["id"],
        title=row["title"],
        kind=row["kind"].replace("_", " "),
        date=spoken(row["date_edtf"]),
        day=row["date_end"],
        text=_without_names(_beginning(row["summary"]), _own_names(dataset, row)),
        place=row["place_title"],
        point=Point(row["latitude"], row["longitude"]),
        radius_km=float(row["approximation_km"]),
        note=dataset.places.at[row["place_id"], "geo_note"],
        clue=_clue(dataset, row, level),
        why=row["significance"],
    )


def _clue(dataset: Dataset, row: Mapping[str, Any], level: int) -> str:
    """Return where to look: the stretch of country; on the first levels the way from towns that the map names."""
    point = Point(row["latitude"], row["longitude"])
    towns = sorted(_towns(row["date_end"]).items(), key=lambda town: point.distance_km(town[1]))
    ways = [
        f"{_rounded(point.distance_km(town))} km {compass(town, point)} of {name}"
        if level == 1
        else f"{compass(town, point)} of {name}"
        for name, town in towns
        if _NEAREST_KM < point.distance_km(town) <= _FARTHEST_KM
    ]
    theatre = dataset.theatres["title"].get(row["theatre"], "") if row["theatre"] else ""
    told = ways[:2] if level == 1 else ways[:1] if level == 2 or not theatre else []
    return "; ".join([*([theatre] if theatre else []), *([" and ".join(told)] if told else [])])


def _rounded(km: float) -> int:
    return round(km / 10) * 10


@lru_cache(maxsize=64)
def _towns(day: str) -> dict[str, Point]:
    """Return the towns that the map names from the start, on a day."""
    return {
        one["names"]["period"]: Point(one["lat"], one["lon"])
        for one in json.loads((store.FOLDER / "labels.json").read_text(encoding="utf-8"))
        if one["class"] in _TOWNS and one["min_zoom"] <= _FIRST_ZOOM and one["from"] <= day <= one["to"]
    }


def _beginning(summary: str) -> str:
    """Return the first two sentences."""
    return " ".join(re.split(r"(?<=[.!?]) (?=[A-Z])", summary)[:2])


def _own_names(dataset: Dataset, row: Mapping[str, Any]) -> set[str]:
    """Return the words by which the event's place is called in its own, its parents' and its place's names."""
    ids, titles = {row["id"], row["place_id"]}, [row["title"], row["place_title"]]
    parent = row["part_of"]
    while parent:
        ids.add(parent)
        titles.append(dataset.events.at[parent, "title"])
        parent = dataset.events.at[parent, "part_of"]
    names = dataset.names[dataset.names["subject_id"].isin(ids)]["toponym"]
    return {word for text in [*titles, *names] for word in _NAME.findall(text)} - _COMMON - _of_parties(dataset)


def _without_names(text: str, names: Iterable[str]) -> tuple[str | None, ...]:
    """Return *text* in pieces, ``None`` where a name or several in a row stood."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not words:
        return (text,)
    one = rf"(?:(?:Lake|Mount|Port) )?\b(?:{words})\b"
    run = re.compile(rf"({one}(?:[ /-]{one})*)")
    return tuple(None if number % 2 else piece for number, piece in enumerate(run.split(text)))


def html(spot: Spot, guess: Point | None = None, link: str = "", is_revealed: bool = False) -> str:
    """Return an event without its place; revealed, or with a *guess*, what the place is and the way to its panel."""
    return templating.html(
        "exercise_place.html",
        spot=spot,
        is_revealed=is_revealed or guess is not None,
        words=distance(spot, guess) if guess else "",
        mark=mark(spot, guess) if guess else "",
        link=link,
        blank=_BLANK,
    )


def _of_parties(dataset: Dataset) -> frozenset[str]:
    """Return the words of the names of parties and sides: they give no place away."""
    names = [*dataset.claim_sides.values(), *dataset.atlas.sides]
    return frozenset(word for name in names for word in name.split())
