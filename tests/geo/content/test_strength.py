"""How strong the record is: every number is that of its events, and each event stands once in a measure."""

from __future__ import annotations

import re

import pytest

from geo.content.figures.strength import html, strength
from tests.builders import a_claim, a_place, a_source, a_support, an_event


def numbers(found, title):
    (measure,) = [one for one in found.measures if one.title.startswith(title)]
    return {row.name: row.count for row in measure.rows if row.count}


@pytest.fixture
def found(dataset):
    return strength(
        dataset(
            events=[
                an_event(),
                an_event(id="vague", date_edtf="1938-07", certainty="uncertain", place_id="far", result="It ended."),
                an_event(
                    id="nowhere",
                    certainty="less-certain",
                    kind="diplomatic",
                    chapter="border-incidents",
                    place_id="",
                    place_relation="",
                    status="panel-only",
                ),
            ],
            places=[a_place(approximation_km="3"), a_place(id="far", approximation_km="60", where_prec="4")],
            sources=[
                a_source(),
                a_source(id="lexicon", tier="reference"),
                a_source(id="begun", tier="founding_document"),
            ],
            event_sources=[
                a_support(),
                a_support(supports="date"),
                a_support(source_id="lexicon"),
                a_support(event_id="vague", source_id="lexicon"),
                a_support(event_id="nowhere", source_id="begun"),
            ],
            claims=[
                a_claim(),
                a_claim(id="enemy", side="japan"),
                a_claim(id="late", claimant_role="later_scholarship", note="Excerpt read; an excerpt only."),
            ],
        )
    )


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("On how many works", {"works-1": 2, "works-2": 1}),
        ("The best sort", {"best-primary": 1, "best-reference": 1, "best-founding-document": 1}),
        ("How sure", {"sure-certain": 1, "sure-less-certain": 1, "sure-uncertain": 1}),
        ("How exactly the day", {"date-1": 2, "date-4": 1}),
        ("How exactly the place", {"place-5": 1, "place-100": 1, "place-none": 1}),
        ("Who gave", {"claims-own": 1, "claims-other": 1, "claims-later": 1, "claims-excerpt": 1}),
        (
            "What is missing",
            {"missing-figure": 1, "missing-side": 1, "missing-people": 2, "missing-outcome": 2, "missing-better": 2},
        ),
    ],
)
def test_the_numbers(found, title, counts):
    assert numbers(found, title) == counts


def test_each_number_opens_its_events(found):
    assert set(found.events("works-1")[1]) == {"vague", "nowhere"}
    assert found.events("works-1.border-incidents")[1] == ["nowhere"]
    assert found.events("best-weak.lake-khasan")[1] == ["vague"]
    assert found.events("no-such") == ("", ())
    text = html(found, lambda name: f"?of={name}", "works-1")
    opened = re.findall(r'data-of="([^"]+)"(?: aria-current="true")?>([\d,]+)<', text)
    counted = {"claims-own": 1, "claims-other": 1, "claims-later": 1, "claims-excerpt": 1}
    assert opened and all(int(n) == counted.get(name, len(found.groups[name])) for name, n in opened)
    assert text.count('aria-current="true"') == 1


def test_chapters_add_up_to_the_whole(found):
    assert (
        sum(
            dict(row)[f"all.{name}"]
            for (_, row), name in zip(found.chapters, ("border-incidents", "lake-khasan"), strict=True)
        )
        == 3
    )
