"""What stands beside a plan that is drawn once, without anything to press: who says so, and how it is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.content.plans.day import PlanDay
from geo.record.schema import BRANCHES

__all__ = ["claimants", "key_text"]

#: What is to be seen in the frame of a unit, by its branch.
_DRAWN = {
    "infantry": "a cross",
    "motorised": "a cross with an upright line",
    "mechanised": "a cross over an oval",
    "airborne": "a cross over two arcs",
    "marines": "a cross over a wave",
    "cavalry": "one slanting line",
    "reconnaissance": "one slanting line",
    "armour": "an oval",
    "artillery": "a dot",
    "anti_tank": "a peak",
    "engineers": "a comb",
    "air": "two blades",
    "naval": "an anchor",
}


def claimants(day: PlanDay) -> list[str]:
    """Return who says what a day shows: whose lines are drawn first, then whose units, each once."""
    return list(dict.fromkeys(one["claimant"] for one in (*day.lines, *day.ways, *day.stale, *day.claims, *day.units)))


def key_text(plan: Mapping[str, Any], days: Sequence[PlanDay], symbols: str = "plain") -> str:
    """Return the key to *days* in sentences that a grey print does not make wrong; it names only what they show.

    Parameters
    ----------
    symbols : how units are drawn, ``plain`` or ``app6``.
    """
    sides = plan["sides"]
    lines = [one for day in days for one in day.lines]
    found = []
    of_units = {plan["parties"][one["party"]]["side"] for day in days for one in day.units}
    if "b" in {one["side"] for one in lines} | of_units:
        found.append(
            f"Lines with a pale thread along them, and names with a thin frame inside, are of the {sides['b']} side; "
            f"plain ones are of the {sides['a']} side."
        )
    if symbols == "app6" and any(day.units for day in days):
        branches = {one["branch"] for day in days for one in day.units if one.get("branch")}
        told = [f"{_DRAWN[name]} for {BRANCHES[name].replace('; ', ', ')}" for name in _DRAWN if name in branches]
        found.append(
            "Signs of APP-6: above a frame stands the size of the unit (II battalion, III regiment, X brigade, "
            f"XX division, XXXX army), in it its branch ({'; '.join([*told, 'nothing where that is not told'])})."
        )
    if any(one.get("own") for one in lines):
        found.append("Short strokes on a line point to those who held it.")
    if lines:
        found.append("The wider and paler a line, the less is known of where it ran.")
    if any(day.ways for day in days):
        found.append("An arrow grows from where troops set out to where they came.")
    if any(day.stale for day in days):
        found.append("Dots: the last line known from days before.")
    if any(day.claims for day in days):
        found.append("Dashes and dots: a frontier as one side claimed it.")
    if any(day.disputed or day.contested for day in days):
        found.append("Striped: both sides say that they held it.")
    if any(day.doubt_km is not None for day in days):
        found.append("The dashed bar (±) is how far even the best known line or unit of the day may be off.")
    return " ".join(found)
