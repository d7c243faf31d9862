"""The folium half: constant map, small commands, and no text from data inside a script."""

import datetime as dt
import json
import re
from unittest import mock

import folium
import pytest
import streamlit_folium
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.core.folding import tokens
from geo.maps.bundle import OFFLINE_SCRIPTS, OFFLINE_STYLES, SCRIPTS, STYLES
from geo.maps.live import Assets, Stage, commands, frame_map, js, of_atlas, selection_state, stage
from geo.query.selection import Selection, View
from geo.record.schema import KINDS
from geo.web.assets import ASSETS
from tests.builders import CHAPTERS, SIDES, an_event
from tests.strategies import HOSTILE

FULLEST = Selection(
    start=dt.date(1938, 7, 29),
    end=dt.date(1938, 8, 11),
    kinds=tuple(KINDS),
    chapters=tuple(CHAPTERS),
    sides=tuple(SIDES)[:6],
    query="ノモンハン ハルハ河 халхин-гол",
    sure=("date",),
    within_km=25,
)
VIEW = View(event="the-clash", lat=46.5, lon=128.0, zoom=6)


def sent(base, group=None):
    """Return what streamlit-folium sends to the browser, by name."""
    with mock.patch.object(streamlit_folium, "_component_func") as component:
        streamlit_folium.st_folium(base, key="map", render=False, feature_group_to_add=group)
    return component.call_args.kwargs


def script(group):
    """Return the script of a feature group as streamlit-folium sends it."""
    return sent(frame_map(Assets()), group)["feature_group"]


# --- the stage ---


def test_the_stage_is_what_the_atlas_says_of_itself(dataset):
    atlas = dataset().atlas
    on = stage(dataset())
    assert on == of_atlas(atlas) == Stage((1929, 1945), (0, 15, 75, 180), (46.5, 128.0), 5)
    assert on.movements
    made = sent(frame_map(Assets(), on=on))["script"]
    assert '"years":[1929,1945]' in made


