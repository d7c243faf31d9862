"""Whatever the record says can be shown and printed: its characters have glyphs in the fonts of pages and sheets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from geo.basemap import store
from geo.documents.paper.sheet import printable
from geo.record import tables

FILES = [
    path.relative_to(tables.DATA).as_posix()
    for pattern in ("*.csv", "atlas.yml", "tours/*.yml", "*.geojson")
    for path in sorted(tables.DATA.glob(pattern))
]


def boxes(text: str) -> Iterator[str]:
    """Yield what no font has, as code point and name."""
    for one in sorted(set(text)):
        if not one.isspace() and one != "□" and printable(one) == "□":
            yield f"U+{ord(one):04X} {unicodedata.name(one, 'unnamed')} {one}"


@pytest.mark.parametrize("file", FILES)
def test_every_character_of_the_record_can_be_printed(file: str) -> None:
    text = Path(tables.DATA, file).read_text("utf-8")
    assert not list(boxes(text)), "run python -m geo.cartography.print_fonts"


def test_pages_have_every_east_asian_character_of_the_record() -> None:
    with TTFont(store.ASSETS / "fonts" / "noto-sans-cjk-names.woff2") as font:
        known = set(font.getBestCmap())
    text = "".join(Path(tables.DATA, file).read_text("utf-8") for file in FILES)
    lacking = {one for one in text if 0x2E80 <= ord(one) <= 0xFFEF and ord(one) not in known}
    assert not lacking, "run python -m geo.cartography.print_fonts"
