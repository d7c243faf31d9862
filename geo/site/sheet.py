"""The one style sheet of the pages of the record: their look and their typefaces, and nothing of the map.

A page shows nothing before its sheet, so the sheet is one file without what no page uses. The types of the first sight
are asked for together with it, so that text seldom has to be lettered anew; the types of the East come after it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geo.basemap import store

__all__ = ["FACES", "FONTS", "NAME", "faces", "text"]

#: Below the assets.
NAME = "pages.css"
#: The types of the first sight, four for all of it: a page asks for them beside its sheet.
FACES = (
    "fonts/source-sans-3-latin-400-normal.woff2",
    "fonts/alegreya-latin-500-normal.woff2",
    "fonts/alegreya-latin-400-normal.woff2",
    "fonts/source-sans-3-latin-600-normal.woff2",
)
#: The one that a page with Russian letters asks for as well.
_RUSSIAN_FACE = "fonts/source-sans-3-cyrillic-400-normal.woff2"
_RUSSIAN = re.compile("[\u0400-\u045f]")
#: The sheet of all typefaces.
FONTS = "fonts.css"
_STYLES = ("css/palette.css", "css/record.css", "css/pages_of_record.css")  # in the order in which they count
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FACE = re.compile(r"@font-face \{[^}]*\}")
_VARIABLE = re.compile(r"(?<![\w-])(--[\w-]+):[^;{}]*;")
_BOLD = "font-weight: 700;"
#: The heaviest weight of each family that a page asks for stands for bold as well.
_HEAVIEST = ("font-weight: 500;", "font-weight: 600;")


def faces(words: str) -> tuple[str, ...]:
    """Return the types that a page with *words* asks for beside its sheet.

    Examples
    --------
    >>> len(faces("Hill 268")), len(faces("Hill 268, in Russian высота 268"))
    (4, 5)
    """
    return (*FACES, _RUSSIAN_FACE) if _RUSSIAN.search(words) else FACES


@lru_cache(maxsize=1)
def text() -> str:
    """Return the sheet."""
    styles = "".join((store.ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    return _packed(_rules_of_faces() + _without_unused(_COMMENT.sub("", styles)))


def _rules_of_faces() -> str:
    """Return the rules of the typefaces that pages use."""
    rules = _FACE.findall((store.ASSETS / FONTS).read_text(encoding="utf-8"))
    faces = "".join(f"{rule}\n" for rule in rules if _BOLD not in rule)
    for weight in _HEAVIEST:
        faces = faces.replace(weight, f"{weight[:-1]} 700;")
    return faces


def _without_unused(styles: str) -> str:
    """Return *styles* without the variables that nothing in them asks for."""
    asked = set(re.findall(r"var\((--[\w-]+)", styles))
    left = _VARIABLE.sub(lambda one: one[0] if one[1] in asked else "", styles)
    return left if left == styles else _without_unused(left)


def _packed(styles: str) -> str:
    """Return *styles* without indents, empty lines and the last mark of each rule."""
    return "\n".join(line.strip() for line in styles.splitlines() if line.strip()).replace("; }", "}") + "\n"
