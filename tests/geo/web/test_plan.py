"""The plan of a battle over HTTP: whole for the map, by day and account as GeoJSON."""

import json

import pytest
from starlette.testclient import TestClient

from geo.record import tables
from tests.builders import EVENT, a_line, a_package, a_position, a_unit, an_event
from tests.geo.web.test_api_docs import an_app


@pytest.fixture
def client(tmp_path, monkeypatch):
    other = a_line(id="other", party="japan", claimant_role="belligerent_b", claimant="Japanese staff",
                   geometry_wkt="LINESTRING (130.59 42.515, 130.589 42.5, 130.59 42.485)")  # fmt: skip
    rows = {"lines": [a_line(), other], "units": [a_unit()], "positions": [a_position()]}
    events = [an_event(), an_event(id="alone")]
    monkeypatch.setattr(tables, "DATA", a_package(tmp_path / "package", events=events, **rows))
    return TestClient(an_app())


def test_a_plan_is_kept_until_the_data_change(client):
    first = client.get("/api/plan.json", params={"event": EVENT})
    assert first.status_code == 200
    assert first.json()["event"] == EVENT
    again = client.get("/api/plan.json", params={"event": EVENT}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_geojson_goes_by_day_and_account(client):
    asked = {"event": EVENT, "on": "1938-07-29", "accounts": "b"}
    answer = client.get("/api/plan.geojson", params=asked)
    assert answer.headers["content-type"] == "application/geo+json"
    lines = [one for one in json.loads(answer.text)["features"] if one["properties"]["layer"] == "line"]
    assert [(one["id"], one["properties"]["claimant"]) for one in lines] == [("other", "Japanese staff")]


@pytest.mark.parametrize(
    ("asked", "parameter", "said"),
    [
        ({}, "event", "name a battle with a plan"),
        ({"event": "alone"}, "event", "part of no battle with a plan"),
        ({"event": EVENT, "on": "July"}, "on", "is no day, such as 1904-07-31"),
        ({"event": EVENT, "accounts": "c"}, "accounts", "both, a, b"),
    ],
)
@pytest.mark.parametrize("path", ["/api/plan.json", "/api/plan.geojson"])
def test_what_is_wrong_is_said(client, path, asked, parameter, said):
    answer = client.get(path, params=asked)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert said in answer.json()["detail"]
