"""Journeys on the map page: draw, filter, select, link, drag."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from geo.content.event_list import list_html
from geo.content.known import known
from geo.content.plans.plan import summaries
from geo.maps.event_view import opening
from geo.maps.live import selection_state
from geo.query.link import parse
from geo.query.parameters import MAP
from geo.query.selection import chosen
from geo.record.schema import KINDS
from geo.record.tables import load
from tests.browser.conftest import SPOT, eventually, near

Start = Callable[..., Any]
#: Names of places that are shown, and those of them that lie under a control.
UNDER_CONTROLS = """() => { const boxes = (of) => [...document.querySelectorAll(of)]
    .map((node) => [node.textContent, node.getBoundingClientRect()]).filter(([, box]) => box.width);
    const names = boxes('.atlas-label.atlas-town > span'), controls = boxes('.leaflet-control');
    const isHidden = ([, name]) => controls.some(([, one]) => name.left < one.right && one.left < name.right &&
        name.top < one.bottom && one.top < name.bottom);
    return [names, names.filter(isHidden)].map((found) => found.map(([name]) => name)); }"""
PATHS = ("/", "/losses", "/sources")


def api(url: str, params: dict[str, str]) -> dict[str, Any]:
    query = urllib.parse.urlencode(params)
    with urllib.request.urlopen(f"{url}/api/events.geojson?{query}") as answer:
        return json.load(answer)


def test_the_first_map_is_painted_from_this_app_alone(visit: Start) -> None:
    one = visit().go()
    assert one.state()["visible"] >= 35
    assert len(one.standing()) >= 35
    one.frame.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 0")
    one.rest()
    assert one.failed == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_another_host(visit: Start, path: str) -> None:
    one = visit()
    one.page.goto(one.url + path)
    one.page.wait_for_selector("h1")
    if path == "/":
        one.wait_for_map()
    one.rest()
    assert one.foreign == []
    assert one.errors == []


def test_the_guard_against_other_hosts_sees_a_request(visit: Start) -> None:
    one = visit().go()
    is_blocked = one.frame.evaluate("fetch('https://example.org/').then(() => false, () => true)")
    one.frame.evaluate(
        "new Promise((done) => { const image = new Image(); image.onload = image.onerror = () => done();"
        " image.src = 'https://example.org/pixel.png'; })"
    )
    assert one.foreign != [] or is_blocked
    one.foreign.clear()


@pytest.mark.parametrize("address", ["https://example.org/", "http://192.0.2.1/"], ids=["name", "number"])
def test_every_other_host_is_closed_and_an_attempt_is_kept(visit: Start, address: str) -> None:
    one = visit()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        one.page.goto(address)
    assert one.foreign == [address]
    one.foreign.clear()


def test_the_map_is_mounted_once_and_keeps_its_place(visit: Start) -> None:
    one = visit().go("/?from=1931&to=1941&lat=47.7&lon=118.6&z=7")
    one.frame.evaluate("window.mounted = 'once'")
    place = one.view()
    thumb = one.page.locator(".st-key-years input[type=range]")
    for year in (1940, 1939):
        thumb.last.press("ArrowLeft")
        one.wait_for_query(to=str(year))
        one.settle()
    for year in (1932, 1933):
        thumb.first.press("ArrowRight")
        one.wait_for_query(**{"from": str(year)})
        one.settle()
    one.wait_for_state(**{"from": "1933-01-01", "to": "1939-12-31"})
    one.page.get_by_role("button", name="Filters").click()
    battle = one.page.get_by_role("button", name="Battle", exact=True)
    battle.click()
    one.wait_for_state(visible=len(api(one.url, {"from": "1933", "to": "1939", "kind": "battle"})["features"]))
    one.settle()
    one.page.keyboard.press("Escape")
    expect(battle).to_be_hidden()
    alone = one.alone()
    one.click(alone)
    one.wait_for_panel(alone)
    expect(one.symbol(alone)).to_have_css("opacity", "1")  # it does not go out under the pointer
    one.rest()
    assert one.page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTop") == 0, "nothing was pushed down"
    assert one.frame.evaluate("window.mounted") == "once"
    assert one.view() == near(place)


SELECTIONS: list[dict[str, str]] = [
    {},
    {"to": "1931"},
    {"from": "1932", "to": "1934"},
    {"from": "1935", "to": "1936"},
    {"from": "1936", "to": "1936"},
    {"from": "1937", "to": "1937"},
    {"from": "1938"},
    {"from": "1939", "to": "1939"},
    {"from": "1940", "to": "1944"},
    {"from": "1945"},
    {"from": "1936-03-10", "to": "1936-03-20"},
    {"from": "1936-03-10", "to": "1936-03-28", "sure": "date"},
    {"from": "1938-07-29", "to": "1938-08-11"},
    {"from": "1939-08-20", "to": "1939-08-31"},
    {"from": "1945-08-09", "to": "1945-08-12"},
    {"from": "1945-08-19", "to": "1945-08-19"},
    {"kind": "battle"},
    {"kind": "incident,landing"},
    {"kind": "diplomatic", "from": "1939"},
    {"kind": "air_action"},
    {"kind": "context", "to": "1934"},
    {"chapter": "lake-khasan"},
    {"chapter": "khalkhin-gol,pact-and-watch"},
    {"chapter": "august-1945", "kind": "operation"},
    {"side": "mongolia"},
    {"side": "manchukuo", "to": "1936"},
    {"side": "china,mengjiang"},
    {"q": "nomonhan"},
    {"q": "ノモンハン"},
    {"q": "Халхин-Гол"},
    {"q": "halhin gol"},
    {"q": "no such name anywhere"},
    {"within": "15"},
    {"within": "30", "sure": "date", "from": "1945-08-10", "to": "1945-08-20"},
    {"q": "khasan", "kind": "battle", "from": "1938", "to": "1938", "side": "japan"},
]


#: Those opened as links that somebody sent; the map is told the others on one visit, as the page tells it.
LINKS = [SELECTIONS[number] for number in (11, 27, -1)]
SHOWN = """() => [...document.querySelectorAll('[data-event]')]
    .filter((node) => node.style.display !== 'none').map((node) => node.dataset.event).sort()"""


def wanted_by(one: Any, params: dict[str, str]) -> list[str]:
    """Return the ids of the events on the map, as the interface for programs answers."""
    return sorted(feature["id"] for feature in api(one.url, params)["features"])


def test_list_map_and_interface_count_alike(visit: Start) -> None:
    assert len(SELECTIONS) >= 30
    data, one = load(), visit().go()
    numbers = set()
    for params in SELECTIONS:
        asked, ignored = parse(params, known(data), MAP)
        assert not ignored
        wanted = wanted_by(one, params)
        seen = one.frame.evaluate(
            "(state) => { map.atlas.select(state); return map.atlas.state().visible; }",
            selection_state(asked.selection, asked.view),
        )
        assert seen == len(wanted), params
        shown = sorted(event for found in one.standing() for event in found["events"])
        assert shown == sorted(wanted), params
        listed = re.search(r'class="count"[^>]*>\s*<b>([\d,]+)', list_html(data, chosen(data, asked.selection)))
        assert int(listed[1].replace(",", "")) == len(wanted), params  # type: ignore[index]
        numbers.add(len(wanted))
    assert min(numbers) == 0 and len(numbers) > 15, "the selections show nothing, something and much"


@pytest.mark.parametrize("params", LINKS, ids=urllib.parse.urlencode)
def test_a_link_shows_as_many_on_list_and_map_as_the_interface(visit: Start, params: dict[str, str]) -> None:
    one = visit().go("/?" + urllib.parse.urlencode(params))
    wanted = wanted_by(one, params)
    assert wanted
    assert sorted(event for found in one.standing() for event in found["events"]) == sorted(wanted)
    assert one.state()["visible"] == len(wanted)
    eventually(one.page, one.listed, len(wanted))


@pytest.mark.parametrize("words", ["Nomonhan", "ノモンハン", "Халхин-Гол", "halhin gol"])
def test_a_search_in_any_script_leads_to_the_battle(visit: Start, words: str) -> None:
    one = visit().go()
    search(one, words)
    one.wait_for_panel("khalkhin-gol-1939")
    expect(one.page.locator(".panel h2")).to_contain_text("Battle of Khalkhin Gol")
    one.wait_for_query(event="khalkhin-gol-1939")
    at_rest_at(one, "khalkhin-gol-1939")
    assert one.state()["visible"] == one.state()["total"], "nothing was taken off the map"


def search(one: Any, words: str) -> None:
    field = one.page.get_by_label("Search: names in any script")
    field.fill(words)
    field.press("Enter")


def by_click(one: Any) -> None:
    one.click("kanchazu-1937")


def by_keyboard(one: Any) -> None:
    one.frame.locator('.leaflet-pane [tabindex="0"]').focus()
    for _ in range(9):
        walk_to(one, "kanchazu-1937")
        zoom, own = one.view()[2], focused(one)["own"]
        one.page.keyboard.press("Enter")
        if own == "kanchazu-1937":
            return
        one.frame.wait_for_function("z => map.getZoom() > z && !map._animatingZoom", arg=zoom)
        one.page.wait_for_timeout(700)  # a flight of 0.6 s has its end


def focused(one: Any) -> dict[str, Any]:
    """Return what of the map has the focus: whose own symbol it is, and for which events it stands."""
    return one.frame.evaluate(
        "(({ dataset: { event, events } }) => ({ own: event || '', events: (events || event || '').split(' ') }))"
        "(document.activeElement)"
    )


def walk_to(one: Any, event_id: str) -> None:
    for _ in range(len(one.standing())):
        if event_id in focused(one)["events"]:
            return
        one.page.keyboard.press("ArrowRight")
    raise AssertionError(f"the arrow keys do not lead to {event_id}")


def by_list(one: Any) -> None:
    one.page.locator(".st-key-side .events a", has_text="Kanchazu Island incident").click()


def by_search(one: Any) -> None:
    search(one, "乾岔子")


def by_link(one: Any) -> None:
    one.go("/?event=kanchazu-1937")


def by_next(one: Any) -> None:
    ids = list(load().events.index)
    before = ids[ids.index("kanchazu-1937") - 1]
    one.go(f"/?event={before}")
    one.wait_for_panel(before)
    one.page.get_by_role("link", name="Next").click()


@pytest.mark.parametrize(
    "way", [by_click, by_keyboard, by_list, by_search, by_link, by_next], ids=lambda way: way.__name__
)
def test_every_way_of_selecting_leads_to_the_same_state(visit: Start, way: Callable[[Any], None]) -> None:
    one = visit().go()
    way(one)
    one.wait_for_panel("kanchazu-1937")
    expect(one.symbol("kanchazu-1937")).to_have_class(re.compile(r"\bselected\b"))
    one.wait_for_query(event="kanchazu-1937")
    one.rest()
    assert one.state()["event"] == "kanchazu-1937"
    if way not in (by_click, by_keyboard):
        at_rest_at(one, "kanchazu-1937")
    assert one.frame.evaluate("map.getBounds().contains(map.atlas.layer.byId.get('kanchazu-1937').latlng)")


def at_rest_at(one: Any, event_id: str) -> None:
    """Wait until the map looks at an event, on its plan or with all its parts, as Python has it."""
    size = one.frame.evaluate("[map.getSize().x, map.getSize().y]")
    battle = next((battle for battle in summaries(load()) if battle["event"] == event_id), None)
    look = opening(load().plotted, event_id, battle, tuple(size))
    eventually(one.page, lambda: one.view() == near((look.lat, look.lon, look.zoom)), True)


def test_tab_reaches_a_symbol(visit: Start) -> None:
    one = visit().go()
    one.frame.locator(".leaflet-container").press("Tab")
    one.frame.wait_for_function("document.activeElement.dataset.event || document.activeElement.dataset.events")


def test_the_map_goes_to_what_the_list_opens_and_stays_for_a_symbol_in_view(visit: Start) -> None:
    one = visit().go("/?lat=47.7&lon=118.6&z=8")
    one.page.locator(".st-key-side .events a", has_text="Kanchazu Island incident").click()
    one.wait_for_panel("kanchazu-1937")
    at_rest_at(one, "kanchazu-1937")
    one.wait_for_query(z=str(one.view()[2]))
    one.settle()
    for zoom in range(one.view()[2] - 1, one.view()[2] - 5, -1):  # until other events are in view
        one.frame.get_by_role("button", name="Zoom out").click()
        eventually(one.page, lambda zoom=zoom: one.view()[2], zoom)
        one.page.wait_for_timeout(700)  # a flight of 0.6 s has its end
    one.settle()
    place = one.view()
    alone = one.alone("kanchazu-1937")
    one.click(alone)
    one.wait_for_panel(alone)
    one.settle()
    assert one.view() == near(place)


def test_a_link_to_an_event_alone_opens_at_it_and_stays_short(visit: Start) -> None:
    one = visit().go("/?event=khalkhin-gol-1939")
    at_rest_at(one, "khalkhin-gol-1939")
    one.settle()
    assert one.query() == {"event": "khalkhin-gol-1939"}


def test_a_named_period_leads_to_its_battle_and_a_key_back_to_the_whole(visit: Start) -> None:
    one = visit().go()
    home = one.view()
    one.page.get_by_role("button", name="Periods").click()
    one.page.get_by_text("Lake Khasan, summer 1938").first.click()
    at_rest_at(one, "khasan-1938")
    one.wait_for_query(**{"from": "1938-07-29", "z": str(one.view()[2])})
    expect(one.page.get_by_text("A conflict, day by day")).to_have_count(0)
    one.frame.get_by_role("button", name="Whole theatre").click()
    eventually(one.page, lambda: one.view() == near(home), True)
    one.wait_for_query(z=str(home[2]))
    one.settle()
    one.frame.get_by_role("button", name="Zoom in").click()
    one.wait_for_query(z=str(home[2] + 1))
    one.settle()
    one.frame.locator(".leaflet-container").press("0")
    eventually(one.page, lambda: one.view() == near(home), True)


def test_a_disc_says_what_it_stands_for_and_leads_nearer(visit: Start) -> None:
    one = visit().go()
    disc = one.frame.locator('.atlas-gathered[data-events~="khasan-1938"]')
    count = len(str(disc.get_attribute("data-events")).split())
    assert count > 5
    assert disc.text_content() == str(count)
    expect(disc).to_have_attribute("aria-label", re.compile(rf"^{count} events near .+, \d{{4}}–\d{{4}}$"))
    zoom = one.view()[2]
    disc.click()
    one.frame.wait_for_function("z => map.getZoom() > z", arg=zoom)
    one.settle()
    assert one.panel() == "", "nothing was opened"

    def together() -> int:
        return next(len(found["events"]) for found in one.standing() if "khasan-1938" in found["events"])

    eventually(one.page, lambda: together() < count, True)  # when the flight has its end


def test_what_lies_in_one_point_is_listed_and_chosen_by_keyboard(visit: Start) -> None:
    one = visit().go("/?lat=55.75&lon=37.62&z=11")
    disc = one.frame.locator(".atlas-gathered", has=one.frame.locator("text")).and_(
        one.frame.get_by_role("button", name=re.compile("events at Moscow"))
    )
    place = one.view()
    events = str(disc.get_attribute("data-events")).split()
    disc.press("Enter")
    buttons = one.frame.locator(".atlas-list button")
    expect(buttons).to_have_count(len(events))
    expect(buttons.first).to_be_focused()
    one.page.keyboard.press("Escape")
    expect(buttons).to_have_count(0)
    expect(disc).to_be_focused()
    one.page.keyboard.press("Space")
    expect(buttons.first).to_be_focused()
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Enter")
    one.wait_for_panel(events[1])
    expect(one.symbol(events[1])).to_have_class(re.compile(r"\bselected\b"))
    expect(one.symbol(events[1])).to_be_visible()
    one.settle()
    assert one.view() == pytest.approx(place, abs=0.1), "moved by no more than its list needed"
    assert one.state()["visible"] == one.state()["total"]


def test_the_same_symbol_twice_and_after_closing(visit: Start) -> None:
    one = visit().go()
    event = one.alone()
    for _ in range(2):
        one.click(event)
        one.wait_for_panel(event)
        one.settle()
    one.page.get_by_role("link", name="All events").click()
    one.wait_for_panel("")
    one.settle()
    one.click(event)
    one.wait_for_panel(event)
    one.settle()
    one.frame.locator(".leaflet-container").click(position={"x": 400, "y": 30})
    one.wait_for_panel("")


def test_a_press_holds_where_the_page_is_longer_than_the_window(visit: Start) -> None:
    """The map takes the focus when the pointer goes down; if that scrolled the page, it would come up elsewhere."""
    one = visit(viewport=(1000, 620)).go("/?from=1937&to=1939")
    assert one.page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollHeight - main.clientHeight") > 20
    event = one.alone()
    spot = one.frame.wait_for_function(SPOT, arg=event, polling=50).json_value()
    box = one.page.locator(".st-key-map_frame iframe").bounding_box()
    one.page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    one.wait_for_panel(event)


def test_all_events_of_one_point_can_be_reached(visit: Start) -> None:
    one = visit().go("/?lat=55.75&lon=37.62&z=6")
    moscow = [f["id"] for f in api(one.url, {})["features"] if f["properties"]["place_id"] == "moscow"]
    assert len(moscow) >= 4
    for event_id in moscow:
        one.click(event_id)
        one.wait_for_panel(event_id)
        one.settle()
    expect(one.page.get_by_text("Also at this place")).to_have_count(1)


def test_a_link_opens_the_same_view_elsewhere(visit: Start) -> None:
    one = visit().go("/?from=1935&to=1939&kind=battle,incident")
    one.frame.evaluate("map.setView([47.9, 117.8], 8, {animate: false})")
    one.wait_for_query(z="8")
    one.click("olankhuduk-1936")
    one.wait_for_panel("olankhuduk-1936")
    one.wait_for_query(event="olankhuduk-1936")
    eventually(one.page, lambda: [float(one.query()[name]) for name in ("lat", "lon", "z")] == near(one.view()), True)
    one.settle()
    other = visit().go(one.page.url.removeprefix(one.url))
    other.wait_for_panel("olankhuduk-1936")
    assert other.state() == one.state()
    assert other.view() == pytest.approx(one.view(), abs=0.012), (
        "two pixels at zoom 8: Leaflet rounds centres to pixels"
    )
    assert one.panel() == "olankhuduk-1936"


def test_going_back_and_reloading_keep_the_view(visit: Start) -> None:
    one = visit().go("/?event=khasan-1938&to=1938")
    one.page.reload()
    one.wait_for_map().wait_for_panel("khasan-1938")
    assert one.state()["to"] == "1938-12-31"


def test_the_map_follows_the_axis_while_it_is_dragged(visit: Start) -> None:
    one = visit().go()
    one.rest()
    one.count_answers()
    width = one.page.locator(".st-key-years .axis-plot").bounding_box()["width"]
    box = one.page.locator(".st-key-years .axis-thumb.end").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    runs = one.runs_asked
    one.page.mouse.move(x - width / 17 * 6, y, steps=8)
    one.wait_for_state(to="1939-12-31")
    assert one.runs_asked == runs, "the server has not been asked yet"
    assert one.frame.evaluate("window.answers") == 0
    one.page.mouse.up()
    one.wait_for_answer(1)
    assert one.state()["to"] == "1939-12-31"
    one.wait_for_query(to="1939")
    eventually(one.page, lambda: one.listed(), one.state()["visible"])


def test_a_short_move_shifts_what_is_painted_and_tells_the_page_once(visit: Start) -> None:
    """Until the map rests nothing is painted anew, and no view is reported: either would cost frames."""
    one = visit().go("/?lat=46.5&lon=128&z=6")
    one.rest()
    painted, runs = one.frame.evaluate(
        """() => new Promise((done) => {
            const svgs = [...document.querySelectorAll(".leaflet-overlay-pane svg, [class*=atlas-events] svg")];
            const said = [];
            const seen = new MutationObserver(() => said.push(map.getCenter().lng));
            for (const svg of svgs) seen.observe(svg, { attributes: true, attributeFilter: ["viewBox"] });
            let told = 0;
            window.parent.addEventListener("atlas:said", () => told += 1);
            let moves = 0;
            const go = () => {
                if (moves++ === 6) return setTimeout(() => done([said.length, told]), 0);
                map.once("moveend", () => setTimeout(go, 10));
                map.panBy([moves % 2 ? 60 : -40, 15], { animate: true, duration: 0.2 });
            };
            go();
        })"""
    )
    assert (painted, runs) == (0, 0)
    shown = "document.querySelector('[class*=atlas-events] svg').getAttribute('viewBox')"
    moving = one.frame.evaluate(shown)
    one.frame.wait_for_function(f"old => {shown} !== old", arg=moving)
    one.page.wait_for_url(re.compile("lon=128"))
    assert "lat=46.5&" not in one.page.url


def test_where_no_borders_of_the_time_are_drawn_none_are_named(visit: Start) -> None:
    one = visit().go()
    words = one.frame.locator(".atlas-borders", has_text="Borders of")
    expect(words).to_be_visible()
    for place, are_drawn in (("[48, 20]", False), ("[38, 140]", True), ("[5, 165]", False)):
        one.frame.evaluate(f"map.setView({place}, 6, {{ animate: false }})")
        expect(words).to_be_visible(visible=are_drawn)


def test_what_a_link_gets_wrong_is_said_and_ignored(visit: Start) -> None:
    one = visit().go("/?event=nope&from=abc&z=99")
    for part in ("event=nope", "from=abc"):
        expect(one.page.locator(".st-key-ignored")).to_contain_text(part)
    expect(one.page.locator(".st-key-ignored")).not_to_contain_text("z=99")  # taken as the nearest there is
    assert one.state()["visible"] == one.state()["total"]
    one.page.get_by_role("button", name="Dismiss").click()
    expect(one.page.locator(".st-key-ignored")).to_have_count(0)


#: Pairs of controls of the map that lie on each other.
COVERED = """() => {
    const all = [...document.querySelectorAll('.leaflet-control')].filter((node) => node.getClientRects().length);
    const box = (node) => node.getBoundingClientRect();
    const areOn = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return all.flatMap((one, at) => all.slice(at + 1)
        .filter((other) => areOn(box(one), box(other))).map((other) => [one.className, other.className]));
}"""
#: Where the text of an element reaches to.
EDGES = """(node) => {
    const text = document.createRange();
    text.selectNodeContents(node);
    return text.getBoundingClientRect().toJSON();
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [(1280, 800), (1920, 1080), (390, 844)], ids=str)
def test_nothing_is_cut_off_or_too_small(visit: Start, viewport: tuple[int, int], dark: bool) -> None:
    one = visit(viewport=viewport, dark=dark).go("/?event=kanchazu-1937")
    one.wait_for_panel("kanchazu-1937")
    eventually(one.page, lambda: one.frame.evaluate("document.body.classList.contains('atlas-dark')"), dark)
    one.page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")
    expect(one.frame.locator(".atlas-plan-doubt")).to_be_visible()
    eventually(one.page, lambda: one.frame.evaluate(COVERED), [])
    last = one.page.locator(".years span").last.evaluate(EDGES)
    assert last["right"] <= one.page.viewport_size["width"]
    small = one.page.evaluate(
        """() => [...document.querySelectorAll('.stMain *')]
            .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
            .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.slice(0, 40)])
            .filter(([size]) => size > 0 && size < 14)"""
    )
    assert small == []


