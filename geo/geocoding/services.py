"""The geocoders of the chain, each one of geopy's: whose locations hold a candidate with its paper trail.

:class:`HistoricalGazetteer` knows the names of the time that the atlas holds, :class:`GeoNames` the
towns of GeoNames, offline; only :class:`CachedNominatim` asks another machine.  Every candidate
says what was asked, who answered, which name met, how well, how precise the place is, when it was
asked, and whom to credit.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from geopy.adapters import BaseSyncAdapter
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from rapidfuzz import fuzz, process

from geo.about import VERSION
from geo.core.folding import fold, key
from geo.core.points import Point
from geo.geocoding import geonames, states_then
from geo.geocoding.ranking import ATLAS, OUT_OF_USE, Candidate, Era, Question, likeness, parts, rated
from geo.record.tables import Dataset

__all__ = ["CachedNominatim", "GeoNames", "HistoricalGazetteer", "Service"]

#: Near spellings less like the name than this, of 100, are not shown; at most so many are.
_LEAST_ALIKE, _MOST_NEAR = 82, 5
#: Within how many kilometres of its point a town lies, from so many people on.
_TOWN_KM = ((1_000_000, 15.0), (200_000, 10.0), (0, 5.0))
_TIMEOUT_S = 10
#: Nominatim's usage policy: one request a second for the whole application, whoever asks.
_in_turn = RateLimiter(lambda ask: ask(), min_delay_seconds=1, max_retries=0, swallow_exceptions=False)

_Answer = list[dict[str, Any]]


class Service(Protocol):
    """A geocoder of this chain: geopy's ``geocode`` whose locations hold a :class:`Candidate` as ``raw``."""

    service: str

    def geocode(self, query: str, *, exactly_one: bool, country: str, era: Era) -> Any:
        """Return locations, the best first; ``None`` if there is none."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """What an offline geocoder has in place of an HTTP client: no way out."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Refuse."""
        raise GeocoderUnavailable(f"an offline geocoder asked for {url}")

    get_text = get_json


