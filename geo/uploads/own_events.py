"""A visitor's table + which column is what → a :class:`~geo.record.tables.Dataset`, and every problem of its rows.

Rows without fault become events; a row with any fault waits until it is mended, and is never
dropped in silence.  A row with the name of a place and no coordinates is an event without a
place on the map until it is located.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.core.edtf import day_span
from geo.core.folding import slug
from geo.core.spreadsheet import harmless
from geo.core.text import clipped, is_web_address
from geo.errors import DateError
from geo.geocoding.ranking import Located, Wanted
from geo.record import schema, tables
from geo.record.tables import Dataset, derived
from geo.uploads.column_mapping import FIELDS
from geo.uploads.dates import Order, edtf_of, order_of
from geo.uploads.reader import RawTable

__all__ = ["Reading", "bad_rows_csv", "mended", "read"]

_SHORT = {"title": 300, "place_title": 300, "side_a": 200, "side_b": 200, "chapter": 200, "country_then": 200}
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?(?:[eE]-\d\d?)?", re.ASCII)
_COUNT = re.compile(r"\d{1,12}(?:[.,]0+)?|\d{1,3}(?:[ ,.\u00a0\u202f]\d{3}){1,3}", re.ASCII)
#: Kilometres that a UCDP GED code of precision stands for, where the table gives none.
_KM_OF_PRECISION = {1: 1, 2: 25, 3: 50, 4: 150, 5: 250, 6: 500, 7: 250}
#: What other schemes and people call our kinds, in lower case.
_KINDS = {
    **dict.fromkeys("123", "incident"),  # UCDP GED: state-based, non-state and one-sided violence
    "battles": "battle",
    "clash": "incident",
    "skirmish": "incident",
    "border incident": "incident",
    "armed clash": "battle",
    "siege": "operation",
    "offensive": "operation",
    "campaign": "operation",
    "air raid": "air_action",
    "air strike": "air_action",
    "airstrike": "air_action",
    "air/drone strike": "air_action",
    "bombing": "air_action",
    "amphibious landing": "landing",
    "treaty": "diplomatic",
    "agreement": "diplomatic",
    "armistice": "diplomatic",
    "ceasefire": "diplomatic",
    "negotiation": "diplomatic",
}
_AS_UPLOADED = "as-uploaded"
_NO_PRECISION = "Coordinates as uploaded; the table does not say how exact they are."


@dataclass(frozen=True)
class Reading:
    """What a table gives.

    Attributes
    ----------
    dataset : the events of all rows without fault.
    problems : one row each, in the order of the file: ``row``, ``column``, ``found``, ``right``.
    bad : the rows with a fault, as found, indexed by row number.
    wanted : places that have a name and no coordinates in the table, located meanwhile or not.
    asks_order : whether day and month of some dates could be exchanged, and only the visitor knows.
    notes : what was understood in a way that the visitor should know, in words.
    """

    dataset: Dataset
    problems: pd.DataFrame
    bad: pd.DataFrame
    wanted: list[Wanted]
    asks_order: bool
    notes: tuple[str, ...]


@dataclass
class _Faults:
    """Problems being gathered."""

    columns: Mapping[str, str]
    frames: list[pd.DataFrame] = field(default_factory=list)

    def add(self, name: str, found: pd.Series, right: pd.Series | str) -> None:
        """Note the cells *found*, indexed by row number, with what would be right."""
        if len(found):
            shown = [clipped(text, 80) for text in found.astype(str)]
            column = self.columns.get(name) or name
            self.frames.append(
                pd.DataFrame({"row": found.index, "column": column, "found": shown, "right": right}, index=found.index)
            )

    def table(self) -> pd.DataFrame:
        """Return all of them in the order of the file."""
        empty = pd.DataFrame({"row": [], "column": [], "found": [], "right": []}, dtype="str").astype({"row": "int64"})
        return pd.concat([empty, *self.frames]).sort_values("row", kind="stable").reset_index(drop=True)


def mended(raw: RawTable, cells: Mapping[tuple[int, str], str]) -> RawTable:
    """Return *raw* with some cells, by row number and column, as the visitor has mended them."""
    if not cells:
        return raw
    frame = raw.frame.copy()
    for (row, column), text in cells.items():
        if row in frame.index and column in frame.columns:
            frame.at[row, column] = text
    rows = {row for row, _ in cells}
    return replace(raw, frame=frame, ragged={row: why for row, why in raw.ragged.items() if row not in rows})


def bad_rows_csv(reading: Reading) -> str:
    """Return the rows with a fault as CSV, with a column that says what is wrong; nothing in it runs as a formula."""
    found = reading.problems
    reasons = (found["column"] + ": " + found["found"] + " – " + found["right"]).groupby(found["row"]).agg(" | ".join)
    table = reading.bad.assign(**{"what is wrong": reasons.reindex(reading.bad.index)})
    safe = {harmless(str(name)): [harmless(str(text)) for text in cells] for name, cells in table.items()}
    return str(pd.DataFrame(safe, index=table.index).to_csv(index_label="row", lineterminator="\r\n"))


def read(
    raw: RawTable, mapping: Mapping[str, str], order: Order = "", located: Mapping[str, Located] | None = None
) -> Reading:
    """Return the events of *raw*, and what stands against its other rows.

    Parameters
    ----------
    mapping : name of the column by field of :data:`geo.uploads.column_mapping.FIELDS`; empty or absent where there
        is none.
    order : how day and month follow each other in dates that do not tell themselves.
    located : coordinates found for rows of an earlier reading's ``wanted``, by their ``row_id``.
    """
    faults, notes = _Faults(mapping), list(raw.notes)
    empty = pd.Series("", index=raw.frame.index, dtype="str")
    cells = {name: raw.frame[mapping[name]] if mapping.get(name) else empty for name in FIELDS}
    ragged = pd.Series(raw.ragged, dtype="str")
    faults.add("the whole row", ragged, "give the row as many cells as the header has; is a separator unquoted?")
    for name, most in _SHORT.items():
        cells[name] = _by_value(cells[name], lambda text: " ".join(text.split()))
        faults.add(name, cells[name][cells[name].str.len() > most], f"shorten it to {most} characters")
    dates, asks_order = _dates(cells, mapping.get("date_prec", ""), order, faults)
    where = _places(cells, faults, located or {})
    figures = _figures(cells, faults)
    kinds = _kinds(cells["kind"], notes)
    titles = _titles(cells)
    faults.add("title", titles[titles == ""], "give the event a title, or the name of its place")
    problems = faults.table()
    good = ~raw.frame.index.isin(problems["row"])
    rows = pd.DataFrame({**cells, "title": titles, "kind": kinds, "date_edtf": dates})[good]
    rows.insert(0, "row", rows.index)
    rows.index = pd.Index(_ids(rows["id"], notes), name="id")
    wanted = rows[where["wanted"][good].to_numpy()]
    digest = _digest(raw, mapping, order, located or {})
    return Reading(
        dataset=_dataset(raw.name, digest, rows, where[good], figures[good]),
        problems=problems,
        bad=raw.frame[~good],
        wanted=[
            Wanted(str(row.row), row.place_title, row.country_then, row.date_edtf)
            for row in wanted.itertuples(index=False)
        ],
        asks_order=asks_order,
        notes=tuple(notes),
    )


def _by_value(column: pd.Series, change: Callable[[str], Any]) -> pd.Series:
    """Return *column* with each different value changed once."""
    changed = {text: change(text) for text in column.unique()}
    return column.map(changed) if changed else column


# --- when ---


def _dates(
    cells: Mapping[str, pd.Series], precision_column: str, order: Order, faults: _Faults
) -> tuple[pd.Series, bool]:
    """Return EDTF texts, empty where there is a fault, and whether the order of day and month must be asked."""
    names = ("date_edtf", "date_start", "date_end")
    settled, is_open = order_of(text for name in names for text in cells[name].unique())
    read = {name: _read_dates(name, cells[name], order or settled, faults) for name in names}
    start, end = read["date_start"], read["date_end"]
    span = start.where((end == "") | (start == end), start + "/" + end)
    found = read["date_edtf"].where(read["date_edtf"] != "", span.where(start != "", end))
    if precision_column.lower() == "time_precision":  # ACLED: 2 to the week, 3 to the month
        is_day = found.str.len() == 10
        found = found.where(~(is_day & (cells["date_prec"] == "2")), found + "~")
        found = found.where(~(is_day & (cells["date_prec"] == "3")), found.str.slice(0, 7))
    given = (cells["date_edtf"] + cells["date_start"] + cells["date_end"]) != ""
    faults.add("date_edtf", cells["date_edtf"][~given], "give a date, such as 1938-07-29 or 1938")
    complaints = _by_value(found, _complaint)
    wrong = complaints != ""
    faults.add("date_start", found[wrong], complaints[wrong])
    return found.mask(wrong, ""), is_open and not order


def _read_dates(name: str, column: pd.Series, order: Order, faults: _Faults) -> pd.Series:
    complaints: dict[str, str] = {}

    def one(text: str) -> str:
        try:
            return edtf_of(text, order) if text else ""
        except DateError as error:
            complaints[text] = str(error)
            return ""

    found = _by_value(column, one)
    if complaints:
        wrong = column.isin(list(complaints))
        faults.add(name, column[wrong], column[wrong].map(complaints))
    return found


def _complaint(text: str) -> str:
    try:
        if text:
            day_span(text)
    except DateError as error:
        return str(error)
    return ""


# --- where ---


def _places(cells: Mapping[str, pd.Series], faults: _Faults, located: Mapping[str, Located]) -> pd.DataFrame:
    """Return point, precision, radius, outline and paper trail by row, and whether a name waits to be located."""
    found = pd.DataFrame(
        {
            "latitude": _degrees("latitude", cells["latitude"], 90, faults),
            "longitude": _degrees("longitude", cells["longitude"], 180, faults),
            "where_prec": _number("where_prec", cells["where_prec"], 1, 7, faults),
            "approximation_km": _number("approximation_km", cells["approximation_km"], 0, 2000, faults),
            "geometry_wkt": cells["geometry_wkt"],
        }
    ).astype({"geometry_wkt": "object"})
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        alone = (cells[one] == "") & (cells[other] != "")
        faults.add(one, cells[one][alone], f"give the {one} too, or leave the {other} out")
    _outlines(found, faults)
    found["geo_basis"], found["geo_note"] = "page", ""
    is_without = found["latitude"].isna() & found["longitude"].isna()
    found["wanted"] = is_without & (cells["place_title"] != "") & (cells["latitude"] + cells["longitude"] == "")
    for row, place in _rows_of(located, found.index):
        found.loc[row, ["latitude", "longitude"]] = place.lat, place.lon
        found.loc[row, ["where_prec", "approximation_km"]] = place.where_prec, place.approximation_km
        found.loc[row, ["geo_basis", "geo_note"]] = place.basis, place.note
    is_bare = found["where_prec"].isna() & found["approximation_km"].isna() & (found["geo_note"] == "")
    found.loc[is_bare, "geo_note"] = _NO_PRECISION
    found["where_prec"] = found["where_prec"].fillna(1).astype(int)
    found["approximation_km"] = found["approximation_km"].fillna(found["where_prec"].map(_KM_OF_PRECISION))
    found.loc[is_bare, "approximation_km"] = 0
    found["plotted"] = found["latitude"].notna() & found["longitude"].notna()
    return found


def _rows_of(located: Mapping[str, Located], rows: pd.Index) -> Iterable[tuple[int, Located]]:
    return ((int(row), place) for row, place in located.items() if int(row) in rows)


def _degrees(name: str, column: pd.Series, most: int, faults: _Faults) -> pd.Series:
    """Return degrees as numbers; a decimal comma is understood."""
    numbers = _by_value(column, lambda text: float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else np.nan)
    numbers = numbers.astype("float64")
    faults.add(name, column[numbers.isna() & (column != "")], "write decimal degrees, such as 42.44 or -3.7")
    outside = numbers.abs() > most
    hint = "; are latitude and longitude swapped?" if name == "latitude" else ""
    faults.add(name, column[outside], f"a {name} lies between -{most} and {most}{hint}")
    return numbers


def _number(name: str, column: pd.Series, low: float, high: float, faults: _Faults) -> pd.Series:
    """Return a column of small numbers, ``NaN`` where nothing is given."""
    numbers = _by_value(column, lambda text: float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else np.nan)
    numbers = numbers.astype("float64")
    wrong = (column != "") & ~numbers.between(low, high)
    if name.endswith("_prec"):
        wrong |= numbers.notna() & (numbers % 1 != 0)
    faults.add(name, column[wrong], f"write a number from {low:g} to {high:g}, or leave the cell empty")
    return numbers.mask(wrong)


def _outlines(found: pd.DataFrame, faults: _Faults) -> None:
    """Check lines and areas, and take a point on them where the table gives none."""
    given = found["geometry_wkt"] != ""
    if not given.any():
        return
    texts = found.loc[given, "geometry_wkt"]
    with np.errstate(all="ignore"):  # a coordinate that is no number is told below
        shapes = pd.Series(shapely.from_wkt(texts.to_numpy(dtype=object), on_invalid="ignore"), index=texts.index)
        bounds = shapely.bounds(shapes.to_numpy())
    kinds = shapely.get_type_id(shapes.to_numpy())
    fits = np.isfinite(bounds).all(axis=1) & (np.abs(bounds) <= [180, 90, 180, 90]).all(axis=1)
    fits &= np.isin(kinds, _SHAPES)
    whole = [
        bool(ok) and not shapely.is_empty(shapely.get_parts(shape)).any()
        for ok, shape in zip(fits, shapes, strict=True)
    ]
    right = "write POINT, LINESTRING or POLYGON as well-known text, longitude before latitude, within the globe"
    faults.add("geometry_wkt", texts[~np.array(whole)], right)
    good = shapes[whole]
    points = shapely.point_on_surface(good.to_numpy())
    bare = found.loc[good.index, "latitude"].isna()
    found.loc[good.index[bare], "latitude"] = shapely.get_y(points)[bare].round(6)
    found.loc[good.index[bare], "longitude"] = shapely.get_x(points)[bare].round(6)
    is_point = shapely.get_type_id(good.to_numpy()) == 0
    found.loc[good.index[is_point], "geometry_wkt"] = ""
    found.loc[good.index[~is_point], "where_prec"] = found.loc[good.index[~is_point], "where_prec"].fillna(5)


# --- what, who, how many ---


def _kinds(column: pd.Series, notes: list[str]) -> pd.Series:
    """Return our kinds; what is none of them becomes an incident, and is told."""
    unknown: dict[str, None] = {}

    def one(text: str) -> str:
        plain = " ".join(text.lower().replace("_", " ").split())
        kind = plain.replace(" ", "_")
        if kind in schema.KINDS:
            return kind
        if text and plain not in _KINDS:
            unknown.setdefault(text)
        return _KINDS.get(plain, "incident")

    found = _by_value(column, one)
    if unknown:
        named = ", ".join(f"“{text[:40]}”" for text in list(unknown)[:4]) + (" …" if len(unknown) > 4 else "")
        count = int(column.isin(list(unknown)).sum())
        notes.append(f"{count:,} events of kinds the atlas has no sign for are drawn as incidents: {named}")
    return found


def _titles(cells: Mapping[str, pd.Series]) -> pd.Series:
    """Return the titles; where there is none, who fought whom or the kind, and the place."""
    pair = cells["side_a"].where(cells["side_b"] == "", cells["side_a"] + " – " + cells["side_b"])
    kind = cells["kind"].where(~cells["kind"].str.isdecimal(), "").str.slice(0, 100)
    what = pair.where(pair != "", kind)
    place = cells["place_title"]
    made = what.where(place == "", place.where(what == "", what + ", " + place))
    return cells["title"].where(cells["title"] != "", made)


def _figures(cells: Mapping[str, pd.Series], faults: _Faults) -> pd.DataFrame:
    """Return ``low``, ``best`` and ``high`` as numbers, ``NaN`` where nothing is given."""
    found = {}
    for name in ("low", "best", "high"):
        column = cells[name]
        numbers = _by_value(column, _count).astype("float64")
        wrong = numbers.isna() & (column != "")
        faults.add(name, column[wrong], "write a whole number of people, or leave the cell empty")
        found[name] = numbers
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        crossed = found[lower] > found[upper]
        faults.add(lower, cells[lower][crossed], f"must not be larger than {upper}")
    return pd.DataFrame(found)


def _count(text: str) -> float:
    if not _COUNT.fullmatch(text):
        return np.nan
    whole = re.sub(r"[.,]0+\Z", "", text) if re.fullmatch(r"\d+[.,]0{1,2}|\d{4,}[.,]0+", text) else text
    return float(re.sub(r"\D", "", whole))


def _ids(column: pd.Series, notes: list[str]) -> list[str]:
    """Return an identifier for every row: the given one in plain letters, or the row's number."""
    known: set[str] = set()
    found, doubled = [], 0
    for row, text in zip(column.index, column, strict=True):
        name = slug(text[:80]) or f"row-{row}"
        if name in known:
            doubled += 1
            name = f"{name}-row-{row}"
        while name in known:
            name += "-again"
        known.add(name)
        found.append(name)
    if doubled:
        notes.append(f"{doubled:,} rows have an identifier that stands already above; the row's number was added to it")
    return found


