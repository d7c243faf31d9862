"""The rules of a data package that span cells, rows or tables.

Each is a plain generator named for the truth it guards; :data:`RULES` lists them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

import langcodes
import shapely
from shapely.affinity import affine_transform

from geo.basemap import store
from geo.core.edtf import DaySpan, day_span
from geo.core.folding import fold
from geo.core.points import KM_NORTH, km_east
from geo.errors import DateError
from geo.record import atlas as atlas_files
from geo.record.files.datapackage import Package, Problem, Row, Sheet
from geo.record.schema import LIST_SEPARATOR

__all__ = ["RULES"]

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def keys_are_unique(package: Package) -> Iterator[Problem]:
    """Guard every table's primary key."""
    for sheet in package.sheets.values():
        seen: dict[tuple[str, ...], int] = {}
        for row in sheet:
            key = tuple(row[column] for column in sheet.table.primary_key)
            if key in seen:
                shown = " + ".join(key)
                complaint = f"{shown!r} stands already on line {seen[key]}; every row needs a key of its own"
                yield Problem(sheet.table.file, row.line, sheet.table.primary_key[0], complaint)
            else:
                seen[key] = row.line


def references_lead_somewhere(package: Package) -> Iterator[Problem]:
    """Guard every foreign key."""
    ids = {name: {row["id"] for row in sheet} for name, sheet in package.sheets.items() if "id" in sheet.table.header}
    for sheet in package.sheets.values():
        for key in sheet.table.foreign_keys:
            known = set().union(*(ids.get(name, set()) for name in key.tables))
            is_list = sheet.table[key.column].type == "list"
            for row in sheet:
                cell = row[key.column]
                for value in cell.split(LIST_SEPARATOR) if is_list and cell else [cell] if cell else []:
                    if value not in known:
                        near = get_close_matches(value, known, 1)
                        hint = (
                            f"; did you mean {near[0]!r}?" if near else f"; add it to {key.tables[0]}.csv or correct it"
                        )
                        where = " or ".join(f"{name}.csv" for name in key.tables)
                        yield Problem(sheet.table.file, row.line, key.column, f"{value!r} is no id in {where}{hint}")


def plotted_events_have_a_place(package: Package) -> Iterator[Problem]:
    """Guard that what is drawn can be drawn."""
    for row in package.sheets["events"]:
        if row["status"] == "plotted" and not row["place_id"]:
            yield _problem(
                package.sheets["events"],
                row,
                "place_id",
                "is empty, but the event is to be plotted; give a place or set status to panel-only",
            )
        if row["place_id"] and not row["place_relation"]:
            yield _problem(
                package.sheets["events"],
                row,
                "place_relation",
                "is empty; say whether the event lies at, near, along or from its place",
            )


def plotted_events_have_a_source(package: Package) -> Iterator[Problem]:
    """Guard that nothing is drawn that nobody vouches for."""
    supports = package.sheets["event_sources"]
    if not supports.rows and any(problem.file == supports.table.file for problem in package.problems):
        return  # the file could not be read, which has been said once
    sourced = {row["event_id"] for row in supports}
    for row in package.sheets["events"]:
        if row["id"] and row["id"] not in sourced:
            yield _problem(
                package.sheets["events"],
                row,
                "id",
                f"{row['id']!r} has no row in event_sources.csv; name the work that supports it",
            )


def no_event_is_part_of_itself(package: Package) -> Iterator[Problem]:
    """Guard the tree of events and parts against circles."""
    sheet = package.sheets["events"]
    parent = {row["id"]: row["part_of"] for row in sheet}
    for row in sheet:
        seen, event = {row["id"]}, row["part_of"]
        while event and event not in seen:
            seen.add(event)
            event = parent.get(event, "")
        if event and event == row["id"]:
            yield _problem(sheet, row, "part_of", f"{row['part_of']!r} leads back to the event itself")


def figures_are_in_order(package: Package) -> Iterator[Problem]:
    """Guard ``low ≤ best ≤ high`` and that a claim holds a figure at all."""
    sheet = package.sheets["claims"]
    for row in sheet:
        numbers: list[tuple[str, float]] = []
        for name in ("low", "best", "high"):
            try:
                numbers.append((name, float(row[name])))
            except ValueError:
                continue
        if not numbers and not any(row[name] for name in ("low", "best", "high")):
            yield _problem(sheet, row, "best", "low, best and high are all empty; a claim needs a figure")
        for (lower, less), (upper, more) in pairwise(numbers):
            if less > more:
                yield _problem(
                    sheet, row, lower, f"{less:g} is larger than {upper} {more:g}; the order is low ≤ best ≤ high"
                )


