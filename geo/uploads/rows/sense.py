"""Positions that cannot be meant: near 0, 0, all on one spot, swapped, of a picture; each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from geo.uploads.faults import Cells

__all__ = ["Remark", "on_a_grid", "remarks"]

_NEAR_ZERO = 2  # degrees
_LEAST_NEAR, _LEAST_ALIKE = 3, 5  # events
_LEAST_METRES = 10_000
_MOST = 0.5
_LEAVE_OUT = {"latitude": "", "longitude": ""}


#: Positions of the military grid (MGRS), and of UTM with their zone.
_GRIDS = {
    "the military grid (MGRS)": re.compile(r"\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?(?:\d{2,5} ?\d{2,5})"),
    "the UTM grid": re.compile(r"\d{1,2} ?[C-HJ-NP-XS] ?,? ?\d{6}(?:\.\d+)?(?: ?m?E)?,? \d{6,7}(?:\.\d+)?(?: ?m?N)?"),
}
_LOOKED_AT = 20  # cells of a column


class Remark(NamedTuple):
    """What does not look right.

    Attributes
    ----------
    words : one sentence, without its full stop.
    remedy : what the button says that mends it.
    mapping : the columns that it changes, by field.
    """

    words: str
    remedy: str
    mapping: Mapping[str, str]


def on_a_grid(frame: pd.DataFrame) -> list[str]:
    """Return one sentence for each column whose cells are positions of a grid that is not read here."""
    found = []
    for name in frame:
        cells = [text.upper() for text in frame[name].head(_LOOKED_AT) if text]
        for grid, form in _GRIDS.items():
            if cells and sum(form.fullmatch(text) is not None for text in cells) > _MOST * len(cells):
                found.append(
                    f"the positions in “{name}” are of {grid}, no degrees, and are not read; add latitude and "
                    "longitude in degrees (WGS 84, EPSG:4326)"
                )
    return found


def remarks(cells: Cells, where: pd.DataFrame, mapping: Mapping[str, str]) -> list[Remark]:
    """Return what does not look right with the positions as a whole.

    Parameters
    ----------
    where : latitude and longitude by row, as :func:`geo.uploads.rows.row_places.places` returns them.
    mapping : the column of each field.
    """
    lat, lon = mapping.get("latitude", ""), mapping.get("longitude", "")
    if not (lat and lon):
        return []
    swap = {"latitude": lon, "longitude": lat}
    given = where.loc[(cells["latitude"] != "") & (cells["longitude"] != ""), ["latitude", "longitude"]].dropna()
    if given.empty:
        return []
    too_far = given["latitude"].abs() > 90
    if too_far.sum() > _MOST * len(given):
        if given["latitude"].abs().median() > _LEAST_METRES:
            words = (
                f"the positions are metres on the grid of a map (such as UTM or Web Mercator), in “{lat}” and “{lon}”, "
                "no degrees; save the table with latitude and longitude in degrees (WGS 84, EPSG:4326)"
            )
            return [Remark(words, "Leave the positions out", _LEAVE_OUT)]
        many = f"{int(too_far.sum()):,} of {len(given):,} latitudes are above 90"
        if (given["longitude"].abs()[too_far] <= 90).all() and (given["latitude"].abs()[too_far] <= 360).all():
            words = f"{many}; latitude and longitude seem to be swapped"
            return [Remark(words, "Swap latitude and longitude", swap)]
        words = f"{many}; these seem to be places on a picture, not on the globe"
        return [Remark(words, "Leave the positions out", _LEAVE_OUT)]
    near = (given.abs() < _NEAR_ZERO).all(axis=1)
    if near.sum() >= _LEAST_NEAR and near.sum() > _MOST * len(given):
        words = (
            f"{int(near.sum()):,} of {len(given):,} positions lie near 0, 0, in the open sea off Africa; "
            "are they empty cells, or places on a picture?"
        )
        return [Remark(words, "Leave the positions out", _LEAVE_OUT)]
    if len(given) >= _LEAST_ALIKE and len(given.drop_duplicates()) == 1:
        spot = given.iloc[0]
        words = f"all {len(given):,} positions are one and the same, {spot['latitude']:g}, {spot['longitude']:g}"
        return [Remark(words, "Leave the positions out", _LEAVE_OUT)]
    return []
