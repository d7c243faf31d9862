"""A selection, or one step of a guided tour, as a handout: one or two A4 pages, PDF, for a copying machine.

Map with numbered pins, the list they stand for, rival figures side by side, two questions, the
works, the licence and two QR codes.  When there is more than two pages hold, the weightiest is
kept and the page says how much more there is and where; nothing is cut without a word.
"""

from __future__ import annotations

import bisect
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from fpdf.enums import XPos, YPos

from geo.basemap import store
from geo.basemap.borders import borders_on
from geo.citation import attribution, items, styles
from geo.citation.short_titles import short_title
from geo.content import losses
from geo.core.edtf import spoken
from geo.core.points import Point
from geo.core.text import clipped, counted
from geo.documents import handout_content
from geo.documents.request import Order
from geo.documents.sheet import INK, RULE, SOFT, TINT, Entry, Sheet, TooLongError, printable
from geo.maps import on_paper
from geo.maps.on_paper import Pin
from geo.maps.paper import HEIGHT_PX, WIDTH_PX
from geo.record.event_names import title_in
from geo.record.precision import is_vague
from geo.record.tables import Dataset

__all__ = ["MOST_PAGES", "pdf"]

MOST_PAGES = 2
#: What is tried in turn until it fits on :data:`MOST_PAGES`: most events, most figures, most works.
_FITTINGS = (
    (40, 14, 30),
    (40, 10, 14),
    (32, 10, 12),
    (26, 8, 10),
    (20, 8, 10),
    (16, 6, 8),
    (12, 4, 6),
    (8, 3, 4),
    (5, 2, 3),
    (3, 1, 1),
)
_MOST_LINE = 300  # characters of a title or a work; longer ones end in dots
_MOST_CLAIM, _MOST_CLAIMANTS = 200, 10  # characters of one, and how many stand side by side


def pdf(dataset: Dataset, wanted: Order) -> bytes:
    """Return the handout as PDF with embedded fonts, on one or two pages."""

    def fits(room: tuple[int, int, int]) -> bool:
        with closing(_Page(dataset, wanted, is_draft=True)) as draft:
            try:
                draft.lay_out(*room)
            except TooLongError:
                return False
            return True

    # most handouts fit at once; of the others the roomiest that does is found in three or four drafts
    index = 0 if fits(_FITTINGS[0]) else bisect.bisect_left(_FITTINGS, True, lo=1, key=fits)
    with closing(_Page(dataset, wanted)) as page:
        page.lay_out(*_FITTINGS[min(index, len(_FITTINGS) - 1)])
        return bytes(page.output())


