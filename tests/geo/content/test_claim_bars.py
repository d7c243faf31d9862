"""Rival figures as bars: one scale a measure, the claimant's colour, ranges as ranges, none is not silence."""

from __future__ import annotations

import re

import pytest

from geo.content.figures import claim_bars, losses
from geo.content.panel import html, panel
from tests.builders import a_claim


def figures(data):
    return panel(data, "the-clash").figures


def test_both_sides_stand_on_one_scale(dataset):
    """The longest bar of a measure is that of its largest figure, whoever was counted; another measure has its own."""
    data = dataset(
        claims=[
            a_claim(id="a", best="50"),
            a_claim(id="b", best="100", side="japan"),
            a_claim(id="c", best="4", measure="wounded"),
        ]
    )
    killed, wounded = claim_bars.measured(figures(data))
    assert [(party.party, [bar.best for bar in party.bars]) for party in killed.parties] == [
        ("Soviet Union", [33]),
        ("Japan", [66]),
    ]
    assert [bar.best for party in wounded.parties for bar in party.bars] == [66]
    assert (killed.name, killed.count, killed.span) == ("Killed", 2, "50 to 100")


def test_colour_and_mark_are_of_who_counted(dataset):
    roles = ["later_scholarship", "belligerent_b", "third_party", "belligerent_a"]
    data = dataset(
        claims=[a_claim(id=role.replace("_", "-"), claimant_role=role, best=str(n)) for n, role in enumerate(roles)]
    )
    (killed,) = claim_bars.measured(figures(data))
    (counted,) = killed.parties
    assert [bar.role for bar in counted.bars] == ["party: Soviet Union", "party: Japan", "third party", "later work"]
    looks = [bar.look for bar in counted.bars]
    assert looks[:2] == [losses.look(data, "soviet-union"), losses.look(data, "japan")]
    assert len(set(looks)) == 4
    assert [role for _, role in killed.claimants] == [bar.role for bar in counted.bars]


@pytest.mark.parametrize(
    ("cells", "drawn"),
    [
        ({"low": "", "best": "50", "high": ""}, (33, 33, 33, False, False)),
        ({"low": "20", "best": "", "high": "50"}, (13, 33, None, False, False)),
        ({"low": "20", "best": "30", "high": "50"}, (13, 33, 20, False, False)),
        ({"low": "50", "best": "", "high": ""}, (33, 33, None, True, False)),
        ({"low": "", "best": "", "high": "50"}, (0, 33, None, False, False)),
        ({"low": "", "best": "0", "high": ""}, (0, 0, 0, False, True)),
    ],
    ids=["value", "range", "best of a range", "or more", "up to", "none"],
)
def test_a_bar_says_how_the_figure_was_given(dataset, cells, drawn):
    data = dataset(claims=[a_claim(id="most", best="100", side="japan"), a_claim(id="one", **cells)])
    (killed,) = claim_bars.measured(figures(data))
    bar = killed.parties[0].bars[0]
    assert (bar.low, bar.high, bar.best, bar.is_open, bar.is_nought) == drawn


def test_one_figure_of_several_works_is_one_bar(dataset):
    """They are all named; a figure of the other side stays apart, though it is the same."""
    rows = [("x", "belligerent_a"), ("y", "belligerent_b"), ("z", "belligerent_a")]
    data = dataset(claims=[a_claim(id=name, claimant=name.upper(), claimant_role=role) for name, role in rows])
    (killed,) = claim_bars.measured(figures(data))
    assert [[voice.claimant for voice in bar.voices] for bar in killed.parties[0].bars] == [["X", "Z"], ["Y"]]
    assert killed.count == 3
    assert html(panel(data, "the-clash")).count('class="number">10<') == 2


def test_of_many_figures_the_usual_ones_are_seen_at_once(dataset):
    def is_open(number):
        rows = [a_claim(id=f"k{n}", best=str(n)) for n in range(number)]
        data = dataset(claims=[*rows, a_claim(id="w", measure="wounded")])
        return [one.is_open for one in claim_bars.measured(figures(data), ["killed"])]

    assert is_open(11) == [True, True]
    assert is_open(12) == [True, False]


def test_a_note_is_one_step_away_and_no_width_is_missing(dataset):
    data = dataset(
        claims=[a_claim(note="Of two companies."), a_claim(id="b", low="1", best="", high="3", side="japan")]
    )
    text = html(panel(data, "the-clash"))
    assert re.search(r"<details><summary>[^<]+p\. 12</summary><span class=\"note\">Of two companies\.", text)
    assert {int(width) for width in re.findall(r"\bw(\d+)", text)} <= set(range(101))
