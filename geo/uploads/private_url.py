"""What a visit lends to its own map frame: bytes at an address that nobody can guess, gone with the visit.

The map frame loads its events by address.  A visitor's own live in the memory of the visit
alone: whoever keeps the :class:`Loan` keeps them, and when the visit ends nothing is left.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

__all__ = ["Loan", "find"]


@dataclass(frozen=True, eq=False)
class Loan:
    """Bytes that can be fetched as long as somebody keeps this object and has not ended it."""

    body: bytes
    media_type: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        """Make the bytes known under their key."""
        _loans[self.key] = self

    @property
    def address(self) -> str:
        """Where they are, below the app's root."""
        return f"api/own/{self.key}"

    def end(self) -> None:
        """Make the address lead nowhere from now on."""
        _loans.pop(self.key, None)


_loans: WeakValueDictionary[str, Loan] = WeakValueDictionary()


def find(key: str) -> Loan | None:
    """Return what is lent under *key*, or ``None`` if that visit is over or never was."""
    return _loans.get(key)
