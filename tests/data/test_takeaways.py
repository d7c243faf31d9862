"""Every tour can be carried into a room: as one file, and each of its steps on one or two pages."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from PIL import Image

from geo.content import tours
from geo.core.edtf import spoken
from geo.documents import offline_html, request
from geo.documents.lesson import handout, handout_content
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
    document = pypdf.PdfReader(io.BytesIO(handout.pdf(record, request.order(record, selection, view, HOME))))
    return len(document.pages), squeezed("".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize(("slug", "number"), STEPS, ids=[f"{slug}-{number}" for slug, number in STEPS])
def test_a_step_fits_on_two_pages(record: Dataset, blank: bytes, slug: str, number: int, monkeypatch: Any) -> None:
    tour = tour_files.load(record)[slug]
    step = tour.steps[number - 1]
    selection, view = tours.open_at(tour, number)
    events = handout_content.subject(record, request.order(record, selection, view, HOME))
    assert all(events.index.isin([step.event]) | (events["status"] == "plotted"))
    monkeypatch.setattr(on_paper, "jpeg", lambda *_: blank)  # it takes longest and holds no text
    pages, text = pages_and_text(record, selection, view)
    assert 1 <= pages <= handout.MOST_PAGES
    for words in (step.title, step.say, step.ask):
        assert squeezed(words) in text
    listed = list(handout.sheet(record, request.order(record, selection, view, HOME)).listed.index)
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


@pytest.mark.parametrize("slug", ["", *dict.fromkeys(slug for slug, _ in STEPS)])
def test_a_file_is_small_enough_to_carry(record: Dataset, slug: str) -> None:
    wanted = request.order(record, Selection(), View(tour=slug, step=1 if slug else 0), HOME)
    assert len(offline_html.html(record, wanted).encode()) <= offline_html.MAX_BYTES
