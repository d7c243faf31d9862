"""What a place name may mean: candidates, how like they are to what was asked, and the paper trail.

A name becomes a pin by itself only if the likeness of the best candidate is at least
:data:`ACCEPT` and no other place comes within :data:`CLOSE` of it.  Otherwise it waits for a
human.  How large a town is decides nothing but the order in which equals are shown: the
fight at Tumen was not at Tyumen.

The score is that of the name, times that of the country and the date: :data:`SCALE`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from geo.core.edtf import day_span
from geo.core.folding import fold, key
from geo.core.points import Point
from geo.core.spreadsheet import harmless
from geo.errors import DateError
from geo.geocoding import states_then

__all__ = [
    "ACCEPT",
    "ATLAS",
    "CLOSE",
    "OUT_OF_USE",
    "SCALE",
    "Candidate",
    "Era",
    "Finding",
    "Located",
    "Question",
    "Wanted",
    "likeness",
    "parts",
    "questions",
    "ranked",
    "rated",
    "trail_csv",
]

#: A name whose best candidate scores less waits for a human.
ACCEPT = 0.9
#: So does one whose second candidate scores less than this below the first.
CLOSE = 0.1
#: The service whose places are told apart even where they lie close together.
ATLAS = "Atlas gazetteer"
#: What a name of the time is worth for a row of a later date.
OUT_OF_USE = 0.85

_SAME, _SCRIPT, _SOUND, _NEAR = 1.0, 0.95, 0.8, 0.85
_ELSEWHERE, _UNKNOWN_STATE = 0.5, 0.8
#: How the score comes about, in words.
SCALE = (
    (f"{_SAME:.2f}", "the same spelling"),
    (f"{_SCRIPT:.2f}", "the same name in another script"),
    (f"{_SOUND:.2f}", "other Chinese characters of the same sound"),
    (f"≤ {_NEAR:.2f}", "a near spelling"),
    (f"× {OUT_OF_USE:.2f}", f"a name out of use, for a row after {states_then.LAST_YEAR_THEN}"),
    (f"× {_UNKNOWN_STATE:.2f}", "the country of the row is not known here"),
    (f"× {_ELSEWHERE:.2f}", "in another country than the row says"),
)
Era = Literal["then", "now", ""]
#: A wider circle than this counts as one of this radius when two services are compared.
_WIDEST_KM = 25.0
_TRAIL = (
    "service service_id matched title country lat lon score because where_prec approximation_km basis note credit "
    "asked_on"
).split()


@dataclass(frozen=True)
class Wanted:
    """A row that has a place name and no point; ``date`` is EDTF, or empty."""

    row_id: str
    name: str
    country: str = ""
    date: str = ""


@dataclass(frozen=True)
class Question:
    """What is looked up; rows that ask the same are asked once.

    Attributes
    ----------
    era : ``then`` up to :data:`geo.geocoding.states_then.LAST_YEAR_THEN`, ``now`` after it, empty without a date.
    """

    name: str
    country: str = ""
    era: Era = ""

    @property
    def year(self) -> int | None:
        """The year in which the country is read."""
        return states_then.LAST_YEAR_THEN if self.era == "then" else None


@dataclass(frozen=True)
class Candidate:
    """A place that a name may mean, as one service gave it.

    Attributes
    ----------
    query : the name that was asked for.
    service, service_id : who answered, and under which number or slug.
    title : what the service calls the place.
    matched : the name that met the one asked for.
    score, because : likeness from 0 to 1, and why.
    where_prec, approximation_km, basis, note : as in the table of places.
    asked_on : ISO day; that of the first answer if it was kept since.
    agrees : other services that put a place of this name there.
    """

    query: str
    service: str
    service_id: str
    title: str
    matched: str
    country: str
    lat: float
    lon: float
    score: float
    because: str
    where_prec: int
    approximation_km: float
    basis: str
    note: str
    credit: str
    asked_on: str
    agrees: tuple[str, ...] = ()

    @property
    def is_near(self) -> bool:
        """Whether the name that met only looks like the one asked for."""
        return key(self.query) != key(self.matched)

    def distance_km(self, other: Candidate) -> float:
        """Return the distance to *other* in kilometres."""
        return Point(self.lat, self.lon).distance_km(Point(other.lat, other.lon))


@dataclass(frozen=True)
class Located:
    """Where a row is put: degrees (WGS 84), UCDP precision, radius, basis, and the paper trail in one text."""

    lat: float
    lon: float
    where_prec: int
    approximation_km: float
    basis: str
    note: str


@dataclass(frozen=True)
class Finding:
    """What is known of one question.

    Attributes
    ----------
    candidates : the best first.
    silent : which services did not answer, and why.
    """

    question: Question
    candidates: tuple[Candidate, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def rivals(self) -> int:
        """How many other places come close to the best."""
        return sum(one.score > self.candidates[0].score - CLOSE for one in self.candidates[1:])

    @property
    def accepted(self) -> Candidate | None:
        """The place meant, if there is no doubt about it."""
        clear = self.candidates and self.candidates[0].score >= ACCEPT and not self.rivals
        return self.candidates[0] if clear else None

    @property
    def doubt(self) -> str:
        """Why the name waits for a human; empty if it does not."""
        if not self.candidates:
            return "no service knows this name"
        if self.rivals and self.candidates[0].score >= ACCEPT:
            return f"{self.rivals + 1} places bear this name"
        return "" if self.accepted else self.candidates[0].because

    def located(self, chosen: Candidate) -> Located:
        """Return *chosen* as the place of the rows, the paper trail in its note."""
        agrees = f"; {', '.join(chosen.agrees)} agrees" if chosen.agrees else ""
        decided = "accepted by rule" if chosen == self.accepted else "chosen by hand"
        note = (
            f"{self.question.name}: {chosen.service} has {chosen.matched} ({chosen.title}, {chosen.service_id}); "
            f"{chosen.because}, score {chosen.score:.2f}, {decided}{agrees}; asked {chosen.asked_on}; {chosen.credit}. "
            f"{chosen.note}"
        )
        return Located(chosen.lat, chosen.lon, chosen.where_prec, chosen.approximation_km, chosen.basis, note.strip())


def questions(wanted: Iterable[Wanted]) -> dict[Question, list[Wanted]]:
    """Return what there is to look up, with the rows that ask it, in their order; rows without a name are left out."""
    found: dict[Question, list[Wanted]] = {}
    for row in wanted:
        if name := " ".join(row.name.split()):
            found.setdefault(Question(name, row.country.strip(), _era(row.date)), []).append(row)
    return found


def trail_csv(
    asked: Mapping[Question, Sequence[Wanted]],
    findings: Mapping[Question, Finding],
    choices: Mapping[Question, Candidate | None],
) -> str:
    """Return the paper trail as CSV, a line for each candidate of each name.

    Parameters
    ----------
    choices : what a human decided; ``None`` means left out.
    """
    rows = [
        {
            "rows": " ".join(row.row_id for row in asked[question]),
            "query": question.name,
            "query_country": question.country,
            "decision": _decision(finding, one, choices),
            **{column: getattr(one, column, "") for column in _TRAIL},
            "agrees": "; ".join(one.agrees) if one else "",
        }
        for question, finding in findings.items()
        for one in finding.candidates or (None,)
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, ["rows", "query", "query_country", "decision", *_TRAIL, "agrees"])
    writer.writeheader()
    writer.writerows({column: harmless(str(value)) for column, value in row.items()} for row in rows)
    return text.getvalue()


def _decision(finding: Finding, one: Candidate | None, choices: Mapping[Question, Candidate | None]) -> str:
    if one is None:
        return "not found"
    if finding.question in choices:
        chosen = choices[finding.question]
        return "left out" if chosen is None else "chosen by hand" if one == chosen else "not chosen"
    if finding.accepted:
        return "accepted by rule" if one == finding.accepted else "not chosen"
    return "waits for a decision"


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates, best first, those of one place as one; near spellings only where nothing better is.

    Parameters
    ----------
    candidates : in the order in which their services are believed.  Of two that mean one place
        the first stands for both, unless it alone would have to wait.
    """
    has_exact = not all(one.is_near for one in candidates)
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: one.score < ACCEPT):
        same = next((index for index, other in enumerate(kept) if _is_same_place(other, one)), None)
        if same is None:
            if not (one.is_near and has_exact):
                kept.append(one)
        elif one.service != kept[same].service:
            agrees = dict.fromkeys((*kept[same].agrees, f"{one.service} {one.service_id}"))
            kept[same] = replace(kept[same], agrees=tuple(agrees))
    return tuple(sorted(kept, key=lambda one: -one.score))


