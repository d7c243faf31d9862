"""Degrees and pairs of degrees as people write them → decimal degrees; latitude first in Python."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["degrees_of", "pair_of"]

_LONGEST = 80  # characters
_NUMBER = r"[+-]?\d{1,3}(?:[.,]\d{1,20})?(?:[eE]-\d\d?)?"
_PLAIN = re.compile(rf"{_NUMBER}", re.ASCII)
_SIDES = {
    "N": 1, "S": -1, "E": 1, "W": -1, "O": 1,
    "С": 1, "Ю": -1, "В": 1, "З": -1,
    "北": 1, "南": -1, "東": 1, "东": 1, "西": -1,
}  # fmt: skip
_EAST = frozenset("EWOВЗ東东西")
_SIDE = "[NSEWOСЮВЗ]|[北南][緯纬]?|[東东西][経经經]?"
_DEGREES = re.compile(
    rf"(?P<before>{_SIDE})?\s*(?P<degrees>[+-]?\d{{1,3}}(?:[.,]\d+)?)\s*(?:°|º|˚|deg\.?|[度도]|d)?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*(?:['′’‘´分분]|min\.?|m)\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”“秒초]|''|′′|’’|sec\.?|s)\s*)?"
    rf"(?P<after>{_SIDE})?(?:\.?\s*(?:lat|lon|long|ш|д)\.?)?",
    re.IGNORECASE,
)
_PIECES = re.compile(
    rf"(?P<before>{_SIDE})?\s*(?P<degrees>[+-]?\d{{1,3}})\s*[:°\s-]\s*(?P<minutes>\d{{1,2}}(?:[.,]\d+)?)"
    rf"(?:\s*[:'′\s-]\s*(?P<seconds>\d{{1,2}}(?:[.,]\d+)?))?\s*(?P<after>{_SIDE})?",
    re.IGNORECASE,
)
_SQUEEZED = re.compile(
    r"(?:(?P<lat>\d\d)|(?P<lon>\d{3}))(?P<minutes>\d\d)(?P<seconds>\d\d)?\s?(?P<after>(?(lat)[NSСЮ]|[EWOВЗ]))",
    re.IGNORECASE,
)
#: How languages write the sides out, by the letter that stands for each.
_WRITTEN = {
    letter: re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)
    for letter, words in {
        "N": r"north|norte|nord|пн\. ?ш\.?|s\. ?š\.?|é\. ?sz\.?|n(?:ördl)?\. ?br(?:eite|\.)?|nördlicher? breite|북위",
        "S": r"south|sur|sud|sul|süd|пд\. ?ш\.?|j\. ?š\.?|d\. ?sz\.?|s(?:üdl)?\. ?br(?:eite|\.)?|südlicher? breite|"
        "남위",
        "E": r"east|este|est|ost|leste|сх\. ?д\.?|v\. ?d\.?|k\. ?h\.?|ö(?:stl)?\. ?l(?:änge|\.)?|östlicher? länge|동경",
        "W": r"west|oeste|ouest|ovest|зх\. ?д\.?|z\. ?d\.?|ny\. ?h\.?|w(?:estl)?\. ?l(?:änge|\.)?|"
        r"westlicher? länge|서경",
    }.items()
}
_SIGNS = str.maketrans("−–‒﹣－٫，", "-----.,")
_BETWEEN = re.compile(r"\s*[;,/|]\s*|\s+")
_POINT = re.compile(
    rf"(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*({_NUMBER})[\s,]+({_NUMBER})(?:\s+{_NUMBER})?\s*\)", re.ASCII | re.IGNORECASE
)
_JSON_POINT = re.compile(
    rf"""["']type["']\s*:\s*["']Point["'].*?["']coordinates["']\s*:\s*\[\s*({_NUMBER})\s*,\s*({_NUMBER})""",
    re.ASCII | re.DOTALL,
)
_NAMES = ("latitude|lat|y", "longitude|lon|lng|long|x")
#: Behind an address, as open-data portals write it.
_LAST = re.compile(r"\(\s*(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)\s*\)\s*\Z", re.ASCII)
_LINKED = re.compile(r"\A(?:geo:|https?://\S{3,200}?[@=/])(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)", re.ASCII)
_COMMAS = re.compile(r"([+-]?\d{1,3},\d+)\s*[;/|\s]\s*([+-]?\d{1,3},\d+)")
_DOTS = re.compile(
    r"[(\[]?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;/|\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[)\]]?(?:\s*,?\s*-?\d+(?:\.\d+)?)?"
)


def degrees_of(text: str) -> float | None:
    """Return decimal degrees, south and west below zero; ``None`` for anything else.

    Examples
    --------
    >>> degrees_of("42,44"), degrees_of("51°42′N"), degrees_of("3°30'W"), degrees_of("many")
    (42.44, 51.7, -3.5, None)
    >>> degrees_of("42 26 24 N"), degrees_of("4226N"), degrees_of("٣٠٫٥"), degrees_of("−3.7")
    (42.44, 42.4333333, 30.5, -3.7)
    >>> degrees_of("51° 4' пн. ш."), degrees_of("17° Oeste"), degrees_of("42° nördl. Breite")
    (51.0666667, -17.0, 42.0)
    """
    text = _in_plain_digits(text)
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    found = _sided(_with_letters(text)) if len(text) <= _LONGEST else None
    return found[0] if found else None


def pair_of(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a cell that holds both; ``None`` for anything else.

    Without letters of the compass the latitude is taken to stand first, except in ``POINT(…)``, which is longitude
    first, and where only the other order lies on the globe.

    Examples
    --------
    >>> pair_of("51.5, 36.5"), pair_of("Point(36.6 51.6)"), pair_of("51°42′N 36°42′E"), pair_of("51.5")
    ((51.5, 36.5), (51.6, 36.6), (51.7, 36.7), None)
    >>> pair_of("Main Street 1 (42.44, 130.6)"), pair_of('{"lat": "42.44", "lon": "130.6"}'), pair_of("geo:42.44,130.6")
    ((42.44, 130.6), (42.44, 130.6), (42.44, 130.6))
    >>> pair_of("31°N 180°"), pair_of("0°, 30°W")
    ((31.0, 180.0), (0.0, -30.0))
    >>> pair_of("36°48′N 27°06′E / 36.800°N 27.100°E / 36.800; 27.100 (Kos)")
    (36.8, 27.1)
    """
    text = _in_plain_digits(text.strip())
    if len(text) > _LONGEST and " / " in text[:_LONGEST]:
        return _said_twice(text)
    if len(text) > _LONGEST or text[:1] in ("{", "[") or text.startswith(("geo:", "http")):
        return _within(text)
    if match := _POINT.fullmatch(text):
        return float(match[2].replace(",", ".")), float(match[1].replace(",", "."))
    if match := _COMMAS.fullmatch(text) or _DOTS.fullmatch(text):
        first, second = (float(one.replace(",", ".")) for one in match.groups())
        return (second, first) if abs(first) > 90 >= abs(second) else (first, second)
    text = _with_letters(text)
    for gap in _BETWEEN.finditer(text):
        one, other = _sided(text[: gap.start()]), _sided(text[gap.end() :])
        if one and other and _are_two(one, other):
            is_east_first = one[1] in _EAST if one[1] else other[1] not in _EAST
            return (other[0], one[0]) if is_east_first else (one[0], other[0])
    return _within(text) or _said_twice(text)


def _said_twice(text: str) -> tuple[float, float] | None:
    """Return the first of the positions of a cell that says one in several ways, as copied from Wikipedia."""
    first, _, rest = text.partition(" / ")
    return pair_of(first) if rest and any(letter.isdecimal() for letter in rest) else None


def _are_two(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether these are a latitude and a longitude; what lies on both sides, 0° and 180°, needs no letter."""
    if one[1] and other[1]:
        return (one[1] in _EAST) != (other[1] in _EAST)
    return bool(one[1] or other[1]) and (one if other[1] else other)[0] % 180 == 0


def _within(text: str) -> tuple[float, float] | None:
    """Return the position in a text that holds more: an address with its point, an object of JSON, a link to a map."""
    if len(text) > 1000:
        return None
    if match := _JSON_POINT.search(text):
        return float(match[2]), float(match[1])  # longitude first
    named = [re.search(rf"""["']?\b(?:{names})["']?\s*[:=]\s*["']?({_NUMBER})""", text) for names in _NAMES]
    if named[0] and named[1] and text[0] in "{[":
        return float(named[0][1].replace(",", ".")), float(named[1][1].replace(",", "."))
    match = _LAST.search(text) or _LINKED.search(text) or _DOTS.fullmatch(text)
    return (float(match[1]), float(match[2])) if match else None


def _with_letters(text: str) -> str:
    """Return degrees with the letters of the compass where their sides are written out."""
    for letter, words in _WRITTEN.items():
        text = words.sub(letter, text)
    return text


def _in_plain_digits(text: str) -> str:
    """Return a number with the digits and signs of ASCII."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text.translate(_SIGNS)
    )


def _sided(text: str) -> tuple[float, str] | None:
    """Return degrees with minutes and seconds, and their letter of the compass, empty without one."""
    text = text.strip()
    match = _DEGREES.fullmatch(text) or _PIECES.fullmatch(text) or _SQUEEZED.fullmatch(text)
    if not match:
        return None
    found = match.groupdict("")
    before, after = found.get("before", ""), found["after"]
    if before and after:
        return None
    if match.re is _PIECES and not (before or after) and not (found["seconds"] and re.search(r"[:\s]", text)):
        return None  # which may be much else
    degrees = found.get("degrees") or found.get("lat") or found["lon"]
    whole, minutes, seconds = (
        float((part or "0").replace(",", ".")) for part in (degrees, found["minutes"], found["seconds"])
    )
    if minutes >= 60 or seconds >= 60:
        return None
    side = (before or after)[:1].upper()
    value = abs(whole) + minutes / 60 + seconds / 3600
    is_minus = degrees.startswith("-") != (_SIDES.get(side, 1) < 0)
    return round(-value if is_minus else value, 7), side
