"""A long lesson: fifty people step the years for ten minutes while somebody loads file after file.

Memory is that of the server and of the processes that it keeps for files; one that reads a single file and ends is
told apart.  What counts is how fast what stays still grows in the second half, when everything that is loaded once has
been.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import psutil

from bench import servers, uploads
from bench.browser import NoAnswerError, PlaywrightError, chromium, new_context, wait_until
from bench.load import stepping
from bench.report import Report, figure, quantile

__all__ = ["lasting", "run", "slope"]

PEOPLE, SECONDS = 50, 600
MOST_MB_A_MINUTE = 0.5
#: Rows of the files that are loaded in turn, and the pause after each.
FILES, PAUSE_S = (10, 1_000, 20), 15.0
_EVERY_S, _MEGABYTE = 5.0, 1_000_000
#: Seconds from the start, and the megabytes of each process by its number.
Sample = tuple[float, Mapping[int, float]]
_IS_READ = "document.querySelector('.st-key-own .count') !== null"


def run(report: Report, quick: bool) -> None:
    """Measure it, and add the row."""
    people, seconds = (10, 40) if quick else (PEOPLE, SECONDS)
    report.section(
        "A long lesson",
        f"{people} sessions on one process step the years for {seconds / 60:.0f} min; beside them a browser loads "
        "files on *Your events*, one after another. Memory of the server and of the processes that stay, and the most "
        "with those that come and go for a file; the growth is the slope of a line through the second half.",
    )
    loaded: list[str] = []
    with servers.atlas(environment={"MALLOC_ARENA_MAX": "2"}) as server:
        process = psutil.Process(server.pid)
        is_over = threading.Event()
        reader = threading.Thread(target=_load_files, args=(server, is_over, loaded))
        with stepping(server.url, people) as met:
            reader.start()
            samples = _watched(process, seconds)
            is_over.set()
            reader.join()
    points = lasting(samples)
    growth = slope(points[len(points) // 2 :])
    failed = [said for said in loaded if said]
    figures = {
        "steps": str(len(met.steps_ms)),
        "p50 ms": figure(quantile(met.steps_ms, 0.5)),
        "p95 ms": figure(quantile(met.steps_ms, 0.95)),
        "files": str(len(loaded) - len(failed)),
        "MB at first": figure(points[0][1]),
        "MB at last": figure(points[-1][1]),
        "MB at most, all": figure(max(sum(sizes.values()) for _, sizes in samples)),
        "MB a minute": f"{growth:.2f}",
        "errors": str(len(met.errors) + len(failed)),
    }
    is_kept = growth <= MOST_MB_A_MINUTE and not met.errors and not failed
    report.row(
        f"{people} people, {seconds / 60:.0f} min", figures, promise=f"≤ {MOST_MB_A_MINUTE} MB a minute", kept=is_kept
    )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return how fast memory grows over *points*, seconds and megabytes, in megabytes a minute."""
    return statistics.linear_regression(*zip(*points, strict=True)).slope * 60


def lasting(samples: Sequence[Sample]) -> list[tuple[float, float]]:
    """Return seconds and the megabytes of the processes that were there to the end, and for more than a moment."""
    counts = Counter(pid for _, sizes in samples for pid in sizes)
    stay = {pid for pid in samples[-1][1] if counts[pid] >= len(samples) / 4}
    return [(seconds, sum(size for pid, size in sizes.items() if pid in stay)) for seconds, sizes in samples]


def _watched(process: psutil.Process, seconds: float) -> list[Sample]:
    """Return samples from now on until *seconds* are over."""
    samples: list[Sample] = []
    start = time.monotonic()
    while (now := time.monotonic() - start) < seconds:
        members = [process, *process.children(recursive=True)]
        samples.append((now, {member.pid: _memory(member) / _MEGABYTE for member in members}))
        time.sleep(_EVERY_S)
    return samples


def _memory(process: psutil.Process) -> int:
    try:
        resident: int = process.memory_info().rss
    except psutil.NoSuchProcess:  # it has just ended
        return 0
    return resident


def _load_files(server: servers.Server, is_over: threading.Event, loaded: list[str]) -> None:
    """Load files, each in a visit of its own, until *is_over*; note for each what failed, or nothing."""
    with chromium() as browser:
        number = 0
        while not is_over.wait(PAUSE_S):
            data = uploads.good(FILES[number % len(FILES)])
            number += 1
            try:
                with new_context(browser) as context:
                    page = context.new_page()
                    page.goto(f"{server.url}/your-events")
                    file = {"name": f"{number}.csv", "mimeType": "text/csv", "buffer": data}
                    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
                    wait_until(page, _IS_READ, "the events of the file")
                loaded.append("")
            except (NoAnswerError, PlaywrightError) as error:
                loaded.append(str(error))
