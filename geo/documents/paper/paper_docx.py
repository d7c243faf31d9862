"""The parts of a sheet → a Word file that a teacher can edit; LibreOffice and Pages open it too.

The text is that of the PDF.  Bars are made of characters, so that they can be edited like it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from geo.citation import attribution
from geo.core.edtf import spoken
from geo.core.text import unprintable
from geo.documents.paper.blocks import (
    Account,
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
from geo.documents.paper.sheet import LOOKS, SOFT, TEXT_MM
from geo.query.choices import PAPERS
from geo.record import tables

__all__ = ["docx"]

_SERIF, _BODY = "Georgia", "Calibri"
_WIDTH = Mm(TEXT_MM)
_SOFT = RGBColor(*SOFT)
_BOX_MM = 45  # to draw or to note in
_MOST_SIGNS = 26  # of the longest bar
_SIGNS = {"a": "█", "b": "▒", "witness": "□", "later": "░"}


def docx(title: str, blocks: Sequence[Block], made_on: dt.date, paper: str = "a4") -> bytes:
    """Return *blocks* as a Word file (Office Open XML) for *paper*, of :data:`geo.query.choices.PAPERS`."""
    written = _Paper(title, made_on, paper)
    for block in blocks:
        written.draw[type(block)](block)
    raw = io.BytesIO()
    written.document.save(raw)
    return raw.getvalue()


def _clean(text: str) -> str:
    """Return *text* on one line, without what XML cannot hold."""
    line = " ".join(str(text).split())
    while mark := unprintable(line):
        line = line.replace(mark, " ")
    return "".join(one for one in line if one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")


def _row(table: Any) -> Any:
    """Add a row to *table* that no page break cuts."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


