"""Pages on paper: an open event across the sheet with its map and key, nothing to press, A4 and Letter."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

Start = Callable[..., Any]
PRESSED = "button, [role=slider], input, select, textarea, [data-testid=stHeader], .way"
IS_SEEN = "node => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().height > 1"


def printed(one: Any, size: str) -> PdfReader:
    """Return the page of a visit as it is printed."""
    return PdfReader(io.BytesIO(one.page.pdf(format=size)))


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_an_open_event_takes_few_sheets_and_says_what_its_panel_does(visit: Start, size: str) -> None:
    one = visit().go("/?event=kanchazu-1937")
    title = one.page.locator(".panel h2").inner_text()
    works = one.page.locator(".panel .works li").last.text_content().split()[0]
    reading = one.page.locator(".panel .point q").last.text_content()
    unit = one.page.locator(".panel .units .side").last.text_content()
    opened = one.page.locator(".panel details[open]")
    on_the_screen = opened.count()
    found = printed(one, size)
    texts = [sheet.extract_text() for sheet in found.pages]
    assert len(texts) <= 3
    assert title in " ".join(texts[0].split())
    whole = " ".join(" ".join(texts).split())
    for words in (works, reading, unit, "Time 1937, 12 July 1937"):
        assert words in whole, "folded on the screen"
    expect(opened).to_have_count(on_the_screen)
    assert "All events" not in " ".join(texts)
    assert "the exact place is not known" in " ".join(texts[0].split()), "the key stands below the map"
    assert "Natural Earth" in texts[0], "and so does the credit"


@pytest.mark.parametrize(
    "path",
    ["/", "/?event=kanchazu-1937", "/?tour=lake-khasan&step=2", "/losses", "/timeline", "/sources", "/classroom"],
)
def test_nothing_that_is_pressed_is_printed_and_nothing_is_cut(visit: Start, path: str) -> None:
    one = visit()
    one.page.goto(one.url + path)
    one.page.wait_for_selector("h1", state="attached")
    if path == "/" or "?" in path:
        one.wait_for_map()
    one.settle()
    frames = [frame for frame in one.page.frames if frame is one.page.main_frame or "streamlit_folium" in frame.url]
    assert len(frames) == 1 + (path == "/" or "?" in path)
    one.page.emulate_media(media="print")
    one.page.set_viewport_size({"width": 688, "height": 1000})  # A4 between its margins
    shown = [
        node.evaluate("node => node.outerHTML.slice(0, 120)")
        for frame in frames
        for node in frame.locator(PRESSED).all()
        if node.evaluate(IS_SEEN)
    ]
    assert shown == []
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 690
    cut = "() => [...document.querySelectorAll('.panel, .events, .tour-step, table')].filter((node) => " \
        "node.getBoundingClientRect().right > innerWidth + 2).map((node) => node.className)"  # fmt: skip
    assert one.page.evaluate(cut) == []


def test_dark_pages_are_printed_dark_on_light(visit: Start) -> None:
    one = visit(dark=True).go("/?event=kanchazu-1937")
    one.page.emulate_media(media="print", color_scheme="dark")
    ink = one.page.locator(".panel .summary").evaluate("node => getComputedStyle(node).color")
    red, green, blue = (int(part) for part in ink.removeprefix("rgb(").removesuffix(")").split(","))
    assert max(red, green, blue) < 100
