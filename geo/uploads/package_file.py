"""A data package in one file → its dataset: the tables as a zip archive, or as a workbook with a sheet for each.

The package becomes the atlas of the visit: its events, places, names, figures, disagreements,
works, people, units.  What keeps tables from being joined is refused with the first complaints;
what is only weak is told as one note.  A table that is not there is made of what the others name.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

import pandas as pd

from geo.core.edtf import day_span
from geo.core.text import counted
from geo.errors import DateError, UploadError
from geo.record import atlas as atlas_files
from geo.record import rules, tables
from geo.record.atlas import Atlas
from geo.record.files import datapackage, movements, tour_files
from geo.record.files.datapackage import Package, Problem
from geo.record.files.tour_files import Tour
from geo.record.schema import TABLES, Table
from geo.record.tables import Dataset
from geo.record.validate import problems
from geo.uploads.files import archive
from geo.uploads.files.held_folder import HeldFolder
from geo.uploads.packed import members

__all__ = ["KIND", "MORE", "dataset", "files_of", "is_package", "joined_name"]

#: How a table is called that came from a package.
KIND = "data package"
#: Beside the tables of the schema: what a visitor's own table said beyond them.
MORE = "more.csv"
_SIGNS = {"events", "places"}
_BY_FILE = {table.file: table for table in TABLES}
_MOST_TOLD = 3
#: Columns that a finished record has filled, and that can be shown without.
_MAY_BE_EMPTY = frozenset(
    "chapter summary certainty country_then geo_basis geo_note role claimant_role claimant locator supports tier type "
    "our_reading reading_a reading_b about lang".split()
)
#: What must be right, or the tables cannot be joined; the other rules judge how good a record is.
_NEEDED = (
    rules.keys_are_unique,
    rules.references_lead_somewhere,
    rules.plotted_events_have_a_place,
    rules.no_event_is_part_of_itself,
    rules.figures_are_in_order,
)


def is_package(names: Iterable[str]) -> bool:
    """Whether the names of files or sheets, without ending, are those of a package's tables."""
    return {name.strip().lower() for name in names} >= _SIGNS


