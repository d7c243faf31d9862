"""A lesson sheet of one or two pages for a copying machine, of a view, an open event or a step of a tour.

Of a battle with a plan it has up to three, with the plan of four of its days.

The same sheet comes as PDF and as a Word file to be edited; a key for the teacher goes with it.  When there is more
than two pages hold, the weightiest is kept and the page says how much more there is; nothing is cut without a word.
"""

from __future__ import annotations

import bisect

from geo.documents.lesson.lesson_sheet import FITTINGS, LessonSheet
from geo.documents.lesson.plan_plates import plates_of
from geo.documents.paper import paper_docx, paper_pdf
from geo.documents.paper.blocks import Block
from geo.documents.request import Order
from geo.record.tables import Dataset

__all__ = ["MOST_PAGES", "PAPERS", "docx", "key_docx", "key_pdf", "pdf", "sheet"]

MOST_PAGES = 2
#: Works and points of a key, tried in turn until it fits on a page.
_KEY_FITTINGS = ((99, 6), (6, 6), (4, 5), (2, 4), (2, 2), (1, 0))
#: What a sheet can be, with its media type.
PAPERS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def sheet(dataset: Dataset, wanted: Order) -> LessonSheet:
    """Return the roomiest sheet that fits on :data:`MOST_PAGES`; a battle with a plan has one page more for that."""
    plans = plates_of(dataset, wanted)
    most = MOST_PAGES + bool(plans.pictures)

    def fits(index: int) -> bool:
        one = LessonSheet(dataset, wanted, FITTINGS[index], plans)
        return paper_pdf.fits(one.title, one.blocks(), wanted.made_on, most, wanted.paper)

    # most fit at once; of the others the roomiest that does is found in three drafts
    index = 0 if fits(0) else bisect.bisect_left(range(len(FITTINGS)), True, lo=1, key=fits)
    return LessonSheet(dataset, wanted, FITTINGS[min(index, len(FITTINGS) - 1)], plans)


def pdf(dataset: Dataset, wanted: Order) -> bytes:
    """Return the sheet as PDF."""
    found = sheet(dataset, wanted)
    return paper_pdf.pdf(found.title, found.blocks(), wanted.made_on, wanted.paper)


def docx(dataset: Dataset, wanted: Order) -> bytes:
    """Return the sheet as a Word file."""
    found = sheet(dataset, wanted)
    return paper_docx.docx(found.title, found.blocks(), wanted.made_on, wanted.paper)


def key_pdf(dataset: Dataset, wanted: Order) -> bytes:
    """Return the teacher's key to the sheet as PDF."""
    title, blocks = _key(dataset, wanted)
    return paper_pdf.pdf(title, blocks, wanted.made_on, wanted.paper)


def key_docx(dataset: Dataset, wanted: Order) -> bytes:
    """Return the teacher's key to the sheet as a Word file."""
    title, blocks = _key(dataset, wanted)
    return paper_docx.docx(title, blocks, wanted.made_on, wanted.paper)


def _key(dataset: Dataset, wanted: Order) -> tuple[str, tuple[Block, ...]]:
    """Return title and parts of the key: as much of what stands on the sheet as well as one page holds."""
    found = sheet(dataset, wanted)
    title = f"Key: {found.title}"
    for most_works, most_points in _KEY_FITTINGS:
        blocks = found.key(most_works, most_points)
        if paper_pdf.fits(title, blocks, wanted.made_on, 1, wanted.paper):
            return title, blocks
    return title, found.key()
