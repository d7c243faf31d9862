"""Places: none named in its own task, distances against what the sources allow."""

from __future__ import annotations

import itertools
import json

import pytest

from geo.content.exercises import location
from geo.core.points import Point
from geo.maps import live
from geo.query.choices import TASKS
from tests.builders import a_place, an_event


def test_the_text_does_not_name_the_place(many):
    for spot in itertools.chain.from_iterable(location.tasks(many, number) for number in range(1, 9)):
        html, word = location.html(spot), spot.place.split()[0]
        assert word not in html
        assert "in April" in html, "a month is no place"
        assert "Nobody" not in html, "two sentences are enough"
        assert word in location.html(spot, spot.point, "./?event=x")


def test_a_set_has_no_place_twice(many):
    for number in range(1, 20):
        places = [spot.place for spot in location.tasks(many, number)]
        assert len(places) == len(set(places)) == TASKS


@pytest.mark.parametrize(
    "cells",
    [
        {"geometry_wkt": "LINESTRING (130 42, 131 43)", "where_prec": "5"},
        {"geometry_wkt": "MULTIPOINT (130.6 42.5, 131 43)"},
        {"approximation_km": "61"},
    ],
    ids=str,
)
def test_what_has_no_one_point_is_not_asked_for(dataset, cells):
    assert location.tasks(dataset(places=[a_place(**cells)]), 1) == ()
    assert len(location.tasks(dataset(), 1)) == 1


@pytest.mark.parametrize(
    ("guess", "words"),
    [
        (Point(42.5, 130.6), "Within the ± 10 km that the sources allow."),
        (Point(42.58, 130.6), "Within the ± 10 km that the sources allow."),
        (Point(42.61, 130.6), "Your point lies 12 km to the north of the place. The sources themselves allow ± 10 km."),
        (
            Point(43.7, 132.2),
            "Your point lies 190 km to the north-east of the place. The sources themselves allow ± 10 km.",
        ),
    ],
    ids=str,
)
def test_a_distance_is_measured_against_the_places_own_doubt(dataset, guess, words):
    (spot,) = location.tasks(dataset(places=[a_place(approximation_km="10")]), 1)
    assert location.distance(spot, guess) == words


@pytest.mark.parametrize(
    ("guess", "mark"),
    [
        (Point(42.5, 130.6), "right"),
        (Point(42.7, 130.6), "right"),
        (Point(43.3, 130.6), "near"),
        (Point(44.5, 130.6), "wrong"),
    ],
    ids=str,
)
def test_a_guess_has_a_mark(dataset, guess, mark):
    (spot,) = location.tasks(dataset(places=[a_place(approximation_km="10")]), 1)
    assert location.mark(spot, guess) == mark
    assert f'class="mark {mark}"' in location.html(spot, guess)


@pytest.mark.parametrize(
    ("level", "clue"),
    [
        (1, "Eastern frontier; 130 km south-west of Vladivostok"),
        (2, "Eastern frontier; south-west of Vladivostok"),
        (3, "Eastern frontier"),
    ],
)
def test_the_clue_tells_less_from_level_to_level(dataset, level, clue):
    (spot,) = location.tasks(dataset(events=[an_event(theatre="east")]), 1, level)
    assert spot.clue.startswith(clue)
    assert spot.clue in location.html(spot)
    assert "Clue" not in location.html(spot, spot.point)


def test_the_map_is_told_the_guess_and_only_then_the_place():
    def told(**given):
        values = {"task": "place 1 1", "day": "1938-07-29", "guess": None, "place": None, "radius_km": 10} | given
        (command,) = live.place_commands(**values)._children.values()
        return json.loads(command.state)

    assert told()["guess"] is None
    found = told(guess=Point(42, 130), place=Point(42.5, 130.6))
    assert (found["guess"], found["place"], found["radiusM"]) == ([42, 130], [42.5, 130.6], 10_000)
