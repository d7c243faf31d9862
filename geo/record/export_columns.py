"""The columns of the downloads: those of the tables, those worked out of them, and those that one format has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from geo.record.schema import TABLES

__all__ = ["Described", "described", "lines"]


class Described(NamedTuple):
    """What a column is called in words, what it means, and which downloads have it."""

    title: str
    meaning: str
    formats: str


_ALL = "CSV, XLSX, GeoJSON, GeoPackage, KML"
_TABLES = "CSV, XLSX, GeoPackage, KML"
#: What no table of the package has under that name, or means of a place and not of an event.
_WORKED_OUT: Mapping[str, tuple[str, str]] = {
    "date_start": ("The first day that the date may mean, as an ISO day.", _ALL),
    "date_end": ("The last day that the date may mean, as an ISO day.", _ALL),
    "date_prec": ("Precision of the date (UCDP GED): 1 day, 2 a few days, 3 week, 4 month, 5 year or longer.", _ALL),
    "place_title": ("The name of the place.", _ALL),
    "latitude": ("Degrees north, WGS 84, of the place or of a point that stands for its line or area.", _ALL),
    "longitude": ("Degrees east, WGS 84, likewise.", _ALL),
    "where_prec": ("Precision of the place (UCDP GED), as in places.csv.", _ALL),
    "approximation_km": ("Kilometres within which the true place lies.", _ALL),
    "number_of_sources": ("How many works support the event.", _ALL),
    "geometry_wkt": (
        "The line or area of the place as well-known text, longitude first.",
        "CSV, XLSX, GeoPackage, KML",
    ),
    "url": ("The page of the event in the atlas, which is its identifier; a whole address.", _ALL),
    "license": ("The licence of the data.", _ALL),
    "date_text": ("The date in words.", "GeoJSON"),
    "point": ("Longitude and latitude of the point that a line or area stands in for.", "GeoJSON"),
    "alternatives": ("Other readings of a disputed place: longitude and latitude of each.", "GeoJSON"),
    "sides": ("All parties of the event, by id.", "GeoJSON"),
    "names": ("Names in the original scripts by language.", "GeoJSON"),
    "event_id": ("The id of the event.", "KML, GeoPackage (movements)"),
    "side": ("The party that moved.", "GeoPackage (movements)"),
    "basis": ("What the ends and days of a movement rest on.", "GeoPackage (movements)"),
    "locator": ("Where in the work that stands.", "GeoPackage (movements)"),
    "attestation_year": ("The year in which the record was made.", "LP-TSV"),
    "start": ("The first day, month or year of the event, no more exact than it is known.", "LP-TSV"),
    "end": ("The last one, likewise.", "LP-TSV"),
    "title_source": ("How to cite the atlas.", "LP-TSV"),
    "title_uri": ("The page of the event in the atlas, which is its identifier.", "LP-TSV"),
    "fclasses": ("The class of GeoNames: L, an area.", "LP-TSV, Linked Places"),
    "ccodes": ("ISO codes of the states of today in which the place lies.", "LP-TSV, Linked Places"),
    "variants": ("Other names with their languages.", "LP-TSV"),
    "types": ("The kind of event.", "LP-TSV, Linked Places"),
    "lon": ("As longitude.", "LP-TSV"),
    "lat": ("As latitude.", "LP-TSV"),
    "geowkt": ("As geometry_wkt.", "LP-TSV, Linked Places"),
    "geo_source": ("How the place was found.", "LP-TSV"),
    "approximation": (
        "Kilometres within which the true place lies; a word for a line or area.",
        "LP-TSV",
    ),
    "description": ("As summary.", "LP-TSV"),
}


@lru_cache(maxsize=1)
def described() -> Mapping[str, Described]:
    """Return the columns of all downloads by name."""
    events = next(table for table in TABLES if table.name == "events")
    found = {column.name: Described(_title(column.name), column.meaning, _ALL) for column in events}
    return found | {name: Described(_title(name), meaning, formats) for name, (meaning, formats) in _WORKED_OUT.items()}


def lines() -> list[str]:
    """Return the section of the dictionary on what the downloads have beyond the tables, as Markdown."""
    found = ["", "## Downloads", "", "Every format has the same names. Beside columns of `events.csv` there are:", ""]
    found += ["| column | meaning | in |", "|---|---|---|"]
    return found + [f"| `{name}` | {meaning} | {formats} |" for name, (meaning, formats) in _WORKED_OUT.items()]


def _title(name: str) -> str:
    special = {"id": "Identifier", "url": "Address", "date_edtf": "Date (EDTF)", "geometry_wkt": "Shape as text"}
    text = special.get(name, name.replace("_", " "))
    return text[:1].upper() + text[1:]
