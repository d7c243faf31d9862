"""What somebody types → what the atlas has of it, grouped, each with why it was found and where it leads.

Names are looked for in any recorded spelling and script; a year, a month, a season or a day narrows what is found,
or is found itself.  Where nothing is written so, the nearest spellings are tried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

import pandas as pd

from geo.core.daterange import DateRange
from geo.core.edtf import spoken
from geo.core.folding import tokens
from geo.core.text import counted
from geo.query import calendar_words
from geo.query.choices import Link
from geo.query.link import to_params
from geo.query.names import Names, Subject, names
from geo.query.selection import Selection, View, chosen
from geo.record.tables import Dataset

__all__ = ["GROUPS", "Found", "Hit", "find"]

#: What can be found, by the title it stands under.
GROUPS = {
    "time": "Times",
    "event": "Events",
    "period": "Conflicts, day by day",
    "place": "Places",
    "person": "People",
    "unit": "Units",
    "side": "Sides",
    "kind": "Kinds of event",
    "chapter": "Chapters",
    "words": "",
}
_MOST = 3  # of a group
_MOST_YEARS = 3  # that are proposed for a month alone
_MOST_NEAREST = 3
#: How well a name fits, and what is added to a whole group: who types a battle's name wants the battle.
_TIME, _SURNAME, _EXACT, _BEGINS, _WORDS, _WITHIN = 130, 106, 100, 92, 85, 70
_EVENT, _TERM, _WHOLE = 12, 32, 18
#: How near the map comes to a place, by how well it is known.
_PLACE_ZOOM, _PLAN_ZOOM, _SHARP_KM = 8, 10, 5


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    Attributes
    ----------
    why : why it was found, where its title does not say so; empty otherwise.
    note : how much there is of it, or when it was.
    link : what it leads to; an event alone keeps the reader's selection where it shows it.
    """

    group: str
    title: str
    note: str
    why: str = ""
    link: Link = field(default_factory=Link)
    score: float = 0.0

    @property
    def params(self) -> dict[str, str]:
        """Query parameters of the map that shows it."""
        return to_params(self.link)


@dataclass(frozen=True)
class Found:
    """All that was found, the best group first, or else the *nearest* names."""

    hits: tuple[Hit, ...] = ()
    nearest: tuple[str, ...] = ()


def find(dataset: Dataset, text: str) -> Found:
    """Return what *dataset*, which is the atlas's, has of *text*."""
    said = calendar_words.read(text)
    wanted = tokens(said.rest)
    known = names(dataset)
    if not wanted:
        hits = [*_times(dataset, said, text), *_named(dataset, known, _Asked(text, tokens(text)))]
    else:
        asked = _Asked(said.rest, wanted, said.days or DateRange())
        hits = list(_named(dataset, known, asked))
        for words, shown in () if hits else _respelled(known, wanted):
            hits += _named(dataset, known, replace(asked, text=shown, wanted=words, spelling=shown))
            if hits:
                break
        if hits:
            hits += _times(dataset, said, text)
    nearest = () if hits else tuple(known.nearest(" ".join(tokens(text)), _MOST_NEAREST, is_likely=False))
    return Found(tuple(_in_groups(hits)), nearest)


@dataclass(frozen=True)
class _Asked:
    """What is looked for: words as written and folded, the days they are to lie in, the spelling that was tried."""

    text: str
    wanted: tuple[str, ...]
    within: DateRange = field(default_factory=DateRange)
    spelling: str = ""


