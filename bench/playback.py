"""Frame times while the map plays through time by itself."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from bench import synthesis
from bench.browser import (
    NoAnswerError,
    PlaywrightError,
    chromium,
    frame_times,
    map_frame,
    new_context,
    open_atlas,
    wait_until,
)
from bench.report import Report, figure, quantile
from bench.rivals import timelines
from bench.rivals.assets import MissingError, serve
from bench.servers import StartError, atlas

__all__ = ["run"]

#: The battles whose days are played, by event: the one with the most marks, and a campaign.
BATTLES = {"khalkhin-gol-1939": "1939-08-18", "manchurian-op-1945": "1945-08-09"}
DAYS_PROMISED = 60
#: Units that stand elsewhere every day, and days.
CROWD, CROWD_PROMISED = (500, 120), 45
IS_DRAWN_JS = "document.querySelectorAll('[data-plan]').length > 0"
SIZES = (60, 5_000, 20_000)
#: Frames a second.
PROMISED = {60: 60, 5_000: 60, 20_000: 45}
#: A display shows 60 frames a second; of a promise of 60, this much is lost to the clock alone.
TOLERANCE = 0.97
FRAME_MS = 1000 / 60
OPEN_LIMIT_MS = 120_000
WARM_UP_MS = 1000
#: Half way through: half of the events are on the map, and more come.
MIDDLE_JS = """
() => {
    const seek = document.querySelector('.atlas-time input[type=range]');
    seek.value = String((Number(seek.min) + Number(seek.max)) / 2);
    seek.dispatchEvent(new Event('input', { bubbles: true }));
}
"""


def run(report: Report, quick: bool) -> None:
    """Measure playback at every size, and a page that only counts frames."""
    seconds = 2.0 if quick else 6.0
    report.section(
        "Playback",
        f"{seconds:g} s from the middle of the time span on. *Dropped*: frames of a 60 Hz display that brought "
        "nothing new in time; *changes*: frames a second in which the page was altered at all.",
    )
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        with new_context(browser) as context:
            page = context.new_page()
            page.set_content("<p>Nothing moves.</p>")
            _tell(report, "a bare animation frame loop", page, seconds)
        _battles(report, browser, seconds, quick)
        if not quick:
            _crowded(report, browser, Path(folder) / "crowd", seconds)
        for size in SIZES[:1] if quick else SIZES:
            package = synthesis.package(Path(folder) / str(size), size)
            _ours(report, browser, package, size, seconds)
            _plugins(report, browser, package, size, seconds)


def _battles(report: Report, browser: Browser, seconds: float, quick: bool) -> None:
    """Measure the days of a battle: a day is drawn anew, then stands."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(atlas())
        except StartError as error:
            report.failure("the days of a battle", str(error))
            return
        for event, day in list(BATTLES.items())[: 1 if quick else None]:
            for signs in ("plain", "app6"):
                case = f"the days of {event}, {signs} marks"
                try:
                    with new_context(browser) as context:
                        page = open_atlas(context, server, f"/?event={event}&on={day}&symbols={signs}", OPEN_LIMIT_MS)
                        frame = map_frame(page)
                        wait_until(frame, IS_DRAWN_JS, "the plan")
                        frame.get_by_role("button", name="Play", exact=True).click()
                        page.wait_for_timeout(WARM_UP_MS)
                        _tell(report, case, frame, seconds, DAYS_PROMISED)
                        if not frame.get_by_role("button", name="Pause").count():
                            report.failure(f"{case}: the end", "playback was over before the measurement")
                except (NoAnswerError, PlaywrightError) as error:
                    report.failure(case, str(error))


def _crowded(report: Report, browser: Browser, folder: Path, seconds: float) -> None:
    """Measure a battle with far more made-up positions than any has."""
    event, (units, days) = next(iter(BATTLES)), CROWD
    case = f"{event} with {units * days:,} made-up positions"
    try:
        package = synthesis.crowded(folder, event, units, days)
        with atlas(package) as server, new_context(browser) as context:
            page = open_atlas(context, server, f"/?event={event}&on={BATTLES[event]}", OPEN_LIMIT_MS)
            frame = map_frame(page)
            wait_until(frame, IS_DRAWN_JS, "the plan", OPEN_LIMIT_MS)
            frame.get_by_role("button", name="Play", exact=True).click()
            page.wait_for_timeout(WARM_UP_MS)
            _tell(report, case, frame, seconds, CROWD_PROMISED)
    except (NoAnswerError, PlaywrightError, StartError) as error:
        report.failure(case, str(error))


def _ours(report: Report, browser: Browser, package: Path, size: int, seconds: float) -> None:
    case = f"ours, {size:,} events"
    try:
        with atlas(package) as server, new_context(browser) as context:
            page = open_atlas(context, server, timeout_ms=OPEN_LIMIT_MS)
            frame = map_frame(page)
            frame.evaluate(MIDDLE_JS)
            page.locator(".time-play").click()
            wait_until(frame, "map.atlas.state().playing", "playing")
            page.wait_for_timeout(WARM_UP_MS)
            _tell(report, case, frame, seconds, PROMISED[size])
            if not frame.evaluate("map.atlas.state().playing"):
                report.failure(f"{case}: the end", "playback was over before the measurement")
    except (NoAnswerError, PlaywrightError, StartError) as error:
        report.failure(case, str(error))


def _plugins(report: Report, browser: Browser, package: Path, size: int, seconds: float) -> None:
    events = synthesis.events(package)
    with ExitStack() as stack:
        try:
            pages = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            assets = stack.enter_context(serve(pages))
        except MissingError as error:
            report.failure(f"folium's plugins, {size:,} events", str(error))
            return
        for name, make in timelines.PLUGINS.items():
            case = f"{name}, {size:,} events"
            try:
                (pages / f"{name}.html").write_text(make(events, assets), encoding="utf-8")
                page = stack.enter_context(new_context(browser)).new_page()
                page.goto(f"{assets}/{name}.html", timeout=OPEN_LIMIT_MS)
                wait_until(page, timelines.PLAYING_JS, "playing", OPEN_LIMIT_MS)
                page.evaluate(timelines.TO_THE_MIDDLE_JS)
                page.wait_for_timeout(WARM_UP_MS)
                _tell(report, case, page, seconds)
                page.close()
            except (NoAnswerError, PlaywrightError) as error:
                report.failure(case, str(error))


def _tell(report: Report, case: str, where: Frame | Page, seconds: float, promised: int = 0) -> None:
    times, changes = frame_times(where, seconds)
    rate = 1000 * len(times) / sum(times)
    dropped = sum(max(0, round(one / FRAME_MS) - 1) for one in times)
    figures = {
        "frames/s": figure(rate),
        "p50 ms": figure(quantile(times, 0.5)),
        "p95 ms": figure(quantile(times, 0.95)),
        "dropped": f"{100 * dropped / (len(times) + dropped):.0f} %",
        "changes/s": figure(changes),
    }
    kept = rate >= promised * TOLERANCE if promised else None
    report.row(case, figures, promise=f"≥ {promised} frames/s" if promised else "", kept=kept)
