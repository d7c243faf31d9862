from __future__ import annotations

import re
from collections.abc import Callable

from geo.content import method
from geo.record.schema import TABLES
from geo.record.tables import Dataset
from tests.builders import a_claim, a_disagreement, a_place, a_source, a_support, an_event

Build = Callable[..., Dataset]
NASTY = "<img src=x onerror=alert(1)>{{ 7*7 }}"


def library(build: Build) -> Dataset:
    return build(
        events=[an_event(), an_event(id="second")],
        claims=[a_claim(source_id="cherevko"), a_claim(id="another", source_id="cherevko")],
        event_sources=[
            a_support(),
            a_support(event_id="second"),
            a_support(locator="p. 9"),
            a_support(source_id="cherevko"),
        ],
        sources=[
            a_source(),
            a_source(id="founding-001", author="", title="A text", tier="founding_document"),
            a_source(id="cherevko", author="Черевко, Кирилл", title="Серп и молот", tier="scholarly", page="ch. 5"),
            a_source(id="unused", author="Aaronov, A.", tier="scholarly", url=""),
        ],
    )


def test_works_stand_by_tier_and_author_with_what_rests_on_them(dataset: Build) -> None:
    found = method.works(library(dataset))
    assert [(work.id, work.events, work.figures) for work in found] == [
        ("founding-001", 0, 0),
        ("the-report", 2, 0),
        ("unused", 0, 0),
        ("cherevko", 1, 2),
    ]
    assert [work.label for work in found if work.label] == ["A text 1939"]
    text = method.works_html(found)
    assert "2 events rest on it" in text and "1 event, 2 figures rest on it" in text and "ch. 5" in text
    assert text.count("open the work") == 3 and text.count("https://example.org/report") == 3
    assert text.index("Founding documents") < text.index("Primary") < text.index("Scholarly")


def test_works_are_found_in_any_script_and_by_tier(dataset: Build) -> None:
    data = library(dataset)
    assert [work.id for work in method.works(data, query="Cherevko molot")] == ["cherevko"]
    assert [work.id for work in method.works(data, query="черевко")] == ["cherevko"]
    assert [work.id for work in method.works(data, ["primary"])] == ["the-report"]
    assert method.works(data, ["primary"], "cherevko") == ()


def test_points_go_by_weight_and_those_of_the_whole_conflict_belong_everywhere(dataset: Build) -> None:
    data = dataset(
        events=[an_event(), an_event(id="other", chapter="khalkhin-gol")],
        disagreements=[
            a_disagreement(),
            a_disagreement(id="whole", event_id="", weight="low"),
            a_disagreement(id="other-point", event_id="other", weight="high"),
        ],
    )
    assert [point.id for point in method.points(data)] == ["other-point", "the-point", "whole"]
    assert [point.id for point in method.points(data, chapters=["khalkhin-gol"])] == ["other-point", "whole"]
    assert [point.id for point in method.points(data, ["medium"])] == ["the-point"]
    (point,) = method.points(data, ["medium"])
    assert point.readings == (("On 29 July.", "Ivanov 1939"), ("On 30 July.", "Ivanov 1939"))
    assert (point.event_id, point.event_title) == ("the-clash", "Clash at the ford")


def test_places_say_how_well_they_are_known_the_vaguest_last(dataset: Build) -> None:
    data = dataset(
        places=[
            a_place(),
            a_place(id="vague", title="Тауран", where_prec="4", approximation_km="60", geo_basis="estimate"),
        ]
    )
    assert [(place.title, place.precision, place.within_km) for place in method.places(data)] == [
        ("The ford", "exact", "± 1 km"),
        ("Тауран", "within a province", "± 60 km"),
    ]
    assert [place.title for place in method.places(data, "tauran")] == ["Тауран"]
    assert method.places(data)[1].basis.startswith("worked out")


def test_the_dictionary_has_every_column_and_every_term() -> None:
    text = method.dictionary_html()
    for table in TABLES:
        assert f"<code>{table.file}</code>" in text
        for column in table:
            assert f"<code>{column.name}</code>" in text
            for term in column.vocabulary:
                assert f"<code>{term}</code>" in text


def test_hostile_text_is_shown_letter_by_letter(dataset: Build) -> None:
    data = dataset(
        events=[an_event(certainty="less-certain")],
        sources=[a_source(title=NASTY, page=NASTY, tier="founding_document")],
        places=[a_place(title=NASTY, country_then=NASTY, geo_note=NASTY)],
        disagreements=[a_disagreement(topic=NASTY, reading_a=NASTY, reading_b=NASTY, our_reading=NASTY)],
    )
    text = method.works_html(method.works(data)) + method.places_html(method.places(data))
    text += "".join(map(method.point_html, method.points(data)))
    assert not re.search(r"<img|<script", text) and "49" not in text.replace("1939", "")
    assert text.count("&lt;img src=x onerror=alert(1)&gt;") == 2 + 3 + 4
