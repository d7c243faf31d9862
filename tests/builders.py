"""Rows and small valid data packages, so that a test names only what it is about.

Every builder returns one row as ``{column: text}``; name the cells that matter::

    an_event(date_edtf="1936-03~")
    a_package(tmp_path, events=[an_event(), an_event(id="second")])
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geo.record import tables
from geo.record.atlas import FILE
from geo.record.files import datapackage
from geo.record.schema import TABLES

Cells = Mapping[str, str]

_DATA = Path(__file__).parents[1] / "data"
EVENT, PLACE, SOURCE = "the-clash", "the-ford", "the-report"


def an_event(**cells: str) -> dict[str, str]:
    """Return a plotted incident of 29 July 1938 between the Soviet Union and Japan."""
    return {
        "id": EVENT,
        "title": "Clash at the ford",
        "chapter": "lake-khasan",
        "kind": "incident",
        "date_edtf": "1938-07-29",
        "theatre": "east",
        "place_id": PLACE,
        "place_relation": "at",
        "part_of": "",
        "side_a": "soviet-union",
        "side_b": "japan",
        "side_a_2nd": "",
        "side_b_2nd": "",
        "summary": "Two patrols met at the ford and fired.",
        "significance": "",
        "caption": "",
        "result": "",
        "certainty": "certain",
        "cow_mid": "",
        "status": "plotted",
        **cells,
    }


def a_place(**cells: str) -> dict[str, str]:
    """Return a place known to a kilometre."""
    return {
        "id": PLACE,
        "title": "The ford",
        "kind": "crossing",
        "latitude": "42.5",
        "longitude": "130.6",
        "where_prec": "1",
        "approximation_km": "1",
        "elevation_m": "",
        "geometry_wkt": "",
        "country_then": "Soviet Union; Manchukuo",
        "ccodes": "365, 710",
        "geo_basis": "page",
        "geo_note": "Read off a map.",
        **cells,
    }


def a_name(**cells: str) -> dict[str, str]:
    """Return a Russian name of the event."""
    return {
        "subject_id": EVENT,
        "toponym": "Бой у брода",
        "lang": "ru",
        "role": "preferred",
        "source_id": SOURCE,
        **cells,
    }


def a_claim(**cells: str) -> dict[str, str]:
    """Return a Soviet figure of ten Soviet killed."""
    return {
        "id": "the-claim",
        "event_id": EVENT,
        "measure": "killed",
        "side": "soviet-union",
        "low": "",
        "best": "10",
        "high": "",
        "claimant": "Soviet staff",
        "claimant_role": "belligerent_a",
        "source_id": SOURCE,
        "locator": "p. 12",
        "as_of": "1938",
        "note": "",
        **cells,
    }


def a_disagreement(**cells: str) -> dict[str, str]:
    """Return a disputed date of the event."""
    return {
        "id": "the-point",
        "event_id": EVENT,
        "topic": "Day of the clash",
        "reading_a": "On 29 July.",
        "source_a": SOURCE,
        "reading_b": "On 30 July.",
        "source_b": SOURCE,
        "our_reading": "The earlier day, as the order of the unit has it.",
        "weight": "medium",
        **cells,
    }


def a_support(**cells: str) -> dict[str, str]:
    """Return the report's support of the event's course."""
    return {"event_id": EVENT, "source_id": SOURCE, "locator": "p. 3", "supports": "course", **cells}


def a_source(**cells: str) -> dict[str, str]:
    """Return a report of 1939."""
    return {
        "id": SOURCE,
        "type": "report",
        "title": "Report on the clash",
        "author": "Ivanov, Ivan",
        "issued": "1939",
        "publisher": "The Staff",
        "container_title": "",
        "page": "",
        "language": "ru",
        "url": "https://example.org/report",
        "accessed": "2020-01-31",
        "tier": "primary",
        **cells,
    }


def a_term(**cells: str) -> dict[str, str]:
    """Return a word of the glossary."""
    return {"id": "ford", "term": "ford", "forms": "fords", "meaning": "Where a river can be crossed on foot.", **cells}


#: What a package says of itself unless a test names something else.
ATLAS = """\
title: Atlas of the fords
short_title: The fords
introduction: Two sides met at fords. This is what happened there.
years: {first: 1929, last: 1945}
view: {lat: 46.5, lon: 128.0, z: 5}
bounds: {south: 0, west: 15, north: 75, east: 180}
base_map: world
borders_turn: 1945-08-08
first_figures: kanchazu-1937
compare: {a: 1935..1936, b: "1939"}
identifier: fords
"""


def a_party(**cells: str) -> dict[str, str]:
    """Return a party of side a."""
    return {
        "id": "soviet-union",
        "title": "Soviet Union",
        "side": "a",
        "members": "",
        "colour": "soviet-union",
        "mark": "circle",
        "date_edtf": "1922-12-30/1991-12-26",
        "ccode": "365",
        **cells,
    }


def a_unit(**cells: str) -> dict[str, str]:
    """Return a Soviet regiment."""
    return {
        "id": "the-regiment",
        "title": "1st Rifle Regiment",
        "party": "soviet-union",
        "echelon": "regiment",
        "part_of": "",
        "branch": "",
        **cells,
    }


def a_position(**cells: str) -> dict[str, str]:
    """Return the regiment at the ford on 29 July 1938, as its own side tells."""
    return {
        "id": "the-regiment-29",
        "unit_id": "the-regiment",
        "event_id": EVENT,
        "date_edtf": "1938-07-29",
        "local_time": "",
        "clock": "",
        "place_id": PLACE,
        "geometry_wkt": "",
        "approximation_km": "1",
        "did": "held the ford",
        "claimant": "Soviet staff",
        "claimant_role": "belligerent_a",
        "certainty": "certain",
        "source_id": SOURCE,
        "locator": "p. 1",
        **cells,
    }


def a_line(**cells: str) -> dict[str, str]:
    """Return the Soviet front of 29 July 1938, three kilometres from north to south, as that side tells."""
    return {
        "id": "the-front",
        "event_id": EVENT,
        "kind": "front",
        "party": "soviet-union",
        "date_edtf": "1938-07-29",
        "local_time": "",
        "clock": "",
        "geometry_wkt": "LINESTRING (130.61 42.515, 130.611 42.5, 130.61 42.485)",
        "approximation_km": "1",
        "claimant": "Soviet staff",
        "claimant_role": "belligerent_a",
        "certainty": "certain",
        "source_id": SOURCE,
        "locator": "p. 2",
        "note": "",
        **cells,
    }


def _of_the_atlas(table: str) -> list[dict[str, str]]:
    """Return the rows that the atlas itself has, for any time, so that tests may name its parties and chapters."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row | ({"date_edtf": ""} if table == "parties" else {}) for row in csv.DictReader(file)]


