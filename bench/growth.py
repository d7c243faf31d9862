"""How the data layer grows: 60 to 350,000 events read, checked, built, searched and written for the map."""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import synthesis
from bench.report import Report, figure
from geo.core.json_text import dumps
from geo.core.looks import MANY
from geo.formats import columnar
from geo.formats.layers import features
from geo.query import selection
from geo.query.selection import Selection
from geo.record import tables
from geo.record.files import datapackage
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess as columns_guessed

__all__ = ["run"]

#: The last is about as many as UCDP GED holds.
SIZES = (60, 500, 5_000, 20_000, 100_000, 350_000)
QUICK_SIZES = (60, 500, 5_000)
#: A selection of one year is asked for so often that its median is steady.
_REPEATS = 7
_MEGABYTE = 1_000_000


def run(report: Report, quick: bool) -> None:
    """Add a row for every size of the data package, and of a visitor's own table."""
    sizes = QUICK_SIZES if quick else SIZES
    with tempfile.TemporaryDirectory(prefix="bench-growth-") as name:
        folders = {count: synthesis.package(Path(name) / str(count), count) for count in sizes}
        report.section(
            "Growth of the data",
            "Made-up packages with a name, a source and a figure for every event and a place for every second one; "
            "milliseconds. *load* reads the files, checks every cell and every key and types the tables, once per "
            "process and version; *look again* is what every later run of a page asks: has a file changed; *select* is "
            f"what every step of the slider asks for: one year; one year and a search; medians of {_REPEATS}. "
            f"The map gets *GeoJSON* up to {MANY:,} events and *columns* above, once per version.",
        )
        for count, folder in folders.items():
            _package_row(report, folder, count)
        report.section(
            "Growth of a visitor's own table",
            "The same events as one CSV of id, title, kind, date, latitude and longitude; milliseconds. *read* takes "
            "the file apart, *understand* reads and checks every cell and makes events of the rows.",
        )
        for count, folder in folders.items():
            _own_row(report, folder, count)


def _package_row(report: Report, folder: Path, count: int) -> None:
    files_bytes = sum(path.stat().st_size for path in folder.iterdir())
    _, read_ms = _timed(lambda: datapackage.read(folder))
    dataset, load_ms = _timed(lambda: tables.load(folder))
    year = Selection(start=dt.date(1938, 1, 1), end=dt.date(1938, 12, 31))
    searched = Selection(start=year.start, end=year.end, query="clash 17")
    geojson, geojson_ms = _timed(lambda: dumps(features.collection(dataset, dataset.events)))
    columns, columns_ms = _timed(lambda: columnar.columns(dataset, dataset.events))
    report.row(
        f"{count:,} events",
        {
            "CSV MB": figure(files_bytes / _MEGABYTE),
            "read alone": figure(read_ms),
            "load": figure(load_ms),
            "look again": figure(_median(lambda: tables.load(folder))),
            "select a year": figure(_median(lambda: selection.chosen(dataset, year))),
            "and a search": figure(_median(lambda: selection.chosen(dataset, searched))),
            "GeoJSON": figure(geojson_ms),
            "GeoJSON MB": figure(len(geojson.encode()) / _MEGABYTE),
            "columns": figure(columns_ms),
            "columns MB": figure(len(columns.encode()) / _MEGABYTE),
        },
    )


def _own_row(report: Report, folder: Path, count: int) -> None:
    table = synthesis.events(folder).drop(columns="year").to_csv(index=False).encode()
    raw, read_ms = _timed(lambda: reader.read(table, "events.csv"))
    mapping = columns_guessed(raw.frame.columns).mapping
    reading, understand_ms = _timed(lambda: own_events.read(raw, mapping))
    report.row(
        f"{count:,} rows",
        {
            "CSV MB": figure(len(table) / _MEGABYTE),
            "read": figure(read_ms),
            "understand": figure(understand_ms),
            "columns": figure(_timed(lambda: columnar.columns(reading.dataset, reading.dataset.events))[1]),
            "events": f"{len(reading.dataset.events):,}",
        },
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what *work* returns, and the milliseconds it took; garbage of earlier work is not counted."""
    gc.collect()
    started = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - started) * 1000


def _median(work: Callable[[], Any]) -> float:
    times_ms = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        work()
        times_ms.append((time.perf_counter() - started) * 1000)
    return statistics.median(times_ms)
