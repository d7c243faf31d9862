"""The documents that are made from the schema."""

import json

import frictionless
import pytest

from geo.record import data_dictionary
from geo.record.schema import TABLES
from tests.builders import a_claim, a_disagreement, a_name, a_package, an_event


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
    assert [resource["path"] for resource in descriptor["resources"]] == [table.file for table in TABLES]
    for resource, table in zip(descriptor["resources"], TABLES, strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.header)
        assert resource["schema"]["primaryKey"] == list(table.primary_key)


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
