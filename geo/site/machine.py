"""What programs read on a page: a graph of schema.org, tags and spans for reference managers.

Zotero's *Embedded Metadata* reads the tags that Highwire Press began, its *COinS* the span that OpenURL
(ANSI/NISO Z39.88) describes; both get what *cite this* says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from geo.about import CONTRIBUTORS, DATA_LICENCE, VERSION
from geo.citation.items import ISSUED
from geo.core.edtf import day_span
from geo.query import addresses
from geo.record.atlas import Atlas
from geo.record.tables import Dataset

__all__ = ["atlas_node", "coins", "ends", "event_node", "person_node", "place_node", "tags"]

_ZOTERO = {
    "entry-encyclopedia": "encyclopediaArticle",
    "book": "book",
    "chapter": "bookSection",
    "article-journal": "journalArticle",
    "article-newspaper": "newspaperArticle",
    "article-magazine": "magazineArticle",
    "report": "report",
    "thesis": "thesis",
    "webpage": "webpage",
    "dataset": "dataset",
}


def ends(date_edtf: str) -> tuple[str, str]:
    """Return first and last day of a date as ISO 8601, each no more exact than it is written.

    Examples
    --------
    >>> ends("1936-03~"), ends("1938-07-29/1938-08-11"), ends("193X")
    (('1936-03', '1936-03'), ('1938-07-29', '1938-08-11'), ('1930', '1939'))
    """
    parts = date_edtf.split("/")
    return _iso(parts[0], is_end=False), _iso(parts[-1], is_end=True)


def _iso(part: str, is_end: bool) -> str:
    bare = part.strip("~?%")
    span = day_span(part)
    day = span.last if is_end else span.first
    if "X" in bare[:4]:
        return f"{day.year:04d}"
    fields = [field for field in bare.split("-") if "X" not in field]
    if len(fields) > 1 and int(fields[1]) > 12:  # a season
        return day.isoformat()[:7]
    return "-".join(fields)


def atlas_node(atlas: Atlas, home_url: str, digest: str) -> dict[str, Any]:
    """Return the whole record as a dataset of schema.org."""
    south, west, north, east = atlas.bounds
    return {
        "@type": "Dataset",
        "@id": home_url,
        "url": home_url,
        "name": atlas.title,
        "description": atlas.introduction,
        "version": f"{VERSION}+{digest}",
        "license": DATA_LICENCE.url,
        "creator": {"@type": "Organization", "name": CONTRIBUTORS},
        "isAccessibleForFree": True,
        "temporalCoverage": f"{atlas.years[0]}/{atlas.years[1]}",
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"},
        },
    }


def place_node(dataset: Dataset, home_url: str, place_id: str) -> dict[str, Any]:
    """Return a place of the record."""
    row = dataset.places.loc[place_id]
    address = addresses.of(home_url, "place", place_id)
    return {
        "@type": "Place",
        "@id": address,
        "url": address,
        "name": row["title"],
        **_other_names(dataset, place_id, row["title"]),
        "geo": {"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]},
    }


def person_node(dataset: Dataset, home_url: str, person_id: str) -> dict[str, Any]:
    """Return a person of the record."""
    row = dataset.people.loc[person_id]
    address = addresses.of(home_url, "person", person_id)
    lived = {"birthDate": row["born"], "deathDate": row["died"]}
    return {
        "@type": "Person",
        "@id": address,
        "url": address,
        "name": row["name"],
        **_other_names(dataset, person_id, row["name"]),
        **({"description": row["about"]} if row["about"] else {}),
        **{name: ends(date)[0] for name, date in lived.items() if date},
    }


def event_node(dataset: Dataset, home_url: str, event_id: str) -> dict[str, Any]:
    """Return an event of the record, with its place and the events it is a part of or holds."""
    event = dataset.event(event_id)
    address = addresses.of(home_url, "event", event_id)
    start, end = ends(event["date_edtf"])
    parts = dataset.events.index[dataset.row_numbers("events", "part_of", event_id)]
    node: dict[str, Any] = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": event["title"],
        **_other_names(dataset, event_id, event["title"]),
        "description": event["summary"],
        "startDate": start,
        "endDate": end,
    }
    if event["place_id"]:
        place = place_node(dataset, home_url, event["place_id"])
        node["location"] = {name: place[name] for name in ("@type", "@id", "name", "geo")}
    if event["part_of"]:
        node["superEvent"] = {"@id": addresses.of(home_url, "event", event["part_of"])}
    if len(parts):
        node["subEvent"] = [{"@id": addresses.of(home_url, "event", part)} for part in parts]
    return node


def _other_names(dataset: Dataset, subject_id: str, title: str) -> dict[str, Any]:
    """Return the recorded names of a thing beside its title."""
    rows = dataset.rows("names", "subject_id", subject_id)
    names = [{"@language": row["lang"], "@value": row["toponym"]} for row in rows if row["toponym"] != title]
    return {"alternateName": names} if names else {}


def tags(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a CSL item of the atlas as the tags of Highwire Press, names and contents."""
    found = [
        ("citation_title", item["title"]),
        ("citation_inbook_title", item.get("container-title", "")),
        ("citation_publication_date", ISSUED),
        ("citation_language", item.get("language", "")),
        ("citation_public_url", item.get("URL", "")),
    ]
    return [(name, text) for name, text in found if text]


def coins(item: Mapping[str, Any]) -> str:
    """Return a CSL item as the ``title`` of a COinS span."""
    date = item.get("issued", {})
    parts = date.get("date-parts", [[]])[0]
    issued = "-".join(f"{part:02d}" for part in parts) or date.get("literal", "")
    fields: list[tuple[str, str]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", _ZOTERO.get(item["type"], "document")),
        ("rft.title", item["title"]),
        ("rft.source", item.get("container-title", "")),
        ("rft.publisher", item.get("publisher", "")),
        ("rft.date", issued),
        ("rft.language", item.get("language", "")),
        ("rft.identifier", item.get("URL", "")),
    ]
    for name in item.get("author", ()):
        fields.append(("rft.creator", name.get("literal") or f"{name['family']}, {name['given']}"))
    return urlencode([(name, text) for name, text in fields if text])
