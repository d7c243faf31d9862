"""Rows of lines, positions and places → what a plan draws, each with who says so, where, and how sure."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd
import shapely

from geo.citation.short_titles import short_title
from geo.content.plans.geometry import smooth
from geo.content.plans.names import short_place, short_unit
from geo.core.edtf import day_span, spoken
from geo.core.points import Plane, Point, Spot
from geo.record.tables import Dataset

__all__ = [
    "ACCOUNTS",
    "Claim",
    "Line",
    "Spotted",
    "Unit",
    "account",
    "features",
    "lines",
    "span_of",
    "spotted",
    "units",
]

#: Whose account a claim belongs to; what neither belligerent says of itself belongs to both.
ACCOUNTS = {"belligerent_a": "a", "belligerent_b": "b"}
#: A row that may mean any day of a month is listed, not drawn.
LONGEST_DAYS = 26
_FEATURES = ("height", "water", "crossing", "post", "fort", "airfield", "station", "settlement", "frontier")
_NOT_ON_GROUND = ("front", "army_group")
_NOT_IN_A_COUNTRY = ("regiment", "battalion", "company", "detachment", "garrison", "other")
_FEATURE_KM = 15  # a place known no better is no mark to find one's way by


@dataclass(frozen=True)
class Claim:
    """What every mark of a plan rests on.

    Attributes
    ----------
    side : ``a``, ``b`` or ``other``, of the party.
    first, last : days.
    hours, clock : as they are given, and which clock the source names; empty if only the day is told.
    km : how far the truth may lie from what is drawn.
    account : ``a``, ``b`` or ``both``.
    """

    id: str
    party: str
    side: str
    first: dt.date
    last: dt.date
    date_text: str
    hours: str
    clock: str
    km: float
    claimant: str
    account: str
    certainty: str
    source: str
    locator: str

    @property
    def hour(self) -> float:
        """The last hour that is told of it, in hours; the end of the day if none is."""
        times = [float(hour) + float(minute) / 60 for hour, minute in re.findall(r"(\d\d):(\d\d)", self.hours)]
        return max(times, default=24.0)

    def shared(self) -> dict[str, Any]:
        """Return it as it is sent; what is not told is left out."""
        told = {
            "id": self.id,
            "party": self.party,
            "side": self.side,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "date": self.date_text,
            "hours": self.hours.replace("/", "–"),
            "clock": self.clock,
            "km": self.km,
            "claimant": self.claimant,
            "account": self.account,
            "certainty": self.certainty.replace("-", " "),
            "source": self.source,
            "locator": self.locator,
        }
        return {name: value for name, value in told.items() if value != ""}


@dataclass(frozen=True)
class Line(Claim):
    """A line on the ground; *given* are its points on the plane, *curve* runs through them."""

    kind: str
    given: tuple[Spot, ...]
    note: str

    @cached_property
    def curve(self) -> list[Spot]:
        """The smooth line."""
        return smooth(self.given)


@dataclass(frozen=True)
class Unit(Claim):
    """A unit at a place; *place* is the id of a named one, *did* what it did there."""

    unit: str
    title: str
    short: str
    echelon: str
    branch: str
    place: str
    spot: Spot
    did: str


def account(role: str) -> str:
    """Return whose account a claimant of that role gives: ``a``, ``b``, or ``both``."""
    return ACCOUNTS.get(role, "both")


def span_of(date_edtf: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date may mean."""
    span = day_span(date_edtf)
    return span.first, span.last


def _reader(dataset: Dataset) -> Callable[[Mapping[str, Any], str], dict[str, Any]]:
    """Return what reads, of a row and its party, what every mark rests on; dates and works are read once."""
    sides = dataset.parties["side"].to_dict()
    dated = cache(lambda text: (*span_of(text), spoken(text)))
    titled = cache(lambda work: short_title(dataset, work) if work in dataset.sources.index else "")
    return lambda row, party: _shared(row, party, sides.get(party, "other"), dated(row["date_edtf"]), titled)


def _shared(
    row: Mapping[str, Any],
    party: str,
    side: str,
    dated: tuple[dt.date, dt.date, str],
    titled: Callable[[str], str],
) -> dict[str, Any]:
    first, last, date_text = dated
    return {
        "id": row["id"],
        "party": party,
        "side": side if side in ("a", "b") else "other",
        "first": first,
        "last": last,
        "date_text": date_text,
        "hours": row["local_time"],
        "clock": row["clock"],
        "km": float(row["approximation_km"]),
        "claimant": row["claimant"],
        "account": account(row["claimant_role"]),
        "certainty": row["certainty"],
        "source": titled(row["source_id"]),
        "locator": row["locator"],
    }


