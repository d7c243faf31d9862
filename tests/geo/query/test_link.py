"""A link ↔ what it asks for, on every page: the same state back, and a word for all that is wrong."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.basemap.providers import LAYERS
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM, STYLES
from geo.basemap.svg import Window
from geo.core.daterange import DateRange
from geo.errors import SelectionError
from geo.query.choices import EXERCISES, LAST_SET, LEVELS, PICTURES, SECTIONS, TASKS, Choice, Known, Link, Pair
from geo.query.link import parse, query, strict, to_params
from geo.query.parameters import API, FIRST_SIGHT, MAP, PAGES, PARAMETERS, PICTURE
from geo.query.selection import LABELS, LANGUAGES, Selection, View
from geo.record.schema import KINDS, MEASURES
from tests.builders import CHAPTERS, SIDES
from tests.strategies import selections

PLACES = (*PAGES, API, FIRST_SIGHT, PICTURE)
STEP = {"event": "the-clash", "lat": 48.0, "lon": 118.0, "zoom": 8, "unit": ""}


def at_step(view):
    """One step for all tours and numbers."""
    return Selection(start=dt.date(1938, 7, 29)), replace(view, **STEP)


KNOWN = Known(events={"the-clash", "later"}, tours={"the-ford": 6}, chapters=CHAPTERS, sides=SIDES, at_step=at_step)
UNITS = replace(KNOWN, units={"the-regiment"})
#: What the HTTP interface knows: nothing but the vocabularies of the package.
WORDS = Known(chapters=CHAPTERS, sides=SIDES)
WINDOW = {"width": "500", "height": "400"}


# --- the same state back ---

places = st.builds(
    dict,
    lat=st.integers(-850_000, 850_000).map(lambda n: n / 10_000),
    lon=st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
    zoom=st.integers(MIN_ZOOM, MAX_ZOOM),
)
tours = st.builds(dict, tour=st.just("the-ford"), step=st.integers(1, 6), present=st.booleans())
ranges = st.tuples(st.dates(), st.dates()).map(lambda days: DateRange(*sorted(days)))
choices = (
    st.just(Choice())
    | st.just(Choice("lesson"))
    | st.builds(
        Choice,
        st.just("exercises"),
        st.sampled_from(list(EXERCISES)),
        st.integers(0, LAST_SET),
        st.integers(1, TASKS),
        level=st.sampled_from(list(LEVELS)),
        is_closing=st.booleans(),
    )
)
#: What each page alone keeps in a link, by field.
OF_PAGE = {
    "compare": {"pair": st.builds(Pair, ranges, ranges), "swipe": st.booleans()},
    "classroom": {"classroom": choices},
    "losses": {
        "measures": st.lists(st.sampled_from(list(MEASURES)), unique=True, max_size=4).map(tuple),
        "picture": st.sampled_from(list(PICTURES)),
    },
    "sources": {
        "section": st.sampled_from(list(SECTIONS)),
        "of": st.sampled_from(["", "works-1", "date-5.the-war"]),
    },
    FIRST_SIGHT: {"window": st.builds(Window, st.integers(1, 8000), st.integers(1, 8000), st.sampled_from(STYLES))},
    PICTURE: {
        "window": st.builds(
            Window, st.integers(1, 8000), st.integers(1, 8000), st.sampled_from(STYLES), st.sampled_from([1, 2, 4])
        )
    },
}


@st.composite
def links(draw):
    """A page or an address, and any link that it can hold."""
    page = draw(st.sampled_from(PLACES))
    view = View(
        event=draw(st.sampled_from(["", "the-clash"])),
        lang=draw(st.sampled_from(list(LANGUAGES))),
        labels=draw(st.sampled_from(list(LABELS))),
        tiles=draw(st.sampled_from(["", *LAYERS])),
        **draw(st.just({}) | places),
        **draw(st.just({}) | tours),
    )
    own = draw(st.sampled_from(["", "0123456789ab"])) if page in PAGES else ""
    more = {name: draw(values) for name, values in OF_PAGE.get(page, {}).items()}
    link = Link(draw(selections()), view, own=own, **more)
    is_bare = view.tour and not any(name in to_params(link, page) for name in LEAVES)
    if is_bare or (view.tour and draw(st.booleans())):
        selection, view = at_step(view)
        link = replace(link, selection=selection, view=view)
    return page, link


LEAVES = {parameter.name for parameter in PARAMETERS if parameter.leaves_step}


@settings(max_examples=500)
@given(links())
def test_a_link_brings_back_the_same_state(on_page):
    page, link = on_page
    params = to_params(link, page, KNOWN)
    assert all(isinstance(text, str) and text for text in params.values())
    assert parse(params, KNOWN, page) == (link, [])
    if not link.view.tour:
        assert strict(params, WORDS) == link.selection


def test_every_field_of_a_link_is_set_by_one_parameter():
    fields = [parameter.field for parameter in PARAMETERS]
    assert len(set(fields)) == len(fields)
    link = Link()
    names = set()
    for name, part in vars(link).items():
        names |= {f"{name}.{inner}" for inner in vars(part)} if hasattr(part, "__dataclass_fields__") else {name}
    assert set(fields) == names


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_each_parameter_counts_where_it_says(parameter):
    known = Known(
        events={"fight-at-the-ford"},
        kits={"day-of-the-clash"},
        tours={"the-war": 9},
        units={"regiment-of-the-ford"},
        chapters={"the-war": "War"},
        sides={"north": "North"},
        traits={"terrain.hills": "Hills", "terrain.marsh": "Marsh"},
    )
    for page in PLACES:
        params = (WINDOW if page == FIRST_SIGHT else {}) | {parameter.name: parameter.example}
        if parameter.needs:
            params["tour"] = "the-war"
        if parameter.name == "unit":
            params["event"] = "fight-at-the-ford"
        link, notices = parse(params, known, page)
        assert notices == []
        if parameter.counts_on(page) and parameter.name not in ("lat", "lon", "z", "n", "set", "level", "card"):
            assert to_params(link, page)[parameter.name] == parameter.value.write(parameter.of(link))
        bad = (WINDOW | params if page == FIRST_SIGHT else params) | {parameter.name: "\0" * 101}
        assert [notice.parameter for notice in parse(bad, known, page)[1]] == [parameter.name] * (
            parameter.counts_on(page)
        )
    assert parameter.meaning.endswith(".")


def test_half_a_place_is_not_written():
    link, notices = parse({"lat": "47.7", "lon": "118.5"})
    assert (link.view.has_place, notices, to_params(link)) == (False, [], {})


@pytest.mark.parametrize(
    ("start", "end", "params"),
    [
        ("1938-01-01", "1938-12-31", {"from": "1938", "to": "1938"}),
        ("1938-01-02", "1938-12-30", {"from": "1938-01-02", "to": "1938-12-30"}),
        ("1938-12-31", "1939-01-01", {"from": "1938-12-31", "to": "1939-01-01"}),
        ("0001-01-01", "9999-12-31", {"from": "0001", "to": "9999"}),
    ],
    ids=["a year", "days", "the other edges", "all years"],
)
def test_links_are_short(start, end, params):
    assert to_params(Link(Selection(dt.date.fromisoformat(start), dt.date.fromisoformat(end)))) == params


def test_terms_are_read_once_and_in_order():
    assert strict({"side": " japan ,,soviet-union,japan"}, WORDS).sides == ("japan", "soviet-union")
    assert set(SIDES) >= {"japan", "soviet-union"}


@pytest.mark.parametrize(
    "events", [["the-clash"], {"the-clash"}, frozenset(["the-clash"]), pd.Index(["the-clash"])], ids=type
)
def test_any_container_says_which_events_there_are(events):
    assert parse({"event": "the-clash"}, Known(events))[0].view.event == "the-clash"


@pytest.mark.parametrize(
    ("params", "field", "value"),
    [
        ({"lat": "47,5"}, "lat", 47.5),
        ({"lon": "-118,25"}, "lon", -118.25),
        ({"z": "8,4"}, "zoom", 8),
        ({"z": "99"}, "zoom", MAX_ZOOM),
        ({"z": "inf"}, "zoom", MAX_ZOOM),
        ({"z": "-4"}, "zoom", MIN_ZOOM),
        ({"z": "2.6"}, "zoom", MIN_ZOOM),
    ],
    ids=str,
)
def test_a_number_is_taken_as_it_is_meant(params, field, value):
    link, notices = parse(params)
    assert (getattr(link.view, field), notices) == (value, [])


@pytest.mark.parametrize("page", ["map", API])
def test_a_link_to_a_plan_holds_its_day_and_whose_account_it_draws(page):
    link, notices = parse({"on": "1938-07-31", "accounts": "b"}, KNOWN, page)
    assert (link.view.on, link.view.accounts, notices) == (dt.date(1938, 7, 31), "b", [])
    assert to_params(link, page) == {"on": "1938-07-31", "accounts": "b"}
    assert to_params(parse({"accounts": "both"}, KNOWN, page)[0], page) == {}


def test_how_a_plan_draws_units_is_in_the_link_of_the_map():
    link, notices = parse({"symbols": "app6"}, KNOWN)
    assert (link.view.symbols, notices) == ("app6", [])
    assert to_params(link) == to_params(link, API) == to_params(link, PICTURE) == {"symbols": "app6"}
    assert to_params(link, "timeline") == to_params(parse({"symbols": "plain"}, KNOWN)[0]) == {}
    (notice,) = parse({"symbols": "nato"}, KNOWN)[1]
    assert notice.parameter == "symbols"


def test_the_unit_that_is_looked_up_is_in_the_link_as_long_as_its_battle_is_open():
    link, notices = parse({"event": "the-clash", "unit": "the-regiment"}, UNITS)
    assert (link.view.unit, notices) == ("the-regiment", [])
    assert to_params(link) == to_params(link, PICTURE) == {"event": "the-clash", "unit": "the-regiment"}
    assert to_params(link, "timeline") == {"event": "the-clash"}
    assert to_params(replace(link, view=replace(link.view, event=""))) == {}


def test_a_unit_that_is_not_known_is_named_with_the_nearest():
    link, (notice,) = parse({"event": "the-clash", "unit": "the-regimant"}, UNITS)
    assert link.view.unit == ""
    assert str(notice) == "unit=the-regimant names no unit; did you mean the-regiment?"


@pytest.mark.parametrize(("event", "why"), [
    ("the-clash", "is not drawn in the plan of the open battle"),
    ("", "needs the event of its battle"),
])  # fmt: skip
def test_a_unit_that_the_open_plan_does_not_draw_is_named(event, why):
    drawn = {"the-clash": {"another"}, "": set()}
    params = {"unit": "the-regiment"} | ({"event": event} if event else {})
    link, (notice,) = parse(params, replace(UNITS, units_in=drawn.__getitem__))
    assert (link.view.event, link.view.unit) == (event, "")
    assert str(notice) == f"unit=the-regiment {why}"
    drawn[event] = {"the-regiment"}
    link, notices = parse(params, replace(UNITS, units_in=drawn.__getitem__))
    assert (link.view.unit, notices) == ("the-regiment", [])
    assert parse(params, replace(UNITS, units_in=lambda _: ()), "losses")[1] == [], "not said where it does not count"


def test_in_a_step_of_a_tour_a_unit_makes_the_link_its_own():
    step = parse({"tour": "the-ford", "step": "1"}, UNITS)[0]
    link = replace(step, view=replace(step.view, unit="the-regiment"))
    params = to_params(link, known=UNITS)
    assert {"tour", "step", "event", "unit"} <= params.keys()
    assert parse(params, UNITS) == (link, [])


@pytest.mark.parametrize(
    ("event", "on", "unit"),
    [
        ("the-clash", dt.date(1938, 7, 31), "the-regiment"),
        ("later", None, ""),
        ("", dt.date(1938, 7, 31), ""),
    ],
    ids=["the same", "another", "none"],
)
def test_another_event_has_neither_the_day_nor_the_unit_of_the_one_before(event, on, unit):
    view = View(event="the-clash", on=dt.date(1938, 7, 31), unit="the-regiment", accounts="a", lang="ja")
    assert view.opened(event) == View(event=event, on=on, unit=unit, accounts="a", lang="ja")


@pytest.mark.parametrize("given", [{"on": "1938-07"}, {"on": "1938-02-30"}, {"on": "soon"}, {"accounts": "soviet"}])
def test_a_plan_takes_no_other_day_or_account(given):
    link, (notice,) = parse(given, KNOWN)
    assert (link.view.on, link.view.accounts) == (None, "both")
    assert notice.parameter in given


# --- what is wrong ---

BAD = {
    "no date": ({"from": "soon"}, "from=soon", "1904-07-29"),
    "a season of the south": ({"from": "1938-29"}, "from=1938-29", "1904-07-29"),
    "no day": ({"to": "1938-02-30"}, "to=1938-02-30", "1904-07-29"),
    "backwards": ({"from": "1939", "to": "1938"}, "to=1938", "range"),
    "unknown kind": ({"kind": "picnic"}, "kind=picnic", ", ".join(KINDS)),
    "only a comma": ({"kind": ","}, "kind=,", ", ".join(KINDS)),
    "unknown side": ({"side": "japan,atlantis"}, "side=japan,atlantis", "soviet-union"),
    "unknown chapter": ({"chapter": "x"}, "chapter=x", "prelude"),
    "unknown sureness": ({"sure": "very"}, "sure=very", "date"),
    "a long search": ({"q": "a" * 101}, f"q={'a' * 40}…", "longer than 100"),
    "unknown event": ({"event": "x"}, "event=x", "event"),
    "nearly an event": ({"event": "the-clsh"}, "event=the-clsh", "did you mean the-clash?"),
    "no latitude": ({"lat": "north"}, "lat=north", "a number between -85 and 85"),
    "two commas": ({"lat": "47,5,5"}, "lat=47,5,5", "a number between -85 and 85"),
    "latitude off the map": ({"lat": "86"}, "lat=86", "between -85 and 85"),
    "longitude off the map": ({"lon": "181"}, "lon=181", "between -180 and 180"),
    "not a number": ({"z": "nan"}, "z=nan", "between 3 and 13"),
    "no zoom": ({"z": "near"}, "z=near", "between 3 and 13"),
    "unknown language": ({"lang": "tlh"}, "lang=tlh", "en, ru"),
    "a distance below nought": ({"within": "-1"}, "within=-1", "between 0 and 2000"),
    "unknown labels": ({"labels": "x"}, "labels=x", "period"),
    "unknown tiles": ({"tiles": "x"}, "tiles=x", "osm"),
}


@pytest.mark.parametrize(("params", "found", "right"), BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("page", [*PAGES, API])
def test_a_bad_value_is_noted_and_left_out(page, params, found, right):
    link, notices = parse(params, KNOWN, page)
    assert len(notices) == 1
    assert notices[0].parameter == found.split("=")[0]
    assert found in str(notices[0])
    assert right in str(notices[0])
    assert link in (Link(), Link(Selection(start=link.selection.start)))


OF_ONE_PAGE = {
    "losses": ({"measure": "nonsense"}, "killed"),
    "sources": ({"section": "nonsense"}, "works, points"),
    "compare": ({"a": "1939..1935"}, "ends before it begins"),
    "classroom": ({"part": "cellar"}, "tours, kits, exercises, lesson"),
}


@pytest.mark.parametrize("page", PLACES)
@pytest.mark.parametrize(("home", "params", "right"), [(home, *case) for home, case in OF_ONE_PAGE.items()], ids=str)
def test_what_counts_on_one_page_is_said_there_alone(home, params, right, page):
    _, notices = parse((WINDOW if page == FIRST_SIGHT else {}) | params, page=page)
    assert len(notices) == (page == home)
    assert all(right in str(notice) for notice in notices)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("own", ["x", "{{7*7}}", "0123456789AB", "0" * 65])
def test_what_is_no_digest_names_no_file(page, own):
    link, notices = parse({"own": own}, page=page)
    assert ([notice.parameter for notice in notices], link.own) == (["own"], "")


@pytest.mark.parametrize(
    ("params", "choice", "noted"),
    [
        ({}, Choice(), []),
        ({"part": "lesson"}, Choice("lesson"), []),
        ({"exercise": "order", "set": "4127", "n": "3"}, Choice("exercises", "order", 4127, 3), []),
        ({"exercise": "place"}, Choice("exercises", "place"), []),
        ({"exercise": "line", "level": "3", "card": "1"}, Choice("exercises", "line", level=3, is_closing=True), []),
        ({"exercise": "line", "level": "4", "card": "yes"}, Choice("exercises", "line"), ["level", "card"]),
        ({"exercise": "place", "part": "tours"}, Choice("tours", "place"), []),
        ({"exercise": "chess"}, Choice("exercises"), ["exercise"]),
        ({"exercise": "order", "set": "0", "n": "6"}, Choice("exercises", "order"), ["set", "n"]),
        ({"exercise": "order", "set": "12345", "n": "-1"}, Choice("exercises", "order"), ["set", "n"]),
        ({"set": "４１２７", "n": "1.0", "part": "x" * 99}, Choice(), ["part", "set", "n"]),
    ],
    ids=str,
)
def test_what_is_open_in_the_classroom(params, choice, noted):
    link, notices = parse(params, page="classroom")
    assert (link.classroom, [notice.parameter for notice in notices]) == (choice, noted)
    assert all(len(str(notice)) < 120 for notice in notices)


def test_a_name_that_is_no_parameter_is_said_on_a_page_and_passed_over_elsewhere():
    params = {"colour": "red", "utm_source": "mail", "embed": "true", "embed_options": "dark_theme", "kind": "battle"}
    for page in PLACES:
        link, notices = parse(params | (WINDOW if page == FIRST_SIGHT else {}), page=page)
        assert link.selection == Selection(kinds=("battle",))
        assert [str(notice) for notice in notices] == ["colour= is no part of a link here"] * (page in PAGES)


@pytest.mark.parametrize(("count", "last"), [(5, "n4= is no part"), (6, "nor is 1 more name"), (60, "nor are 55 more")])
def test_of_many_strange_names_a_few_are_said(count, last):
    _, notices = parse({f"n{number}": "x" * 500 for number in range(count)})
    assert len(notices) == min(count, 6)
    assert last in str(notices[-1])


def test_a_long_name_is_cut():
    assert len(str(parse({"x" * 5000: "1"})[1][0])) < 80


@given(
    st.dictionaries(
        st.sampled_from([*(parameter.name for parameter in PARAMETERS), "other"]),
        st.text(max_size=130)
        | st.sampled_from(
            ["nan", "inf", "1e999", "-1", "0", "9999", ",", ",,", "1,5", "{{7*7}}", "\0", "the-ford", "1"]
        ),
    ),
    st.sampled_from(PLACES),
)
def test_no_link_breaks_a_page(params, page):
    link, notices = parse(params, KNOWN, page)
    if page == FIRST_SIGHT:
        params |= WINDOW | {name: text for name, text in params.items() if name in WINDOW}
        link = replace(link, window=Window(link.window.width or 1, link.window.height or 1, link.window.theme))
    again = to_params(link, page, KNOWN)
    assert parse(again, KNOWN, page)[1] == []
    assert to_params(parse(again, KNOWN, page)[0], page, KNOWN) == again
    assert {notice.parameter for notice in notices} <= set(params)


def test_one_bad_value_spoils_no_other():
    link, notices = parse({"kind": "picnic", "side": "japan", "lat": "x", "from": "1938"}, KNOWN)
    assert link.selection == Selection(start=dt.date(1938, 1, 1), sides=("japan",))
    assert [notice.parameter for notice in notices] == ["kind", "lat"]
    assert not link.view.has_place


# --- from page to page ---


def test_the_choices_of_other_pages_stay_and_those_of_this_page_are_as_the_link_says():
    before = Link(measures=("wounded",), section="cite", classroom=Choice("lesson"))
    link, _ = parse({"event": "the-clash"}, KNOWN, MAP, before)
    assert link == replace(before, view=View(event="the-clash"))
    assert parse({}, KNOWN, "losses", before)[0] == replace(before, measures=())
    assert parse({"measure": "killed"}, KNOWN, "sources", before)[0] == replace(
        before, measures=("killed",), section="works"
    )
    assert parse({"measure": "nonsense"}, KNOWN, "sources", before)[0].measures == ("wounded",)


def test_a_link_without_parameters_asks_for_what_is_usual_there():
    start = Link(pair=Pair(DateRange.of_years(1900, 1910), DateRange.of_years(1911, 1920)))
    assert parse({}, Known(start=start), "compare") == (start, [])
    assert parse({"a": "1905"}, Known(start=start), "compare")[0].pair == replace(
        start.pair, a=DateRange.of_years(1905, 1905)
    )


# --- the interface ---


@pytest.mark.parametrize("params", [case[0] for case in BAD.values() if "event" not in case[0]], ids=str)
def test_the_interface_is_strict(params):
    with pytest.raises(SelectionError) as caught:
        strict(params, WORDS)
    assert caught.value.parameter in params


def test_the_interface_passes_over_the_open_event_and_unknown_names():
    assert strict({"event": "no-such-event", "utm_source": "mail", "kind": "battle"}) == Selection(kinds=("battle",))


@pytest.mark.parametrize("missing", WINDOW)
def test_the_first_sight_needs_a_window(missing):
    _, notices = parse({name: text for name, text in WINDOW.items() if name != missing}, page=FIRST_SIGHT)
    assert [notice.parameter for notice in notices] == [missing]
    assert "is missing" in str(notices[0])


def test_the_end_of_an_address():
    assert query({}) == ""
    assert query({"q": "a&b c"}) == "?q=a%26b%20c"
