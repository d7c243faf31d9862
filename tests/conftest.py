"""What every test gets: a closed network, a builder of datasets, the programs that it needs."""

from __future__ import annotations

import importlib.util
import ipaddress
import itertools
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from geo.record.files import watched
from geo.record.tables import Dataset
from tests import builders, programs

#: The same examples on every run: a failure is a defect of the change at hand, never of chance.
settings.register_profile("atlas", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("atlas")

#: Programs, which hold no tests; the validators of ``deploy/``, where ``requirements-deploy.txt`` is not installed.
collect_ignore = [
    *("__main__.py", "data/make_shingles.py"),
    *([] if importlib.util.find_spec("kubernetes_validate") else ["deploy"]),
]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over a test that needs a program which is not installed; in CI that is a failure."""
    for marker in item.iter_markers("needs"):
        for program in marker.args:
            if programs.find(program) is None:
                outcome = pytest.fail if programs.are_required() else pytest.skip
                outcome(f"{program} is not installed")


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail a test that would reach another machine, or look up its name.

    ``pytest.fail`` is no ``Exception``, so that geopy, which swallows those, cannot hide it; what
    happens in another thread is told when the test ends.
    """
    attempts: list[str] = []

    def guarded(real: Callable[..., Any], host_of: Callable[..., object]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            host = host_of(*args, **kwargs)
            if not _stays_here(host):
                attempts.append(f"{real.__name__}({host!r})")
                pytest.fail(f"the network is closed in tests: {attempts[-1]}", pytrace=True)
            return real(*args, **kwargs)

        return call

    def host_of_peer(sock: socket.socket, *args: Any) -> object:
        return None if sock.family == getattr(socket, "AF_UNIX", None) else args[-1][0]

    def host_of_name(host: object, *_: Any, **__: Any) -> object:
        return host

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), host_of_peer))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, guarded(getattr(socket, name), host_of_name))
    yield attempts
    if attempts:
        pytest.fail(f"the network is closed in tests: {', '.join(attempts)}", pytrace=False)


def _stays_here(host: object) -> bool:
    """Whether *host* is this machine: nothing, ``localhost`` or a loopback address."""
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def looks_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every change of a file seen at once; :mod:`geo.record.files.watched` looks a few times a second."""
    monkeypatch.setattr(watched, "GLANCE_S", -1.0)


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[..., Dataset]:
    """Return a builder: ``dataset(events=[an_event(…)], claims=[…])`` → a new dataset."""
    numbers = itertools.count()

    def build(**rows: object) -> Dataset:
        return builders.a_dataset(tmp_path / f"package-{next(numbers)}", **rows)

    return build
