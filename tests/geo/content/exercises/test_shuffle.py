"""Sets: the same everywhere, each another."""

from __future__ import annotations

import pytest

from geo.content.exercises import chronology, location, new_set, shuffle
from geo.query.choices import LAST_SET


def test_a_new_set_can_be_read_out():
    assert all(1000 <= new_set() <= LAST_SET for _ in range(50))


def test_the_order_of_a_set_is_that_of_every_machine():
    """Written down, so that a change of the method, which would change every set handed out, is seen."""
    assert shuffle.shuffled("abcdefgh", str, "order", 4127) == list("ecabdghf")


def test_a_set_asks_the_same_on_every_machine(many):
    """Written down for the same reason."""
    assert [event.id for event in chronology.tasks(many, 4127)[0]] == ["event-11", "event-7", "event-8", "event-4"]
    places = ["event-0", "event-11", "event-2", "event-8", "event-9"]
    assert [spot.event_id for spot in location.tasks(many, 4127)] == places


@pytest.mark.parametrize("make", [chronology.tasks, location.tasks])
def test_a_set_is_the_same_again_and_another_is_another(many, make):
    assert make(many, 4127) == make(many, 4127)
    assert len({make(many, number) for number in range(1, 9)}) > 4
