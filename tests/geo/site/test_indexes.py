"""The lists of the record: headings that part what is long, and ways to each of them."""

import pytest

from geo.record import tables
from geo.site import indexes, site
from geo.site.host import Host
from tests.builders import a_place, an_event
from tests.geo.site.reading import HOME, Read

APP = Host(HOME)


@pytest.fixture(autouse=True)
def _no_tours(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", tmp_path)


def test_many_events_stand_under_when_they_began(dataset):
    """A list of few has no headings; a crowded year is parted by months, a crowded month by days, quiet ones share."""
    dates = [
        "1929-05-01",
        *(f"1936-{month}-1{day}" for month in ("03", "05") for day in range(9)),
        *("1936", "1936-03", "1938"),
        *(f"1936-07-{day:02}" for day in range(1, 29)),
    ]
    events = [an_event(id=f"event-{n:02}", title=f"Event {n:02}", date_edtf=date) for n, date in enumerate(dates)]

    def groups(some):
        whole = indexes.page(dataset(events=some), APP, "chapter/lake-khasan/")
        return [(heading, len(rows)) for heading, rows in whole.values["groups"]]

    found = groups(events)
    assert found[:5] == [("1929", 1), ("1936", 1), ("March 1936", 10), ("May 1936", 9), ("1–6 July 1936", 6)]
    assert found[-1] == ("1938", 1)
    assert sum(count for _, count in found) == len(dates)
    assert groups(events[:3]) == [("", 3)]


def test_a_list_leads_to_each_of_its_headings(dataset):
    titles = ("Amgu", "Yalta", "Ehe", "Fuyuan", "Chita", "9th hill")
    places = [a_place(), *(a_place(id=f"place-{n}", title=title) for n, title in enumerate(titles))]
    page = Read(site.page(dataset(places=places), APP, "place/"))
    headings = list(page.tree.iter("h2"))
    assert [f"#{one.get('id')}" for one in headings] == [link for link in page.links() if link.startswith("#part-")]
    letters = [one.text for one in headings]
    assert {"9", "A", "C", "E", "F", "Y"} <= set(letters) and letters == sorted(letters)
