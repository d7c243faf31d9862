"""Controversy kits: who speaks is blacked out, what the record holds of the witness is not."""

import pytest

from geo.content.classroom import kits
from geo.content.classroom.kits import BLANK
from geo.errors import NotFoundError
from tests.builders import SOURCE, a_disagreement, a_source


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Staff: three boats fired.", f"{BLANK}: three boats fired."),
        ("The Staff (1938) said that three boats fired.", f"{BLANK} said that three boats fired."),
        ("Boats fired, says the Staff report; all was quiet.", f"Boats fired, {BLANK}; all was quiet."),
        ("Three boats fired (Ivanov 1939).", f"Three boats fired ({BLANK})."),
        ("About 580 men: Ministry of Health.", f"About 580 men: {BLANK}."),
        ("The English Wikipedia article has three boats fire.", f"{BLANK} has three boats fire."),
        ("That night boats fired on Ivanov’s men (29 July).", f"That night boats fired on {BLANK} men (29 July)."),
        ("On 29 July.", "On 29 July."),
    ],
)  # fmt: skip
def test_the_speaker_is_blacked_out(dataset, text, told):
    data = dataset(disagreements=[a_disagreement(reading_a=text)])
    first, _ = kits.kit(data, "the-point").accounts
    assert first.text == told
    assert first.whole == text


def test_a_reader_learns_what_is_needed_to_judge(dataset):
    first, _ = kits.kit(dataset(disagreements=[a_disagreement()]), "the-point").accounts
    facts = dict(first.facts)
    assert facts["Who"] == "made at the time by a party or an official observer"
    assert facts["When"] == "1939; 1 year after the event"
    assert facts["Form"] == "report or statement"
    assert "Ivanov" not in " ".join(facts.values())
    assert "Ivanov" in first.works[0]


def test_what_remains_open_is_said_of_the_evidence_alone(dataset):
    one = a_source(id="retelling", tier="popular")
    data = dataset(disagreements=[a_disagreement(source_b="retelling")], sources=[a_source(), one])
    assert kits.kit(data, "the-point").open_points == (
        "No paper of the time that gives account B was read.",
        "No study with evidence of its own was read on this point.",
        "All works behind both accounts are in one language.",
    )
    same = dataset(disagreements=[a_disagreement(source_a=SOURCE, source_b=SOURCE)])
    assert kits.kit(same, "the-point").open_points[0].startswith("Both accounts were read in the same works")


def test_what_matters_most_stands_first(dataset):
    rows = [a_disagreement(id=weight, weight=weight) for weight in ("low", "high", "medium")]
    assert list(kits.titles(dataset(disagreements=rows))) == ["high", "medium", "low"]
    with pytest.raises(NotFoundError, match="no disagreement"):
        kits.kit(dataset(), "nothing")
