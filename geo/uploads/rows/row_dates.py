"""When the rows of a visitor's table happened: their dates as EDTF, and the time of day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from geo.core.edtf import day_span
from geo.core.text import clipped, counted
from geo.errors import DateError, ShortYearError, TooEarlyError
from geo.uploads.cells.dates import Order, clock_of, order_of, read_date
from geo.uploads.cells.month_words import MONTHS, plain
from geo.uploads.cells.nothing import is_code, is_nothing_known
from geo.uploads.faults import SHORT_YEAR, TOO_EARLY, Cells, Faults, by_value, emptied

__all__ = ["Dates", "dates"]

_WHOLE = ("date_edtf", "date_start", "date_end")
_BETWEEN = "\x1f"
_YEAR_ALONE = r"[+-]?\d{1,4}(?:\.0)?"
_MOST_DAYS = 31
_LEFT_OUT = "the calendar here begins with the year 1, so nothing of 1 BCE or before can be shown"
_ALL_FOUR = (
    "write all four digits, as only you know the century; in a spreadsheet, give the column the format yyyy-mm-dd and "
    "save it again"
)
_MAX_SHOWN = 3


class Dates(NamedTuple):
    """When the rows happened.

    Attributes
    ----------
    edtf : empty where there is a fault.
    clock : ``HH:MM``, empty where no time of day is given.
    asks_order : whether the order of day and month must be asked.
    """

    edtf: pd.Series
    clock: pd.Series
    asks_order: bool


def dates(cells: Cells, precision_column: str, order: Order, faults: Faults, notes: list[str]) -> Dates:
    """Return the dates of all rows; what was understood in a way that should be known goes to *notes*."""
    cells = {**cells, **_without_codes(cells, notes)}
    given = {name: _without_nothing(cells[name]) for name in _WHOLE}
    settled, is_open = order_of(text for name in _WHOLE for text in given[name].unique())
    remarks: Counter[str] = Counter()
    parted = {
        "year": _parted("year", cells, ("year", "month", "day"), order or settled, faults, remarks),
        "end_year": _parted("end_year", cells, ("end_year", "end_month", "end_day"), order or settled, faults, remarks),
    }
    unread: list[str] = []
    are_years = _are_years(given[name] for name in _WHOLE)
    read = {
        name: _read(name, given[name], order or settled, faults, remarks, parted["year"], unread, are_years)
        for name in _WHOLE
    }
    start = read["date_start"].where(read["date_start"] != "", parted["year"])
    end = read["date_end"].where(read["date_end"] != "", parted["end_year"])
    whole = read["date_edtf"]
    has_more = (end != "") & (whole != "") & ~whole.str.contains("/", regex=False) & ((start == "") | (start == whole))
    found = whole.where((whole != "") & ~has_more, _spans(start.where(~has_more, whole), end))
    if precision_column.lower() == "time_precision":  # ACLED: 2 to the week, 3 to the month
        is_day = found.str.len() == 10
        found = found.where(~(is_day & (cells["date_prec"] == "2")), found + "~")
        found = found.where(~(is_day & (cells["date_prec"] == "3")), found.str.slice(0, 7))
    is_told = faults.rows_of((*_WHOLE, "year", "month", "day", "end_year", TOO_EARLY, SHORT_YEAR))
    lacks = (found == "") & ~is_told
    named = faults.read_as((*_WHOLE, "year"))
    faults.add(named, cells[named][lacks], "give a date, such as 1904-07-29 or 1904")
    complaints = by_value(found, _complaint)
    wrong = complaints != ""
    faults.add("date_start", found[wrong], complaints[wrong])
    clock = _clocks(given, cells["time"])
    notes += _said(remarks, unread, int((clock != "").sum()))
    return Dates(found.mask(wrong, ""), clock, is_open and not order)


def _without_nothing(column: pd.Series) -> pd.Series:
    return emptied(column, is_nothing_known)


def _without_codes(cells: Cells, notes: list[str]) -> dict[str, pd.Series]:
    """Return the columns of dates and years without numbers such as -9, where no other is below zero; they are told."""
    found = {}
    for name in (*_WHOLE, "year", "end_year"):
        below = [text for text in pd.unique(cells[name]).tolist() if text.startswith("-") and text[1:2].isdecimal()]
        if below and all(map(is_code, below)):
            is_left = cells[name].isin(below)
            found[name] = cells[name].mask(is_left, "")
            shown = ", ".join(f"“{text}”" for text in below[:_MAX_SHOWN])
            notes.append(
                f"{shown} stands for no date in {counted(int(is_left.sum()), 'cell')}, as no other is below zero"
            )
    return found


def _spans(start: pd.Series, end: pd.Series) -> pd.Series:
    """Return both ends as one date; an end that is a range itself gives its own end."""
    first = by_value(start, lambda text: text.partition("/")[0])
    last = by_value(end, lambda text: text.rpartition("/")[2])
    is_same = pd.Series(
        [one.startswith(other) for one, other in zip(start.tolist(), end.tolist(), strict=True)],
        index=start.index,
        dtype=bool,
    )  # also where the end says no more than the year in which it began
    whole = start.where(is_same, first + "/" + last)
    return whole.where(start != "", end)


def _read(
    name: str,
    column: pd.Series,
    order: Order,
    faults: Faults,
    remarks: Counter[str],
    instead: pd.Series,
    unread: list[str],
    are_years: bool,
) -> pd.Series:
    """Return the dates of one column; one that cannot be read is a fault, unless *instead* has the row's year."""
    complaints: dict[str, str] = {}
    kinds: dict[str, str] = {}
    early: list[str] = []
    short: list[str] = []

    def one(text: str) -> str:
        try:
            found = read_date(text, order, is_year=are_years) if text else None
        except TooEarlyError:
            early.append(text)
            return ""
        except DateError as error:
            complaints[text] = str(error)
            if isinstance(error, ShortYearError):
                short.append(text)
            return ""
        if found and found.remark:
            kinds[text] = found.remark
        return found.edtf if found else ""

    found = by_value(column, one)
    if kinds:
        remarks.update(column.map(kinds).dropna())
    _leave_out(column, early, faults)
    if complaints:
        wrong = column.isin(list(complaints))
        saved = wrong & (instead != "") & (name != "date_end")
        unread += column[saved].tolist()
        wrong &= ~saved
        is_short = wrong & column.isin(short)
        faults.add(SHORT_YEAR, column[is_short & ~faults.rows_of((SHORT_YEAR,))], _ALL_FOUR)
        wrong &= ~is_short
        faults.add(name, column[wrong], column[wrong].map(complaints))
    return found


