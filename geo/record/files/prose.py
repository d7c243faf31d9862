"""Texts of a data package as a whole: what is uncertain, the plan of a lesson, what changed; it may have none."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from geo.record import tables

__all__ = ["CHANGES", "LESSON", "UNCERTAIN", "VERSION", "last_change", "text"]

#: Names of the files, which are Markdown.
UNCERTAIN, LESSON, CHANGES = "UNCERTAIN.md", "LESSON.md", "CHANGES.md"


#: The heading of a dated version in the change log.
VERSION = re.compile(r"^## (?P<version>\S+) \((?P<day>\d{4}-\d{2}-\d{2})\)$", re.MULTILINE)


def text(name: str, folder: Path | None = None) -> str:
    """Return the text *name* of the package in *folder*, by default the app's; empty if it has none."""
    path = (folder or tables.DATA) / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def last_change(folder: Path | None = None) -> dt.date | None:
    """Return the day of the newest dated version in the change log of a package, or ``None``."""
    days = [dt.date.fromisoformat(one["day"]) for one in VERSION.finditer(text(CHANGES, folder))]
    return max(days, default=None)
