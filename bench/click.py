"""A click on a symbol of the map → the panel of that event."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import synthesis
from bench.browser import (
    NoAnswerError,
    PlaywrightError,
    arm,
    chromium,
    map_frame,
    new_context,
    open_atlas,
    result,
    wait_until,
)
from bench.report import Report
from bench.rivals.assets import MissingError, serve
from bench.servers import RIVALS, StartError, atlas, streamlit, usual

__all__ = ["run"]

SIZES = (60, 5_000)
MOST_OF_RIVALS = 500
PROMISED_RATIO = 1.5
LIMIT_MS = 10_000
OPEN_LIMIT_MS = 120_000
REST_MS = 500
PRESS_MS = 80  # from down to up, as a person presses; the time runs from up
ECHO = "bare round trip (a button)"
_FRAME_DOCUMENT = "[...document.querySelectorAll('iframe')].at(-1).contentDocument"
#: Points in the frame at which a click meets an event: so far from the edge that the map need not move, and so far
#: from each other that none meets the same event twice.  Many events are marks on one canvas and have no elements.
_SPOTS = """
([selector, most, edge, apart]) => {
    const layer = window.map?.atlas?.layer, box = document.querySelector('.leaflet-container').getBoundingClientRect();
    const { ids = [], latitudes, longitudes } = layer?.columns ?? {};
    const onCanvas = ids.map((_, index) => map.latLngToContainerPoint([latitudes[index], longitudes[index]]));
    const centres = [...document.querySelectorAll(selector)].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2, node };
    });
    const spots = [];
    for (const { x, y, node } of [...onCanvas, ...centres]) {
        if (x < edge || y < edge || x > box.width - edge || y > box.height - 2 * edge) continue;
        const top = document.elementFromPoint(x, y);
        if (node ? !(node.closest('.atlas-event') ?? node).contains(top) : top.closest('.leaflet-control')) continue;
        if (spots.every((spot) => Math.hypot(spot[0] - x, spot[1] - y) > apart)) spots.push([x, y]);
        if (spots.length === most) break;
    }
    return spots;
}
"""
_EDGE_PX, _APART_PX = 60, 40
#: A view in which some events stand by themselves; of all years, those at one place are gathered into a disc.
_APART = "/?from=1938&lat=47.5&lon=128&z=5"


class Contestant:
    """A page on which something is clicked, and the times until its answer."""

    def __init__(self, case: str, page: Page, seen: str) -> None:
        self.case, self.page, self.seen = case, page, seen
        self.times: list[float] = []
        self.failure = ""

    def turn(self, number: int) -> None:
        """Click once and keep the time; a failure ends this page's part."""
        if self.failure:
            return
        try:
            self.times.append(self.click(number))
            self.page.wait_for_timeout(REST_MS)
        except (NoAnswerError, PlaywrightError) as error:
            self.failure = str(error)

    def click(self, number: int) -> float:
        """Click the button."""
        box = self.page.locator(".st-key-click button").bounding_box()
        if not box:
            raise NoAnswerError("the button: not there")
        arm(self.page, "click", {"echo": self.seen.replace("NUMBER", str(number + 1))}, LIMIT_MS)
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=PRESS_MS)
        return result(self.page, LIMIT_MS)["echo"]


class MapContestant(Contestant):
    """A page on which one symbol after another is clicked."""

    def __init__(self, case: str, page: Page, selector: str, panel: str, clicks: int) -> None:
        page.evaluate(f"() => {{ window.panel = () => {panel}; window.shown = window.panel(); }}")
        super().__init__(case, page, "(window.panel() !== window.shown && (window.shown = window.panel(), true))")
        self.spots = map_frame(page).evaluate(_SPOTS, [selector, clicks, _EDGE_PX, _APART_PX])
        if len(self.spots) < 2:
            raise NoAnswerError("two symbols that lie on top: not there")

    def click(self, number: int) -> float:
        """Click the next symbol; the panel must then be another than before."""
        box = self.page.locator("iframe").last.bounding_box()
        if not box:
            raise NoAnswerError("the map: not there")
        x, y = self.spots[number % len(self.spots)]
        self.page.mouse.move(box["x"] + x, box["y"] + y)
        arm(self.page, "click", {"panel": self.seen}, LIMIT_MS, where=_FRAME_DOCUMENT)
        self.page.mouse.click(box["x"] + x, box["y"] + y, delay=PRESS_MS)
        return result(self.page, LIMIT_MS)["panel"]


def run(report: Report, quick: bool) -> None:
    """Measure the click at both sizes."""
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for size in SIZES[:1] if quick else SIZES:
            synthesis.package(Path(folder) / str(size), size)
            report.section(
                f"Click on a symbol, {size:,} events",
                "Click → the frame with the panel of that event is painted; the pages take turns. The button is down "
                f"for {PRESS_MS} ms, as under a person's finger, and the time runs from when it is up.",
            )
            _one_size(report, browser, Path(folder), size, clicks=4 if quick else 15)


def _one_size(report: Report, browser: Browser, folder: Path, size: int, clicks: int) -> None:
    with ExitStack() as stack:
        pages = [_echo(stack, browser), _ours(stack, browser, folder / str(size), clicks)]
        if size <= MOST_OF_RIVALS:
            try:
                pages.append(_usual(stack, browser, folder, size, clicks))
            except (MissingError, NoAnswerError, PlaywrightError, StartError) as error:
                report.failure("last_object_clicked", str(error))
        for number in range(clicks):
            for one in pages:
                one.turn(number)
        for one in pages:
            if one.failure:
                report.failure(one.case, one.failure)
            elif one.case == "ours":
                report.times(one.case, one.times[1:], baseline=ECHO, at_most_ratio=PROMISED_RATIO)
            else:
                report.times(one.case, one.times[1:], baseline="" if one.case == ECHO else ECHO)


def _echo(stack: ExitStack, browser: Browser) -> Contestant:
    server = stack.enter_context(streamlit(RIVALS / "echo.py"))
    page = stack.enter_context(new_context(browser)).new_page()
    page.goto(server.url)
    wait_until(page, "document.querySelector('#echo')", "the echo")
    return Contestant(ECHO, page, "document.querySelector('#echo').dataset.value.endsWith(' NUMBER')")


def _ours(stack: ExitStack, browser: Browser, package: Path, clicks: int) -> Contestant:
    server = stack.enter_context(atlas(package))
    page = open_atlas(stack.enter_context(new_context(browser)), server, _APART, timeout_ms=OPEN_LIMIT_MS)
    panel = "document.querySelector('.panel[data-event]')?.dataset.event"
    return MapContestant("ours", page, ".atlas-event .badge", panel, clicks)


def _usual(stack: ExitStack, browser: Browser, folder: Path, size: int, clicks: int) -> Contestant:
    server = stack.enter_context(usual("object_clicked", folder, stack.enter_context(serve())))
    page = stack.enter_context(new_context(browser)).new_page()
    page.goto(f"{server.url}/?n={size}")
    drawn = "document.querySelectorAll('path.leaflet-interactive').length"
    wait_until(map_frame(page), f"{drawn} === {size}", "the markers")
    page.wait_for_timeout(500)
    panel = "document.querySelector('#echo')?.dataset.value"
    return MapContestant("last_object_clicked", page, "path.leaflet-interactive", panel, clicks)
