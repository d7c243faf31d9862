"""Each input meets every place where its text comes out: refusal, problems, panel, list, GeoJSON, columns, CSV."""

from __future__ import annotations

import csv as csv_module
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.content import timeline
from geo.content.panel import html, panel
from geo.core.json_text import dumps
from geo.errors import AtlasError, UploadError
from geo.formats import columnar, taken_away
from geo.formats.layers import features
from geo.query.selection import Selection, chosen
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess
from pages.parts.shell.markdown import plain
from tests.geo.test_hostile import Seen
from tests.hostile.inputs import HEADER, INPUTS, Input, a_row, csv, everywhere

FORMULAS = tuple("=+-@\t\r＝＋－＠")


def reading_of(data: bytes, name: str = "events.csv") -> own_events.Reading:
    raw = reader.read(data, name)
    return own_events.read(raw, guess(raw.frame.columns).mapping)


@pytest.mark.parametrize("one", INPUTS, ids=lambda one: one.name)
def test_it_is_refused_in_words_or_shown_as_text(one: Input) -> None:
    data = one.make()
    if one.refused:
        with pytest.raises(UploadError, match=r"(?s).") as caught:
            reading_of(data, one.file)
        assert one.refused in str(caught.value)
        assert len(str(caught.value)) < 400
        assert str(caught.value).isprintable()
        return
    raw = reader.read(data, one.file)
    assert not set(raw.name) & set("/\\\u202e")
    reading = own_events.read(raw, guess(raw.frame.columns).mapping)
    if one.problems is not None:
        assert len(reading.bad) == one.problems, reading.problems.to_dict("records")
    assert reading.bad_count + len(reading.dataset.events) == len(raw.frame), "no row is lost"
    comes_out(reading, one.shown)


def comes_out(reading: own_events.Reading, shown: str | None) -> None:
    """Hold every place where text comes out to: letter by letter, and nothing runs."""
    dataset = reading.dataset
    events = dataset.events
    if shown is not None:
        assert events["title"].tolist()[:1] == [" ".join(shown.split())]
    json.loads(dumps(features.collection(dataset, events)))
    json.loads(columnar.columns(dataset, events))
    timeline.rows(dataset, events)
    for table in (taken_away.csv_text(dataset, events, ""), own_events.bad_rows_csv(reading)):
        for row in csv_module.reader(io.StringIO(table, newline="")):
            for cell in row:
                assert not cell.startswith(FORMULAS) or cell.lstrip("-").replace(".", "").isdigit(), cell
    for event_id in events.index[:2]:
        page = html(panel(dataset, event_id))
        seen = Seen(page)
        assert not seen.elements & {"script", "img", "svg", "iframe", "style", "textarea"}
        assert not [name for name, _ in seen.attributes if name.startswith("on") or name in {"src", "srcdoc"}]
        assert all(not value.startswith(("javascript", "data")) for name, value in seen.attributes if name == "href")
        assert seen.comments == []
        assert events.at[event_id, "title"] in seen.text
        assert "\n" not in plain(events.at[event_id, "title"])
    for side in list(dataset.sides)[:1]:
        assert not chosen(dataset, Selection(sides=(side,))).empty


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    names = [one.name for one in INPUTS]
    assert len(names) >= 120
    assert len(set(names)) == len(names)


def test_what_was_taken_out_is_said() -> None:
    assert "control or direction-override" in reading_of(everywhere("a\u202eb")).notes[0]


_CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1938-07-29", "5/6/1938", "July 1938", "42.5", "130,6", "-1", "POINT (1 2)", "1e9", "nan", '"', ""]
    ),
)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        comes_out(reading_of(data), None)
    except AtlasError as error:
        assert str(error)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        comes_out(reading_of(text.encode("utf-8", "surrogatepass")), None)
    except AtlasError as error:
        assert str(error)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(HEADER.strip().split(","), _CELLS)), min_size=1, max_size=4))
def test_any_cells_are_events_or_problems(rows: list[dict[str, str]]) -> None:
    try:
        reading = reading_of(csv(*(a_row(**row) for row in rows)))
    except AtlasError:
        return
    comes_out(reading, None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from("type features geometry coordinates properties id date".split()), inner)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    try:
        comes_out(reading_of(json.dumps({"features": [value]}).encode()), None)
    except AtlasError as error:
        assert str(error)
