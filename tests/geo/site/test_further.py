"""What does not fit on a page stands on further ones: nothing is lost, nothing stands twice, every page is small."""

from __future__ import annotations

import pytest

from geo.content.panel import panel
from geo.errors import NotFoundError
from geo.query import addresses
from geo.record import tables
from geo.site import further, indexes, site
from geo.site.host import Host
from tests.builders import a_claim, a_disagreement, a_position, a_source, a_support, a_unit, an_event
from tests.geo.site.reading import HOME, Read

APP = Host(HOME)
ROUND = "event/the-clash/"
PARTS = 45


@pytest.fixture(autouse=True)
def _no_tours(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", tmp_path)


@pytest.fixture
def large(dataset):
    """Return a record with an event, and a work, that have too much of everything."""
    measures = ("killed", "wounded", "captured", "tanks")
    return dataset(
        events=[
            an_event(),
            *(an_event(id=f"part-{n:02}", title=f"Part {n:02}", part_of="the-clash") for n in range(PARTS))],
        sources=[a_source(), *(a_source(id=f"work-{n:02}", title=f"Work {n:02}") for n in range(30))],
        event_sources=[
            a_support(),
            *(a_support(event_id=f"part-{n:02}") for n in range(PARTS)),
            *(a_support(source_id=f"work-{n:02}") for n in range(30)),
        ],
        claims=[
            a_claim(id=f"claim-{n:03}", claimant=f"Witness {n:03}", best=str(n + 1), measure=measures[n % 4])
            for n in range(100)
        ],
        disagreements=[a_disagreement(id=f"point-{n:02}", topic=f"Point {n:02}") for n in range(30)],
        units=[a_unit(id=f"unit-{n:02}", title=f"Unit {n:02}") for n in range(40)],
        positions=[a_position(id=f"at-{n:02}", unit_id=f"unit-{n:02}") for n in range(40)],
    )  # fmt: skip


def words(record, path):
    return Read(site.page(record, APP, path)).words()


@pytest.mark.parametrize(
    ("sort", "count", "section"),
    [
        ("Witness", 100, "figures"),
        ("Part", PARTS, "parts"),
        ("Unit", 40, "units"),
        ("Work", 30, "works"),
        ("Point", 30, "disagreements"),
    ],
)
def test_nothing_of_an_event_is_lost_and_nothing_stands_twice(large, sort, count, section):
    there = [path for path in further.paths(large, "event", "the-clash") if path.startswith(f"{ROUND}{section}/")]
    assert there
    pages = {path: words(large, path) for path in there}
    for number in range(count):
        name = f"{sort} {number:03}" if count == 100 else f"{sort} {number:02}"
        assert len([path for path, text in pages.items() if name in text]) == 1, name
    said = panel(large, "the-clash")
    shown = further.kept(said, further.of_event(large, "the-clash"))
    assert not [one for one in (shown.parts, shown.order, shown.works, shown.figures, shown.disagreements) if one]


def test_the_page_says_how_much_there_is_and_leads_to_it(large):
    page = Read(site.page(large, APP, ROUND))
    linked = set(page.inner(ROUND))
    later = {f"{ROUND}figures/2/", f"{ROUND}figures/3/"}
    assert set(further.paths(large, "event", "the-clash")) - later <= linked
    for said in (
        "All 40 units",
        "31 works cited",
        "45 parts",
        "30 points",
        "1 to 97 · 25 figures",
    ):
        assert said in page.words()
    assert "Killed" in page.words() and "Tanks" in page.words(), "forces stand apart, as in the panel"


def test_figures_of_a_work_and_its_events_go_on_elsewhere(large):
    path = addresses.path("source", "the-report")
    pages = [words(large, one) for one in further.paths(large, "source", "the-report")]
    for number in range(100):
        assert sum(f"Witness {number:03}" in text for text in pages) == 1
    assert "All 100 figures" in words(large, path) and "Witness 007" not in words(large, path)


def test_every_page_is_valid_small_and_leads_within_the_atlas(large):
    known = set(site.paths(large)) | {"feed.xml", "search/", ""}
    for path in site.paths(large):
        text = site.page(large, APP, path)
        assert len(text.encode()) <= further.MOST_BYTES, path
        strays = {one for one in Read(text).inner(path) if one not in known and "assets/" not in one and "?" not in one}
        assert not [one for one in strays if "/map." not in one], path


def test_a_small_event_has_no_further_page(record):
    assert not [*further.paths(record, "event", "the-clash")]
    assert panel(record, "the-clash") == further.kept(panel(record, "the-clash"), ())


@pytest.mark.parametrize("rest", ["figures/9/", "figures/1/", "nothing/", "units/2/", "figures/2/3/"])
def test_further_pages_that_there_are_not(large, rest):
    with pytest.raises(NotFoundError):
        site.page(large, APP, ROUND + rest)


def test_a_long_list_goes_on(dataset):
    many = dataset(events=[an_event(id=f"event-{n:03}", title=f"Event {n:03} " + "long " * 20) for n in range(150)])
    first = "chapter/lake-khasan/"
    pages = [path for path in indexes.lists(many) if path.startswith(first)]
    assert pages == [first, *(f"{first}page-{n}/" for n in range(2, len(pages) + 1))] and len(pages) > 1
    texts = [words(many, path) for path in pages]
    for number in range(150):
        assert sum(f"Event {number:03} " in text for text in texts) >= 1
    page = Read(site.page(many, APP, pages[0]))
    assert pages[1] in page.inner(pages[0]) and f"(1 of {len(pages)})" in page.words()


def test_what_a_further_page_is_about_stands_open_on_it(large):
    for section in ("works", "disagreements", "parts"):
        page = Read(site.page(large, APP, f"{ROUND}{section}/"))
        folded = [one for one in page.tree.iter("details") if "open" not in one.attrib]
        assert not [one for one in folded if one.get("class") != "doubt"], section
