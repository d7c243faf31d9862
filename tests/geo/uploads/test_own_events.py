"""A visitor's table → events and problems: columns, dates, places, figures, and the same dataset as the atlas's."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from geo.content import timeline
from geo.content.panel import panel
from geo.errors import DateError, UploadError
from geo.formats.layers.features import CSV_COLUMNS, collection
from geo.formats.taken_away import csv_text
from geo.geocoding.ranking import Located
from geo.maps import live
from geo.record import tables
from geo.uploads import own_events, private_url, reader
from geo.uploads.cells.dates import edtf_of, order_of
from geo.uploads.columns.column_mapping import guess
from geo.uploads.columns.fields import FIELDS, template
from tests.builders import a_dataset


def read(*rows: dict[str, str], order: Any = "", located: Any = None) -> own_events.Reading:
    """Read rows of a table whose columns are those that they name."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    csv.writer(text).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    raw = reader.read(text.getvalue().encode(), "mine.csv")
    return own_events.read(raw, guess(raw.frame.columns).mapping, order, located)


def a_row(**cells: str) -> dict[str, str]:
    return {
        "title": "Verdun",
        "date": "1916-02-21",
        "place": "Verdun",
        "latitude": "49.16",
        "longitude": "5.38",
        **cells,
    }


GED = {
    "id": "244657",
    "type_of_violence": "1",
    "conflict_name": "Russia (Soviet Union): Chechnya",
    "dyad_name": "Government of Russia (Soviet Union) - Chechen Republic of Ichkeria",
    "side_a": "Government of Russia (Soviet Union)",
    "side_b": "Chechen Republic of Ichkeria",
    "source_article": "A press report",
    "source_headline": "A headline",
    "where_prec": "3",
    "where_coordinates": "Grozny town",
    "latitude": "43.312",
    "longitude": "45.689",
    "country": "Russia (Soviet Union)",
    "date_start": "1999-12-01 00:00:00.000",
    "date_end": "1999-12-03 00:00:00.000",
    "date_prec": "2",
    "best": "10",
    "low": "8",
    "high": "1,200",
}
ACLED = {
    "event_id_cnty": "SYR1",
    "event_date": "12 May 2020",
    "time_precision": "2",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "A",
    "actor2": "B",
    "location": "Idlib",
    "latitude": "35.93",
    "longitude": "36.63",
    "geo_precision": "1",
    "notes": "A note.",
    "fatalities": "0",
    "source": "A paper",
}
PLACES = {"id": "x1", "title": "A ford", "start": "1904", "end": "1905", "lon": "130.6", "lat": "42.5", "geowkt": ""}


def test_ucdp_ged_is_known() -> None:
    dataset = read(GED).dataset
    event = dataset.event("244657")
    assert (event["date_edtf"], event["date_prec"]) == ("1999-12-01/1999-12-03", 2)
    assert (event["place_title"], event["where_prec"], event["approximation_km"]) == ("Grozny town", 3, 50)
    assert event["parties"] == ("government-of-russia-soviet-union", "chechen-republic-of-ichkeria")
    assert dataset.chapters == {"russia-soviet-union-chechnya": GED["conflict_name"]}
    claim = dataset.claims.iloc[0]
    assert (claim["low"], claim["best"], claim["high"]) == (8, 10, 1200)
    assert (claim["measure"], claim["claimant"]) == ("killed", "A press report")
    assert dataset.years == (1999, 2000)


def test_acled_is_known() -> None:
    dataset = read(ACLED).dataset
    event = dataset.event("syr1")
    assert (event["title"], event["kind"], event["date_edtf"]) == ("A – B, Idlib", "battle", "2020-05-12~")
    assert dataset.claims["best"].tolist() == [0], "0 is a figure"


def test_linked_places_are_known() -> None:
    assert guess(PLACES).scheme == "Linked Places TSV"
    assert read(PLACES).dataset.event("x1")["date_edtf"] == "1904/1905"


