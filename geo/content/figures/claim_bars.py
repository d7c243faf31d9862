"""Rival figures as small bars: what was counted, of whom, and by whom, on one scale for both sides.

A bar's colour and mark are those of who counted, not of who was counted: that is what a reader has to weigh.
Positions are shares of the room for a bar, so that one template serves a panel, a page and a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from geo.content.figures.losses import Figure

__all__ = ["Bar", "Counted", "Measured", "measured"]

#: Of the room for a bar; the rest is for the number at its end.
_LONGEST_PERCENT = 66
#: Of so few figures all are shown at once.
_MOST_OPEN = 12
_ROLES = ("belligerent_a", "belligerent_b", "third_party")


@dataclass(frozen=True)
class Bar:
    """One figure as drawn, with everyone of one part in the conflict who gave it.

    Attributes
    ----------
    look : classes of the style sheet for the mark and the colour of who counted.
    low, high : ends of the range, in percent of the room; the same where there is one value.
    best : where the value stands, likewise; ``None`` for a range without one.
    is_open : whether the claimant said "or more".
    is_nought : whether a source reports none, which is not the same as silence.
    """

    text: str
    look: str
    role: str
    low: int
    high: int
    best: int | None
    is_open: bool
    is_nought: bool
    voices: tuple[Figure, ...]


@dataclass(frozen=True)
class Counted:
    """The bars of one party that was counted, by who counted: side a, side b, others; the largest first."""

    party: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Measured:
    """One measure with the parties counted, all on one scale.

    Attributes
    ----------
    name : what was counted, with a capital.
    count : how many figures there are.
    span : smallest and largest number that was given, in words.
    is_open : whether the bars are to be seen without being asked for.
    claimants : ``(look, role)`` of each sort of claimant that occurs, in the order of the bars.
    """

    measure: str
    name: str
    count: int
    span: str
    is_open: bool
    claimants: tuple[tuple[str, str], ...]
    parties: tuple[Counted, ...]


def measured(figures: Sequence[Figure], first: Collection[str] = ()) -> tuple[Measured, ...]:
    """Return *figures*, which are sorted by measure and by party counted, as bars.

    Parameters
    ----------
    first : measures that are shown at once, however many figures there are.
    """
    is_short = len(figures) <= _MOST_OPEN
    found: list[Measured] = []
    for measure, group in groupby(figures, key=lambda one: one.measure):
        rows = list(group)
        found.append(_measured(rows, is_short or measure in first or (not found and not first)))
    return tuple(found)


def _measured(rows: Sequence[Figure], is_open: bool) -> Measured:
    top = max(row.ends[1] for row in rows)
    parties = tuple(
        Counted(party, _bars(list(group), top)) for party, group in groupby(rows, key=lambda row: row.side_name)
    )
    claimants = sorted({(_rank(row), row.claimant_look, row.role) for row in rows})
    name = rows[0].measure_name
    return Measured(
        measure=rows[0].measure,
        name=name[:1].upper() + name[1:],
        count=len(rows),
        span=_span(rows),
        is_open=is_open,
        claimants=tuple(dict.fromkeys((look, role) for _, look, role in claimants)),
        parties=parties,
    )


def _bars(rows: Iterable[Figure], top: float) -> tuple[Bar, ...]:
    ordered = sorted(rows, key=lambda row: (_rank(row), row.role, -row.ends[1], row.ends[0], row.text))
    bars = []
    for (role, text), group in groupby(ordered, key=lambda row: (row.role, row.text)):
        voices = tuple(group)
        one = voices[0]
        low, high = one.ends
        bars.append(
            Bar(
                text=text,
                look=one.claimant_look,
                role=role,
                low=0 if one.bound == "at most" else _along(low, top),
                high=_along(high, top),
                best=None if one.best is None else _along(one.best, top),
                is_open=one.bound == "at least",
                is_nought=high == 0,
                voices=voices,
            )
        )
    return tuple(bars)


def _along(value: float, top: float) -> int:
    return round(value / top * _LONGEST_PERCENT) if top else 0


def _rank(row: Figure) -> int:
    return _ROLES.index(row.claimant_role) if row.claimant_role in _ROLES else len(_ROLES)


def _span(rows: Sequence[Figure]) -> str:
    low, high = (edge(end for row in rows for end in row.ends) for edge in (min, max))
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
