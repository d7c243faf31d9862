"""What a handout is about: which events stand on it, what it is called, its story, figures that rival each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from geo.content.figures import losses
from geo.core.daterange import DateRange
from geo.core.edtf import day_span, spoken
from geo.core.points import Point
from geo.documents.request import Order, events_of
from geo.maps.pictures import on_paper
from geo.record.event_names import title_in
from geo.record.precision import located
from geo.record.schema import MEASURES
from geo.record.tables import Dataset

__all__ = ["Story", "place_text", "rivals", "story", "subject", "title", "weightiest", "when"]

#: The story of a sheet: the words, and the one sentence on why it mattered, which may be empty.
Story = tuple[str, str]


def title(dataset: Dataset, wanted: Order) -> str:
    """Return what stands over the handout: the step's or the open event's title, or what the view shows."""
    if wanted.step:
        return wanted.step.title
    if wanted.view.event:
        return title_in(dataset, wanted.view.event, wanted.view.lang)
    days = wanted.selection.days
    for period in dataset.periods.to_dict("records"):
        if days == DateRange(day_span(period["from"]).first, day_span(period["to"]).last):
            return str(period["title"])
    return dataset.atlas.short_title


def when(dataset: Dataset, wanted: Order) -> str:
    """Return the time of the handout in words, and of a step its place in the tour."""
    if wanted.step and wanted.tour:
        number = max(wanted.view.step, 1)
        return f"{wanted.span} · {wanted.tour.title}, step {number} of {len(wanted.tour.steps)}"
    if wanted.view.event:
        event = dataset.event(wanted.view.event)
        return " · ".join(filter(None, (spoken(event["date_edtf"]), place_text(event) if event["place_title"] else "")))
    return wanted.span


def subject(dataset: Dataset, wanted: Order) -> pd.DataFrame:
    """Return what the handout is about.

    Of a step its event and those that its map shows; of an open event that and its parts; else the events chosen.
    """
    if wanted.step:
        found = events_of(dataset, wanted.selection, [wanted.step])
        look = (Point(wanted.step.lat, wanted.step.lon), float(wanted.step.zoom))
        is_seen = [
            row.status == "plotted" and on_paper.is_inside(Point(row.latitude, row.longitude), look)
            for row in found.itertuples()
        ]
        return found[is_seen | (found.index == wanted.step.event)]
    if wanted.view.event:
        return dataset.events[dataset.events.index.isin(_with_parts(dataset, wanted.view.event))]
    return events_of(dataset, wanted.selection)


def _with_parts(dataset: Dataset, event_id: str) -> list[str]:
    found = [event_id]
    for one in found:  # grows while it is walked: parts have parts
        found += [part for part in dataset.events.index[dataset.events["part_of"] == one] if part not in found]
    return found


def main_event(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> str:
    """Return the event whose story is told: the step's, the open one, or the one most works and figures speak of."""
    own = wanted.step.event if wanted.step else wanted.view.event
    if own or events.empty:
        return own
    return str(_weight(dataset, events).idxmax())


def story(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> Story:
    """Return the paragraph that is told, and why it mattered."""
    main = main_event(dataset, wanted, events)
    why = dataset.events.at[main, "significance"] if main else ""
    if wanted.step:
        return wanted.step.say, why
    if not main:
        return "No event matches. Widen the years or clear the filters.", ""
    words = dataset.events.at[main, "summary"]
    if wanted.view.event:
        return words, why
    return f"{dataset.events.at[main, 'title']}, {spoken(dataset.events.at[main, 'date_edtf'])}. {words}", why


def _weight(dataset: Dataset, events: pd.DataFrame) -> pd.Series[Any]:
    claims = dataset.claims["event_id"].value_counts()
    return events["number_of_sources"] + events.index.map(claims).fillna(0).to_numpy()


def weightiest(dataset: Dataset, events: pd.DataFrame, most: int, first: Collection[str] = ()) -> pd.DataFrame:
    """Return up to *most* of *events* in order of time: *first*, then what most works and figures speak of."""
    if len(events) <= most:
        return events
    weight = _weight(dataset, events)
    weight[events.index.isin(list(first))] += weight.max() + 1
    kept = set(weight.sort_values(ascending=False, kind="stable").index[:most])
    return events[events.index.isin(kept)]


def place_text(event: Any) -> str:
    """Return where an event was, with the doubt about it: never a bare name for a place known to some kilometres."""
    return located(event["place_title"], event["approximation_km"]) or "no place on the map"


def rivals(dataset: Dataset, events: pd.DataFrame, first: str = "") -> list[tuple[losses.Group, list[losses.Figure]]]:
    """Return what several claimants counted: the figures of one measure, event and side, most readings first.

    Those of the event *first* lead, then what claimants of different standing counted.
    If nothing was counted twice, the single figures are returned.
    """
    found = []
    for group in losses.groups(dataset, list(MEASURES), among=events):
        by_kind: dict[tuple[str, str], list[losses.Figure]] = {}
        for figure in group.figures:
            by_kind.setdefault((figure.measure, figure.side), []).append(figure)
        found += [(group, figures) for figures in by_kind.values()]

    def rank(one: tuple[losses.Group, list[losses.Figure]]) -> tuple[bool, int, int]:
        standings = {figure.role for figure in one[1]}
        return one[0].event_id != first, -len(standings), -len({figure.text for figure in one[1]})

    found.sort(key=rank)
    return [one for one in found if len(one[1]) > 1] or found
