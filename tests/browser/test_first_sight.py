"""What stands in the map's place until the map is drawn: it is where, and as, the map will be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually

Start = Callable[..., Any]

_BOX = "(node) => { const { x, y, width, height } = node.getBoundingClientRect(); return [x, y, width, height]; }"
#: Keeps what the first sight is of, and where it stands at first and when the map takes over.
_KEEP = f"""
if (window.parent === window) {{
    const kept = (window.kept = {{}}), box = {_BOX}, sight = () => document.getElementById('first-sight');
    const begin = () => {{ if (sight()) Object.assign(kept, {{ first: box(sight()), src: sight().src }}); }};
    addEventListener('DOMContentLoaded', begin);
    addEventListener('atlas:drawn', () => {{ if (sight()) kept.last = box(sight()); }}, {{ capture: true }});
}}
"""
_SHOWN = f"""() => {{
    const box = {_BOX}, all = (selector) => [...document.querySelectorAll(selector)];
    document.querySelector('.leaflet-container').classList.remove('atlas-plan-shown'); // a plan comes later
    const seen = all('.leaflet-container svg > g > g, .leaflet-container svg > g').filter((node) =>
        node.matches('.atlas-event, .atlas-gathered') && !node.matches('.selected') && node.style.display !== 'none');
    return {{
        symbols: seen.map((node) => box(node.querySelector('.badge'))),
        numbers: seen.map((node) => (node.classList.contains('atlas-gathered') ? node.textContent.trim() : '')),
        tiles: Object.fromEntries(all('.leaflet-container img').map((image) => [image.src, box(image)])),
    }};
}}"""
_GROUND = "getComputedStyle(document.querySelector('.leaflet-container')).backgroundColor"
_MAP = ".st-key-map_frame iframe"


def opened(visit: Start, path: str, viewport: tuple[int, int] = (1280, 800), dark: bool = False) -> Any:
    one = visit(viewport=viewport, dark=dark)
    one.page.add_init_script(_KEEP)
    return one.go(path)


@pytest.mark.parametrize(
    ("path", "viewport"),
    [
        # one of each set of media queries in front_sight.html
        ("/", (1280, 800)),
        ("/", (1024, 768)),
        ("/", (820, 1180)),
        ("/", (700, 900)),
        ("/", (390, 844)),
        ("/?tour=khalkhin-gol", (390, 844)),
    ],
)
def test_it_stands_where_the_map_will(visit: Start, path: str, viewport: tuple[int, int]) -> None:
    one = opened(visit, path, viewport)
    kept = one.page.evaluate("window.kept")
    x, y, width, height = one.page.evaluate(
        f"Object.values(document.querySelector('{_MAP}').getBoundingClientRect().toJSON()).slice(0, 4)"
    )
    assert kept["first"] == pytest.approx([x, y, width, height], abs=1.5)
    assert kept["last"] == pytest.approx([x, y, width, height], abs=0.5)


@pytest.mark.parametrize(
    ("path", "viewport", "dark"),
    [
        ("/", (1280, 800), False),
        ("/?from=1938&to=1939&kind=battle", (1280, 800), True),
        ("/?event=kanchazu-1937", (1280, 800), False),
        ("/?event=khalkhin-gol-1939", (390, 844), False),
        ("/?event=shumshu-1945&lat=48&lon=120&z=7", (1280, 800), False),
        ("/?lat=47.7&lon=118.6&z=9", (390, 844), False),
        ("/", (390, 844), True),
    ],
)
def test_it_shows_what_the_map_will(visit: Start, path: str, viewport: tuple[int, int], dark: bool) -> None:
    one = opened(visit, path, viewport, dark)
    kept = one.page.evaluate("window.kept")
    page = one.page.context.new_page()
    page.set_viewport_size({"width": round(kept["first"][2]), "height": round(kept["first"][3])})
    page.goto(kept["src"])
    ground, sight = page.evaluate(_GROUND), page.evaluate(_SHOWN)
    page.close()
    eventually(one.page, lambda: one.frame.evaluate(_GROUND), ground)  # a plan's fades in
    drawn = one.frame.evaluate(_SHOWN)
    assert len(sight["symbols"]) == len(drawn["symbols"]) > 0
    # a disc of the map stands among the others where it was made
    rest = [*zip(drawn["symbols"], drawn["numbers"], strict=True)]
    for box, number in zip(sight["symbols"], sight["numbers"], strict=True):
        same = [one for one in rest if one[1] == number and one[0] == pytest.approx(box, abs=1)]
        assert same, f"the map has no symbol with “{number}” at {box}"
        rest.remove(same[0])
    assert sight["tiles"]
    for address, place in sight["tiles"].items():
        assert drawn["tiles"][address] == pytest.approx(place, abs=1)


def test_it_takes_no_press_and_is_not_read_out(visit: Start) -> None:
    one = visit()
    one.page.route("**/component/**", lambda route: route.abort())  # the map never comes
    one.page.goto(one.url)
    sight = one.page.locator("#first-sight")
    expect(one.page.locator(".st-key-years")).to_be_visible()
    expect(sight).to_be_visible()
    assert sight.get_attribute("aria-hidden") == "true"
    assert sight.get_attribute("tabindex") == "-1"
    assert sight.evaluate("(node) => getComputedStyle(node).pointerEvents") == "none"
    one.errors.clear()


def test_it_leaves_with_the_page(visit: Start) -> None:
    one = visit()
    one.page.route("**/component/**", lambda route: route.abort())
    one.page.goto(one.url)
    expect(one.page.locator("#first-sight")).to_be_visible()
    expect(one.page.locator("[data-testid=stMain] h1")).to_be_visible()
    expect(one.page.locator("#first-words h1")).to_have_count(0)
    expect(one.page.locator("#first-words .events").first).to_be_visible()
    one.page.get_by_role("link", name="Losses", exact=True).click()
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("Losses")
    expect(one.page.locator("#first-sight")).to_have_count(0)
    one.errors.clear()


def test_before_a_class_there_is_none(visit: Start) -> None:
    one = opened(visit, "/?tour=khalkhin-gol&step=2&present=1")
    assert one.page.evaluate("window.kept") == {}


def test_before_any_script_it_can_be_read_and_stays(visit: Start) -> None:
    one = visit()
    one.page.clock.install()
    one.page.route("**/static/js/**", lambda route: route.abort())  # a line so slow that nothing more has come
    one.page.goto(f"{one.url}/?from=1938&to=1939&event=khasan-1938")
    words = one.page.locator("#first-words")
    expect(words.get_by_role("heading", level=1)).to_contain_text("Border Conflicts")
    expect(words.locator(".panel h2")).to_contain_text("Lake Khasan")
    one.page.clock.fast_forward(120_000)
    expect(one.page.locator("#first-loading")).to_contain_text("Loading")
    expect(one.page.locator("#first-sight")).to_be_visible()
    words.get_by_role("link", name="All events").click()
    expect(one.page.locator("#first-words .events").first).to_contain_text("Khasan")
    assert one.query() == {"from": "1938", "to": "1939"}
    one.errors.clear()


def test_the_words_leave_when_the_page_has_its_own(visit: Start) -> None:
    one = visit().go("/?event=khasan-1938")
    one.wait_for_panel("khasan-1938")
    for left in ("#first-words", "#first-loading", "#first-sight"):
        expect(one.page.locator(left)).to_have_count(0)


def test_it_brings_its_own_style(visit: Start) -> None:
    one = visit()
    one.page.route("**/*.css*", lambda route: route.abort())
    one.page.goto(f"{one.url}/api/first-sight.html?width=800&height=600")
    badge = one.page.locator(".kind-battle:not(.vague) .badge").first
    assert badge.evaluate("(node) => getComputedStyle(node).fill") == "rgb(42, 40, 51)"


def test_the_page_is_as_high_as_the_window(visit: Start) -> None:
    one = visit().go()
    main = one.page.locator("[data-testid=stMain]")
    assert main.evaluate("(node) => node.scrollHeight - node.clientHeight") == 0
