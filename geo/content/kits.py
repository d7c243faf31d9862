"""Controversy kits: a point on which sources differ as two accounts without their names, and all that belongs to it.

What a reader needs to judge an account is taken from the record alone: what sort of evidence it is, when it was
written, in what form, how long after the event.  Who speaks is blacked out until the reveal.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.citation import items, styles
from geo.core.edtf import day_span, spoken
from geo.errors import NotFoundError
from geo.record.schema import TABLES
from geo.record.tables import Dataset

__all__ = ["BLANK", "Account", "Kit", "kit", "titles"]

BLANK = "■■■■"
_WEIGHTS = ("high", "medium", "low")
_VERBS = (
    "said|says|say|saying|held|holds|hold|has|have|had|gives|give|gave|writes|write|wrote|claims|claimed|counted|counts|"
    "reported|reports|told|tells|tell|names|name|named|calls|call|called|found|finds|puts|put|adds|added|speaks|speak|"
    "credits|quotes|quoted|lists|lets|admitted|protested|asked|suggest|suggests|states|stated|sees|see|lasts|repeats"
)
#: What begins a clause and says who speaks: up to a colon, or up to a verb of saying.
_LEAD = re.compile(r"^[^:;.]{2,120}?:(?=\s)")
_SPEAKER = re.compile(
    rf"^(?:(?:The|A|An|In|By|To|After)\s)?(?:[^\s:;,.]+\s|[^\s:;,.]+,\s|\([^)]*\)\s){{1,9}}?(?=(?:{_VERBS})\b)"
)
#: What ends one and says so: in brackets, or after a verb of saying.
_BRACKET = re.compile(r"\s?\((?=[^()]*[^\W\d_a-z])[^()]*\)")
_TAIL = re.compile(
    r"(?:,?\s(?:says?|as (?:given|quoted|told|described) by|according to|quoted by)"
    r"|,\s(?:as|after|through|from)(?= [A-Z]| the [A-Z]))\s[^:;.,]*(?=[:;.,]|$)|:\s[A-Z][^:;.]*\(\d{4}\)(?=\.?$)"
)
#: How a clause begins that says first what, and after a colon who.
_WHAT_FIRST = re.compile(r"(?:\d|About |Because |They |Some |Many |[A-Z][a-z]+(?:teen|ty)\b)")
_PURE = "said|says|held|wrote|writes|claimed|reported|told|protested|adds|found|called|admitted"
_ALONE = re.compile(rf"^(?!It |They |He |She |Both |One |This |That )[A-Z]\w+ (?=(?:{_PURE})\b)")
_MONTHS = "|".join(calendar.month_name[1:])
_MONTH = re.compile(rf"\((?:about )?(?:\d{{1,2}}(?:[–-]\d{{1,2}})? )?(?:{_MONTHS})(?: \d{{4}})?\)|\(\d{{4}}\)")
#: Kinds of work whose name alone would say who speaks.
_WORKS = re.compile(
    r"(?:\b[Tt]he )?(?:\b[A-Z]\w+ )*\b(?:Wikipedia|WordPress|[Ee]ncyclop\w+)(?: encyclop\w+)?"
    r"(?: (?:article|text|translation)s?)?"
)


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
    event_id, title, when, where, story : of the event; empty where the point is about the whole.
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
    names = _names(dataset, row["source_a"], row["source_b"])
    first, second = (
        Account(
            letter=letter,
            text=_blacked(row[f"reading_{end}"], names),
            facts=tuple(_facts(dataset, row[f"source_{end}"], event["first_day"] if event else 0)),
            whole=row[f"reading_{end}"],
            works=tuple(_cited(dataset, work) for work in row[f"source_{end}"].split(", ") if work),
        )
        for letter, end in (("A", "a"), ("B", "b"))
    )
    return Kit(
        id=row["id"],
        question=row["topic"],
        weight=row["weight"],
        event_id=row["event_id"],
        title=event["title"] if event else dataset.atlas.short_title,
        when=spoken(event["date_edtf"]) if event else "",
        where=event["place_title"] or "" if event else "",
        story=event["significance"] or event["caption"] if event else "",
        accounts=(first, second),
        reading=row["our_reading"],
        open_points=tuple(_open(dataset, row["source_a"], row["source_b"])),
    )


def _cited(dataset: Dataset, source_id: str) -> str:
    item = {name: value for name, value in items.source(dataset, source_id).items() if name != "URL"}
    return styles.cite(item, "chicago")


# --- who speaks, blacked out ---


def _names(dataset: Dataset, *cells: str) -> list[str]:
    """Return the names of authors and containers of the works behind both accounts."""
    found: set[str] = set()
    for cell in cells:
        for work in filter(None, cell.split(", ")):
            row = dataset.sources.loc[work]
            found |= {author.split(",")[0].strip() for author in row["author"].split(";")}
            found.add(row["container_title"])
    return sorted((name for name in found if len(name) > 2), key=len, reverse=True)


def _blacked(text: str, names: list[str]) -> str:
    """Return *text* with its speakers blacked out."""
    clauses = re.split(r"(?<=[.;])(?<!no\.)(?<!p\.)(?<!St\.)\s+(?=\S)", text)
    hidden = " ".join(_clause(clause) for clause in clauses)
    hidden = _WORKS.sub(BLANK, hidden)
    for name in names:
        hidden = re.sub(rf"(?<!\w){re.escape(name)}(?:[’']s)?(?!\w)", BLANK, hidden)
    hidden = re.sub(rf"(?:the |The )?{BLANK}(?:(?:,? and |, | ){BLANK})+", BLANK, hidden)
    hidden = re.sub(rf"{BLANK}(?=\w)", f"{BLANK} ", hidden)
    hidden = re.sub(r"([:,]),", r"\1", re.sub(r"\s+([,.;:])", r"\1", hidden))
    told = re.findall(r"[^\W\d_]{3,}|\d+", hidden)
    return hidden if len(told) > 1 else text


def _clause(clause: str) -> str:
    """Return a clause without who says so."""
    if lead := _LEAD.match(clause):
        if _WHAT_FIRST.match(clause):
            return f"{lead[0]} {BLANK}{clause[-1] if clause[-1] in '.;' else ''}"
        return f"{BLANK}:{_tails(clause[lead.end() :])}"
    speaker = _SPEAKER.match(clause)
    is_inserted = speaker and speaker[0].endswith(", ")  # “it began, says X, …”: the verb is not of what stands before
    if speaker and not is_inserted and re.search(r"[A-Z]", speaker[0][1:]) and not speaker[0][0].isdigit():
        return f"{BLANK} {_tails(clause[speaker.end() :])}"
    if alone := _ALONE.match(clause):
        return f"{BLANK} {_tails(clause[alone.end() :])}"
    return _tails(clause)


def _tails(text: str) -> str:
    def bracket(found: re.Match[str]) -> str:
        return found[0] if _MONTH.fullmatch(found[0].strip()) else f" ({BLANK})"

    return _TAIL.sub(f", {BLANK}", _BRACKET.sub(bracket, text))


# --- what is known without the name ---


def _facts(dataset: Dataset, cell: str, first_day: int) -> Iterator[tuple[str, str]]:
    works = [dataset.sources.loc[work] for work in cell.split(", ") if work]
    kinds, tiers = (_vocabulary(name) for name in ("type", "tier"))
    tiers["founding_document"] = "a general article"  # how the atlas began says nothing of the witness
    yield "Who", _listed(tiers[work["tier"]].partition(", ")[0] for work in works)
    spans = [day_span(work["issued"]) for work in works if work["issued"]]
    if spans:
        years = sorted({span.first.year for span in spans})
        words = f"{years[0]}" if len(years) == 1 else f"between {years[0]} and {years[-1]}"
        yield "When", words + (f"; {_later(years[0] - dt.date.fromordinal(first_day).year)}" if first_day else "")
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
