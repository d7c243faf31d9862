"""The entry: what it does beside the pages."""

from __future__ import annotations

import asyncio
import gc
import json
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).parents[1]
START_SECONDS, STOP_SECONDS = 60, 60
#: Runs the app as the command does; a line on its input is answered with the peer's port and with TCP_NODELAY
#: of every connection that the process has open.
SERVER = """
import json, os, socket, sys, threading
from streamlit.web import cli

def told(number):
    try:
        one = socket.socket(fileno=os.dup(number))
    except OSError:
        return None
    with one:
        try:
            return one.getpeername()[1], one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        except (OSError, IndexError):
            return None

def answer():
    for _ in sys.stdin:
        print("CONNECTIONS", json.dumps([found for number in range(1024) if (found := told(number))]), flush=True)

threading.Thread(target=answer, daemon=True).start()
sys.argv = ["streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", sys.argv[1]]
cli.main()
"""


@contextmanager
def server() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run the app until the block ends; yield its process and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", SERVER, str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process, port
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def answered(process: subprocess.Popen[str], port: int) -> socket.socket:
    """Return a connection on which the server has answered a request, once it does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            visitor = socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS)
        except OSError:
            time.sleep(0.1)
        else:
            visitor.sendall(f"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert visitor.recv(12) == b"HTTP/1.1 200"
            return visitor
    pytest.fail("the app does not start")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot list its connections there")
def test_connections_send_at_once() -> None:
    with server() as (process, port):
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True).start()
        answered(process, port).close()  # the port is open before the app is ready; this one came too soon
        with answered(process, port) as visitor:
            print(file=process.stdin, flush=True)
            while not (line := lines.get(timeout=STOP_SECONDS)).startswith("CONNECTIONS"):
                pass
            delays = dict(json.loads(line.removeprefix("CONNECTIONS")))
            assert delays[visitor.getsockname()[1]], "Streamlit opens its port in another way; adapt app.send_at_once"


def test_what_is_there_before_the_first_visitor_is_not_collected_again() -> None:
    async def frozen() -> int:
        async with app.warm_up(app.app):
            return gc.get_freeze_count()

    try:
        assert asyncio.run(frozen()) > 100_000
    finally:
        gc.unfreeze()
