"""A data package as one frozen, typed :class:`Dataset`, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from geo.core.edtf import day_span
from geo.core.folding import folded
from geo.errors import DatasetError, NotFoundError
from geo.record import atlas as atlas_files
from geo.record.atlas import Atlas
from geo.record.files import datapackage as packages
from geo.record.files.datapackage import Package, Sheet
from geo.record.files.watched import Stamp, Watched, glanced, stamp
from geo.record.schema import TABLES
from geo.record.traits import Trait, traits
from geo.record.validate import problems

__all__ = ["DATA", "Dataset", "atlas", "build", "damage", "derived", "joined", "load"]

#: The data package the app shows; another folder can be named for tests and for other conflicts.
DATA = Path(os.environ.get("ATLAS_DATA", Path(__file__).parents[2] / "data"))

_DTYPES = {"number": "float64", "integer": "int64"}
#: Rows that a table has at most to be kept a second time by columns of plain values, from which rows are made quickly.
_MOST_QUICK = 20_000
_PART_ROWS = 20_000  # whose texts are held as Python objects at a time
_INDEXED = ("places", "sources", "parties", "theatres", "periods", "people", "units", "glossary")


@dataclass(frozen=True, eq=False)  # told apart as objects: tables have no one truth value
class Dataset:
    """The tables of a package, typed; text columns hold ``""`` where nothing is given, numbers ``NaN``.

    Attributes
    ----------
    events : indexed by ``id`` in order of time.  Besides the columns of the schema it has,
        derived: ``date_start``, ``date_end`` (ISO days), ``first_day``, ``last_day``
        (proleptic Gregorian ordinals), ``date_prec`` (UCDP GED), ``year``,
        ``number_of_sources`` (distinct works), ``parties`` (tuple of side ids),
        ``search`` (folded names and title) and, from its place, ``place_title``,
        ``latitude``, ``longitude``, ``where_prec``, ``approximation_km``,
        ``geometry_wkt`` (``NaN`` or ``""`` without a place).
    places, sources, parties, theatres, periods, people, units, glossary : indexed by ``id``.
    names, claims, disagreements, event_sources, event_people, positions, lines : in file order.
    digest : changes with any byte of the package.
    atlas : what the whole is called, its years, where its map begins.
    chapters : names by id, in the order in which they are offered.
    sides : names of the parties that can be a side of an event, likewise.
    claim_sides : names of all parties, those that are counted together included.
    years : first and last year that the year slider spans.
    is_own : whether these are a visitor's own events, which nothing is to keep beyond the visit.
    more : of a visitor's own, what else their table says: text columns under their own names, indexed by event
        id in the order of the table; without columns where there is nothing.
    movements, tours : of a visitor's own package, the features of its movements as a map draws them, and its guided
        tours by slug; the atlas's lie in files (:mod:`geo.record.files`).
    """

    events: pd.DataFrame
    places: pd.DataFrame
    names: pd.DataFrame
    claims: pd.DataFrame
    disagreements: pd.DataFrame
    event_sources: pd.DataFrame
    sources: pd.DataFrame
    digest: str
    chapters: Mapping[str, str]
    sides: Mapping[str, str]
    years: tuple[int, int]
    atlas: Atlas = field(default_factory=Atlas)
    claim_sides: Mapping[str, str] = field(default_factory=dict)
    parties: pd.DataFrame = field(default_factory=lambda: empty("parties"))
    theatres: pd.DataFrame = field(default_factory=lambda: empty("theatres"))
    periods: pd.DataFrame = field(default_factory=lambda: empty("periods"))
    people: pd.DataFrame = field(default_factory=lambda: empty("people"))
    event_people: pd.DataFrame = field(default_factory=lambda: empty("event_people"))
    units: pd.DataFrame = field(default_factory=lambda: empty("units"))
    positions: pd.DataFrame = field(default_factory=lambda: empty("positions"))
    lines: pd.DataFrame = field(default_factory=lambda: empty("lines"))
    glossary: pd.DataFrame = field(default_factory=lambda: empty("glossary"))
    is_own: bool = False
    more: pd.DataFrame = field(default_factory=pd.DataFrame)
    movements: tuple[Mapping[str, Any], ...] = ()
    tours: Mapping[str, Any] = field(default_factory=dict)
    _row_numbers: dict[tuple[str, str], tuple[pd.Index, np.ndarray, np.ndarray]] = field(
        default_factory=dict, init=False, repr=False
    )
    _columns: dict[str, dict[str, list[Any]]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def plotted(self) -> pd.DataFrame:
        """The events that have a place on the map."""
        is_plotted = self.events["status"] == "plotted"
        return self.events if is_plotted.all() else self.events[is_plotted]

    @cached_property
    def first_at_each_place(self) -> pd.DataFrame:
        """Of the plotted events the first at each place."""
        return self.plotted.drop_duplicates("place_id")

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """The columns of a visitor's own by which their events can be chosen."""
        if not len(self.more.columns):
            return ()
        sides = self.events["side_a"]
        return traits(self.more, [self.events["kind"], self.events["chapter"], sides, self.events["side_b"]])

    def row_numbers(self, table: str, column: str, value: str) -> np.ndarray:
        """Return the numbers, from 0, of the rows of *table* whose *column* holds *value*, in order.

        A column is gone through when it is first asked for, not for every event anew.
        """
        if (table, column) not in self._row_numbers:
            codes, values = pd.factorize(getattr(self, table)[column])
            edges = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=len(values)))])
            self._row_numbers[table, column] = pd.Index(values), np.argsort(codes, kind="stable"), edges
        values, numbers, edges = self._row_numbers[table, column]
        if value not in values:
            return numbers[:0]
        code = values.get_loc(value)
        return numbers[edges[code] : edges[code + 1]]

    def rows(self, table: str, column: str, value: str) -> list[dict[str, Any]]:
        """Return the rows of *table* whose *column* holds *value*, in order."""
        numbers = self.row_numbers(table, column, value)
        if not len(numbers):
            return []
        if len(getattr(self, table)) > _MOST_QUICK:
            return getattr(self, table).iloc[numbers].to_dict("records")  # type: ignore[no-any-return]
        columns = self._quick(table)
        return [{name: values[number] for name, values in columns.items()} for number in numbers.tolist()]

    def _quick(self, table: str) -> dict[str, list[Any]]:
        """Return the columns of *table* as lists of plain values."""
        if table not in self._columns:
            self._columns[table] = {str(name): values.tolist() for name, values in getattr(self, table).items()}
        return self._columns[table]

    def event(self, event_id: str) -> Mapping[str, Any]:
        """Return one row of ``events`` as a mapping, ``id`` included.

        Raises
        ------
        NotFoundError
            If there is no such event.
        """
        if event_id not in self.events.index:
            raise NotFoundError(f"there is no event {event_id!r}")
        if len(self.events) > _MOST_QUICK:
            return {"id": event_id, **self.events.loc[event_id].to_dict()}
        number = self.events.index.get_loc(event_id)
        return {"id": event_id, **{name: values[number] for name, values in self._quick("events").items()}}


