"""A visitor's own file in a real browser: the same map, panel and timeline, and nothing in the file runs."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import Visit
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
    assert one.state()["total"] == one.listed() == 3
    lat, lon, _ = one.view()
    assert 48 < lat < 51 and 2 < lon < 6, "the map begins where the events are"
    mounted = one.frame.evaluate("window.mounted = Math.random()")
    one.page.locator(".st-key-years input[type=range]").last.focus()
    one.page.keyboard.press("ArrowLeft")
    one.frame.wait_for_function("window.map.atlas.state().visible === 2")
    one.settle()
    assert one.listed() == 2
    assert "own=" in one.page.url and "to=1917" in one.page.url
    one.click("somme")
    one.wait_for_panel("somme")
    assert one.frame.evaluate("window.mounted") == mounted, "the map was not mounted anew"
    one.page.get_by_role("button", name="Back to the atlas").click()
    one.page.wait_for_function("!document.querySelector('.st-key-own_banner')")
    one.wait_for_map()
    assert one.listed() > 50
    assert "own=" not in one.page.url


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
        assert (one.symbol(f"e{place}").get_attribute("aria-label") or "").startswith(text)
        one.symbol(f"e{place}").hover(force=True)
        one.frame.wait_for_function(
            "text => document.querySelector('.leaflet-tooltip')?.innerText.includes(text)", arg=text
        )
    listed = one.page.locator(".st-key-side [role=radiogroup]").first.inner_text()
    assert all(text in listed for text in texts), "the list shows every title letter by letter"
    assert is_clean()
    for place in (0, 3, 6, 10):
        one.symbol(f"e{place}").press("Enter")
        one.wait_for_panel(f"e{place}")
        assert one.page.locator(".panel h2").first.inner_text() == texts[place]
        assert one.page.locator(".panel script, .panel img, .panel iframe").count() == 0
        one.page.get_by_role("button", name="All events").click()
        one.wait_for_panel("")
    one.page.get_by_role("link", name="Timeline").click()
    one.page.wait_for_selector(".st-key-timeline_frame svg.marks")
    one.settle()
    drawn = one.page.locator(".st-key-timeline_frame").inner_text()
    assert texts[6] in drawn
    assert is_clean()
    assert not one.page.locator("text=This view could not be drawn").count()
