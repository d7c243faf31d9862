"""The atlas in a frame of another site: only where the setting allows it, with one way out; sandboxed, narrow too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from geo.web.security import FRAMED_BY
from tests.browser.conftest import WAIT_MS, eventually, run_server

Start = Callable[..., Any]
SANDBOX = 'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"'


@contextmanager
def a_course(frame: str) -> Iterator[str]:
    """Serve a page of another site that holds *frame*; yields its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>A lesson</title><h1>A lesson</h1>{frame}".encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def framed() -> Iterator[str]:
    """Address of an app that any site of this machine may frame."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # for this server alone
            patch.setenv(FRAMED_BY, "http://127.0.0.1:*")
            url = stack.enter_context(run_server())
        yield url


@pytest.mark.parametrize(("width", "attributes"), [(1000, ""), (480, ""), (1000, SANDBOX)])
def test_a_course_page_shows_map_panel_time_and_one_way_out(
    chromium: Browser, framed: str, width: int, attributes: str
) -> None:
    address = f"{framed}/?event=kanchazu-1937&amp;embed=1"
    context = chromium.new_context(viewport={"width": width + 40, "height": 760})
    with a_course(f'<iframe id="atlas" src="{address}" width="{width}" height="640" {attributes}></iframe>') as course:
        page = context.new_page()
        page.goto(course, wait_until="commit")
        atlas = page.frame_locator("#atlas")
        # what stands there until the page has come, out of sight, has the same title
        expect(atlas.locator(".st-key-side .panel h2")).to_be_visible(timeout=3 * WAIT_MS)
        expect(atlas.frame_locator(".st-key-map_frame iframe").locator(".leaflet-container")).to_be_visible()
        expect(atlas.locator(".st-key-years")).to_be_visible()
        for hidden in ("[data-testid=stHeader]", ".st-key-toolbar", ".st-key-panel_actions"):
            expect(atlas.locator(hidden)).to_be_hidden()
        inner = next(frame for frame in page.frames if frame.url.startswith(f"{framed}/?"))
        assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
        way = atlas.get_by_role("link", name="Open in the atlas")
        with context.expect_page() as opened:
            way.click()
        assert opened.value.url == f"{framed}/?event=kanchazu-1937"
    context.close()


def test_without_the_setting_no_other_site_shows_it(chromium: Browser, server: str) -> None:
    context = chromium.new_context()
    with a_course(f'<iframe id="atlas" src="{server}/?embed=1" width="900" height="600"></iframe>') as course:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(course)
        eventually(page, lambda: any("frame-ancestors" in text for text in refused), True)
        assert not page.frame_locator("#atlas").locator("#root").count()
    context.close()


def test_the_code_stands_under_link_where_it_works(visit: Start, framed: str, server: str) -> None:
    for url, count in ((framed, 1), (server, 0)):
        one = visit(url=url).go("/?event=kanchazu-1937")
        one.page.get_by_role("button", name="Link", exact=True).click()
        one.page.wait_for_selector("#share-link")
        one.settle()
        code = one.page.locator("#share-snippet")
        expect(code).to_have_count(count)
        if count:
            assert f'src="{url}/?event=kanchazu-1937&embed=1"' in code.input_value().replace("&amp;", "&")
