"""Metres on the grid of a country's maps in two columns → latitude and longitude, where a head names the system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from geo.uploads.cells.month_words import plain
from geo.uploads.cells.projections import area_of, to_degrees

__all__ = ["in_degrees", "unnamed"]

#: Words of a head for the two axes; single letters too, since the system or the other head stands beside them.
_EAST = frozenset(
    "e x east easting eastings ost rechtswert rw rechts este est ouest oost ostwert coordx xcoord".split()
)
_NORTH = frozenset("n y north northing northings nord hochwert hw hoch norte noord nordwert coordy ycoord".split())
#: How systems are called in heads: the EPSG's number, or that of zone 0.
_SYSTEMS: Sequence[tuple[str, int]] = (
    (r"epsg[ :_-]*(?P<code>\d{4,5})", 0),
    (r"lv ?95|ch1903 ?\+|mn95", 2056),
    (r"lv ?03|ch1903|mn03", 21781),
    (r"utm\D{0,9}(?P<zone>\d{1,2}) ?(?P<south>s)\b", 32700),
    (r"utm\D{0,9}(?P<zone>\d{1,2})", 32600),
    (r"rd ?new|rijksdriehoek\w*|amersfoort|\brd\b", 28992),
    (r"osgb\d*|bng|british national grid|\bos grid\b", 27700),
    (r"lambert[ -]?93|\bl93\b|rgf ?93", 2154),
    (r"sweref ?99 ?tm", 3006),
    (r"rt ?90", 3021),
    (r"tm35 ?fin", 3067),
    (r"\b[ky]kj\b", 2393),
    (r"\beov\b|hd72", 23700),
    (r"s-?jtsk|krovak", 5514),
    (r"puwg ?(19)?92|pl-?(19)?92|cs92", 2180),
    (r"(gk|gau(ss|ß)[ -]?kr(ue|ü|u)ger)\D{0,7}(?P<zone>[2-5])", 31464),
    (r"nztm", 2193),
    (r"irish grid|tm65", 29903),
    (r"\bitm\b", 2157),
    (r"(gda|mga) ?(94)?\D{0,7}(?P<zone>[45]\d)\b", 28300),
    (r"twd ?97", 3826),
    (r"lambert ?72|belge ?72", 31370),
    (r"lks-?92", 3059),
    (r"lks-?94", 3346),
    (r"l-?est ?97", 3301),
    (r"htrs ?96", 3765),
    (r"d96", 3794),
    (r"stereo ?70", 3844),
    (r"ggrs ?87|egsa", 2100),
    (r"web ?mercator", 3857),
)
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GROUPS = re.compile(r"(?<=\d)['’ʼ\s\u00a0\u202f](?=\d)")
_NUMBER = re.compile(r"[+-]?\d{4,8}(?:\.\d*)?")
_METRES = 10_000.0  # of one of the two; a degree is never so large
_MOST_NUMBERS = 0.6  # of the cells that are filled
_MOST_THERE = 0.8  # of the places


@dataclass(frozen=True)
class _Pair:
    """Two columns of metres."""

    east: str
    north: str
    points: pd.DataFrame

    @property
    def named(self) -> str:
        """Both in words."""
        return f"“{self.east}” and “{self.north}”"


def in_degrees(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table with latitude and longitude of its metres, if a head names their system, and what was done.

    Examples
    --------
    >>> table, (note,) = in_degrees(pd.DataFrame({"E (LV95)": ["2'600'000"], "N (LV95)": ["1'200'000"]}))
    >>> table.iloc[0, -2:].tolist(), note[:61]
    (['46.951083', '7.438632'], '“E (LV95)” and “N (LV95)” are metres in the system EPSG:2056;')
    """
    pair = _pair(frame)
    code = _system(pair) if pair else 0
    if not (pair and code and (change := to_degrees(f"EPSG:{code}"))):
        return frame, []
    given = pair.points.dropna()
    for points in (given, given[given.columns[::-1]]):  # a head may call the northing x, as geodesists do
        places = shapely.get_coordinates(change(shapely.points(points.to_numpy())))
        west, south, east, north = area_of(code)
        is_there = (places >= (west - 1, south - 1)).all(axis=1) & (places <= (east + 1, north + 1)).all(axis=1)
        if is_there.mean() >= _MOST_THERE:
            break
    else:
        return frame, []
    made = pd.DataFrame({"latitude": places[:, 1], "longitude": places[:, 0]}, index=given.index)
    texts = made.round(6).astype(str).reindex(frame.index, fill_value="")
    texts.columns = [f"{name} (of {pair.east}, {pair.north})" for name in texts]
    note = f"{pair.named} are metres in the system EPSG:{code}; they are turned into degrees of WGS 84"
    return pd.concat([frame, texts], axis=1), [note]


def unnamed(frame: pd.DataFrame) -> list[str]:
    """Return a sentence if two columns hold metres of a system that no head names; nothing is placed by them."""
    pair = _pair(frame)
    if pair is None or _system(pair):
        return []
    return [
        f"{pair.named} seem to be metres on the grid of a map, and no head says of which; nothing is placed by them. "
        f"Name the system, such as “{pair.east} (EPSG:2056)”, or add latitude and longitude in degrees"
    ]


def _pair(frame: pd.DataFrame) -> _Pair | None:
    """Return the first column of each axis that holds metres."""
    found = {}
    for column in frame:
        words = {*_WORD.findall(plain(_CAMEL.sub(" ", column)))}
        axis = "east" if words & _EAST else "north" if words & _NORTH else ""
        if axis and axis not in found and (numbers := _numbers(frame[column])) is not None:
            found[axis] = column, numbers
    if not {"east", "north"} <= found.keys():
        return None
    (east, xs), (north, ys) = found["east"], found["north"]
    points = pd.DataFrame({"x": xs, "y": ys})
    if points.abs().median().max() < _METRES:
        return None
    return _Pair(east, north, points)


def _numbers(cells: pd.Series) -> pd.Series | None:
    """Return the numbers of a column, NaN where there is none; ``None`` unless most are as long as metres are."""
    bare = cells.str.strip().str.replace(_GROUPS, "", regex=True).str.replace(",", ".", regex=False)
    given = bare != ""
    is_number = bare.str.fullmatch(_NUMBER)
    if not given.any() or is_number[given].mean() < _MOST_NUMBERS:
        return None
    return pd.to_numeric(bare.where(is_number, ""), errors="coerce").astype(np.float64)


def _system(pair: _Pair) -> int:
    """Return the EPSG's number of the system that a head names; 0 if none does."""
    heads = plain(f"{pair.east} | {pair.north}").replace("_", " ")
    for form, code in _SYSTEMS:
        if match := re.search(form, heads):
            parts = match.groupdict()
            return int(parts.get("code") or 0) or code + int(parts.get("zone") or 0)
    return 0
