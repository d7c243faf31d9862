"""What somebody takes away: a view, or a guided tour, with its addresses and its day.

The same order makes an offline file (:mod:`geo.documents.offline_html`) and a handout
(:mod:`geo.documents.lesson.handout`); it holds no data, so that what was made of it can be kept by it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.citation import items
from geo.content.known import known
from geo.query import addresses
from geo.query.choices import PAPERS, Link
from geo.query.link import query, to_params
from geo.query.parameters import API
from geo.query.selection import Selection, View, chosen
from geo.record.files import tour_files
from geo.record.files.tour_files import Step, Tour
from geo.record.tables import Dataset

__all__ = ["Order", "events_of", "order"]


@dataclass(frozen=True)
class Order:
    """One thing to take away.

    Attributes
    ----------
    tour : the guided tour that the view is in, or ``None``.
    digest : of the data it is made from.
    live_url, data_url : where the view and its events are online; empty if that is not known.
    made_on : the day that is printed on it.
    shows : what the view shows, in a few words.
    page_url : the page of the open event, which is its identifier; empty without one, or if it is not online.
    paper : that a sheet is laid out for, of :data:`geo.query.choices.PAPERS`.
    """

    selection: Selection
    view: View
    tour: Tour | None
    digest: str
    live_url: str
    data_url: str
    made_on: dt.date
    shows: str
    page_url: str = ""
    paper: str = next(iter(PAPERS))

    @property
    def step(self) -> Step | None:
        """The step of the tour that the view is in."""
        return self.tour.steps[max(self.view.step, 1) - 1] if self.tour else None

    @property
    def span(self) -> str:
        """The time, and what else the selection asks for, in words."""
        return self.shows.partition(", ")[2]

    def file_name(self, extension: str, is_step: bool = False) -> str:
        """Return a file name of letters, digits and hyphens; *is_step* names the step of a tour as well."""
        words = self.shows.removeprefix("Map of events, ")
        if self.tour:
            words = f"{self.tour.slug}-step-{max(self.view.step, 1)}" if is_step else self.tour.slug
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-")
        return f"border-conflicts-{slug}.{extension}"


def events_of(dataset: Dataset, selection: Selection, steps: Iterable[Step] = ()) -> pd.DataFrame:
    """Return the chosen events in order of time, and those that *steps* are about, whose time may lie before."""
    ids = {*chosen(dataset, selection).index, *(step.event for step in steps)}
    return dataset.events[dataset.events.index.isin(list(ids))]


def order(
    dataset: Dataset, selection: Selection, view: View, home_url: str = "", made_on: dt.date | None = None
) -> Order:
    """Return the order for *selection* and *view*.

    Parameters
    ----------
    home_url : address of the atlas, with a slash at its end; empty if it is not online.
    made_on : today by default.
    """
    shown = to_params(Link(selection, view), known=known(dataset))
    events = to_params(Link(selection), API)
    return Order(
        selection=selection,
        view=view,
        tour=tour_files.load(dataset).get(view.tour),
        digest=dataset.digest,
        live_url=home_url and home_url + query(shown),
        data_url=home_url and f"{home_url}api/events.csv{query(events)}",
        made_on=made_on or dt.datetime.now(tz=dt.UTC).date(),
        shows=items.view_title(dataset, selection),
        page_url=addresses.of(home_url, "event", view.event) if home_url and view.event and not dataset.is_own else "",
    )
