"""Names that fit on a map: of units, cut short as armies do, and of places without what stands in brackets."""

from __future__ import annotations

import re

__all__ = ["short_place", "short_unit"]

_SHORT = (
    ("Rifle–Machine-gun", "MG"),
    ("Motor Rifle", "Mot. Rifle"),
    ("Reconnaissance", "Recon"),
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
_LONGEST = 24


def short_unit(title: str) -> str:
    """Return the name of a unit as it fits on a map.

    Examples
    --------
    >>> short_unit("149th Motor Rifle Regiment"), short_unit("1st Battalion, 75th Infantry")
    ('149th Mot. Rifle Regt', '1st Bn, 75th Inf.')
    """
    text = re.sub(r"\s*\(.*?\)", "", title)
    for long, short in _SHORT:
        text = text.replace(long, short)
    if len(text) > _LONGEST:
        text = text.split(",")[0]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def short_place(title: str) -> tuple[str, str]:
    """Return the name of a place without what stands in brackets, and that.

    Examples
    --------
    >>> short_place("Changkufeng (Zaozyornaya)")
    ('Changkufeng', 'Zaozyornaya')
    """
    also = re.search(r"\((.*?)\)", title)
    return re.split(r" \(| / |, ", title)[0], also[1] if also else ""
