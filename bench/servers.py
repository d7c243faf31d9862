"""Streamlit servers on free ports of this machine: the atlas, or one script of :mod:`bench.rivals`.

All of them run in the repository's root, so that each has the settings of ``.streamlit/config.toml``.  The usual ways
(:func:`usual`) are run as Streamlit comes, since who takes them has not set it for speed; the bare round
trip and the empty page keep our settings, so that what we are held to is the quicker of the two.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RIVALS", "ROOT", "Server", "StartError", "atlas", "free_port", "streamlit", "usual"]

ROOT = Path(__file__).parents[1]
RIVALS = Path(__file__).parent / "rivals"
#: What ``.streamlit/config.toml`` changes for speed, at Streamlit's defaults.
_AS_IT_COMES = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "auto"}
START_S = 120
STOP_S = 10


class StartError(RuntimeError):
    """A server did not start; the message ends with its log."""


@dataclass(frozen=True)
class Server:
    """One running server: its address without a slash at the end, its process, its log."""

    url: str
    pid: int
    log: Path


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def atlas(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run the atlas until the block ends.

    It is yielded when ``/api/health`` has answered: the data package is read and checked by then.

    Parameters
    ----------
    data : folder of the data package; the atlas's own by default.
    environment : further settings of the process.
    """
    settings = {**({"ATLAS_DATA": str(data)} if data else {}), **(environment or {})}
    with streamlit(ROOT / "app.py", settings, ready="/api/health") as server:
        yield server


def usual(script: str, data: Path, assets: str) -> AbstractContextManager[Server]:
    """Run one of the usual ways to show events, a script of :mod:`bench.rivals`, until the block ends.

    Parameters
    ----------
    data : folder of the data packages, by size.
    assets : address of the libraries that its pages load.
    """
    environment = {**_AS_IT_COMES, "BENCH_DATA": str(data), "BENCH_ASSETS": assets}
    return streamlit(RIVALS / f"{script}.py", environment)


@contextmanager
def streamlit(
    script: Path, environment: Mapping[str, str] | None = None, ready: str = "/_stcore/health"
) -> Iterator[Server]:
    """Run ``streamlit run script`` until the block ends; yield it as soon as *ready* answers.

    Raises
    ------
    StartError
        If it does not within two minutes.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        log = Path(folder) / "server.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                server = Server(f"http://127.0.0.1:{port}", process.pid, log)
                _wait(server, ready, process)
                yield server
            finally:
                _stop(process)


def _wait(server: Server, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(server.url + path, timeout=START_S):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise StartError(f"the server of {server.url} did not start; its log ends:\n{server.log.read_text()[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_S)
