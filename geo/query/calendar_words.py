"""Days in what people type: years, months, seasons and eras in the words of several languages → ranges of days.

This is knowledge of calendars, not of any conflict.  A winter is named by the year it begins in; years of an era
are counted as its own country does.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from geo.core.daterange import DateRange
from geo.core.eras import ERAS, ROMANISED

__all__ = ["Spoken", "read", "span"]

_MONTHS = [
    r"jan(?:uary)?|январ[ьяе]|нэгд[үу]гээр сар",
    r"feb(?:ruary)?|феврал[ьяе]",
    r"mar(?:ch)?|март[ае]?",
    r"apr(?:il)?|апрел[ьяе]",
    r"may|ма[йяе]",
    r"june?|июн[ьяе]",
    r"july?|июл[ьяе]",
    r"aug(?:ust)?|август[ае]?",
    r"sept?(?:ember)?|сентябр[ьяе]",
    r"oct(?:ober)?|октябр[ьяе]",
    r"nov(?:ember)?|ноябр[ьяе]",
    r"dec(?:ember)?|декабр[ьяе]",
]
#: By the month that a season begins with.
_SEASONS = {
    3: r"spring|весн(?:а|ой|ы)|хавар|春季?|봄",
    6: r"summer|лето?м?а?|зун|夏季?|여름",
    9: r"autumn|fall|осен(?:ь|ью|и)|намар|秋季?|가을",
    12: r"winter|зим(?:а|ой|ы)|өвөл|冬季?|겨울",
}
_LENGTHS = str.maketrans("ōŌūŪ", "oOuU")
_DIGITS = {mark: number for number, mark in enumerate("〇一二三四五六七八九")}
_ERA_NAMES = "|".join(sorted((*ERAS, *ROMANISED), key=len, reverse=True))
_ERA = re.compile(rf"({_ERA_NAMES})\s*(元|\d{{1,2}}|[一二三四五六七八九十]{{1,4}})\s*年?", re.IGNORECASE)
_MONTH, _SEASON = f"(?:{'|'.join(_MONTHS)})", f"(?:{'|'.join(_SEASONS.values())})"
_EDGE = r"(?<![^\W_]){}(?![^\W_])"
_DASH = r"\s*(?:[-–—~〜/]|\.\.|to|until|по)\s*"
_ORDER = r"(?:st|nd|rd|th)?"
#: Tried in turn; the first that is found counts.
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _EDGE.format(rf"(?P<s>{_SEASON})\s+(?:of\s+|in\s+)?(?P<y>\d{{4}})(?:{_DASH}\d{{2,4}})?"),
        _EDGE.format(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?"),
        r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?:(?P<d>\d{1,2})\s*[日일])?",
        rf"(?<!\d)(?P<y>\d{{4}})\s*[年년]?\s*의?の?\s*(?P<s>{_SEASON})(?![^\W_])",
        _EDGE.format(rf"(?P<d>\d{{1,2}}){_ORDER}\.?\s+(?:of\s+)?(?P<w>{_MONTH})\.?,?\s+(?P<y>\d{{4}})"),
        _EDGE.format(rf"(?P<w>{_MONTH})\.?\s+(?P<d>\d{{1,2}}){_ORDER},?\s+(?P<y>\d{{4}})"),
        _EDGE.format(rf"(?P<w>{_MONTH})\.?,?\s+(?:of\s+|in\s+)?(?P<y>\d{{4}})"),
        _EDGE.format(rf"(?P<y>\d{{4}})\s+(?P<w>{_MONTH})"),
        _EDGE.format(r"(?P<y>\d{3}0)(?P<ten>['’]?s)"),
        _EDGE.format(rf"(?P<y>\d{{4}}){_DASH}(?P<to>\d{{4}}|\d{{2}})"),
        r"(?<!\d)(?P<y>\d{4})(?:\s*[年년]|(?![^\W_]))(?:\s+год(?:а|у)?(?![^\W_]))?",
        _EDGE.format(rf"(?P<w>{_MONTH})"),
        _EDGE.format(rf"(?P<s>{_SEASON})"),
    )
]
_BARE = ("y", "w", "s", "m", "d", "to", "ten")
#: Words that tie a date to the rest.
_BESIDE = frozenset("in of the during on at from since в во на с год года году".split())


@dataclass(frozen=True)
class Spoken:
    """What a text says of time.

    Attributes
    ----------
    days : the range; ``None`` if only a month or a season is named, or nothing.
    months : the first month and how many, where no year is named; zeros otherwise.
    rest : the text without what is said of time.
    """

    days: DateRange | None
    months: tuple[int, int]
    rest: str


def read(text: str) -> Spoken:
    """Return what *text* says of time, and the rest of it.

    Examples
    --------
    >>> read("summer 1939").days.param, read("昭和14年夏").days.param, read("Khasan, August 1938").rest
    ('1939-06-01..1939-08-31', '1939-06-01..1939-08-31', 'Khasan')
    >>> read("the 1930s").days.param, read("1935–36").days.param, read("20 августа 1939").days.param
    ('1930..1939', '1935..1936', '1939-08-20..1939-08-20')
    >>> read("in August").months, read("Hill 731").days
    ((8, 1), None)
    """
    plain = _ERA.sub(_gregorian, unicodedata.normalize("NFKC", text).translate(_LENGTHS)).strip()
    for form in _FORMS:
        match = form.search(plain)
        if not match:
            continue
        parts = {name: (match.groupdict().get(name) or "") for name in _BARE}
        rest = _bare(f"{plain[: match.start()]} {plain[match.end() :]}")
        month, count = _months(parts)
        if not parts["y"]:
            return Spoken(None, (month, count), rest)
        days = _days(parts, month, count)
        if days:
            return Spoken(days, (0, 0), rest)
    return Spoken(None, (0, 0), _bare(text))


def span(year: int, month: int, count: int) -> DateRange:
    """Return the days of *count* months from one on; they may end in the year after.

    Raises
    ------
    ValueError
        If there is no such month.
    """
    start, (over, last) = dt.date(year, month, 1), divmod(month + count - 2, 12)
    return DateRange(start, dt.date(year + over, last + 1, calendar.monthrange(year + over, last + 1)[1]))


def _gregorian(match: re.Match[str]) -> str:
    """Return the year of an era as a plain one, where it stood."""
    name = match[1].lower()
    number = 1 if match[2] == "元" else int(match[2]) if match[2].isdecimal() else _counted(match[2])
    return f"{ERAS[ROMANISED.get(name, name)] + number}年"


def _counted(marks: str) -> int:
    """Return a number below 100 written in Chinese numerals."""
    tens, ten, ones = marks.partition("十")
    if not ten:
        return _DIGITS.get(marks, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _months(parts: dict[str, str]) -> tuple[int, int]:
    """Return the first month that is named and how many months; zeros for none."""
    if parts["m"]:
        return int(parts["m"]), 1
    if parts["w"]:
        return next(n for n, words in enumerate(_MONTHS, 1) if re.fullmatch(words, parts["w"], re.IGNORECASE)), 1
    if parts["s"]:
        return next(n for n, words in _SEASONS.items() if re.fullmatch(words, parts["s"], re.IGNORECASE)), 3
    return 0, 0


def _days(parts: dict[str, str], month: int, count: int) -> DateRange | None:
    """Return the days of a year, its months or its day; ``None`` for a date that is none."""
    year = int(parts["y"])
    try:
        if parts["d"]:
            return DateRange(*[dt.date(year, month, int(parts["d"]))] * 2)
        if month:
            return span(year, month, count)
        to = parts["to"] and int(parts["to"] if len(parts["to"]) > 2 else parts["y"][:2] + parts["to"])
        return DateRange.of_years(year, to or year + 9 * bool(parts["ten"])) if not to or to >= year else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    """Return *text* without words at its ends that only tied a date to it."""
    words = text.split()
    while words and words[0].strip(",;.").lower() in _BESIDE:
        del words[0]
    while words and words[-1].strip(",;.").lower() in _BESIDE:
        del words[-1]
    return " ".join(words).strip(" ,;.")
