"""The plan of a battle on paper: one picture a day, with what is told of it and how far that may be off."""

import datetime as dt
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from geo.content.plans import unit_symbols
from geo.content.plans.day import on_day, telling_days
from geo.content.plans.key import key_text
from geo.content.plans.plan import plan
from geo.core.points import Point
from geo.errors import NotFoundError
from geo.maps.pictures.paper import DENSITY
from geo.maps.pictures.plan_on_paper import plate, plates
from geo.maps.pictures.shapes import unit_signs
from geo.query.selection import View
from geo.record.schema import BRANCHES
from tests.builders import EVENT, a_line, a_position, a_unit, an_event

DAY, NEXT = dt.date(1938, 7, 29), dt.date(1938, 7, 31)
WEST = "LINESTRING (130.59 42.515, 130.589 42.5, 130.59 42.485)"
OTHER = {"party": "japan", "claimant": "Japanese staff", "claimant_role": "belligerent_b"}


@pytest.fixture
def battle(dataset):
    return dataset(
        events=[an_event(caption="Two patrols meet at the ford", date_edtf="1938-07-29/1938-07-31")],
        units=[a_unit()],
        positions=[a_position()],
        lines=[
            a_line(),
            a_line(id="the-other-front", geometry_wkt=WEST, **OTHER),
            a_line(id="later", date_edtf="1938-07-31", geometry_wkt=WEST, approximation_km="2"),
        ],
    )


def test_each_day_is_one_picture_of_the_same_ground(battle):
    first, second = plates(battle, EVENT, [DAY, NEXT], (300, 200))
    assert (first.day, second.day) == (DAY, NEXT)
    assert first.image.size == second.image.size == (300 * DENSITY, 200 * DENSITY)
    assert (first.caption, second.caption) == ("Two patrols meet at the ford", "")
    assert (first.doubt_km, second.doubt_km) == (1, 2)
    corner = (slice(-60, -20), slice(-60, -20))
    assert np.array_equal(np.asarray(first.image)[corner], np.asarray(second.image)[corner])
    assert not np.array_equal(np.asarray(first.image), np.asarray(second.image))
    assert Image.open(io.BytesIO(first.png())).size == first.image.size


def test_without_days_those_are_drawn_of_which_most_is_told(battle):
    assert [plate.day for plate in plates(battle, EVENT)] == [DAY, NEXT]
    assert telling_days(plan(battle, EVENT), 1) == [DAY]


def test_an_account_leaves_out_what_only_the_other_side_says(battle):
    made = plan(battle, EVENT)
    assert [one["id"] for one in on_day(made, DAY).lines] == ["the-front", "the-other-front"]
    assert [one["id"] for one in on_day(made, DAY, "b").lines] == ["the-other-front"]
    assert on_day(made, DAY, "b").units == []


def test_a_side_without_a_line_keeps_its_last_one_for_a_while(battle):
    made = plan(battle, EVENT)
    assert [one["id"] for one in on_day(made, NEXT).stale] == ["the-other-front"]


def test_an_event_without_a_plan_has_no_picture(dataset):
    with pytest.raises(NotFoundError):
        plates(dataset(), EVENT)


def test_a_day_says_after_whom_it_is_drawn(battle):
    first, second = plates(battle, EVENT, [DAY, NEXT], (300, 200))
    assert first.claimants == ("Soviet staff", "Japanese staff")
    assert second.claimants == ("Soviet staff", "Japanese staff"), "the line of days before is drawn, too"


@pytest.mark.parametrize("density", [1, 2, 4])
def test_a_finer_picture_is_the_same_map(battle, density):
    look = (Point(42.5, 130.6), 13.0)
    fine = plate(battle, EVENT, DAY, View(), look, (300, 200), density).image.convert("L")
    assert fine.size == (300 * density, 200 * density)
    plain = plate(battle, EVENT, DAY, View(), look, (300, 200), 2.5).image.convert("L")
    blurred = [np.asarray(one.resize((30, 20), Image.Resampling.BOX), dtype=float) for one in (fine, plain)]
    assert np.abs(blurred[0] - blurred[1]).mean() < 6


