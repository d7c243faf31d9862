"""A range of days: read from a link, written to one, said in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.core.edtf import day_span, spoken
from geo.errors import DateError

__all__ = ["DateRange"]


@dataclass(frozen=True)
class DateRange:
    """Days from *start* to *end*, both included; ``None`` means no limit on that side."""

    start: dt.date | None = None
    end: dt.date | None = None

    @classmethod
    def of_years(cls, first: int, last: int) -> DateRange:
        """Return the range from 1 January of the *first* to 31 December of the *last* year."""
        return cls(dt.date(first, 1, 1), dt.date(last, 12, 31))

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Return the range ``from..to``, both years or EDTF days, or one of them alone.

        Raises
        ------
        ValueError
            If the text is no such range or ends before it begins.

        Examples
        --------
        >>> DateRange.parse("1935..1936-04-30")
        DateRange(start=datetime.date(1935, 1, 1), end=datetime.date(1936, 4, 30))
        """
        first, dots, last = text.partition("..")
        try:
            start, end = day_span(first).first, day_span(last if dots else first).last
        except DateError:
            raise ValueError("is no range such as 1904..1905 or 1904-07-29..1904-08-11") from None
        if start > end:
            raise ValueError("ends before it begins")
        return cls(start, end)

    @property
    def params(self) -> tuple[str, str]:
        """Start and end for a link: a bare year at its edge, else a day; empty where there is no limit.

        Examples
        --------
        >>> DateRange(dt.date(1938, 1, 1), dt.date(1938, 8, 11)).params
        ('1938', '1938-08-11')
        """
        return _short(self.start, 1, 1), _short(self.end, 12, 31)

    @property
    def param(self) -> str:
        """The range as :meth:`parse` reads it; both ends are needed.

        Examples
        --------
        >>> DateRange.of_years(1935, 1936).param
        '1935..1936'
        """
        return "..".join(self.params)

    @property
    def is_whole_years(self) -> bool:
        """Whether it runs from a 1 January to a 31 December."""
        return (_edge(self.start), _edge(self.end)) == ((1, 1), (12, 31))

    def to_whole_years(self) -> DateRange:
        """Return the years that the range touches; without both ends it stays as it is."""
        return DateRange.of_years(self.start.year, self.end.year) if self.start and self.end else self

    @property
    def words(self) -> str:
        """The range as it is said: whole years as years, else days.

        Examples
        --------
        >>> DateRange.of_years(1938, 1939).words, DateRange.of_years(1938, 1938).words
        ('1938–1939', '1938')
        >>> DateRange.parse("1938-07-29..1938-08-11").words
        '29 July – 11 August 1938'
        """
        if self.start is None or self.end is None:
            return "all years"
        if self.is_whole_years:
            first, last = f"{self.start.year:04d}", f"{self.end.year:04d}"
        else:
            first, last = self.start.isoformat(), self.end.isoformat()
        return spoken(first if first == last else f"{first}/{last}")


def _edge(day: dt.date | None) -> tuple[int, int] | None:
    return (day.month, day.day) if day else None


def _short(day: dt.date | None, month: int, date: int) -> str:
    if day is None:
        return ""
    return f"{day.year:04d}" if _edge(day) == (month, date) else day.isoformat()
