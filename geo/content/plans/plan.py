"""The plan of a battle: ground, lines and units by day, each with its evidence; and which events have one.

A battle is the topmost event whose dated lines, with those of its parts, are known well enough and lie close
enough together to be drawn as one plan.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.content.plans import calendar, disputes, evidence, ground, unit_symbols
from geo.content.plans.clocks import noon
from geo.content.plans.evidence import Claim, Line, Spotted, Unit
from geo.content.plans.names import side_titles
from geo.core.points import KM_NORTH, Plane, Spot, km_east
from geo.errors import NotFoundError
from geo.record.tables import Dataset

__all__ = ["battle_of", "drawn_units", "events_of", "plan", "summaries"]

#: South, west, north and east edge in degrees.
Box = tuple[float, float, float, float]

_SHARP_KM = 10  # a line known no better says too little of where a battle was
_LEAST_LINES = 2
_WIDEST_KM = 120
_FARTHEST_KM = 20  # a place known no better is listed, not drawn
#: So many of the positions of one battle lie on its ground; else it is several, or a campaign.
_TOGETHER = 2 / 3
#: A campaign, over a country or an island, is drawn from far away: so many rows of lines and units, of so many days.
_CAMPAIGN_KM, _CAMPAIGN_ROWS, _CAMPAIGN_DAYS = 60, 8, 5
_COUNTRY_KM = 800  # a campaign as wide is one of armies: what is smaller than a brigade is not drawn
#: From which zoom on, and up to which, a plan is drawn.
_BATTLE_ZOOMS, _CAMPAIGN_ZOOMS = (8.5, 99.0), (4.5, 8.4)
_MARGIN = 0.12
_LEAST_MARGIN_KM = 1.0
_OUTLIERS = 0.08  # of the points of all lines, at each edge of the box, that it need not hold
_PLACES = 3  # of a degree, for a box


@dataclass(frozen=True)
class Battle:
    """What one plan is of.

    Attributes
    ----------
    events : the battle with all its parts, in order of time; of a campaign without those that have a plan of their own.
    is_campaign : it is drawn from far away: armies, and lines known to tens of kilometres.
    """

    events: tuple[str, ...]
    box: Box
    is_campaign: bool = False

    @property
    def farthest_km(self) -> float:
        """How far the truth may lie from what is drawn."""
        return _CAMPAIGN_KM if self.is_campaign else _FARTHEST_KM

    @property
    def is_country(self) -> bool:
        """Whether it is so wide that only great units are drawn."""
        return self.is_campaign and _across_km(self.box) > _COUNTRY_KM

    @property
    def plane(self) -> Plane:
        """The plane on which it is measured."""
        south, west, north, east = self.box
        return Plane((south + north) / 2, (west + east) / 2)

    @property
    def reach(self) -> Box:
        """How far beyond the box anything is drawn."""
        south, west, north, east = self.box
        return (2 * south - north, 2 * west - east, 2 * north - south, 2 * east - west)

    @property
    def zooms(self) -> tuple[float, float]:
        """From which zoom on it is drawn, and up to which."""
        return _CAMPAIGN_ZOOMS if self.is_campaign else _BATTLE_ZOOMS


Battles = dict[str, Battle]


def summaries(dataset: Dataset) -> tuple[dict[str, Any], ...]:
    """Return every battle with a plan, as the map needs it before the plan itself; not to be changed.

    That is its event, box (south, west, north, east), first and last day, the zooms at which it is drawn, and ``km``,
    how far its best lines may be off.
    """
    return () if dataset.is_own else _summaries(dataset)


@lru_cache(maxsize=4)
def _summaries(dataset: Dataset) -> tuple[dict[str, Any], ...]:
    """Return them once for all steps of all visits."""
    found = []
    for event_id, battle in _battles(dataset).items():
        first, last = _span(dataset, event_id, battle.events)
        found.append(
            {
                "event": event_id,
                "box": list(battle.box),
                "from": first.isoformat(),
                "to": last.isoformat(),
                "zooms": list(battle.zooms),
                "is_campaign": battle.is_campaign,
                "km": _best_km(dataset, battle),
            }
        )
    return tuple(found)


def _best_km(dataset: Dataset, battle: Battle) -> float:
    own = dataset.lines[dataset.lines["event_id"].isin(battle.events) & (dataset.lines["kind"] != "claim")]
    return float(own["approximation_km"].quantile(0.1, "higher"))


def battle_of(dataset: Dataset, event_id: str) -> str:
    """Return the battle whose plan shows an event, itself or the one it is part of; empty if there is none."""
    battles = _battles(dataset)
    parents = dataset.events["part_of"]
    seen: set[str] = set()
    while event_id in parents.index and event_id not in seen:
        if event_id in battles:
            return event_id
        seen.add(event_id)
        event_id = parents[event_id]
    return ""


def events_of(dataset: Dataset, event_id: str) -> tuple[str, ...]:
    """Return the events whose units and lines the plan of a battle shows; of any other event itself alone."""
    battle = _battles(dataset).get(event_id)
    return battle.events if battle else (event_id,)


def drawn_units(dataset: Dataset, event_id: str) -> tuple[Unit, ...]:
    """Return the positions that are drawn in the plan that shows an event; none if no plan does."""
    battle = _battles(dataset).get(battle_of(dataset, event_id))
    return _drawn(dataset, battle) if battle else ()


@lru_cache(maxsize=16)
def _drawn(dataset: Dataset, battle: Battle) -> tuple[Unit, ...]:
    """Return them once for plan, order of battle, and every step of a visit whose link names a unit."""
    plane, reach = battle.plane, battle.reach
    found = evidence.units(dataset, battle.events, plane, battle.farthest_km, battle.is_country)
    return tuple(unit for unit in found if _is_inside(plane.lonlat(unit.spot), reach))


@lru_cache(maxsize=8)
def plan(dataset: Dataset, event_id: str) -> dict[str, Any]:
    """Return the plan that shows an event.

    Raises
    ------
    NotFoundError
        If no plan shows it.
    """
    battle = battle_of(dataset, event_id)
    if not battle:
        raise NotFoundError(f"{event_id!r} is part of no battle with a plan")
    found = _battles(dataset)[battle]
    events, box = found.events, found.box
    plane, reach = found.plane, found.reach
    lines = evidence.lines(dataset, events, plane, found.farthest_km)
    units = _drawn(dataset, found)
    rears = _rears(lines, units)
    near_km = disputes.tolerance(lines)
    gone = disputes.earlier(lines, near_km)
    own = disputes.own_sides(lines, units, rears)
    first, last = _span(dataset, battle, events)
    held = [line for line in lines if line.kind != "claim"]
    doubts = sorted(line.km for line in held) or [0.0]
    used = Counter([unit.place for unit in units if unit.place])
    used.update(dataset.events.loc[list(events), "place_id"])
    return {
        "event": battle,
        "title": dataset.events.at[battle, "title"],
        "box": list(box),
        "is_campaign": found.is_campaign,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "doubt_km": [doubts[len(doubts) // 10], doubts[-1 - len(doubts) // 10]],
        "sides": side_titles(dataset, events, {claim.party for claim in (*lines, *units)}),
        "parties": _parties(dataset, [*lines, *units]),
        "rears": {side: plane.lonlat(spot) for side, spot in rears.items()},
        "clocks": noon(dataset.atlas.clocks, first),
        "days": calendar.days(dataset, battle, events, [*held, *units], (first, last), reach),
        "states": ground.states(box, first),
        "features": _features(dataset, found, reach, plane, used),
        "lines": [_line(line, plane, own[line.id], gone.get(line.id, ""), units) for line in lines],
        "units": [_unit(unit, plane) for unit in units],
        "symbols": unit_symbols.of((unit.branch, unit.echelon) for unit in units),
        # lines that may be off by tens of kilometres leave no ground between them to ask about
        "disputed": [] if found.is_campaign else disputes.disputed(lines, own, gone, plane, near_km),
        "contested": [] if found.is_campaign else disputes.contested(lines, units, plane),
    }


def _features(
    dataset: Dataset, battle: Battle, reach: Box, plane: Plane, used: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return what is drawn of the ground; of a campaign only places that somebody stood at."""
    found = evidence.features(dataset, reach, plane, used)
    return [one for one in found if one["uses"] and "course" not in one] if battle.is_campaign else found


