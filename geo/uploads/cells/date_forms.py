"""One date as somebody wrote it → its year, month and day; :mod:`geo.uploads.cells.dates` reads ranges of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from geo.core.eras import ERAS
from geo.errors import AmbiguousDateError
from geo.uploads.cells.month_words import COUNTED_MONTHS, FILLERS, MONTHS, PHRASES, SEASONS, WEEKDAYS

__all__ = ["ORDERS", "Order", "Parts", "numbers_in_order", "parts_of"]

Order = Literal["", "dmy", "mdy"]
#: How days and months may follow each other in numbers, with an example.
ORDERS: dict[Order, str] = {"dmy": "day first: 29/7/1904", "mdy": "month first: 7/29/1904"}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})\.?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t\d{4}(?:\d\d)?z?)?", re.ASCII)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})\.?", re.ASCII)
_OF_ERA = re.compile(r"([mtshr])\.? ?(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})", re.ASCII)
_ERA_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_UNKNOWN_DIGITS = re.compile(r"(\d{3}u|\d{2}uu)|(\d{4}(?:-\d\d)?)(?:-uu)+", re.ASCII)  # of library catalogues
_QUARTER = re.compile(r"(?:q|quarter |[ti]\.? ?)([1-4])(?:/| |-)?(\d{4})|(\d{4})(?:-| |/)?q([1-4])", re.ASCII)
_VIETNAMESE = re.compile(r"(?:(?:ngay )?(\d{1,2}) )?thang (\d{1,2}),?(?: nam)? (\d{4})")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])\s?(\d{1,2})(?:\2\s?|(?<=\d) )(\d{3,4})", re.ASCII)
_YEAR = re.compile(r"(?:\d{4}|\d{3,4}(?=\.0))(?:\.0)?", re.ASCII)
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)) | {"元": "1"}
_KANJI = r"[〇零一二三四五六七八九十百千廿卅元\d]"
_EAST = re.compile(
    rf"(?:(?P<era>{'|'.join(sorted(ERAS, key=len, reverse=True))})?\s*(?P<year>{_KANJI}{{1,8}})\s*[年년]度?)?"
    rf"(?:\s*(?P<month>{_KANJI}{{1,4}})\s*[月월])?(?:\s*(?P<day>{_KANJI}{{1,4}})\s*[日일号號])?\s*(?P<part>[上中下]旬|[初頃末])?"
)
_EAST_SEASON = re.compile(r"(?P<year>.+?[年년]) ?(?P<season>[春夏秋冬](?=季?\Z)|봄|여름|가을|겨울)季?")
_EAST_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24, "봄": 21, "여름": 22, "가을": 23, "겨울": 24}
_SPACED = re.compile(r"(?<=\d)\. (?=\d)|(?<=\d)\.\Z")  # 1950. 8. 1.
_EAST_TENS = re.compile(r"(\d{3,4})\s*(?:年代|년대)")
_UNITS_AFTER = re.compile(
    rf"(\d{{4}}) ?(?:оны|он)(?: ?(?:(\d{{1,2}})(?:[- ]?(?:р|дугаар|дугээр|дүгээр))?|({'|'.join(COUNTED_MONTHS)})) ?"
    r"(?:сарын|сар)(?: ?(\d{1,2})(?:[- ]?(?:ны|нии|ний|нд))?(?: ?(?:өдөр|одор))?)?)?"
)
_TENS = re.compile(
    r"(?:the |les |los |anos |annees |anni |gli anni )?(\d{3}0)(?: ?'?s|er(?: ?jahren?)?|-?(?:х|е)(?: ?(?:гг|годы|"
    r"годах|роки))?)?\.?"
)
_HUNDREDS = re.compile(
    r"(?:the |le |el siglo |siglo |secolo |seculo |xx)?(\d{1,2}|[ivx]{1,5})(?:st|nd|rd|th|\.|:e|e|eme|o|-?и|-?й|-?го|"
    r"世紀|世纪|세기)?"
    r"(?: ?(?:century|cent\.?|c\.|jahrhundert|jh\.?|siecle|век|века|в\.|столетие|stulecie|wieku?|w\.|stoleti|"
    r"eeuw|sec\.?|s\.|arhundradet|arhundrade|arhundrede|szazad|столітт[яі]|vek|yuzyil|vuosisata))?"
    r"(?: ?(?:a\.? ?d\.?|c\.? ?e\.?|n\.? ?chr\.?|н\.? ?[эе]\.?|d\.? ?c\.?|ap\.? ?j\.?-?c\.?|n\.? ?e\.?))?"
)
_SAYS_HUNDREDS = re.compile(
    r"centur|cent\.|\dth c\.\Z|"
    r"jahrh|jh\b|siecle|[ivx] ?w\.\Z|arhundr|szazad|yuzyil|vuosisata|столітт|\. vek\b|"
    r"siglo|secolo|seculo|\bвек|[ivx] ?в\.?\Z|столет|stulec|\bwiek|stolet|eeuw|"
    r"世紀|世纪|세기"
)
_YEAR_WORD = re.compile(r"(?<=\d) ?(?:г|гг|р|r|год|года|году|року|roku)\.?\Z")
_IN_BRACKETS = re.compile(
    r"(?<=年) ?\([^)]*\)|(?<=\d) ?\([^)]*年\)(?=\d)|"
    r"(?<=[日일号\d.]) ?\([月火水木金土日一二三四五六월화수목금토일](?:曜日?|요일)?\)|"
    rf"(?<=[\d.]) ?\((?:{'|'.join(WEEKDAYS)})\.?\)|(?<=[日号]) ?(?:星期|周|週)[一二三四五六日天]\Z"
)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_OVER_NEW_YEAR = re.compile(r"(?:the |im )?([^\W\d]+)(?: of)? (\d{4}) ?[/-] ?(\d{2}|\d{4})")
_WINTER = 24
#: Letters, with the signs of Indian and Thai vowels, which are no letters to Unicode.
_TOKEN = re.compile(r"\d+|(?:[^\W\d_]|[\u0900-\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ere|re|eme|º|ª|°|o|a|-?го|-?е|-?ро|\.)(?=[\s,.]|$)")


@dataclass(frozen=True)
class Parts:
    """What a date says; ``0`` for what it does not say.

    Attributes
    ----------
    mark : EDTF's mark of doubt.
    fixed : the date in EDTF, where year, month and day cannot hold it: a season, a decade, a century.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""
    fixed: str = ""

    @property
    def edtf(self) -> str:
        """The date in EDTF, without a look into the calendar."""
        if self.fixed:
            return self.fixed + self.mark
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        return text + self.mark


