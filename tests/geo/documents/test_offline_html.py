"""The offline file: whole, closed to the network, small enough, and text in it stays text."""

import base64
import datetime as dt
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from geo.__main__ import main
from geo.basemap import subset
from geo.basemap.subset import Look
from geo.citation import items
from geo.core.mercator import world
from geo.core.points import Point
from geo.documents import offline_html
from geo.documents.request import Order, order
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files.tour_files import Step, Tour
from tests.builders import EVENT, SOURCE, a_name, a_place, a_source, an_event
from tests.strategies import HOSTILE

DAY = dt.date(2026, 1, 31)
HOME = "https://atlas.example.org/"


@pytest.fixture(autouse=True)
def _no_tours_and_movements(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "DATA", tmp_path)


@pytest.fixture
def _no_tiles(monkeypatch):
    monkeypatch.setattr(offline_html, "MAX_BYTES", 0)


def a_step(**changes):
    values = {
        "title": "At the ford",
        "event": EVENT,
        "lat": 42.5,
        "lon": 130.6,
        "zoom": 9,
        "start": dt.date(1938, 7, 29),
        "end": dt.date(1938, 7, 31),
        "say": "Two patrols met.",
        "ask": "Who fired the first shot?",
        "sources": ((SOURCE, "p. 3"),),
    }
    return Step(**{**values, **changes})


def a_tour(*steps):
    return Tour("the-ford", "The ford", "One clash", 12, "ages 14 and over", steps)


def an_order(data, selection=None, view=None, tour=None, live_url=HOME):
    selection = selection or Selection()
    shows = items.view_title(data, selection)
    return Order(selection, view or View(), tour, data.digest, live_url, "", DAY, shows)


