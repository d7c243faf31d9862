"""Exercises: the same set everywhere, no events that may coincide, distances against what the sources allow."""

from __future__ import annotations

import itertools
import json

import pytest

from geo.content import exercises
from geo.content.exercises import Event
from geo.content.panel import report
from geo.core.points import Point
from geo.maps import live
from geo.query import choices
from tests.builders import a_claim, a_disagreement, a_place, a_source, a_support, an_event


@pytest.fixture
def many(dataset):
    """Twelve events a month apart, each at a place of its own, and a year that may coincide with all of them."""
    words = "Amber Birch Cedar Delta Ember Flint Grove Heath Islet Jetty Knoll Larch".split()
    places = [
        a_place(id=f"place-{n}", title=f"{word} Ford", latitude=str(40 + n), approximation_km="10")
        for n, word in enumerate(words)
    ]
    events = [
        an_event(
            id=f"event-{n}",
            title=f"Clash at {word} Ford",
            date_edtf=f"1938-{n + 1:02}-10",
            place_id=f"place-{n}",
            summary=f"Two patrols met at {word} Ford in April. They fired. Nobody was hurt.",
        )
        for n, word in enumerate(words)
    ]
    vague = an_event(id="some-day", title="Some day", kind="diplomatic", date_edtf="1938", place_id="place-0")
    return dataset(events=[*events, vague], places=places)


def a_day(day: int) -> Event:
    return Event(id=f"day-{day}", title="", kind="battle", place="", date="", first_day=day)


# --- sets ---


def test_a_new_set_can_be_read_out():
    assert all(1000 <= exercises.new_set() <= choices.LAST_SET for _ in range(50))


def test_the_order_of_a_set_is_that_of_every_machine():
    """Written down, so that a change of the method, which would change every set handed out, is seen."""
    assert exercises.shuffled("abcdefgh", str, "order", 4127) == list("ecabdghf")


@pytest.mark.parametrize("make", [exercises.orders, exercises.spots])
def test_a_set_is_the_same_again_and_another_is_another(many, make):
    assert make(many, 4127) == make(many, 4127)
    assert len({make(many, number) for number in range(1, 9)}) > 4


# --- accounts ---


def two_counts(dataset, **cells):
    return dataset(
        claims=[
            a_claim(id="ours", best="2", claimant="Moscow", locator="p. 7"),
            a_claim(**{"id": "theirs", "best": "37", "claimant": "Tokyo", "claimant_role": "belligerent_b"} | cells),
        ],
        disagreements=[
            a_disagreement(reading_a="Two dead.", reading_b="By the document, 37.", our_reading="Neither 2 nor 37.")
        ],
    )


def test_rival_counts_come_without_names_until_they_are_revealed(dataset):
    (task,) = exercises.rivals(two_counts(dataset), 1)
    assert {account.text for account in task.accounts} == {"2", "37"}
    assert task.our_reading == "Neither 2 nor 37."
    hidden, shown = exercises.accounts_html(task), exercises.accounts_html(task, is_revealed=True)
    for name in ("Moscow", "Tokyo", "p. 7", "Ivanov", "one of the two sides", "Neither"):
        assert name not in hidden
        assert name in shown


def test_the_letters_tell_nothing(dataset):
    data = two_counts(dataset)
    firsts = {exercises.rivals(data, number)[0].accounts[0].text for number in range(1, 20)}
    assert firsts == {"2", "37"}


@pytest.mark.parametrize(
    "cells",
    [{"best": "2"}, {"claimant_role": "belligerent_a"}, {"best": "", "low": "30"}, {"measure": "wounded"}],
    ids=["the same number", "the same side", "no number to compare", "another thing"],
)
def test_what_is_no_contradiction_is_no_task(dataset, cells):
    assert exercises.rivals(two_counts(dataset, **cells), 1) == ()


@pytest.mark.parametrize(
    ("reading", "is_task"),
    [("On 29 July.", True), ("On 29 July, by one document.", False), ("On 29 July, says Ivanov.", False)],
)
def test_a_reading_that_names_its_author_is_no_task(dataset, reading, is_task):
    data = dataset(
        disagreements=[a_disagreement(reading_a=reading)],
        event_sources=[a_support(locator="p. 3")],
        sources=[a_source(tier="scholarly")],
    )
    found = exercises.rivals(data, 1)
    assert bool(found) == is_task
    if is_task:
        assert "p. 3" in exercises.accounts_html(found[0], is_revealed=True)


