"""The checks and tests of the project.

::

    python -m tests             everything, the browser included
    python -m tests quick       what needs no browser, without the measure of coverage
    python -m tests coverage    how much of the code its tests run through
    python -m tests deploy      what holds deploy/, with the validators of requirements-deploy.txt
    python -m tests -k NAME     only tests: a path, or whatever else pytest takes

The browser tests run beside all others.  They drive the system's Chromium; where it is missing and this is a
Debian-like system on which packages may be installed, it is installed; elsewhere they are skipped with a word, as
those of nginx are.  Where ``CI`` is set, a missing program is a failure.

How much the tests run through is measured on the way where that costs little, from Python 3.12 on; below, it takes
as long again as the tests, and stands by itself.

A real browser on a busy machine can be late once: up to two browser tests may pass the second time, and are named.
Every other failure is final.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import programs

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "test-results"
CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("import order", ["-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]),
    ("scripts", ["-m", "tests.javascript"]),
    ("data", ["-m", "geo", "check"]),
    ("dictionary", ["-m", "geo", "dictionary", "--check"]),
)
#: How much of ``geo`` and ``pages`` the tests of the code run through, in percent, at the least.
COVERED = 85
SLOWEST = ["--durations=12", "--durations-min=4"]  # where the time goes
UNITS = ["-n", "auto", "--dist", "loadscope", "--ignore=tests/browser", *SLOWEST]
#: The tests that hold the code; how much of it they run through is measured.
#: All others hold the data, the files of the project, and what strangers send.
OF_CODE = ["tests/geo", "tests/pages"]
BROWSER = ["tests/browser", "--reruns=1", "--max-suite-reruns=2", "-o", "cache_dir=.pytest_cache/browser", *SLOWEST]
DEPLOY = ["tests/test_deploy.py", "tests/deploy", "tests/browser/test_deploy.py"]

#: From Python 3.12 on, coverage costs almost nothing.
_CAN_MONITOR = sys.version_info >= (3, 12)
_CLOSING = re.compile(r"\b\d+ (?:passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s")


@dataclass(frozen=True)
class Result:
    """How a part ended; *closing* is pytest's last line about it."""

    name: str
    status: int
    closing: str = ""


def main() -> int:
    """Run what the command line asks for; return 0 if all of it passed."""
    arguments = sys.argv[1:]
    if arguments == ["quick"]:
        return _told([*_checks(), _units("tests", UNITS)])
    programs.provide()
    if arguments == ["coverage"]:
        return _told([*_measured_units()])
    if arguments == ["deploy"]:
        return _deploy()
    if arguments:
        return _started(["-m", "pytest", "-q", *arguments]).wait()
    with _browser() as browser:
        return _told([*_checks(), *_all_units(), browser()])


def _checks() -> Iterator[Result]:
    """Run every check, all of them even if one fails."""
    for name, arguments in CHECKS:
        print(f"\n== {name}", flush=True)
        yield Result(name, _started(arguments).wait())


def _units(name: str, arguments: list[str], *, measured: bool = False) -> Result:
    """Run tests without a browser on all processors and show what they say as it comes."""
    print(f"\n== {name}", flush=True)
    said: list[str] = []
    command = ["-m", *(("coverage", "run", "-m") if measured else ()), "pytest", "-q", *arguments]
    # a browser that has to wait is a failure, a calculation is only late: it gives way
    with _started(command, gives_way=True, output=subprocess.PIPE) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    return Result(name, process.returncode, _closing(said))


def _all_units() -> Iterator[Result]:
    """Run whatever needs no browser, with the measure of coverage where it costs little."""
    if not _CAN_MONITOR:
        yield _units("tests", UNITS)
        return
    yield from _measured_units()
    ignored = [f"--ignore={folder}" for folder in OF_CODE]
    yield _units("tests of data and files", [*UNITS, *ignored])


def _measured_units() -> Iterator[Result]:
    """Run those of the code and say how much of it they ran through, each worker measured from its start."""
    _started(["-m", "coverage", "erase"]).wait()
    yield _units("tests of the code", [*OF_CODE, *UNITS], measured=True)
    print("\n== coverage", flush=True)
    _started(["-m", "coverage", "combine", "-q"]).wait()
    report = ["report", "--skip-covered", f"--fail-under={COVERED}"]
    yield Result("coverage", _started(["-m", "coverage", *report]).wait())


@contextmanager
def _browser() -> Iterator[Callable[[], Result]]:
    """Run the browser tests beside the block, which may ask for their result: that waits, and shows what they said."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "browser.txt"
    with path.open("w", encoding="utf-8") as file:
        process = _started(["-m", "pytest", "-q", *BROWSER], output=file)

    def result() -> Result:
        process.wait()
        text = path.read_text(encoding="utf-8", errors="replace")
        print(f"\n== tests in the browser\n{text}", flush=True)
        return Result("tests in the browser", process.returncode, _closing(text.splitlines()))

    try:
        yield result
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _deploy() -> int:
    """Hold the files of ``deploy/`` to the programs that read them."""
    if importlib.util.find_spec("kubernetes_validate") is None:
        print("The validators are missing: python -m pip install -r requirements-deploy.txt", flush=True)
        return 1
    return _started(["-m", "pytest", "-q", *DEPLOY]).wait()


def _started(
    arguments: list[str], *, gives_way: bool = False, output: int | IO[str] | None = None
) -> subprocess.Popen[str]:
    """Start Python with *arguments*; what it says goes to *output*, by default where this process's goes."""
    nice = shutil.which("nice") if gives_way else None
    return subprocess.Popen(
        [*((nice, "-n", "5") if nice else ()), sys.executable, *arguments],
        cwd=ROOT,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COVERAGE_CORE": "sysmon" if _CAN_MONITOR else "ctrace"},
        encoding="utf-8",
        errors="replace",
    )


def _closing(lines: Iterable[str]) -> str:
    """Return pytest's last line, "12 passed in 3.45s", out of all that it said."""
    found = (line.strip("= \n") for line in lines if _CLOSING.search(line))
    return next(reversed([*found]), "ended without a result")


def _told(results: list[Result]) -> int:
    """Say in one line how everything ended; return 0 if all passed."""
    failed = [result.name for result in results if result.status]
    closings = [f"{result.name}: {result.closing}" for result in results if result.closing]
    print("\n" + " · ".join([*closings, "All checks passed." if not failed else f"Failed: {', '.join(failed)}"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
