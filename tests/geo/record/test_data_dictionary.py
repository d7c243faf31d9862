"""The documents that are made from the schema."""

import json

import frictionless
import jsonschema
import pytest
import yaml

from geo.record import data_dictionary, other_resources
from geo.record.schema import TABLES
from tests.builders import a_claim, a_disagreement, a_name, a_package, an_event
from tests.geo.record.test_movements import a_movement
from tests.tour_builders import a_tour


def test_they_are_written_once(tmp_path):
    assert data_dictionary.stale(tmp_path) == ["datapackage.json", "DICTIONARY.md"]
    data_dictionary.write(tmp_path)
    assert data_dictionary.stale(tmp_path) == []
    (tmp_path / "DICTIONARY.md").write_text("changed by hand", encoding="utf-8")
    assert data_dictionary.stale(tmp_path) == ["DICTIONARY.md"]


def test_the_same_schema_makes_the_same_text():
    assert data_dictionary.documents() == data_dictionary.documents()
    assert all(text.endswith("\n") and "\r" not in text for text in data_dictionary.documents().values())


def test_every_column_and_term_is_in_the_dictionary():
    text = data_dictionary.documents()["DICTIONARY.md"]
    for table in TABLES:
        assert f"(`{table.file}`)" in text
        for column in table:
            assert f"| `{column.name}` | {column.meaning} |" in text
            for term, meaning in column.vocabulary.items():
                assert f"- `{term}`: {meaning}" in text


def test_the_descriptor_names_every_table_and_column():
    descriptor = json.loads(data_dictionary.documents()["datapackage.json"])
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    declared = [resource for resource in descriptor["resources"] if resource.get("type") == "table"]
    assert [resource["path"] for resource in declared] == [table.file for table in TABLES]
    for resource, table in zip(declared, TABLES, strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.header)
        assert resource["schema"]["primaryKey"] == list(table.primary_key)


def read_tour(tour):
    """Return a tour as it is read from its file: every scalar is text."""
    return yaml.load(yaml.safe_dump(tour), yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only


def test_movements_and_tours_are_declared_where_there_are_any(tmp_path):
    a_package(tmp_path)
    (tmp_path / "movements.geojson").write_text("{}", encoding="utf-8")
    (tmp_path / "tours").mkdir()
    for name, text in (("the-ford", "title: 'Who held: the ford?'\nminutes: 20\n"), ("second", "no tour"), (".x", "")):
        (tmp_path / "tours" / f"{name}.yml").write_text(text, encoding="utf-8")
    files = data_dictionary.documents(tmp_path)
    others = json.loads(files["datapackage.json"])["resources"][len(TABLES) :]
    assert [(one["name"], one["title"], one["path"]) for one in others] == [
        ("movements", "Movements", "movements.geojson"),
        ("tour-second", "Guided tour: second", "tours/second.yml"),
        ("tour-the-ford", "Guided tour: Who held: the ford?", "tours/the-ford.yml"),
    ]
    for one in others:
        assert json.loads(files[one["jsonSchema"]])["$schema"].startswith("https://json-schema.org/"), one["name"]
    assert {"movements.schema.json", "tour.schema.json"} <= set(files)


@pytest.mark.parametrize(
    ("schema", "good", "wrong"),
    [
        (other_resources.MOVEMENTS, {"type": "FeatureCollection", "features": [a_movement()]}, [
            {"type": "FeatureCollection"},
            {"type": "FeatureCollection", "features": [a_movement(kind="a walk")]},
            {"type": "FeatureCollection", "features": [a_movement(schematic=False)]},
            {"type": "FeatureCollection", "features": [a_movement(source_ids=[])]},
            {"type": "FeatureCollection", "features": [a_movement(colour="red")]},
        ]),
        (other_resources.TOUR, read_tour(a_tour()), [
            {},
            read_tour(a_tour()) | {"minutes": "0"},
            read_tour(a_tour()) | {"steps": []},
            read_tour(a_tour()) | {"author": "X"},
        ]),
    ],
    ids=["movements", "tour"],
)  # fmt: skip
def test_their_schemas_take_what_is_right_and_nothing_else(schema, good, wrong):
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(good)] == []
    assert [one for one in wrong if validator.is_valid(one)] == []


def frictionless_finds(folder):
    """Return what the field's own tool finds wrong: ``(table, line, field)``."""
    data_dictionary.write(folder)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert not report.errors, report.errors
    return [
        (task.name, getattr(error, "row_number", None), getattr(error, "field_name", None))
        for task in report.tasks
        for error in task.errors
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_tool_reads_a_valid_package(tmp_path):
    a_package(tmp_path, names=[a_name()], claims=[a_claim()], disagreements=[a_disagreement()])
    assert frictionless_finds(tmp_path) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_tool_sees_the_same_faults(tmp_path):
    a_package(tmp_path, events=[an_event(), an_event(id="other", kind="picnic")], claims=[a_claim(best="-1")])
    assert frictionless_finds(tmp_path) == [("events", 3, "kind"), ("claims", 2, "best")]
