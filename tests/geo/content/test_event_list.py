"""Events as lists of links: what is said of each, how many, and that text stays text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from geo.citation import csl
from geo.content import event_list
from tests.builders import a_place, a_source, a_support, an_event
from tests.strategies import HOSTILE


def titles(html):
    """The titles in a list, in its order."""
    return re.findall(r'<span class="title">(.*?)</span>', html)


@pytest.mark.parametrize(
    ("event", "place", "caption"),
    [
        ({"date_edtf": "1938-07-29"}, {"title": "The hill"}, "29 July 1938 · The hill"),
        (
            {"date_edtf": "1936-03~"},
            {"title": "The hill", "where_prec": "2", "approximation_km": "3"},
            "about March 1936 · The hill (±\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}km)",
        ),
        (
            {"date_edtf": "1937"},
            {"title": "The hill", "where_prec": "3", "approximation_km": "25"},
            "1937 · The hill (±\N{NO-BREAK SPACE}25\N{NO-BREAK SPACE}km)",
        ),
    ],
)
def test_an_item_says_when_and_where(dataset, event, place, caption):
    made = dataset(events=[an_event(**event)], places=[a_place(**place)])
    assert [item.caption for item in event_list.items(made, made.events)] == [caption]


def test_events_without_a_place_come_last_and_without_one_in_their_caption(dataset):
    made = dataset(
        events=[
            an_event(id="talks", title="Talks", status="panel-only", place_id="", date_edtf="1936"),
            an_event(id="clash", title="Clash"),
        ]
    )
    html = event_list.list_html(made, made.events)
    assert titles(html) == ["Clash", "Talks"]
    assert "<b>1 event</b> on the map" in html
    assert "<b>1 more</b> not on the map" in html
    assert '<span class="caption">1936</span>' in html


def test_few_of_many_are_counted_and_none_says_what_to_do(dataset):
    made = dataset(events=[an_event(id="one"), an_event(id="two")])
    assert "<b>1 of 2 events</b>" in event_list.list_html(made, made.events.head(1))
    assert "Widen the years" in event_list.list_html(made, made.events.head(0))


def test_of_very_many_the_first_are_listed_and_the_rest_is_counted(dataset):
    many = [an_event(id=f"event-{i}") for i in range(event_list.MOST_LISTED + 7)]
    made = dataset(events=many)
    html = event_list.list_html(made, made.events)
    assert len(titles(html)) == event_list.MOST_LISTED
    assert f"<b>{len(many)} events</b>" in html
    assert "7 more; narrow the years" in html


def test_the_whole_list_stays_as_it_is_and_flags_say_which_of_it_are_shown(dataset):
    made = dataset(
        events=[
            an_event(id="talks", status="panel-only", place_id="", date_edtf="1936"),
            an_event(id="war", date_edtf="1937/1938"),
            an_event(id="day", date_edtf="1938", part_of="war"),
            an_event(id="later", date_edtf="1939"),
        ]
    )
    whole = event_list.whole(made)
    assert whole is event_list.whole(made)
    assert [*whole.order] == re.findall(r'data-event="([^"]+)"', whole.html) == ["war", "day", "later", "talks"]
    assert whole.flags(made.events) == "f0"
    assert whole.flags(made.events.loc[["day", "talks"]]) == "50"
    assert whole.flags(made.events.head(0)) == "00"
    head = event_list.head_html(made, made.events.head(0), flags="00")
    assert 'class="list-now" hidden data-shown="00"' in head and "Widen the years" in head


def test_the_list_of_very_many_does_not_stand_in_the_page(dataset):
    made = dataset(events=[an_event(id=f"event-{n}") for n in range(event_list.MOST_STANDING + 1)])
    assert event_list.whole(made) is None


def test_a_list_is_one_stop_of_the_tab_key(dataset):
    made = dataset(events=[an_event(id="one"), an_event(id="two"), an_event(id="three")])
    html = event_list.list_html(made, made.events)
    assert html.count("<a ") == 3
    assert html.count('tabindex="-1"') == 2
    assert html.index("one") < html.index('tabindex="-1"')


def test_parts_are_folded_under_their_whole(dataset):
    made = dataset(
        events=[
            an_event(id="war", title="War", date_edtf="1904/1905"),
            an_event(id="day", title="Day", date_edtf="1904-08", part_of="war"),
        ]
    )
    html = event_list.list_html(made, made.events)
    assert re.search(
        r'data-event="war".*<details><summary tabindex="-1">1 part</summary>.*data-event="day"', html, re.S
    )
    assert "<details>" not in event_list.list_html(made, made.events.loc[["day"]])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_titles_stay_text(dataset, text):
    made = dataset(events=[an_event(id="one", title=text), an_event(id="two")], places=[a_place(title=text)])
    html = event_list.list_html(made, made.events) + event_list.panel_html(made, made.events, "two")
    assert not re.search(r"<(script|img src=x|iframe|svg)", html)
    assert not re.search(r"<[^>]* on\w+=[^>]*>", re.sub(r'"[^"]*"', '""', html))


def test_the_ways_from_a_panel(dataset):
    made = dataset(
        events=[
            an_event(id="first", title="First", date_edtf="1936"),
            an_event(id="second", title="Second", date_edtf="1937"),
            an_event(id="part", title="Part", date_edtf="1938", part_of="second"),
        ]
    )
    first, second = (event_list.panel_html(made, made.events, event_id) for event_id in ("first", "second"))
    assert re.search(r'class="tool back" href="\?" data-event=""', first)
    assert re.search(r'class="tool before" role="link" aria-disabled="true"', first)
    assert re.search(r'class="tool after" href="\?event=second" data-event="second" title="Second, ', first)
    assert re.search(r'class="tool before" href="\?event=first" data-event="first"', second)
    assert re.search(
        r'Day by day</h3>\s*<ul class="links dated"><li><a href="\?event=part" data-event="part">Part</a>', second
    )


def test_a_visitors_own_events_are_not_kept(dataset):
    made = replace(dataset(events=[an_event(id="mine", title="Mine")]), is_own=True)
    event_list._kept.cache_clear()
    assert titles(event_list.list_html(made, made.events)) == ["Mine"]
    assert event_list._kept.cache_info().currsize == 0


def test_what_is_kept_of_a_large_package_stays_small(dataset, monkeypatch):
    monkeypatch.setattr(event_list, "_MOST_KEPT", 3)
    made = dataset(events=[an_event(id=f"event-{n}", title=f"Event {n}") for n in range(7)])
    for first in range(6):
        assert titles(event_list.list_html(made, made.events[first : first + 2])) == [
            f"Event {first}",
            f"Event {first + 1}",
        ]
        assert len(event_list._kept(made, "en")) <= 3


def test_a_short_list_has_links_only_where_there_are_ways(dataset):
    made = dataset(events=[an_event(id="one", title="A & B"), an_event(id="two", title="C")])
    html = event_list.brief_html(event_list.items(made, made.events), {"one": "./?event=one&lang=ru"})
    assert '<a href="./?event=one&amp;lang=ru">A &amp; B</a> <span>29 July 1938</span>' in html
    assert "<li>C <span>" in html


def test_what_is_made_ready_is_not_made_again(dataset, monkeypatch):
    data = dataset(
        events=[an_event(id="first"), an_event(id="second")],
        sources=[a_source(), a_source(id="unread", title="A work that no other test cites")],
        event_sources=[a_support(event_id="first"), a_support(event_id="second", source_id="unread")],
    )
    event_list.make_ready(data)
    monkeypatch.setattr(csl, "_style", lambda name: pytest.fail(f"a work is cited anew in {name}"))
    assert "A work that no other test cites" in event_list.panel_html(data, data.events, "second")


def test_nothing_to_make_ready(dataset):
    made = dataset()
    event_list.make_ready(replace(made, events=made.events[:0], sources=made.sources[:0]))