def test_guesses_are_answered(dataset):
    (task,) = exercises.rivals(two_counts(dataset), 1)
    assert exercises.verdicts(task, ["party", "later"]) == (
        "Account A comes from one of the two sides, as you said.",
        "Account B comes from one of the two sides, not from a later work.",
    )
    assert exercises.verdicts(task, [None, None])[0] == "Account A comes from one of the two sides."


def test_text_from_data_is_escaped(dataset):
    data = two_counts(dataset, note="<script>alert(1)</script>")
    html = exercises.accounts_html(exercises.rivals(data, 1)[0], is_revealed=True)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


# --- order ---


def test_events_that_may_coincide_are_never_set_against_each_other(many):
    for number in range(1, 60):
        for task in exercises.orders(many, number):
            assert len(task) == 5
            ids = [event.id for event in task]
            assert "some-day" not in ids, "a whole year may coincide with all the others"
            rows = many.events.loc[ids].to_dict("records")
            for one, other in itertools.combinations(rows, 2):
                assert one["last_day"] < other["first_day"] or other["last_day"] < one["first_day"]
            assert exercises.in_place(task) < 5, "it must not be solved before it begins"


def test_a_title_with_a_year_is_left_out(dataset):
    events = [an_event(id=f"e-{n}", title=f"The clash of 19{30 + n}", date_edtf=f"19{30 + n}") for n in range(8)]
    assert exercises.orders(dataset(events=events), 1) == ()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1, 2, 3, 4, 5], "All stand where they belong."),
        ([2, 1, 3, 4, 5], "Three of five stand where they belong."),
        ([2, 3, 4, 1, 5], "One of five stands where it belongs."),
        ([2, 3, 4, 5, 1], "None stands where it belongs yet."),
    ],
)
def test_feedback_is_gentle(days, words):
    assert exercises.in_place_words([a_day(day) for day in days]) == words


def test_the_dates_come_with_links(many):
    task = exercises.orders(many, 1)[0]
    html = exercises.order_html(task, {event.id: f"./?event={event.id}" for event in task})
    found = [html.index(f"./?event={event.id}") for event in sorted(task, key=lambda one: one.first_day)]
    assert found == sorted(found)
    assert "10 " in html


# --- place ---


def test_the_text_does_not_name_the_place(many):
    for spot in itertools.chain.from_iterable(exercises.spots(many, number) for number in range(1, 9)):
        html, word = exercises.spot_html(spot), spot.place.split()[0]
        assert word not in html
        assert "in April" in html, "a month is no place"
        assert "Nobody" not in html, "two sentences are enough"
        assert word in exercises.spot_html(spot, "Found.", "./?event=x")


def test_a_set_has_no_place_twice(many):
    for number in range(1, 20):
        places = [spot.place for spot in exercises.spots(many, number)]
        assert len(places) == len(set(places)) == choices.TASKS


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
    assert exercises.spots(dataset(places=[a_place(**cells)]), 1) == ()
    assert len(exercises.spots(dataset(), 1)) == 1


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
    (spot,) = exercises.spots(dataset(places=[a_place(approximation_km="10")]), 1)
    assert exercises.distance(spot, guess) == words


# --- the map ---


def test_the_map_is_told_the_guess_and_only_then_the_place():
    def told(**given):
        values = {"task": "place 1 1", "day": "1938-07-29", "guess": None, "place": None, "radius_km": 10} | given
        (command,) = live.place_commands(**values)._children.values()
        return json.loads(command.state)

    assert told()["guess"] is None
    found = told(guess=Point(42, 130), place=Point(42.5, 130.6))
    assert (found["guess"], found["place"], found["radiusM"]) == ([42, 130], [42.5, 130.6], 10_000)


@pytest.mark.parametrize(
    ("payload", "point"),
    [
        ({"kind": "pick", "lat": 42.5, "lon": 130.6, "n": 7}, (42.5, 130.6)),
        ({"kind": "pick", "lat": 91, "lon": 130.6, "n": 7}, None),
        ({"kind": "pick", "lat": "north", "lon": 130.6, "n": 7}, None),
        ({"kind": "pick", "n": 7}, None),
        ({"kind": "pick", "lat": float("nan"), "lon": 1, "n": 7}, None),
    ],
    ids=str,
)
def test_a_point_chosen_on_the_map_is_not_trusted(payload, point):
    said = report(payload, ())
    assert (said and (said.lat, said.lon)) == point
