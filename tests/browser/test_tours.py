"""Guided tours in a real browser: chosen, walked by keys alone before a class, blanked, left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geo import tables, tours
from geo.tours import Tour

Start = Callable[..., Any]
#: Text in sight that is smaller than so many pixels, with its size.
SMALL = """least => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), node = walk.currentNode.parentElement;
        if (!text || node.closest('script, style, .atlas-said')) continue;
        const box = node.getBoundingClientRect(), size = parseFloat(getComputedStyle(node).fontSize);
        const isBeside = box.right <= 0 || box.left >= innerWidth, isBeyond = box.bottom <= 0 || box.top >= innerHeight;
        if (!box.width || isBeside || isBeyond || size >= least) continue;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (text !== 'Skip to main content') found.push([text.slice(0, 40), size]);  // Streamlit's, seen on focus
    }
    return found;
}"""


@pytest.fixture(scope="module")
def found() -> dict[str, Tour]:
    return tours.load(tables.load())


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
    state = one.state()
    assert (state["from"], state["to"]) == (step.start.isoformat(), step.end.isoformat())
    assert state["event"] == step.event


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
    assert one.page.url.endswith("/?tour=lake-khasan&step=2")
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
    one.page.locator(".st-key-q input").focus()
    one.page.keyboard.press("PageDown")
    one.page.keyboard.type("b.")
    one.page.wait_for_timeout(500)
    assert one.page.locator(".tour-step").get_attribute("data-step") == "3"
    assert one.page.locator(".tour-blank").count() == 0


def test_a_presentation_is_walked_with_the_keyboard_alone(visit: Start, found: dict[str, Tour]) -> None:
    tour = found["island-in-the-amur"]
    one = visit(viewport=(1920, 1080)).go("/?tour=island-in-the-amur&step=1&present=1")
    wait_for_step(one, tour, 1)
    one.frame.evaluate("window.mounted = 'once'")
    for number, key in enumerate(("PageDown", "ArrowRight", "ArrowDown", "PageDown", "ArrowRight"), 2):
        one.page.keyboard.press(key)
        wait_for_step(one, tour, number)
        assert tour.steps[number - 1].ask in one.page.locator(".tour-step").inner_text()
    one.page.keyboard.press("PageDown")  # after the last step comes nothing
    one.page.keyboard.press("ArrowLeft")
    wait_for_step(one, tour, 5)
    one.page.keyboard.press("PageUp")
    wait_for_step(one, tour, 4)
    assert one.frame.evaluate("window.mounted") == "once", "the map is never built anew"

    one.frame.locator("#map_div, .folium-map").first.focus()  # in the map's frame the keys are the same
    one.page.keyboard.press("ArrowRight")
    wait_for_step(one, tour, 5)

    for key in ("b", "."):
        one.page.keyboard.press(key)
        blank = one.page.locator(".tour-blank")
        assert blank.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        assert blank.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(0, 0, 0)"
        one.page.keyboard.press("PageDown")
        assert blank.count() == 0
        one.page.wait_for_timeout(400)
        assert one.page.locator(".tour-step").get_attribute("data-step") == "5", "that key only brings the map back"

    one.page.keyboard.press("Escape")
    one.page.wait_for_selector(".tour-step .say")
    one.settle()
    assert one.page.url.endswith("/?tour=island-in-the-amur&step=5")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_presentation_can_be_read_from_the_back_of_a_room(visit: Start, dark: bool) -> None:
    one = visit(viewport=(1920, 1080), dark=dark).go("/?tour=khalkhin-gol&step=6&present=1")
    one.page.wait_for_timeout(1500)
    assert one.page.evaluate(SMALL, 20) == []
    assert one.frame.evaluate(SMALL, 20) == []
    assert one.frame.evaluate(SMALL, 25) != [], "the check sees text"
    assert not one.page.locator("[data-testid=stHeader]").is_visible()
    band, frame = one.page.locator(".st-key-tour_band").bounding_box(), one.page.locator("iframe").bounding_box()
    assert (frame["x"], frame["y"], frame["width"]) == (0, 0, 1920)
    assert frame["height"] + band["height"] == pytest.approx(1080, abs=1)
    assert one.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("viewport", [(1280, 800), (390, 844)], ids=str)
def test_no_step_overflows_its_band(visit: Start, found: dict[str, Tour], viewport: tuple[int, int]) -> None:
    one = visit(viewport=viewport)
    for tour in found.values():
        number, _ = max(enumerate(tour.steps, 1), key=lambda pair: len(pair[1].ask) + len(pair[1].title))
        one.go(f"/?tour={tour.slug}&step={number}&present=1")
        band = one.page.locator(".st-key-tour_band")
        assert band.evaluate("node => node.scrollHeight - node.clientHeight") <= 1, (tour.slug, number)
        assert one.page.locator(".st-key-tour_next").bounding_box()["y"] + 40 < viewport[1]


def test_reduced_motion_jumps(visit: Start, found: dict[str, Tour]) -> None:
    one = visit()
    one.page.emulate_media(reduced_motion="reduce")
    one.go("/?tour=august-1945&step=1")
    one.frame.evaluate("window.zooms = 0; map.on('zoom', () => { window.zooms += 1; })")
    one.page.keyboard.press("PageDown")
    wait_for_step(one, found["august-1945"], 2)
    assert one.frame.evaluate("window.zooms") <= 1
