"""The front door: there with the first picture of a first visit, and gone at the first touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Start = Callable[..., Any]

DOOR = "#door"
STORY, EXPLORE, LESSON = (f"{DOOR} [data-way={name}]" for name in ("story", "map", "lesson"))


def opened(visit: Start, path: str = "/", viewport: tuple[int, int] = (1280, 800)) -> Any:
    return visit(door=True, viewport=viewport).go(path)


@pytest.mark.parametrize("viewport", [(1280, 800), (390, 844), (1920, 1080), (820, 1180)])
def test_it_stands_over_the_lower_part_of_the_map_from_the_first_picture(
    visit: Start, viewport: tuple[int, int]
) -> None:
    one = visit(door=True, viewport=viewport)
    one.page.route("**/static/js/**", lambda route: route.abort())  # nothing but the page itself has come
    one.page.goto(one.url)
    expect(one.page.locator(DOOR)).to_be_visible()
    before = one.page.locator(DOOR).bounding_box()
    one.page.unroute("**/static/js/**")
    one.errors.clear()
    one.go()
    expect(one.page.locator(f".st-key-map_frame {DOOR}")).to_be_visible()
    after = one.page.locator(DOOR).bounding_box()
    assert after == pytest.approx(before, abs=1.5), "it does not jump when the map comes"
    frame = one.page.locator(".st-key-map_frame").bounding_box()
    assert after["y"] >= frame["y"] - 1
    assert after["y"] + after["height"] == pytest.approx(frame["y"] + frame["height"], abs=2)
    assert one.page.locator(DOOR).evaluate("(node) => node.scrollHeight <= node.clientHeight"), "all of it is seen"
    for way in (STORY, EXPLORE, LESSON):
        box = one.page.locator(way).bounding_box()
        assert box["height"] >= 44


@pytest.mark.parametrize("path", ["/?from=1938", "/?event=khasan-1938", "/?tour=khalkhin-gol&step=1", "/timeline"])
def test_a_link_has_none(visit: Start, path: str) -> None:
    one = visit(door=True)
    one.page.goto(one.url + path)
    expect(one.page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(1)
    assert one.page.locator(DOOR).count() == 0


def test_the_map_closes_it_and_it_stays_closed(visit: Start) -> None:
    one = opened(visit)
    one.frame.locator(".leaflet-container").click(position={"x": 400, "y": 30})
    expect(one.page.locator(DOOR)).to_have_count(0)
    one.page.reload()
    one.wait_for_map()
    assert one.page.locator(DOOR).count() == 0


@pytest.mark.parametrize("press", ["Escape", "list", "explore", "wheel", "search"])
def test_any_choice_closes_it(visit: Start, press: str) -> None:
    one = opened(visit)
    if press == "Escape":
        one.page.keyboard.press("Escape")
    elif press == "list":
        one.page.locator(".st-key-side .events a:visible").first.click()
    elif press == "explore":
        one.page.locator(EXPLORE).click()
        assert one.query() == {}
    elif press == "wheel":
        one.page.mouse.move(500, 300)
        one.page.mouse.wheel(0, -200)
    else:
        one.page.locator(".st-key-q input").fill("Khasan")
        one.page.locator(".st-key-q input").press("Enter")
    expect(one.page.locator(DOOR)).to_have_count(0)


def test_it_is_no_trap_for_the_keyboard(visit: Start) -> None:
    one = opened(visit)
    one.page.locator(LESSON).focus()
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.tagName") == "IFRAME"
    expect(one.page.locator(DOOR)).to_be_visible()
    one.page.locator(EXPLORE).focus()
    one.page.keyboard.press("Enter")
    expect(one.page.locator(DOOR)).to_have_count(0)
    assert one.frame.evaluate("document.activeElement.className").startswith("leaflet-container")


def test_the_story_begins_without_loading_the_page_anew(visit: Start) -> None:
    one = opened(visit)
    one.page.evaluate("window.loaded = 'once'")
    one.page.locator(STORY).click()
    one.wait_for_query(tour="the-whole-story", step="1")
    expect(one.page.locator(".tour-step h2")).to_contain_text("railway")
    assert one.page.evaluate("window.loaded") == "once"
    one.page.go_back()
    expect(one.page.locator(".st-key-side .events")).not_to_have_count(0)


def test_a_lesson_is_taught_in_the_classroom(visit: Start) -> None:
    one = opened(visit)
    one.page.locator(LESSON).click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Classroom")
    expect(one.page.locator(DOOR)).to_have_count(0)


def test_before_the_app_has_come_its_links_lead_where_they_say(visit: Start) -> None:
    one = visit(door=True)
    one.page.route("**/static/js/**", lambda route: route.abort())
    one.page.goto(one.url)
    assert one.page.locator(STORY).get_attribute("href") == "./?tour=the-whole-story&step=1"
    assert one.page.locator(LESSON).get_attribute("href") == "./classroom"
    one.errors.clear()


def test_it_is_back_under_about(visit: Start) -> None:
    one = opened(visit)
    one.page.get_by_role("link", name="About", exact=True).click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("About")
    words = one.page.locator(".st-key-about")
    expect(words).to_contain_text("Manchukuo")
    words.get_by_role("link", name="The whole story in ten steps").click()
    one.wait_for_query(tour="the-whole-story", step="1")
