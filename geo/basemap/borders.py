"""Which day's borders a range of days is shown with."""

from __future__ import annotations

import datetime as dt

from geo.core.looks import LOOKS

__all__ = ["borders_on"]

_LAST = dt.date.fromisoformat(LOOKS["lastBorders"])


def borders_on(start: dt.date | None, end: dt.date | None, turn: dt.date | None) -> dt.date:
    """Return the day whose borders a range is shown with, as ``assets/js/controls/borders.js`` has it.

    Parameters
    ----------
    turn : a range that reaches beyond this day from before has the borders of it, as an atlas may ask for
        whose last weeks redrew them all; ``None`` if the end of the range decides.
    """
    turn = turn or _LAST
    if end and end <= turn:
        return end
    return (end or _LAST) if start and start > turn else turn
