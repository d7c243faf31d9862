"""One event → what its panel says."""

import math
from dataclasses import replace

import pytest

from geo.content.figures.losses import figure_text, look
from geo.content.panel import Link, _kept_record, html, panel, where_text
from geo.errors import NotFoundError
from geo.query.selection import Selection, chosen
from tests.builders import (
    a_claim,
    a_disagreement,
    a_name,
    a_place,
    a_position,
    a_source,
    a_support,
    a_unit,
    an_event,
)

NAN = math.nan


def test_what_a_panel_says(dataset):
    data = dataset(
        events=[
            an_event(
                date_edtf="1936-03~",
                side_a_2nd="mongolia",
                result="Nobody won.",
                certainty="uncertain",
                place_relation="near",
            )
        ],
        places=[a_place(where_prec="3", approximation_km="40")],
        names=[a_name()],
        claims=[a_claim(), a_claim(id="force", measure="strength", best="1500")],
        disagreements=[a_disagreement()],
    )
    said = panel(data, "the-clash")
    assert (said.id, said.title, said.kind, said.chapter) == (
        "the-clash",
        "Clash at the ford",
        "incident",
        "Lake Khasan (1938)",
    )
    assert (said.date, said.date_precision) == ("about March 1936", "to the month")
    assert (said.place, said.place_precision) == ("near The ford", "within a district, ± 40 km")
    assert (said.place_note, said.coordinates) == ("Read off a map.", "42.500, 130.600")
    assert [(party.id, party.title) for party in said.side_a] == [
        ("soviet-union", "Soviet Union"),
        ("mongolia", "Mongolia"),
    ]
    assert [(party.id, party.title) for party in said.side_b] == [("japan", "Japan")]
    assert all(party.look == look(data, party.id) != "" for party in (*said.side_a, *said.side_b))
    assert (said.summary, said.result) == ("Two patrols met at the ford and fired.", "Nobody won.")
    assert "doubted" in said.certainty
    assert ("ru", "Бой у брода") in said.names
    assert [figure.text for figure in said.strengths] == ["1,500"]
    assert [figure.text for figure in said.figures] == ["10"]
    assert [point.topic for point in said.disagreements] == ["Day of the clash"]
    assert [(work.locator, work.tier) for work in said.works] == [("p. 3", "primary")]
    assert "Report on the clash" in said.works[0].text


def test_rival_figures_stand_side_by_side(dataset):
    """Every figure keeps its claimant, work and page; nothing is added up, nothing is chosen."""
    data = dataset(
        claims=[
            a_claim(id="soviet-on-own", best="236", claimant="Soviet staff", locator="p. 12"),
            a_claim(id="wounded", measure="wounded", best="611"),
            a_claim(
                id="japan-on-soviet",
                best="",
                low="4500",
                claimant="Kwantung Army",
                claimant_role="belligerent_b",
                locator="p. 99",
            ),
            a_claim(id="on-japan", side="japan", best="526"),
        ]
    )
    figures = panel(data, "the-clash").figures
    killed = [figure for figure in figures if (figure.measure, figure.side) == ("killed", "soviet-union")]
    assert {(figure.text, figure.claimant, figure.locator) for figure in killed} == {
        ("236", "Soviet staff", "p. 12"),
        ("4,500 or more", "Kwantung Army", "p. 99"),
    }
    places = [index for index, figure in enumerate(figures) if figure in killed]
    assert places[1] - places[0] == 1, "figures of one thing are neighbours"
    assert len(figures) == 4
    assert len({figure.role for figure in killed}) == 2


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [
        (None, 0, None, "0"),
        (0, 0, 0, "0 (0–0)"),
        (None, 37, None, "37"),
        (5, None, 6, "5–6"),
        (5, 5.5, 6, "5.5 (5–6)"),
        (700000, None, None, "700,000 or more"),
        (None, None, 5, "up to 5"),
        (None, 5, 9, "5 (…–9)"),
        (0, None, None, "0 or more"),
    ],
    ids=str,
)
def test_figures_in_words(low, best, high, text):
    assert figure_text(low, best, high) == text


