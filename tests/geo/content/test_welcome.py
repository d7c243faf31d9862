"""The front door: what it offers is made of the data, for this atlas and for any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.content import welcome
from geo.record import tables
from geo.record.files import starter

CHACO = Path(__file__).parents[2] / "packages" / "chaco"


def test_the_atlas_offers_its_story_first() -> None:
    found = welcome.ways(tables.load())
    assert [way.name for way in found] == ["story", "map", "lesson"]
    assert [way.address for way in found] == ["./?tour=the-whole-story&step=1", "./", "./classroom"]


@pytest.mark.parametrize("folder", ["starter", "chaco"])
def test_an_atlas_without_a_story_offers_two_ways(folder: str, tmp_path: Path) -> None:
    if folder == "starter":
        starter.write(tmp_path / "new")
    dataset = tables.load(tmp_path / "new" if folder == "starter" else CHACO)
    assert [way.name for way in welcome.ways(dataset)] == ["map", "lesson"]
    html = welcome.html(dataset)
    assert dataset.atlas.introduction.split(".")[0] in html
    assert html.count("<li>") == 2
    assert "0 tour" not in html