def _is_same_place(one: Candidate, other: Candidate) -> bool:
    """Whether the circles of both meet; two places of the atlas's own gazetteer never are the same."""
    if one.service == other.service == ATLAS:
        return False
    reach_km = sum(min(place.approximation_km, _WIDEST_KM) for place in (one, other))
    return one.distance_km(other) <= reach_km


def likeness(asked: str, name: str) -> tuple[float, str]:
    """Return how like two names are, from 0 to 1, and in which way."""
    if _spelling(asked) == _spelling(name):
        return _SAME, "same spelling"
    if key(asked) == key(name):
        if _is_han(asked) or _is_han(name):
            return _SOUND, "same sound in Chinese, not the same characters"
        return _SCRIPT, "same name in another script or spelling"
    return round(_NEAR * fuzz.WRatio(fold(asked), fold(name)) / 100, 2), f"near spelling: {name}"


def rated(
    question: Question, name: str, land: Iterable[states_then.Land], point: Point, is_named: bool = False
) -> tuple[float, str]:
    """Return the score of a place that lies in *land*; *is_named*: it is filed under the very country of the row."""
    value, because = likeness(question.name, name)
    meant = states_then.lands(question.country, question.year)
    if question.country and not meant and not is_named:
        value, because = value * _UNKNOWN_STATE, f"{because}, but no state is known as {question.country}"
    elif question.country and not is_named:
        codes = {one.iso for one in land}
        if not any(one.iso in codes and one.holds(point) for one in meant):
            value, because = value * _ELSEWHERE, f"{because}, but not in {question.country}"
    return round(value, 2), because


def parts(country: str) -> set[str]:
    """Return the folded names of states in a cell that may hold several."""
    return {fold(part) for part in country.split(";")} - {""}


def _spelling(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(mark if mark.isalnum() else " " for mark in text).split())


def _is_han(name: str) -> bool:
    return any(unicodedata.name(mark, "").startswith("CJK UNIFIED") for mark in name)


def _era(date: str) -> Era:
    try:
        return "then" if day_span(date).first.year <= states_then.LAST_YEAR_THEN else "now"
    except DateError:
        return ""
