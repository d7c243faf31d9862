"""The order of battle: both sides' units by the formation they belonged to, who led them and when they stood where.

A unit whose superior the record does not name stands at the top of its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.citation.short_titles import short_title
from geo.content.figures import losses
from geo.content.plans.evidence import span_of
from geo.content.plans.names import bare_unit, side_titles
from geo.content.plans.plan import battle_of, drawn_units, events_of
from geo.core.edtf import spoken
from geo.record.tables import Dataset

__all__ = ["Leader", "Member", "Order", "Side", "order"]

_LED = re.compile(r"\bcommander\b", re.IGNORECASE)
_COMMAND = re.compile(r"(?P<word>(?:acting )?commander),? (?:of )?(?:the )?(?P<what>.*)", re.IGNORECASE)
_ENDING = re.compile(r" (Regiment|Unit)$", re.IGNORECASE)
_MORE = re.compile(r"(?: regiment| unit)?(?:[,;] (?P<more>.+)| (?P<when>(?:from|until|to) .+))?", re.IGNORECASE)
_NEVER, _NOT_HERE = "no position in the record", "no position in this battle"
_TOO_ROUGH = "place known too roughly to draw"


@dataclass(frozen=True)
class Leader:
    """Who commanded a unit, by what the record says of the role, and the work that says so."""

    person_id: str
    name: str
    role: str
    source: str


@dataclass(frozen=True)
class Member:
    """One unit of a side.

    Attributes
    ----------
    title : its name in full.
    name : its name as the list has it.
    echelon : its size in a word; empty where the name says it.
    look : of its party's name (:func:`geo.content.figures.losses.look`).
    days : on which a position of it is attested here, the first and the last; empty for none.
    note : why it is not on the map; empty if it is.
    """

    id: str
    title: str
    name: str
    echelon: str
    look: str
    leaders: tuple[Leader, ...]
    days: str
    note: str
    below: tuple[Member, ...] = ()

    @property
    def size(self) -> int:
        """How many units, with all that belonged to it."""
        return 1 + sum(member.size for member in self.below)


@dataclass(frozen=True)
class Side:
    """The units of one side, those at the top first; *title* is empty for who was of neither."""

    title: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Order:
    """The order of battle of an event.

    Attributes
    ----------
    is_on_map : whether a plan shows the event, so that units can be looked up on it.
    """

    sides: tuple[Side, ...]
    is_on_map: bool

    @property
    def size(self) -> int:
        """How many units."""
        return sum(member.size for side in self.sides for member in side.members)


def order(dataset: Dataset, event_id: str) -> Order | None:
    """Return the order of battle of an event; ``None`` if the record has no unit in it.

    Of a battle with a plan it holds the units of all its parts, what they belonged to, and what belonged to them
    and is placed nowhere; of any other event those that have a position in it.
    """
    is_battle = battle_of(dataset, event_id) == event_id
    events = events_of(dataset, event_id)
    placed = _placed(dataset, events)
    led = _led(dataset, events) if is_battle else {}
    units = _units(dataset, placed, led) if is_battle else set(placed)
    if not placed or not units:
        return None
    drawn = {one.unit for one in drawn_units(dataset, event_id)}
    made = _Tree(dataset, units, placed, led, drawn)
    titles = side_titles(dataset, events, {dataset.units.at[unit, "party"] for unit in units}) | {"": ""}
    sides = (Side(title, made.top(side)) for side, title in titles.items())
    return Order(tuple(side for side in sides if side.members), bool(drawn))


def _placed(dataset: Dataset, events: Iterable[str]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the positions in *events* by unit."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        for row in dataset.rows("positions", "event_id", event):
            found.setdefault(row["unit_id"], []).append(row)
    return found


def _led(dataset: Dataset, events: Iterable[str]) -> dict[str, list[Mapping[str, Any]]]:
    """Return who commanded by unit, each once, what is said of the battle itself before what is said of its parts."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        for row in dataset.rows("event_people", "event_id", event):
            people = found.setdefault(row["unit_id"], [])
            if _LED.search(row["role"]) and row["person_id"] not in {one["person_id"] for one in people}:
                people.append(row)
    return {unit: people for unit, people in found.items() if unit and people}


