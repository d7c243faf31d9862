"""Events by month: each counts once, where it may have begun."""

from geo.content.figures.histogram import by_month
from tests.builders import an_event


def test_an_event_counts_in_its_first_month(dataset):
    data = dataset(
        events=[
            an_event(date_edtf="1938-07-29"),
            an_event(id="long", date_edtf="1938-07-31/1938-08-11"),
            an_event(id="vague", date_edtf="1938"),
            an_event(id="far", date_edtf="0001"),
        ]
    )
    assert by_month(data.events) == {(1938, 7): 2, (1938, 1): 1, (1, 1): 1}


def test_no_events_no_months(dataset):
    assert by_month(dataset(events=[]).events) == {}
