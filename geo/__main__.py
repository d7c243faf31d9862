"""Commands on the data package: ``python -m geo check | new | convert | dictionary | geocode | export | publish …``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.content import known as names
from geo.core.text import counted, is_web_address
from geo.documents import offline_html
from geo.documents.request import order
from geo.errors import UploadError
from geo.geocoding import search
from geo.geocoding.ranking import Wanted, questions
from geo.geocoding.states_then import LAST_YEAR_THEN
from geo.query import link, parameters
from geo.record import data_dictionary, tables
from geo.record.files import datapackage, movements, starter, tour_files
from geo.record.validate import problems
from geo.uploads import convert


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0, or 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="name every problem of a data package, one a line")
    check.add_argument("package_dir", nargs="?", type=Path, default=tables.DATA)
    new = commands.add_parser("new", help="write a small data package to begin an atlas of another conflict with")
    new.add_argument("package_dir", type=Path, help="a new folder")
    words = commands.add_parser("dictionary", help="write datapackage.json and DICTIONARY.md from the schema")
    words.add_argument("package_dir", nargs="?", type=Path, default=tables.DATA)
    words.add_argument("--check", action="store_true", help="write nothing; fail if they are stale")
    offline = commands.add_parser("export", help="write a selection or a tour as one HTML file for use without network")
    offline.add_argument("file", type=Path, help="where to write it, such as atlas.html")
    for name, meaning in (("from", "first day or year"), ("to", "last day or year"), ("tour", "a guided tour")):
        offline.add_argument(f"--{name}", default="", help=meaning)
    offline.add_argument("--live", default="", metavar="URL", help="address of the atlas, for the link back to it")
    whole = commands.add_parser("publish", help="write the whole atlas as files for any host, or for a disk")
    whole.add_argument("folder", type=Path, help="a new folder, or one of an earlier publication")
    whole.add_argument("--base", required=True, metavar="URL", help="the address at which it will be served")
    other = commands.add_parser("convert", help="write a table, layer or package of events in another format")
    other.add_argument("file", type=Path, help="whatever the page Your events reads, or the folder of a data package")
    other.add_argument("out", type=Path, help="its ending says the format: .csv .xlsx .geojson .gpkg .kml .lpf.json …")
    commands.add_parser("basemap", help="rebuild the offline base map", add_help=False)
    place = commands.add_parser("geocode", help="look a place name up offline and rank what it may mean")
    place.add_argument("name")
    place.add_argument("--country", default="", help="a state of today or of the time, by name or ISO code")
    place.add_argument(
        "--date", default="", help=f"EDTF; up to {LAST_YEAR_THEN} states are read with the land they held then"
    )
    known, rest = parser.parse_known_args(arguments)
    if known.command == "basemap":
        from geo.cartography.build import main as build  # needs packages the app does not

        return build(rest)
    if rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    if known.command == "check":
        return _check(known.package_dir)
    if known.command == "new":
        return _new(known.package_dir)
    if known.command == "convert":
        return _convert(known.file, known.out)
    if known.command == "geocode":
        return _geocode(Wanted("", known.name, known.country, known.date))
    if known.command == "export":
        return _export(known.file, {name: getattr(known, name) for name in ("from", "to", "tour")}, known.live)
    if known.command == "publish":
        return _publish(known.folder, known.base)
    return _dictionary(known.package_dir, known.check)


def _check(folder: Path) -> int:
    read = datapackage.read(folder)
    found = [*problems(read), *movements.problems(read), *tour_files.problems(read)]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{folder}: no problems")
    return 1 if found else 0


def _new(folder: Path) -> int:
    try:
        starter.write(folder)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    data_dictionary.write(folder)
    print(f"{folder}: a package of two made-up events; run ATLAS_DATA={folder} streamlit run app.py")
    return 0


def _convert(file: Path, out: Path) -> int:
    try:
        done = convert.convert(file, out)
    except (UploadError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for words in done.words:
        print(words, file=sys.stderr)
    left = f"; {done.left_out:,} rows have a fault and are left out" if done.left_out else ""
    print(f"{out}: {counted(done.events, 'event')}{left}")
    return 0


def _export(file: Path, params: dict[str, str], home_url: str) -> int:
    dataset = tables.load()
    asked, notices = link.parse(params, names.known(dataset), parameters.API)
    for notice in notices:
        print(notice, file=sys.stderr)
    if notices:
        return 1
    text = offline_html.html(dataset, order(dataset, asked.selection, asked.view, home_url))
    file.write_text(text, encoding="utf-8")
    print(f"{file}: {len(text.encode()) / 1_000_000:.1f} MB, opens without network")
    return 0


def _publish(folder: Path, base: str) -> int:
    from geo.site.folder import publish  # loads RDF, which no other command needs

    if not is_web_address(base) or "?" in base or "#" in base:
        print(f"--base {base} is no address such as https://atlas.example.org/ or https://host/below/", file=sys.stderr)
        return 1
    try:
        count, size = publish.write(folder, base.rstrip("/") + "/")
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}: {count} files, {size / 1_000_000:.1f} MB, for {base.rstrip('/')}/")
    return 0


def _dictionary(folder: Path, only_check: bool) -> int:
    stale = data_dictionary.stale(folder)
    if only_check:
        for name in stale:
            print(f"{folder / name}: is stale; run python -m geo dictionary", file=sys.stderr)
        return 1 if stale else 0
    data_dictionary.write(folder)
    print(f"{folder}: wrote {', '.join(stale) or 'nothing, all is current'}")
    return 0


def _geocode(wanted: Wanted) -> int:
    for finding in search.search(questions([wanted]), search.offline(tables.load())):
        for one in finding.candidates:
            where = f"{one.lat:.3f}, {one.lon:.3f} ± {one.approximation_km:g} km"
            print(f"{one.score:.2f}  {where:<28}  {one.service}: {one.title}, {one.country} ({one.because})")
        for words in (*finding.silent, *filter(None, [finding.doubt])):
            print(f"{wanted.name}: {words}", file=sys.stderr)
        return 0 if finding.accepted else 1
    return 1


if __name__ == "__main__":
    sys.exit(main())
