"""The files for running the atlas for many: each is held to the atlas, and to the program that reads it.

What needs more than the development requirements is in ``tests/deploy``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench import servers
from deploy import lighten, local
from geo.web import security
from tests.builders import a_package, an_event

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = DEPLOY / "border-conflicts-atlas@.service"
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"  # noqa: S105 - its name


def said_by(*command: str | Path, **more: Any) -> tuple[int, str]:
    """Return the status of a program and all that it said."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=60, check=False, **more)
    return done.returncode, done.stdout + done.stderr


def the(kind: str, name: str = "border-conflicts-atlas") -> dict[str, Any]:
    """Return a resource of the manifest."""
    (found,) = (one for one in KUBERNETES if one["kind"] == kind and one["metadata"]["name"] == name)
    return found


# --- nginx ---

needs_nginx = pytest.mark.needs("nginx")


@needs_nginx
def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    main = local.configure(tmp_path, 8080, ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"])
    status, said = said_by(local.program(), "-t", "-e", "stderr", "-p", tmp_path, "-c", main)
    assert status == 0, said
    assert "[warn]" not in said
    assert (tmp_path / "atlas.conf").read_text(encoding="utf-8").count("    server 127.0.0.1:") == 3


def test_nginx_lets_as_much_in_as_the_atlas_takes() -> None:
    assert f"client_max_body_size {CONFIG['server']['maxUploadSize']}m;" in local.NGINX.read_text(encoding="utf-8")


def test_a_configuration_that_cannot_be_tried_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.conf"
    other.write_text(local.NGINX.read_text(encoding="utf-8").replace("listen 80;", "listen 8080;"), encoding="utf-8")
    monkeypatch.setattr(local, "NGINX", other)
    with pytest.raises(ValueError, match=r"other\.conf: 'listen 80;' must stand there once"):
        local.configure(tmp_path, 1, [])


@dataclass
class Process:
    """In the place of the atlas: answers with its own number and remembers what it was asked."""

    number: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Process:
        process = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                process.asked.append((self.path, {name.lower(): text for name, text in self.headers.items()}))
                body = str(process.number).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "public, max-age=60" if "v=" in self.path else "no-cache")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def get(url: str, **headers: str) -> tuple[str, Message]:
    """Return body and headers of an answer."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        return answer.read().decode(), answer.headers


def visits(url: str, count: int) -> list[str]:
    """Return the processes that so many visits, all from one address, came to."""
    return [get(url, Cookie=f"atlas_visit={number:032x}")[0] for number in range(count)]


@needs_nginx
def test_a_visit_stays_with_its_process_until_that_dies() -> None:
    with ExitStack() as rest, Process(1) as one:
        two = rest.enter_context(Process(2))
        url = rest.enter_context(local.proxy([one.address, two.address]))
        first, headers = get(url)
        name = re.fullmatch(r"(atlas_visit=[0-9a-f]{32}); Path=/; HttpOnly; SameSite=Lax", headers["Set-Cookie"])
        assert name
        again = [get(url, Cookie=name[1]) for _ in range(5)]
        assert {body for body, _ in again} == {first}
        assert {headers["Set-Cookie"] for _, headers in again} == {None}, "a visitor keeps the name"
        assert get(url, Cookie="atlas_visit=made-up")[1]["Set-Cookie"], "a name that is none of ours is replaced"
        before = visits(url, 40)
        assert 8 <= before.count("1") <= 32, "many visits from one address are spread"
        one.__exit__()
        assert visits(url, 40) == ["2"] * 40


@needs_nginx
def test_what_nginx_keeps_and_what_it_passes_on() -> None:
    with Process(1) as one, local.proxy([one.address]) as url:
        for path in (
            "/assets/bundle.js?v=1",
            "/sites/atlas/static/js/a.js?v=1",
            "/assets/js/core/days.js",
            "/sites/atlas/",
        ):
            for _ in range(2):
                get(url + path)
        asked = [path for path, _ in one.asked]
        assert asked == [
            "/assets/bundle.js?v=1",
            "/sites/atlas/static/js/a.js?v=1",
            *["/assets/js/core/days.js"] * 2,
            *["/sites/atlas/"] * 2,
        ], "only what calls itself public is kept, below any base path"
        for path in ("/_stcore/metrics", "/sites/atlas/_stcore/metrics"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                get(url + path)
        get(f"{url}/_stcore/stream", Connection="Upgrade", Upgrade="websocket")
        path, headers = one.asked[-1]
        assert path == "/_stcore/stream", "the figures were not asked for"
        assert (headers["connection"], headers["upgrade"]) == ("upgrade", "websocket")
        assert headers["host"] == url.removeprefix("http://")


@needs_nginx
def test_a_process_that_hangs_is_left_out() -> None:
    with socket.socket() as hung, Process(2) as two:
        hung.bind(("127.0.0.1", 0))
        hung.listen(64)  # takes connections, as the kernel does for a stopped process, and never answers
        with local.proxy([f"127.0.0.1:{hung.getsockname()[1]}", two.address]) as url:
            assert visits(url, 12) == ["2"] * 12, "none waits longer than the reader of this test, ten seconds"


@needs_nginx
def test_a_flood_of_costly_requests_is_stopped_and_a_class_is_not() -> None:
    with Process(1) as one, local.proxy([one.address]) as url:
        for _ in range(35):
            get(f"{url}/sites/atlas/api/handout.pdf")
        with pytest.raises(urllib.error.HTTPError) as refused:
            for _ in range(200):
                get(f"{url}/sites/atlas/api/handout.pdf")
        assert refused.value.code == 429
        assert refused.value.headers["Content-Type"] == "application/problem+json"
        assert int(refused.value.headers["Retry-After"]) > 0
        assert json.load(refused.value)["status"] == 429
        for path in ("/api/health", "/assets/bundle.js", "/api/events.csv", "/"):
            assert get(url + path)[0] == "1", "all else works meanwhile"


@needs_nginx
def test_the_key_of_a_visitors_own_events_is_in_no_log(tmp_path: Path) -> None:
    with Process(1) as one, local.proxy([one.address], tmp_path) as url:
        get(f"{url}/api/own/the-key-of-a-visit")
        one.__exit__()
        with pytest.raises(urllib.error.HTTPError, match="502"):
            get(f"{url}/sites/atlas/api/own/the-key-of-a-visit")
        with pytest.raises(urllib.error.HTTPError, match="502"):
            get(f"{url}/timeline")
    logs = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert "/timeline" in logs
    assert "the-key-of-a-visit" not in logs


def test_every_answer_over_https_says_to_stay_there() -> None:
    site = local.NGINX.read_text(encoding="utf-8")
    headers = [block for block in re.findall(r"\{([^{}]*)\}", site) if "add_header" in block]
    assert len(headers) >= 2
    for block in headers:  # a block with headers of its own has none of those round it
        assert "add_header Strict-Transport-Security $atlas_hsts always;" in block, block


#: The atlas's routes under a version of its own, as before or after an update.
A_RELEASE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from geo.maps import bundle
from geo.web import assets, routes
name, port = sys.argv[1:]
whole = bundle.text
bundle.text = lambda ending: f"/* {name} */" + whole(ending)
assets.code_digest = lambda: name
version = Route("/version", lambda _: PlainTextResponse(assets.version()))
uvicorn.run(Starlette(routes=[version, *routes.routes()]), port=int(port), log_level="warning")
"""


