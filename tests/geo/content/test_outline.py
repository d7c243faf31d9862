"""Events in the order of a story: headings of time, and parts under their whole."""

from __future__ import annotations

import pytest

from geo.content.outline import Entry, by_time, nested

ABOUT = (1900, 1999)


def shape(entries):
    """Entries as nested pairs of id and parts."""
    return [(entry.event_id, shape(entry.parts)) if entry.parts else entry.event_id for entry in entries]


@pytest.mark.parametrize(
    ("ids", "part_of", "expected"),
    [
        (["a", "b"], ["", ""], ["a", "b"]),
        (["war", "day", "other"], ["", "war", ""], [("war", ["day"]), "other"]),
        (["war", "battle", "day"], ["", "war", "battle"], [("war", [("battle", ["day"])])]),
        (["day", "war"], ["war", ""], [("war", ["day"])]),
        (["day", "other"], ["war", ""], ["day", "other"]),
    ],
    ids=["apart", "a part", "a part of a part", "a part that began earlier", "the whole is not shown"],
)
def test_parts_stand_under_their_whole_if_it_is_shown(ids, part_of, expected):
    found = nested(ids, part_of)
    assert shape(found) == expected
    assert sum(entry.size for entry in found) == len(ids)


def many(first, last, count=20):
    """As many entries, evenly from the *first* year to the *last*, and their years."""
    years = {f"event-{n}": first + (last - first) * n // (count - 1) for n in range(count)}
    return [Entry(event_id) for event_id in years], years


@pytest.mark.parametrize(
    ("first", "last", "begins"),
    [(1929, 1945, "1929"), (1850, 1950, "Before 1900"), (1900, 1999, "1900s")],
)
def test_headings_are_as_wide_as_the_span_asks(first, last, begins):
    headings = by_time(*many(first, last), ABOUT)
    assert headings[0].title == begins
    assert sum(heading.size for heading in headings) == 20
    assert len(headings) > 1


def test_centuries_of_a_long_span():
    headings = by_time(*many(1200, 1999), (1000, 2000))
    assert [heading.title for heading in headings][:2] == ["1200–1299", "1300–1399"]


def test_what_lies_outside_the_years_is_folded_where_something_else_is_to_be_seen():
    entries, years = many(1890, 1905)
    headings = by_time(entries, years, ABOUT)
    assert [heading.title for heading in headings if heading.is_folded] == ["Before 1900"]
    (only,) = by_time(entries, dict.fromkeys(years, 1890), ABOUT)
    assert not only.is_folded


def test_few_events_need_no_heading():
    assert [heading.title for heading in by_time(*many(1890, 1905, 12), ABOUT)] == [""]
    assert by_time([], {}, ABOUT) == []