#: What the atlas itself names, as a dataset has it: chapters, parties that can be a side, all parties.
CHAPTERS = {row["id"]: row["title"] for row in _of_the_atlas("chapters")}
CLAIM_SIDES = {row["id"]: row["title"] for row in _of_the_atlas("parties")}
SIDES = {row["id"]: row["title"] for row in _of_the_atlas("parties") if not row["members"]}
#: The years of :data:`ATLAS`.
YEARS = (1929, 1945)


def a_package(
    folder: Path,
    *,
    events: Sequence[Cells] | None = None,
    places: Iterable[Cells] | None = None,
    names: Iterable[Cells] = (),
    claims: Iterable[Cells] = (),
    disagreements: Iterable[Cells] = (),
    event_sources: Iterable[Cells] | None = None,
    sources: Iterable[Cells] | None = None,
    parties: Iterable[Cells] | None = None,
    chapters: Iterable[Cells] | None = None,
    theatres: Iterable[Cells] | None = None,
    periods: Iterable[Cells] = (),
    people: Iterable[Cells] = (),
    event_people: Iterable[Cells] = (),
    units: Iterable[Cells] = (),
    positions: Iterable[Cells] = (),
    lines: Iterable[Cells] = (),
    glossary: Iterable[Cells] = (),
    atlas: str = ATLAS,
) -> Path:
    """Write a data package into *folder* and return it.

    Parameters
    ----------
    events, places, sources : one of each by default.
    event_sources : by default one support for every id among the events.
    parties, chapters, theatres : the atlas's own by default.
    atlas : the text of ``atlas.yml``.
    """
    events = [an_event()] if events is None else events
    rows: dict[str, Iterable[Cells]] = {
        "events": events,
        "places": [a_place()] if places is None else places,
        "names": names,
        "claims": claims,
        "disagreements": disagreements,
        "event_sources": [a_support(event_id=event_id) for event_id in dict.fromkeys(event["id"] for event in events)]
        if event_sources is None
        else event_sources,
        "sources": [a_source()] if sources is None else sources,
        "parties": _of_the_atlas("parties") if parties is None else parties,
        "chapters": _of_the_atlas("chapters") if chapters is None else chapters,
        "theatres": _of_the_atlas("theatres") if theatres is None else theatres,
        "periods": periods,
        "people": people,
        "event_people": event_people,
        "units": units,
        "positions": positions,
        "lines": lines,
        "glossary": glossary,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(atlas, encoding="utf-8")
    for table in TABLES:
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[table.name])
    return folder


def a_dataset(folder: Path, **rows: object) -> tables.Dataset:
    """Return the dataset of :func:`a_package` with the same *rows*."""
    return tables.build(datapackage.read(a_package(folder, **rows)))  # type: ignore[arg-type]
