"""The day whose borders a range is shown with: the table of cases that the browser's half answers too."""

import datetime as dt
import json
from pathlib import Path

import pytest

from geo.basemap.borders import WAR_EVE, borders_on

CASES = json.loads((Path(__file__).parents[2] / "cases" / "borders.json").read_text("utf-8"))["cases"]


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_borders_of_a_range(case: dict[str, str]) -> None:
    assert borders_on(day(case["from"]), day(case["to"])) == day(case["expect"])


def test_the_eve_is_the_day_before_the_august_war() -> None:
    assert WAR_EVE.isoformat() == "1945-08-08"
