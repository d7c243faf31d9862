"""Pictures of the whole: events by year and frontier, published counts, losses by battle."""

from __future__ import annotations

import re

import pytest

from geo.content.figures import battles, by_year
from tests.builders import a_claim, an_event


def address(event_id):
    return f"./?event={event_id}"


# --- events by year ---


def test_a_battle_is_counted_once_and_a_count_of_years_not_at_all(dataset):
    data = dataset(
        events=[
            an_event(id="battle", kind="battle", date_edtf="1938-07-29/1938-08-11"),
            an_event(id="fight", part_of="battle"),
            an_event(id="count", date_edtf="1932/1934"),
            an_event(id="note", kind="diplomatic", date_edtf="1938-08-11"),
            an_event(id="raid", kind="air_action", date_edtf="1939-06-27"),
        ]
    )
    cells = [cell for frontier in by_year.frontiers(data) for cell in frontier.cells if cell.events]
    assert [(cell.year, [one.event_id for one in cell.events]) for cell in cells] == [
        (1938, ["battle"]),
        (1939, ["raid"]),
    ]
    assert [frontier.count for frontier in by_year.frontiers(data)] == [2]


def counts(dataset, *spans, **cells):
    rows = [
        a_claim(id=f"c{place}", measure="incidents", as_of=span, **cells | more)
        for place, (span, more) in enumerate(spans)
    ]
    return dataset(
        events=[an_event(), an_event(id="early", date_edtf="1929"), an_event(id="late", date_edtf="1945")], claims=rows
    )


@pytest.mark.parametrize(
    ("as_of", "drawn"),
    [
        ("1936", (7, 1, 9)),
        ("1932/1934", (3, 3, 11)),
        ("1935-01-01/1935-08-01", (6, 1, 10)),
        ("1920/1930", (0, 2, 15)),
        ("1945", (16, 1, 0)),
    ],
    ids=str,
)
def test_a_published_count_lies_over_its_years(dataset, as_of, drawn):
    ((claimant),) = by_year.published(counts(dataset, (as_of, {})))
    (line,) = claimant.lines
    assert (line.spans[0].skip, line.spans[0].length, line.after) == drawn


@pytest.mark.parametrize("as_of", ["", "1912"], ids=["unsaid", "outside"])
def test_a_count_of_no_year_of_the_atlas_is_left_out(dataset, as_of):
    assert by_year.published(counts(dataset, (as_of, {}))) == ()


def test_counts_of_one_claimant_share_a_line_unless_they_overlap(dataset):
    data = counts(
        dataset,
        ("1935", {}),
        ("1936", {}),
        ("1936", {"note": "Flights; by day."}),
        ("1936", {"claimant": "Tokyo", "claimant_role": "belligerent_b"}),
    )
    found = by_year.published(data)
    assert [[[span.skip for span in line.spans] for line in one.lines] for one in found] == [[[6, 0], [7]], [[7]]]
    assert found[0].lines[1].spans[0].what == ""
    text = by_year.html(by_year.frontiers(data), found, address)
    assert len(re.findall(r"<tr\b", text)) == 1 + 1 + 1 + 1 + 3
    assert text.count('<tr class="more">') == 1
    for row in re.findall(r"<tr\b.*?</tr>", text.split("published")[1], re.S)[1:]:
        wide = [int(n) for n in re.findall(r'<td colspan="(\d+)"', row)]
        assert sum(wide) == 17, "each line fills the years"


def test_each_number_opens_its_events(dataset):
    data = counts(dataset, ("1936", {}))
    text = by_year.html(by_year.frontiers(data), by_year.published(data), address)
    assert {"./?event=the-clash", "./?event=early", "./?event=late"} <= set(re.findall(r'href="([^"]+)"', text))


# --- losses by battle ---


def test_areas_are_the_numbers_and_both_ends_are_named(dataset):
    data = dataset(
        events=[an_event(kind="battle")],
        claims=[
            a_claim(id="low", best="25", claimant="Moscow"),
            a_claim(id="high", best="", low="50", high="100", claimant="Tokyo", claimant_role="belligerent_b"),
            a_claim(id="enemy", best="400", side="japan"),
            a_claim(id="other", best="9", side="mongolia"),
        ],
    )
    (battle,) = battles.battles(data, "killed")
    assert (battle.a.least.claimant, battle.a.most.claimant, battle.a.count) == ("Moscow", "Tokyo", 2)
    assert (battle.a.inner, battle.a.outer, battle.b.outer) == (25, 50, 100), "four times the number, twice the radius"
    assert battle.a.party == "Soviet Union", "the losses of another party are not mixed in"


def test_parts_and_incidents_are_no_battles_of_their_own(dataset):
    data = dataset(
        events=[
            an_event(id="battle", kind="battle"),
            an_event(id="part", kind="battle", part_of="battle"),
            an_event(id="incident"),
            an_event(id="series"),
            an_event(id="one", part_of="series"),
        ],
        claims=[a_claim(id=f"of-{one}", event_id=one) for one in ("battle", "part", "incident", "series", "one")],
    )
    assert [one.event_id for one in battles.battles(data, "killed")] == ["battle", "series"]
    assert battles.battles(data, "wounded") == ()
    assert battles.measures(data) == {}


def test_silence_is_said_and_none_has_no_area(dataset):
    data = dataset(events=[an_event(kind="battle")], claims=[a_claim(best="0")])
    (battle,) = battles.battles(data, "killed")
    assert (battle.a.inner, battle.a.outer, battle.b) == (0, 0, None)
    text = battles.html([battle], address)
    assert "not reported" in text and 'class="number">0<' in text


def test_hostile_text_is_shown_letter_by_letter(dataset):
    nasty = "<img src=x>{{ 7*7 }}\"'"
    data = dataset(
        events=[an_event(kind="battle", title=nasty)],
        claims=[
            a_claim(claimant=nasty),
            a_claim(id="count", measure="incidents", as_of="1938", claimant=nasty, note=nasty, locator=nasty),
        ],
    )
    for text in (
        battles.html(battles.battles(data, "killed"), address),
        by_year.html(by_year.frontiers(data), by_year.published(data), address),
    ):
        assert "<img" not in text and "49" not in text and "&lt;img" in text
