"""The first map: how long until it is painted, cold and warm, how much it loads, and how it pans."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from bench import synthesis
from bench.browser import (
    ATLAS,
    NoAnswerError,
    PlaywrightError,
    chromium,
    frame_times,
    map_frame,
    new_context,
    wait_until,
)
from bench.report import Report, figure, quantile
from bench.rivals.assets import MissingError, serve
from bench.servers import RIVALS, StartError, atlas, streamlit, usual

__all__ = ["run"]

LIMIT_MS = 60_000
PROMISED_RATIO = 1.5
BASEMAP_MS = 150
OURS_KB = 1000
PAN_FPS = 30
EMPTY, OURS, LIVE, NAIVE, BARE = (
    "an empty Streamlit page",
    "ours, events and every tile in view (first sight)",
    "ours, the same by the map's own scripts",
    "naive folium page",
    "ours without the base map, by the map's own scripts",
)
#: What stands in the map's place until its scripts have come (geo/maps/first_paint.py), once it is whole.
_SIGHT = """(() => {
    const page = document.querySelector('#first-sight')?.contentDocument;
    const style = page?.querySelector('link[rel=stylesheet]');
    return page?.querySelector('.atlas-event') && (!style || style.sheet)
        && [...page.images].every((image) => image.complete && image.naturalWidth);
})()"""
_FRAME = "document.querySelector('iframe').contentDocument"
_HAS_EVENTS = f"({ATLAS}?.state().total > 0)"
_TILES = "[...document.querySelector('.st-key-map_frame iframe').contentDocument.querySelectorAll('.atlas-tile')]"
_HAS_TILES = f"({_TILES}.length > 0 && {_TILES}.every((tile) => tile.classList.contains('leaflet-tile-loaded')))"
_DRAWN = f"{_HAS_EVENTS} && {_HAS_TILES}"
_PAN_JS = """
() => {
    let count = 0;
    window.panning = setInterval(() => {
        const way = count++ % 20 < 10 ? 1 : -1;
        map.panBy([40 * way, 12 * way], { animate: true, duration: 0.25 });
    }, 260);
}
"""


@dataclass(frozen=True)
class Visit:
    """One page to open: where, and the JavaScript conditions by case that say it is painted."""

    url: str
    painted: Mapping[str, str]
    blocked: tuple[str, ...] = ()


def run(report: Report, quick: bool) -> None:
    """Measure the first map of the atlas's own data, its bytes, and panning."""
    with chromium() as browser, ExitStack() as stack:
        report.section(
            "First map",
            "From the request of the page to the end of the frame that holds it. *Cold*: a new browser context, "
            "*warm*: the second visit in it; the pages take turns. The *first sight* stands in the map's place until "
            "the map is drawn by its own scripts; it can be looked at, not pressed.",
        )
        visits = _visits(report, stack)
        _first(report, browser, visits, rounds=2 if quick else 7)
        ours = visits["ours"].url
        report.section("Loaded before the first map", "Bytes over the wire, as compressed and with headers; cold.")
        _bytes(report, browser, ours)
        report.section("Panning at zoom 6", "The map glides back and forth without pause.")
        _pan(report, browser, ours, seconds=2.0 if quick else 6.0)


def _visits(report: Report, stack: ExitStack) -> dict[str, Visit]:
    ours = stack.enter_context(atlas())
    empty = stack.enter_context(streamlit(RIVALS / "empty.py"))
    visits = {
        "empty": Visit(empty.url, {EMPTY: "document.querySelector('#echo')"}),
        "ours": Visit(ours.url, {OURS: f"{_SIGHT} || ({_DRAWN})", LIVE: _DRAWN}),
        "bare": Visit(ours.url, {BARE: _HAS_EVENTS}, blocked=("*/assets/basemap/*",)),
    }
    try:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        synthesis.package(folder / "60", 60)
        naive = stack.enter_context(usual("naive_folium", folder, stack.enter_context(serve())))
        drawn = f"{_FRAME}.querySelectorAll('path.leaflet-interactive').length === 60"
        visits["naive"] = Visit(f"{naive.url}/?n=60", {NAIVE: drawn})
    except (MissingError, StartError) as error:
        report.failure(NAIVE, str(error))
    return visits