# --- the dataset ---

_SHAPES = (0, 1, 3, 4, 5, 6)  # shapely's numbers of points, lines, areas, and of several of them


def _dataset(name: str, digest: str, rows: pd.DataFrame, where: pd.DataFrame, figures: pd.DataFrame) -> Dataset:
    where, figures = where.set_axis(rows.index), figures.set_axis(rows.index)
    place_ids, places = _place_table(rows, where)
    source_ids, sources = _source_table(name, rows["source"])
    sides = {column: _by_value(rows[column], slug) for column in ("side_a", "side_b")}
    chapters = _by_value(rows["chapter"], slug)
    events = _filled(
        schema.EVENTS,
        rows.index,
        title=rows["title"],
        chapter=chapters,
        kind=rows["kind"],
        date_edtf=rows["date_edtf"],
        place_id=place_ids,
        place_relation="at",
        side_a=sides["side_a"],
        side_b=sides["side_b"],
        summary=rows["summary"],
        result=rows["result"],
        certainty="certain",
        status=where["plotted"].map({True: "plotted", False: "panel-only"}).astype("str"),
    )
    given = rows["source"] != ""
    supports = _filled(
        schema.EVENT_SOURCES,
        range(int(given.sum())),
        event_id=rows.index[given],
        source_id=source_ids[given],
        locator=("row " + rows["row"].astype("str"))[given],
        supports="course",
    )
    names = _filled(schema.NAMES, range(0))
    found = derived(events, places, names, supports)
    named = found["place_title"].where(found["place_id"] != "", rows["place_title"])
    return Dataset(
        events=found.assign(date_prec=_precision(rows, found), place_title=named),
        places=places,
        names=names,
        claims=_claims(rows, figures, source_ids),
        disagreements=_filled(schema.DISAGREEMENTS, range(0)),
        event_sources=supports,
        sources=sources,
        digest=digest,
        chapters=_named((chapters, rows["chapter"])),
        sides=_named(*((sides[column], rows[column]) for column in sides)),
        years=_years(found),
        is_own=True,
    )


