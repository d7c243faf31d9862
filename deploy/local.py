"""nginx on a free port of this machine, with the configuration of this folder: for tests and measurements."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NGINX", "configure", "program", "proxy"]

NGINX = Path(__file__).parent / "nginx.conf"
START_S, STOP_S = 10, 10
#: What ``nginx.conf`` says of a real machine; each is replaced by what suits a trial.
_LISTEN = "listen 80;"
_PATIENCE = "max_fails=1 fail_timeout=10s"
_SERVERS = "".join(f"    server 127.0.0.1:{port} {_PATIENCE};\n" for port in (8501, 8502))
_CACHE = "/var/cache/nginx/atlas"
_MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    types {{ text/html html; }}
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/atlas.conf;
}}
"""


def program() -> str | None:
    """Return the path of nginx, ``None`` where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def configure(folder: Path, port: int, servers: Sequence[str]) -> Path:
    """Write a whole configuration round ``nginx.conf`` into *folder* and return it.

    Parameters
    ----------
    port : where nginx listens, on 127.0.0.1 alone.
    servers : the processes it stands before, as ``host:port``.

    Raises
    ------
    ValueError
        If ``nginx.conf`` no longer says what is to be replaced; the message quotes it.
    """
    site = NGINX.read_text(encoding="utf-8")
    for there, here in (
        (_LISTEN, f"listen 127.0.0.1:{port};"),
        (_SERVERS, "".join(f"    server {server} {_PATIENCE};\n" for server in servers)),
        (_CACHE, f"{folder}/cache"),
    ):
        if site.count(there) != 1:
            raise ValueError(f"{NGINX}: {there.strip()!r} must stand there once; adapt {Path(__file__).name}")
        site = site.replace(there, here)
    (folder / "atlas.conf").write_text(site, encoding="utf-8")
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""  # else it could not write in *folder*
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, user=user), encoding="utf-8")
    return main


@contextmanager
def proxy(servers: Sequence[str], folder: Path | None = None) -> Iterator[str]:
    """Run nginx before *servers* (``host:port`` each) until the block ends; yield its address.

    Parameters
    ----------
    folder : where it has its files, such as ``access.log``; one that is gone at the end by default.

    Raises
    ------
    RuntimeError
        If nginx is missing or does not start; the message ends with what it said.
    """
    nginx = program()
    if nginx is None:
        raise RuntimeError("nginx is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="atlas-nginx-") as name:
        folder = folder or Path(name)
        main = configure(folder, port, servers)
        log = folder / "error.log"
        with log.open("w") as out:
            command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(main)]
            process = subprocess.Popen(command, stderr=out)  # noqa: S603 - nginx of this system, files of ours
            try:
                _wait(port, process, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(STOP_S)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start; it says:\n{log.read_text()[-2000:]}")
