"""What a plan shows on one day, by whose account; ``Atlas.planOn`` in the browser says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.core.looks import LOOKS

__all__ = ["PlanDay", "caption", "on_day", "telling_days"]

Row = Mapping[str, Any]
_TOLD = {"a": ("a", "both"), "b": ("b", "both")}


@dataclass(frozen=True)
class PlanDay:
    """The rows of a plan that a day has.

    Attributes
    ----------
    lines : fronts of the day, but for those that a later hour has replaced.
    stale : the last lines of a side that has none on the day.
    ways : how units went.
    """

    on: dt.date
    claims: list[Row]
    lines: list[Row]
    stale: list[Row]
    ways: list[Row]
    units: list[Row]
    disputed: list[Row]
    contested: list[Row]

    @property
    def doubt_km(self) -> float | None:
        """How far the best known line may be off, or unit if there is no line; ``None`` if nothing is told."""
        best = [*self.lines, *self.ways] or self.units
        return min((float(one["km"]) for one in best), default=None)


def on_day(plan: Row, day: dt.date, accounts: str = "both") -> PlanDay:
    """Return what *plan* shows on a day by the account ``a``, ``b`` or ``both``."""
    on, told = day.isoformat(), _TOLD.get(accounts, ("a", "b", "both"))
    lines = [one for one in plan["lines"] if one["account"] in told]
    units = [one for one in plan["units"] if one["account"] in told]
    ids = {one["id"] for one in (*lines, *units)}
    here = [one for one in lines if _is_on(one, on)]
    fronts = [one for one in lines if one["kind"] not in ("claim", "advance")]
    return PlanDay(
        on=day,
        claims=[one for one in here if one["kind"] == "claim"],
        lines=[one for one in fronts if _is_on(one, on) and one.get("gone") not in ids],
        stale=[one for side in ("a", "b") for one in _last(fronts, on, side)],
        ways=[one for one in here if one["kind"] == "advance"],
        units=[one for one in units if _is_on(one, on)],
        disputed=[one for one in plan["disputed"] if _is_on(one, on) and {one["a"], one["b"]} <= ids],
        contested=[one for one in plan["contested"] if _is_on(one, on) and {one["a"], one["b"]} <= ids],
    )


def _is_on(one: Row, on: str) -> bool:
    return bool(one["from"] <= on <= one["to"])


def _last(fronts: Sequence[Row], on: str, side: str) -> list[Row]:
    own = [one for one in fronts if one["side"] == side]
    if any(_is_on(one, on) for one in own):
        return []
    first = (dt.date.fromisoformat(on) - dt.timedelta(days=LOOKS["plan"]["staleDays"])).isoformat()
    past = [one for one in own if first <= one["to"] < on]
    newest = max((one["to"] for one in past), default="")
    return [one for one in past if one["to"] == newest and not one.get("gone")]


def caption(plan: Row, day: dt.date) -> str:
    """Return what the plan says of a day in a line, ``Atlas.planCaption`` in the browser; empty if nothing."""
    here: Row = next((one for one in plan["days"] if one["on"] == day.isoformat()), {})
    told = here.get("captions", ())
    said = [one["text"] for one in told if "is_away" not in one]
    away = [one["text"] for one in told if "is_away" in one]
    if away:
        said.append(f"{'elsewhere' if said else 'Elsewhere'}: {' · '.join(away)}")
    if going := here.get("going"):
        said.append(f"{going['dates']}: {going['text']}")
    return " · ".join(said)


def telling_days(plan: Row, most: int) -> list[dt.date]:
    """Return the days of which most is told, at most so many, in order of time."""
    news: dict[str, int] = {}
    for one in plan["days"]:
        begun = [line for line in plan["lines"] if line["kind"] != "claim" and line["from"] == one["on"]]
        units = [unit for unit in plan["units"] if unit["from"] == one["on"]]
        told = 3 * len(begun) + len(units) + 2 * bool(one.get("captions"))
        if begun or units:
            news[one["on"]] = told
    best = sorted(news, key=lambda on: (-news[on], on))[:most]
    return [dt.date.fromisoformat(on) for on in sorted(best)]
