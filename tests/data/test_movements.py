"""What holds of this atlas's own movements and disputed places."""

import pytest
import shapely

from geo.core.edtf import day_span
from geo.core.points import Point
from geo.record import tables
from geo.record.files import datapackage, movements


@pytest.fixture(scope="module")
def dataset():
    return tables.load()


@pytest.fixture(scope="module")
def features(dataset):
    return movements.collection(dataset)["features"]


def test_the_file_has_no_problem(features):
    assert movements.problems(datapackage.read(tables.DATA)) == []
    assert len(features) >= 30


def test_every_kind_occurs(features):
    assert {feature["properties"]["kind"] for feature in features} == set(movements.KINDS)


def test_a_basis_says_what_is_evidenced_and_what_is_not(features):
    for feature in features:
        assert feature["properties"]["basis"].startswith("Evidenced: "), feature["id"]
        assert len(feature["properties"]["basis"]) > 80, feature["id"]


def test_works_and_locators_go_together(features):
    for feature in features:
        properties = feature["properties"]
        assert len(properties["locator"].split("; ")) == len(properties["source_ids"]), feature["id"]


def test_a_movement_is_dated_to_the_day_and_near_its_event(dataset, features):
    for feature in features:
        span = day_span(feature["properties"]["date_edtf"])
        assert span.precision == "day", feature["id"]
        event = dataset.event(feature["properties"]["event_id"])
        assert event["status"] == "plotted", feature["id"]
        assert span.first.toordinal() >= event["first_day"] - 7, feature["id"]
        assert span.last.toordinal() <= event["last_day"] + 12, feature["id"]


def test_a_movement_is_of_a_party_to_its_event(dataset, features):
    for feature in features:
        properties = feature["properties"]
        assert properties["side"] in dataset.event(properties["event_id"])["parties"], feature["id"]


def test_landings_and_detachments_end_at_the_place_of_their_event(dataset, features):
    for feature in features:
        if feature["properties"]["kind"] in {"landing", "airborne"} and feature["id"] != "landing-northern-kurils":
            event = dataset.event(feature["properties"]["event_id"])
            lon, lat = feature["geometry"]["coordinates"][-1]
            away = Point(lat=lat, lon=lon).distance_km(Point(lat=event["latitude"], lon=event["longitude"]))
            assert away < 25, feature["id"]


def test_a_disputed_place_begins_with_our_reading(dataset):
    disputed = dataset.places[dataset.places["geometry_wkt"].str.startswith("MULTIPOINT")]
    assert set(disputed.index) >= {"tauran", "halhamiao"}
    for place in disputed.itertuples():
        ours, *others = shapely.get_coordinates(shapely.from_wkt(place.geometry_wkt)).tolist()
        assert ours == [place.longitude, place.latitude], place.Index
        assert others, place.Index
        assert "second point" in place.geo_note, place.Index


def test_the_other_reading_of_tauran_lies_where_the_note_says(dataset):
    place = dataset.places.loc["tauran"]
    (_, (lon, lat)) = shapely.get_coordinates(shapely.from_wkt(place["geometry_wkt"])).tolist()
    away = Point(lat=lat, lon=lon).distance_km(Point(lat=place["latitude"], lon=place["longitude"]))
    assert 75 <= away <= 85