class HistoricalGazetteer(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """The names of a dataset's places, in every script in which they are recorded."""

    service = ATLAS

    def __init__(self, dataset: Dataset) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._places: dict[str, dict[str, Any]] = dataset.places.to_dict("index")
        names = dataset.names.to_dict("records")
        self._names = [
            *((row["subject_id"], row["toponym"], row["role"]) for row in names if row["subject_id"] in self._places),
            *((place_id, place["title"], "preferred") for place_id, place in self._places.items()),
        ]
        self._folded = [fold(name) for _, name, _ in self._names]
        self._by_key: dict[str, list[tuple[str, str, str]]] = {}
        for row in self._names:
            self._by_key.setdefault(key(row[1]), []).append(row)

    def geocode(self, query: str, *, exactly_one: bool = True, country: str = "", era: Era = "") -> Any:
        """Return the places that bear the name, or else names near to it; see :class:`Service`."""
        question = Question(query, country, era)
        exact = self._by_key.get(key(query), []) if key(query) else []
        best: dict[str, Candidate] = {}
        for place_id, name, role in exact or self._near(query):
            candidate = self._candidate(question, place_id, name, role)
            if place_id not in best or candidate.score > best[place_id].score:
                best[place_id] = candidate
        return _locations(best.values(), exactly_one)

    def _near(self, query: str) -> list[tuple[str, str, str]]:
        alike = process.extract(fold(query), self._folded, scorer=fuzz.WRatio, score_cutoff=_LEAST_ALIKE, limit=None)
        near = [(ratio, fuzz.ratio(query, self._names[at][1]), self._names[at]) for _, ratio, at in alike]
        return [row for *_, row in sorted(near, reverse=True)[:_MOST_NEAR]]

    def _candidate(self, question: Question, place_id: str, name: str, role: str) -> Candidate:
        place = self._places[place_id]
        point = Point(place["latitude"], place["longitude"])
        land = _land_of(place["country_then"], point)
        is_named = bool(parts(question.country) & parts(place["country_then"]))
        value, because = rated(question, name, land, point, is_named)
        if role == "historical" and question.era == "now":
            value, because = value * OUT_OF_USE, f"{because}, out of use by then"
        return Candidate(
            query=question.name,
            service=self.service,
            service_id=place_id,
            title=place["title"],
            matched=name,
            country=place["country_then"],
            lat=point.lat,
            lon=point.lon,
            score=value,
            because=because,
            where_prec=int(place["where_prec"]),
            approximation_km=float(place["approximation_km"]),
            basis=place["geo_basis"],
            note=place["geo_note"],
            credit="this atlas, CC BY 4.0",
            asked_on=_today(),
        )


class GeoNames(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """The towns of GeoNames, offline; *folder* keeps the index that is made at the first look-up."""

    service = "GeoNames"

    def __init__(self, towns: geonames.Towns) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._towns = towns

    def geocode(self, query: str, *, exactly_one: bool = True, country: str = "", era: Era = "") -> Any:
        """Return the towns that bear the name, or else names near to it; see :class:`Service`.

        Raises
        ------
        GeocoderUnavailable
            If the index cannot be made; the message says what would help.
        """
        question = Question(query, country, era)
        try:
            found = self._towns.named(query) or self._near(query)
        except (OSError, sqlite3.Error) as error:
            raise GeocoderUnavailable(
                f"GeoNames needs a folder it can write to ({error}); name one in ATLAS_CACHE"
            ) from error
        return _locations([self._candidate(question, town) for town in found], exactly_one)

    def _near(self, query: str) -> list[geonames.Town]:
        alike = [
            (max(fuzz.ratio(fold(query), fold(name)) for name in town.names), town) for town in self._towns.near(query)
        ]
        alike.sort(key=lambda one: -one[0])
        return [town for ratio, town in alike if ratio >= _LEAST_ALIKE][:_MOST_NEAR]

    def _candidate(self, question: Question, town: geonames.Town) -> Candidate:
        point = Point(town.lat, town.lon)
        name = max(town.names, key=lambda one: likeness(question.name, one))
        value, because = rated(question, name, (states_then.Land(town.iso),), point)
        return Candidate(
            query=question.name,
            service=self.service,
            service_id=str(town.id),
            title=town.title,
            matched=name,
            country=states_then.title(town.iso),
            lat=point.lat,
            lon=point.lon,
            score=value,
            because=because,
            where_prec=2,
            approximation_km=next(km for people, km in _TOWN_KM if town.population >= people),
            basis="gazetteer",
            note="The point is the middle of the present town.",
            credit=geonames.CREDIT,
            asked_on=_today(),
        )


class CachedNominatim(Nominatim):  # type: ignore[misc]  # geopy ships no types
    """Nominatim of OpenStreetMap: one request a second for the whole process, every answer kept in a file.

    What is sent is the name and the country, nothing else of the row.
    """

    service = "Nominatim"

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(user_agent=f"border-conflicts-atlas/{VERSION}", timeout=_TIMEOUT_S, **options)
        self._path = folder / "nominatim.sqlite"

    def geocode(self, query: str, *, exactly_one: bool = True, country: str = "", era: Era = "") -> Any:
        """Return what Nominatim knows under the name; see :class:`Service`.

        Raises
        ------
        GeocoderServiceError
            If Nominatim does not answer, or not as it should; the message says so in plain words.
        """
        question = Question(query, country, era)
        codes = sorted({land.iso.lower() for land in states_then.lands(country, question.year)})
        ask = partial(super().geocode, query, exactly_one=False, limit=10, language="en", namedetails=True)
        try:
            answer, asked_on = self._kept(question, codes, partial(ask, country_codes=codes))
            found = [self._candidate(question, raw, asked_on) for raw in answer]
        except (sqlite3.Error, OSError) as error:
            raise GeocoderServiceError(f"answers of Nominatim cannot be kept ({error}); see ATLAS_CACHE") from error
        except (KeyError, TypeError, ValueError) as error:
            raise GeocoderServiceError("Nominatim answered in a form this atlas cannot read") from error
        return _locations(found, exactly_one)

    def _kept(self, question: Question, codes: Sequence[str], ask: Callable[[], Any]) -> tuple[_Answer, str]:
        """Return the answer kept, or a new one, and the day it was given; what cannot be read is not kept."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        asked = json.dumps([question.name, codes], ensure_ascii=False)
        with closing(sqlite3.connect(self._path, timeout=_TIMEOUT_S)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS answers (asked PRIMARY KEY, asked_on, answer)")
            row = database.execute("SELECT answer, asked_on FROM answers WHERE asked = ?", (asked,)).fetchone()
        if row:
            return json.loads(row[0]), str(row[1])
        try:
            answer = [location.raw for location in _in_turn(ask) or ()]
        except GeopyError as error:
            raise GeocoderServiceError(_plainly(error)) from error
        for raw in answer:
            self._candidate(question, raw, _today())
        with closing(sqlite3.connect(self._path, timeout=_TIMEOUT_S)) as database, database:
            database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (asked, _today(), json.dumps(answer)))
        return answer, _today()

    def _candidate(self, question: Question, raw: Mapping[str, Any], asked_on: str) -> Candidate:
        point = Point(float(raw["lat"]), float(raw["lon"]))
        south, north, west, east = map(float, raw["boundingbox"])
        first, *rest = str(raw["display_name"]).split(", ")
        names = dict.fromkeys([first, *(str(name) for name in (raw.get("namedetails") or {}).values())])
        name = max(names, key=lambda one: likeness(question.name, one))
        value, because = rated(question, name, states_then.lands(rest[-1] if rest else first), point)
        return Candidate(
            query=question.name,
            service=self.service,
            service_id=f"{raw['osm_type']} {raw['osm_id']}",
            title=first,
            matched=name,
            country=rest[-1] if rest else first,
            lat=point.lat,
            lon=point.lon,
            score=value,
            because=because,
            where_prec=_precision(raw),
            approximation_km=max(1.0, round(Point(south, west).distance_km(Point(north, east)) / 2, 1)),
            basis="gazetteer",
            note=f"The point is that of the present {str(raw.get('type', 'place')).replace('_', ' ')}: "
            f"{raw['display_name']}.",
            credit="© OpenStreetMap contributors, ODbL 1.0",
            asked_on=asked_on,
        )


def _locations(candidates: Iterable[Candidate], exactly_one: bool) -> Any:
    found = [Location(one.title, (one.lat, one.lon), one) for one in sorted(candidates, key=lambda one: -one.score)]
    return (found[0] if exactly_one else found) if found else None


def _land_of(country_then: str, point: Point) -> tuple[states_then.Land, ...]:
    """Return where *point* may lie today, by the states it lay in then: in a part of a country rather than in one."""
    found: list[states_then.Land] = []
    for state in country_then.split(";"):
        then = [land for land in states_then.lands(state, states_then.LAST_YEAR_THEN) if land.holds(point)]
        found += [land for land in then if land.box] or then
    return tuple(found)


def _precision(raw: Mapping[str, Any]) -> int:
    """Return UCDP's precision code for what Nominatim found, from its class and its rank in the order of addresses."""
    if raw.get("class") == "waterway":
        return 5
    if raw.get("type") in {"sea", "ocean", "strait"}:
        return 7
    ranks = ((25, 1), (15, 2), (10, 3), (5, 4), (0, 6))  # buildings and streets … countries
    return next(code for least, code in ranks if int(raw.get("place_rank", 0)) >= least)


def _plainly(error: GeopyError) -> str:
    """Return in plain words why Nominatim did not answer."""
    if isinstance(error, GeocoderTimedOut):
        return f"Nominatim did not answer within {_TIMEOUT_S} seconds"
    if isinstance(error, GeocoderUnavailable):
        return "Nominatim cannot be reached from here; this machine is offline, or its network blocks it"
    if isinstance(error, GeocoderQuotaExceeded):
        return "Nominatim asks for a pause; try again later"
    if isinstance(error, GeocoderInsufficientPrivileges):
        return "Nominatim refuses requests from this server"
    return "Nominatim reports an error; try again later"


def _today() -> str:
    return dt.date.today().isoformat()
