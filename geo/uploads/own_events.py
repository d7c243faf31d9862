"""A visitor's table + which column is what → a :class:`~geo.record.tables.Dataset`, and every problem of its rows.

Rows without fault become events; a row whose date cannot be read, or whose position lies off the
globe, waits until it is mended, and is never dropped in silence.  A row whose position cannot be
read at all is told of as well, and is an event without a place on the map until it is mended, like
a row with the name of a place and no coordinates until it is located.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.core.spreadsheet import harmless
from geo.core.text import clipped, counted
from geo.geocoding.ranking import Located, Wanted
from geo.record.tables import Dataset
from geo.uploads.cells.dates import Order
from geo.uploads.cells.figures import figures
from geo.uploads.cells.nothing import is_nothing
from geo.uploads.columns import grid_columns, one_side
from geo.uploads.columns.column_mapping import tells
from geo.uploads.columns.fields import FIELDS
from geo.uploads.columns.head_words import counted_in
from geo.uploads.columns.own_columns import beyond
from geo.uploads.faults import Faults, WholeFault, by_value, emptied
from geo.uploads.raw_table import RawTable, mended
from geo.uploads.rows.own_dataset import dataset
from geo.uploads.rows.row_dates import dates
from geo.uploads.rows.row_facts import ids, kinds, titles
from geo.uploads.rows.row_places import places
from geo.uploads.rows.sense import Remark, on_a_grid, remarks

__all__ = ["Reading", "bad_rows_csv", "mended", "read", "rows_given_back"]

_SHORT = {"title": 300, "place_title": 300, "side_a": 200, "side_b": 200, "chapter": 200, "country_then": 200}
#: Fields whose cells may end with the number of a footnote, as tables of encyclopedias have them.
_MARKED = (
    *("date_edtf", "date_start", "date_end", "year", "end_year", "latitude", "longitude", "coordinates"),
    *("low", "best", "high"),
)
_MARKS = re.compile(
    r"(?<=[\w.°'\"′″)+])(?:\s*\[(?:\d{1,3}|[a-z]|(?:note|nb|fn|anm\.?|прим\.?) ?\d{1,2}|citation needed)\])+\Z"
)
_PART_ROWS = 50_000  # whose cells are held as Python objects at a time
_MOST_GIVEN_BACK = 1_000_000  # cells


@dataclass(frozen=True)
class Reading:
    """What a table gives.

    Attributes
    ----------
    raw : the table as it was found.
    dataset : the events of all rows of which one can be made.
    problems : the first ones, one row each, in the order of the file: ``row``, ``column``, ``found``, ``right``.
    problem_count : how many there are in all.
    bad : the rows in which those first problems stand, as found, indexed by row number.
    bad_count : how many rows have a fault for which they are no event.
    wanted : places that have a name and no coordinates in the table, located meanwhile or not.
    asks_order : whether day and month of some dates could be exchanged, and only the visitor knows.
    notes : what was understood in a way that the visitor should know, in words.
    whole : faults of whole columns, each in one sentence; their rows are among the problems, too.
    remarks : what does not look right in the whole, each with a change of the columns that would mend it.
    """

    raw: RawTable
    dataset: Dataset
    problems: pd.DataFrame
    problem_count: int
    bad: pd.DataFrame
    bad_count: int
    wanted: list[Wanted]
    asks_order: bool
    notes: tuple[str, ...]
    whole: tuple[WholeFault, ...] = ()
    remarks: tuple[Remark, ...] = ()


def rows_given_back(reading: Reading) -> int:
    """Return how many rows :func:`bad_rows_csv` has."""
    return min(len(reading.bad), max(1, _MOST_GIVEN_BACK // max(1, len(reading.bad.columns))))


def bad_rows_csv(reading: Reading) -> str:
    """Return the first rows with a fault as CSV, with a column that says what is wrong; nothing in it is a formula."""
    given = reading.bad.iloc[: rows_given_back(reading)]
    found = reading.problems
    reasons = (found["column"] + ": " + found["found"] + " – " + found["right"]).groupby(found["row"]).agg(" | ".join)
    table = given.assign(**{"what is wrong": reasons.reindex(given.index)})
    safe = {harmless(str(name)): [harmless(str(text)) for text in cells] for name, cells in table.items()}
    return str(pd.DataFrame(safe, index=table.index).to_csv(index_label="row", lineterminator="\r\n"))


def read(
    raw: RawTable, mapping: Mapping[str, str], order: Order = "", located: Mapping[str, Located] | None = None
) -> Reading:
    """Return the events of *raw*, and what stands against its other rows.

    Parameters
    ----------
    mapping : name of the column by field of :data:`geo.uploads.columns.fields.FIELDS`; empty or absent where
        there is none.
    order : how day and month follow each other in dates that do not tell themselves.
    located : coordinates found for rows of an earlier reading's ``wanted``, by their ``row_id``.
    """
    faults, notes = Faults(mapping, raw.frame.index), list(raw.notes)
    empty = pd.Series("", index=raw.frame.index, dtype="str")
    cells = {name: emptied(raw.frame[mapping[name]], is_nothing) if mapping.get(name) else empty for name in FIELDS}
    faults.add("the whole row", raw.ragged, "give the row as many cells as the header has; is a separator unquoted?")
    for name in _MARKED:
        if mapping.get(name):
            cells[name] = _without_marks(cells[name], mapping[name], notes)
    for name, most in _SHORT.items():
        cells[name] = by_value(cells[name], lambda text: " ".join(text.split()))
        long = cells[name].str.len() > most
        if long.any():
            cells[name] = cells[name].where(~long, cells[name].str.slice(0, most - 1) + "…")
            notes.append(f"cut after {most} characters: {counted(int(long.sum()), 'cell')} of {mapping[name]}")
    if (end := mapping.get("date_end", "")) and not (tells("date_end", end) or tells("end_day", end)):
        notes.append(f"the column “{clipped(end, 40)}” is read as the last days of the events")
    when = dates(cells, mapping.get("date_prec", ""), order, faults, notes)
    where = places(cells, faults, located or {}, notes, raw.frame.columns)
    if not where["plotted"].any():
        notes += [
            *on_a_grid(raw.frame),
            *grid_columns.unnamed(raw.frame.drop(columns=[*filter(None, mapping.values())])),
        ]
    killed = figures(cells, dict(mapping), notes)
    notes += one_side.told(mapping, raw.frame.columns)
    measure = counted_in(mapping.get("best", ""))
    if measure != "killed":
        notes.append(f"the column “{clipped(mapping['best'], 40)}” is read as all casualties, not as the killed alone")
    kind = kinds(cells["kind"], notes)
    title = titles(cells, raw.frame, mapping, notes)
    problems, good = faults.table(), ~faults.is_bad
    seen = remarks(cells, where, mapping)
    rows = pd.DataFrame({**cells, "title": title, "kind": kind, "date_edtf": when.edtf, "time": when.clock}, copy=False)
    cells.clear()
    if not good.all():
        rows, where, killed = rows[good], where[good], killed[good]
    rows.insert(0, "row", rows.index)
    rows.index = pd.Index(ids(rows["id"], notes), name="id")
    more = beyond(raw.frame, mapping, rows)
    waiting = rows[where["wanted"].to_numpy()]
    wanted = [
        Wanted(str(row.row), row.place_title, row.country_then, row.date_edtf)
        for row in waiting.itertuples(index=False)
    ]
    digest = _digest(raw, mapping, order, located or {})
    given = [killed, where, rows]
    del killed, where, rows, waiting, empty  # which may be large: it is let go as soon as it has been used
    return Reading(
        raw=raw,
        dataset=dataset(raw.name, digest, given.pop(), given.pop(), given.pop(), more, measure=measure),
        problems=problems,
        problem_count=faults.count,
        bad=raw.frame[raw.frame.index.isin(problems["row"])],
        bad_count=int(faults.is_bad.sum()),
        wanted=wanted,
        asks_order=when.asks_order,
        notes=(*notes, *(one.words for one in seen)),
        whole=faults.whole(),
        remarks=tuple(seen),
    )


def _without_marks(column: pd.Series, name: str, notes: list[str]) -> pd.Series:
    """Return *column* without the numbers of footnotes behind its cells, which are counted."""
    marked = column[column.str.endswith("]")]
    marked = marked[marked.str.contains(_MARKS, regex=True)] if len(marked) else marked
    if not len(marked):
        return column
    notes.append(
        f"marks of footnotes are passed over in {counted(len(marked), 'cell')} of {name}, such as "
        f"“{clipped(str(marked.iloc[0]), 40)}”"
    )
    return column.where(~column.index.isin(marked.index), column.str.replace(_MARKS, "", regex=True))


def _digest(raw: RawTable, mapping: Mapping[str, str], order: Order, located: Mapping[str, Located]) -> str:
    """Return what changes with anything that the events are made of."""
    digest = hashlib.sha256()
    for start in range(0, len(raw.frame), _PART_ROWS):
        digest.update(pd.util.hash_pandas_object(raw.frame.iloc[start : start + _PART_ROWS]).to_numpy().tobytes())
    said = repr((sorted(mapping.items()), order, sorted(located.items(), key=lambda item: item[0])))
    digest.update(said.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
