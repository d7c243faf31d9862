"""The page of one thing of the record: an event, a place, a person, a unit, a work, a disagreement, a tour.

First what happened, then who says so: the words are those of the panel, which the map and the offline file show too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from geo.citation import csl, items, styles
from geo.citation.short_titles import short_title
from geo.content import method
from geo.content.classroom import tours
from geo.content.figures import losses
from geo.content.panel import html as panel_html
from geo.content.panel import panel, where_text
from geo.core.edtf import spoken
from geo.core.text import counted
from geo.errors import NotFoundError
from geo.query import addresses
from geo.record.files.tour_files import Step
from geo.record.schema import PLACES, SOURCES
from geo.record.tables import Dataset
from geo.site import further, machine, sections
from geo.site.host import Host
from geo.site.listed import crumb, things
from geo.site.page import Crumb, Page
from geo.site.shared import by_time, figures_of, mention, names, rests_of, thing_page, to, works

__all__ = ["PAGES", "page"]

_SAME_GROUND = 0.3  # degrees: a map of a place shows several
_NEAR_KM = 30.0
_INDENT = re.compile(r"\n\s+")  # a third of a long panel


def page(dataset: Dataset, host: Host, kind: str, name: str) -> Page:
    """Return the page of a thing, or one of its further pages; *name* is what follows its *kind* in the address.

    Raises
    ------
    NotFoundError
        If there is no such thing.
    """
    thing_id, _, rest = name.partition("/")
    if thing_id not in things(dataset, kind):
        raise NotFoundError(f"there is no {kind} {thing_id!r}")
    whole = PAGES[kind](dataset, host, thing_id)
    return sections.page(dataset, host, kind, thing_id, rest, whole) if rest else whole


def _event(dataset: Dataset, host: Host, event_id: str) -> Page:
    row = dataset.event(event_id)
    said, elsewhere = panel(dataset, event_id), further.of_event(dataset, event_id)
    shown, rest = further.kept(said, elsewhere), further.rests(said, elsewhere)
    chapter = Crumb(said.chapter, f"chapter/{row['chapter']}/")
    whole = [Crumb(said.part_of.title, addresses.path("event", said.part_of.event_id))] if said.part_of else []
    return thing_page(
        dataset,
        host.home_url,
        "event",
        event_id,
        title=said.title,
        description=said.summary or f"{said.title}, {said.date}",
        crumbs=[crumb("event"), chapter, *whole],
        place_id=row["place_id"],
        node=machine.event_node(dataset, host.home_url, event_id),
        item=items.event(dataset, event_id, addresses.of(host.home_url, "event", event_id) if host.home_url else ""),
        values={
            "panel": said,
            "body": Markup(_INDENT.sub("\n", panel_html(shown, to, 1, rest))),  # noqa: S704 - made by an escaping template
            "on_map": host.event_on_map(event_id),
        },
    )


def _party(dataset: Dataset, party: str) -> str:
    return str(dataset.claim_sides.get(party, party))


def _place(dataset: Dataset, host: Host, place_id: str) -> Page:
    row = dataset.places.loc[place_id].to_dict()
    known = where_text({**row, "place_id": place_id})
    events = [(event["id"], event) for event in _events_at(dataset, place_id)]
    return thing_page(
        dataset,
        host.home_url,
        "place",
        place_id,
        title=row["title"],
        description=f"{row['title']}, {row['country_then']}: {counted(len(events), 'event')} of the atlas; {known}.",
        crumbs=[crumb("place")],
        place_id=place_id,
        node=machine.place_node(dataset, host.home_url, place_id),
        values={
            "row": row,
            "known": known,
            "sort": PLACES["kind"].vocabulary.get(row["kind"], ""),
            "basis": PLACES["geo_basis"].vocabulary[row["geo_basis"]],
            "names": names(dataset, place_id, row["title"]),
            "events": [(event_id, one["title"], spoken(one["date_edtf"])) for event_id, one in events],
            "on_map": host.event_on_map(events[0][0]) if events else "",
        },
    )


def _events_at(dataset: Dataset, place_id: str) -> list[dict[str, Any]]:
    numbers = dataset.row_numbers("events", "place_id", place_id)
    return [dict(dataset.event(event_id)) for event_id in dataset.events.index[sorted(numbers)]]


def _person(dataset: Dataset, host: Host, person_id: str) -> Page:
    row = dataset.people.loc[person_id].to_dict()
    parts = [
        {
            **mention(dataset, one),
            "role": one["role"],
            "unit_id": one["unit_id"],
            "unit": dataset.units.at[one["unit_id"], "title"] if one["unit_id"] else "",
        }
        for one in by_time(dataset, dataset.rows("event_people", "person_id", person_id))
    ]
    place_id, pictured = _map_of(dataset, host, _at_events(dataset, parts))
    lived = [f"{word} {spoken(row[name])}" for word, name in (("born", "born"), ("died", "died")) if row[name]]
    return thing_page(
        dataset,
        host.home_url,
        "person",
        person_id,
        title=row["name"],
        description=row["about"]
        or f"{row['name']} in {counted(len({one['event_id'] for one in parts}), 'event')} of the atlas.",
        crumbs=[crumb("person")],
        place_id=place_id,
        node=machine.person_node(dataset, host.home_url, person_id),
        values={
            **pictured,
            "about": row["about"],
            "lived": ", ".join(lived),
            "party": _party(dataset, row["party"]),
            "look": losses.look(dataset, row["party"]),
            "names": names(dataset, person_id, row["name"]),
            "parts": parts,
        },
    )


def _at_events(dataset: Dataset, rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return of each row that mentions an event the place of that, what the map of it is of, and the event."""
    return [
        (dataset.event(one["event_id"])["place_id"], f"{one['event']}, {one['date']}:", one["event_id"]) for one in rows
    ]


