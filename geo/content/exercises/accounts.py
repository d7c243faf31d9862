"""Who says so?  Two rival accounts of one event and their two speakers, to be brought together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.citation.short_titles import short_title
from geo.content.classroom import kits, speakers
from geo.content.exercises.levels import best_known
from geo.content.exercises.shuffle import number, shuffled
from geo.content.figures.losses import Figure, groups
from geo.core import templating
from geo.core.edtf import spoken
from geo.query.choices import TASKS
from geo.record.tables import Dataset

__all__ = ["Account", "Rivals", "html", "tasks"]

_WELL_APART = 1.2
_UNNAMED = re.compile(r",? no (?:author|historian|record) named$")
#: What can be counted of one side's harm or strength, so that a side has reason to tell less of its own.
_NO_SIDE = ("incidents", "attempts", "duration_days", "advisers", "horses_captured", "fortifications")
_RULE = "A side often tells fewer of its own losses and more of the enemy’s"


@dataclass(frozen=True)
class Account:
    """One of two rival accounts.

    Attributes
    ----------
    text : what it says, without its speaker.
    claimant : who says so.
    standing : where the claimant stood, in words.
    when : when it was given or to what time it refers; may be empty.
    works : (short title, place in it) of what it was read in.
    note : what else is to be known of it.
    """

    text: str
    claimant: str
    standing: str
    when: str
    works: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class Rivals:
    """A point on which sources differ: two accounts, in an order that tells nothing.

    Attributes
    ----------
    hardness : the first level at which it is asked.
    clue : what helps to tell who speaks.
    why : what there is to learn from the two, once they are named.
    our_reading : what the atlas makes of it; empty where it prefers neither.
    """

    event_id: str
    title: str
    date: str
    topic: str
    accounts: tuple[Account, Account]
    hardness: int
    clue: str
    why: str
    our_reading: str

    @property
    def claimants(self) -> tuple[str, str]:
        """Both speakers, in the order of the alphabet."""
        first, second = sorted(account.claimant for account in self.accounts)
        return first, second

    def is_right(self, guess: str | None) -> bool:
        """Whether *guess* is who gave account A."""
        return guess == self.accounts[0].claimant


def tasks(dataset: Dataset, set_number: int, level: int = 1) -> tuple[Rivals, ...]:
    """Return the tasks of a set, the best known event first: as far as there are enough, each about another."""
    rivals = _all_rivals(dataset)
    asked = [one for one in rivals if one.hardness <= level] or rivals
    known = best_known(dataset, asked, lambda one: one.event_id, level)
    pool = shuffled(known, _key, "accounts", set_number)
    first: dict[str, Rivals] = {}
    for one in pool:
        first.setdefault(one.event_id, one)
    rest = [one for one in pool if one not in first.values()]
    chosen = [*first.values(), *rest][:TASKS]
    return tuple(_swapped(one, set_number) for one in best_known(dataset, chosen, lambda one: one.event_id, 3))


@lru_cache(maxsize=4)
def _all_rivals(dataset: Dataset) -> tuple[Rivals, ...]:
    return (*_rival_figures(dataset), *_rival_readings(dataset))


def _key(one: Rivals) -> str:
    return f"{one.event_id}/{one.topic}/{one.accounts[0].text}/{one.accounts[1].text}"


def _swapped(one: Rivals, set_number: int) -> Rivals:
    first, second = one.accounts
    both = (first, second) if number(_key(one), "letters", set_number) % 2 else (second, first)
    fields = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return Rivals(**fields | {"accounts": both})


# --- two numbers ---


def _rival_figures(dataset: Dataset) -> Iterator[Rivals]:
    """Yield, for each thing counted that claimants of different standing count differently, the widest gap."""
    points: dict[str, list[dict[str, Any]]] = {}
    for row in dataset.disagreements.to_dict("records"):
        points.setdefault(row["event_id"], []).append(row)
    claims = {row["id"]: row for row in dataset.claims.to_dict("records")}
    measures = [one for one in dict.fromkeys(dataset.claims["measure"]) if one not in _NO_SIDE]
    for group in groups(dataset, measures):
        for _, same in itertools.groupby(group.figures, key=lambda one: (one.measure, one.side)):
            pairs = [
                pair
                for pair in itertools.combinations(same, 2)
                if claims[pair[0].id]["claimant_role"] != claims[pair[1].id]["claimant_role"]
                and _named(pair[0]) != _named(pair[1])
                and _differ(*pair)
            ]
            if not pairs:
                continue
            known = points.get(group.event_id, [])
            pair = min(pairs, key=lambda two: (_hardness(dataset, two), not _our_reading(known, two), -_gap(*two)))
            topic = f"{pair[0].measure_name.capitalize()}: {pair[0].side_name}"
            yield Rivals(
                event_id=group.event_id,
                title=group.title,
                date=group.date,
                topic=topic,
                accounts=(_figure_account(pair[0], claims), _figure_account(pair[1], claims)),
                hardness=_hardness(dataset, pair),
                clue=_figure_clue(dataset, pair),
                why=_figure_why(dataset, pair),
                our_reading=_our_reading(known, pair),
            )


def _named(figure: Figure) -> str:
    return _UNNAMED.sub("", figure.claimant)


def _differ(one: Figure, other: Figure) -> bool:
    """Whether both say how many, and even the nearest of their numbers lie well apart."""
    is_open = any(figure.bound in ("at least", "at most") for figure in (one, other))
    low, high = sorted((one, other), key=lambda figure: figure.ends)
    return not is_open and high.ends[0] > _WELL_APART * low.ends[1]


def _sides(dataset: Dataset, pair: Sequence[Figure]) -> tuple[str, list[str]]:
    """Return the side whose people are counted, and the side of each speaker; empty for none."""
    counted = str(dataset.parties["side"].get(pair[0].side, ""))
    speaking = {"belligerent_a": "a", "belligerent_b": "b"}
    return (counted if counted in ("a", "b") else ""), [speaking.get(one.claimant_role, "") for one in pair]


def _hardness(dataset: Dataset, pair: Sequence[Figure]) -> int:
    """Return 1 where both sides speak and each as its interest bids, 2 where one does, 3 else."""
    counted, sides = _sides(dataset, pair)
    if counted and all(sides):
        own, enemy = sorted(pair, key=lambda one: sides[pair.index(one)] != counted)
        return 1 if own.ends < enemy.ends else 2
    return 2 if any(sides) else 3


def _figure_clue(dataset: Dataset, pair: Sequence[Figure]) -> str:
    counted, sides = _sides(dataset, pair)
    return f"{_RULE}. Whose are counted here?" if counted and any(sides) else "Who stood near, and who wrote later?"


def _figure_why(dataset: Dataset, pair: Sequence[Figure]) -> str:
    counted, sides = _sides(dataset, pair)
    low, high = (_named(one) for one in sorted(pair, key=lambda one: one.ends))
    times = _gap(*pair)
    gap = f"{high} gives {times:.0f} times as many as {low}" if times >= 2 else f"{high} gives more than {low}"
    if not (counted and all(sides)):
        return f"{gap}. Ask of each when it was told, and from which papers."
    if _hardness(dataset, pair) == 1:
        return f"{_RULE}. So here: {gap}, and counts its enemy’s."
    return f"{gap}. Here a side tells more of its own than its enemy does: the rule does not always hold."


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


def _figure_account(figure: Figure, claims: Mapping[str, Mapping[str, Any]]) -> Account:
    as_of = claims[figure.id]["as_of"]
    return Account(
        text=figure.text,
        claimant=_named(figure),
        standing=figure.role,
        when=spoken(as_of) if as_of else "",
        works=((figure.source, figure.locator),),
        note=figure.note,
    )


# --- two sentences ---


def _rival_readings(dataset: Dataset) -> Iterator[Rivals]:
    """Yield the disagreements in which each reading has one speaker, who is not named in what is said."""
    for row in dataset.disagreements.to_dict("records"):
        works = [work for end in "ab" for work in row[f"source_{end}"].split(", ") if work]
        if not row["event_id"] or row["weight"] == "low" or not works:
            continue
        known = speakers.names(dataset, row["event_id"], works)
        both = [speakers.said(row[f"reading_{end}"], known) for end in "ab"]
        if both[0] is None or both[1] is None or both[0][0] == both[1][0]:
            continue
        event = dataset.event(row["event_id"])
        accounts = [
            _reading_account(dataset, one, row[f"source_{end}"], event["first_day"])
            for one, end in zip((both[0], both[1]), "ab", strict=True)
        ]
        is_apart = accounts[0].standing != accounts[1].standing
        yield Rivals(
            event_id=event["id"],
            title=event["title"],
            date=spoken(event["date_edtf"]),
            topic=row["topic"],
            accounts=(accounts[0], accounts[1]),
            hardness=2 if is_apart else 3,
            clue="Which of the two would wish it so, and which could know it?",
            why="",
            our_reading=row["our_reading"],
        )


def _reading_account(dataset: Dataset, said: tuple[str, str], cell: str, first_day: int) -> Account:
    facts = dict(kits.facts(dataset, cell, first_day))
    return Account(
        text=said[1],
        claimant=said[0],
        standing=facts["Who"],
        when=facts["When"],
        works=tuple((short_title(dataset, work), "") for work in cell.split(", ") if work),
        note="",
    )


def html(task: Rivals, guess: str | None = None, is_revealed: bool = False) -> str:
    """Return the two accounts; revealed, with who gave them, a mark for each, and what there is to learn."""
    mark = None if guess is None else task.is_right(guess)
    return templating.html("exercise_accounts.html", task=task, letters="AB", is_revealed=is_revealed, mark=mark)
