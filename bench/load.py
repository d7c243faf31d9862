"""Running for many: sessions that speak Streamlit's own protocol and step the years of the map.

A session does what a browser does between a press on the axis of time and the next picture: it sends
the days, takes every message of the answer and is done when the script has finished.
It keeps the large messages that a browser keeps, follows the page's link, and holds that the
answer tells the map the years that were asked for.  It draws nothing.
"""

from __future__ import annotations

import asyncio
import html
import json
import os
import random
import re
import signal
import statistics
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psutil
import websockets
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import servers
from bench.report import Report, figure, quantile
from deploy import local
from geo.maps.live import selection_state
from geo.query.selection import Selection, View
from geo.record import tables

__all__ = ["Outcome", "run", "stepping"]

THINK_S = 2.0
ARRIVE_S = 0.05
ANSWER_S = 30
MEGABYTE = 1_000_000
_LINE = "steps"  # what the axis says its days by: pages/parts/map/wire.py
_LATEST = 2**31  # the view that the days were chosen in: none that the page was sent to later
_MARK = re.compile(r'class="map-now"[^>]* data-state="([^"]*)"')  # geo/templates/page/map_now.html
_SELECT = re.compile(r"atlas\.select\((\{.*?\})\);\n")
_GOOD_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_CLOSED = (websockets.ConnectionClosed, websockets.InvalidHandshake, OSError)


class WrongAnswerError(Exception):
    """The page answered something else than was asked for; the message says what."""


FIRST_YEAR, LAST_YEAR = tables.atlas().years


@dataclass
class Visitor:
    """One session.

    Attributes
    ----------
    years : what is chosen on the axis.
    query : the link of the view, as the page last wrote it; all that a lost session is rebuilt from.
    """

    url: str
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)
    query: str = ""
    _name: str = field(default_factory=lambda: uuid.uuid4().hex)
    _visit: str = ""
    _page: str = ""
    _line: str = ""
    _part: str = ""
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)
    _socket: websockets.ClientConnection = field(init=False)

    async def open(self) -> float:
        """Connect, with the present link; return the milliseconds until the first run has finished."""
        started = time.perf_counter()
        self._kept.clear()
        await self._connect()
        await self._run()
        return (time.perf_counter() - started) * 1000

    async def _connect(self, *tokens: str) -> None:
        """Connect; *tokens* say which visit is wanted back."""
        self._socket = await websockets.connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol(word) for word in ("streamlit", *tokens)],
            additional_headers=self._headers,
            compression=None,
            max_size=None,
            open_timeout=ANSWER_S,
        )

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"atlas_visit={self._name}"}

    async def come_back(self) -> None:
        """Do what a page does whose connection broke: connect, and if its visit is not known any more, load again."""
        await self._connect("PLACEHOLDER", self._visit)
        answer = json.loads(await asyncio.to_thread(self._get, "/api/visit", {"X-Atlas-Visit": self._visit}))
        if answer["known"]:
            return
        await self.close()
        await asyncio.to_thread(self._get, f"/?{self.query}", {})
        await self.open()

    def _get(self, path: str, headers: dict[str, str]) -> bytes:
        request = urllib.request.Request(self.url + path, headers=self._headers | headers)
        with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:
            body: bytes = answer.read()
        return body

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    async def step(self) -> float:
        """Choose other years; return the milliseconds until the answer is complete."""
        others = [year for year in range(FIRST_YEAR + 1, LAST_YEAR + 1) if year != self.years[1]]
        self.years = (FIRST_YEAR, random.choice(others))  # noqa: S311 - no secret
        started = time.perf_counter()
        await self._run(self.years)
        return (time.perf_counter() - started) * 1000

    async def _run(self, years: tuple[int, int] | None = None) -> None:
        """Have the page's script run, with *years* chosen, and check its answer.

        Raises
        ------
        WrongAnswerError
            If the page failed, has no axis, or told the map other years.
        """
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.context_info.timezone = "UTC"
        message.rerun_script.context_info.locale = "en"
        message.rerun_script.cached_message_hashes.extend(self._kept)
        if years:
            message.rerun_script.fragment_id = self._part
            state = message.rerun_script.widget_states.widgets.add()
            state.id = _make_trigger_id(self._line, "events")
            state.json_trigger_value = json.dumps([{"event": "days", "value": _days(years)}])
        await self._socket.send(message.SerializeToString())
        told: dict[str, object] = {}
        async with asyncio.timeout(ANSWER_S):
            while not _is_end(answer := self._restored(await self._socket.recv())):
                self._take(answer, told)
        if answer.script_finished not in _GOOD_ENDS:
            raise WrongAnswerError("the script did not finish")
        wanted = selection_state(Selection().with_years(*self.years, tables.atlas().years), View())
        if not self._line or {name: told.get(name, "nothing") for name in ("from", "to")} != {
            name: wanted[name] for name in ("from", "to")
        }:
            raise WrongAnswerError(f"asked for {self.years}, the map was told {told.get('from')} to {told.get('to')}")

    def _restored(self, raw: str | bytes) -> ForwardMsg:
        """Return a message; one that was kept comes as its hash alone."""
        message = ForwardMsg()
        message.ParseFromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            kept = ForwardMsg()
            kept.CopyFrom(self._kept[message.ref_hash])
            return kept
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return message

    def _take(self, message: ForwardMsg, told: dict[str, object]) -> None:
        """Remember what a later run needs, and put into *told* what the map is told."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
            self._visit = message.new_session.initialize.session_id or self._visit
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            element = message.delta.new_element
            if element.bidi_component.component_name == _LINE:
                self._line, self._part = element.bidi_component.id, message.delta.fragment_id
            elif found := _MARK.search(element.html.body):
                told.update(json.loads(html.unescape(found[1])))
            elif element.WhichOneof("type") == "exception":
                raise WrongAnswerError(element.exception.message)
            elif element.WhichOneof("type") == "component_instance":
                found = _SELECT.search(json.loads(element.component_instance.json_args).get("feature_group") or "")
                told.update(json.loads(found[1]) if found else {})


def _days(years: tuple[int, int]) -> dict[str, object]:
    """Return what the page's script says when whole years are chosen on the axis."""
    first, last = (f"{year:04d}-{day}" for year, day in zip(years, ("01-01", "12-31"), strict=True))
    return {"name": "years", "from": first, "to": last, "sent": _LATEST, "n": time.time_ns()}