def _map_of(dataset: Dataset, host: Host, stations: Sequence[tuple[str, str, str]]) -> tuple[str, dict[str, str]]:
    """Return the place that the map of a life or a march looks at, and what the page says of it.

    It is the first that is known as nearly as a map can show, or else the first of the best known; empty without any.

    Parameters
    ----------
    stations : place, which may be empty, what the map of it is of, and event, in order of time.
    """
    known_km = {at: float(dataset.places.at[one[0], "approximation_km"]) for at, one in enumerate(stations) if one[0]}
    if not known_km:
        return "", {"of": "", "on_map": ""}
    enough_km = max(_NEAR_KM, min(known_km.values()))
    place_id, of, event_id = stations[next(at for at, km in known_km.items() if km <= enough_km)]
    return place_id, {"of": of, "on_map": host.event_on_map(event_id)}


def _unit(dataset: Dataset, host: Host, unit_id: str) -> Page:
    row = dataset.units.loc[unit_id].to_dict()
    stood = [
        {
            **mention(dataset, one),
            "day": spoken(one["date_edtf"]),
            "hour": ", ".join(filter(None, (one["local_time"], one["clock"]))),
            "did": one["did"],
            "claimant": one["claimant"],
            "place_id": one["place_id"],
            "place": dataset.places.at[one["place_id"], "title"] if one["place_id"] else "",
            "km": f"{one['approximation_km']:g}",
        }
        for one in sorted(dataset.rows("positions", "unit_id", unit_id), key=lambda one: machine.ends(one["date_edtf"]))
    ]
    led = [
        {**mention(dataset, one), "person_id": one["person_id"], "role": one["role"],
         "name": dataset.people.at[one["person_id"], "name"]}
        for one in by_time(dataset, dataset.rows("event_people", "unit_id", unit_id))
    ]  # fmt: skip
    party = _party(dataset, row["party"])
    address = addresses.of(host.home_url, "unit", unit_id)
    attested = [(one["place_id"], f"{one['day']}:", one["event_id"]) for one in stood]
    place_id, pictured = _map_of(dataset, host, [*attested, *_at_events(dataset, [*stood, *led])])
    return thing_page(
        dataset,
        host.home_url,
        "unit",
        unit_id,
        title=row["title"],
        description=f"{row['title']}, {party}: {counted(len(stood), 'recorded position')}, each with its source.",
        crumbs=[crumb("unit")],
        place_id=place_id,
        node={"@type": "Organization", "@id": address, "url": address, "name": row["title"]},
        values={
            **pictured,
            "party": party,
            "look": losses.look(dataset, row["party"]),
            "echelon": row["echelon"].replace("_", " "),
            "above": (row["part_of"], dataset.units.at[row["part_of"], "title"]) if row["part_of"] else None,
            "below": [
                (one, title)
                for one, title in things(dataset, "unit").items()
                if dataset.units.at[one, "part_of"] == unit_id
            ],
            "names": names(dataset, unit_id, row["title"]),
            "stood": stood,
            "led": led,
        },
    )


