"""What holds of this atlas's own tours: enough of them, sourced from the tables, in our own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from geo.record import tables
from geo.record.files import tour_files
from geo.record.files.tour_files import Step, Tour
from geo.record.tables import Dataset
from tests.data.make_shingles import FILE, shingles
from tests.data.wording import LONGEST_SENTENCE, outside_quotations, sentences, unfit

TOURS = {
    "the-whole-story": 10,
    "zhalainor-1929": 8,
    "skirmish-to-war": 10,
    "island-in-the-amur": 7,
    "lake-khasan": 10,
    "khalkhin-gol": 11,
    "august-1945": 11,
    "war-after-the-war": 9,
}
#: Where the words between quotation marks of a step stand: the work, and how the text marks it.
QUOTED = {
    ("zhalainor-1929", 3): ("frus1929v02-d228", "FRUS 1929 II, document 228"),
    ("island-in-the-amur", 2): ("frus37-1052", "FRUS 1937 III, document 1052"),
    ("island-in-the-amur", 6): ("frus37-1059", "FRUS 1937 III, document 1059"),
    ("skirmish-to-war", 5): ("frus36-83", "FRUS 1936 IV, document 83"),
    ("lake-khasan", 5): ("frus1938v03-d461", "FRUS 1938 III, document 461"),
    ("lake-khasan", 8): ("frus38-475", "FRUS 1938 III, document 475"),
    ("lake-khasan", 10): ("frus1938v03-d479", "FRUS 1938 III, document 479"),
    ("khalkhin-gol", 11): ("frus39-65", "FRUS 1939 III, document 65"),
    ("august-1945", 1): ("dow", "Soviet note of 8 August 1945"),
    ("war-after-the-war", 7): ("frus1945v06-d470", "FRUS 1945 VI, document 470"),
    ("war-after-the-war", 9): ("frus1945berlinv02-d1382", "FRUS Berlin 1945 II, document 1382"),
}


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


@pytest.fixture(scope="module")
def found(record: Dataset) -> dict[str, Tour]:
    return tour_files.load(record)


def steps(found: dict[str, Tour]) -> Iterator[tuple[str, int, Step]]:
    for tour in found.values():
        for number, step in enumerate(tour.steps, 1):
            yield tour.slug, number, step


def test_there_are_the_promised_tours_in_order_of_time(found: dict[str, Tour]) -> None:
    assert {slug: len(tour.steps) for slug, tour in found.items()} == TOURS
    starts = [tour.steps[0].start for tour in found.values()]
    assert starts == sorted(starts)


def test_a_step_is_told_in_60_to_90_words(found: dict[str, Tour]) -> None:
    lengths = {(slug, number): len(step.say.split()) for slug, number, step in steps(found)}
    assert {where: length for where, length in lengths.items() if not 60 <= length <= 90} == {}


def test_a_tour_goes_forward_in_time(found: dict[str, Tour]) -> None:
    """What happened side by side may overlap; no step begins more than two weeks before the last one."""
    back = [
        (tour.slug, number)
        for tour in found.values()
        for number, (before, after) in enumerate(zip(tour.steps, tour.steps[1:], strict=False), 2)
        if (before.start - after.start).days > 14
    ]
    assert back == []


def test_every_work_is_cited_with_a_page_that_the_tables_give(record: Dataset, found: dict[str, Tour]) -> None:
    known = set(record.event_sources[["source_id", "locator"]].itertuples(index=False, name=None))
    wrong = [(slug, number, work) for slug, number, step in steps(found) for work in step.sources if work not in known]
    assert wrong == []


def test_every_step_is_about_an_event_and_cites_a_work_of_it(record: Dataset, found: dict[str, Tour]) -> None:
    works = record.event_sources.groupby("event_id")["source_id"].agg(set).to_dict()
    for slug, number, step in steps(found):
        assert step.event, (slug, number)
        assert works[step.event] & {source_id for source_id, _ in step.sources}, (slug, number)


def test_a_step_shows_days_of_its_event(record: Dataset, found: dict[str, Tour]) -> None:
    for slug, number, step in steps(found):
        event = record.event(step.event)
        assert event["first_day"] <= step.end.toordinal(), (slug, number)
        assert event["last_day"] >= step.start.toordinal(), (slug, number)


def holds(step: Step, lat: float, lon: float, width_px: float, height_px: float) -> bool:
    """Say whether a map of the size, centred on the step's view, shows the point; good to some pixels."""
    degrees = 360 / 256 / 2**step.zoom
    return abs(lon - step.lon) < width_px / 2 * degrees and abs(lat - step.lat) < height_px / 2 * degrees * 0.7


def test_a_plotted_event_lies_near_the_middle_of_its_step(record: Dataset, found: dict[str, Tour]) -> None:
    """A class in front of a screen must see it: within a quarter of the width of a map of 800 pixels."""
    for slug, number, step in steps(found):
        event = record.event(step.event)
        if event["status"] == "plotted" and 70 < event["longitude"] < 165:
            assert holds(step, event["latitude"], event["longitude"], 600, 400), (slug, number)


