"""EDTF text → earliest and latest day, precision, and how to say it.

Scope: EDTF level 0 and level 1 without open or unknown interval ends, as ISO 8601-2:2019
defines them: ``1938``, ``1938-07``, ``1938-07-29``, intervals of those, ``~`` (approximate),
``?`` (uncertain), ``%`` (both), unspecified digits from the right (``1938-07-XX``,
``193X``) and seasons (``1938-22``).  Parsing is the ``edtf`` library's; its *strict* bounds
are used, because its fuzzy ones widen ``1936-03~`` by a month on each side (edtf 5.0.2).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import edtf as _edtf
from edtf.parser import parser_classes as _classes

from geo.errors import DateError

__all__ = ["MONTHS", "DaySpan", "Precision", "day_span", "spoken"]

Precision = Literal["day", "month", "season", "year", "decade", "century"]

_COARSENESS: tuple[Precision, ...] = ("day", "month", "season", "year", "decade", "century")
_UCDP_DATE_PREC: dict[Precision, int] = {"day": 1, "month": 4, "season": 5, "year": 5, "decade": 5, "century": 5}
MONTHS = ("January February March April May June July August September October November December").split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
#: What is let through to the library, which reads more than the scope and then misleads: it drops
#: the mark of ``~1938``, bounds ``1938-XX-29`` by two days, and takes ``1938-25`` (edtf 5.0.2).
_MARK = r"[~?%]?"
_END = r"(?:\d\d(?:\d\d|\dX|XX)|\d{4}-(?:2[1-4]|(?:0[1-9]|1[0-2])(?:-(?:\d\d|XX))?))" + _MARK
_SCOPE = re.compile(rf"{_END}(?:/{_END})?|\d{{4}}-XX(?:-XX)?{_MARK}", re.ASCII)
#: Dates of the calendar need no grammar; a file of many thousands is read a hundred times as fast.
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_PLAIN = re.compile(rf"{_DAY}(?:/{_DAY})?", re.ASCII)
_FORMS = "write 1904, 1904-07, 1904-07-29, 1904-03~, 1904-07-XX or an interval such as 1904-07-29/1904-08-11"


@dataclass(frozen=True)
class DaySpan:
    """The days that a date text may mean.

    Attributes
    ----------
    first, last : earliest and latest day, both inclusive, ``first <= last``.
    precision : of the vaguer end.
    is_interval : two ends were written, so that the event lasted rather than fell on a day.
    is_approximate, is_uncertain : ``~`` or ``?`` (``%`` sets both) stands on either end.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    is_interval: bool = False
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def date_prec(self) -> int:
        """UCDP GED's code: 1 the day is known … 4 the month, 5 only a longer period."""
        code = _UCDP_DATE_PREC[self.precision]
        return max(code, 2) if self.is_approximate or self.is_uncertain else code


@dataclass(frozen=True)
class _End:
    """One written date: its bounds, its precision and its words."""

    span: DaySpan
    words: tuple[str, ...]  # from the finest to the coarsest: ("29", "July", "1938")


@lru_cache(maxsize=65536)
def day_span(date_edtf: str) -> DaySpan:
    """Return the earliest and latest day that *date_edtf* may mean.

    Parameters
    ----------
    date_edtf : one date as written in a ``*_edtf`` column, level 0 or 1.

    Raises
    ------
    DateError
        If the text is outside that subset or impossible; the message quotes it and
        names accepted forms.

    Examples
    --------
    >>> span = day_span("1936-03~")
    >>> span.first.isoformat(), span.last.isoformat(), span.precision
    ('1936-03-01', '1936-03-31', 'month')
    >>> day_span("1938-02-30")
    Traceback (most recent call last):
    geo.errors.DateError: '1938-02-30' is not a date this atlas can read; ...
    """
    ends = _ends(date_edtf)
    first, last = ends[0].span, ends[-1].span
    if first.first > last.last:
        raise DateError(f"{date_edtf!r} ends before it begins; swap the two dates")
    return DaySpan(
        first=first.first,
        last=last.last,
        precision=max(first.precision, last.precision, key=_COARSENESS.index),
        is_interval=len(ends) == 2,
        is_approximate=first.is_approximate or last.is_approximate,
        is_uncertain=first.is_uncertain or last.is_uncertain,
    )


