"""What the rows of a visitor's table say of an event: its kind, title, figures and identifier."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from geo.core.folding import slug
from geo.record import schema
from geo.uploads.faults import Cells, Faults, by_value

__all__ = ["figures", "ids", "kinds", "titles"]

_COUNT = re.compile(r"\d{1,12}(?:[.,]0+)?|\d{1,3}(?:[ ,.\u00a0\u202f]\d{3}){1,3}", re.ASCII)
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
        plain = " ".join(text.lower().replace("_", " ").split())
        kind = plain.replace(" ", "_")
        if kind in schema.KINDS:
            return kind
        if text and plain not in _KINDS:
            unknown.setdefault(text)
        return _KINDS.get(plain, "incident")

    found = by_value(column, one)
    if unknown:
        named = ", ".join(f"“{text[:40]}”" for text in list(unknown)[:4]) + (" …" if len(unknown) > 4 else "")
        count = int(column.isin(list(unknown)).sum())
        notes.append(f"{count:,} events of kinds the atlas has no sign for are drawn as incidents: {named}")
    return found


def titles(cells: Cells) -> pd.Series:
    """Return the titles; where there is none, who fought whom or the kind, and the place."""
    pair = cells["side_a"].where(cells["side_b"] == "", cells["side_a"] + " – " + cells["side_b"])
    kind = cells["kind"].where(~cells["kind"].str.isdecimal(), "").str.slice(0, 100)
    what = pair.where(pair != "", kind)
    place = cells["place_title"]
    made = what.where(place == "", place.where(what == "", what + ", " + place))
    return cells["title"].where(cells["title"] != "", made)


def figures(cells: Cells, faults: Faults) -> pd.DataFrame:
    """Return ``low``, ``best`` and ``high`` as numbers, ``NaN`` where nothing is given."""
    found = {}
    for name in ("low", "best", "high"):
        column = cells[name]
        numbers = by_value(column, _count).astype("float64")
        wrong = numbers.isna() & (column != "")
        faults.add(name, column[wrong], "write a whole number of people, or leave the cell empty")
        found[name] = numbers
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        crossed = found[lower] > found[upper]
        faults.add(lower, cells[lower][crossed], f"must not be larger than {upper}")
    return pd.DataFrame(found)


def _count(text: str) -> float:
    if not _COUNT.fullmatch(text):
        return np.nan
    whole = re.sub(r"[.,]0+\Z", "", text) if re.fullmatch(r"\d+[.,]0{1,2}|\d{4,}[.,]0+", text) else text
    return float(re.sub(r"\D", "", whole))


def ids(column: pd.Series, notes: list[str]) -> list[str]:
    """Return an identifier for every row: the given one in plain letters, or the row's number."""
    known: set[str] = set()
    found, doubled = [], 0
    for row, text in zip(column.index, column, strict=True):
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