def names_are_in_the_script_of_their_tag(package: Package) -> Iterator[Problem]:
    """Guard that a Russian name has Cyrillic letters, a transliteration Latin ones, and so on."""
    sheet = package.sheets["names"]
    for row in sheet:
        if not langcodes.tag_is_valid(row["lang"]):
            continue
        script = langcodes.get(row["lang"]).maximize().script
        letters = _SCRIPTS.get(script or "")
        if letters and not re.search(letters, row["toponym"]):
            yield _problem(sheet, row, "lang", f"{row['toponym']!r} has no {script} letter, as {row['lang']!r} says")


_SCRIPTS = {
    "Latn": r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
    "Cyrl": r"[\u0400-\u052f]",
    "Jpan": r"[\u3040-\u30ff\u3400-\u9fff]",
    "Hans": r"[\u3400-\u9fff]",
    "Hant": r"[\u3400-\u9fff]",
    "Hani": r"[\u3400-\u9fff\uf900-\ufaff]",
    "Kore": r"[\uac00-\ud7a3\u3400-\u9fff]",
    "Hang": r"[\uac00-\ud7a3]",
    "Mong": r"[\u1800-\u18af]",
}


def places_have_a_way(package: Package) -> Iterator[Problem]:
    """Guard that a position is somewhere, and that its own point lies where its place does."""
    sheet, places = package.sheets["positions"], {row["id"]: row for row in package.sheets["places"]}
    for row in sheet:
        place = places.get(row["place_id"])
        if not row["place_id"] and not row["geometry_wkt"]:
            yield _problem(sheet, row, "place_id", "is empty, and so is geometry_wkt; say where the unit was")
        elif place and row["geometry_wkt"]:
            try:
                there = shapely.from_wkt(row["geometry_wkt"])
                here = shapely.Point(float(place["longitude"]), float(place["latitude"]))
                radius = float(row["approximation_km"]) + float(place["approximation_km"])
            except (ValueError, shapely.errors.GEOSException, NotImplementedError):
                continue  # said of the cell
            away = _distance_km(here, there)
            if away > radius:
                yield _problem(
                    sheet,
                    row,
                    "geometry_wkt",
                    f"lies {away:.0f} km from {row['place_id']!r}; the radius of both is {radius:g} km",
                )


def hours_are_hours(package: Package) -> Iterator[Problem]:
    """Guard that an hour is one of a day, that two run forward, and that no clock is named without one."""
    for name in ("positions", "lines"):
        sheet = package.sheets[name]
        for row in sheet:
            text = row["local_time"]
            hours = text.split("/")
            if not text and row["clock"]:
                yield _problem(
                    sheet, row, "clock", f"{row['clock']!r} stands without an hour; fill local_time or leave it"
                )
            elif text and not (len(hours) <= 2 and all(_HOUR.fullmatch(one) for one in hours)):
                yield _problem(sheet, row, "local_time", f"{text!r} is no hour, such as 05:15 or 05:15/06:00")
            elif sorted(hours) != hours and "/" not in row["date_edtf"]:
                yield _problem(sheet, row, "local_time", f"{text!r} runs backward")


def days_lie_in_their_event(package: Package) -> Iterator[Problem]:
    """Guard that positions and lines belong to days of their event."""
    events = {row["id"]: _span(row["date_edtf"]) for row in package.sheets["events"]}
    for name in ("positions", "lines"):
        sheet = package.sheets[name]
        for row in sheet:
            whole, day = events.get(row["event_id"]), _span(row["date_edtf"])
            if whole and day and (day.last < whole.first or day.first > whole.last):
                yield _problem(
                    sheet,
                    row,
                    "date_edtf",
                    f"{row['date_edtf']} lies outside {row['event_id']!r}, {whole.first} to {whole.last}",
                )


def periods_run_forward(package: Package) -> Iterator[Problem]:
    """Guard that a period does not end before it begins."""
    sheet = package.sheets["periods"]
    for row in sheet:
        first, last = _span(row["from"]), _span(row["to"])
        if first and last and first.first > last.last:
            yield _problem(sheet, row, "to", f"{row['to']} lies before {row['from']}")


def parties_existed_on_the_day(package: Package) -> Iterator[Problem]:
    """Guard that no event has a party that did not exist then, nor one that is several counted together."""
    sheet = package.sheets["events"]
    parties = {row["id"]: row for row in package.sheets["parties"]}
    for row in sheet:
        when = _span(row["date_edtf"])
        for column in ("side_a", "side_b", "side_a_2nd", "side_b_2nd"):
            for side in filter(None, row[column].split(LIST_SEPARATOR)):
                party = parties.get(side)
                if party is None:
                    continue  # said of the reference
                if party["members"]:
                    yield _problem(
                        sheet, row, column, f"{side!r} is several parties counted together; name {party['members']}"
                    )
                lived = _span(party["date_edtf"]) if party["date_edtf"] else None
                if when and lived and (when.last < lived.first or when.first > lived.last):
                    yield _problem(
                        sheet,
                        row,
                        column,
                        f"{side!r} did not exist on {row['date_edtf']}; it did from {lived.first} to {lived.last}",
                    )


