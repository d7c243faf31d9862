"""The day whose borders a range is shown with: the table of cases that the browser's half answers too."""

import datetime as dt
import json
from pathlib import Path

import pytest

from geo.basemap.borders import borders_on
from geo.record import tables

CASES = json.loads((Path(__file__).parents[2] / "cases" / "borders.json").read_text("utf-8"))["cases"]
TURN = dt.date(1945, 8, 8)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_borders_of_a_range(case: dict[str, str]) -> None:
    assert borders_on(day(case["from"]), day(case["to"]), TURN) == day(case["expect"])


def test_the_turn_is_the_day_before_the_august_war() -> None:
    assert tables.atlas().borders_turn == TURN


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, None, "1945-12-31"),
        ("1939-01-01", None, "1945-12-31"),
        (None, "1936-12-31", "1936-12-31"),
        ("1929-01-01", "1945-08-20", "1945-08-20"),
        ("1945-08-09", "1945-09-02", "1945-09-02"),
        ("1929-01-01", "1950-12-31", "1945-12-31"),
        ("1946-01-01", "1950-12-31", "1950-12-31"),
    ],
)
def test_without_a_turn_the_end_of_the_range_decides(start: str | None, end: str | None, shown: str) -> None:
    assert borders_on(day(start), day(end), None) == day(shown)
