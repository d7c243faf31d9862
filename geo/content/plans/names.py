"""Names that fit on a map: of units, cut short as armies do, of places without what stands in brackets, of sides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.content.figures.losses import members
from geo.record.tables import Dataset

__all__ = ["bare_unit", "short_place", "short_unit", "side_titles"]

_SHORT = (
    ("Rifle–Machine-gun", "MG"),
    ("Motor Rifle", "Mot. Rifle"),
    ("Cavalry–Mechanised", "Cav.–Mech."),
    ("Reconnaissance", "Recon"),
    ("Independent", "Indep."),
    ("Regiment", "Regt"),
    ("Division", "Div."),
    ("Brigade", "Bde"),
    ("Battalion", "Bn"),
    ("battalion", "bn"),
    ("Company", "Co."),
    ("company", "co."),
    ("Detachment", "Det."),
    ("detachment", "det."),
    ("Infantry", "Inf."),
    ("Cavalry", "Cav."),
    ("cavalry", "cav."),
    ("Armoured", "Arm."),
    ("Mechanised", "Mech."),
    ("Artillery", "Art."),
    ("headquarters", "HQ"),
    ("Headquarters", "HQ"),
)
_LONGEST = 29
#: Where a unit was, or what for, is said by its place on the map and by its evidence.
_WHERE = re.compile(r" (at|on|in|off|over|near|to|sent|searching) .*")
#: What goes next if a name is still too long, in this order.
_LESS = (re.compile(r",.*"), re.compile(r" and .*"), re.compile(r" of .*"))


def bare_unit(title: str) -> str:
    """Return the name of a unit as it is read in a list of a battle: without what the list says anyway.

    Examples
    --------
    >>> bare_unit("6th Army (Japan, 1939)"), bare_unit("Gunboats at the long island")
    ('6th Army', 'Gunboats')
    """
    return _WHERE.sub("", re.sub(r"\s*\(.*?\)", "", title))


def short_unit(title: str) -> str:
    """Return the name of a unit as it fits on a map.

    Examples
    --------
    >>> short_unit("149th Motor Rifle Regiment"), short_unit("1st Battalion, 75th Infantry")
    ('149th Mot. Rifle Regt', '1st Bn, 75th Inf.')
    >>> short_unit("Gunboats at the long island"), short_unit("Border companies of the northern sector")
    ('Gunboats', 'Border companies')
    """
    text = bare_unit(title)
    for long, short in _SHORT:
        text = text.replace(long, short)
    for more in _LESS:
        text = more.sub("", text) if len(text) > _LONGEST else text
    while len(text) > _LONGEST and " " in text:
        text = text.partition(" ")[2]
    return text


def short_place(title: str) -> tuple[str, str]:
    """Return the name of a place without what stands in brackets, and that.

    Examples
    --------
    >>> short_place("Changkufeng (Zaozyornaya)")
    ('Changkufeng', 'Zaozyornaya')
    """
    also = re.search(r"\((.*?)\)", title)
    return re.split(r" \(| / |, ", title)[0], also[1] if also else ""


def side_titles(dataset: Dataset, events: Iterable[str], parties: Iterable[str]) -> dict[str, str]:
    """Return what is a side's own in some events: “Soviet and Mongolian”, but “Soviet” where that party was alone.

    *parties* are those that lines and units name beside the events' own; a joint one of a side stands for its members,
    and one of both sides names nobody.
    """
    named = {*parties, *(party for event in events for party in dataset.events.at[event, "parties"])}
    titles = {}
    for side, together in zip(("a", "b"), dataset.atlas.sides, strict=True):
        own = dataset.parties.index[dataset.parties["side"] == side]
        there = {one for party in own.intersection(list(named)) for one in members(dataset, party)}
        alone = there.pop() if len(there) == 1 else ""
        titles[side] = dataset.atlas.adjectives.get(alone, dataset.claim_sides[alone]) if alone else together
    return titles
