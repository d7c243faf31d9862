"""Headers on every answer, and which address of the atlas is believed."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.record import tables
from geo.web.routes import routes
from geo.web.security import FRAMED_BY, SETTING, SecurityHeaders, framed_by, home_url, public_url
from tests.builders import a_package


def asked(host: str, path: str = "/sites/atlas/api/handout.pdf") -> Request:
    headers = [(b"host", host.encode("latin-1"))] if host else []
    return Request(
        {"type": "http", "method": "GET", "scheme": "https", "path": path, "query_string": b"", "headers": headers}
    )


@pytest.mark.parametrize(
    ("host", "home"),
    [
        ("atlas.example.org", "https://atlas.example.org/sites/atlas/"),
        ("localhost:8501", "https://localhost:8501/sites/atlas/"),
        ("[::1]:8501", "https://[::1]:8501/sites/atlas/"),
        ("museum_pc", "https://museum_pc/sites/atlas/"),
        ("", ""),
        ("a" * 5000, ""),
        (".".join(["a" * 60] * 5), ""),
        ("evil.example/path", ""),
        ("evil.example?x=", ""),
        ("me@evil.example", ""),
        ("<script>", ""),
        ("a b", ""),
        ("a:b:c", ""),
        ("-a.example", ""),
        ("über.example", ""),
    ],
    ids=lambda text: text[:30],
)
def test_a_host_is_believed_if_it_can_be_one(monkeypatch, host, home):
    monkeypatch.delenv(SETTING, raising=False)
    assert home_url(asked(host)) == home


@pytest.mark.parametrize("host", ["evil.example", "a" * 5000, ""], ids=lambda text: text[:12])
def test_the_public_address_stands_above_any_host(monkeypatch, host):
    monkeypatch.setenv(SETTING, "https://atlas.example.org/sites/atlas")
    assert home_url(asked(host)) == "https://atlas.example.org/sites/atlas/"


@pytest.mark.parametrize(
    "text",
    [
        "atlas.example.org",
        "ftp://atlas.example.org",
        "https://",
        "https://a b",
        "https://a/?q",
        "https://a:x/",
        "http://<b>",
    ],
)
def test_a_wrong_public_address_is_told(monkeypatch, text):
    monkeypatch.setenv(SETTING, text)
    with pytest.raises(ValueError, match=f"{SETTING}=.* is no address of the atlas; write one such as https://"):
        public_url()


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(tables, "DATA", a_package(tmp_path / "package"))
    return TestClient(Starlette(routes=routes(), middleware=[Middleware(SecurityHeaders)]))


@pytest.mark.parametrize("path", ["/api/handout.pdf", "/api/export.html", "/api/events.lpf.json", "/api/events.gpkg"])
@pytest.mark.parametrize("host", ["h" * 5000, "evil.example/<b>"], ids=["long", "foreign"])
def test_no_host_is_the_atlas_fault(client, path, host):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 200
    assert host.encode() not in answer.content


def test_identifiers_carry_the_public_address(client, monkeypatch):
    monkeypatch.setenv(SETTING, "https://atlas.example.org")
    places = client.get("/api/events.lpf.json", headers={"Host": "evil.example"})
    assert places.json()["features"][0]["@id"].startswith("https://atlas.example.org/event/")
    assert "evil.example" not in places.text
    assert "evil.example" not in client.get("/api/export.html", headers={"Host": "evil.example"}).text


def test_a_failure_has_the_headers_and_words(caplog):
    def fails(_: Request) -> PlainTextResponse:
        raise KeyError("secret of the inside")

    app = Starlette(routes=[Route("/", fails)], middleware=[Middleware(SecurityHeaders)])
    answer = TestClient(app).get("/")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"content-security-policy", "x-content-type-options", "referrer-policy"} <= set(answer.headers)
    assert "secret" not in answer.text
    assert "secret of the inside" in caplog.text, "the log says what went wrong"


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("", ()),
        (" https://a.example  http://b.example:8080 ", ("https://a.example", "http://b.example:8080")),
        ("https://*.school.example", ("https://*.school.example",)),
        ("http://127.0.0.1:*", ("http://127.0.0.1:*",)),
        ("*", ("*",)),
    ],
)
def test_the_setting_says_who_may_frame(monkeypatch, text, sites):
    monkeypatch.setenv(FRAMED_BY, text)
    assert framed_by() == sites
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse(""))], middleware=[Middleware(SecurityHeaders)])
    policy = TestClient(app).get("/").headers["content-security-policy"]
    assert policy.endswith(" ".join(["frame-ancestors 'self'", *sites]))


@pytest.mark.parametrize("text", ["a.example", "https://", "https://a.example; script-src *", "https://a/b", "'none'"])
def test_a_wrong_site_is_told(monkeypatch, text):
    monkeypatch.setenv(FRAMED_BY, text)
    with pytest.raises(ValueError, match=FRAMED_BY):
        framed_by()
