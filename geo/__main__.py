"""Commands on the data package: ``python -m geo check | dictionary | basemap``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo import dictionary, movements, package, tables, tours
from geo.check import problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0, or 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="name every problem of a data package, one a line")
    check.add_argument("package_dir", nargs="?", type=Path, default=tables.DATA)
    words = commands.add_parser("dictionary", help="write datapackage.json and DICTIONARY.md from the schema")
    words.add_argument("package_dir", nargs="?", type=Path, default=tables.DATA)
    words.add_argument("--check", action="store_true", help="write nothing; fail if they are stale")
    commands.add_parser("basemap", help="rebuild the offline base map", add_help=False)
    known, rest = parser.parse_known_args(arguments)
    if known.command == "basemap":
        from geo.cartography.build import main as build  # needs packages the app does not

        return build(rest)
    if rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    if known.command == "check":
        return _check(known.package_dir)
    return _dictionary(known.package_dir, known.check)


def _check(folder: Path) -> int:
    read = package.read(folder)
    found = [*problems(read), *movements.problems(read), *tours.problems(read)]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{folder}: no problems")
    return 1 if found else 0


def _dictionary(folder: Path, only_check: bool) -> int:
    stale = dictionary.stale(folder)
    if only_check:
        for name in stale:
            print(f"{folder / name}: is stale; run python -m geo dictionary", file=sys.stderr)
        return 1 if stale else 0
    dictionary.write(folder)
    print(f"{folder}: wrote {', '.join(stale) or 'nothing, all is current'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
