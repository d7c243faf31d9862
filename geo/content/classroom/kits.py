"""Controversy kits: a point on which sources differ as two accounts without their names, and all that belongs to it.

What a reader needs to judge an account is taken from the record alone: what sort of evidence it is, when it was
written, in what form, how long after the event.  Who speaks is blacked out until the reveal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from geo.citation import items, styles
from geo.content.classroom import speakers
from geo.content.classroom.speakers import BLANK
from geo.core.edtf import day_span, spoken
from geo.errors import NotFoundError
from geo.record.schema import TABLES
from geo.record.tables import Dataset

__all__ = ["BLANK", "Account", "Kit", "facts", "kit", "titles"]

_WEIGHTS = ("high", "medium", "low")


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes
    ----------
    letter : A or B.
    text : what it says, with who says so blacked out.
    facts : what is known of it without its name, as name and value.
    whole : what the record has, with the names.
    works : the works behind it, as citations.
    """

    letter: str
    text: str
    facts: tuple[tuple[str, str], ...]
    whole: str
    works: tuple[str, ...]


@dataclass(frozen=True)
class Kit:
    """One kit.

    Attributes
    ----------
    question, story : what is asked, and why the event matters, with works and speakers blacked out as well.
    event_id, title, when, where : of the event; empty where the point is about the whole.
    whole_question, whole_story : both with the names.
    reading : what the atlas makes of it.
    open_points : what remains open, as far as the record tells.
    """

    id: str
    question: str
    weight: str
    event_id: str
    title: str
    when: str
    where: str
    story: str
    accounts: tuple[Account, Account]
    reading: str
    open_points: tuple[str, ...]
    whole_question: str = ""
    whole_story: str = ""


def titles(dataset: Dataset) -> dict[str, str]:
    """Return the kits that there are by id, those that matter most first, each as its point and its event."""
    rows = sorted(dataset.disagreements.to_dict("records"), key=lambda row: _WEIGHTS.index(row["weight"]))
    events = dataset.events["title"].to_dict()
    return {row["id"]: f"{row['topic']} · {events.get(row['event_id'], 'the whole')}" for row in rows}


def kit(dataset: Dataset, kit_id: str) -> Kit:
    """Return one kit; raise :class:`NotFoundError` if there is no such disagreement."""
    rows = dataset.disagreements[dataset.disagreements["id"] == kit_id].to_dict("records")
    if not rows:
        raise NotFoundError(f"there is no disagreement {kit_id!r}")
    row = rows[0]
    event = dataset.event(row["event_id"]) if row["event_id"] else None
    works = [work for end in "ab" for work in row[f"source_{end}"].split(", ") if work]
    names = speakers.names(dataset, row["event_id"], works)
    first, second = (
        Account(
            letter=letter,
            text=speakers.blacked(row[f"reading_{end}"], names),
            facts=tuple(facts(dataset, row[f"source_{end}"], event["first_day"] if event else 0)),
            whole=row[f"reading_{end}"],
            works=tuple(_cited(dataset, work) for work in row[f"source_{end}"].split(", ") if work),
        )
        for letter, end in (("A", "a"), ("B", "b"))
    )
    story = event["significance"] or event["caption"] if event else ""
    return Kit(
        id=row["id"],
        question=speakers.unnamed(row["topic"], names),
        whole_question=row["topic"],
        weight=row["weight"],
        event_id=row["event_id"],
        title=event["title"] if event else dataset.atlas.short_title,
        when=spoken(event["date_edtf"]) if event else "",
        where=event["place_title"] or "" if event else "",
        story=speakers.unnamed(story, names),
        whole_story=story,
        accounts=(first, second),
        reading=row["our_reading"],
        open_points=tuple(_open(dataset, row["source_a"], row["source_b"])),
    )


def _cited(dataset: Dataset, source_id: str) -> str:
    item = {name: value for name, value in items.source(dataset, source_id).items() if name != "URL"}
    return styles.cite(item, "chicago")


# --- what is known without the name ---


def facts(dataset: Dataset, cell: str, first_day: int = 0) -> Iterator[tuple[str, str]]:
    """Yield what is known of the works in a cell without their names: who, when, in what form, from how near.

    Parameters
    ----------
    first_day : of the event, as an ordinal, from which *when* is counted; 0 for none.
    """
    works = [dataset.sources.loc[work] for work in cell.split(", ") if work]
    kinds, tiers = (_vocabulary(name) for name in ("type", "tier"))
    tiers["founding_document"] = "a general article"  # how the atlas began says nothing of the witness
    yield "Who", _listed(tiers[work["tier"]].partition(", ")[0] for work in works)
    spans = [day_span(work["issued"]) for work in works if work["issued"]]
    if spans:
        years = sorted({span.first.year for span in spans})
        words = f"{years[0]}" if len(years) == 1 else f"between {years[0]} and {years[-1]}"
        after = years[0] - dt.date.fromordinal(first_day).year if first_day else 0
        if after > 1 and all(work["tier"] == "primary" and work["type"] == "chapter" for work in works):
            yield "When", f"at the time; printed {'in ' if len(years) == 1 else ''}{words}"
        else:
            yield "When", words + (f"; {_later(after)}" if first_day else "")
    else:
        yield "When", "the record gives no date"
    yield "Form", _listed(kinds[work["type"]] for work in works)
    near = {"primary": "of the time, by a side or an official who watched", "press": "of a newspaper’s desk"}
    yield "How near", _listed(near.get(work["tier"], "at second hand, from the works of others") for work in works)


def _later(years: int) -> str:
    if years < 1:
        return "in the year of the event"
    return f"{years} year{'' if years == 1 else 's'} after the event"


def _vocabulary(name: str) -> dict[str, str]:
    (sources,) = (table for table in TABLES if table.name == "sources")
    (column,) = (column for column in sources.columns if column.name == name)
    return dict(column.vocabulary)


def _listed(words: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _open(dataset: Dataset, *cells: str) -> Iterator[str]:
    """Yield what the evidence itself leaves open: which kind of witness is missing, and for which account."""
    both = [[work for work in cell.split(", ") if work] for cell in cells]
    tiers = [{dataset.sources.at[work, "tier"] for work in works} for works in both]
    if set(both[0]) == set(both[1]):
        yield "Both accounts were read in the same works; a second, independent work would help."
    for letter, found in zip("AB", tiers, strict=True):
        if "primary" not in found:
            yield f"No paper of the time that gives account {letter} was read."
    if all("scholarly" not in found for found in tiers):
        yield "No study with evidence of its own was read on this point."
    languages = {dataset.sources.at[work, "language"] for works in both for work in works} - {""}
    if len(languages) == 1:
        yield "All works behind both accounts are in one language."
