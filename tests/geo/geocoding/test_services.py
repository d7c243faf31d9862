"""Each geocoder by itself: names in any script, near spellings, an online one that is asked once."""

import sqlite3

import pytest
from geopy.exc import GeocoderServiceError

from geo.geocoding import geonames
from geo.geocoding.ranking import ACCEPT
from geo.geocoding.services import GeoNames, HistoricalGazetteer
from tests.builders import a_name
from tests.geo.geocoding.askers import FORD, an_answer, nominatim, one


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("Брод", 1.0),
        ("БРОД ", 1.0),
        ("Brod", 0.95),
        ("Khar-Gol", 1.0),
        ("Хар гол", 0.95),
        ("Hargol", 0.95),
        ("ノロ", 1.0),
        ("Noro", 0.95),
        ("浅瀬", 1.0),
        ("淺瀨", 0.8),
        ("여울", 1.0),
        ("the ford", 1.0),
    ],
)
def test_a_name_is_found_in_any_script(gazetteer, name, score):
    finding = one(name, gazetteer)
    assert (finding.candidates[0].service_id, finding.candidates[0].score) == ("the-ford", score)
    assert bool(finding.accepted) == (score >= ACCEPT)


def test_a_near_spelling_is_told_in_the_script_of_the_question(dataset):
    names = [a_name(**FORD, toponym=name, lang=lang) for name, lang in (("Мукден", "ru"), ("Mukden", "en"))]
    gazetteer = HistoricalGazetteer(dataset(names=names))
    assert [one(name, gazetteer).candidates[0].matched for name in ("Mukdem", "Мукдем")] == ["Mukden", "Мукден"]


@pytest.mark.parametrize(("name", "town"), [("Vadum magnum", "4"), ("Vadum magnun", "4"), ("Kita", "3"), ("북", None)])
def test_towns_are_found_offline_by_their_other_names_and_near_ones(towns, name, town):
    found = one(name, GeoNames(towns)).candidates
    assert [place.service_id for place in found] == ([town] if town else [])
    assert all((place.where_prec, place.basis, place.credit) == (2, "gazetteer", geonames.CREDIT) for place in found)


def test_the_towns_are_read_once(towns, tmp_path):
    assert towns.named("Kita")
    (tmp_path / "towns.json").unlink()
    assert towns.named("Kita")


def test_nominatim_is_told_the_name_and_the_country_and_who_asks(tmp_path, turns):
    online = nominatim(tmp_path, [an_answer()])
    finding = one("Brod", online, country="Manchukuo", date="1939-05-11")
    asked = online.adapter.asked[0]
    assert (asked.pop("q"), asked.pop("countrycodes")) == ("Brod", "cn")
    assert set(asked) == {"format", "limit", "namedetails", "accept-language"}
    assert online.adapter.headers[0]["User-Agent"].startswith("border-conflicts-atlas/")
    place = finding.accepted
    assert (place.service, place.service_id, place.lat, place.where_prec) == ("Nominatim", "node 7", 42.52, 2)
    assert 2 < place.approximation_km < 4
    assert "OpenStreetMap" in place.credit


def test_nominatim_is_asked_once_for_a_name_even_by_another_process(tmp_path, turns):
    first, second = nominatim(tmp_path, [an_answer()]), nominatim(tmp_path, AssertionError("asked again"))
    before, again = one("Brod", first), one("Brod", second)
    assert before == again
    with sqlite3.connect(tmp_path / "nominatim.sqlite") as database:
        database.execute("UPDATE answers SET asked_on = '2001-02-03'")
    database.close()
    assert one("Brod", second).candidates[0].asked_on == "2001-02-03"


def test_nominatim_is_asked_once_a_second_whoever_asks(tmp_path, turns):
    for folder, name in (("a", "Brod"), ("b", "Kita"), ("a", "Moor")):
        one(name, nominatim(tmp_path / folder, [an_answer()]))
    assert turns == [1, 1]


@pytest.mark.parametrize(
    "answer", [[{"lat": "north"}], [an_answer(boundingbox=["x"])], [an_answer(place_rank="?")]], ids=str
)
def test_a_strange_answer_is_an_error_in_words(tmp_path, turns, answer):
    with pytest.raises(GeocoderServiceError, match="Nominatim"):
        nominatim(tmp_path, answer).geocode("Brod")
    assert nominatim(tmp_path, [an_answer()]).geocode("Brod"), "it was not kept"


@pytest.mark.parametrize(
    ("values", "where_prec"),
    [
        ({"place_rank": 30, "class": "building"}, 1),
        ({"place_rank": 12}, 3),
        ({"place_rank": 8}, 4),
        ({"place_rank": 4}, 6),
        ({"class": "waterway"}, 5),
        ({"type": "strait"}, 7),
    ],
    ids=str,
)
def test_nominatim_says_how_precise_a_place_is(tmp_path, turns, values, where_prec):
    assert one("Brod", nominatim(tmp_path, [an_answer(**values)])).candidates[0].where_prec == where_prec


@pytest.mark.parametrize("service", ["gazetteer", "towns"])
def test_each_is_a_geocoder_of_geopy(request, service):
    found = request.getfixturevalue(service)
    geocoder = found if service == "gazetteer" else GeoNames(found)
    location = geocoder.geocode("Brod")
    assert location.point[:2] == (location.raw.lat, location.raw.lon)
    assert len(geocoder.geocode("Brod", exactly_one=False)) >= 1
    assert geocoder.geocode("Xyzzy") is None
