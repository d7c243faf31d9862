"""What the rows of a visitor's table say of an event: its kind, title and identifier."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo.core.folding import slug
from geo.core.text import clipped, counted
from geo.record import schema
from geo.uploads.columns.head_words import WORDS, words_of
from geo.uploads.faults import Cells, by_value

__all__ = ["ids", "kinds", "titles"]

_PLAIN_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
#: What other schemes and people call our kinds, in lower case.
_KINDS = {
    **dict.fromkeys("123", "incident"),  # UCDP GED: state-based, non-state and one-sided violence
    "battles": "battle",
    "clash": "incident",
    "skirmish": "incident",
    "border incident": "incident",
    "armed clash": "battle",
    "siege": "operation",
    "offensive": "operation",
    "campaign": "operation",
    "air raid": "air_action",
    "air strike": "air_action",
    "airstrike": "air_action",
    "air/drone strike": "air_action",
    "bombing": "air_action",
    "amphibious landing": "landing",
    "treaty": "diplomatic",
    "agreement": "diplomatic",
    "armistice": "diplomatic",
    "ceasefire": "diplomatic",
    "negotiation": "diplomatic",
}


def kinds(column: pd.Series, notes: list[str]) -> pd.Series:
    """Return our kinds; what is none of them becomes an incident, and is told."""
    unknown: dict[str, None] = {}

    def one(text: str) -> str:
        parts = [text, *text.split(";")] if ";" in text else [text]  # of several types, the first that is known
        found = next(filter(None, map(_known, parts)), "")
        if text and not found:
            unknown.setdefault(text)
        return found or "incident"

    found = by_value(column, one)
    if unknown:
        named = ", ".join(f"“{text[:40]}”" for text in list(unknown)[:4]) + (" …" if len(unknown) > 4 else "")
        count = int(column.isin(list(unknown)).sum())
        notes.append(f"{count:,} events of kinds the atlas has no sign for are drawn as incidents: {named}")
    return found


def _known(text: str) -> str:
    """Return our kind of that name, or of one that others give it; empty for any other text."""
    plain = " ".join(text.lower().replace("_", " ").split())
    kind = plain.replace(" ", "_")
    return kind if kind in schema.KINDS else _KINDS.get(plain, "")


def titles(cells: Cells, frame: pd.DataFrame, mapping: Mapping[str, str], notes: list[str]) -> pd.Series:
    """Return the titles; where there is none, one made of who fought whom or the kind, and the place, or of the row."""
    pair = cells["side_a"].where(cells["side_b"] == "", cells["side_a"] + " – " + cells["side_b"])
    kind = cells["kind"].where(~cells["kind"].str.isdecimal(), "").str.slice(0, 100)
    what = pair.where(pair != "", kind)
    strength = next((column for column in frame if _is_strength(column) and column not in mapping.values()), "")
    if strength:
        size = frame[strength].str.slice(0, 20)
        called = " ".join(words_of(strength)[:2]).capitalize()
        called = {"Mag": "Magnitude"}.get(called, called)
        what = what.where((what != "") | (size == ""), called + " " + size)
    place = cells["place_title"]
    made = what.where(place == "", place.where(what == "", what + ", " + place))
    made = made.where(made != "", "Row " + pd.Series(frame.index, index=frame.index).astype("str"))
    lacks = cells["title"] == ""
    if count := int(lacks.sum()):
        example = clipped(str(made[lacks].iloc[0]), 60)
        notes.append(f"no title in {counted(count, 'row')}: one is made of what else stands there, such as “{example}”")
    return cells["title"].where(~lacks, made)


def _is_strength(column: str) -> bool:
    words = words_of(column)
    return len(words) <= 2 and any("magnitude" in WORDS.get(word, ()) for word in words)


def ids(column: pd.Series, notes: list[str]) -> list[str]:
    """Return an identifier for every row: the given one in plain letters, or the row's number."""
    if column.is_unique and column.str.fullmatch(_PLAIN_ID).all():
        return list(column.tolist())
    known: set[str] = set()
    found, doubled = [], 0
    for row, text in zip(column.index.tolist(), column.tolist(), strict=True):
        name = slug(text[:80]) or f"row-{row}"
        if name in known:
            doubled += 1
            name = f"{name}-row-{row}"
        while name in known:
            name += "-again"
        known.add(name)
        found.append(name)
    if doubled:
        notes.append(f"{doubled:,} rows have an identifier that stands already above; the row's number was added to it")
    return found
