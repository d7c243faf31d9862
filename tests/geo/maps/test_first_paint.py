"""The map before its scripts have come: as the map itself will draw it."""

import itertools
import math
import re

import pytest

from geo.basemap import store
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.basemap.svg import Window
from geo.content.plans.plan import summaries
from geo.core.looks import LOOKS, MANY, at_zoom
from geo.core.mercator import world
from geo.maps import first_paint
from geo.maps.event_view import opening
from geo.maps.live import Assets
from geo.query.link import strict
from geo.query.selection import Selection, View
from geo.record import tables
from tests import builders

ASSETS = Assets(base="..", version="1")
LAPTOP = Window(783, 570)


@pytest.fixture(scope="module")
def atlas():
    return tables.load()


def sight(dataset, window=LAPTOP, selection=None, **view):
    return first_paint.html(dataset, selection or Selection(), View(**view), window, ASSETS)


def symbols(page):
    """Return class and position of each symbol, in the order in which they are drawn."""
    found = re.findall(r'<g class="atlas-event ([^"]+)" transform="translate\((\S+) (\S+)\)">', page)
    return [(classes.split(), float(x), float(y)) for classes, x, y in found]


def tiles(page):
    """Return zoom, left, top and edge of each tile."""
    found = re.findall(r'/(\d+)/\d+/\d+\.webp\?v=1".* width="(\d+)".*left:(\S+)px;top:(\S+)px', page)
    return [(int(zoom), float(left), float(top), int(edge)) for zoom, edge, left, top in found]


def discs(page):
    """Return position and number of each disc."""
    found = re.findall(r'class="atlas-gathered[^"]*" transform="translate\((\S+) (\S+)\)">.*<text>(\d+)</text>', page)
    return [(float(x), float(y), int(count)) for x, y, count in found]


def events_on(page):
    """Return for how many events symbols and discs stand together."""
    numbers = [int(number) for number in re.findall(r"<text>(\d+)</text>", page)]
    alone = len(symbols(page)) - page.count('class="atlas-count"')
    return sum(numbers) + alone


def test_all_events_of_the_selection_stand_on_it(atlas):
    for view in ({}, {"lat": 47.7, "lon": 118.6, "zoom": 8}, {"event": atlas.plotted.index[0]}):
        assert events_on(sight(atlas, **view)) == len(atlas.plotted)
    selection = strict({"from": "1939", "to": "1939", "kind": "battle"})
    page = sight(atlas, selection=selection)
    wanted = atlas.plotted[(atlas.plotted["kind"] == "battle") & atlas.plotted["date_start"].str.startswith("1939")]
    assert 0 < events_on(page) == len(wanted)
    assert {classes[0] for classes, _, _ in symbols(page)} == {"kind-battle"}


def test_no_two_symbols_lie_on_each_other(atlas):
    for zoom in range(MIN_ZOOM, MAX_ZOOM + 1):
        page = sight(atlas, Window(2000, 2000), lat=47.7, lon=122.0, zoom=zoom)
        spots = [(x, y) for _, x, y in symbols(page)] + [(x, y) for x, y, _ in discs(page)]
        scale = at_zoom(LOOKS["symbolScale"], zoom)
        assert len(spots) > 10
        for here, there in itertools.combinations(spots, 2):
            assert math.dist(here, there) > 0.8 * LOOKS["gatherPx"] * scale


def test_a_symbol_that_stands_aside_is_led_to_its_place(tmp_path):
    events = [builders.an_event(id=f"event-{number}") for number in range(3)]
    dataset = builders.a_dataset(tmp_path, events=events, places=[builders.a_place(latitude="47", longitude="118")])
    page = sight(dataset, lat=47.0, lon=118.0, zoom=9, event="event-1")
    [(_, x, y)], [(*disc, count)] = symbols(page), discs(page)
    assert count == 2
    assert LOOKS["leaderPx"] < math.dist((x, y), (LAPTOP.width / 2, LAPTOP.height / 2)) <= LOOKS["asidePx"]
    assert math.dist((x, y), disc) == pytest.approx(LOOKS["apartPx"], abs=3)
    assert 'class="leader"' in page


def test_a_battle_stands_for_its_parts_until_one_comes_near(tmp_path):
    places = [builders.a_place(id=f"place-{n}", latitude=str(47 + n / 10), longitude="118") for n in range(3)]
    events = [
        builders.an_event(id="the-battle", place_id="place-0"),
        *(builders.an_event(id=f"part-{n}", place_id=f"place-{n}", part_of="the-battle") for n in (1, 2)),
    ]
    dataset = builders.a_dataset(tmp_path, events=events, places=places)
    far, near = (sight(dataset, lat=47.1, lon=118.0, zoom=zoom) for zoom in (7, 10))
    assert (len(symbols(far)), far.count('class="atlas-count"'), events_on(far)) == (1, 1, 3)
    assert (len(symbols(near)), near.count('class="atlas-count"'), events_on(near)) == (3, 0, 3)
    opened = sight(dataset, lat=47.1, lon=118.0, zoom=7, event="part-2")
    assert ["selected" in classes for classes, _, _ in symbols(opened)] == [False, True]


