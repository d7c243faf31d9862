"""The days of a battle: what began on each, what had gone on since before, and whether anything is attested."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from geo.content.plans.evidence import LONGEST_DAYS, Claim
from geo.core.edtf import spoken
from geo.core.points import KM_NORTH, km_east
from geo.record.tables import Dataset

__all__ = ["days"]

_TO_THE_DAY = 2  # of ``date_prec``, and better


def days(
    dataset: Dataset,
    battle: str,
    events: Collection[str],
    claims: Sequence[Claim],
    span: tuple[dt.date, dt.date],
    reach: tuple[float, float, float, float],
) -> list[dict[str, Any]]:
    """Return every day of a battle, as it is sent.

    That is ``on``; ``attested``; ``sides`` of whom there is news; ``captions`` of the events that began on it or were
    that day, with ``is_away`` where one happened off the ground; and where there are none, ``going``, the event begun
    last that went on, with its ``dates`` in words.

    Parameters
    ----------
    claims : lines and units, without frontiers.
    span : first and last day.
    reach : south, west, north and east edge of the ground that is drawn.
    """
    rows = dataset.events.loc[list(events)]
    told = rows[(rows["date_prec"] <= _TO_THE_DAY) & (rows["caption"] != "")]
    away = {str(event) for event in told.index if _is_away(dataset, str(event), reach)}
    captions: dict[dt.date, list[dict[str, Any]]] = {}
    lasting: list[tuple[dt.date, dt.date, dict[str, str]]] = []
    for event_id, row in told.iterrows():
        begin, end = (dt.date.fromordinal(row[name]) for name in ("first_day", "last_day"))
        one = {"event": str(event_id), "text": row["caption"]}
        captions.setdefault(begin, []).append(one | ({"is_away": True} if event_id in away else {}))
        if event_id not in {battle, *away} and 0 < (end - begin).days <= LONGEST_DAYS:
            dates = spoken(row["date_edtf"]).replace(f" {end.year}", "")
            lasting.append((begin, end, one | {"dates": dates}))
    begun: dict[dt.date, set[str]] = {}
    for claim in claims:
        begun.setdefault(claim.first, set()).add(claim.side)
    attested = {day for first, last in {(claim.first, claim.last) for claim in claims} for day in _each(first, last)}
    found = []
    for day in _each(*span):
        made: dict[str, Any] = {"on": day.isoformat(), "attested": day in attested}
        if day in begun:
            made["sides"] = sorted(begun[day])
        if day in captions:
            made["captions"] = captions[day]
        elif under_way := [one for one in lasting if one[0] < day <= one[1]]:
            made["going"] = max(under_way, key=lambda one: (one[0], -one[1].toordinal()))[2]
        found.append(made)
    return found


def _each(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def _is_away(dataset: Dataset, event_id: str, reach: tuple[float, float, float, float]) -> bool:
    """Return whether an event is known to have happened off the ground."""
    lat, lon, km = (float(dataset.events.at[event_id, name]) for name in ("latitude", "longitude", "approximation_km"))
    if math.isnan(lat):
        return False
    south, west, north, east = reach
    up, out = km / KM_NORTH, km / km_east(lat)
    return not (south - up <= lat <= north + up and west - out <= lon <= east + out)
