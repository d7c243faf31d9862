"""Who could have written this?  One statement and four who may have made it; only one could."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.content.classroom import speakers
from geo.content.exercises.levels import best_known, when_in_words
from geo.content.exercises.shuffle import shuffled
from geo.core import templating
from geo.core.edtf import day_span, spoken
from geo.query.choices import LEVELS, TASKS
from geo.record.tables import Dataset

__all__ = ["Candidate", "Statement", "html", "tasks"]

_CANDIDATES = 4
_LEAST_WORDS = 5
_LONGEST_NAME = 80
_AGAIN = re.compile(r"\bsame\b|\bthe other\b|\bitself\b", re.IGNORECASE)
_SMALL = frozenset("with from through after their the and for by of in on at quoted given side".split())
#: Sorts of work in which somebody speaks at the time, if it is no later edition.
_OF_THE_TIME = {
    "primary": ("chapter", "document", "report"),
    "press": ("article-newspaper", "article-magazine"),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may have made a statement.

    Attributes
    ----------
    when : the year in which they spoke, or that it was later.
    why : why it was they, or why it cannot have been.
    """

    name: str
    when: str
    is_writer: bool
    why: str


@dataclass(frozen=True)
class Statement:
    """Something that somebody said, without who.

    Attributes
    ----------
    clue : what is known of it without the name; empty on the last level.
    has_years : whether it is told when the candidates spoke.
    """

    event_id: str
    title: str
    date: str
    topic: str
    text: str
    clue: str
    has_years: bool
    candidates: tuple[Candidate, ...]
    our_reading: str

    @property
    def writer(self) -> Candidate:
        """The one among the candidates who made it."""
        return next(one for one in self.candidates if one.is_writer)


@dataclass(frozen=True)
class _Said:
    """What one speaker says in a disagreement, and the other.

    Attributes
    ----------
    year : of the event.
    is_of_the_time : whether it was said then; what is later was not.
    written : the year of a later work; ``None`` if it is not known.
    """

    key: str
    event_id: str
    year: int
    who: str
    text: str
    is_of_the_time: bool
    written: int | None
    topic: str
    our_reading: str

    @property
    def when(self) -> str:
        """When it was said, in a few words."""
        if self.is_of_the_time:
            return str(self.year)
        return str(self.written) if self.written else "later"


def tasks(dataset: Dataset, set_number: int, level: int = 1) -> tuple[Statement, ...]:
    """Return the tasks of a set, the best known event first, each about another event as far as there are enough.

    What is asked for was said at the time.  Who else is named is drawn from the same record: who said
    otherwise, speakers of other years, at most one later work.  That some spoke too early or too late can be
    read from the years, which the last level leaves out.
    """
    pool = _pool(dataset)
    texts = [one for one in pool if one.is_of_the_time and len(one.text.split()) >= _LEAST_WORDS]
    known = best_known(dataset, texts, lambda one: one.event_id, level)
    found: dict[str, Statement] = {}
    for one in shuffled(known, lambda one: one.key, "writer", set_number):
        if len(found) < TASKS and one.event_id not in found:
            others = _others(dataset, one, pool, set_number)
            if len(others) == _CANDIDATES - 1:
                found[one.event_id] = _statement(dataset, one, others, set_number, level)
    return tuple(best_known(dataset, found.values(), lambda one: one.event_id, max(LEVELS)))


@lru_cache(maxsize=4)
def _pool(dataset: Dataset) -> tuple[_Said, ...]:
    """Return what the record has of single speakers, each disagreement's two one after the other."""
    return tuple(_all_said(dataset))


def _all_said(dataset: Dataset) -> Iterator[_Said]:
    for row in dataset.disagreements.to_dict("records"):
        works = [work for end in "ab" for work in row[f"source_{end}"].split(", ") if work]
        if not row["event_id"]:
            continue
        known = speakers.names(dataset, row["event_id"], works)
        for end in "ab":
            one = speakers.said(row[f"reading_{end}"], known)
            if one and row[f"source_{end}"] and len(one[0]) <= _LONGEST_NAME and not _AGAIN.search(one[0]):
                yield _said(dataset, row, end, one)