def _is_end(message: ForwardMsg) -> bool:
    """Return whether a message ends the answer; a part of the page may find that the whole page has to run."""
    is_finished = message.WhichOneof("type") == "script_finished"
    return is_finished and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Outcome:
    """What a crowd of visitors met with; times in milliseconds."""

    first_ms: list[float] = field(default_factory=list)
    steps_ms: list[float] = field(default_factory=list)
    back_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cpu: float = 0
    foreign_cpu: float = 0
    bytes_a_session: float = 0


async def _crowd(url: str, pids: Sequence[int], count: int, seconds: float, kill: int | None = None) -> Outcome:
    """Let *count* visitors come one after another and step for *seconds*.

    Parameters
    ----------
    kill : a process to kill half-way.
    """
    outcome = Outcome()
    await _warm_up(url, len(pids))
    memory = _memory(pids)
    visitors = [Visitor(url) for _ in range(count)]

    async def arrive(visitor: Visitor, number: int) -> None:
        await asyncio.sleep(number * ARRIVE_S)
        with _noted(outcome):
            outcome.first_ms.append(await visitor.open())

    await asyncio.gather(*(arrive(visitor, number) for number, visitor in enumerate(visitors)))
    load, end = _Cpu(pids), time.monotonic() + seconds
    if kill:
        asyncio.get_running_loop().call_later(seconds / 2, os.kill, kill, signal.SIGKILL)
    await asyncio.gather(
        *(_steps(visitor, lambda: time.monotonic() >= end, outcome, bool(kill)) for visitor in visitors)
    )
    if not kill:
        outcome.cpu, outcome.foreign_cpu = load.shares()
        outcome.bytes_a_session = (_memory(pids) - memory) / count
    await asyncio.gather(*(visitor.close() for visitor in visitors), return_exceptions=True)  # some never opened
    return outcome


async def _warm_up(url: str, processes: int) -> None:
    """Let a few visitors come and go, so that every process has loaded what it loads once."""
    for _ in range(6 * processes):
        visitor = Visitor(url)
        await visitor.open()
        await visitor.step()
        await visitor.close()


