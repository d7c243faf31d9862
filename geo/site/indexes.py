"""The lists of the record: by chapter, year and theatre, and of places, people, units, works, disagreements, tours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from geo.content import method
from geo.content.classroom import tours
from geo.core.edtf import spoken
from geo.core.text import clipped, counted
from geo.errors import NotFoundError
from geo.query import addresses
from geo.record.precision import located
from geo.record.tables import Dataset
from geo.site.host import Host
from geo.site.listed import crumb, things
from geo.site.page import Crumb, Page, Way

__all__ = ["LISTS", "lists", "page"]

#: Address, title and note of one line of a list; a heading with its lines.
Row = tuple[str, str, str]
Group = tuple[str, list[Row]]
_EVENTS = "event"
#: What the lines of a page may take, and what a line takes beside its words.
_ROOM_BYTES, _LINK_BYTES = 20_000, 42
#: Events that share a heading although they began apart; events after which a heading is parted.
_FEW, _MANY = 6, 24
_BEGINNING = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_OF_YEAR, _OF_PART, _OF_DAY = 4, 3, 10  # letters of a date: 1904, -07, 1904-07-29


@lru_cache(maxsize=4)
def lists(dataset: Dataset) -> dict[str, tuple[str, int]]:
    """Return the addresses of all lists, from the atlas's own on, each with its first page and its number from 1."""
    found = {}
    for first in _firsts(dataset):
        for number in range(1, len(_pages(_whole(dataset, Host(), first))) + 1):
            found[_address(first, number)] = (first, number)
    return found


def _firsts(dataset: Dataset) -> list[str]:
    return [
        *(addresses.path(kind) for kind in addresses.KINDS),
        *(f"chapter/{one}/" for one in dataset.chapters if (dataset.events["chapter"] == one).any()),
        *(f"year/{year}/" for year in sorted(set(dataset.events["year"]))),
        *(f"theatre/{one}/" for one in dataset.theatres.index if (dataset.events["theatre"] == one).any()),
        *(f"tier/{one}/" for one in method.TIERS if (dataset.sources["tier"] == one).any()),
        *(f"weight/{one}/" for one in method.WEIGHTS if (dataset.disagreements["weight"] == one).any()),
    ]


def page(dataset: Dataset, host: Host, path: str) -> Page:
    """Return the list at *path*.

    Raises
    ------
    NotFoundError
        If there is no such list.
    """
    if path not in lists(dataset):
        raise NotFoundError(f"there is no list {path!r}")
    first, number = lists(dataset)[path]
    whole = _whole(dataset, host, first)
    pages = _pages(whole)
    if len(pages) == 1:
        return whole

    def at(other: int) -> Crumb | None:
        return Crumb(titled(other), _address(first, other)) if 1 <= other <= len(pages) else None

    def titled(other: int) -> str:
        return f"{whole.title} ({other} of {len(pages)})"

    address = host.home_url + path
    return replace(
        whole,
        path=path,
        title=titled(number),
        values={**whole.values, "groups": pages[number - 1]},
        way=Way(at(number - 1), at(number + 1)),
        linked=[{**whole.linked[0], "@id": address, "url": address, "name": titled(number)}],
    )


def _whole(dataset: Dataset, host: Host, first: str) -> Page:
    """Return a list on one page, however long it is."""
    kind, _, rest = first.rstrip("/").partition("/")
    return LISTS[kind](dataset, host, rest)


def _address(first: str, number: int) -> str:
    return first if number == 1 else f"{first}page-{number}/"


def _pages(whole: Page) -> list[list[Group]]:
    """Return the groups of a list page by page; of a page each line takes what it says and the link."""
    pages: list[list[Group]] = [[]]
    room = _ROOM_BYTES
    for heading, rows in whole.values["groups"]:
        for row in rows:
            room -= _LINK_BYTES + sum(len(text.encode()) for text in row)
            if room < 0:
                pages.append([])
                room = _ROOM_BYTES
            if not pages[-1] or pages[-1][-1][0] != heading:
                pages[-1].append((heading, []))
            pages[-1][-1][1].append(row)
    return pages


