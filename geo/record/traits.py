"""Columns of a visitor's own table that tell its events apart: few texts, which most of the events have.

Such a column is offered as a filter.  A value goes by a term, ``column.value`` in plain letters, which a link can hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.core.folding import slugs
from geo.core.text import is_web_address

__all__ = ["Trait", "is_wanted", "traits"]

_MOST_TRAITS = 8
_MOST_VALUES, _LONGEST_VALUE = 20, 60
_LEAST_FILLED = 0.5  # of the events
_LOOKED_AT = 2_000  # events that show whether a column has few values
#: What the table calls otherwise is kept under these names; their own kinds are worth a filter, the others are not.
_TITLES = {"kind": "Kind, in the words of the table"}
_NOT_TRAITS = {"id", "low", "best", "high", "url", "license", "attestation_year"}


@dataclass(frozen=True)
class Trait:
    """A column that can be a filter.

    Attributes
    ----------
    id : its name in plain letters.
    column, title : as the table calls it, and as it is shown.
    values : each text by its term, in the order of the alphabet.
    """

    id: str
    column: str
    title: str
    values: Mapping[str, str]

    def terms(self, cells: pd.Series) -> pd.Series:
        """Return the term of each cell; empty for an empty cell."""
        return cells.map({text: term for term, text in self.values.items()}).fillna("").astype("str")


def traits(more: pd.DataFrame, known: Collection[pd.Series] = ()) -> tuple[Trait, ...]:
    """Return the columns of *more* that can be filters, the one that divides the events best first.

    Parameters
    ----------
    more : the columns that a table has beside what the atlas asks for, by event.
    known : columns by event that are filters already; what divides the events in the same way is left out.
    """
    found: list[tuple[float, str]] = []
    for name in more.columns:
        if name not in _NOT_TRAITS and (share := _share(more[name])):
            found.append((share, str(name)))
    divided = [_division(column.reindex(more.index)) for column in known] if found else []
    kept: list[str] = []
    for _, name in sorted(found, key=lambda one: -one[0]):
        division = _division(more[name])
        if not any(np.array_equal(division, other) for other in divided):
            divided.append(division)
            kept.append(name)
    kept = kept[:_MOST_TRAITS]
    return tuple(_trait(name, id_, more[name]) for name, id_ in slugs(kept, "column").items())


def is_wanted(found: Collection[Trait], more: pd.DataFrame, wanted: Collection[str], events: pd.Index) -> np.ndarray:
    """Return for each of *events* whether it has, in every column of which values are *wanted*, one of them."""
    mask = np.ones(len(events), dtype=bool)
    texts: dict[str, list[str]] = {}
    for term in wanted:
        texts.setdefault(term.partition(".")[0], []).append(term)
    columns = {trait.id: trait for trait in found}
    for id_, terms in texts.items():
        trait = columns.get(id_)
        if trait is None:
            return np.zeros(len(events), dtype=bool)
        has = more[trait.column].isin([trait.values[term] for term in terms if term in trait.values])
        mask &= events.isin(more.index[has])
    return mask


def _share(column: pd.Series) -> float:
    """Return which part of the events do not have the most frequent text; 0 if the column can be no filter."""
    start = column.iloc[:_LOOKED_AT]
    if start.nunique() > _MOST_VALUES + 1:
        return 0.0
    counts = column[column != ""].value_counts()
    filled = int(counts.sum())
    if not (2 <= len(counts) <= _MOST_VALUES and len(counts) * 2 <= filled and filled > _LEAST_FILLED * len(column)):
        return 0.0
    if any(len(text) > _LONGEST_VALUE or is_web_address(text) for text in counts.index):
        return 0.0
    if sum(any(letter.isalpha() for letter in text) for text in counts.index) * 2 <= len(counts):  # codes and numbers
        return 0.0
    return float(1 - counts.iloc[0] / filled)


def _division(column: pd.Series) -> np.ndarray:
    """Return which events have the same text, whatever it is."""
    return np.asarray(pd.factorize(column.array)[0])


def _trait(name: str, id_: str, column: pd.Series) -> Trait:
    texts = sorted(text for text in column.unique() if text)
    values = {f"{id_}.{term}": text for text, term in slugs(texts, "value").items()}
    title = _TITLES.get(name) or re.sub(r"[\s_]+", " ", name).strip()
    return Trait(id_, name, title[:1].upper() + title[1:], values)
