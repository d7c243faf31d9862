"""A picture of the map holds what its view shows, with key, scale and credit, as SVG and as PNG."""

import datetime as dt
import io
import re

import pytest
from lxml import etree
from PIL import Image

from geo.basemap.svg import Camera, Window
from geo.maps.palette import colours
from geo.maps.pictures import painted, picture
from geo.maps.pictures.naming import names
from geo.query.selection import Selection, View
from tests.builders import EVENT, a_dataset, a_line, a_position, a_unit, an_event

WORDS = picture.Words("Title <&> “quoted”", "1 May 1904", ("Somebody's atlas · CC BY 4.0", "Base map: Earth."))
HERE = View(lat=42.5, lon=130.6, zoom=6)
WINDOW, EVERYTHING = Window(500, 400), Selection()
SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    events = [an_event(id="one", kind="battle"), an_event(id="two", kind="landing", date_edtf="1945-08-09")]
    return a_dataset(tmp_path_factory.mktemp("package"), events=events)


@pytest.fixture
def a_scene(dataset):
    def make(window=WINDOW, view=HERE, selection=EVERYTHING, words=WORDS):
        return picture.scene(dataset, selection, view, window, words)

    return make


def drawn(shown):
    return etree.fromstring(picture.svg_text(shown).encode())


def said(tree):
    return [text.text for text in tree.iterfind(".//s:text", SVG)]


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_both_have_the_size_that_was_asked_for(a_scene, scale):
    shown = a_scene(Window(500, 400, scale=scale))
    image = Image.open(io.BytesIO(painted.png(shown)))
    assert image.size == (500 * scale, round(shown.height * scale))
    tree = drawn(shown)
    assert float(tree.get("width")) == 500 * scale
    assert tree.get("viewBox") == f"0 0 500 {shown.height}"


def test_it_says_what_it_shows_whose_it_is_and_how_far_things_are(a_scene):
    found = said(drawn(a_scene()))
    assert {WORDS.title, WORDS.about, *WORDS.credit} <= set(found)
    assert any(re.fullmatch(r"\d+ km", text) for text in found)
    assert {"Battle", "Landing"} <= set(found)


def test_the_key_holds_the_kinds_in_the_picture_alone(a_scene):
    assert not {"Battle", "Landing"} & set(said(drawn(a_scene(view=View(lat=-40, lon=10, zoom=6)))))
    assert "Landing" not in said(drawn(a_scene(selection=Selection(kinds=("battle",)))))


def test_a_long_line_is_folded_and_makes_the_picture_higher(a_scene):
    long = picture.Words("word " * 60, "", ())
    shown = a_scene(Window(400, 300), words=long)
    assert shown.height > a_scene(Window(400, 300)).height
    assert len([line for line in shown.lines if line.look == "title"]) > 3


def test_it_needs_nothing_but_itself(a_scene):
    tree = drawn(a_scene())
    links = tree.xpath("//@*[local-name() = 'href']")
    assert links
    assert all(link.startswith("data:image/jpeg;base64,") for link in links)
    assert not tree.xpath("//*[local-name() = 'script' or local-name() = 'foreignObject']")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_not_one_colour_and_differs_by_theme(a_scene, theme):
    image = Image.open(io.BytesIO(painted.png(a_scene(Window(300, 300, theme)))))
    assert len(image.getcolors(maxcolors=10**6)) > 100
    assert image.getpixel((299, image.height - 1)) == tuple(bytes.fromhex(colours(theme)["paper"][1:]))


def test_no_name_lies_on_another_or_on_what_is_taken():
    window = Window(900, 700)
    taken = [(0.0, 0.0, 450.0, 700.0)]
    found = list(names(Camera.at(46, 128, 5, window), window, dt.date(1938, 8, 1), "period", taken))
    assert found
    assert all(name.x > 450 for name in found)
    boxes = taken[1:]
    apart = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    touching = [
        (a, b) for a, b in apart if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
    ]  # those of one turned name follow each other
    assert len(touching) < len(boxes)


@pytest.mark.parametrize(("theme", "paper"), [("light", "#fbf8f0"), ("dark", "#14191d")])
def test_the_palette_is_read_as_the_pages_have_it(theme, paper):
    assert colours(theme)["paper"] == paper
    assert colours(theme)["party-a"] == colours(theme)["move-teal"]


# --- the day of a plan ---


@pytest.fixture(scope="module")
def battle(tmp_path_factory):
    return a_dataset(
        tmp_path_factory.mktemp("battle"),
        events=[an_event(caption="Two patrols meet", date_edtf="1938-07-29/1938-07-31")],
        units=[a_unit()],
        positions=[a_position()],
        lines=[
            a_line(),
            a_line(id="theirs", party="japan", claimant="Japanese staff", claimant_role="belligerent_b"),
            a_line(id="later", date_edtf="1938-07-31"),
        ],
    )


DAY = dt.date(1938, 7, 29)


def of_battle(battle, window=WINDOW, **view):
    return picture.scene(battle, EVERYTHING, View(event=EVENT, **view), window, WORDS)


def test_a_view_that_names_a_day_of_a_plan_is_a_picture_of_that_day(battle):
    shown = of_battle(battle, on=DAY)
    found = said(drawn(shown))
    assert {WORDS.title, "29 July 1938 · Two patrols meet", *WORDS.credit} <= set(found)
    assert "Drawn after: Soviet staff; Japanese staff." in found
    assert "Battle" not in found, "the key is that of the plan"
    image = Image.open(io.BytesIO(painted.png(shown)))
    assert image.size == (500, round(shown.height))


def test_the_account_is_named_and_kept_to(battle):
    ours, theirs = (of_battle(battle, on=DAY, accounts=one) for one in ("a", "b"))
    assert "Drawn after: Soviet staff." in said(drawn(ours))
    assert "Drawn after: Japanese staff." in said(drawn(theirs))
    assert "29 July 1938 · Japan account · Two patrols meet" in said(drawn(theirs))
    assert painted.png(ours) != painted.png(theirs)


def test_a_day_without_a_line_shows_the_last_one_known(battle):
    shown = of_battle(battle, on=dt.date(1938, 7, 30), accounts="b")
    assert "Drawn after: Japanese staff." in said(drawn(shown)), "the last line of days before"


def test_it_is_on_paper_in_either_theme(battle):
    light, dark = (painted.png(of_battle(battle, Window(500, 400, theme), on=DAY)) for theme in ("light", "dark"))
    assert light == dark


@pytest.mark.parametrize(
    "view",
    [{}, {"on": dt.date(1950, 1, 1)}, {"on": DAY, "lat": 42.5, "lon": 130.6, "zoom": 5}],
    ids=["no day", "a day of no plan", "too far away"],
)
def test_else_it_is_the_map_of_events(battle, view):
    assert of_battle(battle, **view).plan is None


def test_it_looks_where_the_view_looks(battle):
    shown = of_battle(battle, on=DAY, lat=42.5, lon=130.6, zoom=12)
    place, zoom = shown.plan.look
    assert (round(place.lat, 2), round(place.lon, 2), zoom) == (42.5, 130.6, 12.0)


def test_a_long_line_keeps_its_width_in_the_font_of_whoever_opens_the_drawing(a_scene):
    words = picture.Words("A short title", "", ("long words " * 40,))
    texts = drawn(a_scene(words=words)).iterfind(".//s:text[@textLength]", SVG)
    held = {float(one.get("textLength")) for one in texts}
    assert held and max(held) <= WINDOW.width - 2 * picture.EDGE_PX
    assert not drawn(a_scene(words=picture.Words("A short title", "", ()))).findall(".//s:text[@textLength]", SVG)
