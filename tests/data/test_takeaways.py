"""Every tour can be carried into a room: as one file, and each of its steps on one or two pages."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from PIL import Image

from geo.content.classroom import tours
from geo.content.plans.plan import summaries
from geo.core.edtf import spoken
from geo.documents import offline_html, request
from geo.documents.lesson import handout, handout_content
from geo.documents.paper import paper_pdf
from geo.maps.pictures import on_paper
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files import tour_files
from geo.record.tables import Dataset

HOME = "https://atlas.example.org/"
STEPS = [
    (slug, number) for slug, tour in tour_files.load(tables.load()).items() for number in range(1, len(tour.steps) + 1)
]


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A picture where the map would be."""
    raw = io.BytesIO()
    Image.new("RGB", (83, 43), "white").save(raw, "JPEG")
    return raw.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages_and_text(record: Dataset, selection: Selection, view: View) -> tuple[int, str]:
    """Return the number of pages and their text without blanks, since a line may break anywhere."""
    return read(handout.pdf(record, request.order(record, selection, view, HOME)))


def read(pdf: bytes) -> tuple[int, str]:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    return len(document.pages), squeezed("".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize(("slug", "number"), STEPS, ids=[f"{slug}-{number}" for slug, number in STEPS])
def test_a_step_fits_on_two_pages(record: Dataset, blank: bytes, slug: str, number: int, monkeypatch: Any) -> None:
    tour = tour_files.load(record)[slug]
    step = tour.steps[number - 1]
    selection, view = tours.open_at(tour, number)
    events = handout_content.subject(record, request.order(record, selection, view, HOME))
    assert all(events.index.isin([step.event]) | (events["status"] == "plotted"))
    monkeypatch.setattr(on_paper, "jpeg", lambda *_: blank)  # it takes longest and holds no text
    wanted = request.order(record, selection, view, HOME)
    sheet = handout.sheet(record, wanted)
    pages, text = read(paper_pdf.pdf(sheet.title, sheet.blocks(), wanted.made_on))
    assert 1 <= pages <= handout.MOST_PAGES
    for words in (step.title, step.say, step.ask):
        assert squeezed(words) in text
    listed = list(sheet.listed.index)
    missing = len(events) - len(listed)
    assert missing == 0 or f"{missing}moreevent" in text
    assert not step.event or step.event in listed
    for event_id in listed if len(events) > 1 else ():
        event = record.event(event_id)
        for words in (event["title"], spoken(event["date_edtf"]), handout_content.place_text(event)):
            assert squeezed(words) in text, event_id


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(kinds=("battle",)), Selection(sides=("mongolia",)), Selection(query="nothing")]
)
def test_a_selection_fits_on_two_pages(record: Dataset, selection: Selection) -> None:
    pages, text = pages_and_text(record, selection, View())
    assert 1 <= pages <= handout.MOST_PAGES
    assert "□" not in text


@pytest.mark.parametrize("battle", [one["event"] for one in summaries(tables.load())])
def test_a_battle_shows_its_days_on_full_pages(record: Dataset, blank: bytes, battle: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(on_paper, "jpeg", lambda *_: blank)
    wanted = request.order(record, Selection(), View(event=battle), HOME)
    found = handout.sheet(record, wanted)
    document = pypdf.PdfReader(io.BytesIO(paper_pdf.pdf(found.title, found.blocks(), wanted.made_on)))
    assert 1 <= len(document.pages) <= handout.MOST_PAGES + 1
    text = squeezed("".join(page.extract_text() for page in document.pages))
    assert 1 <= len(found.plans.pictures) <= 4
    assert all(squeezed(one.caption) in text for one in found.plans.pictures)
    for page in document.pages:
        assert lowest_ink(page) < page.mediabox.height / 2


def lowest_ink(page: pypdf.PageObject) -> float:
    """Return where the lowest line or frame of a page lies, in points above its lower edge."""
    found: list[float] = []

    def note(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in (b"l", b"m", b"re"):
            found.append(float(operands[1]))

    page.extract_text(visitor_operand_before=note)
    return min(found)


@pytest.mark.parametrize("slug", ["", *dict.fromkeys(slug for slug, _ in STEPS)])
def test_a_file_is_small_enough_to_carry(record: Dataset, slug: str) -> None:
    wanted = request.order(record, Selection(), View(tour=slug, step=1 if slug else 0), HOME)
    assert len(offline_html.html(record, wanted).encode()) <= offline_html.MAX_BYTES
