"""Links to pages without a browser: whatever is wrong is said on the page, and what is right is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.content.figures import losses
from tests.pages.conftest import bodies, in_url, last_state

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]
PAGES = ["", "timeline.py", "losses.py", "compare.py", "classroom.py", "your_events.py", "sources.py"]


def said(at: AppTest) -> str:
    """What the page says of the link; empty if nothing was ignored."""
    return "".join(text.value for text in at.text if "Part of this link was ignored" in text.value)


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("losses.py", {"measure": "nonsense"}),
        ("losses.py", {"measure": "killed,nonsense"}),
        ("sources.py", {"section": "nonsense"}),
        ("compare.py", {"a": "1936..1935"}),
        ("compare.py", {"b": "soon"}),
        ("classroom.py", {"part": "cellar"}),
        ("classroom.py", {"exercise": "chess"}),
        ("classroom.py", {"exercise": "order", "set": "12345"}),
        ("classroom.py", {"exercise": "order", "n": "0"}),
    ],
    ids=str,
)
def test_what_counts_on_a_page_is_said_there(visit: Visit, told: Told, page: str, params: dict[str, str]) -> None:
    name, value = list(params.items())[-1]
    at = visit(page, **params)
    assert f"{name}={value} is n" in said(at) or f"{name}={value} ends" in said(at)
    assert in_url(at).get(name) != value
    at.button(key="dismiss").click().run()
    assert said(at) == ""


@pytest.mark.parametrize("page", [page for page in PAGES if page != "your_events.py"])
def test_a_name_that_no_page_knows_is_said(visit: Visit, told: Told, page: str) -> None:
    at = visit(page, colour="red", utm_source="mail")
    assert said(at).endswith("ignored. colour= is no part of a link here")
    assert "colour" not in in_url(at)


@pytest.mark.parametrize("page", ["", "timeline.py"])
def test_what_counts_on_another_page_passes(visit: Visit, told: Told, page: str) -> None:
    at = visit(page, measure="nonsense", section="nonsense", a="x", part="cellar", utm_campaign="spring")
    assert said(at) == ""
    assert in_url(at) == {}


def test_a_zoom_beyond_the_limit_and_a_decimal_comma_are_taken_as_meant(visit: Visit, told: Told) -> None:
    at = visit(lat="47,5", lon="118.25", z="18")
    assert said(at) == ""
    assert in_url(at) == {"lat": "47.5000", "lon": "118.2500", "z": "13"}
    assert (last_state(told)["view"]["lat"], last_state(told)["view"]["z"]) == (47.5, 13)


def test_a_link_opens_measures_and_section(visit: Visit) -> None:
    at = visit("losses.py", measure="wounded,missing")
    assert at.multiselect("losses_measures").value == ["wounded", "missing"]
    assert in_url(at) == {"measure": "wounded,missing"}
    at.multiselect("losses_measures").set_value(list(losses.DEFAULT_MEASURES)).run()
    assert in_url(at) == {}
    at = visit("sources.py", section="cite")
    assert at.segmented_control("sources_section").value == "cite"
    assert in_url(at) == {"section": "cite"}


def test_a_page_keeps_its_choice_while_another_is_read(visit: Visit, told: Told) -> None:
    at = visit("losses.py", measure="wounded", event="kanchazu-1937")
    at.switch_page("map.py")
    at.query_params.clear()
    at.query_params["event"] = "khasan-1938"
    at.run()
    assert in_url(at) == {"event": "khasan-1938"}
    at.switch_page("losses.py").run()
    assert at.multiselect("losses_measures").value == ["wounded"]
    assert in_url(at) == {"event": "khasan-1938", "measure": "wounded"}


def test_the_way_back_stands_above_what_came_in_the_same_run(visit: Visit, told: Told) -> None:
    at = visit(event="kanchazu-1937")
    at.session_state["_changed"] = True  # as a callback leaves it
    at.query_params = {"from": "1938", "event": ""}  # as Back marks it
    at.run()
    assert (last_state(told)["event"], last_state(told)["from"]) == ("", "1938-01-01")
    assert in_url(at) == {"from": "1938"}


def test_of_two_quick_changes_the_second_keeps_the_first(visit: Visit, told: Told) -> None:
    at = visit(event="kanchazu-1937")
    at.session_state["_changed"] = True
    at.query_params = {"from": "1938"}  # from before the first
    at.run()
    assert last_state(told)["event"] == "kanchazu-1937"
    assert in_url(at) == {"event": "kanchazu-1937"}


def test_the_interface_is_offered_where_the_data_are_explained(visit: Visit) -> None:
    assert 'href="./api/"' in bodies(visit("sources.py", section="dictionary"))
