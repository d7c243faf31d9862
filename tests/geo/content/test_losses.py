from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from geo.citation.short_titles import short_title
from geo.content.figures import losses
from geo.errors import NotFoundError
from geo.record.tables import Dataset
from tests.builders import a_claim, a_source, an_event

Build = Callable[..., Dataset]


def claim(number: int, **cells: str) -> dict[str, str]:
    return a_claim(id=f"claim-{number}", **cells)


def family(build: Build) -> Dataset:
    """Return a battle of 100 killed with two fights of 60 and 40 in it, and a fight in the first of 5."""
    return build(
        events=[
            an_event(id="battle", title="The battle", date_edtf="1938-07-29/1938-08-11"),
            an_event(id="first", title="The first fight", part_of="battle"),
            an_event(id="second", title="The second fight", date_edtf="1938-08-02", part_of="battle"),
            an_event(id="inner", title="The inner fight", date_edtf="1938-07-30", part_of="first"),
            an_event(id="silent", title="The silent fight", date_edtf="1938-08-03", part_of="battle"),
        ],
        claims=[
            claim(number, event_id=event_id, best=best)
            for number, (event_id, best) in enumerate(
                [("battle", "100"), ("first", "60"), ("second", "40"), ("inner", "5")]
            )
        ],
    )


@pytest.mark.parametrize(
    ("low", "best", "high", "text", "bound", "ends"),
    [
        ("", "37", "", "37", "value", (37, 37)),
        ("", "0", "", "0", "value", (0, 0)),
        ("", "1.5", "", "1.5", "value", (1.5, 1.5)),
        ("5", "", "6", "5–6", "range", (5, 6)),
        ("17364", "17500", "17716", "17,500 (17,364–17,716)", "range", (17364, 17716)),
        ("", "20", "30", "20 (…–30)", "range", (20, 30)),
        ("10", "20", "", "20 (10–…)", "range", (10, 20)),
        ("700000", "", "", "700,000 or more", "at least", (700000, 700000)),
        ("", "", "2", "up to 2", "at most", (2, 2)),
    ],
)
def test_a_figure_is_said_as_it_was_given(
    dataset: Build, low: str, best: str, high: str, text: str, bound: str, ends: tuple[float, float]
) -> None:
    data = dataset(claims=[a_claim(low=low, best=best, high=high)])
    (figure,) = losses.groups(data, ["killed"])[0].figures
    assert (figure.text, figure.bound, figure.ends) == (text, bound, ends)


def test_a_parent_and_its_parts_stand_apart_and_are_never_added(dataset: Build) -> None:
    data = family(dataset)
    shown = losses.groups(data, ["killed"], "battle")
    assert [(group.event_id, group.part_of, [figure.text for figure in group.figures]) for group in shown] == [
        ("battle", "", ["100"]),
        ("first", "The battle", ["60"]),
        ("inner", "The first fight", ["5"]),
        ("second", "The battle", ["40"]),
    ]
    numbers = re.findall(r'class="number">([\d,]+)<', losses.html(shown, {group.event_id: "./" for group in shown}))
    assert numbers == ["100", "60", "5", "40"], "no sum of parts, no grand total"


def test_a_part_is_shown_without_its_parent(dataset: Build) -> None:
    assert [group.event_id for group in losses.groups(family(dataset), ["killed"], "first")] == ["first", "inner"]


def test_rival_figures_stand_side_by_side_the_largest_first(dataset: Build) -> None:
    data = dataset(
        claims=[
            claim(1, best="2", claimant="Moscow", claimant_role="belligerent_a"),
            claim(2, best="37", claimant="Tokyo", claimant_role="belligerent_b"),
            claim(3, best="5", claimant="A historian", claimant_role="later_scholarship"),
            claim(4, side="japan", best="0", claimant="Tokyo", claimant_role="belligerent_b"),
            claim(5, measure="wounded", best="3"),
        ]
    )
    (group,) = losses.groups(data, ["killed", "wounded"])
    assert [(figure.claimant, figure.role, figure.text) for figure in group.figures] == [
        ("Tokyo", "party: Japan", "37"),
        ("A historian", "later work", "5"),
        ("Moscow", "party: Soviet Union", "2"),
        ("Tokyo", "party: Japan", "0"),
        ("Soviet staff", "party: Soviet Union", "3"),
    ]
    assert [figure.measure_name for figure in group.figures][-1] == "wounded"


@pytest.mark.parametrize(
    ("claims", "silent"),
    [
        ([{"side": "soviet-union"}], ("Japan",)),
        ([{"side": "japan", "best": "0"}], ("Soviet Union",)),
        ([{"side": "japanese-manchukuo"}], ("Soviet Union",)),
        ([{"side": "both"}], ()),
        ([{"side": "japan"}, {"side": "soviet-mongolian"}], ()),
    ],
)
def test_who_is_not_counted_is_named_and_none_is_not_nothing(
    dataset: Build, claims: list[dict[str, str]], silent: tuple[str, ...]
) -> None:
    data = dataset(claims=[claim(number, **cells) for number, cells in enumerate(claims)])
    (group,) = losses.groups(data, ["killed"])
    assert group.silent == silent
    text = losses.html([group], {"the-clash": "./"})
    assert ("not reported" in text) == bool(silent)
    assert len(re.findall(r'class="number">0<', text)) == sum(cells.get("best") == "0" for cells in claims)