def _parted(
    name: str, cells: Cells, fields: tuple[str, str, str], order: Order, faults: Faults, remarks: Counter[str]
) -> pd.Series:
    """Return dates whose year, month and day stand apart; of an end without its year, the year is that of the start."""
    year, month, day = (_without_nothing(cells[field]) for field in fields)
    if name == "end_year" and not (year != "").any():
        year = _without_nothing(cells["year"]).where((month != "") | (day != ""), "")
    if not (year != "").any():
        return year
    complaints: dict[str, str] = {}
    kinds: dict[str, str] = {}
    early: list[str] = []

    def one(text: str) -> str:
        try:
            of_year, of_month, of_day = text.split(_BETWEEN)
            found, remark = _joined(of_year, of_month, of_day, order)
        except TooEarlyError:
            early.append(text)
            return ""
        except DateError as error:
            complaints[text] = str(error)
            return ""
        if remark:
            kinds[text] = remark
        return found

    joined = year + _BETWEEN + month + _BETWEEN + day
    found = by_value(joined, one)
    if kinds:
        remarks.update(joined.map(kinds).dropna())
    _leave_out(joined, early, faults)
    if complaints:
        wrong = joined.isin(list(complaints))
        shown = joined[wrong].str.replace(_BETWEEN, " ", regex=False).str.strip()
        faults.add(name, shown, joined[wrong].map(complaints))
    return found


def _are_years(columns: Iterable[pd.Series]) -> bool:
    """Whether all cells are numbers that can be years, and not all of them days of a month."""
    texts = [text for column in columns for text in pd.unique(column[column != ""]).tolist()]
    if not texts or not all(re.fullmatch(_YEAR_ALONE, text, re.ASCII) for text in texts):
        return False
    return any(abs(float(text)) > _MOST_DAYS for text in texts)