def lines(dataset: Dataset, events: Collection[str], plane: Plane, farthest_km: float) -> list[Line]:
    """Return the lines of *events* that can be drawn, in order of time; none that may be off by more."""
    found, read = [], _reader(dataset)
    for row in dataset.lines[dataset.lines["event_id"].isin(list(events))].to_dict("records"):
        at = [plane.spot(lon, lat) for lon, lat in shapely.get_coordinates(shapely.from_wkt(row["geometry_wkt"]))]
        shared = read(row, row["party"])
        is_claim = row["kind"] == "claim"
        is_long = (shared["last"] - shared["first"]).days > LONGEST_DAYS
        if len(at) < 2 or shared["km"] > farthest_km or (is_long and not is_claim):
            continue
        found.append(Line(**shared, kind=row["kind"], given=tuple(at), note=row["note"]))
    return sorted(found, key=lambda line: (line.first, line.hour, line.id))


def units(
    dataset: Dataset, events: Collection[str], plane: Plane, farthest_km: float, is_country: bool = False
) -> list[Unit]:
    """Return the positions of units in *events* that can be drawn, in order of time.

    Parameters
    ----------
    farthest_km : how far the truth may lie from what is drawn.
    is_country : whole fronts are drawn, but nothing smaller than a brigade.
    """
    left_out = _NOT_IN_A_COUNTRY if is_country else _NOT_ON_GROUND
    found, read = [], _reader(dataset)
    known, places = dataset.units.to_dict("index"), _points(dataset)
    short = cache(short_unit)
    for row in dataset.positions[dataset.positions["event_id"].isin(list(events))].to_dict("records"):
        unit = known[row["unit_id"]]
        at = _point(row["geometry_wkt"]) if row["geometry_wkt"] else places.get(row["place_id"])
        shared = read(row, unit["party"])
        is_long = (shared["last"] - shared["first"]).days > LONGEST_DAYS
        if at is None or shared["km"] > farthest_km or is_long or unit["echelon"] in left_out:
            continue
        found.append(
            Unit(
                **shared,
                unit=row["unit_id"],
                title=unit["title"],
                short=short(unit["title"]),
                echelon=unit["echelon"],
                branch=unit["branch"],
                place=row["place_id"],
                spot=plane.spot(at.lon, at.lat),
                did=row["did"],
            )
        )
    return sorted(found, key=lambda one: (one.first, one.hour, one.id))


@dataclass(frozen=True)
class Spotted:
    """Where a row of lines or positions lies, before it is known what is drawn of it."""

    date: str
    km: float
    shape: shapely.Geometry
    is_line: bool


def spotted(dataset: Dataset, told: pd.DataFrame) -> dict[str, list[Spotted]]:
    """Return where the lines *told* and all positions lie, by event."""
    columns = ["event_id", "date_edtf", "approximation_km", "geometry_wkt"]
    units = dataset.positions
    points = {key: f"POINT ({at.lon} {at.lat})" for key, at in _points(dataset).items()}
    where = units["geometry_wkt"].where(units["geometry_wkt"] != "", units["place_id"].map(points))
    placed = units.assign(geometry_wkt=where)[columns].dropna()
    found: dict[str, list[Spotted]] = {}
    for table in (told, placed):
        *cells, texts = (table[name].to_numpy(dtype=object) for name in columns)
        for event, date, km, shape in zip(*cells, shapely.from_wkt(texts), strict=True):
            found.setdefault(event, []).append(Spotted(date, km, shape, table is told))
    return found


def _point(wkt: str) -> Point:
    lon, lat = shapely.get_coordinates(shapely.from_wkt(wkt))[0]
    return Point(float(lat), float(lon))


def _points(dataset: Dataset) -> dict[str, Point]:
    """Return where the places of *dataset* are, by id."""
    places = dataset.places
    cells = zip(places.index, places["latitude"].tolist(), places["longitude"].tolist(), strict=True)
    return {place_id: Point(float(lat), float(lon)) for place_id, lat, lon in cells}


def features(
    dataset: Dataset, reach: tuple[float, float, float, float], plane: Plane, used: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return what lies on the ground inside *reach* (south, west, north, east), what is named most often first.

    Parameters
    ----------
    used : how often units and events are placed there, by place.
    """
    south, west, north, east = reach
    places = dataset.places
    inside = places["latitude"].between(south, north) & places["longitude"].between(west, east)
    found = []
    for place_id, row in places[inside & places["kind"].isin(_FEATURES)].iterrows():
        shape = shapely.from_wkt(row["geometry_wkt"]) if row["geometry_wkt"] else None
        is_course = shape is not None and shape.geom_type in ("LineString", "Polygon")
        if row["approximation_km"] > _FEATURE_KM and not is_course:
            continue
        name, also = short_place(row["title"])
        one = {
            "id": place_id,
            "kind": row["kind"],
            "name": name,
            "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "km": row["approximation_km"],
            "basis": row["geo_basis"],
            "uses": used.get(str(place_id), 0),
        }
        one |= {"also": also} if also else {}
        one |= {"note": row["geo_note"]} if row["geo_note"] else {}
        one |= {"m": row["elevation_m"]} if not math.isnan(row["elevation_m"]) else {}
        if is_course and shape is not None:
            given = [plane.spot(lon, lat) for lon, lat in shapely.get_coordinates(shape)]
            one |= {"course": [plane.lonlat(spot) for spot in smooth(given)], "is_area": shape.geom_type == "Polygon"}
        found.append(one)
    return sorted(found, key=lambda one: (-int(one["uses"]), str(one["id"])))
