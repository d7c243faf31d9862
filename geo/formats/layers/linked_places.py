"""Chosen events → Linked Places, the exchange format of historical gazetteers: JSON-LD and table.

Linked Places Format 1.3 (https://github.com/LinkedPasts/linked-places-format) is GeoJSON with
time, names, sources and doubts; LP-TSV 0.5 is its table.  A record here is an event at its
place.  Every geometry has its ``approximation``: a point how many kilometres off the true
place may lie, a line or area that it is somewhere along or in it.  A date that is not known
to the day has ``earliest`` and ``latest``.

The JSON-LD context stands in the file, so that it can be read without a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from geo.about import VERSION
from geo.basemap.countries_today import today
from geo.citation import attribution
from geo.citation.items import ISSUED, atlas
from geo.citation.short_titles import short_title
from geo.core.edtf import day_span, spoken
from geo.core.json_text import dumps
from geo.core.points import GEOMETRIES
from geo.core.spreadsheet import harmless
from geo.formats import event_table
from geo.formats.layers.features import featured
from geo.query import addresses
from geo.record import tables
from geo.record.schema import KINDS, PLACES
from geo.record.tables import Dataset

__all__ = ["json_text", "tsv_text"]

TSV_COLUMNS = (
    "id title title_source fclasses attestation_year start end title_uri ccodes variants types lon lat geowkt "
    "geo_source approximation description"
).split()
#: Of the feature classes of GeoNames the one that has battlefields: areas.
_FCLASS = "L"
_APPROXIMATE = "gvp:approximateLocation"
#: What a tolerance in kilometres is, from Linked Places Format 2.0 on.
_ACCURACY = "geo:hasSpatialAccuracy"
#: How sure a geometry is, by ``where_prec``; anything vaguer is uncertain.
_CERTAINTY = {1: "certain", 2: "less-certain", 3: "less-certain"}
_COPIED = "kind chapter date_edtf place_title place_relation where_prec approximation_km certainty".split()
#: What our words mean: those of linkedplaces-context-v1.1.jsonld as far as they are used, and those the format
#: has taken up since.
_CONTEXT: Mapping[str, Any] = {
    "@version": 1.1,
    "type": "@type",
    "lpo": "https://github.com/LinkedPasts/linked-pasts-ontology/blob/main/lpo_latest.ttl#",
    "geojson": "https://purl.org/geojson/vocab#",
    "gvp": "http://vocab.getty.edu/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "FeatureCollection": "geojson:FeatureCollection",
    "Feature": "geojson:Feature",
    **{kind: f"geojson:{kind}" for kind in (*GEOMETRIES, "GeometryCollection")},
    "features": {"@id": "lpo:hasFeature", "@container": "@set"},
    "properties": "geojson:properties",
    "title": "http://purl.org/dc/terms/title",
    "ccodes": {"@id": "http://www.geonames.org/ontology#countryCode", "@container": "@set"},
    "fclasses": {"@id": "http://www.geonames.org/ontology#featureClass", "@container": "@set"},
    "latitude": "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
    "longitude": "http://www.w3.org/2003/01/geo/wgs84_pos#long",
    "geometry": "https://github.com/kgeographer/geojson-t/geometry",
    "geometries": {"@id": "lpo:setting", "@container": "@set"},
    "coordinates": {"@id": "geojson:coordinates", "@container": "@list"},
    "geowkt": "http://www.opengis.net/ont/geosparql#asWKT",
    "approximation": "lpo:approximation",
    "tolerance": "lpo:tolerance",
    "certainty": "lpo:has_certainty",
    "when": "lpo:when",
    "timespans": {"@id": "lpo:timespan", "@container": "@set"},
    "start": "lpo:has_start",
    "end": "lpo:has_end",
    "in": "lpo:in",
    "earliest": "lpo:earliest",
    "latest": "lpo:latest",
    "names": {"@id": "lpo:name_attestation", "@container": "@set"},
    "toponym": "lpo:toponym",
    "lang": "http://purl.org/dc/terms/language",
    "citations": {"@id": "http://purl.org/spar/cito#cites", "@container": "@set"},
    "types": {"@id": "lpo:type_attestation", "@container": "@set"},
    "sourceLabels": {"@id": "lpo:source_label", "@container": "@set"},
    "label": "rdfs:label",
    "descriptions": {"@id": "http://purl.org/dc/terms/description", "@container": "@set"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "relations": {"@id": "lpo:rel_attestation", "@container": "@set"},
    "relationType": {"@id": "lpo:relation_type", "@type": "@id"},
    "relationTo": {"@id": "lpo:relation_to", "@type": "@id"},
    "links": {"@id": "lpo:link_attestation", "@container": "@set"},
    "identifier": {"@id": "http://purl.org/dc/terms/identifier", "@type": "@id"},
    "subjectOf": "http://erlangen-crm.org/current/P129i_is_subject_of",
    "indexing": "lpo:indexing",
}


# --- JSON-LD ---


def json_text(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return the plotted ones among *events* as Linked Places JSON-LD; *home_url* begins their identifiers."""
    names, given = _names(dataset), _given(dataset, events, home_url)
    works = dataset.event_sources.groupby("event_id")["source_id"].unique().to_dict()
    records = []
    for feature, row in featured(dataset, events):
        record = _record(dataset, feature, row, _further_names(names, feature["id"], row), home_url)
        record["properties"] |= given.get(feature["id"], {})
        urls = [dataset.sources.at[work, "url"] for work in works.get(feature["id"], ())]
        record["links"] = [{"type": "subjectOf", "identifier": url} for url in dict.fromkeys(urls) if url]
        if row["part_of"]:
            whole = {
                "relationTo": _page(dataset, home_url, row["part_of"]),
                "label": dataset.events.at[row["part_of"], "title"],
            }
            record["relations"] = [{"relationType": "gvp:broaderPartitive", **whole}]
        records.append(record)
    own_words = {word: f"{home_url}sources?section=dictionary#{word}" for word in _COPIED if word not in _CONTEXT}
    context = {"@context": {**_CONTEXT, **own_words}}
    about = {} if dataset.is_own else _origin(home_url)
    return dumps({"type": "FeatureCollection", **context, **about, "features": records})


