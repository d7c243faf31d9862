"""Servers of their own: a first visit, a damaged package, hostile text."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, run_server

Start = Callable[..., Any]
HOSTILE = [
    "{{7*7}}",
    "{% raw %}",
    "${1}",
    "`",
    "</script><script>window.broken=1;parent.broken=1</script>",
    '<img src=x onerror="window.broken=1;parent.broken=1">',
    "*not bold* [link](javascript:alert(1)) :material/home: $x$",
]


def copy_of_the_data(folder: Path) -> Path:
    data = folder / "data"
    data.mkdir()
    for path in (*(ROOT / "data").glob("*.csv"), ROOT / "data" / "atlas.yml"):
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


@pytest.mark.parametrize(
    ("path", "words"),
    [("/losses", "Losses"), ("/sources", "Sources"), ("/?event=kanchazu-1937", "Kanchazu Island incident")],
    ids=["losses", "sources", "map"],
)
def test_a_deep_link_works_as_the_very_first_visit(visit: Start, path: str, words: str) -> None:
    with run_server() as url:
        one = visit(url=url)
        one.page.goto(url + path)
        one.page.wait_for_selector(f":is(h1, h2):has-text('{words}')", timeout=30_000)
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


def test_hostile_titles_are_plain_text_everywhere(visit: Start, tmp_path: Path) -> None:
    data = copy_of_the_data(tmp_path)
    ids: list[str] = []

    def poison(number: int, row: dict[str, str]) -> None:
        if row["status"] == "plotted" and len(ids) < len(HOSTILE):
            row["title"] = HOSTILE[len(ids)]
            row["summary"] = HOSTILE[len(ids)] + " " + row["summary"]
            ids.append(row["id"])

    rewrite(data / "events.csv", poison)
    with run_server(data) as url:
        one = visit(url=url).go()
        for event_id, title in zip(ids, HOSTILE, strict=True):
            listed = one.page.locator(".st-key-side .events .title")
            expect(listed.filter(has_text=is_just(title))).to_have_count(1)
            expect(one.symbol(event_id)).to_have_attribute("aria-label", re.compile("^" + re.escape(title)))
            one.symbol(event_id).focus()
            expect(one.frame.locator(".atlas-tooltip .title").filter(has_text=is_just(title))).to_have_count(1)
            one.go(f"/?event={event_id}")
            one.wait_for_panel(event_id)
            expect(one.page.locator(".panel h2")).to_have_text(title)
            expect(one.page.locator(".panel .summary")).to_contain_text(title)
            one.page.get_by_role("link", name="All events").click()
            one.wait_for_panel("")
            one.settle()
        assert one.page.evaluate("window.broken") is None
        assert one.frame.evaluate("window.broken") is None