def load(folder: Path | None = None) -> Dataset:
    """Return the dataset in *folder* (:data:`DATA` by default), read once per process and version.

    While the files are damaged it is the last one that could be read; :func:`damage` says what is wrong.

    Raises
    ------
    DatasetError
        If the package has any problem at all and none could be read before; it carries every one.
    """
    folder = folder or DATA
    return _WATCHED.good(folder, _stamps(folder), lambda: build(packages.read(folder)))


def damage(folder: Path | None = None) -> tuple[str, ...]:
    """Return every problem of the package in *folder* (:data:`DATA` by default) as it is now."""
    folder = folder or DATA
    return _WATCHED.problems(folder, _stamps(folder), lambda: build(packages.read(folder)))


def atlas(folder: Path | None = None) -> Atlas:
    """Return what the atlas in *folder* (:data:`DATA` by default) says of itself, for what needs no table."""
    path = (folder or DATA) / atlas_files.FILE
    return _atlas(path, glanced(("atlas", path), lambda: stamp(path)))


@lru_cache(maxsize=4)
def _atlas(path: Path, _stamp: Stamp) -> Atlas:
    return atlas_files.read(path.parent)[0]


_WATCHED: Watched[Dataset] = Watched()


def _stamps(folder: Path) -> list[Stamp]:
    names = (atlas_files.FILE, *(table.file for table in TABLES))
    return glanced(("tables", folder), lambda: [stamp(folder / name) for name in names])


