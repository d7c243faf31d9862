"""The guard of ``tests/conftest.py``: no test reaches another machine, however it tries."""

import asyncio
import contextlib
import re
import socket
import threading
import urllib.request
from pathlib import Path

import pytest
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

CLOSED = pytest.fail.Exception


def by_name():
    urllib.request.urlopen("http://example.org/")


def by_number():
    socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def quietly():
    with socket.socket() as sock:
        sock.connect_ex(("192.0.2.1", 80))


def by_datagram():
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.sendto(b"?", ("192.0.2.1", 53))


def by_new_numbers():
    with socket.socket(socket.AF_INET6) as sock:
        sock.connect(("2001:db8::1", 80))


def looking_up_a_name():
    socket.getaddrinfo("example.org", 80)


def with_asyncio():
    async def connect():
        await asyncio.open_connection("192.0.2.1", 80)

    asyncio.run(connect())


def swallowing_exceptions():
    with contextlib.suppress(Exception):
        by_number()


def with_geopy():
    with contextlib.suppress(GeopyError):
        Nominatim(user_agent="tests").geocode("Nomonhan")


@pytest.mark.parametrize(
    "reach",
    [
        by_name,
        by_number,
        quietly,
        by_datagram,
        by_new_numbers,
        looking_up_a_name,
        with_asyncio,
        swallowing_exceptions,
        with_geopy,
    ],
    ids=lambda reach: reach.__name__,
)
def test_the_network_is_closed(closed_network, reach):
    with pytest.raises(CLOSED, match="the network is closed"):
        reach()
    assert closed_network
    closed_network.clear()


def test_what_a_thread_hides_is_told_when_the_test_ends(closed_network):
    def hiding():
        with contextlib.suppress(CLOSED):
            by_number()

    thread = threading.Thread(target=hiding)
    thread.start()
    thread.join()
    assert closed_network, "the fixture fails the test for it"
    closed_network.clear()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.10"])
def test_this_machine_may_be_spoken_to(host):
    with socket.socket() as server:
        server.bind((socket.gethostbyname(host), 0))
        server.listen()
        with socket.create_connection((host, server.getsockname()[1]), timeout=5):
            pass


def test_only_the_geocoder_has_a_way_to_other_machines():
    clients = "aiohttp|geopy.adapters|geopy.geocoders|http.client|httpx|requests|socket|urllib.request|urllib3"
    imports = re.compile(rf"^\s*(?:import|from) (?:{clients})\b", re.MULTILINE)
    modules = sorted((Path(__file__).parents[2] / "geo").rglob("*.py"))
    assert len(modules) >= 80, "the search found the modules"
    assert [path.stem for path in modules if imports.search(path.read_text(encoding="utf-8"))] == ["services"]
