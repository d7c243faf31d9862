"""The list beside the map: it stands in the page as a whole, and shows what the years and filters leave of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from geo.record import tables
from tests.browser.conftest import eventually

Start = Callable[..., Any]

#: Titles that are to be seen, what stands over them, where the tab key stops, and which of two lists it is.
_SEEN = """() => {
    const seen = (selector) => [...document.querySelectorAll(`.st-key-side ${selector}`)].filter((node) =>
        node.checkVisibility({ visibilityProperty: true }));
    const text = (selector) => seen(selector).map((node) => node.textContent.trim());
    return {
        titles: text('.events .title'),
        heads: text(':is(.time, .count, .events summary)'),
        stops: seen('.events a[tabindex="0"], .events a:not([tabindex])').map((link) => link.dataset.event),
    };
}"""
_BODY = "document.querySelector('.st-key-side .list-whole')"


def test_a_range_shows_its_part_of_the_list_and_the_list_stays(visit: Start) -> None:
    one = visit().go("/?from=1938-07-29&to=1938-08-11")
    seen = one.page.evaluate(_SEEN)
    assert seen["heads"][0].endswith("events on the map") and " of " in seen["heads"][0]
    assert "Battle of Lake Khasan (Changkufeng)" in seen["titles"]
    assert not any("1929" in head for head in seen["heads"])
    assert any(head.endswith("more not on the map") for head in seen["heads"])
    assert len(seen["stops"]) == 2, "each list is one stop of the tab key, and it is to be seen"
    one.page.evaluate(f"{_BODY}.isTheSame = true")
    one.page.locator(".axis-clear, .st-key-years [data-zoom=out]").first.wait_for()
    one.page.locator(".st-key-years .axis-thumb.end input").press("Home")
    one.wait_for_query(to="1938-07-29")
    one.settle()
    fewer = one.page.evaluate(_SEEN)
    assert 0 < len(fewer["titles"]) < len(seen["titles"])
    assert one.page.evaluate(f"{_BODY}.isTheSame"), "nothing was taken away"


def test_parts_without_their_whole_stand_unfolded(visit: Start) -> None:
    events = tables.load().plotted
    kinds = events["kind"]
    part, whole = next(
        (part, whole)
        for part, whole in events["part_of"].items()
        if whole in kinds.index and kinds[whole] != kinds[part] and (kinds == kinds[part]).sum() < 100
    )
    one = visit().go(f"/?kind={kinds[part]}")
    row = one.page.locator(f'.list-whole li:has(> a[data-event="{whole}"])')
    expect(row.locator(f'a[data-event="{part}"]')).to_be_visible()
    expect(row.locator(f':scope > a[data-event="{whole}"]')).to_be_hidden()


def test_the_arrow_keys_walk_over_what_is_hidden(visit: Start) -> None:
    one = visit().go("/?from=1938-07-29&to=1938-08-11")
    one.page.locator('.st-key-side .events a[tabindex="0"]').first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"):
        one.page.keyboard.press(key)
        assert one.page.evaluate("document.activeElement.checkVisibility()"), key
    first = one.page.evaluate(_SEEN)["titles"][0]
    assert one.page.evaluate("document.activeElement.querySelector('.title').textContent") == first


def test_nothing_found_says_so(visit: Start) -> None:
    one = visit().go("/?q=zzzzzz")
    assert one.page.evaluate(_SEEN)["titles"] == []
    eventually(one.page, lambda: "Nothing" in one.page.locator(".st-key-side").inner_text(), True)
