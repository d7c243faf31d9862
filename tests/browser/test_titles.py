"""Each page and event has a name in the browser's tab, before, while and after it is drawn, and says it once."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.record import tables

Start = Callable[..., Any]
ATLAS = tables.load().atlas.title
EVENT = str(tables.load().events.at["kanchazu-1937", "title"])
CASES = [
    ("/", f"Map · {ATLAS}"),
    ("/?event=kanchazu-1937", f"{EVENT} · Map · {ATLAS}"),
    ("/losses", f"Losses · {ATLAS}"),
    ("/sources?section=cite", f"Sources & method · {ATLAS}"),
]


@pytest.mark.parametrize(("path", "title"), CASES)
def test_the_document_is_named_in_the_first_answer_and_stays_so(visit: Start, path: str, title: str) -> None:
    one = visit()
    with urllib.request.urlopen(one.url + path) as answer:
        html = answer.read().decode()
    assert unescape(html.partition("<title>")[2].partition("</title>")[0]) == title
    one.page.add_init_script(
        "window.names = []; new MutationObserver(() => {"
        " if (document.title && names.at(-1) !== document.title) names.push(document.title); })"
        ".observe(document, { subtree: true, childList: true, characterData: true });"
    )
    one.page.goto(one.url + path)
    one.page.wait_for_selector("h1", state="attached")
    one.settle()
    assert one.page.evaluate("window.names") == [title]


def test_an_event_is_described_in_its_own_words(visit: Start) -> None:
    with urllib.request.urlopen(f"{visit().url}/?event=kanchazu-1937") as answer:
        html = unescape(answer.read().decode())
    summary = str(tables.load().events.at["kanchazu-1937", "summary"])
    assert f'<meta name="description" content="{summary[:100]}' in html


def test_what_is_opened_names_the_document_and_is_said_once(visit: Start) -> None:
    one = visit().go("/")
    one.page.locator('.events a[data-event="kanchazu-1937"]').first.click()
    one.wait_for_panel("kanchazu-1937")
    one.settle()
    expect(one.page).to_have_title(f"{EVENT} · Map · {ATLAS}")
    said = one.page.locator("#atlas-opened[role=status]")
    expect(said).to_have_count(1)
    expect(said).to_have_text(f"{EVENT} · Map")
    one.page.locator(".way .back").first.click()
    one.wait_for_panel("")
    expect(one.page).to_have_title(f"Map · {ATLAS}")


def test_a_link_to_a_tour_in_the_classroom_leads_into_it(visit: Start) -> None:
    one = visit()
    one.page.goto(f"{one.url}/classroom?tour=lake-khasan")
    one.page.wait_for_selector(".tour-step[data-tour=lake-khasan][data-step='1']")
    one.wait_for_map()
    assert one.query()["tour"] == "lake-khasan"
    one.page.get_by_role("link", name="Classroom", exact=True).click()
    one.page.wait_for_selector(".st-key-tour_cards")
    one.settle()
    expect(one.page.locator(".st-key-tour_cards")).to_be_visible()
