"""The downloads on the pages: each address answers with what the page promises."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from geo.formats.datapackage_zip import FILE_NAME
from geo.formats.registry import FORMATS
from tests.geo.web.test_routes import an_app
from tests.pages.conftest import POPOVERS

Visit = Callable[..., AppTest]
_LINK = re.compile(r'<a href="\./(api/[^"]+)" download="([^"]+)">')
_LINE = re.compile(r'<a href="\./(api/events\.[^"]+)" .*?(\d+) events?</span>', re.DOTALL)


def bodies(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html")).replace("&amp;", "&")


@pytest.mark.parametrize("page", ["", "timeline.py"])
def test_every_format_is_offered_with_the_filters_and_its_number_of_events(visit: Visit, page: str) -> None:
    shown = bodies(visit(page, ["download"], from_="1938", to="1939", kind="battle,diplomatic", q="a&b c", lang="ja"))
    addresses = dict(_LINK.findall(shown))
    assert set(addresses.values()) == {kind.file_name for kind in FORMATS.values()} | {FILE_NAME}
    query = parse_qs(urlsplit(next(iter(addresses))).query)
    assert query == {"from": ["1938"], "to": ["1939"], "kind": ["battle,diplomatic"], "q": ["a&b c"]}


def test_an_address_answers_with_as_many_events_as_the_page_says(visit: Visit) -> None:
    client = TestClient(an_app())
    shown = bodies(visit(opened=["download"], chapter="khalkhin-gol"))
    said = {address.split("?")[0]: (address, int(number)) for address, number in _LINE.findall(shown)}
    assert len(said) == len(FORMATS)
    address, number = said["api/events.geojson"]
    assert 0 < number == len(client.get(f"/{address}").json()["features"])
    address, more = said["api/events.csv"]
    assert number < more == client.get(f"/{address}").text.count("\r\n") - 1
    assert client.get(f"/{dict(map(reversed, _LINK.findall(shown)))[FILE_NAME]}").status_code == 200


def test_without_filters_the_addresses_are_plain(visit: Visit) -> None:
    assert not any("?" in address for address, _ in _LINK.findall(bodies(visit(opened=["download"], lang="ja"))))


def test_a_page_with_its_own_times_offers_none(visit: Visit) -> None:
    assert not _LINE.findall(bodies(visit("compare.py", POPOVERS)))


def test_the_whole_package_is_offered_where_it_is_explained(visit: Visit) -> None:
    at = visit("sources.py")
    at.segmented_control("sources_section").set_value("dictionary").run()
    assert _LINK.findall(bodies(at)) == [("api/datapackage.zip", FILE_NAME)]
