"""The record as RDF: read back by rdflib, and asked questions in SPARQL."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from geo.formats import turtle
from tests.builders import a_claim, a_name, a_unit, an_event

HOME = "https://atlas.example.org/"
QUESTIONS = Path(__file__).parents[3] / "docs" / "questions"


@pytest.fixture
def record(dataset):
    person = {"id": "the-captain", "name": "I. Ivanov", "born": "", "died": "", "party": "soviet-union", "about": ""}
    part = {"role": "captain", "unit_id": "", "source_id": "the-report", "locator": "p. 3"}
    return dataset(
        events=[
            an_event(),
            an_event(id="later", title="The talk at the ford", date_edtf="1939-05~", part_of="the-clash"),
            an_event(id="far", status="panel-only", place_id="", place_relation="", date_edtf="1945"),
        ],
        names=[a_name()],
        claims=[a_claim(), a_claim(id="rival", best="", low="30", high="40", claimant="The other staff")],
        people=[person],
        event_people=[{"event_id": one, "person_id": "the-captain", **part} for one in ("the-clash", "later")],
        units=[a_unit()],
    )


@pytest.fixture
def graph(record):
    return Graph().parse(data=turtle.text(record, HOME), format="turtle")


def test_every_thing_is_named_by_its_page(graph, record):
    for kind, type_, ids in (
        ("event", turtle.SEM.Event, record.events.index),
        ("event", turtle.CRM.E5_Event, record.events.index),
        ("place", turtle.CRM.E53_Place, record.places.index),
        ("person", turtle.CRM.E21_Person, record.people.index),
        ("source", turtle.CRM.E31_Document, record.sources.index),
    ):
        assert set(graph.subjects(RDF.type, type_)) == {URIRef(f"{HOME}{kind}/{one}/") for one in ids}


def test_no_node_is_blank_and_the_same_record_gives_the_same_bytes(graph, record):
    assert all(isinstance(subject, URIRef) for subject in graph.subjects())
    assert turtle.text(record, HOME) == turtle.text(record, HOME)


#: What each written question finds in the small record; a file more is a question without an answer here.
ANSWERS = {
    "people-in-several-events.rq": [("I. Ivanov", "2")],
    "rival-figures.rq": [
        ("Clash at the ford", "killed", "Soviet Union", "Soviet staff", "10.0", None, None, "Report on the clash"),
        ("Clash at the ford", "killed", "Soviet Union", "The other staff", None, "30.0", "40.0", "Report on the clash"),
    ],
    "events-near-a-place.rq": [("Clash at the ford", "1938-07-29"), ("The talk at the ford", "1939-05-01")],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_written_questions_are_answered(graph, name):
    rows = graph.query((QUESTIONS / name).read_text(encoding="utf-8"))
    assert [tuple(None if cell is None else str(cell) for cell in row) for row in rows] == ANSWERS[name]


def test_every_written_question_has_its_answer():
    assert {path.name for path in QUESTIONS.glob("*.rq")} == set(ANSWERS)
