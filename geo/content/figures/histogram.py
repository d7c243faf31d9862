"""Events counted by the month in which they may have begun."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["by_month"]

_UNIX_EPOCH = 719163  # proleptic Gregorian ordinal of 1 January 1970


def by_month(events: pd.DataFrame) -> dict[tuple[int, int], int]:
    """Return ``{(year, month): count}``; an event counts once, in the month of its earliest day."""
    days = (events["first_day"].to_numpy(dtype="int64") - _UNIX_EPOCH).astype("datetime64[D]")
    months, counts = np.unique(days.astype("datetime64[M]").astype("int64"), return_counts=True)
    counted = zip(months.tolist(), counts.tolist(), strict=True)
    return {(1970 + month // 12, month % 12 + 1): count for month, count in counted}
