"""The fonts of the handout: whole TrueType faces for a PDF, made from the web fonts and from Noto Sans CJK.

A browser picks a script's own small file; a PDF wants one file a face.  The faces of the app are
joined from their web subsets; the East Asian one is cut from Debian's ``fonts-noto-cjk`` to the
commonest characters (:func:`common`) and every one that stands in the data; those of the data alone
are cut once more, for the pages.  Made anew with
``python -m geo.cartography.print_fonts``; run it after names with new characters came into the data.
Where the package is not installed, ``apt-get download fonts-noto-cjk`` and ``dpkg-deb -x`` unpack it
into a folder, which ``--debian`` names.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fontTools import merge, subset, ttLib
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from geo.basemap import store
from geo.cartography import fonts
from geo.record import tables

WEB = store.ASSETS / "fonts"
PRINT = WEB / "print"
#: Face → the web font it is joined from; the subsets are joined in this order.
FACES = {
    "alegreya-regular.ttf": "alegreya-{}-400-normal.woff2",
    "alegreya-italic.ttf": "alegreya-{}-400-italic.woff2",
    "alegreya-medium.ttf": "alegreya-{}-500-normal.woff2",
    "source-sans-3-regular.ttf": "source-sans-3-{}-400-normal.woff2",
    "source-sans-3-semibold.ttf": "source-sans-3-{}-600-normal.woff2",
}
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
EAST_ASIAN = "noto-sans-cjk-subset.ttf"
#: Where Debian 12's ``fonts-noto-cjk`` puts the face, its licence, and which of its five fonts is the Japanese one.
NOTO = "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_LICENCE = "usr/share/doc/fonts-noto-cjk/copyright"
_JAPANESE = 0
#: 1 January 2026 in seconds since 1904: the same fonts from the same files.
_MADE = 3_850_070_400
_MOST_ERROR = 1.5  # of a curve, in thousandths of the type size
#: Character sets of the first level: what a newspaper needs in Japanese, Chinese in both scripts, and Korean.
_LEVELS = {"euc_jp": (0xB0, 0xCF), "gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "euc_kr": (0xB0, 0xC8)}
_BLOCKS = (
    (0x2010, 0x2027), (0x2190, 0x2194), (0x2248, 0x2248), (0x2264, 0x2265), (0x25A0, 0x25CF), (0x2713, 0x2717),
    (0x3000, 0x30FF), (0x3105, 0x312F), (0xFF01, 0xFF9D),
)  # fmt: skip


def common() -> Iterator[str]:
    """Yield signs, kana, East Asian punctuation, and the first level of JIS X 0208, GB 2312, Big5 and KS X 1001."""
    for first, last in _BLOCKS:
        yield from map(chr, range(first, last + 1))
    for encoding, (first, last) in _LEVELS.items():
        for row in range(first, last + 1):
            for cell in (*(range(0x40, 0x7F) if encoding == "big5" else ()), *range(0xA1, 0xFF)):
                yield bytes((row, cell)).decode(encoding, "ignore")


def in_data(folder: Path) -> set[str]:
    """Return every character of the tables, tours and movements in *folder*, and of what the atlas says of itself."""
    patterns = ("*.csv", "*.yml", "tours/*.yml", "*.geojson")
    texts = (path.read_text("utf-8") for pattern in patterns for path in folder.glob(pattern))
    return set().union(*texts)


def join(parts: Sequence[Path], target: Path) -> None:
    """Write one TrueType face holding the characters of all *parts*, which share a design; kerning is left out."""
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, part in enumerate(parts):
            font = ttLib.TTFont(part)
            font.flavor = None
            for table in ("GSUB", "GPOS", "GDEF"):  # fpdf2 sets glyph by glyph; the merger stumbles over them
                if table in font:
                    del font[table]
            plain.append(f"{folder}/{number}.ttf")
            font.save(plain[-1])
        joined = merge.Merger().merge(plain)
        joined["head"].modified = joined["head"].created = _MADE
        joined.recalcTimestamp = False
        joined.save(target)


def cut(noto: Path, characters: Iterable[str], target: Path) -> None:
    """Write the Japanese font of the collection *noto* with only *characters*."""
    options = subset.Options(layout_features=[], name_IDs=[0, 1, 2, 13, 14], hinting=False, desubroutinize=False)
    font = ttLib.TTFont(noto, fontNumber=_JAPANESE)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(characters))
    cutter.subset(font)
    _to_quadratic(font)
    font["head"].modified = font["head"].created = _MADE
    font.recalcTimestamp = False
    font.save(target)


def for_the_web(face: Path, characters: Iterable[str], target: Path) -> None:
    """Write, as WOFF2, the East Asian *characters* of *face*: not every machine has a font for them."""
    options = subset.Options(layout_features=[], name_IDs=[0, 1, 2, 13, 14], hinting=False)
    font = ttLib.TTFont(face)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(one for one in characters if ord(one) >= fonts.EAST_FROM))
    cutter.subset(font)
    font.flavor = "woff2"
    font["head"].modified = _MADE
    font.recalcTimestamp = False
    font.save(target)


def _to_quadratic(font: ttLib.TTFont) -> None:
    """Turn the cubic outlines of *font* into TrueType's.

    fpdf2 2.8 embeds fonts whose characters go by CID in a way that some readers cannot take text from.
    """
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, max_err=_MOST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for table in ("CFF ", "VORG", "vmtx", "vhea"):
        if table in font:
            del font[table]
    font["glyf"], font["loca"] = ttLib.newTable("glyf"), ttLib.newTable("loca")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyph, "xMin", 0))
    font["maxp"] = most = ttLib.newTable("maxp")
    most.tableVersion, most.numGlyphs = 0x00010000, len(order)
    for field in (
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
    ):
        setattr(most, field, int(field == "maxZones"))
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    font.sfntVersion = "\000\001\000\000"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all faces and their licences."""
    parser = argparse.ArgumentParser(prog="python -m geo.cartography.print_fonts", description=__doc__)
    parser.add_argument(
        "--debian", type=Path, default=Path("/"), help="where Debian's package lies; by default installed"
    )
    debian = parser.parse_args(arguments).debian
    PRINT.mkdir(parents=True, exist_ok=True)
    for file, pattern in FACES.items():
        join([WEB / pattern.format(name) for name in SUBSETS], PRINT / file)
    cut(debian / NOTO, sorted(in_data(tables.DATA) | set(common())), PRINT / EAST_ASIAN)
    for_the_web(PRINT / EAST_ASIAN, sorted(in_data(tables.DATA)), WEB / fonts.EAST_FILE)
    shutil.copyfile(debian / NOTO_LICENCE, PRINT / "OFL-noto-cjk.txt")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
