"""A class presses "Handout" all at once: what everybody else notices, and what memory comes back.

Two bursts at one process: 44 requests for different handouts whose readers all leave after a second, and 20 for one
and the same.  Meanwhile ``/api/health``, the map's scripts and the first page are asked for, again and again, and
other visitors step the years.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil

from bench import servers
from bench.load import Outcome, stepping
from bench.report import Report, figure, quantile

ABANDONED, EQUAL = 44, 20
LEAVES_AFTER_S, AT_REST_S = 1.0, 30.0
MOST_MS, MOST_STEP_MS, MOST_MB = 500, 250, 150
#: People on the map meanwhile.
VISITORS = 5
WATCHED = ("/api/health", "/assets/bundle.js", "/")
_PAUSE_S, _MEGABYTE = 0.1, 1_000_000


def run(report: Report, quick: bool) -> None:
    """Measure both bursts and what they leave behind."""
    report.section(
        "Burst of handouts",
        f"{ABANDONED} requests for different handouts, each given up after {LEAVES_AFTER_S:g} s, then {EQUAL} for the "
        "same one, at one process with two arenas, as it is run for many. Times are of other requests meanwhile; the "
        f"greatest counts; {VISITORS} people step the years. Memory: growth of the process against before both bursts.",
    )
    count, equal = (12, 6) if quick else (ABANDONED, EQUAL)
    with servers.atlas(environment={"MALLOC_ARENA_MAX": "2"}) as server:
        for path in ("/api/handout.pdf?z=5", *WATCHED):
            _get(server.url, path)  # fonts, base map and scripts are read once
        process = psutil.Process(server.pid)
        before = process.memory_info().rss
        with stepping(server.url, VISITORS) as people, _watched(server.url) as times:
            said = _at_once(
                server.url, [f"/api/handout.pdf?lat=42.{n:02}&lon=130&z=7" for n in range(count)], LEAVES_AFTER_S
            )
            _until_quiet(process)
        _row(report, f"{count} different ones, given up", times, said, people)
        with stepping(server.url, VISITORS) as people, _watched(server.url) as times:
            said = _at_once(server.url, ["/api/handout.pdf?from=1938&to=1939"] * equal)
        _row(report, f"{equal} equal ones", times, said, people)
        time.sleep(3 if quick else AT_REST_S)
        growth = (process.memory_info().rss - before) / _MEGABYTE
        report.row(
            "memory afterwards, at rest",
            {"before MB": figure(before / _MEGABYTE), "growth MB": figure(growth)},
            promise=f"≤ {MOST_MB} MB more",
            kept=growth <= MOST_MB,
        )


def _row(report: Report, case: str, times: dict[str, list[float]], said: Counter[str], people: Outcome) -> None:
    worst = {path: max(samples) for path, samples in times.items()}
    figures = {f"{path} max ms": figure(ms) for path, ms in worst.items()}
    answers = ", ".join(f"{count} × {what}" for what, count in sorted(said.items()))
    step_ms = quantile(people.steps_ms, 0.95) if people.steps_ms else float("inf")
    figures |= {"steps p95 ms": figure(step_ms), "errors": str(len(people.errors)), "handouts": answers}
    promise = f"≤ {MOST_MS} ms each, steps p95 ≤ {MOST_STEP_MS} ms"
    is_kept = max(worst.values()) <= MOST_MS and step_ms <= MOST_STEP_MS and not people.errors
    report.row(case, figures, promise=promise, kept=is_kept)


@contextmanager
def _watched(url: str) -> Iterator[dict[str, list[float]]]:
    """Ask for all of :data:`WATCHED` in turn until the block ends; yield milliseconds by path."""
    times: dict[str, list[float]] = {path: [] for path in WATCHED}
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_PAUSE_S):
            for path in WATCHED:
                start = time.perf_counter()
                _get(url, path)
                times[path].append((time.perf_counter() - start) * 1000)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield times
    finally:
        is_over.set()
        watcher.join()


def _at_once(url: str, paths: list[str], patience_s: float = 300) -> Counter[str]:
    """Ask for all *paths* at the same time; return how many were answered how."""
    said: Counter[str] = Counter()

    def ask(path: str) -> None:
        try:
            said[str(_get(url, path, patience_s))] += 1
        except TimeoutError:
            said["given up"] += 1

    threads = [threading.Thread(target=ask, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _get(url: str, path: str, patience_s: float = 60) -> int:
    """Return the status of an answer that has come whole; after *patience_s* seconds of silence the reader leaves."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=patience_s)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _until_quiet(process: psutil.Process) -> None:
    """Wait until the process hardly works any more: what was begun is finished."""
    process.cpu_percent()
    for _ in range(60):
        time.sleep(1)
        if process.cpu_percent() < 30:
            return
