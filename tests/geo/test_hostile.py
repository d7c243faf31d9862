"""Text that is code somewhere else stays text everywhere: check, search, GeoJSON, CSV, panel, map."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.content.panel import html, panel
from geo.core.folding import fold, tokens
from geo.core.json_text import dumps
from geo.formats.layers.features import collection
from geo.formats.taken_away import csv_text
from geo.maps.live import Assets, commands, frame_map
from geo.query.choices import Choice, Link
from geo.query.link import parse, strict
from geo.query.parameters import PAGES, PARAMETERS
from geo.query.selection import Selection, View, chosen
from geo.record.files.datapackage import read
from geo.record.validate import problems
from tests.builders import (
    a_claim,
    a_disagreement,
    a_name,
    a_package,
    a_place,
    a_source,
    a_support,
    an_event,
)
from tests.strategies import HOSTILE

texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def filled(text):
    """Return rows in which every free text is *text* and everything else is valid."""
    return {
        "events": [
            an_event(title=text, summary=text, result=text),
            an_event(id="part", title=text, part_of="the-clash"),
        ],
        "places": [a_place(title=text, country_then=text, geo_note=text)],
        "names": [a_name(toponym=f"ノ {text}", lang="ja"), a_name(toponym=f"a {text}", lang="en", role="historical")],
        "claims": [
            a_claim(claimant=text, locator=text, note=text),
            a_claim(id="force", measure="strength", claimant=text, locator=text, note=text),
        ],
        "disagreements": [a_disagreement(topic=text, reading_a=text, reading_b=text, our_reading=text)],
        "event_sources": [a_support(locator=text), a_support(event_id="part", locator=text)],
        "sources": [a_source(title=text, author=text, publisher=text, container_title=text, page=text)],
    }


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, its text, its active parts."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.comments, self.words = set(), [], [], []
        self.feed(page)
        self.close()
        self.text = "".join(self.words)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


@texts
def test_such_text_is_no_fault_of_a_package(tmp_path, text):
    assert problems(read(a_package(tmp_path, **filled(text)))) == []


@pytest.mark.parametrize(
    "mark",
    ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\x00", "\x07", "\x1b", "\x08"],
    ids=ascii,
)
def test_what_turns_a_line_round_or_drives_a_terminal_is(tmp_path, mark):
    found = [str(problem) for problem in problems(read(a_package(tmp_path, events=[an_event(title=f"gpj{mark}exe")])))]
    assert found
    assert all(line.isprintable() for line in found), "and its complaint does not"


@texts
def test_the_panel_shows_it_letter_by_letter(dataset, text):
    data = dataset(**filled(text))
    seen, plain = Seen(html(panel(data, "the-clash"))), Seen(html(panel(dataset(**filled("plain")), "the-clash")))
    assert seen.elements == plain.elements, "no element comes from the data"
    assert {name for name, _ in seen.attributes} == {name for name, _ in plain.attributes}
    assert seen.comments == []
    assert seen.text.count(text.strip()) >= 10
    assert "49" not in seen.text.replace(text, "")


def test_an_address_cannot_be_code(tmp_path, dataset):
    for url in ("javascript:alert(1)", "data:text/html,x", "https://a.b/\" onclick='x'", "https://a.b/<x>", "//a.b"):
        found = problems(read(a_package(tmp_path, sources=[a_source(url=url)])))
        assert [problem.column for problem in found] == ["url"], url
    shown = html(panel(dataset(sources=[a_source(url="https://a.b/?x=1&y={{7*7}}")]), "the-clash"))
    assert 'href="https://a.b/?x=1&amp;y={{7*7}}"' in shown


@texts
def test_features_carry_it_unchanged(dataset, text):
    data = dataset(**filled(text))
    whole = json.loads(dumps(collection(data, data.events)))
    properties = whole["features"][0]["properties"]
    assert (properties["title"], properties["place_title"]) == (text, text)
    assert properties["names"]["ja"] == f"ノ {text}"


@texts
def test_csv_carries_it_and_runs_nothing(dataset, text):
    data = dataset(**filled(text))
    row = next(csv.DictReader(io.StringIO(csv_text(data, data.events, "https://atlas.example/"), newline="")))
    assert row["title"].removeprefix("'") == text.removeprefix("'")
    assert not row["title"].startswith(("=", "+", "-", "@"))


@texts
def test_the_map_never_sees_it(dataset, text):
    """The map's page and commands are made without the dataset, and are the same whatever it holds."""
    data = dataset(**filled(text))
    base = frame_map(Assets(version=data.digest))
    commands(Selection(), View(event="the-clash")).add_to(base)
    assert text not in base.get_root().render()


@texts
def test_it_can_be_searched_for(dataset, text):
    data = dataset(**filled(text))
    assert list(chosen(data, strict({"q": text})).index) == ["the-clash", "part"]
    assert all(word in fold(text) for word in tokens(text))


@texts
def test_a_link_cannot_bring_it_in(text):
    """Whatever the page, and with a tour or without: only the search takes any text, and it is shown as text."""
    given = {parameter.name: text for parameter in PARAMETERS if parameter.name not in ("q", "exercise")}
    for page in PAGES:
        link, notices = parse(given | {"exercise": text}, page=page)
        assert replace(link, classroom=Choice()) == Link()
        counting = {parameter.name for parameter in PARAMETERS if parameter.counts_on(page) and not parameter.needs}
        assert {notice.parameter for notice in notices} == counting - {"q"}
