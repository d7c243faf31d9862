"""Events counted by the month in which they may have begun."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd

__all__ = ["by_month"]


def by_month(events: pd.DataFrame) -> dict[tuple[int, int], int]:
    """Return ``{(year, month): count}``; an event counts once, in the month of its earliest day."""
    days = (dt.date.fromordinal(day) for day in events["first_day"])
    return dict(Counter((day.year, day.month) for day in days))
