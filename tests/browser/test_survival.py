"""A page outlives its server, says when it has none, and leaves nothing of a visitor's own behind."""

from __future__ import annotations

import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from pages.parts.shell import visits
from tests.browser.conftest import WAIT_MS, Visit, eventually, near, run_server
from tests.browser.test_servers import copy_of_the_data, rewrite
from tests.browser.test_your_events import load
from tests.hostile.inputs import a_row, csv

Start = Callable[..., Visit]
LINK = "/?from=1937&to=1939&lat=45.5&lon=125&z=6"
#: In the way of every WebSocket, as a proxy that knows none.
NO_SOCKET = """window.WebSocket = class extends EventTarget {
    constructor(url) {
        super();
        Object.assign(this, { url, readyState: 0 });
        setTimeout(() => {
            this.readyState = 3;
            this.dispatchEvent(new Event('error'));
            this.dispatchEvent(new CloseEvent('close', { code: 1006 }));
        }, 150);
    }
    send() {}
    close() {}
};"""


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def mark(one: Visit) -> None:
    """Mark the page, so that it can be told from one that is loaded anew."""
    one.settle()
    one.page.evaluate("window.isOld = true")


def wait_for_a_new_page(one: Visit) -> None:
    """Wait until the page has been loaded anew and the map is there."""
    one.page.wait_for_function("!window.isOld")
    one.wait_for_map()


def pressed(one: Visit, event: str) -> None:
    one.page.locator(f".events a[data-event='{event}']").first.click()


@pytest.mark.parametrize("when", ["while it is away", "when it is back"])
def test_a_press_after_a_restart_is_answered(visit: Start, when: str) -> None:
    port = a_port()
    with run_server(port=port) as url:
        one = visit(url=url).go(LINK)
        view = one.view()
        mark(one)
    if when == "while it is away":
        pressed(one, "khasan-1938")
    held: list[Any] = []
    is_let_go: list[bool] = []
    if when == "when it is back":
        one.page.route("**/api/visit", lambda route: route.continue_() if is_let_go else held.append(route))
    with run_server(port=port):
        if when == "when it is back":
            eventually(one.page, lambda: bool(held), True)  # connected, and not yet told that its visit is over
            pressed(one, "khasan-1938")
            is_let_go.append(True)
            for route in held:
                route.continue_()
        wait_for_a_new_page(one)
        one.wait_for_panel("khasan-1938")
        one.wait_for_query(event="khasan-1938", **{"from": "1937", "to": "1939"})
        assert one.view() == near(view)
        following = one.page.locator(".way .after").get_attribute("data-event") or ""
        one.page.locator(".way .after").click()
        one.wait_for_panel(following)
        one.settle()


def test_after_a_restart_the_page_shows_the_data_of_now(visit: Start, tmp_path: Path) -> None:
    data, port = copy_of_the_data(tmp_path), a_port()
    with run_server(data, port) as url:
        one = visit(url=url).go(LINK + "&event=khasan-1938")
        one.wait_for_panel("khasan-1938")
        view = one.view()
        mark(one)

    def rename(_: int, row: dict[str, str]) -> None:
        if row["id"] == "khasan-1938":
            row["title"] = "Changed meanwhile"

    rewrite(data / "events.csv", rename)
    with run_server(data, port):
        wait_for_a_new_page(one)
        one.wait_for_panel("khasan-1938")
        expect(one.page.locator(".panel h2")).to_have_text("Changed meanwhile")
        assert one.view() == near(view)
        one.page.get_by_role("link", name="All events").click()
        one.wait_for_panel("")
        one.settle()


def test_a_moved_map_and_a_button_outlive_a_restart(visit: Start) -> None:
    port = a_port()
    with run_server(port=port) as url:
        one = visit(url=url).go("/?from=1938&to=1939&kind=battle")
        mark(one)
    one.frame.evaluate("map.setView([48, 120], 7, { animate: false })")
    one.page.wait_for_timeout(600)  # the map waits a quarter of a second before it says where it is
    with run_server(port=port):
        wait_for_a_new_page(one)
        assert one.view() == near((48, 120, 7))
        assert one.query() | {"kind": "battle", "z": "7"} == one.query()
        mark(one)
    one.page.locator(".st-key-clear button").dispatch_event("pointerdown")
    with run_server(port=port):
        wait_for_a_new_page(one)
        eventually(one.page, lambda: one.query().get("kind"), None)
        one.settle()


