"""A real server and a real Chromium; every request is counted, every other host is closed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Page,
    Playwright,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import programs

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
    # every other host is closed; routing each request through this process would do it too, at three times the time
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
START_SECONDS = 180  # of a slow machine with much else to do
STOP_SECONDS = 30
WAIT_MS = 45_000
QUIET_SECONDS = 0.3
expect.set_options(timeout=WAIT_MS)
#: Whether, two pictures on, the page is connected and has drawn all that the last run of the script has sent.
IS_DRAWN = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
    Boolean(document.querySelector(
        '[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]'
    )) && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
))))"""
#: Whether the map holds its events, and has been told what to show of them: only then its time control has an end.
#: What has stood in its place until then is gone.
IS_TOLD = """() => {
    if (document.getElementById('first-sight')) return false;
    const frame = document.querySelector('.st-key-map_frame iframe'), atlas = frame && frame.contentWindow.map?.atlas;
    return atlas && atlas.state().total > 0 && frame.contentDocument.querySelector('.atlas-time [type=range]').max;
}"""
#: Whether the run has drawn the panel of an event, or of none, and nothing lies over it any more.
ARE_PANELS = """id => id === [...document.querySelectorAll('.panel[data-event]')]
    .map((panel) => (panel.closest('.side-ahead') ? 'ahead' : panel.dataset.event)).join()"""
#: Where in the map the symbol of an event lies on top of all others: nothing while anything moves, "hidden" if nowhere.
SPOT = """id => {
    const node = document.querySelector(`[data-event="${id}"]`);
    const box = node.querySelector('.badge').getBoundingClientRect();
    const before = window.lookedAt, { x: left, y: top } = map.getContainer().getBoundingClientRect();
    window.lookedAt = [id, box.x, box.y, box.width].join();
    const isFading = document.getAnimations().some((it) => it instanceof CSSTransition && it.playState === 'running');
    if (window.lookedAt !== before || isFading) return null; // what goes out lies on others until it is gone
    for (const [u, v] of [[.5, .5], [.3, .5], [.7, .5], [.5, .3], [.5, .7]]) {
        const x = box.x + u * box.width, y = box.y + v * box.height;
        if (node.contains(document.elementFromPoint(x, y))) return { x: x - left, y: y - top };
    }
    return 'hidden';
}"""


#: What stands on the map, and for which events each: symbols by themselves or for their parts, and discs.
STANDING = """() => [...document.querySelectorAll('.leaflet-pane [data-event], .leaflet-pane [data-events]')]
    .filter((node) => node.style.display !== 'none')
    .map((node) => ({
        own: node.dataset.event || '',
        events: (node.dataset.events || node.dataset.event).split(' '),
    }))"""
#: Where a disc lies, once the map is at rest.
DISC = """(id) => {
    const node = document.querySelector(`.atlas-gathered[data-events~="${id}"]`);
    if (!node || node.style.display === 'none' || map._animatingZoom) return null;
    const box = node.querySelector('.badge').getBoundingClientRect(), before = window.lookedAt;
    window.lookedAt = [id, box.x, box.y].join();
    if (window.lookedAt !== before) return null;
    const { x, y } = map.getContainer().getBoundingClientRect();
    return { x: box.x + box.width / 2 - x, y: box.y + box.height / 2 - y };
}"""


#: Makes a visit one that has gone through the front door.
DOOR_CLOSED = "try { sessionStorage.setItem('atlas:door', 'closed') } catch (_) {}"
#: Whether an event lies well inside the map.
IS_INSIDE = """(id) => {
    const { x, y } = map.latLngToContainerPoint(map.atlas.layer.byId.get(id).latlng), size = map.getSize();
    return x > 80 && y > 80 && x < size.x - 80 && y < size.y - 120;
}"""


def eventually(page: Page, found: Callable[[], Any], wanted: object) -> None:
    """Wait until *found* returns what is wanted; fail with what it returned last."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while (last := found()) != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert last == wanted


def near(view: tuple[float, float, int]) -> Any:
    """Return what is equal to a view of the map, to the pixel that Leaflet rounds centres to, and half a one more."""
    return pytest.approx(view, abs=1.5 * 360 / 256 / 2 ** view[2])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder and run it last.

    Last, because Playwright's event loop runs in this thread until the end, and ``asyncio.run`` fails beside it.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.is_relative_to(here))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.needs("chromium"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that passed only the second time."""
    stats = terminalreporter.stats
    passed = {report.nodeid for report in stats.get("passed", [])}
    late = sorted({report.nodeid for report in stats.get("rerun", [])} & passed)
    if late:
        terminalreporter.write_line(f"passed the second time: {', '.join(late)}")


