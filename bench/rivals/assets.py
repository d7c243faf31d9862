"""What folium's maps load from other hosts, served from this machine instead."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import xstatic.pkg.leaflet as leaflet

__all__ = ["FILES", "MissingError", "serve"]

_LEAFLET, _NODE = Path(leaflet.BASE_DIR), Path(__file__).parents[1] / "node_modules"
#: By the name under which folium 0.20 lists them, with ``.js`` or ``.css``.
FILES = {
    "leaflet.js": _LEAFLET / "leaflet.js",
    "leaflet_css.css": _LEAFLET / "leaflet.css",
    "jquery.js": _NODE / "jquery/dist/jquery.min.js",
    "jquery3.7.1.js": _NODE / "jquery/dist/jquery.min.js",
    "iso8601.js": _NODE / "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.js": _NODE / "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension_css.css": _NODE / "leaflet-timedimension/dist/leaflet.timedimension.control.css",
    "timeline.js": _NODE / "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.js": _NODE / "moment/min/moment.min.js",
}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


class MissingError(FileNotFoundError):
    """Scripts of other maps are not there; the message says how to get them."""


@contextmanager
def serve(pages: Path | None = None) -> Iterator[str]:
    """Serve :data:`FILES`, and the HTML files in *pages*, until the block ends; yield the address.

    Raises
    ------
    MissingError
        If the packages of ``bench/package.json`` are not installed.
    """
    absent = [path.name for path in FILES.values() if not path.is_file()]
    if absent:
        raise MissingError(f"{', '.join(absent)} missing; run npm install --prefix bench")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.lstrip("/").split("?")[0]
            path = FILES.get(name) or (pages / name if pages and name.endswith(".html") else None)
            body = path.read_bytes() if path and path.is_file() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", _TYPES.get(Path(name).suffix, "text/plain"))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "public, max-age=31536000")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
