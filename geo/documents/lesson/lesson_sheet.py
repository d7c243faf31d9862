"""A lesson sheet as a list of parts: story, map, figures, words, tasks, works; and the key to it for a teacher."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
from PIL import Image

from geo.basemap import store
from geo.basemap.borders import borders_on
from geo.citation import attribution, items, styles
from geo.citation.short_titles import short_title
from geo.content.classroom import glossary
from geo.content.figures.losses import Figure, Group
from geo.core.daterange import DateRange
from geo.core.edtf import spoken
from geo.core.points import Point
from geo.core.text import clipped, counted
from geo.documents.lesson import handout_content, lesson_tasks
from geo.documents.lesson.plan_plates import NO_PLATES, Plates
from geo.documents.map_strokes import strokes_of
from geo.documents.paper.blocks import (
    Bar,
    Bars,
    Block,
    Code,
    Entries,
    Fields,
    Gallery,
    Heading,
    Picture,
    Space,
    Standing,
    Task,
    Terms,
    Text,
    Title,
)
from geo.documents.request import Order
from geo.maps.pictures import on_paper
from geo.maps.pictures.on_paper import Pin
from geo.record.event_names import title_in
from geo.record.precision import is_vague
from geo.record.tables import Dataset

__all__ = ["FITTINGS", "Fitting", "LessonSheet"]

_MOST_LINE = 300  # characters of a title or a work; longer ones end in dots
_MOST_STORY = 1200
_MOST_BARS = 7  # of one thing
_STANDINGS: dict[str, Standing] = {"belligerent_a": "a", "belligerent_b": "b", "third_party": "witness"}


class Fitting(NamedTuple):
    """How much of each part stands on a sheet: most events, things counted, works, and lines of a task."""

    events: int
    figures: int
    works: int
    lines: int


#: Tried in turn until one fits on the pages.
FITTINGS = (
    Fitting(16, 3, 10, 4),
    Fitting(14, 2, 10, 4),
    Fitting(12, 2, 8, 4),
    Fitting(12, 1, 8, 4),
    Fitting(10, 1, 8, 3),
    Fitting(8, 1, 6, 3),
    Fitting(6, 1, 4, 3),
    Fitting(10, 1, 3, 2),
    Fitting(8, 1, 2, 2),
    Fitting(6, 1, 2, 2),
    Fitting(3, 1, 1, 2),
)


@dataclass(frozen=True)
class LessonSheet:
    """One sheet.

    Attributes
    ----------
    plans : up to four small maps of a battle by day, drawn elsewhere, with their key; they stand under the large one.
    """

    dataset: Dataset
    wanted: Order
    fitting: Fitting = FITTINGS[0]
    plans: Plates = NO_PLATES

    @property
    def title(self) -> str:
        """What stands over it."""
        return handout_content.title(self.dataset, self.wanted)

    @cached_property
    def events(self) -> pd.DataFrame:
        """All events it is about."""
        return handout_content.subject(self.dataset, self.wanted)

    @cached_property
    def main(self) -> str:
        """The event whose story it tells; empty without one."""
        return handout_content.main_event(self.dataset, self.wanted, self.events)

    @cached_property
    def listed(self) -> pd.DataFrame:
        """The events that it lists, as far as there is room, numbered in their order."""
        return handout_content.weightiest(self.dataset, self.events, self.fitting.events, {self.main})

    @cached_property
    def rivals(self) -> list[tuple[Group, list[Figure]]]:
        """The things counted that it shows as bars."""
        return handout_content.rivals(self.dataset, self.listed, self.main)[: self.fitting.figures]

    @cached_property
    def tasks(self) -> list[lesson_tasks.Asked]:
        """Its tasks with their answers."""
        inside = [event_id for event_id, row in self._plotted() if on_paper.is_inside(_point(row), self._look)]
        return lesson_tasks.asked(self.dataset, self.wanted, self.listed, inside, self.rivals)

    def blocks(self) -> tuple[Block, ...]:
        """Return the sheet for a pupil."""
        return (
            *self._head(),
            *self._map(),
            *self._list(),
            *self._words(),
            *self._figures(),
            *self._tasks(),
            Space("Draw it: a sketch of the place, or a line of time with the days of this sheet."),
            *self._end(),
        )

    def key(self, most_works: int = 99, most_points: int = 6) -> tuple[Block, ...]:
        """Return the key for the teacher: each task with what is expected, and what to watch for.

        Parameters
        ----------
        most_works : of the works of the sheet, those that are named.
        most_points : of those on which sources differ beside the tasks, those that are told.
        """
        found: list[Block] = [
            Title(f"Key: {self.title}", f"{self.dataset.atlas.title} · for the teacher", "Not for the class"),
        ]
        for number, task in enumerate(self.tasks, 1):
            found += [
                Heading(f"Task {number}"),
                Text(clipped(task.text, 700), look="soft"),
                Text(clipped(task.answer, 1100), "Expected:"),
            ]
        found += [Heading("Words"), Terms(self._terms())]
        if others := self._disputed()[:most_points]:
            found += [Heading("What else sources differ on"), *others]
        found += [Heading("Works"), *self._works(most_works), *self._code()]
        return tuple(found)

    # --- parts ---

    def _head(self) -> Iterator[Block]:
        words, why = handout_content.story(self.dataset, self.wanted, self.events)
        yield Title(
            clipped(self.title, _MOST_LINE), self.dataset.atlas.title, handout_content.when(self.dataset, self.wanted)
        )
        yield Fields(("Name", "Class", "Date"))
        yield Text(clipped(words, _MOST_STORY), look="story")
        if why:
            yield Text(clipped(why, _MOST_LINE), "Why it matters:")

    def _plotted(self) -> list[tuple[str, pd.Series]]:
        rows = self.listed[self.listed["status"] == "plotted"]
        return [(str(event_id), row) for event_id, row in rows.iterrows()]

    @cached_property
    def _pins(self) -> tuple[Pin, ...]:
        numbers = {event_id: number for number, event_id in enumerate(self.listed.index, 1)}
        return tuple(
            Pin(
                number=numbers[event_id],
                place=_point(row),
                radius_km=row["approximation_km"],
                is_vague=is_vague(row["where_prec"]),
                is_marked=event_id == self.main and len(self.listed) > 1,
                wkt=row["geometry_wkt"],
            )
            for event_id, row in self._plotted()
        )

    @cached_property
    def _look(self) -> tuple[Point, float]:
        step = self.wanted.step
        return (Point(step.lat, step.lon), float(step.zoom)) if step else on_paper.look_at(self._pins)

    def _map(self) -> Iterator[Block]:
        days = self.wanted.selection.days
        if self.wanted.view.event and not self.wanted.step:
            days = _days_of(self.dataset.event(self.main))
        day = borders_on(days.start, days.end, self.dataset.atlas.borders_turn)
        strokes = strokes_of(self.dataset, list(self.listed.index))
        raw = on_paper.jpeg(self._pins, day, self._look, strokes, self.dataset.atlas.sides)
        with Image.open(io.BytesIO(raw)) as image:
            ratio = image.height / image.width
        arrows = " Arrows show where troops set out and arrived; the way between is approximate." if strokes else ""
        says = f"Borders of {spoken(day.isoformat())}.{arrows} {store.ATTRIBUTION}"
        yield Picture(
            raw, ratio, f"Map of {counted(len(self._pins), 'numbered event')}, listed below with places", says
        )
        if self.plans.pictures:
            yield Gallery(self.plans.pictures, f"The plans: {self.plans.key} {store.ATTRIBUTION}")

    def _list(self) -> Iterator[Block]:
        count, left = len(self.events), len(self.events) - len(self.listed)
        if not count or (count == 1 and self.wanted.view.event):
            return
        yield Heading("On the map" if not left else f"On the map: {len(self.listed)} of {count} events")
        yield Entries(tuple(self._entry(number, row) for number, (_, row) in enumerate(self.listed.iterrows(), 1)))
        if left:
            yield Text(
                f"{counted(left, 'more event')} here: see the atlas. Listed are those that most works speak of.",
                look="soft",
            )

    def _entry(self, number: int, row: pd.Series) -> tuple[str, str, str]:
        where = handout_content.place_text(row)
        if row["status"] == "plotted" and not on_paper.is_inside(_point(row), self._look):
            where += "; beyond this map"
        elif row["status"] != "plotted" and row["place_title"]:
            where += "; not on the map"
        says = f"{spoken(row['date_edtf'])} · {where}"
        if row["caption"]:
            says += f". {row['caption']}"
        title = title_in(self.dataset, str(row.name), self.wanted.view.lang)
        return str(number), clipped(title, _MOST_LINE), clipped(says, _MOST_LINE)

    def _figures(self) -> Iterator[Block]:
        if not self.rivals:
            return
        yield Heading("Who counts what")
        roles = self.dataset.claims.set_index("id")["claimant_role"].to_dict()
        numbers = {event_id: number for number, event_id in enumerate(self.listed.index, 1)}
        shown = set()
        for group, figures in self.rivals:
            bars = [self._bar(figure, _STANDINGS.get(roles[figure.id], "later")) for figure in _widest(figures)]
            shown |= {bar.standing for bar in bars}
            number = f"{numbers[group.event_id]}  " if len(self.listed) > 1 else ""
            name = f"{number}{group.title}: {figures[0].measure_name}, {figures[0].side_name}"
            yield Bars(clipped(name, 120), tuple(bars))
        names: dict[Standing, str] = {
            "a": f"black: {self._counting(0)}",
            "b": f"hatched: {self._counting(1)}",
            "witness": "white: an observer of the time",
            "later": "grey: a later work",
        }
        yield Text("; ".join(text for one, text in names.items() if one in shown) + ".", "Bars:", "small")

    def _counting(self, end: int) -> str:
        """Return who counted at one end of the battles whose figures are shown: the party, or the side of several."""
        columns = [f"side_{'ab'[end]}{second}" for second in ("", "_2nd")]
        parties = {self.dataset.event(group.event_id)[column] for group, _ in self.rivals for column in columns} - {""}
        if len(parties) == 1:
            return str(self.dataset.sides[parties.pop()])
        return f"{self.dataset.atlas.sides[end]} side"

    def _bar(self, figure: Figure, standing: Standing) -> Bar:
        low, high = figure.ends
        return Bar(clipped(figure.claimant, 200), clipped(figure.source, 200), figure.text, low, high, standing)

    def _tasks(self) -> Iterator[Block]:
        yield Heading("Tasks")
        for number, task in enumerate(self.tasks, 1):
            yield Task(number, task.text, self.fitting.lines)

    def _terms(self) -> tuple[tuple[str, str], ...]:
        words, why = handout_content.story(self.dataset, self.wanted, self.events)
        text = " ".join(
            (words, why, *(task.text for task in self.tasks), *self.listed["caption"], *self.listed["title"])
        )
        return glossary.words(self.dataset, text, list(self.listed.index))

    def _words(self) -> Iterator[Block]:
        if terms := self._terms():
            yield Heading("Words")
            yield Terms(terms)

    def _disputed(self) -> list[Text]:
        rows = self.dataset.disagreements[self.dataset.disagreements["event_id"].isin(list(self.listed.index))]
        used = " ".join(task.answer for task in self.tasks)
        return [
            Text(clipped(row["our_reading"], 500), f"{row['topic'].rstrip('?.')}:", "soft")
            for row in rows.to_dict("records")
            if row["our_reading"].rstrip(".") not in used and row["weight"] != "low"
        ][:6]

    def _works(self, most: int = 99) -> Iterator[Block]:
        rows = self.dataset.event_sources[self.dataset.event_sources["event_id"].isin(list(self.listed.index))]
        own = [source_id for source_id, _ in self.wanted.step.sources] if self.wanted.step else []
        shown = [
            str(self.dataset.claims.set_index("id").at[figure.id, "source_id"])
            for _, figures in self.rivals
            for figure in _widest(figures)
        ]
        main = rows[rows["event_id"] == self.main]["source_id"]
        ids = list(dict.fromkeys([*own, *shown, *main, *rows["source_id"].value_counts().index]))
        most = min(most, self.fitting.works)
        for source_id in ids[:most]:
            item = {name: value for name, value in items.source(self.dataset, source_id).items() if name != "URL"}
            short = short_title(self.dataset, source_id)
            yield Text(clipped(styles.cite(item, "chicago"), _MOST_LINE), f"{short}:", "small")
        if left := max(len(ids) - most, 0):
            yield Text(f"{counted(left, 'more work')}: see the atlas under Sources & method.", look="small")

    def _code(self) -> Iterator[Block]:
        """Yield how the sheet is cited: of an open event its page, which its code leads to; else the view."""
        wanted = self.wanted
        if wanted.page_url and not wanted.step:
            cited, leads = items.event(self.dataset, wanted.view.event, wanted.page_url, wanted.made_on), "its page"
        else:
            cited, leads = items.view(self.title, wanted.live_url, wanted.made_on), "this view"
        says = f"Cite as: {styles.cite(cited, 'chicago')} {attribution.LICENCE}, {attribution.LICENCE_URL}"
        if cited.get("URL"):
            yield Code(cited["URL"], f"{says} The code leads to {leads} in the atlas.")
        else:
            yield Text(says, look="small")

    def _end(self) -> Iterator[Block]:
        works = list(self._works())
        if works:
            yield Heading("Works")
            yield from works
        yield from self._code()


def _point(row: pd.Series) -> Point:
    return Point(row["latitude"], row["longitude"])


def _days_of(event: Mapping[str, Any]) -> DateRange:
    return DateRange(dt.date.fromordinal(event["first_day"]), dt.date.fromordinal(event["last_day"]))


def _widest(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of one thing, largest first; of too many the ends and what stands between them evenly."""
    if len(figures) <= _MOST_BARS:
        return list(figures)
    step = (len(figures) - 1) / (_MOST_BARS - 1)
    return [figures[round(index * step)] for index in range(_MOST_BARS)]
