"""What a link to the classroom asks for, read back and named where it is wrong."""

from __future__ import annotations

import pytest

from geo.content.exercises import EXERCISES, Choice, params, parse


@pytest.mark.parametrize(
    ("given", "choice", "complaints"),
    [
        ({}, Choice(), 0),
        ({"part": "lesson"}, Choice("lesson"), 0),
        ({"exercise": "order", "set": "4127", "n": "3"}, Choice("exercises", "order", 4127, 3), 0),
        ({"exercise": "place"}, Choice("exercises", "place"), 0),
        ({"exercise": "chess"}, Choice("exercises"), 1),
        ({"exercise": "order", "set": "0", "n": "6"}, Choice("exercises", "order"), 2),
        ({"exercise": "order", "set": "12345", "n": "-1"}, Choice("exercises", "order"), 2),
        ({"set": "４１２７", "n": "1.0", "part": "x" * 99}, Choice(), 3),
    ],
    ids=str,
)
def test_a_link_is_read_and_what_cannot_be_used_is_named(given, choice, complaints):
    found, said = parse(given)
    assert found == choice
    assert len(said) == complaints
    assert all(len(text) < 120 for text in said)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_choice_survives_its_own_link(exercise):
    choice = Choice("exercises", exercise, 4127, 2)
    assert parse(params(choice)) == (choice, [])
