"""Tables in the shapes that people's files have: each is read unaided, and gives what is right."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from geo.maps import live
from geo.uploads import readings
from geo.uploads.own_events import Reading
from geo.uploads.readings import Options

CASES = Path(__file__).parents[2] / "cases" / "tables"
EXPECTED: dict[str, dict[str, Any]] = {
    name: right
    for name, right in json.loads((CASES / "expected.json").read_text(encoding="utf-8")).items()
    if (CASES / name).exists()
}
NEAR_DEG = 0.001
#: What cannot be: the calendar of the atlas begins with the year 1, which is said.
BEFORE_THE_YEAR_1 = "12_bce.csv"


def read(name: str) -> Reading:
    return readings.read(name, (CASES / name).read_bytes(), Options())


def said(reading: Reading) -> str:
    """Return all that the page says of a reading."""
    return "\n".join([*reading.notes, *(one.words for one in reading.whole), *reading.problems["right"]])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_table_gives_what_is_right(name: str) -> None:
    right, reading = EXPECTED[name], read(name)
    events = reading.dataset.events
    for one in right.get("events", ()):
        if one["date"] and one["date"].startswith("-"):
            assert name == BEFORE_THE_YEAR_1 and "before the year 1" in said(reading)
            continue
        assert any(_is_meant(one, event) for event in events.to_dict("records")), (
            one,
            events["title"].tolist(),
            said(reading),
        )
    if "count" in right:
        assert len(events) == right["count"]
    elif "events" in right and name != BEFORE_THE_YEAR_1:
        assert len(events) == len(right["events"])
    for words in (right.get("note"), right.get("message")):
        assert not words or words in said(reading)
    if "sides" in right:
        assert sorted(reading.dataset.sides.values()) == sorted(right["sides"])
    if "order" in right:
        assert events["title"].tolist() == right["order"]
    for title, (low, best, high) in right.get("figures", {}).items():
        claims = reading.dataset.claims.set_index("event_id")
        claim = claims.loc[events.index[events["title"] == title][0]]
        assert [None if math.isnan(claim[end]) else claim[end] for end in ("low", "best", "high")] == [low, best, high]
    if "home_lon_near" in right:
        away = abs(live.stage(reading.dataset).home[1] - right["home_lon_near"]) % 360
        assert min(away, 360 - away) < 15


def _is_meant(right: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether *event* is the one that is expected; of an event without a title, the row's other values tell."""
    if right["title"] is not None and event["title"] != right["title"]:
        return False
    if right["date"] is not None and event["date_edtf"] != right["date"]:
        return False
    if right.get("prec") is not None and event["date_prec"] != right["prec"]:
        return False
    places = ((right["lat"], "latitude"), (right["lon"], "longitude"))
    return all(wanted is None or abs(event[name] - wanted) < NEAR_DEG for wanted, name in places)
