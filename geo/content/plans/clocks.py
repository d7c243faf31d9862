"""How the clocks by which sources give hours stood to each other on a day, by the IANA time zone database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

__all__ = ["noon"]


def noon(clocks: Mapping[str, ZoneInfo], day: dt.date) -> str:
    """Return what the other clocks showed at noon of the first one; empty without clocks.

    Examples
    --------
    >>> noon({"London": ZoneInfo("Europe/London"), "Delhi": ZoneInfo("Asia/Kolkata")}, dt.date(1950, 1, 1))
    'noon in London was 17:30 in Delhi'
    """
    if not clocks:
        return ""
    (place, zone), *others = clocks.items()
    moment = dt.datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    shown = (f"{moment.astimezone(other):%H:%M} in {name}" for name, other in others)
    return f"noon in {place} was {' and '.join(shown)}"