@contextmanager
def release(name: str, data: Path) -> Iterator[str]:
    """Run a release of the atlas with its own scripts and *data* until the block ends; yield host and port."""
    port = servers.free_port()
    command = [sys.executable, "-c", A_RELEASE, name, str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ATLAS_DATA": str(data), "PYTHONPATH": str(ROOT)})
    try:
        for _ in range(600):
            with suppress(urllib.error.URLError):
                get(f"http://127.0.0.1:{port}/api/health")
                break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@needs_nginx
def test_while_an_update_is_rolled_out_no_visit_gets_scripts_of_the_other_version_with_its_data(tmp_path: Path) -> None:
    with ExitStack() as rest:
        names = ("before", "after")
        packages = {name: a_package(tmp_path / name, events=[an_event(title=f"Clash {name}")]) for name in names}
        addresses = [rest.enter_context(release(name, packages[name])) for name in names]
        url = rest.enter_context(local.proxy(addresses))

        def asked(visit: int, path: str) -> tuple[str, Message]:
            return get(url + path, Cookie=f"atlas_visit={visit:032x}")

        visit: dict[str, int] = {}
        version: dict[str, str] = {}
        for number in range(40):
            name = re.findall(r"/\* (\w+) \*/", asked(number, "/assets/bundle.js")[0])[0]
            visit[name], version[name] = number, asked(number, "/version")[0]
        assert len({*version.values()}) == len({*visit.values()}) == 2

        paths = ("/assets/bundle.js", "/assets/bundle.css", "/api/events.geojson", "/api/movements.geojson")
        for name, other in (names, names[::-1]):
            for path in paths:  # by mischance or malice, a visit asks under the version of the other
                assert asked(visit[name], f"{path}?v={version[other]}")[1]["Cache-Control"] == "no-store"
        for _ in range(2):
            for name in names:
                scripts, headers = asked(visit[name], f"/assets/bundle.js?v={version[name]}")
                events, _ = asked(visit[name], f"/api/events.geojson?v={version[name]}")
                assert scripts.startswith(f"/* {name} */")
                assert "immutable" in headers["Cache-Control"]
                assert f"Clash {name}" in events


# --- container ---


def copied() -> Iterator[str]:
    """Yield what the container gets of the repository."""
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE):
        yield from sources.split()


