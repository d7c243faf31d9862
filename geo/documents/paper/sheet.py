"""A sheet for a copying machine: its type, its inks, and the parts a page is laid out of, from top to bottom.

Text is printed on one line or folded, never cut; a character that none of the fonts has becomes a box.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from geo.citation import attribution
from geo.core import qr
from geo.core.edtf import spoken
from geo.maps.pictures.paper import FACES
from geo.query.choices import PAPERS
from geo.record import tables

__all__ = ["GAP_MM", "INK", "LOOKS", "RULE", "SOFT", "TEXT_MM", "TINT", "Sheet", "TooLongError", "printable"]

_LOG = logging.getLogger("atlas")
_MISSING = "\u25a1"  # stands for a character that none of the fonts has
_FONTS = {
    ("title", ""): "alegreya-medium.ttf",
    ("serif", ""): "alegreya-regular.ttf",
    ("serif", "I"): "alegreya-italic.ttf",
    ("body", ""): "source-sans-3-regular.ttf",
    ("body", "B"): "source-sans-3-semibold.ttf",
    ("east", ""): "noto-sans-cjk-subset.ttf",
}
TEXT_MM = 180.0  # of a line, whatever the paper
_FOOT_MM = 15.0
GAP_MM = 6.0  # between two columns
#: Of a look of a paragraph: family, size, height of a line.
LOOKS = {
    "story": ("serif", 11.5, 5.2),
    "body": ("body", 10.0, 4.6),
    "soft": ("body", 9.0, 4.0),
    "small": ("body", 7.5, 3.2),
}
INK, SOFT, RULE, TINT = (38, 33, 28), (88, 77, 64), (170, 160, 145), (243, 238, 228)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """Return every character that the fonts hold, each of which is found by way of the fallback."""
    found: set[int] = set()
    for face in ("source-sans-3-regular.ttf", "noto-sans-cjk-subset.ttf"):
        with TTFont(FACES / face) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return *text* on one line, with a box for what cannot be printed; the log names it."""
    line = " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in str(text)).split())
    known = _characters()
    missing = {one for one in line if ord(one) not in known}
    if missing:
        names = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'unnamed')}" for one in sorted(missing))
        _LOG.warning("the handout's fonts lack %s", names)
    return "".join(_MISSING if one in missing else one for one in line)


class TooLongError(Exception):
    """A draft has come to the end of its last page."""


def _load_fonts(document: FPDF) -> None:
    for (family, style), file in _FONTS.items():
        document.add_font(family, style, FACES / file)


@lru_cache(maxsize=1)
def _ruler() -> FPDF:
    """Return the document that texts are measured in; drafts share its fonts, which take longer to read than a page."""
    document = FPDF()
    document.c_margin = 0
    _load_fonts(document)
    _fall_back(document)
    document.add_page()
    return document


def _fall_back(document: FPDF) -> None:
    document.set_fallback_fonts(["body", "east"], exact_match=False)


_MEASURING = threading.Lock()  # the ruler has one type at a time


@lru_cache(maxsize=20_000)
def _lines(text: str, family: str, style: str, size: float, width_mm: float) -> int:
    """Return how many lines *text* takes; a sheet is drafted several times, and most of it stays the same."""
    with _MEASURING:
        ruler = _ruler()
        ruler.set_font(family, style, size)
        drawn = ruler.multi_cell(width_mm, text=printable(text), align="L", dry_run=True, output="LINES")
    return len(cast("list[str]", drawn))


