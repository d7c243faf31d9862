"""How much of a visitor's file is read: budgets by what can be counted before it costs memory."""

from __future__ import annotations

__all__ = ["MAX_BYTES", "MAX_CELL", "MAX_CELLS", "MAX_COLUMNS", "MAX_PROBLEMS", "MAX_ROWS", "too_many_cells"]

MAX_BYTES = 50_000_000
MAX_ROWS, MAX_COLUMNS = 500_000, 500
#: Rows × columns; in 50 MB of text, five characters for each.
MAX_CELLS = 10_000_000
MAX_CELL = 100_000  # characters
#: As many are listed; those after them are counted.
MAX_PROBLEMS = 10_000


def too_many_cells(row: int) -> str:
    """Return what is said where the cells up to *row* are more than can be read."""
    return (
        f"up to row {row:,} there are more than {MAX_CELLS:,} cells (rows × columns), which is as many as can be "
        "read. Leave out columns that are not needed, or load the rows in parts"
    )
