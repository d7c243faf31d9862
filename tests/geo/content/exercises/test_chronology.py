"""Order: no events that may coincide, gentle feedback."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from geo.content.exercises import chronology
from geo.content.exercises.chronology import Event
from tests.builders import an_event


def a_day(day: int) -> Event:
    return Event(id=f"day-{day}", title="", kind="battle", place="", date="", first_day=day)


def test_events_that_may_coincide_are_never_set_against_each_other(many):
    for number in range(1, 60):
        for task in chronology.tasks(many, number, 3):
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


@pytest.mark.parametrize(("level", "count", "apart_days"), [(1, 4, 60), (2, 5, 20), (3, 5, 1)])
def test_the_first_levels_keep_events_well_apart(many, level, count, apart_days):
    """Level 1 asks for more days than twelve events of one year have between them: it takes what there is."""
    for number in range(1, 20):
        for task in chronology.tasks(many, number, level):
            assert len(task) == count
            days = sorted(event.first_day for event in task)
            assert min(later - day for day, later in itertools.pairwise(days)) >= min(apart_days, 28)


@pytest.mark.parametrize(
    ("why", "clue"),
    [
        ("It began the war.", "It began the war."),
        ("It began the war of 1904.", ""),
        ("It began in July.", ""),
        ("It came on the 9th.", ""),
    ],
)
def test_a_clue_tells_no_date(dataset, why, clue):
    events = [an_event(id=f"e-{n}", title="A clash", date_edtf=f"19{30 + n}", significance=why) for n in range(8)]
    event = chronology.tasks(dataset(events=events), 1)[0][0]
    assert (event.clue, event.why) == (clue, why)
    assert (why in chronology.row_html(event, 1, has_clue=True)) == bool(clue)


def test_each_row_has_a_mark():
    found = chronology.marks([a_day(2), a_day(1), a_day(3)])
    assert [mark.words for mark in found] == ["belongs later", "belongs earlier", "in its place"]
    assert "✗ belongs later" in chronology.row_html(a_day(2), 1, mark=found[0])


def test_the_axis_begins_and_ends_with_a_year():
    days = [dt.date(1936, 7, 1).toordinal(), dt.date(1939, 12, 31).toordinal()]
    task = [a_day(day) for day in days]
    html = chronology.html(task, {event.id: "./" for event in task}, task[::-1])
    assert [f">{year}<" in html for year in range(1935, 1942)] == [False, True, True, True, True, True, False]
    assert 'left: 12.46%">1<' in html
    assert html.count("✗ you had it as number") == 2


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
