"""The axis of time: from all years down to the days of a month, by wheel, fingers, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import DOOR_CLOSED, IS_TOLD, Visit, eventually

Start = Callable[..., Visit]
PLOT, NAMES, END = ".st-key-years .axis-plot", ".st-key-years .years span", ".st-key-years input"
NEARER, FURTHER = ".st-key-years [data-zoom=in]", ".st-key-years [data-zoom=out]"


def names(page: Page) -> list[str]:
    """What stands under the axis, without what has no room for its name."""
    return [name for name in page.locator(NAMES).all_inner_texts() if name]


def place(page: Page, part: float, down: float) -> tuple[float, float]:
    """Return a place on the axis: a part of its width, and pixels from its top."""
    box = page.locator(PLOT).bounding_box()
    return box["x"] + box["width"] * part, box["y"] + down


def test_the_wheel_leads_to_days_and_a_day_can_be_chosen(visit: Start) -> None:
    one = visit().go()
    page = one.page
    assert names(page)[0] == "1929" and names(page)[-1] == "1945"
    page.mouse.move(*place(page, (1939 - 1929 + 7.6 / 12) / 17, 12))  # August 1939
    for _ in range(12):
        page.mouse.wheel(0, -200)
    eventually(page, lambda: len(names(page)) >= 30, True)
    expect(page.locator(NEARER)).to_be_disabled()
    day = page.locator(NAMES, has_text="20").first
    box = day.bounding_box()
    where = page.locator(".axis-where").inner_text()
    assert "August" in where and "1939" in where
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 8)
    one.wait_for_query(**{"from": "1939-08-20", "to": "1939-08-20"})
    one.wait_for_state(**{"from": "1939-08-20", "to": "1939-08-20"})
    one.settle()
    eventually(page, one.listed, one.state()["visible"])
    expect(page.locator(".years span.in")).to_have_text(["20"])
    for _ in range(20):
        page.mouse.wheel(0, 200)
    eventually(page, lambda: (names(page)[0], names(page)[-1]), ("1929", "1945"))
    assert one.query() == {"from": "1939-08-20", "to": "1939-08-20"}, "how near it is chooses nothing"


def test_days_can_be_marked_moved_and_pulled(visit: Start) -> None:
    one = visit().go("/?from=1939-08-20&to=1939-08-20")
    page = one.page
    expect(page.locator(".years span.in")).to_have_text(["20"])
    expect(page.locator(".time-help")).to_have_text("20 August 1939")
    box = page.locator(NAMES, has_text="20").first.bounding_box()
    wide, y = box["width"], box["y"] + 30

    def drag(x: float, away: float, y: float) -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + away, y, steps=4)
        page.mouse.up()

    drag(box["x"] + wide + 7, 3 * wide, y)
    one.wait_for_query(**{"from": "1939-08-20", "to": "1939-08-23"})
    one.settle()
    drag(box["x"] + wide * 2, 2 * wide, y)
    one.wait_for_query(**{"from": "1939-08-22", "to": "1939-08-25"})
    one.settle()
    drag(box["x"] + wide * 0.5, -3 * wide, box["y"] - 10)
    one.wait_for_query(**{"from": "1939-08-17", "to": "1939-08-20"})
    one.wait_for_state(**{"from": "1939-08-17", "to": "1939-08-20"})
    before = names(page)
    drag(box["x"] + wide * 0.5, -3 * wide, box["y"] + 8)  # the names: the axis goes on
    eventually(page, lambda: names(page) != before, True)
    assert one.query() == {"from": "1939-08-17", "to": "1939-08-20"}


def test_by_buttons_and_keys_alone(visit: Start) -> None:
    one = visit().go()
    page = one.page
    last = page.locator(END).last
    expect(page.locator(FURTHER)).to_be_disabled()
    for _ in range(2):
        page.locator(NEARER).press("Enter")
    expect(page.locator(FURTHER)).to_be_enabled()
    eventually(page, lambda: "Jul" in names(page) or "Sep" in names(page), True)
    last.press("ArrowLeft")
    one.wait_for_query(to="1945-11-30")
    eventually(page, lambda: last.get_attribute("aria-valuetext"), "30 November 1945")
    for _ in range(4):
        last.press("+")
    expect(page.locator(NEARER)).to_be_disabled()
    last.press("ArrowLeft")
    one.wait_for_query(to="1945-11-29")
    last.press("Home")
    one.wait_for_query(to="1929-01-01")
    page.locator(END).first.press("0")
    expect(page.locator(FURTHER)).to_be_disabled()
    last.press("End")
    eventually(page, one.query, {})


def test_after_steps_the_page_still_has_the_last_word(visit: Start) -> None:
    one = visit().go()
    last = one.page.locator(END).last
    for year in (1944, 1943):
        last.press("ArrowLeft")
        one.wait_for_query(to=str(year))
        one.wait_for_state(to=f"{year}-12-31")
        one.settle()
    assert one.state()["visible"] == one.listed()
    one.page.locator(".st-key-clear button").click()  # tells the map the very command that it was given first
    eventually(one.page, one.query, {})
    one.wait_for_state(to=None)
    eventually(one.page, lambda: one.state()["visible"] == one.listed() == one.state()["total"], True)


def test_a_step_sends_neither_the_list_nor_the_map_again(visit: Start) -> None:
    one = visit().go()
    one.page.evaluate(
        """() => {
            const frame = document.querySelector(".st-key-map_frame iframe").contentWindow;
            window.drawnAgain = 0;
            frame.addEventListener("message", (told) => {
                window.drawnAgain += told.data?.type === "streamlit:render";
            });
        }"""
    )
    one.page.locator(END).last.press("ArrowLeft")
    one.wait_for_query(to="1944")
    one.settle()
    eventually(one.page, lambda: one.state()["visible"] == one.listed(), True)
    assert one.page.evaluate("window.drawnAgain") == 0


@pytest.mark.parametrize("key", ["ArrowLeft", "PageDown"])
def test_the_way_back_is_stronger_than_what_was_chosen_just_before(visit: Start, key: str) -> None:
    one = visit().go()
    last = one.page.locator(END).last
    last.press("ArrowLeft")
    one.wait_for_query(to="1944")
    one.settle()
    for wait_ms in (0, 60, 120, 180):
        last.focus()
        for _ in range(2):  # of quick keys the second waits before it is told
            one.page.keyboard.press(key)
        back_to = one.page.evaluate(
            """ms => new Promise((done) => {
                const to = () => new URLSearchParams(location.search).get("to");
                addEventListener("popstate", () => done(to()), { once: true });
                setTimeout(() => history.back(), ms);
            })""",
            wait_ms,
        )
        one.rest()
        assert one.query() == ({"to": back_to} if back_to else {}), f"{wait_ms} ms after the key"
        assert one.state()["to"] == (f"{back_to}-12-31" if back_to else None)
        one.go("/")
        last.press("ArrowLeft")
        one.wait_for_query(to="1944")
        one.settle()


def test_back_and_forward_walk_through_the_days(visit: Start) -> None:
    one = visit().go("/?from=1938-07-29&to=1938-08-11")
    last = one.page.locator(END).last
    before = names(one.page)
    last.press("ArrowRight")
    one.wait_for_query(to="1938-08-12")
    one.settle()
    one.page.evaluate("history.back()")
    one.wait_for_query(to="1938-08-11")
    one.wait_for_state(to="1938-08-11")
    eventually(one.page, lambda: last.get_attribute("aria-valuetext"), "11 August 1938")
    assert names(one.page) == before, "and the axis stays where it is"
    one.page.evaluate("history.forward()")
    one.wait_for_state(to="1938-08-12")


def fingers(line: CDPSession, kind: str, *places: tuple[float, float]) -> None:
    """Touch the screen with so many fingers, move them, or lift them."""
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
    line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_on_a_phone_two_fingers_come_nearer_and_one_scrolls_the_page(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_init_script(DOOR_CLOSED)
    page = context.new_page()
    page.goto(server)
    page.wait_for_function(IS_TOLD)
    line = context.new_cdp_session(page)
    x, y = place(page, 0.5, 40)
    fingers(line, "touchStart", (x, y))
    for down in range(15, 195, 15):
        fingers(line, "touchMove", (x, y - down))
    fingers(line, "touchEnd")
    main = page.get_by_test_id("stMain")
    eventually(page, lambda: main.evaluate("(it) => it.scrollTop") > 100, True)
    assert page.evaluate("location.search") == "", "nothing was chosen by it"
    main.evaluate("(it) => { it.scrollTop = 0; }")
    x, y = place(page, 0.6, 40)
    before = names(page)
    fingers(line, "touchStart", (x - 10, y), (x + 10, y))
    for apart in (30, 60, 90):
        fingers(line, "touchMove", (x - apart, y), (x + apart, y))
    fingers(line, "touchEnd")
    eventually(page, lambda: names(page) != before and page.locator(FURTHER).is_enabled(), True)
    assert page.evaluate("location.search") == "", "nor by coming nearer"
    context.close()


def test_a_target_is_large_enough(visit: Start) -> None:
    one = visit().go("/?from=1939-08-20&to=1939-08-20")
    for button in one.page.locator(".axis-zoom button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    reach = """(thumb) => { const box = thumb.getBoundingClientRect(), y = box.y + box.height / 2;
        const hit = (x) => document.elementFromPoint(x, y)?.closest('.axis-thumb') === thumb;
        let n = 0; for (let x = box.left - 30; x < box.right + 30; x += 1) n += hit(x); return n; }"""
    for thumb in one.page.locator(".st-key-years .axis-thumb").all():
        assert thumb.evaluate(reach) >= 24
