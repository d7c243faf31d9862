"""What a handout says: which events stand on it, two questions, the figures that rival each other.

Questions are made from what the record disagrees on, never from anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from geo.citation.short_titles import short_title
from geo.content import losses
from geo.documents.request import Order, events_of
from geo.record.precision import located
from geo.record.schema import MEASURES
from geo.record.tables import Dataset

__all__ = ["place_text", "questions", "rivals", "subject", "title", "weightiest"]

_WEIGHTS = ("high", "medium", "low")
_MOST_TEXT = 420  # characters of a question


def title(wanted: Order) -> str:
    """Return what stands over the handout."""
    return wanted.step.title if wanted.step else "Border conflicts"


def subject(dataset: Dataset, wanted: Order) -> pd.DataFrame:
    """Return what the handout is about: the events chosen or, of a step, its own and those beside it on the map."""
    step = wanted.step
    found = events_of(dataset, wanted.selection, [step] if step else ())
    return found[(found["status"] == "plotted") | (found.index == step.event)] if step else found


def weightiest(dataset: Dataset, events: pd.DataFrame, most: int, first: Collection[str] = ()) -> pd.DataFrame:
    """Return up to *most* of *events* in order of time: *first*, then what most works and figures speak of."""
    if len(events) <= most:
        return events
    claims = dataset.claims["event_id"].value_counts()
    weight = events["number_of_sources"] + events.index.map(claims).fillna(0).to_numpy()
    weight[events.index.isin(list(first))] += weight.max() + 1
    kept = set(weight.sort_values(ascending=False, kind="stable").index[:most])
    return events[events.index.isin(kept)]


def place_text(event: Any) -> str:
    """Return where an event was, with the doubt about it: never a bare name for a place known to some kilometres."""
    return located(event["place_title"], event["approximation_km"]) or "no place on the map"


def questions(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> list[str]:
    """Return two questions: that of the step and one on its sources, or two on what the sources disagree on."""
    if wanted.step:
        step = wanted.step
        works = list(dict.fromkeys(short_title(dataset, source_id) for source_id, _ in step.sources))
        if len(works) == 1:
            return [step.ask, f"All of this rests on one work, {works[0]}. What can one work not answer?"]
        named = f"{', '.join(works[:-1])} and {works[-1]}"
        return [step.ask, f"This step rests on {named}. Who speaks in each, when, and to whom?"]
    asked = [*_on_disagreements(dataset, events), *_on_figures(dataset, events)]
    asked = [question for question in asked if len(question) <= _MOST_TEXT]
    asked.append("Which of these events rest on a single work? What can one work not answer?")
    asked.append("What does the circle round a pin mean, and what follows for the story?")
    return asked[:2]


def _on_disagreements(dataset: Dataset, events: pd.DataFrame) -> Iterator[str]:
    rows = dataset.disagreements[dataset.disagreements["event_id"].isin(list(events.index))].to_dict("records")
    for row in sorted(rows, key=lambda row: _WEIGHTS.index(row["weight"])):
        readings = (_ended(row["reading_a"]), _ended(row["reading_b"]))
        yield (
            f"{dataset.events.at[row['event_id'], 'title']} – {row['topic'][0].lower()}{row['topic'][1:]}. "
            f"One reading: {readings[0]} Another: {readings[1]} What would decide between them?"
        )


def _on_figures(dataset: Dataset, events: pd.DataFrame) -> Iterator[str]:
    for group, figures in rivals(dataset, events):
        one, other = figures[0], figures[-1]
        if one.text != other.text:
            yield (
                f"{group.title}: {one.claimant} gives {one.text} and {other.claimant} {other.text} "
                f"({one.side_name}, {one.measure_name}). Do they count the same thing?"
            )


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def rivals(dataset: Dataset, events: pd.DataFrame) -> list[tuple[losses.Group, list[losses.Figure]]]:
    """Return what several claimants counted: the figures of one measure, event and side, most readings first.

    If nothing was counted twice, the single figures are returned.
    """
    found = []
    for group in losses.groups(dataset, list(MEASURES), among=events):
        by_kind: dict[tuple[str, str], list[losses.Figure]] = {}
        for figure in group.figures:
            by_kind.setdefault((figure.measure, figure.side), []).append(figure)
        found += [(group, figures) for figures in by_kind.values()]
    found.sort(key=lambda one: -len({figure.text for figure in one[1]}))
    return [one for one in found if len(one[1]) > 1] or found
