"""Who speaks, in the ways in which a reading says so."""

from __future__ import annotations

import pytest

from geo.content.classroom import speakers
from geo.content.classroom.speakers import BLANK


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Kwangtung Staff: five.", f"{BLANK}: five."),
        ("Ivanov, quoted by the Herald (2020), lets it last to 1925.", f"{BLANK} lets it last to 1925."),
        ("Petrova, the mayor’s sister, told that it burned.", f"{BLANK} told that it burned."),
        ("Ono (2008), p. 158, through the same article: about noon.", f"{BLANK}: about noon."),
        ("The river captain said that he fled.", f"{BLANK} said that he fled."),
        ("The counsellor Suma dated the treaty 1868.", f"{BLANK} dated the treaty 1868."),
        ("It began at noon, the Staff report says.", f"It began at noon, {BLANK}."),
        ("It began, says Ivanov, at noon.", f"It began, {BLANK}, at noon."),
        ("At noon, in the Wikipedia article on the ford.", f"At noon, {BLANK}."),
        ("Ten men: Ivanov (2003).", f"Ten men: {BLANK}."),
        ("At noon (Ivanov 2003; herald.org).", f"At noon ({BLANK})."),
        ("General Ito crossed the river with two battalions.", "General Ito crossed the river with two battalions."),
        ("Three boats fired on 29 July.", "Three boats fired on 29 July."),
    ],
)  # fmt: skip
def test_whoever_speaks_is_blacked_out_and_nothing_else(text, told):
    assert speakers.blacked(text) == told


def test_a_known_name_is_blacked_out_wherever_it_stands():
    assert speakers.blacked("The men of Sato’s staff fired.", ["Sato"]) == f"The men of {BLANK} staff fired."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Staff: three boats fired.", ("The Staff", "Three boats fired.")),
        ("Consul Hanson held that three boats fired.", ("Consul Hanson", "Three boats fired.")),
        ("Three boats fired.", None),
        ("Ten men: Ivanov (2003).", None),
        ("The Staff: three boats fired; Ivanov (2003) has two.", None),
        ("It is plain that three boats fired.", None),
    ],
)
def test_one_speaker_is_told_from_what_is_said(text, said):
    assert speakers.said(text) == said
