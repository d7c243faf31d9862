"""One event → what its detail panel says.

The panel is a plain record, :class:`Panel`, and one HTML rendering of it, made by an
autoescaping template that the page and the exported file share.  It is read from the top: what
happened and what came of it, then who says so; what it rests on is one step away, never in the way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import pandas as pd

from geo.citation import items, styles
from geo.citation.languages import marked
from geo.citation.short_titles import short_title
from geo.content.figures import claim_bars, losses
from geo.content.figures.claim_bars import Measured
from geo.content.figures.losses import Figure
from geo.content.plans.order import Order, order
from geo.content.ways_on import Link, Parts, at_same_place, by_month, dated_link, in_time, nearest
from geo.core import templating
from geo.core.edtf import spoken
from geo.record.event_names import title_in
from geo.record.schema import EVENTS, MEASURES
from geo.record.tables import Dataset

__all__ = ["Link", "Panel", "cited", "html", "in_app", "panel", "where_text"]

_DATE_PRECISION = {1: "to the day", 2: "to a few days", 3: "to the week", 4: "to the month", 5: "to the year or longer"}
_PLACE_PRECISION = {
    1: "exact",
    2: "near a known point",
    3: "within a district",
    4: "within a province",
    5: "a line or a wide area",
    6: "the country only",
    7: "open sea or air",
}
_STRENGTHS = ("strength", "divisions", "aircraft", "tanks", "armoured_vehicles", "vessels", "guns", "machine_guns")
_MEASURE_ORDER = {measure: index for index, measure in enumerate(MEASURES)}
#: Columns of a visitor's own table that the panel shows in its own way.
_SAID_ANYWAY = frozenset(
    "id kind low best high source place_id place_relation part_of certainty status number_of_sources side_a_2nd "
    "side_b_2nd date_prec license".split()
)
_MAKING = threading.Lock()  # who asks for a record while it is being made waits for it, rather than make it again


@dataclass(frozen=True)
class Work:
    """One work cited, with where in it."""

    id: str
    text: str
    locator: str
    url: str
    tier: str


@dataclass(frozen=True)
class Disagreement:
    """One point on which sources differ, with their short titles."""

    id: str
    topic: str
    reading_a: str
    source_a: str
    reading_b: str
    source_b: str
    our_reading: str
    weight: str


@dataclass(frozen=True)
class Party:
    """A party of the event, with the look of its name (:func:`geo.content.figures.losses.look`)."""

    id: str
    title: str
    look: str


@dataclass(frozen=True)
class Person:
    """A person's part in the event, and the work that says so."""

    id: str
    name: str
    role: str
    look: str
    about: str
    source: str


@dataclass(frozen=True)
class Panel:
    """All that the panel of one event says, as text ready to show (not yet escaped)."""

    id: str
    title: str
    kind: str
    kind_id: str
    chapter: str
    certainty: str
    doubt: str
    names: tuple[tuple[str, str], ...]
    other_names: tuple[tuple[str, str], ...]
    date: str
    date_precision: str
    place: str
    place_precision: str
    place_note: str
    coordinates: str
    side_a: tuple[Party, ...]
    side_b: tuple[Party, ...]
    significance: str
    summary: str
    result: str
    people: tuple[Person, ...]
    order: Order | None
    strengths: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    silent: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    works: tuple[Work, ...]
    part_of: Link | None
    parts: tuple[Link, ...]
    parts_by_month: tuple[Parts, ...]
    before: Link | None
    after: Link | None
    nearest: tuple[Link, ...]
    same_place: tuple[Link, ...]
    more: tuple[tuple[str, str], ...] = ()

    @property
    def losses(self) -> tuple[Measured, ...]:
        """Losses and other figures as bars; the usual measures are seen at once."""
        return claim_bars.measured(self.figures, losses.DEFAULT_MEASURES)

    @property
    def forces(self) -> tuple[Measured, ...]:
        """Strengths as bars."""
        return claim_bars.measured(self.strengths)


