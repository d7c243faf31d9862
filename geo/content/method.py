"""What the page on sources and method says: works, disagreements, places, the data dictionary.

Each is a plain record and one HTML rendering of it, made by an autoescaping template.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from geo.citation import csl, items
from geo.citation.languages import marked
from geo.citation.short_titles import short_title
from geo.content.panel import where_text
from geo.core import templating
from geo.core.folding import fold, tokens
from geo.record.schema import DISAGREEMENTS, PLACES, SOURCES, TABLES
from geo.record.tables import Dataset

__all__ = [
    "TIERS",
    "WEIGHTS",
    "Place",
    "Point",
    "Work",
    "dictionary_html",
    "places",
    "places_html",
    "point_html",
    "points",
]
__all__ += ["works", "works_html"]

#: Sorts of evidence with their headings, the documents the atlas started from first.
TIERS = {
    "founding_document": "Founding documents",
    "primary": "Primary",
    "scholarly": "Scholarly",
    "press": "Press",
    "reference": "Reference",
    "popular": "Popular",
}
WEIGHTS = DISAGREEMENTS["weight"].vocabulary


@dataclass(frozen=True)
class Work:
    """One work cited.

    Attributes
    ----------
    label : the name by which the atlas speaks of a founding document, if its title does not say that; else empty.
    text : the work in Chicago style, safe HTML without its address.
    where : the page or document meant, where the work is cited for one only.
    events, figures : how many events and claims rest on it.
    """

    id: str
    tier: str
    label: str
    text: Markup
    where: str
    url: str
    events: int
    figures: int


@dataclass(frozen=True)
class Point:
    """One point on which sources differ; ``event_id`` is empty if it concerns the whole conflict."""

    id: str
    topic: str
    weight: str
    chapter: str
    event_id: str
    event_title: str
    readings: tuple[tuple[str, str], ...]
    our_reading: str


@dataclass(frozen=True)
class Place:
    """How one place was found; ``precision`` in words, ``within_km`` the radius about the point."""

    title: str
    country: str
    precision: str
    within_km: str
    basis: str
    note: str
    coordinates: str


def works(dataset: Dataset, tiers: Collection[str] = (), query: str = "") -> tuple[Work, ...]:
    """Return the works of *tiers* (all if empty) that hold every word of *query*, in any script, by tier and author."""
    words, order = tokens(query), list(TIERS)
    found = [
        work
        for work, text in _works(dataset)
        if (not tiers or work.tier in tiers) and all(word in text for word in words)
    ]
    return tuple(sorted(found, key=lambda work: (order.index(work.tier), _sort_key(work))))


def _sort_key(work: Work) -> str:
    return work.id if work.tier == "founding_document" else fold(work.text.striptags())


def _works(dataset: Dataset) -> Iterator[tuple[Work, str]]:
    """Yield every work with the folded text that it is searched by."""
    events = dataset.event_sources.groupby("source_id")["event_id"].nunique().to_dict()
    figures = dataset.claims["source_id"].value_counts().to_dict()
    for row in dataset.sources.reset_index().to_dict("records"):
        item = items.source(dataset, row["id"])
        work = Work(
            id=row["id"],
            tier=row["tier"],
            label=_label(dataset, row["id"], row["tier"], row["title"]),
            text=marked(
                csl.html({name: value for name, value in item.items() if name != "URL"}), row["title"], row["language"]
            ),
            where=row["page"],
            url=row["url"],
            events=events.get(row["id"], 0),
            figures=figures.get(row["id"], 0),
        )
        yield work, fold(" ".join(row[name] for name in ("id", "author", "title", "container_title", "publisher")))


def _label(dataset: Dataset, source_id: str, tier: str, title: str) -> str:
    """Return the name by which the atlas speaks of a founding document, unless its title says just that in brackets."""
    name = short_title(dataset, source_id) if tier == "founding_document" else ""
    return "" if fold(name) in fold(title) else name


def points(dataset: Dataset, weights: Collection[str] = (), chapters: Collection[str] = ()) -> tuple[Point, ...]:
    """Return the disagreements of *weights* and *chapters* (all if empty), the weightiest first, then in file order.

    A point that concerns the whole conflict belongs to every chapter.
    """
    found = []
    for row in dataset.disagreements.to_dict("records"):
        event = dataset.event(row["event_id"]) if row["event_id"] else None
        if (weights and row["weight"] not in weights) or (chapters and event and event["chapter"] not in chapters):
            continue
        readings = tuple(
            (
                row[f"reading_{one}"],
                "; ".join(dict.fromkeys(short_title(dataset, work) for work in row[f"source_{one}"].split(", "))),
            )
            for one in "ab"
        )
        found.append(
            Point(
                id=row["id"],
                topic=row["topic"],
                weight=row["weight"],
                chapter=dataset.chapters[event["chapter"]] if event else "The whole conflict",
                event_id=row["event_id"],
                event_title=event["title"] if event else "",
                readings=readings,
                our_reading=row["our_reading"],
            )
        )
    return tuple(sorted(found, key=lambda point: list(WEIGHTS).index(point.weight)))


def places(dataset: Dataset, query: str = "") -> tuple[Place, ...]:
    """Return the places whose name, country or note holds every word of *query*, the vaguest last."""
    words = tokens(query)
    rows = (
        dataset.places.sort_values(["where_prec", "approximation_km", "title"], kind="stable")
        .reset_index()
        .to_dict("records")
    )
    found = []
    for row in rows:
        if not all(word in fold(" ".join((row["title"], row["country_then"], row["geo_note"]))) for word in words):
            continue
        precision, within_km = where_text({**row, "place_id": row["id"]}).rsplit(", ", 1)
        found.append(
            Place(
                title=row["title"],
                country=row["country_then"],
                precision=precision,
                within_km=within_km,
                basis=PLACES["geo_basis"].vocabulary[row["geo_basis"]],
                note=row["geo_note"],
                coordinates=f"{row['latitude']:.3f}, {row['longitude']:.3f}",
            )
        )
    return tuple(found)


def works_html(found: Collection[Work]) -> str:
    """Return the works as HTML under one heading per tier; every text in it is escaped."""
    meanings = {**SOURCES["tier"].vocabulary, "founding_document": "the four documents this atlas started from"}
    tiers = [(name, meanings[tier], [work for work in found if work.tier == tier]) for tier, name in TIERS.items()]
    return templating.html("works.html", tiers=[tier for tier in tiers if tier[2]])


def point_html(point: Point) -> str:
    """Return one disagreement as HTML; every text in it is escaped."""
    return templating.html("point.html", point=point)


def places_html(found: Collection[Place]) -> str:
    """Return the places as an HTML table; every text in it is escaped."""
    return templating.html("places.html", places=found)


def dictionary_html() -> str:
    """Return the tables of the data package, their columns and vocabularies, as HTML."""
    return templating.html("dictionary.html", tables=TABLES)
