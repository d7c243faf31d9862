"""Measure the atlas: ``python -m bench [PART …] [--quick]``; a full run writes ``bench/RESULTS.md``."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import platform
import sys
import time
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.report import Report

#: The parts by name, in the order in which they run: a module each, with ``run(report, quick)``.
PARTS = {
    "first": "first_map",
    "year": "year_step",
    "click": "click",
    "playback": "playback",
    "load": "load",
    "growth": "growth",
    "uploads": "uploads",
    "burst": "burst",
    "soak": "soak",
}
RESULTS = Path(__file__).parent / "RESULTS.md"
PACKAGES = ("streamlit", "streamlit-folium", "folium", "pandas", "starlette", "playwright")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts asked for; return 1 if a promise was not kept or a part failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument(
        "--quick", action="store_true", help="a few repetitions of the small cases, to see that it runs"
    )
    chosen = parser.parse_args(arguments)
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    report, heading = Report(), _heading()
    print(heading)
    failed = [part for part in PARTS if part in (chosen.parts or PARTS) and not _run(report, part, chosen.quick)]
    if not chosen.parts and not chosen.quick:
        RESULTS.write_text(f"{heading}\n{report.markdown()}", encoding="utf-8")
        print(f"\nwrote {RESULTS}")
    broken = report.broken()
    print("\n" + ("\n".join(f"not kept: {case}" for case in broken) or "every promise measured was kept"))
    return 1 if failed or broken else 0


def _run(report: Report, part: str, quick: bool) -> bool:
    """Run one part; whatever goes wrong there becomes a row, and the others still run."""
    start = time.monotonic()
    try:
        importlib.import_module(f"bench.{PARTS[part]}").run(report, quick)
    except Exception as error:
        traceback.print_exc()
        report.section(f"{part}: stopped")
        report.failure(part, f"{type(error).__name__}: {error}")
        return False
    finally:
        print(f"({part}: {time.monotonic() - start:.0f} s)", flush=True)
    return True


def _heading() -> str:
    """Return what the figures depend on: machine, versions, day."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        "# Measurements",
        "",
        "Written by `python -m bench`; times are milliseconds, a ratio is one of medians of the same run.",
        "",
        f"- {dt.datetime.now(dt.UTC):%d %B %Y, %H:%M} UTC; load average at the start {os.getloadavg()[0]:.2f}",
        f"- {_processor()}, {os.cpu_count()} cores, {memory_gib:.0f} GiB; {platform.system()} {platform.release()}",
        f"- Python {platform.python_version()}, {versions}; headless Chromium",
        "- no graphics card (WebGL by software); browser, servers and the programs that measure share the cores",
        "",
    ]
    return "\n".join(lines)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
