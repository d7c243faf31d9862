"""Search over the real record: what people type, and what has to come first."""

from __future__ import annotations

import pytest

from geo.content.known import known
from geo.query import search
from geo.query.link import parse
from geo.record import tables

FIRST = {
    "1938": ("time", {"from": "1938", "to": "1938"}),
    "summer 1939": ("time", {"from": "1939-06-01", "to": "1939-08-31"}),
    "August 1945": ("time", {"from": "1945-08-01", "to": "1945-08-31"}),
    "昭和14年夏": ("time", {"from": "1939-06-01", "to": "1939-08-31"}),
    "康德6年": ("time", {"from": "1939", "to": "1939"}),
    "August": ("time", {"from": "1945-08-01", "to": "1945-08-31"}),
    "Nomonhan": ("event", {"event": "khalkhin-gol-1939"}),
    "nomohan": ("event", {"event": "khalkhin-gol-1939"}),
    "Kalkin gol": ("event", {"event": "khalkhin-gol-1939"}),
    "ノモンハン": ("event", {"event": "khalkhin-gol-1939"}),
    "Халхин-Гол": ("event", {"event": "khalkhin-gol-1939"}),
    "Khasan": ("event", {"event": "khasan-1938"}),
    "Khasan 1938": ("event", {"event": "khasan-1938"}),
    "張鼓峰": ("event", {"event": "khasan-1938"}),
    "Kanchazu": ("event", {"event": "kanchazu-1937"}),
    "Zhukov": ("person", {"q": "G. K. Zhukov"}),
    "zukov": ("person", {"q": "G. K. Zhukov"}),
    "Жуков": ("person", {"q": "G. K. Zhukov"}),
    "23rd Division": ("unit", {"q": "23rd Division"}),
    "landings": ("kind", {"kind": "landing"}),
    "Mongolia": ("side", {"side": "mongolia"}),
    "border incidents": ("chapter", {"chapter": "border-incidents"}),
}


@pytest.mark.parametrize(("text", "kind", "params"), [(text, *found) for text, found in FIRST.items()], ids=FIRST)
def test_what_people_type_comes_first(text: str, kind: str, params: dict[str, str]) -> None:
    first = search.find(tables.load(), text).hits[0]
    assert (first.group, first.params) == (kind, params)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("summer 1939", "“summer 1939”"),
        ("nomohan", "nearest spelling: Nomonhan"),
        ("Nomonhan", ""),
        ("張鼓峰", "also called 張鼓峰事件"),
    ],
)
def test_each_says_why_it_was_found(text: str, why: str) -> None:
    assert search.find(tables.load(), text).hits[0].why == why


def test_a_place_is_shown_on_the_map_with_its_events() -> None:
    place = next(hit for hit in search.find(tables.load(), "Hailar").hits if hit.group == "place")
    assert place.params["q"] == "Hailar"
    assert (float(place.params["lat"]), float(place.params["lon"])) == pytest.approx((49.21, 119.73))


def test_of_a_word_that_nothing_has_the_nearest_names_are_proposed() -> None:
    found = search.find(tables.load(), "Blavogashchansk")
    assert found.hits or found.nearest
    nothing = search.find(tables.load(), "hill 7777")
    assert not nothing.hits
    assert all("Hill" in name for name in nothing.nearest)
    assert nothing.nearest


@pytest.mark.parametrize("text", [*FIRST, "battles 1939", "Hailar", "Khalkhin Gol August 1939"])
def test_every_hit_leads_to_a_view_that_the_map_understands_and_shows_something(text: str) -> None:
    dataset = tables.load()
    for hit in search.find(dataset, text).hits:
        link, notices = parse(hit.params, known(dataset))
        assert not notices
        assert link.selection == hit.link.selection
        shown = search.chosen(dataset, link.selection)
        assert len(shown) or hit.note == "on the map"
        if hit.note.endswith(("event", "events")):
            assert int(hit.note.split()[0].replace(",", "")) == len(shown)


@pytest.mark.parametrize("text", ["", " ", "a", "'\"<b>", "\x00", "x" * 100, "1 2 3 4", "%", "1939 1940 1941"])
def test_anything_can_be_typed(text: str) -> None:
    found = search.find(tables.load(), text)
    assert len(found.hits) < 40
