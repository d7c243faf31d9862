"""The offline file in a real browser, from the disk, with the network cut: it asks for nothing and works."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.documents import offline_html
from geo.documents.request import order
from geo.query.link import strict
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files import tour_files
from tests.browser.conftest import STANDING, WAIT_MS, eventually
from tests.browser.test_accessibility import violations

Open = Callable[..., Page]
#: What the map shows and what the list shows, taken in one frame.
BOTH = """() => ({
    map: map.atlas.state().visible,
    listed: document.querySelectorAll('#plotted a:not([hidden])').length,
})"""


@pytest.fixture
def offline(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open what was exported: ``offline(selection, view)``; at the end nothing may have been asked for or failed."""
    data = tables.load()
    contexts, asked, wrong = [], [], []

    def start(selection: Selection, view: View | None = None, fragment: str = "", **options: Any) -> Page:
        path = tmp_path / "atlas.html"
        path.write_text(offline_html.html(data, order(data, selection, view or View())), encoding="utf-8")
        context = chromium.new_context(offline=True, **{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        address = path.as_uri()
        page.on("request", lambda one: asked.append(one.url) if not one.url.startswith((address, "data:")) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(address + fragment)
        page.wait_for_function("() => window.map && map.atlas && map.atlas.state().total > 0")
        return page

    yield start
    for context in contexts:
        context.close()
    assert asked == []
    assert wrong == []


def test_the_list_is_equal_to_the_map_while_time_runs(offline: Open) -> None:
    page = offline(strict({"from": "1938", "to": "1939"}))
    whole = page.evaluate(BOTH)
    assert whole["map"] == whole["listed"] > 10
    page.wait_for_function("() => document.querySelectorAll('.atlas-tile img').length > 4")
    assert page.evaluate(
        "[...document.querySelectorAll('.atlas-tile img')].every((one) => one.src.startsWith('data:'))"
    )

    page.get_by_role("button", name="Settings of the time control").click()
    page.get_by_label("Speed").select_option("half")  # so that time is not over before all is looked at
    page.locator("#map").press("Space")
    page.wait_for_function(f"() => map.atlas.state().visible < {whole['map']}")
    seen = []
    for _ in range(5):
        both = page.evaluate(BOTH)
        assert both["map"] == both["listed"]
        seen.append(both["map"])
        page.wait_for_function("n => map.atlas.state().visible !== n", arg=both["map"])
    assert len(set(seen)) > 1

    chosen = page.locator("#plotted a:visible").first
    title = chosen.locator(".title").inner_text()
    chosen.click()  # while time runs
    expect(page.locator("#panel h2")).to_have_text(title)
    assert page.evaluate("map.atlas.state().playing")
    page.locator("#map").press("Space")
    page.wait_for_function("() => !map.atlas.state().playing")
    page.locator("#close").click()
    expect(page.locator("#panel")).to_be_hidden()
    both = page.evaluate(BOTH)
    assert 0 < both["map"] == both["listed"] < whole["map"]
    page.locator("#whole").click()
    eventually(page, lambda: page.evaluate(BOTH), whole)


def test_symbol_list_and_address_open_the_same_panel(offline: Open) -> None:
    page = offline(strict({"from": "1937", "to": "1938"}), fragment="#event/kanchazu-1937", color_scheme="dark")
    heading = page.locator("#panel h2")
    expect(heading).to_have_text("Kanchazu Island incident")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    event = next(found["own"] for found in page.evaluate(STANDING) if found["own"] not in ("", "kanchazu-1937"))
    page.locator(f'.leaflet-pane [data-event="{event}"]').press("Enter")
    expect(heading).to_have_text(tables.load().events.at[event, "title"])
    expect(page).to_have_url(re.compile(f"#event/{event}$"))
    page.go_back()
    expect(page.locator("#list")).to_be_visible()
    page.locator("#theme").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(251, 248, 240)")
    page.locator("#about summary").click()
    expect(page.locator(".about").get_by_text(re.compile("CC BY|Creative Commons")).first).to_be_visible()


def test_a_tour_is_walked_by_keys(offline: Open) -> None:
    tour = tour_files.load(tables.load())["lake-khasan"]
    page = offline(Selection(), View(tour=tour.slug, step=1))
    for key, number in (
        ("PageDown", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("PageUp", 1),
        ("PageDown", 2),
    ):
        page.keyboard.press(key)
        step = tour.steps[number - 1]
        page.wait_for_selector(f'.tour-step[data-step="{number}"]')
        expect(page.locator(".tour-step h2")).to_have_text(step.title)
        page.wait_for_function(
            "([lat, lon, zoom]) => map.getZoom() === zoom && map.getCenter().distanceTo([lat, lon]) < 2e7 / 2 ** zoom",
            arg=[step.lat, step.lon, step.zoom],
        )
        state = page.evaluate("map.atlas.state()")
        assert (state["from"], state["to"]) == (step.start.isoformat(), step.end.isoformat())
        both = page.evaluate(BOTH)
        assert both["map"] == both["listed"]
    page.locator("#plotted a:visible").first.click()
    expect(page.locator("#panel h2")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector('.tour-step[data-step="2"]:visible')


def test_a_battle_has_its_plan_with_days_and_accounts_in_the_file(offline: Open) -> None:
    days = strict({"from": "1938-07-01", "to": "1938-08-31"})
    view = View(event="khasan-1938", lat=42.448, lon=130.6, zoom=12, on=dt.date(1938, 7, 31))
    page = offline(days, view)
    expect(page.locator('[data-plan="khasan-l009"]')).to_be_attached()
    page.get_by_role("button", name="Japanese and Manchukuo account").click()
    expect(page.locator('[data-plan="khasan-l010"]')).to_have_count(0)
    page.get_by_role("button", name=re.compile("^6 August")).click()
    expect(page.locator(".atlas-time .date")).to_have_text("6 August 1938")
    page.get_by_role("button", name="Both accounts").click()
    mark = page.locator('[data-plan="khasan-l014"]')
    mark.focus()
    mark.press("Enter")
    expect(page.locator(".plan-evidence")).to_contain_text("border troops")


def test_the_whole_record_fits_by_years_and_with_parts_under_their_battle(offline: Open, tmp_path: Path) -> None:
    part = "khalkhin-1939-05-11"
    page = offline(Selection(), fragment=f"#event/{part}")
    assert (tmp_path / "atlas.html").stat().st_size <= offline_html.MAX_BYTES
    finest = "() => Math.max(...Object.keys(JSON.parse(document.getElementById('atlas-tiles').textContent).dark)" \
        ".map((key) => Number(key.split('/')[0])))"  # fmt: skip
    assert page.evaluate(finest) >= 7, "the record leaves room for the ground"
    expect(page.locator("#panel h2")).to_have_text(tables.load().events.at[part, "title"])
    page.locator("#close").click()
    row = page.locator(f'#plotted a[data-event="{part}"]')
    expect(row).to_be_visible()
    expect(page.locator("#plotted details[open]")).to_have_count(1)

    counted = "() => [...document.querySelectorAll('#plotted > .time')].map((year) => [year.querySelector('span')" \
        ".textContent, String(year.nextElementSibling.querySelectorAll('a').length)])"  # fmt: skip
    years = page.evaluate(counted)
    assert len(years) > 10
    assert [said for said, _ in years] == [listed for _, listed in years]
    outside = page.locator("#plotted > .outside")
    listed = sum(int(said) for said, _ in years) + outside.locator("a").count()
    assert listed == page.evaluate(BOTH)["map"]

    row.click()
    whole = page.locator("#panel .links a", has_text="Khalkhin Gol").first
    whole.click()
    expect(page.locator("#panel .bar").first).to_be_visible()
    page.locator("#panel .parts details").first.click()
    to_part = page.locator("#panel .parts a:visible").first
    title = to_part.inner_text()
    to_part.click()
    expect(page.locator("#panel h2")).to_have_text(title)


def test_a_part_stands_by_itself_on_days_without_its_whole(offline: Open) -> None:
    page = offline(strict({"from": "1931", "to": "1932"}))
    whole = page.locator('#plotted a[data-event="mukden-incident"]')
    part = page.locator('#plotted a[data-event="smr-cities-1931"]')
    expect(whole).to_be_visible()
    expect(part).to_be_hidden()
    show = """(days) => Atlas.unpack(document.getElementById('atlas-data').textContent)
        .then(({ state }) => map.atlas.select({ ...state, ...days }))"""
    page.evaluate(show, {"from": "1931-09-20", "to": "1931-10-31"})
    expect(whole).to_be_hidden()
    expect(part).to_be_visible()
    page.evaluate(show, {})
    expect(whole).to_be_visible()
    expect(part).to_be_hidden()


def test_the_order_of_battle_leads_to_its_plan(offline: Open) -> None:
    page = offline(strict({"from": "1938", "to": "1938"}), fragment="#event/khasan-1938")
    page.locator(".order summary").click()
    page.locator("[data-unit='1st-battalion-76th-infantry']").click()
    expect(page.locator(".unit.chosen")).to_have_count(1)
    expect(page.locator(".atlas-time .date")).to_have_text("31 July 1938")
    expect(page.locator(".order .here [data-unit='75th-infantry']")).to_be_visible()


def test_exercises_are_done_beside_the_map(offline: Open) -> None:
    page = offline(Selection())
    page.get_by_role("button", name="Exercises").click()
    task, said = page.locator("#exercise_task"), page.locator("#exercise_said")
    expect(page.locator("#list")).to_be_hidden()
    right = task.locator("li").evaluate_all("rows => rows.map((row) => row.querySelector('b').textContent)")
    task.get_by_role("button", name=f"Move {right[0]} down").click()
    assert page.evaluate("document.activeElement.ariaLabel") == f"Move {right[0]} down", "it can be moved on"
    page.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("stand")
    for name, words in (("writer", "Who could have said it?"), ("accounts", "Who gave which account?")):
        page.locator("#exercise_kind").select_option(name)
        expect(task.locator("legend")).to_have_text(words)
        task.get_by_role("radio").first.check()
        task.get_by_role("button", name="Check the answer").click()
        expect(said).to_have_text(re.compile("Right|Not this time"))
        assert page.evaluate("document.activeElement.textContent").endswith(": the record")
    page.go_back()
    expect(page.locator("#exercise_kind")).to_have_value("writer")
    page.locator("#exercise_kind").select_option("line")
    expect(task.locator("img")).to_be_visible()
    assert task.locator("img").evaluate("one => one.naturalWidth") > 0
    assert violations(page) == []
    page.get_by_role("button", name="Exercises").click()
    expect(page.locator("#list")).to_be_visible()


def test_a_place_is_found_by_pressing_its_symbol(offline: Open) -> None:
    page = offline(Selection(), fragment="#exercise/place/1/2")
    expect(page.locator("#exercise_at")).to_have_text("2 of 5")
    right = page.evaluate(
        "async () => (await Atlas.unpack(document.getElementById('atlas-data').textContent))"
        ".exercises.find(({ id }) => id === 'place').levels[0].tasks[1].found[0]"
    )
    said = page.locator("#exercise_said")
    page.evaluate("map.atlas.layer.wiring.chosen('kanchazu-1937', ['kanchazu-1937'])")
    expect(said).to_contain_text("✗ That is “Kanchazu")
    expect(page.locator("#panel")).to_be_hidden()
    page.evaluate("id => map.atlas.layer.wiring.chosen(id, [id])", right)
    expect(said).to_contain_text("✓ Right")
    page.locator("#exercise_task h3 a").click()
    expect(page.locator("#panel h2")).to_be_visible()
    expect(page.locator("#exercises")).to_be_hidden()
