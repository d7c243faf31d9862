"""The line of costly answers: one at a time, one for equal requests, a few waiting, none for those who left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.documents.lesson import handout
from geo.record import tables
from geo.web import costly, routes
from geo.web.costly import BusyError, LeftError, Line
from geo.web.responses import Body
from tests.builders import a_package


class Reader:
    """Somebody who waits for an answer until told to leave."""

    def __init__(self) -> None:
        self.has_left = False

    async def is_disconnected(self) -> bool:
        return self.has_left


class Work:
    """Costly things to be made, each finished when told so; remembers what was begun and how many at once."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = threading.Event()
        self.at_work = self.most_at_work = 0

    def make(self, name: str) -> Callable[[], Body]:
        def made() -> Body:
            self.begun.append(name)
            self.at_work += 1
            self.most_at_work = max(self.at_work, self.most_at_work)
            assert self.may_end.wait(10)
            self.at_work -= 1
            return Body.of(name, "text/plain")

        return made

    def ask(self, line: Line, name: str, reader: Reader | None = None) -> asyncio.Task[Body]:
        request: Any = reader or Reader()
        return asyncio.get_running_loop().create_task(line.get(request, name, self.make(name)))


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; a test that waits in vain fails."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def looks_often(monkeypatch):
    monkeypatch.setattr(costly, "_LOOK_S", 0.01)


def test_equal_requests_share_one_and_what_was_made_is_kept():
    async def run() -> None:
        line, work = Line(), Work()
        asked = [work.ask(line, "a") for _ in range(20)]
        await until(lambda: work.begun == ["a"])
        work.may_end.set()
        assert len({id(await one) for one in asked}) == 1
        await work.ask(line, "a")
        assert work.begun == ["a"]

    asyncio.run(run())


def test_one_is_made_at_a_time_in_order_and_the_rest_is_told_to_come_again():
    async def run() -> None:
        line, work = Line(longest=3), Work()
        asked = [work.ask(line, "0")]
        await until(lambda: work.begun == ["0"])
        asked += [work.ask(line, str(number)) for number in range(1, 4)]
        await until(lambda: line.waiting == 3)
        with pytest.raises(BusyError):
            await work.ask(line, "one too many")
        equal = work.ask(line, "2")
        work.may_end.set()
        await asyncio.gather(*asked, equal)
        assert work.begun == ["0", "1", "2", "3"]
        assert work.most_at_work == 1
        assert line.waiting == 0

    asyncio.run(run())


def test_what_nobody_waits_for_is_not_begun_and_what_was_begun_is_kept():
    async def run() -> None:
        line, work, leaver, stayer = Line(), Work(), Reader(), Reader()
        first, second = work.ask(line, "begun", leaver), work.ask(line, "waiting", leaver)
        shared = [work.ask(line, "shared", one) for one in (leaver, stayer)]
        await until(lambda: work.begun == ["begun"] and line.waiting == 2)
        leaver.has_left = True
        for one in (first, second, shared[0]):
            with pytest.raises(LeftError):
                await one
        assert line.waiting == 1, "one still waits for what both wanted"
        work.may_end.set()
        assert (await shared[1]).codings[""] == b"shared"
        assert (await work.ask(line, "begun")).codings[""] == b"begun"
        assert work.begun == ["begun", "shared"]
        await work.ask(line, "waiting")
        assert work.begun[-1] == "waiting", "given up, not forgotten: it is begun for whoever asks again"

    asyncio.run(run())


def test_who_asks_after_the_others_left_begins_anew():
    async def run() -> None:
        line, work, leaver = Line(), Work(), Reader()
        first, given_up = work.ask(line, "a"), work.ask(line, "b", leaver)
        await until(lambda: line.waiting == 1)
        leaver.has_left = True
        with pytest.raises(LeftError):
            await given_up
        again = work.ask(line, "b")
        work.may_end.set()
        assert (await again).codings[""] == b"b"
        await first

    asyncio.run(run())


def test_a_failure_is_told_to_all_and_tried_again():
    async def run() -> None:
        line, reader, tries = Line(), Reader(), []
        request: Any = reader

        def fails() -> Body:
            tries.append(1)
            raise OSError("no room")

        for _ in range(2):
            for answer in await asyncio.gather(
                *(line.get(request, "a", fails) for _ in range(3)), return_exceptions=True
            ):
                assert isinstance(answer, OSError)
        assert len(tries) == 2

    asyncio.run(run())


