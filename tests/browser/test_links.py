"""Links to events beside the map, and the part of the page that runs alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.record.tables import load

Start = Callable[..., Any]
#: Press symbols as the map does; of each, whether it was still the one wanted when the page's script could be told.
_PRESS = """ids => Promise.all(ids.map((id) => {
    const detail = { id };
    window.dispatchEvent(new CustomEvent('atlas:open', { detail }));
    return detail.ahead;
}))"""


def test_a_press_shows_the_panel_before_the_page_has_run(visit: Start) -> None:
    one = visit().go("/?from=1937&to=1939")
    one.rest()
    page, runs, event = one.page, one.runs_asked, one.alone()
    assert page.evaluate(_PRESS, [event]) == [True]
    ahead = page.locator(".side-ahead")
    expect(ahead.locator(".panel h2")).to_have_text(load().events.at[event, "title"])
    page.evaluate("document.fonts.ready.then(() => 0)")
    text = ahead.inner_text()
    place = ahead.locator(".panel h2").bounding_box()
    assert one.runs_asked == runs
    one.symbol(event).press("Enter")
    one.wait_for_panel(event)
    one.settle()
    assert one.runs_asked > runs
    expect(ahead).to_have_count(0)
    assert page.locator(".st-key-side .stHtml").first.inner_text().strip() == text.strip()
    now = page.locator(".panel h2").bounding_box()
    assert now == pytest.approx(place, abs=1), "nothing moves when the page takes over"


def test_a_panel_that_cannot_be_had_at_once_comes_with_the_run(visit: Start) -> None:
    one = visit().go()
    one.page.route("**/api/panel.html*", lambda route: route.abort())
    one.page.locator(".events a[data-event='kanchazu-1937']").click()
    one.wait_for_panel("kanchazu-1937")
    expect(one.page.locator(".panel h2")).to_have_text("Kanchazu Island incident")
    one.errors.clear()  # the browser says that the request was cut off
    one.failed.clear()


def test_a_panel_that_does_not_come_is_not_waited_for(visit: Start) -> None:
    one = visit().go()
    held: list[Any] = []
    one.page.route("**/api/panel.html*", lambda route: held.append(route))
    first = one.alone()
    for event in (first, one.alone(first)):
        one.symbol(event).press("Enter")
        one.wait_for_panel(event)
    assert len(held) == 2
    for route in held:
        route.continue_()


def test_a_panel_is_asked_for_when_the_pointer_goes_down(visit: Start) -> None:
    """A finger has not rested on anything before."""
    one = visit().go()
    pressed = {"kanchazu-1937": one.page.locator(".events a[data-event='kanchazu-1937']"), "khasan-1938": None}
    for event, link in pressed.items():
        with one.page.expect_request(f"**/api/panel.html?event={event}*"):
            (link or one.symbol(event)).dispatch_event("pointerdown")
    assert one.panel() == ""


def test_of_two_presses_at_once_the_page_is_told_the_last(visit: Start) -> None:
    assert visit().go().page.evaluate(_PRESS, ["kanchazu-1937", "khasan-1938"]) == [False, True]


def test_the_list_is_left_and_found_again_with_the_keyboard(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1939")
    page = one.page
    whole, part, following = "halhamiao-1935", "olangganga-1935-01-08", "halhin-posts-1935-02-17"
    stops = page.locator(".events :is(a, summary):not([tabindex='-1'])")
    assert stops.count() <= 2, "one stop of the tab key for each list"

    def link(event_id: str) -> Any:
        return page.locator(f".events a[data-event='{event_id}']")

    parts = page.locator(f".events li:has(> a[data-event='{whole}']) > details")
    link(whole).focus()
    for key, place in (
        ("ArrowDown", parts.locator("summary")),
        ("ArrowDown", link(following)),
        ("End", page.locator(".events a:visible").last),
        ("Home", link(whole)),
        ("ArrowRight", link(whole)),
        ("ArrowDown", parts.locator("summary")),
        ("ArrowDown", link(part)),
        ("ArrowLeft", link(whole)),
    ):
        page.keyboard.press(key)
        expect(place).to_be_focused()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    one.wait_for_panel(part)
    one.settle()
    expect(page.get_by_role("link", name="All events")).to_be_focused()  # the keyboard is not left nowhere
    page.keyboard.press("Enter")
    one.wait_for_panel("")
    one.settle()
    expect(link(part)).to_be_focused()  # and its part of the list is unfolded again


def test_a_link_in_another_tab_is_the_whole_view(visit: Start) -> None:
    one = visit().go("/?from=1937&to=1939")
    with one.page.context.expect_page() as opened:
        one.page.locator(".events a[data-event='kanchazu-1937']").click(modifiers=["ControlOrMeta"])
    tab = opened.value
    tab.wait_for_selector(".panel[data-event='kanchazu-1937']")
    for part in ("from=1937", "to=1939", "event=kanchazu-1937"):
        expect(tab).to_have_url(re.compile(part))
    assert "event" not in one.query()
    tab.close()


def test_quick_presses_stay_on_the_page(visit: Start) -> None:
    one = visit().go("/?from=1937&to=1939")
    page = one.page
    page.evaluate("window.mark = 1")
    page.locator(".events a[data-event='kanchazu-1937']").click()
    page.wait_for_selector(".way .after")
    wanted = ""
    for pause_ms in (0, 20, 40, 80, 160):  # whether or not the run before is over
        page.wait_for_timeout(pause_ms)
        wanted = page.evaluate(
            "() => { const after = document.querySelector('.way .after'); after.click(); return after.dataset.event; }"
        )
    one.wait_for_panel(wanted)
    one.rest()
    assert page.evaluate("window.mark") == 1, "the page was loaded anew"
    assert one.query() | {"event": wanted, "from": "1937", "to": "1939"} == one.query()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_panel_comes_into_sight(visit: Start, width: int) -> None:
    one = visit(viewport=(width, 844)).go("/?from=1937&to=1939")
    event = one.alone()
    one.symbol(event).press("Enter")
    one.wait_for_panel(event)
    one.settle()
    expect(one.page.locator(".panel h2")).to_be_in_viewport(ratio=1)


def test_a_step_and_a_press_do_not_run_the_whole_page(visit: Start) -> None:
    one = visit().go("/?from=1937&to=1939")
    one.rest()
    assert "navigation" in one.answered, "the whole page draws its frame"
    one.answered.clear()
    one.page.locator(".st-key-years input").last.press("ArrowRight")
    one.wait_for_state(to="1940-12-31")
    one.settle()
    event = one.alone()
    one.symbol(event).press("Enter")
    one.wait_for_panel(event)
    one.rest()
    assert "delta" in one.answered
    assert "navigation" not in one.answered


@pytest.mark.parametrize("event", ["", "kanchazu-1937"], ids=["list", "panel"])
def test_a_step_of_the_years_draws_only_what_it_changes(visit: Start, event: str) -> None:
    one = visit().go(f"/?from=1937&to=1939{f'&event={event}' if event else ''}")
    one.rest()
    one.answered.clear()
    one.page.locator(".st-key-years input").last.press("ArrowRight")
    one.wait_for_query(to="1940")
    one.rest()
    # the part itself, the marks with what stands over the list, the line to the axis; a panel that is the same is a
    # reference to what the browser has
    assert (one.answered.count("delta"), one.answered.count("ref_hash")) == (3, 1 if event else 0)
    assert (one.panel(), one.state()["to"]) == (event, "1940-12-31")


def test_the_toolbar_follows_what_changes_below_it(visit: Start) -> None:
    one = visit().go()
    clear = one.page.get_by_role("button", name="Clear", exact=True)
    expect(clear).to_have_count(0)
    one.page.locator(".st-key-years input").last.press("ArrowLeft")
    expect(clear).to_be_visible()
    one.settle()
    one.page.get_by_role("button", name="Link", exact=True).click()
    link = one.page.locator("#share-link")
    expect(link).to_have_value(one.url + "/?to=1944")
    event = one.alone()
    one.symbol(event).press("Enter")
    expect(link).to_have_value(one.url + f"/?event={event}&to=1944")