async def _steps(visitor: Visitor, is_over: Callable[[], bool], outcome: Outcome, may_break: bool = False) -> None:
    await asyncio.sleep(random.random() * THINK_S)  # noqa: S311 - no secret
    while not is_over():
        started = time.monotonic()
        try:
            with _noted(outcome):
                outcome.steps_ms.append(await visitor.step())
        except _CLOSED:
            if not may_break:
                outcome.errors.append("the connection broke")
                return
            await _come_back(visitor, outcome)
        pause = THINK_S * (0.5 + random.random())  # noqa: S311 - no secret
        await asyncio.sleep(max(0.0, started + pause - time.monotonic()))


async def _come_back(visitor: Visitor, outcome: Outcome) -> None:
    """Connect again as the page in a browser does, which knows no more than its link; the view must be the same."""
    visitor.years = _years(visitor.query)
    started = time.perf_counter()
    while time.perf_counter() - started < ANSWER_S:
        try:
            with _noted(outcome):
                await visitor.come_back()
                outcome.back_ms.append((time.perf_counter() - started) * 1000)
            return
        except _CLOSED:
            await asyncio.sleep(0.5)
    outcome.errors.append("the connection did not come back")


def _years(query: str) -> tuple[int, int]:
    """Return the years that a link of a whole-year view shows."""
    found = re.search(r"(?:^|&)to=(\d{4})", query)
    return FIRST_YEAR, int(found[1]) if found else LAST_YEAR


@contextmanager
def _noted(outcome: Outcome) -> Iterator[None]:
    """Note wrong and late answers as errors; a broken connection is the caller's."""
    try:
        yield
    except WrongAnswerError as error:
        outcome.errors.append(str(error))
    except TimeoutError:
        outcome.errors.append(f"no answer within {ANSWER_S} s")


def _memory(pids: Sequence[int]) -> int:
    return sum(psutil.Process(pid).memory_info().rss for pid in pids)


class _Cpu:
    """CPU used from now on: by *pids*, and by what belongs neither to them nor to this program."""

    def __init__(self, pids: Sequence[int]) -> None:
        self._servers = [psutil.Process(pid) for pid in pids]
        self._start, self._before = time.monotonic(), self._read()

    def _read(self) -> tuple[float, float, float]:
        own = psutil.Process().cpu_times()
        every = psutil.cpu_times()
        return (
            sum(sum(server.cpu_times()[:2]) for server in self._servers),
            own.user + own.system,
            sum(every) - every.idle - getattr(every, "iowait", 0),
        )

    def shares(self) -> tuple[float, float]:
        """Return the two in cores."""
        wall = time.monotonic() - self._start
        servers_s, own_s, every_s = (after - before for before, after in zip(self._before, self._read(), strict=True))
        return servers_s / wall, max(0.0, every_s - servers_s - own_s) / wall


@contextmanager
def stepping(url: str, count: int) -> Iterator[Outcome]:
    """Let *count* visitors step, beside whatever the block does, until it ends; what they meet with is yielded."""
    outcome, is_over = Outcome(), threading.Event()

    async def visit() -> None:
        visitor = Visitor(url)
        try:
            with _noted(outcome):
                outcome.first_ms.append(await visitor.open())
            await _steps(visitor, is_over.is_set, outcome)
            await visitor.close()
        except _CLOSED:
            outcome.errors.append("the connection broke")

    async def all_of_them() -> None:
        await asyncio.gather(*(visit() for _ in range(count)))

    crowd = threading.Thread(target=lambda: asyncio.run(all_of_them()))
    crowd.start()
    try:
        yield outcome
    finally:
        is_over.set()
        crowd.join()


@dataclass(frozen=True)
class Case:
    """A crowd and what was promised for it."""

    visitors: int
    processes: int
    p95_ms: float | None = None
    is_measured_in_memory: bool = False

    @property
    def name(self) -> str:
        """What the row is called."""
        behind = "one process" if self.processes == 1 else f"{self.processes} processes behind nginx"
        return f"{self.visitors} at once, {behind}"

    @property
    def promise(self) -> str:
        """What was promised, in words."""
        parts = [f"p95 ≤ {self.p95_ms:g} ms, no error"] if self.p95_ms else []
        return ", ".join(parts + (["≤ 1 MB a session"] if self.is_measured_in_memory else []))

    def is_kept(self, outcome: Outcome) -> bool | None:
        """Whether *outcome* is what was promised; ``None`` without a promise."""
        if not self.p95_ms:
            return None
        is_small = not self.is_measured_in_memory or outcome.bytes_a_session <= MEGABYTE
        return not outcome.errors and quantile(outcome.steps_ms, 0.95) <= self.p95_ms and is_small


