"""Reading a visitor's file in a process of its own, which can be waited for, watched and given up.

::

    page ── start(name, data, options) ─► Errand ── thread ──► python -m geo.uploads.process.worker
              wait · cancel · result ◄──             limits, order ─►   ◄─ the reading, or why not

At most :data:`AT_ONCE` files are read at the same time; others wait.  Memory and time of each
are limited by ``ATLAS_UPLOAD_MB`` (megabytes above what the process needs at rest) and
``ATLAS_UPLOAD_SECONDS`` (of computing; thrice as many by the clock).  Whatever becomes of the
process, the visit gets a reading or a sentence.
"""

from __future__ import annotations

import logging
import os
import threading
import time

from geo.errors import UploadError
from geo.uploads import readings
from geo.uploads.own_events import Reading
from geo.uploads.process import child
from geo.uploads.process.child import Child, make_ready
from geo.uploads.process.wire import Message
from geo.uploads.raw_table import RawTable
from geo.uploads.readings import Options

__all__ = ["AT_ONCE", "Errand", "limits", "make_ready", "read", "start", "start_again"]

AT_ONCE = 2
_MEGABYTE = 1_000_000
_BY_THE_CLOCK = 3
_START_S = 120
_LOOK_S = 0.05
_LIGHTER = "leave out columns that are not needed, or load the rows in parts"
_log = logging.getLogger("atlas")
_places = threading.BoundedSemaphore(AT_ONCE)


def limits() -> tuple[int, int]:
    """Return how many bytes above rest, and how many seconds of computing, reading one file may take."""
    return _setting("ATLAS_UPLOAD_MB", 600) * _MEGABYTE, _setting("ATLAS_UPLOAD_SECONDS", 60)


def read(name: str, data: bytes, options: Options = Options()) -> Reading:  # noqa: B008 - frozen
    """Return what the file gives, read in a process of its own.

    Raises
    ------
    UploadError
        If it is no table of events, or reading it passed a limit; the message says which.
    """
    return start(name, data, options).result()


def start(name: str, data: bytes, options: Options) -> Errand:
    """Begin to read a file."""
    values = {"order": "read", "name": name, "options": options.values()}
    return Errand((values, {}, {"data": data}), None, "this file")


def start_again(raw: RawTable, options: Options) -> Errand:
    """Begin to understand a table anew that has been read before."""
    values = {"order": "again", "raw": readings.raw_values(raw), "options": options.values()}
    return Errand((values, {"raw": raw.frame, "ragged": raw.ragged.to_frame("ragged")}, {}), raw, "this table")


class Errand:
    """A file being read.

    Attributes
    ----------
    is_waiting : whether other files are read first.
    peak_bytes : the most memory above rest that was seen in use.
    """

    def __init__(self, order: Message, raw: RawTable | None, what: str) -> None:
        self._order: Message | None = order
        self._raw, self._what = raw, what
        self._bytes, self._seconds = limits()
        self._finished, self._cancelled = threading.Event(), threading.Event()
        self._reading: Reading | None = None
        self._why = ""
        self.is_waiting = True
        self.peak_bytes = 0
        threading.Thread(target=self._run, name="upload", daemon=True).start()

    def wait(self, seconds: float | None = None) -> bool:
        """Return whether it is over, after so many seconds at most."""
        return self._finished.wait(seconds)

    def cancel(self) -> None:
        """Give it up; the process ends at once."""
        self._cancelled.set()

    def result(self) -> Reading:
        """Return the reading, when it is over.

        Raises
        ------
        UploadError
            If there is none; the message says what was found and what would be right.
        """
        self._finished.wait()
        if self._reading is None:
            raise UploadError(self._why or self._stopped())
        return self._reading

    def _run(self) -> None:
        try:
            while not _places.acquire(timeout=_LOOK_S):
                if self._cancelled.is_set():
                    return
            try:
                self.is_waiting = False
                self._work()
            finally:
                _places.release()
        except Exception as error:  # whatever goes wrong on this side, the visit is told
            _log.error("a file could not be read", exc_info=error)
            self._why = self._broken()
        finally:
            self._order = None
            self._finished.set()

    def _work(self) -> None:
        order = self._order
        if order is None or self._cancelled.is_set():
            return
        process = child.taken()
        try:
            process.ask(order, self._bytes, self._seconds)
            self._why = self._watch(process)
        finally:
            process.end()
        process.wait()
        if not self._why and not self._cancelled.is_set():
            self._take(process)

    def _watch(self, process: Child) -> str:
        """Wait for the answer; return why there will be none, or an empty text."""
        begun, is_working = time.monotonic(), False
        rest_bytes, rest_s = 0, 0.0
        while not process.wait(_LOOK_S):
            if self._cancelled.is_set():
                return ""
            in_use, spent_s = process.in_use()
            if not is_working:
                is_working = process.is_working
                rest_bytes, rest_s = max(rest_bytes, in_use), spent_s
                if time.monotonic() - begun > _START_S:
                    return self._broken()
                begun = time.monotonic() if is_working else begun
                continue
            self.peak_bytes = max(self.peak_bytes, in_use - rest_bytes)
            if self.peak_bytes > self._bytes:
                return self._too_much()
            if spent_s - rest_s > self._seconds or time.monotonic() - begun > _BY_THE_CLOCK * self._seconds:
                return self._too_long()
        return ""

    def _take(self, process: Child) -> None:
        if process.answer is None:
            _log.error("the process that read a file ended with %s: %s", process.code, process.fault)
            self._why = self._broken()
            return
        said = process.answer[0]
        if said["is"] == "done":
            self._reading = readings.of_message(process.answer, self._raw)
        elif said["is"] == "refused":
            self._why = str(said["why"])[:1000]
        elif said["is"] == "memory":
            self._why = self._too_much()
        else:
            _log.error("reading a file failed: %s", said.get("told"))
            self._why = self._broken()

    def _stopped(self) -> str:
        return f"reading {self._what} was stopped"

    def _too_much(self) -> str:
        most = self._bytes // _MEGABYTE
        return f"reading {self._what} needs more than the {most:,} MB of memory that one file is given; {_LIGHTER}"

    def _too_long(self) -> str:
        return f"reading {self._what} takes longer than the {self._seconds:,} s that one file is given; {_LIGHTER}"

    def _broken(self) -> str:
        return (
            f"{self._what} made the program that reads it stop, so something in it is damaged or very unusual. "
            "Open it in the program it comes from, and save it as CSV with encoding UTF-8"
        )


def _setting(name: str, default: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else default
