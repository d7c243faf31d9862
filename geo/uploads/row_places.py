"""Where the rows of a visitor's table happened: points, lines and areas, and how well they are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.geocoding.ranking import Located
from geo.uploads.faults import Cells, Faults, by_value

__all__ = ["places"]

_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?(?:[eE]-\d\d?)?", re.ASCII)
#: Kilometres that a UCDP GED code of precision stands for, where the table gives none.
_KM_OF_PRECISION = {1: 1, 2: 25, 3: 50, 4: 150, 5: 250, 6: 500, 7: 250}
_NO_PRECISION = "Coordinates as uploaded; the table does not say how exact they are."
_SHAPES = (0, 1, 3, 4, 5, 6)  # shapely's numbers of points, lines, areas, and of several of them
#: How such a shape begins as well-known text; curves and nested collections are not even parsed.
_SHAPE = re.compile(r"\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b", re.ASCII | re.IGNORECASE)


def places(cells: Cells, faults: Faults, located: Mapping[str, Located]) -> pd.DataFrame:
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


def _degrees(name: str, column: pd.Series, most: int, faults: Faults) -> pd.Series:
    """Return degrees as numbers; a decimal comma is understood."""
    numbers = by_value(column, lambda text: float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else np.nan)
    numbers = numbers.astype("float64")
    faults.add(name, column[numbers.isna() & (column != "")], "write decimal degrees, such as 42.44 or -3.7")
    outside = numbers.abs() > most
    hint = "; are latitude and longitude swapped?" if name == "latitude" else ""
    faults.add(name, column[outside], f"a {name} lies between -{most} and {most}{hint}")
    return numbers


def _number(name: str, column: pd.Series, low: float, high: float, faults: Faults) -> pd.Series:
    """Return a column of small numbers, ``NaN`` where nothing is given."""
    numbers = by_value(column, lambda text: float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else np.nan)
    numbers = numbers.astype("float64")
    wrong = (column != "") & ~numbers.between(low, high)
    if name.endswith("_prec"):
        wrong |= numbers.notna() & (numbers % 1 != 0)
    faults.add(name, column[wrong], f"write a number from {low:g} to {high:g}, or leave the cell empty")
    return numbers.mask(wrong)


def _outlines(found: pd.DataFrame, faults: Faults) -> None:
    """Check lines and areas, and take a point on them where the table gives none."""
    given = found["geometry_wkt"] != ""
    if not given.any():
        return
    texts = found.loc[given, "geometry_wkt"]
    shapes = pd.Series(_shapes(texts), index=texts.index, dtype=object)
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
    faults.add("geometry_wkt", texts[~np.array(whole)], right)
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
    with np.errstate(all="ignore"):
        shapes[known] = _each(
            lambda part: shapely.from_wkt(part, on_invalid="ignore"), texts.to_numpy(dtype=object)[known]
        )
    return shapes


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
