"""The programs beside Python that tests drive: where they are, and whether one may be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: What each is called where it is installed.
NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"),
    "nginx": ("nginx",),
}
#: Beside what is on the path: programs that came with a package of Python, and those of a Linux administrator.
_FOLDERS = (str(Path(sys.executable).parent), "/usr/sbin", "/usr/local/sbin")


def find(program: str) -> str | None:
    """Return the path of a program, ``None`` where it is not installed."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS])
    return next((found for name in NAMES.get(program, (program,)) if (found := shutil.which(name, path=path))), None)


def are_required() -> bool:
    """Whether a missing program is a failure: where ``CI`` is set, nothing may be passed over."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def provide() -> None:
    """Install what is missing, if this is a Debian-like system on which packages may be installed; nginx only in CI."""
    wanted = [program for program in NAMES if program != "nginx" or are_required()]
    missing = [program for program in wanted if find(program) is None]
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not missing or not may_install:
        return
    print(f"== installing from the system's packages: {', '.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    for program in missing:  # one at a time: if one cannot be had, the other still can
        subprocess.run(["apt-get", "install", "-y", "-qq", program], env=quiet, check=False, stdout=subprocess.DEVNULL)
