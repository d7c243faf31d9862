"""What the map loads of a visitor's many events is made beforehand, once, and lives no longer than they do."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from geo.core.looks import MANY
from geo.formats import made_ahead
from geo.record.tables import Dataset
from geo.uploads import readings
from geo.uploads.readings import Options


def many(count: int) -> Dataset:
    rows = "".join(f"Clash {n},193{n % 10}-0{1 + n % 9}-1{n % 10},4{n % 7}.5,12{n % 9}.25\n" for n in range(count))
    return readings.read("many.csv", f"title,date,latitude,longitude\n{rows}".encode(), Options()).dataset


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Dataset]]:
    made: list[Dataset] = []
    make = made_ahead._made

    def noted(dataset: Dataset) -> made_ahead.Body:
        made.append(weakref.proxy(dataset))
        return make(dataset)

    monkeypatch.setattr(made_ahead, "_made", noted)
    monkeypatch.setattr(made_ahead, "_MANY", 500)
    yield made


def test_it_is_made_once_and_is_what_would_be_made_at_the_press(_made: list[Dataset]) -> None:
    dataset = many(MANY + 1)
    made_ahead.begin(dataset)
    made_ahead.begin(dataset)
    ahead = made_ahead.body(dataset)
    assert len(_made) == 1
    assert made_ahead.body(dataset) == ahead and len(_made) == 2, "it was the visit's from the first time on"
    assert ahead[1] == "application/json"


def test_few_events_are_not_made_beforehand(_made: list[Dataset]) -> None:
    dataset = many(40)
    made_ahead.begin(dataset)
    assert made_ahead.body(dataset)[1] == "application/geo+json"
    assert len(_made) == 1


def test_events_that_are_let_go_are_not_kept_by_it(_made: list[Dataset]) -> None:
    dataset = many(MANY + 1)
    made_ahead.begin(dataset)
    made_ahead._thread.submit(lambda: None).result()  # it is done
    gone = weakref.ref(dataset)
    del dataset
    gc.collect()
    assert gone() is None and not len(made_ahead._begun)
