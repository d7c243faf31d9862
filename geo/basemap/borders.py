"""Which day's borders a range of days is shown with."""

from __future__ import annotations

import datetime as dt

from geo.core.looks import LOOKS

__all__ = ["WAR_EVE", "borders_on"]

#: A range that reaches beyond this day from before has the borders of it: three weeks redrew them all.
WAR_EVE = dt.date.fromisoformat(LOOKS["warEve"])
_LAST = dt.date.fromisoformat(LOOKS["lastBorders"])


def borders_on(start: dt.date | None, end: dt.date | None) -> dt.date:
    """Return the day whose borders a range is shown with, as ``assets/js/controls/borders.js`` has it."""
    if end and end <= WAR_EVE:
        return end
    return (end or _LAST) if start and start > WAR_EVE else WAR_EVE
