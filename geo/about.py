"""What the atlas is called, which version it is, and on what terms it may be used.

Whatever repeats it (README, CITATION.cff, pyproject.toml, the data package) is held to it by ``tests/test_about.py``.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CODE_LICENCE", "CONTRIBUTORS", "DATA_LICENCE", "TITLE", "VERSION", "Licence"]


class Licence(NamedTuple):
    """Terms of use.

    Attributes
    ----------
    id : its identifier in SPDX.
    url : where its text stands.
    """

    id: str
    title: str
    url: str


TITLE = "Atlas of the Soviet–Japanese Border Conflicts, 1929–1945"
VERSION = "0.2.0"
CONTRIBUTORS = "The contributors to the Atlas of the Soviet–Japanese Border Conflicts"
DATA_LICENCE = Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")
CODE_LICENCE = Licence("MIT", "MIT License", "https://opensource.org/license/mit")
