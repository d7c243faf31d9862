"""Your events without a browser: a file in, questions asked, rows mended, the same pages out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any
from unittest import mock

import pytest
from streamlit.testing.v1 import AppTest

from geo.uploads import private_url, readings
from geo.uploads.columns.fields import template
from geo.uploads.process import errand
from pages.parts.own import file as own_file
from tests.geo.uploads import test_package_stories as package_stories
from tests.hostile.inputs import a_workbook
from tests.pages.conftest import POPOVERS, axis, choose, in_url, open_event

Visit = Callable[..., AppTest]
Told = list[dict[str, Any]]
PAGE = "your_events.py"


def a_table(*rows: Iterable[object], header: str = "title,date,place,latitude,longitude") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header.split(","), *rows])
    return text.getvalue().encode()


GOOD = a_table(
    ["Verdun", "1916-02-21/1916-12-18", "Verdun", "49.16", "5.38"],
    ["Somme", "1916-07-01/1916-11-18", "Albert", "50.0", "2.65"],
    ["Armistice", "1918-11-11", "", "49.43", "2.91"],
)


def upload(at: AppTest, data: bytes, name: str = "events.csv") -> AppTest:
    at.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not at.exception, at.exception[0].value
    return at


def words(at: AppTest) -> str:
    shown = [element.proto.body for element in at.get("html")]
    return "\n".join([*shown, *(one.value for kind in ("text", "markdown", "caption") for one in at.get(kind))])


def shown(visit: Visit, data: bytes = GOOD, **params: str) -> AppTest:
    """Load *data*, open the map with it; everything that can be opened is open."""
    return show(upload(visit(PAGE, POPOVERS, **params), data))


def show(at: AppTest) -> AppTest:
    """Open the map; a switch that the page itself makes is told to the test, too."""
    at.button(key="own_show").click().run()
    at.switch_page("map.py").run()
    assert not at.exception, at.exception[0].value
    return at


def test_the_empty_page_says_what_to_do(visit: Visit) -> None:
    at = visit(PAGE)
    assert "Nothing of it is stored" in words(at)
    assert "may lie in a temporary file of the web server" in words(at)
    assert [one.label for one in at.get("download_button")] == ["Download a template"]
    assert not at.get("arrow_data_frame") or "Needed are a date" in words(at)


def test_the_template_reads_itself(visit: Visit) -> None:
    at = upload(visit(PAGE), template().encode())
    assert "<b>1 event</b> can be shown" in words(at)
    assert "template" in words(at)


def test_a_file_becomes_the_atlas(visit: Visit, told: Told) -> None:
    at = shown(visit)
    assert "<b>3 events</b> on the map" in words(at)
    assert "Showing your 3 events from events.csv." in words(at)
    assert (axis(at)["first"], axis(at)["last"]) == ("1916", "1918")
    assert list(in_url(at)) == ["own"]
    choose(at, "", "1917-12-31")
    assert "<b>2 of 3 events</b>" in words(at)
    assert in_url(at)["to"] == "1917"
    open_event(at, "row-3")
    assert 'data-event="row-3"' in words(at)
    for page in ("timeline.py", "compare.py", "losses.py", "classroom.py", "sources.py", PAGE):
        at.switch_page(page).run()
        assert not at.exception, f"{page}: {at.exception[0].value}"
        assert "Showing your 3 events" in words(at)
    at.button(key="own_close").click().run()
    assert "Showing your" not in words(at)
    assert "own" not in in_url(at)


def test_what_is_lent_ends_with_the_visit(visit: Visit, told: Told) -> None:
    at = shown(visit)
    loan = at.session_state["_own"].loan
    features = json.loads(private_url.find(loan.key).body)["features"]  # type: ignore[union-attr]
    assert [feature["properties"]["title"] for feature in features] == ["Verdun", "Somme", "Armistice"]
    key = loan.key
    del loan, features
    at.button(key="own_close").click().run()
    assert private_url.find(key) is None


def test_the_tours_of_a_package_are_walked_through_with_its_own_events(visit: Visit) -> None:
    at = visit(PAGE, POPOVERS)
    upload(at, package_stories.package(**package_stories.GOOD), "mine.zip")
    assert "1 guided tour" in words(at) and "Show the events on the map first" in words(at)
    show(at)
    at.query_params["tour"], at.query_params["step"] = "mine", "1"
    at.run()
    assert "At the ford" in words(at) and "1 of 6" in words(at)
    assert "api/export.html" not in words(at), "offline files are made of the atlas's tours alone"
    at.button(key="tour_next").click().run()
    assert not at.exception
    assert "2 of 6" in words(at) and "Showing your 6 events" in words(at)


def test_the_order_of_day_and_month_is_asked(visit: Visit) -> None:
    at = upload(visit(PAGE), a_table(["A", "5/6/1916", "X", "49", "5"], ["B", "1916-07-01", "Y", "50", "2"]))
    assert "<b>1 event</b> can be shown" in words(at)
    choice = at.get("button_group")[0]
    assert "read in two ways" in choice.label
    choice.set_value("dmy").run()
    assert "<b>2 events</b> can be shown" in words(at)
    open_event(show(at), "row-2")
    assert "5 June 1916" in words(at)


def test_an_order_that_the_dates_settle_is_not_asked(visit: Visit) -> None:
    at = upload(visit(PAGE), a_table(["A", "5/6/1916", "X", "49", "5"], ["B", "29/6/1916", "Y", "50", "2"]))
    assert not [one for one in at.get("button_group") if "two ways" in one.label]
    assert "<b>2 events</b> can be shown" in words(at)


def test_bad_rows_are_listed_and_mended(visit: Visit) -> None:
    at = upload(visit(PAGE), a_table(["A", "1916", "X", "49", "5"], ["B", "31/02/1916", "Y", "99", "2"]))
    assert "<b>1 event</b> can be shown" in words(at)
    problems = at.dataframe[0].value
    assert problems["row"].tolist() == [3, 3]
    assert problems["column"].tolist() == ["date", "latitude"]
    assert "swapped" in problems["right"].tolist()[1]
    assert at.data_editor[0].value.index.tolist() == [3], "only the bad row is there to be mended"
    mend(at, {(3, "date"): "1916-02-28", (3, "latitude"): "9,9"})
    at.run()
    assert "<b>2 events</b> can be shown" in words(at)
    assert not at.get("data_editor")


def mend(at: AppTest, cells: dict[tuple[int, str], str]) -> None:
    """Do what the editor's callback does; Streamlit 1.67 cannot edit a cell in a test without a browser."""
    loaded = at.session_state["_own_file"]
    at.session_state["_own_file"] = type(loaded)(**{**vars(loaded), "cells": cells})
    del at.session_state["_own_reading"]


