"""One symbol per kind, told apart by shape alone."""

import re

from geo.maps.symbols import FOLDER, drawings
from geo.record.schema import KINDS


def test_every_kind_has_its_drawing_and_every_drawing_its_kind():
    assert set(drawings()) == set(KINDS) == {path.stem for path in FOLDER.rglob("*.svg")}


def test_silhouettes_and_glyphs_differ():
    assert len({drawing["badge"] for drawing in drawings().values()}) == len(KINDS)
    assert len({drawing["glyph"] for drawing in drawings().values()}) == len(KINDS)


def test_drawings_are_only_paths():
    for drawing in drawings().values():
        assert all(re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9 ,.-]+", drawing[part]) for part in ("badge", "glyph"))
        assert isinstance(drawing["filled"], bool)
