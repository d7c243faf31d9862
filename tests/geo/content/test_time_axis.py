"""What the axis of time is made of: when events began, and which are shown."""

from __future__ import annotations

from geo.content.figures.time_axis import flags, starts
from tests.builders import an_event


def test_days_are_counted_from_one_event_to_the_next(dataset):
    data = dataset(
        events=[
            an_event(date_edtf="1938-07-29"),
            an_event(id="long", date_edtf="1938-07-31/1938-08-11"),
            an_event(id="vague", date_edtf="1938"),
            an_event(id="far", date_edtf="0001"),
        ]
    )
    steps = starts(data).split(",")
    assert [step.endswith("~") for step in steps] == [True, True, False, False], (
        "the day on which one began is not known"
    )
    assert [int(step.rstrip("~"), 36) for step in steps[2:]] == [28 + 30 + 31 + 31 + 30 + 31 + 28, 2]
    assert sum(int(step.rstrip("~"), 36) for step in steps[:2]) == 9 * 365 + 2, "from 1929 to 1938, two leap years"


def test_no_events_no_days(dataset):
    assert starts(dataset(events=[])) == ""


def test_what_is_shown_is_a_bit_each(dataset):
    data = dataset(
        events=[an_event(id=f"event-{number}", date_edtf=f"1938-01-{number:02d}") for number in range(1, 10)]
    )
    assert flags(data, data.events) == ""
    assert flags(data, data.events.iloc[[0, 8]]) == "8080"
    assert flags(data, data.events.iloc[[]]) == "0000"
