"""Levels: what a record is about comes first, and the last level has all."""

from __future__ import annotations

import pytest

from geo.content.exercises import closing, levels
from tests.builders import a_support, an_event


@pytest.fixture
def war(dataset):
    """A battle with a part, an event of many works, and forty small ones."""
    events = [
        an_event(id="battle", significance="It ended the war."),
        an_event(id="part", part_of="battle", significance="It began the battle."),
        an_event(id="nothing-known", significance=""),
        *(an_event(id=f"small-{n:02}", significance="It was one of many.") for n in range(40)),
    ]
    return dataset(events=events, event_sources=[a_support(event_id=event["id"]) for event in events])


def test_what_has_parts_and_a_meaning_is_best_known(war):
    ordered = sorted(levels.ranks(war), key=levels.ranks(war).get)
    assert ordered[0] == "battle"
    assert ordered[-1] == "nothing-known"


@pytest.mark.parametrize(("level", "count"), [(1, 24), (2, 43), (3, 43)])
def test_a_level_takes_the_best_known(war, level, count):
    found = levels.best_known(war, war.events.index, str, level)
    assert len(found) == count
    assert found[0] == "battle"


def test_the_closing_card_has_the_best_known_event_of_each_task_once(war):
    links = {"battle": "./?event=battle", "part": "./?event=part"}
    found = closing.met(war, [["part", "battle"], ["battle"], ["part"]], {1: "right", 2: "wrong"}, links)
    assert [(one.link, one.mark) for one in found] == [("./?event=battle", "right"), ("./?event=part", "")]
    html = closing.html("order", found, {1: "right", 2: "wrong"}, 5)
    assert "1 of 5 right" in html
    assert "It ended the war." in html
    assert 'href="./?event=part"' in html
    assert "which one question" in html
    assert "of 5" not in closing.html("order", found, {}, 5)
