"""Journeys on the timeline and the comparison: press, choose, mark out, pan."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.tables import load
from tests import builders
from tests.browser.conftest import WAIT_MS, run_server
from tests.strategies import HOSTILE

Start = Callable[..., Any]
DRAWING, OVERVIEW = ".st-key-timeline_frame svg.marks", '[class*="st-key-overview_"] svg.marks'


def open_timeline(one: Any, path: str = "/timeline") -> Any:
    one.page.goto(one.url + path)
    one.page.wait_for_selector(DRAWING, timeout=WAIT_MS)
    one.page.wait_for_selector(OVERVIEW, timeout=WAIT_MS)
    one.settle()
    return one.page


def bar(page: Any, title: str) -> Any:
    return page.locator(f'{DRAWING} [aria-label^="{title}"]')


def wait_for_url(page: Any, part: str) -> None:
    page.wait_for_function("part => location.search.includes(part)", arg=part, timeout=WAIT_MS)


def twins(one: Any, path: str = "/compare") -> list[Any]:
    """Open the comparison and return the frames of its two maps, in order."""
    one.page.goto(one.url + path)
    one.page.wait_for_selector(".st-key-compare_b_frame iframe", state="attached", timeout=WAIT_MS)
    frames = []
    for name in "ab":
        element = one.page.wait_for_selector(f".st-key-compare_{name}_frame iframe", timeout=WAIT_MS)
        frame = element.content_frame()
        frame.wait_for_function("window.map && window.map.atlas && window.map.atlas.state().total > 0", timeout=WAIT_MS)
        frames.append(frame)
    one.settle()
    return frames


def place(frame: Any) -> list[float]:
    """Return the centre in pixels of the map's present zoom, and the zoom."""
    return frame.evaluate("(() => { const { x, y } = map.project(map.getCenter()); return [x, y, map.getZoom()]; })()")  # type: ignore[no-any-return]


def are_together(frames: list[Any]) -> bool:
    """Whether two maps show the same place, to the pixel that Leaflet rounds to where their sizes differ."""
    one, other = map(place, frames)
    return one[2] == other[2] and all(abs(a - b) <= 1 for a, b in zip(one[:2], other[:2], strict=True))


def test_a_bar_opens_the_panel_and_closes_it(visit: Start) -> None:
    one = visit()
    page = open_timeline(one)
    title = load().event("khalkhin-gol-1939")["title"]
    page.evaluate(f"document.querySelector('{DRAWING}').id = 'mounted-once'")
    for _ in range(2):
        bar(page, title).click()
        page.wait_for_selector('.panel[data-event="khalkhin-gol-1939"]', timeout=WAIT_MS)
        one.settle()
        assert "event=khalkhin-gol-1939" in page.url
        page.get_by_role("button", name="All events").click()
        page.wait_for_selector(".panel[data-event]", state="detached", timeout=WAIT_MS)
        one.settle()
    assert page.locator("#mounted-once").count() == 1, "a press must not draw the timeline anew"
    assert page.locator("[data-testid=stElementToolbar]:visible, .vega-actions").count() == 0


def test_the_list_does_the_same_with_the_keyboard(visit: Start) -> None:
    one = visit()
    page = open_timeline(one, "/timeline?from=1937&to=1937")
    choice = page.locator(".st-key-list input[type=radio]").first
    choice.focus()
    page.keyboard.press("Space")
    page.wait_for_selector('.panel[data-event="kanchazu-1937"]', timeout=WAIT_MS)
    assert "event=kanchazu-1937" in page.url


def test_an_event_far_down_is_brought_into_sight(visit: Start) -> None:
    page = open_timeline(visit(), "/timeline?event=toyohara-1945")
    page.wait_for_function("document.querySelector('.st-key-timeline_frame').scrollTop > 500", timeout=WAIT_MS)
    assert bar(page, load().event("toyohara-1945")["title"]).bounding_box()["y"] < 800


def test_marking_out_a_range_and_lifting_it(visit: Start) -> None:
    one = visit()
    page = open_timeline(one)
    box = page.locator(OVERVIEW).bounding_box()
    y = box["y"] + box["height"] / 2

    def x(years: float) -> float:
        return box["x"] + box["width"] * years / 17

    page.mouse.move(x(6.98), y)
    page.mouse.down()
    page.mouse.move(x(8), y, steps=5)
    page.mouse.move(x(9.5), y, steps=5)
    page.mouse.up()
    wait_for_url(page, "from=1935-12")
    wait_for_url(page, "to=1938-0")
    one.settle()
    assert page.locator(".years span.in").all_inner_texts() == ["1935", "1936", "1937", "1938"]
    page.mouse.click(x(1.5), y)
    page.wait_for_function("location.search === ''", timeout=WAIT_MS)


