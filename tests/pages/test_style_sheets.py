"""The style sheets of pages, map and offline file: one palette, and nothing that would lose a sheet."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pages.parts.shell.index_page import SHEETS

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PALETTE = ROOT / "geo" / "assets" / "css" / "palette.css"


def test_no_style_sheet_has_an_angle_bracket() -> None:
    assert len(SHEETS) > 5
    for sheet in SHEETS:
        assert "<" not in sheet.read_text(encoding="utf-8"), sheet


def test_every_style_sheet_of_the_pages_is_among_them() -> None:
    folder = ROOT / "pages" / "parts" / "shell" / "css"
    assert set(folder.glob("*.css")) == {sheet for sheet in SHEETS if sheet.parent == folder}


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("primaryColor", "accent"),
        ("linkColor", "accent"),
        ("backgroundColor", "paper"),
        ("secondaryBackgroundColor", "paper-2"),
        ("textColor", "ink"),
        ("borderColor", "rule"),
    ],
)
def test_the_theme_has_the_colours_of_the_palette(option: str, name: str) -> None:
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\);", PALETTE.read_text(encoding="utf-8"))
    assert found
    assert [CONFIG["theme"][theme][option] for theme in ("light", "dark")] == list(found.groups())


def test_colours_stand_in_the_palette_alone() -> None:
    sheets = {*PALETTE.parent.glob("*.css"), *SHEETS} - {PALETTE}
    assert len(sheets) > 8
    for sheet in sheets:
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8")), sheet


def test_every_colour_that_is_used_is_in_the_palette() -> None:
    texts = {sheet: sheet.read_text(encoding="utf-8") for sheet in {*PALETTE.parent.glob("*.css"), *SHEETS}}
    known = set(re.findall(r"(--[\w-]+):", "\n".join(texts.values())))
    set_by_scripts = {
        "--symbol-scale", "--edge-px", "--angle", "--h", "--p", "--plan-a", "--plan-b", "--plan-bar", "--side",
        "--wide", "--high", "--shrink", "--time-bar", "--off",
    }  # fmt: skip
    for sheet, text in texts.items():
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= known | set_by_scripts, sheet
