"""What the names of this dataset come to when they are looked up, and the traps among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.core.points import Point, compass
from geo.geocoding import geonames
from geo.geocoding.ranking import Finding, Wanted, questions
from geo.geocoding.search import search
from geo.geocoding.services import GeoNames, HistoricalGazetteer, Service
from geo.record import tables
from geo.record.tables import Dataset
from tests.data.ambiguous_names import AMBIGUOUS

DATA = Path(__file__).parents[2] / "data"
#: Rows of the list of traps and of weak places in the research notes, each with what would walk into it:
#: name, country, date, the one place that may be accepted (none: a human decides), places offered.
TRAPS = [
    (
        "Yangmulinzi is also a village near Hunchun",
        "Yangmulinzi",
        "Manchukuo",
        "1935",
        "",
        "yangmulinzi-khanka 2033489",
    ),
    ("Yangmulinzi is also a village near Hunchun", "杨木林子", "", "", "", "yangmulinzi-khanka 2033489"),
    (
        "Tumen is a town and a river, and towns in Gansu and Siberia",
        "Tumen",
        "Manchukuo",
        "1945-08-15",
        "",
        "tumen tumen-river-khasan 1907998 1488754",
    ),
    ("Tumen also names towns in Gansu and Siberia", "Tumen", "China", "1945-08-15", "", "tumen 1907998"),
    ("Tumen also names towns in Gansu and Siberia", "Tumen", "", "", "", "tumen 1907998 1488754"),
    ("Tumen also names towns in Gansu and Siberia", "图们", "", "", "tumen", "tumen"),
    ("Tumen also names towns in Gansu and Siberia", "Тюмень", "", "", "1488754", "1488754"),
    ("Hutou also one in Fujian", "Hutou", "Manchukuo", "1945-08-09", "hutou", "1787231"),
    ("Hutou also one in Fujian", "Hutou", "China", "1945-08-09", "", "hutou 1787231"),
    ("Hutou also one in Fujian", "虎頭", "", "", "hutou", "hutou"),
    ("Hutou also one in Fujian", "湖头", "", "", "1787231", "hutou"),
    ("the usual Rajin point of encyclopedias is Sonbong", "Rajin", "Korea", "1945-08-12", "rashin", "rashin"),
    ("the usual Rajin point of encyclopedias is Sonbong", "라진", "North Korea", "", "rashin", "rashin"),
    ("the usual Rajin point of encyclopedias is Sonbong", "Sonbong", "", "", "yuki", "yuki"),
    ("the port is called Racine in a founding document", "Racine", "Korea", "1945-08-12", "rashin", "rashin"),
    ("the port is called Racine in a founding document", "Racine", "", "1945-08-12", "", "rashin 5268249"),
    (
        "the Amur islands are south-east of Blagoveshchensk",
        "乾岔子島",
        "",
        "1937",
        "kanchazu-island",
        "kanchazu-island",
    ),
    ("the Amur islands are south-east of Blagoveshchensk", "Kanchazu", "", "", "", "kanchazu-island ganchazi-village"),
]
#: Where the wrong ones would lie: latitude, longitude.
SONBONG, BLAGOVESHCHENSK = Point(42.34, 130.39), Point(50.276, 127.526)


@pytest.fixture(scope="module")
def record() -> Dataset:
    return tables.load(DATA)


@pytest.fixture(scope="module")
def services(record: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Service, ...]:
    towns = geonames.Towns(tmp_path_factory.mktemp("towns"))
    return HistoricalGazetteer(record), GeoNames(towns)


def looked_up(services: tuple[Service, ...], *asked: str) -> Finding:
    (finding,) = search(questions([Wanted("row", *asked)]), services)
    return finding


def rows_of_places(record: Dataset) -> list[dict[str, Any]]:
    return record.names[record.names["subject_id"].isin(record.places.index)].to_dict("records")  # type: ignore[no-any-return]


def ids(finding: Finding) -> list[str]:
    return [place.service_id for place in finding.candidates]


def test_every_name_of_a_place_comes_to_its_place_or_waits(record: Dataset, services: tuple[Service, ...]) -> None:
    waiting: dict[str, set[str]] = {}
    for row in rows_of_places(record):
        subject, name = row["subject_id"], row["toponym"]
        finding = looked_up(services, name, record.places.at[subject, "country_then"], "1939")
        assert subject in ids(finding), f"{name} does not find {subject}"
        if finding.accepted is None:
            waiting.setdefault(subject, set()).add(name)
        else:
            assert finding.accepted.service_id == subject, f"{name} is put at {finding.accepted}"
    assert waiting == {subject: set(names.split("|")) for subject, names in AMBIGUOUS.items()}


def test_without_country_and_date_no_name_is_put_elsewhere(record: Dataset, services: tuple[Service, ...]) -> None:
    for row in rows_of_places(record):
        finding = looked_up(services, row["toponym"])
        assert row["subject_id"] in ids(finding), row
        assert finding.accepted is None or finding.accepted.service_id == row["subject_id"], row


@pytest.mark.parametrize(("trap", "name", "country", "date", "accepted", "offered"), TRAPS)
def test_no_trap_is_walked_into(
    services: tuple[Service, ...], trap: str, name: str, country: str, date: str, accepted: str, offered: str
) -> None:
    finding = looked_up(services, name, country, date)
    assert (finding.accepted.service_id if finding.accepted else "") == accepted, trap
    assert set(offered.split()) <= set(ids(finding)), trap


@pytest.mark.parametrize("name", ["Rajin", "Rashin", "Racine", "羅津", "라진", "나진", "Раджин"])
def test_rajin_is_not_sonbong(services: tuple[Service, ...], name: str) -> None:
    finding = looked_up(services, name, "Korea", "1945")
    assert finding.accepted
    assert Point(finding.accepted.lat, finding.accepted.lon).distance_km(SONBONG) > 10


@pytest.mark.parametrize("name", ["Kanchazu", "Kanchatzu", "Сычевский", "干岔子岛", "Bolshoi"])
def test_the_amur_islands_lie_south_east_of_blagoveshchensk(services: tuple[Service, ...], name: str) -> None:
    best = looked_up(services, name, "Manchukuo", "1937").candidates[0]
    assert compass(BLAGOVESHCHENSK, Point(best.lat, best.lon)) == "south-east"


@pytest.mark.parametrize(
    ("name", "least_km"),
    [("Brunders", 30), ("Orahodoga", 30), ("Jamin-hodog", 25), ("タウラン", 60), ("Halhamiao", 20), ("Kanchazutō", 10)],
)
def test_a_weak_place_keeps_its_doubt(services: tuple[Service, ...], name: str, least_km: float) -> None:
    found = looked_up(services, name)
    assert found.accepted
    located = found.located(found.accepted)
    assert located.approximation_km >= least_km
    assert (located.where_prec > 1, located.basis) == (True, "estimate")


def test_seven_rows_at_moscow_are_asked_once_and_share_the_point() -> None:
    assert [len(rows) for rows in questions(Wanted(str(n), "Moscow", "", "1941") for n in range(7)).values()] == [7]