def _given(dataset: Dataset, events: pd.DataFrame, home_url: str) -> dict[str, dict[str, Any]]:
    """Return, of a visitor's own events, what their rows say, by id; nothing of the atlas's, whose words are set."""
    said = [name for name in event_table.columns(dataset) if name not in ("title", "geometry_wkt", "id")]
    return {
        event_id: {name: event_table.unfolded(row[name]) for name in said if row[name] is not None}
        for event_id, row in _rows(dataset, events, home_url).items()
    }


def _rows(dataset: Dataset, events: pd.DataFrame, home_url: str) -> dict[str, dict[str, Any]]:
    """Return, of a visitor's own events, their rows by id."""
    if not dataset.is_own:
        return {}
    return dict(zip(events.index, event_table.rows(dataset, events, home_url), strict=True))


def _origin(home_url: str) -> dict[str, Any]:
    """Return whose data these are: once as Peripleo, once as the World Historical Gazetteer reads it."""
    item = atlas(home_url)
    return {
        "indexing": {
            "@context": [None, {"@vocab": "https://schema.org/"}],
            "@type": "Dataset",
            "name": tables.atlas().title,
            "version": VERSION,
            "url": home_url,
            "license": attribution.LICENCE_URL,
            "citation": attribution.citation(home_url),
        },
        "citation": {
            "schema": "https://whgazetteer.org/schema/csl-citation.json",
            "citationID": item["id"],
            "citationItems": [{"id": item["id"], "itemData": item}],
        },
    }


def _record(
    dataset: Dataset, feature: Mapping[str, Any], row: Mapping[str, Any], names: list[dict[str, Any]], home_url: str
) -> dict[str, Any]:
    """Return an event as far as its own row tells it; *names* are those beside its title."""
    when, countries = _when(row["date_edtf"]), _countries(feature)
    credited: dict[str, Any] = (
        {} if dataset.is_own else {"citations": [{"label": attribution.citation(home_url), "@id": home_url}]}
    )
    return {
        "@id": _page(dataset, home_url, feature["id"]),
        "type": "Feature",
        "properties": {
            "title": row["title"],
            **({"ccodes": countries} if countries else {}),
            "fclasses": [_FCLASS],
            **{word: row[word] for word in _COPIED},
            "where_prec": int(row["where_prec"]),
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        },
        "when": when,
        "names": [
            {"toponym": row["title"], **({} if dataset.is_own else {"lang": "en"}), **credited},
            *({**name, "when": when} if name["role"] == "historical" else name for name in names),
        ],
        "types": [{"label": row["kind"].replace("_", " "), "sourceLabels": [{"label": KINDS[row["kind"]]}]}],
        "geometry": _geometry(feature, row),
        "descriptions": [{"value": " ".join(row["summary"].split("\n")), **({} if dataset.is_own else {"lang": "en"})}],
    }


def _page(dataset: Dataset, home_url: str, event_id: str) -> str:
    """Return the identifier of a record: an address, or of a visitor's own, who have none, a name in a namespace."""
    return f"event:{event_id}" if dataset.is_own else addresses.of(home_url, "event", event_id)


