"""A controversy kit on paper: one page to be folded, or a page for pupils, an organiser and a page for the teacher."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from geo.citation import attribution
from geo.content.classroom.kits import Kit
from geo.documents.paper import paper_docx, paper_pdf
from geo.documents.paper.blocks import Account, Accounts, Block, Break, Fields, Grid, Heading, Space, Task, Text, Title

__all__ = ["docx", "pdf"]

_LEAD = "On this point sources differ. Read both accounts, then decide. What is blacked out is who says so."
_FOLD = "Teacher: fold the sheet back along this line before it is copied. Below stands the reveal."
_QUESTIONS = (
    "Which of the two would you follow, and why? Name one thing about the witness, not about the story.",
    "What would you have to find to change your mind?",
)


def pdf(kit: Kit, atlas: str, made_on: dt.date, length: str = "short", paper: str = "a4") -> bytes:
    """Return the kit as PDF; *length* and *paper* are of :mod:`geo.query.choices`, *atlas* the atlas's title."""
    return paper_pdf.pdf(kit.question, _fitted(kit, atlas, made_on, length, paper), made_on, paper)


def docx(kit: Kit, atlas: str, made_on: dt.date, length: str = "short", paper: str = "a4") -> bytes:
    """Return the same as a Word file."""
    return paper_docx.docx(kit.question, _fitted(kit, atlas, made_on, length, paper), made_on, paper)


def _fitted(kit: Kit, atlas: str, made_on: dt.date, length: str, paper: str) -> tuple[Block, ...]:
    """Return the parts of the kit; of a short one with as many lines to write on as leave it on one page."""
    for lines in (2, 1):
        found = tuple(blocks(kit, atlas, length, lines))
        if length != "short" or paper_pdf.fits(kit.question, found, made_on, 1, paper):
            break
    return found


def blocks(kit: Kit, atlas: str, length: str = "short", lines: int = 2) -> Iterator[Block]:
    """Yield the parts of the kit, from top to bottom; *lines* is how many a task of a short one has to write on."""
    is_short = length == "short"
    when = " · ".join(filter(None, (kit.title, kit.when, kit.where)))
    yield Title(kit.question, atlas, when)
    yield Fields(("Name", "Class", "Date"))
    if kit.story:
        yield Text(kit.story, look="story")
    yield Text(_LEAD)
    yield Accounts((_account(kit, 0), _account(kit, 1)))
    for number, question in enumerate(_QUESTIONS, 1):
        yield Task(number, question, lines if is_short else 4)
    if is_short:
        yield Break(_FOLD)
        yield from _reveal(kit, is_close=True)
    else:
        yield Space("Write down what both accounts agree on. It is often more than it seems.")
        yield Break()
        yield from _organiser(kit, atlas, when)
        yield Break()
        yield Title(f"For the teacher: {kit.question}", atlas, when)
        yield from _timings()
        yield from _reveal(kit)
        yield Space("Notes: who stood in which corner before and after the reveal, and for what reason.", has_room=True)
    yield Text(f"{atlas}. {attribution.LICENCE}, {attribution.LICENCE_URL}", look="small")


def _account(kit: Kit, index: int) -> Account:
    one = kit.accounts[index]
    return Account(one.letter, one.text, one.facts)


def _organiser(kit: Kit, atlas: str, when: str) -> Iterator[Block]:
    yield Title(f"Organiser: {kit.question}", atlas, when)
    yield Fields(("Name", "Class", "Date"))
    rows = [(name, left, right) for (name, left), (_, right) in zip(*(one.facts for one in kit.accounts), strict=True)]
    yield Heading("The witnesses side by side")
    yield Grid(("What the record holds", "Account A", "Account B"), tuple(rows))
    asked = (
        "What does it say that the other does not?",
        "What can this witness know at first hand?",
        "What might this witness wish to be true?",
        "What would prove it wrong?",
    )
    yield Heading("Your notes")
    yield Grid(("Ask each account", "Account A", "Account B"), tuple((one, "", "") for one in asked), 20)
    yield Task(3, "My judgement in three sentences, with one that begins “The sources do not tell us …”.", 4)


def _timings() -> Iterator[Block]:
    yield Heading("In 30 minutes")
    yield Grid(
        ("Minutes", "What happens", "What to watch for"),
        (
            ("0–5", "The question alone. Hands: who expects what?", "Nobody has read anything yet; say so."),
            ("5–15", "Pairs read both accounts and fill in the organiser.", "Judge the witness, not the nicer story."),
            ("15–22", "Corners: A, B, cannot tell. One reason each.", "“Cannot tell” is an answer and needs a reason."),
            ("22–27", "The reveal. Who changes corner, and why?", "A name is no proof either."),
            ("27–30", "Three sentences of judgement.", "What remains open stays open."),
        ),
        8,
        (1, 3, 3),
    )


def _reveal(kit: Kit, is_close: bool = False) -> Iterator[Block]:
    """Yield who said what; *is_close* puts the works of an account in one paragraph."""
    yield Heading("The reveal")
    for one in kit.accounts:
        yield Text(one.whole, f"Account {one.letter}:")
        works = [" · ".join(one.works)] if is_close and one.works else one.works
        for work in works:
            yield Text(work, look="small")
    yield Text(kit.reading, "The atlas’s reading:")
    if kit.open_points:
        yield Text(" ".join(kit.open_points), "What remains open:")
