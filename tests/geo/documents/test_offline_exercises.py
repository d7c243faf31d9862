"""The exercises in an offline file: of its own events alone, with solutions that need no server."""

from __future__ import annotations

import json

import pytest

from geo.content.exercises import accounts
from geo.content.exercises.kinds import KINDS
from geo.documents.offline_exercises import SET, exercises
from geo.query.choices import EXERCISES, LEVELS, TASKS
from geo.record import tables


@pytest.fixture(scope="module")
def record():
    return tables.load()


def test_of_the_whole_record_there_is_every_exercise_and_level(record):
    made = exercises(record, set(record.events.index))
    assert [one["id"] for one in made] == [*KINDS] == [*EXERCISES]
    for one in made:
        assert [level["number"] for level in one["levels"]] == [*LEVELS]
        assert all(0 < len(level["tasks"]) <= TASKS for level in one["levels"])
    assert json.loads(json.dumps(made)) == made


def test_tasks_are_about_events_of_the_file_alone(record):
    known = set(record.events.index[record.events["year"] == 1938])
    made = exercises(record, known)
    assert made
    for one in made:
        for level in one["levels"]:
            for task in level["tasks"]:
                about = [*task.get("rows", {}), *(link.removeprefix("#event/") for link in [task.get("link")] if link)]
                assert known.issuperset(about)
    assert exercises(record, set()) == []


def test_the_tasks_are_those_of_the_page(record):
    (rivals,) = (one for one in exercises(record, set(record.events.index)) if one["id"] == "accounts")
    first, page = rivals["levels"][0]["tasks"][0], accounts.tasks(record, SET, 1)[0]
    assert first["asked"] == accounts.html(page)
    assert page.is_right(first["right"])
    assert set(first["solutions"]) == {"", *page.claimants}
    assert "right" in first["solutions"][first["right"]]


def test_an_order_says_how_many_stand_in_their_place(record):
    (order,) = (one for one in exercises(record, set(record.events.index)) if one["id"] == "order")
    task = order["levels"][0]["tasks"][0]
    assert sorted(task["rows"]) == sorted(task["order"])
    assert len(task["said"]) == len(task["rows"]) + 1
    days = record.events.loc[task["order"], "first_day"].tolist()
    assert days == sorted(days)
    assert ' style="' not in task["solution"], "the policy of the file forbids it"


def test_any_event_at_the_place_is_right(record):
    (place,) = (one for one in exercises(record, set(record.events.index)) if one["id"] == "place")
    for task in place["levels"][0]["tasks"]:
        assert len(set(record.events.loc[task["found"], "place_id"])) == 1
