"""A second column of dates whose head does not say that it holds the last days: its cells say it."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from geo.core.edtf import day_span
from geo.errors import DateError
from geo.uploads.cells.dates import Order, order_of, read_date
from geo.uploads.cells.nothing import is_nothing_known
from geo.uploads.columns.head_words import SPOILERS, WORDS, words_of

__all__ = ["find_end"]

_SAMPLE = 200
_LEAST_PAIRS = 2
_MOST_ALIKE = 3  # first days with one last day, on the average
_LONGEST = dt.timedelta(days=366 * 40)
_UNNAMED = "column"  # as reading calls a column whose head is blank


def find_end(mapping: dict[str, str], table: pd.DataFrame) -> None:
    """Add the one free column that holds the last days of what begins in the column of dates, if no other is known.

    Its head is blank or a letter, or is that of the other but for a word; no day in it is before that of its row.
    """
    start = mapping["date_start"] or mapping["date_edtf"]
    is_range = mapping["date_end"] or mapping["end_year"] or (mapping["date_start"] and mapping["date_edtf"])
    if start and not is_range:
        free = [str(column) for column in table if column not in mapping.values()]
        found = [column for column in free if _may_go_with(column, start) and _follow(table[start], table[column])]
        mapping["date_end"] = found[0] if len(found) == 1 else ""


def _may_go_with(head: str, start: str) -> bool:
    words, others = words_of(head), words_of(start)
    if SPOILERS & {*words}:
        return False
    if (words[:1] == [_UNNAMED] and words[1:] and words[1].isdecimal()) or all(len(word) < 2 for word in words):
        return True
    common = {*words} & {*others}
    return any("date" in WORDS.get(word, ()) for word in common) and len(words) - len(common) <= 1


def _follow(starts: pd.Series, ends: pd.Series) -> bool:
    """Whether no cell of *ends* is anything but a date not before, and not long after, that beside it.

    One day behind many tells when the table was written, not when anything ended.
    """
    both = starts.map(is_nothing_known) | ends.map(is_nothing_known)
    pairs = list(zip(starts[~both].head(_SAMPLE), ends[~both].head(_SAMPLE), strict=True))
    if len({end for _, end in pairs}) * _MOST_ALIKE < len({start for start, _ in pairs}):
        return False
    order, _ = order_of(text for pair in pairs for text in pair)
    try:
        return len(pairs) >= _LEAST_PAIRS and all(_is_span(*pair, order) for pair in pairs)
    except DateError:
        return False


def _is_span(start: str, end: str, order: Order) -> bool:
    first, last = day_span(read_date(start, order).edtf), day_span(read_date(end, order).edtf)
    return first.first <= last.last and last.last - first.first <= _LONGEST
