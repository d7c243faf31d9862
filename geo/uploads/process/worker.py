"""The process in which a visitor's file is read: ``python -m geo.uploads.process.worker``.

It makes itself ready, takes one order from its standard input, sets itself limits of memory
and time, answers on its standard output and ends.  Whatever a parser does, it does it here.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from geo.errors import UploadError
from geo.uploads import readings
from geo.uploads.process.wire import Message, received, send

__all__ = ["IDLE_S", "ORDERS", "READY", "limits", "main"]

#: After so long without an order it ends.
IDLE_S = 900
#: What it says when it can take an order.
READY = b"ready"
_MOST_ORDER_BYTES = 1 << 32
_NICE = 10
_LIMITS = struct.Struct(">QQ")
_GRACE_S = 5  # the app stops it first, with a word
_MOST_TOLD = 4000  # characters of a fault for the log


def _read(values: Mapping[str, Any], _: dict[str, pd.DataFrame], blobs: dict[str, bytes]) -> Message:
    found = readings.read(str(values["name"]), blobs.pop("data"), readings.options_of(values["options"]))
    return readings.as_message(found, with_raw=True)


def _again(values: Mapping[str, Any], frames: dict[str, pd.DataFrame], _: dict[str, bytes]) -> Message:
    raw = readings.raw_of(values["raw"], frames)
    return readings.as_message(readings.again(raw, readings.options_of(values["options"])), with_raw=False)


#: What can be asked of it, by name.
ORDERS: Mapping[str, Callable[..., Message]] = {"read": _read, "again": _again}


def main(orders: BinaryIO, answers: BinaryIO) -> None:
    """Do one order."""
    idle = threading.Timer(IDLE_S, os._exit, (0,))
    idle.daemon = True
    idle.start()
    _warm_up()
    answers.write(READY)
    answers.flush()
    said = orders.read(_LIMITS.size)
    idle.cancel()
    if len(said) == _LIMITS.size:  # else the app has ended
        _limit(*_LIMITS.unpack(said))
        send(answers, _answer(*received(orders, _MOST_ORDER_BYTES)))


def limits(memory_bytes: int, seconds: int) -> bytes:
    """Return what goes before an order: how much memory above rest, and how many seconds of computing."""
    return _LIMITS.pack(memory_bytes, seconds)


def _answer(values: Mapping[str, Any], frames: dict[str, pd.DataFrame], blobs: dict[str, bytes]) -> Message:
    try:
        done = ORDERS[values["order"]](values, frames, blobs)
        return {"is": "done", **done[0]}, done[1], {}
    except UploadError as error:
        return {"is": "refused", "why": str(error)}, {}, {}
    except MemoryError:
        return {"is": "memory"}, {}, {}
    except Exception as error:
        if _is_of_memory(error):
            return {"is": "memory"}, {}, {}
        told = traceback.format_exc()[-_MOST_TOLD:]
        return {"is": "fault", "what": type(error).__name__, "told": told}, {}, {}


def _is_of_memory(error: BaseException | None) -> bool:
    """Whether somewhere behind *error* memory was refused; pyarrow, numpy and GEOS have names of their own for it."""
    while error is not None:
        if isinstance(error, MemoryError) or "alloc" in str(error)[:300].lower():
            return True
        error = error.__cause__ or error.__context__
    return False


def _warm_up() -> None:
    """Load what is loaded late, and do once what is slow the first time."""
    readings.read("", b"title,date,wkt\nA,29 July 1904,POINT (1 2)\n", readings.Options())
    readings.read("", b'{"features":[{"geometry":null,"properties":{"title":"A","date":"1904"}}]}', readings.Options())


def _limit(memory_bytes: int, seconds: int) -> None:
    """Step back behind the pages, and keep within so much memory above what is in use now, and so much computing."""
    with contextlib.suppress(OSError, AttributeError):  # not on Windows; a sandbox may forbid it
        os.nice(_NICE)
    with contextlib.suppress(OSError):  # where memory runs out, this process goes before the app
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    try:
        import resource
    except ImportError:  # Windows: the app looks on
        return
    used = _in_use()
    for name, most in (
        ("RLIMIT_AS", used["VmSize"] + memory_bytes if used else 0),
        ("RLIMIT_DATA", used["VmData"] + memory_bytes if used else 0),
        ("RLIMIT_CPU", seconds + _GRACE_S),
    ):
        if most:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                resource.setrlimit(getattr(resource, name), (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _in_use() -> dict[str, int]:
    """Return the address space and the data of this process in bytes; empty where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    sizes = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    return {name: int(sizes[name][0]) * 1024 for name in ("VmSize", "VmData")} if "VmData" in sizes else {}


if __name__ == "__main__":
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a parser that prints is not to speak into an answer
    main(sys.stdin.buffer, answers)