@lru_cache(maxsize=65536)
def spoken(date_edtf: str) -> str:
    """Return the date in English words, no more exact than it is written.

    Raises
    ------
    DateError
        As :func:`day_span`.

    Examples
    --------
    >>> spoken("1937-06-19/1937-07-02")
    '19 June – 2 July 1937'
    >>> spoken("1936-03~")
    'about March 1936'
    >>> spoken("1945-08-09/1945-08-18")
    '9–18 August 1945'
    """
    span = day_span(date_edtf)
    ends = _ends(date_edtf)
    if len(ends) == 1:
        return _qualified(" ".join(ends[0].words), ends[0].span)
    (start, end) = ends
    shared = 0
    if (start.span.is_approximate, start.span.is_uncertain) == (end.span.is_approximate, end.span.is_uncertain):
        while (
            shared < min(len(start.words), len(end.words)) - 1
            and len(start.words) == len(end.words)
            and start.words[-1 - shared] == end.words[-1 - shared]
        ):
            shared += 1
        left = start.words[: len(start.words) - shared]
        dash = "–" if len(left) == 1 else " – "
        return _qualified(" ".join(left) + dash + " ".join(end.words), span)
    return f"{_qualified(' '.join(start.words), start.span)} – {_qualified(' '.join(end.words), end.span)}"


def _qualified(text: str, span: DaySpan) -> str:
    about = f"about {text}" if span.is_approximate else text
    return f"{about} (uncertain)" if span.is_uncertain else about


@lru_cache(maxsize=65536)
def _ends(date_edtf: str) -> tuple[_End, ...]:
    text = date_edtf.strip() if isinstance(date_edtf, str) else ""
    try:
        if _PLAIN.fullmatch(text):
            return tuple(_plain_end(half) for half in text.split("/"))
        if not _SCOPE.fullmatch(text):
            raise ValueError("outside the scope")
        parsed = _edtf.parse_edtf(text)
    except Exception as error:  # edtf 5.0.2 raises bare ValueError and TypeError beside its own
        raise DateError(f"{date_edtf!r} is not a date this atlas can read; {_FORMS}") from error
    if isinstance(parsed, (_classes.Interval, _classes.Level1Interval)):
        return tuple(
            _end(text, part, half) for part, half in zip((parsed.lower, parsed.upper), text.split("/"), strict=True)
        )
    return (_end(text, parsed, text),)


@lru_cache(maxsize=65536)
def _plain_end(text: str) -> _End:
    """Return one date without marks; raise ``ValueError`` if the calendar has no such day."""
    parts = [int(part) for part in text.split("-")]
    if 0 in parts:  # a part that is left out is not 0
        raise ValueError("year, month and day begin with 1")
    year, month, day = (*parts, 0, 0)[:3]
    first = dt.date(year, month or 1, day or 1)
    last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    precision, words = _reading(text, False)
    return _End(DaySpan(first, last, precision), words)


def _end(whole: str, parsed: Any, text: str) -> _End:
    bare = text.strip("~?%")
    is_approximate, is_uncertain = text[-1:] in {"~", "%"}, text[-1:] in {"?", "%"}
    if isinstance(parsed, _classes.UncertainOrApproximate):
        parsed = parsed.date
    if not isinstance(parsed, (_classes.Date, _classes.Unspecified, _classes.Season)):
        raise DateError(f"{whole!r} is outside EDTF level 1 with both ends known; {_FORMS}")
    try:
        low, high = parsed.lower_strict(), parsed.upper_strict()
        first, last = dt.date(*low[:3]), dt.date(*high[:3])
    except (ValueError, TypeError) as error:
        raise DateError(f"{whole!r} is not a day of the calendar between the years 1 and 9999; {_FORMS}") from error
    precision, words = _reading(bare, isinstance(parsed, _classes.Season))
    return _End(DaySpan(first, last, precision, False, is_approximate, is_uncertain), words)


def _reading(bare: str, is_season: bool) -> tuple[Precision, tuple[str, ...]]:
    """Return the precision of one undecorated date and its words, finest first."""
    year, *rest = bare.split("-")
    if "X" in year:
        unknown = year.count("X")
        return (
            ("decade", (f"{year.replace('X', '0')}s",))
            if unknown == 1
            else ("century", (f"{year.replace('X', '0')}s",))
        )
    if is_season:
        return "season", (_SEASONS[int(rest[0])], year)
    if not rest or "X" in rest[0]:
        return "year", (year,)
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1 or "X" in rest[1]:
        return "month", (month, year)
    return "day", (str(int(rest[1])), month, year)
