"""The whole atlas as a folder of files that any host of files serves, or a disk.

The pages are those that the app serves; the map is the offline file; beside them lie the data in every format.
The same data and the same address give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from geo.basemap import store
from geo.documents import offline_html
from geo.documents.request import order
from geo.formats import datapackage_zip, turtle
from geo.formats.registry import FORMATS, Format
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files import prose
from geo.record.tables import Dataset
from geo.site import missing, sheet, site
from geo.site.folder import crate, extras, front, home
from geo.site.host import Host
from geo.site.page import html

__all__ = ["files", "write"]

#: Names the files of the last publication, so that the next one can take away what is no longer written.
LIST = ".published"
_SCRIPTS = ("js/record/search.js", "js/record/folder.js")
_PAGE = "index.html"
_AT_ONCE = 20  # pages or pictures
_MAP_BYTES = 4_000_000  # less than a file to carry has: here it comes over a network


def write(folder: Path, home_url: str, workers: int = 2) -> tuple[int, int]:
    """Write the atlas into *folder*, which may hold an earlier publication; return the number of files and bytes.

    Parameters
    ----------
    home_url : where it will be served, with a slash at its end.
    workers : processes that make pages and pictures.

    Raises
    ------
    FileExistsError
        If the folder holds something else.
    DatasetError
        If the data package has any problem.
    """
    before = _before(folder)
    names, size = [], 0
    for name, raw in files(tables.load(), home_url, workers):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        names.append(name)
        size += len(raw)
    (folder / LIST).write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")
    for name in before - set(names):
        (folder / name).unlink(missing_ok=True)
    return len(names), size


def _before(folder: Path) -> set[str]:
    """Return the files of the last publication in *folder*."""
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    if not (folder / LIST).is_file():
        raise FileExistsError(f"{folder} holds files that are no publication; name a new folder")
    names = (folder / LIST).read_text(encoding="utf-8").splitlines()
    return {name for name in names if (folder / name).resolve().is_relative_to(folder.resolve())}


def files(dataset: Dataset, home_url: str, workers: int = 2) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file."""
    host = Host(home_url, is_folder=True)
    day = prose.last_change() or dt.date(int(dataset.events["year"].max()), 12, 31)
    make = partial(_made, tables.DATA, host, day)
    with _side_by_side(workers) as spread:
        fronts = [("front", name) for name in front.PICTURES]
        heavy = spread(make, [[one] for one in (("map",), *fronts, *(("data", name) for name in _DATA))])
        rest = spread(make, _in_parts(_drawn(dataset)))
        yield ".nojekyll", b""  # GitHub would leave out what begins with a dot or a line
        for path, (_, maker) in extras.FILES.items():
            yield path + (_PAGE if path.endswith("/") else ""), maker(dataset, host).encode()
        yield from _assets()
        made = dict(one for some in heavy for one in some)
        yield from made.items()
        taken = {path: (*_DATA[path][:2], made[path]) for path in _DATA}
        yield crate.FILE_NAME, crate.text(dataset.atlas, home_url, day.isoformat(), taken).encode()
        yield _PAGE, html(home.page(dataset, host, taken), dataset.atlas, host).encode()
        yield "404.html", missing.everywhere(dataset, host).encode()
        for some in rest:
            yield from some


def _all_events(kind: Format, dataset: Dataset, home_url: str) -> str | bytes:
    return kind.build(dataset, dataset.events, home_url)


#: Title, media type and maker of each file of data, by its path.
_DATA: dict[str, tuple[str, str, Callable[[Dataset, str], str | bytes]]] = {
    **{
        f"data/{kind.file_name}": (f"Events as {kind.title}", kind.media_type, partial(_all_events, kind))
        for kind in FORMATS.values()
    },
    f"data/{turtle.FILE_NAME}": ("The record as RDF (Turtle)", turtle.MEDIA_TYPE, turtle.text),
    f"data/{datapackage_zip.FILE_NAME}": (
        "The data package: all tables", "application/zip", lambda *_: datapackage_zip.packed()
    ),
}  # fmt: skip


def _assets() -> Iterator[tuple[str, bytes]]:
    """Yield the sheet, the scripts and the fonts of the pages."""
    styles = sheet.text()
    yield f"assets/{sheet.NAME}", styles.encode()
    fonts = re.findall(r'url\("(fonts/[^"]+)"\)', styles)
    for name in (*_SCRIPTS, "icon.png", *dict.fromkeys(fonts)):
        yield f"assets/{name}", (store.ASSETS / name).read_bytes()


#: What a file is, and of a page its address, of a picture its place and name, of data its path.
_Order = tuple[str, ...]
_Made = list[tuple[str, bytes]]


def _drawn(dataset: Dataset) -> list[_Order]:
    """Return all pages, and all pictures, those of one day and of one neighbourhood together."""

    def where(place_id: str) -> tuple[dt.date, float, float]:
        spot, day = site.spot(dataset, place_id)
        return day, round(spot.point.lon), spot.point.lat

    places = sorted(dataset.places.index, key=where)
    pictures = [("picture", place_id, name) for place_id in places for name in site.PICTURES]
    return [*(("page", path) for path in site.paths(dataset)), *pictures]


def _in_parts(orders: list[_Order]) -> list[list[_Order]]:
    return [orders[start : start + _AT_ONCE] for start in range(0, len(orders), _AT_ONCE)]


@contextmanager
def _side_by_side(
    workers: int,
) -> Iterator[Callable[[Callable[[list[_Order]], _Made], list[list[_Order]]], Iterator[_Made]]]:
    """Provide ``map``: over so many processes, each of which begins at once, or in this one."""
    if workers < 2:
        yield map
        return
    with ProcessPoolExecutor(workers) as pool:
        yield pool.map


def _made(data: Path, host: Host, day: dt.date, orders: list[_Order]) -> _Made:
    """Return name and bytes of what *orders* name, of the package in *data*, which may not be read yet in a process."""
    dataset = tables.load(data)
    return [_one(dataset, host, day, *order) for order in orders]


def _one(dataset: Dataset, host: Host, day: dt.date, kind: str, *which: str) -> tuple[str, bytes]:
    if kind == "page":
        return which[0] + _PAGE, site.page(dataset, host, which[0]).encode()
    if kind == "picture":
        return f"place/{which[0]}/{which[1]}", site.picture(dataset, *which)
    if kind == "front":
        return f"assets/{which[0]}", front.jpeg(dataset, which[0])
    if kind == "map":
        whole = order(dataset, Selection(), View(), host.home_url, day)
        return "map.html", offline_html.html(dataset, whole, _MAP_BYTES).encode()
    made = _DATA[which[0]][2](dataset, host.home_url)
    return which[0], made.encode() if isinstance(made, str) else made
