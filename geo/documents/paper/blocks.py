"""What a sheet for a class is made of, whichever file it becomes: one list of parts, from top to bottom.

:mod:`geo.documents.paper.paper_pdf` and :mod:`geo.documents.paper.paper_docx` draw the same list, so that both files
say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Account",
    "Accounts",
    "Bar",
    "Bars",
    "Block",
    "Break",
    "Code",
    "Entries",
    "Fields",
    "Gallery",
    "Grid",
    "Heading",
    "Picture",
    "Space",
    "Standing",
    "Task",
    "Terms",
    "Text",
    "Title",
    "texts",
]

#: Who counted: a party to the fight, somebody who saw it from outside, or a later work.  A bar shows it without colour.
Standing = Literal["a", "b", "witness", "later"]
Look = Literal["story", "body", "soft", "small"]


@dataclass(frozen=True)
class Title:
    """What stands at the head: *above* in small type, the title, *below* its time."""

    text: str
    above: str = ""
    below: str = ""


@dataclass(frozen=True)
class Fields:
    """Lines to be filled in by hand, such as name and date."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of a part."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; *label* stands before it in bold."""

    text: str
    label: str = ""
    look: Look = "body"


@dataclass(frozen=True)
class Picture:
    """A picture across the page.

    Attributes
    ----------
    ratio : of its height to its width.
    alt : what it shows, for who cannot see it.
    """

    jpeg: bytes
    ratio: float
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Gallery:
    """Small pictures, two beside each other; *note* says how to read them, in what an odd number leaves free."""

    pictures: tuple[Picture, ...]
    note: str = ""


@dataclass(frozen=True)
class Entries:
    """A numbered list in two columns: number, title, what is said of it."""

    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Bar:
    """One figure: *label* says whose it is, *note* where it stands; *low* and *high* are its ends."""

    label: str
    note: str
    text: str
    low: float
    high: float
    standing: Standing


@dataclass(frozen=True)
class Bars:
    """Figures of one thing by who gives them, on one scale."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Terms:
    """Words with what they mean."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Task:
    """A task with lines to write on; *lines* is how many it has at least."""

    number: int
    text: str
    lines: int = 4


@dataclass(frozen=True)
class Space:
    """Something to draw, in a box of what room is left on the page; without room it is left out.

    Attributes
    ----------
    has_room : the page is known to have some, so that a file whose pages are not measured holds it too.
    """

    text: str
    has_room: bool = False


@dataclass(frozen=True)
class Account:
    """One of two accounts: its letter, what it says, and what is known of it as name and value."""

    letter: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Accounts:
    """Two accounts beside each other."""

    pair: tuple[Account, Account]


@dataclass(frozen=True)
class Grid:
    """A table; an empty cell is to be filled in by hand, in a row of *row_mm*.

    Attributes
    ----------
    shares : what each column has of the width; empty for the same.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_mm: float = 6.0
    shares: tuple[int, ...] = ()

    def widths(self, whole: float) -> list[float]:
        """Return how wide each column is; all take *whole*.

        Examples
        --------
        >>> Grid(("Minutes", "What"), (), shares=(1, 3)).widths(180.0), Grid(("A", "B"), ()).widths(180.0)
        ([45.0, 135.0], [90.0, 90.0])
        """
        shares = self.shares or (1,) * len(self.head)
        return [whole * share / sum(shares) for share in shares]


@dataclass(frozen=True)
class Code:
    """An address, printed as a code that a telephone reads."""

    url: str
    text: str


@dataclass(frozen=True)
class Break:
    """What follows begins a page, or stands below a line along which the sheet is folded."""

    fold: str = ""


Block = (
    Title
    | Fields
    | Heading
    | Text
    | Picture
    | Gallery
    | Entries
    | Bars
    | Terms
    | Task
    | Space
    | Accounts
    | Grid
    | Code
    | Break
)


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield every text that a reader sees, in order; a test holds each file to it."""
    for block in blocks:
        match block:
            case Title():
                yield from (block.above, block.text, block.below)
            case Fields():
                yield from block.names
            case Heading() | Break():
                yield block.text if isinstance(block, Heading) else block.fold
            case Text():
                yield from (block.label, block.text)
            case Picture():
                yield block.caption
            case Gallery():
                yield from (picture.caption for picture in block.pictures)
                yield block.note
            case Entries():
                yield from (text for row in block.rows for text in row)
            case Bars():
                yield block.title
                yield from (text for bar in block.bars for text in (bar.label, bar.note, bar.text))
            case Terms():
                yield from (text for row in block.rows for text in row)
            case Task():
                yield f"{block.number}. {block.text}"
            case Accounts():
                for account in block.pair:
                    yield from (f"Account {account.letter}", account.text)
                    yield from (text for fact in account.facts for text in fact)
            case Grid():
                yield from (*block.head, *(cell for row in block.rows for cell in row))
            case Code():
                yield block.text
            case Space():  # stands where there is room
                pass
