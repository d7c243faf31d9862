"""The columns of a visitor's table → what the atlas asks for: which column holds the title, the date, the place.

Known are our own names, UCDP GED, ACLED and Linked Places TSV.  In any other table a column is found by the words of
its head (:mod:`geo.uploads.columns.head_words`), by what its cells look like
(:mod:`geo.uploads.columns.column_contents`), and best by both; the visitor decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from geo.uploads.columns import one_side, two_dates
from geo.uploads.columns.column_contents import Contents, contents_of, fit
from geo.uploads.columns.fields import FIELDS
from geo.uploads.columns.head_words import EAST, OF_NUMBERS, SPOILERS, WORDS, words_of

__all__ = ["Guess", "guess", "tells"]


#: Schemes by name, with columns that together give them away.
_SCHEMES: Mapping[str, frozenset[str]] = {
    "UCDP GED": frozenset({"type_of_violence", "date_start", "where_prec"}),
    "ACLED": frozenset({"event_id_cnty", "event_date"}),
    "the Correlates of War's disputes": frozenset({"dispnum", "fatality", "hiact"}),
    "Linked Places TSV": frozenset({"geowkt", "title", "start"}),
    "this atlas's template": frozenset({"date_edtf", "title"}),
}
#: Where a scheme means something else by a name, or says it better under another one.
_OF_SCHEME: Mapping[str, Mapping[str, str]] = {
    "UCDP GED": {"title": "dyad_name", "summary": "source_headline", "source": "source_article", "date_edtf": ""},
    "the Correlates of War's disputes": {"best": "fatalpre"},  # the other is a level, from 0 to 6
    "ACLED": {"title": "", "kind": "event_type", "source": "source", "summary": "notes", "chapter": ""},
}
_SUFFICIENT = ("date_edtf", "date_start", "year")
_PLACED = {"title", "place_title", "latitude", "coordinates", "geometry_wkt"}
_EXACT, _NEXT, _WHOLE, _PART = 100.0, 2.0, 80.0, 55.0
_SPOILED = 45.0
_LEAST = 12.5
_OWN_NAMES = 0.95
_MOST_COVERED = 0.8
_MOST_DAYS = 0.95  # of the dates of a column, to the day
#: Words that join others in a head, and are strange in none.
_SMALL = frozenset("d de da do di du des del of the la le el von der den av".split())
#: The ends of a time that limits of a number are, in a head that speaks of time.
_END_OF = {"low": "start", "high": "end"}
#: Meanings of words that are fields under another name.
_FIELD_OF = {
    "place": "place_title",
    "country": "country_then",
    "date": "date_edtf",
    "start": "date_start",
    "end": "date_end",
    "wkt": "geometry_wkt",
    "group": "chapter",
}


@dataclass(frozen=True)
class Guess:
    """What the columns seem to hold.

    Attributes
    ----------
    scheme : name of the recognised scheme, or ``""``.
    mapping : name of the column by field; ``""`` where there is none.
    """

    scheme: str
    mapping: Mapping[str, str]

    @property
    def is_complete(self) -> bool:
        """Whether enough is known to read events: a date, and a place or a title."""
        found = {field for field, column in self.mapping.items() if column}
        return bool(found & {*_SUFFICIENT}) and bool(found & _PLACED)


def guess(table: pd.DataFrame | Iterable[str]) -> Guess:
    """Return which column seems to hold which field; no column is used twice.

    Parameters
    ----------
    table : the table as it was found, or the heads of its columns alone.

    Examples
    --------
    >>> found = guess(["Event date", "Lat", "Lon", "Name"])
    >>> {field: column for field, column in found.mapping.items() if column}
    {'title': 'Name', 'date_edtf': 'Event date', 'latitude': 'Lat', 'longitude': 'Lon'}
    """
    columns = [str(column) for column in table]
    given = {_plain(column): column for column in reversed(columns)}
    scheme = next((name for name, signs in _SCHEMES.items() if signs <= given.keys()), "")
    mapping = {field: given.get(column, "") for field, column in _OF_SCHEME.get(scheme, {}).items()}
    contents = {column: contents_of(table[column]) for column in columns} if isinstance(table, pd.DataFrame) else {}
    # a letter, such as x over names, says too little to stand against what is in its column
    letters = [one for one in contents if len(one.strip()) == 1]
    mute = {one for one in letters if not any(fit(field, contents[one]) for field in _by_head(one))}
    found = []
    for place, column in enumerate(columns):
        for field, score in _by_head(column).items() if column not in mute else ():
            weighed = score * (0.15 + 0.85 * fit(field, contents[column])) if contents else score
            if weighed >= _LEAST:
                found.append((-weighed, list(FIELDS).index(field), place, field, column))
    for _, _, _, field, column in sorted(found):
        if field not in mapping and column not in mapping.values():
            mapping[field] = column
    mapping = {field: mapping.get(field, "") for field in FIELDS}
    if contents:
        one_side.leave_out(mapping, contents)
        _finest_date(mapping, contents)
        _by_contents(mapping, contents, scheme)
        _by_head_alone(mapping, [column for column in columns if column not in mute])
    if isinstance(table, pd.DataFrame):
        two_dates.find_end(mapping, table)
    if mapping["date_start"] and not mapping["date_end"] and not mapping["date_edtf"]:
        mapping |= {"date_edtf": mapping["date_start"], "date_start": ""}
    if mapping["date_end"] and mapping["date_edtf"] and not mapping["date_start"]:
        mapping |= {"date_start": mapping["date_edtf"], "date_edtf": ""}
    return Guess(scheme, mapping)


def tells(field: str, column: str) -> bool:
    """Whether the head of a column says that it holds *field*.

    Examples
    --------
    >>> tells("date_end", "Enddatum"), tells("date_end", "column 3")
    (True, False)
    """
    return field in _by_head(column)


def _by_head(column: str) -> dict[str, float]:
    """Return which fields the head of a column may stand for, and how surely, up to 100."""
    name = _plain(column)
    found: dict[str, float] = {}
    for field, one in FIELDS.items():
        if name == field:
            found[field] = _EXACT + 20
        elif name in one.names:
            found[field] = _EXACT - _NEXT * one.names.index(name)
    words = words_of(column)
    # a letter by itself says something only where it is the whole head
    meanings = [
        ()
        if word.isalpha() and len(word) == 1 and word.isascii() and name != word
        else WORDS.get(word, ()) or _of_the_east(word)
        for word in words
    ]
    is_of_time = any({"year", "month", "day", "date"} & set(one) for one in meanings)
    told = {"start", "end"} & {meaning for one in meanings for meaning in one}
    if is_of_time and not told and len(words) > 1 and words[-1] in ("1", "2"):  # YR1 and YR2 are the two ends
        meanings[-1] = ("start",) if words[-1] == "1" else ("end",)
    if is_of_time:  # the earliest and the latest date
        meanings = [tuple(_END_OF.get(meaning, meaning) for meaning in one) for one in meanings]
    known = {meaning for one in meanings for meaning in one}
    strange = sum(
        not one and not word.isdecimal() and (word not in _SMALL or place == len(words) - 1)  # name.de
        for place, (one, word) in enumerate(zip(meanings, words, strict=True))
    )
    for field, is_last in _fields_of(meanings, known).items():
        spoilers = (SPOILERS - OF_NUMBERS if field in ("low", "best", "high") else SPOILERS) & set(words)
        is_key = field == "kind" and "id" in known  # the code of a kind, beside which it may be written out
        base = _WHOLE if not strange and not spoilers and not is_key else _PART if is_last and not is_key else _PART - 8
        beside = len(known - {field}) if len(words) > 1 else 0
        score = base - 3 * beside - 4 * strange - (_SPOILED if spoilers and len(words) > 1 else 0)
        found[field] = max(found.get(field, 0.0), score)
    return found


def _of_the_east(word: str) -> tuple[str, ...]:
    """Return what a word says that is written without gaps; a longer word in it hides the shorter ones."""
    if word.isascii():
        return ()
    found = []
    for known, meaning in sorted(EAST.items(), key=lambda item: -len(item[0])):
        if known in word:
            found.append(meaning)
            word = word.replace(known, " ")
    return tuple(found)


def _fields_of(meanings: list[tuple[str, ...]], known: set[str]) -> dict[str, bool]:
    """Return the fields that the words of a head make together, and whether the last word is theirs."""
    last = set(meanings[-1]) if meanings else set()
    found: dict[str, bool] = {}
    ends = {"start", "end"} & known
    for unit in ("year", "month", "day"):
        if unit in known:
            found[f"end_{unit}" if ends == {"end"} else unit] = unit in last or bool(ends & last)
    if {"year", "month", "day"} & known and "date" not in known and ends and len(meanings) > 1:
        return found
    if ends:
        whole = len(ends) == 1 and (known <= {*ends, "date", "time", "day", "title"})
        for end in ends:
            found[_FIELD_OF[end]] = whole or end in last
        return found
    if {"low", "high"} & known and "best" in known:
        return {end: True for end in ("low", "high") if end in known}
    for meaning in known - {"low", "high", "magnitude", "start", "end"}:
        field = _FIELD_OF.get(meaning, meaning)
        if field in FIELDS:
            found[field] = meaning in last
    if "best" in known:
        found.pop("id", None)  # the number of the dead
    if "title" in found and known & {"id", "kind", "date", "place", "country", "source", "latitude", "longitude"}:
        found["title"] = False
    if "title" in found and known & {"country", "place", "source", "latitude", "longitude"}:
        del found["title"]  # the name of something else
    return found


def _finest_date(mapping: dict[str, str], contents: Mapping[str, Contents]) -> None:
    """Let the columns go whose dates are coarser than those of others."""
    whole, start = mapping["date_edtf"], mapping["date_start"]
    is_ours = _plain(whole) == "date_edtf"  # beside which our files say its first and last day
    if (
        whole
        and start
        and not is_ours
        and contents[start].days > contents[whole].days + 0.2
        and _covers(contents, start, whole)
    ):
        mapping["date_edtf"] = ""
    if whole and not is_ours and not mapping["year"] and contents[whole].days < 0.2 and contents[whole].years > 0.8:
        mapping |= {"year": whole, "date_edtf": ""}  # a column of years: 79 is one, too
    parts = [mapping[part] for part in ("year", "month", "day")]
    if whole and all(parts) and not is_ours and _is_less(contents[whole], contents[parts[0]]):
        mapping["date_edtf"] = ""  # how the date is to be shown, beside what it is
    if all(parts):
        for end in ("date_start", "date_end"):  # “from” and “to” of something else
            mapping[end] = mapping[end] if mapping[end] and contents[mapping[end]].days > 0.2 else ""
    if mapping["day"] and not mapping["month"] and contents[mapping["day"]].days > 0.5:
        mapping |= {"date_edtf": mapping["date_edtf"] or mapping["day"], "day": ""}
    if mapping["end_day"] and not mapping["end_month"] and contents[mapping["end_day"]].days > 0.5:
        mapping |= {"date_end": mapping["date_end"] or mapping["end_day"], "end_day": ""}
    if mapping["month"] and contents[mapping["month"]].days > 0.5 and not mapping["date_edtf"]:
        mapping |= {"date_edtf": mapping["month"], "month": ""}


def _covers(contents: Mapping[str, Contents], start: str, whole: str) -> bool:
    """Whether the first days are known of nearly as many rows as the dates of another column."""
    return contents[start].filled >= _MOST_COVERED * contents[whole].filled


def _is_less(whole: Contents, year: Contents) -> bool:
    """Whether a column of dates says less than year, month and day beside it."""
    return whole.days < _MOST_DAYS or whole.filled < year.filled


def _by_contents(mapping: dict[str, str], contents: Mapping[str, Contents], scheme: str) -> None:
    """Find what no head has told: dates, pairs of degrees, shapes, and texts that name things."""

    def free() -> list[str]:
        return [column for column in contents if column not in mapping.values()]

    if not any(mapping[field] for field in _SUFFICIENT):
        dates = [column for column in free() if contents[column].days > 0.7]
        dates = dates or [column for column in free() if contents[column].dates > 0.8 and contents[column].years < 0.8]
        dates = dates or [column for column in free() if contents[column].years > 0.9][:1]
        if len(dates) == 1:
            mapping["date_edtf"] = dates[0]
        elif dates:
            mapping |= {"date_start": dates[0], "date_end": dates[1]}
    placed = ("latitude", "longitude", "coordinates", "geometry_wkt")
    if not all(mapping[field] for field in ("latitude", "longitude")):
        for field, share in (("coordinates", "pairs"), ("geometry_wkt", "shapes")):
            alike = [column for column in free() if getattr(contents[column], share) > 0.6]
            if not mapping[field] and alike:
                mapping[field] = alike[0]
    if not any(mapping[field] for field in placed):
        names = list(contents)
        for one, other in pairwise(names):
            is_free = {one, other} <= set(free()) and _is_unnamed(one, other)
            if is_free and _are_degrees(contents[one], contents[other]):
                mapping |= {"latitude": one, "longitude": other}
                break
    if not mapping["title"] and scheme != "ACLED":
        names = [column for column in free() if _names_things(contents[column])]
        if mapping["side_a"] or mapping["kind"]:  # of which a title can be made
            names = []
        elif mapping["place_title"]:  # beside it, only what no head tells to be something else
            names = [column for column in names if contents[column].variety > 0.85 and _is_unnamed(column)]
        group = mapping["chapter"]
        if not names and group and contents[group].variety > _OWN_NAMES and _names_things(contents[group]):
            mapping |= {"title": group, "chapter": ""}  # each has a name of its own: no group of several
        if names:
            mapping["title"] = max(names, key=lambda column: round(contents[column].variety, 1))


def _by_head_alone(mapping: dict[str, str], columns: list[str]) -> None:
    """Where nothing fits, take what is at least called a date or a position: its fault is then told."""
    wanted = [
        field for field in ("latitude", "longitude") if not mapping["coordinates"] and not mapping["geometry_wkt"]
    ]
    if not any(mapping[field] for field in _SUFFICIENT):
        wanted.append("date_edtf")
    for field in wanted:
        free = [column for column in columns if column not in mapping.values()]
        best = max(free, key=lambda column: _by_head(column).get(field, 0), default="")
        if not mapping[field] and best and _by_head(best).get(field, 0) >= _PART:
            mapping[field] = best


def _is_unnamed(*columns: str) -> bool:
    """Whether no head of these says what it holds."""
    return not any(_by_head(column) for column in columns)


def _are_degrees(one: Contents, other: Contents) -> bool:
    return min(one.decimals, other.decimals) > 0.6 and min(one.latitudes, other.longitudes) > 0.95


def _names_things(one: Contents) -> bool:
    return one.letters > 0.9 and one.addresses < 0.1 and one.dates < 0.3 and one.variety > 0.6 and 3 <= one.length <= 80


def _plain(column: str) -> str:
    return re.sub(r"[^\w]+", "_", column.strip().lower()).strip("_")
