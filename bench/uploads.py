"""A visitor's file in its own process: memory above rest, seconds, and what is said; good ones and harmful ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from bench.report import Report, figure
from geo.errors import UploadError
from geo.uploads.process import errand
from geo.uploads.readings import Options
from tests.hostile import heavy

__all__ = ["run"]

_MEGABYTE = 1_000_000
#: Good tables, by the number of their rows.
_GOOD = (10, 10_000, 100_000, 250_000)
_QUICK_ROWS, _QUICK_INPUTS = 10_000, 5


def run(report: Report, quick: bool) -> None:
    """Add a row for every file."""
    most, seconds = errand.limits()
    report.section(
        "A visitor's file",
        "Each is read by a process kept ready; the megabytes are the most that it was seen to use above what it needs "
        f"at rest, looked at twenty times a second. Allowed are {most // _MEGABYTE} MB and {seconds} s of computing.",
    )
    for count in _GOOD:
        if not quick or count <= _QUICK_ROWS:
            _row(report, f"{count:,} good rows", partial(good, count), "events.csv")
    for number, one in enumerate(heavy.ALL):
        if not quick or number < _QUICK_INPUTS:
            _row(report, one.name, one.make, one.file)


def good(count: int) -> bytes:
    """Return a table without fault, in which no two rows share a word."""
    head = "id,title,date,place,latitude,longitude,summary,source,killed\n"
    rows = (
        f"e{n},Clash {n},1938-07-{n % 28 + 1:02d},Ford {n},{40 + n / 1e5:.5f},{130 + n / 1e5:.5f},"
        f"word{n} word{n * 7},Book {n},{n % 90}\n"
        for n in range(count)
    )
    return (head + "".join(rows)).encode()


def _row(report: Report, name: str, make: Callable[[], bytes], file: str) -> None:
    data = make()
    errand.make_ready()
    time.sleep(2)  # so that the start of the process is not measured; a visitor takes longer to choose a file
    started = time.perf_counter()
    under_way = errand.start(file, data, Options())
    try:
        found = under_way.result()
        said = f"{len(found.dataset.events):,} events, {found.problem_count:,} problems"
    except UploadError as error:
        said = str(error)
    figures = {
        "file MB": figure(len(data) / _MEGABYTE),
        "MB above rest": figure(under_way.peak_bytes / _MEGABYTE),
        "s": figure(time.perf_counter() - started),
        "said": said,
    }
    most = errand.limits()[0]
    report.row(name, figures, promise=f"≤ {most // _MEGABYTE} MB", kept=under_way.peak_bytes <= 1.1 * most)
