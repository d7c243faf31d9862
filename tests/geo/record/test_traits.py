"""Which columns of a visitor's own table are filters, and what they choose."""

from dataclasses import replace

import pandas as pd
import pytest

from geo.content.known import known
from geo.formats import columnar
from geo.formats.layers import features
from geo.query.link import Link, parse, to_params
from geo.query.selection import Selection, chosen
from geo.record.traits import traits
from geo.uploads import own_events, reader
from geo.uploads.columns.column_mapping import guess
from tests.builders import an_event


def a_table(**columns):
    index = [f"event-{place}" for place in range(len(next(iter(columns.values()))))]
    return pd.DataFrame(columns, index=index, dtype="str")


@pytest.mark.parametrize(
    ("cells", "is_filter"),
    [
        (["Hills", "Hills", "Marsh", "Marsh"], True),
        (["Hills", "", "Marsh", "Hills", "Marsh"], True),
        (["Да", "Нет", "Да", "Нет"], True),
        (["Hills"] * 4, False),
        (["Hills", "Marsh", "", "", "", "Hills", ""], False),
        (["A", "B", "C", "D"], False),
        (["1", "2", "1", "2"], False),
        (["https://example.org/a", "https://example.org/b"] * 2, False),
        (["x" * 61, "y"] * 2, False),
        ([f"value {number}" for number in range(20)] * 2, True),
        ([f"value {number}" for number in range(21)] * 2, False),
        ([""] * 4, False),
    ],
    ids=["two texts", "one cell is empty", "another script", "one text", "most are empty", "each its own", "codes",
         "addresses", "long texts", "twenty", "twenty-one", "nothing"],
)  # fmt: skip
def test_a_column_of_few_texts_is_a_filter(cells, is_filter):
    assert bool(traits(a_table(Terrain=cells))) == is_filter


def test_of_columns_that_divide_alike_one_is_offered():
    table = a_table(country=["Aland", "Bland"] * 2, code=["ALA", "BLA"] * 2, weather=["fine", "rain", "rain", "fine"])
    assert [trait.column for trait in traits(table)] == ["country", "weather"]
    assert [trait.column for trait in traits(table, [table["code"]])] == ["weather"]


def test_the_column_that_divides_best_is_first_and_no_more_than_eight_are_offered():
    rows = 40
    table = a_table(
        **{f"column {many}": [f"{'ab'[row % many == 0]} {many}" for row in range(rows)] for many in range(12, 1, -1)}
    )
    found = [trait.column for trait in traits(table)]
    assert found[0] == "column 2"
    assert len(found) == 8


def test_terms_are_plain_letters_and_told_apart():
    (trait,) = traits(a_table(**{"Местность_боя": ["Холмы", "холмы", "—a", "Холмы", "холмы", "—a"]}))
    assert trait.title == "Местность боя"
    assert len(set(trait.values)) == 3
    assert all(term.startswith(f"{trait.id}.") and term.isascii() and "," not in term for term in trait.values)


def own(text):
    raw = reader.read(text.encode(), "table.csv")
    return own_events.read(raw, guess(raw.frame).mapping).dataset


ROWS = """title,date,latitude,longitude,terrain,weather
One,1904-01-01,10,20,hills,rain
Two,1904-01-02,10,20,marsh,rain
Three,1904-01-03,10,20,hills,fine
Four,1904-01-04,,,marsh,fine
"""


@pytest.mark.parametrize(
    ("terms", "titles"),
    [
        ((), ["One", "Two", "Three", "Four"]),
        (("terrain.hills",), ["One", "Three"]),
        (("terrain.hills", "terrain.marsh"), ["One", "Two", "Three", "Four"]),
        (("terrain.hills", "weather.rain"), ["One"]),
        (("terrain.desert",), []),
        (("depth.great",), []),
    ],
    ids=str,
)
def test_events_are_chosen_by_values_of_own_columns(terms, titles):
    data = own(ROWS)
    assert list(chosen(data, Selection(traits=terms))["title"]) == titles


def test_a_link_holds_the_choice_and_names_what_it_does_not_know():
    data = own(ROWS)
    asked = Link(Selection(traits=("terrain.hills", "weather.rain")))
    params = to_params(asked)
    assert params == {"has": "terrain.hills,weather.rain"}
    assert parse(params, known(data))[0].selection == asked.selection
    found, notices = parse({"has": "terrain.desert"}, known(data))
    assert found.selection.traits == ()
    assert [notice.parameter for notice in notices] == ["has"]


def test_the_map_gets_the_values_of_each_event_and_the_atlas_none(dataset):
    data = own(ROWS)
    told = [one["properties"]["traits"] for one in features.collection(data, data.events)["features"]]
    assert [set(one) for one in told] == [
        {"terrain.hills", "weather.rain"}, {"terrain.marsh", "weather.rain"}, {"terrain.hills", "weather.fine"},
    ]  # fmt: skip
    atlas = dataset(events=[an_event()])
    assert "traits" not in features.collection(atlas, atlas.events)["features"][0]["properties"]
    assert '"traits"' not in columnar.columns(atlas, atlas.events)
    assert replace(atlas, more=a_table(Terrain=["A", "B"] * 2)).traits
