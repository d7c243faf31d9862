"""What somebody who has never been here reaches, in three presses at most: Enter in the search box is one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

Start = Callable[..., Any]

SIZES = [(1280, 800), (390, 844)]
#: How many parts of a battle lie inside the map, and how much of it, across or down, they take.
FILLS = """id => {
    const size = map.getSize(), events = [...map.atlas.layer.byId.values()].map((event) => ({
        id: event.id, partOf: event.feature.properties.part_of, at: map.latLngToContainerPoint(event.latlng),
    }));
    const all = Atlas.family(events, id).map(({ at }) => at)
        .filter(({ x, y }) => x > 0 && y > 0 && x < size.x && y < size.y);
    const spread = (axis) => {
        const along = all.map((at) => at[axis]);
        return (Math.max(...along) - Math.min(...along)) / size[axis];
    };
    return { count: all.length, spread: Math.max(spread('x'), spread('y')) };
}"""


class Newcomer:
    """A first visit that counts its presses."""

    def __init__(self, visit: Start, viewport: tuple[int, int]) -> None:
        self.one = visit(viewport=viewport, door=True).go()
        self.presses = 0

    def press(self, what: Locator) -> None:
        """Click what is in sight."""
        what.scroll_into_view_if_needed()
        what.click()
        self.presses += 1

    def search(self, text: str) -> None:
        """Type into the search box and press Enter."""
        box = self.one.page.locator(".st-key-q input")
        box.click()
        box.press_sequentially(text)
        box.press("Enter")
        self.presses += 2


@pytest.fixture(params=SIZES, ids=["laptop", "phone"])
def newcomer(visit: Start, request: pytest.FixtureRequest) -> Newcomer:
    return Newcomer(visit, request.param)


def test_the_battle_fills_the_map(newcomer: Newcomer) -> None:
    newcomer.search("Khalkhin Gol")
    one = newcomer.one
    one.wait_for_panel("khalkhin-gol-1939")
    one.page.wait_for_timeout(900)  # a flight of 0.6 s has its end
    found = one.frame.evaluate(FILLS, "khalkhin-gol-1939")
    assert found["count"] >= 20
    assert found["spread"] > 0.5
    assert newcomer.presses <= 3


def test_its_day_of_20_august(newcomer: Newcomer) -> None:
    newcomer.search("20 August 1939")
    one = newcomer.one
    one.wait_for_query(**{"from": "1939-08-20", "to": "1939-08-20"})
    one.wait_for_state(to="1939-08-20")
    one.page.wait_for_timeout(900)
    lat, lon, zoom = one.view()
    assert zoom >= 7, "the map goes to the battle that was on that day"
    assert (lat, lon) == pytest.approx((47.8, 118.6), abs=1)
    expect(one.page.locator(".st-key-side .events")).to_contain_text(["Soviet offensive of August opens"])
    assert newcomer.presses <= 3


def test_the_losses_claimed_at_kanchazu(newcomer: Newcomer) -> None:
    newcomer.search("Kanchazu")
    one = newcomer.one
    one.wait_for_panel("kanchazu-1937")
    claims = one.page.locator(".panel").get_by_text("killed").first
    claims.scroll_into_view_if_needed()
    expect(claims).to_be_visible()
    assert newcomer.presses <= 3


def test_a_lesson_runs(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.one.page.locator("#door [data-way=lesson]"))
    page = newcomer.one.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Classroom")
    newcomer.press(page.get_by_role("link", name="Start the tour").first)
    expect(page.locator(".tour-step h2")).to_be_visible()
    newcomer.one.wait_for_query(step="1")
    assert newcomer.presses <= 3


def test_the_story_begins(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.one.page.locator("#door [data-way=story]"))
    newcomer.one.wait_for_query(tour="the-whole-story", step="1")
    assert newcomer.presses == 1