def panel(dataset: Dataset, event_id: str, among: pd.DataFrame | None = None, lang: str = "en") -> Panel:
    """Return what the panel of *event_id* says.

    Parameters
    ----------
    among : the events that "before" and "after" walk through; all by default.
    lang : the language of the heading, where the event has a name in it.

    Raises
    ------
    NotFoundError
        If there is no such event.
    """
    before, after = in_time(dataset.events if among is None else among, dataset.event(event_id))
    if dataset.is_own:  # nothing of a visitor's own is kept
        record = _record(dataset, event_id, lang)
    else:
        with _MAKING:
            record = _kept_record(dataset, event_id, lang)
    return replace(record, before=before, after=after)


def _record(dataset: Dataset, event_id: str, lang: str) -> Panel:
    """Return what the panel says whatever else is chosen."""
    event = dataset.event(event_id)
    claims = dataset.rows("claims", "event_id", event_id)
    title = title_in(dataset, event_id, lang)
    names, other_names = _names(dataset, event_id, title)
    if title != event["title"]:
        names = (("en", event["title"]), *names)
    sides = {side: index for index, side in enumerate(dataset.claim_sides)}
    rows = sorted(claims, key=lambda row: (_MEASURE_ORDER[row["measure"]], sides.get(row["side"], 0)))
    figures = losses.figures(dataset, event, rows)
    parts = dataset.events.index[dataset.row_numbers("events", "part_of", event_id)]
    return Panel(
        id=event_id,
        title=title,
        kind=_kind(dataset, event),
        kind_id=event["kind"],
        chapter=dataset.chapters.get(event["chapter"], ""),
        certainty="" if event["certainty"] == "certain" else EVENTS["certainty"].vocabulary[event["certainty"]],
        doubt="" if event["certainty"] == "certain" else event["certainty"].replace("-", " "),
        names=names,
        other_names=other_names,
        date=spoken(event["date_edtf"]),
        date_precision=_DATE_PRECISION[event["date_prec"]],
        place=_place(event),
        place_precision=where_text(event),
        place_note=dataset.places.loc[event["place_id"], "geo_note"] if event["place_id"] else "",
        coordinates=f"{event['latitude']:.3f}, {event['longitude']:.3f}" if event["place_id"] else "",
        side_a=_sides(dataset, event, "side_a"),
        side_b=_sides(dataset, event, "side_b"),
        significance=event["significance"],
        summary=event["summary"],
        result=event["result"],
        people=_people(dataset, event_id),
        order=order(dataset, event_id),
        strengths=tuple(figure for figure in figures if figure.measure in _STRENGTHS),
        figures=tuple(figure for figure in figures if figure.measure not in _STRENGTHS),
        silent=losses.silent(dataset, event, figures),
        disagreements=_disagreements(dataset, event_id),
        works=_works(dataset, event_id),
        part_of=dated_link(dataset, event["part_of"]) if event["part_of"] else None,
        parts=tuple(dated_link(dataset, part) for part in parts),
        parts_by_month=by_month(dataset, list(parts)),
        before=None,
        after=None,
        nearest=nearest(dataset, event),
        same_place=at_same_place(dataset, event),
        more=_more(dataset, event_id),
    )


def _kind(dataset: Dataset, event: Mapping[str, Any]) -> str:
    """Return the kind in words; of a visitor's own event in their words, unless those are a code."""
    given = str(dataset.more.at[event["id"], "kind"]) if "kind" in dataset.more else ""
    return (given if given and not given.isdecimal() else event["kind"]).replace("_", " ")


def _more(dataset: Dataset, event_id: str) -> tuple[tuple[str, str], ...]:
    """Return what a visitor's own table says of an event beyond what the panel says anyway, as names and texts."""
    if event_id not in dataset.more.index:
        return ()
    said = dataset.more.loc[event_id]
    return tuple((str(name), text) for name, text in said.items() if text and name not in _SAID_ANYWAY)


_kept_record = lru_cache(maxsize=1024)(_record)


def where_text(event: Mapping[str, Any]) -> str:
    """Return how well the place of *event* is known, in words; empty without a place."""
    if not event["place_id"]:
        return ""
    if not event["approximation_km"]:
        return "how exact is not said"
    return f"{_PLACE_PRECISION[int(event['where_prec'])]}, ± {event['approximation_km']:g} km"


def in_app(kind: str, thing_id: str) -> str:
    """Return where a link of a panel beside the map leads: to the panels of other events, and nowhere else."""
    return f"?event={quote(thing_id, safe='')}" if kind == "event" else ""


