"""Servers of their own: a first visit, a damaged package, hostile text, no movements."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, run_server, run_servers

Start = Callable[..., Any]
IMAGE = '<img src=x onerror="window.broken=1;parent.broken=1">'
HOSTILE = [
    "{{7*7}}",
    "{% raw %}",
    "${1}",
    "`",
    "</script><script>window.broken=1;parent.broken=1</script>",
    IMAGE,
    "*not bold* [link](javascript:alert(1)) :material/home: $x$",
]


def copy_of_the_data(folder: Path) -> Path:
    data = folder / "data"
    data.mkdir()
    found = (*sorted((ROOT / "data").glob("*.csv")), ROOT / "data" / "atlas.yml")
    assert len(found) >= 7, "the search found the tables"
    for path in found:
        shutil.copy(path, data)
    return data


def is_just(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


def rewrite(path: Path, change: Callable[[int, dict[str, str]], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        change(number, row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


#: A deep link, and a word of its heading.
DEEP = {"/losses": "Losses", "/sources": "Sources", "/?event=kanchazu-1937": "Kanchazu Island incident"}


@pytest.fixture(scope="module")
def unvisited() -> Iterator[dict[str, str]]:
    """For each deep link the address of an app that nobody has visited."""
    with run_servers(len(DEEP)) as urls:
        yield dict(zip(DEEP, urls, strict=True))


@pytest.mark.parametrize("path", DEEP)
def test_a_deep_link_works_as_the_very_first_visit(visit: Start, unvisited: dict[str, str], path: str) -> None:
    one = visit(url=unvisited[path])
    one.page.goto(one.url + path)
    one.page.wait_for_selector(f":is(h1, h2):has-text('{DEEP[path]}')", timeout=30_000)
    expect(one.page.get_by_role("link", name="Map").first).to_be_visible()  # the frame with its navigation
    one.settle()


def test_a_damaged_package_is_explained_in_full(visit: Start, tmp_path: Path) -> None:
    data = copy_of_the_data(tmp_path)

    def swap(number: int, row: dict[str, str]) -> None:
        if number == 0:
            row["latitude"], row["longitude"] = row["longitude"], row["latitude"]

    rewrite(data / "places.csv", swap)
    (data / "claims.csv").unlink()
    with run_server(data) as url:
        one = visit(url=url)
        one.page.goto(url)
        damaged = one.page.locator(".st-key-damaged")
        for part in ("claims.csv: is missing", "places.csv:2: latitude", "swapped"):
            expect(damaged).to_contain_text(part)
        one.settle()
        expect(damaged).not_to_contain_text("Traceback")


@dataclass(frozen=True)
class Changed:
    """An app on a package without movements, whose first events bear hostile titles: *titles* by event."""

    url: str
    titles: dict[str, str]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    data = copy_of_the_data(tmp_path_factory.mktemp("changed"))
    titles: dict[str, str] = {}

    def poison(_: int, row: dict[str, str]) -> None:
        if row["status"] == "plotted" and row["date_edtf"] >= "1929" and len(titles) < len(HOSTILE):
            row["title"] = HOSTILE[len(titles)]
            row["summary"] = f"{row['title']} {row['summary']}"
            titles[row["id"]] = row["title"]

    def poison_place(_: int, row: dict[str, str]) -> None:
        if row["id"] in places:
            row["title"] = IMAGE

    rewrite(data / "events.csv", poison)
    with (data / "events.csv").open(encoding="utf-8", newline="") as file:
        places = {row["place_id"] for row in csv.DictReader(file) if row["id"] in titles}
    rewrite(data / "places.csv", poison_place)
    with run_server(data) as url:
        yield Changed(url, titles)


def test_hostile_titles_are_plain_text_everywhere(visit: Start, changed: Changed) -> None:
    one = visit(url=changed.url).go()
    for event_id, title in changed.titles.items():
        listed = one.page.locator(".st-key-side .events .title")
        expect(listed.filter(has_text=is_just(title))).to_have_count(1)
        expect(one.symbol(event_id)).to_have_attribute("aria-label", re.compile("^" + re.escape(title)))
        one.go(f"/?event={event_id}").wait_for_panel(event_id)
        one.symbol(event_id).focus()
        expect(one.frame.locator(".atlas-tooltip .title").filter(has_text=is_just(title))).to_have_count(1)
        expect(one.page.locator(".panel h2")).to_have_text(title)
        expect(one.page.locator(".panel .summary")).to_contain_text(title)
        one.settle()
        one.page.get_by_role("link", name="All events").click()
        one.wait_for_panel("")
        one.settle()
    assert [frame.evaluate("window.broken") for frame in (one.page, one.frame)] == [None, None]


def test_hostile_titles_come_with_a_link(visit: Start, changed: Changed) -> None:
    one = visit(url=changed.url)
    for event_id, title in list(changed.titles.items())[-3:]:  # mark-up and Markdown
        one.go(f"/?event={event_id}").wait_for_panel(event_id)
        expect(one.page.locator(".panel h2")).to_have_text(title)
        assert [frame.evaluate("window.broken") for frame in (one.page, one.frame)] == [None, None]


def test_hostile_titles_are_plain_text_on_the_timeline(visit: Start, changed: Changed) -> None:
    drawing = ".st-key-timeline_frame svg.marks"
    one = visit(url=changed.url)
    one.page.goto(f"{one.url}/timeline")
    one.page.wait_for_selector(drawing)
    one.settle()
    for title in changed.titles.values():
        expect(one.page.locator(f"{drawing} text", has_text=title)).not_to_have_count(0)
    one.page.locator(f"{drawing} [aria-label*='onerror']").first.hover()
    tip = one.page.locator("#vg-tooltip-element.visible")
    expect(tip).to_contain_text(IMAGE)
    assert tip.locator("img").count() == 0
    assert one.page.evaluate("window.broken") is None


def test_a_package_without_movements_has_none(visit: Start, changed: Changed) -> None:
    one = visit(url=changed.url).go("/?from=1945-08-01&to=1945-09-03&lat=45&lon=128&z=5")
    one.frame.wait_for_function(
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('movements.geojson'))"
    )
    one.rest()
    assert one.frame.evaluate("map.atlas.movements.shown") == []
    assert one.failed == []
