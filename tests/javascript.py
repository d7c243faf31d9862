"""The checks of the browser's half, as ``python -m tests.javascript``: types, style and form, all by Deno.

Its tests run with all others: ``tests/geo/test_javascript.py``.

Deno comes with ``requirements-dev.txt`` as one program; ``deno.json`` says how it checks.  It asks no other machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import deno

ROOT = Path(__file__).parents[1]
CHECKED = ("geo/assets/js", "pages/parts", "tests/js")
CHECKS = {
    "types": ("check", "--quiet", *CHECKED),
    "style": ("lint", "--quiet"),
    "format": ("fmt", "--check", "--quiet"),
}
#: A test may read files, and hear where the cases are that Python hands it.
TEST = ("test", "--no-check", "--allow-read", "--allow-env=ATLAS_RANDOM_CASES")
#: Deno writes plain text and looks for no newer Deno.
ENVIRONMENT = {"NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1", "DENO_NO_PROMPT": "1"}


def command(arguments: Sequence[str]) -> list[str]:
    """Return Deno and what it is to do."""
    return [deno.find_deno_bin(), *arguments]


def main() -> int:
    """Run every check, all of them even if one fails; return 0 if all passed."""
    failed = []
    for name, arguments in CHECKS.items():
        print(f"-- {name} of the scripts", flush=True)
        if subprocess.run(command(arguments), cwd=ROOT, env={**os.environ, **ENVIRONMENT}, check=False).returncode:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