def _battles(dataset: Dataset) -> Battles:
    """Return what has a plan, by event; a visitor's own events have none, and are not to be kept."""
    return {} if dataset.is_own or dataset.lines.empty else _atlas_battles(dataset)


@lru_cache(maxsize=4)
def _atlas_battles(dataset: Dataset) -> Battles:
    family = _families(dataset)
    told = dataset.lines[dataset.lines["kind"] != "claim"]
    sharp = told[told["approximation_km"] <= _SHARP_KM]
    spotted = evidence.spotted(dataset, told)
    found: Battles = {}
    for event_id, events in family.items():
        own = sharp[sharp["event_id"].isin(events)]
        if len(own) >= _LEAST_LINES:
            box = _box([shapely.from_wkt(wkt) for wkt in own["geometry_wkt"]])
            battle = Battle(tuple(events), box)
            if _across_km(box) <= _WIDEST_KM and _is_one_ground(battle, spotted):
                found[event_id] = battle
    whole = {one: what for one, what in found.items() if not any(one in found[up].events for up in found if up != one)}
    battles = dict(_narrowest(one, found, sharp) for one in whole)
    return battles | _campaigns(spotted, family, battles)


def _is_one_ground(battle: Battle, spotted: Mapping[str, list[Spotted]]) -> bool:
    """Say whether most units that took part stood where the lines of a battle are."""
    near = [one for event in battle.events for one in spotted.get(event, ()) if one.km <= battle.farthest_km]
    own = [one.shape for one in near if not one.is_line]
    inside = [shape for shape in own if _is_inside((shape.x, shape.y), battle.reach)]
    return len(inside) >= _TOGETHER * len(own)


