"""A folder whose files are held in memory, for readers of a data package; nothing of it is ever on a disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

__all__ = ["HeldFolder"]


@dataclass(frozen=True)
class HeldFolder:
    """What a reader asks of a :class:`pathlib.Path`: a file in it, its size, its bytes."""

    files: Mapping[str, bytes]
    name: str = ""

    def __truediv__(self, name: str) -> HeldFolder:
        """Return the file of that name in the folder."""
        return HeldFolder(self.files, f"{self.name}/{name}".strip("/"))

    def __str__(self) -> str:
        """Return the name within the folder."""
        return self.name

    def is_file(self) -> bool:
        """Whether there is such a file."""
        return self.name in self.files

    def read_bytes(self) -> bytes:
        """Return its bytes.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        """
        if self.name not in self.files:
            raise FileNotFoundError(self.name)
        return self.files[self.name]

    def stat(self) -> SimpleNamespace:
        """Return its size as ``st_size``.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        """
        return SimpleNamespace(st_size=len(self.read_bytes()))
