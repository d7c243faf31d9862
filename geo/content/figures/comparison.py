"""Two ranges of time side by side: what differs between them, in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from geo.content.timeline import Period, period, periods
from geo.core.text import counted
from geo.record.tables import Dataset

__all__ = ["difference", "named"]

#: Kinds that are told apart, with what they are called in the plural.
_KINDS = {"incident": "incident", "battle": "battle", "operation": "operation", "landing": "landing"}
_MOST_KINDS = 3
_DEAD = ("killed", "killed_and_missing")


def named(dataset: Dataset, start: dt.date | None, end: dt.date | None) -> Period | None:
    """Return the named period that has just these days."""
    found = period(dataset, start, end)
    return next((one for one in periods(dataset) if one.id == found), None)


def difference(dataset: Dataset, first: pd.DataFrame, second: pd.DataFrame) -> str:
    """Return what differs between the events of two ranges, in one sentence; empty where one has no event.

    It compares how many events there are, of which kinds, and the largest number of dead that anybody names for one of
    them; nothing is added up.
    """
    if first.empty or second.empty:
        return ""
    words = [f"{counted(len(events), 'event')} {_kinds(events)}".strip() for events in (first, second)]
    sentence = f"From {words[0]} to {words[1]}"
    dead = [_most_dead(dataset, events.index) for events in (first, second)]
    if None not in dead:
        sentence += f"; the most dead that anybody names for one of them: {dead[0]:,.0f}, then {dead[1]:,.0f}"
    return sentence + "."


def _kinds(events: pd.DataFrame) -> str:
    """Return the commonest kinds in brackets."""
    counts = events["kind"][events["kind"].isin(_KINDS)].value_counts()
    said = [counted(int(number), _KINDS[kind]) for kind, number in counts.head(_MOST_KINDS).items()]
    return f"({', '.join(said)})" if said else ""


def _most_dead(dataset: Dataset, event_ids: Sequence[str]) -> float | None:
    """Return the largest number of dead on one side that a claim names for one of the events."""
    claims = dataset.claims[dataset.claims["event_id"].isin(event_ids) & dataset.claims["measure"].isin(_DEAD)]
    most = claims[["low", "best", "high"]].max().max()
    return None if pd.isna(most) else float(most)
