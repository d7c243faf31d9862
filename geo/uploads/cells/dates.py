"""Dates and ranges as people write them → EDTF, or the reason why not; what could mean two days is asked.

A date that is known on one side only (*before 1936*, ``1938/..``) stands at that side, marked as uncertain, and
is counted: see :class:`Read`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from geo.core.edtf import day_span
from geo.core.text import clipped
from geo.errors import DateError, ShortYearError, TooEarlyError
from geo.uploads.cells import day_times, other_calendars
from geo.uploads.cells.date_forms import ORDERS, Order, Parts, numbers_in_order, parts_of
from geo.uploads.cells.month_words import ABOUT, AFTER, BEFORE, PARTS, plain

__all__ = ["ORDERS", "Order", "Read", "Remark", "clock_of", "edtf_of", "order_of", "read_date"]

Remark = Literal["", "open", "seconds", "milliseconds", "days", "years", "dash", "season", "style"]


class Read(NamedTuple):
    """A date in EDTF, and what was done for it that the visitor should know."""

    edtf: str
    remark: Remark = ""


_LONGEST = 80
_SHOWN = 40
_CLOCK = re.compile(
    r"(?<=\d)(?:[Tt]|,? ?)(?<![\d:])(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|z|UTC|GMT|[+-]\d\d:?\d\d))?"
    r"(?: ?([AaPp])\.?[Mm]\.?)?\Z|(?<=\d)[Zz]\Z",
    re.ASCII | re.IGNORECASE,
)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.0)?|-?\d{11,13}(?:\.0)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}|\d{1,2}[- ][^\W\d]{3,9}[- ]'?\d\d", re.ASCII)
#: Days since 1900 as spreadsheets count them, from May 1927 to the end of 2099.
_SERIAL = re.compile(r"([1-6]\d{4}|7[0-2]\d{3})(\.\d+)?", re.ASCII)
_SERIAL_BEGIN = dt.date(1899, 12, 30)
_WAVE = re.compile(r"(?<=[\w.)]) ?~ ?(?=[\d昭大明平令民康元])")
_YEAR_AND_TWO = re.compile(r"\d{4}-\d\d", re.ASCII)
_SAID_TWICE = re.compile(r"([^()]{4,40}?) ?\((\d{4}-\d\d(?:-\d\d)?)\)", re.ASCII)  # July 3, 1863 (1863-07-03)
_LONG_DASH = re.compile(r"(\d\d)(\d\d) ?[–—] ?(\d{1,2})", re.ASCII)
_MAY_BE_YEARS = re.compile(r"\d\d(\d\d)-(2[1-4])", re.ASCII)
_TO_YEAR = re.compile(r"(\d\d)(\d\d) ?[-/] ?(3[2-9]|[4-9]\d)", re.ASCII)
_SINCE = re.compile(
    r"(.+?) ?(?:-|to|until|bis|hasta|a|до|по) ?(?:present|today|now|ongoing|heute|aujourd'hui|hoy|presente|oggi|heden|"
    r"наст(?:оящее|\.) ?(?:время|вр\.)?|现在|現在|今|현재)|(\d{4}) ?-"
)
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?", re.ASCII)
_DASH = re.compile(r"[‐‑‒–—―−〜～]")
_MARKED = re.compile(r"(.+?) ?(\(\?\)|[?~%])\Z")
_MARKED_IN_FRONT = re.compile(r"\? ?(?=\d)")
_BRACKETS = re.compile(r"\[([^\[\]{},]+)\]|\(([^()]+)\)")
_SET = re.compile(r"([\[{])(.+)([\]}])")
_PLUS = re.compile(r"\+0*(?=\d{4}-)")  # as Wikidata writes years
_SINCE_ONE = re.compile(
    r"^(?:a\.? ?d\.?|c\.? ?e\.?|anno domini|n\.? ?chr\.?)\s*(?=\d)|(?<=\d) ?(?:a\.? ?d\.?|c\.? ?e\.?|n\.? ?chr\.?|"
    r"ap\.? ?j\.?-?c\.?|d\.? ?c\.?|н\.? ?[эе]\.?|e\. ?kr\.?|μ\.? ?χ\.?|n\.? ?[el]\.?|m\.? ?s\.?)\Z"
)
_OPEN = re.compile(r"(?:(?P<to>(?:\.\.)?/)(?P<last>[^/]+)|(?P<first>[^/]+)(?P<from>/(?:\.\.)?))")
_FROM_TO = re.compile(
    r"(?:from|between|von|vom|zwischen|du|de|entre|desde|dal|dalla|tra|van|tussen|с|между|od|z) "
    r"(?P<start>.+?) (?:to|until|till|and|bis|bis zum|und|au|a|et|al|y|hasta|ate|e|tot|en|по|до|и|do|az) (?P<end>.+)"
)
_BETWEEN = re.compile(
    r" ?[-/]+ ?| ?(?:\.\.+|[→⇒>…]|->) ?| (?:to|until|till|through|thru|and|bis|bis zum|und|au|al|a|et|y|e|en|"
    r"hasta|ate|tot|по|до|и|do|i|&) "
    r"| ?至 ?| ?から ?"
)
#: The night from one day to the next.
_NIGHT = re.compile(
    r"(?:(?:in|on|during|w|v|в|у) )?(?:the |la |der |den )?(?:night|nacht|nuit|noche|notte|noite|nit|noc|noci|"
    r"ночь|ночи|ніч|нощта|noaptea|natten) (?:(?:of|from|between|vom|zwischen|du|de|del|entre|tra|dal|da|fra|z|ze|с|со|"
    r"з|від|din|mellem|mellan|til|till) )?(?:the |dem |le |el |il )?(?=\d)"
)
_TO_DAY = re.compile(
    r" (?:to|and|auf den|auf|zum|und|au|et|al|y|el|para|e il|e|i|na|на|spre|og|och) (?:the |le |el |il )?(?=\d)"
)
#: A century as archaeologists and OpenStreetMap write it: C17, early C18.
_CENTURY = re.compile(r"(?<![^ ~])c(1\d|2[01])(?:th)?(?=\??\Z)")
_YEARS_OF_ERA = re.compile(r"0*(\d{1,4}) ?(?:-|/|to|until|and|bis|a|до) ?(?:ad |a\.d\. ?)?0*(\d{1,4})")
_OR = re.compile(r" (?:or|oder|ou|o|of|или|lub|albo|nebo|veya) |或|または")
_ABOUT = re.compile(rf"(?:{ABOUT})(?:\. ?| )(?=\S)|(?:~|c|ca|c\.|ca\.|約|约|大约|약) ?(?=\d)")
_ABOUT_BEHIND = re.compile(
    r"(?<!th)(?<!th ),? ?\(?(?:presumed|presumably|probable|probably|possibly|likely|vermutlich|wohl|probablement|"
    r"circa|ca\.?|c\.|approx\.?|approximately|estimated|est\.?|ок\.|około|頃|ごろ|쯤|경)\)?\Z"
)
_HALVES = re.compile(r" ?[–—] ?| - | to | bis ")
_BEFORE, _AFTER = (re.compile(rf"(?:{words}) (?=\S)") for words in (BEFORE, AFTER))
_EAST_BEFORE, _EAST_AFTER = (
    re.compile(r"(.+?)(?:以前|之前|前|이전)"),
    re.compile(r"(.+?)(?:以後|以降|以后|之后|之後|이후)"),
)
_PART = re.compile(rf"(?:{PARTS})(?: |-)(?=\S)")
_RIGHT = "write 1904, 1904-07, 1904-07-29 or 1904-07-29/1904-08-11"


def edtf_of(text: str, order: Order = "") -> str:
    """Return *text* as an EDTF date: :func:`read_date` without its remark.

    Examples
    --------
    >>> edtf_of("29.7.1938"), edtf_of("July 1938"), edtf_of("1938年7月29日"), edtf_of("5/6/1938", "dmy")
    ('1938-07-29', '1938-07', '1938-07-29', '1938-06-05')
    >>> edtf_of("5/6/1938")
    Traceback (most recent call last):
    geo.errors.AmbiguousDateError: '5/6/1938' may be 5 June or 6 May; say which comes first, day or month
    """
    return read_date(text, order).edtf


def read_date(text: str, order: Order = "", *, is_year: bool = False) -> Read:
    """Return *text* as an EDTF date.

    Parameters
    ----------
    order : how day and month follow each other where the numbers do not tell.
    is_year : whether one to three digits alone are a year, as in a column of years.

    Raises
    ------
    DateError
        If it is no date, or could be two; the message says what would be right.

    Examples
    --------
    >>> read_date("before 1936")
    Read(edtf='1936?', remark='open')
    >>> edtf_of("July 1–3, 1863"), edtf_of("昭和13年7月29日"), edtf_of("c. 1250"), edtf_of("1930s")
    ('1863-07-01/1863-07-03', '1938-07-29', '1250~', '193X')
    """
    bare = _PLUS.sub("", " ".join(text.split()))
    if (twice := _SAID_TWICE.fullmatch(bare)) and _is_same(twice[1], twice[2], order):
        bare = twice[2]
    if _PLAIN.fullmatch(bare) and _is_edtf(bare):
        return Read(bare, _of_season(bare))
    if len(bare) > _LONGEST:
        raise _wrong(text, bare)
    if is_year and re.fullmatch(r"\d{1,3}(?:\.0)?", bare):
        if not int(bare.removesuffix(".0")):  # which is 1 BCE as astronomers count
            raise TooEarlyError(f"{clipped(text, _SHOWN)!r} lies before the year 1, where this calendar begins")
        return Read(_checked(f"{int(bare.removesuffix('.0')):04d}", text, bare))
    if _EPOCH.fullmatch(bare):
        return _of_epoch(bare, text)
    if match := _SERIAL.fullmatch(bare):
        return Read((_SERIAL_BEGIN + dt.timedelta(days=int(match[1]))).isoformat(), "days")
    if (match := _LONG_DASH.fullmatch(bare)) and match[3] > match[2][-len(match[3]) :]:  # 1904–05, 1904–5
        end = match[1] + match[2][: -len(match[3])] + match[3]
        is_clear = 12 < int(match[3]) < 21 or int(match[3]) > 24
        return Read(f"{match[1]}{match[2]}/{end}", "" if is_clear else "dash")
    easy = _easy(bare)
    if other_calendars.is_before_one(easy):
        raise TooEarlyError(
            f"{clipped(text, _SHOWN)!r} lies before the year 1, where this calendar begins; such a row cannot be shown"
        )
    about = _ABOUT.match(easy)
    if about and _SINCE_ONE.match(easy[about.end() :]):  # c. AD 60
        of_era = read_date(easy[about.end() :], order)
        return Read(_checked("/".join(f"{end}~" for end in of_era.edtf.split("/")), text, bare), of_era.remark)
    since = _SINCE_ONE.sub("", easy).strip()
    if since != easy and re.fullmatch(r"\d{1,3}", since):
        return Read(_checked(f"{int(since):04d}", text, bare))
    years = _YEARS_OF_ERA.fullmatch(since) if since != easy else None
    if years and int(years[1]) <= int(years[2]):
        return Read(_checked(f"{int(years[1]):04d}/{int(years[2]):04d}", text, bare))
    if (night := _NIGHT.sub("", since)) != since:
        since = _TO_DAY.sub("-", night, count=1)
    since, is_old = other_calendars.without_style(since)
    found = _understood(since, order)
    if found is None or (found.edtf[:2] > "22" and other_calendars.name_of(easy)):
        told = _of_other_calendar(text, easy)
        raise DateError(told) if told else _wrong(text, bare)
    if is_old:
        return Read(_checked(other_calendars.gregorian(_checked(found.edtf, text, bare)), text, bare), "style")
    if _YEAR_AND_TWO.fullmatch(bare) and "/" in found.edtf:  # which may be a mistaken month, too
        return Read(_checked(found.edtf, text, bare), "years")
    return Read(_checked(found.edtf, text, bare), found.remark)


def _easy(text: str) -> str:
    """Return a date without accents and capitals, with one kind of dash."""
    return _CENTURY.sub(r"\1th century", _WAVE.sub("-", plain(_DASH.sub("-", text))))


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
        for half in _HALVES.split(_CLOCK.sub("", text.strip())):
            first, second = numbers_in_order(half) or (0, 0)
            if first > 12 >= second:
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
            else:
                is_open = is_open or first != second
    settled: Order = orders.pop() if len(orders) == 1 else ""
    return settled, is_open and not settled


def clock_of(text: str) -> str:
    """Return the time of day that a date ends with, as ``HH:MM``; empty without one, and for midnight.

    Examples
    --------
    >>> clock_of("1944-06-06T06:30:00Z"), clock_of("6 June 1944, 2:05 pm"), clock_of("1944-06-06")
    ('06:30', '14:05', '')
    """
    if serial := _SERIAL.fullmatch(text.strip()):
        minutes = round(float(serial[2] or 0) * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if 0 < minutes < 24 * 60 else ""
    match = _CLOCK.search(text.strip())
    if not match or match[1] is None:
        return day_times.clock_of(_easy(" ".join(text.split())))
    hour, minute = int(match[1]), match[2]
    if match[3]:
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return "" if hour > 23 or (hour, minute) == (0, "00") else f"{hour:02d}:{minute}"


def _of_season(edtf: str) -> Remark:
    """Return a remark on 1921-22, which is spring or summer in EDTF, and two years to many people."""
    match = _MAY_BE_YEARS.fullmatch(edtf)
    return "season" if match and match[2] > match[1] else ""


def _checked(edtf: str, text: str, bare: str) -> str:
    try:
        day_span(edtf)
    except DateError:
        raise _wrong(text, bare) from None
    return edtf


def _understood(text: str, order: Order) -> Read | None:
    """Return a date or a range without accents and capitals as EDTF."""
    if _is_edtf(text):
        return Read(text.upper(), _of_season(text))
    if match := _TO_YEAR.fullmatch(text):  # 1938-39, where no month or day can be meant
        return Read(f"{match[1]}{match[2]}/{match[1]}{match[3]}") if match[3] > match[2] else None
    if match := _SINCE.fullmatch(text):
        first = _understood((match[1] or match[2]).strip(" ,"), order)
        return first and Read(first.edtf, "open")
    if match := _SET.fullmatch(text):
        return _of_set(match[2], match[1] == "[", order)
    if match := _BRACKETS.fullmatch(text):
        inner = _understood(match[1] or match[2], order)
        return inner and Read(_doubted(inner.edtf), inner.remark)
    if (match := _OPEN.fullmatch(text)) and not numbers_in_order(text):
        side = _understood(match["last"] or match["first"], order)
        if side:
            return Read(_doubted(side.edtf) if match["last"] else side.edtf, "open")
    text = day_times.without_time(_CLOCK.sub("", text))
    whole = _marked(text, order)
    if whole and (whole.fixed or (whole.year and (whole.month or not whole.day))):
        return Read(whole.edtf)
    if match := _FROM_TO.fullmatch(text):
        found = _range(match["start"], match["end"], order)
        if found:
            return found
    for dash in _BETWEEN.finditer(text):
        found = _range(text[: dash.start()], text[dash.end() :], order)
        if found:
            return found
    if either := _OR.search(text):
        return _of_set(f"{text[: either.start()]},{text[either.end() :]}", True, order)
    for word, east in ((_BEFORE, _EAST_BEFORE), (_AFTER, _EAST_AFTER)):
        match = word.match(text)
        rest = text[match.end() :] if match else (found_east[1] if (found_east := east.fullmatch(text)) else "")
        if rest and (one := _marked(rest, order)) and (one.year or one.fixed):
            return Read(_doubted(one.edtf), "open")
    return None


def _is_same(text: str, edtf: str, order: Order) -> bool:
    """Whether what stands before a date in brackets is that date."""
    try:
        return read_date(text, order).edtf == edtf
    except DateError:
        return False


def _is_edtf(text: str) -> bool:
    try:
        day_span(text.upper())
    except DateError:
        return False
    return True


def _of_set(text: str, is_one: bool, order: Order) -> Read | None:
    """Return the span from the first to the last of a set; uncertain if it is only one of them."""
    ends = [one for one in re.split(r"\.\.|,", text) if one.strip()]
    found = [_understood(one.strip(), order) for one in ends]
    dates = [one.edtf for one in found if one]
    if not dates or len(dates) < len(ends):
        return None
    span = [dates[0]] if len(dates) == 1 else [dates[0], dates[-1]]
    return Read("/".join(_doubted(one) if is_one else one for one in span))


def _doubted(edtf: str) -> str:
    """Return a date with the mark of doubt at each end."""
    return "/".join(
        end if end[-1] in "?%" else end[:-1] + "%" if end.endswith("~") else end + "?" for end in edtf.split("/")
    )


def _marked(text: str, order: Order) -> Parts | None:
    """Return one date with its mark of doubt."""
    mark = ""
    for sign in (_ABOUT, _PART):
        if (match := sign.match(text)) and match.end() < len(text):
            text, mark = text[match.end() :], "~"
    if (match := _ABOUT_BEHIND.search(text)) and match.start():
        text, mark = text[: match.start()], "~"
    if match := _MARKED_IN_FRONT.match(text):
        text, mark = text[match.end() :], "?"
    if match := _MARKED.fullmatch(text):
        text, last = match[1], match[2].strip("()")
        mark = last if not mark or mark == last else "%"
    found = parts_of(day_times.without_time(_CLOCK.sub("", text)), order)
    return replace(found, mark=mark or found.mark) if found else None


def _range(start: str, end: str, order: Order) -> Read | None:
    """Return a range, in which either end may lack what the other one says."""
    first, last = _marked(start, order), _marked(end, order)
    if not first or not last:
        return None
    if first.fixed or last.fixed:
        return Read(f"{first.edtf}/{last.edtf}") if (first.fixed or first.year) and (last.fixed or last.year) else None
    if not last.year and not last.month and not first.month:  # 1914–18
        if not (last.day and first.year > 99):
            return None
        last = Parts(first.year // 100 * 100 + last.day, mark=last.mark)
    year = first.year or last.year
    if not year or (not first.year and not (last.month or last.day)):
        return None
    first, last = replace(first, year=year), replace(last, year=last.year or year)
    if first.day and not first.month:
        first = replace(first, month=last.month)
    if last.day and not last.month:
        last = replace(last, month=first.month)
    if (first.day and not first.month) or (last.day and not last.month):
        return None
    if first.edtf == last.edtf:
        return Read(first.edtf)
    return Read(f"{first.edtf}/{last.edtf}")


def _of_epoch(bare: str, text: str) -> Read:
    """Return the day of a count of seconds or milliseconds since 1970."""
    number = int(bare.removesuffix(".0"))
    is_milli = abs(number) >= 10**10
    try:
        day = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=number / 1000 if is_milli else number)
    except OverflowError:
        raise _wrong(text, bare) from None
    return Read(day.date().isoformat(), "milliseconds" if is_milli else "seconds")


def _of_other_calendar(text: str, easy: str) -> str:
    name = other_calendars.name_of(easy)
    return name and (
        f"{clipped(text, _SHOWN)!r} is a date of the {name} calendar, which cannot be read here; "
        "write its day in the Gregorian calendar, such as 1904-07-29"
    )


def _wrong(text: str, bare: str) -> DateError:
    shown = repr(clipped(text, _SHOWN))
    if _SHORT_YEAR.fullmatch(_CLOCK.sub("", bare)):
        return ShortYearError(f"{shown} has a year of two digits; write all four")
    return DateError(f"{shown} is no date of the calendar; {_RIGHT}")
