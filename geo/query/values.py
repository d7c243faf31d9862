"""The sorts of value that a parameter of a link can have: each read from text, written as text, described.

A reader gets the text, stripped and not empty, and what is known (:class:`geo.query.choices.Known`).  A text that it
cannot use is a ``ValueError`` whose message goes on after the text: ``is not one of …``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.core.daterange import DateRange
from geo.core.edtf import DaySpan, day_span
from geo.errors import DateError
from geo.query.choices import Known
from geo.query.nearest import nearest

__all__ = [
    "DAY",
    "FIRST_DAY",
    "FLAG",
    "LAST_DAY",
    "RANGE",
    "SCALE",
    "Value",
    "identifier",
    "number",
    "pattern",
    "term",
    "terms",
    "text",
    "whole",
]

_MOST_NAMED = 20
_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")


@dataclass(frozen=True)
class Value:
    """One sort of value.

    Attributes
    ----------
    schema : its JSON Schema, for the description of the HTTP interface.
    """

    read: Callable[[str, Known], Any]
    write: Callable[[Any], str]
    schema: Mapping[str, Any]


def terms(vocabulary: Mapping[str, object], known: str = "") -> Value:
    """Return the sort: one or more terms of *vocabulary*, or of the field *known* of what is known, by commas."""

    def read(given: str, here: Known) -> tuple[str, ...]:
        return _terms(given, getattr(here, known) if known else vocabulary)

    words = {"type": "string", "enum": list(vocabulary)} if vocabulary else {"type": "string"}
    return Value(read, ",".join, {"type": "array", "items": words})


def term(vocabulary: Mapping[str, object]) -> Value:
    """Return the sort: one term of *vocabulary*."""
    return Value(lambda given, _: _terms(given, vocabulary)[0], str, {"type": "string", "enum": list(vocabulary)})


def number(low: float, high: float, form: str = "g", is_clamped: bool = False) -> Value:
    """Return the sort: a number from *low* to *high*, written by *form*; beyond them it is wrong, or *is_clamped*."""

    def read(given: str, _: Known) -> float:
        try:
            found = float(_COMMA.sub(r"\1.\2", given) if _COMMA.fullmatch(given) else given)
        except ValueError:
            raise ValueError(f"is not a number between {low:g} and {high:g}") from None
        if is_clamped and found == found:  # any number but NaN, which is none
            found = min(max(found, low), high)
        if not low <= found <= high:
            raise ValueError(f"is not between {low:g} and {high:g}")
        return found

    return Value(read, lambda found: format(found, form), {"type": "number", "minimum": low, "maximum": high})


def whole(low: int, high: int, what: str = "whole number") -> Value:
    """Return the sort: a *what* from *low* to *high*, in plain digits."""

    def read(given: str, _: Known) -> int:
        if not (re.fullmatch(r"[0-9]{1,4}", given) and low <= int(given) <= high):
            raise ValueError(f"is no {what} from {low} to {high}")
        return int(given)

    return Value(read, str, {"type": "integer", "minimum": low, "maximum": high})


def text(most: int) -> Value:
    """Return the sort: any text of at most so many characters."""

    def read(given: str, _: Known) -> str:
        if len(given) > most:
            raise ValueError(f"is longer than {most} characters")
        return given

    return Value(read, str, {"type": "string", "maxLength": most})


def pattern(expression: str, complaint: str) -> Value:
    """Return the sort: text that matches *expression* from end to end."""

    def read(given: str, _: Known) -> str:
        if not re.fullmatch(expression, given):
            raise ValueError(complaint)
        return given

    return Value(read, str, {"type": "string", "pattern": f"^{expression}$"})


def identifier(known: str, noun: str) -> Value:
    """Return the sort: what the field *known* of what is known holds, such as the id of an event."""

    def read(given: str, here: Known) -> str:
        among = getattr(here, known)
        if given not in among:
            like = " or ".join(nearest(given, among))
            raise ValueError(f"names no {noun}" + (f"; did you mean {like}?" if like else ""))
        return given

    return Value(read, str, {"type": "string"})


def _day(given: str, _: Known) -> dt.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
            raise ValueError
        return dt.date.fromisoformat(given)
    except ValueError:
        raise ValueError("is no day, such as 1904-07-31") from None


def _span(given: str) -> DaySpan:
    try:
        return day_span(given)
    except DateError:
        raise ValueError("is no year or EDTF day, such as 1904 or 1904-07-29") from None


def _is_one(given: str, _: Known) -> bool:
    if given != "1":
        raise ValueError("is not 1")
    return True


def _terms(given: str, vocabulary: Mapping[str, object]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))
    unknown = [one for one in found if one not in vocabulary]
    if unknown or not found:
        raise ValueError(f"is not one of {', '.join(islice(vocabulary, _MOST_NAMED)) or 'any here'}")
    return found


def _scale(given: str, _: Known) -> int:
    if given not in ("1", "2", "4"):
        raise ValueError("is not 1, 2 or 4")
    return int(given)


def _first(day: dt.date | None) -> str:
    return DateRange(start=day).params[0]


def _last(day: dt.date | None) -> str:
    return DateRange(end=day).params[1]


#: A day; the first, or the last, day that a year or an EDTF day may mean; a range of days; yes; times as large.
DAY = Value(_day, lambda day: str(day.isoformat()), {"type": "string", "format": "date"})
FIRST_DAY = Value(lambda given, _: _span(given).first, _first, {"type": "string"})
LAST_DAY = Value(lambda given, _: _span(given).last, _last, {"type": "string"})
RANGE = Value(lambda given, _: DateRange.parse(given), lambda days: days.param, {"type": "string"})
FLAG = Value(_is_one, lambda _: "1", {"type": "string", "enum": ["1"]})
SCALE = Value(_scale, str, {"type": "integer", "enum": [1, 2, 4]})