def test_the_template_has_our_names_and_is_read() -> None:
    raw = reader.read(template().encode(), "t.csv")
    assert {"id", "title", "kind", "date_edtf", "place_title", "latitude", "where_prec", "side_a"} <= set(
        raw.frame.columns
    )
    assert set(raw.frame.columns) <= set(FIELDS)
    assert own_events.read(raw, guess(raw.frame.columns).mapping).problems.empty


def test_the_dataset_is_like_the_atlas_s(tmp_path: Any) -> None:
    ours, own = a_dataset(tmp_path), read(a_row(), a_row(best="3", source="A book")).dataset
    for name in ("events", "places", "names", "claims", "disagreements", "event_sources", "sources"):
        assert set(getattr(own, name).columns) == set(getattr(ours, name).columns), name
    assert set(CSV_COLUMNS) <= {"id", *own.events.columns}
    assert csv_text(own, own.events, "").count("\r\n") == 3


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("1938", "", "1938"),
        ("1938-07-29T12:30:00Z", "", "1938-07-29"),
        ("29/7/1938", "", "1938-07-29"),
        ("7/29/1938", "", "1938-07-29"),
        ("5/6/1938", "dmy", "1938-06-05"),
        ("5/6/1938", "mdy", "1938-05-06"),
        ("5/5/1938", "", "1938-05-05"),
        ("13/6/1938", "mdy", "1938-06-13"),
        ("1938/7/29", "", "1938-07-29"),
        ("1938年7月", "", "1938-07"),
        ("29 July 1938", "", "1938-07-29"),
        ("July 29th, 1938", "", "1938-07-29"),
        ("Jul 1938", "", "1938-07"),
        ("MAY 1938", "", "1938-05"),
        ("3 Sept. 1938", "", "1938-09-03"),
        ("29 Feb 1936", "", "1936-02-29"),
        ("1936-03~", "", "1936-03~"),
    ],
)
def test_dates_as_people_write_them(text: str, order: Any, edtf: str) -> None:
    assert edtf_of(text, order) == edtf


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5/6/1938", "5 June or 6 May"),
        ("31/02/1938", "no date of the calendar"),
        ("7/29/38", "two digits"),
        ("Monday 1938", "no date"),
        ("3 Mon 1938", "no date"),
        ("Marc 1938", "no date"),
        ("29 February 1938", "no date of the calendar"),
        ("0 May 1938", "no date of the calendar"),
        ("1938-08-11/1938-07-29", "no date"),
    ],
)
def test_dates_that_are_none(text: str, says: str) -> None:
    with pytest.raises(DateError, match=says):
        edtf_of(text)


def test_both_orders_in_one_table_settle_nothing() -> None:
    assert order_of(["29/7/1938", "7/29/1938", "5/6/1938"]) == ("", True)
    assert read(a_row(date="29/7/1938"), a_row(date="5/6/1938")).dataset.events["date_edtf"].tolist() == [
        "1938-06-05",
        "1938-07-29",
    ]


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"latitude": "149"}, "latitude", "swapped"),
        ({"date": ""}, "date", "give a date"),
        ({"date": "31/02/1916"}, "date", "no date of the calendar"),
    ],
)
def test_a_fault_is_told_with_row_and_column(cells: dict[str, str], column: str, says: str) -> None:
    reading = read(a_row(), a_row(**cells))
    assert reading.problems[["row", "column"]].to_numpy().tolist() == [[3, column]]
    assert says in reading.problems["right"][0]
    assert reading.bad.index.tolist() == [3]
    assert len(reading.dataset.events) == 1


