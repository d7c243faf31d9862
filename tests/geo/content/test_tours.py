"""Tours: opened at a step, brought back by a link, shown to teacher and class."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.content.classroom import tours
from geo.content.known import known
from geo.query.choices import Link
from geo.query.link import parse, to_params
from geo.query.selection import Selection, View
from geo.record import tables
from geo.record.files import datapackage, tour_files
from tests.builders import EVENT, a_package
from tests.tour_builders import SAY, a_tour, write_tour


@pytest.fixture
def opened(tmp_path):
    folder = a_package(tmp_path / "package")
    write_tour(folder, a_tour(step={"title": "<b>bold</b>", "from": "1938", "to": "1938", "event": "none"}))
    dataset = tables.build(datapackage.read(folder))
    return dataset, tour_files.load(dataset, folder)


@pytest.fixture
def names(opened):
    return known(*opened)


def test_what_a_link_may_name_is_put_together_once_for_events_and_tours(opened, names):
    dataset, found = opened
    assert known(dataset, found) is names
    fewer = known(dataset, {})
    assert (dict(fewer.tours), [*names.tours]) == ({}, ["the-ford"]), "a tour that is gone is not known any more"


def test_a_link_to_a_step_brings_back_the_whole_step(names):
    link, notices = parse({"tour": "the-ford", "step": "2"}, names)
    assert notices == []
    assert (link.selection.start, link.selection.end) == (dt.date(1938, 7, 29), dt.date(1938, 7, 31))
    view = link.view
    assert (view.event, view.lat, view.lon, view.zoom, view.step) == (EVENT, 42.5, 130.6, 9, 2)
    assert to_params(link, known=names) == {"tour": "the-ford", "step": "2"}


def test_what_a_reader_changed_stays_in_the_link(opened, names):
    selection, view = tours.open_at(opened[1]["the-ford"], 2, View(lang="ja", present=True))
    changed = Link(selection, replace(view, lat=43.0))
    params = to_params(changed, known=names)
    assert params["lat"] == "43.0000"
    link, notices = parse(params, names)
    assert (link.selection, link.view, notices) == (changed.selection, changed.view, [])
    assert to_params(Link(selection, view), known=names) == {
        "tour": "the-ford", "step": "2", "lang": "ja", "present": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("params", "noted", "step"),
    [
        ({"tour": "nowhere", "step": "2", "present": "1"}, ["tour"], 0),
        ({"tour": "the-ford", "step": "7"}, ["step"], 1),
        ({"tour": "the-ford", "step": "two"}, ["step"], 1),
        ({"tour": "the-ford", "step": "²"}, ["step"], 1),
        ({"tour": "the-ford", "present": "yes"}, ["present"], 1),
        ({"tour": "the-ford"}, [], 1),
        ({"step": "3", "present": "1"}, [], 0),
    ],
)
def test_a_wrong_step_is_noted_and_the_tour_begins(names, params, noted, step):
    link, notices = parse(params, names)
    assert [notice.parameter for notice in notices] == noted
    assert link.view.step == step
    assert not link.view.present


def test_outside_a_tour_a_link_is_as_before(opened, names):
    link = parse({"from": "1938"}, names)[0]
    assert (link.selection, link.view) == (Selection(start=dt.date(1938, 1, 1)), View())
    assert tours.step_of(opened[1], View()) is None
    assert to_params(Link(view=View(event=EVENT)), known=names) == {"event": EVENT}


def test_text_is_escaped_and_notes_stay_with_the_teacher(opened):
    dataset, found = opened
    tour = found["the-ford"]
    whole, shown = (tours.step_html(dataset, tour, 3, is_presented) for is_presented in (False, True))
    assert "&lt;b&gt;bold" in whole and "<b>bold" not in whole
    assert SAY in whole and "p. 3" in whole
    closed, _, story = shown.partition('<details class="story">')
    assert SAY not in closed and SAY in story and "p. 3" not in shown
    for text in (whole, shown):
        assert "Who fired the first shot?" in text
        assert "3 of 6" in text
        assert ">1938" in text
    card = tours.card_html(tour)
    assert "12 minutes" in card
    assert 'media="(prefers-color-scheme: dark)" srcset="./assets/tours/the-ford.jpg?v=&amp;theme=dark"' in card
