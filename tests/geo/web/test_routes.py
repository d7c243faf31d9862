"""The HTTP answers: types, caching, problem documents, closed doors, headers."""

import csv
import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from geo.basemap import store
from geo.basemap.providers import HOSTS
from geo.content import event_list
from geo.core.json_text import dumps
from geo.maps import bundle
from geo.maps.bundle import LEAFLET, SCRIPTS, STYLES
from geo.record import tables
from geo.uploads.private_url import Loan
from geo.web import assets, responses, routes
from geo.web.security import CONTENT_SECURITY_POLICY, SecurityHeaders
from tests.builders import a_package, an_event

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put a small package in the place of the real one and return its folder."""
    folder = a_package(
        tmp_path / "package",
        events=[
            an_event(),
            an_event(id="later", kind="battle", date_edtf="1945-08-09"),
            an_event(id="off", kind="diplomatic", status="panel-only", place_id="", place_relation=""),
        ],
    )
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


def two_versions():
    """Return the version of this process, and one of another."""
    return assets.version(), "another"


def an_app(prefix=""):
    return Starlette(routes=routes.routes(prefix), middleware=[Middleware(SecurityHeaders)])


@pytest.fixture
def client(package):
    return TestClient(an_app())


def is_a_problem(answer, status):
    """Hold *answer* to RFC 9457 and return its document."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    document = answer.json()
    assert {"type", "title", "status", "detail"} <= set(document)
    assert document["status"] == status
    return document


# --- assets ---


@pytest.mark.parametrize(
    ("name", "kind", "parts"),
    [("bundle.js", "text/javascript", SCRIPTS), ("bundle.css", "text/css", STYLES)],
    ids=["scripts", "styles"],
)
def test_the_bundle_is_all_files_in_order(client, name, kind, parts):
    answer = client.get(f"/assets/{name}?v={assets.version()}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert "immutable" in answer.headers["cache-control"]
    files = (LEAFLET / f"leaflet{Path(name).suffix}", *(assets.ASSETS / part for part in parts))
    for file in files:
        assert file.read_text(encoding="utf-8") in answer.text
    assert [answer.text.index(file.read_text("utf-8")) for file in files] == sorted(
        answer.text.index(file.read_text("utf-8")) for file in files
    )
    if name == "bundle.js":
        assert f"Atlas.looks = Object.freeze({dumps(bundle.looks_of_atlas())});" in answer.text


ASSETS = [
    *((f"/assets/{name}", "text/javascript") for name in SCRIPTS),
    *((f"/assets/{name}", "text/css") for name in STYLES),
    ("/assets/icon.png", "image/png"),
]


@pytest.mark.parametrize(("path", "kind"), ASSETS, ids=[path for path, _ in ASSETS])
def test_what_the_map_loads_has_its_type(client, path, kind):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("font.woff2", "font/woff2"),
        ("tile.webp", "image/webp"),
        ("lines.geojson", "application/geo+json"),
        ("labels.json", "application/json"),
        ("drawing.svg", "image/svg+xml"),
        ("noext", "application/octet-stream"),
    ],
    ids=str,
)
def test_types_of_files(client, tmp_path, monkeypatch, name, kind):
    (tmp_path / name).write_bytes(b"{}")
    monkeypatch.setattr(assets, "ASSETS", tmp_path)
    answer = client.get(f"/assets/{name}")
    assert answer.headers["content-type"].split(";")[0] == kind


@pytest.mark.parametrize(
    "path",
    [
        "/assets/no-such-file.js",
        "/assets/%2e%2e/routes.py",
        "/assets/..%2froutes.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/..%5croutes.py",
        "/assets/%00",
        "/assets/js/core/selection.js%00.css",
        "/assets/" + "a" * 5000,
        "/assets/fonts",
        "/assets/",
        "/assets/basemap/light.mbtiles",
        "/assets/basemap/dark.mbtiles",
        "/assets/basemap/%2e%2e/events.csv",
        "/assets/basemap/sepia/1/1/1.webp",
    ],
    ids=lambda path: path[:48],
)
def test_doors_that_are_closed(client, path):
    is_a_problem(client.get(path), 404)


def test_a_link_out_of_the_folder_is_not_followed(client, tmp_path, monkeypatch):
    folder = tmp_path / "assets"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setattr(assets, "ASSETS", folder)
    is_a_problem(client.get("/assets/link.txt"), 404)