def _first(report: Report, browser: Browser, visits: Mapping[str, Visit], rounds: int) -> None:
    times: dict[tuple[str, str], list[float]] = {}
    failures: dict[str, str] = {}
    for number in range(rounds + 1):
        for visit in visits.values():
            if any(case in failures for case in visit.painted):
                continue
            try:
                with new_context(browser) as context:
                    for turn in ("cold", "warm"):
                        for case, time_ms in _open(context, visit).items():
                            if number:  # the first round warms the servers up
                                times.setdefault((turn, case), []).append(time_ms)
            except (NoAnswerError, PlaywrightError) as error:
                failures.update(dict.fromkeys(visit.painted, str(error)))
    for turn in ("cold", "warm"):
        for case in (EMPTY, OURS, LIVE, BARE, NAIVE):
            found = times.get((turn, case), [])
            if case in failures or not found:
                report.failure(f"{case}, {turn}", failures.get(case, "not measured"))
                continue
            promised = PROMISED_RATIO if case == OURS else None
            baseline = "" if case == EMPTY else f"{EMPTY}, {turn}"
            report.times(f"{case}, {turn}", found, baseline=baseline, at_most_ratio=promised)
        with_it, without = times.get((turn, LIVE), []), times.get((turn, BARE), [])
        if with_it and without:
            share = statistics.median(one - other for one, other in zip(with_it, without, strict=True))  # of each round
            case, promise = f"the base map's share, {turn}", f"≤ {BASEMAP_MS} ms"
            report.row(case, {"median ms": figure(share)}, promise=promise, kept=share <= BASEMAP_MS)


def _open(context: BrowserContext, visit: Visit) -> dict[str, float]:
    """Open the page in a tab of its own; return the milliseconds of every condition since the request."""
    page = context.new_page()
    try:
        if visit.blocked:
            client = context.new_cdp_session(page)
            client.send("Network.enable")
            client.send("Network.setBlockedURLs", {"urls": list(visit.blocked)})
        names = {f"mark{number}": case for number, case in enumerate(visit.painted)}
        tests = ", ".join(f"{name}: () => {visit.painted[case]}" for name, case in names.items())
        page.add_init_script(f"if (window.parent === window) window.bench.follow(0, {{{tests}}}, {LIMIT_MS});")
        page.goto(visit.url, wait_until="commit")
        wait_until(page, "window.bench?.marks", "the first map", LIMIT_MS + 5000)
        marks = page.evaluate("window.bench.marks")
        if len(marks) < len(names):
            raise NoAnswerError(f"the first map: not within {LIMIT_MS / 1000:g} s")
        return {names[name]: time_ms for name, time_ms in marks.items()}
    finally:
        page.close()


def _bytes(report: Report, browser: Browser, url: str) -> None:
    """Add what a cold visit loads until the map is painted, by who asks for it."""
    kinds: dict[str, str] = {}
    sizes: dict[str, list[int]] = {}

    def received(said: dict[str, Any]) -> None:
        kinds[said["requestId"]] = _kind(said["response"]["url"])

    def finished(said: dict[str, Any]) -> None:
        sizes.setdefault(kinds.get(said["requestId"], "other"), []).append(int(said["encodedDataLength"]))

    with new_context(browser) as context:
        page = context.new_page()
        client = context.new_cdp_session(page)
        client.on("Network.responseReceived", received)
        client.on("Network.loadingFinished", finished)
        client.send("Network.enable")
        page.goto(url, wait_until="commit")
        wait_until(page, _DRAWN, "the first map", LIMIT_MS)
        found = {kind: list(parts) for kind, parts in sizes.items()}
    ours_kb = sum(sum(parts) for kind, parts in found.items() if kind.startswith("ours")) / 1000
    for kind in sorted(found):
        report.row(kind, {"requests": str(len(found[kind])), "kB": figure(sum(found[kind]) / 1000)})
    report.row("ours together", {"kB": figure(ours_kb)}, promise=f"≤ {OURS_KB:,} kB", kept=ours_kb <= OURS_KB)


def _kind(url: str) -> str:
    path = urlsplit(url).path
    for start, kind in (
        ("/assets/basemap/", "ours: base map"),
        ("/assets/fonts/", "ours: fonts"),
        ("/assets/leaflet/", "ours: Leaflet"),
        ("/assets/", "ours: scripts, style, symbols"),
        ("/api/", "ours: data"),
        ("/component/", "streamlit-folium"),
    ):
        if path.startswith(start):
            return kind
    return "Streamlit"


def _pan(report: Report, browser: Browser, url: str, seconds: float) -> None:
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/?lat=46.5&lon=128&z=6")
        wait_until(page, _DRAWN, "the map", LIMIT_MS)
        page.wait_for_timeout(2000)
        frame = map_frame(page)
        still, _ = frame_times(frame, seconds)
        frame.evaluate(_PAN_JS)
        moving, _ = frame_times(frame, seconds)
    for case, times, promised in (("still", still, 0), ("panning", moving, PAN_FPS)):
        rate = 1000 * len(times) / sum(times)
        p50, p95 = (figure(quantile(times, part)) for part in (0.5, 0.95))
        figures = {"frames/s": figure(rate), "p50 ms": p50, "p95 ms": p95}
        promise = f"≥ {promised} frames/s" if promised else ""
        report.row(f"ours, {case}", figures, promise=promise, kept=rate >= promised if promised else None)
