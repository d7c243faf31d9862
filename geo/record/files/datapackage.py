"""The files of a data package as text: rows with their line numbers, and what cannot be read.

Nothing is converted here and nothing is judged but the shape: is the file there, is it
UTF-8, has it the columns of :mod:`geo.record.schema`, has every row as many fields as the header.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.record.schema import TABLES, Table

__all__ = ["Package", "Problem", "Row", "Sheet", "read"]

#: What says what the whole atlas is; :mod:`geo.record.atlas` reads it.
ATLAS_FILE = "atlas.yml"
MAX_FILE_BYTES = 200_000_000


@dataclass(frozen=True, order=True)
class Problem:
    """One complaint about one spot of a data package.

    Attributes
    ----------
    file, line, column : where; ``line`` counts from 1, the header; 0 means the whole file.
    message : what was found and what would be right.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line: column: message``, leaving out what does not apply."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


@dataclass(frozen=True)
class Row:
    """One record: the line it starts on and its cells by column name, stripped of edge blanks."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of *column*."""
        return self.cells[column]


@dataclass(frozen=True)
class Sheet:
    """One table as read."""

    table: Table
    rows: tuple[Row, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows in file order."""
        return iter(self.rows)


@dataclass(frozen=True)
class Package:
    """All tables as read, and every problem of their shape.

    Attributes
    ----------
    digest : twelve hexadecimal digits that change with any byte of any table.
    """

    folder: Path
    sheets: Mapping[str, Sheet]
    problems: tuple[Problem, ...] = ()
    digest: str = ""


def read(folder: Path) -> Package:
    """Return the package in *folder*; whatever cannot be read becomes a problem, never an error."""
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for table in TABLES:
        path = folder / table.file
        sheet, found, raw = Sheet(table), [], b""
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                found = [Problem(table.file, 0, "", f"is larger than {MAX_FILE_BYTES // 1_000_000} MB")]
            else:
                raw = path.read_bytes()
                sheet, found = _sheet(table, raw)
        except FileNotFoundError:
            if not table.is_optional:
                found = [Problem(table.file, 0, "", f"is missing; a data package needs all of {_all_files()}")]
        except OSError as error:
            found = [Problem(table.file, 0, "", f"cannot be read ({error.strerror})")]
        digest.update(raw)
        sheets[table.name] = sheet
        problems += found
    with contextlib.suppress(OSError):  # said where it is read
        digest.update((folder / ATLAS_FILE).read_bytes())
    return Package(folder, sheets, tuple(problems), digest.hexdigest()[:12])


def _all_files() -> str:
    return ", ".join(table.file for table in TABLES if not table.is_optional)


def _sheet(table: Table, raw: bytes) -> tuple[Sheet, list[Problem]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        complaint = f"byte {raw[error.start]:#04x} is not UTF-8; save the file with the encoding UTF-8"
        return Sheet(table), [Problem(table.file, line, "", complaint)]
    if not text.strip():
        complaint = f"is empty; the first line must name the columns {', '.join(table.header)}"
        return Sheet(table), [Problem(table.file, 0, "", complaint)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Sheet(table), [Problem(table.file, line, "", "contains a NUL byte; this is no CSV text")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    header: list[str] = []
    start = 1
    try:
        for number, record in enumerate(reader):
            line, start = start, reader.line_num + 1
            if number == 0:
                header = [name.strip() for name in record]
                problems += _header_problems(table, header)
            elif any(cell.strip() for cell in record):
                if len(record) != len(header):
                    complaint = f"has {len(record)} fields, the header has {len(header)}; is a comma unquoted?"
                    problems.append(Problem(table.file, line, "", complaint))
                    continue
                cells = dict(zip(header, (cell.strip() for cell in record), strict=True))
                rows.append(Row(line, {name: cells.get(name, "") for name in table.header}))
    except csv.Error as error:
        problems.append(Problem(table.file, reader.line_num, "", f"is no valid CSV ({error})"))
    return Sheet(table, tuple(rows)), problems


def _header_problems(table: Table, header: list[str]) -> Iterator[Problem]:
    for name in table.header:
        if name not in header:
            yield Problem(table.file, 1, name, "column is missing")
    for name in header:
        if name not in table.header:
            shown = name if name.isprintable() else ascii(name)  # a line break would end the complaint
            complaint = f"column is not known; the columns are {', '.join(table.header)}"
            yield Problem(table.file, 1, shown or "(empty)", complaint)
    for name in {name for name in table.header if header.count(name) > 1}:
        yield Problem(table.file, 1, name, f"column stands {header.count(name)} times")