# --- js() ---

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(alphabet=st.characters() | st.sampled_from("{}%#<>&$`'\"\\/\u2028")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="{%#}ab<", max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(json_values)
@example({"a": {"b": {}}})
@example([{"{{": "{%"}])
@example("\\{{7*7}}")
@example("{{{{")
def test_js_is_the_same_value_and_no_code(value):
    text = js(value)
    assert json.loads(text) == value
    assert not re.search(r"[<>&\u2028\u2029]", text)
    assert text.isascii()
    assert not re.search(r"\{[{%#]", text), "nothing opens in Jinja"
    assert Environment(autoescape=False).from_string(text).render() == text  # noqa: S701  # it is what folium does


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_js_of_hostile_text(text):
    made = js({"title": text})
    assert json.loads(made)["title"] == text
    assert "</" not in made
    assert "{{" not in made
    assert "{%" not in made


@pytest.mark.parametrize("value", [float("nan"), float("inf")], ids=str)
def test_js_refuses_what_json_does_not_know(value):
    with pytest.raises(ValueError, match="JSON compliant"):
        js(value)


# --- the constant part ---


def test_the_map_is_constant():
    assets = Assets(version="abc")
    assert sent(frame_map(assets)) == sent(frame_map(assets)) | {"id": mock.ANY, "on_change": mock.ANY}
    assert sent(frame_map(assets), commands(FULLEST, VIEW))["script"] == sent(frame_map(assets))["script"]


def test_the_map_loads_only_two_files_and_both_from_this_app():
    made = sent(frame_map(Assets(version="abc")))
    assert made["js_links"] == ["../../assets/bundle.js?v=abc"]
    assert made["css_links"] == ["../../assets/bundle.css?v=abc"]
    assert not re.search(r"src=|href=|https?:", made["header"] + made["html"])


#: What the pages without a map load: those of the record, and the one at ``/api/``.
OF_PLAIN_PAGES = ("css/pages_of_record.css", "js/record/folder.js", "js/record/search.js", "api.css")


def test_scripts_and_styles_exist():
    assert all((ASSETS / name).is_file() for name in (*SCRIPTS, *STYLES, *OFFLINE_SCRIPTS, *OFFLINE_STYLES))
    for suffix, names in ((".js", (*SCRIPTS, *OFFLINE_SCRIPTS)), (".css", (*STYLES, *OFFLINE_STYLES))):
        found = [path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob(f"*{suffix}")]
        pages_own = [name for name in OF_PLAIN_PAGES if name.endswith(suffix)]
        assert sorted(found) == sorted([*names, *pages_own]), "each is loaded once, and none lies about unused"


def test_what_one_visitor_puts_on_a_map_is_not_on_the_next_ones():
    one, other = frame_map(Assets()), frame_map(Assets())
    sent(one, commands(FULLEST, VIEW))
    assert [len(made._children) for made in (one, other, frame_map(Assets()))] == [2, 1, 1]
    assert "select(" not in str(sent(other))


def test_no_two_maps_share_what_they_load():
    frame_map(Assets(version="one"))
    assert "v=one" not in str(sent(frame_map(Assets(version="two"))))
    assert not any("assets/" in link for _, link in folium.Map.default_js), "the class's own list is left alone"


def test_the_map_goes_no_closer_than_a_link_can_say():
    made = sent(frame_map(Assets()))["script"]
    assert f'"minZoom": {MIN_ZOOM}' in made
    assert f'"maxZoom": {MAX_ZOOM}' in made


def test_the_version_and_the_base_reach_every_address():
    assets = Assets(base="/sites/atlas", version="v1")
    assert assets.url("api/events.geojson") == "/sites/atlas/api/events.geojson?v=v1"


# --- commands ---


def test_a_command_is_small():
    assert len(script(commands(FULLEST, VIEW, 3))) < 1000
    assert len(script(commands(Selection(), View()))) < 500


def test_a_command_does_not_grow_with_the_events(dataset):
    few, many = dataset(), dataset(events=[an_event(id=f"event-{i}") for i in range(500)])
    assert len(few.events) < len(many.events)
    parameters = set(commands.__annotations__) - {"return"}
    assert parameters == {"selection", "view", "view_number", "focus", "others"}, "no event can reach a command"


def test_a_command_like_an_earlier_one_is_another_text_when_the_map_has_been_told_something_else_meanwhile():
    before, after = (script(commands(Selection(), View(), 3, others=count)) for count in (0, 1))
    assert before != after
    assert [re.search(r"select\((.*)\);", made).group(1) for made in (before, after)] == [
        js(selection_state(Selection(), View(), 3))
    ] * 2


def test_a_command_carries_the_selection():
    state = re.search(r"select\((.*)\);", script(commands(FULLEST, VIEW, 3))).group(1)
    assert json.loads(state) == selection_state(FULLEST, VIEW, 3)


def test_state():
    state = selection_state(FULLEST, VIEW, 3)
    assert (state["from"], state["to"]) == ("1938-07-29", "1938-08-11")
    assert (state["kinds"], state["sure"], state["withinKm"]) == (list(KINDS), ["date"], 25)
    assert state["words"] == list(tokens(FULLEST.query))
    assert (state["event"], state["view"]) == ("the-clash", {"lat": 46.5, "lon": 128.0, "z": 6, "n": 3})
    assert selection_state(Selection(), View())["view"] is None, "the map keeps its place"
    assert selection_state(Selection(), View(), 0, ("the-clash", 2))["focus"] == {"event": "the-clash", "n": 2}
    assert "focus" not in state, "the map is sent nowhere"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_search_stays_text(text):
    made = script(commands(Selection(query=text), View()))
    state = json.loads(re.search(r"select\((.*)\);", made).group(1))
    assert state["words"] == list(tokens(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_event_id_stays_text(text):
    """An id comes from a list of known ones; should one slip through, it still is only text."""
    made = script(commands(Selection(), View(event=text)))
    assert json.loads(re.search(r"select\((.*)\);", made).group(1))["event"] == text
