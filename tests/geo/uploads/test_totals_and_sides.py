"""Heads that look like titles, figures of which not all is killed, centuries, and what a cell says twice."""

import pytest

from geo.uploads import readings
from geo.uploads.cells.coordinates import pair_of
from geo.uploads.cells.dates import read_date
from geo.uploads.cells.figures import Figure, figure_of


def read(text):
    return readings.read("table.csv", text.encode(), readings.Options())


# --- names of columns that fill as little of a row as a title ---


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Name;;\nA;1938;Rom\nB;1939;Paris\n", ["Name", "column 2", "column 3"]),
        ("Name;;\nA;1938;43,5\nB;1939;44,1\n", ["Name", "column 2", "column 3"]),
        ("Name;;\n;Jahr;Ort\nA;1938;Rom\nB;1939;Paris\n", ["Name", "Jahr", "Ort"]),
        ("Name;;\n;1938;1939\nA;12;3\nB;3;4\n", ["Name", "1938", "1939"]),
        ("Schlachten;;\nName;Jahr;Ort\nA;1938;Rom\nB;1939;Paris\n", ["Name", "Jahr", "Ort"]),
        ("Battles, collected by hand;;\nA;1938;43.5\nB;1939;44.1\n", ["column 1", "column 2", "column 3"]),
    ],
    ids=["over rows", "over numbers", "over the others", "over years", "a title", "a title over rows"],
)
def test_a_row_that_names_one_column_is_no_title(text, heads):
    frame = readings.read("t.csv", text.encode(), readings.Options(mapping={})).raw.frame
    assert list(frame.columns) == heads
    assert frame.iloc[0, 0] == "A"


# --- what a figure counts ---


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("24,000 total (US 14,000 …)", Figure(best=24000.0)),
        ("2 500 tués (dont 300 officiers)", Figure(best=2500.0)),
        ("1.200 Tote [800 Zivilisten, 400 Soldaten]", Figure(best=1200.0)),
        ("5–10 (2 officers)", Figure(low=5.0, high=10.0)),
        ("12 killed, 3 wounded", Figure(best=12.0)),
        ("about 300 dead and 20 missing", Figure(best=300.0)),
        ("10,000여 명", Figure(low=10000.0)),
        ("1,500 killed", Figure(best=1500.0)),
        ("5k", Figure(best=5000.0)),
    ],
)
def test_a_figure_with_words_behind_it_is_the_number_of_the_killed(text, figure):
    assert figure_of(text) == figure


@pytest.mark.parametrize(
    "text", ["90 (40 killed, 50 wounded)", "~1,500 killed or wounded", "8,000 killed, wounded, or captured", "(3)"]
)
def test_what_counts_more_than_the_killed_is_no_figure_of_them(text):
    assert figure_of(text) is None


def test_the_killed_of_one_side_are_not_those_of_both():
    text = "name,date,{}_casualties,{}_casualties\nA,1950-06-25,12,40\nB,1950-07-05,3,7\n"
    found = read(text.format("un", "kpa"))
    assert found.dataset.claims.empty
    assert "“un_casualties”, “kpa_casualties”" in " | ".join(found.notes)
    assert read(text.format("un", "total")).dataset.claims["best"].tolist() == [40, 7]


def test_lives_lost_are_the_killed():
    found = read("name,loss_date,lives_lost\nMary Rose,19 July 1545,470\nVasa,10 August 1628,30\n")
    assert found.dataset.claims["best"].tolist() == [470, 30]


# --- centuries, and what is said twice ---


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("7th century AD", "06XX"),
        ("Early 7th century (Presumed)", "06XX~"),
        ("second half of the 17th century", "16XX~"),
        ("2. Hälfte 17. Jh.", "16XX~"),
        ("2-я половина XVII века", "16XX~"),
        ("XVI w.", "15XX"),
        ("16th c.", "15XX"),
        ("18:e århundradet", "17XX"),
        ("16. század", "15XX"),
        ("1750 c.", "1750~"),
        ("1863 (probably)", "1863~"),
        ("November 21, 1916 (1916-11-21)", "1916-11-21"),
    ],
)
def test_centuries_and_doubts_are_read(text, edtf):
    assert read_date(text).edtf == edtf


def test_a_date_in_brackets_that_is_another_one_is_no_date():
    assert read('title,date\nA,"November 21, 1916 (1916-11-22)"\n').bad_count == 1


def test_a_position_that_is_said_in_several_ways_is_read_once():
    text = "36°48′N 27°06′E / 36.800°N 27.100°E / 36.800; 27.100 (a long name of a ship that fills the cell)"
    assert pair_of(text) == pair_of("36°48′N 27°06′E / 36.800°N 27.100°E") == (36.8, 27.1)
    assert pair_of("36.8 / 27.1") == (36.8, 27.1)
