"""``atlas.yml``: what it says, and every key that is wrong by its name."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import yaml

from geo.core.daterange import DateRange
from geo.errors import DatasetError
from geo.record import tables
from geo.record.atlas import FILE, Atlas, read
from geo.record.files import datapackage
from tests.builders import ATLAS, a_package

LEAST = {
    "title": "Atlas of the fords",
    "short_title": "The fords",
    "introduction": "Two sides met\nat fords.",
    "years": {"first": 1900, "last": 1905},
    "view": {"lat": 1, "lon": -2.5, "z": 4},
}
FULL = LEAST | {
    "bounds": {"south": -10, "west": -20, "north": 10, "east": 20},
    "base_map": "theatre",
    "borders_turn": "1905-09-05",
    "compare": {"a": "1900..1901", "b": "1905"},
    "first_figures": "the-clash",
    "search_hint": "Ford, брод",
    "identifier": "fords",
    "sides": {"a": "Northern", "b": "Southern"},
    "adjectives": {"north": "Northern", "far-south": "Patagonian"},
    "clocks": {"London": "Europe/London", "Delhi": "Asia/Kolkata"},
}


def read_text(folder, text):
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(folder)


def read_keys(folder, keys):
    atlas, problems = read_text(folder, yaml.safe_dump(keys, allow_unicode=True))
    return atlas, [(problem.column, str(problem)) for problem in problems]


def test_what_is_said(tmp_path):
    assert read_keys(tmp_path, FULL) == (
        Atlas(
            title="Atlas of the fords",
            short_title="The fords",
            introduction="Two sides met at fords.",
            years=(1900, 1905),
            view=(1.0, -2.5, 4),
            bounds=(-10.0, -20.0, 10.0, 20.0),
            base_map="theatre",
            borders_turn=dt.date(1905, 9, 5),
            compare={"a": DateRange.of_years(1900, 1901), "b": DateRange.of_years(1905, 1905)},
            first_figures="the-clash",
            search_hint="Ford, брод",
            identifier="fords",
            sides=("Northern", "Southern"),
            adjectives={"north": "Northern", "far-south": "Patagonian"},
            clocks={"London": ZoneInfo("Europe/London"), "Delhi": ZoneInfo("Asia/Kolkata")},
        ),
        [],
    )


def test_what_may_be_left_out(tmp_path):
    atlas, problems = read_keys(tmp_path, LEAST)
    assert problems == []
    assert (atlas.base_map, atlas.borders_turn, atlas.compare, atlas.first_figures) == ("world", None, {}, "")
    assert atlas.span == DateRange.of_years(1900, 1905)


@pytest.mark.parametrize("key", LEAST)
def test_what_may_not_be_left_out(tmp_path, key):
    _, problems = read_keys(tmp_path, {name: value for name, value in LEAST.items() if name != key})
    assert [(name, text.endswith("is missing")) for name, text in problems] == [(key, True)]


#: A key → values that it cannot have, and what is said of them.
WRONG = {
    "clocks": (
        [{"London": "Europe/London"}, {"London": "UTC", "Delhi": "Asia"}, {"A": "UTC", "B": "no zone"}, "UTC"],
        "is not {place: time zone",
    ),
    "title": (["", "  ", 7, None, ["a"], "x" * 2001], "is no text"),
    "short_title": ([""], "is no text"),
    "introduction": ([{"a": 1}], "is no text"),
    "search_hint": ([1], "is no text"),
    "years": (
        [1900, "1900", {"first": 1900}, {"first": 1905, "last": 1900}, {"first": "1900", "last": 1905},
         {"first": 0, "last": 5}, {"first": 1, "last": 10000}, None],
        "is not {first: year, last: year}",
    ),
    "view": (
        [{"lat": 1, "lon": 2}, {"lat": 86, "lon": 2, "z": 4}, {"lat": 1, "lon": 181, "z": 4},
         {"lat": 1, "lon": 2, "z": 1}, {"lat": 1, "lon": 2, "z": 14}, {"lat": 1, "lon": 2, "z": 4.5},
         {"lat": True, "lon": 2, "z": 4}, {"lat": float("nan"), "lon": 2, "z": 4}, {"lat": "1", "lon": 2, "z": 4}, []],
        "is not {lat: degrees, lon: degrees, z: 2 to 13}",
    ),
    "bounds": (
        [{"south": 1, "west": 1, "north": 1, "east": 2}, {"south": 1, "west": 3, "north": 2, "east": 2},
         {"south": -91, "west": 1, "north": 1, "east": 2}, {"south": 1}, "everywhere"],
        "is not {south: …, west: …, north: …, east: …}",
    ),
    "base_map": (["moon", 1, ["world"]], "is not one of theatre, world"),
    "borders_turn": (["soon", "1905-02-30", {}], "is no day"),
    "compare": (
        [{"a": "1900"}, {"a": "1901..1900", "b": "1905"}, {"a": "x", "b": "1905"}, "1900..1901"],
        "is not {a: range, b: range}",
    ),
    "first_figures": (["The Clash", "ущелье", 3], "is no id of an event"),
    "identifier": (["Fords", "a b", "a/b", ""], "is not of lower-case letters, digits and hyphens"),
    "sides": ([{"a": "x"}, {"a": "x", "b": ""}, ["x", "y"], "xy"], "is not {a: name, b: name}"),
    "adjectives": ([{"The North": "x"}, {"north": ""}, {"north": 1}, ["x"], "xy"], "is not {id of a party: word"),
}  # fmt: skip
CASES = [(key, value, said) for key, (values, said) in WRONG.items() for value in values]


@pytest.mark.parametrize(("key", "value", "said"), CASES, ids=[f"{key}: {str(value)[:40]}" for key, value, _ in CASES])
def test_a_wrong_value_is_named_by_its_key(tmp_path, key, value, said):
    atlas, problems = read_keys(tmp_path, FULL | {key: value})
    assert [name for name, _ in problems] == [key]
    assert problems[0][1].startswith(f"{FILE}: {key}: ")
    assert said in problems[0][1]
    assert len(problems[0][1]) < 300
    assert getattr(atlas, key) == getattr(Atlas(), key), "the rest can still be read"


def test_every_key_has_its_wrong_values():
    assert set(WRONG) == set(FULL)


def test_a_key_that_is_none_is_named(tmp_path):
    _, problems = read_keys(tmp_path, FULL | {"colour": "red", 7: "x"})
    assert sorted(name for name, _ in problems) == ["7", "colour"]
    assert all("is no known key; there are title, short_title" in text for _, text in problems)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    _, problems = read_keys(tmp_path, {"titel": "x", "years": 1900, "base_map": "moon"})
    assert sorted(name for name, _ in problems) == [
        "base_map", "introduction", "short_title", "titel", "title", "view", "years",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "is no YAML in UTF-8"),
        (b"\xff\xfe", "is no YAML in UTF-8"),
        ("!!python/object/apply:os.system [ls]", "is no YAML in UTF-8"),
        ("- a\n- b\n", "holds no keys; it needs title, short_title, introduction, years, view"),
        ("", "holds no keys"),
        ("#" * 100_001, "is larger than 100 kB"),
        ("[" * 5000, "is no YAML in UTF-8"),
    ],
    ids=["broken", "bytes", "code", "a list", "empty", "large", "deep"],
)
def test_a_file_that_cannot_be_read(tmp_path, text, said):
    atlas, problems = read_text(tmp_path, text)
    assert atlas == Atlas()
    assert [str(problem).startswith(f"{FILE}") and said in str(problem) for problem in problems] == [True]


def test_a_missing_file_is_said(tmp_path):
    assert ["is missing" in str(problem) for problem in read(tmp_path)[1]] == [True]
    (tmp_path / FILE).mkdir()
    assert ["cannot be read" in str(problem) for problem in read(tmp_path)[1]] == [True]


def test_a_package_with_a_wrong_atlas_is_refused(tmp_path):
    a_package(tmp_path, atlas=ATLAS.replace("z: 5", "z: 50"))
    with pytest.raises(DatasetError) as caught:
        tables.build(datapackage.read(tmp_path))
    assert [problem.split(": ")[1] for problem in caught.value.problems] == ["view"]


def test_a_change_of_the_atlas_is_seen(tmp_path):
    a_package(tmp_path)
    assert tables.atlas(tmp_path).short_title == tables.load(tmp_path).atlas.short_title == "The fords"
    a_package(tmp_path, atlas=ATLAS.replace("The fords", "The bridges"))
    assert tables.atlas(tmp_path).short_title == tables.load(tmp_path).atlas.short_title == "The bridges"