def test_nought_is_not_silence(dataset):
    said = panel(dataset(claims=[a_claim(best="0")]), "the-clash")
    assert [figure.text for figure in said.figures] == ["0"]
    assert ">0<" in html(said)
    assert panel(dataset(), "the-clash").figures == ()
    assert "it reports none" in html(said)
    assert "bar" not in html(panel(dataset(), "the-clash")), "where nothing is reported no bar stands"


def test_an_event_off_the_map(dataset):
    data = dataset(
        events=[an_event(status="panel-only", place_id="", place_relation=""), an_event(id="other")],
    )
    said = panel(data, "the-clash")
    assert (said.place, said.place_precision, said.place_note, said.coordinates) == ("", "", "", "")
    assert (said.nearest, said.same_place) == ((), ())
    assert "nan" not in html(said).lower()


def test_an_unknown_event(dataset):
    with pytest.raises(NotFoundError):
        panel(dataset(), "x")


# --- ways onward ---


def in_time(dataset):
    return dataset(
        events=[
            an_event(id="first", title="First", date_edtf="1929"),
            an_event(id="second", title="Second", date_edtf="1938-07-29", kind="battle"),
            an_event(id="third", title="Third", date_edtf="1945"),
        ]
    )


@pytest.mark.parametrize(
    ("event", "before", "after"),
    [("first", None, "second"), ("second", "first", "third"), ("third", "second", None)],
    ids=["first", "middle", "last"],
)
def test_before_and_after(dataset, event, before, after):
    said = panel(in_time(dataset), event)
    assert (said.before and said.before.event_id, said.after and said.after.event_id) == (before, after)


def test_before_and_after_walk_through_the_chosen_events(dataset):
    data = in_time(dataset)
    among = chosen(data, Selection(kinds=("incident",)))
    said = panel(data, "first", among)
    assert said.after == Link("third", "Third", "1945")
    outside = panel(data, "second", among)
    assert (outside.before.event_id, outside.after.event_id) == ("first", "third"), "an open event need not be chosen"
    alone = panel(data, "second", chosen(data, Selection(query="xyzzy")))
    assert (alone.before, alone.after) == (None, None)


def test_nearest_elsewhere_and_at_the_same_place(dataset):
    data = dataset(
        places=[
            a_place(),
            a_place(id="north", latitude="43.5"),
            a_place(id="east", longitude="131.6"),
            a_place(id="far", latitude="60"),
            a_place(id="farther", latitude="-60"),
        ],
        events=[
            an_event(),
            an_event(id="same", title="Same"),
            *(an_event(id=f"at-{place}", place_id=place) for place in ("north", "east", "far", "farther")),
            an_event(id="at-north-again", place_id="north"),
            an_event(id="hidden", place_id="east", status="panel-only"),
        ],
    )
    said = panel(data, "the-clash")
    assert [link.event_id for link in said.same_place] == ["same"]
    assert [link.event_id for link in said.nearest] == ["at-east", "at-north"], "what is far away is no neighbour"
    assert [link.note for link in said.nearest] == ["about 82 km east", "about 111 km north"]


def test_nearest_of_a_place_where_nothing_is_plotted(dataset):
    """Its own place is then not among those that are measured, and none of the others is left out for it."""
    data = dataset(
        places=[a_place(), *(a_place(id=f"p{n}", latitude=str(42.6 + n / 10)) for n in range(7))],
        events=[an_event(status="panel-only"), *(an_event(id=f"at-{n}", place_id=f"p{n}") for n in range(7))],
    )
    assert [link.event_id for link in panel(data, "the-clash").nearest] == ["at-0", "at-1", "at-2"]


def test_what_lies_within_the_doubt_about_a_place_is_not_said_to_lie_some_way_off(dataset):
    data = dataset(
        places=[
            a_place(approximation_km="30"),
            a_place(id="within", latitude="42.7"),
            a_place(id="vague", latitude="43", approximation_km="60"),
            a_place(id="beyond", latitude="43.5"),
        ],
        events=[an_event(), *(an_event(id=f"at-{place}", place_id=place) for place in ("within", "vague", "beyond"))],
    )
    assert [link.event_id for link in panel(data, "the-clash").nearest] == ["at-beyond"]


