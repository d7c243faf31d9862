"""A visitor's own file in a real browser: the same map, panel and timeline, and nothing in the file runs."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Visit, eventually
from tests.hostile.inputs import TEXTS, a_row, csv

#: Each is code in one of the places where a title comes out.
CHOSEN = [
    "end of script",
    "image with onerror",
    "svg onload",
    "iframe",
    "attribute",
    "template literal",
    "Jinja expression",
    "Jinja block",
    "javascript address",
    "Markdown link",
    "Markdown image",
    "back-ticks",
]


def load(one: Visit, data: bytes) -> None:
    """Load a file and open the map with it."""
    one.page.goto(f"{one.url}/your-events")
    one.page.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": data})
    one.page.get_by_role("button", name="Show on the map").click()
    one.wait_for_map()


def test_a_file_becomes_the_same_atlas(visit: Callable[..., Visit]) -> None:
    one = visit()
    rows = [
        a_row(title="Verdun", date="1916-02-21", latitude="49.16", longitude="5.38", id="verdun"),
        a_row(title="Somme", date="1917-07-01", latitude="50,0", longitude="2,65", id="somme"),
        a_row(title="Armistice", date="1918-11-11", latitude="49.43", longitude="2.91", id="armistice"),
    ]
    load(one, csv(*rows))
    assert one.state()["total"] == 3
    eventually(one.page, one.listed, 3)
    lat, lon, _ = one.view()
    assert 48 < lat < 51 and 2 < lon < 6, "the map begins where the events are"
    mounted = one.frame.evaluate("window.mounted = Math.random()")
    one.page.locator(".st-key-years input[type=range]").last.press("PageDown")  # of so few years a step is a month
    one.wait_for_state(visible=2)
    eventually(one.page, one.listed, 2)
    one.wait_for_query(to="1917")
    assert "own" in one.query()
    one.settle()
    one.click("somme")
    one.wait_for_panel("somme")
    assert one.frame.evaluate("window.mounted") == mounted, "the map was not mounted anew"
    one.page.get_by_role("button", name="Back to the atlas").click()
    expect(one.page.locator(".st-key-own_banner")).to_have_count(0)
    eventually(one.page, lambda: one.listed() > 50, True)
    one.wait_for_map()
    eventually(one.page, lambda: "own" in one.query(), False)


def test_nothing_in_a_file_runs(visit: Callable[..., Visit]) -> None:
    one = visit()
    dialogs: list[str] = []
    one.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    texts = [TEXTS[name] for name in CHOSEN]
    rows = [
        a_row(title=text, place=text, side_a=text, summary=text, source=text, id=f"e{place}", latitude=f"{40 + place}")
        for place, text in enumerate(texts)
    ]
    load(one, csv(*rows))
    assert one.state()["total"] == len(texts)

    def is_clean() -> bool:
        found = [frame.evaluate("window.pwned") for frame in one.page.frames]
        return not dialogs and found == [None] * len(found)

    for place, text in enumerate(texts):
        expect(one.symbol(f"e{place}")).to_have_attribute("aria-label", re.compile("^" + re.escape(text)))
        one.symbol(f"e{place}").hover(force=True)
        one.frame.wait_for_function(
            "text => document.querySelector('.leaflet-tooltip')?.innerText.includes(text)", arg=text
        )
    for text in texts:  # the list shows every title letter by letter
        expect(one.page.locator(".st-key-side .events").first).to_contain_text(text)
    assert is_clean()
    for place in (0, 3, 6, 10):
        one.symbol(f"e{place}").press("Enter")
        one.wait_for_panel(f"e{place}")
        expect(one.page.locator(".panel h2").first).to_have_text(texts[place])
        assert one.page.locator(".panel script, .panel img, .panel iframe").count() == 0
        one.settle()
        one.page.get_by_role("link", name="All events").click()
        one.wait_for_panel("")
    one.page.get_by_role("link", name="Timeline").click()
    expect(one.page.locator(".st-key-timeline_frame svg.marks")).to_contain_text(texts[6])
    one.rest()
    assert is_clean()
    assert not one.page.locator("text=This view could not be drawn").count()


def test_reading_a_large_file_can_be_given_up(visit: Callable[..., Visit]) -> None:
    one = visit()
    rows = (a_row(title=f"Clash {number}", id=f"e{number}") for number in range(120_000))
    one.page.goto(f"{one.url}/your-events")
    chooser = one.page.locator("input[type=file]")
    chooser.set_input_files({"name": "large.csv", "mimeType": "text/csv", "buffer": csv(*rows)})
    expect(one.page.locator(".st-key-own_progress")).to_contain_text("Reading large.csv", timeout=60_000)
    one.page.get_by_role("button", name="Cancel").click()
    expect(one.page.locator(".st-key-own_progress")).to_have_count(0)
    expect(one.page.get_by_role("button", name="Remove the file")).to_have_count(0)
    expect(chooser).to_have_count(1)
    expect(one.page.locator("text=This view could not be drawn")).to_have_count(0)


def test_without_cookies_the_page_says_how_to_go_on(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.page.goto(f"{one.url}/your-events")
    said = one.page.locator(".own-no-cookies")
    expect(said).to_have_text("")
    one.page.context.clear_cookies()
    one.page.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": b"a"})
    expect(said).to_contain_text("Paste the table")
    one.page.get_by_label("Or paste a table").fill(csv(a_row(title="Verdun", id="verdun")).decode())
    one.page.get_by_role("button", name="Read the pasted table").click()
    expect(one.page.get_by_role("button", name="Show on the map")).to_be_enabled()
