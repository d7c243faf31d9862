"""Who could have written this: one could, and of each of the others it is known why not."""

from __future__ import annotations

import pytest

from geo.content.exercises import writers
from tests.builders import a_disagreement, a_source, a_support, an_event

VOLUME = {"type": "chapter", "issued": "1943"}


@pytest.fixture
def spoken(dataset):
    """Four events years apart, at each of which two spoke; of the first one is a later work."""
    names = ["Amber", "Birch", "Cedar", "Delta"]
    return dataset(
        events=[
            an_event(id=name.lower(), title=f"Clash at {name} Ford", date_edtf=str(1932 + 2 * n))
            for n, name in enumerate(names)
        ],
        disagreements=[
            a_disagreement(
                id=f"d-{name.lower()}",
                event_id=name.lower(),
                reading_a=f"{name}son: the guns opened fire from the far bank at noon.",
                reading_b=f"{name}ov: nobody crossed the river at {name} before the evening.",
                source_b="study" if name == "Amber" else "volume",
                source_a="volume",
            )
            for name in names
        ],
        event_sources=[a_support(event_id=name.lower(), source_id="volume") for name in names],
        sources=[a_source(id="volume", author="", **VOLUME), a_source(id="study", author="", tier="scholarly")],
    )


def test_one_could_and_three_could_not(spoken):
    tasks = writers.tasks(spoken, 4127)
    assert len(tasks) == 4
    for task in tasks:
        names = [one.name for one in task.candidates]
        assert len(set(names)) == 4
        assert task.text not in [one.why for one in task.candidates]
        own = task.title.split()[2]
        rival = next(one for one in task.candidates if own in one.name and not one.is_writer)
        assert rival.why.startswith("said otherwise")
        for one in task.candidates:
            assert (
                one.is_writer
                or one is rival
                or "years before" in one.why
                or "years later" in one.why
                or (one.why == "was not there: a later work, and this was said at the time")
            )


def test_what_is_asked_for_was_said_at_the_time(spoken):
    said = {task.writer.name for number in range(1, 30) for task in writers.tasks(spoken, number)}
    assert "Amberson" in said
    assert "Amberov" not in said, "a study is no voice of the time"


@pytest.mark.parametrize(("level", "has_clue"), [(1, True), (2, True), (3, False)])
def test_the_last_level_gives_no_years(spoken, level, has_clue):
    for task in writers.tasks(spoken, 1, level):
        assert bool(task.clue) == task.has_years == has_clue


def test_the_writer_is_marked_and_every_other_explained(spoken):
    task = writers.tasks(spoken, 1)[0]
    wrong = next(one for one in task.candidates if not one.is_writer)
    hidden, shown = writers.html(task), writers.html(task, wrong.name, is_revealed=True)
    assert task.writer.name not in hidden
    assert shown.count("✓") == shown.count("✗") == 1
    assert "your answer, not right" in shown
    assert "said it, at the time" in shown


def test_too_few_speakers_are_no_task(dataset):
    assert writers.tasks(dataset(disagreements=[a_disagreement()]), 1) == ()
