"""The files for running the atlas for many: each is held to the atlas, and to the program that reads it.

What needs more than the development requirements is in ``tests/deploy``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy import local

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
        for path in ("/assets/bundle.js?v=1", "/sites/atlas/static/js/a.js?v=1", "/assets/key.js", "/sites/atlas/"):
            for _ in range(2):
                get(url + path)
        asked = [path for path, _ in one.asked]
        assert asked == [
            "/assets/bundle.js?v=1",
            "/sites/atlas/static/js/a.js?v=1",
            *["/assets/key.js"] * 2,
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
            shutil.copy(source, target)
    look = "import app, geo.record.tables, pages.parts.shell.events_shown; assert geo.record.tables.load().events.size"
    assert said_by(sys.executable, "-c", look, cwd=tmp_path)[0] == 0
    assert said_by(sys.executable, "-m", "geo", "check", cwd=tmp_path)[0] == 0, "as in the Containerfile"


def test_the_builder_is_sent_all_that_is_copied() -> None:
    sent = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in copied()} == {line for line in sent if line.startswith("!")}


def test_the_container_runs_as_nobody_in_particular() -> None:
    user = re.search(r"^USER (\d+)$", CONTAINERFILE, re.MULTILINE)
    assert user
    assert int(user[1]) == the("Deployment")["spec"]["template"]["spec"]["securityContext"]["runAsUser"] > 0


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
