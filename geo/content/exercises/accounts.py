"""Who says so?  Two rival accounts of one event, without their authors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.citation.short_titles import short_title
from geo.content.exercises.shuffle import number, shuffled
from geo.content.losses import Figure, groups
from geo.core import templating
from geo.core.edtf import spoken
from geo.query.choices import TASKS
from geo.record.tables import Dataset

__all__ = ["WRITERS", "Account", "Rivals", "html", "tasks", "verdicts"]

#: Who may have written an account.
WRITERS = {"party": "one of the two sides", "witness": "an observer of the time", "later": "a later work"}

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
_WELL_APART = 1.2


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


def tasks(dataset: Dataset, set_number: int) -> tuple[Rivals, ...]:
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
    return (first, second) if number(_key_of_rivals(one), "letters", set_number) % 2 else (second, first)


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


def html(task: Rivals, is_revealed: bool = False) -> str:
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
