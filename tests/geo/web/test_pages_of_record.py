"""The pages of the record as the app answers with them."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.record import tables
from geo.site import site
from geo.site.host import Host
from geo.web import routes, security
from tests.builders import a_package, an_event
from tests.geo.site.reading import Read


@pytest.fixture
def client(tmp_path, monkeypatch):
    folder = a_package(tmp_path / "package", events=[an_event(), an_event(id="the-clash-again", date_edtf="1939")])
    monkeypatch.setattr(tables, "DATA", folder)
    return TestClient(Starlette(routes=routes.routes("/atlas")), follow_redirects=False)


def test_a_page_below_a_path_knows_its_own_address(client, monkeypatch):
    answer = client.get("/atlas/event/the-clash/")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text == site.page(tables.load(), Host("http://testserver/atlas/"), "event/the-clash/")
    again = client.get("/atlas/event/the-clash/", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    monkeypatch.setenv(security.SETTING, "https://atlas.example.org")
    assert (
        'rel="canonical" href="https://atlas.example.org/event/the-clash/"'
        in client.get("/atlas/event/the-clash/").text
    )


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("event/the-clash", "the-clash/"),
        ("event", "event/"),
        ("place/the-ford?q=a%20b", "the-ford/?q=a%20b"),
        ("event/a%2F%2Fexample.org", "example.org/"),
    ],
)
def test_an_address_without_its_slash_leads_on(client, asked, led):
    answer = client.get(f"/atlas/{asked}")
    assert (answer.status_code, answer.headers.get("location")) in [(308, led), (404, None)]
    assert answer.status_code == 308 or "%2F" in asked, "only an id with a slash in it is no address"


UNKNOWN = {
    "event/the-clas/": ["../../event/the-clash/"],
    "event/THE-CLASH/": ["../../event/the-clash/", "../../event/the-clash-again/"],
    "event/the-clash-agian/": ["../../event/the-clash-again/", "../../event/the-clash/"],
    "event/zzzz/": [],
    "event/%3Cscript%3E/": [],
    "place/the-fort/": ["../../place/the-ford/"],
    "year/1066/": [],
}


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_id_that_names_nothing_is_404_with_the_nearest(client, path):
    answer = client.get(f"/atlas/{path}")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    page = Read(answer.text)
    kind = path.partition("/")[0]
    assert [link for link in page.links() if link.startswith(f"../../{kind}/") and link != f"../../{kind}/"] == UNKNOWN[
        path
    ]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("place/the-ford/map.svg", "image/svg+xml"),
        ("place/the-ford/map.jpg", "image/jpeg"),
        ("search/", "text/html; charset=utf-8"),
        ("search/names.js", "text/javascript; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("feed.xml", "application/atom+xml"),
    ],
)
def test_what_stands_beside_the_pages(client, path, media_type):
    answer = client.get(f"/atlas/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    if path == "sitemap.xml":
        assert "<loc>http://testserver/atlas/event/the-clash/</loc>" in answer.text


@pytest.mark.parametrize("path", ["place/the-ford/map.png", "place/none/map.svg"])
def test_there_is_no_other_picture(client, path):
    assert client.get(f"/atlas/{path}").status_code == 404


def test_damaged_data_are_said(client):
    (tables.DATA / "events.csv").write_text("nothing", encoding="utf-8")
    assert client.get("/atlas/event/the-clash/").status_code == 503