@pytest.mark.parametrize(
    ("cells", "column", "says", "is_placed"),
    [
        ({"latitude": "at the mill"}, "latitude", "decimal degrees", False),
        ({"longitude": ""}, "longitude", "give the longitude too", False),
        ({"latitude": "", "longitude": "", "coordinates": "by the bridge"}, "coordinates", "such as 42.44", False),
        ({"geometry_wkt": "LINESTRING (1 2"}, "geometry_wkt", "well-known text", True),
        ({"geometry_wkt": "POINT (200 100)"}, "geometry_wkt", "within the globe", True),
    ],
)
def test_a_position_that_cannot_be_read_costs_the_place_and_not_the_event(
    cells: dict[str, str], column: str, says: str, is_placed: bool
) -> None:
    reading = read(a_row(), a_row(**cells))
    events = reading.dataset.events
    assert events["status"].tolist() == ["plotted", "plotted" if is_placed else "panel-only"]
    assert events["latitude"].isna().tolist() == [False, not is_placed]
    assert reading.problems[["row", "column"]].to_numpy().tolist() == [[3, column]]
    assert says in reading.problems["right"][0]
    assert (reading.bad.index.tolist(), reading.bad_count, reading.wanted) == ([3], 0, [])
    assert "what is wrong" in own_events.bad_rows_csv(reading)


@pytest.mark.parametrize(
    ("head", "measure", "kept_as"),
    [
        ("killed", "killed", "best"),
        ("Casualties", "casualties_total", "Casualties"),
        ("Verluste", "casualties_total", "Verluste"),
    ],
)
def test_casualties_are_not_taken_for_the_killed_also_where_they_come_back(
    head: str, measure: str, kept_as: str
) -> None:
    reading = read(a_row(**{head: "120"}))
    claims = reading.dataset.claims
    assert (claims["measure"].tolist(), claims["best"].tolist()) == ([measure], [120])
    assert kept_as in reading.dataset.more.columns
    assert any("all casualties" in note for note in reading.notes) == (measure != "killed")


def test_years_of_two_digits_are_one_sentence_and_no_century_is_guessed() -> None:
    reading = read(*[a_row(date=f"{day}/7/38") for day in (27, 28)], *[a_row() for _ in range(8)])
    assert len(reading.dataset.events) == 8 and reading.bad_count == 2
    assert [one.words for one in reading.whole] == [
        "2 of 10 rows have a date whose year has two digits, such as “27/7/38”: write all four digits, as only you "
        "know the century; in a spreadsheet, give the column the format yyyy-mm-dd and save it again"
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"where_prec": "9"}, "no number from 1 to 7 as precision of the place in 1 row, left out, such as “9”"),
        ({"low": "5", "best": "3"}, "in 1 row (3); their figures are left out"),
        ({"best": "many"}, "no number in 1 cell of best, left out: “many”"),
        ({"title": "", "place": ""}, "no title in 1 row: one is made of what else stands there, such as “Row 3”"),
        ({"title": "x" * 301}, "cut after 300 characters: 1 cell of title"),
    ],
)
def test_an_odd_cell_costs_no_event_and_is_told(cells: dict[str, str], says: str) -> None:
    reading = read(a_row(), a_row(**cells))
    assert len(reading.dataset.events) == 2 and reading.bad_count == 0
    assert any(says in note for note in reading.notes), reading.notes


def test_every_fault_of_a_row_is_told_and_given_back() -> None:
    reading = read(a_row(latitude="x", date="=1+1"))
    assert reading.problems["column"].tolist() == ["date", "latitude"]
    table = own_events.bad_rows_csv(reading)
    assert "'=1+1" in table and "decimal degrees" in table


def test_mended_rows_are_events() -> None:
    raw = reader.read(b"title,date,latitude,longitude\nA,1938\nB,1939,x,1\n", "mine.csv")
    mapping = guess(raw.frame.columns).mapping
    assert own_events.read(raw, mapping).bad.index.tolist() == [2, 3]
    whole = own_events.mended(raw, {(2, "latitude"): "", (3, "latitude"): "1,5"})
    assert own_events.read(whole, mapping).bad.empty
    assert own_events.read(raw, mapping).bad.index.tolist() == [2, 3], "the file itself stays as it was"


