"""How much of the page a step has the browser do again: counts, which a busy machine does not change."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import Visit

Start = Callable[..., Visit]
#: Page and map have 6,600 elements. A selector that sends the browser through all of them (``[class*=…] *``, ``:has()``
#: of anything, a class on the map that its symbols depend on) takes it through one to three thousand.
MOST_STYLED = 700
STEPS = 4


@contextlib.contextmanager
def traced(session: CDPSession, page: Page, events: list[dict[str, Any]]) -> Iterator[None]:
    """Collect in *events* what the browser did meanwhile."""
    ended: list[object] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda said: ended.append(said))
    session.send("Tracing.start", {"categories": "devtools.timeline", "transferMode": "ReportEvents"})
    yield
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)


def step(one: Visit, key: str) -> None:
    one.page.locator(".st-key-years input").last.press(key)
    one.settle()


def test_a_step_of_the_years_styles_little_anew(visit: Start) -> None:
    one = visit().go("/?to=1944")
    one.wait_for_state(**{"to": "1944-12-31"})
    for _ in range(STEPS):  # what is set up once is set up
        step(one, "ArrowLeft")
    events: list[dict[str, Any]] = []
    with traced(one.page.context.new_cdp_session(one.page), one.page, events):
        for _ in range(STEPS):
            step(one, "ArrowRight")
    styled = [event["args"].get("elementCount", 0) for event in events if event["name"] == "UpdateLayoutTree"]
    assert sum(styled), "the trace tells of no styling"
    assert sum(styled) / STEPS <= MOST_STYLED, sorted(styled)[-8:]
    assert one.query() == {"to": "1944"}


def test_the_map_keeps_one_style_of_the_page(visit: Start) -> None:
    one = visit().go()
    count = ".filter((one) => one.textContent.includes('--primary-color')).length"
    styles = f"[...document.querySelector('.st-key-map_frame iframe').contentDocument.querySelectorAll('style')]{count}"
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight"):
        step(one, key)
    first = one.page.evaluate(styles)
    assert first
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        step(one, key)
    assert one.page.evaluate(styles) == first
