"""Headless Chromium, and a stop-watch inside the page.

A time runs from the event that a person causes (key down, click, pointer move) to the end
of the animation frame in which the change is found: the first task after it, when the main
thread has painted.  Both ends are read in the page, so that neither Playwright nor the
connection to it counts.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from bench.servers import Server

__all__ = [
    "ATLAS",
    "MAP",
    "WAIT_MS",
    "NoAnswerError",
    "PlaywrightError",
    "arm",
    "chromium",
    "frame_times",
    "map_frame",
    "new_context",
    "open_atlas",
    "result",
    "wait_until",
]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No route of Playwright's: that would pass every request through Python and switch off the browser's cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WIDTH_PX, HEIGHT_PX = 1280, 800
WAIT_MS = 30_000
_POLL_MS = 20
MAP = "document.querySelector('.st-key-map_frame iframe')?.contentWindow?.map"
ATLAS = f"{MAP}?.atlas"

_WATCH = """
window.bench = {
  marks: null,
  /* After the next event of a type: the end of the frame in which each condition was first found true. */
  arm(type, conditions, limitMs, where = document) {
    this.marks = null;
    const start = () => this.follow(performance.now(), conditions, limitMs);
    where.addEventListener(type, start, { capture: true, once: true });
  },
  follow(start, conditions, limitMs) {
    const marks = {}, names = Object.keys(conditions);
    const look = () => {
      for (const name of names) {
        let seen = false;
        try { seen = !(name in marks) && conditions[name](); } catch { /* the page is being rebuilt */ }
        if (!seen) continue;
        marks[name] = null;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { marks[name] = performance.now() - start; };
        port2.postMessage(null);
      }
      const isDone = names.every((name) => typeof marks[name] === "number");
      if (isDone || performance.now() - start > limitMs) this.marks = marks; else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  },
};
"""

_FRAMES = """
(limitMs) => new Promise((resolve) => {
  const times = [];
  let before = null, start = null, changed = false, changes = 0;
  const watch = new MutationObserver(() => { changed = true; });
  watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = (now) => {
    if (before === null) start = now; else { times.push(now - before); changes += changed; }
    changed = false;
    before = now;
    if (now - start < limitMs) requestAnimationFrame(look); else { watch.disconnect(); resolve({ times, changes }); }
  };
  requestAnimationFrame(look);
})
"""


class NoAnswerError(RuntimeError):
    """The page did not do in time what was waited for."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium, cut off from every host but this one.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    path = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError("no Chromium found; install the system's chromium package")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


#: What is measured lies behind the front door.
_DOOR_CLOSED = "try { sessionStorage.setItem('atlas:door', 'closed') } catch (_) {}"


@contextmanager
def new_context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser context of its own: nothing is cached yet, and no page of another one is known."""
    context = browser.new_context(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(_WATCH)
    context.add_init_script(_DOOR_CLOSED)
    try:
        yield context
    finally:
        context.close()


def wait_until(where: Page | Frame, expression: str, what: str, timeout_ms: float = WAIT_MS) -> None:
    """Wait until a JavaScript *expression* is true; an error in it counts as not yet.

    Raises
    ------
    NoAnswerError
        If it does not become true in time; the message names *what* was waited for.
    """
    deadline = time.monotonic() + timeout_ms / 1000
    page = where if isinstance(where, Page) else where.page
    while time.monotonic() < deadline:
        if where.evaluate(f"() => {{ try {{ return Boolean({expression}); }} catch {{ return false; }} }}"):
            return
        page.wait_for_timeout(_POLL_MS)
    raise NoAnswerError(f"{what}: not within {timeout_ms / 1000:g} s")


def map_frame(page: Page, timeout_ms: float = WAIT_MS) -> Frame:
    """Return the frame of streamlit-folium's map as soon as it is there."""
    deadline = time.monotonic() + timeout_ms / 1000
    while time.monotonic() < deadline:
        for frame in page.frames:
            if "streamlit_folium" in frame.url:
                return frame
        page.wait_for_timeout(_POLL_MS)
    raise NoAnswerError(f"the map's frame: not within {timeout_ms / 1000:g} s")


def open_atlas(context: BrowserContext, server: Server, path: str = "/", timeout_ms: float = WAIT_MS) -> Page:
    """Open the atlas and wait until its events are drawn and it has come to rest."""
    page = context.new_page()
    page.goto(server.url + path, timeout=timeout_ms)
    wait_until(page, f"{ATLAS}.state().total > 0", "the events on the map", timeout_ms)
    wait_until(page, "!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')", "rest", timeout_ms)
    page.wait_for_timeout(500)
    return page


def arm(page: Page, event: str, conditions: Mapping[str, str], limit_ms: float, where: str = "document") -> None:
    """Start the stop-watch of *page* at the next *event*.

    Parameters
    ----------
    conditions : JavaScript expressions by name; each is looked at once per animation frame.
    limit_ms : after this time the conditions not yet met are given up.
    where : the document that hears the event.
    """
    tests = ", ".join(f"{name}: () => {expression}" for name, expression in conditions.items())
    page.evaluate(f"() => {{ window.bench.arm({event!r}, {{{tests}}}, {limit_ms}, {where}); }}")


def result(page: Page, limit_ms: float) -> dict[str, float]:
    """Return the milliseconds of each condition given to :func:`arm`.

    Raises
    ------
    NoAnswerError
        If one was not met.
    """
    wait_until(page, "window.bench.marks !== null", "the change", limit_ms + 5000)
    marks: dict[str, float | None] = page.evaluate("window.bench.marks")
    found = {name: mark for name, mark in marks.items() if mark is not None}
    expected = page.evaluate("Object.keys(window.bench.marks).length")
    if not found or len(found) < expected:
        raise NoAnswerError(f"the change: not within {limit_ms / 1000:g} s")
    return found


def frame_times(frame: Frame | Page, seconds: float) -> tuple[list[float], float]:
    """Return the milliseconds of each animation frame of the next *seconds*, and changes of the document a second."""
    found: dict[str, Any] = frame.evaluate(_FRAMES, seconds * 1000)
    return found["times"], found["changes"] / seconds