def build(package: Package) -> Dataset:
    """Return *package* as a dataset.

    Raises
    ------
    DatasetError
        As :func:`load`.
    """
    itself, wrong = atlas_files.read(package.folder)
    found = [*wrong, *problems(package)]
    if found:
        raise DatasetError([str(problem) for problem in found])
    return joined(package, itself)


def joined(package: Package, itself: Atlas) -> Dataset:
    """Return the tables of *package*, in which nothing is wrong that would keep them from being joined."""
    frames = {name: _frame(sheet) for name, sheet in package.sheets.items()}
    indexed = {name: frames[name].set_index("id") for name in _INDEXED}
    places, parties = indexed["places"], indexed["parties"]
    titles = parties["title"].to_dict()
    return Dataset(
        events=derived(
            frames["events"].set_index("id"), places, frames["names"], frames["event_sources"], _actors(frames, indexed)
        ),
        atlas=itself,
        chapters=frames["chapters"].set_index("id")["title"].to_dict(),
        sides={party: title for party, title in titles.items() if not parties.at[party, "members"]},
        claim_sides=titles,
        years=itself.years,
        places=places,
        parties=parties,
        theatres=indexed["theatres"],
        periods=indexed["periods"],
        people=indexed["people"],
        event_people=frames["event_people"],
        units=indexed["units"],
        positions=frames["positions"],
        lines=frames["lines"],
        glossary=frames["glossary"],
        names=frames["names"],
        claims=frames["claims"],
        disagreements=frames["disagreements"],
        event_sources=frames["event_sources"],
        sources=indexed["sources"],
        digest=package.digest,
    )


def empty(table: str) -> pd.DataFrame:
    """Return the table of that name without rows."""
    sheet = Sheet(next(one for one in TABLES if one.name == table))
    return _frame(sheet).set_index("id") if table in _INDEXED else _frame(sheet)


def _frame(sheet: Sheet) -> pd.DataFrame:
    frame = pd.DataFrame([row.cells for row in sheet], columns=list(sheet.table.header), dtype=object)
    for column in sheet.table:
        if column.type in _DTYPES:
            numbers = pd.to_numeric(frame[column.name].replace("", None))
            frame[column.name] = numbers.astype("float64" if numbers.isna().any() else _DTYPES[column.type])
    return frame