class Sheet(FPDF):
    """Pages laid out from top to bottom.

    Parameters
    ----------
    is_draft : it is measured and thrown away: its text is counted, not drawn, and it shares its fonts with all drafts.
    most_pages : beyond so many a draft gives up; 0 for no limit.
    paper : of :data:`geo.query.choices.PAPERS`.
    """

    def __init__(
        self, title: str, made_on: dt.date, most_pages: int = 0, paper: str = "a4", is_draft: bool = False
    ) -> None:
        super().__init__("portrait", "mm", PAPERS[paper])
        self.made_on, self.most_pages, self.is_draft = made_on, most_pages, is_draft
        if is_draft:
            self.fonts.update(_ruler().fonts)
        else:
            _load_fonts(self)
        _fall_back(self)
        edge_mm = (self.w - TEXT_MM) / 2
        self.set_margins(edge_mm, 12, edge_mm)
        self.c_margin = 0
        self.set_auto_page_break(True, _FOOT_MM + 3)
        self.set_title(printable(title))
        self.set_author(tables.atlas().title)
        self.set_lang("en")
        # a reader's window then names the sheet, not the file
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_creation_date(dt.datetime.combine(made_on, dt.time(), tzinfo=dt.UTC))
        self.alias_nb_pages("{pages}")

    def close(self) -> None:
        """Close the font files, which fpdf2 2.8 leaves open; those of drafts stay for the next one."""
        if self.is_draft:
            return
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def set_font(self, *arguments: Any, **options: Any) -> None:
        """Set the type of the text that follows, on the page at once.

        fpdf2 2.8 waits for the first line, and within the colour of a line that begins with a letter of another type:
        what follows it was then drawn in the type before, as letters that say nothing.
        """
        super().set_font(*arguments, **options)
        if self.page and self.current_font is not None and not self.current_font_is_set_on_page:
            self._out(self._set_font_for_page(self.current_font, self.font_size_pt))

    def add_page(self, *arguments: Any, **options: Any) -> None:
        """Begin a page; raise :class:`TooLongError` where one too many would begin."""
        if self.most_pages and self.page_no() >= self.most_pages:
            raise TooLongError
        super().add_page(*arguments, **options)

    def footer(self) -> None:
        """Draw licence, date and page number under each page; fpdf2 calls this."""
        self.set_y(-_FOOT_MM + 2)
        self.ink(SOFT)
        self.set_font("body", "", 8)
        made = spoken(self.made_on.isoformat())
        self._out("/Artifact BMC")
        self.cell(0, 4, f"Page {self.page_no()} of {{pages}} · Data and texts: {attribution.LICENCE} · Made on {made}")
        self._out("EMC")

    @contextmanager
    def tagged(self, kind: str) -> Iterator[None]:
        """Mark what is drawn within as an element of the document, such as ``H1`` or ``P``; it stands on one page.

        fpdf2 2.8 marks pictures alone; its builder of the tree takes any other kind as well.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        _, parent = self.struct_builder.add_marked_content(self.page, f"/{kind}", number)
        self.pages[self.page].struct_parents = parent
        self._out(f"/{kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    def ink(self, colour: tuple[int, int, int] = INK) -> None:
        """Set the colour of the text that follows."""
        self.set_text_color(*colour)

    def say(self, text: str, family: str, style: str, size: float, line_mm: float, width_mm: float = 0) -> None:
        """Draw a paragraph."""
        self.set_font(family, style, size)
        if self._is_counted(text, line_mm, width_mm or self.epw):
            return
        self.multi_cell(width_mm, line_mm, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _is_counted(self, text: str, line_mm: float, width_mm: float) -> bool:
        """Leave the room that *text* takes in a draft; false if it is to be drawn: in none, or across pages."""
        if not self.is_draft:
            return False
        height = line_mm * self.count_lines(text, width_mm)
        if self.will_page_break(height):
            return False
        self.set_xy(self.l_margin, self.get_y() + height)
        return True

    def count_lines(self, text: str, width_mm: float) -> int:
        """Return how many lines *text* takes in the present type."""
        return _lines(text, self.font_family, self.font_style, self.font_size_pt, width_mm)

    def keep(self, height: float) -> None:
        """Begin a page if less than *height* is left on this one."""
        if self.will_page_break(height):
            self.add_page()

    def height_of(self, text: str, family: str, style: str, size: float, line_mm: float, width: float) -> float:
        """Return how high *text* gets in so much width, in millimetres; an empty one takes nothing."""
        self.set_font(family, style, size)
        return line_mm * self.count_lines(text, width) if text else 0.0

    def put(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        font: tuple[str, str, float],
        line_mm: float,
        **more: Any,
    ) -> float:
        """Draw *text* at a place; return the height it took."""
        if not text:
            return 0.0
        self.set_xy(left, top)
        self.set_font(*font)
        if self._is_counted(text, line_mm, width):
            return float(self.get_y() - top)
        self.multi_cell(
            width, line_mm, printable(text), align=more.get("align", "L"), new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        return float(self.get_y() - top)

    def draw_rule(self, gap_mm: float = 1.5) -> None:
        """Draw a line across the page, and leave a gap below it."""
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(gap_mm)

    def qr_code(self, url: str, left: float, top: float, size: float) -> None:
        """Draw *url* as a QR code of filled squares, and let it be clicked."""
        rows = list(qr.code(url).matrix)
        unit = size / len(rows)
        self.set_fill_color(*INK)
        with self.local_context(fill_color=INK):
            for row, modules in enumerate(rows):
                for start, length in _runs(modules):
                    # a hair wider than a module, so that no white line is left between two
                    self.rect(left + start * unit, top + row * unit, length * unit + 0.02, unit + 0.02, style="F")
        self.link(left, top, size, size, url)


def _runs(modules: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark modules."""
    start = None
    for index, module in enumerate([*modules, 0]):
        if module and start is None:
            start = index
        elif not module and start is not None:
            yield start, index - start
            start = None
