"""The whole record as RDF in Turtle, for whoever asks it questions in SPARQL.

Every thing is named by the address of its page.  The terms are those of three vocabularies: the Simple Event
Model (SEM), CIDOC-CRM, and, for places, names and shapes, what Linked Places uses (GeoSPARQL, WGS 84, LPO).
A figure is an attribute assignment of CIDOC-CRM: who gave it, in which work, of which event; rival figures
stand side by side here too.  No node is blank, so that the same record gives the same bytes.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from rdflib import DCTERMS, RDF, RDFS, SDO, XSD, Graph, Literal, Namespace, URIRef

from geo.about import CONTRIBUTORS, DATA_LICENCE, VERSION
from geo.core.edtf import day_span
from geo.query import addresses
from geo.record.tables import Dataset

__all__ = ["FILE_NAME", "MEDIA_TYPE", "text"]

FILE_NAME, MEDIA_TYPE = "record.ttl", "text/turtle"
SEM: Final = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
CRM: Final = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
GEOSPARQL: Final = Namespace("http://www.opengis.net/ont/geosparql#")
WGS84: Final = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
LPO: Final = Namespace("https://github.com/LinkedPasts/linked-pasts-ontology/blob/main/lpo_latest.ttl#")
_EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


def text(dataset: Dataset, home_url: str) -> str:
    """Return the record as Turtle; *home_url* begins the identifiers."""
    graph = Graph(bind_namespaces="none")
    spaces = {"sem": SEM, "crm": CRM, "geosparql": GEOSPARQL, "wgs84": WGS84, "lpo": LPO, "dcterms": DCTERMS}
    for prefix, space in {**spaces, "rdfs": RDFS, "schema": SDO, "xsd": XSD}.items():
        graph.bind(prefix, space)
    for step in (_whole, _parties, _places, _people, _units, _works, _events, _parts, _figures, _names):
        step(_Writing(graph, dataset, home_url))
    return str(graph.serialize(format="turtle"))


class _Writing:
    """The graph while it is written."""

    def __init__(self, graph: Graph, dataset: Dataset, home_url: str) -> None:
        self.graph, self.dataset, self.home_url = graph, dataset, home_url

    def of(self, kind: str, thing_id: str) -> URIRef:
        """Return the identifier of a thing."""
        return URIRef(addresses.of(self.home_url, kind, thing_id))

    def party(self, party_id: str) -> URIRef:
        """Return the identifier of a party, which has no page of its own."""
        return URIRef(f"{self.home_url}unit/#{party_id}")

    def say(self, subject: URIRef, *pairs: tuple[URIRef, Any]) -> None:
        """Add what is said of *subject*; an empty value says nothing."""
        for predicate, value in pairs:
            if (isinstance(value, float) and pd.isna(value)) or value == "" or value is None:
                continue
            self.graph.add((subject, predicate, value if isinstance(value, URIRef | Literal) else Literal(value)))


def _english(words: str) -> Literal | None:
    return Literal(words, lang="en") if words else None


def _whole(to: _Writing) -> None:
    atlas = to.dataset.atlas
    to.say(
        URIRef(to.home_url),
        (RDF.type, SDO.Dataset),
        (DCTERMS.title, _english(atlas.title)),
        (DCTERMS.description, _english(atlas.introduction)),
        (DCTERMS.license, URIRef(DATA_LICENCE.url)),
        (DCTERMS.creator, CONTRIBUTORS),
        (SDO.version, VERSION),
    )


def _parties(to: _Writing) -> None:
    for party_id, title in to.dataset.claim_sides.items():
        to.say(to.party(party_id), (RDF.type, SEM.Actor), (RDF.type, CRM.E74_Group), (RDFS.label, _english(title)))


def _places(to: _Writing) -> None:
    for row in to.dataset.places.reset_index().to_dict("records"):
        shape = row["geometry_wkt"] or f"POINT ({row['longitude']} {row['latitude']})"  # WKT is longitude first
        to.say(
            to.of("place", row["id"]),
            (RDF.type, SEM.Place),
            (RDF.type, CRM.E53_Place),
            (RDFS.label, _english(row["title"])),
            (WGS84.lat, Literal(row["latitude"], datatype=XSD.decimal)),
            (WGS84.long, Literal(row["longitude"], datatype=XSD.decimal)),
            (GEOSPARQL.asWKT, Literal(shape, datatype=GEOSPARQL.wktLiteral)),
            (RDFS.comment, _english(row["geo_note"])),
        )


def _people(to: _Writing) -> None:
    for row in to.dataset.people.reset_index().to_dict("records"):
        to.say(
            to.of("person", row["id"]),
            (RDF.type, SEM.Actor),
            (RDF.type, CRM.E21_Person),
            (RDFS.label, _english(row["name"])),
            (RDFS.comment, _english(row["about"])),
            (CRM.P107i_is_current_or_former_member_of, to.party(row["party"]) if row["party"] else ""),
        )


def _units(to: _Writing) -> None:
    for row in to.dataset.units.reset_index().to_dict("records"):
        to.say(
            to.of("unit", row["id"]),
            (RDF.type, SEM.Actor),
            (RDF.type, CRM.E74_Group),
            (RDFS.label, _english(row["title"])),
            (CRM.P107i_is_current_or_former_member_of, to.party(row["party"])),
            (DCTERMS.isPartOf, to.of("unit", row["part_of"]) if row["part_of"] else ""),
        )


def _works(to: _Writing) -> None:
    for row in to.dataset.sources.reset_index().to_dict("records"):
        work = to.of("source", row["id"])
        to.say(
            work,
            (RDF.type, CRM.E31_Document),
            (DCTERMS.title, row["title"]),
            (DCTERMS.date, Literal(row["issued"], datatype=_EDTF) if row["issued"] else ""),
            (SDO.url, Literal(row["url"], datatype=XSD.anyURI) if row["url"] else ""),
        )
        to.say(work, *((DCTERMS.creator, one) for one in row["author"].split("; ")))


def _events(to: _Writing) -> None:
    for row in to.dataset.events.reset_index().to_dict("records"):
        span = day_span(row["date_edtf"])
        event = to.of("event", row["id"])
        to.say(
            event,
            (RDF.type, SEM.Event),
            (RDF.type, CRM.E5_Event),
            (RDFS.label, _english(row["title"])),
            (DCTERMS.description, _english(row["summary"])),
            (DCTERMS.type, row["kind"]),
            (DCTERMS.date, Literal(row["date_edtf"], datatype=_EDTF)),
            (SEM.hasEarliestBeginTimeStamp, Literal(span.first.isoformat(), datatype=XSD.date)),
            (SEM.hasLatestEndTimeStamp, Literal(span.last.isoformat(), datatype=XSD.date)),
        )
        if row["place_id"]:
            place = to.of("place", row["place_id"])
            to.say(event, (SEM.hasPlace, place), (CRM.P7_took_place_at, place))
        if row["part_of"]:
            whole = to.of("event", row["part_of"])
            to.say(event, (SEM.subEventOf, whole), (CRM.P9i_forms_part_of, whole))
        to.say(event, *((SEM.hasActor, to.party(party)) for party in row["parties"]))


def _parts(to: _Writing) -> None:
    """Say who took part in what, and which works tell of it."""
    for table, column, kind in (("event_people", "person_id", "person"), ("positions", "unit_id", "unit")):
        pairs = getattr(to.dataset, table)[["event_id", column]].drop_duplicates()
        for event_id, actor_id in pairs.itertuples(index=False):
            actor = to.of(kind, actor_id)
            to.say(to.of("event", event_id), (SEM.hasActor, actor), (CRM.P11_had_participant, actor))
    for event_id, source_id in to.dataset.event_sources[["event_id", "source_id"]].itertuples(index=False):
        to.say(to.of("event", event_id), (CRM.P70i_is_documented_in, to.of("source", source_id)))


def _figures(to: _Writing) -> None:
    for row in to.dataset.claims.to_dict("records"):
        event = to.of("event", row["event_id"])
        to.say(
            URIRef(f"{event}#{row['id']}"),
            (RDF.type, CRM.E13_Attribute_Assignment),
            (CRM.P140_assigned_attribute_to, event),
            (CRM.P177_assigned_property_of_type, row["measure"]),
            (SDO.about, to.party(row["side"]) if row["side"] else ""),
            (RDF.value, row["best"]),
            (SDO.minValue, row["low"]),
            (SDO.maxValue, row["high"]),
            (DCTERMS.creator, row["claimant"]),
            (CRM.P70i_is_documented_in, to.of("source", row["source_id"])),
            (DCTERMS.bibliographicCitation, row["locator"]),
        )


def _names(to: _Writing) -> None:
    tables = {
        "event": to.dataset.events,
        "place": to.dataset.places,
        "person": to.dataset.people,
        "unit": to.dataset.units,
    }
    kinds = {thing_id: kind for kind, table in tables.items() for thing_id in table.index}
    for row in to.dataset.names.to_dict("records"):
        if row["subject_id"] in kinds:
            name = Literal(row["toponym"], lang=row["lang"])
            to.say(to.of(kinds[row["subject_id"]], row["subject_id"]), (LPO.toponym, name))