@contextmanager
def run_server(data: Path | None = None, port: int = 0) -> Iterator[str]:
    """Run the app on *port*, or a free one, until the block ends; yields its address."""
    with _starting(data, port) as (url, process, log_path):
        _wait_for(f"{url}/_stcore/health", process, log_path)
        yield url


@contextmanager
def run_servers(count: int, data: Path | None = None) -> Iterator[list[str]]:
    """Run so many apps, started at once, until the block ends; yields their addresses."""
    with ExitStack() as stack:
        started = [stack.enter_context(_starting(data)) for _ in range(count)]
        for url, process, log_path in started:
            _wait_for(f"{url}/_stcore/health", process, log_path)
        yield [url for url, _, _ in started]


@contextmanager
def _starting(data: Path | None, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = port or probe.getsockname()[1]
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
            yield f"http://127.0.0.1:{port}", process, log_path
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


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
    browser = playwright_session.chromium.launch(executable_path=programs.find("chromium"), args=ARGUMENTS)
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
    requests: int = 0
    runs_asked: int = 0
    answered: list[str] = field(default_factory=list)
    unanswered: set[WebSocket] = field(default_factory=set)

    @property
    def frame(self) -> Frame:
        """The map's frame."""
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)

    def hear(self, asked: str) -> None:
        """Keep account of an address that is asked for: how many there are, and which are of another host."""
        self.requests += 1
        if not asked.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:")):
            self.foreign.append(asked)

    def listen(self, socket: WebSocket) -> None:
        """Keep account of the runs of the script that the page asks for, and of the kinds of messages it gets."""
        self.hear(socket.url)

        def sent(message: bytes | str) -> None:
            if isinstance(message, bytes) and BackMsg.FromString(message).HasField("rerun_script"):
                self.runs_asked += 1
                self.unanswered.add(socket)

        def received(message: bytes | str) -> None:
            answer = ForwardMsg.FromString(message) if isinstance(message, bytes) else ForwardMsg()
            self.answered.append(answer.WhichOneof("type") or "")
            if answer.HasField("script_finished") and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.unanswered.discard(socket)

        self.unanswered.clear()  # of a page that was loaded anew, or has lost its connection, nothing will come
        socket.on("framesent", sent)
        socket.on("framereceived", received)
        socket.on("close", lambda _: self.unanswered.discard(socket))

    def go(self, path: str = "/") -> Visit:
        """Open a path of the app and wait until the map has drawn the events."""
        self.page.goto(self.url + path)
        return self.wait_for_map()

    def wait_for_map(self) -> Visit:
        """Wait until the map has drawn the events and shows what the page wants."""
        self.page.wait_for_function(IS_TOLD)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until every run that the page asked for is over, and drawn."""
        deadline = time.monotonic() + WAIT_MS / 1000
        while not self.page.evaluate(IS_DRAWN) or self.unanswered:
            why = "a run is not answered" if self.unanswered else "what is old is still shown"
            assert time.monotonic() < deadline, f"the page does not come to rest: {why}"

    def rest(self) -> None:
        """Wait until the page has been settled, and has asked for nothing, for a while.

        What has not come by then will not come.  Playwright's own ``networkidle`` waits for ever where a frame goes
        away with a request under way.
        """
        deadline = time.monotonic() + WAIT_MS / 1000
        self.settle()
        asked, quiet_since = (self.runs_asked, self.requests), time.monotonic()
        while time.monotonic() < quiet_since + QUIET_SECONDS:
            self.settle()
            if (self.runs_asked, self.requests) != asked:
                asked, quiet_since = (self.runs_asked, self.requests), time.monotonic()
                assert quiet_since < deadline, "the page does not come to rest"

    def state(self) -> dict[str, Any]:
        """What the map shows."""
        return self.frame.evaluate("window.map.atlas.state()")  # type: ignore[no-any-return]

    def wait_for_state(self, **wanted: Any) -> None:
        """Wait until the map shows what is wanted; what is not named may be anything."""
        eventually(self.page, lambda: {name: self.state()[name] for name in wanted}, wanted)

    def count_answers(self) -> None:
        """Count from now on what the page tells the map."""
        self.frame.evaluate(
            "window.answers = 0; const take = map.atlas.select;"
            " map.atlas.select = (state) => { take(state); window.answers += 1; }; 0"
        )

    def wait_for_answer(self, number: int) -> None:
        """Wait until the page has told the map something for the *number*-th time, and is at rest."""
        self.frame.wait_for_function(f"window.answers >= {number}", timeout=WAIT_MS)
        self.settle()

    def view(self) -> tuple[float, float, int]:
        """Centre and zoom of the map."""
        lat, lon, zoom = self.frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
        return lat, lon, zoom

    def query(self) -> dict[str, str]:
        """The parameters of the page's address."""
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.page.url).query))

    def wait_for_query(self, **wanted: str) -> None:
        """Wait until the page's address holds what is wanted; what is not named may be anything."""
        eventually(self.page, lambda: {name: self.query().get(name) for name in wanted}, wanted)

    def listed(self) -> int:
        """How many events the list says are on the map."""
        return int(self.page.locator(".st-key-side .count b").first.inner_text().split()[0].replace(",", ""))

    def open_time(self) -> Visit:
        """Show the time control of the map, at rest."""
        self.frame.evaluate("map.atlas.time.open()")
        return self

    def symbol(self, event_id: str) -> Any:
        """The symbol of an event on the map."""
        return self.frame.locator(f'[data-event="{event_id}"]')

    def click(self, event_id: str) -> None:
        """Click the symbol of an event with the mouse, where it lies on top; first what stands for it, to come near."""
        if self.come_near(event_id):
            self.frame.locator(f'.atlas-list [data-opens="{event_id}"]').click()
            return
        spot = self.frame.wait_for_function(SPOT, arg=event_id, polling=50, timeout=WAIT_MS).json_value()
        assert spot != "hidden", f"the symbol of {event_id} is hidden under others"
        self.frame.locator(".leaflet-container").click(position=spot)

    def standing(self) -> list[dict[str, Any]]:
        """What stands on the map: whose own symbol it is, empty for a disc, and for which events."""
        return self.frame.evaluate(STANDING)  # type: ignore[no-any-return]

    def alone(self, *but: str) -> str:
        """Return the id of an event that stands by itself inside the map, and has no part."""
        ids = [one["own"] for one in self.standing() if one["own"] and len(one["events"]) == 1]
        return next(event_id for event_id in ids if event_id not in but and self.frame.evaluate(IS_INSIDE, event_id))

    def come_near(self, event_id: str) -> bool:
        """Press what stands for an event until it stands by itself, or is in a list; return whether it is in one."""
        for _ in range(9):
            holder = next(one for one in self.standing() if event_id in one["events"])
            if holder["own"] == event_id:
                return False
            zoom = self.view()[2]
            if holder["own"]:  # a battle opens its own panel when it is pressed
                self.frame.evaluate(
                    "id => map.setView(map.atlas.layer.byId.get(id).latlng, map.getZoom() + 1, {animate: false})",
                    event_id,
                )
            else:
                spot = self.frame.wait_for_function(DISC, arg=event_id, polling=50, timeout=WAIT_MS).json_value()
                self.frame.locator(".leaflet-container").click(position=spot)
                self.frame.wait_for_function(
                    "z => document.querySelector('.atlas-list') || (map.getZoom() > z && !map._animatingZoom)",
                    arg=zoom,
                    timeout=WAIT_MS,
                )
            self.page.wait_for_timeout(700)  # a flight of 0.6 s has its end
            if self.frame.locator(f'.atlas-list [data-opens="{event_id}"]').count():
                return True
        raise AssertionError(f"{event_id} cannot be reached")

    def panel(self) -> str:
        """Id of the event whose panel is open, or an empty text."""
        panels = self.page.locator(".panel[data-event]")
        return panels.first.get_attribute("data-event") or "" if panels.count() else ""

    def wait_for_panel(self, event_id: str) -> None:
        """Wait until the run has drawn the panel of an event, or, for an empty id, none."""
        self.page.wait_for_function(ARE_PANELS, arg=event_id)
        self.frame.wait_for_function(f"window.map.atlas.state().event === {event_id!r}", timeout=WAIT_MS)


@pytest.fixture
def visit(chromium: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Make visits; ``visit(url=…, viewport=(w, h), dark=True)``.  At the end no page may have failed.

    A visit has been here before, unless it is to find the front door (``door=True``).
    """
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(
        url: str = server, viewport: tuple[int, int] = (1280, 800), dark: bool = False, door: bool = False
    ) -> Visit:
        width, height = viewport
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", permissions=[]
        )
        contexts.append(context)
        if not door:
            context.add_init_script(DOOR_CLOSED)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        one = Visit(page, url)
        visits.append(one)

        context.on("request", lambda request: one.hear(request.url))
        page.on("websocket", one.listen)
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
