"""The geocoders as tests ask them: of a few places, without a network, without waiting."""

import json

import pytest

from geo.geocoding import geonames, services
from geo.geocoding.services import HistoricalGazetteer
from tests.builders import a_name, a_place
from tests.geo.geocoding.askers import FORD, TOWNS


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
    monkeypatch.setattr(services._in_turn, "_clock", lambda: sum(waited))
    monkeypatch.setattr(services._in_turn, "_sleep", waited.append)
    monkeypatch.setattr(services._in_turn, "_last_call", None)
    return waited
