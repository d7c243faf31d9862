"""Exercises with sources: rival accounts without names, events without dates, events without places.

A *set* is a number that a teacher reads out: the same number gives the same tasks on every machine,
because the order of everything comes from SHA-256 and from nothing else.  Nothing is kept of who
answers what.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from geo.citation.short_titles import short_title
from geo.content.losses import Figure, groups
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.points import Point, compass
from geo.query.choices import LAST_SET, TASKS
from geo.record.schema import SIDES
from geo.record.tables import Dataset

__all__ = [
    "WRITERS",
    "Account",
    "Event",
    "Rivals",
    "Spot",
    "accounts_html",
    "distance",
    "in_place",
    "in_place_words",
    "new_set",
    "order_html",
    "orders",
    "rivals",
    "row_html",
    "spot_html",
    "spots",
    "verdicts",
]

#: A set that is drawn has four digits, so that it can be read out.
FIRST_SET = 1000
#: Who may have written an account.
WRITERS = {"party": "one of the two sides", "witness": "an observer of the time", "later": "a later work"}

_Item = TypeVar("_Item")
_EVENTS = 5  # to be put in order
_WRITER_OF_ROLE = {
    "belligerent_a": "party",
    "belligerent_b": "party",
    "third_party": "witness",
    "later_scholarship": "later",
}
_WRITER_OF_TIER = {"press": "witness", "scholarly": "later", "reference": "later", "founding_document": "later"}
#: Words by which a reading tells whose it is.
_TELLTALE = re.compile(
    r"\b(documents?|articles?|accounts?|press|newspapers?|statements?|claim\w*|archives?|wikipedia|tass|historians?"
    r"|monument|counts?|counted|works?|studies|study|reference|reports?|tables?|figures?|Tokyo|Moscow)\b",
    re.IGNORECASE,
)
_FOUGHT = ("incident", "battle", "operation", "landing", "air_action")
_WIDEST_KM = 60
_WELL_APART = 1.2
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
_BLANK = "▁▁▁▁"
#: Capitalised words in the names of places and events that give no place away.
_COMMON = frozenset(
    "Air Airborne Army Attack Attacks Battle Border Central Clash Eastern End Failed Fight Fighting Front Frontier "
    "Greater Guards Island Islands Japanese Korean Lake Landing Manchurian Mongolian Mount North Northeast Opening "
    "Outpost Patrol People Plain Port Republic River Siege Soviet South Tank The Three Upper War West "
    "Transbaikal "
    "January February March April May June July August September October November December".split()
) | frozenset(word for name in SIDES.values() for word in name.split())
_COUNTS = ("none", "one", "two", "three", "four", "five")


# --- Who says so? ---


@dataclass(frozen=True)
class Account:
    """One of two rival accounts.

    Attributes
    ----------
    text : what it says, without its author.
    writers : which of :data:`WRITERS` stand behind it; more than one where it rests on several works.
    claimant : who says so; empty where only works are known.
    when : when it was given or to what time it refers; may be empty.
    works : (short title, place in it) of what it was read in.
    note : what else is to be known of it.
    """

    text: str
    writers: tuple[str, ...]
    claimant: str
    when: str
    works: tuple[tuple[str, str], ...]
    note: str

    @property
    def writer(self) -> str:
        """Who stands behind it, in words."""
        return " and ".join(WRITERS[writer] for writer in self.writers)


@dataclass(frozen=True)
class Rivals:
    """A point on which sources differ: two accounts, in an order that tells nothing.

    Attributes
    ----------
    our_reading : what the atlas makes of it and why; empty where it prefers neither.
    """

    event_id: str
    title: str
    date: str
    topic: str
    accounts: tuple[Account, Account]
    our_reading: str


def rivals(dataset: Dataset, set_number: int) -> tuple[Rivals, ...]:
    """Return the tasks of a set: as far as there are enough, each about another event."""
    pool = shuffled([*_rival_figures(dataset), *_rival_readings(dataset)], _key_of_rivals, "accounts", set_number)
    first: dict[str, Rivals] = {}
    for one in pool:
        first.setdefault(one.event_id, one)
    rest = [one for one in pool if one not in first.values()]
    return tuple(
        Rivals(one.event_id, one.title, one.date, one.topic, _swapped(one, set_number), one.our_reading)
        for one in [*first.values(), *rest][:TASKS]
    )


def _key_of_rivals(one: Rivals) -> str:
    return f"{one.event_id}/{one.topic}/{one.accounts[0].text}/{one.accounts[1].text}"


def _swapped(one: Rivals, set_number: int) -> tuple[Account, Account]:
    first, second = one.accounts
    return (first, second) if _digest(_key_of_rivals(one), "letters", set_number) % 2 else (second, first)


def _rival_figures(dataset: Dataset) -> Iterator[Rivals]:
    """Yield, for each thing counted that claimants of different standing count differently, the widest gap."""
    points: dict[str, list[dict[str, Any]]] = {}
    for row in dataset.disagreements.to_dict("records"):
        points.setdefault(row["event_id"], []).append(row)
    claims = {row["id"]: row for row in dataset.claims.to_dict("records")}
    for group in groups(dataset, list(dict.fromkeys(dataset.claims["measure"]))):
        for _, same in itertools.groupby(group.figures, key=lambda one: (one.measure, one.side)):
            pairs = [
                pair
                for pair in itertools.combinations(same, 2)
                if claims[pair[0].id]["claimant_role"] != claims[pair[1].id]["claimant_role"] and _differ(*pair)
            ]
            if not pairs:
                continue
            known = points.get(group.event_id, [])
            pair = max(pairs, key=lambda two: (bool(_our_reading(known, two)), _parties(claims, two), _gap(*two)))
            first, second = (_figure_account(figure, claims[figure.id]) for figure in pair)
            topic = f"{pair[0].measure_name.capitalize()}: {pair[0].side_name}"
            ours = _our_reading(known, pair)
            yield Rivals(group.event_id, group.title, group.date, topic, (first, second), ours)


def _differ(one: Figure, other: Figure) -> bool:
    """Whether both say how many, and even the nearest of their numbers lie well apart."""
    is_open = any(figure.bound in ("at least", "at most") for figure in (one, other))
    low, high = sorted((one, other), key=lambda figure: figure.ends)
    return not is_open and high.ends[0] > _WELL_APART * low.ends[1]


def _parties(claims: Mapping[str, Mapping[str, Any]], pair: Iterable[Figure]) -> int:
    return sum(claims[figure.id]["claimant_role"].startswith("belligerent") for figure in pair)


def _gap(one: Figure, other: Figure) -> float:
    low, high = sorted((one.ends[0], other.ends[0]))
    return high / max(low, 1)


def _our_reading(points: Sequence[Mapping[str, Any]], pair: Iterable[Figure]) -> str:
    """Return what the atlas says where a disagreement names both figures of *pair*; empty where none does."""
    for row in points:
        text = f"{row['reading_a']} {row['reading_b']} {row['our_reading']}"
        if all(_numbers(figure.text) & _numbers(text) for figure in pair):
            return str(row["our_reading"])
    return ""


def _numbers(text: str) -> set[str]:
    return {number.rstrip(",") for number in re.findall(r"\d[\d,]*", text)}


def _figure_account(figure: Figure, claim: Mapping[str, Any]) -> Account:
    return Account(
        text=figure.text,
        writers=(_WRITER_OF_ROLE[claim["claimant_role"]],),
        claimant=figure.claimant,
        when=spoken(claim["as_of"]) if claim["as_of"] else "",
        works=((figure.source, figure.locator),),
        note=figure.note,
    )


def _rival_readings(dataset: Dataset) -> Iterator[Rivals]:
    """Yield the disagreements whose readings give away neither their authors nor what kind of work they are."""
    surnames = {author.split(",")[0] for cell in dataset.sources["author"] for author in cell.split("; ") if author}
    named = re.compile("|".join([_TELLTALE.pattern, *(rf"\b{re.escape(name)}\b" for name in sorted(surnames))]), re.I)
    locators: dict[tuple[str, str], list[str]] = {}
    for row in dataset.event_sources.to_dict("records"):
        locators.setdefault((row["event_id"], row["source_id"]), []).append(row["locator"])
    for row in dataset.disagreements.to_dict("records"):
        if not row["event_id"] or row["weight"] == "low":
            continue
        accounts = [_reading_account(dataset, row, end, locators) for end in "ab"]
        if all(account.writers and not named.search(account.text) for account in accounts):
            event = dataset.event(row["event_id"])
            first, second = accounts
            date = spoken(event["date_edtf"])
            yield Rivals(event["id"], event["title"], date, row["topic"], (first, second), row["our_reading"])


def _reading_account(
    dataset: Dataset, row: Mapping[str, Any], end: str, locators: Mapping[tuple[str, str], Sequence[str]]
) -> Account:
    """Return a reading; its writers are left out where a work's standing does not tell who speaks in it."""
    works = [work for work in row[f"source_{end}"].split(", ") if work]
    tiers = [dataset.sources.at[work, "tier"] for work in works]
    is_told = all(tier in _WRITER_OF_TIER for tier in tiers)
    return Account(
        text=row[f"reading_{end}"],
        writers=tuple(dict.fromkeys(_WRITER_OF_TIER[tier] for tier in tiers)) if is_told else (),
        claimant="",
        when="",
        works=tuple(
            (short_title(dataset, work), ", ".join(dict.fromkeys(locators.get((row["event_id"], work), ()))))
            for work in works
        ),
        note="",
    )


