"""What a data package declares beside its tables: the movements and each guided tour, with what they are made of.

A table has a Table Schema; a file that is none has a JSON Schema (draft 2020-12), which stands beside it as a file
that ``jsonSchema`` names.  In a tour, which is YAML, every scalar is text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from geo.record.files import movements, tour_files, tour_rules
from geo.record.files.watched import files
from geo.record.schema import SLUG

__all__ = ["MOVEMENTS", "TOUR", "resources", "schemas"]

_MOVEMENTS_FILE, _TOUR_FILE = "movements.schema.json", "tour.schema.json"

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _text(meaning: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": meaning, **more}


def _whole(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of an object that has all *properties* but the optional ones, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_ID = f"^(?:{SLUG})$"
_POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2, "description": "[lon, lat]"}
_MOVEMENT = {
    "title": _text("What moved where."),
    "event_id": _text("The event it is a part of, an id of events.csv."),
    "side": _text("The party that moved, an id of parties.csv."),
    "kind": _text(f"What sort of movement: {', '.join(movements.KINDS)}.", enum=list(movements.KINDS)),
    "date_edtf": _text("When, as EDTF."),
    "source_ids": {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "description": "The works that tell of it, ids of sources.csv.",
    },
    "locator": _text("Where in them."),
    "basis": _text("What its ends and days rest on."),
    "schematic": {"const": True, "description": "The course between its ends is not surveyed."},
}
#: Of ``movements.geojson``.
MOVEMENTS: dict[str, Any] = {
    "$schema": _DRAFT,
    **_whole(
        {
            "type": {"const": "FeatureCollection"},
            "features": {
                "type": "array",
                "items": _whole(
                    {
                        "type": {"const": "Feature"},
                        "id": _text("Stable identifier.", pattern=_ID),
                        "geometry": _whole(
                            {
                                "type": {"const": "LineString"},
                                "coordinates": {"type": "array", "items": _POINT, "minItems": 2},
                            }
                        ),
                        "properties": _whole(_MOVEMENT),
                    }
                ),
            },
        }
    ),
}
_STEP = {
    "title": _text("What stands over the step."),
    "event": _text("The event it is about, an id of events.csv, or none."),
    "view": {
        **_whole({"lat": _text("Degrees north."), "lon": _text("Degrees east."), "z": _text("Zoom.")}),
        "description": "Where the map looks.",
    },
    "from": _text("The first day that is shown, as EDTF."),
    "to": _text("The last one."),
    "on": _text("The day of a battle's plan."),
    "accounts": _text("Whose account the plan shows.", enum=["a", "b", "both"]),
    "say": _text(f"What is told, in {tour_rules.SAY[0]} to {tour_rules.SAY[1]} words."),
    "ask": _text("A question for the class."),
    "sources": {
        "type": "array",
        "items": _whole({"id": _text("A work, an id of sources.csv."), "locator": _text("Where in it.")}),
        "description": "The works that say so.",
    },
}
#: Of a tour.
TOUR: dict[str, Any] = {
    "$schema": _DRAFT,
    **_whole(
        {
            "title": _text("What the tour is called."),
            "subtitle": _text("What it is about."),
            "minutes": _text("How long it takes in a classroom.", pattern="^[1-9][0-9]?$"),
            "audience": _text("Whom it is for."),
            "goal": _text("What a class can do after it."),
            "level": _text("How much practice it asks for.", enum=[str(level) for level in tour_rules.LEVELS]),
            "steps": {
                "type": "array",
                "items": _whole(_STEP, ("on", "accounts")),
                "minItems": tour_rules.FEWEST_STEPS,
                "maxItems": tour_rules.MOST_STEPS,
            },
        },
        ("goal", "level"),
    ),
}


def resources(folder: Path) -> list[dict[str, Any]]:
    """Return the declarations of what *folder* has beside tables, the movements first; it may have nothing."""
    found = []
    if (folder / movements.FILE).is_file():
        found.append(
            {
                "name": "movements",
                "title": "Movements",
                "description": "A feature is one movement, from where troops set out to where they came; the course "
                "between is schematic.",
                "path": movements.FILE,
                "format": "geojson",
                "mediatype": "application/geo+json",
                "encoding": "utf-8",
                "jsonSchema": _MOVEMENTS_FILE,
            }
        )
    return found + [_tour(path) for path in files(folder / tour_files.FOLDER, ".yml")]


def schemas(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the schemas that :func:`resources` names, by file name."""
    named = {one["jsonSchema"] for one in resources(folder)}
    return {name: found for name, found in ((_MOVEMENTS_FILE, MOVEMENTS), (_TOUR_FILE, TOUR)) if name in named}


def _tour(path: Path) -> dict[str, Any]:
    return {
        "name": f"tour-{path.stem}",
        "title": f"Guided tour: {_title(path)}",
        "description": "A guided tour in steps, each with a view of the map, days, words, a question and works. "
        "Every scalar is text.",
        "path": f"{tour_files.FOLDER}/{path.name}",
        "format": "yaml",
        "mediatype": "application/yaml",
        "encoding": "utf-8",
        "jsonSchema": _TOUR_FILE,
    }


def _title(path: Path) -> str:
    """Return what a tour calls itself; a file that does not say goes by its name."""
    line = next((one for one in path.read_bytes().splitlines() if one.startswith(b"title:")), b"")
    try:
        found = yaml.load(line, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, UnicodeDecodeError):
        return path.stem
    title = found.get("title") if isinstance(found, dict) else None
    return " ".join(title.split()) if isinstance(title, str) else path.stem