def files_of(book: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files of a package in an archive by their names; empty if it is none.

    Raises
    ------
    UploadError
        If a table is larger than can be read.
    """
    names = members(book)
    root = next((name[: -len("events.csv")] for name in sorted(names, key=len) if name.endswith("events.csv")), None)
    if root is None or (root and not root.endswith("/")):
        return {}
    inside = {name[len(root) :]: name for name in names if name.startswith(root)}
    if not is_package(name.removesuffix(".csv") for name in inside):
        return {}
    for name, member in inside.items():
        if book.getinfo(member).file_size > archive.MAX_MEMBER_BYTES:
            raise UploadError(f"{name} in the package is larger than {archive.MAX_MEMBER_BYTES // 1_000_000} MB")
    return {name: book.read(member) for name, member in inside.items()}


def dataset(files: Mapping[str, bytes], name: str, notes: list[str]) -> Dataset:
    """Return the package as a visitor's own dataset; *name* is the file's.

    Parameters
    ----------
    notes : takes what was made up for, and what is weak, in words.

    Raises
    ------
    UploadError
        If its tables cannot be joined; the message has the first complaints.
    """
    given = {file: files[file] for file in (*_BY_FILE, datapackage.ATLAS_FILE) if file in files}
    whole, more = _completed(given, notes)
    package = datapackage.read(cast(Any, HeldFolder(whole)))
    wrong = [one for one in problems(package, _NEEDED) if not _is_bearable(one)]
    itself, of_atlas = _atlas(whole, package, name)
    if wrong:
        shown = "; ".join(str(one)[:160] for one in wrong[:_MOST_TOLD])
        count = f"{len(wrong):,} problems" if len(wrong) > 1 else "a problem"
        raise UploadError(f"the package has {count}: {shown}. python -m geo check names all of them")
    if weak := len(problems(package)) + of_atlas:
        notes.append(f"python -m geo check has {weak:,} remarks on this package, which do not keep it from being shown")
    for folder in sorted({file.split("/")[0] for file in files if "/" in file} - {tour_files.FOLDER}):
        notes.append(f"what lies in the folder {folder[:40]} of the package is not shown here")
    found = tables.joined(package, itself)
    return replace(
        found,
        is_own=True,
        more=_more(files, more, found),
        years=_years(found, itself),
        movements=_movements(files, found, notes),
        tours=_tours(files, found, notes),
    )


def _movements(files: Mapping[str, bytes], found: Dataset, notes: list[str]) -> tuple[dict[str, Any], ...]:
    """Return the movements that can be drawn; *notes* takes how many cannot, and why the first cannot."""
    if movements.FILE not in files:
        return ()
    arrows, left_out, why = movements.of_package(found, files[movements.FILE])
    if left_out:
        notes.append(_not_shown(left_out, left_out + len(arrows), "movement", why))
    return arrows


def _tours(files: Mapping[str, bytes], found: Dataset, notes: list[str]) -> dict[str, Tour]:
    """Return the guided tours that can be walked through; *notes* likewise."""
    raw = {
        name.removeprefix(f"{tour_files.FOLDER}/").removesuffix(".yml"): data
        for name, data in files.items()
        if name.startswith(f"{tour_files.FOLDER}/") and name.endswith(".yml")
    }
    tours, left_out, why = tour_files.of_package(found, raw)
    if left_out:
        notes.append(_not_shown(left_out, len(raw), "guided tour", why))
    return tours


def _not_shown(left_out: int, of_all: int, what: str, why: str) -> str:
    are = "is" if left_out == 1 else "are"
    return f"{left_out:,} of {counted(of_all, what)} {are} not shown: {why[:200]}"


def _is_bearable(problem: Problem) -> bool:
    """Whether a complaint is of a cell that is empty and may be so before a record is finished."""
    return problem.column in _MAY_BE_EMPTY and problem.message.startswith("is empty;")


def joined_name(root: str) -> str:
    """Return how a package is called that came as *root*, without its ending."""
    return re.sub(r"\.(zip|xlsx|xlsm)\Z", "", root, flags=re.IGNORECASE)


def _completed(given: Mapping[str, bytes], notes: list[str]) -> tuple[dict[str, bytes], pd.DataFrame]:
    """Return all tables with all their columns, and the columns of the events that no schema knows."""
    whole = dict(given)
    more = pd.DataFrame()
    for file, table in _BY_FILE.items():
        if file not in given:
            continue
        rows, header = _rows(given[file])
        if set(header) == set(table.header) or not header:
            continue
        lacking = [column for column in table.header if column not in header]
        unknown = [column for column in header if column and column not in table.header]
        if table.name == "events" and unknown:
            more = pd.DataFrame([{column: row.get(column, "") for column in ("id", *unknown)} for row in rows])
            more = more.astype("str").drop_duplicates("id").set_index("id")
        elif unknown:
            notes.append(f"{file}: the columns {', '.join(unknown)[:100]} are not known, and left out")
        if lacking:
            notes.append(f"{file} has no column {', '.join(lacking)[:100]}; taken as empty")
        whole[file] = _written(table, rows)
    events, _ = _rows(whole["events.csv"])
    for file, table in _BY_FILE.items():
        if file not in whole:
            whole[file] = _written(table, _made(table.name, events))
            if not table.is_optional and _made(table.name, events):
                notes.append(f"{file} is missing; it is made of what the events name")
    return whole, more


def _made(name: str, events: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of a missing table, as far as the events name them."""
    if name == "chapters":
        found = dict.fromkeys(row["chapter"] for row in events if row["chapter"])
        return [{"id": one, "title": _titled(one)} for one in found]
    if name == "parties":
        sides: dict[str, str] = {}
        for end in ("a", "b"):
            for row in events:
                for one in (row[f"side_{end}"], *row[f"side_{end}_2nd"].split(", ")):
                    if one:
                        sides.setdefault(one, end)
        rows = [{"id": one, "title": _titled(one), "side": end} for one, end in sides.items()]
        joint = {"id": "both", "title": "both sides together", "side": "other", "members": ", ".join(sides)}
        return [*rows, joint] if rows and "both" not in sides else rows
    return []


def _titled(identifier: str) -> str:
    text = identifier.replace("-", " ")
    return text[:1].upper() + text[1:]


def _rows(raw: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of a table that can be read, and its header; what is wrong with it is told later."""
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        header = [name.strip() for name in next(reader, [])]
        rows = [dict(zip(header, record, strict=False)) for record in reader if any(map(str.strip, record))]
    except (UnicodeDecodeError, csv.Error):
        return [], []
    return [{name: row.get(name, "") for name in header} for row in rows], header


def _written(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.header, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _atlas(files: Mapping[str, bytes], package: Package, name: str) -> tuple[Atlas, int]:
    """Return what the package says of itself, and how much of that is wrong; of one that says nothing its name."""
    if atlas_files.FILE in files:
        itself, wrong = atlas_files.read(cast(Any, HeldFolder(files)))
        return replace(itself, base_map="world"), len(wrong)
    years = [year for row in package.sheets["events"] for year in _span(row["date_edtf"])]
    span = (min(years), max(years)) if years else (1900, 2000)
    title = joined_name(name)
    return Atlas(title=title, short_title=title, years=span), 0


def _span(date_edtf: str) -> tuple[int, ...]:
    try:
        span = day_span(date_edtf)
    except DateError:
        return ()
    return span.first.year, span.last.year


def _years(found: Dataset, itself: Atlas) -> tuple[int, int]:
    """Return the years of the slider; two at least, or it has nothing to slide over."""
    first, last = itself.years
    return (first, last) if first < last else (first, first + 1) if last < 9999 else (first - 1, last)


def _more(files: Mapping[str, bytes], more: pd.DataFrame, found: Dataset) -> pd.DataFrame:
    """Return what the events say beyond the schema, from their own table and from the one beside it."""
    rows, header = _rows(files.get(MORE, b""))
    if "event_id" in header:
        beside = pd.DataFrame(rows, dtype="str").drop_duplicates("event_id").set_index("event_id")
        more = beside if more.empty else more.join(beside, how="outer", rsuffix=" (2)").fillna("")
    if more.empty:
        return more
    return more.reindex(found.events.index, fill_value="").astype("str")
