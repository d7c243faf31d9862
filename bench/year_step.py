"""A step of the years: key press → the map shows it; and the thumb dragged → the map follows."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import synthesis
from bench.browser import (
    ATLAS,
    NoAnswerError,
    PlaywrightError,
    arm,
    chromium,
    new_context,
    open_atlas,
    result,
    wait_until,
)
from bench.report import Report
from bench.rivals.assets import MissingError, serve
from bench.servers import RIVALS, Server, StartError, atlas, streamlit, usual

__all__ = ["run"]

SIZES = (60, 500, 5_000, 20_000)
MOST_OF_RIVALS = 500
#: As a multiple of the bare round trip.
PROMISED = {60: 1.25, 5_000: 2.0, 20_000: 3.0}
DRAG_MS = 33
STEP_LIMIT_MS = 20_000
OPEN_LIMIT_MS = 120_000
REST_MS = 350
ECHO = "bare round trip"
OURS, ANSWERED, DRAGGED = "ours", "ours, until the server has confirmed it", "ours, thumb dragged → map"
MAP_MARK, SERVER_MARK = "map", "server"
_SLIDER = ".st-key-years input[type=range]"
_THUMBS = ".st-key-years .axis-thumb"
_YEAR_DAYS = 365.25
_DRAGGED_YEARS = 4
_FRAMES = "[...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument)"
_DRAWN = f"{_FRAMES}.reduce((sum, page) => sum + page.querySelectorAll('path.leaflet-interactive').length, 0)"
_POINTS = "document.querySelector('.js-plotly-plot')._fullData[0].lat.length"


@dataclass(frozen=True)
class Way:
    """One way to show a range of years: its script, and the JavaScript that is true when *count* events are shown."""

    script: str
    seen: str
    prepare: str = ""


#: deck.gl draws all points of a layer as instances of one square: their number is that of the last draw.
_COUNT_INSTANCES = """
const draw = WebGL2RenderingContext.prototype.drawArraysInstanced;
WebGL2RenderingContext.prototype.drawArraysInstanced = function (mode, first, count, instances) {
  window.instances = instances;
  return draw.call(this, mode, first, count, instances);
};
"""
WAYS = {
    "naive folium page (new map each time)": Way("naive_folium", f"{_DRAWN} === COUNT"),
    "feature group with markers": Way("feature_group", f"{_DRAWN} === COUNT"),
    "st.map": Way("streamlit_map", "window.instances === COUNT", _COUNT_INSTANCES),
    "st.pydeck_chart": Way("deck_chart", "window.instances === COUNT", _COUNT_INSTANCES),
    "plotly scatter map": Way("plotly_chart", f"{_POINTS} === COUNT"),
}


@dataclass
class Contestant:
    """A page on which the year is stepped, and the times it took."""

    case: str
    page: Page
    conditions: Mapping[str, str]
    times: dict[str, list[float]] = field(default_factory=dict)
    failure: str = ""

    def step(self, year: int, count: int, key: str) -> None:
        """Press *key* on the upper end of the range, which makes *year* the last one and leaves *count* events."""
        if self.failure:
            return
        try:
            self.page.locator(_SLIDER).last.focus()
            tests = {
                name: text.replace("YEAR", str(year)).replace("COUNT", str(count))
                for name, text in self.conditions.items()
            }
            arm(self.page, "keydown", tests, STEP_LIMIT_MS)
            self.page.keyboard.press(key)
            for name, time_ms in result(self.page, STEP_LIMIT_MS).items():
                self.times.setdefault(name, []).append(time_ms)
            self.page.wait_for_timeout(REST_MS)
        except (NoAnswerError, PlaywrightError) as error:
            self.failure = str(error)


def run(report: Report, quick: bool) -> None:
    """Measure the year step at every size, and the drag."""
    with chromium() as browser, ExitStack() as servers:
        folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
        echo = servers.enter_context(streamlit(RIVALS / "echo.py"))
        rivals = _rival_servers(servers, folder)
        for size in SIZES[:2] if quick else SIZES:
            synthesis.package(folder / str(size), size)
            report.section(
                f"Year step, {size:,} events",
                "Key press on the slider → the frame with the change is painted; every page steps in turn, "
                "the ratio is to the bare round trip of the same rounds. "
                "The usual ways run with Streamlit's own settings.",
            )
            with ExitStack() as stack:
                pages = [_echo(stack, browser, echo), _ours(stack, browser, folder / str(size))]
                if size <= MOST_OF_RIVALS:
                    pages += [_rival(stack, browser, case, server, size) for case, server in rivals.items()]
                _one_size(report, pages, folder / str(size), size, steps=4 if quick else 16)


def _one_size(report: Report, pages: list[Contestant], package: Path, size: int, steps: int) -> None:
    by_year = synthesis.events(package)["year"]
    for number in range(steps + 1):
        year, key = _target(number)
        for one in pages:
            one.step(year, int((by_year <= year).sum()), key)
    for one in pages:
        _tell(report, one, size)
    ours = next(one for one in pages if one.case == OURS)
    try:
        report.times(DRAGGED, _drag(ours.page, steps), at_most_ms=DRAG_MS)
    except (NoAnswerError, PlaywrightError) as error:
        report.failure(DRAGGED, str(error))


def _target(number: int) -> tuple[int, str]:
    """Return the year after step *number*, and the key: down to 1933, up again, and so on."""
    steps_down = 12
    turn, place = divmod(number, steps_down)
    if turn % 2 == 0:
        return synthesis.LAST_YEAR - 1 - place, "ArrowLeft"
    return synthesis.LAST_YEAR - steps_down + 1 + place, "ArrowRight"


def _echo(stack: ExitStack, browser: Browser, server: Server) -> Contestant:
    page = stack.enter_context(new_context(browser)).new_page()
    page.goto(server.url)
    wait_until(page, "document.querySelector('#echo')", "the echo")
    return Contestant(ECHO, page, {MAP_MARK: "document.querySelector('#echo').dataset.value.startsWith('YEAR ')"})


def _ours(stack: ExitStack, browser: Browser, package: Path) -> Contestant:
    server = stack.enter_context(atlas(package))
    page = open_atlas(stack.enter_context(new_context(browser)), server, timeout_ms=OPEN_LIMIT_MS)
    page.evaluate(
        f"""() => {{
            const atlas = {ATLAS}, select = atlas.select;
            atlas.select = (state) => {{ select(state); window.answered = state.to; }};
        }}"""
    )
    day = f"(YEAR === {synthesis.LAST_YEAR} ? null : 'YEAR-12-31')"
    conditions = {MAP_MARK: f"{ATLAS}.state().to === {day}", SERVER_MARK: f"window.answered === {day}"}
    return Contestant(OURS, page, conditions)


def _rival_servers(stack: ExitStack, folder: Path) -> dict[str, Server | str]:
    """Start the other ways; in place of a server that is not to be had stands the reason."""
    try:
        assets = stack.enter_context(serve())
    except MissingError as error:
        return dict.fromkeys(WAYS, str(error))
    found: dict[str, Server | str] = {}
    for case, way in WAYS.items():
        try:
            found[case] = stack.enter_context(usual(way.script, folder, assets))
        except StartError as error:
            found[case] = str(error)
    return found


def _rival(stack: ExitStack, browser: Browser, case: str, server: Server | str, size: int) -> Contestant:
    """Open the page of another way; if it cannot be opened, its row will say why."""
    way = WAYS[case]
    context = stack.enter_context(new_context(browser))
    context.add_init_script(way.prepare)
    page = context.new_page()
    one = Contestant(case, page, {MAP_MARK: way.seen})
    if isinstance(server, str):
        one.failure = server
        return one
    try:
        page.goto(f"{server.url}/?n={size}")
        wait_until(page, way.seen.replace("COUNT", str(size)), f"the {size} events")
    except (NoAnswerError, PlaywrightError) as error:
        one.failure = str(error)
    return one


def _tell(report: Report, one: Contestant, size: int) -> None:
    """Add the rows of one page, its first step left out: it warms up."""
    if one.failure:
        report.failure(one.case, one.failure)
        return
    promised = PROMISED.get(size) if one.case == OURS else None
    baseline = "" if one.case == ECHO else ECHO
    report.times(one.case, one.times[MAP_MARK][1:], baseline=baseline, at_most_ratio=promised)
    if SERVER_MARK in one.times:
        report.times(ANSWERED, one.times[SERVER_MARK][1:], baseline=baseline)


def _drag(page: Page, steps: int) -> list[float]:
    """Return the milliseconds from each move of the held thumb by one year to the map's following it."""
    boxes = [box for thumb in page.locator(_THUMBS).all() if (box := thumb.bounding_box())]
    if len(boxes) != 2:
        raise NoAnswerError("the two ends of the range: not there")
    last_x = boxes[1]["x"] + boxes[1]["width"] / 2
    first, last = page.locator(_SLIDER).evaluate_all("thumbs => thumbs.map((thumb) => Number(thumb.value))")
    day_px = (boxes[1]["x"] - boxes[0]["x"] - boxes[0]["width"]) / (last + 1 - first)
    year_px = day_px * _YEAR_DAYS
    y = boxes[1]["y"] + boxes[1]["height"] / 2
    times: list[float] = []
    page.mouse.move(last_x, y)
    page.mouse.down()
    for number in range(1, steps + 1):
        place = number % _DRAGGED_YEARS - _DRAGGED_YEARS
        page.evaluate(f"() => {{ window.before = {ATLAS}.state().to; }}")
        arm(page, "pointermove", {MAP_MARK: f"{ATLAS}.state().to !== window.before"}, 2000)
        page.mouse.move(last_x + place * year_px, y)
        times.append(result(page, 2000)[MAP_MARK])
        page.wait_for_timeout(60)
    page.mouse.up()
    return times
