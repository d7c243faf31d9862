"""What a link may name while the events of a dataset are open."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary, ref

from geo.content.classroom import tours
from geo.content.figures import losses
from geo.content.plans.plan import drawn_units
from geo.core.daterange import DateRange
from geo.query.choices import Known, Link, Pair
from geo.query.selection import Selection, View
from geo.record.files import tour_files
from geo.record.files.tour_files import Tour
from geo.record.tables import Dataset

__all__ = ["known"]


def known(dataset: Dataset, found: Mapping[str, Tour] | None = None) -> Known:
    """Return what a link to *dataset* may name; *found* are its guided tours, by default those beside it."""
    by_slug = tour_files.load(dataset) if found is None else found
    made = _MADE.get(dataset)
    if made is None or made[0] is not by_slug:
        made = _MADE[dataset] = by_slug, _known(dataset, by_slug)
    return made[1]


#: What has been made of a dataset and its tours, for as long as somebody has that open; every step asks for it.
_MADE: WeakKeyDictionary[Dataset, tuple[Mapping[str, Tour], Known]] = WeakKeyDictionary()


def _known(dataset: Dataset, by_slug: Mapping[str, Tour]) -> Known:
    def at_step(view: View) -> tuple[Selection, View]:
        here = tours.step_of(by_slug, view)
        return tours.open_at(here[0], here[1], view) if here else (Selection(), view)

    open_now = ref(dataset)  # what is made of it does not keep it

    def units_in(event_id: str) -> set[str]:
        here = open_now()
        return {one.unit for one in drawn_units(here, event_id)} if here is not None else set()

    return Known(
        events=dataset.events.index,
        kits=frozenset(dataset.disagreements["id"]),
        tours={slug: len(tour.steps) for slug, tour in by_slug.items()},
        units=dataset.units.index,
        units_in=units_in,
        chapters=dataset.chapters,
        sides=dataset.sides,
        traits={term: text for trait in dataset.traits for term, text in trait.values.items()},
        measures=losses.measures(dataset),
        start=Link(pair=_pair(dataset)),
        at_step=at_step,
    )


def _pair(dataset: Dataset) -> Pair:
    """Return the two ranges that a comparison begins with: the atlas's, or the two halves of the years."""
    if dataset.atlas.compare and not dataset.is_own:
        return Pair(**dataset.atlas.compare)
    first, last = dataset.years
    middle = (first + last) // 2
    return Pair(DateRange.of_years(first, middle), DateRange.of_years(min(middle + 1, last), last))