def test_the_key_names_every_kind_of_event(visit: Start) -> None:
    one = visit().go()
    button, items = one.frame.get_by_role("button", name="Key"), one.frame.locator(".atlas-key li")
    expect(button).to_have_attribute("aria-expanded", "false")
    for _ in range(2):  # what is opened again is the same
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        named = items.all_inner_texts()
        assert len(set(named)) == len(named)
        assert {kind.replace("_", " ") for kind in KINDS} <= set(named)
        button.click()
        expect(items.first).to_be_hidden()


def test_on_a_narrow_map_the_credit_is_folded_behind_a_button(visit: Start) -> None:
    one = visit(viewport=(390, 844)).go("/?event=khasan-1938&lat=42.45&lon=130.6&z=11")
    credit = one.frame.locator(".leaflet-control-attribution")
    button = one.frame.get_by_role("button", name="Whose map this is")
    expect(credit).to_be_hidden()
    button.click()
    expect(credit).to_contain_text("Natural Earth")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(credit).to_be_hidden()
    one.page.set_viewport_size({"width": 1280, "height": 800})
    expect(credit).to_be_visible()
    expect(button).to_be_hidden()


@pytest.mark.parametrize(
    ("control", "x", "y"),
    [(".leaflet-top.leaflet-left > :last-child", "left + 8", "bottom + 2"), (".atlas-key", "left - 10", "bottom")],
)
def test_no_name_of_a_place_is_under_a_control(visit: Start, control: str, x: str, y: str) -> None:
    """Half of a name looked out from behind the buttons of the zoom."""
    one = visit().go("/?from=1936-02-12&to=1936-02-13&lat=46&lon=125&z=6")
    one.frame.wait_for_function("document.querySelectorAll('.atlas-label.atlas-town').length > 2")
    one.frame.evaluate(
        f"""control => {{ const {{ left, bottom }} = document.querySelector(control).getBoundingClientRect();
        const harbin = map.project([45.75, 126.65]).subtract([{x}, {y}]).add(map.getSize().divideBy(2));
        map.setView(map.unproject(harbin), map.getZoom(), {{ animate: false }}); }}""",
        control,
    )
    shown, hidden = one.frame.evaluate(UNDER_CONTROLS)
    assert "Harbin" in shown
    assert hidden == []


def test_a_name_makes_room_for_the_words_on_arrows(visit: Start) -> None:
    """They come with the arrows, when names stand already."""
    one = visit().go("/?from=1936-02-12&to=1936-02-13&lat=46&lon=125&z=6")
    one.frame.wait_for_function("document.querySelectorAll('.atlas-label.atlas-town').length > 2")
    note = one.frame.locator(".atlas-moves-note")
    expect(note).to_be_hidden()
    one.frame.evaluate(
        """() => { const { left, top } = document.querySelector('.leaflet-bottom.leaflet-left').getBoundingClientRect();
        const harbin = map.project([45.75, 126.65]).subtract([left + 20, top - 16]).add(map.getSize().divideBy(2));
        map.setView(map.unproject(harbin), map.getZoom(), { animate: false }); }"""
    )
    one.rest()
    assert "Harbin" in one.frame.evaluate(UNDER_CONTROLS)[0]
    one.frame.evaluate("map.atlas.hold({ from: '1939-08-20', to: '1939-08-24' })")  # without a word from the page
    expect(note).to_be_visible()
    assert one.frame.evaluate(UNDER_CONTROLS)[1] == []