# --- In which order? ---


@dataclass(frozen=True)
class Event:
    """An event to be put in its place in time."""

    id: str
    title: str
    kind: str
    place: str
    date: str
    first_day: int


def orders(dataset: Dataset, set_number: int) -> tuple[tuple[Event, ...], ...]:
    """Return the tasks of a set: five events each, none of which may have happened at the time of another.

    They stand in an order that is not that of time.  Titles that hold a number, and so perhaps a
    year, are left out.
    """
    events = dataset.events
    wanted = (events["status"] == "plotted") & (events["certainty"] != "uncertain") & (events["kind"] != "context")
    rows = [row for row in events[wanted].reset_index().to_dict("records") if not re.search(r"\d", row["title"])]
    pool = shuffled(rows, lambda row: str(row["id"]), "order", set_number)
    found: list[tuple[Event, ...]] = []
    while len(found) < TASKS:
        task: list[Mapping[str, Any]] = []
        for row in pool:
            if len(task) < _EVENTS and all(_is_apart(row, other) for other in task):
                task.append(row)
        if len(task) < _EVENTS:
            break
        pool = [row for row in pool if row not in task]
        if task == sorted(task, key=lambda row: row["first_day"]):
            task.reverse()
        found.append(tuple(_event(row) for row in task))
    return tuple(found)


