"""The plan of a battle on a day → GeoJSON (RFC 7946): what is attested, by whom, and the ground that is disputed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo.content.plans.plan import plan
from geo.record.tables import Dataset

__all__ = ["collection"]

_OF_CLAIM = "party side from to date hours claimant account certainty".split()


def collection(dataset: Dataset, event_id: str, day: dt.date | None = None, accounts: str = "both") -> dict[str, Any]:
    """Return lines, units, disputed ground and features of the plan that shows an event.

    Parameters
    ----------
    day : what is attested on that day; on all days without one.
    accounts : ``a`` or ``b`` for what that side says, and what neither says of itself; ``both`` for all.

    Raises
    ------
    NotFoundError
        If no plan shows the event.
    """
    whole = plan(dataset, event_id)
    told = {"a": ("a", "both"), "b": ("b", "both")}.get(accounts, ("a", "b", "both"))
    claims = [*whole["lines"], *whole["units"]]
    wanted = {one["id"]: one for one in claims if _is_on(one, day) and one["account"] in told}
    disputes = [
        one
        for one in (*whole["disputed"], *whole["contested"])
        if _is_on(one, day) and {one["a"], one["b"]} <= set(wanted)
    ]
    found = [
        *(_ground(one) for one in whole["features"]),
        *(_claim(one) for one in wanted.values()),
        *(_dispute(one) for one in disputes),
    ]
    south, west, north, east = whole["box"]
    return {"type": "FeatureCollection", "bbox": [west, south, east, north], "features": found}


def _is_on(one: dict[str, Any], day: dt.date | None) -> bool:
    return day is None or one["from"] <= day.isoformat() <= one["to"]


def _feature(name: str | None, kind: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    given = {key: None if value == "" else value for key, value in properties.items()}
    own = {"id": name} if name else {}
    return {
        "type": "Feature",
        **own,
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": given,
    }


def _ground(one: dict[str, Any]) -> dict[str, Any]:
    properties = {
        "layer": "feature",
        "kind": one["kind"],
        "title": one["name"],
        "also": one.get("also"),
        "elevation_m": one.get("m"),
        "approximation_km": one["km"],
        "source": one["basis"],
        "note": one.get("note"),
    }
    if "course" not in one:
        return _feature(one["id"], "Point", one["at"], properties)
    kind, course = ("Polygon", [one["course"]]) if one["is_area"] else ("LineString", one["course"])
    return _feature(one["id"], kind, course, properties)


def _claim(one: dict[str, Any]) -> dict[str, Any]:
    properties = {name: one.get(name) for name in _OF_CLAIM}
    properties |= {
        "approximation_km": one["km"],
        "source": one.get("source"),
        "locator": one.get("locator"),
    }
    if "path" in one:
        properties |= {"layer": "line", "kind": one["kind"], "note": one.get("note")}
        return _feature(one["id"], "LineString", one["path"], properties)
    properties |= {"layer": "unit", "kind": one["echelon"], "title": one["title"], "did": one["did"]}
    return _feature(one["id"], "Point", one["at"], properties)


def _dispute(one: dict[str, Any]) -> dict[str, Any]:
    properties = {
        "layer": "disputed",
        "kind": one["what"],
        "claims": [one["a"], one["b"]],
        "from": one["from"],
        "to": one["to"],
    }
    if "ring" in one:
        return _feature(None, "Polygon", [one["ring"]], properties)
    return _feature(None, "Point", one["at"], properties | {"place": one["place"]})