def test_a_neighbour_with_a_like_name_is_not_ours(client, tmp_path, monkeypatch):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets-private").mkdir()
    (tmp_path / "assets-private" / "a.txt").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(assets, "ASSETS", tmp_path / "assets")
    is_a_problem(client.get("/assets/%2e%2e/assets-private/a.txt"), 404)


# --- tiles ---


def test_a_tile_and_the_lack_of_one(client, monkeypatch):
    monkeypatch.setattr(
        store, "tile", lambda style, z, x, y: b"image" if (style, z, x, y) == ("light", 3, 6, 2) else None
    )
    answer = client.get("/assets/basemap/light/3/6/2.webp")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/webp", b"image")
    nothing = client.get("/assets/basemap/light/3/6/3.webp")
    assert (nothing.status_code, nothing.content) == (204, b"")
    lives = {v: client.get(f"/assets/basemap/light/3/6/3.webp?v={v}").headers["cache-control"] for v in two_versions()}
    assert list(lives.values()) == [IMMUTABLE, "no-store"]


# --- caching ---

CACHED = ["/api/events.geojson", "/api/movements.geojson", "/assets/js/core/selection.js", "/assets/bundle.js"]


@pytest.mark.parametrize("path", CACHED)
def test_an_answer_is_kept_and_asked_for_again_only_if_it_changed(client, path):
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache", "without a version: ask each time"
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    lives = [client.get(path, params={"v": v}).headers["cache-control"] for v in two_versions()]
    assert lives == [IMMUTABLE, "no-store"], "long under this process's version alone"
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "accepted", "encoding"),
    [
        ("/assets/bundle.js", "gzip, br", "br"),
        ("/assets/bundle.js", "gzip, br;q=0", "gzip"),
        ("/assets/bundle.js", "deflate, zstd", None),
        ("/api/first-sight.html?width=500&height=400", "gzip", "gzip"),
        ("/assets/basemap/polities.geojson", "gzip", "gzip"),
        ("/assets/icon.png", "gzip", None),
        ("/api/events.csv?q=nowhere", "gzip", None),
    ],
    ids=["a script", "without Brotli", "a browser with neither", "a page", "GeoJSON", "a picture", "a few bytes"],
)
def test_text_is_compressed_once_for_all(client, path, accepted, encoding):
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    responses.squeezed.cache_clear()
    for _ in range(2):
        answer = client.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == encoding
        assert answer.content == plain.content
        assert answer.headers["etag"] == plain.headers["etag"]
        assert answer.headers["etag"].startswith('W/"'), "plain and compressed are the same text, not the same bytes"
        assert answer.headers.get("vary") == plain.headers.get("vary")
    assert responses.squeezed.cache_info().misses == (1 if encoding else 0)


def test_the_tag_changes_with_the_data(client, package):
    before = client.get("/api/events.geojson").headers["etag"]
    a_package(package, events=[an_event(title="Another title")])
    answer = client.get("/api/events.geojson", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Another title" in answer.text


def test_the_version_of_assets_changes_with_data(package):
    before = assets.version()
    assert assets.version() == before
    a_package(package, events=[an_event(title="Another title")])
    assert assets.version() != before


# --- events ---


def test_events_as_geojson(client):
    answer = client.get("/api/events.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert [feature["id"] for feature in answer.json()["features"]] == ["the-clash", "later"]


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({"from": "1945"}, ["later"]),
        ({"kind": "battle,diplomatic"}, ["later"]),
        ({"q": "clash", "to": "1938"}, ["the-clash"]),
        ({"event": "whatever"}, ["the-clash", "later"]),
        ({"v": "abc", "utm_source": "mail"}, ["the-clash", "later"]),
        ({"kind": "context"}, []),
    ],
    ids=str,
)
def test_events_are_filtered_as_on_the_page(client, params, ids):
    assert [feature["id"] for feature in client.get("/api/events.geojson", params=params).json()["features"]] == ids