def on_the_map(record: Dataset, step: Step) -> set[str]:
    """Return the words that the map of a step stands for: places, people and units of its days inside its view."""
    words: set[str] = set()
    shown = record.events[
        (record.events["first_day"] <= step.end.toordinal())
        & (record.events["last_day"] >= step.start.toordinal())
        & (record.events["status"] == "plotted")
    ]
    seen = {
        event.Index: event.place_id
        for event in shown.itertuples()
        if holds(step, event.latitude, event.longitude, 900, 640)
    }
    seen[step.event] = record.event(step.event)["place_id"]
    for place_id in filter(None, seen.values()):
        words |= set(re.findall(r"\w[\w-]{3,}", record.places.at[place_id, "title"]))
        words |= set(record.names["toponym"][record.names["subject_id"] == place_id])
    people = record.event_people[record.event_people["event_id"].isin(seen)]["person_id"]
    for name in record.people.loc[people]["name"]:
        words |= set(re.findall(r"\w[\w’-]{2,}", name))
    here = record.positions[record.positions["event_id"].isin(seen)]["unit_id"]
    words |= set(record.units.loc[here]["title"])
    return words


def plain(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark)).casefold()


def test_every_step_names_what_its_map_shows(record: Dataset, found: dict[str, Tour]) -> None:
    """One name at least of a person, a unit or a place that lies in the view on those days; nearly always two."""
    counts = {}
    for slug, number, step in steps(found):
        told = plain(step.say)
        named = {word for word in on_the_map(record, step) if re.search(rf"\b{re.escape(plain(word))}\b", told)}
        counts[slug, number] = len(named)
    assert [where for where, count in counts.items() if not count] == []
    assert len([where for where, count in counts.items() if count < 2]) <= 3


def test_every_step_ends_with_its_doubt(found: dict[str, Tour]) -> None:
    """The last sentences say what is not sure, and by a name who says what."""
    for slug, number, step in steps(found):
        assert re.search(r"The doubt\b", step.say), (slug, number)
        doubt = step.say[step.say.index("The doubt") :]
        assert re.search(r"\b[A-Z]\w+", doubt.removeprefix("The doubt")), (slug, number)
        assert len(doubt.split()) <= len(step.say.split()) / 2, (slug, number)


def test_every_number_is_in_the_tables(record: Dataset, found: dict[str, Tour]) -> None:
    """Figures of three digits and more stand in a claim, a text of an event, a name or a disagreement."""
    texts = [*record.events["summary"], *record.events["result"], *record.claims["note"], *record.names["toponym"]]
    texts += [text for column in ("reading_a", "reading_b", "our_reading") for text in record.disagreements[column]]
    texts += [*record.units["title"]]
    numbers = set(re.findall(r"\d[\d,.]*\d", " ".join(texts)))
    numbers |= {number.strip(".,") for number in numbers}
    numbers |= {f"{value:,.0f}" for column in ("low", "best", "high") for value in record.claims[column].dropna()}
    wrong = [
        (slug, number, figure)
        for slug, number, step in steps(found)
        for figure in re.findall(r"\d[\d,.]*\d", re.sub(r"\([^)]*document \d+\)", "", step.say))
        if len(re.sub(r"\D", "", figure)) > 2
        and figure.strip(".,") not in numbers
        and not re.fullmatch("19[2345]\\d[.,]?", figure)
    ]
    assert wrong == []


def test_words_of_a_document_are_marked_with_it(found: dict[str, Tour]) -> None:
    quoting = {(slug, number): step for slug, number, step in steps(found) if '"' in step.say}
    assert set(quoting) == set(QUOTED)
    for where, step in quoting.items():
        work, mark = QUOTED[where]
        assert work in {source_id for source_id, _ in step.sources}, where
        assert mark in step.say, where
        (words,) = re.findall(r'"([^"]+)"', step.say)
        assert 5 <= len(words.split()) <= 40, where


def test_no_sentence_speaks_of_accounts_without_a_name(found: dict[str, Tour]) -> None:
    wrong = {
        (slug, number): phrases
        for slug, number, step in steps(found)
        if (phrases := unfit(outside_quotations(" ".join((step.title, step.say, step.ask)))))
    }
    assert wrong == {}


def test_no_sentence_is_too_long_to_follow(found: dict[str, Tour]) -> None:
    too_long = [
        (slug, number, sentence)
        for slug, number, step in steps(found)
        for sentence in sentences(step.say)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert too_long == []


def test_no_sentence_repeats_eight_words_of_a_founding_document(found: dict[str, Tour]) -> None:
    theirs = set(FILE.read_text(encoding="ascii").split())
    shared = [
        (slug, number, words)
        for slug, number, step in steps(found)
        for text in (step.title, step.say, step.ask)
        for sentence in re.split(r"(?<=[.;:?])\s", text)
        for digest, words in shingles(sentence)
        if digest in theirs
    ]
    assert shared == []
