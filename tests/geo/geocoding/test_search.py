"""A name becomes a pin only without doubt; everything else waits, with its paper trail."""

import pytest
from geopy.adapters import AdapterHTTPError
from geopy.exc import GeocoderTimedOut, GeocoderUnavailable

from geo.geocoding import geonames
from geo.geocoding.ranking import ACCEPT, Located, Question
from geo.geocoding.search import search
from geo.geocoding.services import GeoNames
from tests.geo.geocoding.askers import an_answer, nominatim, one


def test_the_place_comes_whole_never_as_a_bare_point(gazetteer):
    finding = one("Brod", gazetteer, date="1939")
    located = finding.located(finding.accepted)
    assert located == Located(42.5, 130.6, 3, 8.0, "estimate", located.note)
    for words in ("Brod", "Atlas gazetteer", "Брод", "the-ford", "0.95", "accepted by rule", "CC BY", "Worked out."):
        assert words in located.note
    assert finding.accepted.asked_on in located.note


@pytest.mark.parametrize("name", ["Khar Goll", "Kharr Gol", "Хар голл", "The fort"])
def test_a_near_spelling_is_offered_and_waits(gazetteer, name):
    finding = one(name, gazetteer)
    assert finding.candidates[0].service_id == "the-ford"
    assert finding.candidates[0].score < ACCEPT
    assert finding.accepted is None
    assert "near spelling" in finding.doubt


@pytest.mark.parametrize("name", ["Xyzzy", "!!!", "—", "𓀀"])
def test_a_name_that_nobody_knows_is_said_to_be_so(gazetteer, towns, name):
    finding = one(name, gazetteer, GeoNames(towns))
    assert (finding.candidates, finding.accepted, finding.doubt) == ((), None, "no service knows this name")


def test_two_places_of_the_atlas_with_one_name_wait_however_close(gazetteer):
    finding = one("Twin", gazetteer, country="Manchukuo", date="1939")
    assert {place.service_id for place in finding.candidates} == {"the-ford", "the-post"}
    assert (finding.accepted, finding.doubt) == (None, "2 places bear this name")


@pytest.mark.parametrize(
    ("country", "date", "accepted"),
    [
        ("", "", None),
        ("", "1939", None),
        ("Manchukuo", "1939", "the-ford"),
        ("CN", "", "the-ford"),
        ("chn", "2001", "the-ford"),
        ("Soviet Union; Manchukuo", "1939", None),
        ("Russia", "2001", "2"),
        ("Japan", "1939", None),
        ("Narnia", "1939", None),
    ],
)
def test_the_country_tells_namesakes_apart_and_size_does_not(gazetteer, towns, country, date, accepted):
    finding = one("Brod", gazetteer, GeoNames(towns), country=country, date=date)
    assert (finding.accepted and finding.accepted.service_id) == accepted
    assert {place.service_id for place in finding.candidates} == {"the-ford", "2"}


def test_a_country_that_nobody_knows_makes_the_name_wait(gazetteer):
    finding = one("Брод", gazetteer, country="Narnia")
    assert finding.accepted is None
    assert finding.doubt == "same spelling, but no state is known as Narnia"


@pytest.mark.parametrize(("date", "accepted"), [("1939", True), ("", True), ("1946", False)])
def test_a_name_out_of_use_waits(gazetteer, date, accepted):
    assert bool(one("Khar Gol", gazetteer, date=date).accepted) == accepted


@pytest.mark.parametrize(
    ("country", "date", "accepted"), [("Japan", "1939", True), ("Japan", "2001", False), ("Karafuto", "2001", True)]
)
def test_a_state_means_the_land_it_held_on_the_day(gazetteer, country, date, accepted):
    assert bool(one("The isle", gazetteer, country=country, date=date).accepted) == accepted


def test_two_services_that_mean_one_place_agree(gazetteer, towns):
    best = one("Brod", gazetteer, GeoNames(towns), country="China").candidates[0]
    assert (best.service, best.agrees) == ("Atlas gazetteer", ("GeoNames 1",))


def test_a_folder_that_cannot_be_written_is_said_and_the_others_answer(gazetteer, tmp_path):
    (tmp_path / "file").touch()
    finding = one("Brod", GeoNames(geonames.Towns(tmp_path / "file")), gazetteer)
    assert finding.accepted.service_id == "the-ford"
    assert "ATLAS_CACHE" in finding.silent[0]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (GeocoderUnavailable("[Errno -3]"), "offline"),
        (GeocoderTimedOut("x"), "within 10 seconds"),
        (AdapterHTTPError("x", status_code=429, headers={}, text=""), "pause"),
        (AdapterHTTPError("x", status_code=403, headers={}, text=""), "refuses"),
        (AdapterHTTPError("x", status_code=500, headers={}, text=""), "error"),
    ],
    ids=["offline", "slow", "too many", "refused", "broken"],
)
def test_why_nominatim_is_silent_is_said_plainly_and_it_is_left_alone(gazetteer, tmp_path, turns, failure, words):
    online = nominatim(tmp_path, failure)
    found = list(search([Question("Brod"), Question("Kita")], (gazetteer, online)))
    assert len(online.adapter.asked) == 1, "one failure is enough"
    assert [finding.question.name for finding in found] == ["Brod", "Kita"]
    assert words in found[0].silent[0]
    assert found[0].accepted, "the gazetteer has answered all the same"
    assert list(search([Question("Brod"), Question("Kita")], [nominatim(tmp_path, failure)]))[1:] == []


def test_new_answers_join_the_old_ones(gazetteer, tmp_path, turns):
    before = one("Brod", gazetteer)
    after = one("Brod", nominatim(tmp_path, [an_answer(lat="50")]), known={before.question: before})
    assert [place.service for place in after.candidates] == ["Nominatim", "Atlas gazetteer"]
    assert after.accepted is None, "a rival far away makes it doubtful"


def test_a_search_stops_when_nobody_reads_on(tmp_path, turns):
    online = nominatim(tmp_path, [an_answer()])
    searching = search([Question("Brod"), Question("Kita"), Question("Moor")], [online])
    next(searching)
    searching.close()
    assert len(online.adapter.asked) == 1