def test_events_as_csv(client):
    answer = client.get("/api/events.csv", params={"to": "1938"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="border-conflicts-events.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf"), "so that a spreadsheet reads UTF-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == ["the-clash", "off"]


@pytest.mark.parametrize("path", ["/api/events.geojson", "/api/events.csv"])
@pytest.mark.parametrize(
    ("parameter", "value"),
    [("from", "soon"), ("kind", "picnic"), ("side", "<script>"), ("q", "x" * 101), ("within", "near"), ("lat", "nan")],
    ids=str,
)
def test_a_bad_parameter_is_a_problem(client, path, parameter, value):
    document = is_a_problem(client.get(path, params={parameter: value}), 400)
    assert document["parameter"] == parameter
    assert parameter in document["detail"]


def test_an_unknown_address_is_a_problem(client):
    assert "/api/nothing" in is_a_problem(client.get("/api/nothing"), 404)["detail"]


@pytest.mark.parametrize("path", ["/api/events.geojson", "/api/events.csv", "/api/health"])
def test_a_damaged_package_is_a_problem_with_every_complaint(client, package, path):
    a_package(package, events=[an_event(title="", date_edtf="soon")])
    document = is_a_problem(client.get(path), 503)
    assert [problem.split(": ")[:2] for problem in document["problems"]] == [
        ["events.csv:2", "date_edtf"],
        ["events.csv:2", "title"],
    ]


def test_a_panel_is_what_the_page_draws(client):
    answer = client.get(f"/api/panel.html?event=later&kind=battle&v={assets.version()}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == IMMUTABLE
    dataset = tables.load()
    battles = dataset.events[dataset.events["kind"] == "battle"]
    assert answer.text == event_list.panel_html(dataset, battles, "later")
    assert answer.text != event_list.panel_html(dataset, dataset.events, "later"), (
        "the ways along lead through what is shown"
    )


def test_the_list_is_what_the_page_is_told_of(client):
    answer = client.get(f"/api/list.html?v={assets.version()}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.text == event_list.whole(tables.load()).html


def test_a_list_of_too_many_events_is_not_to_be_had(client, monkeypatch):
    monkeypatch.setattr(event_list, "MOST_STANDING", 2)
    assert "too many" in is_a_problem(client.get("/api/list.html"), 404)["detail"]


def kinds_drawn(page):
    """Return the kinds of the symbols in a first sight."""
    classes = " ".join(re.findall(r'class="([^"]*)"', page))
    return set(re.findall(r"(?<!\S)kind-(\w+)", classes))


def test_the_first_sight_is_of_the_window_and_the_link(client):
    answer = client.get(f"/api/first-sight.html?width=500&height=400&theme=dark&kind=battle&v={assets.version()}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert 'width="500" height="400"' in answer.text
    assert kinds_drawn(answer.text) == {"battle"}


def test_the_first_sight_of_a_link_with_mistakes_is_of_what_is_understood(client):
    answer = client.get("/api/first-sight.html?width=500&height=400&from=never&kind=battle")
    assert answer.status_code == 200
    assert kinds_drawn(answer.text) == {"battle"}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("height=400", "width"),
        ("width=0&height=400", "width"),
        ("width=500&height=-1", "height"),
        ("width=500&height=9999", "height"),
        ("width=500&height=" + "9" * 5000, "height"),
        ("width=500&height=٣٠٠", "height"),
        ("width=500&height=400&theme=blue", "theme"),
    ],
)
def test_the_first_sight_of_no_window_is_a_problem(client, query, parameter):
    assert is_a_problem(client.get(f"/api/first-sight.html?{query}"), 400)["parameter"] == parameter


@pytest.mark.parametrize("query", ["", "?event=", "?event=nope", "?event=later&kind=war", "?event=%3Cscript%3E"])
def test_no_panel_without_an_event(client, query):
    assert "event" in is_a_problem(client.get("/api/panel.html" + query), 400)["detail"] or "kind" in query


def test_health(client):
    answer = client.get("/api/health")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {"status": "ok", "data_version": tables.load().digest, "events": 3}


def test_a_base_path_goes_before_every_address(package):
    client = TestClient(an_app("/sites/atlas"))
    assert client.get("/sites/atlas/api/health").status_code == 200
    assert client.get("/sites/atlas/assets/js/core/selection.js").status_code == 200
    assert client.get("/api/health").status_code == 404


# --- headers ---


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/events.geojson", 200),
        ("HEAD", "/api/events.geojson", 200),
        ("GET", "/api/events.geojson?kind=picnic", 400),
        ("GET", "/assets/js/core/selection.js", 200),
        ("GET", "/assets/nothing", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/api/health", 405),
        ("DELETE", "/assets/js/core/selection.js", 405),
    ],
    ids=str,
)
def test_every_answer_has_the_security_headers(client, method, path, status):
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    is_script = answer.headers.get("content-type", "").startswith("text/javascript")
    policy = "default-src 'none'; frame-ancestors 'none'" if is_script else CONTENT_SECURITY_POLICY
    assert answer.headers["content-security-policy"] == policy


def test_what_is_no_document_says_so_in_few_bytes(client):
    for name in ("bundle.js", "bundle.css", "icon.png", "fonts/alegreya-latin-400-normal.woff2"):
        answer = client.get(f"/assets/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert client.get("/assets/symbols/battle.svg").headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_a_304_has_them_too(client):
    tag = client.get("/api/events.csv").headers["etag"]
    answer = client.get("/api/events.csv", headers={"If-None-Match": tag})
    assert "content-security-policy" in answer.headers


def test_the_policy_lets_only_images_of_named_hosts_in():
    policy = dict(part.strip().split(" ", 1) for part in CONTENT_SECURITY_POLICY.split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    named = {name: {word for word in words.split() if "//" in word or "*" in word} for name, words in policy.items()}
    assert named.pop("img-src") == set(HOSTS)
    assert not any(named.values()), "nothing but images comes from another host"


def test_a_header_that_stands_is_kept(package):
    async def answering(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"Referrer-Policy", b"no-referrer")]})
        await send({"type": "http.response.body", "body": b""})

    answer = TestClient(SecurityHeaders(answering)).get("/")
    assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("extension", "media_type"), [("png", "image/png"), ("svg", "image/svg+xml")])
