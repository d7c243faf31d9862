"""A kit on paper: one page with its reveal below a fold, or three, as PDF and as a Word file with the same words."""

import io

import docx
import pypdf
import pytest

from geo.content.classroom import kits
from geo.documents.lesson import kit_sheets
from geo.documents.paper import blocks as blocks_module
from geo.documents.paper.sheet import Sheet
from tests.builders import a_disagreement, a_source
from tests.geo.documents.test_handout import squeezed, words
from tests.geo.documents.test_offline_html import DAY

ATLAS = "Atlas of the fords"


@pytest.mark.parametrize(("length", "pages"), [("short", 1), ("long", 3)])
def test_both_files_say_the_same(dataset, length, pages):
    kit = kits.kit(dataset(disagreements=[a_disagreement()]), "the-point")
    paper = pypdf.PdfReader(io.BytesIO(kit_sheets.pdf(kit, ATLAS, DAY, length)))
    assert len(paper.pages) == pages
    written = docx.Document(io.BytesIO(kit_sheets.docx(kit, ATLAS, DAY, length)))
    for text in blocks_module.texts(tuple(kit_sheets.blocks(kit, ATLAS, length))):
        assert squeezed(text) in words(paper)
        assert squeezed(text) in squeezed("".join(written.element.body.itertext()))


def test_there_is_room_for_notes_in_both_files(dataset):
    kit = kits.kit(dataset(disagreements=[a_disagreement()]), "the-point")
    paper = pypdf.PdfReader(io.BytesIO(kit_sheets.pdf(kit, ATLAS, DAY, "long")))
    written = docx.Document(io.BytesIO(kit_sheets.docx(kit, ATLAS, DAY, "long")))
    assert squeezed("Notes: who stood in which corner") in words(paper)
    assert squeezed("Notes: who stood in which corner") in squeezed("".join(written.element.body.itertext()))
    assert written.tables[-1].rows[0].height.mm > 40


def test_lines_below_one_that_begins_blacked_out_are_in_the_same_type():
    """In the type of what stands above, their letters would be others."""
    sheet = Sheet("A sheet", DAY)
    sheet.add_page()
    sheet.say("Name", "body", "B", 10, 5)
    sheet.set_fill_color(200, 10, 10)  # so that the colour of the line is its own
    said = f"■■■■ {'see in this defeat a main reason ' * 8}and made a name."
    sheet.say(said, "serif", "", 12, 5)
    assert squeezed(said) in words(pypdf.PdfReader(io.BytesIO(bytes(sheet.output()))))


@pytest.mark.parametrize("length", ["short", "long"])
def test_the_reveal_stands_apart(dataset, length):
    """Below the fold of the one page, on the last of three; the pupils' part never names who speaks."""
    kit = kits.kit(dataset(disagreements=[a_disagreement(reading_a="Ivanov: on 29 July.")]), "the-point")
    parts = list(kit_sheets.blocks(kit, ATLAS, length))
    first_break = next(index for index, part in enumerate(parts) if isinstance(part, blocks_module.Break))
    assert "Ivanov" not in " ".join(blocks_module.texts(tuple(parts[:first_break])))
    assert "Ivanov" in " ".join(blocks_module.texts(tuple(parts[first_break:])))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("words", [20, 75])
def test_a_short_kit_has_one_page_on_either_paper(dataset, paper, words):
    """However much the accounts say and however many works stand behind them, a line to write on gives way."""
    works = [
        a_source(id=f"work-{n}", title=f"A work with a long title that takes a line of its own, {n}") for n in range(4)
    ]
    ids = ", ".join(one["id"] for one in works)
    point = a_disagreement(reading_a="Ivanov: " + "first " * words, reading_b="Sato: " + "later " * words)
    data = dataset(sources=[a_source(), *works], disagreements=[point | {"source_a": ids, "source_b": ids}])
    document = pypdf.PdfReader(io.BytesIO(kit_sheets.pdf(kits.kit(data, "the-point"), ATLAS, DAY, "short", paper)))
    assert len(document.pages) == 1
