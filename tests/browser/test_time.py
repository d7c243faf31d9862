"""The time control of the map: it plays in the browser alone, and the page agrees when it comes to rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually

Start = Callable[..., Any]


#: The button beside the axis of years.
PLAY = ".time-play"


def button(one: Any, name: str) -> Any:
    return one.frame.get_by_role("button", name=name, exact=True)


def test_playing_asks_the_server_nothing(visit: Start) -> None:
    one = visit()
    sent: list[int] = []
    one.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    one.go()
    one.frame.evaluate("window.mounted = 'once'")
    one.count_answers()
    one.page.locator(PLAY).click()
    one.frame.wait_for_function("map.atlas.state().playing")
    one.rest()
    before = len(sent)
    for _ in range(6):  # time runs
        one.frame.wait_for_function("day => map.atlas.state().to !== day", arg=one.state()["to"])
    one.rest()
    assert one.state()["playing"]
    assert len(sent) == before, "and nobody is asked"
    assert one.frame.evaluate("window.answers") == 0
    button(one, "Pause").click()
    one.wait_for_answer(1)
    state = one.state()
    assert state["playing"] is False
    expect(one.page).to_have_url(re.compile(f"to={state['to']}|to={state['to'][:4]}"))
    eventually(one.page, one.listed, state["visible"])
    assert one.frame.evaluate("window.mounted") == "once"


def test_time_by_keyboard_alone(visit: Start) -> None:
    one = visit().go("/?from=1938&to=1939")
    one.count_answers()
    expect(one.frame.locator(".atlas-time")).to_be_hidden()
    container = one.frame.locator(".leaflet-container")
    container.press("Space")
    one.frame.wait_for_function("map.atlas.state().to > '1938-02-01' && map.atlas.state().to < '1939-12-31'")
    container.press("Space")
    one.wait_for_answer(1)
    one.frame.get_by_label("Point in time").press("Home")
    one.wait_for_answer(2)
    one.wait_for_state(to="1938-01-01")
    button(one, "Step forward").press("Enter")
    one.wait_for_answer(3)
    one.wait_for_state(to="1938-04-11")  # the first event after New Year 1938 that is on the map
    expect(one.frame.locator(".atlas-time .date")).to_contain_text("11 April 1938")
    expect(one.frame.locator("p.atlas-said")).to_contain_text("11 April 1938")  # announced to screen readers
    eventually(one.page, one.listed, one.state()["visible"])
    button(one, "Settings of the time control").press("Enter")
    one.frame.get_by_label("Go to").fill("1939-08-20")
    one.wait_for_answer(4)
    one.wait_for_state(to="1939-08-20")
    eventually(one.page, one.listed, one.state()["visible"])


def test_steps_go_by_month_and_year(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1939").open_time()
    one.count_answers()
    button(one, "Settings of the time control").click()
    for number, (unit, day) in enumerate((("month", "1939-12-01"), ("year", "1938-12-01")), start=1):
        one.frame.locator(".atlas-time label", has_text="Step").locator("select").select_option(unit)
        button(one, "Step back").click()
        one.wait_for_answer(number)
        one.wait_for_state(to=day)


def test_past_and_possible_look_different(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1936").open_time()
    button(one, "Settings of the time control").click()
    one.frame.get_by_label("Go to").evaluate("e => { e.value = '1936-01-15'; e.dispatchEvent(new Event('change')); }")
    expect(one.symbol("buir-outposts-1936-01")).to_have_class(re.compile(r"\bpossible\b"))
    one.frame.get_by_label("start again at the end").check()  # so that time is not over before it is looked at
    button(one, "Play").click()
    expect(one.frame.locator(".atlas-event.past")).not_to_have_count(0)
    button(one, "Pause").click()


def test_another_hosts_map_is_asked_only_on_request_and_its_absence_is_said(visit: Start) -> None:
    one = visit().go()
    assert one.foreign == []
    other = visit()
    other.go("/?tiles=osm")
    expect(other.frame.locator(".atlas-notice")).to_contain_text("OpenStreetMap cannot be reached")
    other.wait_for_query(tiles="osm")
    assert other.foreign
    assert {address.split("/")[2] for address in other.foreign} == {"tile.openstreetmap.org"}
    other.page.close()  # no tile is asked for any more
    other.foreign.clear()


def under_way(one: Any) -> list[str]:
    """Ids of the events that the list marks."""
    marks = one.page.locator(".st-key-side .events a[aria-current=date]")
    return sorted(marks.evaluate_all("(links) => links.map((link) => link.dataset.event)"))


@pytest.mark.parametrize("viewport", [(1280, 800), (390, 844)])
def test_the_axis_plays_and_the_day_is_told_in_large_type(visit: Start, viewport: tuple[int, int]) -> None:
    one = visit(viewport=viewport).go("/?from=1939-08-18&to=1939-08-31")
    bar, play = one.frame.locator(".atlas-time"), one.page.locator(PLAY)
    expect(bar).to_be_hidden()
    play.click()
    expect(bar).to_be_visible()
    expect(play).to_have_text("Pause")
    expect(bar.locator(".now .caption")).not_to_be_empty()
    play.click()
    expect(play).to_have_text("Play")
    one.frame.evaluate(
        """() => { const go = document.querySelector('.atlas-time input[type=date]');
        go.value = '1939-08-20'; go.dispatchEvent(new Event('change')); }"""
    )
    one.wait_for_state(to="1939-08-20")
    expect(bar.locator(".date")).to_have_text("20 August 1939")
    expect(bar.locator(".now .caption")).to_have_text("Three Soviet groups attack along 37 km of front")
    eventually(one.page, lambda: "khalkhin-1939-08-20" in under_way(one), wanted=True)
    one.rest()  # the list has been drawn anew
    marked = under_way(one)
    assert "khalkhin-gol-1939" in marked
    days = one.frame.evaluate(
        """ids => ids.map((id) => map.atlas.layer.byId.get(id)).every(({ firstDay, lastDay }) =>
        firstDay <= Atlas.dayOf('1939-08-20') && lastDay >= Atlas.dayOf('1939-08-20'))""",
        marked,
    )
    assert days, "nothing else is marked"


def test_closing_the_time_control_brings_all_back(visit: Start) -> None:
    one = visit().go("/?from=1938&to=1939")
    one.page.locator(PLAY).click()
    one.page.locator(PLAY).click()
    one.frame.wait_for_function("map.atlas.state().to < '1939-12-31'")
    button(one, "Close the time control").click()
    expect(one.frame.locator(".atlas-time")).to_be_hidden()
    one.wait_for_state(to="1939-12-31")
    one.wait_for_query(**{"from": "1938", "to": "1939"})
    assert under_way(one) == []


def test_what_is_under_way_can_be_opened(visit: Start) -> None:
    one = visit().go("/?from=1939-08-18&to=1939-08-31").open_time()
    one.frame.get_by_label("Point in time").press("Home")
    name = one.frame.locator(".atlas-time .now .events button").first
    title = name.inner_text()
    name.click()
    expect(one.page.locator(".panel h2").first).to_contain_text(title)