def _actors(frames: Mapping[str, pd.DataFrame], indexed: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Return the names of the people and units of each event, by which it can be found."""
    people, units = indexed["people"]["name"], indexed["units"]["title"]
    found: dict[str, list[str]] = {}
    for table, column, names in (("event_people", "person_id", people), ("positions", "unit_id", units)):
        rows = frames[table][["event_id", column]].drop_duplicates()
        for event_id, one in rows.itertuples(index=False):
            found.setdefault(event_id, []).append(names[one])
    return found


def derived(
    events: pd.DataFrame,
    places: pd.DataFrame,
    names: pd.DataFrame,
    event_sources: pd.DataFrame,
    actors: Mapping[str, list[str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return *events* in order of time with all columns that :class:`Dataset` derives.

    Parameters
    ----------
    events : the columns of the schema, indexed by ``id``, every ``date_edtf`` readable.
    places : indexed by ``id``; holds every ``place_id`` that is not empty.
    actors : names of people and units by event, by which it can be found as well.
    """
    events = events.copy(deep=False)
    codes, dates = pd.factorize(events["date_edtf"].array)
    spans = [day_span(text) for text in dates.tolist()]
    for name, values, kind in (
        ("date_start", [span.first.isoformat() for span in spans], "str"),
        ("date_end", [span.last.isoformat() for span in spans], "str"),
        ("first_day", [span.first.toordinal() for span in spans], "int64"),
        ("last_day", [span.last.toordinal() for span in spans], "int64"),
        ("date_prec", [span.date_prec for span in spans], "int64"),
        ("year", [span.first.year for span in spans], "int64"),
    ):
        events[name] = pd.Series(values, dtype=kind).array.take(codes)
    works = event_sources.groupby("event_id")["source_id"].nunique()
    events["number_of_sources"] = works.reindex(events.index).fillna(0).astype(int)
    events["parties"] = _parties(events)
    numbers = ["latitude", "longitude", "where_prec", "approximation_km"]
    at = places.index.get_indexer(events["place_id"])
    for column in numbers:
        found = places[column].to_numpy(dtype="float64")
        events[column] = np.where(at < 0, np.nan, found[at]) if len(found) else np.nan
    for column, name in (("title", "place_title"), ("geometry_wkt", "geometry_wkt")):
        texts = pd.Series([*places[column].tolist(), ""], dtype="str").array
        events[name] = texts.take(np.where(at < 0, len(places), at))
    events["search"] = pd.Series(_search_texts(events, names, actors), index=events.index, dtype="str")  # also if empty
    order = np.lexsort((events["last_day"].to_numpy(), events["first_day"].to_numpy()))  # which is stable
    return events if (np.diff(order) == 1).all() else events.iloc[order]


def _parties(events: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the parties of each event, first and further ones; one tuple for all events of the same parties."""
    codes, texts = [], []
    for column in ("side_a", "side_b", "side_a_2nd", "side_b_2nd"):
        found, different = pd.factorize(events[column].array)
        codes.append(found.tolist())
        texts.append([tuple(filter(None, cell.split(", "))) for cell in different.tolist()])
    known: dict[tuple[int, ...], tuple[str, ...]] = {}
    parties = []
    for row in zip(*codes, strict=True):
        if row not in known:
            known[row] = tuple(
                dict.fromkeys(side for cells, code in zip(texts, row, strict=True) for side in cells[code])
            )
        parties.append(known[row])
    return parties


def _search_texts(events: pd.DataFrame, names: pd.DataFrame, actors: Mapping[str, list[str]]) -> Any:
    """Return, per event, every name it can be found by: its own, its parent's, its place's and its actors'."""
    # not the cache of fold: a visitor's names are not to outlive the visit
    if names.empty and not actors and not (events["part_of"] != "").any():
        parts = [
            events[["title", "place_title"]].iloc[at : at + _PART_ROWS] for at in range(0, len(events), _PART_ROWS)
        ]
        return pd.concat([_of_title_and_place(part) for part in parts]).array if parts else pd.array([], dtype="str")
    columns = ("title", "part_of", "place_id", "place_title")
    titles, parents, place_ids, place_titles = (events[column].tolist() for column in columns)
    by_subject = names.groupby("subject_id")["toponym"].agg(" | ".join).to_dict()
    ids = events.index.tolist()
    title_of = dict(zip(ids, titles, strict=True))
    found = [
        (
            title,
            title_of.get(parent, ""),
            place_title,
            *(by_subject.get(subject, "") for subject in (event_id, parent, place_id)),
            *actors.get(event_id, ()),
        )
        for event_id, title, parent, place_id, place_title in zip(
            ids, titles, parents, place_ids, place_titles, strict=True
        )
    ]
    different = list(dict.fromkeys(text for texts in found for text in texts))
    folded_of = dict(zip(different, folded(different), strict=True)) if different else {}
    return [" | ".join(dict.fromkeys(folded_of[text] for text in texts if folded_of[text])) for texts in found]


def _of_title_and_place(events: pd.DataFrame) -> pd.Series:
    pairs = zip(*(folded(events[column].tolist()) for column in ("title", "place_title")), strict=True)
    return pd.Series(
        [f"{title} | {place}" if title and place and title != place else title or place for title, place in pairs],
        dtype="str",
    )
