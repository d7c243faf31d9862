"""Names in any recorded spelling, folded so that spellings of one name meet.

``Халхин-Гол``, ``Khalkhin Gol``, ``Halhin gol`` and ``ノモンハン``/``Nomonhan`` are written
in four scripts and at least three romanisations.  :func:`fold` brings a text into Latin
letters (through ``anyascii``), lower case, and without what romanisations disagree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

__all__ = ["alphabetical", "fold", "folded", "key", "slug", "slugs", "tokens"]

_SAME = (("kh", "h"), ("ck", "k"), ("ye", "e"), ("yo", "e"), ("iy", "i"), ("yi", "i"), ("ii", "i"), ("y", "i"))


_APART = "\0"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_FEW = 30  # letters beyond ASCII that are replaced one after the other
_GAPS = {code: " " for code in range(1, 128) if not chr(code).isalnum()}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return *text* in the form in which names are compared.

    Examples
    --------
    >>> fold("Халхин-Гол") == fold("halhin gol") == fold("Khalkhin-Gol")
    True
    >>> fold("ノモンハン") == fold("Nomonhan")
    True
    """
    latin = anyascii(text).lower().replace("'", "")
    for spelling, common in _SAME:
        latin = latin.replace(spelling, common)
    return re.sub(r"[^a-z0-9]+", " ", latin).strip()


def folded(texts: Iterable[str]) -> list[str]:
    """Return :func:`fold` of each of many texts: all at once, and nothing of them is remembered.

    Examples
    --------
    >>> folded(["Халхин-Гол", "", "Nomonhan"]) == [fold("Халхин-Гол"), "", fold("Nomonhan")]
    True
    """
    whole = _APART.join(text.replace(_APART, " ") if _APART in text else text for text in texts)
    latin = _latin(whole).lower().replace("'", "")
    for spelling, common in _SAME:
        latin = latin.replace(spelling, common)
    latin = latin.translate(_GAPS)
    while "  " in latin:
        latin = latin.replace("  ", " ")
    return [text.strip() for text in latin.split(_APART)] if whole else [""]


def _latin(text: str) -> str:
    """Return a long text in ASCII; the letters of it are few, or many runs of them differ."""
    beyond = [letter for letter in set(text) if letter > "\x7f"]
    if len(beyond) > _FEW:
        return _NOT_ASCII.sub(lambda run: anyascii(run[0]), text)
    for letter in beyond:
        text = text.replace(letter, anyascii(letter))
    return text


def alphabetical(name: str) -> tuple[tuple[str, int], ...]:
    """Return what *name* is sorted by where a reader looks it up: its letters as written, its numbers by their size.

    Examples
    --------
    >>> sorted(["Yalta", "Fuyuan", "10th Army", "Ehe", "2nd Army", "[Zab]"], key=alphabetical)
    ['2nd Army', '10th Army', 'Ehe', 'Fuyuan', 'Yalta', '[Zab]']
    """
    parts = re.findall(r"[a-z]+|[0-9]+", anyascii(name).lower().replace("'", ""))
    return tuple(("", int(part)) if part.isdigit() else (part, 0) for part in parts)


def key(name: str) -> str:
    """Return *name* folded and without gaps, as gazetteers are asked: ``Ulan Bator`` is ``Ulanbator``."""
    return fold(name).replace(" ", "")


def tokens(query: str) -> tuple[str, ...]:
    """Return the folded words of a search; an event is found when it contains all of them."""
    return tuple(fold(query).split())


def slug(text: str) -> str:
    """Return *text* as lower-case Latin letters and digits joined by single hyphens; empty if nothing of it is left.

    Examples
    --------
    >>> slug("Халхин-Гол, 1939!"), slug("../../etc/passwd"), slug("🙂")
    ('khalkhin-gol-1939', 'etc-passwd', 'slight-smile')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def slugs(texts: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return a :func:`slug` for each different text, with a number where another one has the same already.

    Parameters
    ----------
    otherwise : takes the place of a text of which nothing is left.

    Examples
    --------
    >>> slugs(["Group A", "group-a", "—"], "party")
    {'Group A': 'group-a', 'group-a': 'group-a-2', '—': 'party'}
    """
    found: dict[str, str] = {}
    taken = {""}
    for text in dict.fromkeys(texts):
        plain = slug(text) or otherwise
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        found[text] = name
    return found
