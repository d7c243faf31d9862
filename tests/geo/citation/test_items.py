"""What is cited, as CSL items: dates no more exact than written, the atlas, an event, a view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from geo.about import TITLE, VERSION
from geo.citation import items, styles
from geo.errors import DateError, NotFoundError
from geo.query.selection import Selection
from geo.record.tables import Dataset
from tests.builders import an_event

Build = Callable[..., Dataset]
URL = "https://atlas.example/?event=the-clash&from=1935"


# --- dates ---


@pytest.mark.parametrize(
    ("date_edtf", "expected"),
    [
        ("", None),
        ("1938", {"date-parts": [[1938]]}),
        ("1938-07", {"date-parts": [[1938, 7]]}),
        ("1938-07-29", {"date-parts": [[1938, 7, 29]]}),
        ("1938-07-XX", {"date-parts": [[1938, 7]]}),
        ("1938-XX-XX", {"date-parts": [[1938]]}),
        ("1936-03~", {"date-parts": [[1936, 3]], "circa": True}),
        ("1936?", {"date-parts": [[1936]], "circa": True}),
        ("1904/1905", {"date-parts": [[1904], [1905]]}),
        ("1938-07-29/1938-08", {"date-parts": [[1938, 7, 29], [1938, 8]]}),
        ("193X", {"literal": "1930s"}),
        ("1938-22", {"date-parts": [[1938]], "season": 2}),
    ],
)
def test_a_date_is_no_more_exact_than_written(date_edtf: str, expected: dict[str, Any] | None) -> None:
    assert items.csl_date(date_edtf) == expected


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(DateError):
        items.csl_date("last summer")


# --- the atlas, an event, a view ---


def test_the_atlas_names_its_version_and_year() -> None:
    item = items.atlas("https://atlas.example/")
    assert item["title"] == "Atlas of the Soviet–Japanese Border Conflicts, 1929–1945"
    assert styles.cite(item, "chicago") == f"‘{TITLE}’. Version {VERSION}, 2026. https://atlas.example/."
    assert styles.cite(item, "apa") == f"{TITLE} (Version {VERSION}). (2026). [Data set]. https://atlas.example/"


def test_an_event_is_an_entry_of_the_atlas(dataset: Build) -> None:
    item = items.event(dataset(events=[an_event(title="Fight at Tauran")]), "the-clash", URL, dt.date(2026, 11, 22))
    assert styles.cite(item, "chicago") == f"‘Fight at Tauran’. In {TITLE}, version {VERSION}, 2026. {URL}."
    assert styles.cite(item, "apa") == f"Fight at Tauran. (2026). In {TITLE} (Version {VERSION}). {URL}"
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}


def test_there_is_no_citation_of_what_does_not_exist(dataset: Build) -> None:
    with pytest.raises(NotFoundError):
        items.event(dataset(), "no-such-event")
    with pytest.raises(KeyError):
        items.source(dataset(), "no-such-work")
    with pytest.raises(KeyError):
        styles.cite(items.atlas(), "vancouver")


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (Selection(), "Map of events, 1929–1945"),
        (Selection(start=dt.date(1939, 1, 1), end=dt.date(1939, 12, 31)), "Map of events, 1939"),
        (Selection(start=dt.date(1939, 5, 11), end=dt.date(1939, 9, 16)), "Map of events, 11 May – 16 September 1939"),
        (Selection(start=dt.date(1939, 5, 11), end=dt.date(1939, 5, 11)), "Map of events, 11 May 1939"),
        (Selection(start=dt.date(1950, 6, 25)), "Map of events, 25 June 1950"),
        (Selection(end=dt.date(1905, 9, 5)), "Map of events, 5 September 1905"),
        (
            Selection(
                kinds=("air_action",),
                chapters=("lake-khasan",),
                sides=("japan",),
                sure=("date",),
                within_km=25,
                query="Хасан",
            ),
            "Map of events, 1929–1945, air action, Lake Khasan (1938), Japan, only sure dates, "
            "places known to 25 km, search “Хасан”",
        ),
    ],
)
def test_a_view_says_what_it_shows(dataset: Build, selection: Selection, title: str) -> None:
    assert items.view_title(dataset(), selection) == title
    assert title.lower() in styles.cite(items.view(title, URL), "chicago").lower()
