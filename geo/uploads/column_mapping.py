"""The columns of a visitor's table → what the atlas asks for: which column holds the title, the date, the place.

Known are our own names, UCDP GED, ACLED and Linked Places TSV; in any other table each
field is looked for under the names people give it, and the visitor decides.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["FIELDS", "Field", "Guess", "guess", "template"]


@dataclass(frozen=True)
class Field:
    """One thing that may be known of an event.

    Attributes
    ----------
    label, hint : what it is called on the page, and how it is to be written.
    names : what columns that hold it are called, in lower case, the likeliest first.
    example : its cell in the template; ``None`` if the template leaves the column out.
    """

    label: str
    hint: str
    names: tuple[str, ...] = ()
    example: str | None = None


#: By the name of our own column.  ``date_start`` and ``date_end`` stand for the two ends of ``date_edtf``.
FIELDS: Mapping[str, Field] = {
    "id": Field("Identifier", "a short name of its own, for links", ("event_id", "event_id_cnty", "key", "no"), ""),
    "title": Field("Title", "what the event is called", ("name", "event", "dyad_name", "headline", "label"), ""),
    "kind": Field(
        "Kind",
        "incident, battle, operation, landing, air_action, diplomatic or context",
        ("type", "event_type", "category", "type_of_violence"),
        "incident",
    ),
    "date_edtf": Field(
        "Date",
        "1904, 1904-07, 1904-07-29, 1904-07-29/1904-08-11 or 1904-03~",
        ("date", "event_date", "when", "day", "datetime", "year"),
        "1904-07-29/1904-08-11",
    ),
    "date_start": Field("First day", "where start and end stand apart", ("start", "start_date", "from", "begin")),
    "date_end": Field("Last day", "where start and end stand apart", ("end", "end_date", "to", "until")),
    "date_prec": Field("Precision of the date", "1 to the day … 5 only the year", ("time_precision",)),
    "place_title": Field(
        "Place",
        "a name; with no coordinates it can be located",
        ("place", "location", "where", "where_coordinates", "place_name", "town", "site"),
        "The ford",
    ),
    "country_then": Field("Country", "helps to locate a name", ("country",)),
    "latitude": Field("Latitude", "decimal degrees north", ("lat", "y", "breite"), "42.44"),
    "longitude": Field("Longitude", "decimal degrees east", ("lon", "lng", "long", "x", "länge"), "130.60"),
    "geometry_wkt": Field("Line or area", "well-known text, longitude first", ("wkt", "geowkt", "geometry", "geom")),
    "where_prec": Field("Precision of the place", "1 exact … 7 open sea", ("geo_precision",), "2"),
    "approximation_km": Field("Within", "kilometres", ("radius_km", "uncertainty_km"), "10"),
    "chapter": Field("Group", "what belongs together", ("conflict_name", "conflict", "group", "disorder_type")),
    "side_a": Field("Side A", "one party", ("actor1", "belligerent_a", "party_a", "attacker"), "North"),
    "side_b": Field("Side B", "the other party", ("actor2", "belligerent_b", "party_b", "defender"), "South"),
    "summary": Field(
        "What happened",
        "a few sentences",
        ("description", "notes", "note", "text", "source_headline", "details"),
        "Write here what happened.",
    ),
    "result": Field("Outcome", "one sentence", ("outcome",)),
    "low": Field("Killed, lowest", "a number", ("fatalities_low", "deaths_low")),
    "best": Field("Killed", "a number; all sides together", ("fatalities", "deaths", "killed"), ""),
    "high": Field("Killed, highest", "a number", ("fatalities_high", "deaths_high")),
    "source": Field(
        "Source",
        "a work or an address",
        ("source_article", "sources", "reference", "citation", "source_uri", "url"),
        "",
    ),
}
#: Schemes by name, with columns that together give them away.
_SCHEMES: Mapping[str, frozenset[str]] = {
    "UCDP GED": frozenset({"type_of_violence", "date_start", "where_prec"}),
    "ACLED": frozenset({"event_id_cnty", "event_date"}),
    "Linked Places TSV": frozenset({"geowkt", "title", "start"}),
    "this atlas's template": frozenset({"date_edtf", "title"}),
}
#: Where a scheme means something else by a name, or says it better under another one.
_OF_SCHEME: Mapping[str, Mapping[str, str]] = {
    "UCDP GED": {"title": "dyad_name", "summary": "source_headline", "source": "source_article", "date_edtf": ""},
    "ACLED": {"title": "", "kind": "event_type", "source": "source", "summary": "notes", "chapter": ""},
}
_SUFFICIENT = ("date_edtf", "date_start")


@dataclass(frozen=True)
class Guess:
    """What the columns seem to hold.

    Attributes
    ----------
    scheme : name of the recognised scheme, or ``""``.
    mapping : name of the column by field; ``""`` where there is none.
    """

    scheme: str
    mapping: Mapping[str, str]

    @property
    def is_complete(self) -> bool:
        """Whether enough is known to read events: a date, and a place or a title."""
        found = {field for field, column in self.mapping.items() if column}
        return bool(found & {*_SUFFICIENT}) and bool(found & {"title", "place_title", "latitude", "geometry_wkt"})


def guess(columns: Iterable[str]) -> Guess:
    """Return which column seems to hold which field; no column is used twice.

    Examples
    --------
    >>> found = guess(["Event date", "Lat", "Lon", "Name"])
    >>> {field: column for field, column in found.mapping.items() if column}
    {'title': 'Name', 'date_edtf': 'Event date', 'latitude': 'Lat', 'longitude': 'Lon'}
    """
    given = {_plain(column): column for column in reversed(list(columns))}
    scheme = next((name for name, signs in _SCHEMES.items() if signs <= given.keys()), "")
    fixed = _OF_SCHEME.get(scheme, {})
    mapping = {field: given.get(column, "") for field, column in fixed.items()}
    for field in FIELDS:  # exact names first, so that no other field takes them away
        if field not in mapping and field in given and given[field] not in mapping.values():
            mapping[field] = given[field]
    for field, one in FIELDS.items():
        free = (given[name] for name in one.names if name in given and given[name] not in mapping.values())
        mapping.setdefault(field, next(free, ""))
    if mapping["date_start"] and not mapping["date_end"] and not mapping["date_edtf"]:
        mapping |= {"date_edtf": mapping["date_start"], "date_start": ""}
    return Guess(scheme, {field: mapping[field] for field in FIELDS})


def template() -> str:
    """Return a CSV to fill in: the header, and one row that shows the forms."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    shown = {field: one.example for field, one in FIELDS.items() if one.example is not None}
    writer.writerow(shown)
    writer.writerow({**shown, "id": "example", "title": "Example: put your own rows here"}.values())
    return text.getvalue()


def _plain(column: str) -> str:
    return re.sub(r"[^\w]+", "_", column.strip().lower()).strip("_")
