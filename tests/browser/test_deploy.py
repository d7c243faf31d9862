"""Two processes behind nginx, and one of them dies under a reader's hands."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from bench import servers
from deploy import local
from tests.browser.conftest import eventually, near

Start = Callable[..., Any]
LINK = "/?event=khasan-1938&from=1938&to=1938&lat=42.45&lon=130.6&z=8"
BACK_SECONDS = 40


def visits_of(server: servers.Server) -> int:
    """How many visits a process has, as it counts them itself."""
    with urllib.request.urlopen(f"{server.url}/_stcore/metrics", timeout=10) as answer:
        (line,) = (line for line in answer.read().decode().splitlines() if line.startswith("active_sessions "))
    return int(float(line.split()[1]))


@pytest.mark.needs("nginx")
def test_a_view_outlives_its_process(visit: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "only-for-this-test")
    with ExitStack() as stack:
        one, two = (stack.enter_context(servers.atlas()) for _ in range(2))
        url = stack.enter_context(local.proxy([server.url.removeprefix("http://") for server in (one, two)]))
        reader = visit(url=url).go(LINK)
        reader.wait_for_panel("khasan-1938")

        def shown() -> tuple[Any, ...]:
            return reader.page.url, reader.panel(), reader.state(), reader.view()

        address, panel, state, view = shown()
        before = (address, panel, state, near(view))
        assert panel == "khasan-1938"
        (holder,) = (server for server in (one, two) if visits_of(server))
        (other,) = {one, two} - {holder}
        reader.page.evaluate("window.isOld = true")
        os.kill(holder.pid, signal.SIGKILL)
        deadline = time.monotonic() + BACK_SECONDS
        while not visits_of(other):
            assert time.monotonic() < deadline, "the page did not connect again"
            reader.page.wait_for_timeout(200)
        reader.page.wait_for_function("!window.isOld")  # it loads itself anew
        reader.wait_for_map().wait_for_panel("khasan-1938")
        eventually(reader.page, shown, before)  # the link alone brings the view back
        reader.page.get_by_role("link", name="All events").click()
        reader.wait_for_panel("")