class _Page(Sheet):
    """The pages, laid out from top to bottom."""

    def __init__(self, dataset: Dataset, wanted: Order, is_draft: bool = False) -> None:
        super().__init__(handout_content.title(wanted), wanted.made_on, MOST_PAGES if is_draft else 0)
        self.dataset, self.wanted, self.is_draft = dataset, wanted, is_draft
        self.events = self.listed = handout_content.subject(dataset, wanted)

    def lay_out(self, most_events: int, most_figures: int, most_works: int) -> None:
        """Draw all parts, with at most so many events, rows of figures and works."""
        first = self.wanted.step.event if self.wanted.step else ""
        self.listed = handout_content.weightiest(self.dataset, self.events, most_events, {first, *self._in_sight()})
        self.add_page()
        self._head()
        self._map(first)
        self._list()
        self._questions()
        self._figures(most_figures)
        self._works(most_works)
        self._origin()

    def _head(self) -> None:
        self.ink(SOFT)
        self.say(self.dataset.atlas.title, "body", "", 9.5, 4.4)
        self.ink()
        self.say(clipped(handout_content.title(self.wanted), _MOST_LINE), "title", "", 23, 9)
        when, tour = self.wanted.span, self.wanted.tour
        if tour:
            when = f"{when} · {tour.title}, step {max(self.wanted.view.step, 1)} of {len(tour.steps)}"
        self.ink(SOFT)
        self.say(when, "body", "", 11, 5)
        self.ln(1.2)
        if self.wanted.step:
            self.ink()
            self.say(self.wanted.step.say, "serif", "", 11.5, 5.1)
            self.ln(1.5)

    def _pins(self, marked: str) -> list[Pin]:
        rows = enumerate(self.listed.reset_index().to_dict("records"), 1)
        return [
            Pin(
                number=number,
                place=Point(row["latitude"], row["longitude"]),
                radius_km=row["approximation_km"],
                is_vague=is_vague(row["where_prec"]),
                is_marked=row["id"] == marked,
                wkt=row["geometry_wkt"],
            )
            for number, row in rows
            if row["status"] == "plotted"
        ]

    def _in_sight(self) -> Iterator[str]:
        """Yield the events that lie where the step looks."""
        look = self._look()
        for row in self.events[self.events["status"] == "plotted"].itertuples() if look else ():
            if look and on_paper.is_inside(Point(row.latitude, row.longitude), look):
                yield row.Index

    def _look(self) -> tuple[Point, float] | None:
        """Return where the step looks, ``None`` outside a tour."""
        step = self.wanted.step
        return (Point(step.lat, step.lon), float(step.zoom)) if step else None

    def _map(self, marked: str) -> None:
        pins = self._pins(marked)
        look = self._look() or on_paper.look_at(pins)
        day = borders_on(self.wanted.selection.start, self.wanted.selection.end, self.dataset.atlas.borders_turn)
        self.off_map = {pin.number for pin in pins if not on_paper.is_inside(pin.place, look)}
        height = self.epw * HEIGHT_PX / WIDTH_PX
        top = self.get_y()
        if not self.is_draft:  # a draft is only measured
            raw = io.BytesIO(on_paper.jpeg(tuple(pins), day, look))
            self.image(raw, self.l_margin, top, self.epw, height, alt_text=f"Map of {len(pins)} numbered events")
        self.set_draw_color(*RULE)
        self.rect(self.l_margin, top, self.epw, height)
        self.set_y(top + height + 0.8)
        self.ink(SOFT)
        borders = f"Borders of {spoken(day.isoformat())}."
        key = "Pale, dashed edge: exact place not known. Circle or dashed line: it happened somewhere in or along it."
        self.say(f"{key} {borders} {store.ATTRIBUTION}", "body", "", 7.5, 3.3)

    def _list(self) -> None:
        left = len(self.events) - len(self.listed)
        count = len(self.events)
        name = counted(count, "event") if not left else f"{len(self.listed)} of {count} events"
        self.heading(name)
        if not count:
            self.say("No event matches. Widen the years or clear the filters.", "body", "", 10, 4.6)
            return
        self.numbered_columns([self._entry(number, row) for number, row in enumerate(self._rows(), 1)])
        if left:
            where = "the live view (code on the last page)" if self.wanted.live_url else "the atlas"
            self.ink(SOFT)
            self.say(
                f"{counted(left, 'more event')} in this selection; listed are those that most works and "
                f"figures speak of. All of them: {where}.",
                "body", "", 9, 4,
            )  # fmt: skip

    def _rows(self) -> list[dict[str, Any]]:
        return self.listed.reset_index().to_dict("records")  # type: ignore[no-any-return]

    def _entry(self, number: int, row: dict[str, Any]) -> Entry:
        """Return number, title, and date with place and first source."""
        supports = self.dataset.event_sources[self.dataset.event_sources["event_id"] == row["id"]]
        works = [
            f"{short_title(self.dataset, one.source_id)}, {one.locator}".rstrip(", ")
            for one in supports.drop_duplicates("source_id").itertuples()
        ]
        more = f" and {len(works) - 1} more" if len(works) > 1 else ""
        beyond = "; beyond this map" if number in self.off_map else ""
        if row["place_title"] and row["status"] != "plotted":
            beyond = "; not on the map"
        source = f" [{works[0]}{more}]" if works else ""
        says = f"{spoken(row['date_edtf'])} · {handout_content.place_text(row)}{beyond}{source}"
        return (
            str(number),
            clipped(title_in(self.dataset, row["id"], self.wanted.view.lang), _MOST_LINE),
            clipped(says, _MOST_LINE),
        )

    def _questions(self) -> None:
        asked = handout_content.questions(self.dataset, self.wanted, self.listed)
        self.heading("Two questions", 34)
        for number, question in enumerate(asked, 1):
            self.set_font("serif", "", 11.5)
            text = f"{number}. {question}"
            height = 5.2 * self.count_lines(text, self.epw - 6) + 3
            if self.will_page_break(height + 2):
                self.add_page()
            top = self.get_y()
            self.set_fill_color(*TINT)
            self.rect(self.l_margin, top, self.epw, height, style="F")
            self.set_fill_color(*INK)
            self.rect(self.l_margin, top, 0.9, height, style="F")
            self.set_xy(self.l_margin + 4, top + 1.5)
            self.ink()
            self.multi_cell(self.epw - 6, 5.2, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.set_y(top + height + 1.8)

    def _figures(self, most: int) -> None:
        found = handout_content.rivals(self.dataset, self.listed)
        if not found:
            return
        self.heading("Figures, as claimed")
        numbers = {event_id: number for number, event_id in enumerate(self.listed.index, 1)}
        for group, figures in found[:most]:
            head = f"{numbers[group.event_id]}  {figures[0].measure_name}, {figures[0].side_name}"
            self._figure_row(head, figures)
        if (left := len(found) - most) > 0:
            self.ink(SOFT)
            more = f"{counted(left, 'more rival figure')} of these events"
            self.say(f"{more}: see the atlas under Losses.", "body", "", 9, 4)

    def _figure_row(self, head: str, figures: Iterable[losses.Figure]) -> None:
        """Draw what was counted at the left, and who gives which figure side by side at the right."""
        rows = [f"{one.text} – {one.claimant} ({one.source}, {one.locator})" for one in figures]
        said = "   |   ".join(clipped(row, _MOST_CLAIM) for row in rows[:_MOST_CLAIMANTS])
        if (left := len(rows) - _MOST_CLAIMANTS) > 0:
            said += f"   |   and {left} more"
        left_mm = 46.0
        heights = []
        for text, style, width in ((head, "B", left_mm), (said, "", self.epw - left_mm - 2)):
            self.set_font("body", style, 8.5)
            heights.append(3.8 * self.count_lines(text, width))
        if self.will_page_break(max(heights) + 1.5):
            self.add_page()
        top = self.get_y()
        self.ink()
        self.set_font("body", "B", 8.5)
        self.multi_cell(left_mm, 3.8, printable(head), align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)
        self.set_xy(self.l_margin + left_mm + 2, top)
        self.set_font("body", "", 8.5)
        self.multi_cell(self.epw - left_mm - 2, 3.8, printable(said), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_y(top + max(heights) + 0.8)
        self.set_draw_color(*RULE)
        self.set_line_width(0.1)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(0.7)

    def _works(self, most: int) -> None:
        rows = self.dataset.event_sources[self.dataset.event_sources["event_id"].isin(list(self.listed.index))]
        own = [source_id for source_id, _ in self.wanted.step.sources] if self.wanted.step else []
        ids = list(dict.fromkeys([*own, *rows["source_id"].value_counts().index]))
        if not ids:
            return
        self.heading("Works")
        self.ink()
        for source_id in ids[:most]:
            item = {name: value for name, value in items.source(self.dataset, source_id).items() if name != "URL"}
            text = clipped(f"{short_title(self.dataset, source_id)}: {styles.cite(item, 'chicago')}", _MOST_LINE)
            self.set_font("body", "", 8)
            if self.will_page_break(3.4 * self.count_lines(text, 0)):
                self.add_page()
            self.say(text, "body", "", 8, 3.4)
            self.ln(0.5)
        if (left := len(ids) - most) > 0:
            self.ink(SOFT)
            self.say(f"{counted(left, 'more work')}: see the atlas under Sources & method.", "body", "", 8, 3.6)

    def _origin(self) -> None:
        """Draw how to cite, and the codes that lead to the live view and to the data."""
        codes = [("Live view", self.wanted.live_url), ("Data (CSV)", self.wanted.data_url)]
        codes = [(name, url) for name, url in codes if url]
        height = 27.0 if codes else 12.0
        if self.will_page_break(height + 4):
            self.add_page()
        self.ln(2)
        self.draw_rule(2)
        top = self.get_y()
        self.ink()
        text_mm = self.epw - 27 * len(codes) - (2 if codes else 0)
        citation = styles.cite(
            items.view(handout_content.title(self.wanted), self.wanted.live_url, self.wanted.made_on), "chicago"
        )
        self.say("Cite as", "body", "B", 8.5, 3.8, text_mm)
        self.say(citation, "body", "", 8.5, 3.8, text_mm)
        self.say(f"{attribution.LICENCE}, {attribution.LICENCE_URL}", "body", "", 8.5, 3.8, text_mm)
        for index, (name, url) in enumerate(reversed(codes)):
            left = self.w - self.r_margin - 27 * index - 22
            self.qr_code(url, left, top, 22)
            self.set_xy(left, top + 22.3)
            self.set_font("body", "", 8)
            self.cell(22, 3.6, name, align="C")
        self.set_y(max(self.get_y(), top + height))
