"""Every page over the data package of another war: nothing of the atlas's own shows through."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.content.figures import losses
from geo.content.timeline import periods
from geo.query.choices import EXERCISES, PICTURES, SECTIONS
from geo.record import tables
from geo.record.files import tour_files
from tests.pages.conftest import POPOVERS, axis, bodies, choose, in_url, last_state, open_event

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]
CHACO = Path(__file__).parents[1] / "packages" / "chaco"
PAGES = ["", "timeline.py", "losses.py", "compare.py", "classroom.py", "your_events.py", "sources.py"]
TOUR, EVENT = "boqueron", "chaco-war"
#: Words of the atlas's own record that have no business in that of another war.
OTHERS = re.compile(r"Soviet|Japan|Manchukuo|Khasan|Khalkhin|Kanchazu|Nomonhan|Amur|Moscow|Tokyo")


@pytest.fixture(autouse=True)
def chaco(monkeypatch: pytest.MonkeyPatch) -> tables.Dataset:
    """The package of the Chaco War, in the place of the atlas's own."""
    monkeypatch.setattr(tables, "DATA", CHACO)
    return tables.load()


def shown(at: AppTest) -> str:
    """All words that the page shows, without those that say which program it is."""
    assert not at.exception
    words = [element.value for kind in ("markdown", "text", "caption") for element in at.get(kind)]
    labels = [str(option) for kind in ("selectbox", "multiselect") for one in at.get(kind) for option in one.options]
    labels += [option.content for one in at.get("button_group") for option in one.proto.options]
    return "\n".join([bodies(at), *words, *labels])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "map")
def test_every_page_is_of_that_war(visit: Visit, told: Told, page: str) -> None:
    at = visit(page, POPOVERS)
    assert not OTHERS.search(shown(at))


def test_the_atlas_has_its_title_and_its_years(visit: Visit, told: Told, chaco: tables.Dataset) -> None:
    at = visit()
    assert chaco.atlas.title == "Atlas of the Chaco War, 1932–1938"
    assert axis(at) | {"sent": ""} == {"first": "1932", "last": "1938", "from": "", "to": "", "sent": ""}
    assert f"<b>{len(chaco.plotted)} events</b>" in bodies(at)
    assert last_state(told)["event"] == ""
    assert in_url(at) == {}
    choose(at, "1935-01-01", "1938-12-31")
    assert in_url(at) == {"from": "1935"}, "its last year is no limit"


def test_the_timeline_has_its_lanes_and_periods(visit: Visit, told: Told, chaco: tables.Dataset) -> None:
    at = visit("timeline.py", ["periods"])
    assert f"{len(chaco.events)} events" in bodies(at)
    (one,) = periods(chaco)
    at.button_group(key="preset_period").set_value(one.id).run()
    assert in_url(at) == {"from": "1932-09-07", "to": "1932-09-29"}
    open_event(at, "yucra")
    assert "Relief column turned back at Yucra" in bodies(at)


def test_the_comparison_halves_its_years(visit: Visit, told: Told) -> None:
    assert in_url(visit("compare.py")) == {"a": "1932..1935", "b": "1936..1938"}


def test_the_losses_are_those_of_its_claims(visit: Visit, chaco: tables.Dataset) -> None:
    at = visit("losses.py")
    assert at.selectbox("losses_event").value == EVENT
    killed = losses.groups(chaco, ["killed"], EVENT)[0].figures
    assert {figure.text for figure in killed} == {"50,000–80,000", "35,000–50,000"}
    for figure in killed:
        assert f">{figure.text}<" in re.sub(r">\s+|\s+<", lambda found: found[0].strip(), bodies(at))
    assert "Bolivia" in bodies(at) and "Paraguay" in bodies(at)


def test_the_panel_tells_of_its_sides(visit: Visit, told: Told) -> None:
    panel = bodies(visit(event="boqueron"))
    assert "Battle of Boquerón" in panel and "When the war began" in panel
    assert "Paraguay" in panel and "Bolivia" in panel


def test_its_tour_is_walked(visit: Visit, told: Told, chaco: tables.Dataset) -> None:
    tour = tour_files.load(chaco)[TOUR]
    assert tour.title in bodies(visit("classroom.py"))
    at = visit(tour=TOUR, step="1")
    for number, step in enumerate(tour.steps, 1):
        state = last_state(told)
        assert (state["event"], state["from"], state["to"]) == (
            step.event,
            step.start.isoformat(),
            step.end.isoformat(),
        )
        assert f"{number} of {len(tour.steps)}" in bodies(at)
        assert not OTHERS.search(shown(at))
        if number < len(tour.steps):
            at.button(key="tour_next").click().run()
            assert not at.exception
    assert at.button(key="tour_next").disabled


@pytest.mark.parametrize("part", ["lesson", "exercises"])
def test_the_parts_of_the_classroom_are_of_that_war(visit: Visit, told: Told, part: str) -> None:
    assert not OTHERS.search(shown(visit("classroom.py", part=part)))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_small_record_has_few_tasks_and_says_so(visit: Visit, told: Told, exercise: str) -> None:
    assert not OTHERS.search(shown(visit("classroom.py", exercise=exercise, set="4127")))


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_is_of_that_war(visit: Visit, picture: str) -> None:
    assert not OTHERS.search(shown(visit("losses.py", picture=picture)))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_of_that_war(visit: Visit, section: str) -> None:
    at = visit("sources.py", section=section, event="boqueron")
    text = shown(at) + "\n".join(code.value for code in at.code)
    assert section == "dictionary" or not OTHERS.search(text), "the dictionary explains with examples of any war"
    if section == "cite":
        assert "Atlas of the Chaco War" in text
