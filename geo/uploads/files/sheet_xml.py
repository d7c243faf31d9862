"""The XML of a workbook as a stream: its sheets, its texts, its formats of dates, the rows of a sheet.

ECMA-376, part 1, chapter 18.  No tree is built, and what a table has no need of is passed over;
each kind of element has a budget, so that a small file cannot become a large one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from geo.errors import UploadError
from geo.uploads.files import damage
from geo.uploads.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS

__all__ = ["LAST_ROW", "Cell", "Sheet", "date_styles", "relations", "rows", "sheets", "texts"]

#: What a workbook can hold at most, as its format says.
LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MAX_DEPTH = 64
_MAX_HEAD = 100_000  # elements before the list of sheets has ended
_MAX_STYLES = 1_000_000  # elements before the formats of cells have ended; Excel writes 65,490 formats at most
_MAX_TEXTS, _MAX_TEXT_CHARACTERS = 3_000_000, 150_000_000
_MAX_BLANK_CELLS = 20_000_000

Attributes = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet as the workbook lists it; ``member`` is where the archive has it."""

    name: str
    member: str
    is_hidden: bool


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty: its column from 0, type, number of its style, and text as it stands."""

    column: int
    type: str
    style: int
    text: str


class _Done(Exception):  # noqa: N818 - no error: all that was looked for has been found
    """Ends the reading of a part before its end."""


class _Stream:
    """An XML parser that tells of elements without their prefixes, and refuses depth, entities and excess."""

    def __init__(self, start: Callable[[str, Attributes], None], end: Callable[[str], None], most: int = 0) -> None:
        self._start, self._end, self._most = start, end, most
        self._depth = self._elements = 0
        self._text: list[str] | None = None
        self._length = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes, is_last: bool = False) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise UploadError(
                f"the workbook cannot be read ({damage.of_xml(error)}); open it in a spreadsheet, save as CSV"
            ) from None

    def run(self, pieces: Iterable[bytes]) -> None:
        """Read a part to its end, or until what was looked for is found."""
        try:
            for piece in pieces:
                self.feed(piece)
            self.feed(b"", is_last=True)
        except _Done:
            return

    def listen(self) -> None:
        """Gather the text that follows."""
        self._text, self._length = [], 0

    def heard(self) -> str:
        """Return the text gathered, and gather no more."""
        found, self._text = "".join(self._text or ()), None
        return found

    def _started(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MAX_DEPTH:
            raise UploadError(
                f"the workbook cannot be read (its XML is nested more than {_MAX_DEPTH} deep); save the table as CSV"
            )
        if self._most and self._elements > self._most:
            raise UploadError(
                f"the workbook cannot be read (more than {self._most:,} formats or names); save the table as CSV"
            )
        self._start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    def _ended(self, tag: str) -> None:
        self._depth -= 1
        self._end(tag.rpartition(":")[2] if ":" in tag else tag)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._length += len(text)
            if self._length > MAX_CELL:
                raise UploadError(f"a cell of the workbook is longer than {MAX_CELL:,} characters")
            self._text.append(text)

    def _doctype(self, *_: object) -> None:
        raise UploadError("the workbook declares XML entities, which no spreadsheet writes")


def relations(pieces: Iterable[bytes]) -> dict[str, tuple[str, str]]:
    """Return kind and target of each part that another part refers to, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, attributes.get("Target", "")

    _Stream(start, _nothing, _MAX_HEAD).run(pieces)
    return found


def sheets(pieces: Iterable[bytes]) -> tuple[list[tuple[str, str, bool]], bool]:
    """Return name, id of the part and whether it is hidden of each sheet, and whether days count from 1904."""
    found: list[tuple[str, str, bool]] = []
    epochs: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            epochs.append(attributes.get("date1904", ""))
        elif tag == "sheet":
            part = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
            found.append((attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))

    def end(tag: str) -> None:
        if tag == "sheets":
            raise _Done

    _Stream(start, end, _MAX_HEAD).run(pieces)
    return found, "1" in epochs or "true" in epochs


def date_styles(pieces: Iterable[bytes]) -> tuple[list[int], dict[int, str]]:
    """Return the number of each cell format's number format, and the number formats that the workbook adds."""
    formats: list[int] = []
    codes: dict[int, str] = {}
    is_inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal is_inside
        if tag == "cellXfs":
            is_inside = True
        elif tag == "xf" and is_inside:
            formats.append(_int(attributes.get("numFmtId", "0")))
        elif tag == "numFmt":
            codes[_int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:255]

    def end(tag: str) -> None:
        if tag == "cellXfs":
            raise _Done

    _Stream(start, end, _MAX_STYLES).run(pieces)
    return formats, codes


