"""JSON written piece by piece is the same JSON."""

from __future__ import annotations

import math

import pytest

from geo.core.json_text import dumps, dumps_long

VALUES = [
    {},
    [],
    {"type": "EventColumns", "id": [], "codes": [1]},
    {"words": ["Халхин-Гол", 'a "b"', None, 1.5, ["x", "y"], {"z": 1}] * 9_000, "codes": list(range(60_001))},
    {"traits": [{"words": ["a"] * 20_000, "codes": [0] * 40_000}]},
    [[1, 2], "x"] * 30_000,
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_in_pieces_it_is_the_same(value: object) -> None:
    assert dumps_long(value) == dumps(value)


@pytest.mark.parametrize("write", [dumps, dumps_long])
def test_what_json_does_not_know_is_refused(write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="not JSON compliant"):
        write({"latitude": [1.0] * 30_000 + [math.nan]})
