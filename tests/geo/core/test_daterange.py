"""A range of days: every range survives its text; each is said one way."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core.daterange import DateRange

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9000, 1, 1))


@given(DAYS, st.integers(0, 5000))
def test_a_range_survives_its_text(first, days):
    whole = DateRange(first, first + dt.timedelta(days=days))
    assert DateRange.parse(whole.param) == whole


@pytest.mark.parametrize(
    "text", ["", "..", "1935..", "..1936", "1936..1935", "abc", "1935..1936..1937", "1938-13", "{{7*7}}"]
)
def test_a_wrong_range_is_refused(text):
    with pytest.raises(ValueError, match=r"range|ends before"):
        DateRange.parse(text)


@pytest.mark.parametrize(
    ("text", "params", "words"),
    [
        ("1938", ("1938", "1938"), "1938"),
        ("1938..1939", ("1938", "1939"), "1938–1939"),
        ("1938-07-29", ("1938-07-29", "1938-07-29"), "29 July 1938"),
        ("1938-01-01..1938-08-11", ("1938", "1938-08-11"), "1 January – 11 August 1938"),
        ("0999..1001", ("0999", "1001"), "0999–1001"),
    ],
)
def test_how_a_range_is_written_and_said(text, params, words):
    found = DateRange.parse(text)
    assert found.params == params
    assert found.words == words


def test_without_an_end_there_is_no_limit():
    assert DateRange().params == ("", "")
    assert DateRange(dt.date(1938, 1, 1)).params == ("1938", "")
    assert DateRange(None, dt.date(1938, 1, 1)).words == "all years"