def test_the_ring_of_a_disc_is_shared_by_the_sides(tmp_path):
    events = [builders.an_event(id=f"event-{number}", side_a="soviet-union", side_b="") for number in range(2)]
    events.append(builders.an_event(id="event-3", side_a="soviet-union", side_b="japan"))
    page = sight(builders.a_dataset(tmp_path, events=events))
    found = re.findall(
        r'class="share (\w+)".* stroke-dasharray="(\S+) 100" stroke-dashoffset="(\S+)"', page.replace("/>", "/>\n")
    )
    assert [(side, float(length), -float(start)) for side, length, start in found] == [
        ("a", pytest.approx(83.33), 0),
        ("b", pytest.approx(16.67), pytest.approx(83.33)),
    ]


def test_it_looks_where_the_link_says(tmp_path):
    dataset = builders.a_dataset(tmp_path, places=[builders.a_place(latitude="47.73", longitude="118.6")])
    for window in (LAPTOP, Window(362, 489)):
        [(_, x, y)] = symbols(sight(dataset, window, lat=47.73, lon=118.6, zoom=9))
        assert (x, y) == pytest.approx((window.width / 2, window.height / 2), abs=1)


def test_it_looks_at_the_open_event_as_the_map_will(atlas):
    battles = {one["event"]: one for one in summaries(atlas)}
    for event in ("khalkhin-gol-1939", "sakhalin-1945", "mukden-incident"):
        look = opening(atlas.plotted, event, battles.get(event), (LAPTOP.width, LAPTOP.height))
        assert sight(atlas, event=event) == sight(atlas, event=event, lat=look.lat, lon=look.lon, zoom=look.zoom)


def test_a_narrow_map_begins_one_zoom_farther_out(atlas):
    assert {zoom for zoom, *_ in tiles(sight(atlas, Window(640, 500)))} == {5}
    assert {zoom for zoom, *_ in tiles(sight(atlas, Window(639, 500)))} == {4}


def test_the_open_event_is_marked_on_top_and_in_view(atlas):
    event = atlas.plotted.index[0]
    far = sight(atlas, event=event, lat=50.0, lon=156.0, zoom=8)
    for page in (sight(atlas, event=event), far, sight(atlas, Window(362, 489), event=event)):
        *others, (classes, x, y) = symbols(page)
        assert "selected" in classes
        assert not any("selected" in classes for classes, _, _ in others)
        assert 0 < x < LAPTOP.width
        assert 0 < y < LAPTOP.height


@pytest.mark.parametrize(
    ("lat", "lon", "zoom"),
    [(46.5, 128, 5), (47.7, 118.6, 9), (0, 179.9, 7), (84, 16, 3), (10, 70, 11)],
    ids=["theatre", "close", "date-line", "pole", "where-fine-tiles-end"],
)
def test_tiles_cover_the_window(atlas, lat, lon, zoom):
    found = tiles(sight(atlas, lat=lat, lon=lon, zoom=zoom))
    assert len(found) == len(set(found))
    top_of_world, bottom = (at * 256 * 2**zoom for at in (0, 1))
    for x in range(1, LAPTOP.width, 97):
        for y in range(1, LAPTOP.height, 71):
            covered = any(left <= x <= left + edge and top <= y <= top + edge for _, left, top, edge in found)
            down = world(lat, lon)[1] * bottom - LAPTOP.height / 2 + y
            assert covered or not top_of_world <= down < bottom, (x, y)


def test_borders_are_those_of_the_dates(atlas):
    before, after = ({"to": "1931"}, {"from": "1945-09-10"})
    pages = [sight(atlas, selection=strict(params)) for params in (before, {}, after)]
    manchukuo = LOOKS["ground"]["light"]["side"]["manchukuo"]
    assert [f'fill="{manchukuo}"' in page for page in pages] == [False, True, False]


def test_a_place_that_is_no_point_is_a_circle_of_its_size(tmp_path):
    rows = {"latitude": "45", "longitude": "125", "where_prec": "4", "approximation_km": "30"}
    dataset = builders.a_dataset(tmp_path, places=[builders.a_place(**rows)])
    page = sight(dataset, lat=45.0, lon=125.0, zoom=7)
    [radius] = re.findall(r'class="atlas-area" cx="\S+" cy="\S+" r="(\S+)"', page)
    metres_a_pixel = 40_075_016.686 * 0.70711 / 256 / 2**7
    assert float(radius) == pytest.approx(30_000 / metres_a_pixel, rel=0.01)
    assert "vague" in symbols(page)[0][0]


def test_of_very_many_events_there_is_the_ground_alone(tmp_path):
    events = [builders.an_event(id=f"event-{number}") for number in range(MANY + 1)]
    page = sight(builders.a_dataset(tmp_path, events=events))
    assert not symbols(page)
    assert tiles(page)


def test_it_runs_nothing_and_takes_all_from_the_app(atlas):
    page = sight(atlas, Window(783, 570, "dark"), event=atlas.plotted.index[0])
    assert "<script" not in page
    assert all(address.startswith("../assets/") for address in re.findall(r'(?:src|href)="([^"#]+)"', page))
    assert "/dark/" in page
    assert "/light/" not in page


@pytest.mark.parametrize("theme", store.STYLES)
def test_states_and_borders_have_the_ink_of_the_map(atlas, theme):
    page, ground = sight(atlas, Window(783, 570, theme)), LOOKS["ground"][theme]
    assert f".state {{ fill-opacity: {ground['fill']}; }}" in page
    assert f"stroke: {ground['line']}; stroke-opacity: {ground['lineOpacity']}; }}" in page
    tints = set(re.findall(r'class="state"[^>]* fill="([^"]+)"', page))
    assert len(tints) > 3
    assert tints <= set(ground["side"].values())
