"""Which line was it: two claimants, one day, a picture on which the two can be told apart."""

from __future__ import annotations

import base64

import pytest
from defusedxml import ElementTree

from geo.content.exercises import lines
from geo.content.exercises.line_picture import HEIGHT, WIDTH
from geo.core import templating
from tests.builders import a_line, a_place, an_event

WEST = "LINESTRING (130.60 42.515, 130.601 42.5, 130.60 42.485)"


@pytest.fixture
def battle(dataset):
    def build(**cells):
        theirs = a_line(
            **{
                "id": "theirs",
                "party": "japan",
                "claimant": "Tokyo",
                "claimant_role": "belligerent_b",
                "geometry_wkt": WEST,
                "note": "West of the ford.",
            }
            | cells
        )
        hill = a_place(
            id="hill", title="Bare Hill", kind="height", elevation_m="150", longitude="130.618", latitude="42.51"
        )
        return dataset(
            events=[an_event(date_edtf="1938-07-29/1938-07-31")],
            lines=[a_line(note="East of the ford."), theirs],
            places=[a_place(), hill],
        )

    return build


def test_two_claims_of_one_day_are_asked_about(battle):
    (pair,) = lines.tasks(battle(), 4127)
    assert {line.claimant for line in pair.lines} == {"Soviet staff", "Tokyo"}
    assert pair.question == f"Which line belongs to this account: {pair.lines[pair.asked].claimant}?"
    assert pair.apart_km == pytest.approx(0.82, abs=0.05)
    hidden, shown = lines.html(pair), lines.html(pair, pair.answer, is_revealed=True)
    assert "West of the ford." in hidden
    assert "<b>Line A</b>" not in hidden
    assert shown.count("✓") == 2
    assert "✗" in lines.html(pair, "B" if pair.answer == "A" else "A", is_revealed=True)


@pytest.mark.parametrize(
    "cells",
    [
        {"date_edtf": "1938-07-30"},
        {"claimant": "Soviet staff"},
        {"party": "both"},
        {"kind": "claim"},
        {"geometry_wkt": a_line()["geometry_wkt"]},
        {"geometry_wkt": "LINESTRING (130.8 42.515, 130.801 42.5, 130.8 42.485)"},
    ],
    ids=["another day", "one claimant", "of both", "another sort", "the same line", "far away"],
)
def test_what_are_no_two_claims_is_no_task(battle, cells):
    assert lines.tasks(battle(**cells), 4127) == ()


def test_without_lines_there_is_nothing_to_ask(dataset):
    assert lines.tasks(dataset(), 4127) == ()


def test_the_letters_and_the_question_tell_nothing(battle):
    data = battle()
    found = {(pair.lines[0].id, pair.asked) for number in range(1, 40) for pair in lines.tasks(data, number)}
    assert len(found) == 4


def test_the_last_level_leaves_out_what_is_said(battle):
    (pair,) = lines.tasks(battle(), 1, 3)
    assert "West of the ford." not in lines.html(pair)
    assert "West of the ford." in lines.html(pair, is_revealed=True)


def test_the_picture_is_a_drawing_with_both_letters(battle):
    (pair,) = lines.tasks(battle(), 1)
    html = lines.picture_html(pair)
    _, _, rest = html.partition("base64,")
    root = ElementTree.fromstring(base64.b64decode(rest.partition('"')[0]))
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"A", "B", "Bare Hill 150 m"} <= set(words)
    assert "Line A:" in html
    assert "past " in html
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in pair.picture.letters)


def test_names_of_the_picture_are_escaped(battle):
    (pair,) = lines.tasks(battle(), 1)
    evil = pair.picture.__class__(**vars(pair.picture) | {"scale": (10, "<script>")})
    svg = templating.html("exercise_line.svg", picture=evil, letters="AB", themes={})
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("kind", ["front", "claim"])
def test_the_sides_are_named_where_borders_are_claimed_alone(dataset, kind):
    """Where armies moved, no edge of the picture is the ground of one of them."""
    theirs = a_line(id="theirs", party="japan", claimant="Tokyo", claimant_role="belligerent_b", geometry_wkt=WEST)
    claims = [row | {"id": f"{row['id']}-claim", "kind": "claim"} for row in (a_line(), theirs)]
    data = dataset(lines=[a_line(), theirs, *claims])
    found = [pair for n in range(1, 9) for pair in lines.tasks(data, n, 3) if pair.lines[0].kind == kind]
    assert found
    for pair in found:
        assert bool(pair.picture.rears) == (kind == "claim")