def _list(
    host: Host, path: str, title: str, groups: Iterable[Group], lead: str = "", *,
    eyebrow: str = "", crumbs: Iterable[Crumb] = (), is_brief: bool = False,
) -> Page:  # fmt: skip
    address = host.home_url + path
    node = {"@type": "CollectionPage", "@id": address, "url": address, "name": title}
    values: dict[str, Any] = {"groups": list(groups), "lead": lead, "eyebrow": eyebrow, "is_brief": is_brief}
    return Page(path, "index.html", title, lead or title, values, crumbs=list(crumbs), linked=[node], kind="website")


# --- events ---


def _events(dataset: Dataset, host: Host, _: str) -> Page:
    events = dataset.events

    def group(column: str, kind: str, titles: dict[Any, str]) -> list[Row]:
        counts = events[column].value_counts()
        return [
            (f"{kind}/{one}/", title, counted(int(counts[one]), "event"))
            for one, title in titles.items()
            if one in counts
        ]

    years = {year: str(year) for year in sorted(set(events["year"]))}
    groups = [
        ("By chapter", group("chapter", "chapter", dict(dataset.chapters))),
        ("By year", group("year", "year", years)),
        ("By theatre", group("theatre", "theatre", dict(dataset.theatres["title"]))),
    ]
    lead = f"{counted(len(events), 'event')}, each with its sources, its figures by claimant, and what is in doubt."
    return _list(host, "event/", "Events", [one for one in groups if one[1]], lead, is_brief=True)


def _chosen(dataset: Dataset, host: Host, path: str, title: str, mask: pd.Series, lead: str = "") -> Page:
    """Return the list of the events of *mask*, in order of time."""
    rows = [
        (
            addresses.path(_EVENTS, str(event_id)),
            row["title"],
            " · ".join(filter(None, (spoken(row["date_edtf"]), located(row["place_title"], row["approximation_km"])))),
        )
        for event_id, row in dataset.events[mask].iterrows()
    ]
    groups = _by_time(list(zip(dataset.events["date_edtf"][mask], rows, strict=True)))
    lead = lead or f"{counted(len(rows), 'event')} in order of time."
    return _list(host, path, title, groups, lead, crumbs=[crumb("event")])


def _by_time(dated: list[tuple[str, Row]], letters: int = _OF_YEAR) -> list[Group]:
    """Return rows under the years in which they began, each after its EDTF date; under months or days where many did.

    Parameters
    ----------
    letters : of a date, those that rows of one heading share.
    """
    found: dict[str, list[tuple[str, Row]]] = {}
    for date, row in dated:
        found.setdefault(_BEGINNING.match(date)[0][:letters], []).append((date, row))  # type: ignore[index]
    spans: list[tuple[str, str, list[tuple[str, Row]]]] = []
    for begun, part in sorted(found.items()):
        first, _, before = spans[-1] if spans else ("", "", [])
        if len(first) == len(begun) and len(before) + len(part) <= _FEW:
            spans[-1] = (first, begun, before + part)
        else:
            spans.append((begun, begun, part))
    groups: list[Group] = []
    for first, last, part in spans:
        if len(part) > _MANY and letters == len(first) < _OF_DAY:
            groups += _by_time(part, letters + _OF_PART)
        else:
            heading = spoken(first if first == last else f"{first}/{last}")
            groups.append((heading, [row for _, row in part]))
    return groups if len(groups) > 1 else [("", [row for _, row in dated])]


def _chapter(dataset: Dataset, host: Host, chapter: str) -> Page:
    return _chosen(
        dataset, host, f"chapter/{chapter}/", dataset.chapters[chapter], dataset.events["chapter"] == chapter
    )


def _year(dataset: Dataset, host: Host, year: str) -> Page:
    mask = dataset.events["year"] == int(year)
    lead = f"{counted(int(mask.sum()), 'event')} that began in {year}."
    return _chosen(dataset, host, f"year/{year}/", year, mask, lead)


def _theatre(dataset: Dataset, host: Host, theatre: str) -> Page:
    title = dataset.theatres.at[theatre, "title"]
    return _chosen(dataset, host, f"theatre/{theatre}/", title, dataset.events["theatre"] == theatre)


# --- the rest ---


def _places(dataset: Dataset, host: Host, _: str) -> Page:
    counts = dataset.events["place_id"].value_counts()
    groups: dict[str, list[Row]] = {}
    for place_id, title in things(dataset, "place").items():
        note = str(counts[place_id]) if place_id in counts else ""
        groups.setdefault(title[:1].upper(), []).append((addresses.path("place", place_id), title, note))
    lead = f"{counted(len(dataset.places), 'place')}, with the number of events at each, and how each was found."
    return _list(host, "place/", "Places", groups.items(), lead, is_brief=True)