def _source(dataset: Dataset, host: Host, source_id: str) -> Page:
    row = dataset.sources.loc[source_id].to_dict()
    item = items.source(dataset, source_id)
    bare = {name: value for name, value in item.items() if name != "URL"}
    rest = {one.name: (one.address(), f"All {one.words}") for one in further.of_source(dataset, source_id)}
    rests, figures = rests_of(dataset, source_id), figures_of(dataset, source_id)
    points = [
        (one["id"], one["topic"])
        for one in dataset.disagreements.to_dict("records")
        if source_id in (*one["source_a"].split(", "), *one["source_b"].split(", "))
    ]
    address = addresses.of(host.home_url, "source", source_id)
    return thing_page(
        dataset,
        host.home_url,
        "source",
        source_id,
        title=short_title(dataset, source_id),
        description=f"{styles.cite(bare, 'chicago')} {counted(len(rests), 'event')} of the atlas rest on it.",
        crumbs=[crumb("source"), Crumb(method.TIERS[row["tier"]], f"tier/{row['tier']}/")],
        node={"@type": "CreativeWork", "@id": address, "name": row["title"],
              **({"url": row["url"]} if row["url"] else {}),
              **({"inLanguage": row["language"]} if row["language"] else {}),
              **({"author": row["author"].split("; ")} if row["author"] else {})},
        item=item,
        is_ours=False,
        values={
            "work": csl.html(bare),
            "url": row["url"],
            "tier": SOURCES["tier"].vocabulary.get(row["tier"], method.TIERS[row["tier"]]),
            "rests": [] if "events" in rest else rests,
            "figures": [] if "figures" in rest else figures,
            "rest": rest,
            "points": points,
        },
    )  # fmt: skip


def _disagreement(dataset: Dataset, host: Host, point_id: str) -> Page:
    (row,) = dataset.rows("disagreements", "id", point_id)
    event = dataset.event(row["event_id"]) if row["event_id"] else None
    whole = [Crumb(event["title"], addresses.path("event", event["id"]))] if event else []
    address = addresses.of(host.home_url, "disagreement", point_id)
    return thing_page(
        dataset,
        host.home_url,
        "disagreement",
        point_id,
        title=row["topic"],
        description=f"{row['reading_a']} {row['reading_b']}",
        crumbs=[crumb("disagreement"), *whole],
        place_id=event["place_id"] if event else "",
        node={"@type": "WebPage", "@id": address, "url": address, "name": row["topic"],
              **({"about": {"@id": addresses.of(host.home_url, "event", event["id"])}} if event else {})},
        values={
            "event": event,
            "date": spoken(event["date_edtf"]) if event else "",
            "weight": row["weight"],
            "meaning": method.WEIGHTS[row["weight"]],
            "readings": [(row[f"reading_{one}"], works(dataset, row[f"source_{one}"])) for one in "ab"],
            "ours": row["our_reading"],
            "on_map": host.event_on_map(event["id"]) if event else "",
        },
    )  # fmt: skip


def _tour(dataset: Dataset, host: Host, slug: str) -> Page:
    tour = tours.load(dataset)[slug]
    address = addresses.of(host.home_url, "tour", slug)
    titles = dataset.events["title"]
    shown: list[tuple[float, float]] = []

    def place_of(step: Step) -> str:
        """Return the place whose map stands over a step: none where a map before it shows the same ground."""
        event = dataset.event(step.event) if step.event else None
        if event is None or not event["place_id"]:
            return ""
        spot = dataset.places.loc[event["place_id"]]
        lat, lon = float(spot["latitude"]), float(spot["longitude"])
        if any(abs(lat - one) < _SAME_GROUND and abs(lon - other) < _SAME_GROUND for one, other in shown):
            return ""
        shown.append((lat, lon))
        return str(event["place_id"])

    return thing_page(
        dataset,
        host.home_url,
        "tour",
        slug,
        title=tour.title,
        description=f"{tour.subtitle}. {len(tour.steps)} steps, {tour.minutes} minutes, {tour.audience}.",
        crumbs=[crumb("tour")],
        node={"@type": "LearningResource", "@id": address, "url": address, "name": tour.title,
              "description": tour.subtitle, "timeRequired": f"PT{tour.minutes}M", "inLanguage": "en"},
        values={
            "tour": tour,
            "steps": [
                {
                    "step": step,
                    "when": tours.when(step),
                    "event_title": titles.get(step.event, ""),
                    "place_id": place_of(step),
                    "works": [(work, short_title(dataset, work), locator) for work, locator in step.sources],
                    "on_map": host.tour_on_map(slug, number) or (host.event_on_map(step.event) if step.event else ""),
                }
                for number, step in enumerate(tour.steps, 1)
            ],
        },
    )  # fmt: skip


#: The page of each kind of thing.
PAGES: dict[str, Callable[[Dataset, Host, str], Page]] = {
    "event": _event,
    "place": _place,
    "person": _person,
    "unit": _unit,
    "source": _source,
    "disagreement": _disagreement,
    "tour": _tour,
}
