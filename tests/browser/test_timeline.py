"""Journeys on the timeline and the comparison: press, choose, mark out, pan."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.record.tables import load
from tests.browser.conftest import STANDING, eventually

Start = Callable[..., Any]
DRAWING, AXIS = ".st-key-timeline_frame svg.marks", ".st-key-years .axis-plot"


def open_timeline(one: Any, path: str = "/timeline") -> Any:
    one.page.goto(one.url + path)
    one.page.wait_for_selector(DRAWING)
    one.page.wait_for_selector(AXIS)
    one.settle()
    return one.page


def bar(page: Any, title: str) -> Any:
    return page.locator(f'{DRAWING} [aria-label^="{title}"]')


def wait_for_url(page: Any, part: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(part)))


def twins(one: Any, path: str = "/compare") -> list[Any]:
    """Open the comparison and return the frames of its two maps, in order."""
    one.page.goto(one.url + path)
    maps = [one.page.locator(f".st-key-compare_{name}_frame iframe") for name in "ab"]
    for one_map in maps:
        one_map.wait_for(state="attached")
    one.settle()
    frames = [one_map.element_handle().content_frame() for one_map in maps]
    for frame in frames:
        frame.wait_for_function("window.map && map.atlas && map.atlas.state().total > 0 && map.atlas.state().from")
    return frames


def place(frame: Any) -> list[float]:
    """Return the centre in pixels of the map's present zoom, and the zoom."""
    return frame.evaluate("(() => { const { x, y } = map.project(map.getCenter()); return [x, y, map.getZoom()]; })()")  # type: ignore[no-any-return]


def wait_for_togetherness(one: Any, frames: list[Any]) -> None:
    """Wait until two maps show the same place, to the pixel that Leaflet rounds to where their sizes differ."""
    eventually(one.page, lambda: place(frames[0]) == pytest.approx(place(frames[1]), abs=1), True)


def test_a_bar_opens_the_panel_and_closes_it(visit: Start) -> None:
    one = visit()
    page = open_timeline(one)
    title = load().event("khalkhin-gol-1939")["title"]
    page.evaluate(f"document.querySelector('{DRAWING}').id = 'mounted-once'")
    for _ in range(2):
        bar(page, title).click()
        page.wait_for_selector('.panel[data-event="khalkhin-gol-1939"]')
        one.settle()
        wait_for_url(page, "event=khalkhin-gol-1939")
        page.get_by_role("link", name="All events").click()
        page.wait_for_selector(".panel[data-event]", state="detached")
        one.settle()
    assert page.locator("#mounted-once").count() == 1, "a press must not draw the timeline anew"
    assert page.locator("[data-testid=stElementToolbar]:visible, .vega-actions").count() == 0


def test_the_list_does_the_same_with_the_keyboard(visit: Start) -> None:
    one = visit()
    page = open_timeline(one, "/timeline?from=1937&to=1937")
    choice = page.locator('.st-key-side .events a[data-event="kanchazu-1937"]')
    choice.press("Enter")
    page.wait_for_selector('.panel[data-event="kanchazu-1937"]')
    wait_for_url(page, "event=kanchazu-1937")


def test_an_event_far_down_is_brought_into_sight(visit: Start) -> None:
    page = open_timeline(visit(), "/timeline?event=toyohara-1945")
    page.wait_for_function("document.querySelector('.st-key-timeline_frame').scrollTop > 500")
    last = bar(page, load().event("toyohara-1945")["title"])
    eventually(page, lambda: last.bounding_box()["y"] < 800, True)


def test_marking_out_a_range_and_lifting_it(visit: Start) -> None:
    one = visit()
    page = open_timeline(one)
    box = page.locator(AXIS).bounding_box()
    y = box["y"] + 12

    def x(years: float) -> float:
        return box["x"] + box["width"] * years / 17

    page.mouse.move(x(6.5), y)
    page.mouse.down()
    page.mouse.move(x(8), y, steps=5)
    page.mouse.move(x(9.5), y, steps=5)
    page.mouse.up()
    wait_for_url(page, "from=1935")
    wait_for_url(page, "to=1938")
    one.settle()
    expect(page.locator(".years span.in")).to_have_text(["1935", "1936", "1937", "1938"])
    for _ in range(2):  # a year is chosen by a press, and lifted by another
        page.mouse.click(x(1.5), y)
        one.settle()
        page.wait_for_timeout(400)  # or the two were a double one
    page.wait_for_function("location.search === ''")