def _filled(table: schema.Table, index: Any, **columns: Any) -> pd.DataFrame:
    """Return *table* with *columns*, and all its other columns empty."""
    frame = pd.DataFrame(index=index)
    for column in table.header:
        if column == frame.index.name:
            continue
        values = columns.get(column, "")
        values = values if isinstance(values, str) else np.asarray(values)
        frame[column] = values
        if isinstance(values, str):
            frame[column] = frame[column].astype("str")
    return frame


def _place_table(rows: pd.DataFrame, where: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return the id of each row's place, empty without one, and the places, each once."""
    kept = ["latitude", "longitude", "where_prec", "approximation_km", "geometry_wkt", "geo_basis", "geo_note"]
    table = where[kept].assign(title=rows["place_title"], country_then=rows["country_then"])[where["plotted"]]
    numbers = table.groupby(list(table.columns), sort=False, dropna=False).ngroup()
    ids = pd.Series("", index=rows.index, dtype="str")
    ids[where["plotted"]] = "place-" + (numbers + 1).astype("str")
    first = table[~numbers.duplicated()]
    index = pd.Index(ids[first.index], name="id")
    places = _filled(schema.PLACES, index, **{name: first[name] for name in first.columns})
    places["title"] = places["title"].mask(places["title"] == "", "the coordinates given")
    return ids, places


def _source_table(name: str, texts: pd.Series) -> tuple[pd.Series, pd.DataFrame]:
    """Return the id of each row's work, and the works, each once; the file itself stands for rows that name none."""
    works = [text for text in texts.unique() if text]
    ids = {text: f"source-{number}" for number, text in enumerate(works, 1)} | {"": _AS_UPLOADED}
    sources = _filled(
        schema.SOURCES,
        pd.Index([*(ids[text] for text in works), _AS_UPLOADED], name="id"),
        type="document",
        title=[*works, f"{name}, as uploaded"],
        url=[*(text if is_web_address(text) else "" for text in works), ""],
        tier="reference",
    )
    return texts.map(ids), sources


def _claims(rows: pd.DataFrame, figures: pd.DataFrame, source_ids: pd.Series) -> pd.DataFrame:
    """Return one claim for every row with a figure: killed, both sides together."""
    given = figures.notna().any(axis=1)
    source = rows["source"][given]
    claimants = source.where((source != "") & (source.str.len() <= _SHORT["side_a"]), "as uploaded")
    return _filled(
        schema.CLAIMS,
        range(int(given.sum())),
        id=rows.index[given] + "-killed",
        event_id=rows.index[given],
        measure="killed",
        side="both",
        claimant=claimants,
        source_id=source_ids[given],
        locator=("row " + rows["row"].astype("str"))[given],
        **{name: figures[name][given] for name in ("low", "best", "high")},
    )


def _named(*pairs: tuple[pd.Series, pd.Series]) -> dict[str, str]:
    """Return the names by their ids, the most frequent first."""
    ids, texts = (pd.concat([pair[place] for pair in pairs], ignore_index=True) for place in (0, 1))
    counts = ids[ids != ""].value_counts()
    names = dict(zip(reversed(ids.tolist()), reversed(texts.tolist()), strict=True))
    return {name: names[name] for name in counts.index}


def _years(events: pd.DataFrame) -> tuple[int, int]:
    """Return the years that the events span; two at least, or a slider has nothing to slide over."""
    if events.empty:
        return tables.atlas().years
    first, last = int(events["date_start"].min()[:4]), int(events["date_end"].max()[:4])
    return (first, last) if first < last else (first - 1, last) if last == 9999 else (first, last + 1)


def _precision(rows: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the precision of the dates: as given, where a code of UCDP GED is, else as they are written."""
    codes = rows["date_prec"].reindex(events.index)
    given = codes.where(codes.isin(list("12345")), None).astype("float64")
    return given.fillna(events["date_prec"]).astype(int)


def _digest(raw: RawTable, mapping: Mapping[str, str], order: Order, located: Mapping[str, Located]) -> str:
    """Return what changes with anything that the events are made of."""
    said = repr((sorted(mapping.items()), order, sorted(located.items(), key=lambda item: item[0])))
    cells = pd.util.hash_pandas_object(raw.frame).to_numpy().tobytes()
    return hashlib.sha256(cells + said.encode()).hexdigest()[:12]
