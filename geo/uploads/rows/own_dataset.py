"""The rows of a visitor's table that have no fault → the same tables as the atlas's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.core.edtf import day_span
from geo.core.folding import fold, slugs
from geo.core.text import is_web_address
from geo.record import schema, tables
from geo.record.tables import Dataset, derived
from geo.uploads.faults import by_value

__all__ = ["dataset"]

_AS_UPLOADED = "as-uploaded"
_LONGEST_CLAIMANT = 200
_MOST_VALUES, _LONGEST_VALUE = 500, 60  # of a column that is searched
_NOT_SEARCHED = {"id", "low", "best", "high", "source", "url", "license"}


def dataset(
    name: str,
    digest: str,
    rows: pd.DataFrame,
    where: pd.DataFrame,
    figures: pd.DataFrame,
    more: pd.DataFrame,
    *,
    measure: str,
) -> Dataset:
    """Return the dataset of *rows*, with where each lies and how many were lost; *name* is the file's.

    Parameters
    ----------
    more : what the table says beyond that, under its own names.
    measure : what *figures* count: the killed, or all casualties.
    """
    where, figures = where.set_axis(rows.index), figures.set_axis(rows.index)
    place_ids, places = _place_table(rows, where)
    source_ids, sources = _source_table(name, rows["source"])
    of_side, of_chapter = _ids(rows["side_a"], rows["side_b"], what="party"), _ids(rows["chapter"], what="group")
    sides = {column: by_value(rows[column], lambda text: of_side[text]) for column in ("side_a", "side_b")}
    chapters = by_value(rows["chapter"], lambda text: of_chapter[text])
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
    order = _in_order_of_time(rows["date_edtf"], rows["time"])
    listed = pd.DataFrame(
        {
            "title": rows["title"],
            "chapter": chapters,
            "kind": rows["kind"],
            "date_edtf": rows["date_edtf"],
            "place_id": place_ids,
            "side_a": sides["side_a"],
            "side_b": sides["side_b"],
            "summary": rows["summary"],
            "result": rows["result"],
            "place_relation": where["plotted"].map({True: "at", False: ""}).astype("str"),
            "status": where["plotted"].map({True: "plotted", False: "panel-only"}).astype("str"),
            "date_prec": rows["date_prec"],
            "place_title": rows["place_title"],
            "has_source": given,
        }
    )
    claims = _claims(rows, figures, source_ids, measure)
    named = _named((chapters, rows["chapter"])), _named(*((sides[column], rows[column]) for column in sides))
    del rows, where, figures, place_ids, sides, chapters
    listed = listed if (np.diff(order) == 1).all() else listed.iloc[order]
    found = _events(listed, places, names, source_ids)
    found["search"] = found["search"] + _searched(more).reindex(found.index)
    return Dataset(
        events=found,
        places=places,
        names=names,
        claims=claims,
        disagreements=_filled(schema.DISAGREEMENTS, range(0)),
        event_sources=supports,
        sources=sources,
        digest=digest,
        chapters=named[0],
        sides=named[1],
        years=_years(found),
        is_own=True,
        more=more,
    )


def _in_order_of_time(dates: pd.Series, clocks: pd.Series) -> np.ndarray:
    """Return the numbers of the rows in the order that :class:`Dataset` has: by first day, last day, and hour."""
    spans = by_value(dates, lambda text: tuple(day.toordinal() for day in (day_span(text).first, day_span(text).last)))
    days = np.array(spans.tolist(), dtype="int64").reshape(-1, 2)
    hours = pd.factorize(clocks.array, sort=True)[0]
    return np.lexsort((hours, days[:, 1], days[:, 0]))


def _events(rows: pd.DataFrame, places: pd.DataFrame, names: pd.DataFrame, source_ids: pd.Series) -> pd.DataFrame:
    """Return the events with all that is derived."""
    given = {name: rows[name] for name in rows if name not in ("date_prec", "place_title", "has_source")}
    events = _filled(schema.EVENTS, rows.index, certainty="certain", **given)
    with_source = rows.index[rows["has_source"]]
    supports = pd.DataFrame({"event_id": with_source, "source_id": source_ids[with_source].to_numpy()})
    found = derived(events, places, names, supports)
    named = found["place_title"].where(found["place_id"] != "", rows["place_title"])
    return found.assign(date_prec=_precision(rows, found), place_title=named)


def _filled(table: schema.Table, index: Any, **columns: Any) -> pd.DataFrame:
    """Return *table* with *columns*, and all its other columns empty."""
    frame = pd.DataFrame(index=index)
    same: dict[str, pd.Series] = {}  # columns of one text alone share their memory
    for column in table.header:
        if column == frame.index.name:
            continue
        values = columns.get(column, "")
        if isinstance(values, str):
            if values not in same:
                same[values] = pd.Series(values, index=frame.index, dtype="str")
            frame[column] = same[values]
        else:
            frame[column] = values.array if isinstance(values, (pd.Series, pd.Index)) else np.asarray(values)
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


def _claims(rows: pd.DataFrame, figures: pd.DataFrame, source_ids: pd.Series, measure: str) -> pd.DataFrame:
    """Return one claim for every row with a figure, both sides together."""
    given = figures[["low", "best", "high"]].notna().any(axis=1)
    source = rows["source"][given]
    claimants = source.where((source != "") & (source.str.len() <= _LONGEST_CLAIMANT), "as uploaded")
    return _filled(
        schema.CLAIMS,
        range(int(given.sum())),
        id=rows.index[given] + f"-{measure}",
        event_id=rows.index[given],
        measure=measure,
        side="both",
        claimant=claimants,
        source_id=source_ids[given],
        locator=("row " + rows["row"].astype("str"))[given],
        **{name: figures[name][given] for name in ("low", "best", "high", "note")},
    )


def _searched(more: pd.DataFrame) -> pd.Series:
    """Return by event the words of columns of a few values, such as a region or a unit, by which it can be found."""
    text = pd.Series("", index=more.index, dtype="str")
    for name in more.columns:
        values = more[name].unique()
        if name not in _NOT_SEARCHED and len(values) <= _MOST_VALUES and max(map(len, values)) <= _LONGEST_VALUE:
            folded = {value: f" | {fold.__wrapped__(value)}" if value else "" for value in values}
            text = text + more[name].map(folded).astype("str")
    return text


def _ids(*columns: pd.Series, what: str) -> dict[str, str]:
    """Return an id for each different name: its plain letters, with a number where another name has the same."""
    return {"": ""} | slugs((text for column in columns for text in column.unique() if text), what)


def _named(*pairs: tuple[pd.Series, pd.Series]) -> dict[str, str]:
    """Return the names by their ids, the most frequent first."""
    ids = pd.concat([pair[0] for pair in pairs], ignore_index=True)
    counts = ids[ids != ""].value_counts()
    names: dict[str, str] = {}
    for of_rows, texts in pairs:
        is_first = ~of_rows.duplicated().to_numpy()
        for id_, text in zip(of_rows[is_first].tolist(), texts[is_first].tolist(), strict=True):
            names.setdefault(id_, text)
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
