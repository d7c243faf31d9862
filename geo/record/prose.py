"""Texts of a data package as a whole: what is uncertain, the plan of a lesson, what changed; it may have none."""

from __future__ import annotations

from geo.record import tables

__all__ = ["CHANGES", "LESSON", "UNCERTAIN", "text"]

#: Names of the files, which are Markdown.
UNCERTAIN, LESSON, CHANGES = "UNCERTAIN.md", "LESSON.md", "CHANGES.md"


def text(name: str) -> str:
    """Return the text *name* of the package that the app shows; empty if it has none."""
    path = tables.DATA / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