def html(
    content: Panel,
    to: Callable[[str, str], str] = in_app,
    level: int = 2,
    rest: Mapping[str, Sequence[tuple[str, str, str]]] = MappingProxyType({}),
    is_part: bool = False,
) -> str:
    """Return the body of the panel as HTML; every text in it is escaped.

    Parameters
    ----------
    to : returns the address of a thing, named by its kind (:data:`geo.query.addresses.KINDS`) and id, or nothing.
    level : of the heading, from 1.
    rest : by the name of a section that stands elsewhere the lines in its place: address, words and note of each.
    is_part : whether *content* is a section alone.
    """
    return templating.html("panel.html", panel=content, to=to, level=level, rest=rest, is_part=is_part)


def _place(event: Mapping[str, Any]) -> str:
    if not event["place_id"]:
        return ""
    across = "along " if event["geometry_wkt"].startswith("LINESTRING") else "in the area of "
    relation = {"at": "", "near": "near ", "along": across, "from": "from "}.get(event["place_relation"], "")
    return f"{relation}{event['place_title']}"


def _sides(dataset: Dataset, event: Mapping[str, Any], column: str) -> tuple[Party, ...]:
    ids = [event[column], *event[f"{column}_2nd"].split(", ")]
    return tuple(Party(side, dataset.sides[side], losses.look(dataset, side)) for side in dict.fromkeys(ids) if side)


def _people(dataset: Dataset, event_id: str) -> tuple[Person, ...]:
    """Return who took part, in the order of the table, with whom they served and who says so."""
    found = []
    for row in dataset.rows("event_people", "event_id", event_id):
        person = dataset.people.loc[row["person_id"]]
        source = f"{short_title(dataset, row['source_id'])}, {row['locator']}"
        look = losses.look(dataset, person["party"])
        found.append(Person(row["person_id"], person["name"], row["role"], look, person["about"], source))
    return tuple(found)


_Names = tuple[tuple[str, str], ...]


def _names(dataset: Dataset, event_id: str, title: str) -> tuple[_Names, _Names]:
    """Return ``(lang, name)`` pairs: first one in each original script, then all others."""
    rows = dataset.rows("names", "subject_id", event_id)
    pairs = [(row["lang"], row["toponym"]) for row in rows if row["toponym"] != title]
    leading: dict[str, tuple[str, str]] = {}
    for lang, name in pairs:
        if lang.split("-")[0] not in {"en", "es"} and not lang.endswith("-Latn"):
            leading.setdefault(lang.split("-")[0], (lang, name))
    firsts = tuple(leading.values())
    return firsts, tuple(pair for pair in pairs if pair not in firsts)


def _short_titles(dataset: Dataset, source_ids: str) -> str:
    return "; ".join(
        dict.fromkeys(short_title(dataset, source_id) for source_id in source_ids.split(", ") if source_id)
    )


def _works(dataset: Dataset, event_id: str) -> tuple[Work, ...]:
    locators: dict[str, list[str]] = {}
    for row in dataset.rows("event_sources", "event_id", event_id):
        locators.setdefault(row["source_id"], []).append(row["locator"])
    works = []
    for source_id, named in locators.items():
        source = dataset.sources.loc[source_id]
        tier = source["tier"].replace("_", " ")
        text = marked(cited(dataset, source_id), source["title"], source["language"])
        works.append(Work(source_id, text, ", ".join(dict.fromkeys(named)), source["url"], tier))
    return tuple(works)


def cited(dataset: Dataset, source_id: str) -> str:
    """Return a work as the panel cites it, whose address is the link."""
    item = {name: value for name, value in items.source(dataset, source_id).items() if name != "URL"}
    return styles.cite(item, "chicago")


def _disagreements(dataset: Dataset, event_id: str) -> tuple[Disagreement, ...]:
    rows = dataset.rows("disagreements", "event_id", event_id)
    rows.sort(key=lambda row: ("high", "medium", "low").index(row["weight"]))
    return tuple(
        Disagreement(
            id=row["id"],
            topic=row["topic"],
            reading_a=row["reading_a"],
            source_a=_short_titles(dataset, row["source_a"]),
            reading_b=row["reading_b"],
            source_b=_short_titles(dataset, row["source_b"]),
            our_reading=row["our_reading"],
            weight=row["weight"],
        )
        for row in rows
    )