def test_nearest_is_measured_on_the_globe(dataset):
    """North-east is nearer than it looks on a flat map."""
    data = dataset(
        places=[
            a_place(),
            a_place(id="south", latitude="40"),
            a_place(id="north-east", latitude="43.5", longitude="132.9"),
        ],
        events=[an_event(), an_event(id="at-south", place_id="south"), an_event(id="at-ne", place_id="north-east")],
    )
    assert [link.event_id for link in panel(data, "the-clash").nearest] == ["at-ne", "at-south"]


def test_many_parts_stand_under_their_months(dataset):
    def parts(number):
        days = [f"1939-0{5 + n // 12}-{n % 12 + 1:02}" for n in range(number)]
        events = [an_event(id=f"p{n}", part_of="the-clash", date_edtf=day) for n, day in enumerate(days)]
        return panel(dataset(events=[an_event(), *events]), "the-clash").parts_by_month

    assert parts(0) == ()
    assert [(group.title, len(group.links)) for group in parts(20)] == [("", 20)]
    assert [(group.title, len(group.links)) for group in parts(26)] == [
        ("May 1939", 12),
        ("June 1939", 12),
        ("July 1939", 2),
    ]


def test_units_with_a_place_are_named_by_side(dataset):
    units = [a_unit(id="j", title="23rd Division", party="japan"), a_unit(id="s", title="Post 7", party="soviet-union")]
    positions = [a_position(id=f"at-{n}", unit_id=unit) for n, unit in enumerate("jsj")]
    said = panel(dataset(units=units, positions=positions), "the-clash")
    assert [[unit.title for unit in side.members] for side in said.order.sides] == [["Post 7"], ["23rd Division"]]


def test_the_story_comes_before_whatever_it_rests_on(dataset):
    """From the top: what, when, where, who; why, what happened, the outcome, the parts; only then figures and works."""
    data = dataset(
        events=[
            an_event(significance="It mattered.", result="Nobody won.", certainty="uncertain"),
            an_event(id="part", title="A part", part_of="the-clash"),
        ],
        names=[a_name()],
        claims=[a_claim(), a_claim(id="force", measure="strength")],
        disagreements=[a_disagreement()],
    )
    text = html(panel(data, "the-clash"))
    story = ["<h2>", 'class="when"', 'class="who"', "It mattered.", "Two patrols met", "Nobody won.", "A part"]
    rest = ["Who claims what", "Forces", "sources disagree", "Бой у брода", "Works cited", "How the place was found"]
    places = [text.index(words) for words in (*story, *rest)]
    assert places == sorted(places)
    assert "style=" not in text, "the policy of the offline file allows no style attribute"


def test_whole_and_parts(dataset):
    data = dataset(
        events=[
            an_event(title="Whole"),
            an_event(id="late", part_of="the-clash", date_edtf="1938-08"),
            an_event(id="early", part_of="the-clash", date_edtf="1938-07-29"),
        ]
    )
    assert [link.event_id for link in panel(data, "the-clash").parts] == ["early", "late"]
    assert panel(data, "late").part_of == Link("the-clash", "Whole", "29 July 1938")


def test_a_work_is_cited_once_with_all_its_pages(dataset):
    data = dataset(
        event_sources=[
            a_support(),
            a_support(source_id="second"),
            a_support(supports="date", locator="p. 9"),
            a_support(supports="place"),
        ],
        sources=[a_source(), a_source(id="second", title="A second report")],
    )
    assert [work.locator for work in panel(data, "the-clash").works] == ["p. 3, p. 9", "p. 3"]


@pytest.mark.parametrize(
    ("where_prec", "words"), [(1, "exact"), (4, "within a province"), (7, "open sea or air")], ids=str
)
def test_where_text(where_prec, words):
    assert where_text({"place_id": "x", "where_prec": where_prec, "approximation_km": 2.5}) == f"{words}, ± 2.5 km"
    assert where_text({"place_id": ""}) == ""


def test_a_visitors_own_record_is_not_kept(dataset):
    made = replace(dataset(), is_own=True)
    before = _kept_record.cache_info().currsize
    assert panel(made, "the-clash").id == "the-clash"
    assert _kept_record.cache_info().currsize == before
