"""The entry: what it does beside the pages."""

from __future__ import annotations

import asyncio
import gc
import socket

import app


def test_connections_send_at_once() -> None:
    async def accepted() -> int:
        app.send_at_once(asyncio.get_running_loop())
        listening = socket.socket(socket.AF_INET)  # as Streamlit 1.67 makes it: TCP is not named
        listening.bind(("127.0.0.1", 0))
        connected: asyncio.Future[asyncio.BaseTransport] = asyncio.get_running_loop().create_future()

        class Protocol(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                connected.set_result(transport)

        async with await asyncio.get_running_loop().create_server(Protocol, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            transport = await connected
            on = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            transport.close()
        return int(on)

    assert asyncio.run(accepted())


def test_what_is_there_before_the_first_visitor_is_not_collected_again() -> None:
    async def frozen() -> int:
        async with app.warm_up(app.app):
            return gc.get_freeze_count()

    try:
        assert asyncio.run(frozen()) > 100_000
    finally:
        gc.unfreeze()