def test_a_figure_for_two_parties_together_counts_for_each(dataset: Build) -> None:
    data = dataset(
        claims=[
            claim(1, side="japanese-manchukuo"),
            claim(2, side="japan"),
            claim(3, side="soviet-union"),
            claim(4, side="both"),
        ]
    )

    def shown(*sides: str) -> list[str]:
        return [figure.id for group in losses.groups(data, ["killed"], only_sides=sides) for figure in group.figures]

    assert sorted(shown("manchukuo")) == ["claim-1", "claim-4"]
    assert sorted(shown("japan")) == ["claim-1", "claim-2", "claim-4"]
    assert sorted(shown()) == ["claim-1", "claim-2", "claim-3", "claim-4"]
    assert losses.sides(data) == {"soviet-union": "Soviet Union", "japan": "Japan", "manchukuo": "Manchukuo"}


def test_an_event_without_figures_is_shown_only_if_it_was_asked_for(dataset: Build) -> None:
    data = family(dataset)
    assert "silent" not in [group.event_id for group in losses.groups(data, ["killed"])]
    (group,) = losses.groups(data, ["killed"], "silent")
    assert group.figures == () and group.silent == ("Soviet Union", "Japan")
    assert "No such figure was found" in losses.html([group], {"silent": "./"})
    with pytest.raises(NotFoundError):
        losses.groups(data, ["killed"], "no-such-event")


def test_only_the_events_among_those_chosen_are_listed(dataset: Build) -> None:
    data = family(dataset)
    later = data.events[data.events["first_day"] > data.events.at["first", "first_day"]]
    assert list(losses.events_with_figures(data, ["killed"], later)) == ["inner", "second"]
    assert [group.event_id for group in losses.groups(data, ["killed"], among=later)] == ["inner", "second"]
    assert losses.groups(data, ["wounded"]) == ()


def test_measures_are_those_present_in_the_order_of_the_schema(dataset: Build) -> None:
    data = dataset(claims=[claim(1, measure="casualties_total"), claim(2, measure="killed")])
    assert losses.measures(data) == {"killed": "killed", "casualties_total": "all casualties"}


def test_hostile_text_is_shown_letter_by_letter(dataset: Build) -> None:
    nasty = "<img src=x onerror=alert(1)>{{ 7*7 }}\"'"
    data = dataset(
        events=[an_event(title=nasty)],
        claims=[a_claim(claimant=nasty, note=nasty, locator=nasty)],
        sources=[a_source(author=nasty)],
    )
    text = losses.html(losses.groups(data, ["killed"]), {"the-clash": 'javascript:"><script>'})
    assert "<img" not in text and "<script" not in text and "49" not in text
    assert text.count("&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}") == 5


@pytest.mark.parametrize(
    ("cells", "short"),
    [
        ({}, "Ivanov 1939"),
        ({"author": "", "container_title": "Time"}, "Time 1939"),
        ({"author": "", "issued": "", "title": "Lake Khasan [in Russian]"}, "Lake Khasan"),
        ({"author": "", "issued": "", "title": "[A page]"}, "[A page]"),
        ({"author": "", "title": f"Papers: {'of war, ' * 9}and of peace"}, f"Papers: {'of war, ' * 7}of war 1939"),
        ({"author": "", "issued": "", "title": "word " * 30}, f"{'word ' * 14}word …"),
        ({"author": "", "issued": "", "container_title": f"A series, {'word ' * 20}"}, "A series"),
    ],
)
def test_a_work_has_a_short_name(dataset: Build, cells: dict[str, str], short: str) -> None:
    assert short_title(dataset(sources=[a_source(**cells)]), "the-report") == short


def test_documents_of_one_title_are_told_apart_by_their_description(dataset: Build) -> None:
    titles = {
        "founding-000": "Border conflicts [translation of an article, on a page]",
        "founding-001": "Border conflicts [older text of the article; with scraps]",
        "founding-002": "Border conflicts",
    }
    works = [
        a_source(id=name, title=title, tier="founding_document", author="", issued="", container_title="")
        for name, title in titles.items()
    ]
    data = dataset(sources=[a_source(), *works])
    assert [short_title(data, name) for name in titles] == [
        "Translation of an article",
        "Older text of the article",
        "Border conflicts",
    ]


def test_of_many_events_those_with_the_largest_figures_are_kept(dataset):
    events = [an_event(id=f"event-{number}", date_edtf=f"193{number}") for number in range(5)]
    claims = [
        a_claim(id=f"claim-{number}", event_id=f"event-{number}", low="", best=best, high="")
        for number, best in enumerate(("7", "90", "8", "50", ""))
        if best
    ]
    data = dataset(events=events, claims=claims)
    found, count = losses.largest(data, ["killed"], data.events, 2)
    assert (list(found.index), count) == (["event-1", "event-3"], 4)
    found, count = losses.largest(data, ["killed"], data.events[data.events.index != "event-1"], 2)
    assert (list(found.index), count) == (["event-2", "event-3"], 3)
    assert losses.largest(data, ["killed"], data.events, 4)[0] is data.events
    assert losses.largest(data, ["captured"], data.events, 2)[1] == 0