def test_the_container_holds_all_that_the_atlas_needs(tmp_path: Path) -> None:
    for name in copied():
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("cartography", "__pycache__"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    look = "import app, geo.record.tables, pages.parts.shell.events_shown; assert geo.record.tables.load().events.size"
    assert said_by(sys.executable, "-c", look, cwd=tmp_path)[0] == 0
    assert said_by(sys.executable, "-m", "geo", "check", cwd=tmp_path)[0] == 0, "as in the Containerfile"


#: Cites a work in every style and finds the towns, and reads nothing that packages keep for their own tests.
USES = """
import sys, app
from geo.citation import csl, items
from geo.geocoding import geonames, states_then
assert csl.get_style_filepath("apa").startswith(sys.argv[1]), "the packages at hand are not the lighter ones"
assert all(csl.text(dict(items.atlas()), style) for style in csl.STYLES)
assert {path.name for path in geonames._FILE.parent.glob("cities*")} == {geonames._FILE.name}
unread = [name.replace("/", ".") for name in sys.argv[2:]]
assert not [name for name in sys.modules if name.startswith(tuple(unread))]
"""


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own on Windows")
def test_what_is_left_out_of_the_container_is_not_missed(tmp_path: Path) -> None:
    for name in {folder.split("/")[0] for folder in lighten.KEPT}:
        (package,) = importlib.util.find_spec(name).submodule_search_locations  # type: ignore[union-attr,misc]
        shutil.copytree(package, tmp_path / name, copy_function=os.symlink)
    assert lighten.lighten(tmp_path) > 150e6
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = said_by(sys.executable, "-c", USES, tmp_path, *lighten.UNREAD, cwd=ROOT, env=environment)
    assert done == (0, "")


def test_what_is_unread_is_removed_whole(tmp_path: Path) -> None:
    for folder, (pattern, names) in lighten.KEPT.items():
        for name in (*names, pattern.replace("**/", "").replace("*", "other")):
            (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_bytes(b"1234")
    for folder in lighten.UNREAD:
        (tmp_path / folder / "deep").mkdir(parents=True)
        (tmp_path / folder / "deep" / "one.py").write_bytes(b"12")
    assert lighten.lighten(tmp_path) == 4 * len(lighten.KEPT) + 2 * len(lighten.UNREAD)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {f"{folder}/{name}" for folder, (_, names) in lighten.KEPT.items() for name in names}
    assert not [folder for folder in lighten.UNREAD if (tmp_path / folder).exists()]


def test_a_package_that_is_built_differently_stops_the_builder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"cities500\.json: is not there; .* adapt KEPT in"):
        lighten.lighten(tmp_path)


def test_the_container_installs_what_everybody_does() -> None:
    """After a change of ``requirements.txt`` the command in the lock's first lines writes it anew."""
    pinned = re.compile(r"^([\w.-]+==[^\s;]+)(.*?)\\?$", re.MULTILINE)
    lock = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")
    wanted = pinned.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert [(name, rest.strip()) for name, rest in pinned.findall(lock)] == [(n, rest.strip()) for n, rest in wanted]
    assert lock.count("--hash=sha256:") > len(wanted)


def test_the_builder_is_sent_all_that_is_copied() -> None:
    sent = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in copied()} == {line for line in sent if line.startswith("!")}