def test_only_so_much_is_kept():
    async def run() -> None:
        line, work = Line(kept_bytes=25), Work()
        work.may_end.set()
        for name in ("a" * 10, "b" * 10, "c" * 10, "b" * 10, "a" * 10):
            await work.ask(line, name)
        assert [name[0] for name in work.begun] == ["a", "b", "c", "a"]

    asyncio.run(run())


def test_memory_is_given_back_once_after_the_last(monkeypatch):
    async def run() -> None:
        line, work = Line(), Work()
        asked = [work.ask(line, name) for name in "abc"]
        await until(lambda: len(work.begun) == 1)
        work.may_end.set()
        await asyncio.gather(*asked)
        await until(lambda: bool(given))
        assert given == [["a", "b", "c"]]

    given: list[list[str]] = []
    work_of: list[Work] = []
    real = Work.__init__
    monkeypatch.setattr(Work, "__init__", lambda self: (real(self), work_of.append(self))[0])
    monkeypatch.setattr(costly, "give_memory_back", lambda: given.append(list(work_of[0].begun)))
    asyncio.run(run())


def test_giving_memory_back_is_harmless_anywhere(monkeypatch):
    costly.give_memory_back()
    monkeypatch.setattr(costly.sys, "platform", "win32")
    monkeypatch.delattr(costly.ctypes, "CDLL")
    costly.give_memory_back()


# --- over HTTP ---


def get(
    app: Starlette, path: str, gone: asyncio.Event | None = None
) -> asyncio.Task[tuple[int, dict[str, str], bytes]]:
    """Ask *app* for *path* within the running loop, as a server would; *gone* is the reader leaving."""

    async def asked() -> tuple[int, dict[str, str], bytes]:
        messages: list[Any] = []

        async def receive() -> dict[str, Any]:
            await (gone or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            messages.append(message)

        path_only, _, query = path.partition("?")
        scope = {"type": "http", "method": "GET", "path": path_only, "query_string": query.encode(), "scheme": "http"}
        await app({**scope, "headers": [(b"host", b"localhost")], "server": ("localhost", 80)}, receive, send)
        headers = {name.decode().lower(): text.decode() for name, text in messages[0]["headers"]}
        return messages[0]["status"], headers, b"".join(one.get("body", b"") for one in messages[1:])

    return asyncio.get_running_loop().create_task(asked())


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """Put handouts that take until they are told to end in the place of real ones."""
    monkeypatch.setattr(tables, "DATA", a_package(tmp_path / "package"))
    work = Work()
    monkeypatch.setattr(handout, "pdf", lambda _, wanted: work.make(str(wanted.view.lat))().codings[""])
    return work


def test_health_and_assets_do_not_wait_for_a_burst(slow):
    async def run() -> None:
        app, gone = Starlette(routes=routes.routes()), asyncio.Event()
        asked = [get(app, f"/api/handout.pdf?lat=42.{number}&lon=130&z=7", gone) for number in range(10, 54)]
        await until(lambda: len(slow.begun) == 1 and sum(one.done() for one in asked) >= 44 - 9)
        for path in ("/api/health", "/assets/bundle.js", "/api/events.geojson"):
            async with asyncio.timeout(10):
                assert (await get(app, path))[0] == 200, path
        refused = [one.result() for one in asked if one.done()]
        assert {status for status, _, _ in refused} == {503}
        assert {headers["content-type"] for _, headers, _ in refused} == {"application/problem+json"}
        assert all(int(headers["retry-after"]) > 0 and b"work meanwhile" in body for _, headers, body in refused)
        gone.set()
        await asyncio.gather(*asked)
        slow.may_end.set()
        await get(app, "/api/health")
        status, headers, _ = await get(app, "/api/handout.pdf?from=1938")
        assert (status, headers["content-type"]) == (200, "application/pdf")
        assert len(slow.begun) == 2, "of all that were given up only what had begun was made"

    asyncio.run(run())


def test_a_class_with_one_link_is_one_handout(slow):
    async def run() -> None:
        app = Starlette(routes=routes.routes())
        asked = [get(app, f"/api/handout.pdf?lat=42.{number}&lon=130.0001&z=7") for number in range(1001, 1031)]
        await until(lambda: len(slow.begun) == 1)
        slow.may_end.set()
        assert {(await one)[0] for one in asked} == {200}
        assert slow.begun == ["42.1"], "a few pixels more or less are the same map"

    asyncio.run(run())


def test_no_room_for_a_geopackage_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", a_package(tmp_path / "package"))
    client = TestClient(Starlette(routes=routes.routes()))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "is not there"))
    answer = client.get("/api/events.gpkg")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "no room" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0