def test_a_name_without_coordinates_waits_and_is_then_located() -> None:
    row = a_row(latitude="", longitude="", country="France")
    reading = read(row)
    assert [(one.row_id, one.name, one.country, one.date) for one in reading.wanted] == [
        ("2", "Verdun", "France", "1916-02-21")
    ]
    assert reading.dataset.events[["status", "place_title"]].to_numpy().tolist() == [["panel-only", "Verdun"]]
    found = Located(49.16, 5.38, 2, 5.0, "gazetteer", "Found so.")
    after = read(row, located={"2": found, "99": found})
    assert after.dataset.events["status"].tolist() == ["plotted"]
    assert panel(after.dataset, "row-2").place_note == "Found so."
    assert after.wanted == reading.wanted, "it can be changed again"
    assert after.dataset.digest != reading.dataset.digest


def test_no_precision_is_not_called_exact() -> None:
    assert panel(read(a_row()).dataset, "row-2").place_precision == "how exact is not said"


def test_lines_and_areas_lie_where_they_lie() -> None:
    row = a_row(latitude="", longitude="", geometry_wkt="LINESTRING (10 50, 12 50)")
    event = read(row).dataset.event("row-2")
    assert (event["latitude"], event["where_prec"]) == (50, 5)
    assert 10 <= event["longitude"] <= 12
    feature = collection(read(row).dataset, read(row).dataset.events)["features"][0]
    assert feature["geometry"]["type"] == "LineString"


def test_ids_are_slugs_and_no_two_are_one() -> None:
    reading = read(*(a_row(id=text) for text in ("Battle 1", "battle-1", "../x", "🙂" * 0, "Бой")))
    assert sorted(reading.dataset.events.index) == ["battle-1", "battle-1-row-3", "boy", "row-5", "x"]
    assert "stands already" in reading.notes[0]


def test_unknown_kinds_are_incidents_and_told() -> None:
    reading = read(a_row(kind="Air Action"), a_row(kind="Raid on <b>"), a_row(kind="treaty"))
    assert sorted(reading.dataset.events["kind"]) == ["air_action", "diplomatic", "incident"]
    assert "“Raid on <b>”" in reading.notes[0]


def test_only_a_web_address_is_a_link() -> None:
    dataset = read(a_row(source="https://example.org/a"), a_row(source="javascript:alert(1)")).dataset
    assert dataset.sources["url"].tolist() == ["https://example.org/a", "", ""]


def test_the_stage_is_the_world_and_its_years() -> None:
    dataset = read(a_row(), a_row(date="1918")).dataset
    stage = live.stage(dataset)
    assert stage.years == (1916, 1918)
    assert stage.home == (49.16, 5.38)
    assert not stage.movements
    assert live.outside(dataset) == 2
    assert replace(live.stage(tables.load()), plans=()) == live.of_atlas(tables.atlas())


def test_a_timeline_has_the_groups_for_lanes() -> None:
    dataset = read(a_row(group="West"), a_row(group="East", date="1915"), a_row(group="West", date="1914")).dataset
    assert [row.lane.title for row in timeline.rows(dataset, dataset.events)] == ["West", "West", "East"]


def test_a_loan_ends_with_its_keeper() -> None:
    loan = private_url.Loan(b"x", "text/plain")
    key = loan.key
    assert private_url.find(key) is loan and loan.address.endswith(key)
    del loan
    assert private_url.find(key) is None


def test_more_than_allowed_is_refused_before_it_is_read() -> None:
    with pytest.raises(UploadError, match="at most 50 MB"):
        reader.read(b"x" * (reader.MAX_BYTES + 1), "big.csv")


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1251", "Бои у озера Хасан и на реке Халхин-Гол"),
        ("cp932", "ノモンハン事件の停戦協定が結ばれた"),
        ("gb18030", "诺门罕战役中的停战谈判与签字"),
    ],
)
def test_an_encoding_can_be_said(encoding: str, title: str) -> None:
    data = f"title,date\n{title},1939\n".encode(encoding)
    assert reader.read(data, "x.csv", encoding).frame["title"].tolist() == [title]