def test_the_container_runs_as_nobody_in_particular() -> None:
    user = re.search(r"^USER (\d+)$", CONTAINERFILE, re.MULTILINE)
    assert user
    assert int(user[1]) == the("Deployment")["spec"]["template"]["spec"]["securityContext"]["runAsUser"] > 0


def test_memory_of_a_burst_is_given_back_everywhere() -> None:
    assert "MALLOC_ARENA_MAX=2" in CONTAINERFILE
    assert re.search(r"^Environment=MALLOC_ARENA_MAX=2$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    (container,) = the("Deployment")["spec"]["template"]["spec"]["containers"]
    assert {"name": "MALLOC_ARENA_MAX", "value": "2"} in container["env"]


def test_the_public_address_is_one_that_the_atlas_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    (container,) = the("Deployment")["spec"]["template"]["spec"]["containers"]
    (setting,) = (one for one in container["env"] if one["name"] == security.SETTING)
    monkeypatch.setenv(security.SETTING, setting["value"])
    assert security.public_url() == f"https://{the('Ingress')['spec']['rules'][0]['host']}/"
    assert security.SETTING in (DEPLOY / "README.md").read_text(encoding="utf-8")


# --- systemd ---


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    there = re.search(r"ExecStart=(\S+)", UNIT.read_text(encoding="utf-8"))
    assert there
    here = tmp_path / UNIT.name.replace("@", "@8501")
    here.write_text(UNIT.read_text(encoding="utf-8").replace(there[1], sys.executable), encoding="utf-8")
    assert said_by("systemd-analyze", "verify", "--man=no", here) == (0, "")


def test_every_process_gets_the_secret_from_outside() -> None:
    assert re.search(r"^EnvironmentFile=/etc/", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    (container,) = the("Deployment")["spec"]["template"]["spec"]["containers"]
    (secret,) = (one for one in container["env"] if one["name"] == SECRET)
    assert "secretKeyRef" in secret["valueFrom"]
    for path in (*DEPLOY.iterdir(), ROOT / ".streamlit" / "config.toml"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(rf"(?i)({SECRET}\W+=?|cookieSecret\s*=)\s*[\"']?[0-9a-f]{{16}}", text), path


# --- Kubernetes ---


def test_what_the_manifest_refers_to_is_there() -> None:
    pod = the("Deployment")["spec"]["template"]
    labels = pod["metadata"]["labels"]
    for kind, path in (
        ("Deployment", ("selector", "matchLabels")),
        ("Service", ("selector",)),
        ("PodDisruptionBudget", ("selector", "matchLabels")),
        ("NetworkPolicy", ("podSelector", "matchLabels")),
    ):
        chosen = the(kind)["spec"]
        for step in path:
            chosen = chosen[step]
        assert chosen == labels, kind
    assert the("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == the("Deployment")["metadata"]["name"]
    (rule,) = the("Ingress")["spec"]["rules"]
    backends = {path["path"]: path["backend"]["service"] for path in rule["http"]["paths"]}
    assert "selector" not in the("Service", backends["/_stcore/metrics"]["name"])["spec"], "figures stay inside"
    for service in backends.values():
        assert service["port"]["name"] in {port["name"] for port in the("Service", service["name"])["spec"]["ports"]}


def test_probes_ask_what_the_atlas_answers() -> None:
    (container,) = the("Deployment")["spec"]["template"]["spec"]["containers"]
    probes = {container[name]["httpGet"]["path"] for name in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert probes == {"/api/health"}
    assert "/api/health" in CONTAINERFILE
    assert container["ports"][0]["containerPort"] == int(re.search(r"^EXPOSE (\d+)$", CONTAINERFILE, re.MULTILINE)[1])  # type: ignore[index]
