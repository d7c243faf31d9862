"""All checks of the project, as ``python -m tests``: style, types, data, tests, browser included.

The browser tests drive the system's Chromium.  Where it is missing and this is a Debian-like
system on which packages may be installed, it is installed; elsewhere the browser tests are
skipped with a word, except where ``CI`` is set, where that is a failure.  nginx, which the tests
of ``deploy/`` drive, is installed where ``CI`` is set; elsewhere they are skipped without it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("import order", ["-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]),
    ("data", ["-m", "geo", "check"]),
    ("dictionary", ["-m", "geo", "dictionary", "--check"]),
    ("tests", ["-m", "pytest", "-q"]),
)

_SOME_FAILED = 1  # pytest's own status: the tests ran, and some failed


def main() -> int:
    """Run every check, all of them even if one fails; return 0 if all passed."""
    _provide_programs()
    failed = []
    for name, arguments in CHECKS:
        print(f"\n== {name}", flush=True)
        extra = sys.argv[1:] if name == "tests" else []
        status = _run([*arguments, *extra])
        if name == "tests" and status == _SOME_FAILED:
            # a real browser on a busy machine can be late once; what fails twice has failed
            print("\n== tests that failed, once more", flush=True)
            status = _run([*arguments, *extra, "--last-failed"])
        if status:
            failed.append(name)
    print(f"\n{'All checks passed.' if not failed else 'Failed: ' + ', '.join(failed)}")
    return 1 if failed else 0


def _run(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode


def _provide_programs() -> None:
    wanted = {"chromium": CHROMIUM} | ({"nginx": ("nginx",)} if os.environ.get("CI") else {})
    missing = [package for package, names in wanted.items() if not any(map(shutil.which, names))]
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not missing or not may_install:
        return
    print(f"== installing from the system's packages: {', '.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    for package in missing:  # one at a time: if one cannot be had, the other still can
        subprocess.run(["apt-get", "install", "-y", "-qq", package], env=quiet, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
