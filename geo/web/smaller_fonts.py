"""Two of Streamlit's fonts cut down to what can be shown: 375 kB of icons, and 170 kB of its typeface.

To unpack such a font takes seconds, so the smaller ones lie ready in the assets, each named by the digest of what
it was made from; another release of Streamlit has other fonts, which are sent whole until they are made anew::

    python -m geo.web.smaller_fonts "$(python -c 'import streamlit; print(streamlit.__path__[0])')"
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from geo.web.streamlit_files import FONTS, smaller_font

__all__ = ["CHARACTERS", "font_in", "icons", "icons_named", "with_characters", "with_icons"]

ICONS, TYPEFACE = "MaterialSymbols-*.woff2", "SourceSansVF-Upright.*.woff2"
_PAGES = Path(__file__).parents[2] / "pages"
#: How pages and Streamlit's programs name an icon; some programs by the bare word, which has an underline then.
_ICON, _WORD = re.compile(r":material/([a-z0-9_]+)"), re.compile(r"[\"'`]([a-z0-9]+_[a-z0-9_]+)[\"'`]")
#: Latin with its diacritics, Cyrillic, punctuation, arrows; for other scripts a browser has its own.
CHARACTERS = [*range(0x20, 0x250), *range(0x2B0, 0x370), *range(0x400, 0x460), *range(0x1E00, 0x1F00)]
CHARACTERS += [*range(0x2000, 0x2070), *range(0x20A0, 0x20C0), *range(0x2100, 0x2200), 0x2212, 0x2260, 0x2264, 0x2265]


def font_in(streamlit: Path, pattern: str) -> Path:
    """Return the one font among Streamlit's files whose name is of that *pattern*."""
    (path,) = (streamlit / "static").rglob(pattern)
    return path


def icons(font: TTFont) -> dict[str, str]:
    """Return the glyph of every icon by its name; a name is written out and becomes the icon as a ligature."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                for one in ligatures:
                    glyphs = [first, *one.Component]
                    if all(glyph in letters for glyph in glyphs):
                        found["".join(letters[glyph] for glyph in glyphs)] = one.LigGlyph
    return found


def icons_named(streamlit: Path, pages: Path = _PAGES) -> set[str]:
    """Return every word that may name an icon, in Streamlit's programs and in *pages*."""
    words = set()
    for path in (*(streamlit / "static").rglob("*.js"), *streamlit.rglob("*.py"), *pages.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        words.update(_ICON.findall(text))
        if path.suffix == ".js":
            words.update(_WORD.findall(text))
    return words


def with_icons(raw: bytes, words: Iterable[str]) -> bytes:
    """Return the font *raw* with the icons among *words* alone."""
    font = TTFont(io.BytesIO(raw))
    known = icons(font)
    chosen = sorted(known.keys() & set(words))
    return _cut(font, glyphs=[known[name] for name in chosen], text="".join(chosen))


def with_characters(raw: bytes) -> bytes:
    """Return the font *raw* with :data:`CHARACTERS` alone, in all its weights."""
    return _cut(TTFont(io.BytesIO(raw)), unicodes=CHARACTERS)


def _cut(font: TTFont, **kept: object) -> bytes:
    options = subset.Options(layout_features=["liga", "rlig", "ccmp", "locl", "mark", "mkmk", "kern", "calt"])
    options.layout_closure, options.notdef_outline = False, True
    subsetter = subset.Subsetter(options)
    subsetter.populate(**kept)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(streamlit: Path) -> None:
    """Make the smaller fonts of Streamlit's in its folder and put them in the place of those before."""
    FONTS.mkdir(exist_ok=True)
    for old in FONTS.glob("of-*.woff2"):
        old.unlink()
    named = icons_named(streamlit)
    for pattern, cut in ((ICONS, lambda raw: with_icons(raw, named)), (TYPEFACE, with_characters)):
        raw = font_in(streamlit, pattern).read_bytes()
        made = cut(raw)
        smaller_font(raw).write_bytes(made)
        print(f"{pattern}: {len(made)} of {len(raw)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
