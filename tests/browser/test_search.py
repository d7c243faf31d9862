"""The search box: what is found is listed while it is typed, and Enter goes to the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Start = Callable[..., Any]
BOX, LIST = ".st-key-q input", "#atlas-found"


def typed(one: Any, text: str) -> Any:
    box = one.page.locator(BOX)
    box.click()
    box.fill("")
    box.press_sequentially(text)
    expect(one.page.locator(LIST)).to_be_visible()
    return box


def test_enter_goes_to_the_first(visit: Start) -> None:
    one = visit().go()
    box = typed(one, "nomohan")
    found = one.page.locator(LIST)
    expect(found.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(found.get_by_role("option").first).to_contain_text("Khalkhin Gol")
    expect(found.locator("p.why")).to_have_text("nearest spelling: Nomonhan")
    box.press("Enter")
    one.wait_for_query(event="khalkhin-gol-1939")
    one.wait_for_panel("khalkhin-gol-1939")
    expect(found).to_have_count(0)
    expect(box).to_have_value("")


def test_a_season_is_a_time(visit: Start) -> None:
    one = visit().go()
    typed(one, "summer 1939").press("Enter")
    one.wait_for_query(**{"from": "1939-06-01", "to": "1939-08-31"})
    one.wait_for_state(to="1939-08-31")


@pytest.mark.parametrize("by", ["keys", "pointer"])
def test_another_is_chosen(visit: Start, by: str) -> None:
    one = visit(viewport=(390, 844) if by == "pointer" else (1280, 800)).go("/?from=1938")
    box = typed(one, "Hailar")
    options = one.page.locator(LIST).get_by_role("option")
    titles = options.locator("b").all_inner_texts()
    number = titles.index("Hailar")
    assert number > 0
    if by == "pointer":
        options.nth(number).click()
    else:
        for _ in range(number):
            box.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", f"atlas-found-{number}")
        box.press("Enter")
    one.wait_for_query(q="Hailar", z="8")
    expect(one.page.locator(".st-key-side .events a:visible").first).to_contain_text("Hailar")
    one.page.locator(".st-key-map_frame").hover()  # leaving the box asks for nothing more
    one.rest()
    assert one.query()["q"] == "Hailar"


def test_escape_closes_the_list_and_nothing_happens(visit: Start) -> None:
    one = visit().go()
    box = typed(one, "Khasan")
    box.press("Escape")
    expect(one.page.locator(LIST)).to_have_count(0)
    assert one.query() == {}


def test_where_nothing_is_found_the_nearest_are_named(visit: Start) -> None:
    one = visit().go()
    box = typed(one, "hill 7777")
    expect(one.page.locator(LIST)).to_contain_text("Nothing here is called")
    expect(one.page.locator(LIST).get_by_role("button").first).to_contain_text("Hill")
    box.press("Enter")
    expect(one.page.locator(".st-key-side")).to_contain_text("Nearest: ")
