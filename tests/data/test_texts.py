"""How the record is told: by name, in short sentences, in words of our own."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from geo.record import tables
from geo.record.tables import Dataset
from tests.data.make_shingles import FILE, shingles
from tests.data.wording import LONGEST_SENTENCE, flesch, outside_quotations, sentences, unfit

#: Columns that a reader meets as sentences, by table.
TOLD = {
    "events": ("title", "summary", "significance", "caption", "result"),
    "disagreements": ("topic", "reading_a", "reading_b", "our_reading"),
    "claims": ("note",),
    "people": ("about",),
    "places": ("geo_note",),
    "lines": ("note",),
    "positions": ("did",),
    "glossary": ("meaning",),
}
#: Tiers of works that alone do not make an event sure.
WEAK = {"popular", "founding_document"}


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


def rows(frame: Any) -> list[dict[str, Any]]:
    return frame.reset_index().to_dict("records")  # type: ignore[no-any-return]


def told(record: Dataset) -> list[tuple[str, str]]:
    """Return every text that a reader meets as (where, text)."""
    return [
        (f"{row['id']}: {column}", row[column])
        for table, columns in TOLD.items()
        for row in rows(getattr(record, table))
        for column in columns
    ]


def works_behind(record: Dataset) -> dict[str, set[str]]:
    """Return the works that support an event or one of its figures, by event."""
    found: dict[str, set[str]] = defaultdict(set)
    for frame in (record.event_sources, record.claims):
        for event_id, source_id in zip(frame["event_id"], frame["source_id"], strict=True):
            found[event_id].add(source_id)
    return found


def test_texts_name_who_speaks_and_quote_loaded_words(record: Dataset) -> None:
    assert {where: found for where, text in told(record) if (found := unfit(outside_quotations(text)))} == {}


def test_texts_are_easy_to_read(record: Dataset) -> None:
    ease = {event_id: flesch(summary) for event_id, summary in record.events["summary"].items()}
    assert sum(ease.values()) / len(ease) >= 62
    assert {event_id: round(found) for event_id, found in ease.items() if found < 35} == {}


def test_no_sentence_is_too_long_to_follow(record: Dataset) -> None:
    too_long = [
        (where, sentence)
        for where, text in told(record)
        for sentence in sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert too_long == []


def test_every_summary_is_of_readable_length(record: Dataset) -> None:
    plotted = record.events["summary"][record.events["status"] == "plotted"]
    lengths = {event_id: len(summary.split()) for event_id, summary in plotted.items()}
    assert {event_id: length for event_id, length in lengths.items() if not 40 <= length <= 120} == {}


def test_words_are_compared_eight_by_eight_without_case_and_punctuation() -> None:
    assert [words for _, words in shingles("On 8 August, the Soviet government told Japan — war.")] == [
        "on 8 august the soviet government told japan",
        "8 august the soviet government told japan war",
    ]


def test_no_text_repeats_eight_words_of_a_founding_document(record: Dataset) -> None:
    theirs = set(FILE.read_text(encoding="ascii").split())
    assert len(theirs) > 5000
    shared = [
        (where, words)
        for where, text in told(record)
        for sentence in re.split(r"(?<=[.;])\s", text)
        for digest, words in shingles(sentence)
        if digest in theirs
    ]
    assert shared == []


def test_what_one_work_alone_tells_is_not_called_certain(record: Dataset) -> None:
    """Certain means that several sources agree."""
    works = works_behind(record)
    certain = record.events.index[record.events["certainty"] == "certain"]
    assert [event_id for event_id in certain if len(works[event_id]) < 2] == []


def test_what_rests_on_retellings_is_marked_and_names_its_work(record: Dataset) -> None:
    works, tiers = works_behind(record), record.sources["tier"]
    alone = [event_id for event_id in record.events.index if {tiers[work] for work in works[event_id]} <= WEAK]
    assert alone
    named = r"Wikipedia|encyclopedia article|Shishov|Shirokorad|web article"
    for event_id in alone:
        event = record.events.loc[event_id]
        assert event["certainty"] != "certain", event_id
        assert re.search(named, event["summary"]), event_id
