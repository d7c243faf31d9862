"""The plan of a battle on the map, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import eventually, near

Start = Callable[..., Any]
KHASAN = "/?event=khasan-1938&on=1938-07-31&lat=42.448&lon=130.6&z=12"


def marks(one: Any) -> list[str]:
    """Return what the plan draws, by id."""
    one.frame.wait_for_selector("[data-plan]", state="attached")
    return one.frame.evaluate("[...document.querySelectorAll('[data-plan]')].map((mark) => mark.dataset.plan)")  # type: ignore[no-any-return]


def day(one: Any) -> str:
    """Return the day that the time control shows."""
    return str(one.frame.locator(".atlas-time .date").inner_text())


def test_a_link_opens_the_plan_on_its_day(visit: Start) -> None:
    one = visit().go(KHASAN)
    shown = marks(one)
    assert {"khasan-l009", "khasan-l010", "khasan-p009", "changkufeng-hill"} <= set(shown)
    assert not {"khasan-l014", "khasan-p026"} & set(shown)
    assert day(one) == "31 July 1938"
    expect(one.frame.locator(".atlas-plan-bar")).to_be_visible()
    expect(one.frame.get_by_label("Positions on 31 July 1938").locator("li").first).to_be_attached()


def test_a_link_to_a_part_of_a_plan_stays_there_though_the_event_stands_elsewhere(visit: Start) -> None:
    one = visit().go("/?event=khalkhin-gol-1939&on=1939-08-23&lat=47.88&lon=118.5&z=13")
    marks(one)
    one.rest()
    assert one.view() == near((47.88, 118.5, 13))
    shown = one.frame.evaluate("map.getBounds().contains(map.atlas.layer.byId.get('khalkhin-gol-1939').latlng)")
    assert not shown, "the event is not in sight there"


def test_nothing_is_loaded_for_the_first_map(visit: Start) -> None:
    one = visit()
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    one.go()
    assert not [url for url in asked if "plan.json" in url]
    expect(one.frame.locator(".atlas-plan-bar")).to_be_hidden()


def test_a_plan_opens_on_the_day_that_tells_most_of_both_sides(visit: Start) -> None:
    one = visit().go("/?event=mudanjiang-1945")
    marks(one)
    assert day(one) == "13 August 1945", "not the first day, of which a single line is told"


def test_nearer_than_anything_is_known_a_sentence_says_so_and_leads_back(visit: Start) -> None:
    one = visit().go("/?event=koton-1945&on=1945-08-11&lat=49.92&lon=142.85&z=13")
    assert "koton" in marks(one), "a place off the map that may lie on it"
    word = one.frame.locator(".atlas-plan-doubt")
    expect(word).to_contain_text("Nothing of this day is known closer than ± ")
    back = word.get_by_role("button", name="Zoom out")
    back.click()
    expect(back).to_be_hidden()
    expect(word).to_contain_text("lines of the day")
    one.rest()
    assert one.view()[2] < 13


def test_far_away_a_button_leads_to_the_plan_of_the_open_battle(visit: Start) -> None:
    one = visit().go("/?event=khalkhin-gol-1939&lat=47&lon=120&z=6")
    guide = one.frame.get_by_role("button", name="Battle plan, day by day")
    expect(guide).to_contain_text("Khalkhin Gol")
    guide.click()
    assert "balshagal-heights" in marks(one)
    expect(guide).to_be_hidden()


def test_another_account_leaves_out_what_only_the_other_side_says(visit: Start) -> None:
    one = visit().go(KHASAN)
    assert {"khasan-l009", "khasan-l010"} <= set(marks(one))
    one.frame.get_by_role("button", name="Japanese and Manchukuo account").click()
    eventually(one.page, lambda: {"khasan-l009", "khasan-l010"} & set(marks(one)), {"khasan-l009"})
    one.wait_for_query(accounts="b", on="1938-07-31")


def test_days_are_chosen_in_the_bar_stepped_through_and_kept_in_the_link(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    one.frame.get_by_role("button", name=re.compile("^6 August")).click()
    one.wait_for_query(on="1938-08-06")
    assert "khasan-l014" in marks(one)
    one.frame.get_by_role("button", name="Step forward").click()
    one.wait_for_query(on="1938-08-07")
    assert day(one) == "7 August 1938"


def test_a_day_without_news_says_what_went_on_and_one_elsewhere_where_it_was(visit: Start) -> None:
    one = visit().go("/?event=khalkhin-gol-1939&on=1939-07-03")
    marks(one)
    caption = one.frame.locator(".atlas-plan-bar .caption")
    expect(caption).to_contain_text("2–5 July: Japanese infantry crosses to Bain-Tsagan")
    other = visit().go("/?event=khalkhin-gol-1939&on=1939-06-05")
    marks(other)
    expect(other.frame.locator(".atlas-plan-bar .caption")).to_contain_text("Elsewhere: Zhukov replaces Feklenko")


def test_a_caption_that_is_cut_on_a_phone_can_be_unfolded(visit: Start) -> None:
    one = visit(viewport=(390, 844)).go("/?event=sakhalin-1945&on=1945-08-20")
    marks(one)
    caption = one.frame.locator(".atlas-plan-bar .caption")
    is_cut = "(words) => words.scrollHeight > words.clientHeight + 9"  # half a line
    assert caption.evaluate(is_cut)
    caption.click()
    assert not caption.evaluate(is_cut)
    caption.click()
    assert caption.evaluate(is_cut)
    one.frame.locator(".atlas-plan-bar .days [aria-pressed=true]").focus()
    one.page.keyboard.press("Tab")
    assert not caption.evaluate(is_cut), "the keyboard is among the days"


def test_a_campaign_of_few_lines_shows_who_landed_where(visit: Start) -> None:
    one = visit().go("/?event=sakhalin-1945&on=1945-08-20")
    assert "koton-ja-p098" in marks(one)
    ways = one.frame.locator(".atlas-move .ahead")
    assert ways.evaluate_all("ways => ways.some((way) => way.getAttribute('d') && !way.style.display)")


def test_a_small_battle_known_too_little_opens_on_its_plan(visit: Start) -> None:
    one = visit().go("/?event=hutou-1945")
    assert "hutou-l019" in marks(one)
    expect(one.frame.locator(".atlas-plan-guide")).to_be_hidden()


def test_playing_runs_through_the_days_of_the_plan(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    one.frame.get_by_role("button", name="Play", exact=True).click()
    eventually(one.page, lambda: day(one), "1 August 1938")
    one.frame.get_by_role("button", name="Pause").click()
    one.wait_for_query(on="1938-08-01")
    assert one.state()["event"] == "khasan-1938", (
        "a press on the button that changes its own picture is none on the map"
    )


def test_a_campaign_plays_its_own_days(visit: Start) -> None:
    one = visit().go("/?event=manchurian-op-1945&on=1945-08-09")
    marks(one)
    one.frame.get_by_role("button", name="Play", exact=True).click()
    eventually(one.page, lambda: day(one), "10 August 1945")
    assert marks(one)


def test_evidence_opens_by_keyboard_and_gives_the_focus_back(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    mark = one.frame.locator('[data-plan="khasan-p009"]')
    mark.focus()
    expect(one.frame.locator(".doubt")).to_have_count(1)
    mark.press("Enter")
    popup = one.frame.locator(".plan-evidence")
    for part in ("1st Battalion, 75th Infantry", "Kasahara (2020)", "31 July 1938", "± 1.5 km", "5:15"):
        expect(popup).to_contain_text(part)
    popup.press("Escape")
    expect(popup).to_have_count(0)
    expect(mark).to_be_focused()
    mark.press("ArrowRight")
    expect(mark).not_to_be_focused()
    focused = "document.activeElement.dataset.plan"
    assert one.frame.evaluate(focused) != "khasan-p009"


def test_a_click_on_a_mark_opens_its_evidence_and_leaves_the_event_open(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    one.frame.locator('[data-plan="khasan-p010"] .plate').click()
    expect(one.frame.locator(".plan-evidence")).to_contain_text("1st Battalion, 76th Infantry")
    assert one.state()["event"] == "khasan-1938"


def test_a_day_without_evidence_says_so(visit: Start) -> None:
    one = visit().go(KHASAN.replace("07-31", "08-01"))
    marks(one)
    expect(one.frame.locator(".atlas-plan-bar small")).to_have_text("not attested between 31 July and 2 August")


def test_the_bar_says_which_hours_are_told_of_a_day_and_by_whose_clock(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    said = one.frame.locator(".atlas-plan-bar small")
    expect(said).to_have_text("05:15–06:00, by each source’s own clock (noon in Moscow was 18:00 in Tokyo)")
    one.frame.get_by_role("button", name=re.compile("^2 August")).click()
    expect(said.locator("b")).to_have_count(0)


def test_a_link_with_a_day_alone_goes_to_the_plan(visit: Start) -> None:
    one = visit().go("/?event=kanchazu-1937&on=1937-06-30")
    assert marks(one)
    assert day(one) == "30 June 1937"
    assert one.frame.evaluate("map.getZoom()") == 11


def test_the_ground_stays_when_the_map_moves(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    painted = """() => {
        const sheet = document.querySelector('.leaflet-atlas-ground-pane canvas');
        return sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data.some(Boolean);
    }"""
    assert one.frame.evaluate(painted)
    one.frame.evaluate("map.panBy([40, 20], { animate: false })")
    eventually(one.page, lambda: one.frame.evaluate(painted), True)
    one.frame.evaluate("map.setZoom(11, { animate: false })")
    eventually(one.page, lambda: one.frame.evaluate(painted), True)


def test_the_symbol_of_an_event_lies_above_the_lines_of_its_plan(visit: Start) -> None:
    one = visit().go("/?event=kanchazu-1937&on=1937-06-30")
    marks(one)
    over = """() => {
        const box = document.querySelector('[data-event="kanchazu-1937"] .badge').getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return Boolean(top.closest('[data-event], [data-events]'));
    }"""
    eventually(one.page, lambda: one.frame.evaluate(over), True)


def test_a_campaign_is_drawn_from_afar_where_it_is_open_and_its_battles_from_near(visit: Start) -> None:
    one = visit().go("/?event=manchurian-op-1945&on=1945-08-14")
    assert "august-1945-l006" in marks(one)
    assert day(one) == "14 August 1945"
    assert one.frame.evaluate("map.getZoom()") <= 8
    one.frame.evaluate("map.setView([44.57, 129.68], 11, { animate: false })")
    eventually(one.page, lambda: any(mark.startswith("mudanjiang") for mark in marks(one)), True)


def test_every_mark_is_reached_by_keyboard_and_every_position_is_said(visit: Start) -> None:
    one = visit().go(KHASAN)
    shown = marks(one)
    first = one.frame.locator('[data-plan][tabindex="0"]')
    expect(first).to_have_count(1)
    first.focus()
    seen = set()
    for _ in shown:
        seen.add(one.frame.evaluate("document.activeElement.dataset.plan"))
        one.page.keyboard.press("ArrowRight")
    assert seen == set(shown)
    said = one.frame.get_by_label("Positions on 31 July 1938").locator("li").all_inner_texts()
    for words in ("75th Infantry", "76th Infantry", "known to ±"):
        assert any(words in text for text in said)


def test_the_signs_of_armies_are_chosen_in_the_key_and_kept_in_the_link(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    expect(one.frame.locator(".plan-units .app6")).to_have_count(0)
    one.frame.get_by_role("button", name="Key", exact=True).click()
    one.frame.get_by_role("button", name="APP-6").click()
    one.wait_for_query(symbols="app6", on="1938-07-31")
    signed = one.frame.locator('[data-plan="khasan-p009"]')
    expect(signed.locator(".app6 .branch")).to_have_count(1)
    inks = (
        "node => [getComputedStyle(node).fill, getComputedStyle(node.closest('.plan-mark')).getPropertyValue('--side')]"
    )

    def of_one_party() -> bool:  # the plan may be drawn anew between two looks
        ours, theirs = (
            one.frame.locator(f'[data-plan="{name}"] .frame').evaluate(inks) for name in ("khasan-p009", "khasan-p010")
        )
        return bool(ours[0]) and ours == theirs

    eventually(one.page, of_one_party, True)
    expect(one.frame.locator(".atlas-plan-signs li").first).to_contain_text("rifle units")
    one.frame.get_by_role("button", name="plain marks").click()
    expect(one.frame.locator(".plan-units .app6")).to_have_count(0)
    eventually(one.page, lambda: "symbols" in one.page.url, False)


def row(one: Any, unit: str) -> Any:
    """Return the line of a unit in the order of battle beside the map."""
    return one.page.locator(f".order .unit:has([data-unit='{unit}'])")


def test_a_unit_of_the_order_of_battle_is_looked_up_on_the_map_and_followed(visit: Start) -> None:
    one = visit().go(KHASAN)
    marks(one)
    one.page.locator(".order summary").click()
    expect(row(one, "75th-infantry").locator("em")).to_have_text("on the map")
    expect(row(one, "118th-rifle-regiment").locator("em")).to_be_hidden()
    button = one.page.get_by_role("button", name="118th Rifle Regiment")
    button.focus()
    button.press("Enter")
    one.wait_for_query(on="1938-08-06", unit="118th-rifle-regiment")
    expect(one.frame.locator(".unit.chosen")).to_have_attribute("data-plan", "khasan-p020")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(row(one, "118th-rifle-regiment").locator("em")).to_be_visible()
    expect(row(one, "75th-infantry").locator("em")).to_be_hidden()
    button.press("Enter")
    expect(one.frame.locator(".chosen")).to_have_count(0)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert day(one) == "6 August 1938"
    one.page.wait_for_url(lambda url: "unit=" not in url)
    one.page.go_back()
    one.wait_for_query(unit="118th-rifle-regiment")
    expect(one.frame.locator(".unit.chosen")).to_have_attribute("data-plan", "khasan-p020")
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_link_to_a_unit_opens_on_the_day_that_tells_of_it_or_on_its_own(visit: Start) -> None:
    for symbols in ("", "&symbols=app6"):
        one = visit().go(f"/?event=khasan-1938&unit=118th-rifle-regiment{symbols}")
        expect(one.frame.locator(".unit.chosen")).to_have_attribute("data-plan", "khasan-p020")
        expect(one.frame.locator(".unit.chosen .plate")).to_have_css("stroke-width", "4px")
        assert day(one) == "6 August 1938"
    other = visit().go(KHASAN + "&unit=118th-rifle-regiment")
    marks(other)
    assert day(other) == "31 July 1938"
    expect(other.page.locator("[data-unit='118th-rifle-regiment']")).to_have_attribute("aria-pressed", "true")


def test_from_afar_a_unit_brings_the_plan_with_it(visit: Start) -> None:
    one = visit().go("/?event=khasan-1938&lat=46&lon=125&z=5")
    one.page.locator(".order summary").click()
    one.page.locator("[data-unit='1st-battalion-76th-infantry']").click()
    expect(one.frame.locator(".unit.chosen")).to_have_count(1)
    one.wait_for_query(on="1938-07-31", unit="1st-battalion-76th-infantry")


def test_the_account_of_one_side_gives_way_to_the_unit_of_the_other(visit: Start) -> None:
    one = visit().go(KHASAN + "&accounts=b")
    marks(one)
    one.page.locator(".order summary").click()
    one.page.get_by_role("button", name="96th Rifle Regiment").click()
    expect(one.frame.locator(".unit.chosen")).to_have_count(1)
