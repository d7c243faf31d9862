"""Rival accounts: no names before they are revealed, only true contradictions, and a clue to each."""

from __future__ import annotations

import pytest

from geo.content.exercises import accounts
from tests.builders import a_claim, a_disagreement, a_source


def two_counts(dataset, **cells):
    return dataset(
        claims=[
            a_claim(id="ours", best="2", claimant="Moscow", locator="p. 7"),
            a_claim(**{"id": "theirs", "best": "37", "claimant": "Tokyo", "claimant_role": "belligerent_b"} | cells),
        ],
        disagreements=[
            a_disagreement(reading_a="Two dead.", reading_b="By the document, 37.", our_reading="Neither 2 nor 37.")
        ],
    )


def test_rival_counts_come_without_names_until_they_are_revealed(dataset):
    (task,) = accounts.tasks(two_counts(dataset), 1)
    assert {account.text for account in task.accounts} == {"2", "37"}
    assert task.claimants == ("Moscow", "Tokyo")
    assert task.our_reading == "Neither 2 nor 37."
    hidden, shown = accounts.html(task), accounts.html(task, is_revealed=True)
    for name in ("Moscow", "Tokyo", "p. 7", "Ivanov", "Neither"):
        assert name not in hidden
        assert name in shown
    assert "Whose are counted here?" in hidden


def test_the_letters_tell_nothing(dataset):
    data = two_counts(dataset)
    firsts = {accounts.tasks(data, number)[0].accounts[0].text for number in range(1, 20)}
    assert firsts == {"2", "37"}


@pytest.mark.parametrize(
    "cells",
    [
        {"best": "2"},
        {"claimant_role": "belligerent_a"},
        {"claimant": "Moscow"},
        {"best": "", "low": "30"},
        {"measure": "wounded"},
    ],
    ids=["the same number", "the same side", "the same speaker", "no number to compare", "another thing"],
)
def test_what_is_no_contradiction_is_no_task(dataset, cells):
    assert accounts.tasks(two_counts(dataset, **cells), 1) == ()


@pytest.mark.parametrize(
    ("cells", "hardness", "why"),
    [
        ({}, 1, "So here: Tokyo gives 18 times as many as Moscow, and counts its enemy’s."),
        ({"best": "1"}, 2, "Here a side tells more of its own than its enemy does"),
        ({"claimant_role": "later_scholarship"}, 2, "Ask of each when it was told"),
    ],
    ids=["as interest bids", "against it", "a later work"],
)
def test_what_the_interest_of_a_side_tells_is_asked_first(dataset, cells, hardness, why):
    (task,) = accounts.tasks(two_counts(dataset, **cells), 1)
    assert task.hardness == hardness
    assert why in task.why


@pytest.mark.parametrize(
    ("readings", "is_task"),
    [
        (("The Staff: on 29 July.", "Petrov (1999): on 30 July."), True),
        (("The Staff said that it was on 29 July.", "Petrov (1999): on 30 July."), True),
        (("On 29 July.", "Petrov (1999): on 30 July."), False),
        (("The Staff: on 29 July; Petrov (1999) has the 30th.", "Petrov (1999): on 30 July."), False),
        (("The Staff: on 29 July.", "The Staff: on 30 July."), False),
    ],
    ids=["two speakers", "with a verb", "no speaker", "two in one", "one speaker"],
)
def test_sentences_are_asked_where_each_has_one_speaker(dataset, readings, is_task):
    data = dataset(
        disagreements=[a_disagreement(reading_a=readings[0], reading_b=readings[1], source_b="later")],
        sources=[a_source(), a_source(id="later", tier="scholarly")],
    )
    found = accounts.tasks(data, 1)
    assert bool(found) == is_task
    for task in found:
        assert task.claimants == ("Petrov (1999)", "The Staff")
        assert "Petrov" not in accounts.html(task)


@pytest.mark.parametrize(("guess", "mark"), [("right", "✓ right"), ("wrong", "✗ the other one"), (None, "")])
def test_an_answer_is_marked(dataset, guess, mark):
    (task,) = accounts.tasks(two_counts(dataset), 1)
    first, second = (account.claimant for account in task.accounts)
    given = {"right": first, "wrong": second, None: None}[guess]
    assert accounts.html(task, given, is_revealed=True).count(mark or 'class="mark') == (2 if mark else 0)


def test_text_from_data_is_escaped(dataset):
    data = two_counts(dataset, note="<script>alert(1)</script>")
    html = accounts.html(accounts.tasks(data, 1)[0], is_revealed=True)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
