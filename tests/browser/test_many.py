"""A package of many events: marks on a canvas, with the same filters, choice and keyboard as symbols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from geo.columns_json import MANY
from tests import builders
from tests.browser.conftest import run_server
from tests.strategies import HOSTILE

Start = Callable[..., Any]
COUNT = MANY + 1600
#: One event stands apart from all others, so that it can be met with the mouse.
APART = "event-7"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an app with many events, most of them on a grid north of 44° N."""
    grid = [
        builders.a_place(id=f"place-{n}", latitude=f"{44 + n % 40 * 0.2:.2f}", longitude=f"{112 + n // 40 * 0.5:.2f}")
        for n in range(COUNT // 2)
    ]
    apart = builders.a_place(
        id="apart", title=HOSTILE["image"], latitude="40", longitude="128", where_prec="4", approximation_km="60"
    )
    start = dt.date(1932, 1, 1)
    events = [
        builders.an_event(
            id=f"event-{n}",
            title=f"{HOSTILE['end of script']} {n}",
            date_edtf=(start + dt.timedelta(days=n)).isoformat(),
            place_id="apart" if f"event-{n}" == APART else f"place-{n % (COUNT // 2)}",
        )
        for n in range(COUNT)
    ]
    folder = builders.a_package(tmp_path_factory.mktemp("many"), events=events, places=[*grid, apart])
    with run_server(folder) as url:
        yield url


def test_many_events_are_chosen_filtered_and_walked_like_few(visit: Start, many: str) -> None:
    one = visit(url=many).go("/?lat=46&lon=124&z=5")
    frame = one.frame
    assert one.state()["total"] == COUNT
    assert frame.locator(".atlas-event .badge").count() <= 20, "no symbol of its own for each, only those of the key"
    assert frame.evaluate("map.atlas.layer.drawn") < COUNT, "what lies on each other is drawn once"
    assert "marks" in frame.locator(".atlas-count").inner_text()
    frame.evaluate("window.mounted = 'once'")

    box = one.page.locator(".st-key-map_frame iframe").bounding_box()
    spot = frame.evaluate("(() => { const p = map.latLngToContainerPoint([40, 128]); return [p.x, p.y]; })()")
    one.page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    tip = frame.locator(".atlas-tooltip")
    assert HOSTILE["end of script"] in tip.inner_text()
    assert "± 60 km" in tip.inner_text()
    assert tip.locator("img, script").count() == 0
    assert frame.locator("path.atlas-area").count() == 1, "a vague place is never a bare mark"
    one.page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
    one.wait_for_panel(APART)

    one.page.locator(".st-key-years input[type=range]").last.focus()
    for _ in range(10):
        one.page.keyboard.press("ArrowLeft")
        one.settle()
    assert one.state()["to"] == "1935-12-31"
    assert one.state()["visible"] == 4 * 365 + 1
    cursor = frame.locator(".atlas-cursor")
    cursor.focus()
    one.page.keyboard.press("Home")
    first = cursor.get_attribute("aria-label")
    one.page.keyboard.press("ArrowRight")
    assert cursor.get_attribute("aria-label") != first
    one.page.keyboard.press("Enter")
    one.wait_for_panel("event-1")
    assert frame.evaluate("window.mounted") == "once"