def certain_events_rest_on_good_works(package: Package) -> Iterator[Problem]:
    """Guard that what retellings alone tell is not called certain."""
    tiers = {row["id"]: row["tier"] for row in package.sheets["sources"]}
    supports: dict[str, set[str]] = {}
    for row in package.sheets["event_sources"]:
        supports.setdefault(row["event_id"], set()).add(tiers.get(row["source_id"], ""))
    sheet = package.sheets["events"]
    for row in sheet:
        found = supports.get(row["id"], set())
        if row["certainty"] == "certain" and found and found <= _WEAK:
            yield _problem(
                sheet,
                row,
                "certainty",
                "is certain, but only popular works support it; write less-certain, or name one",
            )


_WEAK = {"popular", "founding_document"}


def points_lie_on_their_side_of_the_frontier(package: Package) -> Iterator[Problem]:
    """Guard that a plotted place lies, within its radius, in a country it names, with the frontiers of the day."""
    atlas = atlas_files.read(package.folder)[0]
    if atlas.base_map != "theatre":
        return
    turn = atlas.borders_turn or dt.date.max
    places = {row["id"]: row for row in package.sheets["places"]}
    sheet = package.sheets["events"]
    for row in sheet:
        place, when = places.get(row["place_id"]), _span(row["date_edtf"])
        if row["status"] != "plotted" or place is None or when is None:
            continue
        away = _kilometres_from_home(place, when, turn)
        if away:
            yield _problem(
                sheet,
                row,
                "place_id",
                f"{row['place_id']!r} lies {away:.0f} km from {place['country_then']} as the frontiers ran in "
                f"{row['date_edtf']}; its radius is {place['approximation_km']} km",
            )


def _kilometres_from_home(place: Row, when: DaySpan, turn: dt.date) -> float:
    """Return how far a place lies outside all countries it names, or 0; also where the base map has none of them.

    From *turn* on states dissolve from one day to the next: what counts is whose a place was on that day.
    """
    try:
        point = shapely.Point(float(place["longitude"]), float(place["latitude"]))
        radius = float(place["approximation_km"])
    except ValueError:
        return 0  # said of the cell
    names = {fold(name) for name in place["country_then"].split("; ")}
    shapes = [
        shape
        for name, first, last, shape in _countries()
        if name in names
        and first <= max(min(when.last, turn), first) <= last
        and first <= when.last
        and last >= min(when.first, turn)
    ]
    if not shapes:
        return 0
    away = min(_distance_km(point, shape) for shape in shapes)
    return away if away > radius else 0


@lru_cache(maxsize=1)
def _countries() -> list[tuple[str, dt.date, dt.date, shapely.Geometry]]:
    """Return folded name, first and last day, and area of every state of the base map."""
    found = []
    for feature in store.features("polities.geojson"):
        properties = feature["properties"]
        first, last = (dt.date.fromisoformat(properties[name]) for name in ("from", "to"))
        shape, name = shapely.geometry.shape(feature["geometry"]), properties["name"]
        for one in {fold(name), fold(name.partition(" (")[0])}:  # “Japan (Chishima)” is Japan, too
            found.append((one, first, last, shape))
    return found


def _distance_km(one: shapely.Point, other: shapely.Geometry) -> float:
    """Return the distance from a point, good to a per cent within some hundred kilometres; 0 inside an area."""
    east = km_east(one.y)
    flat = affine_transform(other, [east, 0, 0, KM_NORTH, -east * one.x, -KM_NORTH * one.y])
    return float(flat.distance(shapely.Point(0, 0)))


def _span(text: str) -> DaySpan | None:
    try:
        return day_span(text) if text else None
    except DateError:
        return None  # said of the cell


def _problem(sheet: Sheet, row: Row, column: str, message: str) -> Problem:
    return Problem(sheet.table.file, row.line, column, message)


RULES: tuple[Callable[[Package], Iterator[Problem]], ...] = (
    keys_are_unique,
    references_lead_somewhere,
    plotted_events_have_a_place,
    plotted_events_have_a_source,
    no_event_is_part_of_itself,
    figures_are_in_order,
    names_are_in_the_script_of_their_tag,
    parties_existed_on_the_day,
    certain_events_rest_on_good_works,
    periods_run_forward,
    places_have_a_way,
    hours_are_hours,
    days_lie_in_their_event,
    points_lie_on_their_side_of_the_frontier,
)