def _respelled(known: Names, wanted: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the nearest known spellings of folded words: of each word, then of the whole; folded, and as written."""
    words = known.respelled(wanted)
    if words and words != wanted:
        yield words, " ".join(known.words.get(word, word) for word in words)
    for near in known.nearest(" ".join(wanted), 1):
        yield tokens(near), near


def _in_groups(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the groups with the best hit first; what searches for words comes last."""
    groups: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        groups.setdefault(hit.group, []).append(hit)
    for group in sorted(groups, key=lambda name: (name == "words", -groups[name][0].score)):
        yield from groups[group]


# --- times ---


def _times(dataset: Dataset, said: calendar_words.Spoken, text: str) -> Iterator[Hit]:
    """Yield the time that is named, after a name that is too; of a month without a year, those with most events."""
    if said.days:
        yield from _time(dataset, said.days, text if not said.rest else "", _TIME if not said.rest else 0)
        return
    month, count = said.months
    if not month:
        return
    ranges = []
    for year in range(dataset.years[0], dataset.years[1] + 1):
        days = calendar_words.span(year, month, count)
        ranges.append((len(chosen(dataset, Selection(days.start, days.end))), days))
    best = sorted((one for one in ranges if one[0]), key=lambda one: -one[0])[:_MOST_YEARS]
    for place, (_, days) in enumerate(best):
        yield from _time(dataset, days, "", _TIME - place)


def _time(dataset: Dataset, days: DateRange, typed: str, score: float) -> Iterator[Hit]:
    number = len(chosen(dataset, Selection(days.start, days.end)))
    if number:
        selection = Selection().with_days(days.start, days.end, dataset.years)
        title = _words(days)
        why = f"“{typed.strip()}”" if typed and typed.strip() != title else ""
        yield Hit("time", title, counted(number, "event"), why, Link(selection), score)


def _words(days: DateRange) -> str:
    """Return days as they are said: whole months as months."""
    start, end = days.start, days.end
    if not start or not end or days.is_whole_years or start.day > 1 or (end + dt.timedelta(days=1)).day > 1:
        return days.words
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    return spoken(first if first == last else f"{first}/{last}")


# --- names ---


def _named(dataset: Dataset, known: Names, asked: _Asked) -> Iterator[Hit]:
    """Yield what has a name of the words that are asked for, and all events that have to do with them."""
    start, end = asked.within.start, asked.within.end
    inside = chosen(dataset, Selection(start, end)) if start else dataset.events
    found: dict[str, list[tuple[float, Subject]]] = {}
    for subject in known.subjects:
        score = max((_fit(folded, asked.wanted, subject.group) for _, folded in subject.called), default=0)
        if score:
            found.setdefault(subject.group, []).append((score + _worth(subject, score), subject))
    for best in found.values():
        best.sort(key=lambda one: -one[0])
        hits = (_hit(dataset, subject, inside, asked, score) for score, subject in best)
        yield from islice((hit for hit in hits if hit), _MOST)
    selection = Selection(start, end, query=" ".join(asked.wanted))
    number = len(chosen(dataset, selection))
    if number > 1:
        why = f"nearest spelling: {asked.spelling}" if asked.spelling else ""
        yield Hit("words", f"All {counted(number, 'event')} to do with “{asked.text}”", "", why, Link(selection))


def _worth(subject: Subject, score: float) -> float:
    """Return what is added for the sort of subject: who types the name of a battle wants the whole of it."""
    if subject.group == "event":
        return (_EVENT if score >= _BEGINS else _EVENT / 3) + (_WHOLE if subject.parts else 0)
    return _TERM if subject.group in ("side", "kind") and score == _EXACT else 0


def _why(subject: Subject, asked: _Asked) -> str:
    """Return by which name a subject was found, if its title does not say so."""
    if asked.spelling:
        return f"nearest spelling: {asked.spelling}"
    fits = [(name, folded) for name, folded in subject.called if _fit(folded, asked.wanted, subject.group)]
    if fits[0][0] == subject.title:
        return ""
    typed = asked.text.casefold()
    name = max(fits, key=lambda one: (typed in one[0].casefold(), _fit(one[1], asked.wanted, ""), one[0].isascii()))[0]
    return f"also called {name}"


def _fit(folded: str, wanted: tuple[str, ...], group: str) -> float:
    """Return how well a folded name fits folded words; 0 if it does not."""
    whole, words = " ".join(wanted), folded.split()
    if folded == whole or folded == whole.removesuffix("s"):
        return _EXACT
    if group == "person" and whole in (words[-1], words[0]):
        return _SURNAME
    if folded.startswith(f"{whole} "):
        return _BEGINS
    if all(any(word.startswith(one) for word in words) for one in wanted):
        return _WORDS
    if all(len(one) > 1 and one in folded for one in wanted):
        return _WITHIN
    return 0


def _hit(dataset: Dataset, subject: Subject, inside: pd.DataFrame, asked: _Asked, score: float) -> Hit | None:
    """Return a subject as a hit; nothing if there is no event of it among those *inside* the time."""
    why = _why(subject, asked)
    if subject.group == "event":
        if subject.id not in inside.index:
            return None
        note = spoken(inside.at[subject.id, "date_edtf"])
        return Hit("event", subject.title, note, why, Link(view=View(event=subject.id)), score)
    if subject.group == "period":
        row = dataset.periods.loc[subject.id]
        days = DateRange.parse(f"{row['from']}..{row['to']}")
        link = Link(Selection().with_days(days.start, days.end, dataset.years), View(event=row["event_id"]))
        return Hit("period", subject.title, days.words, why, link, score)
    selection, view = _terms(dataset, subject)
    within = replace(selection, start=asked.within.start, end=asked.within.end)
    number = len(chosen(dataset, within))
    if number:
        return Hit(subject.group, subject.title, counted(number, "event"), why, Link(within, view), score)
    if subject.group == "place" and view.has_place and not asked.within.start:  # of a plan: no event is named by it
        return Hit("place", subject.title, "on the map", why, Link(view=replace(view, zoom=_PLAN_ZOOM)), score)
    return None


def _terms(dataset: Dataset, subject: Subject) -> tuple[Selection, View]:
    """Return what shows all events of a place, an actor or a term."""
    if subject.group == "place":
        row = dataset.places.loc[subject.id]
        zoom = _PLAN_ZOOM if row["approximation_km"] <= _SHARP_KM else _PLACE_ZOOM
        return Selection(query=subject.title), View(
            lat=round(float(row["latitude"]), 4), lon=round(float(row["longitude"]), 4), zoom=zoom
        )
    if subject.group in ("person", "unit"):
        return Selection(query=subject.title), View()
    terms = (subject.id,)
    if subject.group == "side":
        return Selection(sides=terms), View()
    return (Selection(kinds=terms) if subject.group == "kind" else Selection(chapters=terms)), View()
