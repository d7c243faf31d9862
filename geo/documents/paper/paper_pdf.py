"""The parts of a sheet → a tagged PDF with its fonts inside.

No page ends half empty: what follows a part fills the page, and on the last page the lines to write on take what is
left.  A part that a page cannot hold whole goes to the next; nothing is cut.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

from geo.documents.paper.blocks import (
    Accounts,
    Bars,
    Block,
    Break,
    Code,
    Entries,
    Fields,
    Gallery,
    Grid,
    Heading,
    Picture,
    Space,
    Task,
    Terms,
    Text,
    Title,
)
from geo.documents.paper.paper_bars import bars_mm, draw_bars
from geo.documents.paper.paper_frames import draw_accounts, draw_grid
from geo.documents.paper.sheet import GAP_MM, INK, LOOKS, RULE, SOFT, Sheet, TooLongError, printable

__all__ = ["fits", "pdf"]

_LINE_MM = 8.0  # between two lines to write on
_SPARE_MM = 2.0  # what a part asks for beyond what it takes
_MOST_LINES = 12  # that a task gets where room is left
_LEAST_BOX_MM = 45.0  # room that is left over becomes a box to draw in
_CODE_MM = 22.0


def pdf(title: str, blocks: Sequence[Block], made_on: dt.date, paper: str = "a4") -> bytes:
    """Return *blocks* as PDF; ask :func:`fits` first where they are to stand on so many pages.

    Parameters
    ----------
    paper : of :data:`geo.query.choices.PAPERS`.
    """
    with closing(_Paper(title, made_on, paper=paper)) as draft:
        room = draft.lay_out(blocks)
    with closing(_Paper(title, made_on, room=room, paper=paper)) as written:
        written.lay_out(blocks)
        return bytes(written.output())


def fits(title: str, blocks: Sequence[Block], made_on: dt.date, most_pages: int, paper: str = "a4") -> bool:
    """Return whether *blocks* need no more than *most_pages*."""
    with closing(_Paper(title, made_on, most_pages, paper=paper)) as draft:
        try:
            draft.lay_out(blocks)
        except TooLongError:
            return False
        return True


@dataclass
class _Room:
    """What a draft found free under the tasks of a page: millimetres, and how many tasks share them."""

    free_mm: dict[int, float]
    tasks: dict[int, int]

    def more_lines(self, page: int) -> int:
        """Return how many lines each task of a page gets beside its own."""
        return int(max(self.free_mm.get(page, 0) - _SPARE_MM, 0) / _LINE_MM / max(self.tasks.get(page, 1), 1))


class _Paper(Sheet):
    """The pages; without *room* a draft, with it what the draft left free is written full of lines."""

    def __init__(
        self, title: str, made_on: dt.date, most_pages: int = 0, room: _Room | None = None, paper: str = "a4"
    ) -> None:
        super().__init__(title, made_on, most_pages, paper, is_draft=room is None)
        self.room = room
        self._tasks: dict[int, int] = {}
        self._added_mm: dict[int, float] = {}
        self._draw: dict[type, Callable[[Any], None]] = {
            Title: self._title,
            Fields: self._fields,
            Heading: self._heading,
            Text: self._text,
            Picture: self._picture,
            Gallery: self._gallery,
            Entries: self._entries,
            Bars: partial(draw_bars, self),
            Terms: self._terms,
            Task: self._task,
            Space: self._space,
            Accounts: partial(draw_accounts, self),
            Grid: partial(draw_grid, self),
            Code: self._code,
            Break: self._break,
        }

    def lay_out(self, blocks: Sequence[Block]) -> _Room:
        """Draw all parts; return what is left free below them, page by page."""
        self.add_page()
        free: dict[int, float] = {}
        for index, block in enumerate(blocks):
            if isinstance(block, Break) and not block.fold:
                free[self.page] = self._free_mm()
            if isinstance(block, Heading) and index + 1 < len(blocks):
                self.keep(12 + self._first_mm(blocks[index + 1]))
            self._draw[type(block)](block)
        free[self.page] = self._free_mm()
        return _Room(free, dict(self._tasks))

    def _free_mm(self) -> float:
        return float(self.page_break_trigger - self.get_y())

    def _first_mm(self, block: Block) -> float:
        """Return about how much of a part has to stand under its heading."""
        match block:
            case Bars():
                return bars_mm(self, block)
            case Task():
                return self.height_of(f"{block.number}. {block.text}", "serif", "", 11, 5, self.epw - 7) + 4 * _LINE_MM
            case Picture() | Gallery():
                return 60
            case Terms():  # a handful, which stays together
                half = (len(block.rows) + 1) // 2
                return sum(self._term_mm(row, (self.epw - GAP_MM) / 2) for row in block.rows[:half]) + 3
            case Grid() | Accounts():
                return 40
            case _:
                return 12

    # --- head and text ---

    def _title(self, block: Title) -> None:
        self.ink(SOFT)
        with self.tagged("P"):
            self.say(block.above, "body", "", 9, 4)
        self.ink()
        with self.tagged("H1"):
            self.say(block.text, "title", "", 22, 8.6)
        if block.below:
            self.ink(SOFT)
            with self.tagged("P"):
                self.say(block.below, "body", "", 10.5, 4.8)
        self.ln(1.5)
        self.ink()

    def _fields(self, block: Fields) -> None:
        share = self.epw / sum(3 if not index else 2 for index in range(len(block.names)))
        top, left = self.get_y() + 1.5, self.l_margin
        self.set_draw_color(*SOFT)
        self.set_line_width(0.2)
        for index, name in enumerate(block.names):
            width = share * (2 if index else 3)
            self.set_xy(left, top)
            self.set_font("body", "B", 9.5)
            with self.tagged("P"):
                self.cell(text=name)
            self.line(self.get_x() + 2, top + 4.4, left + width - 5, top + 4.4)
            left += width
        self.set_y(top + 8)

    def _heading(self, block: Heading) -> None:
        self.ln(1.8)
        self.ink()
        with self.tagged("H2"):
            self.say(block.text, "title", "", 13, 5.6)
        self.draw_rule(1.2)

    def _text(self, block: Text) -> None:
        family, size, line_mm = LOOKS[block.look]
        text = f"{block.label} {block.text}".strip()
        self.keep(self.height_of(text, family, "", size, line_mm, self.epw))
        self.ink(SOFT if block.look in ("soft", "small") else INK)
        with self.tagged("P"):
            if block.label:
                self.set_font("body", "B", size - (0.8 if family == "serif" else 0))
                self.write(line_mm, f"{printable(block.label)} ")
            self.set_font(family, "", size)
            if block.label:
                self.write(line_mm, printable(block.text))
                self.ln(line_mm)
            else:
                self.say(block.text, family, "", size, line_mm)
        self.ln(1.0 if block.look != "small" else 0.4)
        self.ink()

    # --- pictures ---

    def _picture(self, block: Picture) -> None:
        height = self.epw * block.ratio
        self.keep(height + 4)
        top = self.get_y()
        self._image(block, self.l_margin, top, self.epw)
        self.set_y(top + height + 0.8)
        if block.caption:
            self._text(Text(block.caption, look="small"))

    def _image(self, block: Picture, left: float, top: float, width: float) -> None:
        if self.room:  # a draft is only measured
            self.image(io.BytesIO(block.jpeg), left, top, width, width * block.ratio, alt_text=block.alt)
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.rect(left, top, width, width * block.ratio)

    def _gallery(self, block: Gallery) -> None:
        width = (self.epw - GAP_MM) / 2
        for index in range(0, len(block.pictures), 2):
            pair = block.pictures[index : index + 2]
            height = max(
                width * one.ratio + 1 + self.height_of(one.caption, "body", "", 8.5, 3.8, width) for one in pair
            )
            self.keep(height + 2)
            top = self.get_y()
            for column, one in enumerate(pair):
                left = self.l_margin + column * (width + GAP_MM)
                self._image(one, left, top, width)
                with self.tagged("Caption"):
                    self.put(one.caption, left, top + width * one.ratio + 0.8, width, ("body", "", 8.5), 3.8)
            if block.note and len(pair) == 1:
                self.ink(SOFT)
                with self.tagged("P"):
                    self.put(block.note, self.l_margin + width + GAP_MM, top, width, ("body", "", 8.5), 3.8)
                self.ink()
            self.set_y(top + height + 2)
        if block.note and len(block.pictures) % 2 == 0:
            self._text(Text(block.note, look="small"))

    # --- lists ---

    def _entries(self, block: Entries) -> None:
        def height(row: tuple[str, str, str], width: float) -> float:
            _, title, says = row
            return (
                self.height_of(title, "body", "B", 9.5, 4.1, width - 7)
                + self.height_of(says, "body", "", 8.5, 3.7, width - 7)
                + 1.3
            )

        def draw(row: tuple[str, str, str], left: float, top: float, width: float) -> None:
            number, title, says = row
            self.ink()
            self.put(number, left, top, 5.5, ("body", "B", 9.5), 4.1, align="R")
            used = self.put(title, left + 7, top, width - 7, ("body", "B", 9.5), 4.1)
            self.ink(SOFT)
            self.put(says, left + 7, top + used, width - 7, ("body", "", 8.5), 3.7)

        self._columns(block.rows, height, draw)

    def _terms(self, block: Terms) -> None:
        def draw(row: tuple[str, str], left: float, top: float, width: float) -> None:
            self.ink()
            edge, right = self.l_margin, self.r_margin
            self.set_left_margin(left)
            self.set_right_margin(self.w - left - width)
            self.set_xy(left, top)
            self.set_font("body", "B", 9.5)
            self.write(4.2, f"{printable(row[0])}  ")
            self.set_font("body", "", 9.5)
            self.write(4.2, printable(row[1]))
            self.set_right_margin(right)
            self.set_left_margin(edge)

        self._columns(block.rows, self._term_mm, draw)

    def _term_mm(self, row: tuple[str, str], width: float) -> float:
        return self.height_of(f"{row[0]}  {row[1]}", "body", "B", 9.5, 4.2, width) + 1.2

    def _columns(
        self,
        rows: Sequence[Any],
        height: Callable[[Any, float], float],
        draw: Callable[[Any, float, float, float], None],
    ) -> None:
        """Draw *rows* in two columns, read down; a page break cuts between lines of the two."""
        width = (self.epw - GAP_MM) / 2
        half = (len(rows) + 1) // 2
        for index in range(half):
            pair = [rows[index], *rows[index + half : index + half + 1]]
            tall = max(height(row, width) for row in pair)
            self.keep(tall)
            top = self.get_y()
            for column, row in enumerate(() if self.is_draft else pair):
                with self.tagged("LI"):
                    draw(row, self.l_margin + column * (width + GAP_MM), top, width)
            self.set_y(top + tall)
        self.ink()

    # --- to write on ---

    def _task(self, block: Task) -> None:
        text = self.height_of(block.text, "serif", "", 11, 5, self.epw - 7)
        lines = block.lines
        self.keep(text + lines * _LINE_MM + 2)
        if self.room:
            lines = max(lines, min(lines + self.room.more_lines(self.page), _MOST_LINES))
            added = (lines - block.lines) * _LINE_MM
            self._added_mm[self.page] = self._added_mm.get(self.page, 0) + added
        self._tasks[self.page] = self._tasks.get(self.page, 0) + 1
        top = self.get_y()
        self.ink()
        with self.tagged("P"):
            self.put(f"{block.number}.", self.l_margin, top, 6, ("body", "B", 11), 5)
            used = self.put(block.text, self.l_margin + 7, top, self.epw - 7, ("serif", "", 11), 5)
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        at = top + used
        for _ in range(lines):
            at += _LINE_MM
            self.line(self.l_margin + 7, at - 1, self.w - self.r_margin, at - 1)
        self.set_y(at + 1.5)

    def _space(self, block: Space) -> None:
        """Draw a box in what is still free, if that is worth a box."""
        free = self.room.free_mm.get(self.page, 0) - _SPARE_MM - self._added_mm.get(self.page, 0) if self.room else 0
        if free < _LEAST_BOX_MM:
            return
        top = self.get_y() + 1
        self.ink()
        with self.tagged("P"):
            used = self.put(block.text, self.l_margin, top, self.epw, ("serif", "", 11), 5)
        self.set_draw_color(*RULE)
        self.rect(self.l_margin, top + used + 1.5, self.epw, free - used - 5)
        self.set_y(top + free - 2)

    def _code(self, block: Code) -> None:
        self.keep(_CODE_MM + 3)
        top = self.get_y() + 1
        self.qr_code(block.url, self.w - self.r_margin - _CODE_MM, top, _CODE_MM)
        self.ink(SOFT)
        with self.tagged("P"):
            self.put(block.text, self.l_margin, top, self.epw - _CODE_MM - 6, ("body", "", 8), 3.4)
        self.set_y(top + _CODE_MM + 1)

    def _break(self, block: Break) -> None:
        if not block.fold:
            self.add_page()
            return
        self.keep(12)
        self.ln(2)
        self.set_draw_color(*SOFT)
        self.set_dash_pattern(dash=2, gap=1.5)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.set_dash_pattern()
        self.ln(0.8)
        self._text(Text(block.fold, look="small"))