def _names(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """Return the names of each event and place, each with the work it was read in where that is recorded."""
    names: dict[str, list[dict[str, Any]]] = {}
    for row in dataset.names.to_dict("records"):
        name = {word: row[word] for word in ("toponym", "lang", "role")}
        if row["source_id"]:
            url = dataset.sources.at[row["source_id"], "url"]
            name["citations"] = [{"label": short_title(dataset, row["source_id"]), **({"@id": url} if url else {})}]
        names.setdefault(row["subject_id"], []).append(name)
    return names


def _further_names(
    names: Mapping[str, list[dict[str, Any]]], event_id: str, row: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the names of an event and of its place beside the title."""
    found = [name for subject in (event_id, row["place_id"]) for name in names.get(subject, ())]
    return [name for name in found if (name["toponym"], name["lang"]) != (row["title"], "en")]


def _when(date_edtf: str) -> dict[str, Any]:
    """Return a date as the timespan of its first to its last day, each end no more exact than it is known."""
    ends = [_end(part) for part in date_edtf.split("/")]
    span = day_span(date_edtf)
    when: dict[str, Any] = {"timespans": [{"start": ends[0], "end": ends[-1]}], "label": spoken(date_edtf)}
    if span.is_approximate or span.is_uncertain:
        when["certainty"] = "uncertain" if span.is_uncertain else "less-certain"
    return when


def _end(date_edtf: str) -> dict[str, str]:
    span = day_span(date_edtf)
    if span.first == span.last:
        return {"in": span.first.isoformat()}
    return {"earliest": span.first.isoformat(), "latest": span.last.isoformat()}


def _geometry(feature: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return where it was with how well that is known; other readings of a disputed place stand beside ours."""
    certainty = _CERTAINTY.get(int(row["where_prec"]), "uncertain")
    ours = {**feature["geometry"], "approximation": {"type": _APPROXIMATE}, "certainty": certainty}
    if ours["type"] == "Point":
        ours["approximation"] = {"type": _ACCURACY, "tolerance": row["approximation_km"]}
    else:  # the distance is from the point that the line or area stands in for
        ours["geowkt"] = row["geometry_wkt"]
    others = [
        {"type": "Point", "coordinates": point, "approximation": {"type": _APPROXIMATE}, "certainty": "uncertain"}
        for point in feature["properties"]["alternatives"]
    ]
    return {"type": "GeometryCollection", "geometries": [ours, *others]} if others else ours


def _countries(feature: Mapping[str, Any]) -> list[str]:
    return list(today(dumps(feature["geometry"]), feature["properties"]["approximation_km"]))


# --- table ---


def tsv_text(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return the plotted ones among *events* as LP-TSV, without quotes, as the format wants it.

    Tabs and line breaks become spaces; cells that a spreadsheet would run as formulas get an apostrophe.
    """
    beside = _beside(dataset)
    lines = [[*TSV_COLUMNS, *beside], *_cells(dataset, events, home_url, beside)]
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def _beside(dataset: Dataset) -> list[str]:
    """Return the columns of a visitor's own table that stand behind those of the format, which allows such."""
    if not dataset.is_own:
        return []
    return [name for name in event_table.columns(dataset) if name in _BESIDE or name in dataset.more.columns]


def _cells(dataset: Dataset, events: pd.DataFrame, home_url: str, beside: list[str]) -> Iterator[list[str]]:
    names = _names(dataset)
    places = dataset.places["geo_basis"].map(PLACES["geo_basis"].vocabulary).to_dict()
    given = _rows(dataset, events, home_url)
    for feature, row in featured(dataset, events):
        variants = _further_names(names, feature["id"], row)
        is_point = feature["geometry"]["type"] == "Point"
        cells = {
            "id": feature["id"],
            "title": row["title"],
            "title_source": "" if dataset.is_own else attribution.citation(home_url),
            "fclasses": _FCLASS,
            "attestation_year": "" if dataset.is_own else ISSUED,
            **dict(zip(("start", "end"), _ends(row), strict=True)),
            "title_uri": "" if dataset.is_own else _page(dataset, home_url, feature["id"]),
            "ccodes": ";".join(_countries(feature)),
            "variants": ";".join(f"{name['toponym'].replace(';', ',')}@{name['lang']}" for name in variants),
            "types": row["kind"].replace("_", " "),
            "lon": f"{feature['properties']['point'][0]:.6f}",
            "lat": f"{feature['properties']['point'][1]:.6f}",
            "geowkt": "" if is_point else row["geometry_wkt"],
            "geo_source": places[row["place_id"]],
            "approximation": f"{row['approximation_km']:g}" if is_point else _APPROXIMATE,
            "description": row["summary"],
        }
        own = given.get(feature["id"], {})
        said = {name: text for name, text in own.items() if text is not None and name in dataset.more.columns}
        yield [
            *(str(said.get(column, cells[column])) for column in TSV_COLUMNS),
            *("" if own[name] is None else str(own[name]) for name in beside),
        ]


def _ends(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the first and the last date, each to the day, the month or the year, as it is known."""
    ends = [part.rstrip("~?%") for part in row["date_edtf"].split("/")]
    if any(not _PLAIN.fullmatch(part) for part in ends):  # a season, or digits left open
        return row["date_start"], row["date_end"]
    return ends[0], ends[-1]


#: What a visitor's own table has beside the format's columns, if not in other words there.
_BESIDE = "date_edtf kind chapter place_title side_a side_b result where_prec approximation_km".split()
_PLAIN = re.compile(r"-?\d{4}(-\d\d){0,2}", re.ASCII)
_NUMBERS = frozenset("0123456789.-")


def _cell(text: str) -> str:
    """Return *text* on one line; a quotation mark at its start would make a spreadsheet swallow what follows."""
    line = " ".join(text.split())
    if _NUMBERS.issuperset(line):
        return line
    return f"'{line}" if line.startswith('"') else harmless(line)
