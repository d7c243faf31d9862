"""Whatever the record says can be printed: each of its characters has a glyph in the fonts of the sheets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

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
