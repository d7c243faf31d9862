"""Three tasks that can be answered from a sheet, each with what a teacher expects.

All are made of the record: a distance on the map, two figures that do not agree, a point on which sources differ, the
reason why an event mattered.  What the record does not hold is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.content.figures.losses import Figure, Group
from geo.core.points import Point, compass
from geo.core.text import clipped
from geo.documents.request import Order
from geo.record.tables import Dataset

__all__ = ["MOST_TASKS", "Asked", "asked"]

MOST_TASKS = 3
_MOST_TEXT = 460  # characters of a task
_FAR_KM = 2.0  # two places nearer than this are no task for a ruler
_WEIGHTS = ("high", "medium", "low")


@dataclass(frozen=True)
class Asked:
    """A task and what is expected of it."""

    text: str
    answer: str
    lines: int = 4


def asked(
    dataset: Dataset,
    wanted: Order,
    listed: pd.DataFrame,
    inside: Sequence[str],
    rivals: Sequence[tuple[Group, list[Figure]]],
) -> list[Asked]:
    """Return the tasks of a sheet.

    Parameters
    ----------
    listed : the events on it, numbered in their order.
    inside : ids of those whose pins stand on its map.
    rivals : the figures that it prints.
    """
    found: list[Asked] = []
    if wanted.step:
        found.append(
            Asked(
                wanted.step.ask,
                "An open question. A good answer names a person, a place or a day of the story and says who tells it "
                "so; the end of the story says what is not sure.",
            )
        )
    for source in (
        _on_figures(rivals),
        _on_disagreements(dataset, listed),
        _on_the_map(listed, inside),
        _on_why(listed),
    ):
        found += [one for one in source if len(one.text) <= _MOST_TEXT][:1]
    found += _for_any_sheet(dataset, listed)
    return found[:MOST_TASKS]


def _on_figures(rivals: Sequence[tuple[Group, list[Figure]]]) -> Iterator[Asked]:
    for group, figures in rivals:
        low, high = min(figures, key=_least), max(figures, key=_least)
        if low.text == high.text or low.claimant == high.claimant:
            continue
        times = high.ends[0] / max(low.ends[0], 1)
        yield Asked(
            f"Look at the bars for {group.title} ({low.side_name}, {low.measure_name}). Who gives the smallest number, "
            "who the largest? Where does each of them stand? Give one reason why the two may differ although "
            "nobody lies.",
            f"Smallest: {low.text}, {_who(figures, low)}. Largest: {high.text}, {_who(figures, high)}"
            + (f", {times:,.1f} times as many" if times >= 1.1 else "")
            + ". Good reasons: counted at another time; counted other things or other days; a count of one’s own "
            "people is not a count of the enemy’s."
            + (f" The record notes: {_ended(low.note)}" if low.note else "")
            + (f" And: {_ended(high.note)}" if high.note else ""),
        )


def _on_disagreements(dataset: Dataset, listed: pd.DataFrame) -> Iterator[Asked]:
    rows = dataset.disagreements[dataset.disagreements["event_id"].isin(list(listed.index))].to_dict("records")
    for row in sorted(rows, key=lambda row: _WEIGHTS.index(row["weight"])):
        topic = row["topic"].rstrip("?.")
        yield Asked(
            f"{topic}: sources differ. One reading: {_ended(row['reading_a'])} Another: {_ended(row['reading_b'])} "
            "What would you have to find to decide between them?",
            f"The atlas’s reading: {_ended(row['our_reading'])} Good answers name a kind of evidence, such as a "
            "paper of the day, a report from the other side, a map or a list of names.",
        )


def _on_the_map(listed: pd.DataFrame, inside: Sequence[str]) -> Iterator[Asked]:
    numbers = {event_id: number for number, event_id in enumerate(listed.index, 1)}
    spots = [
        (numbers[event_id], row["title"], Point(row["latitude"], row["longitude"]), row["approximation_km"])
        for event_id, row in listed.iterrows()
        if event_id in inside
    ]
    if len(spots) < 2:
        return
    first = spots[0]
    far = max(spots[1:], key=lambda one: first[2].distance_km(one[2]))
    km = first[2].distance_km(far[2])
    if km < _FAR_KM:
        return
    doubt = max(first[3], far[3])
    yield Asked(
        f"Find {first[0]} and {far[0]} on the map. With the scale bar, measure how far they lie from each other, and "
        f"say in which direction one would go from {first[0]} to {far[0]}. What lies between them?",
        f"About {km:,.0f} km to the {compass(first[2], far[2])}, from {first[1]} to {far[1]}. Places are known to "
        f"within {doubt:g} km, so an answer off by that much is right. Between them: what the map shows there, "
        "such as rivers, borders and heights.",
    )


def _on_why(listed: pd.DataFrame) -> Iterator[Asked]:
    for _, row in listed.iterrows():
        if row["significance"]:
            yield Asked(
                f"Why did “{row['title']}” matter? Put the sheet’s sentence into your own words and give one fact "
                "from the story that supports it.",
                f"The sheet says: {_ended(row['significance'])} Any fact of the story that leads there is right.",
            )


def _for_any_sheet(dataset: Dataset, listed: pd.DataFrame) -> Iterator[Asked]:
    """Yield tasks for a sheet with few facts, so that there are always three."""
    title = listed["title"].iloc[0] if len(listed) else dataset.atlas.short_title
    yield Asked(
        f"Tell “{title}” in three sentences: who, where, what came of it. Underline what only one side says.",
        "The three sentences should follow the story on the sheet and keep its names and days.",
    )
    yield Asked(
        "What does the ring or the sign ± beside a place mean, and what follows from it for the story?",
        "The true place lies within that distance. A story told to the metre would claim more than is known.",
    )
    yield Asked(
        "Write one question that this sheet cannot answer, and say where one would have to look.",
        "Anything not on the sheet counts, with a kind of source: an archive, a newspaper, a letter, a map, a witness.",
    )


def _who(figures: Sequence[Figure], one: Figure) -> str:
    """Return everybody who gives the same figure as *one*, each with where he stood."""
    return " and ".join(f"{clipped(same.claimant, 90)} ({same.role})" for same in figures if same.ends == one.ends)


def _least(figure: Figure) -> float:
    return figure.ends[0]


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