def _units(dataset: Dataset, placed: Iterable[str], led: Iterable[str]) -> set[str]:
    """Return the units of a battle: placed or led in it, what they belonged to, and what belonged to them alone."""
    above = dataset.units["part_of"].to_dict()
    own = {*placed, *led}
    elsewhere = set(dataset.positions["unit_id"]) | set(dataset.event_people["unit_id"])
    own |= {unit for unit in above if unit not in elsewhere and above[unit] in own}
    found = set(own)
    for unit in own:
        while (unit := above.get(unit, "")) and unit not in found:
            found.add(unit)
    return found


class _Tree:
    """Makes the members of each side."""

    def __init__(
        self,
        dataset: Dataset,
        units: set[str],
        placed: Mapping[str, list[Mapping[str, Any]]],
        led: Mapping[str, list[Mapping[str, Any]]],
        drawn: set[str],
    ) -> None:
        self.dataset, self.placed, self.led, self.drawn = dataset, placed, led, drawn
        self.rows = {unit: row for unit, row in dataset.units.to_dict("index").items() if unit in units}
        self.below: dict[str, list[str]] = {}
        for unit, row in self.rows.items():
            above = row["part_of"] if row["part_of"] in self.rows else ""
            self.below.setdefault(above, []).append(str(unit))
        self.ever = set(dataset.positions["unit_id"])

    def top(self, side: str) -> tuple[Member, ...]:
        """Return the members of a side, ``a``, ``b`` or neither, that have nothing above them."""
        sides = self.dataset.parties["side"]
        known = ("a", "b")
        found = []
        for unit in self.below.get("", ()):
            own = sides.get(self.rows[unit]["party"], "")
            if (own if own in known else "") == side:
                found.append(self._member(unit))
        return tuple(found)

    def _member(self, unit: str) -> Member:
        row = self.rows[unit]
        echelon = row["echelon"].replace("_", " ")
        bare = bare_unit(row["title"])
        name = _without(bare, self.rows.get(row["part_of"], {}).get("title", ""))
        is_said = not echelon or echelon == "other" or echelon in row["title"].casefold()
        return Member(
            id=unit,
            title=row["title"],
            name=name,
            echelon="" if is_said else echelon,
            look=losses.look(self.dataset, row["party"]),
            leaders=tuple(self._leader(one, bare) for one in self.led.get(unit, ())),
            days=_days(self.placed.get(unit, ())),
            note=self._note(unit),
            below=tuple(self._member(one) for one in self.below.get(unit, ())),
        )

    def _note(self, unit: str) -> str:
        if unit in self.drawn:
            return ""
        if unit in self.placed:
            return _TOO_ROUGH
        return _NOT_HERE if unit in self.ever else _NEVER

    def _leader(self, row: Mapping[str, Any], unit: str) -> Leader:
        name = self.dataset.people.at[row["person_id"], "name"]
        source = f"{short_title(self.dataset, row['source_id'])}, {row['locator']}"
        return Leader(row["person_id"], name, role_in(row["role"], unit), source)


def role_in(role: str, unit: str) -> str:
    """Return a role in a unit without the unit's own name; whole if it names another.

    Examples
    --------
    >>> role_in("commander, 39th Rifle Corps, from 3 August", "39th Rifle Corps")
    'commander, from 3 August'
    >>> role_in("commander, 125th Infantry", "88th Division")
    'commander, 125th Infantry'
    """
    said = _COMMAND.fullmatch(role)
    core = _ENDING.sub("", unit)
    if not said or not said["what"].casefold().startswith(core.casefold()):
        return role
    more = _MORE.fullmatch(said["what"][len(core) :])
    return ", ".join(filter(None, (said["word"], more["more"], more["when"]))) if more else role


def _without(name: str, above: str) -> str:
    """Return the name of a unit without that of its superior, under which it stands."""
    for whole in filter(None, (bare_unit(above), _ENDING.sub("", bare_unit(above)))):
        name = name.removesuffix(f", {whole}")
    return name


def _days(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the first and the last day of positions, without the year if it is one."""
    spans = [span_of(row["date_edtf"]) for row in rows]
    if not spans:
        return ""
    first, last = min(one[0] for one in spans), max(one[1] for one in spans)
    days = [spoken(one.isoformat()) for one in (first, last)]
    if first.year == last.year:
        days = [day.rpartition(" ")[0] for day in days]
    return " – ".join(dict.fromkeys(days))