def _is_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["last_day"] < other["first_day"] or other["last_day"] < one["first_day"])


def _event(row: Mapping[str, Any]) -> Event:
    return Event(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        place=row["place_title"],
        date=spoken(row["date_edtf"]),
        first_day=int(row["first_day"]),
    )


def in_place(task: Sequence[Event]) -> int:
    """Return how many events stand where time puts them."""
    right = sorted(task, key=lambda event: event.first_day)
    return sum(event == other for event, other in zip(task, right, strict=True))


def in_place_words(task: Sequence[Event]) -> str:
    """Return the same as a sentence.

    Examples
    --------
    >>> in_place_words([Event("b", "", "", "", "", 2), Event("a", "", "", "", "", 1), Event("c", "", "", "", "", 3)])
    'One of three stands where it belongs.'
    """
    count, total = in_place(task), len(task)
    if count == total:
        return "All stand where they belong."
    if not count:
        return "None stands where it belongs yet."
    verb = "stands where it belongs" if count == 1 else "stand where they belong"
    return f"{_COUNTS[count].capitalize()} of {_COUNTS[total]} {verb}."


# --- Where was it? ---


@dataclass(frozen=True)
class Spot:
    """An event to be found on the map.

    Attributes
    ----------
    day : its last possible day, ISO.
    text : the beginning of its summary; ``None`` stands for each name left out.
    radius_km : how well the place itself is known.
    """

    event_id: str
    title: str
    kind: str
    date: str
    day: str
    text: tuple[str | None, ...]
    place: str
    point: Point
    radius_km: float
    note: str


def spots(dataset: Dataset, set_number: int) -> tuple[Spot, ...]:
    """Return the tasks of a set: fights at points known to within 60 km, each at another place."""
    events = dataset.events
    wanted = (
        (events["status"] == "plotted")
        & events["kind"].isin(_FOUGHT)
        & (events["approximation_km"] <= _WIDEST_KM)
        & (events["geometry_wkt"] == "")  # a line, an area and a disputed place have no one point to be found
    )
    rows = events[wanted].reset_index().to_dict("records")
    found: dict[str, Mapping[str, Any]] = {}
    for row in shuffled(rows, lambda row: str(row["id"]), "place", set_number):
        found.setdefault(row["place_id"], row)
    return tuple(_spot(dataset, row) for row in list(found.values())[:TASKS])