def test_the_slider_is_marked_on_the_overview(visit: Start) -> None:
    one = visit()
    page = open_timeline(one)
    page.locator(".st-key-years input[type=range]").last.focus()
    page.keyboard.press("ArrowLeft")
    wait_for_url(page, "to=1944")
    one.settle()
    page.wait_for_selector(f"{OVERVIEW} .range_brush path", state="attached", timeout=WAIT_MS)


@pytest.mark.parametrize("path", ["/timeline", "/timeline?event=khasan-1938&from=1938&to=1938", "/compare"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(visit: Start, path: str, width: int) -> None:
    one = visit(viewport=(width, 844))
    one.page.goto(one.url + path)
    one.page.wait_for_selector(DRAWING if "timeline" in path else ".st-key-compare_b_frame iframe", timeout=WAIT_MS)
    one.settle()
    one.page.wait_for_timeout(1000)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    main = one.page.locator("[data-testid=stMain]")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0


def test_hostile_words_are_shown_as_words(visit: Start, tmp_path: Path) -> None:
    events = [
        builders.an_event(id=f"event-{number}", title=text, date_edtf=f"1938-07-{number + 1:02}")
        for number, text in enumerate(HOSTILE.values())
    ]
    data = builders.a_package(tmp_path / "hostile", events=events, places=[builders.a_place(title=HOSTILE["image"])])
    with run_server(data) as url:
        one = visit(url=url)
        page = open_timeline(one, "/timeline?from=1938-07-01&to=1938-07-31")
        shown = " ".join(page.locator(f"{DRAWING} text").all_text_contents())
        for name in ("jinja expression", "template literal", "image", "end of script"):
            assert HOSTILE[name] in shown
        row = page.locator(f"{DRAWING} [aria-label*='onerror']").first
        row.hover()
        page.wait_for_selector("#vg-tooltip-element.visible", timeout=WAIT_MS)
        assert page.locator("#vg-tooltip-element img").count() == 0
        assert HOSTILE["image"] in page.locator("#vg-tooltip-element").inner_text()


def test_two_maps_move_together_without_the_server(visit: Start) -> None:
    one = visit()
    frames = twins(one)
    assert are_together(frames)
    before = place(frames[0])
    for frame in frames:
        frame.evaluate("window.mounted = 'once'")
    for leader in ("a", "b"):
        box = one.page.locator(f".st-key-compare_{leader}_frame iframe").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + 60
        one.page.mouse.move(x, y)
        one.page.mouse.down()
        one.page.mouse.move(x - 80, y + 30, steps=5)
        assert are_together(frames)
        one.page.mouse.up()
        one.page.mouse.wheel(0, -200)
        one.page.wait_for_timeout(1500)
        assert are_together(frames)
        assert math.dist(place(frames[0])[:2], before[:2]) > 20
        before = place(frames[0])
    assert "lat=" not in one.page.url
    assert [frame.evaluate("window.mounted") for frame in frames] == ["once", "once"]


def test_each_half_has_its_own_years(visit: Start) -> None:
    one = visit()
    frames = twins(one, "/compare?a=1938-07-29..1938-08-11&b=1939")
    states = [frame.evaluate("window.map.atlas.state()") for frame in frames]
    assert [(state["from"], state["to"]) for state in states] == [
        ("1938-07-29", "1938-08-11"),
        ("1939-01-01", "1939-12-31"),
    ]
    one.page.locator(".st-key-years_b input[type=range]").last.focus()
    one.page.keyboard.press("ArrowRight")
    wait_for_url(one.page, "b=1939..1940")
    one.settle()
    assert frames[1].evaluate("window.map.atlas.state().to") == "1940-12-31"
    assert frames[0].evaluate("window.map.atlas.state().to") == "1938-08-11"
    heading = one.page.locator("h2.versus").inner_text()
    for frame in frames:
        assert f": {frame.evaluate('window.map.atlas.state().visible')} event" in heading


def test_a_press_on_a_half_marks_the_event_on_both(visit: Start) -> None:
    one = visit()
    frames = twins(one, "/compare?a=1935..1939&b=1939")
    frames[1].locator('[data-event="khalkhin-1939-08-27"]').focus()
    one.page.keyboard.press("Enter")
    wait_for_url(one.page, "event=khalkhin-1939-08-27")
    one.settle()
    for frame in frames:
        assert frame.evaluate("window.map.atlas.state().event") == "khalkhin-1939-08-27"
    assert one.page.locator(".st-key-compare_head a").count() == 1
