"""Chosen events → JSON by column: what the map loads when there are many.

GeoJSON repeats every name in every event; by column, and with texts that recur stored
once, the same events take a sixth of the bytes, and the browser reads them straight into
arrays of numbers.  The map draws them as marks on one canvas (``assets/js/layers/canvas_layer.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd

from geo.core.edtf import spoken
from geo.core.json_text import dumps_long
from geo.core.looks import MANY
from geo.record.tables import Dataset

__all__ = ["address", "columns"]

_UNIX_EPOCH = 719163  # proleptic Gregorian ordinal of 1 January 1970
_TEXTS = ("title", "kind", "chapter", "part_of", "place_title", "search")


def address(dataset: Dataset) -> str:
    """Return where the map finds the events of *dataset*, below the app's root."""
    plotted = len(dataset.plotted)
    return "api/events.columns.json" if plotted > MANY else "api/events.geojson"


def columns(dataset: Dataset, events: pd.DataFrame) -> str:
    """Return the plotted ones among *events* as JSON, one list per column, in their order.

    Numbers are lists: ``latitude``, ``longitude`` (degrees), ``approximation_km``, ``where_prec``,
    ``date_prec``, ``first_day``, ``last_day`` (days since 1970).  Texts are ``{"words": […],
    "codes": […]}``: event *i* has ``words[codes[i]]``; ``sides`` has lists for words.  ``traits`` is a list of
    such columns, one for each of :attr:`geo.record.tables.Dataset.traits`, and absent where there are none.
    """
    plotted = events[events["status"] == "plotted"]
    found: dict[str, Any] = {
        "type": "EventColumns",
        "id": plotted.index.tolist(),
        "latitude": plotted["latitude"].round(5).tolist(),
        "longitude": plotted["longitude"].round(5).tolist(),
        "approximation_km": plotted["approximation_km"].round(3).tolist(),
        "where_prec": plotted["where_prec"].astype(int).tolist(),
        "date_prec": plotted["date_prec"].astype(int).tolist(),
        "first_day": (plotted["first_day"] - _UNIX_EPOCH).tolist(),
        "last_day": (plotted["last_day"] - _UNIX_EPOCH).tolist(),
        "date_text": _coded(plotted["date_edtf"], spoken),
        "sides": _coded(plotted["parties"], list),
    }
    found |= {name: _coded(plotted[name]) for name in _TEXTS}
    if dataset.traits:
        cells = dataset.more.reindex(plotted.index)
        found["traits"] = [_coded(trait.terms(cells[trait.column])) for trait in dataset.traits]
    return dumps_long(found)


def _coded(column: pd.Series, say: Callable[[Any], Any] | None = None) -> dict[str, list[Any]]:
    """Return each different value of *column* once, as *say* puts it, and which of them every row has."""
    if column.dtype == "str":
        found, texts = pd.factorize(column.array)
        words = texts.tolist()
        return {"words": [say(text) for text in words] if say else words, "codes": found.tolist()}
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in column.tolist()]
    return {"words": [say(value) if say else value for value in numbers], "codes": codes}