@pytest.mark.parametrize("path", ["/timeline", "/timeline?event=khasan-1938&from=1938&to=1938", "/compare"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(visit: Start, path: str, width: int) -> None:
    one = visit(viewport=(width, 844))
    one.page.goto(one.url + path)
    one.page.wait_for_selector(DRAWING if "timeline" in path else ".st-key-compare_b_frame iframe")
    one.rest()
    for part in ("html", "[data-testid=stMain]"):
        node = one.page.locator(part)
        eventually(one.page, lambda node=node: node.evaluate("node => node.scrollWidth <= node.clientWidth"), True)


def test_two_maps_move_together_without_the_server(visit: Start) -> None:
    one = visit()
    frames = twins(one)
    wait_for_togetherness(one, frames)
    for frame in frames:
        frame.evaluate("window.mounted = 'once'")
    for leader in "ab":
        before = place(frames[0])
        box = one.page.locator(f".st-key-compare_{leader}_frame iframe").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + 60
        one.page.mouse.move(x, y)
        one.page.mouse.down()
        one.page.mouse.move(x - 80, y + 30, steps=5)
        eventually(one.page, lambda before=before: math.dist(place(frames[0])[:2], before[:2]) > 20, True)
        wait_for_togetherness(one, frames)
        one.page.mouse.up()
        one.page.mouse.wheel(0, -200)
        for frame in frames:
            frame.wait_for_function("zoom => map.getZoom() > zoom", arg=before[2])
        wait_for_togetherness(one, frames)
    one.rest()
    assert "lat=" not in one.page.url
    assert [frame.evaluate("window.mounted") for frame in frames] == ["once", "once"]


def test_one_map_lies_over_the_other_with_a_line_to_move(visit: Start) -> None:
    """Both fill the width, either side of the line is its own map's, and the line is a slider for the keyboard too."""
    one = visit()
    frames = twins(one, "/compare?swipe=1")
    wait_for_togetherness(one, frames)
    boxes = [one.page.locator(f".st-key-compare_{name}_frame iframe").bounding_box() for name in "ab"]
    assert boxes[0] == boxes[1] and boxes[0]["width"] > 900
    line, over = one.page.locator(".swipe input"), one.page.locator(".st-key-compare_maps [data-testid=stColumn]").last
    for key, cut in (("Home", 0), ("End", 100)):
        line.press(key)
        assert over.evaluate("node => getComputedStyle(node).clipPath").rstrip(")").split()[-1] in (
            f"{cut}%",
            f"{cut}px",
        )
        for frame in frames:
            frame.evaluate(
                "() => { window.pressed = false; addEventListener('pointerdown', () => window.pressed = true); }"
            )
        one.page.mouse.click(boxes[0]["x"] + boxes[0]["width"] / 2, boxes[0]["y"] + 40)
        assert [frame.evaluate("window.pressed") for frame in frames] == [cut == 100, cut == 0]


def test_each_half_has_its_own_years(visit: Start) -> None:
    one = visit()
    frames = twins(one, "/compare?a=1938-07-29..1938-08-11&b=1939")
    states = [frame.evaluate("window.map.atlas.state()") for frame in frames]
    assert [(state["from"], state["to"]) for state in states] == [
        ("1938-07-29", "1938-08-11"),
        ("1939-01-01", "1939-12-31"),
    ]
    one.page.locator(".st-key-years_b input[type=range]").last.press("ArrowRight")
    wait_for_url(one.page, "b=1939..1940")
    one.settle()
    frames[1].wait_for_function("map.atlas.state().to === '1940-12-31'")
    assert frames[0].evaluate("window.map.atlas.state().to") == "1938-08-11"
    for frame in frames:
        visible = frame.evaluate("window.map.atlas.state().visible")
        expect(one.page.locator("h2.versus")).to_contain_text(f": {visible} event")


def test_a_press_on_a_half_marks_the_event_on_both(visit: Start) -> None:
    one = visit()
    frames = twins(one, "/compare?a=1935..1939&b=1939")
    event = next(found["own"] for found in frames[1].evaluate(STANDING) if found["own"])
    frames[1].locator(f'[data-event="{event}"]').press("Enter")
    wait_for_url(one.page, f"event={event}")
    one.settle()
    for frame in frames:
        frame.wait_for_function("event => map.atlas.state().event === event", arg=event)
    expect(one.page.locator(".st-key-compare_head a")).to_have_count(1)
