"""What is asked once, how like names are, and the paper trail."""

import csv
import io

import pytest

from geo.geocoding.ranking import Wanted, likeness, questions, trail_csv
from geo.geocoding.search import search
from geo.geocoding.services import GeoNames


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


@pytest.mark.parametrize("name", ["Khalkhin Gol", "ノモンハン", "北", "Брод", "", "�", "x" * 500])
def test_a_name_is_like_itself_and_likeness_is_a_share(name):
    assert likeness(name, name)[0] == 1
    assert 0 <= likeness(name, "Khasan")[0] <= 0.85
