"""Places by name: nothing is asked before a button, nothing sent without consent, nothing placed in doubt."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from geopy.exc import GeocoderServiceError
from streamlit.testing.v1 import AppTest

from geo.geocoding import ranking, search
from geo.geocoding.ranking import Wanted
from geo.geocoding.services import HistoricalGazetteer
from geo.record import tables
from pages.parts.own import geocode as view
from tests.pages.conftest import bodies

ROWS = [
    Wanted("r1", "Mukden", "Manchukuo", "1931-09-18"),
    Wanted("r2", "Mukden", "Manchukuo", "1931-09-19"),
    Wanted("r3", "ノモンハン", "", "1939-05"),
    Wanted("r4", "<b>Atlantis</b> *x*"),
]


class Online:
    """Stands in for Nominatim: has every name at Chita, or says why it has none."""

    service = "Nominatim"
    asked: list[str]
    words: str

    def __init__(self, _: object) -> None: ...

    def geocode(self, query: str, **_: Any) -> list[Any]:
        self.asked.append(query)
        if self.words:
            raise GeocoderServiceError(self.words)
        chita = HistoricalGazetteer(tables.load()).geocode("Chita").raw
        return [SimpleNamespace(raw=replace(chita, query=query, matched=query, service="Nominatim", score=1.0))]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return ``page(rows)``: the view in a page of its own, GeoNames left out and Nominatim replaced."""
    monkeypatch.setattr(search, "offline", lambda dataset: (HistoricalGazetteer(dataset),))
    monkeypatch.setattr(view, "CachedNominatim", Online)
    monkeypatch.setattr(Online, "asked", [], raising=False)
    monkeypatch.setattr(Online, "words", "", raising=False)

    def script(rows):  # type: ignore[no-untyped-def]  # runs apart from this file
        import streamlit as st

        from pages.parts.own import geocode

        st.session_state["located"] = geocode.draw(rows)

    return lambda rows: AppTest.from_function(script, args=(rows,), default_timeout=30).run()


def located(at: AppTest) -> dict[str, Any]:
    assert not at.exception, at.exception
    return at.session_state["located"]  # type: ignore[no-any-return]


def choice(at: AppTest) -> Any:
    (found,) = at.selectbox
    return found


def test_without_names_there_is_nothing_to_do(page):
    at = page([Wanted("r1", " ")])
    assert located(at) == {}
    assert "no name to look up" in bodies(at)
    assert not at.button


def test_nothing_is_looked_up_before_the_button_is_pressed(page):
    at = page(ROWS)
    assert located(at) == {}
    assert "3 names in 4 rows" in bodies(at)
    assert "18–19 September 1931" in bodies(at)
    assert "score of 0.90" in bodies(at)
    assert "&lt;b&gt;Atlantis" in bodies(at)
    assert not at.checkbox


def test_what_is_sure_is_placed_and_what_is_in_doubt_waits_for_a_human(page):
    at = page(ROWS)
    at.button(key="geocode_offline").click().run()
    assert set(located(at)) == {"r1", "r2"}
    assert located(at)["r1"].approximation_km == 10
    assert choice(at).value is None
    assert "2 places bear this name" in bodies(at)
    second = next(text for text in choice(at).options if "Burd Obo" in text)
    choice(at).select(second).run()
    assert set(located(at)) == {"r1", "r2", "r3"}
    assert "chosen by hand" in located(at)["r3"].note


def test_what_is_placed_can_be_left_out_and_taken_back(page):
    at = page(ROWS[:2])
    at.button(key="geocode_offline").click().run()
    choice(at).select("Leave out").run()
    assert located(at) == {}
    at.segmented_control(key="geocode_group").set_value("out").run()
    choice(at).select_index(0).run()
    assert set(located(at)) == {"r1", "r2"}


def test_the_trail_can_be_taken_away(page, monkeypatch):
    at = page(ROWS)
    told: list[str] = []
    real = ranking.trail_csv
    monkeypatch.setattr(ranking, "trail_csv", lambda *args: told.append(real(*args)) or told[-1])
    at.button(key="geocode_offline").click().run()
    decisions = {row["decision"] for row in csv.DictReader(io.StringIO(told[-1]))}
    assert decisions == {"accepted by rule", "waits for a decision", "not found"}


def test_nothing_is_sent_before_the_reader_agrees(page):
    at = page(ROWS)
    at.button(key="geocode_offline").click().run()
    words = " ".join(element.value for element in at.markdown)
    assert "nominatim.openstreetmap.org" in words
    assert "OpenStreetMap Foundation" in words
    assert at.button(key="geocode_ask").disabled
    assert Online.asked == []
    at.checkbox(key="geocode_agreed").check().run()
    assert Online.asked == [], "a tick is not yet a question"
    at.button(key="geocode_ask").click().run()
    assert Online.asked == ["ノモンハン", "<b>Atlantis</b> *x*"], "what is placed already is not sent"
    assert set(located(at)) == {"r1", "r2", "r4"}


def test_a_silent_service_is_told_in_words(page, monkeypatch):
    monkeypatch.setattr(Online, "words", "Nominatim cannot be reached from here")
    at = page(ROWS)
    at.button(key="geocode_offline").click().run()
    at.checkbox(key="geocode_agreed").check().run()
    at.button(key="geocode_ask").click().run()
    assert [text.value for text in at.text] == ["Nominatim cannot be reached from here."]
    assert set(located(at)) == {"r1", "r2"}


def test_a_long_list_comes_in_pages(page):
    at = page([Wanted(f"r{number}", f"Mukden {chr(97 + number)}") for number in range(20)])
    at.button(key="geocode_offline").click().run()
    assert len(at.selectbox) == 8
    at.button(key="geocode_next").click().run()
    at.button(key="geocode_next").click().run()
    assert len(at.selectbox) == 4
    assert at.button(key="geocode_next").disabled
