"""Movements and disputed places on the map, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually

Start = Callable[..., Any]
AUGUST = "/?from=1945-08-01&to=1945-09-03&lat=45&lon=128&z=5"
KHALKHIN = "/?from=1939-07-01&to=1939-09-30&lat=47.72&lon=118.5&z=9"


def arrows(one: Any) -> dict[str, Any]:
    """Return the shown arrows by id."""
    one.frame.wait_for_function("window.map.atlas.movements && document.querySelector('[data-movement]')")
    return {arrow["id"]: arrow for arrow in one.frame.evaluate("map.atlas.movements.shown")}


def seek(one: Any, day: str) -> None:
    """Drag the time control to a day; the arrows grow for a while afterwards."""
    one.frame.evaluate(
        """day => { const slider = document.querySelector('.atlas-time input[type=range]');
        slider.value = String(Atlas.dayOf(day)); slider.dispatchEvent(new Event('input')); }""",
        day,
    )


def grown(one: Any, name: str) -> float | None:
    """Return how much of an arrow is drawn, 0–1; nothing if it is not shown."""
    return arrows(one).get(name, {}).get("part")


def test_the_whole_period_is_not_covered_with_arrows(visit: Start) -> None:
    one = visit().go()
    assert arrows(one) == {}
    expect(one.frame.locator(".atlas-moves-note")).to_be_hidden()


def test_a_narrow_range_shows_its_arrows_and_says_what_of_them_is_attested(visit: Start) -> None:
    one = visit().go(AUGUST)
    shown = arrows(one)
    assert {"transbaikal-to-tuquan", "landing-seishin", "airborne-harbin", "sakhalin-to-toyohara"} <= set(shown)
    assert not [name for name in shown if name.startswith("khalkhin")]
    assert all(arrow["part"] == 1 for arrow in shown.values())
    expect(one.frame.locator(".atlas-moves-note")).to_contain_text("ends and days attested")
    one.frame.evaluate("map.setView([45.5, 120], 7, {animate: false})")
    word = one.frame.locator('[data-movement="transbaikal-to-tuquan"] .word')
    expect(word).to_have_text("6th Guards Tank Army · 9–12 August 1945")
    expect(word).to_be_visible()


def test_the_open_event_brings_its_arrows_and_those_of_its_siblings(visit: Start) -> None:
    shown = arrows(visit().go("/?event=mukden-1945"))
    assert {"airborne-mukden", "airborne-harbin", "transbaikal-to-hailar"} <= set(shown)
    assert not {"landing-shumshu", "khalkhin-august-crossing"} & set(shown)


def test_arrows_obey_the_filters(visit: Start) -> None:
    shown = arrows(visit().go(AUGUST + "&kind=battle"))
    assert "transbaikal-to-hailar" in shown
    assert "airborne-harbin" not in shown


def test_an_arrow_grows_with_time_and_is_dimmed_afterwards(visit: Start) -> None:
    one = visit().go(KHALKHIN)
    arrows(one)
    seek(one, "1939-08-25")
    eventually(one.page, lambda: grown(one, "khalkhin-august-ring-north"), pytest.approx(0.5, abs=0.01))
    assert arrows(one)["khalkhin-july-attack"]["age"] == "past"
    seek(one, "1939-08-19")
    assert set(arrows(one)) == {"khalkhin-july-attack"}
    seek(one, "1939-08-31")
    eventually(one.page, lambda: grown(one, "khalkhin-august-ring-north"), 1)
    assert arrows(one)["khalkhin-august-ring-north"]["age"] == ""


def test_a_paused_control_keeps_its_arrows(visit: Start) -> None:
    one = visit().go(KHALKHIN)
    arrows(one)
    one.count_answers()
    seek(one, "1939-08-25")
    eventually(one.page, lambda: grown(one, "khalkhin-august-ring-north"), pytest.approx(0.5, abs=0.01))
    one.frame.evaluate("document.querySelector('.atlas-time input[type=range]').dispatchEvent(new Event('change'))")
    one.wait_for_query(to="1939-08-25")
    one.wait_for_answer(1)
    assert grown(one, "khalkhin-august-ring-north") == pytest.approx(0.5, abs=0.01)


def test_pointer_and_keyboard_tell_of_an_arrow_and_open_its_event(visit: Start) -> None:
    one = visit().go("/?from=1945-08-01&to=1945-09-03&lat=45.5&lon=119.5&z=7")
    arrows(one)
    name = "transbaikal-to-tuquan"
    arrow = one.frame.locator(f"[data-movement={name}]")
    arrow.focus()
    for part in ("6th Guards Tank Army", "9–12 August 1945", "the way between is not attested", "Pacific"):
        expect(one.frame.locator(".atlas-tooltip")).to_contain_text(part)
    expect(arrow).to_have_attribute("aria-label", re.compile("the way between is not attested$"))
    arrow.press("ArrowRight")
    one.frame.wait_for_function(
        "name => ![undefined, name].includes(document.activeElement.dataset.movement)", arg=name
    )
    arrow.press("Enter")
    one.wait_for_panel("transbaikal-thrust-1945")


def test_a_disputed_place_points_at_its_other_reading(visit: Start) -> None:
    one = visit().go("/?event=tauran-1936&lat=47.7&lon=117.8&z=8")
    for shape in (".atlas-doubt.end.strong", ".atlas-doubt.strong:not(.end)", "path.atlas-area.strong"):
        expect(one.frame.locator(shape)).to_have_count(1)


def test_what_is_written_along_an_arrow_has_room_whole(visit: Start) -> None:
    """Letters beyond the ends of their rail are left out: an arrow said “ar Eastern Front · 9–15 Augus”."""
    one = visit().go(AUGUST)
    arrows(one)
    said = []
    for lat, lon, zoom in ((45.5, 131, 8), (42, 130, 8), (47.7, 142.6, 7), (45.5, 120, 7)):
        one.frame.evaluate("([lat, lon, z]) => map.setView([lat, lon], z, {animate: false})", [lat, lon, zoom])
        found = one.frame.evaluate(
            """() => [...document.querySelectorAll('[data-movement]')]
            .map((arrow) => ['.word', '.rail'].map((part) => arrow.querySelector(part)))
            .filter(([word]) => word && word.getClientRects().length)
            .map(([word, rail]) => [word.textContent, word.getComputedTextLength(), rail.getTotalLength()])"""
        )
        assert [row for row in found if row[1] > row[2]] == []
        said += [words for words, *_ in found]
    assert "6th Guards Tank Army · 9–12 August 1945" in said
