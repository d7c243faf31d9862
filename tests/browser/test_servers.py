"""Servers of their own: a first visit, a damaged package, hostile text."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
    for path in (ROOT / "data").glob("*.csv"):
        shutil.copy(path, data)
    return data


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
        assert one.page.get_by_role("link", name="Map").count() >= 1, "the frame with its navigation must be there"
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
        one.page.wait_for_selector(".st-key-damaged", timeout=30_000)
        one.page.get_by_text("claims.csv: is missing").wait_for()
        text = one.page.locator(".st-key-damaged").inner_text()
    assert "claims.csv: is missing" in text
    assert "places.csv:2: latitude" in text
    assert "swapped" in text
    assert "Traceback" not in text


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
            one.page.locator(".st-key-list [data-testid=stRadioOption] p").first.wait_for()
            shown = one.page.locator(".st-key-list [data-testid=stRadioOption] p").evaluate_all(
                "list => list.map(p => p.textContent.trim())"
            )
            assert title in shown, "the list"
            assert one.symbol(event_id).get_attribute("aria-label").startswith(title), "the symbol's name"
            one.symbol(event_id).evaluate("e => e.focus()")
            one.frame.wait_for_selector(".atlas-tooltip .title")
            assert title in one.frame.locator(".atlas-tooltip .title").all_text_contents(), "the tooltip"
            one.go(f"/?event={event_id}")
            one.wait_for_panel(event_id)
            assert one.page.locator(".panel h2").inner_text() == title, "the panel"
            assert title in one.page.locator(".panel .summary").inner_text()
            one.page.get_by_role("button", name="All events").click()
            one.wait_for_panel("")
            one.settle()
        assert one.page.evaluate("window.broken") is None
        assert one.frame.evaluate("window.broken") is None
