"""A real server and a real Chromium; every request is counted, every other host is closed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Playwright, sync_playwright

from tests.__main__ import CHROMIUM

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "test-results"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
WAIT_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder and run it last; without Chromium it is skipped, in CI that is a failure.

    Last, because Playwright's event loop runs in this thread until the end, and ``asyncio.run`` fails beside it.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.is_relative_to(here))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if not _chromium() and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no Chromium found; install the system's chromium package"))


def _chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


@contextmanager
def run_server(data: Path | None = None) -> Iterator[str]:
    """Run the app on a free port until the block ends; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    RESULTS.mkdir(exist_ok=True)
    log_path = RESULTS / f"server-{port}.log"
    environment = {**os.environ, **({"ATLAS_DATA": str(data)} if data else {})}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    with log_path.open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/_stcore/health", process, log_path)
            yield url
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes], log_path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the app did not start; its log says:\n{log_path.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of one app for the whole run."""
    with run_server() as url:
        yield url


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_session: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    path = _chromium()
    if path is None:
        pytest.fail("CI needs Chromium; install the system's chromium package")
    browser = playwright_session.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@dataclass
class Visit:
    """One person's visit: a page, and what it asked for."""

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The map's frame."""
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)

    def go(self, path: str = "/") -> Visit:
        """Open a path of the app and wait until the map has drawn the events."""
        self.page.goto(self.url + path)
        return self.wait_for_map()

    def wait_for_map(self) -> Visit:
        """Wait until the map has drawn the events and shows what the page wants."""
        self.page.wait_for_selector(".st-key-map_frame iframe", state="attached", timeout=WAIT_MS)
        for _ in range(100):
            if any("streamlit_folium" in frame.url for frame in self.page.frames):
                break
            self.page.wait_for_timeout(100)
        self.frame.wait_for_function(
            "window.map && window.map.atlas && window.map.atlas.state().total > 0", timeout=WAIT_MS
        )
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the server has answered: no script runs and the map has taken the answer."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')",
            timeout=WAIT_MS,
        )
        self.page.wait_for_timeout(250)

    def state(self) -> dict[str, Any]:
        """What the map shows."""
        return self.frame.evaluate("window.map.atlas.state()")  # type: ignore[no-any-return]

    def view(self) -> tuple[float, float, int]:
        """Centre and zoom of the map, rounded to what a link holds."""
        lat, lon, zoom = self.frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
        return round(lat, 3), round(lon, 3), zoom

    def listed(self) -> int:
        """How many events the list says are on the map."""
        return int(self.page.locator(".st-key-side .count b").first.inner_text().split()[0].replace(",", ""))

    def symbol(self, event_id: str) -> Any:
        """The symbol of an event on the map."""
        return self.frame.locator(f'[data-event="{event_id}"]')

    def click(self, event_id: str) -> None:
        """Click the symbol of an event with the mouse, where the symbol itself lies on top."""
        spot = self.symbol(event_id).evaluate(
            """node => {
                const box = node.querySelector('.badge').getBoundingClientRect();
                for (const [u, v] of [[.5, .5], [.3, .5], [.7, .5], [.5, .3], [.5, .7]]) {
                    const x = box.x + u * box.width, y = box.y + v * box.height;
                    if (node.contains(document.elementFromPoint(x, y))) return [x, y];
                }
                return null;
            }"""
        )
        assert spot, f"the symbol of {event_id} is hidden under others"
        frame = self.page.locator(".st-key-map_frame iframe").bounding_box()
        assert frame
        self.page.mouse.click(frame["x"] + spot[0], frame["y"] + spot[1])

    def panel(self) -> str:
        """Id of the event whose panel is open, or an empty text."""
        panels = self.page.locator(".panel[data-event]")
        return panels.first.get_attribute("data-event") or "" if panels.count() else ""

    def wait_for_panel(self, event_id: str) -> None:
        """Wait until the panel of an event is open, or, for an empty id, none."""
        if event_id:
            self.page.wait_for_selector(f'.panel[data-event="{event_id}"]', timeout=WAIT_MS)
        else:
            self.page.wait_for_selector(".panel[data-event]", state="detached", timeout=WAIT_MS)
        self.frame.wait_for_function(f"window.map.atlas.state().event === {event_id!r}", timeout=WAIT_MS)


@pytest.fixture
def visit(chromium: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Make visits; ``visit(url=…, viewport=(w, h), dark=True)``.  At the end no page may have failed."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(url: str = server, viewport: tuple[int, int] = (1280, 800), dark: bool = False) -> Visit:
        width, height = viewport
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", permissions=[]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        one = Visit(page, url)
        visits.append(one)

        def screen(route: Any) -> None:
            if route.request.url.startswith((url, url.replace("http", "ws", 1), "data:", "blob:")):
                route.continue_()
            else:
                one.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", screen)
        page.on("pageerror", lambda error: one.errors.append(str(error)))
        page.on("response", lambda answer: one.failed.append(answer.url) if answer.status >= 400 else None)
        return one

    yield start
    failed = request.node.stash.get(FAILED, False)
    for number, one in enumerate(visits):
        if failed:
            RESULTS.mkdir(exist_ok=True)
            one.page.screenshot(path=RESULTS / f"{request.node.name[:80].replace('/', '-')}-{number}.png")
    for context in contexts:
        context.close()
    if not failed:
        for one in visits:
            assert one.errors == [], "the page raised errors"
            assert one.foreign == [], "the page asked another host"


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember a failure, so that the fixture can keep a picture of it."""
    outcome: Any = yield
    if outcome.get_result().when == "call":
        item.stash[FAILED] = outcome.get_result().failed
