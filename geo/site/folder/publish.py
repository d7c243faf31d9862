"""The whole atlas as a folder of files that any host of files serves, or a disk.

The pages are those that the app serves; the map is the offline file; beside them lie the data in every format.
The same data and the same address give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from geo.basemap import store
from geo.documents import offline_html
from geo.documents.request import order
from geo.formats import datapackage_zip, turtle
from geo.formats.registry import FORMATS
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files import prose
from geo.record.tables import Dataset
from geo.site import missing, site
from geo.site.folder import crate, extras, home
from geo.site.host import Host
from geo.site.page import html

__all__ = ["files", "write"]

#: Names the files of the last publication, so that the next one can take away what is no longer written.
LIST = ".published"
_STYLES = ("fonts.css", "css/palette.css", "css/record.css", "css/pages_of_record.css")
_SCRIPTS = ("js/record/search.js", "js/record/folder.js")
_PAGE = "index.html"
_AT_ONCE = 20  # pages or pictures


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
    taken = dict(_data(dataset, home_url))
    yield from ((path, raw) for path, (_, _, raw) in taken.items())
    yield "map.html", _map(dataset, home_url, day)
    yield crate.FILE_NAME, crate.text(dataset.atlas, home_url, day.isoformat(), taken).encode()
    yield _PAGE, html(home.page(dataset, host, taken), dataset.atlas, host).encode()
    yield "404.html", missing.everywhere(dataset, host).encode()
    yield ".nojekyll", b""  # GitHub would leave out what begins with a dot or a line
    for path, (_, make) in extras.FILES.items():
        yield path + (_PAGE if path.endswith("/") else ""), make(dataset, host).encode()
    yield from _assets()
    yield from _drawn(dataset, host, workers)


def _data(dataset: Dataset, home_url: str) -> Iterator[tuple[str, tuple[str, str, bytes]]]:
    """Yield path, title, media type and bytes of each file of data."""
    for kind in FORMATS.values():
        made = kind.build(dataset, dataset.events, home_url)
        raw = made.encode() if isinstance(made, str) else made
        yield f"data/{kind.file_name}", (f"Events as {kind.title}", kind.media_type, raw)
    record = turtle.text(dataset, home_url).encode()
    yield f"data/{turtle.FILE_NAME}", ("The record as RDF (Turtle)", turtle.MEDIA_TYPE, record)
    package = datapackage_zip.packed()
    yield f"data/{datapackage_zip.FILE_NAME}", ("The data package: all tables", "application/zip", package)


def _map(dataset: Dataset, home_url: str, day: dt.date) -> bytes:
    return offline_html.html(dataset, order(dataset, Selection(), View(), home_url, day)).encode()


def _assets() -> Iterator[tuple[str, bytes]]:
    """Yield the styles, scripts and fonts of the pages."""
    fonts = re.findall(r'url\("([^"]+)"\)', (store.ASSETS / "fonts.css").read_text(encoding="utf-8"))
    for name in (*_STYLES, *_SCRIPTS, "icon.png", *dict.fromkeys(fonts)):
        yield f"assets/{name}", (store.ASSETS / name).read_bytes()


#: Of a page its address; of a picture its place and file name.
_Order = str | tuple[str, str]


def _drawn(dataset: Dataset, host: Host, workers: int) -> Iterator[tuple[str, bytes]]:
    """Yield pages and pictures, made side by side."""
    wanted: list[_Order] = [*site.paths(dataset)]
    places = sorted(dataset.places.index, key=lambda place_id: site.spot(dataset, place_id)[1])  # borders are kept
    wanted += [(place_id, name) for place_id in places for name in site.PICTURES]
    some = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
    make = partial(_made, tables.DATA, host)
    if workers < 2:
        for orders in some:
            yield from make(orders)
        return
    with ProcessPoolExecutor(workers) as pool:
        for made in pool.map(make, some):
            yield from made


def _made(data: Path, host: Host, orders: list[_Order]) -> list[tuple[str, bytes]]:
    """Return pages and pictures of the package in the folder *data*, which this process may not have read yet."""
    dataset = tables.load(data)
    return [
        (one + _PAGE, site.page(dataset, host, one).encode())
        if isinstance(one, str)
        else (f"place/{one[0]}/{one[1]}", site.picture(dataset, *one))
        for one in orders
    ]
