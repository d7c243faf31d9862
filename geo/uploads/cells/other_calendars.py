"""Dates that lie outside the calendar of the atlas, or are counted in another one; and days of the old style.

Texts are compared as :func:`geo.uploads.cells.month_words.plain` makes them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from geo.uploads.cells.month_words import ABOUT, plain

__all__ = ["gregorian", "is_before_one", "name_of", "without_style"]

#: What stands behind a year before the year 1, and what stands in front of one.
_BEHIND = (
    r"b\.? ?c\.?(?: ?e\.?)?|before christ|bce|before (?:the )?common era|v\.? ?(?:chr|u\. ?z)\.?|vor chr(?:istus|\.)|"
    r"av\.? ?j\.?-?c\.?|avant j\.?-?c\.?|avant notre ere|a\.? ?c\.?|a\.? ?e\.? ?c\.?|antes de cristo|"
    r"до н\.? ?[эе]\.?|до р\.? ?х\.?|пр\.? ?н\.? ?[еэ]\.?|пр\.? ?хр\.?|п\.? ?н\.? ?е\.?|"
    r"p\.? ?n\.? ?e\.?|pr\.? ?n\.? ?l\.?|pr\.? ?kr\.?|p\.? ?kr\.?|p\.? ?m\.? ?e\.?|mo|m\.? ?o\.?|i\.? ?o\.?|"
    r"м\.? ?э\.? ?ө\.?|f\.? ?kr\.?|fvt|ekr\.?|eaa\.?|i\.? ?e\.? ?n\.?|i\.? ?hr\.?|i\. ?e\.?|kr\. ?e\.?|"
    r"π\.? ?χ\.?|tcn|ق\.? ?م\.?|قبل الميلاد|לפנה[\"״]?ס"
)
_IN_FRONT = r"bce?|kr\. ?e\.|i\. ?e\.|m\.? ?o\.|紀元前|公元前|西元前|기원전|前|ق\.? ?م\.?"
_NAMED = re.compile(
    rf"(?:\d|\b)\s*(?:{_BEHIND})(?=\s*(?:\Z|[-/,;)\]]| (?:to|until|and|bis|a|до|по)\b))|^(?:{_IN_FRONT})\s*\d"
)
_LEADING = re.compile(rf"(?:(?:{ABOUT})(?:\. ?| )|(?:between|from|von|zwischen|entre|de|с|от) )+")
_NEGATIVE = re.compile(r"(?:\A|[\[{/,]|\.\.|(?<=\d)[~?%]? ?(?:-|to|and|bis|до|по) )y?-0*\d{1,9}(?![\d:])")
_YEAR_ZERO = re.compile(r"0{3,4}(?:-\d\d){0,2}")
_LONG_AGO = re.compile(r"([\d.,]{4,7}) ?(?:b\.?p\.?|before present)")

#: Words that belong to one calendar alone.
_MONTHS_OF: Mapping[str, str] = {
    "Islamic": "muharram safar rabi jumada rajab shaban ramadan shawwal dhu zul محرم صفر ربيع جمادى رجب شعبان رمضان "
    "شوال ذو ذي",
    "Iranian": "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar bahman esfand فروردین اردیبهشت "
    "خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "French Republican": "vendemiaire brumaire frimaire nivose pluviose ventose germinal floreal prairial messidor "
    "thermidor fructidor",
    "Hebrew": "tishrei tishri cheshvan kislev tevet shevat adar nisan iyar sivan tammuz elul תשרי חשון כסלו טבת שבט "
    "אדר ניסן אייר סיון תמוז אב אלול",
}
_WORDS = {plain(word): name for name, words in _MONTHS_OF.items() for word in words.split()}
_SIGNS: Mapping[str, re.Pattern[str]] = {
    "Islamic": re.compile(r"\d a\.?h\.?\Z|\d ?ه(?:ـ|ج)?\Z"),
    "lunar East Asian": re.compile("農曆|农历|旧暦|舊曆|陰曆|阴历|음력|閏|闰"),
    "Buddhist": re.compile(r"พ\.? ?ศ|\d b\.?e\.?\Z"),
}
_WORD = re.compile(r"[^\W\d_]+")
_THAI_LETTER = re.compile("[\u0e01-\u0e4e]")
_FAR_YEAR = re.compile(r"(?<!\d)2[3-6]\d\d(?!\d)")

_OLD = re.compile(
    r"[(\[]?\b(?:o\. ?s\.|old style|julian(?: calendar)?|ст\. ?ст(?:\.|иля)|по старому стилю|по ст\. ?ст\.)[)\]]?"
)
_NEW = re.compile(
    r"[(\[]?\b(?:n\. ?s\.|new style|gregorian(?: calendar)?|н(?:ов)?\. ?ст(?:\.|иля)|по новому стилю)[)\]]?"
)
#: ``7 November [O.S. 25 October] 1917``
_OLD_BESIDE = re.compile(r" ?[(\[](?:o\. ?s\.|old style:?|ст\. ?ст\.) ?\d[^)\]]*[)\]]")
#: ``25 октября (7 ноября) 1917``: the second is the new style.
_BOTH = re.compile(r"(\d{1,2}) ([^\W\d_]+)\.? ?\((\d{1,2}) ([^\W\d_]+)\.?\) ?(\d{4}.*)")
#: ``16 (29) января 1918``, both of one month; ``16/29`` may be a range.
_BOTH_DAYS = re.compile(r"(\d{1,2}) ?\((\d{1,2})\) ([^\W\d_]+\.? \d{4}.*)")
_STYLES_APART = range(10, 14)  # days, from 1582 to 2099


def is_before_one(text: str) -> bool:
    """Whether a date says that it, or where it begins, lies before the year 1; 0 is such a year to astronomers.

    Examples
    --------
    >>> [is_before_one(text) for text in ("44 bc", "circa -500", "-0044-03-15", "500 bc to ad 20", "0000", "ad 44")]
    [True, True, True, True, True, False]
    """
    if match := _LONG_AGO.fullmatch(text):  # before 1950
        return int(re.sub(r"\D", "", match[1]) or 0) >= 1950
    if _YEAR_ZERO.fullmatch(text) or _NAMED.search(text):
        return True
    lead = _LEADING.match(text)
    return bool(_NEGATIVE.search(text) or (lead and _NEGATIVE.search(text[lead.end() :])))


def name_of(text: str) -> str:
    """Return the calendar in which a date is counted, if it is another one than the Gregorian; else nothing.

    Examples
    --------
    >>> name_of("12 rabi al-awwal 1226"), name_of("18 brumaire an viii"), name_of("29 july 1938")
    ('Islamic', 'French Republican', '')
    """
    if text.isascii() and text[-1:].isdecimal() and not any(letter.isalpha() for letter in text):
        return ""
    if _THAI_LETTER.search(text) and _FAR_YEAR.search(text):
        return "Buddhist"
    named = (_WORDS[word] for word in _WORD.findall(text) if word in _WORDS)
    return next(named, "") or next((name for name, sign in _SIGNS.items() if sign.search(text)), "")


def without_style(text: str) -> tuple[str, bool]:
    """Return a date without the mark of its style, and whether it is of the old one, the Julian calendar.

    Examples
    --------
    >>> without_style("25 october 1917 (o.s.)"), without_style("7 november [o.s. 25 october] 1917")
    (('25 october 1917', True), ('7 november 1917', False))
    >>> without_style("25 октября (7 ноября) 1917"), without_style("16 (29) января 1918")
    (('7 ноября 1917', False), ('29 января 1918', False))
    """
    if "." not in text and "(" not in text and "st" not in text and "julian" not in text and "стил" not in text:
        return text, False
    if match := _BOTH.fullmatch(text):
        return f"{match[3]} {match[4]} {match[5]}", False
    if match := _BOTH_DAYS.fullmatch(text):
        days = int(match[1]), int(match[2])
        if abs(days[1] - days[0]) in _STYLES_APART:
            return f"{max(days)} {match[3]}", False
    beside = _OLD_BESIDE.sub("", text)
    if beside != text:
        return beside.strip(), False
    bare = _NEW.sub("", text)
    if bare != text:
        return " ".join(bare.split()), False
    bare = _OLD.sub("", text)
    return " ".join(bare.split()), bare != text


def gregorian(edtf: str) -> str:
    """Return a date of the Julian calendar in the Gregorian one; what is no day stays, as approximate.

    Examples
    --------
    >>> gregorian("1917-10-25"), gregorian("1825-12-14/1825-12-15"), gregorian("1917-10")
    ('1917-11-07', '1825-12-26/1825-12-27', '1917-10~')
    """
    return "/".join(_one(end) for end in edtf.split("/"))


def _one(end: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)([~?%]?)", end, re.ASCII)
    if not match:
        return end if end[-1] in "~?%" else end + "~"
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    counted = year - (month < 3)
    apart = counted // 100 - counted // 400 - 2
    # 29 February of 1700, 1800 and 1900 is a day of the Julian calendar alone
    first = dt.date(year, month, min(day, 28)) + dt.timedelta(days=apart + max(0, day - 28))
    return first.isoformat() + match[4]
