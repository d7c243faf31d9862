"""WCAG 2.2 AA by axe-core on every page and in the map's frame, and the way of the Tab key over the map page."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from streamlit.file_util import get_static_dir

from tests.browser.conftest import eventually

Start = Callable[..., Any]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "accessibility.md"
#: Streamlit's own names of elements that our style sheets speak to; an update may rename them without a word.
TEST_IDS = {
    name
    for sheet in (ROOT / "pages" / "parts" / "shell").rglob("*.css")
    for name in re.findall(r"data-testid=\"([^\"]+)\"", sheet.read_text(encoding="utf-8"))
}
#: Those of them that only the dialog of a link shows, and those that come with a visitor's file or a slow run.
OF_A_DIALOG = {"stDialog", "stPopoverBody"}
IN_PASSING = {"stCaptionContainer", "stStatusWidget", "stText"}
ARE_THERE = "() => [...document.querySelectorAll('[data-testid]')].map(({ dataset }) => dataset.testid)"
#: (rule, selector of the elements) of what other people's code does; the document says why each stays.
NOT_OURS: set[tuple[str, str]] = set()
RUN = """tags => axe.run(document, {
    iframes: false, resultTypes: ['violations'], runOnly: { type: 'tag', values: tags }, elementRef: true,
}).then(({ violations }) => { window.axeFound = violations; return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ element, html, failureSummary }) => [id, html.slice(0, 160), failureSummary])); })"""
IS_ONE_OF = """([rule, selector]) => window.axeFound.filter(({ id }) => id === rule)
    .flatMap(({ nodes }) => nodes).filter(({ element }) => element && element.closest(selector))
    .map(({ html }) => html.slice(0, 160))"""
MAP = ("/", "/?event=kanchazu-1937", "/?tour=lake-khasan&step=2", "/?tour=lake-khasan&step=2&present=1")
PAGES = (
    *MAP,
    "/timeline",
    "/losses",
    "/compare",
    "/classroom",
    "/classroom?part=lesson",
    "/classroom?exercise=accounts&set=4127",
    "/classroom?exercise=order&set=4127",
    "/classroom?exercise=place&set=4127",
    "/classroom?exercise=writer&set=4127",
    "/classroom?exercise=line&set=4127",
    "/classroom?exercise=order&set=4127&card=1",
    "/classroom?part=kits",
    "/sources",
    "/sources?section=points",
    "/your-events",
    "/losses?picture=battles",
    "/losses?picture=years",
    "/sources?section=strength&of=best-press",
    "/compare?swipe=1",
)
#: How many maps a page has, where it is not one for those of MAP and none for the others.
MAPS = {"/compare": 2, "/compare?swipe=1": 2, "/classroom?exercise=place&set=4127": 1}
ARE_TOLD = """() => [...document.querySelectorAll('iframe')].every(({ contentWindow: { map } }) =>
    map?.atlas?.state().total > 0)"""
#: What has the focus, in the page or in the map's frame.
FOCUSED = """(() => { const node = document.activeElement;
    return node.tagName === 'IFRAME' ? node.contentDocument.activeElement : node; })()"""
#: Where that is: a part of the page or of the map.
WHERE = f"""() => {{
    const node = {FOCUSED};
    if (node.ownerDocument !== document) return node.closest('.atlas-event, .atlas-gathered') ? 'map symbol'
        : node.closest('.atlas-time') ? 'map time' : node.closest('.leaflet-control') ? 'map control' : 'map map';
    const box = node.closest('.st-key-toolbar, .st-key-years, .st-key-side');
    return box ? [...box.classList].find((name) => name.startsWith('st-key-')).slice(7) : '';
}}"""
#: Where colours or the layout differ from those already looked at.
DARK = (MAP[1], "/losses", *PAGES[9:14:2], *PAGES[-4:])
PHONE = (MAP[0], MAP[2], "/losses", PAGES[10], PAGES[13], *PAGES[-4:])


def violations(frame: Any) -> list[tuple[str, str, str]]:
    """Return what axe-core finds in a frame, without what is not ours."""
    frame.wait_for_function("() => document.getAnimations().every(({ playState }) => playState !== 'running')")
    frame.evaluate(AXE)  # evaluated, not linked: the page's own policy stays as it is
    found = {tuple(node) for node in frame.evaluate(RUN, TAGS)}
    for rule, selector in NOT_OURS:
        known = set(frame.evaluate(IS_ONE_OF, [rule, selector]))
        found = {node for node in found if not (node[0] == rule and node[1] in known)}
    return sorted(found)


def open_page(one: Any, path: str) -> list[Any]:
    """Open a page, wait until it is whole, and return its frames."""
    one.page.goto(one.url + path)
    one.page.wait_for_selector("h1, .tour-step", state="attached")  # on a phone a tour hides the heading
    if path in MAP:
        one.wait_for_map()
    one.settle()
    expect(one.page.locator("iframe")).to_have_count(MAPS.get(path, int(path in MAP)))
    one.page.wait_for_function(ARE_TOLD)
    return [frame for frame in one.page.frames if frame is one.page.main_frame or "streamlit_folium" in frame.url]


@pytest.mark.parametrize(
    ("paths", "viewport", "dark"),
    [(PAGES, (1280, 800), False), (DARK, (1280, 800), True), (PHONE, (390, 844), False)],
    ids=["laptop", "dark", "phone"],
)
def test_nothing_of_ours_breaks_a_rule(
    visit: Start, paths: tuple[str, ...], viewport: tuple[int, int], dark: bool
) -> None:
    one, found, seen = visit(viewport=viewport, dark=dark), {}, set()
    for path in paths:
        for number, frame in enumerate(open_page(one, path)):
            found |= {(path, number, *node): 1 for node in violations(frame)}
        seen |= {*one.page.evaluate(ARE_THERE)}
    assert not found, "\n".join(map(str, found))
    if paths == PAGES:
        unseen = TEST_IDS - seen - OF_A_DIALOG - IN_PASSING
        assert not unseen, "no page has these any more; adapt the style sheets"


def test_what_the_style_sheets_name_and_few_pages_show_is_streamlits_still() -> None:
    assert TEST_IDS >= OF_A_DIALOG | IN_PASSING, "nothing is excused that no style sheet names"
    scripts = [path.read_text(encoding="utf-8") for path in Path(get_static_dir()).rglob("*.js")]
    for name in IN_PASSING:
        assert any(re.search(rf"[\"'`]{name}[\"'`]", script) for script in scripts), name


def test_link_and_code_break_no_rule(visit: Start) -> None:
    one = visit(dark=True)
    open_page(one, "/sources")
    one.page.get_by_role("button", name="Link", exact=True).click()
    one.page.wait_for_selector(".share-link input")
    one.settle()
    assert violations(one.page) == []
    one.page.get_by_role("button", name="Show large").click()
    one.page.wait_for_selector(".wall-link")
    one.settle()
    assert violations(one.page) == []
    assert {*one.page.evaluate(ARE_THERE)} >= OF_A_DIALOG
    expect(one.page.locator(".st-key-share_wall img.qr")).to_have_js_property("complete", True)
    code, window = one.page.locator(".st-key-share_wall img.qr").bounding_box(), one.page.viewport_size
    assert code["height"] == pytest.approx(code["width"], abs=1)
    assert code["height"] > 0.65 * window["height"]
    assert code["y"] + code["height"] < window["height"]


@pytest.mark.parametrize("query", ["", "?tour=lake-khasan"], ids=["events", "tour"])
def test_the_exported_file_breaks_no_rule(chromium: Browser, server: str, tmp_path: Path, query: str) -> None:
    with urllib.request.urlopen(f"{server}/api/export.html{query}") as answer:
        (tmp_path / "atlas.html").write_bytes(answer.read())
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((tmp_path / "atlas.html").as_uri())
    page.wait_for_function("() => window.map && window.map.atlas && window.map.atlas.state().total > 0")
    found = violations(page)
    context.close()
    assert found == []


def test_the_check_sees_a_fault(visit: Start) -> None:
    one = visit()
    open_page(one, "/sources")
    one.page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"assets/icon.png\">')")
    assert [node[0] for node in violations(one.page)] == ["image-alt"]


def test_the_document_names_every_exception() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| `([^`]+)` \| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert {(rule, selector) for rule, selector, _ in rows} == NOT_OURS
    assert all(len(why) > 40 for *_, why in rows)


def test_a_link_is_copied_on_plain_http(visit: Start) -> None:
    one = visit().go("/?event=kanchazu-1937")
    one.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    one.page.get_by_role("button", name="Link", exact=True).click()
    one.page.wait_for_function("Boolean(document.querySelector('.share-link button')?.onclick)")
    one.settle()
    one.page.get_by_role("button", name="Copy link").click()
    said = one.page.locator(".share-link [role=status]")
    expect(said.first).to_have_text("Copied")
    expect(said.last).to_have_text("")
    expect(one.page.locator("#share-page")).to_have_value(f"{one.url}/event/kanchazu-1937/")
    one.page.keyboard.press("Escape")
    expect(one.page.locator("#share-link")).to_be_hidden()
    field = one.page.locator(".st-key-q input")
    field.press("Control+v")
    expect(field).to_have_value(one.page.url[:100])  # the field takes no more


def test_tab_leads_over_the_map_page_in_reading_order(visit: Start) -> None:
    one = visit().go("/")
    one.page.locator(".st-key-q input").focus()
    order: list[str] = []
    for _ in range(40):
        one.page.evaluate(f"window.before = {FOCUSED}; 0")
        one.page.keyboard.press("Tab")
        # on its way in and out of the frame the focus rests on the body for a moment
        one.page.wait_for_function(f"() => ![window.before, {FOCUSED}.ownerDocument.body].includes({FOCUSED})")
        where = one.page.evaluate(WHERE)
        if where and where not in order:
            order.append(where)
        if where == "side":
            break
    assert order[:2] == ["toolbar", "years"]
    assert order[-1] == "side", f"the map lets the focus go: {order}"
    assert {"map map", "map symbol"} <= {*order[2:-1]}


def test_a_place_is_found_with_the_keyboard_alone(visit: Start) -> None:
    one = visit()
    open_page(one, "/classroom?exercise=place&set=4127")
    box, answer = one.frame.locator(".atlas-place"), one.page.locator(".st-key-reveal button")
    one.frame.wait_for_function("map.atlas.state().task")  # until then the map goes home once more
    one.frame.evaluate("map.once('moveend', () => { window.hasMoved = true; }); 0")
    box.press("ArrowRight")
    one.frame.wait_for_function("window.hasMoved")
    centre = one.frame.evaluate("[map.getCenter().lat, map.getCenter().lng]")
    box.press("Enter")
    expect(answer).to_be_enabled()
    eventually(one.page, lambda: one.state()["guess"], pytest.approx(centre, abs=0.001))
    one.settle()
    answer.press("Enter")
    one.page.wait_for_selector(".exercise-place .feedback")
    one.frame.wait_for_function("map.atlas.state().place")
    one.rest()
    before = one.state()["guess"]
    runs = one.runs_asked
    box.press("Enter")
    one.rest()
    assert one.runs_asked == runs
    assert one.state()["guess"] == before, "what is solved stays"


def test_forced_colours_leave_years_marks_and_choice_to_be_seen(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{server}/?event=kanchazu-1937")
    page.wait_for_selector(".panel .side")
    page.wait_for_selector(".st-key-years input", state="attached")
    ink = "node => getComputedStyle(node).backgroundColor"
    thumbs = page.locator(".st-key-years .axis-thumb")
    expect(thumbs).to_have_count(2)
    ground = page.locator("body").evaluate(ink)
    marks = page.locator(".panel .side").evaluate_all(
        "nodes => nodes.map((node) => getComputedStyle(node, '::before').backgroundColor)"
    )
    assert thumbs.first.evaluate(ink) != ground
    assert ground not in marks
    fills = page.locator(".axis-bars path").evaluate_all("paths => paths.map((path) => getComputedStyle(path).fill)")
    assert len(set(fills)) == 2, "what is shown, and what is not"
    current = page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
    assert current.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    context.close()


def test_focus_in_the_navigation_has_a_ring(visit: Start) -> None:
    one = visit()
    open_page(one, "/losses")
    links = one.page.locator('[data-testid="stTopNavLink"]')
    links.nth(0).focus()
    one.page.keyboard.press("Tab")
    look = "node => [getComputedStyle(node).outlineStyle, parseFloat(getComputedStyle(node).outlineWidth)]"
    assert links.nth(1).evaluate(look) == ["solid", 3]
    assert links.nth(2).evaluate(look)[0] == "none"


@pytest.mark.parametrize("path", ["/losses", "/classroom", "/sources"])
def test_wide_spacing_cuts_no_choice_off(visit: Start, path: str) -> None:
    one = visit()
    open_page(one, path)
    one.page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), { textContent: `* { line-height: 1.5"
        " !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em"
        " !important }` }))"
    )
    cut = """() => [...document.querySelectorAll('[data-testid="stButtonGroup"] button')].filter((node) => {
        const [box, text] = [node, node.querySelector('p')].map((one) => one.getBoundingClientRect());
        return text.top < box.top || text.bottom > box.bottom || text.left < box.left || text.right > box.right;
    }).map((node) => node.textContent)"""
    assert one.page.evaluate(cut) == []


def test_what_is_pressed_is_large_enough(visit: Start) -> None:
    one = visit()
    open_page(one, "/losses")
    small = """() => [...document.querySelectorAll('[data-tag] button, [data-testid="stTooltipIcon"] button')]
        .map((node) => node.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 24)
        .length"""
    assert one.page.locator("[data-tag] button").count()
    assert one.page.evaluate(small) == 0


def test_more_contrast_is_given_to_who_asks_for_it(visit: Start) -> None:
    one = visit()
    open_page(one, "/losses")
    ink = "getComputedStyle(document.querySelector('table.losses')).color"
    before = one.page.evaluate(ink)
    one.page.emulate_media(contrast="more")
    assert before != one.page.evaluate(ink) == "rgb(0, 0, 0)"


def test_a_presentation_has_one_heading_of_the_first_level(visit: Start) -> None:
    one = visit().go("/?tour=lake-khasan&step=2&present=1")
    assert one.page.locator("h1").count() == 1


@pytest.mark.parametrize("path", ["/", "/losses", "/classroom", "/sources", "/timeline"])
def test_nothing_needs_to_be_scrolled_sideways_at_400_percent(visit: Start, path: str) -> None:
    one = visit(viewport=(320, 256))
    one.page.goto(one.url + path)
    one.page.wait_for_selector("h1", state="attached")
    one.settle()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 321


def test_works_have_their_language(visit: Start) -> None:
    one = visit()
    open_page(one, "/sources")
    languages = set(one.page.locator(".works span[lang]").evaluate_all("nodes => nodes.map(({ lang }) => lang)"))
    assert {"ru", "ja"} <= languages
