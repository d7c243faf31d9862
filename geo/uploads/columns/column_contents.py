"""What the cells of a column look like, from a sample: numbers, days, years, degrees, pairs of degrees, text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.core.edtf import day_span
from geo.core.text import is_web_address
from geo.errors import AmbiguousDateError, DateError, TooEarlyError
from geo.uploads.cells.coordinates import degrees_of, pair_of
from geo.uploads.cells.dates import read_date
from geo.uploads.cells.figures import figure_of
from geo.uploads.cells.month_words import MONTHS, plain
from geo.uploads.cells.nothing import is_code, is_nothing

__all__ = ["Contents", "contents_of", "fit"]

_SAMPLE = 300
_MOST_PAIRS = 0.6
_DATES = 60  # cells of which it is tried whether they are dates
_WKT = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*Z?\s*\(|\A0[01][0-9A-F]{40,}\Z", re.IGNORECASE
)
_INTEGER = re.compile(r"[+-]?\d{1,9}(?:\.0+)?", re.ASCII)


@dataclass(frozen=True)
class Contents:
    """Shares of the filled cells, from 0 to 1, that look like something.

    Attributes
    ----------
    is_empty : whether no cell is filled.
    filled : the share of all cells that are, the only one that is not of the filled ones.
    days : dates known to the day; *dates* are of any precision.
    small : whole numbers from 0 to 31 or an absurd one that stands for nothing; *months* up to 12, or by name.
    decimals : degrees with a fraction.
    length : the mean number of characters.
    variety : how many different texts there are for each filled cell.
    """

    is_empty: bool = True
    filled: float = 0.0
    dates: float = 0.0
    days: float = 0.0
    years: float = 0.0
    months: float = 0.0
    small: float = 0.0
    latitudes: float = 0.0
    longitudes: float = 0.0
    decimals: float = 0.0
    pairs: float = 0.0
    shapes: float = 0.0
    figures: float = 0.0
    letters: float = 0.0
    addresses: float = 0.0
    length: float = 0.0
    variety: float = 0.0


def contents_of(column: pd.Series) -> Contents:
    """Return what a column of text looks like, from cells over its whole length."""
    sample = column.iloc[:: max(1, len(column) // _SAMPLE)]
    cells = [text for text in sample if not is_nothing(text)]
    filled = len(cells) / max(1, len(sample))
    if not cells:  # what is filled lies between those
        cells = [text for text in column[column != ""].head(_SAMPLE) if not is_nothing(text)]
    if not cells:
        return Contents()
    known = {text: _kinds(text) for text in set(cells[:_SAMPLE])}
    kinds = [known[text] for text in cells[:_SAMPLE]]
    tried = cells[:: max(1, len(cells) // _DATES)]
    of_time = {text: _date(text) for text in set(tried)}
    dates = [of_time[text] for text in tried]
    return Contents(
        is_empty=False,
        filled=filled,
        dates=sum(one > 0 for one in dates) / len(dates),
        days=sum(one > 1 for one in dates) / len(dates),
        length=sum(map(len, cells)) / len(cells),
        variety=len(set(cells)) / len(cells),
        **{name: sum(name in one for one in kinds) / len(kinds) for name in _KINDS},
    )


_KINDS = (
    "years", "months", "small", "latitudes", "longitudes", "decimals", "pairs", "shapes", "figures", "letters",
    "addresses",
)  # fmt: skip


def _kinds(text: str) -> set[str]:
    """Return what one cell may be."""
    found = set()
    if _INTEGER.fullmatch(text):
        number = int(float(text))
        found |= {
            name
            for name, fits in (("years", 32 <= abs(number) <= 2100), ("small", number <= 31 or number == 99))
            if fits
        }
        if -100 < number <= 12 or number == 99:
            found.add("months")
    elif plain(text).strip(".") in MONTHS:
        found |= {"months"}
    if (degrees := degrees_of(text)) is not None:
        found |= {name for name, most in (("latitudes", 90), ("longitudes", 360)) if abs(degrees) <= most}
        if degrees % 1:
            found.add("decimals")
    elif pair_of(text) is not None:
        found.add("pairs")
    if _WKT.match(text):
        found.add("shapes")
    if figure_of(text) is not None:
        found.add("figures")
    if is_web_address(text):
        found.add("addresses")
    if sum(letter.isalpha() or unicodedata.category(letter)[0] == "M" for letter in text) * 2 > len(text):
        found.add("letters")
    return found


def _date(text: str) -> int:
    """Return 2 for a date to the day, 1 for any other one, 0 for none."""
    if len(text) > 60 or not any(letter.isdecimal() or letter in "元一二三四五六七八九十" for letter in text):
        return 0
    if is_code(text):
        return 0
    if text.replace(".", "", 1).isdecimal() and len(text.partition(".")[0]) == 5:
        return 0  # a spreadsheet's number of a day looks like any other number
    try:
        return 2 if day_span(read_date(text).edtf).precision == "day" else 1
    except DateError as error:
        # what is a date of another order or another age still shows what the column holds
        return 2 if isinstance(error, AmbiguousDateError) else 1 if isinstance(error, TooEarlyError) else 0


def fit(field: str, one: Contents) -> float:
    """Return, from 0 to 1, how well a column fits what a field holds."""
    if one.is_empty:
        return 0.2
    if field in _BY_SHARE:
        return getattr(one, _BY_SHARE[field])  # type: ignore[no-any-return]
    if field in ("date_edtf", "date_start", "date_end"):
        return (0.6 * max(one.dates, 0.9 * one.years) + 0.4 * one.days) * (0.6 + 0.4 * one.filled)
    if field in ("year", "end_year"):
        return max(one.years, 0.9 * one.dates, 0.3 * one.small) * (1 - 0.5 * one.days)
    words = one.letters * (1 - 0.9 * one.addresses) * (1 - one.pairs) * (1 - one.shapes)
    if field == "title":
        return words * (0.6 + 0.4 * one.variety) * (1.0 if one.length <= 100 else 0.4)
    if field == "place_title" and one.pairs > _MOST_PAIRS:
        return -0.1  # it is called a place, and holds positions
    if field in ("place_title", "country_then", "side_a", "side_b", "kind", "result"):
        return max(0.1, words) * (1.0 if one.length <= 120 else 0.3)
    if field == "chapter":
        return max(0.1, words) * (1.2 - one.variety if one.variety > 0.2 else 1.0)
    if field == "summary":
        return max(0.1, words) * (1.0 if one.length > 25 else 0.7)
    if field == "time":
        return 1 - one.days
    if field == "id":
        return one.variety
    return 1.0


_BY_SHARE: Mapping[str, str] = {
    **dict.fromkeys(("month", "end_month"), "months"),
    **dict.fromkeys(("day", "end_day"), "small"),
    **dict.fromkeys(("low", "best", "high"), "figures"),
    "latitude": "latitudes",
    "longitude": "longitudes",
    "coordinates": "pairs",
    "geometry_wkt": "shapes",
}