def _said(dataset: Dataset, row: Mapping[str, Any], end: str, one: tuple[str, str]) -> _Said:
    event = dataset.event(row["event_id"])
    year = dt.date.fromordinal(int(event["last_day"])).year
    works = [dataset.sources.loc[work] for work in row[f"source_{end}"].split(", ")]
    years = [day_span(work["issued"]).last.year if work["issued"] else None for work in works]
    told = [one for one in years if one]
    return _Said(
        key=f"{row['id']}/{end}",
        event_id=event["id"],
        year=year,
        who=one[0],
        text=one[1],
        is_of_the_time=all(map(_is_of_the_time, works, years, [year] * len(works))),
        written=max(told) if len(told) == len(years) else None,
        topic=row["topic"],
        our_reading=row["our_reading"],
    )


def _is_of_the_time(work: Mapping[str, Any], issued: int | None, year: int) -> bool:
    is_sort = work["type"] in _OF_THE_TIME.get(work["tier"], ())
    is_edition = work["tier"] == "primary" and work["type"] == "chapter"  # a paper in a later volume
    return is_sort and (is_edition or (issued is not None and abs(issued - year) <= 1))


def _others(dataset: Dataset, one: _Said, pool: Sequence[_Said], set_number: int) -> list[Candidate]:
    """Return three who did not make a statement, each with the reason; fewer where the record has no more."""
    against = [other for other in pool if other.key[:-1] == one.key[:-1] and other.key != one.key]
    rest = shuffled(pool, lambda other: other.key, "others", one.key, set_number)
    found: dict[str, Candidate] = {}
    has_later = False
    for other in [*against, *rest]:
        is_full = len(found) == _CANDIDATES - 1 or (has_later and not other.is_of_the_time)
        if is_full or any(_alike(other.who, name) for name in (one.who, *found)):
            continue
        if why := _why_not(dataset, one, other, is_rival=other in against):
            found[other.who] = Candidate(other.who, other.when, is_writer=False, why=why)
            has_later = has_later or not other.is_of_the_time
    return list(found.values())


def _why_not(dataset: Dataset, one: _Said, other: _Said, is_rival: bool) -> str:
    """Return why *other* cannot have made the statement of *one*; empty if it could."""
    if is_rival:
        return f"said otherwise: “{other.text}”"
    if not other.is_of_the_time:
        return "was not there: a later work, and this was said at the time" if other.event_id != one.event_id else ""
    event = dataset.event(other.event_id)
    if other.year == one.year:
        return ""
    return f"spoke {when_in_words(other.year - one.year)}, of “{event['title']}” ({spoken(event['date_edtf'])})"


def _alike(one: str, other: str) -> bool:
    """Whether two names may be of one speaker: they share a word that is not small."""
    words = [{word for word in re.findall(r"\w{3,}", name.lower()) if word not in _SMALL} for name in (one, other)]
    return bool(words[0] & words[1])


def _statement(dataset: Dataset, one: _Said, others: Sequence[Candidate], set_number: int, level: int) -> Statement:
    event = dataset.event(one.event_id)
    writer = Candidate(one.who, one.when, is_writer=True, why="said it, at the time")
    clue = f"It was said at the time, in {one.year}. Whose story is it, and who could know?"
    return Statement(
        event_id=one.event_id,
        title=event["title"],
        date=spoken(event["date_edtf"]),
        topic=one.topic,
        text=one.text,
        clue=clue if level < max(LEVELS) else "",
        has_years=level < max(LEVELS),
        candidates=tuple(shuffled([writer, *others], lambda other: other.name, "candidates", one.key, set_number)),
        our_reading=one.our_reading,
    )


def html(task: Statement, guess: str | None = None, is_revealed: bool = False) -> str:
    """Return the statement with its clues; revealed, with every candidate, a mark and why."""
    return templating.html("exercise_writer.html", task=task, guess=guess, is_revealed=is_revealed)