def test_a_view_is_had_as_a_picture(client, extension, media_type):
    answer = client.get(f"/api/map.{extension}", params={"event": "later", "width": "300", "height": "240"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert f'filename="map-later.{extension}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"scale": "3"}, "scale"),
        ({"scale": "4", "width": "8000", "height": "8000"}, "scale"),
        ({"width": "1"}, "width"),
        ({"height": "100"}, "height"),
        ({"event": "nothing"}, "event"),
        ({"from": "soon"}, "from"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_in_words(client, params, parameter):
    assert is_a_problem(client.get("/api/map.png", params=params), 400)["parameter"] == parameter


@pytest.mark.parametrize(
    "path", ["/api/events.csv", "/api/events.geojson", "/api/plan.json?event=x", "/api/openapi.json"]
)
def test_pages_of_other_sites_may_read_the_interface(client, path):
    asked = client.options(path, headers={"Origin": "https://notebook.example", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    for answer in (asked, client.get(path), client.head(path)):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


def test_what_belongs_to_one_visit_is_no_other_sites_business(client):
    answer = client.get("/api/own/some-key")
    assert "access-control-allow-origin" not in answer.headers
    assert client.options("/api/own/some-key").status_code == 405


@pytest.mark.parametrize("taken", ["gzip", "br, gzip", "identity"])
def test_a_visits_own_events_come_compressed_in_haste(client, taken):
    loan = Loan(b'{"id":[1]}' * 1000, "application/json")
    answer = client.get(f"/{loan.address}", headers={"Accept-Encoding": taken})
    assert answer.content == loan.body
    assert answer.headers.get("content-encoding", "identity") == taken.split(",")[0]
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "no-store"


def test_geojson_to_take_away_has_whole_links_and_nothing_that_the_map_alone_needs(client):
    (feature, *_) = client.get("/api/events.geojson").json()["features"]
    properties = feature["properties"]
    assert properties["url"] == f"http://testserver/event/{feature['id']}/"
    assert "search" not in properties
    assert "" not in properties.values()
    assert {"summary", "side_a", "side_b", "date_edtf", "sides", "license"} <= set(properties)
    (drawn, *_) = client.get("/api/events.geojson?v=x").json()["features"]
    assert "search" in drawn["properties"]


def test_the_picture_of_a_tour_is_dark_where_the_page_is():
    client = TestClient(an_app())

    def brightness(query):
        answer = client.get(f"/assets/tours/lake-khasan.jpg{query}")
        assert answer.headers["content-type"] == "image/jpeg"
        return ImageStat.Stat(Image.open(io.BytesIO(answer.content)).convert("L")).mean[0]

    assert brightness("") > 180
    assert brightness("?theme=dark") < 75
