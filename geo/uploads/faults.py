"""What is wrong with the rows of a visitor's table: the first problems as they are found, and the number of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.core.text import clipped
from geo.uploads.limits import MAX_PROBLEMS

__all__ = ["Cells", "Faults", "by_value"]

#: The cells of each field, indexed by row number.
Cells = Mapping[str, pd.Series]
_PART_ROWS = 50_000  # whose values are held as Python objects at a time
_COLUMNS = {"row": "int64", "column": "str", "found": "str", "right": "str"}


class Faults:
    """Problems being gathered.

    Attributes
    ----------
    count : how many there are.
    is_bad : for every row of the table, whether it has one.
    """

    def __init__(self, columns: Mapping[str, str], rows: pd.Index) -> None:
        self._columns, self._rows = columns, rows
        self._frames: list[pd.DataFrame] = []
        self.count = 0
        self.is_bad = np.zeros(len(rows), dtype=bool)

    def add(self, name: str, found: pd.Series, right: pd.Series | str) -> None:
        """Note the cells *found*, indexed by row number, with what would be right."""
        if not len(found):
            return
        self.count += len(found)
        self.is_bad |= self._rows.isin(found.index)
        first = found.iloc[:MAX_PROBLEMS]
        self._frames.append(
            pd.DataFrame(
                {
                    "row": first.index,
                    "column": self._columns.get(name) or name,
                    "found": [clipped(text, 80) for text in first.astype(str)],
                    "right": right if isinstance(right, str) else right.iloc[:MAX_PROBLEMS],
                },
                index=first.index,
            )
        )

    def table(self) -> pd.DataFrame:
        """Return the first of them in the order of the file, of each row all or none."""
        empty = pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
        whole = pd.concat([empty, *self._frames]).sort_values("row", kind="stable").reset_index(drop=True)
        if len(whole) <= MAX_PROBLEMS:
            return whole
        cut = whole["row"].iloc[MAX_PROBLEMS]
        return whole[whole["row"] < cut] if whole["row"].iloc[0] < cut else whole.iloc[:MAX_PROBLEMS]


def by_value(column: pd.Series, change: Callable[[str], Any]) -> pd.Series:
    """Return *column* with each different value changed once, or once in each part of a long one."""
    parts = [column.iloc[start : start + _PART_ROWS] for start in range(0, len(column), _PART_ROWS)]
    changed = [part.map({text: change(text) for text in part.unique()}) for part in parts]
    return pd.concat(changed) if changed else column
