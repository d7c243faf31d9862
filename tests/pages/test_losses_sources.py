"""The pages Losses and Sources & method without a browser: what is asked for is what is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo.citation import styles
from geo.content import method
from geo.content.figures import losses, strength
from geo.query import choices
from geo.record import tables
from pages.parts.losses import chart as drawing
from tests.pages.conftest import bodies

Visit = Callable[..., AppTest]
SECTIONS = list(choices.SECTIONS)


def rows(at: AppTest) -> list[list[str]]:
    """Return measure, side, figure and claimant of every row of the table."""
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", bodies(at), re.S)]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row[:4]] for row in cells if len(row) == 6]


# --- losses ---


def test_losses_open_on_kanchazu(visit: Visit) -> None:
    at = visit("losses.py")
    assert at.selectbox("losses_event").value == "kanchazu-1937"
    figures = {(figure, claimant.split("  ")[0].split(" party")[0]) for _, _, figure, claimant in rows(at)}
    assert {("37", "Tokyo"), ("2", "Moscow")} <= figures
    assert ["all casualties", "Japan", "0"] in [row[:3] for row in rows(at)]
    assert "Nothing here is added up" in bodies(at)
    assert len(at.get("vega_lite_chart")) + len(at.get("arrow_vega_lite_chart")) == 1


def test_losses_follow_the_event_of_the_link(visit: Visit) -> None:
    at = visit("losses.py", event="khalkhin-gol-1939")
    assert at.selectbox("losses_event").value == "khalkhin-gol-1939"
    assert ["killed", "Japan", "18,500"] in [row[:3] for row in rows(at)]
    assert "a total of all losses taken for the dead" in bodies(at)


def test_losses_follow_the_filters_of_the_link(visit: Visit) -> None:
    at = visit("losses.py", chapter="lake-khasan", side="japan")
    assert at.selectbox("losses_event").value == "*"
    assert {row[1] for row in rows(at)} == {"Japan"}
    assert "Battle of Lake Khasan" in bodies(at) and "Kanchazu" not in bodies(at)
    at.button("losses_clear").click().run()
    assert at.selectbox("losses_event").value == "kanchazu-1937"


def test_choosing_an_event_and_all_events(visit: Visit) -> None:
    at = visit("losses.py")
    at.selectbox("losses_event").set_value("tauran-1936").run()
    assert "Fight at Tauran" in bodies(at) and "Kanchazu" not in bodies(at)
    at.selectbox("losses_event").set_value("*").run()
    shown = losses.groups(tables.load(), losses.DEFAULT_MEASURES)
    assert len(rows(at)) == sum(len(group.figures) for group in shown)
    assert not at.exception


def test_choosing_measures_and_sides(visit: Visit) -> None:
    at = visit("losses.py")
    at.multiselect("losses_measures").set_value(["vessels_lost"]).run()
    assert {row[0] for row in rows(at)} == {"vessels lost"}
    at.multiselect("losses_measures").set_value([]).run()
    assert {row[0] for row in rows(at)} == {"vessels lost"}, "an empty choice leaves the last one"
    at.multiselect("losses_sides").set_value(["japan"]).run()
    assert rows(at) == [] and "No such figure was found" in bodies(at)
    assert not at.exception


def test_another_chapter_leaves_the_event_for_all_of_that_chapter(visit: Visit) -> None:
    at = visit("losses.py")
    at.multiselect("losses_chapters").set_value(["border-incidents"]).run()
    assert at.selectbox("losses_event").value == "kanchazu-1937"
    at.multiselect("losses_chapters").set_value(["lake-khasan"]).run()
    assert at.selectbox("losses_event").value == "*"
    assert "Battle of Lake Khasan" in bodies(at) and "Kanchazu" not in bodies(at)


def test_a_choice_that_nothing_answers_says_so(visit: Visit) -> None:
    at = visit("losses.py", chapter="lake-khasan", measure="vessels_lost")
    at.multiselect("losses_measures").set_value(["vessels_lost"]).run()
    assert rows(at) == []
    assert any("Choose another measure" in text.value for text in at.markdown)


def test_an_event_without_figures_is_no_error(visit: Visit) -> None:
    at = visit("losses.py", event="yalta-1945")
    assert "No such figure was found" in bodies(at)
    assert not at.get("vega_lite_chart") and not at.get("arrow_vega_lite_chart")


@pytest.mark.parametrize("params", [{"event": "no-such-event"}, {"measure": "<b>"}, {"side": "mars"}, {"from": "soon"}])
def test_wrong_parameters_are_no_error(visit: Visit, params: dict[str, str]) -> None:
    for page in ("losses.py", "sources.py"):
        assert not visit(page, **params).exception


def test_every_event_can_be_opened_with_all_measures() -> None:
    """Of events that look the same on the chart, by how much stands on it and on which axis, one is drawn."""
    data, drawn = tables.load(), set()
    for event_id in [*data.events.index, ""]:
        found = losses.groups(data, list(losses.measures(data)), event_id)
        is_wide = drawing.is_wide(found)
        look = (len(found), sum(len(group.figures) for group in found), is_wide)
        if look[1] and look not in drawn:
            drawing.spec(found, is_wide)  # on the axis that the page would choose
            drawn.add(look)
    assert len(drawn) >= 20


@pytest.mark.parametrize("event_id", ["kanchazu-1937", "khalkhin-gol-1939", ""])
def test_either_axis_can_be_chosen(event_id: str) -> None:
    data = tables.load()
    found = losses.groups(data, list(losses.measures(data)), event_id)
    scales = [str(drawing.spec(found, logarithmic)["layer"]) for logarithmic in (False, True)]
    assert ["symlog" in scale for scale in scales] == [False, True]


def drawn(event_id: str) -> list[dict[str, object]]:
    chart = drawing.spec(losses.groups(tables.load(), losses.DEFAULT_MEASURES, event_id), False)
    (data,) = chart["datasets"].values()
    return list(data)


def test_zero_is_drawn_and_the_unreported_only_said() -> None:
    lines = drawn("kanchazu-1937")
    zero = [line for line in lines if line["mark"] == 0]
    assert [(line["words"], line["figure"]) for line in zero] == [
        ("English Wikipedia, no author named: 0 all casualties, Japan", "0")
    ]
    silent = [line for line in lines if line["kind"] == "silent"]
    assert [line["text"] for line in silent] == ["Manchukuo: not reported"]
    assert all(line["low"] is None and line["high"] is None and line["mark"] is None for line in silent)


def test_ranges_and_open_ends_are_drawn_as_such() -> None:
    halhamiao = {line["figure"]: line for line in drawn("halhamiao-1935") if line["kind"] == "figure"}
    assert (halhamiao["23–40"]["low"], halhamiao["23–40"]["high"], halhamiao["23–40"]["mark"]) == (23, 40, None)
    assert (halhamiao["11 or more"]["bound"], halhamiao["11 or more"]["mark"]) == ("at least", 11)


def test_colour_and_mark_are_of_who_counted() -> None:
    colours = {line["text"]: line["colour"] for line in drawn("kanchazu-1937") if line["kind"] == "figure"}
    assert colours["Moscow"] == "var(--party-teal)" and colours["Tokyo"] == "var(--party-red)"
    assert colours["Sutormin (2015), from Soviet archives"] == "var(--party-grey)"


@pytest.mark.parametrize(
    ("picture", "words"),
    [("battles", ["83,737", "Battle of Lake Khasan"]), ("years", ["What others have counted", "152 or more", "203"])],
)
def test_pictures_of_the_whole(visit: Visit, picture: str, words: list[str]) -> None:
    at = visit("losses.py")
    at.segmented_control("losses_picture").set_value(picture).run()
    assert all(word in bodies(at) for word in words) and not at.exception
    assert at.query_params["picture"] == picture
    assert not visit("losses.py", picture=picture, chapter="background", q="nothing at all").exception


def test_battles_are_drawn_by_what_was_counted(visit: Visit) -> None:
    at = visit("losses.py", picture="battles", measure="captured")
    assert at.selectbox("battles_measure").value == "captured" and "640,000" in bodies(at)
    at.selectbox("battles_measure").set_value("casualties_total").run()
    assert "61,000" in bodies(at)


def test_links_to_the_map_keep_the_filters(visit: Visit) -> None:
    at = visit("losses.py", side="japan")
    addresses = re.findall(r'<a href="([^"]+)"', bodies(at))
    assert addresses and all(re.fullmatch(r"\./\?event=[a-z0-9-]+&amp;side=japan", address) for address in addresses)


# --- sources and method ---


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens(visit: Visit, section: str) -> None:
    at = visit("sources.py")
    at.segmented_control("sources_section").set_value(section).run()
    assert not at.exception
    at.switch_page("losses.py").run()
    at.switch_page("sources.py").run()
    assert at.segmented_control("sources_section").value == section


def test_a_number_of_the_record_opens_its_events(visit: Visit) -> None:
    at = visit("sources.py", section="strength", of="works-1.lake-khasan")
    found = strength.strength(tables.load())
    words, ids = found.events("works-1.lake-khasan")
    assert 0 < len(ids) < 20
    titles = tables.load().events.loc[list(ids), "title"]
    assert all(escape(title) in bodies(at) for title in titles) and f"{len(ids)} events: {words}" in bodies(at)
    assert at.query_params["of"] == "works-1.lake-khasan"
    at.button("strength_close").click().run()
    assert "of" not in at.query_params and not at.exception
    assert not visit("sources.py", section="strength", of="no-such").exception


def test_works_are_all_there_and_can_be_narrowed(visit: Visit) -> None:
    at = visit("sources.py")
    data = tables.load()
    assert bodies(at).count("<li>") == len(data.sources)
    assert "Founding documents" in bodies(at)
    assert bodies(at).lower().count("older text of the english wikipedia article") == 1, "a name is said once"
    at.text_input("works_query").set_value("Черевко").run()
    assert 0 < bodies(at).count("<li>") < 5
    at.text_input("works_query").set_value("").run()
    at.get("button_group")[1].set_value(["press"]).run()
    assert bodies(at).count("<li>") == int((data.sources["tier"] == "press").sum())


def test_all_points_of_disagreement_are_there(visit: Visit) -> None:
    at = visit("sources.py")
    at.segmented_control("sources_section").set_value("points").run()
    assert bodies(at).count('<article class="disagreement">') == len(tables.load().disagreements) >= 42
    at.multiselect("points_chapters").set_value(["khalkhin-gol"]).run()
    shown = method.points(tables.load(), chapters=["khalkhin-gol"])
    assert bodies(at).count('<article class="disagreement">') == len(shown)


def test_citations_can_be_copied_in_every_style(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example/")
    at = visit("sources.py", event="khasan-1938")
    at.segmented_control("sources_section").set_value("cite").run()
    assert at.selectbox("cite_which").value == "khasan-1938"
    assert any("Battle of Lake Khasan" in code.value for code in at.code)
    for style in styles.STYLES:
        for key in ("cite_atlas_style", "cite_event_style", "cite_view_style"):
            at.segmented_control(key).set_value(style)
        at.run()
        assert not at.exception and len(at.code) == 3
    (cited,) = json.loads(at.code[1].value)
    assert (cited["id"], cited["URL"]) == ("khasan-1938", "https://atlas.example/event/khasan-1938/")


def popover() -> None:
    import streamlit as st

    from geo.query.choices import Link
    from geo.record import tables
    from pages.parts.sources import cite

    st.session_state["_asked"] = Link()
    data = tables.load()
    if st.query_params.get("open"):
        for name in ("atlas", "khasan-1938", "view"):
            st.session_state[f"cite_{name}_popover"] = True
    cite.cite_popover(data)
    cite.cite_popover(data, "khasan-1938")
    cite.cite_popover(data, view_url="https://atlas.example/?from=1938")


def test_the_popover_cites_the_atlas_an_event_or_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example/")
    at = AppTest.from_function(popover).run()
    assert not at.exception
    assert not at.code, "nothing is cited before it is asked for"
    at.query_params["open"] = "1"
    at.run()
    atlas, event, view = (code.value for code in at.code)
    assert atlas.startswith("‘Atlas of the Soviet–Japanese Border Conflicts")
    assert event.startswith("‘Battle of Lake Khasan") and "https://atlas.example/event/khasan-1938/" in event
    assert "Map of Events, 1929–1945" in view and "https://atlas.example/?from=1938" in view
