"""Guided tours in a real browser: chosen, walked by keys alone before a class, blanked, left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.record import tables
from geo.record.files import tour_files
from geo.record.files.tour_files import Tour
from tests.browser.conftest import eventually

Start = Callable[..., Any]
#: Text in sight that is smaller than so many pixels, with its size.
SMALL = """least => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), node = walk.currentNode.parentElement;
        if (!text || node.closest('script, style, .atlas-said')) continue;
        const box = node.getBoundingClientRect(), ctm = node.getScreenCTM ? node.getScreenCTM() : null;
        // a symbol, and the number in it, is drawn larger than its style says
        const size = parseFloat(getComputedStyle(node).fontSize) * (ctm ? Math.hypot(ctm.a, ctm.b) : 1);
        const isBeside = box.right <= 0 || box.left >= innerWidth, isBeyond = box.bottom <= 0 || box.top >= innerHeight;
        if (!box.width || isBeside || isBeyond || size >= least) continue;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (text !== 'Skip to main content') found.push([text.slice(0, 40), size]);  // Streamlit's, seen on focus
    }
    return found;
}"""


@pytest.fixture(scope="module")
def found() -> dict[str, Tour]:
    return tour_files.load(tables.load())


def wait_for_step(one: Any, tour: Tour, number: int) -> None:
    """Wait until the words of a step are there and the map has come to rest where the step says."""
    one.page.wait_for_selector(f'.tour-step[data-tour="{tour.slug}"][data-step="{number}"]')
    one.settle()
    step = tour.steps[number - 1]
    one.frame.wait_for_function(
        "([lat, lon, zoom]) => { const c = map.getCenter(), near = 60 * 360 / 256 / 2 ** zoom;"
        " return map.getZoom() === zoom && Math.abs(c.lat - lat) < near && Math.abs(c.lng - lon) < near; }",
        arg=[step.lat, step.lon, step.zoom],
    )
    one.wait_for_state(**{"from": step.start.isoformat(), "to": step.end.isoformat(), "event": step.event})


def test_a_tour_is_chosen_and_walked(visit: Start, found: dict[str, Tour]) -> None:
    tour = found["lake-khasan"]
    one = visit()
    one.page.goto(one.url + "/classroom")
    one.page.locator(".st-key-tour_card_lake-khasan").get_by_role("link", name="Start the tour").click()
    one.wait_for_map()
    wait_for_step(one, tour, 1)
    one.frame.evaluate("window.mounted = 'once'")
    one.page.locator(".st-key-tour_next button").click()
    wait_for_step(one, tour, 2)
    assert one.frame.evaluate("window.mounted") == "once"
    eventually(one.page, one.query, {"tour": "lake-khasan", "step": "2"})
    one.page.get_by_role("button", name="All steps").click()
    one.page.get_by_role("link", name=tour.steps[4].title).click()
    wait_for_step(one, tour, 5)


def test_page_keys_step_beside_the_map_but_not_in_a_field(visit: Start, found: dict[str, Tour]) -> None:
    tour = found["khalkhin-gol"]
    one = visit().go("/?tour=khalkhin-gol&step=2")
    one.page.keyboard.press("PageDown")
    wait_for_step(one, tour, 3)
    one.page.keyboard.press("ArrowRight")
    one.page.keyboard.press("b")
    field = one.page.locator(".st-key-q input")
    field.press("PageDown")
    one.page.keyboard.type("b.")
    expect(field).to_have_value("b.")
    one.rest()
    expect(one.page.locator(".tour-step")).to_have_attribute("data-step", "3")
    assert one.page.locator(".tour-blank").count() == 0


def test_a_presentation_is_walked_with_the_keyboard_alone(visit: Start, found: dict[str, Tour]) -> None:
    tour = found["island-in-the-amur"]
    one = visit(viewport=(1920, 1080)).go("/?tour=island-in-the-amur&step=1&present=1")
    wait_for_step(one, tour, 1)
    one.frame.evaluate("window.mounted = 'once'")
    for number, key in enumerate(("PageDown", "ArrowRight", "ArrowDown", "PageDown", "ArrowRight", "ArrowDown"), 2):
        one.page.keyboard.press(key)
        wait_for_step(one, tour, number)
        expect(one.page.locator(".tour-step")).to_contain_text(tour.steps[number - 1].ask)
    one.page.keyboard.press("PageDown")  # after the last step comes nothing
    one.page.keyboard.press("ArrowLeft")
    wait_for_step(one, tour, 6)
    one.page.keyboard.press("PageUp")
    wait_for_step(one, tour, 5)
    assert one.frame.evaluate("window.mounted") == "once", "the map is never built anew"

    one.frame.locator(".leaflet-container").press("ArrowRight")  # in the map's frame the keys are the same
    wait_for_step(one, tour, 6)

    for key in ("b", "."):
        one.page.keyboard.press(key)
        blank = one.page.locator(".tour-blank")
        expect(blank).to_have_css("background-color", "rgb(0, 0, 0)")
        assert blank.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        one.page.keyboard.press("PageDown")
        expect(blank).to_have_count(0)
        one.rest()
        expect(one.page.locator(".tour-step")).to_have_attribute("data-step", "6")  # that key only brings the map back

    one.page.keyboard.press("Escape")
    one.page.wait_for_selector(".tour-step .say")
    eventually(one.page, one.query, {"tour": "island-in-the-amur", "step": "6"})


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_presentation_can_be_read_from_the_back_of_a_room(visit: Start, dark: bool) -> None:
    one = visit(viewport=(1920, 1080), dark=dark).go("/?tour=khalkhin-gol&step=6&present=1")
    one.rest()
    one.frame.wait_for_function(f"({SMALL})(25).length > 0")  # the check sees text
    for frame in (one.page, one.frame):
        eventually(one.page, lambda frame=frame: frame.evaluate(SMALL, 20), [])
    expect(one.page.locator("[data-testid=stHeader]")).to_be_hidden()

    def boxes() -> tuple[float, ...]:
        frame, band = (one.page.locator(part).bounding_box() for part in ("iframe", ".st-key-tour_band"))
        return frame["x"], frame["y"], frame["width"], frame["height"] + band["height"]

    eventually(one.page, boxes, pytest.approx((0, 0, 1920, 1080), abs=1))
    assert one.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("viewport", [(1280, 800), (390, 844)], ids=str)
def test_no_step_overflows_its_band(visit: Start, found: dict[str, Tour], viewport: tuple[int, int]) -> None:
    one = visit(viewport=viewport)
    for tour in found.values():
        number, _ = max(enumerate(tour.steps, 1), key=lambda pair: len(pair[1].ask) + len(pair[1].title))
        one.go(f"/?tour={tour.slug}&step={number}&present=1")
        band = one.page.locator(".st-key-tour_band")
        expect(band.locator(f'.tour-step[data-tour="{tour.slug}"][data-step="{number}"]')).to_be_visible()
        eventually(
            one.page, lambda band=band: band.evaluate("node => node.scrollHeight - node.clientHeight <= 1"), True
        )
        assert one.page.locator(".st-key-tour_next").bounding_box()["y"] + 40 < viewport[1]


@pytest.mark.parametrize("viewport", [(1280, 720), (1920, 1080)], ids=str)
def test_a_class_sees_the_map_and_story_and_time_when_asked_for(visit: Start, viewport: tuple[int, int]) -> None:
    one = visit(viewport=viewport).go("/?tour=khalkhin-gol&step=2&present=1")
    time = one.frame.locator(".atlas-time")
    expect(time).to_be_hidden()
    frame = one.page.locator("iframe").bounding_box()
    assert frame["height"] >= 0.75 * viewport[1]
    story = one.page.locator(".tour-step .story .say")
    for key, part in (("s", story), ("t", time)):
        expect(part).to_be_hidden()
        one.page.keyboard.press(key)
        expect(part).to_be_visible()
        one.page.keyboard.press(key)
        expect(part).to_be_hidden()
    one.page.locator(".tour-step summary").click()
    expect(story).to_be_visible()
    one.page.keyboard.press("PageDown")
    expect(one.page.locator('.tour-step[data-step="3"]')).to_be_visible()
    expect(story).to_be_hidden()
    one.frame.get_by_role("button", name="Time", exact=True).click()
    expect(time).to_be_visible()


def test_reduced_motion_jumps(visit: Start, found: dict[str, Tour]) -> None:
    one = visit()
    one.page.emulate_media(reduced_motion="reduce")
    one.go("/?tour=august-1945&step=1")
    one.frame.evaluate("window.zooms = 0; map.on('zoom', () => { window.zooms += 1; })")
    one.page.keyboard.press("PageDown")
    wait_for_step(one, found["august-1945"], 2)
    assert one.frame.evaluate("window.zooms") <= 1


def test_five_quick_keys_are_five_steps(visit: Start) -> None:
    one = visit().go("/?tour=khalkhin-gol&step=1&present=1")
    one.page.locator("body").press("PageDown")
    for _ in range(4):
        one.page.keyboard.press("PageDown")
    one.wait_for_query(step="6")
    one.settle()
    assert one.query()["step"] == "6"
