"""The number of a set, and an order that it gives on every machine: from SHA-256 and from nothing else."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from typing import TypeVar

from geo.query.choices import LAST_SET

__all__ = ["FIRST_SET", "new_set", "number", "shuffled"]

#: A set that is drawn has four digits, so that it can be read out.
FIRST_SET = 1000

_Item = TypeVar("_Item")


def new_set() -> int:
    """Return the number of a set drawn by chance, short enough to be read out."""
    return FIRST_SET + secrets.randbelow(LAST_SET - FIRST_SET + 1)


def shuffled(items: Iterable[_Item], key: Callable[[_Item], str], *salt: object) -> list[_Item]:
    """Return *items* in an order that depends on their *key* and on *salt* alone."""
    return sorted(items, key=lambda item: (number(key(item), *salt), key(item)))


def number(text: str, *salt: object) -> int:
    """Return a number that depends on *text* and on *salt* alone."""
    named = "/".join(map(str, (*salt, text)))
    return int.from_bytes(hashlib.sha256(named.encode()).digest())
