"""Records, each with the cells it has → a table, whose header names whatever any of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.errors import UploadError
from geo.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells
from geo.uploads.raw_table import NumberedRows

__all__ = ["Records", "rows"]

#: The cells of a row by the names of their columns.
Records = Iterable[Mapping[str, str]]


def rows(records: Records, first: Sequence[str] = (), last: Sequence[str] = (), what: str = "records") -> NumberedRows:
    """Yield a header and a row for each record.

    Parameters
    ----------
    first, last : columns that stand before and behind all others, if any record has them.
    what : what the records are called in complaints.

    Raises
    ------
    UploadError
        If there are none, or more than can be read.
    """
    kept: list[Mapping[str, str]] = []
    seen: dict[str, None] = {}
    for record in records:
        if len(kept) == MAX_ROWS:
            raise UploadError(f"the file has more than {MAX_ROWS:,} {what}; load it in parts")
        if not record.keys() <= seen.keys():
            seen |= dict.fromkeys(record)
            if len(seen) > MAX_COLUMNS:
                raise UploadError(f"the {what} have more than {MAX_COLUMNS} different columns; leave some out")
        kept.append(record)
        if len(kept) * len(seen) > MAX_CELLS:
            raise UploadError(too_many_cells(len(kept)))
    if not kept:
        raise UploadError(f"the file holds no {what} that could be events")
    ends = {*first, *last}
    header = [name for name in first if name in seen]
    header += [name for name in seen if name not in ends]
    header += [name for name in last if name in seen]
    yield 1, header
    for number, record in enumerate(kept, 2):
        yield number, [record.get(name, "") for name in header]
