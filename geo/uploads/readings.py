"""A visitor's file → its :class:`~geo.uploads.own_events.Reading`, and readings as messages between processes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

from geo.geocoding.ranking import Located, Wanted
from geo.record.atlas import Atlas
from geo.record.files.tour_files import Step, Tour
from geo.record.schema import TABLES
from geo.record.tables import Dataset
from geo.uploads import own_events, package_reading, reader
from geo.uploads.cells.dates import Order
from geo.uploads.columns.column_mapping import guess
from geo.uploads.faults import WholeFault
from geo.uploads.files.encodings import Guess
from geo.uploads.own_events import Reading
from geo.uploads.process.wire import Message
from geo.uploads.raw_table import RawTable, mended
from geo.uploads.rows.sense import Remark

__all__ = ["Options", "again", "as_message", "of_message", "options_of", "raw_of", "raw_values", "read"]

_TABLES = (*(table.name for table in TABLES if table.name != "chapters"), "more")
_ATLAS = ("title", "short_title", "introduction", "years", "view", "bounds", "base_map", "search_hint", "identifier")


@dataclass(frozen=True)
class Options:
    """What a visitor has said about a file.

    Attributes
    ----------
    encoding : in which the file is read; guessed where it is empty.
    mapping : the column of each field; ``None`` before anything is known of the columns: they are guessed.
    order : how day and month follow each other.
    cells : what was mended, by row number and column.
    located : where rows with only a name were put.
    """

    encoding: str = ""
    mapping: Mapping[str, str] | None = None
    order: Order = ""
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)
    located: Mapping[str, Located] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """Return them as JSON knows values."""
        return {
            "encoding": self.encoding,
            "mapping": None if self.mapping is None else dict(self.mapping),
            "order": self.order,
            "cells": [[row, column, text] for (row, column), text in self.cells.items()],
            "located": {row: asdict(place) for row, place in self.located.items()},
        }


def options_of(values: Mapping[str, Any]) -> Options:
    """Return what :meth:`Options.values` gave."""
    return Options(
        encoding=values["encoding"],
        mapping=values["mapping"],
        order=values["order"],
        cells={(row, column): text for row, column, text in values["cells"]},
        located={row: Located(**place) for row, place in values["located"].items()},
    )


def read(name: str, data: bytes, options: Options) -> Reading:
    """Return what the file gives.

    Raises
    ------
    UploadError
        If it is no table of events.
    """
    if found := package_reading.reading(name, data):
        return found
    raw = reader.read(data, name, options.encoding)
    del data  # which may be large, and is not needed any more
    return again(raw, options)


def again(raw: RawTable, options: Options) -> Reading:
    """Return what a table gives that has been read before; ``raw`` in it is the table as it was found."""
    mapping = guess(raw.frame).mapping if options.mapping is None else options.mapping
    found = own_events.read(mended(raw, options.cells), mapping, options.order, options.located)
    return replace(found, raw=raw)


def raw_values(raw: RawTable) -> dict[str, Any]:
    """Return what a table is beside its cells and complaints."""
    doubts = [[one.name, list(one.lines)] for one in raw.doubts]
    return {"name": raw.name, "kind": raw.kind, "notes": list(raw.notes), "digest": raw.digest, "doubts": doubts}


def raw_of(values: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> RawTable:
    """Return a table from the pieces of a message."""
    ragged = frames["ragged"]["ragged"]
    return RawTable(
        values["name"],
        values["kind"],
        frames["raw"],
        tuple(values["notes"]),
        ragged.rename_axis(None).rename(None),
        values["digest"],
        tuple(Guess(str(name), tuple(map(str, lines))) for name, lines in values["doubts"]),
    )


def as_message(found: Reading, with_raw: bool) -> Message:
    """Return a reading in pieces that can be sent."""
    dataset = found.dataset
    frames = {name: getattr(dataset, name) for name in _TABLES}
    frames |= {"problems": found.problems, "bad": found.bad}
    frames["wanted"] = pd.DataFrame([asdict(one) for one in found.wanted], columns=list(_WANTED), dtype="str")
    if with_raw:
        frames |= {"raw": found.raw.frame, "ragged": found.raw.ragged.to_frame("ragged")}
    values = {
        "raw": raw_values(found.raw) if with_raw else None,
        "digest": dataset.digest,
        "chapters": list(dataset.chapters.items()),
        "sides": list(dataset.sides.items()),
        "claim_sides": list(dataset.claim_sides.items()),
        "atlas": {name: getattr(dataset.atlas, name) for name in _ATLAS} | {"sides": list(dataset.atlas.sides)},
        "years": list(dataset.years),
        "movements": list(dataset.movements),
        "tours": [_tour_values(tour) for tour in dataset.tours.values()],
        "problem_count": found.problem_count,
        "bad_count": found.bad_count,
        "asks_order": found.asks_order,
        "notes": list(found.notes),
        "whole": [list(one) for one in found.whole],
        "remarks": [[one.words, one.remedy, dict(one.mapping)] for one in found.remarks],
    }
    return values, frames, {}


def _atlas(values: Mapping[str, Any]) -> Atlas:
    """Return what the atlas says of itself; what a page of a visitor's own never asks for is left at its default."""
    found: Mapping[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return replace(Atlas(), **found)


_DAYS = ("start", "end", "on")


def _tour_values(tour: Tour) -> dict[str, Any]:
    """Return a guided tour as JSON knows values."""
    values = asdict(tour)
    values["steps"] = [
        {name: str(value) if name in _DAYS and value else value for name, value in step.items()}
        for step in values["steps"]
    ]
    return values


def _tour(values: Mapping[str, Any]) -> Tour:
    """Return the tour that was sent."""
    steps = []
    for step in values["steps"]:
        days = {name: dt.date.fromisoformat(step[name]) if step[name] else None for name in _DAYS}
        works = tuple((str(work), str(locator)) for work, locator in step["sources"])
        steps.append(Step(**{**step, **days, "sources": works}))
    return Tour(**{**values, "steps": tuple(steps)})


_WANTED = ("row_id", "name", "country", "date")


def of_message(message: Message, raw: RawTable | None) -> Reading:
    """Return the reading that was sent; *raw* is its table where that was not sent with it."""
    values, frames, _ = message
    first, last = values["years"]
    dataset = Dataset(
        **{name: frames[name] for name in _TABLES},
        digest=str(values["digest"]),
        chapters=dict(values["chapters"]),
        sides=dict(values["sides"]),
        claim_sides=dict(values["claim_sides"]),
        atlas=_atlas(values["atlas"]),
        years=(int(first), int(last)),
        is_own=True,
        movements=tuple(values["movements"]),
        tours={one["slug"]: _tour(one) for one in values["tours"]},
    )
    return Reading(
        raw=raw or raw_of(values["raw"], frames),
        dataset=dataset,
        problems=frames["problems"],
        problem_count=int(values["problem_count"]),
        bad=frames["bad"],
        bad_count=int(values["bad_count"]),
        wanted=[Wanted(*row) for row in frames["wanted"].itertuples(index=False, name=None)],
        asks_order=bool(values["asks_order"]),
        notes=tuple(values["notes"]),
        whole=tuple(
            WholeFault(str(column), int(count), str(words), str(field))
            for column, count, words, field in values["whole"]
        ),
        remarks=tuple(Remark(str(words), str(remedy), dict(mapping)) for words, remedy, mapping in values["remarks"]),
    )
