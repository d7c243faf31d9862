"""How well a place is known, and how that is said: one rule for list, tooltip, handout, panel and map."""

from __future__ import annotations

from geo.core.looks import DOUBT_KM, VAGUE_FROM

__all__ = ["doubt", "is_vague", "located"]


def doubt(approximation_km: float) -> str:
    r"""Return how far the true place may lie from the point, or an empty text for a place that is as good as exact.

    No line breaks in it.

    Examples
    --------
    >>> doubt(15.0), doubt(1)
    ('±\xa015\xa0km', '')
    """
    return f"±\N{NO-BREAK SPACE}{approximation_km:g}\N{NO-BREAK SPACE}km" if approximation_km > DOUBT_KM else ""


def located(place: str, approximation_km: float) -> str:
    r"""Return a place with the doubt about it; empty without a place.

    Examples
    --------
    >>> located("Bulan-Ders", 30), located("Harbin", 1), located("", 0)
    ('Bulan-Ders (±\xa030\xa0km)', 'Harbin', '')
    """
    km = doubt(approximation_km) if place else ""
    return f"{place} ({km})" if km else place


def is_vague(where_prec: float) -> bool:
    """Whether a place is known to a district at best (UCDP GED: 3 and above); its symbol is hollow."""
    return where_prec >= VAGUE_FROM
