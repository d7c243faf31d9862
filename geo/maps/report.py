"""A payload of the map → what happened in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Literal

from geo.core.points import Point
from geo.query.selection import ACCOUNTS, SYMBOLS

__all__ = ["Report", "report"]

_REPORTS = ("select", "view", "range", "plan", "pick")


@dataclass(frozen=True)
class Report:
    """What the map says happened in it.

    Attributes
    ----------
    kind : ``select`` (an event was chosen or, with an empty ``event``, let go), ``view`` (the map
        was moved), ``range`` (the time control stopped), ``plan`` (another day, whose account, or a
        unit looked up, in the plan of a battle) or ``pick`` (a point was chosen).
    event : id; ``stack`` holds the ids of all events under the pointer, the chosen first.
    number : counts up, so that an old report is never taken for a new one.
    sent : of a ``view``, ``range`` or ``plan``: the number of the view that the map had been sent to before.
    """

    kind: Literal["select", "view", "range", "plan", "pick"]
    number: int
    event: str = ""
    stack: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    zoom: int | None = None
    sent: int = 0
    start: dt.date | None = None
    end: dt.date | None = None
    on: dt.date | None = None
    accounts: str = "both"
    symbols: str = "plain"
    unit: str = ""


def report(payload: object, known_events: Container[str], known_units: Container[str] = ()) -> Report | None:
    """Return the map's *payload* as a report, or ``None`` if it is none that can be used.

    Parameters
    ----------
    payload : whatever the component sent; it comes from the browser and is not trusted.
    known_events, known_units : containers of ids.
    """
    if not isinstance(payload, Mapping) or payload.get("kind") not in _REPORTS:  # may be unhashable
        return None
    try:
        number = int(payload.get("n", 0))
        event = str(payload.get("id") or "")
        stack = tuple(str(item) for item in payload.get("stack") or ())
        sent = int(payload.get("sent", 0))
        if payload["kind"] == "view":
            place = Point(float(payload["lat"]), float(payload["lon"]))
            return Report("view", number, lat=place.lat, lon=place.lon, zoom=int(payload["z"]), sent=sent)
        if payload["kind"] == "pick":
            place = Point(float(payload["lat"]), float(payload["lon"]))
            return Report("pick", number, lat=place.lat, lon=place.lon)
        if payload["kind"] == "range":
            start, end = (dt.date.fromisoformat(str(payload[name])) for name in ("from", "to"))
            return Report("range", number, start=start, end=end, sent=sent) if start <= end else None
        if payload["kind"] == "plan":
            on = dt.date.fromisoformat(str(payload["on"])) if payload["on"] != "" else None
            accounts = str(payload["accounts"])
            symbols = str(payload.get("symbols", "plain"))
            unit = str(payload.get("unit") or "")
            if accounts not in ACCOUNTS or symbols not in SYMBOLS or (unit and unit not in known_units):
                return None
            return Report("plan", number, on=on, accounts=accounts, symbols=symbols, unit=unit, sent=sent)
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    if event and event not in known_events:
        return None
    return Report("select", number, event, tuple(item for item in stack if item in known_events))
