"""What rests on a work: the figures read in it, and the events that cite it, each in order of time."""

from __future__ import annotations

from geo.content.figures import losses
from geo.content.figures.losses import Figure
from geo.core.edtf import spoken
from geo.record.tables import Dataset
from geo.site.shared import by_time

__all__ = ["figures_of", "rests_of"]


def figures_of(dataset: Dataset, source_id: str) -> list[tuple[str, str, Figure]]:
    """Return id and title of the event of each figure that the atlas takes from a work, and the figure."""
    return [
        (one["event_id"], dataset.events.at[one["event_id"], "title"], figure)
        for one in by_time(dataset, dataset.rows("claims", "source_id", source_id))
        for figure in losses.figures(dataset, dataset.event(one["event_id"]), [one])
    ]


def rests_of(dataset: Dataset, source_id: str) -> list[tuple[str, str, str, str]]:
    """Return id, title and date of each event that rests on a work, and where in the work."""
    where: dict[str, list[str]] = {}
    for one in by_time(dataset, dataset.rows("event_sources", "source_id", source_id)):
        where.setdefault(one["event_id"], []).append(one["locator"])
    events = dataset.events
    return [
        (one, events.at[one, "title"], spoken(events.at[one, "date_edtf"]), "; ".join(dict.fromkeys(locators)))
        for one, locators in where.items()
    ]
