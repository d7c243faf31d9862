"""Exercises on the record itself: enough for whole sets, on every level, and each can be answered."""

from __future__ import annotations

import pytest

from geo.content.exercises import accounts, chronology, lines, location, writers
from geo.query.choices import LEVELS, TASKS
from geo.record import tables

DATASET = tables.load()
SETS = (1, 4127, 9999)
MAKERS = (accounts.tasks, chronology.tasks, lines.tasks, location.tasks, writers.tasks)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__module__.rpartition(".")[2])
def test_every_set_is_whole(make, level):
    for number in SETS:
        assert len(make(DATASET, number, level)) == TASKS


@pytest.mark.parametrize("level", LEVELS)
def test_no_account_names_either_speaker(level):
    for number in SETS:
        for task in accounts.tasks(DATASET, number, level):
            assert len(set(task.claimants)) == 2
            hidden = accounts.html(task).partition('<div class="rivals">')[2]
            assert not [name for name in task.claimants if name in hidden]


@pytest.mark.parametrize("level", LEVELS)
def test_one_of_four_wrote_it_and_the_text_does_not_say_who(level):
    for number in SETS:
        for task in writers.tasks(DATASET, number, level):
            assert len({one.name for one in task.candidates}) == 4
            assert sum(one.is_writer for one in task.candidates) == 1
            assert task.writer.name not in task.text


def test_the_first_level_asks_about_what_has_a_clue():
    for number in SETS:
        assert all(spot.clue for spot in location.tasks(DATASET, number, 1))
        assert all(task.hardness == 1 for task in accounts.tasks(DATASET, number, 1))
        assert all(line.note for pair in lines.tasks(DATASET, number, 1) for line in pair.lines)