def test_a_grey_print_tells_the_sides_labels_apart(battle, dataset):
    """The unit of the one side has a frame inside its label, that of the other has none."""

    def label(party):
        rows = {"events": [an_event(date_edtf="1938-07-29/1938-07-31")], "positions": [a_position()]}
        made = dataset(units=[a_unit(party=party)], lines=[a_line(), a_line(id="two", date_edtf="1938-07-31")], **rows)
        return np.asarray(plates(made, EVENT, [DAY], (300, 200))[0].image.convert("L"), dtype=int)

    theirs, ours = (int((label(party) > 250).sum()) for party in ("japan", "soviet-union"))
    assert theirs > ours * 1.2


@pytest.mark.parametrize(
    ("days", "said", "unsaid"),
    [
        ([DAY], ("a pale thread", "Striped", "(±)"), ("Dots:", "An arrow")),
        ([NEXT], ("Dots:", "(±)"), ("Striped", "An arrow")),
        ([dt.date(1938, 7, 30)], ("Dots:",), ("(±)", "wider and paler")),
    ],
)
def test_the_key_names_what_the_days_show_and_nothing_else(battle, days, said, unsaid):
    made = plan(battle, EVENT)
    key = key_text(made, [on_day(made, day) for day in days])
    assert all(words in key for words in said)
    assert not any(words in key for words in unsaid)


def test_signs_of_armies_and_a_marked_unit_where_the_view_asks_for_them(battle):
    """The same day in plain marks, with a frame and a branch for its unit, and with that unit marked."""
    looks = (View(), View(symbols="app6"), View(unit="the-regiment"), View(unit="of-another-battle"))
    plain, signed, marked, other = (
        np.asarray(plates(battle, EVENT, [DAY], (300, 200), look)[0].image.convert("L"), dtype=int) for look in looks
    )
    assert np.array_equal(plain, other)
    for changed in (signed, marked):
        rows, columns = np.nonzero(plain != changed)
        assert 0 < np.ptp(rows) < 100 and 0 < np.ptp(columns) < 400, "about the unit, and nothing else"


@pytest.mark.parametrize("branch", [*BRANCHES, ""])
def test_the_key_says_what_is_in_the_frames_of_the_day(dataset, branch):
    data = dataset(
        events=[an_event(date_edtf="1938-07-29/1938-07-31")],
        units=[a_unit(branch=branch)],
        positions=[a_position()],
        lines=[a_line(), a_line(id="two", date_edtf="1938-07-31")],
    )
    made = plan(data, EVENT)
    assert "APP-6" not in key_text(made, [on_day(made, DAY)])
    text = key_text(made, [on_day(made, DAY)], "app6")
    told = f"for {BRANCHES[branch].replace('; ', ', ')}" if branch else "(nothing where that is not told)"
    assert told in text


@pytest.mark.parametrize("echelon", ["", *unit_symbols.DRAWN["echelons"]])
@pytest.mark.parametrize("branch", ["", *unit_symbols.DRAWN["branches"]])
def test_every_sign_stands_in_its_frame_and_its_size_above(branch, echelon):
    image = Image.new("RGB", (240, 200), "white")
    unit_signs.draw(
        ImageDraw.Draw(image), {"branch": branch, "echelon": echelon}, (40, 60), 100, ((0, 0, 255), (255, 255, 0))
    )
    found = np.asarray(image)
    yellow = np.argwhere((found == (255, 255, 0)).all(axis=2))
    blue = np.argwhere((found == (0, 0, 255)).all(axis=2))
    assert bool(len(yellow)) == bool(branch)
    if branch:
        assert (yellow.min(axis=0) >= (56, 36)).all() and (yellow.max(axis=0) <= (164, 194)).all()
    assert (blue.min(axis=0)[0] < 60) == bool(echelon)
    assert 60 - blue.min(axis=0)[0] <= 100 * unit_signs.ABOVE + 4
