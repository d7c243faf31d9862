"""A line of their own for answers that take seconds and a lot of memory, such as handouts.

One is made at a time, so that pages, assets and health never wait for them and memory holds the parts of
one alone; equal requests share one; a few may wait, and the next is told to come again.  What nobody waits
for any more is not begun; what has been begun is finished, and kept for whoever asks again.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import anyio
import anyio.to_thread
from starlette.requests import Request

from geo.web.responses import Body

__all__ = ["BusyError", "LeftError", "Line", "give_memory_back"]

_LOG = logging.getLogger("atlas")
_LONGEST = 8
_KEPT_BYTES = 32_000_000
#: How often a waiting request is asked whether its reader is still there.
_LOOK_S = 0.25


class BusyError(Exception):
    """So many wait that another one would not be served in time."""


class LeftError(Exception):
    """The reader has gone away; nobody is to be answered."""


@dataclass(eq=False)
class _Job:
    """One thing to be made, and how many wait for it."""

    make: Callable[[], Body]
    readers: int = 0
    has_begun: bool = False
    task: asyncio.Task[Body] = field(init=False)


class Line:
    """A line of things to be made one at a time, in one event loop."""

    def __init__(self, longest: int = _LONGEST, kept_bytes: int = _KEPT_BYTES) -> None:
        """Make a line in which at most *longest* wait, and which keeps the last *kept_bytes* of what it made."""
        self._longest, self._kept_bytes = longest, kept_bytes
        self._turn = asyncio.Semaphore(1)
        self._thread = anyio.CapacityLimiter(1)
        self._jobs: dict[Hashable, _Job] = {}
        self._kept: OrderedDict[Hashable, Body] = OrderedDict()
        self._rest: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many things wait to be begun."""
        return sum(not job.has_begun for job in self._jobs.values())

    async def get(self, request: Request, key: Hashable, make: Callable[[], Body]) -> Body:
        """Return what *make* makes, in its turn, or what it made for the same *key* before.

        Raises
        ------
        BusyError
            If too many wait.
        LeftError
            If the reader goes away meanwhile.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        job = self._jobs.get(key) or self._join(key, make)
        job.readers += 1
        try:
            while not job.task.done():
                await asyncio.wait({job.task}, timeout=_LOOK_S)
                if not job.task.done() and await request.is_disconnected():
                    raise LeftError
            return job.task.result()
        finally:
            job.readers -= 1
            if not (job.readers or job.has_begun):
                self._jobs.pop(key, None)  # at once: who asks now is to begin anew, not to wait for what is given up
                job.task.cancel()

    def _join(self, key: Hashable, make: Callable[[], Body]) -> _Job:
        if self.waiting >= self._longest:
            raise BusyError
        job = self._jobs[key] = _Job(make)
        job.task = asyncio.get_running_loop().create_task(self._made(job))
        job.task.add_done_callback(lambda task: self._done(key, job, task))
        return job

    async def _made(self, job: _Job) -> Body:
        async with self._turn:
            job.has_begun = True
            return await anyio.to_thread.run_sync(job.make, limiter=self._thread)

    def _done(self, key: Hashable, job: _Job, task: asyncio.Task[Body]) -> None:
        if task.cancelled():
            return
        if self._jobs.get(key) is job:
            del self._jobs[key]
        error = task.exception()
        if error is None:
            self._keep(key, task.result())
        elif not job.readers:
            _LOG.error("what nobody waits for any more could not be made", exc_info=error)
        if not self._jobs:
            self._rest = asyncio.get_running_loop().create_task(self._recover())

    def _keep(self, key: Hashable, body: Body) -> None:
        self._kept[key] = body
        while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._kept_bytes:
            self._kept.popitem(last=False)

    async def _recover(self) -> None:
        """After the last of a burst have the memory back that its parts took."""
        async with self._turn:
            if not self._jobs:
                await anyio.to_thread.run_sync(give_memory_back, limiter=self._thread)


def give_memory_back() -> None:
    """Give the system what is no longer used; glibc would keep it. Elsewhere it is only swept together."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
