"""What is said of the sheets of a workbook, whoever wrote it, and rows of one as long as each other."""

from __future__ import annotations

from collections.abc import Sequence

from geo.core.text import clipped, counted
from geo.uploads.raw_table import UNSEEN, NumberedRows

__all__ = ["NONE", "evened", "named", "size", "tell_others", "tell_second"]

NONE = "the workbook has no sheet with cells; save the table as CSV"
_MOST_NAMED = 10


def named(sheet: str) -> str:
    """Return the name of a sheet in quotation marks."""
    return f"“{clipped(UNSEEN.sub('', sheet), 40)}”"


def size(rows: int) -> str:
    """Return how many rows a sheet has."""
    return counted(rows, "row")


def tell_second(first: str, read: str, notes: list[str]) -> None:
    """Say that another sheet than the first one is read."""
    if read != first:
        notes.append(f"the first sheet, {named(first)}, holds no table of events; {named(read)} is read")


def tell_others(read: str, others: Sequence[tuple[str, str]], notes: list[str]) -> None:
    """Say which sheets are not read: their names, and how large each is."""
    if others:
        said = ", ".join(f"{named(name)} ({many})" for name, many in others[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
        notes.append(f"of the workbook one sheet is read, {named(read)}; not read: {said}{more}")


def evened(rows: NumberedRows) -> NumberedRows:
    """Yield rows that have cells, each filled up to the longest before it: empty cells at its end are not written."""
    width = 0
    for number, texts in rows:
        end = len(texts)
        while end and not texts[end - 1]:
            end -= 1
        if end:
            width = max(width, end)
            yield number, texts[:end] + [""] * (width - end)