CASES = (
    Case(1, 1),
    Case(30, 1),
    Case(100, 1, p95_ms=400, is_measured_in_memory=True),
    Case(200, 1),
    Case(100, 2, p95_ms=200, is_measured_in_memory=True),
    Case(200, 2, p95_ms=1000, is_measured_in_memory=True),
)
QUICK_CASES = (Case(1, 1), Case(10, 1), Case(10, 2))


def run(report: Report, quick: bool) -> None:
    """Add the tables of many visitors at once and of a process that dies under them."""
    report.section(
        "Many at once",
        f"Each session steps the years of the map page every {THINK_S:g} s on average; a step counts from the "
        "message to the server until the script has finished, and the answer must carry the new years. The sessions "
        "share the cores with the servers. Memory: growth of all processes divided by sessions. CPU in cores; *other* "
        "is what neither the servers nor the sessions used (nginx, and whatever else ran).",
    )
    for case in QUICK_CASES if quick else CASES:
        _crowd_row(report, case, 6 if quick else 24)
    report.section(
        "A process dies",
        "Two processes behind nginx; half-way one is killed. Its sessions connect again with nothing but their link, "
        "as the page in a browser does, and must be shown the same years.",
    )
    _death_row(report, 10 if quick else 60, 10 if quick else 24)


@contextmanager
def _served(processes: int) -> Iterator[tuple[str, list[int]]]:
    """Run so many fresh processes, behind nginx if there are several; yield address and process ids."""
    with ExitStack() as stack:
        running = [stack.enter_context(servers.atlas()) for _ in range(processes)]
        url = running[0].url
        if processes > 1:
            url = stack.enter_context(local.proxy([server.url.removeprefix("http://") for server in running]))
        yield url, [server.pid for server in running]


def _crowd_row(report: Report, case: Case, seconds: float) -> None:
    if case.processes > 1 and not local.program():
        report.failure(case.name, "nginx is not installed")
        return
    with _served(case.processes) as (url, pids):
        outcome = asyncio.run(_crowd(url, pids, case.visitors, seconds))
    if not outcome.steps_ms:
        report.failure(case.name, "; ".join(dict.fromkeys(outcome.errors)) or "no step was answered")
        return
    figures = {
        "steps": str(len(outcome.steps_ms)),
        **{f"p{part} ms": figure(quantile(outcome.steps_ms, part / 100)) for part in (50, 95, 99)},
        "first run p95 ms": figure(quantile(outcome.first_ms, 0.95)),
        "kB a session": figure(outcome.bytes_a_session / 1000) if case.visitors >= 30 else "",
        "server CPU": f"{outcome.cpu:.2f}",
        "other CPU": f"{outcome.foreign_cpu:.2f}",
        "errors": _counted(outcome.errors),
    }
    report.row(case.name, figures, promise=case.promise, kept=case.is_kept(outcome))


def _death_row(report: Report, visitors: int, seconds: float) -> None:
    name = f"{visitors} at once, one of two processes killed"
    if not local.program():
        report.failure(name, "nginx is not installed")
        return
    with _served(2) as (url, pids):
        outcome = asyncio.run(_crowd(url, pids, visitors, seconds, kill=pids[0]))
    figures = {
        "sessions cut": str(len(outcome.back_ms) + len(outcome.errors)),
        "views back": str(len(outcome.back_ms)),
        "back p50 ms": figure(statistics.median(outcome.back_ms)) if outcome.back_ms else "",
        "back, slowest ms": figure(max(outcome.back_ms, default=0)),
        "errors": _counted(outcome.errors),
    }
    report.row(name, figures, promise="no view lost", kept=bool(outcome.back_ms) and not outcome.errors)


def _counted(errors: Sequence[str]) -> str:
    """Return how many *errors* there were, with the first in words."""
    return f"{len(errors)} ({errors[0][:80]})" if errors else "0"
