"""Whether the atlas's own data can be shown as their files are now: tables, movements and tours together."""

from __future__ import annotations

from geo.errors import DatasetError
from geo.record import tables
from geo.record.files import movements, tour_files

__all__ = ["problems"]


def problems() -> tuple[str, ...]:
    """Return every problem of the files in use; nothing if all can be shown."""
    try:
        dataset = tables.load()
    except DatasetError as error:
        return error.problems
    return (*tables.damage(), *movements.damage(dataset), *tour_files.damage(dataset))
