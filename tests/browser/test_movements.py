"""Movements and disputed places on the map, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.tables import DATA
from tests.browser.conftest import run_server

Start = Callable[..., Any]
AUGUST = "/?from=1945-08-01&to=1945-09-03&lat=45&lon=128&z=5"
KHALKHIN = "/?from=1939-07-01&to=1939-09-30&lat=47.72&lon=118.5&z=9"


def arrows(one: Any) -> dict[str, Any]:
    """Return the shown arrows by id."""
    one.frame.wait_for_function("window.map.atlas.movements && document.querySelector('[data-movement]')")
    one.page.wait_for_timeout(200)
    return {arrow["id"]: arrow for arrow in one.frame.evaluate("map.atlas.movements.shown")}


def seek(one: Any, day: str) -> None:
    """Drag the time control to a day."""
    one.frame.evaluate(
        """day => { const slider = document.querySelector('.atlas-time input[type=range]');
        slider.value = String(Atlas.dayOf(day)); slider.dispatchEvent(new Event('input')); }""",
        day,
    )
    one.page.wait_for_timeout(1500)


def test_the_whole_period_is_not_covered_with_arrows(visit: Start) -> None:
    one = visit().go()
    assert arrows(one) == {}
    assert not one.frame.locator(".atlas-moves-note").is_visible()


def test_a_narrow_range_shows_its_arrows_and_says_that_they_are_schematic(visit: Start) -> None:
    one = visit().go(AUGUST)
    shown = arrows(one)
    assert {"transbaikal-to-tuquan", "landing-seishin", "airborne-harbin", "sakhalin-to-toyohara"} <= set(shown)
    assert not [name for name in shown if name.startswith("khalkhin")]
    assert all(arrow["part"] == 1 for arrow in shown.values())
    assert "schematic" in one.frame.locator(".atlas-moves-note").inner_text()
    one.frame.evaluate("map.setView([45.5, 120], 7, {animate: false})")
    word = one.frame.locator('[data-movement="transbaikal-to-tuquan"] .word')
    assert word.text_content() == "schematic"
    assert word.is_visible()


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
    shown = arrows(one)
    assert shown["khalkhin-august-ring-north"]["part"] == pytest.approx(0.5, abs=0.01)
    assert shown["khalkhin-july-attack"]["age"] == "past"
    seek(one, "1939-08-19")
    assert set(arrows(one)) == {"khalkhin-july-attack"}
    seek(one, "1939-08-31")
    assert arrows(one)["khalkhin-august-ring-north"] == {"id": "khalkhin-august-ring-north", "part": 1, "age": ""}


def test_a_paused_control_keeps_its_arrows(visit: Start) -> None:
    one = visit().go(KHALKHIN)
    arrows(one)
    seek(one, "1939-08-25")
    one.frame.evaluate("document.querySelector('.atlas-time input[type=range]').dispatchEvent(new Event('change'))")
    one.page.wait_for_function("location.search.includes('to=1939-08-25')")
    one.settle()
    assert arrows(one)["khalkhin-august-ring-north"]["part"] == pytest.approx(0.5, abs=0.01)


def test_pointer_and_keyboard_tell_of_an_arrow_and_open_its_event(visit: Start) -> None:
    one = visit().go("/?from=1945-08-01&to=1945-09-03&lat=45.5&lon=119.5&z=7")
    arrows(one)
    name = "transbaikal-to-tuquan"
    one.frame.evaluate(f"document.querySelector('[data-movement={name}]').focus()")
    tip = one.frame.locator(".atlas-tooltip").inner_text()
    assert all(part in tip for part in ("6th Guards Tank Army", "9–12 August 1945", "schematic", "Pacific"))
    assert one.frame.locator(f"[data-movement={name}]").get_attribute("aria-label").endswith("schematic")
    one.page.keyboard.press("ArrowRight")
    assert one.frame.evaluate("document.activeElement.dataset.movement") != name
    one.frame.evaluate(f"document.querySelector('[data-movement={name}]').focus()")
    one.page.keyboard.press("Enter")
    one.wait_for_panel("transbaikal-thrust-1945")


def test_a_disputed_place_points_at_its_other_reading(visit: Start) -> None:
    one = visit().go("/?event=tauran-1936&lat=47.7&lon=117.8&z=8")
    assert one.frame.locator(".atlas-doubt.end.strong").count() == 1
    assert one.frame.locator(".atlas-doubt.strong:not(.end)").count() == 1
    assert one.frame.locator("path.atlas-area.strong").count() == 1


def test_a_package_without_movements_has_none(visit: Start, tmp_path: Path) -> None:
    for path in DATA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with run_server(tmp_path) as url:
        one = visit(url=url).go(AUGUST)
        one.page.wait_for_timeout(500)
        assert one.frame.evaluate("map.atlas.movements.shown") == []
        assert one.failed == []
