"""The page that Streamlit's program is loaded into."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.record import tables
from pages.parts.shell import index_page


@pytest.fixture
def client():
    return TestClient(Starlette(routes=[index_page.route()]))


def test_every_page_has_title_and_look_from_the_first_moment(client):
    for path in ("/", "/timeline", "/your-events"):
        page = client.get(path)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["cache-control"] == "no-cache"
        assert page.text.count("<title>") == 1
        assert re.search(rf"<title>([^<]+ · )?{tables.atlas().title}</title>", page.text)
        assert 'rel="shortcut icon" href="./assets/icon.png"' in page.text
        assert page.text.index('id="root"') < page.text.index(".st-key-map_frame {"), "our rules overrule Streamlit's"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/your_events", "your-events"),
        ("/Losses?years=1939", "losses?years=1939"),
        ("/map", "./"),
        ("/MAP?z=5", "./?z=5"),
    ],
)
def test_another_way_to_write_a_page_leads_to_it(client, asked, meant):
    answer = client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, meant)


def test_a_name_of_no_page_is_told_with_the_nearest(client):
    answer = client.get("/timelime")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    assert '<a href="./timeline">Timeline</a>' in answer.text
    assert "<script>alert" not in client.get("/%3Cscript%3Ealert(1)").text
    assert client.get(f"/{'x' * 5000}").text.count("x") < 1000


def test_the_colour_before_the_app_is_that_of_the_theme(client):
    assert re.findall(r"html { background: (#\w+); }", client.get("/").text) == ["#fbf8f0", "#14191d"]


def test_the_first_sight_is_for_the_map_alone(client):
    assert '<iframe id="first-sight"' in client.get("/").text
    assert 'id="first-sight"' not in client.get("/timeline").text


def test_damaged_data_have_no_first_sight(client, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", tmp_path)
    assert 'id="first-sight"' not in client.get("/").text


def test_files_and_what_is_streamlits_own_go_past_it(client):
    for path in ("/favicon.png", "/_stcore/health", "/static/js/index.js", "/assets/bundle.js", "/a/b"):
        assert client.get(path).status_code == 404


def test_below_a_path_of_its_own():
    client = TestClient(Starlette(routes=[index_page.route("/atlas")]))
    assert 'id="first-sight"' in client.get("/atlas/").text
    assert client.get("/timeline").status_code == 404


@pytest.fixture
def another_streamlit(tmp_path, monkeypatch):
    """Put in the place of Streamlit's page one that is built in another way; return its text."""
    text = '<html><head><link href="./favicon.png"><title>Streamlit</title></head><body></body></html>'
    (tmp_path / "index.html").write_text(text)
    monkeypatch.setattr(index_page, "get_static_dir", lambda: str(tmp_path))
    for kept in (index_page.page, index_page._log_once):
        kept.cache_clear()
    yield text
    for kept in (index_page.page, index_page._log_once):
        kept.cache_clear()


def test_a_streamlit_whose_page_is_built_differently_gets_its_own_page_back(client, another_streamlit, caplog):
    for path in ("/", "/timeline", "/"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (200, another_streamlit)
    (said,) = caplog.records
    assert said.getMessage().startswith('<div id="root"></div> stands 0 times in Streamlit\'s page; once is expected')


def test_the_page_of_this_streamlit_is_built_as_expected(caplog):
    for kept in (index_page.page, index_page._log_once):
        kept.cache_clear()
    assert '<iframe id="first-sight"' in index_page.page("1")
    assert not caplog.records