def _leave_out(column: pd.Series, early: Collection[str], faults: Faults) -> None:
    """Note the rows whose date lies before the year 1, each once."""
    if early:
        rows = column[column.isin(list(early)).to_numpy() & ~faults.rows_of((TOO_EARLY,))]
        faults.add(TOO_EARLY, rows.str.replace(_BETWEEN, " ", regex=False).str.strip(), _LEFT_OUT)


def _joined(year: str, month: str, day: str, order: Order) -> tuple[str, str]:
    """Return one date of its three pieces, and a remark."""
    if not year:
        return "", ""
    number = _number(month) or MONTHS.get(plain(month).strip("."), 0)
    if not number:
        if month and _number(month) is None:
            return read_date(f"{day} {month} {year}".strip(), order)
        return read_date(year, order, is_year=True)
    if not year.removesuffix(".0").isdecimal():
        return read_date(year, order, is_year=True)
    days = _number(day)
    if days is None and day:  # 1–3
        return (
            read_date(f"{day} {_NAMES[number - 1]} {year}") if 1 <= number <= 12 else read_date(f"{day}.{month}.{year}")
        )
    text = f"{int(year.removesuffix('.0')):04d}-{number:02d}" + (f"-{days:02d}" if days else "")
    try:
        day_span(text)
    except DateError:
        raise DateError(f"{text} is no date of the calendar; look at year, month and day") from None
    return text, ""


_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def _number(text: str) -> int | None:
    """Return a month or a day, 0 for the numbers that stand for an unknown one; ``None`` for any other text."""
    whole = text.removesuffix(".0")
    if not whole.lstrip("-").isdecimal():
        return 0 if not text else None
    return int(whole) if 0 < int(whole) < 99 else 0


def _clocks(given: Cells, times: pd.Series) -> pd.Series:
    """Return the time of day of each row."""
    start = given["date_edtf"].where(given["date_edtf"] != "", given["date_start"])
    own = by_value(times, _clock)
    return own.where(own != "", by_value(start, clock_of)).astype("str")


def _clock(text: str) -> str:
    """Return the time of day of a cell that holds nothing else."""
    if text.isdecimal() and len(text) <= 2:
        text = f"{text}:00"
    elif text.isdecimal() and len(text) in (3, 4):
        text = f"{text[:-2]}:{text[-2:]}"
    return clock_of(f"1 {text}")


def _said(remarks: Counter[str], unread: list[str], clocks: int) -> list[str]:
    """Return in words what was understood in a way that should be known."""
    found = []
    if count := remarks["open"]:
        found.append(
            f"known on one side only (“before 1904”, “1904/..”): {counted(count, 'date')}, which stand at that side"
        )
    if count := remarks["years"]:
        found.append(f"written as “1904-13”, no month: {counted(count, 'date')}, read as the years 1904 to 1913")
    if count := remarks["dash"]:
        found.append(
            f"written with a long dash, as “1904–05”: {counted(count, 'date')}, read as the years 1904 to 1905"
        )
    if count := remarks["season"]:
        found.append(
            f"written as “1921-22”: {counted(count, 'date')}, read as a season of EDTF (21 spring … 24 winter); "
            "if two years are meant, write 1921/1922"
        )
    if count := remarks["style"]:
        found.append(
            f"of the old style (Julian calendar): {counted(count, 'date')}, given as days of the Gregorian one"
        )
    for unit, begin in (("milliseconds", "1 January 1970"), ("seconds", "1 January 1970"), ("days", "1900")):
        if count := remarks[unit]:
            how = ", as spreadsheets count them" if unit == "days" else ""
            found.append(f"{counted(count, 'date')} in numbers, read as {unit} since {begin}{how}")
    if unread:
        shown = ", ".join(f"“{clipped(text, 30)}”" for text in dict.fromkeys(unread[:_MAX_SHOWN]))
        found.append(f"{counted(len(unread), 'date')} that cannot be read ({shown}); the year of the row is taken")
    if clocks:
        found.append(f"a time of day in {counted(clocks, 'row')}: the events of one day stand in its order")
    return found


def _complaint(text: str) -> str:
    try:
        if text:
            day_span(text)
    except DateError as error:
        return str(error)
    return ""
