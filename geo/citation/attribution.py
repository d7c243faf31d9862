"""What every download says of its origin: the licence of the data and how to cite them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from geo.about import DATA_LICENCE
from geo.citation.items import atlas
from geo.citation.styles import cite
from geo.record import tables

__all__ = ["LICENCE", "LICENCE_URL", "citation"]

LICENCE: Final[str] = DATA_LICENCE.title
LICENCE_URL: Final[str] = DATA_LICENCE.url


def citation(home_url: str = "") -> str:
    """Return the citation of the atlas in Chicago style; *home_url* is where it was read, if it was online."""
    return _citation(home_url, tables.atlas().title)


@lru_cache(maxsize=32)
def _citation(home_url: str, _title: str) -> str:
    """Return the same, made once for a title, which may be edited while the app runs."""
    return cite(atlas(home_url), "chicago")
