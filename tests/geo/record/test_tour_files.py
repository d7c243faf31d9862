"""Tours as files: read whole, and every problem told with its step."""

import datetime as dt

import pytest

from geo.__main__ import main
from geo.errors import DatasetError
from geo.record import tables
from geo.record.files import datapackage, tour_files
from tests.builders import EVENT, SOURCE, a_package
from tests.tour_builders import SAY, a_step, a_tour, write_tour


@pytest.fixture
def folder(tmp_path):
    return a_package(tmp_path / "package")


def complaints(folder):
    return [str(problem) for problem in tour_files.problems(datapackage.read(folder))]


def load(folder):
    return tour_files.load(tables.build(datapackage.read(folder)), folder)


def test_a_package_without_the_folder_has_no_tours(folder):
    assert complaints(folder) == []
    assert load(folder) == {}


def test_a_tour_is_read(folder):
    write_tour(folder, a_tour())
    assert complaints(folder) == []
    (tour,) = load(folder).values()
    assert (tour.slug, tour.title, tour.minutes, len(tour.steps)) == ("the-ford", "The ford", 12, 6)
    step = tour.steps[0]
    assert (step.event, step.lat, step.lon, step.zoom) == (EVENT, 42.5, 130.6, 9)
    assert (step.start, step.end) == (dt.date(1938, 7, 29), dt.date(1938, 7, 31))
    assert step.sources == ((SOURCE, "p. 3"),)


@pytest.mark.parametrize("written", [1938, "1938", dt.date(1938, 1, 1)], ids=type)
def test_a_date_is_the_text_that_was_written(folder, written):
    write_tour(folder, a_tour(step={"from": written, "to": 1938, "event": "none"}))
    (tour,) = load(folder).values()
    assert tour.steps[2].start == dt.date(1938, 1, 1)
    assert tour.steps[2].end == dt.date(1938, 12, 31)
    assert tour.steps[2].event == ""


def test_tours_are_in_order_of_time(folder):
    write_tour(folder, a_tour(steps=[a_step()] * 6), "a-later-one.yml")
    write_tour(folder, a_tour(steps=[a_step(**{"from": "1936"}), *[a_step()] * 5]), "z-first.yml")
    assert list(load(folder)) == ["z-first", "a-later-one"]


BAD = {
    "no event": ({"step": {"event": "nowhere"}}, "step 3: event: nowhere is no id in events.csv"),
    "no date": ({"step": {"from": "soon"}}, "step 3: from: soon is no year or EDTF day"),
    "an impossible date": ({"step": {"to": "1938-02-30"}}, "step 3: to: 1938-02-30 is no year"),
    "dates turned round": ({"step": {"to": "1937"}}, "step 3: to: 1937 lies before 1938-07-29"),
    "no source": ({"step": {"sources": []}}, "step 3: sources: is no list of works"),
    "an unknown source": (
        {"step": {"sources": [{"id": "x", "locator": "p. 1"}]}},
        "step 3: sources: 1: id: x is no id in sources.csv",
    ),
    "no locator": ({"step": {"sources": [{"id": SOURCE}]}}, "step 3: sources: 1: locator: is missing"),
    "off the map": (
        {"step": {"view": {"lat": 130.6, "lon": 130.6, "z": 9}}},
        "step 3: view: lat: 130.6 is off the map",
    ),
    "too near": ({"step": {"view": {"lat": 42, "lon": 130, "z": 19}}}, "step 3: view: z: 19 is off the map"),
    "no number": ({"step": {"view": {"lat": "north", "lon": 130, "z": 9}}}, "step 3: view: lat: north is no number"),
    "no view": ({"step": {"view": "here"}}, "step 3: view: is no mapping"),
    "too long a text": ({"step": {"say": SAY * 2}}, "step 3: say: has 99 words; write 40 to 90"),
    "too short a text": ({"step": {"say": "Nothing."}}, "step 3: say: has 1 words"),
    "no question": ({"step": {"ask": "Say who fired first."}}, "step 3: ask: is no question"),
    "a direction override": ({"step": {"title": "a\u202eb"}}, "step 3: title: contains a control"),
    "no say": ({"step": {"say": None}}, "step 3: say: is missing"),
    "a key too many": ({"step": {"note": "x"}}, "step 3: note: is no known key"),
    "a day of a plan that is none": ({"step": {"on": "1938-07"}}, "step 3: on: 1938-07 is no day"),
    "a day of a plan that is no date": ({"step": {"on": "soon"}}, "step 3: on: soon is no day"),
    "an account that is none": ({"step": {"accounts": "c"}}, "step 3: accounts: c is none of a, b, both"),
    "no step": ({"step": "x"}, "step 3: is no step"),
    "too few steps": ({"steps": [a_step()] * 5}, "steps: there are 5; a tour has 6 to 12"),
    "no steps": ({"steps": "x"}, "steps: is no list"),
    "no title": ({"title": None}, "title: is missing"),
    "too long a title": ({"title": "x" * 61}, "title: has 61 characters; at most 60 fit"),
    "no minutes": ({"minutes": "a while"}, "minutes: a while is no whole number"),
}


@pytest.mark.parametrize(("changes", "complaint"), BAD.values(), ids=BAD.keys())
def test_a_problem_is_told_with_its_step(folder, changes, complaint):
    write_tour(folder, a_tour(**changes))
    found = complaints(folder)
    assert len(found) == 1
    assert found[0].startswith(f"tours/the-ford.yml: {complaint}")
    with pytest.raises(DatasetError) as caught:
        load(folder)
    assert list(caught.value.problems) == found


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title: [", "cannot be read as YAML"),
        ("", "is no tour"),
        ("- a\n- b\n", "is no tour"),
        ("a: &x 1\nb: *x\n", "aliases are not allowed"),
        ("title: a\ntitle: b\n", "the key 'title' stands twice"),
        ("!!python/object/apply:os.system [true]", "cannot be read as YAML"),
        ("[" * 5000, "cannot be read as YAML"),
    ],
)
def test_a_file_that_is_no_tour(folder, text, complaint):
    write_tour(folder, text)
    found = complaints(folder)
    assert complaint in found[0]
    assert "\n" not in found[0]


def test_a_name_that_is_no_slug(folder):
    write_tour(folder, a_tour(), "The Ford.yml")
    assert "name of the file" in complaints(folder)[0]


def test_the_check_names_the_problems_of_tours(folder, capsys):
    write_tour(folder, a_tour(step={"event": "nowhere"}))
    assert main(["check", str(folder)]) == 1
    assert "tours/the-ford.yml: step 3: event: " in capsys.readouterr().err


def test_a_step_may_name_the_day_of_a_plan_and_whose_account(folder):
    write_tour(folder, a_tour(step={"on": "1938-07-30", "accounts": "b"}))
    first, *_, third = load(folder)["the-ford"].steps[:3]
    assert (third.on, third.accounts) == (dt.date(1938, 7, 30), "b")
    assert (first.on, first.accounts) == (None, "both")