def _families(dataset: Dataset) -> dict[str, list[str]]:
    """Return, by event, itself and all its parts, in order of time."""
    parents = dataset.events["part_of"].to_dict()
    family: dict[str, list[str]] = {}
    for event_id in dataset.events.index:
        here, seen = event_id, set[str]()
        while here in parents and here not in seen:
            seen.add(here)
            family.setdefault(here, []).append(event_id)
            here = parents[here]
    return family


def _campaigns(spotted: Mapping[str, list[Spotted]], family: Mapping[str, list[str]], battles: Battles) -> Battles:
    """Return what is told by lines and units of many days over a wide ground, without the parts that have a plan."""
    drawn = {event for battle in battles.values() for event in battle.events}
    found: Battles = {}
    for event_id, events in family.items():
        rest = tuple(event for event in events if event not in drawn)
        own = [one for event in rest for one in spotted.get(event, ()) if one.km <= _CAMPAIGN_KM]
        lines = [one for one in own if one.is_line]
        if event_id in drawn or len(own) < _CAMPAIGN_ROWS or len(lines) < _LEAST_LINES:
            continue
        if len({one.date for one in own}) >= _CAMPAIGN_DAYS:
            # where lines are few, those who stood farthest out are the story, and no outliers
            is_by_lines = len(lines) >= _CAMPAIGN_ROWS
            box = _box([one.shape for one in (lines if is_by_lines else own)], _OUTLIERS if is_by_lines else 0)
            found[event_id] = Battle(rest, box, is_campaign=True)
    return {one: what for one, what in found.items() if not any(one in found[up].events for up in found if up != one)}


def _narrowest(battle: str, found: Battles, sharp: pd.DataFrame) -> tuple[str, Battle]:
    """Return the battle, or the one part of it that has all its lines."""
    while True:
        own = set(sharp.loc[sharp["event_id"].isin(found[battle].events), "id"])
        parts = [one for one in found[battle].events if one in found and one != battle]
        whole = [one for one in parts if set(sharp.loc[sharp["event_id"].isin(found[one].events), "id"]) == own]
        if not whole:
            return battle, found[battle]
        battle = whole[0]


