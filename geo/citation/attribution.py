"""What every download says of its origin: the licence of the data and how to cite them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from geo.citation.items import atlas
from geo.citation.styles import cite
from geo.record.data_dictionary import documents

__all__ = ["LICENCE", "LICENCE_URL", "citation"]

_LICENCE = json.loads(documents()["datapackage.json"])["licenses"][0]  # said once, by the data package
LICENCE: Final[str] = _LICENCE["title"]
LICENCE_URL: Final[str] = _LICENCE["path"]


@lru_cache(maxsize=32)
def citation(home_url: str = "") -> str:
    """Return the citation of the atlas in Chicago style; *home_url* is where it was read, if it was online."""
    return cite(atlas(home_url), "chicago")