def test_a_cut_is_told_and_what_was_pressed_is_done(visit: Start) -> None:
    one = visit()
    doors: list[Any] = []
    shut = [False]

    def through(route: Any) -> None:
        if shut[0]:
            route.close()
        else:
            doors.append((route, route.connect_to_server()))

    one.page.route_web_socket(re.compile("_stcore/stream"), through)
    one.go(LINK)
    one.page.evaluate("window.isOld = true")
    notice = one.page.locator("#atlas-connection")
    expect(notice).to_have_count(0)
    shut[0] = True
    for route, server in doors:
        route.close()
        server.close()
    expect(notice).to_contain_text("Connection to the server lost")
    assert notice.get_attribute("role") == "status"
    pressed(one, "khasan-1938")
    expect(one.page.locator(".side-ahead .panel h2")).to_contain_text("Lake Khasan")
    shut[0] = False
    expect(notice).to_have_text("")
    one.wait_for_query(event="khasan-1938")
    one.wait_for_panel("khasan-1938")
    assert one.page.evaluate("window.isOld"), "the visit is the same"


def test_a_message_that_cannot_be_read_ends_no_visit(visit: Start) -> None:
    one = visit()
    doors: list[Any] = []
    one.page.route_web_socket(
        re.compile("_stcore/stream"), lambda route: doors.append((route, route.connect_to_server()))
    )
    one.go(LINK)
    mark(one)
    one.page.wait_for_timeout(3000)  # a page that fails at once is not loaded again and again
    doors[-1][0].send(b"\xff\xff")
    wait_for_a_new_page(one)
    one.wait_for_query(**{"from": "1937", "to": "1939", "z": "6"})
    pressed(one, "khasan-1938")
    one.wait_for_panel("khasan-1938")


def test_without_any_socket_the_page_can_be_read_and_says_so(visit: Start) -> None:
    one = visit()
    one.page.add_init_script(NO_SOCKET)
    one.page.goto(f"{one.url}/?from=1938&to=1938")
    expect(one.page.locator("#first-words .events").first).to_contain_text("Khasan")
    notice = one.page.locator("#atlas-connection")
    expect(notice).to_contain_text("no WebSocket")
    address = notice.get_by_role("link", name="This map as one file").get_attribute("href")
    with urllib.request.urlopen(f"{one.url}/{address}", timeout=60) as answer:
        assert answer.status == 200
    expect(one.page.locator("#first-sight")).to_be_visible()


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def shown_at(one: Visit) -> str:
    """Load two events of one's own; return the address at which the map finds them."""
    # a process of its own reads the file before the map asks
    with one.page.expect_request("**/api/own/*", timeout=3 * WAIT_MS) as asked:
        load(one, csv(a_row(title="Verdun", id="verdun"), a_row(title="Somme", id="somme")))
    assert status(asked.value.url) == 200
    return str(asked.value.url)


def test_own_events_are_gone_within_a_minute_of_the_page(visit: Start) -> None:
    one = visit()
    address = shown_at(one)
    one.page.wait_for_timeout((visits.GRACE_S + 15) * 1000)
    assert status(address) == 200, "the page is still there"
    one.page.goto("about:blank")
    deadline = time.monotonic() + 60
    while status(address) != 404:
        assert time.monotonic() < deadline, "they can still be had"
        time.sleep(1)


def test_own_events_are_gone_at_once_when_removed(visit: Start) -> None:
    one = visit()
    address = shown_at(one)
    one.page.get_by_role("link", name="Your events").first.click()
    one.page.get_by_role("button", name="Remove the file").click()
    expect(one.page.locator("input[type=file]")).to_have_count(1)
    one.settle()
    assert status(address) == 404


def test_own_events_have_to_be_loaded_again_after_a_restart(visit: Start) -> None:
    port = a_port()
    with run_server(port=port) as url:
        one = visit(url=url)
        shown_at(one)
        one.settle()
    with run_server(port=port):
        expect(one.page.locator(".st-key-own_banner")).to_contain_text("has to be loaded again")
        assert "own" in one.query()