def test_a_refusal_is_said_in_words(visit: Visit) -> None:
    at = upload(visit(PAGE), b"", "nothing.csv")
    assert "nothing.csv is empty" in words(at)
    assert at.file_uploader


def test_a_workbook_is_read_in_a_process_of_its_own(visit: Visit) -> None:
    at = upload(visit(PAGE), a_workbook(["title", "date", "latitude", "longitude"], ["A", "1916", 49, 5]), "b.xlsx")
    assert "<b>1 event</b> can be shown" in words(at)
    assert "first sheet “Sheet”" in words(at)
    assert "_own_under_way" not in at.session_state


def test_a_file_that_ends_its_reader_is_told_and_the_page_goes_on(visit: Visit) -> None:
    with mock.patch.object(errand, "start", lambda *_: errand.Errand(({"order": "none"}, {}, {}), None, "this file")):
        at = upload(visit(PAGE), b"PK\x03\x04", "b.xlsx")
    assert "This cannot be read: this file made the program that reads it stop" in words(at)
    upload(at, GOOD)
    assert "<b>3 events</b> can be shown" in words(at)


@pytest.mark.parametrize("where", ["read", "again"])
def test_an_error_that_nobody_thought_of_is_words_and_no_traceback(visit: Visit, where: str) -> None:
    at = visit(PAGE)
    with mock.patch.object(readings, where, side_effect=TypeError("unhashable")):
        upload(at, GOOD)
        assert "This cannot be read: something in it is damaged" in words(at)
        assert "unhashable" not in words(at)
        at.switch_page("map.py").run()
        at.switch_page(PAGE).run()
        assert not at.exception
    upload(at, GOOD)
    assert "<b>3 events</b> can be shown" in words(at)


def test_a_change_that_cannot_be_understood_leaves_what_was_there(visit: Visit) -> None:
    at = upload(visit(PAGE), GOOD)
    with mock.patch.object(readings, "again", side_effect=TypeError("unhashable")):
        at.selectbox(key="own_column_title").set_value("place").run()
        assert not at.exception
        assert "something in it is damaged" in words(at)
        assert "<b>3 events</b> can be shown" in words(at)
        assert at.selectbox(key="own_column_title").value == "title"


