"""The description of the interface is valid, and is of the routes as they are."""

import json
import re
from html import escape

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from geo.formats.registry import FORMATS
from geo.query.parameters import API, FIRST_SIGHT, PARAMETERS, PICTURE
from geo.record import tables
from geo.uploads.private_url import Loan
from geo.web import api_docs, assets, routes
from tests.builders import a_disagreement, a_line, a_package, an_event
from tests.geo.web.test_routes import an_app, is_a_problem

HOME = "https://atlas.example/sites/atlas/"
SPEC = api_docs.openapi(HOME)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
#: Text that no parameter can be.
NONSENSE = "\0" * 101


@pytest.fixture
def client(tmp_path, monkeypatch):
    events = [an_event(id="kanchazu-1937"), an_event(id="later", kind="battle", date_edtf="1945-08-09")]
    lines = [a_line(id=f"front-{i}", event_id="kanchazu-1937") for i in range(2)]  # so that it has a plan
    points = [a_disagreement(id="day-of-the-clash", event_id="kanchazu-1937")]
    folder = a_package(tmp_path / "package", events=events, lines=lines, disagreements=points)
    monkeypatch.setattr(tables, "DATA", folder)
    return TestClient(an_app())


def parameters_of(path):
    """Return the documented parameters of one path, references followed, by name."""
    found = {}
    for one in SPEC["paths"][path]["get"]["parameters"]:
        shared = SPEC["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
        found[shared["name"]] = shared
    return found


def needed(path):
    required = [name for name, one in parameters_of(path).items() if one.get("required") and one["in"] == "query"]
    return {name: api_docs.example(BY_NAME[name]) for name in required}


def test_it_is_valid_openapi():
    served = json.loads(api_docs.openapi_json(HOME))
    assert [str(error) for error in OpenAPIV31SpecValidator(served).iter_errors()] == []


def test_the_validator_sees_a_fault():
    broken = json.loads(api_docs.openapi_json(HOME))
    del broken["paths"]["/api/health"]["get"]["responses"]["200"]["description"]
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_examples_are_of_the_atlas_that_is_shown(client):
    shown = {name: api_docs.example(one) for name, one in BY_NAME.items()}
    assert (shown["event"], shown["from"], shown["a"]) == ("kanchazu-1937", "1939", "1935..1936")
    assert shown["chapter"] in tables.load().chapters
    assert shown["tour"] == BY_NAME["tour"].example, "there is none"
    for address in api_docs.ADDRESSES:
        assert "{" not in address.query


def test_examples_do_not_need_data_that_can_be_read(client):
    a_package(tables.DATA, events=[an_event(title="")])
    assert all(api_docs.example(one) == one.example for one in PARAMETERS)


def test_it_says_where_the_atlas_is():
    assert SPEC["servers"] == [{"url": "https://atlas.example/sites/atlas"}]


def test_every_route_of_the_interface_is_in_it_and_nothing_else():
    real = {route.path for route in routes.routes() if route.path.startswith("/api/")} - {"/api/{path:path}"}
    assert set(SPEC["paths"]) == real
    assert {f"/api/events.{extension}" for extension in FORMATS} < real
    identifiers = [path["get"]["operationId"] for path in SPEC["paths"].values()]
    assert len(set(identifiers)) == len(identifiers)


def test_each_parameter_is_described_as_the_table_has_it():
    described = {name: one for name, one in SPEC["components"]["parameters"].items() if name != "v"}
    assert set(described) == {one.name for one in PARAMETERS if any(map(one.counts_on, (API, FIRST_SIGHT, PICTURE)))}
    for name, one in described.items():
        assert one["description"] == BY_NAME[name].meaning
        assert {key: one["schema"][key] for key in BY_NAME[name].value.schema} == BY_NAME[name].value.schema


@pytest.mark.parametrize("path", [path for path, item in SPEC["paths"].items() if "400" in item["get"]["responses"]])
def test_what_is_documented_is_read_and_what_is_not_is_passed_over(client, path):
    documented = {name for name in set(parameters_of(path)) - {"v"} if not BY_NAME[name].needs}
    is_lenient = path == "/api/first-sight.html"  # of a link's mistakes the page will speak
    for name in documented:
        answer = client.get(path, params=needed(path) | {name: NONSENSE})
        if is_lenient and BY_NAME[name].counts_on(API):
            assert answer.status_code == 200
        else:
            assert is_a_problem(answer, 400)["parameter"] == name
    for name in needed(path):
        params = {other: text for other, text in needed(path).items() if other != name}
        assert is_a_problem(client.get(path, params=params), 400)["parameter"] == name
    if needed(path):
        plain = client.get(path, params=needed(path))
        for name in BY_NAME.keys() - parameters_of(path).keys():
            assert client.get(path, params=needed(path) | {name: NONSENSE}).content == plain.content


@pytest.mark.parametrize("extension", FORMATS)
def test_only_the_documented_parameters_choose_events(client, extension):
    path = f"/api/events.{extension}"
    others = {one.name: one.example for one in PARAMETERS if one.name not in parameters_of(path)}
    answer = client.get(path, params=others)
    assert answer.status_code == 200
    assert answer.content == client.get(path).content


def test_the_whole_package_takes_no_filter(client):
    assert set(parameters_of("/api/datapackage.zip")) == {"v"}
    assert is_a_problem(client.get("/api/datapackage.zip", params={"kind": "battle"}), 400)["parameter"] == "kind"


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/"])
def test_it_is_served_and_kept(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_what_is_served_knows_its_own_address(client):
    assert client.get("/api/openapi.json").json()["servers"] == [{"url": "http://testserver"}]
    below = TestClient(an_app("/sites/atlas"), base_url="https://school.example")
    served = below.get("/sites/atlas/api/openapi.json").json()["servers"]
    assert served == [{"url": "https://school.example/sites/atlas"}]


#: What the map page asks for by its version, and keeps for good.
LOADED_BY_THE_MAP = {
    "/api/events.columns.json", "/api/events.geojson", "/api/first-sight.html", "/api/movements.geojson",
    "/api/list.html", "/api/panel.html", "/api/plan.json",
}  # fmt: skip


@pytest.mark.parametrize("path", SPEC["paths"])
def test_answers_have_the_documented_type(client, path):
    loan = Loan(b"{}", "application/json")
    address, responses = path.replace("{key}", loan.key), SPEC["paths"][path]["get"]["responses"]
    answer = client.get(address, params=needed(path))
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in responses["200"]["content"]
    assert ("etag" in answer.headers) == ("304" in responses) == ("v" in parameters_of(path))
    if "304" in responses:
        life = client.get(address, params=needed(path) | {"v": assets.version()}).headers["cache-control"]
        assert ("immutable" in life) == (path in LOADED_BY_THE_MAP)
        assert "no-store" not in life


def test_a_visit_that_is_over_is_answered_as_described(client):
    assert "404" in SPEC["paths"]["/api/own/{key}"]["get"]["responses"]
    is_a_problem(client.get("/api/own/gone"), 404)


@pytest.mark.parametrize("path", [path for path in SPEC["paths"] if "{" not in path])
def test_a_damaged_package_is_answered_as_described(client, path):
    a_package(tables.DATA, events=[an_event(title="")])
    answer = client.get(path, params=needed(path))
    assert (answer.status_code == 503) == ("503" in SPEC["paths"][path]["get"]["responses"])


def test_the_page_holds_every_address_and_parameter_and_no_script():
    page = api_docs.page_html()
    assert "<script" not in page
    assert 'href="openapi.json"' in page
    for address in api_docs.ADDRESSES:
        assert f"<code>{address.path}" in page
    assert re.findall(r'<tr id="([^"]+)">', page) == list(BY_NAME)
    for one in PARAMETERS:
        assert escape(one.meaning).replace("&#x27;", "&#39;") in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(BY_NAME)
