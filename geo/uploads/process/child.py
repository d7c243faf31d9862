"""Processes that read files: started ahead of need, one kept ready, each good for one order."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, cast

import psutil

from geo.uploads.layers import gdal_layers
from geo.uploads.process import worker
from geo.uploads.process.wire import Message, received, send

__all__ = ["Child", "make_ready", "taken"]

_ROOT = Path(__file__).parents[3]
_SPARE_S = worker.IDLE_S - 60  # one that is older may be about to end
#: What the process gets to know of its surroundings; no secret of the app is among it.
_KEPT = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "VIRTUAL_ENV", "ATLAS_DATA"),
)
_SET = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",  # what is let go is given back
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    **gdal_layers.SETTINGS,
}


class Child:
    """A process that makes itself ready, takes one order and answers it.

    Attributes
    ----------
    answer : what it said, once :meth:`ask` is over; ``None`` if it ended without a word.
    fault : what was wrong with what it said.
    """

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _SET
        self._process = subprocess.Popen(  # noqa: S603 - this program's own module, without a shell
            [sys.executable, "-m", worker.__name__],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._born = time.monotonic()
        self._over, self._working = threading.Event(), threading.Event()
        self._is_asked = False
        self.answer: Message | None = None
        self.fault = ""

    @property
    def is_fresh(self) -> bool:
        """Whether it lives, and is not about to end for want of an order."""
        return self._process.poll() is None and time.monotonic() - self._born < _SPARE_S

    @property
    def is_working(self) -> bool:
        """Whether it has become ready and has its limits."""
        return self._working.is_set()

    @property
    def code(self) -> int | None:
        """How it ended."""
        return self._process.poll()

    def ask(self, order: Message, memory_bytes: int, seconds: int) -> None:
        """Give it its order, with its limits, in a thread of its own."""
        self._is_asked = True
        arguments = order, memory_bytes, seconds
        threading.Thread(target=self._talk, args=arguments, name="upload-pipe", daemon=True).start()

    def wait(self, seconds: float | None = None) -> bool:
        """Return whether it has answered or ended, after so many seconds at most."""
        return self._over.wait(seconds)

    def in_use(self) -> tuple[int, float]:
        """Return its memory in bytes and the seconds it has computed; zeros when it has ended."""
        try:
            process = psutil.Process(self._process.pid)
            with process.oneshot():
                return int(process.memory_info().rss), float(sum(process.cpu_times()[:2]))
        except psutil.Error:
            return 0, 0.0

    def end(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        if not self._is_asked:
            self._close()

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _talk(self, order: Message, memory_bytes: int, seconds: int) -> None:
        pipes = cast("tuple[IO[bytes], IO[bytes]]", (self._process.stdin, self._process.stdout))
        orders, answers = pipes
        try:
            if answers.read(len(worker.READY)) == worker.READY:
                orders.write(worker.limits(memory_bytes, seconds))
                self._working.set()
                send(orders, order)  # type: ignore[arg-type]
                self.answer = received(answers, memory_bytes)  # type: ignore[arg-type]
        except Exception as error:  # a broken pipe, or what a process that is no longer itself may say
            self.fault = f"{type(error).__name__}: {error}"[:300]
        finally:
            self._close()
            self._over.set()


_lock = threading.Lock()
_spare: Child | None = None


def make_ready() -> None:
    """See to it that a process is ready for the next file, so that its start is not waited for."""
    global _spare
    with _lock:
        if _spare is None or not _spare.is_fresh:
            if _spare is not None:
                _spare.end()
            _spare = Child()


def taken() -> Child:
    """Return the process that was kept ready, or a new one."""
    global _spare
    with _lock:
        found, _spare = _spare, None
    if found is not None and found.is_fresh:
        return found
    if found is not None:
        found.end()
    return Child()
