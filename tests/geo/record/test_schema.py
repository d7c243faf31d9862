"""The schema holds together: keys name columns, vocabularies have meanings, names are the contract's."""

import re

import pytest

from geo.record.schema import EVENTS, KINDS, MEASURES, TABLES
from tests.builders import CHAPTERS, CLAIM_SIDES, SIDES

COLUMNS = [pytest.param(table, column, id=f"{table.name}.{column.name}") for table in TABLES for column in table]

#: What others rely on; the design names these columns.
CONTRACT = {
    "events": "id title chapter kind date_edtf theatre place_id place_relation part_of side_a side_b side_a_2nd "
    "side_b_2nd summary significance caption result certainty cow_mid status",
    "places": "id title kind latitude longitude where_prec approximation_km elevation_m geometry_wkt country_then "
    "ccodes geo_basis geo_note",
    "names": "subject_id toponym lang role source_id",
    "claims": "id event_id measure side low best high claimant claimant_role source_id locator as_of note",
    "disagreements": "id event_id topic reading_a source_a reading_b source_b our_reading weight",
    "event_sources": "event_id source_id locator supports",
    "sources": "id type title author issued publisher container_title page language url accessed tier",
    "parties": "id title side members colour mark date_edtf ccode",
    "chapters": "id title date_edtf",
    "theatres": "id title about",
    "periods": "id title from to event_id",
    "people": "id name born died party about",
    "event_people": "event_id person_id role unit_id source_id locator",
    "units": "id title party echelon part_of branch",
    "positions": "id unit_id event_id date_edtf local_time clock place_id geometry_wkt approximation_km did claimant "
    "claimant_role certainty source_id locator",
    "lines": "id event_id kind party date_edtf local_time clock geometry_wkt approximation_km claimant claimant_role "
    "certainty source_id locator note",
    "glossary": "id term forms meaning",
}


def test_tables_and_columns_are_the_contract():
    assert {table.name: " ".join(table.header) for table in TABLES} == CONTRACT


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_name_columns_and_tables(table):
    assert set(table.primary_key) <= set(table.header)
    for key in table.foreign_keys:
        assert key.column in table.header
        assert set(key.tables) <= {other.name for other in TABLES}
    assert table.file == f"{table.name}.csv"


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_columns_are_described(table, column):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
    assert column.meaning.endswith("."), "a sentence"
    assert all(column.vocabulary.values()), "every term has a meaning"
    assert (column.type in {"number", "integer"}) or (column.minimum is column.maximum is None)
    if column.type in {"number", "integer"} and column.name != "elevation_m":  # a place may lie below the sea
        assert column.minimum is not None, "the checker shows the lower bound"
    if column.name in {"latitude", "longitude", "approximation_km"}:
        assert column.unit


def test_a_column_is_found_by_name_or_not_at_all():
    assert EVENTS["date_edtf"].type == "edtf"
    with pytest.raises(KeyError, match="no_such_column"):
        EVENTS["no_such_column"]


@pytest.mark.parametrize(
    "vocabulary",
    [KINDS, CHAPTERS, SIDES, CLAIM_SIDES, MEASURES],
    ids=["kinds", "chapters", "sides", "claims", "measures"],
)
def test_terms_can_stand_in_a_link(vocabulary):
    assert vocabulary
    assert all(re.fullmatch(r"[a-z]+([-_][a-z0-9]+)*", term) for term in vocabulary)


@pytest.mark.parametrize("vocabulary", [KINDS, MEASURES], ids=["kinds", "measures"])
def test_no_term_is_added_while_the_app_runs(vocabulary):
    with pytest.raises(TypeError):
        vocabulary["more"] = "no one may add a term while the app runs"


def test_figures_of_every_party_can_be_claimed(dataset):
    data = dataset()
    assert set(SIDES) == set(data.sides) < set(data.claim_sides) == set(CLAIM_SIDES)
