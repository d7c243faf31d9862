"""A small data package to begin with: it passes the check, runs, and is there to be overwritten."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.record.atlas import FILE
from geo.record.schema import TABLES

__all__ = ["write"]

_ATLAS = """\
# What the atlas is. Change every line; DICTIONARY.md explains the tables beside it.
title: Atlas of a conflict
short_title: A conflict
introduction: >
  Say in two sentences who fought whom, where, and why it matters.
years: {first: 1900, last: 1905}
view: {lat: 0.0, lon: 20.0, z: 4}
base_map: world
search_hint: The ford
identifier: a-conflict
sides: {a: Northern, b: Southern}
"""
_SUMMARY = (
    "Say here what happened, in forty to a hundred and twenty words of your own: who did what, where, with what "
    "aim, and what came of it. Then say in one sentence who says so, by name, if it is disputed. Short sentences "
    "are read by more people than long ones."
)
_ROWS: dict[str, Sequence[Mapping[str, str]]] = {
    "parties": (
        {"id": "north", "title": "The North", "side": "a", "colour": "teal", "mark": "diamond"},
        {"id": "south", "title": "The South", "side": "b", "colour": "red", "mark": "circle"},
        {"id": "both", "title": "both sides together", "side": "other", "members": "north, south", "colour": "grey"},
    ),
    "chapters": ({"id": "war", "title": "The war", "date_edtf": "1900/1905"},),
    "theatres": ({"id": "river", "title": "The river"},),
    "periods": (
        {"id": "summer", "title": "The summer", "from": "1904-06", "to": "1904-08", "event_id": "fight-at-the-ford"},
    ),
    "places": (
        {
            "id": "ford",
            "title": "The ford",
            "kind": "crossing",
            "latitude": "0.5",
            "longitude": "20.5",
            "where_prec": "2",
            "approximation_km": "10",
            "country_then": "The North; The South",
            "geo_basis": "estimate",
            "geo_note": "Say how the place was found, and what is doubtful about it.",
        },
    ),
    "events": tuple(
        {
            "id": event_id,
            "title": title,
            "chapter": "war",
            "kind": kind,
            "date_edtf": date,
            "theatre": "river",
            "place_id": "ford",
            "place_relation": "at",
            "side_a": "north",
            "side_b": "south",
            "summary": _SUMMARY,
            "caption": caption,
            "certainty": "less-certain",
            "status": "plotted",
        }
        for event_id, title, kind, date, caption in (
            ("fight-at-the-ford", "Fight at the ford", "battle", "1904-07-29", "Two companies meet at the ford"),
            ("truce-at-the-ford", "Truce at the ford", "diplomatic", "1904-08", "Officers shake hands at the ford"),
        )
    ),
    "claims": tuple(
        {
            "id": f"fight-killed-{side}",
            "event_id": "fight-at-the-ford",
            "measure": "killed",
            "side": "north",
            "best": number,
            "claimant": claimant,
            "claimant_role": f"belligerent_{end}",
            "source_id": "a-report",
            "locator": "p. 1",
        }
        for side, end, number, claimant in (("north", "a", "2", "The North"), ("south", "b", "20", "The South"))
    ),
    "event_sources": tuple(
        {"event_id": event_id, "source_id": "a-report", "locator": "p. 1", "supports": "course"}
        for event_id in ("fight-at-the-ford", "truce-at-the-ford")
    ),
    "sources": (
        {
            "id": "a-report",
            "type": "report",
            "title": "A report",
            "author": "Author, An",
            "issued": "1906",
            "language": "en",
            "tier": "primary",
        },
    ),
}


def write(folder: Path) -> None:
    """Write the package into *folder*, which is made; its two events, at one place, are made up.

    Raises
    ------
    FileExistsError
        If the folder holds anything; nothing is overwritten.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(_ATLAS, encoding="utf-8", newline="\n")
    for table in TABLES:
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(_ROWS.get(table.name, ()))
