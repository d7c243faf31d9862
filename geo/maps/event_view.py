"""Where the map looks when an event is opened, as the browser has it (``assets/js/core/event_view.js``)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import pandas as pd

from geo.basemap.store import MIN_ZOOM
from geo.core.looks import LOOKS
from geo.core.mercator import latitude, world, world_length
from geo.maps.gather import near

__all__ = ["Look", "Placed", "family", "opening", "placed", "plan_holds", "plan_view", "view_of", "view_of_all"]

_WORLD_PX = 256  # at zoom 0


@dataclass(frozen=True)
class Placed:
    """An event on the map: where it lies, how well that is known, and what it is a part of."""

    id: str
    part_of: str
    lat: float
    lon: float
    km: float


@dataclass(frozen=True)
class Look:
    """The middle and the zoom of a view."""

    lat: float
    lon: float
    zoom: int


def placed(plotted: pd.DataFrame) -> list[Placed]:
    """Return the *plotted* events as :func:`view_of` takes them."""
    columns = plotted[["part_of", "latitude", "longitude", "approximation_km"]]
    return [Placed(str(event_id), *row) for event_id, row in zip(plotted.index, columns.to_numpy(), strict=True)]


def view_of(events: Sequence[Placed], event_id: str, size: tuple[int, int], least_zoom: int = MIN_ZOOM) -> Look | None:
    """Return the view that an event with its parts fills, or ``None`` if nothing of it lies on the map.

    One point is not looked at closer than its doubt allows, and no closer than needed to tell it from its neighbour.

    Parameters
    ----------
    events : all that lie on the map.
    size : width and height of the map in pixels.
    """
    limits = LOOKS["eventView"]
    places = family(events, event_id)
    if not places:
        return None
    spots = [world(one.lat, one.lon) for one in places]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*spots, strict=True))
    is_point = (left, top) == (right, bottom)
    breadth = world_length(2 * max(one.km for one in places), places[0].lat) if is_point else 0.0
    fits = min(
        _zoom(limits["part"] * px, end - start + breadth)
        for px, start, end in ((size[0], left, right), (size[1], top, bottom))
    )
    zoom = math.floor(min(fits, limits["most"]))
    if is_point:
        gaps = (math.dist(world(one.lat, one.lon), (left, top)) for one in events)
        apart = math.ceil(_zoom(LOOKS["gatherPx"], min((gap for gap in gaps if gap > 0), default=1.0)))
        zoom = max(limits["least"], min(zoom, max(apart, limits["plain"])))
    lat, lon = latitude((top + bottom) / 2), (left + right) / 2 * 360 - 180
    return Look(round(lat, 4), round(lon, 4), max(least_zoom, zoom))


def plan_view(battle: Mapping[str, Any], size: tuple[int, int]) -> Look:
    """Return the view that the plan of a battle fills, above the bar of its days.

    It is no closer than where the best known lines may be off by a good part of the map, but close enough for the plan
    to be drawn.

    Parameters
    ----------
    battle : one of :func:`geo.content.plans.plan.summaries`.
    size : width and height of the map in pixels.
    """
    limits = LOOKS["plan"]
    south, west, north, east = battle["box"]
    (left, top), (right, bottom) = world(north, west), world(south, east)
    fits = min(
        _zoom(size[0], right - left) + limits["crop"],
        _zoom(max(size[1] - limits["barPx"], limits["barPx"]), bottom - top) + limits["crop"],
        _zoom(limits["doubtPx"], world_length(battle["km"], (south + north) / 2)),
        limits["closest"],
        battle["zooms"][1],
    )
    drawn = _zoom(limits["leastPx"], math.hypot(right - left, bottom - top))
    zoom = math.floor(max(math.ceil(battle["zooms"][0]), math.ceil(drawn), fits))
    y = (top + bottom) / 2 + limits["barPx"] / 2 / (_WORLD_PX * 2**zoom)
    return Look(round(latitude(y), 4), round((left + right) / 2 * 360 - 180, 4), zoom)


def opening(
    plotted: pd.DataFrame, event_id: str, battle: Mapping[str, Any] | None, size: tuple[int, int]
) -> Look | None:
    """Return where the map looks when an event is opened, or ``None`` if nothing of it lies on the map.

    A battle opens on its plan if it stands well inside, everything else on itself with its parts.

    Parameters
    ----------
    battle : the one of :func:`geo.content.plans.plan.summaries` that shows the event, if one does.
    size : width and height of the map in pixels.
    """
    if battle and battle["event"] == event_id and event_id in plotted.index:
        lat, lon = (float(plotted.at[event_id, name]) for name in ("latitude", "longitude"))
        if plan_holds(battle, lat, lon, size):
            return plan_view(battle, size)
    return view_of(placed(plotted), event_id, size)


def plan_holds(battle: Mapping[str, Any], lat: float, lon: float, size: tuple[int, int]) -> bool:
    """Return whether a place stands well inside :func:`plan_view`: then opening it shows the plan."""
    look, most = plan_view(battle, size), LOOKS["plan"]["inside"]
    gaps = (
        abs(one - other) * _WORLD_PX * 2**look.zoom
        for one, other in zip(world(lat, lon), world(look.lat, look.lon), strict=True)
    )
    return all(gap <= most * px for gap, px in zip(gaps, size, strict=True))


def view_of_all(events: Sequence[Placed], size: tuple[int, int]) -> Look | None:
    """Return the view that all of *events* fill, or ``None`` without any; no closer than an event is looked at.

    Parameters
    ----------
    size : width and height of the map in pixels.
    """
    if not events:
        return None
    limits = LOOKS["eventView"]
    (left, right), (top, bottom) = (
        (min(axis), max(axis)) for axis in zip(*(world(one.lat, one.lon) for one in events), strict=True)
    )
    fits = min(
        _zoom(limits["part"] * px, length) for px, length in zip(size, (right - left, bottom - top), strict=True)
    )
    lat, lon = latitude((top + bottom) / 2), (left + right) / 2 * 360 - 180
    return Look(round(lat, 4), round(lon, 4), max(MIN_ZOOM, math.floor(min(fits, limits["most"]))))


def _zoom(px: float, length: float) -> float:
    """Return the zoom at which a length of the world takes so many pixels."""
    return math.log2(px / (_WORLD_PX * length)) if length else math.inf


def family(events: Sequence[Placed], event_id: str) -> list[Placed]:
    """Return the event and all its parts, and theirs, without those that lie far from the rest."""
    parents = {one.id: one.part_of for one in events}
    found = [one for one in events if one.id == event_id or event_id in _above(parents, one)]
    if not found:
        return []
    spots = [world(one.lat, one.lon) for one in found]
    return [*compress(found, near(spots, LOOKS["familyPx"] / (_WORLD_PX * 2 ** LOOKS["eventView"]["most"])))]


def _above(parents: dict[str, str], event: Placed) -> Iterator[str]:
    """Yield an event's ancestors, nearest first, as far as they are known."""
    at = event.part_of
    while at:
        yield at
        at = parents.get(at, "")
