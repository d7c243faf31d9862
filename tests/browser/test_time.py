"""The time control of the map: it plays in the browser alone, and the page agrees when it comes to rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Start = Callable[..., Any]


def button(one: Any, name: str) -> Any:
    return one.frame.get_by_role("button", name=name, exact=True)


def at_rest(one: Any, number: int) -> None:
    """Wait until the page has taken over report number *number* of the map."""
    one.frame.wait_for_function(f"window.selected >= {number}")
    one.settle()


def count_answers(one: Any) -> None:
    """Count what the page tells the map from now on."""
    one.frame.evaluate(
        "window.mounted = 'once'; window.selected = 0; const take = map.atlas.select;"
        "map.atlas.select = (state) => { window.selected += 1; take(state); }; 0"
    )


def test_playing_asks_the_server_nothing(visit: Start) -> None:
    one = visit()
    sent: list[int] = []
    one.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    one.go()
    count_answers(one)
    button(one, "Play").click()
    one.frame.wait_for_function("map.atlas.state().playing")
    one.page.wait_for_timeout(500)
    before = len(sent)
    seen = set()
    for _ in range(8):
        one.page.wait_for_timeout(350)
        seen.add(one.state()["to"])
    assert len(seen) >= 6, "time runs"
    assert len(sent) == before, "and nobody is asked"
    assert one.frame.evaluate("window.selected") == 0
    button(one, "Pause").click()
    at_rest(one, 1)
    state = one.state()
    assert state["playing"] is False
    assert f"to={state['to']}" in one.page.url or f"to={state['to'][:4]}" in one.page.url
    assert one.listed() == state["visible"]
    assert one.frame.evaluate("window.mounted") == "once"


def test_time_by_keyboard_alone(visit: Start) -> None:
    one = visit().go("/?from=1938&to=1939")
    count_answers(one)
    one.frame.evaluate("map.getContainer().focus()")
    one.page.keyboard.press("Space")
    one.frame.wait_for_function("map.atlas.state().to > '1938-02-01' && map.atlas.state().to < '1939-12-31'")
    one.page.keyboard.press("Space")
    at_rest(one, 1)
    seek = one.frame.get_by_label("Point in time")
    seek.focus()
    one.page.keyboard.press("Home")
    at_rest(one, 2)
    assert one.state()["to"] == "1938-01-01"
    button(one, "Step forward").focus()
    one.page.keyboard.press("Enter")
    at_rest(one, 3)
    assert one.state()["to"] == "1938-07-29", "the first event after New Year 1938 that is on the map"
    assert "29 July 1938" in one.frame.locator(".atlas-time .date").inner_text()
    assert "29 July 1938" in one.frame.locator(".atlas-said").inner_text(), "announced to screen readers"
    assert one.listed() == one.state()["visible"]
    button(one, "Settings of the time control").focus()
    one.page.keyboard.press("Enter")
    one.frame.get_by_label("Go to").fill("1939-08-20")
    at_rest(one, 4)
    assert one.state()["to"] == "1939-08-20"
    assert one.state()["visible"] == one.listed()


def test_steps_go_by_month_and_year(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1939")
    count_answers(one)
    button(one, "Settings of the time control").click()
    for number, (unit, day) in enumerate((("month", "1939-12-01"), ("year", "1938-12-01")), start=1):
        one.frame.locator(".atlas-time label", has_text="Step").locator("select").select_option(unit)
        button(one, "Step back").click()
        at_rest(one, number)
        assert one.state()["to"] == day


def test_past_and_possible_look_different(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1936")
    button(one, "Settings of the time control").click()
    one.frame.get_by_label("Go to").evaluate("e => { e.value = '1936-01-15'; e.dispatchEvent(new Event('change')); }")
    one.frame.wait_for_function("document.querySelector('[data-event=\"buir-outposts-1936-01\"]').classList.length > 0")
    play = button(one, "Play")
    play.click()
    one.frame.wait_for_function("document.querySelectorAll('.atlas-event.past').length > 0")
    button(one, "Pause").click()


def test_another_hosts_map_is_asked_only_on_request_and_its_absence_is_said(visit: Start) -> None:
    one = visit().go()
    assert one.foreign == []
    other = visit()
    other.go("/?tiles=osm")
    notice = other.frame.locator(".atlas-notice")
    notice.wait_for()
    assert "OpenStreetMap cannot be reached" in notice.inner_text()
    assert other.foreign
    assert {address.split("/")[2] for address in other.foreign} == {"tile.openstreetmap.org"}
    assert "tiles=osm" in other.page.url
    other.foreign.clear()
