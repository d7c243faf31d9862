"""Days in what people type, in the words of several languages."""

from __future__ import annotations

import pytest

from geo.query.calendar_words import read, span

RANGES = {
    "1904": "1904..1904",
    "1904-07": "1904-07-01..1904-07-31",
    "1904-07-29": "1904-07-29..1904-07-29",
    "1904–05": "1904..1905",
    "1904 to 1905": "1904..1905",
    "1904-1905": "1904..1905",
    "the 1900s": "1900..1909",
    "summer 1904": "1904-06-01..1904-08-31",
    "Summer of 1904": "1904-06-01..1904-08-31",
    "in the autumn of 1904": "1904-09-01..1904-11-30",
    "winter 1903-04": "1903-12-01..1904-02-29",
    "winter 1904/05": "1904-12-01..1905-02-28",
    "August 1904": "1904-08-01..1904-08-31",
    "Aug. 1904": "1904-08-01..1904-08-31",
    "20 August 1904": "1904-08-20..1904-08-20",
    "August 20, 1904": "1904-08-20..1904-08-20",
    "20th of August 1904": "1904-08-20..1904-08-20",
    "1904年8月20日": "1904-08-20..1904-08-20",
    "1904年8月": "1904-08-01..1904-08-31",
    "1904年": "1904..1904",
    "1904年夏": "1904-06-01..1904-08-31",
    "明治37年": "1904..1904",
    "明治三十七年夏": "1904-06-01..1904-08-31",
    "昭和元年": "1926..1926",
    "昭和2年8月": "1927-08-01..1927-08-31",
    "民國13年": "1924..1924",
    "康德元年": "1934..1934",
    "Shōwa 2": "1927..1927",
    "1904년 여름": "1904-06-01..1904-08-31",
    "1904년 8월 20일": "1904-08-20..1904-08-20",
    "лето 1904": "1904-06-01..1904-08-31",
    "летом 1904 года": "1904-06-01..1904-08-31",
    "20 августа 1904": "1904-08-20..1904-08-20",
    "август 1904 года": "1904-08-01..1904-08-31",
    "зун 1904": "1904-06-01..1904-08-31",
}


@pytest.mark.parametrize(("text", "days"), RANGES.items(), ids=RANGES)
def test_days_are_read(text: str, days: str) -> None:
    said = read(text)
    assert said.days is not None
    assert (said.days.param, said.rest, said.months) == (days, "", (0, 0))


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("Port Arthur 1904", "1904..1904", "Port Arthur"),
        ("Port Arthur, August 1904", "1904-08-01..1904-08-31", "Port Arthur"),
        ("battles in 1904", "1904..1904", "battles"),
        ("1904 battles", "1904..1904", "battles"),
        ("the battle of August 1904", "1904-08-01..1904-08-31", "battle"),
    ],
)
def test_what_stands_beside_a_date_is_kept(text: str, days: str, rest: str) -> None:
    said = read(text)
    assert said.days is not None
    assert (said.days.param, said.rest) == (days, rest)


@pytest.mark.parametrize(
    ("text", "months"), [("August", (8, 1)), ("in August", (8, 1)), ("summer", (6, 3)), ("冬", (12, 3))]
)
def test_a_month_or_season_alone_has_no_year(text: str, months: tuple[int, int]) -> None:
    said = read(text)
    assert (said.days, said.months, said.rest) == (None, months, "")


@pytest.mark.parametrize(
    "text",
    ["", "Hill 731", "23rd Division", "marching", "falling", "маршал", "36 division", "12345", "Mayor", "зимовье"],
)
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    said = read(text)
    assert (said.days, said.months, said.rest) == (None, (0, 0), text)


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    said = read("31 February 1904")
    assert said.days is not None
    assert said.days.param == "1904-02-01..1904-02-29"


def test_months_go_on_into_the_next_year() -> None:
    assert span(1904, 12, 3).param == "1904-12-01..1905-02-28"
