"""Where the rows of a visitor's table happened: points, lines and areas, and how well they are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.core.text import clipped, counted
from geo.geocoding.ranking import Located
from geo.uploads.cells.coordinates import degrees_of, pair_of
from geo.uploads.cells.nothing import is_nothing_known
from geo.uploads.faults import Cells, Faults, by_value, emptied
from geo.uploads.rows import compass

__all__ = ["places"]

_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?(?:[eE]-\d\d?)?", re.ASCII)
_POSITION = ("latitude", "longitude", "coordinates", "geometry_wkt")
_NUMBERS = ("latitude", "longitude", "where_prec", "approximation_km")
_FAR_FROM_ZERO = 5  # degrees
#: Kilometres that a UCDP GED code of precision stands for, where the table gives none.
_KM_OF_PRECISION = {1: 1, 2: 25, 3: 50, 4: 150, 5: 250, 6: 500, 7: 250}
_NO_PRECISION = "Coordinates as uploaded; the table does not say how exact they are."
_SHAPES = (0, 1, 3, 4, 5, 6)  # shapely's numbers of points, lines, areas, and of several of them
#: How such a shape begins as well-known text; curves and nested collections are not even parsed.
_SHAPE = re.compile(r"\s*(?:SRID=(?:0|4326);)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b", re.ASCII | re.IGNORECASE)
_SYSTEM = re.compile(r"\s*SRID=(?:0|4326);", re.ASCII | re.IGNORECASE)
#: Well-known binary of such a shape in hexadecimal digits, as PostGIS writes it.
_BINARY = re.compile(r"(?:01[0-9A-F]{8}|00[0-9A-F]{8})[0-9A-F]{32,}", re.ASCII | re.IGNORECASE)
_BINARY_SHAPES = range(1, 7)  # points, lines, areas, and several of them
_WGS84 = (0, 4326)
_RIGHT_OF_JSON = (
    "give positions of two numbers within the globe, longitude first, in closed rings if it is an area; "
    "or leave the shape out"
)


def places(
    cells: Cells, faults: Faults, located: Mapping[str, Located], notes: list[str], heads: Iterable[str] = ()
) -> pd.DataFrame:
    """Return point, precision, radius, outline and paper trail by row, and whether a name waits to be located.

    Parameters
    ----------
    heads : of all columns; their language says whether O is east or west where the positions do not.
    """
    given = {name: emptied(cells[name], is_nothing_known) for name in _NUMBERS}
    for name in ("longitude", "coordinates"):
        given[name] = compass.told(name, given.get(name, cells[name]), heads, faults, notes)
    cells = {**cells, **given}
    found = pd.DataFrame(
        {
            "latitude": _degrees("latitude", cells["latitude"], 90, faults),
            "longitude": _round_the_globe(_degrees("longitude", cells["longitude"], 360, faults), notes),
            "where_prec": _number("where_prec", cells["where_prec"], 1, 7, notes),
            "approximation_km": _number("approximation_km", cells["approximation_km"], 0, 2000, notes),
            "geometry_wkt": cells["geometry_wkt"],
        }
    ).astype({"geometry_wkt": "object"})
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        alone = (cells[one] == "") & (cells[other] != "")
        faults.add(one, cells[one][alone], f"give the {one} too, or leave the {other} out", costs_event=False)
    _pairs(cells["coordinates"], found, faults)
    _outlines(found, faults)
    _empty_zeros(found, notes)
    found["geo_basis"], found["geo_note"] = "page", ""
    is_without = found["latitude"].isna() & found["longitude"].isna()
    found["wanted"] = is_without & (cells["place_title"] != "") & ~faults.rows_of(_POSITION)
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


def _degrees(name: str, column: pd.Series, most: int, faults: Faults) -> pd.Series:
    """Return degrees as numbers; a decimal comma, minutes and letters of the compass are understood."""
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    hard = numbers.isna() & (column != "")
    hard |= ~np.isfinite(numbers) & (column != "")
    if hard.any():
        numbers = numbers.mask(hard, by_value(column[hard], _one_degree).astype("float64"))
    unread = column[numbers.isna() & (column != "")]
    faults.add(name, unread, "write decimal degrees, such as 42.44 or -3.7", costs_event=False)
    outside = numbers.abs() > most
    hint = "; are latitude and longitude swapped?" if name == "latitude" else ""
    edge = min(most, 180)
    faults.add(name, column[outside], f"a {name} lies between -{edge} and {edge}{hint}")
    return numbers


def _one_degree(text: str) -> float:
    found = degrees_of(text)
    return np.nan if found is None else found


def _round_the_globe(longitude: pd.Series, notes: list[str]) -> pd.Series:
    """Return longitudes from -180 to 180; those from 0 to 360 are counted on from Greenwich to the east."""
    beyond = (longitude.abs() > 180) & (longitude.abs() <= 360)
    if not beyond.any():
        return longitude
    example = longitude[beyond].iloc[0]
    turned = ((longitude + 180) % 360 - 180).round(7)
    notes.append(
        f"longitudes beyond 180° are read on round the globe, {example:g} as {turned[beyond].iloc[0]:g}, "
        f"in {counted(int(beyond.sum()), 'row')}"
    )
    return longitude.where(~beyond, turned)


def _pairs(column: pd.Series, found: pd.DataFrame, faults: Faults) -> None:
    """Take latitude and longitude from cells that hold both, where they do not stand apart."""
    given = column[(column != "") & found["latitude"].isna() & found["longitude"].isna()]
    given = given[~by_value(given, is_nothing_known).astype(bool)] if len(given) else given
    if not len(given):
        return
    pairs = by_value(given, pair_of)
    shapes = given[pairs.isna() & given.str.match(_SHAPE)]
    found.loc[shapes.index, "geometry_wkt"] = shapes
    pairs = pairs.drop(shapes.index)
    wrong = pairs.isna()
    right = "write latitude and longitude, such as 42.44, 130.6"
    faults.add("coordinates", given[pairs.index[wrong]], right, costs_event=False)
    points = pd.DataFrame(pairs[~wrong].tolist(), index=pairs.index[~wrong], columns=["latitude", "longitude"])
    points["longitude"] = points["longitude"].where(points["longitude"].abs() <= 180, points["longitude"] % 360 - 360)
    outside = (points["latitude"].abs() > 90) | (points["longitude"].abs() > 180)
    faults.add(
        "coordinates", given[points.index[outside]], "write a latitude up to 90 and a longitude up to 180 degrees"
    )
    points = points[~outside]
    found.loc[points.index, ["latitude", "longitude"]] = points


def _empty_zeros(found: pd.DataFrame, notes: list[str]) -> None:
    """Take 0, 0 for no position where all others lie far from there."""
    is_zero = (found["latitude"] == 0) & (found["longitude"] == 0)
    others = found[~is_zero & found["latitude"].notna()]
    is_far = (others["latitude"].abs() > _FAR_FROM_ZERO) | (others["longitude"].abs() > _FAR_FROM_ZERO)
    if is_zero.any() and len(others) and is_far.all():
        notes.append(f"0, 0, far from all others, is taken for no position, in {counted(int(is_zero.sum()), 'row')}")
        found.loc[is_zero, ["latitude", "longitude"]] = np.nan


def _number(name: str, column: pd.Series, low: float, high: float, notes: list[str]) -> pd.Series:
    """Return a column of small numbers, ``NaN`` where nothing is given; what is none is left out and counted."""
    numbers = by_value(column, lambda text: float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else np.nan)
    numbers = numbers.astype("float64")
    wrong = (column != "") & ~numbers.between(low, high)
    if name.endswith("_prec"):
        wrong |= numbers.notna() & (numbers % 1 != 0)
    if wrong.any():
        what = {"where_prec": "precision of the place", "approximation_km": "distances in kilometres"}[name]
        notes.append(
            f"no number from {low:g} to {high:g} as {what} in {counted(int(wrong.sum()), 'row')}, left out, such as "
            f"“{clipped(str(column[wrong].iloc[0]), 30)}”"
        )
    return numbers.mask(wrong)


def _outlines(found: pd.DataFrame, faults: Faults) -> None:
    """Check lines and areas, and take a point on them where the table gives none."""
    given = found["geometry_wkt"] != ""
    if not given.any():
        return
    texts = found.loc[given, "geometry_wkt"]
    plain = texts.str.replace(_SYSTEM, "", regex=True)
    shapes = pd.Series(_shapes(plain), index=texts.index, dtype=object)
    is_binary = [shape is not None and not _SHAPE.match(text) for shape, text in zip(shapes, plain, strict=True)]
    plain[is_binary] = [str(shapely.to_wkt(shape, rounding_precision=7)) for shape in shapes[is_binary]]
    found.loc[given, "geometry_wkt"] = plain
    with np.errstate(all="ignore"):  # a coordinate that is no number is told below
        bounds = shapely.bounds(shapes.to_numpy())
    kinds = shapely.get_type_id(shapes.to_numpy())
    fits = np.isfinite(bounds).all(axis=1) & (np.abs(bounds) <= [180, 90, 180, 90]).all(axis=1)
    fits &= np.isin(kinds, _SHAPES)
    whole = [
        bool(ok) and not shapely.is_empty(shapely.get_parts(shape)).any()
        for ok, shape in zip(fits, shapes, strict=True)
    ]
    right = "write POINT, LINESTRING or POLYGON as well-known text, longitude before latitude, within the globe"
    wrong = texts[~np.array(whole)]
    of_json = wrong.str.startswith("{")
    faults.add("geometry_wkt", wrong[~of_json], right, costs_event=False)
    faults.add("geometry_wkt", wrong[of_json], _RIGHT_OF_JSON, costs_event=False)
    found.loc[wrong.index, "geometry_wkt"] = ""
    good = shapes[whole]
    points = _each(shapely.point_on_surface, good.to_numpy())
    bare = found.loc[good.index, "latitude"].isna()
    found.loc[good.index[bare], "latitude"] = shapely.get_y(points)[bare].round(6)
    found.loc[good.index[bare], "longitude"] = shapely.get_x(points)[bare].round(6)
    is_point = shapely.get_type_id(good.to_numpy()) == 0
    found.loc[good.index[is_point], "geometry_wkt"] = ""
    found.loc[good.index[~is_point], "where_prec"] = found.loc[good.index[~is_point], "where_prec"].fillna(5)


def _shapes(texts: pd.Series) -> np.ndarray:
    """Return the shapes that well-known texts stand for, ``None`` for a text that is none."""
    known = np.array([bool(_SHAPE.match(text)) for text in texts])
    shapes = np.full(len(texts), None, dtype=object)
    for place, text in enumerate(texts):
        if not known[place] and _BINARY.fullmatch(text):
            shapes[place] = _one(_of_binary, text)
    with np.errstate(all="ignore"):
        shapes[known] = _each(
            lambda part: shapely.from_wkt(part, on_invalid="ignore"), texts.to_numpy(dtype=object)[known]
        )
    return shapes


def _of_binary(text: str) -> Any:
    """Return the shape of well-known binary in hexadecimal digits, ``None`` in another system than WGS 84."""
    number = int.from_bytes(bytes.fromhex(text[2:10]), "little" if text[1] == "1" else "big") & 0xFF
    if number not in _BINARY_SHAPES:
        return None
    shape = shapely.force_2d(shapely.from_wkb(text))
    return shapely.set_srid(shape, 0) if shapely.get_srid(shape) in _WGS84 else None


def _each(work: Callable[[Any], Any], values: np.ndarray) -> np.ndarray:
    """Return what *work* makes of *values*: of all at once, or, where one of them stops it, of each by itself."""
    try:
        return np.asarray(work(values), dtype=object)
    except Exception:  # shapely 2.2: NotImplementedError for curves, GEOSException for what GEOS cannot do
        return np.array([_one(work, value) for value in values], dtype=object)


def _one(work: Callable[[Any], Any], value: Any) -> Any:
    try:
        return work(value)
    except Exception:  # as above; the row is told of by what it lacks
        return None
