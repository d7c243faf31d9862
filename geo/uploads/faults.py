"""What is wrong with the rows of a visitor's table: the first problems as they are found, and the number of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from geo.core.text import clipped
from geo.uploads.limits import MAX_PROBLEMS

__all__ = ["SHORT_YEAR", "TOO_EARLY", "Cells", "Faults", "WholeFault", "by_value", "emptied"]

#: The cells of each field, indexed by row number.
Cells = Mapping[str, pd.Series]
#: Rows before the year 1 are told of under this name, in one sentence however few they are.
TOO_EARLY = "dates before the year 1"
#: So are rows whose year has two digits.
SHORT_YEAR = "years of two digits"
_PART_ROWS = 50_000  # whose values are held as Python objects at a time
_MOST_KNOWN = 50_000  # values that are remembered from one part to the next
_DIGITS = frozenset("0123456789")  # with which nothing that says “nothing” begins
_LEAST_WHOLE = 3  # rows with a fault, from which on it may be one of the whole column
_COLUMNS = {"row": "int64", "column": "str", "found": "str", "right": "str"}


class WholeFault(NamedTuple):
    """A fault of a whole column: its name, how many rows have it, one sentence with one remedy, and the field."""

    column: str
    row_count: int
    words: str
    field: str = ""


class Faults:
    """Problems being gathered.

    Attributes
    ----------
    count : how many there are.
    is_bad : for every row of the table, whether it has one for which it can be no event.
    """

    def __init__(self, columns: Mapping[str, str], rows: pd.Index) -> None:
        self._columns, self._rows = columns, rows
        self._frames: list[pd.DataFrame] = []
        self._of_field: dict[str, tuple[int, str, str]] = {}
        self._rows_of: dict[str, list[pd.Index]] = {}
        self.count = 0
        self.is_bad = np.zeros(len(rows), dtype=bool)

    def add(self, name: str, found: pd.Series, right: pd.Series | str, *, costs_event: bool = True) -> None:
        """Note the cells *found*, indexed by row number, with what would be right.

        Parameters
        ----------
        costs_event : no event can be made of such a row; else only what the cell would have said is missing.
        """
        if not len(found):
            return
        self.count += len(found)
        if costs_event:
            self.is_bad |= self._rows.isin(found.index)
        first = found.iloc[:MAX_PROBLEMS]
        known = self._of_field.get(
            name, (0, str(first.iloc[0]), right if isinstance(right, str) else str(right.iloc[0]))
        )
        self._of_field[name] = (known[0] + len(found), *known[1:])
        self._rows_of.setdefault(name, []).append(found.index)
        self._frames.append(
            pd.DataFrame(
                {
                    "row": first.index,
                    "column": self._columns.get(name) or _WORDS.get(name, name),
                    "found": [clipped(text, 80) for text in first.astype(str)],
                    "right": right if isinstance(right, str) else right.iloc[:MAX_PROBLEMS],
                },
                index=first.index,
            )
        )

    def read_as(self, names: Sequence[str]) -> str:
        """Return the first of the fields *names* that a column of the table was taken for; the first if none was."""
        return next((name for name in names if self._columns.get(name)), names[0])

    def rows_of(self, names: Iterable[str]) -> np.ndarray:
        """Return for every row of the table whether a fault was noted under one of *names*."""
        found = np.zeros(len(self._rows), dtype=bool)
        for name in names:
            for rows in self._rows_of.get(name, ()):
                found |= self._rows.isin(rows)
        return found

    def whole(self) -> tuple[WholeFault, ...]:
        """Return the faults that half of all rows or more have in one column."""
        found = []
        for name, (count, example, right) in self._of_field.items():
            is_everywhere = len(self._rows) > 1 and count >= len(self._rows)
            if (
                count < max(_LEAST_WHOLE, len(self._rows) / 2)
                and not is_everywhere
                and name not in (TOO_EARLY, SHORT_YEAR)
            ):
                continue
            column = self._columns.get(name) or name
            share = "All" if count >= len(self._rows) else f"{count:,} of"
            if self._columns.get(name) and not example:
                words = f"{share} {len(self._rows):,} rows have nothing in the column “{clipped(column, 60)}”: {right}"
                found.append(WholeFault(column, count, words, name))
                continue
            where = f"in the column “{clipped(column, 60)}”" if self._columns.get(name) else f"have no {column}"
            shown = f", such as “{clipped(example, 40)}”" if example and example not in right else ""
            words = f"{share} {len(self._rows):,} rows have a fault {where}{shown}: {right}"
            if not self._columns.get(name):
                words = f"{share} {len(self._rows):,} rows {_LACKS.get(name, where)}{shown}: {right}"
            found.append(WholeFault(column, count, words, name))
        return tuple(found)

    def table(self) -> pd.DataFrame:
        """Return the first of them in the order of the file, of each row all or none."""
        empty = pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
        whole = pd.concat([empty, *self._frames]).sort_values("row", kind="stable").reset_index(drop=True)
        if len(whole) <= MAX_PROBLEMS:
            return whole
        cut = whole["row"].iloc[MAX_PROBLEMS]
        return whole[whole["row"] < cut] if whole["row"].iloc[0] < cut else whole.iloc[:MAX_PROBLEMS]


#: What a field is called where no column was taken for it.
_WORDS = {"date_edtf": "date"}
_LACKS = {
    TOO_EARLY: "have a date before the year 1 and are left out",
    SHORT_YEAR: "have a date whose year has two digits",
    "date_edtf": "have no date",
    "the whole row": "have more or fewer cells than the header",
}


def by_value(column: pd.Series, change: Callable[[str], Any]) -> pd.Series:
    """Return *column* with each different value changed once, or at most once in each part of a long one."""
    if not len(column):
        return column
    parts = []
    known: dict[str, Any] = {}
    for start in range(0, len(column), _PART_ROWS):
        codes, texts = pd.factorize(column.iloc[start : start + _PART_ROWS].array)
        given = texts.tolist()
        if len(known) > _MOST_KNOWN:
            known.clear()
        known |= {text: change(text) for text in given if text not in known}
        parts.append(_array([known[text] for text in given]).take(codes))
    whole = parts[0] if len(parts) == 1 else pd.concat([pd.Series(part) for part in parts], ignore_index=True).array
    return pd.Series(whole, index=column.index)


def emptied(column: pd.Series, is_nothing: Callable[[str], bool]) -> pd.Series:
    """Return *column* with the cells empty that hold nothing; the same one, and no second copy, if none does."""
    texts = pd.unique(column[column.str.len().between(1, 20)]).tolist()
    found = [text for text in texts if text[0] not in _DIGITS and is_nothing(text)]
    return column.mask(column.isin(found), "") if found else column


def _array(values: list[Any]) -> Any:
    """Return values as an array of their own kind; texts without Python objects, tuples and ``None`` as they are."""
    kinds = {type(value) for value in values}
    if kinds == {str}:
        return pd.array(values, dtype="str")
    if kinds <= {float, int} or kinds == {bool}:
        return np.array(values)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found
