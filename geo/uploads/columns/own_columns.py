"""What a visitor's table says beyond what the atlas asks for: their own columns, their own words for kinds and ids."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo.uploads.columns.head_words import counted_in

__all__ = ["beyond"]

#: Fields whose cells are kept as they were written beside what was made of them.
_AS_WRITTEN = ("id", "low", "best", "high", "source")
#: Columns that are kept even where a field was read from them: the address of an event is its own, and the year in
#: which something is attested need not be the one in which it was.
_ALWAYS = ("url", "attestation_year")


def beyond(frame: pd.DataFrame, mapping: Mapping[str, str], rows: pd.DataFrame) -> pd.DataFrame:
    """Return the text columns of *frame* that no field took, and some as they were written, by event id.

    Parameters
    ----------
    rows : the events, indexed by id, with the number of their row in ``row``.
    """
    taken = {column for column in mapping.values() if column}
    kept = [str(name) for name in frame.columns if name not in taken or name in _ALWAYS]
    table = frame if len(frame) == len(rows) else frame.loc[rows["row"]]
    found = {name: table[name] for name in kept}
    for name in _AS_WRITTEN:
        column = mapping.get(name, "")
        if column and column not in kept:
            is_ours = name != "best" or counted_in(column) == "killed"  # by our name it would be the dead
            found[name if is_ours else column] = table[column]
    kind = mapping.get("kind", "")
    if kind:
        found["kind"] = table[kind]
    more = pd.DataFrame({name: column.array for name, column in found.items()}, index=rows.index, copy=False)
    return more[[name for name in more.columns if (more[name] != "").any()]] if len(more.columns) else more
