"""A name becomes a pin only without doubt; everything else waits, with its paper trail."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from geo.core.points import Point
from geo.geocoding import geocode, geonames, states_then
from geo.geocoding.geocode import (
    ACCEPT,
    CachedNominatim,
    GeoNames,
    HistoricalGazetteer,
    Located,
    Question,
    Wanted,
    questions,
    search,
    trail_csv,
)
from geo.geocoding.ranking import likeness
from tests.builders import a_name, a_place

FORD = {"subject_id": "the-ford", "source_id": ""}
#: Number, name, point, country, people, other names.
TOWNS = [
    (1, "Brod", 42.51, 130.61, "CN", 900, ["Брод", "=cmd"]),
    (2, "Brod", 56.0, 60.0, "RU", 600_000, []),
    (3, "Kita", 35.0, 135.0, "JP", 20_000, ["北", "\u5317 \u8857"]),
    (4, "Vadum Magnum", 10.0, 20.0, "TD", 0, []),
]


class Adapter(BaseSyncAdapter):
    """Answers as told instead of asking anybody, and remembers what it was asked."""

    def __init__(self, answer):
        super().__init__(proxies=None, ssl_context=None)
        self.answer, self.asked, self.headers = answer, [], []

    def get_json(self, url, *, timeout, headers):
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(url).query).items()})
        self.headers.append(headers)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url, *, timeout, headers):
        raise AssertionError("JSON is asked for")


def an_answer(**values):
    return {
        "osm_type": "node",
        "osm_id": 7,
        "lat": "42.52",
        "lon": "130.62",
        "boundingbox": ["42.50", "42.54", "130.60", "130.64"],
        "display_name": "Brod, Jilin, China",
        "class": "place",
        "type": "village",
        "place_rank": 19,
        **values,
    }


@pytest.fixture
def towns(tmp_path):
    source = tmp_path / "towns.json"
    columns = ("geonameid", "name", "latitude", "longitude", "countrycode", "population", "alternatenames")
    source.write_text(json.dumps({str(row[0]): dict(zip(columns, row, strict=True)) for row in TOWNS}), "utf-8")
    return geonames.Towns(tmp_path / "cache", source)


@pytest.fixture
def gazetteer(dataset):
    return HistoricalGazetteer(
        dataset(
            places=[
                a_place(
                    approximation_km="8",
                    where_prec="3",
                    geo_basis="estimate",
                    geo_note="Worked out.",
                    country_then="Manchukuo",
                ),
                a_place(id="the-post", title="The post", latitude="42.52", country_then="Manchukuo"),
                a_place(id="the-isle", title="The isle", latitude="47", longitude="142.5", country_then="Karafuto"),
            ],
            names=[
                a_name(**FORD, toponym="Брод", lang="ru"),
                a_name(**FORD, toponym="Khar Gol", lang="mn-Latn", role="historical"),
                a_name(**FORD, toponym="浅瀬", lang="ja"),
                a_name(**FORD, toponym="ノロ", lang="ja"),
                a_name(**FORD, toponym="여울", lang="ko"),
                a_name(**FORD, toponym="Twin", lang="en"),
                a_name(subject_id="the-post", source_id="", toponym="Twin", lang="en"),
            ],
        )
    )


@pytest.fixture
def turns(monkeypatch):
    """The seconds that the process waited between two requests, without waiting."""
    waited = []
    monkeypatch.setattr(geocode._in_turn, "_clock", lambda: sum(waited))
    monkeypatch.setattr(geocode._in_turn, "_sleep", waited.append)
    monkeypatch.setattr(geocode._in_turn, "_last_call", None)
    return waited


def nominatim(folder, answer=()):
    return CachedNominatim(folder, adapter_factory=lambda **_: Adapter(answer))


def one(name, *services, country="", date="", known=None):
    (finding,) = search(questions([Wanted("r1", name, country, date)]), services, known)
    return finding


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


def test_a_near_spelling_is_told_in_the_script_of_the_question(dataset):
    names = [a_name(**FORD, toponym=name, lang=lang) for name, lang in (("Мукден", "ru"), ("Mukden", "en"))]
    gazetteer = HistoricalGazetteer(dataset(names=names))
    assert [one(name, gazetteer).candidates[0].matched for name in ("Mukdem", "Мукдем")] == ["Mukden", "Мукден"]


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


@pytest.mark.parametrize(("name", "town"), [("Vadum magnum", "4"), ("Vadum magnun", "4"), ("Kita", "3"), ("북", None)])
def test_towns_are_found_offline_by_their_other_names_and_near_ones(towns, name, town):
    found = one(name, GeoNames(towns)).candidates
    assert [place.service_id for place in found] == ([town] if town else [])
    assert all((place.where_prec, place.basis, place.credit) == (2, "gazetteer", geonames.CREDIT) for place in found)


def test_the_towns_are_read_once(towns, tmp_path):
    assert towns.named("Kita")
    (tmp_path / "towns.json").unlink()
    assert towns.named("Kita")


def test_a_folder_that_cannot_be_written_is_said_and_the_others_answer(gazetteer, tmp_path):
    (tmp_path / "file").touch()
    finding = one("Brod", GeoNames(geonames.Towns(tmp_path / "file")), gazetteer)
    assert finding.accepted.service_id == "the-ford"
    assert "ATLAS_CACHE" in finding.silent[0]


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


def test_new_answers_join_the_old_ones(gazetteer, tmp_path, turns):
    before = one("Brod", gazetteer)
    after = one("Brod", nominatim(tmp_path, [an_answer(lat="50")]), known={before.question: before})
    assert [place.service for place in after.candidates] == ["Nominatim", "Atlas gazetteer"]
    assert after.accepted is None, "a rival far away makes it doubtful"


def test_rows_that_ask_the_same_are_asked_once():
    rows = [
        Wanted("a", "Brod", "China", "1938"),
        Wanted("b", " Brod ", "China", "1939-05~"),
        Wanted("c", "Brod", "China", "1999"),
        Wanted("d", "Brod", "China", "whenever"),
        Wanted("e", "  "),
    ]
    assert [(q.era, [row.row_id for row in rows]) for q, rows in questions(rows).items()] == [
        ("then", ["a", "b"]),
        ("now", ["c"]),
        ("", ["d"]),
    ]


def test_a_search_stops_when_nobody_reads_on(tmp_path, turns):
    online = nominatim(tmp_path, [an_answer()])
    searching = search([Question("Brod"), Question("Kita"), Question("Moor")], [online])
    next(searching)
    searching.close()
    assert len(online.adapter.asked) == 1


def test_the_trail_names_every_candidate_and_what_was_decided(gazetteer, towns):
    asked = questions([Wanted("r1", "Brod"), Wanted("r2", "Twin"), Wanted("r3", "Noro"), Wanted("r4", "=1+1")])
    found = {finding.question: finding for finding in search(asked, (gazetteer, GeoNames(towns)))}
    brod, twin, *_ = asked
    choices = {brod: found[brod].candidates[1], twin: None}
    rows = list(csv.DictReader(io.StringIO(trail_csv(asked, found, choices))))
    assert [(row["rows"], row["service_id"], row["decision"]) for row in rows] == [
        ("r1", "2", "not chosen"),
        ("r1", "the-ford", "chosen by hand"),
        ("r2", "the-ford", "left out"),
        ("r2", "the-post", "left out"),
        ("r3", "the-ford", "accepted by rule"),
        ("r4", "", "not found"),
    ]
    assert rows[-1]["query"] == "'=1+1", "no spreadsheet runs it"
    assert {"query", "service", "matched", "score", "where_prec", "approximation_km", "asked_on", "credit"} <= set(
        rows[0]
    )


@pytest.mark.parametrize("service", ["gazetteer", "towns"])
def test_each_is_a_geocoder_of_geopy(request, service):
    found = request.getfixturevalue(service)
    geocoder = found if service == "gazetteer" else GeoNames(found)
    location = geocoder.geocode("Brod")
    assert location.point[:2] == (location.raw.lat, location.raw.lon)
    assert len(geocoder.geocode("Brod", exactly_one=False)) >= 1
    assert geocoder.geocode("Xyzzy") is None


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("USSR", None, {"RU", "UA", "KZ"}),
        ("Russia (Soviet Union)", 1939, {"RU", "UA"}),
        ("Manchukuo; Soviet Union", 1939, {"CN", "RU"}),
        ("Korea (Chosen)", None, {"KP", "KR"}),
        ("JPN", 2001, {"JP"}),
        ("Japan", 1939, {"JP", "RU", "KR"}),
        ("united kingdom", None, {"GB"}),
        ("Narnia", None, set()),
        ("", None, set()),
    ],
)
def test_states_are_read_as_the_land_they_held(text, year, codes):
    found = {land.iso for land in states_then.lands(text, year)}
    assert codes <= found
    assert bool(found) == bool(codes)


@pytest.mark.parametrize(("lon", "holds"), [(129.8, True), (105.9, False)])
def test_manchukuo_was_not_the_whole_of_china(lon, holds):
    assert states_then.lands("Manchukuo")[0].holds(Point(43.0, lon)) == holds


@pytest.mark.parametrize("name", ["Khalkhin Gol", "ノモンハン", "北", "Брод", "", "�", "x" * 500])
def test_a_name_is_like_itself_and_likeness_is_a_share(name):
    assert likeness(name, name)[0] == 1
    assert 0 <= likeness(name, "Khasan")[0] <= 0.85