class Parsed(HTMLParser):
    """The scripts, styles, comments and elements of a page."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.comments, self.scripts, self.styles, self.words = [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.scripts.append((dict(attrs), "")) if tag == "script" else self.styles.append("")

    def handle_data(self, data):
        last = self.elements[-1][0] if self.elements else ""
        if last == "script" and not self.scripts[-1][1]:
            self.scripts[-1] = (self.scripts[-1][0], data)
        elif last == "style" and not self.styles[-1]:
            self.styles[-1] = data
        else:
            self.words.append(data)

    def handle_comment(self, data):
        self.comments.append(data)

    def json(self, name):
        attributes, text = next(one for one in self.scripts if one[0].get("id") == name)
        return json.loads(gzip.decompress(base64.b64decode(text)) if "gzip" in attributes["type"] else text)

    @property
    def policy(self):
        return next(
            attributes["content"]
            for tag, attributes in self.elements
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        )


@pytest.mark.usefixtures("_no_tiles")
class TestFile:
    def test_it_brings_all_it_needs_and_may_load_nothing(self, dataset):
        page = Parsed(offline_html.html(data := dataset(), an_order(data)))
        rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
        code = [text for attributes, text in page.scripts if "type" not in attributes]
        digests = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in code]
        assert rules["default-src"] == "'none'"
        assert rules["script-src"].split() == digests
        assert "unsafe" not in page.policy
        assert len(page.styles) == 1
        assert (
            rules["style-src"]
            == f"'sha256-{base64.b64encode(hashlib.sha256(page.styles[0].encode()).digest()).decode()}'"
        )
        assert not [tag for tag, attributes in page.elements if "src" in attributes or tag == "link"]
        assert set(re.findall(r"url\(['\"]?(\w+):", page.styles[0])) == {"data"}

    def test_it_says_what_it_is_and_how_to_cite_it(self, dataset):
        page = Parsed(offline_html.html(data := dataset(), an_order(data)))
        readme = page.comments[0]
        for words in ("README", "2026-01-31", "Cite:", "Creative Commons Attribution 4.0", HOME):
            assert words in readme

    def test_every_event_has_an_item_and_a_panel(self, dataset):
        events = [an_event(), an_event(id="treaty", status="panel-only", date_edtf="1941")]
        page = Parsed(offline_html.html(data := dataset(events=events), an_order(data)))
        items = [
            attributes["data-event"] for tag, attributes in page.elements if tag == "a" and "data-event" in attributes
        ]
        assert sorted(items) == sorted([EVENT, "treaty"])
        given = page.json("atlas-data")
        assert sorted(given["panels"]) == sorted([EVENT, "treaty"])
        assert [one["id"] for one in given["layer"]["collection"]["features"]] == [EVENT]
        assert [one["id"] for one in given["others"]] == ["treaty"]

    def test_only_the_chosen_events_are_in_it(self, dataset):
        data = dataset(events=[an_event(), an_event(id="later", date_edtf="1945-08-09")])
        page = Parsed(offline_html.html(data, an_order(data, Selection(end=dt.date(1940, 12, 31)))))
        given = page.json("atlas-data")
        assert [one["id"] for one in given["layer"]["collection"]["features"]] == [EVENT]
        assert given["state"]["to"] == "1940-12-31"

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    def test_text_stays_text(self, dataset, text):
        data = dataset(
            events=[an_event(title=text, summary=text, result=text)],
            places=[a_place(title=text, geo_note=text)],
            names=[a_name(toponym=f"Бой {text}")],
            sources=[a_source(title=text, author=text)],
        )
        tour = a_tour(a_step(title=text, say=text, ask=text))
        page = Parsed(offline_html.html(data, an_order(data, tour=tour, live_url=f"{HOME}?q={text}")))
        kinds = {attributes.get("type", "script") for attributes, _ in page.scripts}
        assert kinds == {"script", "application/json", "application/gzip"}
        assert len(page.scripts) == len(page.policy.split("sha256-")) - 2 + 2  # one digest is the style's
        assert (len(page.styles), len(page.comments)) == (1, 1)
        given = page.json("atlas-data")
        unpacked = [Parsed(one) for one in (given["panels"][EVENT], *given["stepTexts"])]
        assert len(unpacked) == 2
        for part in unpacked:
            assert (part.scripts, part.styles, part.comments) == ([], [], [])
        for part in (page, *unpacked):
            assert not [name for _, attributes in part.elements for name in attributes if name.startswith("on")]
            assert {tag for tag, _ in part.elements}.isdisjoint({"img", "iframe", "object", "form"})
            assert " ".join(text.split()) in " ".join(" ".join(part.words).split())
        assert page.json("atlas-data")["layer"]["collection"]["features"][0]["properties"]["title"] == text

    def test_a_tour_brings_all_its_steps(self, dataset):
        data = dataset(
            events=[an_event(), an_event(id="next", date_edtf="1938-08-06"), an_event(id="far", date_edtf="1945")]
        )
        steps = a_step(), a_step(start=dt.date(1938, 8, 1), end=dt.date(1938, 8, 11), event="next")
        page = Parsed(offline_html.html(data, an_order(data, view=View(tour="the-ford", step=2), tour=a_tour(*steps))))
        given = page.json("atlas-data")
        assert ["At the ford" in one for one in given["stepTexts"]] == [True, True]
        assert [one["id"] for one in given["layer"]["collection"]["features"]] == [EVENT, "next"]
        assert (given["first"], given["title"]) == (2, "The ford")
        assert [(one["from"], one["to"], one["event"]) for one in given["steps"]] == [
            ("1938-07-29", "1938-07-31", EVENT),
            ("1938-08-01", "1938-08-11", "next"),
        ]

    def test_only_the_scripts_of_the_text_bring_their_fonts(self, dataset):
        latin, both = (
            Parsed(offline_html.html(data, an_order(data))).styles[0]
            for data in (dataset(), dataset(events=[an_event(title="Бой у брода")]))
        )
        assert both.count("@font-face") > latin.count("@font-face") > 0

    def test_no_event_is_an_empty_map(self, dataset):
        data = dataset()
        page = Parsed(offline_html.html(data, an_order(data, Selection(kinds=("landing",)))))
        assert page.json("atlas-data")["layer"]["collection"]["features"] == []


def test_the_file_is_no_larger_than_promised(dataset):
    data = dataset()
    text = offline_html.html(data, an_order(data))
    tiles = Parsed(text).json("atlas-tiles")
    assert len(text.encode()) <= offline_html.MAX_BYTES
    assert set(tiles) == {"light", "dark"}
    assert all(base64.b64decode(image).startswith(b"RIFF") for image in tiles["light"].values())


@pytest.mark.parametrize("budget", [0, 50_000, 400_000])
def test_tiles_keep_to_their_budget(budget):
    found = subset.tiles([Point(47.7, 118.6)], [], budget)
    assert len(json.dumps(found, separators=(",", ":"))) <= budget + len('{"light":{},"dark":{}}')


def test_coarse_tiles_come_before_fine_ones():
    found = subset.tiles([Point(47.7, 118.6)], [], 1_000_000)["light"]
    zooms = [int(key.split("/")[0]) for key in found]
    assert zooms == sorted(zooms)
    assert zooms[0] == 3


def test_what_a_tour_looks_at_comes_before_the_rest():
    look = Look(Point(47.7, 118.6), 9)
    x, y = (int(part * 2**9) for part in world(47.7, 118.6))
    assert f"9/{x}/{y}" in subset.tiles([], [look], 300_000)["light"]
    assert f"9/{x}/{y}" not in subset.tiles([look.place], [], 300_000)["light"]


def test_layers_hold_what_was_in_force():
    whole, early = subset.layers(None, None), subset.layers(dt.date(1930, 1, 1), dt.date(1931, 1, 1))
    names = {feature["properties"]["name"] for feature in whole["polities"]["features"]}
    assert "Manchukuo" in names
    assert "Manchukuo" not in {feature["properties"]["name"] for feature in early["polities"]["features"]}
    assert len(early["labels"]) < len(whole["labels"])


@pytest.mark.parametrize(
    ("selection", "view", "tour", "name"),
    [
        (Selection(), View(), None, "border-conflicts-1929-1945.html"),
        (
            Selection(kinds=("battle",), query="../ノモンハン"),
            View(),
            None,
            "border-conflicts-1929-1945-battle-search.html",
        ),
        (Selection(), View(tour="the-ford", step=1), a_tour(a_step()), "border-conflicts-the-ford.html"),
    ],
)
def test_a_file_is_named_for_what_is_in_it(dataset, selection, view, tour, name):
    assert an_order(dataset(), selection, view, tour).file_name("html") == name


def test_an_order_knows_where_view_and_data_are(dataset):
    found = order(dataset(), Selection(kinds=("battle",)), View(event=EVENT), HOME, DAY)
    assert found.live_url == f"{HOME}?event={EVENT}&kind=battle"
    assert found.data_url == f"{HOME}api/events.csv?kind=battle"
    assert order(dataset(), Selection(), View()).live_url == ""


def test_the_command_writes_a_file(dataset, monkeypatch, tmp_path, capsys):
    data = dataset()
    monkeypatch.setattr(tables, "load", lambda: data)
    assert main(["export", str(tmp_path / "atlas.html"), "--from", "1938", "--to", "1939"]) == 0
    assert Parsed((tmp_path / "atlas.html").read_text("utf-8")).json("atlas-data")["state"]["from"] == "1938-01-01"
    assert "opens without network" in capsys.readouterr().out
    assert main(["export", str(tmp_path / "none.html"), "--from", "soon"]) == 1
    assert "is no year or EDTF day" in capsys.readouterr().err
    assert not (tmp_path / "none.html").exists()


def test_scripts_come_without_comments_but_with_their_licence():
    scripts = [*offline_html._scripts()]
    assert "@preserve" in scripts[0] and "Agafonkin" in scripts[0]
    own = "\n".join(scripts[1:])
    assert re.findall(r"^[ \t]*(?://|/\*).*", own, re.MULTILINE) == []
    assert own.count("`") % 2 == 0, "no text was cut in two"
    assert own.count("(function (") == own.count("})(globalThis);") > 50
