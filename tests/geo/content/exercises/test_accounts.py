"""Rival accounts: no names before they are revealed, and only true contradictions."""

from __future__ import annotations

import pytest

from geo.content.exercises import accounts
from tests.builders import a_claim, a_disagreement, a_source, a_support


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
    assert task.our_reading == "Neither 2 nor 37."
    hidden, shown = accounts.html(task), accounts.html(task, is_revealed=True)
    for name in ("Moscow", "Tokyo", "p. 7", "Ivanov", "one of the two sides", "Neither"):
        assert name not in hidden
        assert name in shown


def test_the_letters_tell_nothing(dataset):
    data = two_counts(dataset)
    firsts = {accounts.tasks(data, number)[0].accounts[0].text for number in range(1, 20)}
    assert firsts == {"2", "37"}


@pytest.mark.parametrize(
    "cells",
    [{"best": "2"}, {"claimant_role": "belligerent_a"}, {"best": "", "low": "30"}, {"measure": "wounded"}],
    ids=["the same number", "the same side", "no number to compare", "another thing"],
)
def test_what_is_no_contradiction_is_no_task(dataset, cells):
    assert accounts.tasks(two_counts(dataset, **cells), 1) == ()


@pytest.mark.parametrize(
    ("reading", "is_task"),
    [("On 29 July.", True), ("On 29 July, by one document.", False), ("On 29 July, says Ivanov.", False)],
)
def test_a_reading_that_names_its_author_is_no_task(dataset, reading, is_task):
    data = dataset(
        disagreements=[a_disagreement(reading_a=reading)],
        event_sources=[a_support(locator="p. 3")],
        sources=[a_source(tier="scholarly")],
    )
    found = accounts.tasks(data, 1)
    assert bool(found) == is_task
    if is_task:
        assert "p. 3" in accounts.html(found[0], is_revealed=True)


def test_guesses_are_answered(dataset):
    (task,) = accounts.tasks(two_counts(dataset), 1)
    assert accounts.verdicts(task, ["party", "later"]) == (
        "Account A comes from one of the two sides, as you said.",
        "Account B comes from one of the two sides, not from a later work.",
    )
    assert accounts.verdicts(task, [None, None])[0] == "Account A comes from one of the two sides."


def test_text_from_data_is_escaped(dataset):
    data = two_counts(dataset, note="<script>alert(1)</script>")
    html = accounts.html(accounts.tasks(data, 1)[0], is_revealed=True)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