def _box(shapes: Sequence[shapely.Geometry], outliers: float = _OUTLIERS) -> Box:
    points = shapely.get_coordinates(shapes)
    (west, south), (east, north) = np.quantile(points, [outliers, 1 - outliers], axis=0)
    up = max((north - south) * _MARGIN, _LEAST_MARGIN_KM / KM_NORTH)
    out = max((east - west) * _MARGIN, up)
    edges = (south - up, west - out, north + up, east + out)
    return tuple(round(float(edge), _PLACES) for edge in edges)  # type: ignore[return-value]


def _across_km(box: Box) -> float:
    south, west, north, east = box
    return math.hypot((north - south) * KM_NORTH, (east - west) * km_east((south + north) / 2))


def _is_inside(lonlat: Sequence[float], reach: Box) -> bool:
    return reach[0] <= lonlat[1] <= reach[2] and reach[1] <= lonlat[0] <= reach[3]


def _span(dataset: Dataset, battle: str, events: Collection[str]) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a battle, and of what is attested of it."""
    rows = [dataset.events.at[battle, "date_edtf"]]
    for table in (dataset.lines, dataset.positions):
        rows += list(table.loc[table["event_id"].isin(list(events)), "date_edtf"])
    spans = [evidence.span_of(row) for row in rows]
    own = spans[0]
    near = [one for one in spans if (one[1] - one[0]).days <= evidence.LONGEST_DAYS]
    return min([own[0], *(one[0] for one in near)]), max([own[1], *(one[1] for one in near)])


def _rears(lines: Sequence[Line], units: Sequence[Unit]) -> dict[str, Spot]:
    """Return a spot far behind each side: away from where the other mostly stood."""
    spots: dict[str, list[Spot]] = {"a": [], "b": []}
    for line in lines:
        if line.side in spots and line.kind in ("front", "position"):
            spots[line.side] += line.given
    for unit in units:
        if unit.side in spots:
            spots[unit.side].append(unit.spot)
    if not all(spots.values()):
        return {}
    middle = {side: _middle(found) for side, found in spots.items()}
    apart = math.dist(middle["a"], middle["b"]) or 1.0
    east, north = ((middle["a"][k] - middle["b"][k]) / apart for k in (0, 1))
    far = max(math.dist(spot, middle[side]) for side, found in spots.items() for spot in found) + apart
    return {
        "a": (middle["a"][0] + east * far, middle["a"][1] + north * far),
        "b": (middle["b"][0] - east * far, middle["b"][1] - north * far),
    }


def _middle(spots: Iterable[Spot]) -> Spot:
    xs, ys = zip(*spots, strict=True)
    return sorted(xs)[len(xs) // 2], sorted(ys)[len(ys) // 2]


def _parties(dataset: Dataset, claims: Iterable[Claim]) -> dict[str, dict[str, str]]:
    found = {}
    for party in sorted({claim.party for claim in claims}):
        row = dataset.parties.loc[party]
        found[party] = {"title": row["title"], "side": row["side"] or "other", "colour": row["colour"] or "other"}
    return found


def _line(line: Line, plane: Plane, own: int, gone: str, units: Sequence[Unit]) -> dict[str, Any]:
    found = line.shared() | {"kind": line.kind, "path": [plane.lonlat(spot) for spot in line.curve]}
    found |= {"note": line.note} if line.note else {}
    found |= {"own": own} if own else {}
    found |= {"gone": gone} if gone else {}
    if line.kind == "advance" and (unit := _walker(line, units)):
        found["unit"] = unit.short
    return found


def _walker(line: Line, units: Sequence[Unit]) -> Unit | None:
    """Return the unit of the same party that is attested at either end of a way on its days."""
    near = [
        (min(math.dist(unit.spot, end) for end in (line.given[0], line.given[-1])), unit.id, unit)
        for unit in units
        if unit.party == line.party and unit.first <= line.last and unit.last >= line.first
    ]
    return min(near)[2] if near and min(near)[0] <= line.km else None


def _unit(unit: Unit, plane: Plane) -> dict[str, Any]:
    found = unit.shared() | {
        "unit": unit.unit,
        "title": unit.title,
        "short": unit.short,
        "echelon": unit.echelon,
        "at": plane.lonlat(unit.spot),
        "did": unit.did,
    }
    return found | {name: text for name, text in (("place", unit.place), ("branch", unit.branch)) if text}