def parts_of(text: str, order: Order = "") -> Parts | None:
    """Return what one date says, perhaps without its year; ``None`` if it is none.

    Parameters
    ----------
    text : in lower case and without accents.
    """
    text = _IN_BRACKETS.sub("", _YEAR_WORD.sub("", text.strip(" ,;")))
    if not text or len(text) > 60:
        return None
    for read in (_iso, _far_east, _units_after, _hundreds, _tens, _winter, _seldom):
        if found := read(text):
            return found
    return _numbers(text, order) or _words(text)


def numbers_in_order(text: str) -> tuple[int, int] | None:
    """Return day and month as they stand before a year; ``None`` if it is no such date, or dots settle the order."""
    match = _YEAR_LAST.fullmatch(text)
    return (int(match[1]), int(match[3])) if match and match[2] != "." else None


def _iso(text: str) -> Parts | None:
    if _YEAR.fullmatch(text):
        return Parts(int(text.removesuffix(".0")))
    match = _ISO.fullmatch(_SPACED.sub(".", text).rstrip(".") if ". " in text else text)
    if match and not match[3] and int(match[2]) > 12:  # a season of EDTF, or no month at all
        return Parts(fixed=f"{match[1]}-{match[2]}") if 21 <= int(match[2]) <= 24 and "-" in text else None
    match = match or _COMPACT.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    return Parts(year, month, day if month else 0)  # 1938-07-00 is a month


def _far_east(text: str) -> Parts | None:
    if match := _EAST_TENS.fullmatch(text):
        return Parts(fixed=match[1][:3] + "X") if len(match[1]) == 4 else None
    if match := _EAST_SEASON.fullmatch(text):
        whole = _far_east(match["year"])
        is_year = whole is not None and whole.year and not whole.month and not whole.fixed
        return Parts(fixed=f"{whole.year:04d}-{_EAST_SEASONS[match['season']]}") if whole and is_year else None
    match = _EAST.fullmatch(text.removeprefix("西暦").removeprefix("公元").removeprefix("서기").strip())
    if not match:
        return None
    year = _kanji(match["year"] or "0")
    if not year and not match["month"] and not match["day"]:
        return None
    if match["era"]:
        year += ERAS[match["era"]]
    elif year and len(match["year"]) < 3:
        return None  # a year of an era that is not named
    mark = "~" if match["part"] else ""
    return Parts(year, _kanji(match["month"] or "0"), _kanji(match["day"] or "0"), mark)


def _kanji(text: str) -> int:
    """Return a number written in digits of any kind: 一九三九, 二十八, 28, 元."""
    plain = "".join(_DIGITS.get(letter, letter) for letter in text.replace("廿", "二十").replace("卅", "三十"))
    if plain.isdecimal():
        return int(plain)
    total, digit = 0, ""
    for letter in plain:
        if letter in "十百千":
            total += int(digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = ""
        else:
            digit = letter
    return total + int(digit or 0)


def _units_after(text: str) -> Parts | None:
    """Return a date whose numbers are followed by their units, as in Mongolian: 1904 оны 7-р сарын 29."""
    match = _UNITS_AFTER.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(match[at] or 0) for at in (1, 2, 4))
    return Parts(year, month or COUNTED_MONTHS.get(match[3], 0), day)


