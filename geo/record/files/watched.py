"""What is made of files that may be edited while it is in use: made once per change, the last good one kept.

Whoever has begun with good data goes on with them while somebody works on the files; whoever asks
for the problems is told what is wrong with the files as they are now.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from geo.errors import DatasetError

__all__ = ["GLANCE_S", "Stamp", "Watched", "files", "glanced", "stamp"]

T = TypeVar("T")
#: Name, times of change of content and rights, size and number of a file; the name alone if it is gone.
Stamp = tuple[str | int, ...]

_MOST_FOLDERS = 4
#: For so long files that were looked at are not looked at again: to draw a page asks for them a dozen times.
GLANCE_S = 0.2
_MOST_GLANCES = 16
#: After so long damaged files are looked at again though they seem unchanged: a disk may have failed to read them.
_AGAIN_S = 30.0


def stamp(path: Path) -> Stamp:
    """Return what changes when the file at *path* does; a dangling or looping link counts as no file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return (path.name,)
    return path.name, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def files(folder: Path, ending: str) -> list[Path]:
    """Return the files of *folder* whose names end so, in order; without those of editors, which begin with a dot."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ending and not path.name.startswith("."))
    except OSError:
        return []
    return [path for path in found if len(stamp(path)) > 1 and path.is_file()]


_GLANCES: dict[Hashable, tuple[float, Any]] = {}


def glanced(key: Hashable, look: Callable[[], T]) -> T:
    """Return what *look* finds, or found for the same *key* within the last :data:`GLANCE_S` seconds."""
    now = time.monotonic()
    looked_at, found = _GLANCES.get(key, (-math.inf, None))
    if now - looked_at < GLANCE_S:
        return cast("T", found)
    if len(_GLANCES) >= _MOST_GLANCES:
        _GLANCES.clear()
    new = look()
    _GLANCES[key] = (now, new)
    return new


@dataclass(frozen=True)
class _State(Generic[T]):
    stamps: Hashable
    good: T | None
    problems: tuple[str, ...]
    looked_at: float


class Watched(Generic[T]):
    """One kind of thing that is made of the files of a folder, such as the dataset or the tours."""

    def __init__(self) -> None:
        self._states: OrderedDict[Path, _State[T]] = OrderedDict()
        self._lock = threading.RLock()  # files are read once, however many ask at the same time

    def good(self, folder: Path, stamps: Iterable[Hashable], make: Callable[[], T]) -> T:
        """Return what *make* makes of the files, or the last that it could make of them.

        Parameters
        ----------
        stamps : change whenever something else is to be made.

        Raises
        ------
        DatasetError
            If nothing could be made of them yet; as raised by *make*.
        """
        state = self._state(folder, tuple(stamps), make)
        if state.good is None:
            raise DatasetError(state.problems)
        return state.good

    def problems(self, folder: Path, stamps: Iterable[Hashable], make: Callable[[], T]) -> tuple[str, ...]:
        """Return what is wrong with the files as they are now; nothing if *make* could use them."""
        return self._state(folder, tuple(stamps), make).problems

    def _state(self, folder: Path, stamps: Hashable, make: Callable[[], T]) -> _State[T]:
        state = self._states.get(folder)
        if state and state.stamps == stamps and not self._is_to_be_tried_again(state):
            return state
        with self._lock:
            state = self._states.get(folder)
            if not state or state.stamps != stamps or self._is_to_be_tried_again(state):
                state = self._states[folder] = self._made(folder, stamps, make, state.good if state else None)
                self._states.move_to_end(folder)
                while len(self._states) > _MOST_FOLDERS:
                    self._states.popitem(last=False)
            return state

    @staticmethod
    def _made(folder: Path, stamps: Hashable, make: Callable[[], T], before: T | None) -> _State[T]:
        try:
            return _State(stamps, make(), (), time.monotonic())
        except DatasetError as error:
            return _State(stamps, before, error.problems, time.monotonic())
        except OSError as error:
            reason = f"{folder.name}: cannot be read ({error.strerror or error})"
            return _State(stamps, before, (reason,), time.monotonic())

    @staticmethod
    def _is_to_be_tried_again(state: _State[T]) -> bool:
        return bool(state.problems) and time.monotonic() - state.looked_at > _AGAIN_S