def test_reading_can_be_given_up(visit: Visit) -> None:
    at = visit(PAGE)
    at.session_state["_own_under_way"] = own_file.UnderWay("b.xlsx", Endless(), lambda _: None)  # type: ignore[arg-type]
    at.run()
    assert not at.exception
    assert "_own_under_way" not in at.session_state
    assert at.file_uploader, "the page is as before"


class Endless:
    """Reading that never ends by itself; the visitor gives it up."""

    is_waiting = True

    def __init__(self) -> None:
        self._looks, self._was_cancelled = 0, False

    def wait(self, seconds: float) -> bool:
        self._looks += 1
        if self._looks == 3:
            own_file.stop()
        return self._was_cancelled

    def cancel(self) -> None:
        self._was_cancelled = True


def test_a_place_without_coordinates_waits_to_be_located(visit: Visit) -> None:
    at = upload(visit(PAGE), a_table(["A", "1938", "Changkufeng", "", ""], ["B", "1938", "Y", "42", "130"]))
    assert "1 only in the list" in words(at)
    assert "Places by name" in words(at)


def test_columns_are_chosen_by_hand(visit: Visit) -> None:
    at = upload(visit(PAGE), a_table(["A", "1916", "49", "5"], header="Foo,Bar,P,Q"))
    assert "such as “Row 2”" in words(at).replace("\\", ""), "the year shows itself, the rest does not"
    assert "1 only in the list" in words(at)
    for field, column in {"title": "Foo", "date_edtf": "Bar", "latitude": "P", "longitude": "Q"}.items():
        at.selectbox(key=f"own_column_{field}").set_value(column).run()
    assert "<b>1 event</b> can be shown" in words(at) and "only in the list" not in words(at)


def test_a_link_without_its_file_asks_for_it(visit: Visit, told: Told) -> None:
    link = in_url(shown(visit)) | {"to": "1917"}
    at = visit(**link)
    assert "it has to be loaded again" in words(at)
    assert in_url(at) == link
    at.switch_page(PAGE).run()
    show(upload(at, GOOD))
    assert "<b>2 of 3 events</b>" in words(at), "the view of the link is there again"
    assert in_url(at) == link


def test_a_link_to_another_file_is_let_go(visit: Visit, told: Told) -> None:
    at = visit(own="0123456789ab", to="1917")
    at.switch_page(PAGE).run()
    show(upload(at, GOOD))
    assert "<b>3 events</b>" in words(at)
    assert in_url(at)["own"] != "0123456789ab"


def test_a_link_to_a_file_can_be_let_go(visit: Visit, told: Told) -> None:
    at = visit(own="0" * 12, event="nope")
    assert "it has to be loaded again" in words(at)
    at.button(key="own_close").click().run()
    assert "it has to be loaded again" not in words(at)
    assert in_url(at) == {}


WITH_COLUMNS = a_table(
    ["One", "1904-01-01", "10", "20", "hills", "rain", "40"],
    ["Two", "1904-01-02", "10", "20", "marsh", "rain", ""],
    ["Three", "1904-01-03", "10", "20", "hills", "fine", "3"],
    ["Four", "1904-01-04", "10", "20", "marsh", "fine", "7"],
    header="title,date,latitude,longitude,terrain,weather,killed",
)


def test_columns_of_their_own_are_filters_on_every_page(visit: Visit) -> None:
    at = shown(visit, WITH_COLUMNS)
    pills = {one.label: one for one in at.get("button_group")}
    assert {"Terrain", "Weather"} <= set(pills)
    pills["Terrain"].set_value(["terrain.hills"]).run()
    assert in_url(at)["has"] == "terrain.hills"
    assert "2 of 4" in words(at)
    at.switch_page("losses.py").run()
    assert not at.exception, at.exception[0].value
    said = words(at)
    assert "One" in said and "40" in said
    assert "Four" not in said


def test_a_table_without_figures_has_no_losses(visit: Visit) -> None:
    at = shown(visit)
    at.switch_page("losses.py").run()
    assert "no figures" in words(at)


def test_rows_before_the_year_1_are_told_of_once_and_are_not_to_be_mended(visit: Visit) -> None:
    rows = (["A", "509 BCE", "", "41.9", "12.5"], ["B", "AD 79", "", "40.8", "14.4"], ["C", "soon", "", "50.9", "0.5"])
    at = upload(visit(PAGE), a_table(*rows, ["D", "AD 1066", "", "50.9", "0.5"]))
    told = [one.value for one in at.error]
    assert len(told) == 1 and told[0].startswith("1 of 4 rows have a date before the year 1")
    assert "<b>1 row</b> to mend" in words(at)
    assert "509 BCE" not in str(at.dataframe[0].value["found"].tolist())
