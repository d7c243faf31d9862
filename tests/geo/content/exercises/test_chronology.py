"""Order: no events that may coincide, gentle feedback."""

from __future__ import annotations

import itertools

import pytest

from geo.content.exercises import chronology
from geo.content.exercises.chronology import Event
from tests.builders import an_event


def a_day(day: int) -> Event:
    return Event(id=f"day-{day}", title="", kind="battle", place="", date="", first_day=day)


def test_events_that_may_coincide_are_never_set_against_each_other(many):
    for number in range(1, 60):
        for task in chronology.tasks(many, number):
            assert len(task) == 5
            ids = [event.id for event in task]
            assert "some-day" not in ids, "a whole year may coincide with all the others"
            rows = many.events.loc[ids].to_dict("records")
            for one, other in itertools.combinations(rows, 2):
                assert one["last_day"] < other["first_day"] or other["last_day"] < one["first_day"]
            assert chronology.in_place(task) < 5, "it must not be solved before it begins"


def test_a_title_with_a_year_is_left_out(dataset):
    events = [an_event(id=f"e-{n}", title=f"The clash of 19{30 + n}", date_edtf=f"19{30 + n}") for n in range(8)]
    assert chronology.tasks(dataset(events=events), 1) == ()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1, 2, 3, 4, 5], "All stand where they belong."),
        ([2, 1, 3, 4, 5], "Three of five stand where they belong."),
        ([2, 3, 4, 1, 5], "One of five stands where it belongs."),
        ([2, 3, 4, 5, 1], "None stands where it belongs yet."),
    ],
)
def test_feedback_is_gentle(days, words):
    assert chronology.in_place_words([a_day(day) for day in days]) == words


def test_the_dates_come_with_links(many):
    task = chronology.tasks(many, 1)[0]
    html = chronology.html(task, {event.id: f"./?event={event.id}" for event in task})
    found = [html.index(f"./?event={event.id}") for event in sorted(task, key=lambda one: one.first_day)]
    assert found == sorted(found)
    assert "10 " in html
