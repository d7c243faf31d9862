"""The pages of the record itself: none is larger than a slow telephone loads in a moment."""

from __future__ import annotations

import pytest

from geo.query import addresses
from geo.record import tables
from geo.record.tables import Dataset
from geo.site import further, indexes, site
from geo.site.host import Host

HOST = Host("https://atlas.example.org/some/folder/", is_folder=True)


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load()


def largest(record: Dataset, kind: str, table: str, column: str) -> list[str]:
    """Return the pages of the things of a kind to which most rows of *table* belong."""
    counts = getattr(record, table)[column].replace("", None).value_counts()
    return [addresses.path(kind, str(one)) for one in counts.index[:40]]


def test_no_page_is_too_large(record: Dataset) -> None:
    """All lists, all further pages, and those of each kind that rest on most rows."""
    asked = [*indexes.lists(record), *(path for path in site.paths(record) if path.count("/") > 2)]
    for kind, table, column in (
        ("event", "event_sources", "event_id"),
        ("event", "claims", "event_id"),
        ("source", "event_sources", "source_id"),
        ("source", "claims", "source_id"),
        ("person", "event_people", "person_id"),
        ("unit", "positions", "unit_id"),
    ):
        asked += largest(record, kind, table, column)
    sizes = {path: len(site.page(record, HOST, path).encode()) for path in dict.fromkeys(asked)}
    assert {path: size for path, size in sizes.items() if size > further.MOST_BYTES} == {}
