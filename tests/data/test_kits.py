"""Kits of the record: no account, before its reveal, tells who gives it."""

from __future__ import annotations

import re

import pytest

from geo.content.classroom import kits
from geo.content.classroom.kits import BLANK
from geo.record import tables

DATASET = tables.load()
KITS = list(kits.titles(DATASET))
#: Words for works, and the forms of a citation: whatever the record grows by, they tell who speaks.
TELLTALE = re.compile(
    r"Wikipedia|WordPress|encyclop|\b[A-Z]\w+ \((?:1[89]|20)\d\d|as (?:given|quoted|told) by|according to|quoted by"
    r"|\bthe same (?:article|author|feature)",
    re.IGNORECASE,
)


def works_behind(kit_id: str) -> list[str]:
    row = DATASET.disagreements[DATASET.disagreements["id"] == kit_id].iloc[0]
    return [work for end in "ab" for work in row[f"source_{end}"].split(", ") if work]


def names_of(works: list[str]) -> set[str]:
    """Return surnames of authors and names of containers: what the works themselves are called by."""
    rows = DATASET.sources.loc[works]
    surnames = {author.split(",")[0].strip() for cell in rows["author"] for author in cell.split(";")}
    parties = set(DATASET.parties["title"])
    return {name for name in surnames | set(rows["container_title"]) if len(name) > 1} - parties


@pytest.mark.parametrize("kit_id", KITS)
def test_no_account_tells_its_speaker(kit_id: str) -> None:
    for account in kits.kit(DATASET, kit_id).accounts:
        told = [name for name in names_of(works_behind(kit_id)) if re.search(rf"\b{re.escape(name)}\b", account.text)]
        assert not told, account.text
        assert not TELLTALE.search(account.text), account.text


@pytest.mark.parametrize("kit_id", KITS)
def test_neither_the_question_nor_why_it_matters_tells_a_speaker(kit_id: str) -> None:
    kit = kits.kit(DATASET, kit_id)
    for text in (kit.question, kit.story):
        told = [name for name in names_of(works_behind(kit_id)) if re.search(rf"\b{re.escape(name)}\b", text)]
        assert not told, text
        assert not re.search(r"Wikipedia|WordPress|\b[A-Z]\w+ \((?:1[89]|20)\d\d", text), text


def test_what_needs_no_blank_is_left_as_it_is() -> None:
    found = [kits.kit(DATASET, kit_id) for kit_id in KITS]
    assert sum(one.story != one.whole_story for one in found) < len(found) / 10
    assert any(BLANK in one.story for one in found)
    assert all(one.question or not one.whole_question for one in found)


@pytest.mark.parametrize("kit_id", KITS)
def test_the_words_before_the_colon_are_those_of_no_speaker(kit_id: str) -> None:
    for account in kits.kit(DATASET, kit_id).accounts:
        who, colon, what = account.whole.partition(": ")
        if colon and account.text.startswith(f"{BLANK}:"):
            assert who not in account.text
        if colon and not account.text.startswith(BLANK):
            assert what.rstrip(".") not in account.text.partition(": ")[2] or who[0].isdigit(), account.text


@pytest.mark.parametrize("kit_id", KITS)
def test_something_is_left_to_judge(kit_id: str) -> None:
    for account in kits.kit(DATASET, kit_id).accounts:
        assert re.search(r"[^\W\d_]{2,}|\d", account.text.replace(BLANK, "")), account.whole