def _tens(text: str) -> Parts | None:
    """Return a decade: 1930s, 1930er, 1930-е годы."""
    match = _TENS.fullmatch(text)
    return Parts(fixed=f"{match[1][:3]}X") if match and not text.isdecimal() else None


def _winter(text: str) -> Parts | None:
    """Return the winter from one year to the next, which has no number in EDTF: winter 1938/39."""
    match = _OVER_NEW_YEAR.fullmatch(text)
    if not match or SEASONS.get(match[1]) != _WINTER:
        return None
    first, last = int(match[2]), int(match[3])
    if last not in (first + 1, (first + 1) % 100):
        return None
    return Parts(fixed=f"{first:04d}-12~/{first + 1:04d}-02~")


def _hundreds(text: str) -> Parts | None:
    """Return a century: 19th century, XIX век, 19世紀."""
    if not _SAYS_HUNDREDS.search(text):
        return None
    match = _HUNDREDS.fullmatch(text) or re.fullmatch(r"(?:siglo|secolo|seculo|wiek) ?([ivx]{1,5})()", text)
    number = _roman(match[1]) if match and not match[1].isdecimal() else int(match[1]) if match else 0
    return Parts(fixed=f"{number - 1:02d}XX") if 1 < number <= 21 else None


def _seldom(text: str) -> Parts | None:
    """Return a date in one of the forms that few write: S13.7.29, 193u, Q3 1938, ngày 29 tháng 7 năm 1938."""
    if match := _OF_ERA.fullmatch(text):
        year, month, day = (int(part) for part in match.groups()[1:])
        return Parts(ERAS[_ERA_LETTERS[match[1]]] + year, month, day)
    if match := _UNKNOWN_DIGITS.fullmatch(text):
        return Parts(fixed=match[1].replace("u", "X") if match[1] else match[2])
    if match := _QUARTER.fullmatch(text):
        year, last = int(match[2] or match[3]), 3 * int(match[1] or match[4])
        return Parts(fixed=f"{year:04d}-{last - 2:02d}/{year:04d}-{last:02d}")
    if match := _VIETNAMESE.fullmatch(text):
        return Parts(int(match[3]), int(match[2]), int(match[1] or 0))
    return None


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _numbers(text: str, order: Order) -> Parts | None:
    """Return a date in numbers with the year last."""
    if (match := _MONTH_YEAR.fullmatch(text)) and 1 <= int(match[1]) <= 12:
        return Parts(int(match[2]), int(match[1]))
    match = _YEAR_LAST.fullmatch(text) or _DAY_AND_MONTH.fullmatch(text)
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if match.re is _YEAR_LAST else 0  # which the other end of a range says
    if not year and (max(first, second) > 31 or not min(first, second)):
        return None
    if not year and match[2] == "/" and not order and first <= 12 and second <= 12:
        return None
    if match[2] == "." and second <= 12:  # nobody who writes months first writes dots
        order = "dmy"
    if first > 12 or (order == "dmy" and second <= 12) or first == second:
        return Parts(year, second, first)
    if second > 12 or order == "mdy":
        return Parts(year, first, second)
    if not first or not second:  # 0/7/1938
        return Parts(year, first or second)
    readings = " or ".join(f"{day} {dt.date(2000, month, 1):%B}" for day, month in ((first, second), (second, first)))
    raise AmbiguousDateError(f"{text!r} may be {readings}; say which comes first, day or month")


def _words(text: str) -> Parts | None:
    """Return a date with the name of a month or a season, or a lone number of an unfinished one."""
    for words, word in PHRASES:
        text = words.sub(word, text)
    found, season, has_weekday = Parts(), 0, False
    for token in _TOKEN.findall(_ORDINAL.sub(" ", text)):
        if token.isdecimal():
            number = int(token)
            if len(token) >= 3 and not found.year and len(token) < 5:
                found = replace(found, year=number)
            elif len(token) < 3 and not found.day and 1 <= number <= 31:
                found = replace(found, day=number)
            elif len(token) == 2 and found.day and not found.year:
                return None  # a year of two digits
            else:
                return None
        elif token in MONTHS and not found.month and not season:
            # of the Roman numbers, those between two others: 29.VII.1938
            found = replace(found, month=MONTHS[token])
        elif token in SEASONS and not season and not found.month:
            season = SEASONS[token]
        elif token in WEEKDAYS:
            has_weekday = True
        elif token not in FILLERS:
            return None
    if has_weekday and not (found.month and found.day):
        return None
    if season:
        return Parts(fixed=f"{found.year:04d}-{season}") if found.year and not found.day else None
    return found if found != Parts() else None
