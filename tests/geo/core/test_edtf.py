"""EDTF: the accepted subset, its bounds and its words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core.edtf import day_span, spoken
from geo.errors import DateError
from tests.strategies import edtf_dates, edtf_intervals, edtf_texts

# text, first, last, precision, UCDP code, words
ACCEPTED = [
    ("1938-07-29", "1938-07-29", "1938-07-29", "day", 1, "29 July 1938"),
    ("1938-07-29?", "1938-07-29", "1938-07-29", "day", 2, "29 July 1938 (uncertain)"),
    ("1938-07-29~", "1938-07-29", "1938-07-29", "day", 2, "about 29 July 1938"),
    ("1938-07-29%", "1938-07-29", "1938-07-29", "day", 2, "about 29 July 1938 (uncertain)"),
    ("1936-03", "1936-03-01", "1936-03-31", "month", 4, "March 1936"),
    ("1936-03~", "1936-03-01", "1936-03-31", "month", 4, "about March 1936"),
    ("1936-02", "1936-02-01", "1936-02-29", "month", 4, "February 1936"),
    ("1900-02", "1900-02-01", "1900-02-28", "month", 4, "February 1900"),
    ("1938-07-XX", "1938-07-01", "1938-07-31", "month", 4, "July 1938"),
    ("1938-XX", "1938-01-01", "1938-12-31", "year", 5, "1938"),
    ("1938-XX-XX", "1938-01-01", "1938-12-31", "year", 5, "1938"),
    ("1938", "1938-01-01", "1938-12-31", "year", 5, "1938"),
    ("1938-22", "1938-06-01", "1938-08-31", "season", 5, "summer 1938"),
    ("193X", "1930-01-01", "1939-12-31", "decade", 5, "1930s"),
    ("19XX", "1900-01-01", "1999-12-31", "century", 5, "1900s"),
    ("0001", "0001-01-01", "0001-12-31", "year", 5, "0001"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", 1, "31 December 9999"),
    ("1937-06-19/1937-07-02", "1937-06-19", "1937-07-02", "day", 1, "19 June – 2 July 1937"),
    ("1945-08-09/1945-08-18", "1945-08-09", "1945-08-18", "day", 1, "9–18 August 1945"),
    ("1939-05/1939-09-16", "1939-05-01", "1939-09-16", "month", 4, "May 1939 – 16 September 1939"),
    ("1939-05-11/1939-09", "1939-05-11", "1939-09-30", "month", 4, "11 May 1939 – September 1939"),
    ("1904/1905", "1904-01-01", "1905-12-31", "year", 5, "1904–1905"),
    ("1938-12-30/1939-01-02", "1938-12-30", "1939-01-02", "day", 1, "30 December 1938 – 2 January 1939"),
    ("1938~/1939", "1938-01-01", "1939-12-31", "year", 5, "about 1938 – 1939"),
    ("1938-07~/1938-08~", "1938-07-01", "1938-08-31", "month", 4, "about July–August 1938"),
    ("1938-08-06/1938-08-06", "1938-08-06", "1938-08-06", "day", 1, "6–6 August 1938"),
]
REFUSED = {
    "nothing": "",
    "words": "spring of 1938",
    "no such day": "1938-02-30",
    "no leap year": "1900-02-29",
    "no such month": "1938-13",
    "day nought": "1938-07-00",
    "year nought": "0000",
    "before our era": "-0044",
    "a long year": "Y17000",
    "five digits": "19380",
    "no hyphens": "19380729",
    "one digit for a month": "1938-7",
    "a time of day": "1938-07-29T10:00",
    "an open end": "1938/..",
    "an unknown beginning": "/1938",
    "ends before it begins": "1939/1938",
    "three ends": "1938/1939/1940",
    "wide digits": "１９３８",
    "level 2: a mark inside": "1938-07%-29",
    "level 2: a mark before": "~1938",
    "level 2: a known day of an unknown month": "1938-XX-29",
    "level 2: a season of the south": "1938-29",
    "level 2: a quarter": "1938-33",
    "level 2: a set": "[1938,1939]",
    "digits unknown from the left": "X938",
    "two marks": "1938~?",
    "level 2: a mark and unknown digits in an interval": "193X/1945~",
    "level 2: an unknown month in an interval": "1938-XX/1939",
    "a formula": "=1938",
    "code": "{{1938}}",
    "a NUL": "1938\0",
    "blanks inside": "1938 / 1939",
}


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "code", "words"), ACCEPTED, ids=[c[0] for c in ACCEPTED]
)
def test_accepted(text, first, last, precision, code, words):
    span = day_span(text)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert (span.precision, span.date_prec) == (precision, code)
    assert span.is_interval == ("/" in text)
    assert spoken(text) == words


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_remedy(text):
    for read in (day_span, spoken):
        with pytest.raises(DateError) as caught:
            read(text)
        assert repr(text) in str(caught.value)
        assert "1904-07-29" in str(caught.value) or "swap" in str(caught.value), "names what would be right"


@given(edtf_texts())
def test_start_never_after_end(text):
    span = day_span(text)
    assert dt.date.min <= span.first <= span.last <= dt.date.max
    assert 1 <= span.date_prec <= 5
    assert f"{span.last.year:04d}"[:2] in spoken(text), "the words hold at least the century"


@given(edtf_intervals())
def test_an_interval_holds_both_its_ends(ends):
    one, other = ends
    span = day_span(f"{one}/{other}")
    assert span.first == day_span(one).first
    assert span.last == day_span(other).last
    assert span.is_interval


@given(edtf_dates(marks=""))
def test_a_mark_of_doubt_never_narrows(text):
    bare = day_span(text)
    assert not (bare.is_approximate or bare.is_uncertain)
    for mark in "~?%":
        marked = day_span(text + mark)
        assert (marked.first, marked.last) == (bare.first, bare.last)
        assert marked.date_prec >= bare.date_prec
        assert (marked.is_approximate, marked.is_uncertain) == (mark in "~%", mark in "?%")


@given(st.text(alphabet="0123456789X-~?%/. TYE[]{},", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        span = day_span(text)
    except DateError as error:
        assert "\n" not in str(error), "one problem stays one line"
    else:
        assert span.first <= span.last


@given(st.dates())
def test_a_day_of_any_year_means_itself(day):
    span = day_span(day.isoformat())
    assert (span.first, span.last, span.date_prec) == (day, day, 1)
