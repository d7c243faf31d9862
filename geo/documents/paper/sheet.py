"""A sheet of A4 for a copying machine: its type, its inks, and the parts a page is laid out of, from top to bottom.

Text is printed on one line or folded, never cut; a character that none of the fonts has becomes a box.
"""

from __future__ import annotations

import datetime as dt
import logging
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
from geo.record import tables

__all__ = ["GAP_MM", "INK", "RULE", "SOFT", "TINT", "Sheet", "TooLongError", "printable"]

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
_EDGE_MM, _FOOT_MM = 15.0, 15.0
GAP_MM = 6.0  # between two columns
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


class Sheet(FPDF):
    """Pages laid out from top to bottom.

    Parameters
    ----------
    most_pages : beyond so many a draft gives up; 0 for no limit.
    """

    def __init__(self, title: str, made_on: dt.date, most_pages: int = 0) -> None:
        super().__init__("portrait", "mm", "A4")
        self.made_on, self.most_pages = made_on, most_pages
        for (family, style), file in _FONTS.items():
            self.add_font(family, style, FACES / file)
        self.set_fallback_fonts(["body", "east"], exact_match=False)
        self.set_margins(_EDGE_MM, 12, _EDGE_MM)
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
        """Close the font files, which fpdf2 2.8 leaves open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

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
        self.multi_cell(width_mm, line_mm, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def count_lines(self, text: str, width_mm: float) -> int:
        """Return how many lines *text* takes in the present type."""
        drawn = self.multi_cell(width_mm, text=printable(text), align="L", dry_run=True, output="LINES")
        return len(cast("list[str]", drawn))

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