class _Paper:
    """The file while it is written."""

    def __init__(self, title: str, made_on: dt.date, paper: str) -> None:
        self.document = Document()
        self.draw: dict[type, Callable[[Any], None]] = {
            Title: self._title,
            Fields: self._fields,
            Heading: self._heading,
            Text: self._text,
            Picture: self._picture,
            Gallery: self._gallery,
            Entries: self._entries,
            Bars: self._bars,
            Terms: self._terms,
            Task: self._task,
            Space: self._space,
            Accounts: self._accounts,
            Grid: self._grid,
            Code: self._code,
            Break: self._break,
        }
        self._set_up(title, made_on, paper)

    def _set_up(self, title: str, made_on: dt.date, paper: str) -> None:
        page, (width_mm, height_mm) = self.document.sections[0], PAPERS[paper]
        page.page_width, page.page_height = Mm(width_mm), Mm(height_mm)
        page.left_margin = page.right_margin = Mm((width_mm - TEXT_MM) / 2)
        page.top_margin, page.bottom_margin = Mm(10), Mm(13)
        page.header_distance, page.footer_distance = Mm(5), Mm(6)
        about = self.document.core_properties
        about.title, about.author, about.language = _clean(title)[:255], _clean(tables.atlas().title)[:255], "en"
        about.created = about.modified = dt.datetime.combine(made_on, dt.time())
        about.comments = ""
        for name, family, size in (
            ("Normal", _BODY, LOOKS["body"][1]),
            ("Title", _SERIF, 22),
            ("Heading 1", _SERIF, 12.5),
            ("Heading 2", _BODY, 11),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = family, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(script), None)
            fonts.set(qn("w:hAnsi"), family)
            style.paragraph_format.space_before = Pt(6 if name.startswith("Heading") else 0)
            style.paragraph_format.space_after = Pt(3)
            style.paragraph_format.line_spacing = 1.08  # other types in the place of these are wider
        made = spoken(made_on.isoformat())
        foot = page.footer.paragraphs[0]
        self._run(foot, f"Data and texts: {attribution.LICENCE} · Made on {made}", 8, is_soft=True)

    def _run(
        self, paragraph: Paragraph, text: str, size: float = 0, is_bold: bool = False, is_soft: bool = False,
        family: str = "",
    ) -> None:  # fmt: skip
        run = paragraph.add_run(_clean(text) if text.strip() else text)
        run.bold = is_bold or None
        if size:
            run.font.size = Pt(size)
        if is_soft:
            run.font.color.rgb = _SOFT
        if family:
            run.font.name = family

    def _say(
        self, text: str, size: float = 0, is_bold: bool = False, is_soft: bool = False, family: str = ""
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        self._run(paragraph, text, size, is_bold, is_soft, family)
        return paragraph

    # --- head and text ---

    def _title(self, block: Title) -> None:
        self._say(block.above, 9, is_soft=True).paragraph_format.space_after = Pt(0)
        heading = self.document.add_paragraph(style="Title")
        heading.add_run(_clean(block.text))
        if block.below:
            self._say(block.below, 10.5, is_soft=True)

    def _fields(self, block: Fields) -> None:
        paragraph = self.document.add_paragraph()
        width = _WIDTH // len(block.names)
        for index, name in enumerate(block.names):
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                int(width * (index + 1) - Mm(4)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES
            )
            self._run(paragraph, name, 10, is_bold=True)
            paragraph.add_run("\t ")

    def _heading(self, block: Heading) -> None:
        self.document.add_heading(_clean(block.text), 1)

    def _text(self, block: Text) -> None:
        paragraph = self.document.add_paragraph()
        (_, size, _), is_soft = LOOKS[block.look], block.look in ("soft", "small")
        if block.look == "small":
            paragraph.paragraph_format.space_after = Pt(1)
        if block.label:
            self._run(paragraph, block.label, size, is_bold=True, is_soft=is_soft)
            paragraph.add_run(" ")
        self._run(paragraph, block.text, size, is_soft=is_soft, family=_SERIF if block.look == "story" else "")

    # --- pictures ---

    def _picture(self, block: Picture) -> None:
        self._image(self.document.add_paragraph(), block, _WIDTH)
        if block.caption:
            self._say(block.caption, LOOKS["small"][1], is_soft=True)

    def _image(self, paragraph: Paragraph, block: Picture, width: int) -> None:
        shape = paragraph.add_run().add_picture(io.BytesIO(block.jpeg), width=width)
        about = shape._inline.docPr
        about.set("descr", _clean(block.alt))
        about.set("title", "")

    def _gallery(self, block: Gallery) -> None:
        table = self._table(2)
        for index in range(0, len(block.pictures), 2):
            cells = _row(table).cells
            for cell, one in zip(cells, block.pictures[index : index + 2], strict=False):
                self._image(cell.paragraphs[0], one, Mm(86))
                self._run(cell.add_paragraph(), one.caption, 8.5, is_soft=True)
        if block.note and len(block.pictures) % 2:
            self._run(table.rows[-1].cells[1].paragraphs[0], block.note, 8.5, is_soft=True)
        elif block.note:
            self._say(block.note, LOOKS["small"][1], is_soft=True)

    def _table(self, columns: int, is_ruled: bool = False) -> Any:
        table = self.document.add_table(rows=0, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if is_ruled:
            table.style = "Table Grid"
        return table

    # --- lists ---

    def _in_columns(self, rows: Sequence[Any]) -> Iterator[tuple[Paragraph, Any]]:
        """Yield a paragraph for each of *rows*, in two columns that are read down, as on the PDF."""
        table, half = self._table(2), (len(rows) + 1) // 2
        for index in range(half):
            for cell, row in zip(_row(table).cells, rows[index::half], strict=False):
                yield cell.paragraphs[0], row

    def _entries(self, block: Entries) -> None:
        for paragraph, (number, title, says) in self._in_columns(block.rows):
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(8), Mm(-8)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
            self._run(paragraph, number, 9.5, is_bold=True)
            paragraph.add_run("\t")
            self._run(paragraph, title, 9.5, is_bold=True)
            paragraph.add_run().add_break()
            self._run(paragraph, says, 8.5, is_soft=True)

    def _terms(self, block: Terms) -> None:
        for paragraph, (term, meaning) in self._in_columns(block.rows):
            self._run(paragraph, term, 9.5, is_bold=True)
            paragraph.add_run("  ")
            self._run(paragraph, meaning, 9.5)

    def _bars(self, block: Bars) -> None:
        self._say(block.title, 10.5, is_bold=True).paragraph_format.keep_with_next = True
        most = max((bar.high for bar in block.bars), default=0) or 1
        table = self._table(2)
        for number, bar in enumerate(block.bars, 1):
            who, what = _row(table).cells
            self._run(who.paragraphs[0], bar.label, 9)
            who.paragraphs[0].paragraph_format.space_after = Pt(0)
            self._run(who.add_paragraph(), bar.note, 7.5, is_soft=True)
            for paragraph in (*who.paragraphs, what.paragraphs[0]):  # all on one page: they are to be compared
                paragraph.paragraph_format.keep_with_next = number < len(block.bars)
            signs = _SIGNS[bar.standing] * max(round(bar.high / most * _MOST_SIGNS), 1)
            self._run(what.paragraphs[0], signs, 9)
            what.paragraphs[0].add_run(" ")
            self._run(what.paragraphs[0], bar.text, 9.5, is_bold=True)

    # --- to write on ---

    def _task(self, block: Task) -> None:
        paragraph = self._say(f"{block.number}. {block.text}", 11, family=_SERIF)
        paragraph.paragraph_format.keep_with_next = True
        for number in range(1, block.lines + 1):
            line = self.document.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(9), Pt(0)
            line.paragraph_format.keep_with_next = number < block.lines
            line.add_run("\t")

    def _grid(self, block: Grid) -> None:
        table = self._table(len(block.head), is_ruled=True)
        for index, row in enumerate((block.head, *block.rows)):
            line = _row(table)
            line.height = Mm(block.row_mm) if index else None
            for cell, text, width in zip(line.cells, row, block.widths(_WIDTH), strict=True):
                cell.width = Emu(round(width))
                self._run(cell.paragraphs[0], text, 9.5, is_bold=not index)
        for column, width in zip(table.columns, block.widths(_WIDTH), strict=True):
            column.width = Emu(round(width))
        table.autofit = False
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._say(" ", 3)  # or the next table would be one with this

    def _space(self, block: Space) -> None:
        """Write what to draw or note over an empty box, which grows with what is written in it."""
        if not block.has_room:
            return
        self._say(block.text, 11, family=_SERIF).paragraph_format.keep_with_next = True
        row = _row(self._table(1, is_ruled=True))
        row.height = Mm(_BOX_MM)

    def _accounts(self, block: Accounts) -> None:
        table = self._table(2, is_ruled=True)
        for cell, account in zip(_row(table).cells, block.pair, strict=True):
            self._account(cell, account)
        self._say(" ", 3)  # or the next table would be one with this

    def _account(self, cell: Any, account: Account) -> None:
        self._run(cell.paragraphs[0], f"Account {account.letter}", 11, is_bold=True)
        self._run(cell.add_paragraph(), account.text, 11.5, family=_SERIF)
        for name, value in account.facts:
            paragraph = cell.add_paragraph()
            self._run(paragraph, name, 9.5, is_bold=True, is_soft=True)
            paragraph.add_run(" ")
            self._run(paragraph, value, 9.5)

    def _code(self, block: Code) -> None:
        self._say(block.text, 8, is_soft=True)
        self._say(block.url, 8, is_soft=True)

    def _break(self, block: Break) -> None:
        if block.fold:
            self._say(f"- - - {block.fold} - - -", 8, is_soft=True)
        else:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
