"""Dates as people write them → EDTF, or the reason why not; what could mean two days is asked, never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from geo.core.edtf import day_span
from geo.core.text import clipped
from geo.errors import DateError

__all__ = ["ORDERS", "Order", "edtf_of", "order_of"]

Order = Literal["", "dmy", "mdy"]
#: How days and months may follow each other in numbers, with an example.
ORDERS: dict[Order, str] = {"dmy": "day first: 29/7/1904", "mdy": "month first: 7/29/1904"}
_CLOCK = re.compile(r"(?<=\d)[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d|[AaPp][Mm]))?\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/.]|年)(\d{1,2})(?:(?:[/.]|月)(\d{1,2})日?|月)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}", re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)
_LONGEST = 40
_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?P<month>[A-Za-z]{3,9})\.?,? "
    r"(?:(?P<later>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<year>\d{4})",
    re.ASCII,
)
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_RIGHT = "write 1904, 1904-07, 1904-07-29 or 1904-07-29/1904-08-11"


def edtf_of(text: str, order: Order = "") -> str:
    """Return *text* as an EDTF date.

    Parameters
    ----------
    order : how day and month follow each other where the numbers do not tell.

    Raises
    ------
    DateError
        If it is no date, or could be two; the message says what would be right.

    Examples
    --------
    >>> edtf_of("29.7.1938"), edtf_of("July 1938"), edtf_of("1938年7月29日"), edtf_of("5/6/1938", "dmy")
    ('1938-07-29', '1938-07', '1938-07-29', '1938-06-05')
    >>> edtf_of("5/6/1938")
    Traceback (most recent call last):
    geo.errors.DateError: '5/6/1938' may be 5 June or 6 May; say which comes first, day or month
    """
    bare = _CLOCK.sub("", " ".join(text.split()))
    found = _numbers(bare, order) or _words(bare) or bare
    try:
        day_span(found)
    except DateError:
        raise DateError(_complaint(text, bare)) from None
    return found


def order_of(texts: Iterable[str]) -> tuple[Order, bool]:
    """Return the order that the dates themselves settle, and whether any needs one that they do not.

    Examples
    --------
    >>> order_of(["5/6/1938", "29/7/1938"]), order_of(["5/6/1938"]), order_of(["1938-07-29"])
    (('dmy', False), ('', True), ('', False))
    """
    orders: set[Order] = set()
    is_open = False
    for text in texts:
        if match := _YEAR_LAST.fullmatch(_CLOCK.sub("", text.strip())):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
            else:
                is_open = is_open or first != second
    settled: Order = orders.pop() if len(orders) == 1 else ""
    return settled, is_open and not settled


def _numbers(text: str, order: Order) -> str:
    """Return a date written in numbers as EDTF; empty if it is none of this form."""
    if match := _YEAR_FIRST.fullmatch(text):
        return "-".join([match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)])
    if not (match := _YEAR_LAST.fullmatch(text)):
        return ""
    first, second, year = int(match[1]), int(match[3]), match[4]
    if first > 12 or (order == "dmy" and second <= 12) or first == second:
        return f"{year}-{second:02d}-{first:02d}"
    if second > 12 or order == "mdy":
        return f"{year}-{first:02d}-{second:02d}"
    readings = " or ".join(
        f"{day} {dt.date(2000, month, 1):%B}" for day, month in ((first, second), (second, first)) if 1 <= month <= 12
    )
    raise DateError(f"{text!r} may be {readings}; say which comes first, day or month")


def _words(text: str) -> str:
    """Return a date with the name of a month as EDTF; empty if it is none of this form."""
    match = _WORDS.fullmatch(text) if len(text) <= _LONGEST else None
    if not match or (match["day"] and match["later"]):
        return ""
    month = _MONTHS.get(match["month"].lower())
    if month is None:
        return ""
    day = match["day"] or match["later"]
    return f"{match['year']}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _complaint(text: str, bare: str) -> str:
    shown = repr(clipped(text, _LONGEST))
    if _SHORT_YEAR.fullmatch(bare):
        return f"{shown} has a year of two digits; write all four"
    if _SERIAL.fullmatch(bare):
        return f"{shown} is a spreadsheet's number for a day; give the column the format of a date, or {_RIGHT}"
    return f"{shown} is no date of the calendar; {_RIGHT}"
