"""Bytes of a text → the encoding they are in; where two readings stay possible, both with lines to compare.

Telling encodings apart is chardet's, which knows how letters follow each other in some forty languages; here are
only the encodings that a reader may choose, and when a guess is too close to be made alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ENCODINGS", "Guess", "encoding_of", "told_apart"]

#: What a reader may choose where the guess is wrong; the names are Python's.
ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859-2": "Central European (Latin-2)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "koi8-u": "Ukrainian (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "iso8859-5": "Cyrillic (ISO 8859-5)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp932": "Japanese (Shift-JIS)",
    "euc-jp": "Japanese (EUC-JP)",
    "iso2022-jp": "Japanese (ISO-2022-JP)",
    "gb18030": "Chinese (GB 18030)",
    "big5hkscs": "Chinese (Big5)",
    "cp949": "Korean (EUC-KR)",
    "mac-roman": "Western (Macintosh)",
    "cp850": "Western (DOS 850)",
}
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
#: Of two readings that fit alike, the one of an older machine is the less likely.
_SELDOM = {
    "mac-roman": 0.7,
    "cp850": 0.7,
    "cp866": 0.9,
    "iso8859-2": 0.85,
    "iso8859-5": 0.9,
    "cp1258": 0.7,
    "koi8-u": 0.9,
}
_PUNCTUATION = re.compile(rb"[\x82\x84\x85\x91-\x97\xa0\xab\xbb]+")
_WORD = re.compile(r"[^\s,;|\"()\[\]]+")
#: Scripts of which no word has letters together with those of A to Z.
_ALONE = ("CYRILLIC", "GREEK", "HEBREW", "ARABIC")
_ESCAPES = re.compile(rb"\x1b\$[@B]")
_SIGNS = frozenset(("So", "Sk", "Sm", "Sc", "Po", "Pi", "Pf", "Ps", "No", "Cf"))
_SAMPLE = 60_000  # bytes
_CLOSE = 0.85
_LINES = 3
_WIDEST = 90  # characters of a line that is shown


@dataclass(frozen=True)
class Guess:
    """An encoding that a text may be in.

    Attributes
    ----------
    name : one of :data:`ENCODINGS`, or what a mark at the start of the file says.
    lines : some lines with other letters than A to Z, read so.
    """

    name: str
    lines: tuple[str, ...] = ()


def encoding_of(data: bytes) -> str:
    """Return the encoding that text says of itself, or most likely has."""
    return told_apart(data)[0].name


def told_apart(data: bytes) -> list[Guess]:
    r"""Return the encodings that *data* may be in, the likeliest first; more than one only if they are close.

    Examples
    --------
    >>> encoding_of("nom;lieu\nAttaque à la crête;Fère".encode("cp1252"))
    'cp1252'
    """
    if marked := next((name for mark, name in _MARKS.items() if data.startswith(mark)), ""):
        return [Guess(marked)]
    start = data[:4000]
    if start.count(0) > len(start) // 4:  # half of the bytes of Latin text in UTF-16
        return [Guess("utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be")]
    if _ESCAPES.search(start):
        return [Guess("iso2022-jp")]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _judged(data, error.start) or [Guess("cp1252")]
    return [Guess("utf-8")]


def _judged(data: bytes, first: int) -> list[Guess]:
    """Return what the lines with letters beyond ASCII, from the *first* such byte on, may be."""
    from chardet import detect_all  # late: slow to load, and seldom needed

    if _PUNCTUATION.fullmatch(data.translate(None, bytes(range(128)))):
        return [Guess("cp1252")]  # nothing but the quotation marks and dashes that Windows has in all its encodings
    lines = _telling(data[max(0, data.rfind(b"\n", 0, first)) :])
    sample = b"\n".join(lines)[:_SAMPLE]
    names = {name for name in ENCODINGS if not name.startswith(("utf", "iso2022"))}
    scores: dict[str, float] = {}
    for one in detect_all(sample, ignore_threshold=True, include_encodings=names, compat_names=False):
        name = _own_name(str(one["encoding"]))
        if name in names:
            text = _decoded(sample, name)
            score = float(one["confidence"]) * _SELDOM.get(name, 1.0) * _sense_of(text) if text is not None else 0.0
            scores[name] = max(scores.get(name, 0.0), score)
    found: list[Guess] = []
    readings: set[str] = set()
    best = 0.0
    for name in sorted(scores, key=lambda name: -scores[name]):
        if found and scores[name] < _CLOSE * best:
            break
        text = _decoded(sample, name)
        if text is None or text in readings or _decoded(data, name) is None:
            continue
        best = best or scores[name]
        readings.add(text)
        found.append(Guess(name, tuple(line.strip() for line in text.splitlines())))
    return _with_difference(found[:3])


def _with_difference(found: list[Guess]) -> list[Guess]:
    """Return guesses with a few lines each, those in which the readings differ, from shortly before they do."""
    told: list[list[str]] = [[] for _ in found]
    for lines in zip(*(one.lines for one in found), strict=False):
        at = next((at for at, letters in enumerate(zip(*lines, strict=False)) if len({*letters}) > 1), -1)
        if len(found) > 1 and at < 0:
            continue
        start = max(0, at - _WIDEST // 2) if at > _WIDEST - 10 else 0
        for shown, line in zip(told, lines, strict=True):
            if len(shown) < _LINES:
                shown.append(line[start : start + _WIDEST].strip())
    return [Guess(one.name, tuple(shown)) for one, shown in zip(found, told, strict=True)]


def _telling(data: bytes) -> list[bytes]:
    """Return lines that hold bytes beyond ASCII, the first ones, as many as are needed for a sample."""
    found, size = [], 0
    for line in data[: 40 * _SAMPLE].splitlines():
        if not line.isascii():
            found.append(line[:2000])
            size += len(found[-1])
            if size > _SAMPLE:
                break
    return found


def _sense_of(text: str) -> float:
    """Return, from 0 to 1, how far the words with letters beyond A to Z look like words."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 1.0
    return (1 - sum(map(_is_odd, words)) / len(words)) ** 2 + 0.01


def _is_odd(word: str) -> bool:
    """Whether a word mixes scripts, has a capital after a small letter, or a sign where a letter would be.

    A letter of the East between two of A to Z is odd, too: beside them it stands at an edge, as in ``T型``.
    """
    if any(letter.isascii() and letter.isalpha() for letter in word) and any(
        unicodedata.name(letter, "").startswith(_ALONE) for letter in word if not letter.isascii()
    ):
        return True
    for before, letter, after in zip(" " + word, word, word[1:] + " ", strict=False):
        if letter.isascii():
            continue
        kind = unicodedata.category(letter)
        if kind == "Cc" or (kind == "Lu" and before.islower()):
            return True
        if kind == "Lo" and after.islower() and (before + after).isascii() and before.isalpha():
            return True
        if kind in _SIGNS and letter not in "’·‧・" and after.islower() and (before.isalpha() or kind[0] == "S"):
            return True
    return False


def _own_name(name: str) -> str:
    """Return a codec's name as :data:`ENCODINGS` has it."""
    plain = name.lower().replace("_", "-")
    if plain.startswith(("euc-jis", "euc-jp")):
        return "euc-jp"
    same = {
        "shift-jis": "cp932",
        "shift_jis_2004": "cp932",
        "euc-kr": "cp949",
        "big5": "big5hkscs",
        "gb2312": "gb18030",
    }
    return same.get(plain, plain)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
