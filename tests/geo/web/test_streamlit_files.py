"""Streamlit's own files: compressed, tagged, kept; and its icons, of which some are enough."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import brotli
import pytest
import streamlit
from fontTools.ttLib import TTFont
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from geo.web import responses, smaller_fonts, streamlit_files
from geo.web.responses import ASK, LONG

STREAMLIT = Path(streamlit.__file__).parent


@pytest.fixture
def folder(tmp_path):
    files = tmp_path / "static"
    (files / "js").mkdir(parents=True)
    (files / "js" / "index.abc.js").write_text("let a = 1;\n" * 500)
    (files / "index.html").write_text("<p>component</p>\n" * 200)
    (files / "flake.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.js").write_text("secret")
    return files


@pytest.fixture
def client(folder):
    async def inner(scope, receive, send):
        await PlainTextResponse("Streamlit's own")(scope, receive, send)

    folders = {"static": folder, "component/one.map": folder}
    return TestClient(streamlit_files.StreamlitFiles(inner, folders, "/sites/atlas"))


@pytest.mark.parametrize(
    ("accepted", "coding", "plain"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_program_is_sent_compressed_and_kept_for_long(client, folder, accepted, coding, plain):
    with client.stream("GET", "/sites/atlas/static/js/index.abc.js", headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == LONG
    assert answer.headers["vary"] == "Accept-Encoding"
    assert plain(raw) == (folder / "js" / "index.abc.js").read_bytes()
    again = client.get("/sites/atlas/static/js/index.abc.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_is_compressed_once_for_all(client, monkeypatch):
    done = []
    monkeypatch.setattr(responses, "coded", lambda raw, coding: done.append(coding) or gzip.compress(raw))
    for _ in range(3):
        client.get("/sites/atlas/static/js/index.abc.js", headers={"Accept-Encoding": "identity, gzip"})
    assert done == ["gzip"]


@pytest.mark.parametrize("path", ["/sites/atlas/component/one.map/", "/sites/atlas/component/one.map/index.html"])
def test_a_page_of_a_component_is_asked_for_again_by_its_tag(client, path):
    answer = client.get(path)
    assert answer.text.startswith("<p>component</p>")
    assert answer.headers["cache-control"] == ASK
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/", "/static/js/index.abc.js", "/sites/atlas/static/flake.png", "/sites/atlas/static/%2e%2e/secret.js",
     "/sites/atlas/static/none.js", "/sites/atlas/static/js", "/sites/atlas/static/%00.js"],
)  # fmt: skip
def test_all_else_is_streamlits_to_answer(client, path):
    assert client.get(path).text == "Streamlit's own"
    assert client.post("/sites/atlas/static/js/index.abc.js").text == "Streamlit's own"


def test_the_font_of_icons_is_cut_for_this_streamlit():
    raw = smaller_fonts.font_in(STREAMLIT, smaller_fonts.ICONS).read_bytes()
    assert streamlit_files.smaller_font(raw).is_file(), "made for another release; see geo/web/smaller_fonts.py"
    small = streamlit_files.smaller_font(raw).read_bytes()
    assert len(small) < len(raw) / 8
    whole, some = (smaller_fonts.icons(TTFont(io.BytesIO(font))) for font in (raw, small))
    missing = (smaller_fonts.icons_named(STREAMLIT) & whole.keys()) - some.keys()
    assert not missing, "make it anew; see geo/web/smaller_fonts.py"
    assert {"download", "map", "close", "arrow_upward", "keyboard_arrow_down", "chevron_left"} <= some.keys()


def test_the_typeface_is_cut_for_this_streamlit():
    raw = smaller_fonts.font_in(STREAMLIT, smaller_fonts.TYPEFACE).read_bytes()
    small = streamlit_files.smaller_font(raw).read_bytes()
    assert len(small) < len(raw) * 0.75
    whole, some = TTFont(io.BytesIO(raw)), TTFont(io.BytesIO(small))
    assert some.getBestCmap().keys() == whole.getBestCmap().keys() & set(smaller_fonts.CHARACTERS)
    assert set(map(ord, "Хасан, Zhāng Gǔfēng – “1938” ± ≤ →")) & whole.getBestCmap().keys() <= some.getBestCmap().keys()
    assert [(one.axisTag, one.maxValue) for one in some["fvar"].axes] == [("wght", whole["fvar"].axes[0].maxValue)]


@pytest.mark.parametrize("pattern", [smaller_fonts.ICONS, smaller_fonts.TYPEFACE])
def test_a_smaller_font_is_sent_in_the_place_of_the_whole_one_and_of_no_other(folder, pattern):
    raw = smaller_fonts.font_in(STREAMLIT, pattern).read_bytes()
    (folder / "one.woff2").write_bytes(raw)
    (folder / "other.woff2").write_bytes(b"another font")
    client = TestClient(streamlit_files.StreamlitFiles(PlainTextResponse("-"), {"static": folder}))
    assert client.get("/static/one.woff2").content == streamlit_files.smaller_font(raw).read_bytes()
    assert client.get("/static/other.woff2").content == b"another font"
