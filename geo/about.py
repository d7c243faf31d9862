"""What the atlas is called, which version it is, and on what terms it may be used."""

from __future__ import annotations

__all__ = ["TITLE", "VERSION"]

TITLE = "Atlas of the Soviet–Japanese Border Conflicts, 1929–1945"
VERSION = "0.1.0"
