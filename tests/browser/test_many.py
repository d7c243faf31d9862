"""A package of many events: marks on a canvas, with the same filters, choice and keyboard as symbols."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.core.looks import MANY
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
    one = visit(url=many).go("/?to=1937&lat=46&lon=124&z=5")
    frame = one.frame
    assert one.state()["total"] == COUNT
    assert frame.locator(".atlas-event .badge").count() <= 20, "no symbol of its own for each, only those of the key"
    frame.wait_for_function(f"0 < map.atlas.layer.drawn && map.atlas.layer.drawn < {COUNT}")
    expect(frame.locator(".atlas-count")).to_contain_text("marks")  # what lies on each other is drawn once
    frame.evaluate("window.mounted = 'once'")

    spot = frame.evaluate("(() => { const { x, y } = map.latLngToContainerPoint([40, 128]); return { x, y }; })()")
    under = "({ x, y }) => map.atlas.layer.under({ clientX: x, clientY: y, target: map.getContainer() })"
    assert [frame.evaluate(under, place) for place in (spot, {"x": 1, "y": 1})] == [APART, ""]
    frame.locator(".leaflet-container").hover(position=spot)
    tip = frame.locator(".atlas-tooltip")
    expect(tip).to_contain_text(HOSTILE["end of script"])
    expect(tip).to_contain_text("± 60 km")
    assert tip.locator("img, script").count() == 0
    expect(frame.locator("path.atlas-area")).to_have_count(1)  # a vague place is never a bare mark
    frame.locator(".leaflet-container").click(position=spot)
    one.wait_for_panel(APART)

    last = one.page.locator(".st-key-years input[type=range]").last
    for year in (1936, 1935):
        last.press("ArrowLeft")
        one.wait_for_query(to=str(year))
        one.settle()
    one.wait_for_state(to="1935-12-31", visible=4 * 365 + 1)
    cursor = frame.locator(".atlas-cursor")
    for key, number in (("Home", 0), ("ArrowRight", 1)):
        cursor.press(key)
        expect(cursor).to_have_attribute("aria-label", re.compile(rf"^{re.escape(HOSTILE['end of script'])} {number},"))
    cursor.press("Enter")
    one.wait_for_panel("event-1")
    assert frame.evaluate("window.mounted") == "once"