def _by_party(dataset: Dataset, host: Host, kind: str, parties: pd.Series, lead: str) -> Page:
    groups: dict[str, list[Row]] = {title: [] for title in (*dataset.claim_sides.values(), "")}
    for one, title in things(dataset, kind).items():
        groups[dataset.claim_sides.get(parties[one], "")].append((addresses.path(kind, one), title, ""))
    found = [(heading or "Others", rows) for heading, rows in groups.items() if rows]
    return _list(host, f"{kind}/", addresses.KINDS[kind], found, lead, is_brief=True)


def _people(dataset: Dataset, host: Host, _: str) -> Page:
    lead = "Everyone named in the events, by whom they served; each with their part in every event and who says so."
    return _by_party(dataset, host, "person", dataset.people["party"], lead)


def _units(dataset: Dataset, host: Host, _: str) -> Page:
    lead = "Formations and units, by party; each with where it stood day by day, and by whose account."
    return _by_party(dataset, host, "unit", dataset.units["party"], lead)


def _sources(dataset: Dataset, host: Host, _: str) -> Page:
    counts = dataset.sources["tier"].value_counts()
    rows = [
        (f"tier/{tier}/", title, counted(int(counts[tier]), "work"))
        for tier, title in method.TIERS.items()
        if tier in counts
    ]
    lead = f"{counted(len(dataset.sources), 'work')} cited, by the sort of evidence they are."
    return _list(host, "source/", "Sources", [("", rows)], lead)


def _tier(dataset: Dataset, host: Host, tier: str) -> Page:
    of_tier = dataset.sources["tier"].to_dict()
    rows = [
        (addresses.path("source", one), title, clipped(dataset.sources.at[one, "title"], 70))
        for one, title in things(dataset, "source").items()
        if of_tier[one] == tier
    ]
    lead = counted(len(rows), "work")
    return _list(
        host, f"tier/{tier}/", f"{method.TIERS[tier]} sources", [("", rows)], f"{lead}.", crumbs=[crumb("source")]
    )


def _disagreements(dataset: Dataset, host: Host, _: str) -> Page:
    counts = dataset.disagreements["weight"].value_counts()
    sorts = [
        (f"weight/{weight}/", f"{weight.capitalize()} weight", f"{counted(int(counts[weight]), 'point')}: {meaning}")
        for weight, meaning in method.WEIGHTS.items()
        if weight in counts
    ]
    heaviest = next(iter(method.WEIGHTS))
    lead = (
        f"{counted(len(dataset.disagreements), 'point')} on which sources differ, each with both readings side by side."
    )
    groups = [("", sorts), (f"Of {heaviest} weight", _points(dataset, heaviest))]
    return _list(host, "disagreement/", addresses.KINDS["disagreement"], [one for one in groups if one[1]], lead)


def _weight(dataset: Dataset, host: Host, weight: str) -> Page:
    title = f"Disagreements of {weight} weight"
    lead = f"{method.WEIGHTS[weight].capitalize()}."
    rows = _points(dataset, weight)
    return _list(host, f"weight/{weight}/", title, [("", rows)], lead, crumbs=[crumb("disagreement")])


def _points(dataset: Dataset, weight: str) -> list[Row]:
    titles = dataset.events["title"]
    return [
        (addresses.path("disagreement", row["id"]), row["topic"], titles.get(row["event_id"], ""))
        for row in dataset.rows("disagreements", "weight", weight)
    ]


def _tours(dataset: Dataset, host: Host, _: str) -> Page:
    rows = [
        (addresses.path("tour", slug), tour.title, f"{tour.subtitle} · {tour.minutes} minutes")
        for slug, tour in tours.load(dataset).items()
    ]
    return _list(
        host, "tour/", "Guided tours", [("", rows)], "Stories in steps, each with a map, a question and its sources."
    )


#: The list of each sort, by the first part of its address.
LISTS: dict[str, Callable[[Dataset, Host, str], Page]] = {
    "event": _events,
    "chapter": _chapter,
    "year": _year,
    "theatre": _theatre,
    "place": _places,
    "person": _people,
    "unit": _units,
    "source": _sources,
    "tier": _tier,
    "disagreement": _disagreements,
    "weight": _weight,
    "tour": _tours,
}