def texts(pieces: Iterable[bytes]) -> list[str]:
    """Return the texts that cells share; how they are pronounced is left out."""
    found: list[str] = []
    parts: list[str] = []
    characters, phonetic = 0, 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal phonetic
        if tag == "rPh":
            phonetic += 1
        elif tag == "t" and not phonetic:
            stream.listen()

    def end(tag: str) -> None:
        nonlocal phonetic, characters
        if tag == "t" and not phonetic:
            parts.append(stream.heard())
        elif tag == "rPh":
            phonetic -= 1
        elif tag == "si":
            found.append("".join(parts))
            parts.clear()
            characters += len(found[-1])
            if len(found) > _MAX_TEXTS or characters > _MAX_TEXT_CHARACTERS:
                raise UploadError(
                    f"the workbook has more than {_MAX_TEXTS:,} texts or {_MAX_TEXT_CHARACTERS:,} characters; "
                    "leave out columns that are not needed, or load the rows in parts"
                )

    stream = _Stream(start, end)
    stream.run(pieces)
    return found


def rows(pieces: Iterable[bytes]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that have a cell with something in it, each with the number that the sheet gives it.

    Numbers come as they stand in the sheet: a damaged one has some twice, or backwards.

    Raises
    ------
    UploadError
        Where a row has more columns than can be read, or the sheet more cells.
    """
    parsing = _Rows()
    for piece in pieces:
        parsing.stream.feed(piece)
        yield from parsing.take()
    parsing.stream.feed(b"", is_last=True)
    yield from parsing.take()


class _Rows:
    """Rows coming out of the XML of a sheet."""

    def __init__(self) -> None:
        self.stream = _Stream(self._start, self._end)
        self._done: list[tuple[int, list[Cell]]] = []
        self._cells: list[Cell] = []
        self._row = 0
        self._column = -1
        self._of_row = self._blank = self._filled = 0
        self._type, self._style, self._text = "n", 0, ""
        self._parts: list[str] = []
        self._phonetic = 0

    def take(self) -> list[tuple[int, list[Cell]]]:
        found, self._done = self._done, []
        return found

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._column = _column(attributes.get("r", ""), self._column + 1, self._row)
            self._type, self._style = attributes.get("t", "n"), _int(attributes.get("s", "0"))
            self._text = ""
            self._of_row += 1
            if self._of_row > _LAST_COLUMN:
                raise UploadError(
                    f"row {self._row:,} has more than {_LAST_COLUMN:,} cells; at most {MAX_COLUMNS} columns can be read"
                )
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self.stream.listen()
        elif tag == "row":
            self._row = _row(attributes.get("r", ""), self._row + 1)
            self._column, self._of_row, self._cells = -1, 0, []
        elif tag == "rPh":
            self._phonetic += 1

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._text = self.stream.heard()
        elif tag == "t" and not self._phonetic:
            self._parts.append(self.stream.heard())
        elif tag == "rPh":
            self._phonetic -= 1
        elif tag == "is":
            self._text = "".join(self._parts)
            self._parts.clear()
        elif tag == "c":
            self._close_cell()
        elif tag == "row" and self._cells:
            self._done.append((self._row, self._cells))
            self._cells = []

    def _close_cell(self) -> None:
        if not self._text:
            self._blank += 1
            if self._blank > _MAX_BLANK_CELLS:
                raise UploadError(
                    f"up to row {self._row:,} the sheet has more than {_MAX_BLANK_CELLS:,} cells with nothing in them; "
                    "delete their formatting, or save the table as CSV"
                )
            return
        if self._column >= MAX_COLUMNS:
            raise UploadError(
                f"row {self._row:,} has {self._column + 1:,} columns; at most {MAX_COLUMNS} can be read. "
                "Leave out what is not needed"
            )
        self._filled += 1
        if self._filled > MAX_CELLS:
            raise UploadError(
                f"up to row {self._row:,} the sheet has more than {MAX_CELLS:,} cells; "
                "leave out columns that are not needed, or load the rows in parts"
            )
        self._cells.append(Cell(self._column, self._type, self._style, self._text))


def _row(text: str, following: int) -> int:
    if not text:
        return following
    number = _int(text)
    if not 1 <= number <= LAST_ROW:
        raise UploadError(
            f"the sheet has a row numbered {text[:20]}, but a workbook ends at row {LAST_ROW:,}; "
            "it is damaged. Open it in a spreadsheet and save it again"
        )
    return number


def _column(reference: str, following: int, row: int) -> int:
    """Return the column, from 0, of a cell such as ``AB12``."""
    if not reference:
        return following
    letters = reference.rstrip("0123456789").upper()
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise UploadError(
            f"the workbook cannot be read (row {row:,} has a cell at {reference[:20]!r}, which is no column); "
            "open it in a spreadsheet, save as CSV"
        )
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _int(text: str) -> int:
    """Return a number of the workbook's own counting; what is none counts as 0."""
    return int(text) if len(text) <= 10 and text.isascii() and text.isdigit() else 0


def _nothing(_: str) -> None:
    """Take the end of an element that says nothing."""
