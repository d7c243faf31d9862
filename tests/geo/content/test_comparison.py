"""What differs between two ranges, in a sentence."""

from __future__ import annotations

import pytest

from geo.content.figures.comparison import difference, named
from tests.builders import a_claim, an_event


def made(dataset, *rows, **tables):
    return dataset(events=[an_event(id=f"e{n}", **cells) for n, cells in enumerate(rows)], **tables)


def test_counts_kinds_and_the_most_dead_of_one_event(dataset):
    data = made(
        dataset,
        {"date_edtf": "1936"},
        {"date_edtf": "1936"},
        {"date_edtf": "1939", "kind": "battle"},
        claims=[
            a_claim(id="a", event_id="e0", best="10"),
            a_claim(id="b", event_id="e1", best="", low="5", high="40"),
            a_claim(id="c", event_id="e2", best="7000", side="japan"),
            a_claim(id="w", event_id="e2", best="9000", measure="wounded"),
        ],
    )
    year = data.events["year"]
    assert difference(data, data.events[year == 1936], data.events[year == 1939]) == (
        "From 2 events (2 incidents) to 1 event (1 battle); "
        "the most dead that anybody names for one of them: 40, then 7,000."
    )


def test_where_nobody_counts_the_dead_nothing_is_said_of_them(dataset):
    data = made(dataset, {"date_edtf": "1936"}, {"date_edtf": "1939", "kind": "context"})
    assert difference(data, data.events[:1], data.events[1:]) == "From 1 event (1 incident) to 1 event."
    assert difference(data, data.events[:1], data.events[:0]) == ""


@pytest.mark.parametrize("shift", [0, 1], ids=["just its days", "a day more"])
def test_a_named_period_is_known_by_its_days(dataset, shift):
    import datetime as dt

    from geo.content.timeline import periods

    data = dataset()
    for one in periods(data):
        found = named(data, one.start, one.end + dt.timedelta(days=shift))
        assert (found == one) is (shift == 0)
