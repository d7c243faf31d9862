"""The order of battle: whose units stand under whom, who led them, and which are on the map."""

import pytest

from geo.content.panel import html, panel
from geo.content.plans.order import order, role_in
from geo.content.plans.plan import plan, summaries
from geo.query import addresses
from geo.record import tables
from tests.builders import EVENT, SOURCE, a_line, a_position, a_unit, an_event

JAPAN = {"party": "japan", "claimant": "Japanese staff", "claimant_role": "belligerent_b"}
WEST = "LINESTRING (130.59 42.515, 130.589 42.5, 130.59 42.485)"


@pytest.fixture
def battle(dataset):
    """Return a builder of datasets of one battle with a plan."""

    def build(**rows):
        return dataset(lines=[a_line(), a_line(id="the-other-front", geometry_wkt=WEST, **JAPAN)], **rows)

    return build


def tree(members):
    """Return units with what stands under them."""
    return {one.id: tree(one.below) for one in members}


def flat(members):
    """Return units by id."""
    return {one.id: one for member in members for one in (member, *flat(member.below).values())}


def led(**cells):
    """Return what the record says of a person in the battle."""
    return {"event_id": EVENT, "person_id": "he", "role": "commander, 1st Rifle Regiment", "unit_id": "the-regiment",
            "source_id": SOURCE, "locator": "p. 3", **cells}  # fmt: skip


def he(**cells):
    """Return a person."""
    return {"id": "he", "name": "Ivan Ivanov", "born": "", "died": "", "party": "soviet-union", "about": "", **cells}


def test_units_stand_under_their_superiors_and_without_one_at_the_top(battle):
    units = [
        a_unit(id="the-army", title="1st Army", echelon="army"),
        a_unit(id="the-division", title="2nd Division", echelon="division", part_of="the-army"),
        a_unit(part_of="the-division"),
        a_unit(id="the-post", title="Post 7", echelon="detachment"),
        a_unit(id="of-the-regiment", title="Its guns", echelon="company", part_of="the-regiment"),
        a_unit(id="of-the-army", title="Far away", part_of="the-army"),
        a_unit(id="their-regiment", title="75th Infantry", party="japan"),
    ]
    positions = [a_position(), a_position(id="p", unit_id="the-post"), a_position(id="t", unit_id="their-regiment")]
    ours, theirs = order(battle(units=units, positions=positions), EVENT).sides
    assert tree(ours.members) == {
        "the-army": {"the-division": {"the-regiment": {"of-the-regiment": {}}}},
        "the-post": {},
    }, "what stands under the army alone was perhaps elsewhere"
    assert tree(theirs.members) == {"their-regiment": {}}
    found = flat((*ours.members, *theirs.members))
    assert found["the-regiment"].note == "" and found["the-regiment"].days == "29 July"
    assert found["the-division"].note == found["of-the-regiment"].note == "no position in the record"
    assert found["the-post"].echelon == "detachment" and found["the-army"].echelon == "", "the name says it"


def test_a_unit_that_stood_only_elsewhere_or_is_known_too_roughly_says_so(battle):
    events = [an_event(), an_event(id="elsewhere", date_edtf="1945-08-09", part_of="")]
    units = [a_unit(id="the-army", title="1st Army", echelon="army"), a_unit(part_of="the-army"),
             a_unit(id="the-rough", part_of="the-army")]  # fmt: skip
    positions = [a_position(), a_position(id="r", unit_id="the-rough", approximation_km="90"),
                 a_position(id="e", unit_id="the-army", event_id="elsewhere", date_edtf="1945-08-09")]  # fmt: skip
    found = flat(order(battle(events=events, units=units, positions=positions), EVENT).sides[0].members)
    assert found["the-army"].note == "no position in this battle"
    assert found["the-rough"].note == "place known too roughly to draw" and found["the-rough"].days == "29 July"


def test_commanders_come_with_the_work_that_names_them(battle):
    served = [led(), led(role="truce officer, 1st Rifle Regiment"), led(person_id="she", role="chief of staff")]
    made = battle(units=[a_unit()], positions=[a_position()], people=[he(), he(id="she")], event_people=served)
    (leader,) = order(made, EVENT).sides[0].members[0].leaders
    assert (leader.name, leader.role) == ("Ivan Ivanov", "commander")
    assert leader.source.endswith(", p. 3")


@pytest.mark.parametrize(
    ("role", "unit", "said"),
    [
        ("commander, 75th Infantry Regiment", "75th Infantry Regiment", "commander"),
        ("commander, 64th Infantry, killed", "64th Infantry Regiment", "commander, killed"),
        (
            "commander, 64th Infantry and detachment",
            "64th Infantry Regiment",
            "commander, 64th Infantry and detachment",
        ),
        ("commander, 15th Brigade, 2nd Division", "15th Brigade, 2nd Division", "commander"),
        ("commander, 6th Army from August", "6th Army", "commander, from August"),
        ("acting commander, 71st Infantry", "71st Infantry Regiment", "acting commander"),
        ("commander, 125th Infantry", "88th Division", "commander, 125th Infantry"),
        ("commander of the left wing", "14th Brigade", "commander of the left wing"),
    ],
)
def test_a_role_is_cut_short_only_where_it_names_the_unit_itself(role, unit, said):
    assert role_in(role, unit) == said


def test_without_a_unit_there_is_no_order_of_battle(battle, dataset):
    assert order(battle(), EVENT) is None
    assert not order(dataset(units=[a_unit()], positions=[a_position()]), EVENT).is_on_map


def test_beside_the_map_a_unit_is_a_button_and_on_its_page_a_link(battle):
    units = [a_unit(title="1st <b>Regiment</b>"), a_unit(id="the-guns", title="Guns", part_of="the-regiment")]
    said = panel(battle(units=units, positions=[a_position()]), EVENT)
    beside = html(said)
    assert 'data-unit="the-regiment"' in beside and 'data-unit="the-guns"' not in beside
    assert "<b>Regiment" not in beside
    page = html(said, lambda kind, name: addresses.path(kind, name), level=1)
    assert "data-unit" not in page
    for unit in ("the-regiment", "the-guns"):
        assert addresses.path("unit", unit) in page


def test_every_unit_that_a_plan_draws_is_a_button_of_its_battle():
    atlas = tables.load()
    for battle in summaries(atlas):
        found = order(atlas, battle["event"])
        units = flat([one for side in found.sides for one in side.members])
        drawn = {one["unit"] for one in plan(atlas, battle["event"])["units"]}
        assert {one.id for one in units.values() if not one.note} == drawn
        assert found.size == len(units)
