"""The ways from one event to others: before and after it, at its place, near it, and its parts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geo.core.edtf import spoken
from geo.core.points import Point, compass
from geo.record.tables import Dataset

__all__ = ["Link", "Parts", "at_same_place", "by_month", "dated_link", "in_time", "link_to", "nearest"]

_NEAREST, _FARTHEST_KM = 3, 300  # beyond it nobody would call an event a neighbour
_MOST_PARTS = 20  # of more, the months are shown first
_MOST_LINKS = 40  # to events at the same place


@dataclass(frozen=True)
class Link:
    """A way to another event: its id, its title, and why it is offered."""

    event_id: str
    title: str
    note: str


@dataclass(frozen=True)
class Parts:
    """Parts of an event, in order of time; *title* is their month, or empty where they are few."""

    title: str
    links: tuple[Link, ...]


def link_to(dataset: Dataset, event_id: str, note: str) -> Link:
    """Return the way to an event, with *note* for why it is offered."""
    return Link(event_id, dataset.events.at[event_id, "title"], note)


def in_time(events: pd.DataFrame, event: Mapping[str, Any]) -> tuple[Link | None, Link | None]:
    """Return the events before and after *event*, which itself need not be among *events*."""
    order: Sequence[str] = list(events.index)
    if event["id"] in order:
        index = order.index(event["id"])
        earlier, later = index - 1, index + 1
    else:
        later = int((events["first_day"] <= event["first_day"]).sum())
        earlier = later - 1
    links = [
        Link(order[index], events.at[order[index], "title"], spoken(events.at[order[index], "date_edtf"]))
        if 0 <= index < len(order)
        else None
        for index in (earlier, later)
    ]
    return links[0], links[1]


def at_same_place(dataset: Dataset, event: Mapping[str, Any]) -> tuple[Link, ...]:
    """Return the first other events at the place of *event*."""
    if not event["place_id"]:
        return ()
    numbers = dataset.row_numbers("events", "place_id", event["place_id"])[: _MOST_LINKS + 1]
    links = [
        link_to(dataset, other, spoken(dataset.events.at[other, "date_edtf"]))
        for other in dataset.events.index[numbers]
    ]
    return tuple(link for link in links if link.event_id != event["id"])[:_MOST_LINKS]


def nearest(dataset: Dataset, event: Mapping[str, Any]) -> tuple[Link, ...]:
    """Return the nearest plotted events at other places, with distance and direction.

    None that is far away, and none so near that it may as well lie the other way: within the doubt about either place.
    """
    if not event["place_id"]:
        return ()
    here = Point(event["latitude"], event["longitude"])
    firsts = dataset.first_at_each_place
    lats, lons, places, doubts = (
        firsts[name].to_numpy() for name in ("latitude", "longitude", "place_id", "approximation_km")
    )
    rough = (lats - here.lat) ** 2 + ((lons - here.lon) * math.cos(math.radians(here.lat))) ** 2
    found: list[tuple[float, str, str]] = []
    for number in np.argsort(rough, kind="stable"):
        there = Point(float(lats[number]), float(lons[number]))
        distance = here.distance_km(there)
        if len(found) == _NEAREST + 2 or distance > _FARTHEST_KM:  # the order is a rough one
            break
        if places[number] != event["place_id"] and distance > max(event["approximation_km"], doubts[number]):
            found.append((distance, compass(here, there), str(firsts.index[number])))
    return tuple(
        link_to(dataset, other, f"about {distance:,.0f} km {direction}")
        for distance, direction, other in sorted(found)[:_NEAREST]
    )


def dated_link(dataset: Dataset, event_id: str) -> Link:
    """Return the way to an event, with its date."""
    return link_to(dataset, event_id, spoken(dataset.events.at[event_id, "date_edtf"]))


def by_month(dataset: Dataset, parts: Sequence[str]) -> tuple[Parts, ...]:
    """Return the parts of an event under the months in which they began; under none where they are few."""
    if len(parts) <= _MOST_PARTS:
        return (Parts("", tuple(dated_link(dataset, part) for part in parts)),) if parts else ()
    months: dict[str, list[Link]] = {}
    for part in parts:
        months.setdefault(dataset.events.at[part, "date_start"][:7], []).append(dated_link(dataset, part))
    return tuple(Parts(spoken(month), tuple(links)) for month, links in months.items())
