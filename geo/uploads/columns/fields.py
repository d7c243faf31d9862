"""What may be known of an event of a visitor's table: the fields, what each is called, and a template of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FIELDS", "Field", "template"]


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
        ("type", "event_type", "category", "type_of_violence", "types"),
        "incident",
    ),
    "date_edtf": Field(
        "Date",
        "1904, 1904-07, 1904-07-29, 1904-07-29/1904-08-11 or 1904-03~",
        ("date", "event_date", "when", "datetime"),
        "1904-07-29/1904-08-11",
    ),
    "date_start": Field("First day", "where start and end stand apart", ("start", "start_date", "from", "begin")),
    "date_end": Field("Last day", "where start and end stand apart", ("end", "end_date", "to", "until")),
    "year": Field("Year", "where year, month and day stand apart", ("years", "attestation_year")),
    "month": Field("Month", "a number or a name"),
    "day": Field("Day", "a number"),
    "end_year": Field("Last year", "where year, month and day stand apart", ("year_end", "attestation_year_end")),
    "end_month": Field("Last month", "a number or a name", ("month_end",)),
    "end_day": Field("Last day of the month", "a number", ("day_end",)),
    "time": Field("Time of day", "06:30", ("hour",)),
    "date_prec": Field("Precision of the date", "1 to the day … 5 only the year", ("time_precision",)),
    "place_title": Field(
        "Place",
        "a name; with no coordinates it can be located",
        ("place", "location", "where", "where_coordinates", "place_name", "town", "site"),
        "The ford",
    ),
    "country_then": Field("Country", "helps to locate a name", ("country",)),
    "latitude": Field("Latitude", "decimal degrees north", ("lat", "y", "breite", "n"), "42.44"),
    "longitude": Field("Longitude", "decimal degrees east", ("lon", "lng", "long", "x", "länge", "e"), "130.60"),
    "coordinates": Field(
        "Coordinates", "latitude and longitude in one cell", ("coords", "latlon", "lat_lon", "latlng", "lat_lng")
    ),
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


def template() -> str:
    """Return a CSV to fill in: the header, and one row that shows the forms."""
    writer = csv.writer(text := io.StringIO(), lineterminator="\r\n")
    shown = {field: one.example for field, one in FIELDS.items() if one.example is not None}
    writer.writerow(shown)
    writer.writerow({**shown, "id": "example", "title": "Example: put your own rows here"}.values())
    return text.getvalue()
