"""Back and Forward: one entry for each choice of the reader, and none for anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Visit, eventually, near

Start = Callable[..., Visit]


def entries(one: Visit) -> int:
    """How many entries the page's history has."""
    return int(one.page.evaluate("history.length"))


def step_years(one: Visit, key: str, **wanted: str) -> None:
    """Press a key on the last thumb of the year slider and wait until the link says so."""
    one.page.locator(".st-key-years input").last.press(key)
    one.wait_for_query(**wanted)
    one.settle()


def back(one: Visit, ways: int = -1) -> None:
    """Go back, or forward, as the browser's button does."""
    one.page.evaluate(f"history.go({ways})")
    one.settle()


def test_back_closes_an_event_and_forward_opens_it(visit: Start) -> None:
    one = visit().go()
    before, first = entries(one), one.view()
    one.page.locator(".events a[data-event='kanchazu-1937']").click()
    one.wait_for_panel("kanchazu-1937")
    one.settle()
    assert entries(one) == before + 1
    back(one)
    one.wait_for_panel("")
    eventually(one.page, lambda: (one.query(), one.view()), ({}, near(first)))
    back(one, 1)
    one.wait_for_panel("kanchazu-1937")
    assert one.query()["event"] == "kanchazu-1937"
    assert entries(one) == before + 1


def test_a_view_told_late_does_not_undo_the_way_back(visit: Start) -> None:
    one = visit().go("/?to=1944")
    late = {"kind": "view", "lat": 49.5, "lon": 128.2, "z": 10}
    one.frame.evaluate("(said) => Streamlit.setComponentValue({ ...said, sent: 0, n: Date.now() })", late)
    one.rest()
    assert one.query() == {"to": "1944"}
    one.frame.evaluate("map.setView([49.5, 128.2], 9, { animate: false })")
    one.wait_for_query(lat="49.5000", lon="128.2000", z="9")


def test_two_steps_of_the_years_are_two_steps_back(visit: Start) -> None:
    one = visit().go()
    before = entries(one)
    step_years(one, "ArrowLeft", to="1944")
    step_years(one, "ArrowLeft", to="1943")
    assert entries(one) == before + 2
    back(one)
    one.wait_for_state(to="1944-12-31")
    assert one.query() == {"to": "1944"}
    back(one)
    one.wait_for_state(to=None)
    assert one.query() == {}
    eventually(one.page, one.listed, one.state()["total"])


def test_a_moved_map_makes_no_entry_and_is_left_behind(visit: Start) -> None:
    one = visit().go()
    before, first = entries(one), one.view()
    step_years(one, "ArrowLeft", to="1944")
    for zoom in (6, 7):
        one.frame.evaluate(f"map.setView([48, 120], {zoom}, {{ animate: false }})")
        one.wait_for_query(z=str(zoom))
        one.settle()
    assert entries(one) == before + 1
    assert one.query() == {"to": "1944", "lat": "48.0000", "lon": "120.0000", "z": "7"}
    back(one)
    one.wait_for_state(to=None)
    eventually(one.page, one.query, {})
    eventually(one.page, one.view, near(first))


def test_a_filter_and_another_page_are_one_entry_each(visit: Start) -> None:
    one = visit().go("/?from=1938&to=1939")
    before = entries(one)
    one.page.get_by_role("link", name="Losses", exact=True).click()
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("Losses")
    one.settle()
    assert entries(one) == before + 1
    assert one.query() == {"from": "1938", "to": "1939"}
    back(one)
    one.wait_for_map()
    assert one.query() == {"from": "1938", "to": "1939"}


def test_stops_of_the_time_control_are_one_entry(visit: Start) -> None:
    one = visit().go("/?from=1938&to=1939")
    before = entries(one)
    for _ in range(3):
        one.count_answers()
        one.frame.get_by_role("button", name="Step back").click()
        one.wait_for_answer(1)
    assert entries(one) == before + 1
    back(one)
    one.wait_for_state(to="1939-12-31")


def test_a_range_of_one_day_is_that_day(visit: Start) -> None:
    def shown(one: Visit) -> list[Any]:
        places = (".atlas-time .date", ".atlas-borders:not(.atlas-moves-note)")
        words = (one.frame.locator(place).inner_text() for place in places)
        return [*words, one.state()["from"], one.state()["to"]]

    one = visit().go("/?from=1945-08-09&to=1945-08-09")
    wanted = ["9 August 1945", "Borders of 9 August 1945", "1945-08-09", "1945-08-09"]
    assert shown(one) == wanted
    one.frame.get_by_role("button", name="Step forward").click()
    one.settle()
    assert shown(one) == wanted
    assert one.query() == {"from": "1945-08-09", "to": "1945-08-09"}
    one.go("/?tour=august-1945&step=9")
    assert shown(one)[0] == "14 August 1945"