def distance(spot: Spot, guess: Point) -> str:
    """Return in words how far a *guess* lies from the place, measured against how well that is known."""
    km = spot.point.distance_km(guess)
    if km <= spot.radius_km:
        return f"Within the ± {spot.radius_km:g} km that the sources allow."
    whole = round(km, -1) if km >= 20 else round(km)
    return (
        f"Your point lies {whole:,.0f} km to the {compass(spot.point, guess)} of the place. "
        f"The sources themselves allow ± {spot.radius_km:g} km."
    )


def _spot(dataset: Dataset, row: Mapping[str, Any]) -> Spot:
    return Spot(
        event_id=row["id"],
        title=row["title"],
        kind=row["kind"].replace("_", " "),
        date=spoken(row["date_edtf"]),
        day=row["date_end"],
        text=_without_names(_beginning(row["summary"]), _own_names(dataset, row)),
        place=row["place_title"],
        point=Point(row["latitude"], row["longitude"]),
        radius_km=float(row["approximation_km"]),
        note=dataset.places.at[row["place_id"], "geo_note"],
    )


def _beginning(summary: str) -> str:
    """Return the first two sentences."""
    return " ".join(re.split(r"(?<=[.!?]) (?=[A-Z])", summary)[:2])


def _own_names(dataset: Dataset, row: Mapping[str, Any]) -> set[str]:
    """Return the words by which the event's place is called in its own, its parents' and its place's names."""
    ids, titles = {row["id"], row["place_id"]}, [row["title"], row["place_title"]]
    parent = row["part_of"]
    while parent:
        ids.add(parent)
        titles.append(dataset.events.at[parent, "title"])
        parent = dataset.events.at[parent, "part_of"]
    names = dataset.names[dataset.names["subject_id"].isin(ids)]["toponym"]
    return {word for text in [*titles, *names] for word in _NAME.findall(text)} - _COMMON


def _without_names(text: str, names: Iterable[str]) -> tuple[str | None, ...]:
    """Return *text* in pieces, ``None`` where a name or several in a row stood."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not words:
        return (text,)
    one = rf"(?:(?:Lake|Mount|Port) )?\b(?:{words})\b"
    run = re.compile(rf"({one}(?:[ /-]{one})*)")
    return tuple(None if number % 2 else piece for number, piece in enumerate(run.split(text)))


# --- HTML ---


def accounts_html(task: Rivals, is_revealed: bool = False) -> str:
    """Return the two accounts; revealed, with all that is known of who gave them, and the atlas's reading."""
    return templating.html("exercise_accounts.html", task=task, letters="AB", is_revealed=is_revealed)


def verdicts(task: Rivals, guesses: Sequence[str | None]) -> tuple[str, ...]:
    """Return a sentence for each account: who stands behind it, and whether that was guessed."""
    found = []
    for letter, account, guess in zip("AB", task.accounts, guesses, strict=True):
        says = f"Account {letter} comes from {account.writer}"
        if guess in account.writers:
            says += ", as you said"
        elif guess:
            says += f", not from {WRITERS[guess]}"
        found.append(f"{says}.")
    return tuple(found)


def row_html(event: Event, number: int) -> str:
    """Return an event without its date, with the place in the row that it has now."""
    return templating.html("exercise_row.html", event=event, number=number)


def order_html(task: Sequence[Event], links: Mapping[str, str]) -> str:
    """Return the events in order of time with their dates; *links* holds the address of each panel by event id."""
    return templating.html("exercise_order.html", events=sorted(task, key=lambda one: one.first_day), links=links)


def spot_html(spot: Spot, words: str = "", link: str = "") -> str:
    """Return an event without its place; with *words* of feedback also what the place is, and the way to its panel."""
    return templating.html("exercise_place.html", spot=spot, words=words, link=link, blank=_BLANK)


# --- one order for all machines ---


def new_set() -> int:
    """Return the number of a set drawn by chance, short enough to be read out."""
    return FIRST_SET + secrets.randbelow(LAST_SET - FIRST_SET + 1)


def shuffled(items: Iterable[_Item], key: Callable[[_Item], str], *salt: object) -> list[_Item]:
    """Return *items* in an order that depends on their *key* and on *salt* alone."""
    return sorted(items, key=lambda item: (_digest(key(item), *salt), key(item)))


def _digest(text: str, *salt: object) -> int:
    named = "/".join(map(str, (*salt, text)))
    return int.from_bytes(hashlib.sha256(named.encode()).digest())
