"""What holds of this atlas's own tours: enough of them, sourced from the tables, in our own words."""

from __future__ import annotations

import re

import pytest

from geo.record import tables, tour_files
from geo.record.tables import Dataset
from geo.record.tour_files import Tour
from tests.data.make_shingles import FILE, shingles


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


@pytest.fixture(scope="module")
def found(record: Dataset) -> dict[str, Tour]:
    return tour_files.load(record)


def test_there_are_the_promised_tours(found: dict[str, Tour]) -> None:
    assert list(found) == ["skirmish-to-war", "island-in-the-amur", "lake-khasan", "khalkhin-gol", "august-1945"]
    assert all(6 <= len(tour.steps) <= 12 for tour in found.values())


def test_every_work_is_cited_with_a_page_that_the_tables_give(record: Dataset, found: dict[str, Tour]) -> None:
    known = set(record.event_sources[["source_id", "locator"]].itertuples(index=False, name=None))
    wrong = [
        (tour.slug, number, work)
        for tour in found.values()
        for number, step in enumerate(tour.steps, 1)
        for work in step.sources
        if work not in known
    ]
    assert wrong == []


def test_every_step_with_an_event_cites_a_work_of_that_event(record: Dataset, found: dict[str, Tour]) -> None:
    works = record.event_sources.groupby("event_id")["source_id"].agg(set).to_dict()
    for tour in found.values():
        for number, step in enumerate(tour.steps, 1):
            if step.event:
                assert works[step.event] & {source_id for source_id, _ in step.sources}, (tour.slug, number)


def test_a_step_shows_days_of_its_event(record: Dataset, found: dict[str, Tour]) -> None:
    for tour in found.values():
        for number, step in enumerate(tour.steps, 1):
            if not step.event or record.event(step.event)["chapter"] == "background":
                continue
            event = record.event(step.event)
            assert event["first_day"] <= step.end.toordinal(), (tour.slug, number)
            assert event["last_day"] >= step.start.toordinal(), (tour.slug, number)


def test_a_plotted_event_lies_near_the_middle_of_its_step(record: Dataset, found: dict[str, Tour]) -> None:
    """A class in front of a screen must see it: within a quarter of the width of a map of 800 pixels."""
    for tour in found.values():
        for number, step in enumerate(tour.steps, 1):
            event = record.event(step.event) if step.event else None
            if event is None or event["status"] != "plotted" or not 70 < event["longitude"] < 165:
                continue
            degrees = 360 / 256 / 2**step.zoom
            assert abs(event["longitude"] - step.lon) < 300 * degrees, (tour.slug, number)
            assert abs(event["latitude"] - step.lat) < 200 * degrees * 0.7, (tour.slug, number)


def test_every_number_is_in_the_tables(record: Dataset, found: dict[str, Tour]) -> None:
    """Figures of three digits and more stand in a claim, a summary or a disagreement."""
    texts = [*record.events["summary"], *record.events["result"], *record.claims["note"]]
    texts += [text for column in ("reading_a", "reading_b", "our_reading") for text in record.disagreements[column]]
    numbers = set(re.findall(r"\d[\d,.]*\d", " ".join(texts)))
    numbers |= {f"{value:,.0f}" for column in ("low", "best", "high") for value in record.claims[column].dropna()}
    wrong = [
        (tour.slug, number, figure)
        for tour in found.values()
        for number, step in enumerate(tour.steps, 1)
        for figure in re.findall(r"\d[\d,.]*\d", step.say)
        if len(re.sub(r"\D", "", figure)) > 2
        and figure.strip(".,") not in numbers
        and not re.fullmatch("19[34]\\d", figure)
    ]
    assert wrong == [("august-1945", 2, "1.58")]  # 1,577,725, rounded beside 1.7 million


def test_no_sentence_repeats_eight_words_of_a_founding_document(found: dict[str, Tour]) -> None:
    theirs = set(FILE.read_text(encoding="ascii").split())
    shared = [
        (tour.slug, number, words)
        for tour in found.values()
        for number, step in enumerate(tour.steps, 1)
        for text in (step.title, step.say, step.ask)
        for sentence in re.split(r"(?<=[.;:?])\s", text)
        for digest, words in shingles(sentence)
        if digest in theirs
    ]
    assert shared == []
