"""Of several tables that a file holds, which one tells of events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from geo.uploads.columns.column_mapping import guess
from geo.uploads.tables.table_start import LOOKED_AT, start_of

__all__ = ["has_events"]


def has_events(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows are a header, and below it columns that hold a date and a place or a title."""
    looked_at = [list(cells) for cells in rows[:LOOKED_AT] if any(cells)]
    start = start_of(looked_at)
    found = looked_at[start.above + start.has_two_rows :]
    if not start.has_heads or len(found) < 2:
        return False
    head = [name or f"column {place}" for place, name in enumerate(found[0], 1)]
    if len(set(head)) < len(head):
        return guess(head).is_complete
    body = [(row + [""] * len(head))[: len(head)] for row in found[1:]]
    return guess(pd.DataFrame(body, columns=head, dtype="str")).is_complete
